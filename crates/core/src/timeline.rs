//! Bins of time: which stretch of the calendar a day falls in. Knows no articles.

use serde::{Deserialize, Serialize};

use crate::date::{Date, Day};

/// How wide a bin is, from finest to coarsest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A day.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
