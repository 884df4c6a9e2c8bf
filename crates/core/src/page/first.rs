//! What stands on screen before the viewer runs, and where it cannot: the
//! archive's name and its newest headlines, in the classes of the viewer's own
//! elements, so that nothing moves when it takes over. Written as a browser
//! writes it out again (no short forms), since a page that is saved from itself
//! has nothing else to go by.

use std::fmt::Write;

use super::head;
use super::html::{attribute, text};
use super::words::{NO_SCRIPT, STUCK, Words, is_in_month};
use crate::archive::{self, Archive};
use crate::article::Article;
use crate::search;

/// About two screens of a phone.
const N_ROWS: usize = 12;

/// A name of so many letters stands on one line, and large, as in the viewer.
const SHORT_NAME: usize = 14;

/// How it begins, in every page that has it.
pub(super) const OPEN: &str = "<div id=\"first\"";

/// The seal of the masthead, as in the viewer.
const SEAL: &str = "<svg class=\"seal\" viewBox=\"0 0 32 32\" aria-hidden=\"true\" focusable=\"false\">\
    <rect width=\"32\" height=\"32\" rx=\"3.5\" fill=\"currentColor\"></rect>\
    <g fill=\"none\" stroke=\"var(--on-accent)\">\
    <path d=\"m10 10.5 6-5 6 5\" stroke-width=\"2.4\" stroke-linecap=\"round\" stroke-linejoin=\"round\"></path>\
    <path d=\"M8 27v-5m5.33 5V15m5.34 12v-8m5.33 8v-3\" stroke-width=\"2.6\"></path></g></svg>";

const LENS: &str = "<svg class=\"icon\" viewBox=\"0 0 20 20\" aria-hidden=\"true\" focusable=\"false\">\
    <circle cx=\"9\" cy=\"9\" r=\"5.5\"></circle><path d=\"m13.2 13.2 4 4\"></path></svg>";

/// Returns the shell: what the body holds until the viewer has drawn itself.
pub(super) fn shell(archive: &Archive) -> String {
    let words = Words::of(archive.language.as_deref());
    let mut out = String::new();
    let _infallible = writeln!(
        out,
        "{OPEN} class=\"first\" lang=\"{}\">\n<header class=\"masthead\">\
         <div class=\"wordmark\">{}<h1 class=\"wordmark__name{}\"{} dir=\"auto\">{}</h1></div>\
         <div class=\"query\" aria-hidden=\"true\">{LENS}<span>{}</span></div></header>",
        words.language,
        mark(archive),
        if archive.title.chars().count() <= SHORT_NAME {
            " wordmark__name--short"
        } else {
            ""
        },
        lang(archive.language.as_deref()),
        text(&archive.title),
        words.search,
    );
    folio(&mut out, archive, words);
    out.push_str("<div id=\"message\" class=\"message\"><noscript>");
    paragraphs(&mut out, NO_SCRIPT);
    out.push_str("</noscript><div class=\"first__stuck\">");
    paragraphs(&mut out, STUCK);
    out.push_str("</div></div>\n");
    if archive.span().is_some() {
        out.push_str("<div class=\"band first__band\" aria-hidden=\"true\"></div>\n");
    }
    out.push_str("<div class=\"page\"><div></div><main class=\"results\"><div class=\"listbar\"></div>\n");
    rows(&mut out, &newest(archive), words);
    out.push_str("<div class=\"skeleton\" aria-hidden=\"true\"></div></main></div>\n</div>\n<div id=\"bien-nien\"></div>");
    out
}

/// The archive's own mark, else the seal.
fn mark(archive: &Archive) -> String {
    match head::own_icon(archive) {
        Some(address) => {
            format!(
                "<img class=\"seal\" src=\"{}\" alt=\"\">",
                attribute(address)
            )
        }
        None => SEAL.to_owned(),
    }
}

/// Whose archive it is, how much is in it, and that it is being opened. The
/// boot script shows the last: without it nothing is.
fn folio(out: &mut String, archive: &Archive, words: &Words) {
    out.push_str("<aside class=\"folio\"><span class=\"folio__archive\">");
    if !archive.owners.is_empty() {
        let owners = text(&archive.owners.join(", "));
        let _infallible = write!(out, "<b dir=\"auto\">{owners}</b> · ");
    }
    out.push_str(&words.articles(archive.articles.len()));
    if let Some(span) = archive.span() {
        let _infallible = write!(out, " · {}", words.years(span.first, span.last, "–"));
    }
    let _infallible = writeln!(
        out,
        "</span><div class=\"hints\"></div>\
         <p id=\"opening\" class=\"tally\" role=\"status\">{}</p></aside>",
        words.opening
    );
}

