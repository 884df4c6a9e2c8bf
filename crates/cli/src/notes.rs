//! What a note on a query says on the command line.

use biennien_core::query::{Note, NoteKind};

/// Returns what a note says, in one sentence.
pub(crate) fn message(note: &Note) -> String {
    let said = match note.kind {
        NoteKind::OpenQuote => "the quotation mark has no partner; the phrase runs to the end",
        NoteKind::LoneOr => "OR has nothing on one of its sides; it is searched as a word",
        NoteKind::NoWords => "there is no word in this; it is left out",
        NoteKind::EmptyField => "nothing stands behind the colon; it is left out",
        NoteKind::Unfinished => "this is not finished; what is incomplete is left out",
        NoteKind::BadDate => {
            "this date cannot be read; write it as 2019, 2019-07 or 2019-07-08"
        }
        NoteKind::TooLong => "there are more words than are looked for; this is left out",
        NoteKind::OnlyNegative => "there are only words to leave out; everything else is shown",
        NoteKind::MarksForgiven => "nothing has these marks; words with other marks are shown",
        NoteKind::Corrected => {
            return format!(
                "nothing matches; what is shown matches {}",
                note.words.join(" or ")
            );
        }
        NoteKind::UncertainDates => {
            "some of what is shown has a date that is uncertain or incomplete"
        }
        _ => "this part of the query was changed",
    };
    said.to_owned()
}
