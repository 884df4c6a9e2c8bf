//! The core as a whole, from outside.

use biennien_core::article::Article;
use biennien_core::search::Engine;

/// What is promised of finding, sentence by sentence.
mod finding;
/// Anything as a query and as an archive.
mod fuzz;
/// Queries with the right answers written down.
mod judge;
/// Archives and queries made by chance, held against a plain search.
mod oracle;
/// Words on their way to be typed.
mod typing;

/// Returns what searches some articles.
fn engine(articles: &[Article]) -> Engine {
    Engine::build(articles).expect("not too large")
}
