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

use biennien_core::search::{Engine, SearchOptions};
use js_sys::{Array, Uint8Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

use super::clock;
use crate::wire;

/// What is asked of it.
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
    /// The query that was searched last, as it was really searched.
    last: RefCell<(String, ())>,
}

impl Desk {
    /// Opens the parts of an archive.
    ///
    /// # Errors
    ///
    /// When one of them is damaged; the text says which.
    pub fn open(catalogue: &str, texts: Vec<u8>) -> Result<Self, String> {
        let archive = biennien_core::archive::packed::open(catalogue, &texts)
            .map_err(|error| error.to_string())?;
        Ok(Self {
            engine: Engine::new(&archive.articles),
            last: RefCell::default(),
        })
    }

    /// Reads on in the texts, a little. Returns whether there is more.
    pub fn prepare(&self) -> bool {
        false
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
        let text = |at| question.get(at).as_string().unwrap_or_default();
        let (query, options) = (text(1), text(2));
        let options: SearchOptions =
            serde_json::from_str(&options).map_err(|error| error.to_string())?;
        let numbers = question.get(3).dyn_into::<Uint32Array>();
        let numbers = numbers
            .map(|numbers| numbers.to_vec())
            .unwrap_or_default();
        let results = || self.engine.search(&query, &options);
        let kind = question.get(0).as_f64().unwrap_or_default();
        let bytes = match kind as u32 {
            0 => wire::write_results(&results()),
            1 => return Ok(Uint32Array::from(&*results().order).into()),
            2 => wire::write_hits(
                &self
                    .engine
                    .hits(&numbers, &self.engine.highlighter(&query)),
            ),
            _ => Vec::new(),
        };
        Ok(Uint8Array::from(&*bytes).into())
    }
}
