//! JSON Feed 1.1 with `_biennien`. (to come)

use serde_json::Value;
use super::Archive;
use crate::article::{Article, Block};

/// How to read a feed.
#[derive(Clone, Copy, Default)]
pub struct ReadOptions {
    /// Turns an item's `content_html` into blocks where it has no
    /// `_biennien.blocks`. Without it such an item is read by its
    /// `content_text`, or refused.
    pub html: Option<fn(&str) -> Vec<Block>>,
}

/// A feed as read.
#[derive(Debug)]
pub struct Feed {
    /// The archive with every item that could be read.
    pub archive: Archive,
    /// The items that could not, by number.
    pub refused: Vec<Refusal>,
}

/// An item of a feed that was not taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The item's place in `items`, counted from 1.
    pub item: u32,
    /// Its id or title, where it has one.
    pub name: Option<String>,
    /// Why.
    pub reason: ItemError,
}

/// Why an item is no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ItemError {
    /// It is a number, text or list.
    #[error("an item must be an object")]
    NotAnObject,
}

/// Why a feed cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FeedError {
    /// It is not JSON.
    #[error("this is not JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// Reads a feed.
///
/// # Errors
///
/// When it is no JSON Feed at all. Items that cannot be read are refused one by one.
pub fn read(json: &[u8], options: ReadOptions) -> Result<Feed, FeedError> { let _ = (json, options); Ok(Feed { archive: Archive::default(), refused: vec![] }) }

/// Writes an archive as a JSON Feed, pretty-printed, ending in a line feed.
#[must_use]
pub fn write(archive: &Archive) -> String { let _ = archive; String::new() }

/// Writes an article as a JSON Feed item.
#[must_use]
pub fn item(article: &Article) -> Value { let _ = article; Value::Null }

/// Reads one JSON Feed item.
///
/// # Errors
///
/// When it is no article.
pub fn read_item(item: &Value, options: ReadOptions) -> Result<Article, ItemError> { let _ = (item, options); Err(ItemError::NotAnObject) }
