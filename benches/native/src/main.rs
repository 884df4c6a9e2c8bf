//! Our engine and tantivy natively, one thread each: the same articles, the same
//! queries, the ten best and the exact total.
//!
//! `cargo xtask bench search` runs this with a folder that holds `articles.jsonl`,
//! `queries.json`, `warm.json` and `www/data/biennien`; it writes `native.json`.

mod ours;
mod theirs;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.context("name the folder of the benchmark")?;
    let queries = read(&folder.join("queries.json"))?;
    let warm_up = read(&folder.join("warm.json"))?;
    let mut native = Map::new();
    let data = folder.join("www/data/biennien");
    if data.is_dir() {
        let (engine, facts) = ours::open(&data)?;
        let kinds = measure(&queries, &warm_up, |kind, text| {
            ours::total(&engine, kind, text)
        });
        native.insert("biennien".to_owned(), with_kinds(facts, kinds));
    }
    let (index, facts) = theirs::build(&folder.join("articles.jsonl"))?;
    let kinds = measure(&queries, &warm_up, |kind, text| {
        index.total(kind == "phrase", text)
    });
    native.insert("tantivy".to_owned(), with_kinds(facts, kinds));
    let file = folder.join("native.json");
    std::fs::write(file, Value::Object(native).to_string())?;
    Ok(())
}

fn read(file: &Path) -> Result<Value> {
    let bytes =
        std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(serde_json::from_slice(&bytes)?)
}

fn with_kinds(mut facts: Value, kinds: Value) -> Value {
    facts["kinds"] = kinds;
    facts
}

/// Returns the milliseconds and the total of every query, by kind.
fn measure(queries: &Value, warm_up: &Value, total: impl Fn(&str, &str) -> usize) -> Value {
    let texts = |queries: &Value| -> Vec<String> {
        let texts = queries.as_array().into_iter().flatten();
        texts
            .filter_map(|text| text.as_str().map(str::to_owned))
            .collect()
    };
    let mut kinds = Map::new();
    for (kind, queries) in queries.as_object().into_iter().flatten() {
        for text in texts(&warm_up[kind]) {
            total(kind, &text);
        }
        let (mut millis, mut totals) = (Vec::new(), Vec::new());
        for text in texts(queries) {
            let start = Instant::now();
            totals.push(total(kind, &text));
            millis.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        kinds.insert(kind.clone(), json!({ "millis": millis, "totals": totals }));
    }
    Value::Object(kinds)
}
