//! Who keeps the archive, what may be done with it, and how much is in it.

use yew::prelude::*;

use super::colophon::contact_link;
use crate::opened::Opened;
use crate::wording::Words;

/// What is known of an archive beside its name, as a list; where it is
/// published and what made it only in full.
pub fn archive_facts(opened: &Opened, words: Words, is_full: bool) -> Html {
    let archive = &opened.head;
    let text = |text: &str| html! { <bdi>{ text.to_owned() }</bdi> };
    let owners = archive.owners.join(", ");
    let made = archive.made.as_ref().map(|made| {
        let date = made.date.map(|date| format!("{}, ", words.date(date)));
        format!("{}{}", date.unwrap_or_default(), made.tool)
    });
    let facts = [
        (words.owner, (!owners.is_empty()).then(|| text(&owners))),
        (words.rights, archive.rights.as_deref().map(text)),
        (words.contact, archive.contact.as_deref().map(contact_link)),
        (words.size, Some(text(&words.articles(opened.n_articles())))),
        (
            words.period,
            opened.span.map(|span| text(&words.days(span))),
        ),
        (
            words.home_page,
            archive.home_page_url.as_deref().map(contact_link),
        ),
        (words.made, made.as_deref().map(text)),
    ];
    let n_shown = if is_full { facts.len() } else { 5 };
    let fact = |(name, value): (&'static str, Option<Html>)| {
        value.map(|value| html! { <div key={name}><dt>{ name }</dt><dd>{ value }</dd></div> })
    };
    html! {
        <dl class="facts">{ for facts.into_iter().take(n_shown).filter_map(fact) }</dl>
    }
}
