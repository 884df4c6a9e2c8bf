//! The engine of the page without the page, for measuring: opened from packed
//! parts, searched by whoever loads it.

use std::hint::black_box;
use std::rc::Rc;

use biennien_core::catalogue::Catalogue;
use biennien_core::index::Index;
use biennien_core::query::NoteKind;
use biennien_core::search::{Engine, SearchOptions};
use biennien_core::texts::Texts;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// How many results are asked for.
const N_RESULTS: usize = 10;

/// A packed archive that can be searched.
#[wasm_bindgen]
pub struct Archive(Engine);

#[wasm_bindgen]
impl Archive {
    /// Opens the parts of a packed archive.
    ///
    /// # Errors
    /// If a part is broken.
    #[wasm_bindgen(constructor)]
    pub fn new(columns: &[u8], index: Vec<u8>, texts: Vec<u8>) -> Result<Self, JsError> {
        let catalogue = Rc::new(Catalogue::open(columns)?);
        let (index, texts) = (Index::open(index)?, Texts::open(texts)?);
        Ok(Self(Engine::new(catalogue, index, texts)))
    }

    /// Reads all texts for phrases, as the page does when it is idle.
    pub fn prepare(&self) {
        while self.0.prepare() {}
    }

    /// Returns the total and behind it the places of the best results.
    #[must_use]
    pub fn search(&self, query: &str) -> Vec<u32> {
        let results = self.0.search(query, &options(false));
        let docs = results.items.iter().map(|hit| hit.doc);
        std::iter::once(results.total).chain(docs).collect()
    }

    /// Searches for titles, passages and marks too, and counts every facet and bin;
    /// returns the total.
    #[must_use]
    pub fn search_with_snippets(&self, query: &str) -> u32 {
        black_box(self.0.search(query, &options(true))).total
    }

    /// Returns the words that were put in place of misspelt ones.
    #[must_use]
    pub fn corrections(&self, query: &str) -> Vec<String> {
        let notes = self.0.search(query, &options(false)).notes;
        let corrected = notes
            .into_iter()
            .filter(|note| note.kind == NoteKind::Corrected);
        corrected.flat_map(|note| note.words).collect()
    }
}

/// Asks for no more than the peers give, or for all that the page shows.
fn options(has_snippets: bool) -> SearchOptions {
    SearchOptions {
        limit: N_RESULTS,
        has_snippets,
        has_counts: has_snippets,
        ..SearchOptions::default()
    }
}
