//! The viewer in its other role: in a worker, where there is no page, it opens
//! the archive that it is given and answers questions. The boot script has the
//! worker's own end.

use std::rc::Rc;

use biennien_core::archive::packed::Packed;
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::desk::Desk;

/// Opens the archive and offers it; without an offer the boot script knows that
/// it cannot be opened here.
pub fn serve() {
    let Ok(api) = Reflect::get(&js_sys::global(), &"bienNien".into()) else {
        return;
    };
    let Some(desk) = open(&api) else {
        return;
    };
    let desk = Rc::new(desk);
    let offer = |name: &str, function: JsValue| {
        // The object is an ordinary one.
        let _ = Reflect::set(&api, &name.into(), &function);
    };
    let other = Rc::clone(&desk);
    let prepare = Closure::<dyn Fn() -> bool>::new(move || other.prepare());
    offer("prepare", prepare.into_js_value());
    let answer = Closure::<dyn Fn(Array) -> Array>::new(move |asked| desk.answer(&asked));
    offer("answer", answer.into_js_value());
}

fn open(api: &JsValue) -> Option<Desk> {
    let field = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let archive = field(api, "archive")?;
    // What is read is in this memory then; the other is let go.
    let _ = Reflect::set(api, &"archive".into(), &JsValue::UNDEFINED);
    let bytes = |name: &str| -> Option<Vec<u8>> {
        let bytes: Uint8Array = field(&archive, name)?.dyn_into().ok()?;
        Some(bytes.to_vec())
    };
    let packed = Packed {
        catalogue: field(&archive, "catalogue")?.as_string()?,
        columns: bytes("columns")?,
        index: bytes("index")?,
        texts: bytes("texts")?,
    };
    Desk::open(packed).ok()
}
