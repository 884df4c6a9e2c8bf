//! When an article was published, and what is not certain about it.

use biennien_core::article::{Article, Guess};
use biennien_core::date::Date;
use yew::prelude::*;

use crate::wording::Words;

/// What the dates are given.
#[derive(Properties, PartialEq)]
pub struct DatesProps {
    /// The article.
    pub article: std::rc::Rc<Article>,
    /// The words.
    pub words: Words,
}

/// The date, and under it the other dates and the reasons.
#[component]
pub fn Dates(props: &DatesProps) -> Html {
    let DatesProps { ref article, words } = *props;
    let texts = words.reader();
    let date = match article.date {
        Some(date) => large(date, words),
        None => html! { <p class="rest">{ texts.undated }</p> },
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
                    <summary><span>{ summary(article, words) }</span></summary>
                    <dl>{ for dates.filter_map(|(name, date)| date.map(|it| entry((name, it)))) }</dl>
                    { for reasons.iter().map(|guess| html! { <p lang="en">{ &guess.reason }</p> }) }
                </details>
            }
        </div>
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

/// What can be said in one line: the doubt, and the date on the page.
fn summary(article: &Article, words: Words) -> String {
    let texts = words.reader();
    let doubt = article
        .date
        .filter(|date| date.is_in_doubt())
        .map(|date| words.date(date));
    let page = article.page_date.filter(|date| Some(*date) != article.date);
    let page =
        page.map(|date| format!("{}: {}", texts.page_date.to_lowercase(), words.date(date)));
    let parts: Vec<String> = doubt.into_iter().chain(page).collect();
    if parts.is_empty() {
        texts.about_dates.to_owned()
    } else {
        parts.join("; ")
    }
}

/// A day large, with the rest of its date beside it; any other date in words.
fn large(date: Date, words: Words) -> Html {
    let datetime = datetime(date);
    let Some(day) = date.day() else {
        return html! { <time {datetime}><span class="rest">{ words.date(date) }</span></time> };
    };
    html! {
        <time {datetime}>
            <span class="day">{ day.ymd().2 }</span>
            { " " }
            <span class="rest">
                { words.weekday(day) }
                <br />
                { words.month(day) }
            </span>
        </time>
    }
}

/// Returns what HTML takes for a date: a year from 1 on, a month or a day
/// (section 2.3.5 of the standard).
fn datetime(date: Date) -> Option<String> {
    let edtf = date.to_string();
    let plain = edtf.trim_end_matches(['?', '~', '%']);
    let is_plain = plain
        .split('-')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    (is_plain && !plain.starts_with("0000")).then(|| plain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_html_takes_for_a_date_is_said_to_machines() {
        #[track_caller]
        fn check(edtf: &str, want: Option<&str>) {
            assert_eq!(datetime(edtf.parse().expect("a date")).as_deref(), want);
        }
        check("2019-07-08?", Some("2019-07-08"));
        check("2019-07", Some("2019-07"));
        check("0938~", Some("0938"));
        check("201X", None);
        check("-0043-03-15", None);
        check("0000", None);
        check("1954/1975", None);
    }
}
