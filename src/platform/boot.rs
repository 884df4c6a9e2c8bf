//! The boot script's side of the page, `window.bienNien.boot`: it unpacked the
//! archive's bytes, has the worker, and knows how to say what went wrong.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What the page reads of a packed archive.
pub struct PackedBytes {
    /// The head: JSON.
    pub catalogue: String,
    /// The catalogue's columns.
    pub columns: Vec<u8>,
}

/// Returns what the page reads of the packed archive.
///
/// # Errors
///
/// When there is none; the text says why.
pub async fn archive() -> Result<PackedBytes, String> {
    let found = ask("archive", &[]).await?;
    Ok(PackedBytes {
        catalogue: text(&found, "catalogue"),
        columns: bytes(field(&found, "columns"))?,
    })
}

/// Returns a part of the packed archive, by its name.
///
/// # Errors
///
/// When it is not there; the text says why.
pub async fn part(name: &str) -> Result<Vec<u8>, String> {
    bytes(ask("part", &[name.into()]).await?)
}

/// Returns whether a worker has opened the archive, once that is known.
pub async fn has_worker() -> bool {
    let found = ask("engine", &[]).await;
    found.is_ok_and(|found| found.is_truthy())
}

/// Asks the worker. Nothing comes back where there is none, or no more.
pub async fn ask_worker(question: &Array) -> Option<Array> {
    let answer = ask("ask", &[question.into()]).await;
    answer.ok()?.dyn_into().ok()
}

/// What was saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// What the file is called.
    pub name: String,
    /// How large it is, in bytes.
    pub n_bytes: f64,
}

/// Saves the archive that came with the page as one page: the same bytes that
/// the command line would write.
///
/// # Errors
///
/// When a part of it cannot be had again; the text says which.
pub async fn save() -> Result<Saved, String> {
    let saved = ask("save", &[]).await?;
    Ok(Saved {
        name: text(&saved, "name"),
        n_bytes: field(&saved, "size").as_f64().unwrap_or_default(),
    })
}

async fn ask(name: &str, arguments: &[JsValue]) -> Result<JsValue, String> {
    let promise = call(name, arguments).ok_or("the boot script is missing")?;
    let promise: Promise = promise.dyn_into().map_err(|value| describe(&value))?;
    JsFuture::from(promise)
        .await
        .map_err(|error| describe(&error))
}

fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn bytes(value: JsValue) -> Result<Vec<u8>, String> {
    let bytes: Uint8Array = value.dyn_into().map_err(|value| describe(&value))?;
    Ok(bytes.to_vec())
}

fn text(object: &JsValue, name: &str) -> String {
    field(object, name).as_string().unwrap_or_default()
}

/// Says one of the boot script's sentences instead of the page.
pub fn failed(kind: &str, detail: &str) {
    call("failed", &[kind.into(), detail.into()]);
}

/// Takes the message away that stood there until now.
pub fn done() {
    call("done", &[]);
}

/// Resolves `bienNien.ready` with what the archive is called and how much is in it.
pub fn resolve(title: &str, n_articles: u32) {
    let value = Object::new();
    // Setting a field of an object made here cannot fail.
    let _ = Reflect::set(&value, &"title".into(), &title.into());
    let _ = Reflect::set(&value, &"articles".into(), &n_articles.into());
    call("resolve", &["ready".into(), value.into()]);
}

/// Runs something that may trap, and says so where it does: a page that only
/// stops says nothing, and WebKit tells none that was opened from a file.
pub(super) fn guard(run: impl FnOnce() -> JsValue + 'static) -> Option<JsValue> {
    let run: Function = Closure::once_into_js(run).unchecked_into();
    let done = run.call0(&JsValue::UNDEFINED);
    done.map_err(|error| failed("start", &describe(&error)))
        .ok()
}

/// Offers scripts a function that returns a promise, under a name.
pub(super) fn offer(name: &str, function: JsValue) {
    call("offer", &[name.into(), function]);
}

/// Resolves `bienNien.prepared`: all texts were read.
pub(super) fn prepared() {
    call("resolve", &["prepared".into()]);
}

/// Says a panic where everybody sees it.
pub fn report_panics() {
    yew::set_custom_panic_hook(Box::new(|info| failed("start", &info.to_string())));
}

/// `window.bienNien`, made if the boot script has not.
pub(super) fn api() -> Option<Object> {
    let window = web_sys::window()?;
    let found = Reflect::get(&window, &"bienNien".into()).ok()?;
    if let Ok(object) = found.dyn_into::<Object>() {
        return Some(object);
    }
    let object = Object::new();
    Reflect::set(&window, &"bienNien".into(), &object).ok()?;
    Some(object)
}

fn call(name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let api = JsValue::from(api()?);
    let boot = Reflect::get(&api, &"boot".into()).ok()?;
    let function: Function = Reflect::get(&boot, &name.into()).ok()?.dyn_into().ok()?;
    function.apply(&boot, &arguments.iter().collect()).ok()
}

fn describe(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok();
    let text = message
        .and_then(|message| message.as_string())
        .or_else(|| error.as_string());
    text.unwrap_or_else(|| "unknown error".to_owned())
}
