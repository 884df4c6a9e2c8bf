//! The heading of a period: its name, how many articles, and for a month the
//! days that have any.

use biennien_core::date::Date;
use biennien_core::timeline::{Level, Period};
use yew::prelude::*;

use crate::wording::Words;

/// How far apart two days are drawn, and how tall all of it is, in units of the
/// drawing.
const STEP: usize = 6;
const HEIGHT: u32 = 18;

/// Draws a heading over results of these dates.
pub(super) fn period_head(
    period: Period,
    id: String,
    dates: &[Option<Date>],
    words: Words,
) -> Html {
    let n = u32::try_from(dates.len()).unwrap_or(u32::MAX);
    html! {
        <header class="period__head">
            <h2 {id}>{ words.period(period) }</h2>
            <p>{ words.articles(n) }</p>
            if let Period::Bin(Level::Month, month) = period {
                { days(&counts(month.n_days() as usize, dates), words) }
            }
        </header>
    }
}

fn counts(n_days: usize, dates: &[Option<Date>]) -> Vec<u32> {
    let mut counts = vec![0; n_days];
    let days = dates.iter().filter_map(|date| date.and_then(Date::day));
    for day in days {
        if let Some(count) = counts.get_mut(usize::from(day.ymd().2) - 1) {
            *count += 1;
        }
    }
    counts
}

/// A bar a day, in two paths: with articles and without.
fn days(counts: &[u32], words: Words) -> Html {
    let tallest = counts.iter().copied().max().unwrap_or_default();
    if tallest == 0 {
        return Html::default();
    }
    let mut paths = [String::new(), String::new()];
    for (at, count) in counts.iter().enumerate() {
        let height = match count {
            0 => 2,
            _ => 6 + 12 * count / tallest,
        };
        let top = HEIGHT.saturating_sub(height);
        paths[usize::from(*count > 0)]
            .push_str(&format!("M{} {top}h5v{height}h-5z", at * STEP));
    }
    let n_days = counts.iter().filter(|count| **count > 0).count();
    let [without, with] = paths;
    html! {
        <svg
            class="days"
            viewBox={format!("0 0 {} {HEIGHT}", counts.len() * STEP)}
            preserveAspectRatio="none"
            role="img"
            aria-label={words.days_with_articles(n_days)}
        >
            <path class="d0" d={without} />
            <path class="d1" d={with} />
        </svg>
    }
}
