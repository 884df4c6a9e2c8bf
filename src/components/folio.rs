//! The line under the head: whose archive it is, hints, and how much was found.

use yew::prelude::*;

use crate::hooks::Found;
use crate::opened::Opened;
use crate::platform::document;
use crate::shared::Shared;
use crate::wording::Words;

/// What the line is given.
pub struct FolioProps {
    /// The archive.
    pub opened: Shared<Opened>,
    /// What was found, once it was.
    pub found: Option<Found>,
    /// Whether something else is being looked for.
    pub is_searching: bool,
    /// The words.
    pub words: Words,
}

/// The line under the head.
pub fn folio(props: &FolioProps) -> Html {
    let FolioProps {
        opened,
        found,
        is_searching,
        words,
    } = props;
    let hint = |sample: &'static str, sign: &'static str, title: &'static str| {
        let onclick = move |_| document::type_into("input[name=q]", sign);
        html! {
            <button class="hint" type="button" {title} {onclick}><code>{ sample }</code></button>
        }
    };
    html! {
        <section class="folio" aria-label={words.at_a_glance}>
            <span class="folio__archive">{ about_archive(opened, *words) }</span>
            <div class="hints">
                <span>{ words.syntax }</span>
                { hint(words.hint_phrase, "\"\"", words.hint_phrase_title) }
                { hint(words.hint_not, "-", words.hint_not_title) }
                { hint(words.hint_or, words.or_sign, words.hint_or_title) }
            </div>
            <p class="tally">
                <span role="status">{ tally(found.as_ref(), *words) }</span>
                if let (Some(found), false) = (found, is_searching) {
                    <span class="tally__time">{ format!(" · {} ms", words.number(whole_millis(found.millis))) }</span>
                }
            </p>
        </section>
    }
}

fn about_archive(opened: &Opened, words: Words) -> Html {
    let owners = opened.head.owners.join(", ");
    let mut rest = words.articles(opened.n_articles());
    if let Some(span) = opened.span {
        let (first, last) = (span.first.ymd().0, span.last.ymd().0);
        rest.push_str(" · ");
        rest.push_str(&words.year(first));
        if first != last {
            rest.push('–');
            rest.push_str(&words.year(last));
        }
    }
    html! {
        <>
            if !owners.is_empty() {
                <b dir="auto">{ owners }</b>
                { " · " }
            }
            { rest }
        </>
    }
}

fn tally(found: Option<&Found>, words: Words) -> Html {
    let Some(found) = found else {
        return html! { { words.searching } };
    };
    let total = found.summary.total;
    let number = html! { <b>{ words.number(total) }</b> };
    let has_range = found.asked.from.is_some() || found.asked.to.is_some();
    if has_range {
        let all = found.n_unranged();
        let noun = words.articles_noun(total);
        let matching = format!("{} {}", words.number(all), words.matches_noun(all));
        return html! { <>{ number }{ format!(" {noun} {} · {matching}", words.in_range) }</> };
    }
    let is_narrowed = found.asked.is_filtered() || !found.asked.query.trim().is_empty();
    let noun = if is_narrowed {
        words.matches_noun(total)
    } else {
        words.articles_noun(total)
    };
    html! { <>{ number }{ format!(" {noun}") }</> }
}

fn whole_millis(millis: f64) -> u32 {
    // A search of more than a month would be cut to one; of less than 0, to 0.
    millis.round() as u32
}
