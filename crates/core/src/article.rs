//! An article: what it says, when and where it was printed, and how it was read.
//!
//! Text is kept as blocks of plain text with inline spans, never as markup.
//! Nothing here knows a file format; `archive::feed` writes and reads articles
//! as JSON Feed items.

use std::cmp::Ordering;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::date::Date;
use crate::json::Extra;

/// What names an article in addresses, notes and citations; never empty.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ArticleId(pub String);

impl ArticleId {
    /// Returns the id of an article that came with none: its url, or else a
    /// hash of title, date and first source. The same article has the same id
    /// in every rebuild.
    #[must_use]
    pub fn derive(url: Option<&str>, title: &str, date: Option<Date>, source: &str) -> Self {
        if let Some(url) = url.filter(|url| !url.is_empty()) {
            return Self(url.to_owned());
        }
        let mut hash = Sha256::new();
        let date = date.map(|date| date.to_string()).unwrap_or_default();
        for part in [title, &date, source] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        // 64 bits: two of a million articles share one with p < 1e-7.
        Self(
            hash.finalize()
                .iter()
                .take(8)
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        )
    }
}

impl std::fmt::Display for ArticleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Its name in addresses.
    pub id: ArticleId,
    /// The headline, as printed, on one line.
    pub title: String,
    /// Where it was published.
    pub url: Option<String>,
    /// A summary or standfirst that is not repeated in `blocks`.
    pub lead: Option<String>,
    /// BCP 47 tag of the language of the text, `vi` or `en-GB`.
    pub language: Option<String>,
    /// Who wrote it, as in the byline.
    pub authors: Vec<String>,
    /// The papers it appeared in.
    pub sources: Vec<String>,
    /// The column or section it appeared in.
    pub section: Option<String>,
    /// Where it takes place, or was datelined.
    pub place: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// When it was published: drives timeline, sorting and citation.
    pub date: Option<Date>,
    /// What the head of the saved page said.
    pub page_date: Option<Date>,
    /// What the text is about.
    pub event_date: Option<Date>,
    /// RFC 3339 stamp of publication with the offset it was given, where the
    /// day is known.
    pub date_published: Option<String>,
    /// The text.
    pub blocks: Vec<Block>,
    /// Where it came from and what was guessed.
    pub provenance: Provenance,
    /// Fields of the JSON Feed item that are not known here, kept.
    pub extra: Extra,
    /// Fields of the item's `_biennien` that are not known here, kept.
    pub extra_biennien: Extra,
}

impl Article {
    /// Returns the text without spans: blocks apart by an empty line.
    #[must_use]
    pub fn content_text(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            block.write_plain(&mut out);
        }
        out
    }

    /// Returns how long the text takes to read, see `minutes_to_read`.
    #[must_use]
    #[inline]
    pub fn minutes_to_read(&self) -> usize {
        minutes_to_read(self.n_words(), self.language.as_deref().unwrap_or_default())
    }

    /// Returns how many words the text has: what stands between spaces.
    #[must_use]
    #[inline]
    pub fn n_words(&self) -> usize {
        let mut text = String::new();
        let n_words = |block: &Block| {
            text.clear();
            block.write_plain(&mut text);
            text.split_whitespace().count()
        };
        self.blocks.iter().map(n_words).sum()
    }

    /// Returns the first picture that came with the article, as an address.
    #[must_use]
    #[inline]
    pub fn first_picture(&self) -> Option<&str> {
        self.blocks.iter().find_map(|block| match block {
            Block::Figure { src: Some(src), .. } if is_data_image(src) => Some(src.as_str()),
            _ => None,
        })
    }
}

/// Returns how many minutes so many words take to read, at least one: at 220 a
/// minute, the middle of what Brysbaert (2019) finds for reading prose; a
/// Vietnamese syllable counts as two thirds of a word.
#[must_use]
#[inline]
pub fn minutes_to_read(n_words: usize, language: &str) -> usize {
    let is_vietnamese = language.split(['-', '_']).next() == Some("vi");
    let per_minute = if is_vietnamese { 330 } else { 220 };
    n_words.div_ceil(per_minute).max(1)
}

/// The canonical order of articles, which is also that of results by date:
/// newest first, undated last, ties by id.
pub(crate) fn newest_first(a: &Article, b: &Article) -> Ordering {
    let key = |article: &Article| article.date.map(|date| (date.first(), date.last()));
    key(b).cmp(&key(a)).then_with(|| a.id.cmp(&b.id))
}

/// How an article came to be read as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The input's path relative to what was given; never absolute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Which reader read it, `text` or `json-lines`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<String>,
    /// Line or item in that input, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// Every guess, in the order they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guesses: Vec<Guess>,
    /// Fields that were not known here, kept.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something about an article that its source did not say outright.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// What was guessed: the name of a field, `date`, `language`.
    pub field: String,
    /// Why, in one sentence that stands alone.
    pub reason: String,
}

