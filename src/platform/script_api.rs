//! What scripts can rely on: `window.bienNien.search`, `article` and `open`.
//! (`version` and `ready` are the boot script's.)

use std::cell::Cell;
use std::rc::Rc;

use biennien_core::archive::feed;
use biennien_core::article::ArticleId;
use biennien_core::search::SearchOptions;
use js_sys::{Error, JSON, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::future_to_promise;

use super::boot;
use crate::opened::Opened;
use crate::reply::{check, reply};
use crate::shared::Shared;
use crate::wording::Words;

/// Offers an archive to scripts. Notes are in the words of the moment; `on_open`
/// is told which article to show.
pub fn offer(
    opened: &Shared<Opened>,
    words: &Rc<Cell<Words>>,
    on_open: impl Fn(ArticleId) + 'static,
) {
    let (archive, words) = (opened.clone(), Rc::clone(words));
    let search = move |query: JsValue, options: JsValue| -> Promise {
        future_to_promise(answer(archive.clone(), query, options, words.get()))
    };
    boot::offer(
        "search",
        Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(search).into_js_value(),
    );
    let archive = opened.clone();
    let article = move |id: JsValue| future_to_promise(item(archive.clone(), id));
    boot::offer(
        "article",
        Closure::<dyn Fn(JsValue) -> Promise>::new(article).into_js_value(),
    );
    let archive = opened.clone();
    let open = move |id: JsValue| {
        promise(known(&archive, &id).map(|(id, _)| {
            on_open(id);
            JsValue::UNDEFINED
        }))
    };
    boot::offer(
        "open",
        Closure::<dyn Fn(JsValue) -> Promise>::new(open).into_js_value(),
    );
}

async fn answer(
    opened: Shared<Opened>,
    query: JsValue,
    options: JsValue,
    words: Words,
) -> Result<JsValue, JsValue> {
    let query = match query.as_string() {
        Some(query) => query,
        None if query.is_undefined() || query.is_null() => String::new(),
        None => return Err(refusal("query must be a string")),
    };
    let options = read_options(options)?;
    let answer = opened.engine.search(&query, &options, &|| true).await;
    let answer = answer.ok_or_else(|| refusal("the search was given up"))?;
    let reply = reply(&query, answer, &opened.catalogue, words);
    JSON::parse(&reply.to_json())
}

fn read_options(options: JsValue) -> Result<SearchOptions, JsValue> {
    if options.is_undefined() || options.is_null() {
        return Ok(SearchOptions::default());
    }
    if !options.is_object() {
        return Err(refusal("options must be an object"));
    }
    // Through JSON, so that fields that are undefined count as absent and
    // fields that are unknown are named.
    let json = JSON::stringify(&options)?.as_string().unwrap_or_default();
    let options = SearchOptions::from_json(&json)
        .map_err(|error| refusal(&format!("options: {error}")))?;
    check(&options).map_err(|error| refusal(&format!("options: {error}")))?;
    Ok(options)
}

async fn item(opened: Shared<Opened>, id: JsValue) -> Result<JsValue, JsValue> {
    let (_, doc) = known(&opened, &id)?;
    let article = opened.read(doc).await;
    let article = article.map_err(|error| refusal(&error))?;
    JSON::parse(&feed::item(&article))
}

fn known(opened: &Opened, id: &JsValue) -> Result<(ArticleId, u32), JsValue> {
    let id = id
        .as_string()
        .ok_or_else(|| refusal("id must be a string"))?;
    let id = ArticleId(id);
    match opened.doc(&id) {
        Some(doc) => Ok((id, doc)),
        None => Err(refusal(&["no article has the id ", &id.0].concat())),
    }
}

fn promise(result: Result<JsValue, JsValue>) -> Promise {
    match result {
        Ok(value) => Promise::resolve(&value),
        Err(error) => Promise::reject(&error),
    }
}

fn refusal(message: &str) -> JsValue {
    Error::new(message).into()
}
