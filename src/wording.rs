//! Every word on the screen, in Vietnamese and in English.
//!
//! Fixed texts are fields of `Texts`, one table per language (`vi`, `en`; the
//! histogram's and the reader's in files of their own); texts with something in
//! them are methods of `Words`, and in `told` where the first screen says
//! them too: numbers, dates, periods. Nothing else in the viewer writes
//! words. Pure.

mod en;
pub mod histogram;
mod list;
mod notes;
pub mod reader;
pub mod reasons;
mod texts;
mod told;
mod vi;

use std::ops::Deref;

use biennien_core::date::Date;
use biennien_core::page::lowercase;
use biennien_core::search::{Facet, Sort};
use biennien_core::timeline::Days;

use crate::route::Asked;
use crate::state::{Density, TextSize, Theme};

pub use biennien_core::page::RowDate;
pub use texts::Texts;

/// So many letters of a query are said at most.
const MAX_SAID: usize = 80;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// Its BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// Returns the language of a tag, `vi` or `vi-VN`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// Returns the language for whoever chose none: the first of the browser's
    /// languages that is offered, where Vietnamese anywhere among them counts
    /// (a Vietnamese reader's browser is often an English one with Vietnamese
    /// as its second language); else the archive's, else English.
    #[must_use]
    pub fn for_reader(browser: &[String], archive: Option<&str>) -> Self {
        let mut offered = browser.iter().filter_map(|tag| Self::from_tag(tag));
        let first = offered.next();
        if first == Some(Self::Vi) || offered.any(|language| language == Self::Vi) {
            return Self::Vi;
        }
        first
            .or_else(|| archive.and_then(Self::from_tag))
            .unwrap_or(Self::En)
    }
}

/// The words of one language; handed to every component.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Which language.
    pub language: Language,
}

impl Deref for Words {
    type Target = Texts;

    fn deref(&self) -> &Texts {
        self.pick(&vi::TEXTS, &en::TEXTS)
    }
}

impl From<Language> for Words {
    fn from(language: Language) -> Self {
        Self { language }
    }
}

impl Words {
    fn pick<T>(self, vi: T, en: T) -> T {
        match self.language {
            Language::Vi => vi,
            Language::En => en,
        }
    }

