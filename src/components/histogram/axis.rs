//! Where the axis under the chart is labeled.

use biennien_core::date::{Day, days_in_month};
use biennien_core::timeline::{Days, Level};

/// How far apart labels are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many days, counted anew from the first of each month.
    Days(u8),
    /// So many months, counted anew from each January.
    Months(u8),
    /// So many years, from those that can be divided by it.
    Years(i32),
}

/// From dense to sparse; round numbers only.
const STEPS: [Step; 17] = [
    Step::Days(1),
    Step::Days(2),
    Step::Days(5),
    Step::Days(10),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(200),
    Step::Years(500),
    Step::Years(1000),
];

impl Step {
    /// Returns every labeled day of a view, oldest first.
    fn ticks(self, view: Days) -> impl Iterator<Item = Day> {
        let start = match self {
            Self::Days(_) => view.first,
            Self::Months(_) => Level::Month.bin(view.first).first,
            Self::Years(_) => Level::Year.bin(view.first).first,
        };
        std::iter::successors(Some(start), move |day| self.next(*day))
            .skip_while(move |day| *day < view.first)
            .take_while(move |day| *day <= view.last)
            .filter(move |day| self.is_at(*day))
    }

    /// Returns the next day that may be labeled.
    fn next(self, day: Day) -> Option<Day> {
        match self {
            Self::Days(_) => Level::Day.next_bin(day),
            Self::Months(_) => Level::Month.next_bin(day),
            Self::Years(step) => {
                let year = day.ymd().0;
                let next = (year + 1).div_euclid(step) + i32::from((year + 1) % step != 0);
                return Day::from_ymd(next * step, 1, 1);
            }
        }
        .map(|bin| bin.first)
    }

    /// The bins that are no wider than it.
    fn level(self) -> Level {
        match self {
            Self::Days(_) => Level::Day,
            Self::Months(_) => Level::Month,
            Self::Years(..10) => Level::Year,
            Self::Years(10..100) => Level::Decade,
            Self::Years(_) => Level::Century,
        }
    }

    fn is_at(self, day: Day) -> bool {
        let (year, month, of_month) = day.ymd();
        match self {
            Self::Days(step) => {
                // Not so near to the next month's first that the two would touch.
                let is_clear =
                    of_month == 1 || of_month + step <= days_in_month(year, month) + 1;
                (of_month - 1) % step == 0 && is_clear
            }
            Self::Months(step) => (month - 1) % step == 0,
            Self::Years(step) => year.rem_euclid(step) == 0,
        }
    }
}

/// Returns how far apart the labels of a view are, and where: at most `n_max`,
/// and none within a bin, but of a week, which no month keeps to.
#[must_use]
pub fn ticks(view: Days, level: Level, n_max: usize) -> (Step, Vec<Day>) {
    let fitting = STEPS
        .into_iter()
        .filter(|step| step.level() >= level)
        .find_map(|step| {
            let ticks: Vec<Day> = step.ticks(view).take(n_max + 1).collect();
            (ticks.len() <= n_max).then_some((step, ticks))
        });
    fitting.unwrap_or((Step::Years(1000), Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::date::Date;
    use proptest::prelude::*;

    #[track_caller]
    fn check(view: &str, expected: &str) {
        let view = Days::from(view.parse::<Date>().expect("a date"));
        let (step, days) = ticks(view, Level::Day, 12);
        let days: Vec<String> = days.iter().map(ToString::to_string).collect();
        assert_eq!(format!("{step:?}: {}", days.join(" ")), expected);
    }

    #[test]
    fn labels_are_at_round_places() {
        check("2019-07-08", "Days(1): 2019-07-08");
        check(
            "2019-02-27/2019-03-02",
            "Days(1): 2019-02-27 2019-02-28 2019-03-01 2019-03-02",
        );
        check(
            "2019-07",
            "Days(5): 2019-07-01 2019-07-06 2019-07-11 2019-07-16 2019-07-21 2019-07-26",
        );
        check(
            "2019-02/2019-04",
            "Days(10): 2019-02-01 2019-02-11 2019-03-01 2019-03-11 2019-03-21 2019-04-01 \
             2019-04-11 2019-04-21",
        );
        check(
            "2018-11/2019-04",
            "Months(1): 2018-11-01 2018-12-01 2019-01-01 2019-02-01 2019-03-01 2019-04-01",
        );
        check(
            "2018/2019",
            "Months(3): 2018-01-01 2018-04-01 2018-07-01 2018-10-01 2019-01-01 2019-04-01 2019-07-01 2019-10-01",
        );
        check(
            "2003-05-12/2024-06",
            "Years(2): 2004-01-01 2006-01-01 2008-01-01 2010-01-01 2012-01-01 2014-01-01 2016-01-01 2018-01-01 2020-01-01 2022-01-01 2024-01-01",
        );
        check(
            "0938/2024",
            "Years(100): 1000-01-01 1100-01-01 1200-01-01 1300-01-01 1400-01-01 1500-01-01 1600-01-01 1700-01-01 1800-01-01 1900-01-01 2000-01-01",
        );
        check(
            "-0050/0049",
            "Years(10): -0050-01-01 -0040-01-01 -0030-01-01 -0020-01-01 -0010-01-01 0000-01-01 0010-01-01 0020-01-01 0030-01-01 0040-01-01",
        );
    }

    #[test]
    fn no_label_is_within_a_bin() {
        let view = Days::from("2019-01/2019-04".parse::<Date>().expect("a date"));
        let steps = Level::ALL.map(|level| ticks(view, level, 12).0);
        assert_eq!(
            steps,
            [
                Step::Days(10),
                Step::Months(1),
                Step::Months(1),
                Step::Years(1),
                Step::Years(1),
                Step::Years(10),
                Step::Years(100),
            ]
        );
    }

    proptest! {
        #[test]
        fn any_view_has_few_labels_in_order(first in -4_000_000..2_900_000_i32, n in 0..400_000_i32) {
            let view = Days { first: Day(first), last: Day((first + n).min(Day::MAX.0)) };
            let (_, days) = ticks(view, Level::Day, 12);
            prop_assert!(days.len() <= 12);
            prop_assert!(days.is_sorted());
            prop_assert!(days.iter().all(|day| view.first <= *day && *day <= view.last));
        }
    }
}
