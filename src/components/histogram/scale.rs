//! Days to places on the chart and back.

use biennien_core::date::Day;
use biennien_core::timeline::{Days, Level};

use crate::css::between;

/// The chart's width: 0 is the left edge of the view's first day, 1 the right
/// edge of its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    view: Days,
}

/// A stretch of the chart's width, as parts of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// The left edge.
    pub left: f64,
    /// The right edge; never left of `left`.
    pub right: f64,
}

impl Stretch {
    /// How wide it is.
    #[must_use]
    pub fn width(self) -> f64 {
        self.right - self.left
    }
}

impl Scale {
    /// Returns the scale of a view.
    #[must_use]
    pub fn new(view: Days) -> Self {
        Self { view }
    }

    /// Returns where a day begins, beyond 0 to 1 for days outside of the view.
    #[must_use]
    pub fn left(self, day: Day) -> f64 {
        f64::from(day.0 - self.view.first.0) / f64::from(self.view.n_days())
    }

    /// Returns the part of some days that is in view, or nothing if none is.
    #[must_use]
    pub fn stretch(self, days: Days) -> Option<Stretch> {
        let is_seen = days.first <= self.view.last && self.view.first <= days.last;
        is_seen.then(|| self.clamped(days))
    }

    /// Returns where some days begin and end, with what is outside of the view
    /// at its edge.
    #[must_use]
    pub fn clamped(self, days: Days) -> Stretch {
        let place = |at: f64| between(0.0, at, 1.0);
        Stretch {
            left: place(self.left(days.first)),
            right: place(self.left(Day(days.last.0 + 1))),
        }
    }

    /// Returns the day at a place; one outside of the chart gives the nearest.
    #[must_use]
    pub fn day_at(self, place: f64) -> Day {
        let n_days = f64::from(self.view.n_days());
        // At most 5 million days, so neither conversion loses anything.
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and n_days")]
        let offset = (between(0.0, place, 1.0) * n_days).floor() as i32;
        Day((self.view.first.0 + offset).min(self.view.last.0))
    }
}

/// Returns some days, widened to whole bins.
#[must_use]
pub fn whole_bins(level: Level, days: Days) -> Days {
    Days {
        first: level.bin(days.first).first,
        last: level.bin(days.last).last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days(first: i32, last: i32) -> Days {
        Days {
            first: Day(first),
            last: Day(last),
        }
    }

    #[test]
    fn a_single_day_fills_the_chart() {
        let scale = Scale::new(days(5, 5));
        assert_eq!(
            scale.stretch(days(5, 5)),
            Some(Stretch {
                left: 0.0,
                right: 1.0
            })
        );
        assert_eq!([0.0, 0.5, 1.0].map(|at| scale.day_at(at)), [Day(5); 3]);
    }

    #[test]
    fn what_is_out_of_view_is_cut_off() {
        let scale = Scale::new(days(10, 19));
        assert_eq!(scale.stretch(days(0, 9)), None);
        assert_eq!(
            scale.stretch(days(0, 14)),
            Some(Stretch {
                left: 0.0,
                right: 0.5
            })
        );
        assert_eq!(
            scale.clamped(days(0, 9)),
            Stretch {
                left: 0.0,
                right: 0.0
            }
        );
    }

    proptest! {
        #[test]
        fn the_middle_of_a_day_is_that_day(first in -900_000..900_000_i32, n in 1..500_000_i32, part in 0.0..1.0) {
            let scale = Scale::new(days(first, first + n - 1));
            let day = scale.day_at(part);
            let stretch = scale.stretch(Days { first: day, last: day }).expect("in view");
            prop_assert_eq!(scale.day_at(stretch.left + stretch.width() / 2.0), day);
        }
    }
}