    /// The histogram's texts.
    #[must_use]
    pub fn histogram(self) -> &'static histogram::Texts {
        self.pick(&histogram::VI, &histogram::EN)
    }

    /// The reader's texts.
    #[must_use]
    pub fn reader(self) -> &'static reader::Texts {
        self.pick(&reader::VI, &reader::EN)
    }

    /// `bài khớp`, `match` or `matches`.
    #[must_use]
    pub fn matches_noun(self, n: u32) -> &'static str {
        self.pick("bài khớp", if n == 1 { "match" } else { "matches" })
    }

    /// `chỗ khớp`, `hit` or `hits`.
    #[must_use]
    pub fn hits_noun(self, n: usize) -> &'static str {
        self.pick("chỗ khớp", if n == 1 { "hit" } else { "hits" })
    }

    /// A size: `820 kB`, `1,3 MB`.
    #[must_use]
    pub fn size(self, n_bytes: f64) -> String {
        if n_bytes < 1e6 {
            return format!("{} kB", (n_bytes / 1e3).round().max(1.0) as u64);
        }
        let tenths = (n_bytes / 1e5).round() as u64;
        let size = format!("{}.{} MB", tenths / 10, tenths % 10);
        self.pick(size.replace('.', ","), size)
    }

    /// The archive was saved as a page.
    #[must_use]
    pub fn saved_as(self, name: &str, n_bytes: f64) -> String {
        let size = self.size(n_bytes);
        self.pick(
            format!("Đã lưu {name}, {size}"),
            format!("Saved {name}, {size}"),
        )
    }

    /// It was not; the detail comes from the browser.
    #[must_use]
    pub fn not_saved(self, detail: &str) -> String {
        self.pick(
            format!(
                "Không lưu được: không đọc lại được {detail}. Hãy tải lại trang rồi thử lại."
            ),
            format!(
                "Not saved: {detail} could not be read again. Load the page again and retry."
            ),
        )
    }

    /// On the button that takes a filter away: `Bỏ nguồn: Báo A`, `Bỏ điều kiện:
    /// trừ nguồn Báo A`.
    #[must_use]
    pub fn drop_filter(self, name: &str, value: &str, is_negative: bool) -> String {
        let name = lowercase(name);
        if is_negative {
            let verb = self.pick("Bỏ điều kiện", "Remove filter");
            return format!("{verb}: {name} {value}");
        }
        format!("{} {name}: {value}", self.pick("Bỏ", "Remove"))
    }

    /// How many filters are in use, for those who hear the number alone.
    #[must_use]
    pub fn filters_in_use(self, n: usize) -> String {
        let noun = if n == 1 { "filter" } else { "filters" };
        self.pick(
            format!("{n} bộ lọc đang dùng"),
            format!("{n} {noun} in use"),
        )
    }

    /// On the button that goes from the filters to what they leave.
    #[must_use]
    pub fn see(self, n: u32) -> String {
        let articles = self.articles(n);
        self.pick(format!("Xem {articles}"), format!("See {articles}"))
    }

    /// The field that finds a value of a facet.
    #[must_use]
    pub fn find_value(self, facet: Facet) -> String {
        let name = lowercase(self.facet(facet));
        let article = if facet == Facet::Author { "an" } else { "a" };
        self.pick(format!("Tìm {name}"), format!("Find {article} {name}"))
    }

    /// On the button that leaves a value out.
    #[must_use]
    pub fn exclude(self, value: &str) -> String {
        self.pick(format!("Loại trừ: {value}"), format!("Leave out: {value}"))
    }

    /// On the button that unfolds a facet.
    #[must_use]
    pub fn show_more(self, n: usize) -> String {
        self.pick(format!("Hiện thêm {n}"), format!("Show {n} more"))
    }

    /// Nothing was found.
    #[must_use]
    pub fn nothing_matches(self, asked: &Asked) -> String {
        let mut out = self
            .pick("Không có bài nào khớp", "No article matches")
            .to_owned();
        let typed = asked.query.trim();
        let phrase = typed.trim_matches('"');
        let query = if phrase.contains('"') { typed } else { phrase };
        if !query.is_empty() {
            out.push_str(&format!(" “{}”", short(query)));
        }
        if let (Some(first), Some(last)) = (asked.from, asked.to) {
            let days = self.days(Days { first, last });
            let days = self.pick(days.replace("Tháng", "tháng"), days);
            out.push_str(&format!("{}{days}", self.pick(" trong khoảng ", " in ")));
        } else if asked.is_filtered() {
            out.push_str(self.pick(" với bộ lọc đang dùng", " with the filters in use"));
        }
        out
    }

    /// What is asked for without filters.
    #[must_use]
    pub fn in_all(self, query: &str) -> String {
        let (vi, en) = ("” trong cả kho", "” in the whole archive");
        ["“", query.trim(), self.pick(vi, en)].concat()
    }

    /// How much the same words find without filters.
    #[must_use]
    pub fn unfiltered(self, n: u32) -> String {
        let (articles, noun) = (self.number(n), self.matches_noun(n));
        self.pick(
            format!("Không kể khoảng và bộ lọc: {articles} {noun}."),
            format!("Without range and filters: {articles} {noun}."),
        )
    }

    /// How much there is at all.
    #[must_use]
    pub fn archive_has(self, n: u32) -> String {
        let articles = self.articles(n);
        self.pick(
            format!("Cả kho có {articles}."),
            format!("The archive has {articles}."),
        )
    }

    /// The heading of the results.
    #[must_use]
    pub fn results_for(self, query: &str) -> String {
        if query.is_empty() {
            return self.results.to_owned();
        }
        self.pick(
            format!("Kết quả tìm “{query}”"),
            format!("Results for “{query}”"),
        )
    }

    /// A facet's name.
    #[must_use]
    pub fn facet(self, facet: Facet) -> &'static str {
        match facet {
            Facet::Source => self.pick("Nguồn", "Source"),
            Facet::Section => self.pick("Chuyên mục", "Section"),
            Facet::Author => self.pick("Tác giả", "Author"),
            Facet::Place => self.pick("Nơi", "Place"),
            Facet::Lang => self.pick("Ngôn ngữ", "Language"),
            Facet::Tag => self.pick("Thẻ", "Tag"),
            Facet::Year => self.pick("Năm", "Year"),
        }
    }

    /// What is said where an article says nothing in a facet.
    #[must_use]
    pub fn no_value(self, facet: Facet) -> &'static str {
        match facet {
            Facet::Source => self.pick("không rõ nguồn", "no source given"),
            Facet::Section => self.pick("không có chuyên mục", "no section"),
            Facet::Author => self.pick("không ghi tên", "no byline"),
            Facet::Place => self.pick("không ghi nơi", "no place given"),
            Facet::Lang => self.pick("không rõ ngôn ngữ", "language unknown"),
            Facet::Tag => self.pick("không có thẻ", "no tags"),
            Facet::Year => self.pick("không rõ năm", "year unknown"),
        }
    }

    /// A facet's value as it is read: languages by name, nothing as words.
    #[must_use]
    pub fn facet_value(self, facet: Facet, value: &str) -> String {
        match (facet, value) {
            (_, "") => self.no_value(facet).to_owned(),
            (Facet::Lang, tag) => self.language_name(tag),
            (Facet::Year, year) => match year.parse::<Date>() {
                Ok(date) => self.year(date.first().ymd().0),
                Err(_) => year.to_owned(),
            },
            (_, value) => value.to_owned(),
        }
    }

    /// A language by its own name where it is known here, else its tag.
    #[must_use]
    pub fn language_name(self, tag: &str) -> String {
        let primary = tag
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let name = match primary.as_str() {
            "vi" => "Tiếng Việt",
            "en" => "English",
            "fr" => "Français",
            "de" => "Deutsch",
            "es" => "Español",
            "pt" => "Português",
            "it" => "Italiano",
            "nl" => "Nederlands",
            "ru" => "Русский",
            "zh" => "中文",
            "ja" => "日本語",
            "ko" => "한국어",
            "lo" => "ລາວ",
            "km" => "ខ្មែរ",
            "th" => "ไทย",
            "id" => "Bahasa Indonesia",
            "ar" => "العربية",
            _ => return tag.to_owned(),
        };
        match tag.split_once(['-', '_']) {
            Some((_, region)) => format!("{name} ({region})"),
            None => name.to_owned(),
        }
    }

    /// An order's name.
    #[must_use]
    pub fn sort(self, sort: Sort) -> &'static str {
        match sort {
            Sort::Relevance => self.pick("Liên quan", "Relevance"),
            Sort::Newest => self.pick("Mới nhất", "Newest first"),
            Sort::Oldest => self.pick("Cũ nhất", "Oldest first"),
        }
    }

    /// A theme's name.
    #[must_use]
    pub fn theme(self, theme: Theme) -> &'static str {
        match theme {
            Theme::Auto => self.pick("Theo hệ thống", "System"),
            Theme::Light => self.pick("Sáng", "Light"),
            Theme::Sepia => self.pick("Giấy cũ", "Sepia"),
            Theme::Dark => self.pick("Tối", "Dark"),
        }
    }

    /// A density's name.
    #[must_use]
    pub fn density(self, density: Density) -> &'static str {
        match density {
            Density::List => self.pick("Danh sách", "List"),
            Density::Compact => self.pick("Gọn", "Compact"),
            Density::Cards => self.pick("Cột báo", "Columns"),
        }
    }

    /// A size of text.
    #[must_use]
    pub fn text_size(self, size: TextSize) -> &'static str {
        match size {
            TextSize::S => self.pick("Nhỏ", "Small"),
            TextSize::M => self.pick("Vừa", "Medium"),
            TextSize::L => self.pick("Lớn", "Large"),
            TextSize::Xl => self.pick("Rất lớn", "Very large"),
        }
    }
}

