//! The archive: who keeps it, what may be done with it, and what made the page.

use yew::prelude::*;

use crate::components::colophon::contact_link;
use crate::opened::Opened;
use crate::shared::Shared;
use crate::wording::Words;

/// What the page is given.
#[derive(Properties, PartialEq)]
pub struct AboutPageProps {
    /// The archive.
    pub opened: Shared<Opened>,
    /// The address of the results, `#` included.
    pub back: AttrValue,
    /// The words.
    pub words: Words,
}

/// The page.
#[component]
pub fn AboutPage(props: &AboutPageProps) -> Html {
    let AboutPageProps {
        opened,
        back,
        words,
    } = props;
    let archive = &opened.archive;
    let text = |text: &str| html! { <bdi>{ text.to_owned() }</bdi> };
    let owners = archive.owners.join(", ");
    let made = archive.made.as_ref().map(|made| {
        let date = made.date.map(|date| format!("{}, ", words.date(date)));
        format!("{}{}", date.unwrap_or_default(), made.tool)
    });
    let facts = [
        (words.owner, (!owners.is_empty()).then(|| text(&owners))),
        (words.size, Some(text(&words.articles(opened.n_articles())))),
        (
            words.period,
            opened.span.map(|span| text(&words.days(span))),
        ),
        (words.rights, archive.rights.as_deref().map(text)),
        (words.contact, archive.contact.as_deref().map(contact_link)),
        (
            words.home_page,
            archive.home_page_url.as_deref().map(contact_link),
        ),
        (words.made, made.as_deref().map(text)),
    ];
    let fact = |(name, value): (&'static str, Option<Html>)| {
        value.map(|value| html! { <div key={name}><dt>{ name }</dt><dd>{ value }</dd></div> })
    };
    html! {
        <main class="message" id="main" tabindex="-1">
            <h1 lang={archive.language.clone()}>{ archive.title.clone() }</h1>
            if let Some(description) = &archive.description {
                <p lang={archive.language.clone()}>{ description.clone() }</p>
            }
            <dl class="facts">{ for facts.into_iter().filter_map(fact) }</dl>
            <p>{ words.nothing_leaves }</p>
            <p class="message__actions">
                <a class="btn" href={back.clone()}>{ words.back_to_results }</a>
            </p>
        </main>
    }
}
