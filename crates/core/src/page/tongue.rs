//! What the first screen and the viewer say alike in the languages that pages
//! speak: numbers, dates, periods, how long a text takes to read.
//!
//! Everything here is `#[inline]`, so that it is built where it is used: in the
//! viewer for size, while the engine beside it is built for speed.

mod dates;
mod list;

pub use list::RowDate;

/// A language that pages speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

impl Tongue {
    #[inline]
    fn pick<T>(self, vi: T, en: T) -> T {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }

    /// A whole number: `18.406` or `18,406`.
    #[must_use]
    #[inline]
    pub fn number(self, n: u32) -> String {
        let digits = n.to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(self.pick('.', ','));
            }
            out.push(digit);
        }
        out
    }

    /// `12 bài`, `1 article`, `12 articles`.
    #[must_use]
    #[inline]
    pub fn articles(self, n: u32) -> String {
        format!("{} {}", self.number(n), self.articles_noun(n))
    }

    /// `bài`, `article` or `articles`.
    #[must_use]
    #[inline]
    pub fn articles_noun(self, n: u32) -> &'static str {
        self.pick("bài", if n == 1 { "article" } else { "articles" })
    }

    /// How long a text takes to read.
    #[must_use]
    #[inline]
    pub fn minutes_to_read(self, n_minutes: usize) -> String {
        format!("{n_minutes} {}", self.pick("phút đọc", "min read"))
    }
}

/// Writes a name small, as within a sentence: letter by letter, since the standard
/// library's way, which knows the end of a Greek word, is 4 kB of the page.
#[must_use]
#[inline]
pub fn lowercase(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::Tongue::{En, Vi};

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        assert_eq!(
            (Vi.number(18406), En.number(18406)),
            ("18.406".into(), "18,406".into())
        );
        assert_eq!(
            (Vi.number(999), En.number(1_000_000)),
            ("999".into(), "1,000,000".into())
        );
        assert_eq!(
            (En.articles(1), En.articles(2)),
            ("1 article".into(), "2 articles".into())
        );
    }
}
