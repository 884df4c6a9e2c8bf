//! What stands on screen before the viewer runs, and where it cannot: the
//! archive's name and its newest headlines, in the classes of the viewer's own
//! elements, so that nothing moves when it takes over. Written as a browser
//! writes it out again (no short forms), since a page that is saved from itself
//! has nothing else to go by.

use std::fmt::Write;

use super::head;
use super::html::{attribute, text};
use super::tongue::{RowDate, Tongue};
use super::words::{NO_SCRIPT, STUCK, Words};
use crate::archive::Archive;
use crate::article::{Article, newest_first};
use crate::date::Date;
use crate::order;
use crate::search;
use crate::timeline::{Group, Level, groups, map_level};

/// As many as a large screen shows as a ledger.
const N_ROWS: usize = 18;

/// So many tags of an article are shown, as in the viewer.
const MAX_TAGS: usize = 3;

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
    out.push_str(
        "<div class=\"page\"><div></div><main class=\"results\">\
         <div class=\"listbar\"></div>\n<div class=\"mapped\"><div><div class=\"list first__list\">\n",
    );
    let all = newest(archive);
    sections(&mut out, archive, &all, words);
    out.push_str("</div></div>");
    let n_dated = all.iter().filter(|article| article.date.is_some()).count();
    if archive
        .span()
        .is_some_and(|span| map_level(span, n_dated).is_some())
    {
        out.push_str("<div class=\"minimap\" aria-hidden=\"true\"></div>");
    }
    out.push_str("</div>\n");
    out.push_str("<div class=\"skeleton\" aria-hidden=\"true\"></div></main></div>\n</div>\n<div id=\"bien-nien\"></div>");
    out
}

