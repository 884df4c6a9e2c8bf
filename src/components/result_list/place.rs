//! Where a list of results is: what of it is in sight, and what has to be
//! brought there. Memory outlives the list.

use std::ops::Range;

use yew::Callback;

use crate::hooks::Found;
use crate::periods::Lines;
use crate::platform::document::Element;
use crate::platform::{document, scroll};
use crate::route::Asked;
use crate::rows::Heights;
use crate::state::Density;

/// What stands fixed over a list that has no headings, in pixels.
const COVERED_TOP: f64 = 120.0;

/// A little air under what covers the top, in pixels.
const AIR: f64 = 24.0;

/// How tall a line of rows is taken to be, in pixels: a title of two lines and
/// a passage of three; a ledger's line; a card with a picture.
pub(super) fn guessed_line(density: Density) -> f64 {
    match density {
        Density::List => 190.0,
        Density::Compact => 42.0,
        Density::Cards => 420.0,
    }
}

/// What of a list of results outlives it, so that who comes back finds it as
/// it was left.
#[derive(Debug)]
pub struct Memory {
    pub(super) asked: Asked,
    pub(super) shape: Shape,
    pub(super) heights: Heights,
    /// How tall a period's heading is.
    pub(super) heading: f64,
    pub(super) position: f64,
    pub(super) is_in_pane: bool,
    /// The first row in sight, where the list fills the window.
    pub(super) top_place: Option<u32>,
    /// Is told of `top_place`.
    pub(super) on_top: Option<Callback<Option<u32>>>,
    pub(super) goal: Option<Goal>,
    pub(super) current: Option<u32>,
    /// Whether these results, or this layout of them, were not looked at yet.
    pub(super) is_new: bool,
    /// Whether these results were found so lately that no margin is drawn around
    /// what is in sight.
    pub(super) is_fresh: bool,
}

/// What rows are laid out by: heights hold for one shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) n_lines: u32,
    pub(super) columns: u32,
    pub(super) density: Density,
    /// How wide the list is, in pixels; 0 until it is measured.
    pub(super) width: i32,
}

/// A row that is to be brought into sight as soon as it is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    pub(super) place: u32,
    pub(super) is_at_top: bool,
    pub(super) has_focus: bool,
    pub(super) has_scrolled: bool,
}

impl Goal {
    pub(super) fn new(place: u32) -> Self {
        Self {
            place,
            is_at_top: false,
            has_focus: false,
            has_scrolled: false,
        }
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            asked: Asked::default(),
            shape: Shape::default(),
            heights: Heights::new(0, guessed_line(Density::List)),
            heading: 0.0,
            position: 0.0,
            is_in_pane: false,
            top_place: None,
            on_top: None,
            goal: None,
            current: None,
            is_new: true,
            is_fresh: false,
        }
    }
}

impl Memory {
    /// Notes where the list is scrolled to, in pixels from the top of what it
    /// scrolls in.
    pub fn leave_at(&mut self, position: f64) {
        self.position = position;
    }

    /// The first row in sight, where the list fills the window.
    #[must_use]
    pub fn top_place(&self) -> Option<u32> {
        self.top_place
    }

    /// Has somebody told of the first row in sight, or nobody any more.
    pub fn tell_top(&mut self, on_top: Option<Callback<Option<u32>>>) {
        self.on_top = on_top;
    }

    /// Has the list come back to an article that was gone on to from another.
    pub fn read(&mut self, found: &Found, place: u32) {
        if self.asked != found.asked {
            self.begin(found);
        }
        if self.current.replace(place) != Some(place) {
            self.goal = Some(Goal {
                has_focus: true,
                ..Goal::new(place)
            });
        }
    }

    /// Has the list begin at a row, if it has not begun yet.
    #[must_use]
    pub fn beginning_at(row: Option<u32>) -> Self {
        let goal = row.map(|place| Goal {
            is_at_top: true,
            ..Goal::new(place)
        });
        Self {
            goal,
            ..Self::default()
        }
    }

    fn begin(&mut self, found: &Found) {
        let is_first = self.shape == Shape::default();
        *self = Self {
            asked: found.asked.clone(),
            goal: self.goal.filter(|_| is_first),
            heading: self.heading,
            on_top: self.on_top.take(),
            // What a page opens with is all drawn: it stands there already.
            is_fresh: self.shape.width > 0,
            ..Self::default()
        };
    }

