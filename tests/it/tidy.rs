//! What the tree promises: layers, walls, module docs, and files of a size that
//! can be read.

use std::fs;
use std::path::{Path, PathBuf};

/// Each may use only those to its left.
const LAYERS: [&str; 14] = [
    "order",
    "bytes",
    "json",
    "date",
    "timeline",
    "article",
    "text",
    "query",
    "catalogue",
    "texts",
    "index",
    "search",
    "archive",
    "page",
];

const MAX_LINES: usize = 600;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                if !path.ends_with("target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("a source file is text");
                let path = path.strip_prefix(root()).expect("it is under the root");
                found.push((path.to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

fn everything() -> Vec<(PathBuf, String)> {
    ["src", "crates", "xtask", "tests", "benches"]
        .into_iter()
        .flat_map(rust_files)
        .collect()
}

#[track_caller]
fn assert_none(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn a_layer_of_the_core_uses_only_those_below_it() {
    let mut found = Vec::new();
    for (path, text) in rust_files("crates/core/src") {
        let inner = path
            .strip_prefix("crates/core/src")
            .expect("it was found there");
        let first = inner
            .iter()
            .next()
            .and_then(|part| part.to_str())
            .unwrap_or_default();
        let Some(layer) = LAYERS
            .iter()
            .position(|layer| *layer == first.trim_end_matches(".rs"))
        else {
            continue;
        };
        // Tests may look at the whole.
        let is_test = path.ends_with("tests.rs");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for above in LAYERS[layer + 1..].iter().filter(|_| !is_test) {
            if code.contains(&format!("crate::{above}")) {
                found.push(format!("{} uses crate::{above}", path.display()));
            }
        }
    }
    assert_none("layers that use what stands above them", found);
}

#[test]
fn only_platform_knows_the_browser() {
    let names = [
        "js_sys",
        "gloo::",
        "wasm_bindgen::",
        "serde_wasm_bindgen",
        "web_sys::window",
    ];
    let mut found = Vec::new();
    for (path, text) in rust_files("src") {
        if path.starts_with("src/platform") {
            continue;
        }
        for name in names.iter().filter(|name| text.contains(**name)) {
            found.push(format!("{} names {name}", path.display()));
        }
    }
    assert_none("the browser outside of src/platform", found);
}

#[test]
fn every_module_says_what_it_is_for() {
    // Tests beside their module speak through their names.
    let silent = everything()
        .into_iter()
        .filter(|(path, text)| !path.ends_with("tests.rs") && !text.starts_with("//!"));
    assert_none(
        "modules without a //!",
        silent.map(|(path, _)| path.display().to_string()).collect(),
    );
}

#[test]
fn nothing_is_left_to_do() {
    // In two parts, so that this line is not one.
    let mark = ["TO", "DO"].concat();
    let found = everything()
        .into_iter()
        .filter(|(_, text)| text.contains(&mark));
    assert_none(
        "files with something left to do",
        found.map(|(path, _)| path.display().to_string()).collect(),
    );
}

#[test]
fn files_can_be_read_at_a_sitting() {
    let long = everything()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > MAX_LINES);
    let told = long.map(|(path, text)| format!("{} {}", path.display(), text.lines().count()));
    assert_none("files that are too long", told.collect());
}
