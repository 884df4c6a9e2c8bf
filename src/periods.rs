//! Where the rows of a list stand when they are laid out in lines, a line holding
//! one or several. Pure.

use std::ops::Range;
use std::rc::Rc;

use biennien_core::timeline::Group;

/// Rows laid out in lines of several, a group always beginning a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    groups: Rc<Vec<Group>>,
    columns: u32,
    /// The first line of every group, then the number of lines.
    starts: Vec<u32>,
}

impl Lines {
    /// Lays groups out in columns.
    #[must_use]
    pub fn new(groups: Rc<Vec<Group>>, columns: u32) -> Self {
        let columns = columns.max(1);
        let mut starts = vec![0];
        let mut n_lines = 0;
        for group in groups.iter() {
            n_lines += group.n.div_ceil(columns);
            starts.push(n_lines);
        }
        Self {
            groups,
            columns,
            starts,
        }
    }

    /// How many lines there are.
    #[must_use]
    pub fn n_lines(&self) -> u32 {
        self.starts.last().copied().unwrap_or_default()
    }

    /// Returns the group of a place.
    #[must_use]
    pub fn group(&self, place: u32) -> Option<&Group> {
        self.groups.get(self.group_idx(place))
    }

    /// Returns the groups that have any of these places.
    pub fn groups(&self, places: Range<u32>) -> impl Iterator<Item = &Group> {
        let from = self.group_idx(places.start);
        let groups = self.groups.get(from..).unwrap_or_default();
        groups
            .iter()
            .take_while(move |group| group.first < places.end)
    }

    /// Returns the line of a place.
    #[must_use]
    pub fn line(&self, place: u32) -> u32 {
        let at = self.group_idx(place);
        let (Some(group), Some(start)) = (self.groups.get(at), self.starts.get(at)) else {
            return 0;
        };
        start + (place - group.first) / self.columns
    }

    /// Returns the first place of a line; that after the last where there are
    /// fewer lines.
    #[must_use]
    pub fn place(&self, line: u32) -> u32 {
        let at = self.starts.partition_point(|start| *start <= line);
        let at = at.saturating_sub(1);
        match (self.groups.get(at), self.starts.get(at)) {
            (Some(group), Some(start)) => group.first + (line - start) * self.columns,
            _ => self.groups.last().map_or(0, |last| last.first + last.n),
        }
    }

    /// Returns the places of lines.
    #[must_use]
    pub fn places(&self, lines: Range<u32>) -> Range<u32> {
        self.place(lines.start)..self.place(lines.end)
    }

    fn group_idx(&self, place: u32) -> usize {
        self.groups
            .partition_point(|group| group.first <= place)
            .saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cards_fill_lines_and_a_group_begins_one() {
        let group = |first, n| Group {
            period: None,
            first,
            n,
        };
        let lines = Lines::new(Rc::new(vec![group(0, 4), group(4, 3), group(7, 1)]), 3);
        assert_eq!(lines.n_lines(), 4);
        let of = |places: [u32; 5]| places.map(|place| lines.line(place));
        assert_eq!(of([0, 2, 3, 4, 7]), [0, 0, 1, 2, 3]);
        assert_eq!((lines.places(1..3), lines.places(0..4)), (3..7, 0..8));
        assert_eq!(lines.groups(3..5).count(), 2);
    }

    proptest! {
        #[test]
        fn every_place_is_in_its_line(
            sizes in proptest::collection::vec(1_u32..20, 1..20), columns in 1_u32..7,
        ) {
            let mut first = 0;
            let mut all = Vec::new();
            for n in sizes {
                all.push(Group { period: None, first, n });
                first += n;
            }
            let lines = Lines::new(Rc::new(all), columns);
            for place in 0..first {
                let line = lines.line(place);
                prop_assert!(lines.places(line..line + 1).contains(&place));
            }
            prop_assert_eq!(lines.places(0..lines.n_lines()), 0..first);
        }
    }
}