    /// Returns the lines to draw for a window whose top is at `top`.
    pub(super) fn drawn(&self, top: f64, height: f64) -> Range<u32> {
        if self.is_fresh {
            self.heights.sight(top, height)
        } else {
            self.heights.window(top, height)
        }
    }

    /// Forgets what belongs to other results, or to another layout of the same;
    /// what was at the top stays there.
    pub(super) fn meet(&mut self, found: &Found, shape: Shape) {
        if self.asked != found.asked {
            self.begin(found);
        } else if self.shape == shape {
            return;
        } else if self.shape.n_lines > 0 && self.shape.width > 0 {
            let anchor = self.top_place.map(|place| Goal {
                is_at_top: true,
                ..Goal::new(place)
            });
            self.goal = self.goal.or(anchor);
        }
        self.is_new = true;
        self.shape = shape;
        self.heights = Heights::new(shape.n_lines, guessed_line(shape.density));
    }
}

/// What is drawn of the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) lines: Range<u32>,
    /// How much of a list that is too tall is left out above, in pixels.
    pub(super) hidden: f64,
    pub(super) columns: u32,
    pub(super) width: i32,
}

/// Looks where the list is, and says what of it is to be drawn.
pub(super) fn look(
    list: &Element,
    memory: &mut Memory,
    lines: &Lines,
    density: Density,
) -> Seen {
    let columns = match density {
        Density::Cards => scroll::n_columns(list, ".rows"),
        _ => 1,
    };
    let width = list.client_width();
    if memory.shape.columns == columns && memory.shape.width == width {
        measure(list, memory, lines);
        settle(list, memory, lines);
    }
    let mut sight = scroll::sight(list);
    let correction = memory.heights.follow(sight.top, sight.height);
    if correction.abs() >= 1.0 {
        scroll::by(correction);
        sight.top += correction;
    }
    memory.is_new = false;
    memory.position = scroll::position();
    memory.is_in_pane = scroll::is_in_pane(list);
    if memory.goal.is_none() {
        let covered = covered_top(list, memory.heading);
        let line = memory.heights.row_at(sight.top + covered);
        memory.top_place = (sight.top + covered > 0.0).then(|| lines.place(line));
        if let Some(on_top) = &memory.on_top {
            on_top.emit(memory.top_place);
        }
    }
    Seen {
        lines: memory.drawn(sight.top, sight.height),
        hidden: memory.heights.hidden(),
        columns,
        width,
    }
}

/// A line is as tall as its first row is drawn, the first of a period with its
/// heading.
fn measure(list: &Element, memory: &mut Memory, lines: &Lines) {
    for row in &scroll::all_within(list, "[data-row]") {
        let place = row.get_attribute("data-row");
        let Some(place) = place.and_then(|place| place.parse().ok()) else {
            continue;
        };
        let line = lines.line(place);
        if lines.place(line) != place {
            continue;
        }
        let mut height = scroll::height(row);
        let begins = lines.group(place).is_some_and(|group| group.first == place);
        let heading = row
            .parent_element()
            .and_then(|rows| rows.previous_element_sibling());
        if let Some(heading) = heading.filter(|_| begins) {
            memory.heading = scroll::height(&heading);
            height += memory.heading;
        }
        memory.heights.measure(line, height);
    }
}

/// Brings a row into sight: at once if it is drawn, else by scrolling to where
/// it will be.
pub(super) fn settle(list: &Element, memory: &mut Memory, lines: &Lines) {
    let Some(goal) = memory.goal else {
        return;
    };
    let covered = covered_top(list, memory.heading);
    let selector = format!("[data-row=\"{}\"]", goal.place);
    if let Some(row) = list.query_selector(&selector).ok().flatten() {
        memory.goal = None;
        // Who types in the search field goes on there.
        if goal.has_focus && !document::is_focus_within("form.query") {
            document::focus(&format!("[data-results] {selector} a"));
        }
        if goal.is_at_top {
            scroll::by(-scroll::sight(&row).top - covered + AIR);
        } else {
            scroll::into_sight(&row, covered);
        }
    } else if !goal.has_scrolled {
        memory.goal = Some(Goal {
            has_scrolled: true,
            ..goal
        });
        let sight = scroll::sight(list);
        let top = memory.heights.aim(lines.line(goal.place), sight.height);
        scroll::by(top - sight.top - covered);
    }
}

pub(super) fn covered_top(list: &Element, heading: f64) -> f64 {
    let head = scroll::stuck_at(list, ".period__head");
    head.map_or(COVERED_TOP, |head| head + heading) + AIR
}
