//! The engine as the page knows it: async functions, answered by a worker, or in
//! the page where workers are refused. One question at a time is under way, so
//! that what nobody wants any more when its turn comes is never asked.

use std::cell::RefCell;
use std::rc::Rc;

use biennien_core::search::{Hit, SearchOptions, SearchResults};
use js_sys::{Array, Uint8Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

use super::desk::{Desk, Kind};
use super::{boot, clock};
use crate::turns::Turns;
use crate::wire;

/// What was found, and how long the engine took.
pub struct Answer {
    /// What was found.
    pub results: SearchResults,
    /// The engine's own time.
    pub millis: f64,
}

/// Whoever answers.
#[derive(Default)]
pub struct Engine {
    turns: Turns,
    /// Where the page answers itself.
    desk: RefCell<Option<Rc<Desk>>>,
}

impl Engine {
    /// Waits until it can be asked.
    ///
    /// # Errors
    ///
    /// When the archive cannot be opened; the text says why.
    pub async fn open(&self) -> Result<(), String> {
        if boot::has_worker().await {
            return Ok(());
        }
        self.desk().await.map(drop)
    }

    /// Searches, unless by the time it comes to that nobody wants to know.
    pub async fn search(
        &self,
        query: &str,
        options: &SearchOptions,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Answer> {
        let (found, millis) = self.ask(Kind::Search, query, options, &[], is_wanted).await?;
        let results = wire::read_results(&bytes(found)?)?;
        Some(Answer { results, millis })
    }

    /// Returns the number of every article that a search finds, in order.
    pub async fn order(
        &self,
        query: &str,
        options: &SearchOptions,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Vec<u32>> {
        let (found, _) = self.ask(Kind::Order, query, options, &[], is_wanted).await?;
        let numbers: Uint32Array = found.dyn_into().ok()?;
        Some(numbers.to_vec())
    }

    /// Returns articles as results of a search.
    pub async fn hits(
        &self,
        query: &str,
        options: &SearchOptions,
        docs: &[u32],
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Vec<Hit>> {
        let (found, _) = self.ask(Kind::Hits, query, options, docs, is_wanted).await?;
        wire::read_hits(&bytes(found)?)
    }

    async fn ask(
        &self,
        kind: Kind,
        query: &str,
        options: &SearchOptions,
        docs: &[u32],
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<(JsValue, f64)> {
        let _turn = self.turns.take().await;
        if !is_wanted() {
            return None;
        }
        let options = serde_json::to_string(options).ok()?;
        let question = Array::of4(
            &(kind as u32).into(),
            &query.into(),
            &options.into(),
            &Uint32Array::from(docs),
        );
        let known = self.desk.borrow().clone();
        let asked = match known {
            None => boot::ask_worker(&question).await,
            Some(_) => None,
        };
        let answer = match asked {
            Some(answer) => answer,
            None => {
                let desk = self.desk().await.ok()?;
                clock::pause().await;
                if !is_wanted() {
                    return None;
                }
                desk.answer(&question)
            }
        };
        Some((answer.get(0), answer.get(1).as_f64().unwrap_or_default()))
    }

    /// Returns the desk in the page, opened when it is needed first.
    async fn desk(&self) -> Result<Rc<Desk>, String> {
        let known = self.desk.borrow().clone();
        if let Some(desk) = known {
            return Ok(desk);
        }
        let catalogue = boot::archive().await?.catalogue;
        let desk = Rc::new(Desk::open(&catalogue, boot::part("texts").await?)?);
        *self.desk.borrow_mut() = Some(Rc::clone(&desk));
        Ok(desk)
    }
}

fn bytes(found: JsValue) -> Option<Vec<u8>> {
    let bytes: Uint8Array = found.dyn_into().ok()?;
    Some(bytes.to_vec())
}