/// Returns what is said of a query or a part of it: of a very long one how it
/// begins.
fn short(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(MAX_SAID) else {
        return text.to_owned();
    };
    let spaces = text[..end].rfind(char::is_whitespace);
    let end = spaces.filter(|space| space * 2 > end).unwrap_or(end);
    [&text[..end], "…"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Words = Words {
        language: Language::En,
    };

    #[test]
    fn vietnamese_anywhere_among_a_browsers_languages_is_enough() {
        #[track_caller]
        fn check(browser: &[&str], archive: Option<&str>, want: Language) {
            let browser: Vec<String> = browser.iter().map(ToString::to_string).collect();
            assert_eq!(Language::for_reader(&browser, archive), want);
        }
        check(&["vi-VN", "en"], Some("en"), Language::Vi);
        check(&["en-US", "vi"], None, Language::Vi);
        check(&["en-US"], Some("vi"), Language::En);
        check(&["fr", "de"], Some("vi"), Language::Vi);
        check(&["fr"], Some("fr"), Language::En);
    }

    #[test]
    fn a_phrase_is_quoted_once_and_more_of_a_query_as_it_stands() {
        #[track_caller]
        fn check(query: &str, want: &str) {
            let asked = Asked {
                query: query.to_owned(),
                ..Asked::default()
            };
            assert_eq!(
                EN.nothing_matches(&asked),
                ["No article matches ", want].concat()
            );
        }
        check("cầu đường ", "“cầu đường”");
        check("\"cầu đường\"", "“cầu đường”");
        check("\"cầu đường\" chợ", "“\"cầu đường\" chợ”");
        let begun = "nậm tre ".repeat(10);
        check(&begun.repeat(9), &["“", begun.trim(), "…”"].concat());
        check(&"đ".repeat(81), &["“", &"đ".repeat(80), "…”"].concat());
    }

    #[test]
    fn languages_are_called_by_their_own_names() {
        assert_eq!(EN.language_name("vi"), "Tiếng Việt");
        assert_eq!(EN.language_name("en-GB"), "English (GB)");
        assert_eq!(EN.language_name("tyz"), "tyz");
    }
}
