//! Nearer and farther: which stretch of the archive's span the chart shows.

use biennien_core::date::Day;
use biennien_core::timeline::{Days, Level};

use super::scale::whole_bins;
use crate::css::between;

/// Levels are chosen so that a view has at most so many bins: at the narrowest
/// chart, 288 px, a bar is still wider than 2 px.
pub const MAX_BINS: u32 = 120;

/// Returns the way from the whole span to the view, both included: the
/// centuries, decades, years and months that the view lies in.
#[must_use]
pub fn crumbs(view: Days, span: Days) -> Vec<Days> {
    let mut crumbs = vec![span];
    if view.contains(span) {
        return crumbs;
    }
    for level in [Level::Century, Level::Decade, Level::Year, Level::Month] {
        let bin = level.bin(view.first);
        if bin.contains(view) && bin != view && !bin.contains(span) {
            crumbs.push(bin);
        }
    }
    crumbs.push(view);
    crumbs
}

/// Returns a nearer view: the range, where that is nearer, else the middle half.
/// Nothing where a day fills the chart.
#[must_use]
pub fn zoom_in(view: Days, range: Option<Days>) -> Option<Days> {
    if let Some(range) = range.filter(|range| view.contains(*range) && *range != view) {
        return Some(range);
    }
    let n_days = i32::try_from(view.n_days()).unwrap_or(i32::MAX);
    if n_days < 2 {
        return None;
    }
    let first = Day(view.first.0 + n_days / 4);
    let half = Days {
        first,
        last: Day(first.0 + (n_days / 2 - 1)),
    };
    let level = Level::for_span(half, MAX_BINS).named();
    let nearer = whole_bins(level, half);
    let nearer = Days {
        first: nearer.first.max(view.first),
        last: nearer.last.min(view.last),
    };
    Some(if nearer == view { half } else { nearer })
}

/// Returns the next view outwards, or nothing where the whole span is shown.
#[must_use]
pub fn zoom_out(view: Days, span: Days) -> Option<Days> {
    let crumbs = crumbs(view, span);
    crumbs
        .len()
        .checked_sub(2)
        .and_then(|at| crumbs.get(at))
        .copied()
}

/// Returns the view that a pinch makes of another: what was under the fingers at
/// its beginning is under them now. Places are parts of the chart's width.
#[must_use]
pub fn pinched(view: Days, span: Days, from: [f64; 2], to: [f64; 2]) -> Days {
    const LEAST: f64 = 0.01;
    let apart = |places: [f64; 2]| (places[1] - places[0]).abs().max(LEAST);
    let middle = |places: [f64; 2]| places[0].midpoint(places[1]);
    let n_days = f64::from(view.n_days());
    let day = f64::from(view.first.0) + middle(from) * n_days;
    placed(span, day, middle(to), n_days * apart(from) / apart(to))
}

/// Returns a view so many times nearer, with what is at a place of the chart
/// kept there.
#[must_use]
pub fn nearer_at(view: Days, span: Days, place: f64, factor: f64) -> Days {
    let n_days = f64::from(view.n_days());
    let wanted = n_days / factor;
    // A little is not nothing where few days are shown.
    let wanted = match factor {
        ..1.0 => wanted.max(n_days + 1.0),
        _ => wanted.min(n_days - 1.0),
    };
    placed(
        span,
        f64::from(view.first.0) + place * n_days,
        place,
        wanted,
    )
}

/// So many days with one of them, counted in parts from 1970 on, at a place of
/// the chart; as far as the span goes.
fn placed(span: Days, day: f64, place: f64, n_days: f64) -> Days {
    let whole = f64::from(span.n_days());
    let n_days = between(1.0, n_days.round(), whole);
    let first = (day - place * n_days).round();
    let last = f64::from(span.last.0) + 1.0 - n_days;
    let first = between(f64::from(span.first.0), first, last);
    // Within the calendar's 5 million days, so nothing is lost.
    #[expect(clippy::cast_possible_truncation, reason = "days of the calendar")]
    let (first, n_days) = (first as i32, n_days as i32);
    Days {
        first: Day(first),
        last: Day(first + n_days - 1),
    }
}

/// Returns the view so many days later, or earlier where they are negative, as
/// far as the span goes; nothing where it goes no further.
#[must_use]
pub fn moved(view: Days, span: Days, n_days: i32) -> Option<Days> {
    let room = if n_days > 0 {
        (span.last.0 - view.last.0).max(0)
    } else {
        (span.first.0 - view.first.0).min(0)
    };
    let by = if n_days > 0 {
        n_days.min(room)
    } else {
        n_days.max(room)
    };
    let moved = Days {
        first: Day(view.first.0 + by),
        last: Day(view.last.0 + by),
    };
    (by != 0).then_some(moved)
}

