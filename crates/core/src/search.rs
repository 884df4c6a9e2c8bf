//! The interface between whoever asks (page, script, command line) and the
//! engine: what can be asked, and what comes back. Plain data only, so that it
//! can cross a worker's boundary.

mod bits;
mod correct;
mod counts;
mod engine;
mod evaluate;
mod fields;
mod filter;
mod forgive;
mod found;
mod instead;
mod lists;
mod logarithm;
mod options;
mod plan;
mod rank;
mod reply;
mod resolved;
mod scan;
mod sketch;
mod snippet;
mod split;
mod together;
mod token_array;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use crate::catalogue::{Facet, NO_VALUE};
use crate::date::Day;
pub use crate::query::Note;
use crate::timeline::Level;
pub(crate) use engine::beginning;
pub use engine::{Engine, Unpacked};
pub use options::{Choices, SearchOptions, Sort};
pub use reply::{Reply, ReplyItem, ReplyNote};
pub use resolved::{Highlighter, Resolved, ResolvedPhrase, ResolvedWord};

/// One article found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// The article's place in the archive's canonical order.
    pub doc: u32,
    /// Its first picture, as a `data:` address.
    pub picture: Option<String>,
}

/// How a set of articles spreads over time. `bins` + `imprecise` + `undated`
/// is the size of the set, always.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// How wide the bins are.
    pub level: Level,
    /// The first day of a bin and how many articles lie wholly in it; oldest
    /// first, empty bins left out.
    pub bins: Vec<(Day, u32)>,
    /// Articles whose date is wider than a bin.
    pub imprecise: u32,
    /// Articles without a date.
    pub undated: u32,
}

/// A value of a facet, by its number in the catalogue, and how many articles
/// have it.
pub type FacetCount = (u32, u32);

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchResults {
    /// How many articles match words, range and facets.
    pub total: u32,
    /// `limit` of them from `offset` on, in the order asked for.
    pub items: Vec<Hit>,
    /// Per facet the values of the articles found, most frequent first, ties
    /// by value. A facet with chosen values counts as if none were chosen in
    /// it, so that the others can be added.
    pub facets: BTreeMap<Facet, Vec<FacetCount>>,
    /// How `total` spreads over time.
    #[serde(flatten)]
    pub spread: Spread,
    /// How the matches spread over time if no range were chosen.
    pub unranged: Spread,
    /// How many articles match the words, whatever range and facets.
    pub n_unfiltered: u32,
    /// What of the query was not understood or was changed.
    pub notes: Vec<Note>,
    /// What was looked for, for marking hits.
    pub resolved: Resolved,
    /// What would find something, where nothing was found: by words, the least
    /// taken away first, then by filters.
    pub instead: Vec<Instead>,
}

/// Something else to ask that finds something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instead {
    /// The query.
    pub query: String,
    /// What it lacks.
    pub dropped: Dropped,
    /// How many articles it finds, with the filters that are left.
    pub total: u32,
}

/// What was taken away from what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dropped {
    /// What makes phrases of words: quotation marks, and signs between words.
    Quotes,
    /// Some of the words.
    Words,
    /// The range of time.
    Range,
    /// A value chosen in a facet.
    Choice {
        /// The facet.
        facet: Facet,
        /// The value.
        value: String,
        /// Whether it was to be left out.
        is_excluded: bool,
    },
    /// The range and all values chosen; some of the words too, where the query is
    /// another one.
    Filters,
}
