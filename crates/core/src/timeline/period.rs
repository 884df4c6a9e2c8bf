//! Headings for results in the order of time. Where there is much of a time its
//! headings are months, where there is little they are years, decades or
//! centuries, so that a heading always carries some rows. `#[inline]`, so that the
//! viewer builds it for size.

use std::ops::Range;

use super::{Days, Level};
use crate::date::Date;

/// So many rows a heading has to carry on average, or a wider one is taken.
const ROWS_PER_HEADING: usize = 3;

/// More stretches than this do not fit beside a list.
const MAX_STRETCHES: u32 = 30;

/// With fewer results than this the list itself is map enough.
const MIN_MAPPED: usize = 12;

/// What headings can be, from the widest.
const LEVELS: [Level; 4] = [Level::Century, Level::Decade, Level::Year, Level::Month];

/// A stretch of time with a heading of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A bin of the calendar.
    Bin(Level, Days),
    /// Any other stretch.
    Span(Days),
    /// Without a date.
    Undated,
}

impl Period {
    /// How wide it is, if it is a bin.
    #[must_use]
    #[inline]
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Bin(level, _) => Some(level),
            _ => None,
        }
    }
}

/// Results that follow each other under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// What the heading says; nothing for results in no order of time.
    pub period: Option<Period>,
    /// The place of its first result.
    pub first: u32,
    /// How many it has, at least one.
    pub n: u32,
}

/// Returns the groups of results in the order of time, the undated ones last.
#[must_use]
#[inline]
pub fn groups(dates: &[Option<Date>]) -> Vec<Group> {
    let mut out = Vec::new();
    let n_dated = dates.iter().take_while(|date| date.is_some()).count();
    let days: Vec<Days> = dates[..n_dated]
        .iter()
        .filter_map(|date| date.map(Days::from))
        .collect();
    split(&days, 0, None, &LEVELS, &mut out);
    if n_dated < dates.len() {
        push(&mut out, Period::Undated, n_dated, dates.len() - n_dated);
    }
    out
}

#[inline]
fn split(
    days: &[Days],
    at: usize,
    whole: Option<Period>,
    levels: &[Level],
    out: &mut Vec<Group>,
) {
    if days.is_empty() {
        return;
    }
    let own = whole.unwrap_or_else(|| span(days));
    let Some((level, finer)) = levels.split_first() else {
        push(out, own, at, days.len());
        return;
    };
    let runs = runs(days, *level);
    let is_sparse = runs.len() > 1 && days.len() < ROWS_PER_HEADING * runs.len();
    if is_sparse || matches!(runs.as_slice(), [(None, _)]) {
        push(out, own, at, days.len());
        return;
    }
    for (bin, places) in runs {
        let (part, at) = (&days[places.clone()], at + places.start);
        match bin {
            Some(bin) => split(part, at, Some(Period::Bin(*level, bin)), finer, out),
            None => push(out, whole.unwrap_or_else(|| span(part)), at, part.len()),
        }
    }
}

/// Returns how wide the stretches of a map beside a list of so many dated
/// results are; nothing where the list is map enough.
#[must_use]
#[inline]
pub fn map_level(span: Days, n_dated: usize) -> Option<Level> {
    let level = Level::for_span(span, MAX_STRETCHES).max(Level::Year);
    let has_some = n_dated >= MIN_MAPPED && level.bins(span).nth(1).is_some();
    has_some.then_some(level)
}

/// Days of one bin each, or of none, as they follow each other.
#[inline]
fn runs(days: &[Days], level: Level) -> Vec<(Option<Days>, Range<usize>)> {
    let mut runs: Vec<(Option<Days>, Range<usize>)> = Vec::new();
    for (at, days) in days.iter().enumerate() {
        if let Some((Some(bin), places)) = runs.last_mut()
            && bin.contains(*days)
        {
            places.end = at + 1;
            continue;
        }
        let bin = Some(level.bin(days.first)).filter(|bin| bin.contains(*days));
        match runs.last_mut() {
            Some((last, places)) if *last == bin => places.end = at + 1,
            _ => runs.push((bin, at..at + 1)),
        }
    }
    runs
}

/// From the first year of any to the last.
#[inline]
fn span(days: &[Days]) -> Period {
    let first = days.iter().map(|days| days.first).min();
    let last = days.iter().map(|days| days.last).max();
    let (Some(first), Some(last)) = (first, last) else {
        return Period::Undated;
    };
    Period::Span(Days {
        first: Level::Year.bin(first).first,
        last: Level::Year.bin(last).last,
    })
}

#[inline]
fn push(out: &mut Vec<Group>, period: Period, first: usize, n: usize) {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    out.push(Group {
        period: Some(period),
        first: number(first),
        n: number(n),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(dates: &str, want: &str) {
        let dates: Vec<Option<Date>> = dates
            .split(' ')
            .map(|date| date.parse::<Date>().ok())
            .collect();
        let told: Vec<String> = groups(&dates)
            .iter()
            .map(|group| {
                let name = match group.period {
                    Some(Period::Bin(level, days)) => level.bin_key(days.first),
                    Some(Period::Span(days)) => {
                        format!("{}..{}", days.first.ymd().0, days.last.ymd().0)
                    }
                    _ => "undated".to_owned(),
                };
                format!("{name}:{}", group.n)
            })
            .collect();
        assert_eq!(told.join(" "), want);
    }

    #[test]
    fn much_of_a_time_is_headed_by_months() {
        check(
            "2019-07-30 2019-07-30 2019-07-02 2019-06-09 2019-06-08 2019-06-01",
            "2019-07:3 2019-06:3",
        );
        check("2019-07-30", "2019-07:1");
    }

    #[test]
    fn little_of_a_time_is_headed_by_what_carries_some_rows() {
        check("2019-07 2017 2012-08-01", "201X:3");
        check("2010 1954-05-07 1427 1010-07", "1010..2010:4");
        check(
            "2019-07-30 2019-07-30 2019-07-02 1945 1944-12-22 1941 x",
            "2019-07:3 194X:3 undated:1",
        );
    }

    #[test]
    fn a_date_wider_than_a_month_stands_under_its_year() {
        check(
            "2019-07-30 2019-07-30 2019-07-02 2019-07 2019-07 2019-01-02 2019-01-02 2019-01-02 2019",
            "2019-07:5 2019-01:3 2019:1",
        );
    }
}
