//! The interface between whoever asks (page, script, command line) and the
//! engine: what can be asked, and what comes back. Plain data only, so that it
//! can cross a worker's boundary.

mod engine;
mod facets;
mod matching;
mod reply;
mod snippet;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use crate::query::Note;
pub use engine::Engine;
pub(crate) use engine::beginning;
pub use reply::{Reply, ReplyItem, ReplyNote};
pub use snippet::Highlighter;

/// A facet: a field whose values can be counted and chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// `Article::sources`.
    Source,
    /// `Article::section`.
    Section,
    /// `Article::authors`.
    Author,
    /// `Article::place`.
    Place,
    /// `Article::language`.
    Lang,
    /// `Article::tags`.
    Tag,
}

impl Facet {
    /// Every facet, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Source,
        Self::Section,
        Self::Author,
        Self::Place,
        Self::Lang,
        Self::Tag,
    ];

    /// Its key in addresses and scripts.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Section => "section",
            Self::Author => "author",
            Self::Place => "place",
            Self::Lang => "lang",
            Self::Tag => "tag",
        }
    }

    /// Returns the facet of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.key() == key)
    }
}

/// The value that stands for "says nothing" in a facet: an article without a
/// section counts under `("", n)`.
pub const NO_VALUE: &str = "";

/// The order of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best first with words to look for, else newest first.
    #[default]
    Relevance,
    /// Newest first, undated last.
    Newest,
    /// Oldest first, undated last.
    Oldest,
}

/// Values chosen per facet; several of one facet mean any of them.
pub type Choices = BTreeMap<Facet, Vec<String>>;

/// What is asked beside the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SearchOptions {
    /// First day, month or year of the range (`2019`, `2019-01`, `2019-01-31`), inclusive.
    pub from: Option<String>,
    /// Last day, month or year of the range, inclusive to its end.
    pub to: Option<String>,
    /// Only articles with one of these values, facet by facet.
    pub include: Choices,
    /// No article with any of these values.
    pub exclude: Choices,
    /// The order of `items`.
    pub sort: Sort,
    /// At most so many `items`.
    pub limit: usize,
    /// How many to leave out before the first of `items`.
    pub offset: usize,
    /// How wide a bin is; chosen by the span of the archive if not given.
    pub level: Option<crate::timeline::Level>,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            include: Choices::new(),
            exclude: Choices::new(),
            sort: Sort::default(),
            limit: 20,
            offset: 0,
            level: None,
        }
    }
}

/// One article found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// `Article::id`.
    pub id: String,
    /// The headline.
    pub title: String,
    /// EDTF, if dated.
    pub date: Option<String>,
    /// Greater is better; 0 where no words were asked for.
    pub score: f32,
    /// The passage that shows best why it was found; the lead or beginning
    /// where nothing in the text was.
    pub snippet: String,
    /// Marked stretches of `snippet`: UTF-8 bytes, sorted, apart. (The page
    /// turns them into UTF-16 units for scripts.)
    pub marks: Vec<Range<usize>>,
    /// Marked stretches of `title`, likewise.
    pub title_marks: Vec<Range<usize>>,
    /// The article's place in the archive, for whoever holds it.
    pub doc: u32,
}

/// How a set of articles spreads over time. `bins` + `imprecise` + `undated`
/// is the size of the set, always.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// `("2019-07", 12)`: EDTF of the bin and how many articles lie wholly in
    /// it; oldest first, empty bins left out.
    pub bins: Vec<(String, u32)>,
    /// Articles whose date is wider than a bin.
    pub imprecise: u32,
    /// Articles without a date.
    pub undated: u32,
}

/// A value of a facet and how many articles have it.
pub type FacetCount = (String, u32);

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchResults {
    /// How many articles match words, range and facets.
    pub total: u32,
    /// `limit` of them from `offset` on, in the order asked for.
    pub items: Vec<Hit>,
    /// Every article found as its place in the archive, in the order asked for.
    pub order: Vec<u32>,
    /// Per facet the values of the articles found, most frequent first, ties
    /// by value. A facet with chosen values counts as if none were chosen in
    /// it, so that the others can be added.
    pub facets: BTreeMap<Facet, Vec<FacetCount>>,
    /// How `total` spreads over time.
    #[serde(flatten)]
    pub spread: Spread,
    /// How the matches spread over time if no range were chosen.
    pub unranged: Spread,
    /// What of the query was not understood or was changed.
    pub notes: Vec<Note>,
}