/// Plain text with inline spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text. A line feed is a line break.
    pub text: String,
    /// Sorted by start; they may nest but do not cross.
    pub spans: Vec<Span>,
}

impl Text {
    /// Returns a text without spans.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            spans: Vec::new(),
        }
    }
}

impl<T: Into<String>> From<T> for Text {
    fn from(text: T) -> Self {
        Self::plain(text)
    }
}

/// A stretch of a text that is set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// UTF-8 bytes of the text; on letter boundaries and never empty.
    pub byte_range: Range<usize>,
    /// How it is set apart.
    pub kind: SpanKind,
}

/// How a stretch of text is set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// Emphasis, mostly italics.
    Emphasis,
    /// Strong importance, mostly bold.
    Strong,
    /// A link; the address is http, https or mailto.
    Link(String),
}

/// Whether a span may stand behind `spans`: it follows the last of them in order
/// and crosses none. `open` has where those end that it may stand in, innermost
/// last; those that end before it are taken out.
pub(crate) fn nests(span: &Range<usize>, spans: &[Span], open: &mut Vec<usize>) -> bool {
    while open.last().is_some_and(|end| *end <= span.start) {
        open.pop();
    }
    let follows = spans.last().is_none_or(|last| {
        let last = &last.byte_range;
        last.start < span.start || (last.start == span.start && last.end >= span.end)
    });
    follows && open.last().is_none_or(|end| span.end <= *end)
}

/// Returns whether an address may be linked to: http, https or mailto.
///
/// Anything else, `javascript:` above all, stays text.
#[must_use]
pub fn is_safe_link(address: &str) -> bool {
    let scheme = address
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto"))
        && !address
            .chars()
            .any(|letter| letter.is_control() || letter.is_whitespace())
}

/// Returns whether an address is a picture that stands in itself (`data:image/…`).
#[must_use]
pub fn is_data_image(address: &str) -> bool {
    address
        .get(..11)
        .is_some_and(|head| head.eq_ignore_ascii_case("data:image/"))
}

/// A part of an article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Text),
    /// A heading inside the text, level 2 (a section) to 6.
    Heading {
        /// 2 to 6; 1 is the article's own title.
        level: u8,
        /// What it says.
        text: Text,
    },
    /// A list.
    List {
        /// Whether it counts its items.
        is_ordered: bool,
        /// One text an item.
        items: Vec<Text>,
    },
    /// A quotation set apart.
    Quote {
        /// What is quoted.
        text: Text,
        /// Who said it.
        attribution: Option<String>,
    },
    /// A picture, or only its caption where the picture was not saved.
    Figure {
        /// `data:image/…`, shown; or http(s), only linked to.
        src: Option<String>,
        /// What the picture shows, for those who do not see it.
        alt: String,
        /// The caption.
        caption: Text,
    },
    /// A table.
    Table {
        /// The head row; may be empty.
        header: Vec<Text>,
        /// Rows of cells, not always of one length.
        rows: Vec<Vec<Text>>,
    },
    /// Text whose spaces and lines count.
    Code {
        /// The text.
        text: String,
    },
}

impl Block {
    /// Returns a paragraph of plain text.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(Text::plain(text))
    }

    /// Appends what the block says as plain text.
    pub fn write_plain(&self, out: &mut String) {
        match self {
            Self::Paragraph(text) | Self::Heading { text, .. } => out.push_str(&text.text),
            Self::List { is_ordered, items } => write_list(out, *is_ordered, items),
            Self::Quote { text, attribution } => {
                out.push_str(&text.text);
                if let Some(name) = attribution {
                    out.push_str("\n— ");
                    out.push_str(name);
                }
            }
            Self::Figure { alt, caption, .. } => {
                out.push_str(if caption.text.is_empty() {
                    alt
                } else {
                    &caption.text
                });
            }
            Self::Table { header, rows } => {
                let rows = std::iter::once(header)
                    .filter(|row| !row.is_empty())
                    .chain(rows);
                write_lines(
                    out,
                    rows.map(|row| {
                        let cells: Vec<&str> =
                            row.iter().map(|cell| cell.text.as_str()).collect();
                        cells.join("\t")
                    }),
                );
            }
            Self::Code { text } => out.push_str(text),
        }
    }
}

fn write_list(out: &mut String, is_ordered: bool, items: &[Text]) {
    write_lines(
        out,
        items.iter().enumerate().map(|(at, item)| {
            if is_ordered {
                format!("{}. {}", at + 1, item.text)
            } else {
                format!("- {}", item.text)
            }
        }),
    );
}

fn write_lines(out: &mut String, lines: impl Iterator<Item = String>) {
    for (at, line) in lines.enumerate() {
        if at > 0 {
            out.push('\n');
        }
        out.push_str(&line);
    }
}
