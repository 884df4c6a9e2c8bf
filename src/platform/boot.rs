//! The boot script's side of the page, `window.bienNien.boot`: it unpacked the
//! archive's bytes and knows how to say what went wrong.

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A packed archive as the page holds it.
pub struct PackedBytes {
    /// JSON.
    pub catalogue: String,
    /// Gzipped.
    pub texts: Vec<u8>,
}

/// Takes the packed archive out of the page, once.
///
/// # Errors
///
/// When there is none; the text says why.
pub async fn archive() -> Result<PackedBytes, String> {
    let found = ask("archive").await?;
    let texts: Uint8Array = field(&found, "texts")
        .dyn_into()
        .map_err(|value| describe(&value))?;
    Ok(PackedBytes {
        catalogue: text(&found, "catalogue"),
        texts: texts.to_vec(),
    })
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
    let saved = ask("save").await?;
    Ok(Saved {
        name: text(&saved, "name"),
        n_bytes: field(&saved, "size").as_f64().unwrap_or_default(),
    })
}

async fn ask(name: &str) -> Result<JsValue, String> {
    let promise = call(name, &[]).ok_or("the boot script is missing")?;
    let promise: Promise = promise.dyn_into().map_err(|value| describe(&value))?;
    JsFuture::from(promise)
        .await
        .map_err(|error| describe(&error))
}

fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
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
    call("resolve", &[value.into()]);
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
