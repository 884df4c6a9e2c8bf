//! Why something was inferred. The readers give their reasons in English, and
//! so they stand in the feed; here they are said in Vietnamese. One that is not
//! known here is shown as it is.

use biennien_core::date::Date;

use super::{Language, Words};

/// What readers say, and the same in Vietnamese; `{}` is what they found, in
/// the same order in both. The first that fits is taken.
pub const REASONS: [(&str, &str); 20] = [
    (
        "the last line is a name standing alone",
        "dòng cuối là một cái tên đứng riêng",
    ),
    (
        "the text begins with \"{}\", the mark of an agency or paper",
        "bài mở đầu bằng “{}”, cách ghi của hãng tin hay tòa báo",
    ),
    ("the text is datelined \"{}\"", "đầu bài ghi nơi viết: “{}”"),
    (
        "the text says \"{}\" and the page is dated {}, so the page's date is taken for the day of printing",
        "bài viết “{}” và trang ghi ngày {}, nên ngày ghi trên trang được lấy làm ngày đăng",
    ),
    (
        "the text says \"{}\" without a year; {} is the last such day not after the page's date, {}, and it was printed that day",
        "bài viết “{}” mà không ghi năm; {} là ngày như thế gần nhất không sau ngày ghi trên trang ({}), và bài đăng đúng ngày ấy",
    ),
    (
        "the text says \"{}\" without a year; {} is the last such day not after the page's date, {}, and it was printed about then",
        "bài viết “{}” mà không ghi năm; {} là ngày như thế gần nhất không sau ngày ghi trên trang ({}), và bài đăng vào khoảng ấy",
    ),
    (
        "the text says \"{}\", which is {}, and it was printed that day",
        "bài viết “{}”, tức {}, và bài đăng đúng ngày ấy",
    ),
    (
        "the text says \"{}\", which is {}, and it was printed about then",
        "bài viết “{}”, tức {}, và bài đăng vào khoảng ấy",
    ),
    (
        "the text says \"{}\" without a date, and the page is dated {}",
        "bài viết “{}” mà không ghi ngày, còn trang ghi ngày {}",
    ),
    (
        "only the page is dated, {}; it may be the day when it was saved",
        "chỉ trang có ghi ngày, {}; đó có thể là ngày lưu trang",
    ),
    (
        "the line above the date is the name of a paper",
        "dòng trên ngày tháng là tên một tờ báo",
    ),
    (
        "the line between title and date is a name",
        "dòng giữa tiêu đề và ngày tháng là một cái tên",
    ),
    ("the text begins with \"{}\"", "bài mở đầu bằng “{}”"),
    (
        "the line above the title is a section's name",
        "dòng trên tiêu đề là tên một chuyên mục",
    ),
    (
        "short lines between paragraphs that end no sentence are taken for a caption",
        "những dòng ngắn giữa các đoạn, không hết câu, được hiểu là chú thích ảnh",
    ),
    (
        "the text has no line that is a title, so the file's name stands for it",
        "bài không có dòng nào là tiêu đề, nên tên tệp được dùng thay",
    ),
    (
        "the text is written in letters that only Vietnamese has",
        "bài viết bằng những chữ chỉ tiếng Việt mới có",
    ),
    (
        "the commonest English words run through the text",
        "bài đầy những từ thường gặp nhất của tiếng Anh",
    ),
    (
        "{} is after {}, the day given as today; it may be wrong",
        "{} là sau {}, ngày được cho là hôm nay; có thể sai",
    ),
    (
        "there was no title; it is the beginning of the text",
        "bài không có tiêu đề; đây là đoạn mở đầu của bài",
    ),
];

impl Words {
    /// A reason in the interface's language, where it is not so already and is
    /// known here.
    #[must_use]
    pub fn reason(self, reason: &str) -> Option<String> {
        if self.language == Language::En {
            return None;
        }
        let mut fits = REASONS.iter().filter_map(|(en, vi)| {
            let found = fit(en, reason)?;
            let mut out = String::new();
            let mut found = found.into_iter();
            for (at, piece) in vi.split("{}").enumerate() {
                if at > 0 {
                    out.push_str(&self.found(found.next()?));
                }
                out.push_str(piece);
            }
            Some(out)
        });
        fits.next()
    }

    /// What was found: dates in words, anything else as it is.
    fn found(self, text: &str) -> String {
        let date = text.parse::<Date>();
        date.map_or_else(|_| text.to_owned(), |date| self.date(date))
    }
}

/// Returns what stands in a text in place of each `{}`.
fn fit<'a>(template: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = template.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut found = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            found.push(rest.strip_suffix(piece)?);
            return Some(found);
        }
        let (before, after) = rest.split_once(piece)?;
        found.push(before);
        rest = after;
    }
    rest.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VI: Words = Words {
        language: Language::Vi,
    };

    #[test]
    fn known_reasons_are_said_in_vietnamese() {
        #[track_caller]
        fn check(reason: &str, want: Option<&str>) {
            assert_eq!(VI.reason(reason).as_deref(), want);
        }
        check(
            "the text says \"sáng 8/7\" without a year; 2019-07-08 is the last such day not after the page's date, 2020-05-31, and it was printed that day",
            Some(
                "bài viết “sáng 8/7” mà không ghi năm; 8 tháng 7, 2019 là ngày như thế gần nhất không sau ngày ghi trên trang (31 tháng 5, 2020), và bài đăng đúng ngày ấy",
            ),
        );
        check(
            "the text begins with \"(LSO) -\", the mark of an agency or paper",
            Some("bài mở đầu bằng “(LSO) -”, cách ghi của hãng tin hay tòa báo"),
        );
        check(
            "the text begins with \"Giáo dục\"",
            Some("bài mở đầu bằng “Giáo dục”"),
        );
        check("somebody said so", None);
        let en = Words::from(Language::En);
        assert_eq!(en.reason("the line between title and date is a name"), None);
    }

    #[test]
    fn both_languages_have_the_same_places() {
        for (en, vi) in REASONS {
            assert_eq!(en.matches("{}").count(), vi.matches("{}").count(), "{en}");
        }
    }
}
