//! The head of a page: what browsers, hosts and search engines read of it.

use super::GENERATOR;
use super::html::{attribute, text};
use super::words::Words;
use crate::archive::Archive;
use crate::article::is_data_image;

/// The seal: what a page without an icon of its own is known by.
const SEAL: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' \
    viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='3.5' fill='%23ab2410'/%3E\
    %3Cpath d='m10 9.5 6-4.5 6 4.5M8 27v-6m5.3 6V15m5.4 12v-9m5.3 9v-4' fill='none' \
    stroke='%23fffaf7' stroke-width='2.7'/%3E%3C/svg%3E";

/// An icon of more characters would keep the first headline waiting.
const MAX_ICON_CHARS: usize = 32_768;

/// The longest tag that software has to take (RFC 5646, section 4.4.1).
const MAX_TAG_CHARS: usize = 35;

/// Returns everything before the style.
pub(super) fn head(archive: &Archive, policy: &str) -> String {
    let description = archive.description.as_deref().unwrap_or(&archive.title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\" data-archive=\"loading\">\n<head>\n\
         <meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"generator\" content=\"{GENERATOR} {}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"theme-color\" content=\"#f8f7f3\" media=\"(prefers-color-scheme: light)\">\n\
         <meta name=\"theme-color\" content=\"#171614\" media=\"(prefers-color-scheme: dark)\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n\
         <meta name=\"description\" content=\"{}\">\n\
         <link rel=\"icon\" href=\"{}\">\n",
        language(archive),
        attribute(policy),
        env!("CARGO_PKG_VERSION"),
        text(&archive.title),
        attribute(description),
        attribute(own_icon(archive).as_deref().unwrap_or(SEAL)),
    )
}

/// The archive's language where it is a tag of one, else that of the first
/// screen's words. What tells a page from others stands behind it, so that it
/// must be short.
fn language(archive: &Archive) -> &str {
    let is_tag = |tag: &&str| {
        let letters = tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        letters && (1..=MAX_TAG_CHARS).contains(&tag.len())
    };
    let tag = archive.language.as_deref();
    tag.filter(is_tag).unwrap_or(Words::of(tag).language)
}

/// Returns the archive's own icon if it stands in itself: a page asks for nothing.
pub(super) fn own_icon(archive: &Archive) -> Option<String> {
    let mut own = ["icon", "favicon"]
        .into_iter()
        .filter_map(|name| archive.extra.text(name));
    own.find(|address| is_data_image(address) && address.len() <= MAX_ICON_CHARS)
}
