//! Choosing a range: by dragging and by key. Ranges are of whole bins.

use biennien_core::date::Day;
use biennien_core::timeline::{Days, Level};

use super::scale::whole_bins;

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Its first day.
    From,
    /// Its last day.
    To,
}

/// What a drag has hold of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// Nothing: it draws a new range.
    New,
    /// The whole range.
    Whole,
    /// One end.
    Edge(Edge),
}

/// A drag under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drag {
    /// What it has hold of.
    pub grip: Grip,
    /// The range when it began.
    pub before: Days,
    /// The day where it began.
    pub start: Day,
    /// The day where it is.
    pub now: Day,
    /// Whether it went anywhere; otherwise it is a click.
    pub is_moved: bool,
}

impl Drag {
    /// Returns the range as it would be, were the drag to end here. One that went
    /// nowhere changes nothing.
    #[must_use]
    pub fn range(&self, level: Level, bounds: Days) -> Days {
        let bounds = whole_bins(level, bounds);
        let (first, last) = (self.start.min(self.now), self.start.max(self.now));
        match self.grip {
            _ if !self.is_moved => self.before,
            Grip::Edge(edge) => {
                move_edge(self.before, edge, nearest(level, edge, self.now), level)
            }
            Grip::Whole => self.moved(level, bounds),
            Grip::New => whole_bins(level, Days { first, last }),
        }
    }

    fn moved(&self, level: Level, bounds: Days) -> Days {
        let before = whole_bins(level, self.before);
        let wanted = bins_between(level, self.start, self.now);
        let least = bins_between(level, before.first, bounds.first);
        let most = bins_between(level, before.last, bounds.last);
        let by = wanted.clamp(least.min(0), most.max(0));
        Days {
            first: shift(level, before.first, by).first,
            last: shift(level, before.last, by).last,
        }
    }
}

/// How far a key moves an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many bins, earlier if negative.
    Bins(i32),
    /// As early as it may be.
    First,
    /// As late as it may be.
    Last,
}

/// Returns the range after one of its ends was moved by key.
#[must_use]
pub fn step_edge(range: Days, edge: Edge, step: Step, level: Level, bounds: Days) -> Days {
    let bounds = whole_bins(level, bounds);
    let day = match edge {
        Edge::From => range.first,
        Edge::To => range.last,
    };
    let to = match step {
        Step::Bins(by) => {
            let bin = level.bin(day);
            // An end within a bin first goes to the bin's own end.
            let is_inside = match edge {
                Edge::From => by < 0 && day > bin.first,
                Edge::To => by > 0 && day < bin.last,
            };
            let by = if is_inside { by - by.signum() } else { by };
            shift(level, day, by)
        }
        Step::First => level.bin(bounds.first),
        Step::Last => level.bin(bounds.last),
    };
    let to = match edge {
        Edge::From => to.first.clamp(bounds.first, bounds.last),
        Edge::To => to.last.clamp(bounds.first, bounds.last),
    };
    move_edge(range, edge, to, level)
}

/// Moves an end, but not past the bin of the other.
fn move_edge(range: Days, edge: Edge, to: Day, level: Level) -> Days {
    match edge {
        Edge::From => Days {
            first: to.min(level.bin(range.last).first),
            ..range
        },
        Edge::To => Days {
            last: to.max(level.bin(range.first).last),
            ..range
        },
    }
}

/// Returns the bin's end nearest to a day: where a dragged handle snaps to.
fn nearest(level: Level, edge: Edge, day: Day) -> Day {
    let bin = level.bin(day);
    let is_late = day.0 - bin.first.0 > bin.last.0 - day.0;
    match edge {
        Edge::From if is_late => level.next_bin(day).unwrap_or(bin).first,
        Edge::From => bin.first,
        Edge::To if is_late || bin.first == bin.last => bin.last,
        Edge::To => level.previous_bin(day).unwrap_or(bin).last,
    }
}

/// Returns the bin so many bins after a day's, or as far as the calendar goes.
fn shift(level: Level, day: Day, by: i32) -> Days {
    let mut bin = level.bin(day);
    for _ in 0..by.unsigned_abs() {
        let next = if by > 0 {
            level.next_bin(bin.first)
        } else {
            level.previous_bin(bin.first)
        };
        match next {
            Some(next) => bin = next,
            None => return bin,
        }
    }
    bin
}

