//! Headings for results in the order of time. Where there is much of a time its
//! headings are months, where there is little they are years, decades or
//! centuries, so that a heading always carries some rows. Pure.

use std::ops::Range;
use std::rc::Rc;

use biennien_core::date::Date;
use biennien_core::timeline::{Days, Level};

/// So many rows a heading has to carry on average, or a wider one is taken.
const ROWS_PER_HEADING: usize = 3;

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

/// Days of one bin each, or of none, as they follow each other.
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

fn push(out: &mut Vec<Group>, period: Period, first: usize, n: usize) {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    out.push(Group {
        period: Some(period),
        first: number(first),
        n: number(n),
    });
}

/// Rows laid out in lines of several, a group always beginning a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    groups: Rc<Vec<Group>>,
    columns: u32,
    /// The first line of every group, then the number of lines.
    starts: Vec<u32>,
}

impl Lines {
    /// Lays groups out in columns.
    #[must_use]
    pub fn new(groups: Rc<Vec<Group>>, columns: u32) -> Self {
        let columns = columns.max(1);
        let mut starts = vec![0];
        let mut n_lines = 0;
        for group in groups.iter() {
            n_lines += group.n.div_ceil(columns);
            starts.push(n_lines);
        }
        Self {
            groups,
            columns,
            starts,
        }
    }

    /// How many lines there are.
    #[must_use]
    pub fn n_lines(&self) -> u32 {
        self.starts.last().copied().unwrap_or_default()
    }

    /// Returns the group of a place.
    #[must_use]
    pub fn group(&self, place: u32) -> Option<&Group> {
        self.groups.get(self.group_idx(place))
    }

    /// Returns the groups that have any of these places.
    pub fn groups(&self, places: Range<u32>) -> impl Iterator<Item = &Group> {
        let from = self.group_idx(places.start);
        let groups = self.groups.get(from..).unwrap_or_default();
        groups
            .iter()
            .take_while(move |group| group.first < places.end)
    }

    /// Returns the line of a place.
    #[must_use]
    pub fn line(&self, place: u32) -> u32 {
        let at = self.group_idx(place);
        let (Some(group), Some(start)) = (self.groups.get(at), self.starts.get(at)) else {
            return 0;
        };
        start + (place - group.first) / self.columns
    }

    /// Returns the first place of a line; that after the last where there are
    /// fewer lines.
    #[must_use]
    pub fn place(&self, line: u32) -> u32 {
        let at = self.starts.partition_point(|start| *start <= line);
        let at = at.saturating_sub(1);
        match (self.groups.get(at), self.starts.get(at)) {
            (Some(group), Some(start)) => group.first + (line - start) * self.columns,
            _ => self.groups.last().map_or(0, |last| last.first + last.n),
        }
    }

    /// Returns the places of lines.
    #[must_use]
    pub fn places(&self, lines: Range<u32>) -> Range<u32> {
        self.place(lines.start)..self.place(lines.end)
    }

    fn group_idx(&self, place: u32) -> usize {
        self.groups
            .partition_point(|group| group.first <= place)
            .saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    #[test]
    fn cards_fill_lines_and_a_group_begins_one() {
        let group = |first, n| Group {
            period: None,
            first,
            n,
        };
        let lines = Lines::new(Rc::new(vec![group(0, 4), group(4, 3), group(7, 1)]), 3);
        assert_eq!(lines.n_lines(), 4);
        let of = |places: [u32; 5]| places.map(|place| lines.line(place));
        assert_eq!(of([0, 2, 3, 4, 7]), [0, 0, 1, 2, 3]);
        assert_eq!((lines.places(1..3), lines.places(0..4)), (3..7, 0..8));
        assert_eq!(lines.groups(3..5).count(), 2);
    }

    proptest! {
        #[test]
        fn every_place_is_in_its_line(
            sizes in proptest::collection::vec(1_u32..20, 1..20), columns in 1_u32..7,
        ) {
            let mut first = 0;
            let mut all = Vec::new();
            for n in sizes {
                all.push(Group { period: None, first, n });
                first += n;
            }
            let lines = Lines::new(Rc::new(all), columns);
            for place in 0..first {
                let line = lines.line(place);
                prop_assert!(lines.places(line..line + 1).contains(&place));
            }
            prop_assert_eq!(lines.places(0..lines.n_lines()), 0..first);
        }
    }
}
