//! Which rows of a long list are drawn: those near the window, with empty space
//! in place of the others. Heights are guessed until a row has been drawn and
//! measured. CSS pixels from the top of the list. Pure.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::css::between;

/// Firefox draws nothing of an element of 18 million pixels and stops
/// scrolling at 8.9 million; beyond this, places are mapped.
const MAX_EXTENT: f64 = 8_000_000.0;

/// How far beyond the window rows are drawn, in windows: one each way, so that
/// a page key finds them there.
const MARGIN_WINDOWS: f64 = 1.0;

/// Fewer rows than this are drawn at any rate, so that small moves need no work.
const MIN_ROWS: u32 = 12;

/// Where both ends are further away than this, in windows, a list that is too
/// tall moves pixel by pixel as it is scrolled.
const EDGE_WINDOWS: f64 = 4.0;

/// A move of more than so many windows at once is one of the scroll bar.
const JUMP_WINDOWS: f64 = 3.0;

/// How tall the rows of a list are.
#[derive(Clone, Debug, PartialEq)]
pub struct Heights {
    n_rows: u32,
    guess: f64,
    measured: BTreeMap<u32, f64>,
    /// The sum of what measured rows are taller than guessed.
    surplus: f64,
    /// How much of a list that is too tall to be shown is left out above.
    hidden: f64,
    /// Where the window was last.
    last: f64,
}

