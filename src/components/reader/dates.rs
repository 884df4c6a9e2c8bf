//! When an article was published, and what is not certain about it.

use biennien_core::article::{Article, Guess};
use biennien_core::date::{Date, Precision};
use biennien_core::page::lowercase;
use yew::prelude::*;

use crate::components::icon::{Shape, small_icon};
use crate::wording::Words;

/// The date, and under it the other dates and the reasons.
pub fn dates(article: &Article, words: Words) -> Html {
    let texts = words.reader();
    let date = match article.date {
        Some(date) => large(date, words),
        None => html! { <p class="day day--long">{ texts.undated }</p> },
    };
    let others = [
        (texts.page_date, article.page_date),
        (texts.event_date, article.event_date),
    ];
    let reasons: Vec<&Guess> = guesses(article, true).collect();
    let has_note = !reasons.is_empty()
        || others
            .iter()
            .any(|(_, date)| date.is_some_and(|date| Some(date) != article.date));
    let entry = |(name, date): (&'static str, Date)| {
        html! { <div><dt>{ name }</dt><dd>{ words.date(date) }</dd></div> }
    };
    let dates = std::iter::once((texts.date, article.date)).chain(others);
    html! {
        <div class="reader__date" lang={words.language.tag()}>
            { date }
            if has_note {
                <details class="datenote">
                    <summary>
                        { small_icon(Shape::Info) }
                        <span>{ summary(article, words) }</span>
                    </summary>
                    <dl>{ for dates.filter_map(|(name, date)| date.map(|it| entry((name, it)))) }</dl>
                    { for reasons.iter().map(|guess| html! { <p>{ reason(guess, words) }</p> }) }
                </details>
            }
        </div>
    }
}

/// Why, in the language of the page if that is known, else as it was told.
pub fn reason(guess: &Guess, words: Words) -> Html {
    match words.reason(&guess.reason) {
        Some(reason) => html! { { reason } },
        None => html! { <span lang="en">{ &guess.reason }</span> },
    }
}

/// Returns the guesses about the article's dates, or those about anything else.
pub fn guesses(article: &Article, is_of_dates: bool) -> impl Iterator<Item = &Guess> {
    let is_date = |guess: &&Guess| guess.field == "date" || guess.field.ends_with("_date");
    article
        .provenance
        .guesses
        .iter()
        .filter(move |guess| is_date(guess) == is_of_dates)
}

/// What can be said in one line: the dates that are not the article's.
fn summary(article: &Article, words: Words) -> String {
    let texts = words.reader();
    let other = |name: &str, date: Option<Date>| {
        let date = date.filter(|date| Some(*date) != article.date)?;
        Some(format!("{}: {}", lowercase(name), words.date(date)))
    };
    let parts = [
        other(texts.page_date, article.page_date),
        other(texts.event_date, article.event_date),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        texts.about_dates.to_owned()
    } else {
        parts.join("; ")
    }
}

/// A day, month or year large, with the rest of its date beside it; any other
/// date in words, less large.
fn large(date: Date, words: Words) -> Html {
    let day = date.first();
    let point = date.start;
    let (class, big, rest) = match (date.end(), point.precision()) {
        (Some(_), _) => ("day day--long", words.date(date), None),
        (None, Precision::Day) => {
            let rest = html! { <>{ words.weekday(day) }<br />{ words.month(day) }</> };
            ("day", day.ymd().2.to_string(), Some(rest))
        }
        (None, Precision::Month) => {
            let (year, month, _) = day.ymd();
            let rest = html! { { words.year(year) } };
            ("day day--long", words.month_name(month), Some(rest))
        }
        (None, Precision::Year) => ("day day--year", words.year(day.ymd().0), None),
        (None, _) => ("day day--long", words.days(date.into()), None),
    };
    let doubt = words.doubt(point).filter(|_| date.end().is_none());
    html! {
        <time datetime={date.datetime()}>
            if let Some(doubt) = doubt {
                <span class="doubt">{ doubt }</span>
                { " " }
            }
            <span {class}>{ big }</span>
            if let Some(rest) = rest {
                { " " }
                <span class="rest">{ rest }</span>
            }
        </time>
    }
}
