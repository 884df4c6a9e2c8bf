//! The engine as the page knows it: async functions, answered by a worker, or in
//! the page where workers are refused. One question at a time is under way, so
//! that what nobody wants any more when its turn comes is never asked.

use std::cell::RefCell;
use std::rc::Rc;

use biennien_core::archive::packed::{ArchiveError, Packed};
use biennien_core::article::Article;
use biennien_core::bytes::Reader;
use biennien_core::catalogue::Catalogue;
use biennien_core::search::{Hit, SearchOptions, SearchResults};
use js_sys::{Array, Uint8Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

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

/// Why an archive cannot be searched.
#[derive(Debug)]
pub enum Problem {
    /// A part of it is not there.
    Lost(String),
    /// It cannot be opened.
    Archive(ArchiveError),
}

impl Problem {
    /// Says it instead of the page.
    pub fn tell(self) {
        let error = match self {
            Self::Lost(detail) => return boot::failed("damaged", &detail),
            Self::Archive(error) => error,
        };
        match error {
            ArchiveError::Version { found, .. } => boot::failed("newer", &found.to_string()),
            ArchiveError::Truncated { .. } => boot::failed("cut", &error.to_string()),
            _ => boot::failed("damaged", &error.to_string()),
        }
    }
}

impl From<String> for Problem {
    fn from(detail: String) -> Self {
        Self::Lost(detail)
    }
}

impl From<ArchiveError> for Problem {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

/// Whoever answers questions on an archive.
pub struct Engine {
    catalogue: Rc<Catalogue>,
    turns: Turns,
    /// Where the page answers itself.
    desk: RefCell<Option<Rc<Desk>>>,
    /// Who opens that; once is enough.
    opening: Turns,
}

impl Engine {
    /// Nobody is asked yet.
    #[must_use]
    pub fn new(catalogue: Rc<Catalogue>) -> Self {
        Self {
            catalogue,
            turns: Turns::default(),
            desk: RefCell::default(),
            opening: Turns::default(),
        }
    }

    /// Waits until it can be asked.
    ///
    /// # Errors
    ///
    /// When the archive cannot be opened.
    pub async fn open(&self) -> Result<(), Problem> {
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
        let asked = self.ask(Kind::Search, query, Some(options), &[], is_wanted);
        let (found, millis) = asked.await?;
        let results = wire::read_results(&bytes(found).ok()?, &self.catalogue).ok()?;
        Some(Answer { results, millis })
    }

    /// Returns the number of every article that a search finds, in order.
    pub async fn order(
        &self,
        query: &str,
        options: &SearchOptions,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Vec<u32>> {
        let asked = self.ask(Kind::Order, query, Some(options), &[], is_wanted);
        let numbers: Uint32Array = asked.await?.0.dyn_into().ok()?;
        Some(numbers.to_vec())
    }

    /// Returns articles as results of a query.
    pub async fn hits(
        &self,
        query: &str,
        docs: &[u32],
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Vec<Hit>> {
        let (found, _) = self.ask(Kind::Hits, query, None, docs, is_wanted).await?;
        let bytes = bytes(found).ok()?;
        wire::read_hits(&mut Reader::new(&bytes), &self.catalogue).ok()
    }

    /// Returns an article.
    ///
    /// # Errors
    ///
    /// When its text is damaged; the text says what is.
    pub async fn article(&self, doc: u32) -> Result<Article, String> {
        let docs = [doc];
        let asked = self.ask(Kind::Article, "", None, &docs, &|| true);
        let Some((found, _)) = asked.await else {
            return Err("nobody answers".to_owned());
        };
        let story = wire::read_story(&bytes(found)?).map_err(|error| error.to_string())?;
        let article = story.article(&self.catalogue, doc);
        article.map_err(|error| error.to_string())
    }

    async fn ask(
        &self,
        kind: Kind,
        query: &str,
        options: Option<&SearchOptions>,
        docs: &[u32],
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<(JsValue, f64)> {
        let _turn = self.turns.take().await;
        if !is_wanted() {
            return None;
        }
        let options = options.map(SearchOptions::to_json).unwrap_or_default();
        let question = Array::of4(
            &(kind as u32).into(),
            &query.into(),
            &options.into(),
            &Uint32Array::from(docs),
        );
        let has_desk = self.desk.borrow().is_some();
        if !has_desk && let Some(answer) = boot::ask_worker(&question).await {
            return Some(parts(&answer));
        }
        let desk = match self.desk().await {
            Ok(desk) => desk,
            Err(problem) => {
                // There is nobody left to ask.
                problem.tell();
                return None;
            }
        };
        clock::wait(0).await;
        if !is_wanted() {
            return None;
        }
        let answer = boot::guard(move || desk.answer(&question).into())?;
        Some(parts(answer.unchecked_ref()))
    }

    /// Returns the desk in the page, opened when it is needed first.
    async fn desk(&self) -> Result<Rc<Desk>, Problem> {
        let _opening = self.opening.take().await;
        let known = self.desk.borrow().clone();
        if let Some(desk) = known {
            return Ok(desk);
        }
        let archive = boot::archive().await?;
        let packed = Packed {
            catalogue: archive.catalogue,
            columns: archive.columns,
            index: boot::part("index").await?,
            texts: boot::part("texts").await?,
        };
        let desk = Rc::new(Desk::open(packed)?);
        *self.desk.borrow_mut() = Some(Rc::clone(&desk));
        spawn_local(prepare(Rc::clone(&desk), self.turns.clone()));
        Ok(desk)
    }
}

/// Reads on in the texts, a little at a time and never while something is asked.
async fn prepare(desk: Rc<Desk>, turns: Turns) {
    let mut has_more = true;
    while has_more {
        clock::wait(IDLE_MILLIS).await;
        has_more = turns.is_taken() || desk.prepare();
    }
    boot::prepared();
}

/// The page has so long to itself between two little pieces of work, in
/// milliseconds: that is a frame.
const IDLE_MILLIS: i32 = 16;

fn parts(answer: &Array) -> (JsValue, f64) {
    (answer.get(0), answer.get(1).as_f64().unwrap_or_default())
}

/// Returns the bytes of an answer, or the text that says what is wrong.
fn bytes(found: JsValue) -> Result<Vec<u8>, String> {
    let bytes = found.dyn_into::<Uint8Array>();
    let bytes = bytes.map_err(|found| found.as_string().unwrap_or_default())?;
    Ok(bytes.to_vec())
}