impl Heights {
    /// A list of so many rows, of which nothing is known but a guess.
    #[must_use]
    pub fn new(n_rows: u32, guess: f64) -> Self {
        Self {
            n_rows,
            guess,
            measured: BTreeMap::new(),
            surplus: 0.0,
            hidden: 0.0,
            last: 0.0,
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn n_rows(&self) -> u32 {
        self.n_rows
    }

    /// How much of the list is left out above.
    #[must_use]
    pub fn hidden(&self) -> f64 {
        self.hidden
    }

    /// Notes a row's height. Returns whether that was new.
    pub fn measure(&mut self, row: u32, height: f64) -> bool {
        let before = self.measured.insert(row, height);
        self.surplus += height - before.unwrap_or(self.guess);
        before.is_none_or(|before| (before - height).abs() > 0.5)
    }

    /// The list's extent: what it would be, or the most a browser can show.
    #[must_use]
    pub fn extent(&self) -> f64 {
        self.full_extent().min(MAX_EXTENT)
    }

    /// Where a row begins.
    #[must_use]
    pub fn top(&self, row: u32) -> f64 {
        self.full_top(row) - self.hidden
    }

    /// Returns the row at a place, or the nearest.
    #[must_use]
    pub fn row_at(&self, place: f64) -> u32 {
        let place = place + self.hidden;
        let (mut low, mut high) = (0, self.n_rows.saturating_sub(1));
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if self.full_top(middle) <= place {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        low
    }

    /// Returns the rows to draw for a window whose top is at `top`.
    #[must_use]
    pub fn window(&self, top: f64, height: f64) -> Range<u32> {
        let margin = height * MARGIN_WINDOWS;
        let most = (self.full_extent() - height).max(0.0) - self.hidden;
        let top = top.max(-self.hidden).min(most);
        let rows = self.between(top - margin, top + height + margin);
        self.at_least(rows)
    }

    /// Returns the rows in sight in a window whose top is at `top`, and as many as
    /// are drawn at any rate.
    #[must_use]
    pub fn sight(&self, top: f64, height: f64) -> Range<u32> {
        let most = (self.full_extent() - height).max(0.0) - self.hidden;
        let rows = self.between(top.min(most), top.min(most) + height);
        self.at_least(rows)
    }

    fn at_least(&self, rows: Range<u32>) -> Range<u32> {
        rows.start..rows.end.max(rows.start + MIN_ROWS).min(self.n_rows)
    }

    fn between(&self, above: f64, below: f64) -> Range<u32> {
        let first = self.row_at(above);
        let mut last = first;
        while last < self.n_rows && self.top(last) < below {
            last += 1;
        }
        first..last
    }

    /// Learns where the window is in a list that is too tall: small moves are
    /// real ones, a jump goes to the same part of the list. Returns how far to
    /// scroll so that the ends stay within reach.
    pub fn follow(&mut self, top: f64, height: f64) -> f64 {
        let (shown, full) = (self.extent() - height, self.full_extent() - height);
        let distance = (top - self.last).abs();
        self.last = top;
        if full <= shown || shown <= 0.0 {
            self.hidden = 0.0;
            return 0.0;
        }
        if distance > JUMP_WINDOWS * height {
            let part = between(0.0, top / shown, 1.0);
            self.hidden = part * full - between(0.0, top, shown);
            return 0.0;
        }
        let edge = EDGE_WINDOWS * height;
        if top > edge && top < shown - edge {
            return 0.0;
        }
        let place = between(0.0, top + self.hidden, full);
        let better = self.shown_at(place, height);
        if (top < 0.0 && self.hidden <= 0.0) || (better - top).abs() < 1.0 {
            return 0.0;
        }
        self.hidden = place - better;
        self.last = better;
        better - top
    }

    /// Makes a row one that can be scrolled to. Returns where it begins then.
    pub fn aim(&mut self, row: u32, height: f64) -> f64 {
        let full = self.full_top(row);
        self.last = self.shown_at(full, height);
        self.hidden = full - self.last;
        self.last
    }

    /// Where a place of the whole list is best shown: near an end at its real
    /// distance from it.
    fn shown_at(&self, place: f64, height: f64) -> f64 {
        let (shown, full) = (self.extent() - height, self.full_extent() - height);
        if full <= shown || place < MAX_EXTENT / 2.0 {
            place
        } else if full - place < MAX_EXTENT / 2.0 {
            shown - (full - place)
        } else {
            place / full * shown
        }
    }

    fn full_extent(&self) -> f64 {
        f64::from(self.n_rows) * self.guess + self.surplus
    }

    fn full_top(&self, row: u32) -> f64 {
        let surplus: f64 = self
            .measured
            .range(..row)
            .map(|(_, height)| height - self.guess)
            .sum();
        f64::from(row) * self.guess + surplus
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_rows_near_the_window_are_drawn() {
        let heights = Heights::new(2000, 150.0);
        assert_eq!(heights.window(-400.0, 900.0), 0..12);
        assert_eq!(heights.window(150_000.0, 900.0), 994..1012);
        assert_eq!(heights.window(1e9, 900.0), 1988..2000);
        assert_eq!(Heights::new(0, 150.0).window(0.0, 900.0), 0..0);
        assert_eq!(Heights::new(3, 150.0).window(0.0, 900.0), 0..3);
    }

    #[test]
    fn only_rows_in_sight_are_drawn_of_what_was_just_found() {
        let heights = Heights::new(2000, 50.0);
        assert_eq!(heights.sight(-400.0, 900.0), 0..12);
        assert_eq!(heights.sight(0.0, 900.0), 0..18);
        assert_eq!(heights.sight(50_000.0, 900.0), 1000..1018);
        assert_eq!(heights.sight(1e9, 900.0), 1982..2000);
        assert_eq!(Heights::new(0, 50.0).sight(0.0, 900.0), 0..0);
        assert_eq!(Heights::new(3, 50.0).sight(0.0, 900.0), 0..3);
    }

    #[test]
    fn a_measured_row_moves_those_after_it() {
        let mut heights = Heights::new(10, 100.0);
        assert!(heights.measure(2, 250.0));
        assert!(!heights.measure(2, 250.0));
        assert!((heights.top(3) - 450.0).abs() < 1e-9);
        assert!((heights.extent() - 1150.0).abs() < 1e-9);
        assert_eq!((heights.row_at(449.0), heights.row_at(450.0)), (2, 3));
    }

    #[test]
    fn a_very_long_list_keeps_within_what_browsers_can_scroll() {
        let mut heights = Heights::new(1_000_000, 150.0);
        assert!(heights.extent() <= 8_000_000.0);
        heights.follow(heights.extent() - 900.0, 900.0);
        let window = heights.window(heights.extent() - 900.0, 900.0);
        assert_eq!(window.end, 1_000_000);
        assert!(window.len() < 200, "{window:?}");
    }

    #[test]
    fn a_very_long_list_moves_pixel_by_pixel_from_end_to_end() {
        let mut heights = Heights::new(100_000, 150.0);
        let (mut top, mut seen) = (0.0_f64, Vec::new());
        for _ in 0..20_000 {
            top = (top + 800.0).min(heights.extent() - 900.0);
            top += heights.follow(top, 900.0);
            seen.push(heights.row_at(top));
        }
        assert!(seen.windows(2).all(|pair| pair[1] - pair[0] <= 6));
        assert_eq!(seen.last(), Some(&99_994));
        for _ in 0..20_000 {
            top = (top - 800.0).max(0.0);
            top += heights.follow(top, 900.0);
        }
        assert_eq!((heights.row_at(top), heights.hidden()), (0, 0.0));
    }

    #[test]
    fn a_row_of_a_very_long_list_can_be_aimed_at() {
        let mut heights = Heights::new(1_000_000, 150.0);
        for row in [0, 10, 500_000, 999_990] {
            let top = heights.aim(row, 900.0);
            assert!((0.0..=heights.extent()).contains(&top));
            assert!(heights.follow(top, 900.0).abs() < 1.0);
            assert_eq!(heights.row_at(top + 1.0), row);
        }
    }

    proptest! {
        #[test]
        fn the_row_in_sight_is_among_those_drawn(
            n_rows in 1_u32..5000,
            measured in proptest::collection::vec((0_u32..5000, 20.0..400.0), 0..40),
            part in 0.0..1.0,
        ) {
            let mut heights = Heights::new(n_rows, 150.0);
            for (row, height) in measured {
                if row < n_rows {
                    heights.measure(row, height);
                }
            }
            let top = heights.extent() * part;
            let window = heights.window(top, 900.0);
            prop_assert!(window.contains(&heights.row_at(top)));
            prop_assert!(window.end <= n_rows);
        }
    }
}
