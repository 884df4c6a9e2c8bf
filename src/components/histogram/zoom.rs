//! Nearer and farther: which stretch of the archive's span the chart shows.

use biennien_core::date::Day;
use biennien_core::timeline::{Days, Level};

use super::scale::whole_bins;

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
    let level = Level::for_span(half, MAX_BINS);
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

    proptest! {
        #[test]
        fn nearer_is_always_smaller(first in -900_000..700_000_i32, n in 1..400_000_i32) {
            let view = Days { first: Day(first), last: Day(first + n) };
            let nearer = zoom_in(view, None).expect("more than a day");
            prop_assert!(view.contains(nearer) && nearer.n_days() < view.n_days());
        }
    }
}
