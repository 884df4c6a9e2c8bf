//! Bins of time: which stretch of the calendar a day falls in. Knows no articles.

mod period;

use serde::{Deserialize, Serialize};

use crate::date::{Date, Day};
pub use period::{Group, Period, groups, map_level};

/// Some Monday: 1970-01-05.
const MONDAY: Day = Day(4);

/// How wide a bin is, from finest to coarsest.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A day.
    #[default]
    Day,
    /// Seven days, from a Monday, as in ISO 8601.
    Week,
    /// A month.
    Month,
    /// Three months, from January, April, July or October.
    Quarter,
    /// A year.
    Year,
    /// Ten years, from one ending in 0.
    Decade,
    /// A hundred years, from one ending in 00.
    Century,
}

/// A stretch of whole days, both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Days {
    /// The first day.
    pub first: Day,
    /// The last day; not before `first`.
    pub last: Day,
}

impl Days {
    /// Whether the other stretch lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// How many days it has.
    #[must_use]
    pub fn n_days(self) -> u32 {
        self.last.0.abs_diff(self.first.0) + 1
    }
}

impl From<Date> for Days {
    fn from(date: Date) -> Self {
        Self {
            first: date.first(),
            last: date.last(),
        }
    }
}

impl Level {
    /// Every level, from finest to coarsest.
    pub const ALL: [Self; 7] = [
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::Decade,
        Self::Century,
    ];

    /// Returns the bin that a day falls in.
    #[must_use]
    pub fn bin(self, day: Day) -> Days {
        let (year, month, _) = day.ymd();
        let months = |span: u8| {
            let first = (month - 1) / span * span + 1;
            let last = first + span - 1;
            let n_days = crate::date::days_in_month(year, last);
            Days {
                first: Day::from_ymd(year, first, 1).unwrap_or(day),
                last: Day::from_ymd(year, last, n_days).unwrap_or(day),
            }
        };
        let years = |span: i32| {
            let start = year.div_euclid(span) * span;
            Days {
                first: Day::from_ymd(start, 1, 1).unwrap_or(Day::MIN),
                last: Day::from_ymd(start + span - 1, 12, 31).unwrap_or(Day::MAX),
            }
        };
        match self {
            Self::Day => Days {
                first: day,
                last: day,
            },
            Self::Week => {
                let monday = day.0 - (day.0 - MONDAY.0).rem_euclid(7);
                Days {
                    first: Day(monday).max(Day::MIN),
                    last: Day(monday + 6).min(Day::MAX),
                }
            }
            Self::Month => months(1),
            Self::Quarter => months(3),
            Self::Year => years(1),
            Self::Decade => years(10),
            Self::Century => years(100),
        }
    }

    /// Returns the bin after the one that a day falls in, or nothing at the
    /// end of the calendar.
    #[must_use]
    pub fn next_bin(self, day: Day) -> Option<Days> {
        let last = self.bin(day).last;
        (last < Day::MAX).then(|| self.bin(Day(last.0 + 1)))
    }

    /// Returns the bin before the one that a day falls in, or nothing at the
    /// beginning of the calendar.
    #[must_use]
    pub fn previous_bin(self, day: Day) -> Option<Days> {
        let first = self.bin(day).first;
        (first > Day::MIN).then(|| self.bin(Day(first.0 - 1)))
    }

    /// Returns every bin that has a day of the stretch, oldest first.
    pub fn bins(self, days: Days) -> impl Iterator<Item = Days> {
        std::iter::successors(Some(self.bin(days.first)), move |bin| {
            self.next_bin(bin.first)
        })
        .take_while(move |bin| bin.first <= days.last)
    }

    /// Returns the place of a day's bin among all of its width, counted from any
    /// one of them.
    #[must_use]
    pub fn number(self, day: Day) -> i32 {
        let (year, month, _) = day.ymd();
        let month = year * 12 + i32::from(month) - 1;
        match self {
            Self::Day => day.0,
            Self::Week => (day.0 - MONDAY.0).div_euclid(7),
            Self::Month => month,
            Self::Quarter => month.div_euclid(3),
            Self::Year => year,
            Self::Decade => year.div_euclid(10),
            Self::Century => year.div_euclid(100),
        }
    }

