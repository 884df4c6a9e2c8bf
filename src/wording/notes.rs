//! What is said of a query that was changed, or not understood.

use biennien_core::query::{Note, NoteKind};

use super::{Words, short};

impl Words {
    /// What a note says; `part` is the stretch of the query that it speaks of.
    #[must_use]
    pub fn note(self, note: &Note, part: &str) -> String {
        let (vi, en) = sentences(note.kind);
        let mut words = note.words.join(", ");
        if let Some(comma) = words.rfind(", ") {
            words.replace_range(comma..comma + 1, self.pick(" hoặc", " or"));
        }
        let said = self.pick(vi, en).replace("{words}", &words);
        said.replace("{part}", &short(part))
    }
}

/// Vietnamese and English, with `{part}` and `{words}` to be filled in.
fn sentences(kind: NoteKind) -> (&'static str, &'static str) {
    match kind {
        NoteKind::OpenQuote => (
            "Dấu ngoặc kép chưa đóng; cụm từ được hiểu là kéo đến hết.",
            "The quotation mark is not closed; the phrase runs to the end.",
        ),
        NoteKind::LoneOr => (
            "“{part}” đứng một mình nên được tìm như một từ.",
            "“{part}” has nothing on one side and was searched as a word.",
        ),
        NoteKind::NoWords => (
            "“{part}” không có chữ nào để tìm nên được bỏ qua.",
            "“{part}” has no letters to look for and was left out.",
        ),
        NoteKind::EmptyField => (
            "Sau “{part}” chưa có gì nên được bỏ qua.",
            "Nothing stands behind “{part}” yet, so it was left out.",
        ),
        NoteKind::Unfinished => (
            "“{part}” chưa gõ xong; phần còn dở tạm thời được bỏ qua.",
            "“{part}” is not finished yet; what is incomplete was left out.",
        ),
        NoteKind::BadDate => (
            "Không đọc được ngày “{part}”; hãy viết 2019, 7/2019 hoặc 31/05/2020.",
            "“{part}” is not a date; write 2019, 2019-07 or 2019-07-08.",
        ),
        NoteKind::TooLong => (
            "Câu tìm quá dài; “{part}” được bỏ qua.",
            "The query is too long; “{part}” was left out.",
        ),
        NoteKind::OnlyNegative => (
            "Câu tìm chỉ có phần loại trừ; mọi bài còn lại được hiện.",
            "The query only leaves out; everything else is shown.",
        ),
        NoteKind::MarksForgiven => (
            "Không bài nào khớp đúng dấu của “{part}”; đây là những bài khớp khi bỏ qua dấu ấy.",
            "Nothing matches “{part}” with these marks; these match without them.",
        ),
        NoteKind::Corrected => (
            "Không có bài nào khớp “{part}”; đây là kết quả cho {words}.",
            "Nothing matches “{part}”; these results are for {words}.",
        ),
        NoteKind::UncertainDates => (
            "Có bài chỉ biết ngày không chắc hoặc không đủ; những bài ấy có thể nằm ngoài thời gian đã hỏi.",
            "Some of these have a date that is uncertain or incomplete, and may lie outside the time asked for.",
        ),
        _ => (
            "“{part}” được tìm theo cách khác.",
            "“{part}” was searched differently.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_names_the_words_that_were_searched_instead() {
        let note = Note {
            words: vec!["đường".into(), "đương".into(), "đướng".into()],
            ..Note::new(0..5, NoteKind::Corrected)
        };
        assert_eq!(
            Words::default().note(&note, "đưòngg"),
            "Không có bài nào khớp “đưòngg”; đây là kết quả cho đường, đương hoặc đướng."
        );
    }
}
