//! Where to read on: the articles before and after in the results, and those on
//! the same subjects.

use biennien_core::article::ArticleId;
use biennien_core::date::Date;
use yew::prelude::*;

use super::month::{Month, month};
use crate::opened::Opened;
use crate::route::Route;
use crate::wording::Words;

/// An article that another one leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbor {
    /// Its address, `#` included.
    pub href: AttrValue,
    /// Its headline.
    pub title: AttrValue,
    /// When it was published.
    pub date: Option<Date>,
    /// The language of its text.
    pub language: Option<AttrValue>,
}

impl Neighbor {
    /// Returns what is said of an article, with the results of a route behind it.
    #[must_use]
    pub fn new(opened: &Opened, doc: u32, route: &Route) -> Self {
        let catalogue = &opened.catalogue;
        let id = ArticleId(catalogue.id(doc).to_owned());
        let language = opened.language(doc);
        Self {
            href: route.to_article(&id).to_hash().into(),
            title: catalogue.title(doc).to_owned().into(),
            date: catalogue.date(doc),
            language: language.map(|language| language.to_owned().into()),
        }
    }
}

/// The month, and links to the results before and after, as far as there are any.
pub fn turn(
    in_month: Option<&Month>,
    previous: Option<&Neighbor>,
    next: Option<&Neighbor>,
    words: Words,
) -> Html {
    let texts = words.reader();
    let has_turn = previous.is_some() || next.is_some();
    html! {
        <div class="turn" dir="ltr" lang={words.language.tag()}>
            { for in_month.map(|it| month(it, words)) }
            if has_turn {
                <nav aria-label={texts.turn}>
                    <ol>
                        { side(previous, "prev", texts.previous, words) }
                        { side(next, "next", texts.next, words) }
                    </ol>
                </nav>
            }
        </div>
    }
}

fn side(neighbor: Option<&Neighbor>, rel: &'static str, label: &str, words: Words) -> Html {
    let Some(neighbor) = neighbor else {
        return html! { <li></li> };
    };
    let date = neighbor.date.map(|date| words.date(date));
    let label = [Some(label.to_owned()), date];
    let label: Vec<String> = label.into_iter().flatten().collect();
    html! {
        <li>
            <a href={neighbor.href.clone()} {rel}>
                <small>{ label.join(", ") }</small>
                <span dir="auto" lang={neighbor.language.clone()}>{ &neighbor.title }</span>
            </a>
        </li>
    }
}

/// Articles on the same subjects.
pub fn related(neighbors: &[Neighbor], words: Words) -> Html {
    let entry = |neighbor: &Neighbor| {
        html! {
            <li>
                <a href={neighbor.href.clone()}>
                    <span dir="auto" lang={neighbor.language.clone()}>{ &neighbor.title }</span>
                    if let Some(date) = neighbor.date {
                        <small>{ words.date(date) }</small>
                    }
                </a>
            </li>
        }
    };
    let label = words.reader().related;
    html! {
        <nav class="related" aria-label={label}>
            <h2>{ label }</h2>
            <ul>{ for neighbors.iter().map(entry) }</ul>
        </nav>
    }
}
