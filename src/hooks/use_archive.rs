//! The archive in the page, opened once.

use biennien_core::archive::packed::{self, ArchiveError, Packed};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::opened::Opened;
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

/// Opens the archive that came with the page.
#[hook]
pub fn use_archive() -> Load<Shared<Opened>> {
    let load = use_state(|| Load::Loading);
    let setter = load.setter();
    use_effect_with((), move |()| {
        spawn_local(async move {
            let opened = open().await;
            setter.set(match opened {
                Ok(opened) => Load::Ready(opened),
                Err((kind, detail)) => {
                    boot::failed(kind, &detail);
                    Load::Failed
                }
            });
        });
    });
    (*load).clone()
}

async fn open() -> Result<Shared<Opened>, (&'static str, String)> {
    let bytes = boot::archive()
        .await
        .map_err(|detail| ("damaged", detail))?;
    let packed = Packed {
        catalogue: bytes.catalogue,
        texts: bytes.texts,
        ..Packed::default()
    };
    let archive = packed::open(&packed).map_err(|error| match error {
        ArchiveError::Version { found, .. } => ("newer", found.to_string()),
        error @ ArchiveError::Truncated { .. } => ("cut", error.to_string()),
        error => ("damaged", error.to_string()),
    })?;
    let opened = Shared::new(Opened::new(archive));
    boot::done();
    document::mark_archive("ready");
    boot::resolve(&opened.archive.title, opened.n_articles());
    Ok(opened)
}
