//! The archive in the page, opened once.

use std::rc::Rc;

use biennien_core::archive::packed;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::opened::Opened;
use crate::platform::engine::Problem;
use crate::platform::{boot, document};
use crate::shared::Shared;

/// How far something is that takes a while.
#[derive(Clone, Debug, PartialEq)]
pub enum Load<T> {
    /// It is being read.
    Loading,
    /// It is there.
    Ready(T),
    /// It cannot be had; the boot script has said why.
    Failed,
}

/// Opens the archive that came with the page. It is there as soon as lists can
/// be drawn, and can be searched a moment later.
#[hook]
pub fn use_archive() -> Load<Shared<Opened>> {
    let load = use_state(|| Load::Loading);
    let setter = load.setter();
    use_effect_with((), move |()| {
        spawn_local(async move {
            let ready = async {
                let opened = open().await?;
                setter.set(Load::Ready(opened.clone()));
                boot::done();
                opened.engine.open().await?;
                Ok::<_, Problem>(opened)
            };
            match ready.await {
                Ok::<_, Problem>(opened) => {
                    document::mark_archive("ready");
                    boot::resolve(&opened.head.title, opened.n_articles());
                }
                Err(problem) => {
                    problem.tell();
                    setter.set(Load::Failed);
                }
            }
        });
    });
    (*load).clone()
}

async fn open() -> Result<Shared<Opened>, Problem> {
    let bytes = boot::archive().await?;
    let head = packed::read_head(&bytes.catalogue)?;
    let catalogue = packed::columns(&head, &bytes.columns)?;
    Ok(Shared::new(Opened::new(head, Rc::new(catalogue))))
}
