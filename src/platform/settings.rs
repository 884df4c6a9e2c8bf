//! What the reader of the page prefers, kept by the browser.

use super::storage;
use crate::state::{Density, Settings, TextSize, Theme};
use crate::wording::Language;

/// Returns what was chosen on an earlier visit, and for the rest what suits the
/// browser and the archive's language.
#[must_use]
pub fn load(archive_language: Option<&str>) -> Settings {
    let language = storage::read("language").and_then(|tag| Language::from_tag(&tag));
    Settings {
        language: language
            .unwrap_or_else(|| Language::for_reader(&browser_languages(), archive_language)),
        theme: storage::read("theme")
            .and_then(|key| Theme::from_key(&key))
            .unwrap_or_default(),
        density: storage::read("density")
            .and_then(|key| Density::from_key(&key))
            .unwrap_or_default(),
        text_size: storage::read("text-size")
            .and_then(|key| TextSize::from_key(&key))
            .unwrap_or_default(),
        has_letter_keys: storage::read("letter-keys").as_deref() != Some("off"),
    }
}

/// Keeps what was changed.
pub fn save(old: Settings, new: Settings) {
    if old.language != new.language {
        storage::write("language", new.language.tag());
    }
    if old.theme != new.theme {
        storage::write("theme", new.theme.key());
    }
    if old.density != new.density {
        storage::write("density", new.density.key());
    }
    if old.text_size != new.text_size {
        storage::write("text-size", new.text_size.key());
    }
    if old.has_letter_keys != new.has_letter_keys {
        storage::write(
            "letter-keys",
            if new.has_letter_keys { "on" } else { "off" },
        );
    }
}

fn browser_languages() -> Vec<String> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    window
        .navigator()
        .languages()
        .iter()
        .filter_map(|tag| tag.as_string())
        .collect()
}
