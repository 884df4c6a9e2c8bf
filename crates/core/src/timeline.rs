//! Bins of time: which stretch of the calendar a day falls in. Knows no articles.

mod period;

use serde::{Deserialize, Serialize};

use crate::date::{Date, Day};
pub use period::{Group, Period, groups, map_level};

/// How wide a bin is, from finest to coarsest.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A day.
    #[default]
    Day,
    /// A month.
    Month,
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
    pub const ALL: [Self; 5] = [
        Self::Day,
        Self::Month,
        Self::Year,
        Self::Decade,
        Self::Century,
    ];

    /// Returns the bin that a day falls in.
    #[must_use]
    pub fn bin(self, day: Day) -> Days {
        let (year, month, _) = day.ymd();
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
            Self::Month => {
                let last = crate::date::days_in_month(year, month);
                Days {
                    first: Day::from_ymd(year, month, 1).unwrap_or(day),
                    last: Day::from_ymd(year, month, last).unwrap_or(day),
                }
            }
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

    /// Returns the name of the bin that a day falls in: `2019-07-08`, `2019-07`,
    /// `2019`, `201X` or `20XX`; before the year 0 a decade or century is
    /// `-0109/-0100`.
    #[must_use]
    pub fn bin_key(self, day: Day) -> String {
        let bin = self.bin(day);
        let (year, month, _) = bin.first.ymd();
        let sign = if year < 0 { "-" } else { "" };
        match self {
            Self::Day => bin.first.to_string(),
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
        assert_eq!(keys, ["2019-07-08", "2019-07", "2019", "201X", "20XX"]);
        let ancient = days("-0110-03").first;
        let keys = Level::ALL.map(|level| level.bin_key(ancient));
        assert_eq!(
            keys,
            [
                "-0110-03-01",
                "-0110-03",
                "-0110",
                "-0110/-0101",
                "-0200/-0101"
            ]
        );
    }

    #[test]
    fn the_finest_level_that_fits_is_chosen() {
        assert_eq!(Level::for_span(days("2019-07"), 120), Level::Day);
        assert_eq!(Level::for_span(days("2015/2019"), 120), Level::Month);
        assert_eq!(Level::for_span(days("1954/2019"), 120), Level::Year);
        assert_eq!(Level::for_span(days("1010/2019"), 120), Level::Decade);
        assert_eq!(Level::for_span(days("-0110/2019"), 120), Level::Century);
    }

    proptest! {
        #[test]
        fn bins_follow_each_other_and_are_read_back_from_their_names(
            day in Day::MIN.0..=Day::MAX.0, n_days in 0..5000_i32, level in 0..5_usize,
        ) {
            let level = Level::ALL[level];
            let span = Days { first: Day(day), last: Day(day.saturating_add(n_days).min(Day::MAX.0)) };
            let bins: Vec<Days> = level.bins(span).collect();
            prop_assert!(bins[0].first <= span.first && span.last <= bins[bins.len() - 1].last);
            for pair in bins.windows(2) {
                prop_assert_eq!(pair[0].last.0 + 1, pair[1].first.0);
                prop_assert_eq!(level.previous_bin(pair[1].first), Some(pair[0]));
            }
            prop_assert_eq!(days(&level.bin_key(span.first)), bins[0]);
        }
    }
}
