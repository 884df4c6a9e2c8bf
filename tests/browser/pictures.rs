//! The README's pictures, made from the real page: `cargo xtask pictures`.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::engine::{Engine, Without};
use crate::failure::{Failure, Outcome};
use crate::page::Page;
use crate::pages::{Edition, Pages, Scheme};
use crate::server::Server;
use crate::session::Session;
use crate::settings::Settings;

/// A screen to show.
struct Picture {
    name: &'static str,
    hash: &'static str,
    width: u32,
    height: u32,
    scale: u32,
    scheme: &'static str,
    language: &'static str,
    /// What must stand in the page before the picture is taken.
    shows: &'static str,
}

/// Pictures that nobody sees may wait for ever: they are loaded when they are near.
const IS_PAINTED: &str = "return document.fonts.status === 'loaded'
  && [...document.images].every(image => image.complete || !image.getClientRects().length
    || image.getBoundingClientRect().top >= innerHeight)";

const PICTURES: [Picture; 5] = [
    Picture {
        name: "timeline",
        hash: "#/?q=thang+long",
        width: 1440,
        height: 900,
        scale: 1,
        scheme: "light",
        language: "vi",
        shows: "[data-results] mark",
    },
    Picture {
        name: "timeline-en",
        hash: "#/",
        width: 1440,
        height: 900,
        scale: 1,
        scheme: "light",
        language: "en",
        shows: "[data-results] article",
    },
    Picture {
        name: "panes",
        hash: "#/a/doi-do-thang-long?q=thang+long",
        width: 1920,
        height: 1080,
        scale: 1,
        scheme: "light",
        language: "vi",
        shows: "[data-reader] mark",
    },
    Picture {
        name: "phone",
        hash: "#/?q=di+san",
        width: 390,
        height: 844,
        scale: 2,
        scheme: "light",
        language: "vi",
        shows: "[data-results] mark",
    },
    Picture {
        name: "phone-dark",
        hash: "#/a/doi-do-thang-long",
        width: 390,
        height: 844,
        scale: 2,
        scheme: "dark",
        language: "en",
        shows: "[data-reader]",
    },
];

/// Takes every picture of the one page and writes it to a folder.
pub(crate) async fn take(settings: &Settings, pages: &Pages, folder: &Path) -> Outcome {
    let driver = settings
        .engines
        .iter()
        .find(|(engine, _)| *engine == Engine::Chromium)
        .ok_or_else(|| Failure::new("pictures are taken in Chromium, which is not there"))?;
    fs::create_dir_all(folder)?;
    let server = Server::start(pages.folder().to_path_buf())?;
    let subject = pages.subject(Edition::OnePage, Scheme::File, &server);
    let session = Session::start(Engine::Chromium, &driver.1, Without::default()).await?;
    let page = Page {
        session: &session,
        subject: &subject,
    };
    for picture in &PICTURES {
        let bytes = picture.take(&page).await?;
        let path = folder.join(format!("{}.webp", picture.name));
        println!("{} ({} kB)", path.display(), bytes.len() / 1000);
        fs::write(path, bytes)?;
    }
    session.quit().await;
    Ok(())
}

impl Picture {
    async fn take(&self, page: &Page<'_>) -> Outcome<Vec<u8>> {
        let cdp = page.session.driver.cdp();
        let screen = json!({
            "width": self.width,
            "height": self.height,
            "deviceScaleFactor": self.scale,
            "mobile": self.width < 640,
        });
        cdp.send_raw("Emulation.setDeviceMetricsOverride", screen)
            .await?;
        cdp.send_raw("Emulation.setScrollbarsHidden", json!({ "hidden": true }))
            .await?;
        let scheme = json!({ "name": "prefers-color-scheme", "value": self.scheme });
        cdp.send_raw(
            "Emulation.setEmulatedMedia",
            json!({ "features": [scheme] }),
        )
        .await?;
        page.open("#/about").await?;
        page.run_with(
            "localStorage.setItem('bien-nien.language', arguments[0])",
            json!(self.language),
        )
        .await?;
        // Another document, or the address would only move within this one.
        page.session.driver.goto("about:blank").await?;
        page.open(self.hash).await?;
        page.until(
            self.shows,
            &format!("return !!document.querySelector({})", json!(self.shows)),
        )
        .await?;
        page.until("fonts and images", IS_PAINTED).await?;
        let options = json!({ "format": "webp", "quality": 82 });
        let shot = cdp.send_raw("Page.captureScreenshot", options).await?;
        let data = shot.get("data").and_then(Value::as_str).unwrap_or_default();
        BASE64_STANDARD
            .decode(data)
            .map_err(|error| Failure::new(format!("the picture cannot be read: {error}")))
    }
}
