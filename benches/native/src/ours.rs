//! Our engine, opened from the parts of a packed archive.

use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::time::Instant;

use anyhow::Result;
use biennien_core::catalogue::Catalogue;
use biennien_core::index::Index;
use biennien_core::search::{Engine, SearchOptions};
use biennien_core::texts::Texts;
use serde_json::{Value, json};

/// Opens the engine and reads all texts, as a page has done when it is idle.
pub(crate) fn open(data: &Path) -> Result<(Engine, Value)> {
    let part = |name: &str| fs::read(data.join(format!("{name}.bin")));
    let [columns, index, texts] = [part("columns")?, part("index")?, part("texts")?];
    let bytes = columns.len() + index.len() + texts.len();
    let start = Instant::now();
    let catalogue = Rc::new(Catalogue::open(&columns)?);
    let engine = Engine::new(catalogue, Index::open(index)?, Texts::open(texts)?);
    let ready = start.elapsed().as_secs_f64() * 1000.0;
    while engine.prepare() {}
    Ok((engine, json!({ "bytes": bytes, "ready": ready })))
}

/// Searches for the ten best and counts all. The last word of words that were typed is
/// finished with a space, since tantivy is asked for whole words too.
pub(crate) fn total(engine: &Engine, kind: &str, text: &str) -> usize {
    let options = SearchOptions {
        limit: 10,
        has_snippets: false,
        has_counts: false,
        ..SearchOptions::default()
    };
    let results = match kind {
        "phrase" | "typing" | "typo" => engine.search(text, &options),
        _ => engine.search(&format!("{text} "), &options),
    };
    std::hint::black_box(&results.items);
    results.total as usize
}