/// Returns the view beside another: the next bin after a whole one, else as many
/// days more.
#[must_use]
pub fn beside(view: Days, span: Days, is_later: bool) -> Option<Days> {
    let level = Level::ALL
        .into_iter()
        .find(|level| level.bin(view.first) == view);
    let Some(level) = level.filter(|level| *level != Level::Day) else {
        let n_days = i32::try_from(view.n_days()).unwrap_or(i32::MAX);
        return moved(view, span, if is_later { n_days } else { -n_days });
    };
    let bin = if is_later {
        level.next_bin(view.first)
    } else {
        level.previous_bin(view.first)
    };
    bin.filter(|bin| bin.first <= span.last && span.first <= bin.last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::date::Date;
    use proptest::prelude::*;

    fn days(edtf: &str) -> Days {
        Days::from(edtf.parse::<Date>().expect("a date"))
    }

    fn show(days: Days) -> String {
        format!("{}..{}", days.first, days.last)
    }

    #[track_caller]
    fn check_crumbs(view: &str, span: &str, want: &[&str]) {
        let crumbs = crumbs(days(view), days(span));
        assert_eq!(
            crumbs,
            want.iter().map(|edtf| days(edtf)).collect::<Vec<_>>()
        );
    }

    #[test]
    fn crumbs_lead_from_the_whole_to_the_view() {
        let span = "2003-05-12/2024";
        check_crumbs(span, span, &[span]);
        check_crumbs("2019", span, &[span, "201X", "2019"]);
        check_crumbs("2019-07", span, &[span, "201X", "2019", "2019-07"]);
        check_crumbs("2018/2020", span, &[span, "2018/2020"]);
        check_crumbs(
            "2019-07-08",
            span,
            &[span, "201X", "2019", "2019-07", "2019-07-08"],
        );
        check_crumbs("1954", "0938/2024", &["0938/2024", "19XX", "195X", "1954"]);
    }

    #[test]
    fn zooming_goes_to_the_range_and_back_by_periods() {
        let view = days("2003/2024");
        assert_eq!(zoom_in(view, Some(days("2019-07"))), Some(days("2019-07")));
        assert_eq!(
            zoom_in(view, None).map(show).as_deref(),
            Some("2008-01-01..2019-12-31")
        );
        assert_eq!(zoom_in(days("2019-07-08"), None), None);
        assert_eq!(zoom_out(days("2019-07"), view), Some(days("2019")));
        assert_eq!(zoom_out(view, view), None);
    }

    #[test]
    fn what_is_under_the_fingers_stays_there() {
        let (span, view) = (days("2000/2019"), days("2010"));
        let told = |view| show(view);
        assert_eq!(
            told(pinched(view, span, [0.25, 0.75], [0.0, 1.0])),
            "2010-04-02..2010-10-01"
        );
        assert_eq!(
            told(pinched(view, span, [0.4, 0.6], [0.5, 0.7])),
            "2009-11-26..2010-11-25"
        );
        assert_eq!(pinched(view, span, [0.0, 1.0], [0.5, 0.5]), span);
        assert_eq!(pinched(view, span, [0.5, 0.5], [0.0, 1.0]).n_days(), 4);
        assert_eq!(
            told(nearer_at(view, span, 0.0, 2.0)),
            "2010-01-01..2010-07-02"
        );
        assert_eq!(nearer_at(days("2010-01-01"), span, 0.5, 2.0).n_days(), 1);
        assert_eq!(nearer_at(days("2010-01-01"), span, 0.5, 0.9).n_days(), 2);
    }

    #[test]
    fn the_view_moves_as_far_as_there_is_something() {
        let span = days("2003-05-12/2004");
        assert_eq!(beside(days("2003"), span, true), Some(days("2004")));
        assert_eq!(beside(days("2004"), span, true), None);
        assert_eq!(beside(days("2003"), span, false), None);
        let week = days("2004-01-02/2004-01-08");
        assert_eq!(
            beside(week, span, false).map(show).as_deref(),
            Some("2003-12-26..2004-01-01")
        );
        assert_eq!(moved(days("2003"), span, -3), None);
        let end = days("2004-12-29/2004-12-30");
        assert_eq!(
            moved(end, span, 5).map(show).as_deref(),
            Some("2004-12-30..2004-12-31")
        );
    }

    proptest! {
        #[test]
        fn a_pinch_stays_within_the_span(
            first in 0..9000_i32, n in 1..9000_i32, a in 0..9000_i32, m in 0..9000_i32,
            from in [0.0..1.0, 0.0..1.0], to in [-1.0..2.0, -1.0..2.0], factor in 0.1..9.0_f64,
        ) {
            let span = Days { first: Day(first), last: Day(first + n) };
            let view = Days { first: Day(first + a % n), last: Day(first + a % n + m) };
            for view in [pinched(view, span, from, to), nearer_at(view, span, from[0], factor)] {
                prop_assert!(span.contains(view) && view.first <= view.last, "{:?}", view);
            }
        }

        #[test]
        fn nearer_is_always_smaller(first in -900_000..700_000_i32, n in 1..400_000_i32) {
            let view = Days { first: Day(first), last: Day(first + n) };
            let nearer = zoom_in(view, None).expect("more than a day");
            prop_assert!(view.contains(nearer) && nearer.n_days() < view.n_days());
        }
    }
}
