//! The engine's side of every question: an archive that is open for searching,
//! in a worker or, where there is none, in the page. Questions and answers cross
//! as plain JavaScript values.
//!
//! | question | answer |
//! |---|---|
//! | `[0, query, options]` | what was found, as bytes |
//! | `[1, query, options]` | the numbers of all that was found, in order, as a `Uint32Array` |
//! | `[2, query, options, numbers]` | articles as results of that query, as bytes |
//! | `[3, "", "", numbers]` | what the first of these articles says, as bytes |
//!
//! Options are JSON, numbers a `Uint32Array`, bytes a `Uint8Array` as `wire`
//! writes them. An answer is `[what, milliseconds]`; where `what` is a text, it
//! says what is wrong.

use std::cell::RefCell;

use biennien_core::archive::packed::{self, ArchiveError, Packed};
use biennien_core::search::{Engine, Resolved, SearchOptions};
use js_sys::{Array, Uint8Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

use super::clock;
use crate::wire;

/// What is asked of it, as a question begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What is found.
    Search,
    /// All that is found, in order.
    Order,
    /// Articles as results.
    Hits,
    /// What an article says.
    Article,
}

/// An archive that is open for searching.
pub struct Desk {
    engine: Engine,
    /// The last query, and as what it was searched.
    last: RefCell<(String, Resolved)>,
}

impl Desk {
    /// Opens an archive.
    ///
    /// # Errors
    ///
    /// When a part of it is cut or damaged.
    pub fn open(packed: Packed) -> Result<Self, ArchiveError> {
        Ok(Self {
            engine: packed::engine(packed)?,
            last: RefCell::default(),
        })
    }

    /// Reads on in the texts, a little. Returns whether there is more.
    #[must_use]
    pub fn prepare(&self) -> bool {
        self.engine.prepare()
    }

    /// Answers a question.
    #[must_use]
    pub fn answer(&self, question: &Array) -> Array {
        let started = clock::now_millis();
        let answer = self
            .find(question)
            .unwrap_or_else(|error| JsValue::from_str(&error));
        Array::of2(&answer, &(clock::now_millis() - started).into())
    }

    fn find(&self, question: &Array) -> Result<JsValue, String> {
        let query = question.get(1).as_string().unwrap_or_default();
        let numbers = question.get(3).dyn_into::<Uint32Array>();
        let numbers = numbers.map(|numbers| numbers.to_vec()).unwrap_or_default();
        let options = || -> Result<SearchOptions, String> {
            let options = question.get(2).as_string().unwrap_or_default();
            SearchOptions::from_json(&options).map_err(|error| error.to_string())
        };
        let kind = question.get(0).as_f64().unwrap_or_default();
        let bytes = match kind as u32 {
            0 => {
                let results = self.engine.search(&query, &options()?);
                let bytes = wire::write_results(&results);
                self.last.replace((query, results.resolved));
                bytes
            }
            1 => {
                let order = self.engine.order(&query, &options()?);
                return Ok(Uint32Array::from(&*order).into());
            }
            2 => {
                let resolved = self.resolved(query);
                wire::write_hits(&self.engine.hits(&numbers, &resolved))
            }
            _ => {
                let doc = numbers.first().copied().unwrap_or(u32::MAX);
                let story = self.engine.unpacked(doc);
                wire::write_story(&story.map_err(|error| error.to_string())?)
            }
        };
        Ok(Uint8Array::from(&*bytes).into())
    }

    /// Returns as what a query is searched.
    fn resolved(&self, query: String) -> Resolved {
        if self.last.borrow().0 != query {
            let options = SearchOptions {
                limit: 0,
                ..SearchOptions::default()
            };
            let resolved = self.engine.search(&query, &options).resolved;
            self.last.replace((query, resolved));
        }
        self.last.borrow().1.clone()
    }
}