/// Returns how many bins after the one of `a` the one of `b` is.
fn bins_between(level: Level, a: Day, b: Day) -> i32 {
    level.number(b) - level.number(a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::date::Date;
    use proptest::prelude::*;

    fn days(edtf: &str) -> Days {
        Days::from(edtf.parse::<Date>().expect("a date"))
    }

    fn show(range: Days) -> String {
        format!("{}..{}", range.first, range.last)
    }

    #[track_caller]
    fn check_drag(grip: Grip, before: &str, start: &str, now: &str, level: Level, want: &str) {
        let (start, end) = (days(start).first, days(now).first);
        let is_moved = start != end;
        let drag = Drag {
            grip,
            before: days(before),
            start,
            now: end,
            is_moved,
        };
        assert_eq!(show(drag.range(level, days("2003/2024"))), want);
    }

    #[track_caller]
    fn check_key(range: &str, edge: Edge, step: Step, level: Level, want: &str) {
        assert_eq!(
            show(step_edge(days(range), edge, step, level, days("2003/2024"))),
            want
        );
    }

    #[test]
    fn dragging_on_empty_ground_chooses_whole_bins_either_way() {
        let whole = "2003/2024";
        check_drag(
            Grip::New,
            whole,
            "2019-03-14",
            "2019-07-02",
            Level::Month,
            "2019-03-01..2019-07-31",
        );
        check_drag(
            Grip::New,
            whole,
            "2019-07-02",
            "2019-03-14",
            Level::Month,
            "2019-03-01..2019-07-31",
        );
        check_drag(
            Grip::New,
            whole,
            "2019-07-02",
            "2019-07-02",
            Level::Year,
            "2003-01-01..2024-12-31",
        );
    }

    #[test]
    fn dragging_a_range_keeps_its_bins_and_stays_inside() {
        let range = "2019-01/2019-02";
        check_drag(
            Grip::Whole,
            range,
            "2019-01-09",
            "2019-03-01",
            Level::Month,
            "2019-03-01..2019-04-30",
        );
        check_drag(
            Grip::Whole,
            range,
            "2019-01-09",
            "2001-03-01",
            Level::Month,
            "2003-01-01..2003-02-28",
        );
        check_drag(
            Grip::Whole,
            range,
            "2019-01-09",
            "2019-01-09",
            Level::Month,
            "2019-01-01..2019-02-28",
        );
    }

    #[test]
    fn a_dragged_handle_snaps_to_the_nearest_end_and_stops_at_the_other() {
        let (range, from, to) = (
            "2019-03/2019-07",
            Grip::Edge(Edge::From),
            Grip::Edge(Edge::To),
        );
        check_drag(
            from,
            range,
            "2019-03-01",
            "2019-04-28",
            Level::Month,
            "2019-05-01..2019-07-31",
        );
        check_drag(
            from,
            range,
            "2019-03-01",
            "2019-12-28",
            Level::Month,
            "2019-07-01..2019-07-31",
        );
        check_drag(
            to,
            range,
            "2019-07-31",
            "2019-06-03",
            Level::Month,
            "2019-03-01..2019-05-31",
        );
        check_drag(
            to,
            range,
            "2019-07-31",
            "2018-06-03",
            Level::Month,
            "2019-03-01..2019-03-31",
        );
        check_drag(
            to,
            range,
            "2019-07-31",
            "2019-08-02",
            Level::Day,
            "2019-03-01..2019-08-02",
        );
        check_drag(
            to,
            "2019-03-03/2019-03-09",
            "2019-03-09",
            "2019-03-09",
            Level::Year,
            "2019-03-03..2019-03-09",
        );
    }

    #[test]
    fn keys_move_an_end_by_bins() {
        check_key(
            "2019-03/2019-07",
            Edge::From,
            Step::Bins(1),
            Level::Month,
            "2019-04-01..2019-07-31",
        );
        check_key(
            "2019-03/2019-07",
            Edge::From,
            Step::Bins(10),
            Level::Month,
            "2019-07-01..2019-07-31",
        );
        check_key(
            "2019-03/2019-07",
            Edge::To,
            Step::Bins(-1),
            Level::Month,
            "2019-03-01..2019-06-30",
        );
        check_key(
            "2019-03/2019-07",
            Edge::To,
            Step::Bins(10),
            Level::Day,
            "2019-03-01..2019-08-10",
        );
        check_key(
            "2019-03/2019-07",
            Edge::From,
            Step::First,
            Level::Month,
            "2003-01-01..2019-07-31",
        );
        check_key(
            "2019-03/2019-07",
            Edge::To,
            Step::Last,
            Level::Month,
            "2019-03-01..2024-12-31",
        );
        check_key(
            "2003/2024",
            Edge::From,
            Step::Bins(-1),
            Level::Month,
            "2003-01-01..2024-12-31",
        );
    }

    #[test]
    fn an_end_within_a_bin_first_goes_to_the_bins_end() {
        check_key(
            "2019-03-14/2019-07-08",
            Edge::From,
            Step::Bins(-1),
            Level::Month,
            "2019-03-01..2019-07-08",
        );
        check_key(
            "2019-03-14/2019-07-08",
            Edge::To,
            Step::Bins(1),
            Level::Month,
            "2019-03-14..2019-07-31",
        );
        check_key(
            "2019-03-14/2019-07-08",
            Edge::From,
            Step::Bins(1),
            Level::Month,
            "2019-04-01..2019-07-08",
        );
    }

    fn grips() -> impl Strategy<Value = Grip> {
        let edges = [Grip::Edge(Edge::From), Grip::Edge(Edge::To)];
        proptest::sample::select([[Grip::New, Grip::Whole], edges].concat())
    }

    proptest! {
        #[test]
        fn a_range_never_ends_before_it_begins(
            grip in grips(), a in 0..8000_i32, n in 0..500_i32, start in -99..9000_i32,
            now in -99..9000_i32, level in proptest::sample::select(Level::ALL.to_vec()),
        ) {
            let before = Days { first: Day(a), last: Day(a + n) };
            let drag = Drag { grip, before, start: Day(start), now: Day(now), is_moved: true };
            let range = drag.range(level, Days { first: Day(0), last: Day(8500) });
            prop_assert!(range.first <= range.last);
        }
    }
}
