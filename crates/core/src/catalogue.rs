//! What lists and filters want to know of every article, in columns.

use serde::{Deserialize, Serialize};

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
    /// The year of `Article::date`, where it lies within one.
    Year,
}

impl Facet {
    /// Every facet, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Source,
        Self::Section,
        Self::Author,
        Self::Place,
        Self::Lang,
        Self::Tag,
        Self::Year,
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
            Self::Year => "year",
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
