//! An article found: its day, its title, the passage that shows why, its first
//! picture, and where it is from.

use biennien_core::article::ArticleId;
use biennien_core::date::Date;
use biennien_core::search::{Facet, Hit};
use biennien_core::timeline::Level;
use yew::prelude::*;

use super::marked::Marked;
use crate::opened::Opened;
use crate::route::{Page, Route, add_choice};
use crate::shared::Shared;
use crate::state::Action;
use crate::wording::{RowDate, Words};

/// So many tags of an article are shown.
const MAX_TAGS: usize = 3;

/// What a row is given.
#[derive(Properties, PartialEq)]
pub struct ResultRowProps {
    /// The archive.
    pub opened: Shared<Opened>,
    /// What was found.
    pub hit: Shared<Hit>,
    /// What the page is showing; the row leads on from there.
    pub route: Route,
    /// Its place among the results, from 0.
    pub place: u32,
    /// How many results there are.
    pub total: u32,
    /// How much of its date the heading over it says; the undated have one too.
    pub heading: Option<Option<Level>>,
    /// Whether the row above has the same date.
    pub is_same_day: bool,
    /// Whether it is the row that keys speak of, or the article that is read.
    pub is_current: bool,
    /// The words.
    pub words: Words,
    /// It became the row that keys speak of.
    pub on_current: Callback<u32>,
    /// Where changes go.
    pub dispatch: Callback<Action>,
}

/// A row.
#[component]
pub fn ResultRow(props: &ResultRowProps) -> Html {
    let ResultRowProps {
        opened,
        hit,
        route,
        place,
        total,
        words,
        ..
    } = props;
    let place = *place;
    let date = opened.catalogue.date(hit.doc);
    let language = opened.language(hit.doc).map(str::to_owned);
    let class = classes!("row", props.is_same_day.then_some("row--same"));
    let href = route.to_article(&ArticleId(hit.id.clone())).to_hash();
    let onclick = on_open(props);
    html! {
        <li
            {class}
            data-row={place.to_string()}
            aria-current={props.is_current.then_some("true")}
            onfocusin={props.on_current.reform(move |_| place)}
        >
            <div class="row__date" lang={words.language.tag()}>
                { row_date(date, props.heading, *words) }
            </div>
            <article
                class="row__body"
                lang={language}
                data-id={hit.id.clone()}
                aria-posinset={(place + 1).to_string()}
                aria-setsize={total.to_string()}
            >
                <h3 class="row__title" dir="auto">
                    <a href={href.clone()} onclick={onclick.clone()}>
                        <Marked text={hit.title.clone()} marks={hit.title_marks.clone()} />
                    </a>
                </h3>
                if !hit.snippet.is_empty() {
                    <p class="snippet" dir="auto">
                        <Marked text={hit.snippet.clone()} marks={hit.marks.clone()} />
                    </p>
                }
                { meta(props) }
            </article>
            if let Some(src) = &hit.picture {
                <a class="thumb" {href} {onclick} tabindex="-1" aria-hidden="true">
                    <img src={src.clone()} alt="" loading="lazy" decoding="async" />
                </a>
            }
        </li>
    }
}

/// A plain click opens the article here; any other is the browser's.
fn on_open(props: &ResultRowProps) -> Callback<MouseEvent> {
    let (dispatch, on_current) = (props.dispatch.clone(), props.on_current.clone());
    let (hit, place) = (props.hit.clone(), props.place);
    Callback::from(move |event: MouseEvent| {
        let is_elsewhere =
            event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0;
        if !is_elsewhere {
            event.prevent_default();
            on_current.emit(place);
            dispatch.emit(Action::Open(ArticleId(hit.id.clone())));
        }
    })
}

/// What the article is filed under, and how long it is.
fn meta(props: &ResultRowProps) -> Html {
    let ResultRowProps { opened, words, .. } = props;
    let doc = props.hit.doc;
    let catalogue = &opened.catalogue;
    let names = |facet| opened.values(facet, doc).collect::<Vec<_>>().join(", ");
    let (sources, authors) = (names(Facet::Source), names(Facet::Author));
    let filed = opened.values(Facet::Section, doc);
    let filed = filed.chain(opened.values(Facet::Place, doc));
    let filed = filed.map(|name| html! { <li><bdi>{ name.to_owned() }</bdi></li> });
    let tags = opened.values(Facet::Tag, doc).take(MAX_TAGS);
    let tags: Vec<Html> = tags.map(|name| tag(name, &props.route)).collect();
    let archive = opened.head.language.as_deref();
    let language = opened
        .language(doc)
        .filter(|language| Some(*language) != archive);
    html! {
        <ul class="meta" lang={words.language.tag()}>
            if !sources.is_empty() {
                <li><b><bdi>{ sources }</bdi></b></li>
            }
            if !authors.is_empty() {
                <li><bdi>{ authors }</bdi></li>
            }
            { for filed }
            <li>{ words.minutes_to_read(catalogue.minutes_to_read(doc)) }</li>
            if let Some(language) = language {
                <li>
                    <abbr title={words.language_name(language)}>{ language.to_ascii_uppercase() }</abbr>
                </li>
            }
            if catalogue.date(doc).is_some_and(Date::is_in_doubt) {
                <li class="flag">{ words.in_doubt }</li>
            }
            if !tags.is_empty() {
                <li class="meta__tags">{ tags }</li>
            }
        </ul>
    }
}

/// A link to those of the results that have a tag.
fn tag(name: &str, route: &Route) -> Html {
    let mut route = route.to_page(Page::Timeline);
    add_choice(&mut route.asked.include, Facet::Tag, name.to_owned());
    html! { <a href={route.to_hash()} dir="auto">{ name }</a> }
}

/// The date in the margin, without what the heading over it says.
fn row_date(date: Option<Date>, heading: Option<Option<Level>>, words: Words) -> Html {
    let Some(date) = date else {
        let text = if heading.is_some() {
            ""
        } else {
            words.undated()
        };
        return html! { <span class="dow">{ text }</span> };
    };
    let heading = heading.flatten();
    let RowDate {
        before,
        large,
        is_long,
        lines,
        short,
    } = words.row_date(date, heading);
    let line_class = if short.is_some() { "dow long" } else { "dow" };
    let weekday = date.day().filter(|_| heading == Some(Level::Month));
    html! {
        <time datetime={date.datetime()}>
            if let Some(before) = before {
                <span class="dow">{ before }{ " " }</span>
            }
            if !large.is_empty() {
                <span class={classes!("day", is_long.then_some("day--long"))}>{ large }{ " " }</span>
            }
            { for lines.into_iter().map(|line| html! { <span class={line_class}>{ line }{ " " }</span> }) }
            if let Some(short) = short {
                <span class="dow short">{ short }</span>
            }
            if let Some(day) = weekday {
                <span class="dow">
                    <span class="long">{ words.weekday(day) }</span>
                    <abbr class="short" title={words.weekday(day)}>
                        { words.weekday_short(day) }
                    </abbr>
                </span>
            }
        </time>
    }
}
