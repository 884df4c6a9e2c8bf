//! Searching, behind one async function: today in the page itself, so that a
//! worker can take its place without any component knowing.

use biennien_core::search::{Hit, SearchOptions, SearchResults};

use super::clock;
use crate::opened::Opened;
use crate::shared::Shared;

/// What was found, and how long the engine took.
pub struct Answer {
    /// What was found.
    pub results: SearchResults,
    /// The engine's own time.
    pub millis: f64,
}

/// Searches, unless by the time it comes to that nobody wants to know.
pub async fn search(
    opened: Shared<Opened>,
    query: String,
    options: SearchOptions,
    is_wanted: impl Fn() -> bool,
) -> Option<Answer> {
    clock::pause().await;
    if !is_wanted() {
        return None;
    }
    let started = clock::now_millis();
    let results = opened.engine.search(&query, &options);
    Some(Answer {
        results,
        millis: clock::now_millis() - started,
    })
}

/// Looks at some of what a search found, without searching again, unless by the
/// time it comes to that nobody wants to know.
pub async fn look(
    opened: Shared<Opened>,
    query: String,
    docs: Vec<u32>,
    is_wanted: impl Fn() -> bool,
) -> Option<Vec<Hit>> {
    clock::pause().await;
    is_wanted().then(|| opened.hits(&query, &docs))
}
