//! An archive: its own name, owner and rights, and its articles.
//!
//! `feed` is its open form, JSON Feed 1.1; `packed` is the form inside a page.

mod blocks;
pub mod feed;
mod fields;
pub(crate) mod gzip;
mod item;
pub mod packed;

use serde::{Deserialize, Serialize};

use crate::article::Article;
pub(crate) use crate::article::newest_first;
use crate::date::Date;
use crate::json::Extra;
use crate::order;
use crate::timeline::Days;

/// An archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Archive {
    /// Its name.
    pub title: String,
    /// What it is, in a sentence or two.
    pub description: Option<String>,
    /// Its published address.
    pub home_page_url: Option<String>,
    /// Who keeps it.
    pub owners: Vec<String>,
    /// BCP 47 tag of the language of most of its articles.
    pub language: Option<String>,
    /// Names a reader's own notes; carried through rebuilds.
    pub archive_id: Option<String>,
    /// What may be done with it.
    pub rights: Option<String>,
    /// How to reach its owner.
    pub contact: Option<String>,
    /// When and by what it was made.
    pub made: Option<Made>,
    /// Its articles. Order is kept; `sort_articles` gives the canonical one.
    pub articles: Vec<Article>,
    /// Fields of the feed that are not known here, kept.
    pub extra: Extra,
    /// Fields of the feed's `_biennien` that are not known here, kept.
    pub extra_biennien: Extra,
}

/// When and by what an archive was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// The date that the caller gave; never the clock's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Name and version of the tool.
    pub tool: String,
    /// Fields that are not known here, kept.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Archive {
    /// Puts the articles in their canonical order: newest first, undated last,
    /// ties by id.
    pub fn sort_articles(&mut self) {
        order::sort_by(&mut self.articles, newest_first);
    }

    /// Returns the first and the last day that any date may mean, or nothing if
    /// every article is undated.
    #[must_use]
    pub fn span(&self) -> Option<Days> {
        let mut dates = self.articles.iter().filter_map(|article| article.date);
        let first = Days::from(dates.next()?);
        Some(dates.fold(first, |span, date| Days {
            first: span.first.min(date.first()),
            last: span.last.max(date.last()),
        }))
    }
}