fn paragraphs(out: &mut String, texts: [(&str, &str); 2]) {
    for (language, text) in texts {
        let _infallible = write!(out, "<p lang=\"{language}\">{text}</p>");
    }
}

/// Returns the articles that the list will begin with.
fn newest(archive: &Archive) -> Vec<&Article> {
    let mut articles: Vec<&Article> = archive.articles.iter().collect();
    articles.sort_by(|a, b| archive::newest_first(a, b));
    articles.truncate(N_ROWS);
    articles
}

fn rows(out: &mut String, articles: &[&Article], words: &Words) {
    let mut above: Option<(String, Option<&Article>)> = None;
    for article in articles {
        let period = words.period(article.date);
        let is_new = above.as_ref().is_none_or(|(last, _)| *last != period);
        if is_new {
            let end = if above.is_some() {
                "</ol></section>\n"
            } else {
                ""
            };
            let _infallible = writeln!(
                out,
                "{end}<section class=\"period\"><header class=\"period__head\"><h2>{period}</h2>\
                 </header><ol class=\"rows\">"
            );
        }
        let day = article.date.and_then(|date| date.day());
        let before = above.and_then(|(_, article)| article?.date?.day());
        let is_same_day = day.is_some() && day == before;
        row(out, article, is_same_day, words);
        above = Some((period, Some(article)));
    }
    if above.is_some() {
        out.push_str("</ol></section>\n");
    }
}

fn row(out: &mut String, article: &Article, is_same_day: bool, words: &Words) {
    let same = if is_same_day { " row--same" } else { "" };
    // The first of them is timed by browsers that can.
    let _infallible = write!(
        out,
        "<li class=\"row{same}\"><div class=\"row__date\">{}</div>\
         <article class=\"row__body\"{}><h3 class=\"row__title\" dir=\"auto\" \
         elementtiming=\"bien-nien-headline\">{}</h3>",
        date(article, words),
        lang(article.language.as_deref()),
        text(&article.title),
    );
    let snippet = search::beginning(article);
    if !snippet.is_empty() {
        let snippet = text(&snippet);
        let _infallible = write!(out, "<p class=\"snippet\" dir=\"auto\">{snippet}</p>");
    }
    let _infallible = write!(out, "<ul class=\"meta\" lang=\"{}\">", words.language);
    if !article.sources.is_empty() {
        let sources = text(&article.sources.join(", "));
        let _infallible = write!(out, "<li><b><bdi>{sources}</bdi></b></li>");
    }
    let authors = article.authors.join(", ");
    let plain = [Some(&authors), article.section.as_ref()];
    for name in plain.into_iter().flatten().filter(|name| !name.is_empty()) {
        let _infallible = write!(out, "<li><bdi>{}</bdi></li>", text(name));
    }
    if article.date.is_some_and(|date| date.is_in_doubt()) {
        let _infallible = write!(out, "<li class=\"flag\">{}</li>", words.in_doubt);
    }
    out.push_str("</ul></article></li>\n");
}

/// The day in the margin; what the heading says is not said again.
fn date(article: &Article, words: &Words) -> String {
    let Some(date) = article.date else {
        return String::new();
    };
    match date.day() {
        Some(day) => {
            let (long, short) = words.weekday(day);
            format!(
                "<time datetime=\"{day}\"><span class=\"day\">{}</span><span class=\"dow\">\
                 <span class=\"long\">{long}</span><abbr class=\"short\" title=\"{long}\">{short}\
                 </abbr></span></time>",
                day.ymd().2
            )
        }
        None if is_in_month(date) => String::new(),
        None => {
            let years = words.years(date.first(), date.last(), " – ");
            format!("<time datetime=\"{date}\"><span class=\"dow\">{years}</span></time>")
        }
    }
}

fn lang(tag: Option<&str>) -> String {
    tag.map_or_else(String::new, |tag| format!(" lang=\"{}\"", attribute(tag)))
}
