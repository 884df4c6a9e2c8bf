//! What a note on a query says on the command line.

use biennien_core::query::NoteKind;

/// Returns what a note says, in one sentence.
pub(crate) fn message(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::OpenQuote => "the quotation mark has no partner; the phrase runs to the end",
        NoteKind::LoneOr => "OR has nothing on one of its sides; it is searched as a word",
        NoteKind::NoWords => "there is no word in this; it is left out",
        NoteKind::MarksForgiven => "nothing has these marks; words with other marks are shown",
        NoteKind::OnlyNegative => "there are only words to leave out; everything else is shown",
        NoteKind::TooLong => "there are more words than are looked for; this is left out",
        NoteKind::BadDate => {
            "this date cannot be read; write it as 2019, 2019-07 or 2019-07-08"
        }
        _ => "this part of the query was changed",
    }
}