/// The archive's own mark, else the seal.
fn mark(archive: &Archive) -> String {
    match head::own_icon(archive) {
        Some(address) => {
            format!(
                "<img class=\"seal\" src=\"{}\" alt=\"\">",
                attribute(&address)
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
    let tongue = words.tongue;
    out.push_str(&tongue.articles(number(archive.articles.len())));
    if let Some(span) = archive.span() {
        let (first, last) = (span.first.ymd().0, span.last.ymd().0);
        let _infallible = write!(out, " · {}", tongue.year(first));
        if first != last {
            let _infallible = write!(out, "–{}", tongue.year(last));
        }
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

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Returns the articles in the order of the list.
fn newest(archive: &Archive) -> Vec<&Article> {
    let mut articles: Vec<&Article> = archive.articles.iter().collect();
    order::sort_by(&mut articles, |a, b| newest_first(a, b));
    articles
}

/// The first of the rows, those of a period under its heading.
fn sections(out: &mut String, archive: &Archive, all: &[&Article], words: &Words) {
    let dates: Vec<Option<Date>> = all.iter().map(|article| article.date).collect();
    for Group { period, first, n } in groups(&dates) {
        let (first, end) = (first as usize, (first + n) as usize);
        let (Some(period), true) = (period, first < N_ROWS) else {
            break;
        };
        let _infallible = writeln!(
            out,
            "<section class=\"period\"><header class=\"period__head\"><h2>{}</h2><p>{}</p>\
             </header><ol class=\"rows\">",
            words.tongue.period(period),
            words.tongue.articles(n),
        );
        for at in first..end.min(N_ROWS) {
            let date = date(dates[at], period.level(), words.tongue);
            if at > first && dates[at].is_some() && dates[at] == dates[at - 1] {
                out.push_str("<li class=\"row row--same\">");
            } else {
                out.push_str("<li class=\"row\">");
            }
            let _infallible = write!(out, "<div class=\"row__date\">{date}</div>");
            row(out, archive, all[at], words);
            out.push_str("</li>\n");
        }
        out.push_str("</ol></section>\n");
    }
}

/// What a row has beside its date.
fn row(out: &mut String, archive: &Archive, article: &Article, words: &Words) {
    // The first of them is timed by browsers that can.
    let _infallible = write!(
        out,
        "<article class=\"row__body\"{}><h3 class=\"row__title\" dir=\"auto\" \
         elementtiming=\"bien-nien-headline\">{}</h3>",
        lang(article.language.as_deref()),
        text(&article.title),
    );
    let snippet = search::beginning(article);
    if !snippet.is_empty() {
        let snippet = text(&snippet);
        let _infallible = write!(out, "<p class=\"snippet\" dir=\"auto\">{snippet}</p>");
    }
    meta(out, archive, article, words);
    out.push_str("</article>");
    // Its room: the picture itself would keep the headlines waiting.
    if article.first_picture().is_some() {
        out.push_str("<div class=\"thumb\"></div>");
    }
}

/// Where an article is from, how long it is, what it is about.
fn meta(out: &mut String, archive: &Archive, article: &Article, words: &Words) {
    let _infallible = write!(out, "<ul class=\"meta\" lang=\"{}\">", words.language);
    if !article.sources.is_empty() {
        let sources = text(&article.sources.join(", "));
        let _infallible = write!(out, "<li><b><bdi>{sources}</bdi></b></li>");
    }
    let authors = Some(article.authors.join(", ")).filter(|authors| !authors.is_empty());
    let plain = [
        authors.as_ref(),
        article.section.as_ref(),
        article.place.as_ref(),
    ];
    for name in plain.into_iter().flatten() {
        let _infallible = write!(out, "<li><bdi>{}</bdi></li>", text(name));
    }
    let minutes = words.tongue.minutes_to_read(article.minutes_to_read());
    let _infallible = write!(out, "<li>{minutes}</li>");
    if let Some(language) = &article.language
        && article.language != archive.language
    {
        let language = text(&language.to_ascii_uppercase());
        let _infallible = write!(out, "<li><abbr>{language}</abbr></li>");
    }
    if article.date.is_some_and(Date::is_in_doubt) {
        let _infallible = write!(out, "<li class=\"flag\">{}</li>", words.in_doubt);
    }
    if !article.tags.is_empty() {
        out.push_str("<li class=\"meta__tags\">");
        for tag in article.tags.iter().take(MAX_TAGS) {
            let _infallible = write!(out, "<a dir=\"auto\">{}</a>", text(tag));
        }
        out.push_str("</li>");
    }
    out.push_str("</ul>");
}

/// The date in the margin, without what the heading over it says.
fn date(date: Option<Date>, heading: Option<Level>, tongue: Tongue) -> String {
    let Some(date) = date else {
        return "<span class=\"dow\"></span>".to_owned();
    };
    let told = tongue.row_date(date, heading);
    let RowDate { large, lines, .. } = told;
    let machine = date.datetime().map(|day| format!(" datetime=\"{day}\""));
    let mut out = format!("<time{}>", machine.unwrap_or_default());
    let mut add = |class: &str, words: &str| {
        let _infallible = write!(out, "<span class=\"{class}\">{words} </span>");
    };
    if let Some(before) = told.before {
        add("dow", before);
    }
    if !large.is_empty() {
        add(if told.is_long { "day day--long" } else { "day" }, &large);
    }
    let line_class = if told.short.is_some() {
        "dow long"
    } else {
        "dow"
    };
    for line in lines {
        add(line_class, &line);
    }
    if let Some(short) = told.short {
        add("dow short", &short);
    }
    if let Some(day) = date.day().filter(|_| heading == Some(Level::Month)) {
        let (long, short) = (tongue.weekday(day), tongue.weekday_short(day));
        let _infallible = write!(
            out,
            "<span class=\"dow\"><span class=\"long\">{long}</span>\
             <abbr class=\"short\" title=\"{long}\">{short}</abbr></span>"
        );
    }
    out.push_str("</time>");
    out
}

fn lang(tag: Option<&str>) -> String {
    tag.map_or_else(String::new, |tag| format!(" lang=\"{}\"", attribute(tag)))
}
