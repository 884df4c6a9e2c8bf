//! Bins with their counts: what the bars and the table show.

use biennien_core::date::Day;
use biennien_core::search::Spread;
use biennien_core::timeline::{Days, Level};

use crate::css::between;

/// A bin and how many articles lie wholly in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bin {
    /// Its days; the first and last bin may reach beyond the view.
    pub days: Days,
    /// All articles.
    pub n_all: u32,
    /// Those that match, were no range chosen.
    pub n_matching: u32,
}

impl Bin {
    /// Whether the archive has nothing of that time.
    #[must_use]
    pub fn is_never_collected(&self) -> bool {
        self.n_all == 0 && self.n_matching == 0
    }
}

/// Returns every bin that has a day of the view, oldest first, empty ones too.
#[must_use]
pub fn bins(view: Days, level: Level, all: &Spread, matching: &Spread) -> Vec<Bin> {
    let count = |counts: &[(Day, u32)], day: Day| {
        let place = counts.binary_search_by_key(&day, |(day, _)| *day);
        place.map_or(0, |place| counts[place].1)
    };
    let bin = |days: Days| Bin {
        days,
        n_all: count(&all.bins, days.first),
        n_matching: count(&matching.bins, days.first),
    };
    level.bins(view).map(bin).collect()
}

/// Returns the stretches of bins that follow each other and were never
/// collected.
#[must_use]
pub fn gaps(bins: &[Bin]) -> Vec<Days> {
    bins.chunk_by(|a, b| a.is_never_collected() == b.is_never_collected())
        .filter_map(|run| match run {
            [first, .., last] if first.is_never_collected() => Some(Days {
                first: first.days.first,
                last: last.days.last,
            }),
            [only] if only.is_never_collected() => Some(only.days),
            _ => None,
        })
        .collect()
}

/// Returns the greatest count, at least 1: what fills the chart's height.
#[must_use]
pub fn tallest(bins: &[Bin]) -> u32 {
    bins.iter()
        .map(|bin| bin.n_all.max(bin.n_matching))
        .max()
        .unwrap_or_default()
        .max(1)
}

/// What the height of the chart stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Top {
    /// So many articles.
    Articles(u32),
    /// So many matches of so many articles.
    Share(u32, u32),
}

impl Top {
    /// Returns what fills the height: the greatest count, or the greatest share.
    #[must_use]
    pub fn of(bins: &[Bin], is_share: bool) -> Self {
        if !is_share {
            return Self::Articles(tallest(bins));
        }
        let shares = bins.iter().map(|bin| (bin.n_matching, bin.n_all));
        let shares = shares.filter(|(n, of)| *n > 0 && *of > 0);
        let times = |a: u32, b: u32| u64::from(a) * u64::from(b);
        let greatest = shares.max_by(|a, b| times(a.0, b.1).cmp(&times(b.0, a.1)));
        greatest.map_or(Self::Share(1, 1), |(n, of)| Self::Share(n, of))
    }

    /// Returns how much of the height a number of a bin's articles fills, from 0
    /// to 1.
    #[must_use]
    pub fn part(self, n: u32, bin: &Bin) -> f64 {
        let part = |n: u32, of: u32| f64::from(n) / f64::from(of.max(1));
        let part = match self {
            Self::Articles(top) => part(n, top),
            Self::Share(top, of) => part(n, bin.n_all) / part(top, of),
        };
        between(0.0, part, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::date::Date;

    fn spread(counts: &[(&str, u32)]) -> Spread {
        let bins = counts
            .iter()
            .map(|(key, n)| (key.parse::<Date>().expect("a date").first(), *n))
            .collect();
        Spread {
            bins,
            ..Spread::default()
        }
    }

    #[track_caller]
    fn check(view: &str, level: Level, all: &[(&str, u32)], expected: &str) {
        let view = Days::from(view.parse::<Date>().expect("a date"));
        let bins = bins(view, level, &spread(all), &spread(&all[..1]));
        let counts: Vec<String> = bins
            .iter()
            .map(|bin| format!("{}/{}", bin.n_matching, bin.n_all))
            .collect();
        let gaps: Vec<String> = gaps(&bins)
            .iter()
            .map(|gap| format!("{}..{}", level.bin_key(gap.first), level.bin_key(gap.last)))
            .collect();
        assert_eq!(
            format!("{} {}", counts.join(" "), gaps.join(" ")).trim_end(),
            expected
        );
    }

    #[test]
    fn empty_bins_between_are_gaps() {
        check(
            "2019-01/2019-06",
            Level::Month,
            &[("2019-02", 3), ("2019-05", 1)],
            "0/0 3/3 0/0 0/0 0/1 0/0 2019-01..2019-01 2019-03..2019-04 2019-06..2019-06",
        );
    }

    #[test]
    fn centuries_and_single_days_are_bins_too() {
        check(
            "0938/2024",
            Level::Century,
            &[("09XX", 1), ("20XX", 2)],
            "1/1 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/2 10XX..19XX",
        );
        check("2019-07-08", Level::Day, &[("2019-07-08", 4)], "4/4");
    }

    #[test]
    fn the_greatest_share_fills_the_height() {
        let bin = |n_matching, n_all| Bin {
            days: Days::from("2019".parse::<Date>().expect("a date")),
            n_all,
            n_matching,
        };
        let bins = [bin(2, 40), bin(1, 4), bin(0, 9), bin(0, 0)];
        let top = Top::of(&bins, true);
        assert_eq!(top, Top::Share(1, 4));
        let parts = bins.map(|bin| top.part(bin.n_matching, &bin));
        assert_eq!(parts, [0.2, 1.0, 0.0, 0.0]);
        assert_eq!(Top::of(&[], true), Top::Share(1, 1));
        assert_eq!(Top::of(&[bin(2, 40)], false), Top::Articles(40));
    }
}