    /// Returns the name of the bin that a day falls in: `2019-07-08`,
    /// `2019-07-08/2019-07-14`, `2019-07`, `2019-07/2019-09`, `2019`, `201X` or
    /// `20XX`; before the year 0 a decade or century is `-0109/-0100`.
    #[must_use]
    pub fn bin_key(self, day: Day) -> String {
        let bin = self.bin(day);
        let (year, month, _) = bin.first.ymd();
        let sign = if year < 0 { "-" } else { "" };
        match self {
            Self::Day => bin.first.to_string(),
            Self::Week | Self::Quarter => {
                let finer = if self == Self::Week {
                    Self::Day
                } else {
                    Self::Month
                };
                format!("{}/{}", finer.bin_key(bin.first), finer.bin_key(bin.last))
            }
            Self::Month => format!("{sign}{:04}-{month:02}", year.abs()),
            Self::Year => format!("{sign}{:04}", year.abs()),
            Self::Decade if year >= 0 => format!("{:03}X", year / 10),
            Self::Century if year >= 0 => format!("{:02}XX", year / 100),
            Self::Decade | Self::Century => {
                let end = Self::Year.bin_key(bin.last);
                format!("{sign}{:04}/{end}", year.abs())
            }
        }
    }

    /// Returns the narrowest level not below this one whose bins a single date of
    /// EDTF names.
    #[must_use]
    pub fn named(self) -> Self {
        match self {
            Self::Week => Self::Month,
            Self::Quarter => Self::Year,
            level => level,
        }
    }

    /// Returns the finest level that cuts a stretch into at most `n_bins`.
    #[must_use]
    pub fn for_span(days: Days, n_bins: u32) -> Self {
        let fits = |level: &Self| {
            let enough = usize::try_from(n_bins)
                .unwrap_or(usize::MAX)
                .saturating_add(1);
            level.bins(days).take(enough).count() < enough
        };
        Self::ALL.into_iter().find(fits).unwrap_or(Self::Century)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days(text: &str) -> Days {
        text.parse::<Date>().expect(text).into()
    }

    #[test]
    fn bins_have_names_that_are_dates() {
        let day = days("2019-07-08").first;
        let keys = Level::ALL.map(|level| level.bin_key(day));
        assert_eq!(
            keys,
            [
                "2019-07-08",
                "2019-07-08/2019-07-14",
                "2019-07",
                "2019-07/2019-09",
                "2019",
                "201X",
                "20XX"
            ]
        );
        let ancient = days("-0110-03").first;
        let keys = Level::ALL.map(|level| level.bin_key(ancient));
        assert_eq!(
            keys,
            [
                "-0110-03-01",
                "-0110-02-24/-0110-03-02",
                "-0110-03",
                "-0110-01/-0110-03",
                "-0110",
                "-0110/-0101",
                "-0200/-0101"
            ]
        );
    }

    #[test]
    fn the_finest_level_that_fits_is_chosen() {
        assert_eq!(Level::for_span(days("2019-07"), 120), Level::Day);
        assert_eq!(Level::for_span(days("2018/2019"), 120), Level::Week);
        assert_eq!(Level::for_span(days("2015/2019"), 120), Level::Month);
        assert_eq!(Level::for_span(days("1995/2019"), 120), Level::Quarter);
        assert_eq!(Level::for_span(days("1954/2019"), 120), Level::Year);
        assert_eq!(Level::for_span(days("1010/2019"), 120), Level::Decade);
        assert_eq!(Level::for_span(days("-0110/2019"), 120), Level::Century);
    }

    proptest! {
        #[test]
        fn bins_follow_each_other_and_are_read_back_from_their_names(
            day in Day::MIN.0..=Day::MAX.0, n_days in 0..5000_i32, level in 0..Level::ALL.len(),
        ) {
            let level = Level::ALL[level];
            let span = Days { first: Day(day), last: Day(day.saturating_add(n_days).min(Day::MAX.0)) };
            let bins: Vec<Days> = level.bins(span).collect();
            prop_assert!(bins[0].first <= span.first && span.last <= bins[bins.len() - 1].last);
            for pair in bins.windows(2) {
                prop_assert_eq!(pair[0].last.0 + 1, pair[1].first.0);
                prop_assert_eq!(level.previous_bin(pair[1].first), Some(pair[0]));
                prop_assert_eq!(level.number(pair[0].last) + 1, level.number(pair[1].first));
            }
            prop_assert_eq!(days(&level.bin_key(span.first)), bins[0]);
        }
    }
}
