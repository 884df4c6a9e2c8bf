//! An article found: its day, its title, the passage that shows why, and where
//! it is from.

use biennien_core::date::{Date, Precision};
use biennien_core::search::Hit;
use yew::prelude::*;

use super::marked::Marked;
use crate::shared::Shared;
use crate::wording::Words;

/// What a row shows of an article beside what was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// Where it appeared.
    pub sources: Vec<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The section it appeared in.
    pub section: Option<String>,
    /// The language of its text.
    pub language: Option<String>,
}

/// What a row is given.
#[derive(Properties, PartialEq)]
pub struct ResultRowProps {
    /// What was found.
    pub hit: Shared<Hit>,
    /// Where it is from.
    pub origin: Origin,
    /// Its place among the results, from 0.
    pub place: u32,
    /// How many results there are.
    pub total: u32,
    /// Its address, `#` included.
    pub href: AttrValue,
    /// Whether it stands under a heading that names its month.
    pub is_under_heading: bool,
    /// Whether the row above has the same day.
    pub is_same_day: bool,
    /// Whether it is the row that keys speak of.
    pub is_current: bool,
    /// The words.
    pub words: Words,
    /// It is opened.
    pub on_open: Callback<MouseEvent>,
    /// It got the focus.
    pub on_focus: Callback<()>,
}

/// A row.
#[component]
pub fn ResultRow(props: &ResultRowProps) -> Html {
    let ResultRowProps {
        hit,
        origin,
        place,
        total,
        href,
        words,
        ..
    } = props;
    let date = hit
        .date
        .as_deref()
        .and_then(|date| date.parse::<Date>().ok());
    let class = classes!("row", props.is_same_day.then_some("row--same"));
    html! {
        <li
            {class}
            data-row={place.to_string()}
            aria-current={props.is_current.then_some("true")}
            onfocusin={props.on_focus.reform(|_| ())}
        >
            <div class="row__date">{ row_date(date, props.is_under_heading, *words) }</div>
            <article
                class="row__body"
                lang={origin.language.clone()}
                data-id={hit.id.clone()}
                aria-posinset={(place + 1).to_string()}
                aria-setsize={total.to_string()}
            >
                <h3 class="row__title" dir="auto">
                    <a href={href.clone()} onclick={props.on_open.clone()}>
                        <Marked text={hit.title.clone()} marks={hit.title_marks.clone()} />
                    </a>
                </h3>
                if !hit.snippet.is_empty() {
                    <p class="snippet" dir="auto">
                        <Marked text={hit.snippet.clone()} marks={hit.marks.clone()} />
                    </p>
                }
                { meta(origin, date, *words) }
            </article>
        </li>
    }
}

fn meta(origin: &Origin, date: Option<Date>, words: Words) -> Html {
    let names = |names: &[String]| names.join(", ");
    html! {
        <ul class="meta" lang={words.language.tag()}>
            if !origin.sources.is_empty() {
                <li><b><bdi>{ names(&origin.sources) }</bdi></b></li>
            }
            if !origin.authors.is_empty() {
                <li><bdi>{ names(&origin.authors) }</bdi></li>
            }
            if let Some(section) = &origin.section {
                <li><bdi>{ section.clone() }</bdi></li>
            }
            if date.is_some_and(Date::is_in_doubt) {
                <li class="flag">{ words.in_doubt }</li>
            }
        </ul>
    }
}

/// The day in the margin; a date that is no day in words. Under a heading of
/// its month a day needs only its number, and under that of the undated nothing
/// is left to say.
fn row_date(date: Option<Date>, is_under_heading: bool, words: Words) -> Html {
    let Some(date) = date else {
        let text = if is_under_heading { "" } else { words.undated };
        return html! { <span class="dow">{ text }</span> };
    };
    let Some(day) = date.day() else {
        let is_month = date.end().is_none() && date.start.precision() == Precision::Month;
        let text = if is_month && is_under_heading {
            String::new()
        } else {
            words.date(date)
        };
        return html! {
            <time datetime={date.to_string()}><span class="dow">{ text }</span></time>
        };
    };
    let plain = day.to_string();
    let number = day.ymd().2;
    let under = if is_under_heading {
        html! {
            <>
                <span class="long">{ words.weekday(day) }</span>
                <abbr class="short" title={words.weekday(day)}>
                    { words.weekday_short(day) }
                </abbr>
            </>
        }
    } else {
        html! { { words.month_of_year_short(day) } }
    };
    html! {
        <time datetime={plain}>
            <span class="day">{ number }</span>
            <span class="dow">{ under }</span>
        </time>
    }
}
