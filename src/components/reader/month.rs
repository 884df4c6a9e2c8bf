//! The month of an article's day, with what the archive has of it.

use biennien_core::date::{Date, Day};
use biennien_core::timeline::Level;
use yew::prelude::*;

use crate::route::{Asked, Route};
use crate::wording::Words;

/// How far apart two days are drawn, in units of the drawing.
const STEP: usize = 6;

/// A month, day by day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The article's day.
    pub day: Day,
    /// How many articles each day of the month has, from the first.
    pub counts: Vec<u32>,
    /// How many articles the month has, as a search for it counts: those too
    /// that are dated less exactly.
    pub total: u32,
}

impl Month {
    /// Counts the articles of a day's month, by the dates of all.
    #[must_use]
    pub fn of(day: Day, dates: &mut dyn Iterator<Item = Date>) -> Self {
        let days = Level::Month.bin(day);
        let n_days = days.first.0.abs_diff(days.last.0) as usize + 1;
        let mut counts = vec![0; n_days];
        let mut total = 0;
        for date in dates.filter(|date| date.overlaps(days.first, days.last)) {
            total += 1;
            let at = date.day().map(|day| day.0.abs_diff(days.first.0) as usize);
            if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
                *count += 1;
            }
        }
        Self { day, counts, total }
    }
}

/// A line of days, and a link to the month, where it has more than one article.
pub fn month(month: &Month, words: Words) -> Html {
    let Month { day, counts, total } = month;
    if *total < 2 {
        return Html::default();
    }
    let days = Level::Month.bin(*day);
    let route = Route {
        asked: Asked {
            from: Some(days.first),
            to: Some(days.last),
            ..Asked::default()
        },
        ..Route::default()
    };
    let today = usize::from(day.ymd().2) - 1;
    let mut paths = [String::new(), String::new(), String::new()];
    for (at, count) in counts.iter().enumerate() {
        let kind = if at == today {
            2
        } else {
            usize::from(*count > 0)
        };
        let top = if kind == 0 { 16 } else { 4 };
        let height = 18 - top;
        paths[kind].push_str(&format!("M{} {top}h5v{height}h-5z", at * STEP));
    }
    html! {
        <div class="turn__strip">
            <a href={route.to_hash()}>{ words.in_month(*total, *day) }</a>
            <svg
                viewBox={format!("0 0 {} 18", counts.len() * STEP)}
                preserveAspectRatio="none"
                aria-hidden="true"
            >
                { for paths.into_iter().map(|d| html! { <path {d} /> }) }
            </svg>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_all_its_days_and_only_them() {
        let dates = [
            "2020-01-31",
            "2020-02-01",
            "2020-02-29",
            "2020-02-29",
            "2020-02",
            "2020",
        ];
        let mut dates = dates.into_iter().filter_map(|date| date.parse().ok());
        let day = Day::from_ymd(2020, 2, 9).expect("a day");
        let month = Month::of(day, &mut dates);
        assert_eq!(month.counts.len(), 29);
        assert_eq!((month.counts[0], month.counts[28]), (1, 2));
        assert_eq!(month.counts.iter().sum::<u32>(), 3);
        assert_eq!(month.total, 5, "what a search for the month finds");
    }
}
