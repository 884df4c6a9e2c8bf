//! What fingers and the mouse do on the chart: one draws, moves or clicks, two
//! pinch.

use std::cell::RefCell;
use std::rc::Rc;

use biennien_core::timeline::Days;
use yew::prelude::*;

use super::gesture::{Drag, Grip};
use super::scale::Scale;
use super::zoom;
use super::{HistogramProps, Look};
use crate::platform::geometry;

/// A pointer that has gone no further than this, in pixels, has not moved.
const STILL_PX: i32 = 3;

/// Two clicks within so many milliseconds are a double click, which is one.
const DOUBLE_MILLIS: f64 = 350.0;

/// What is held down.
#[derive(Debug, Default)]
pub(super) struct Held {
    drag: Option<Drag>,
    /// Where the drag began, in pixels of the window.
    began: i32,
    pointers: Vec<(i32, f64)>,
    /// What was shown when two fingers came down, and where they were.
    pinch: Option<(Days, [f64; 2])>,
    clicked: f64,
}

impl Held {
    /// Whether two fingers are down.
    pub(super) fn is_pinched(&self) -> bool {
        self.pinch.is_some()
    }

    fn places(&self) -> Option<[f64; 2]> {
        match *self.pointers.as_slice() {
            [(_, a), (_, b)] => Some([a, b]),
            _ => None,
        }
    }

    /// Notes where a pointer is.
    fn note(&mut self, id: i32, place: f64) {
        match self.pointers.iter_mut().find(|(known, _)| *known == id) {
            Some(known) => known.1 = place,
            None => self.pointers.push((id, place)),
        }
    }

    fn lift(&mut self, id: i32) {
        self.pointers.retain(|(known, _)| *known != id);
        if self.pointers.is_empty() {
            self.pinch = None;
        }
    }
}

/// What is held, what a drag would choose, and what is looked at.
#[derive(Clone)]
pub(super) struct Pointers {
    pub(super) props: Rc<HistogramProps>,
    pub(super) chart: NodeRef,
    pub(super) held: Rc<RefCell<Held>>,
    pub(super) preview: UseStateHandle<Option<Days>>,
    pub(super) look: UseStateHandle<Look>,
}

impl Pointers {
    pub(super) fn on_begin(&self) -> Callback<(Grip, PointerEvent)> {
        let own = self.clone();
        Callback::from(move |(grip, event)| own.begin(grip, &event))
    }

    pub(super) fn on_move(&self) -> Callback<PointerEvent> {
        let own = self.clone();
        Callback::from(move |event| own.moves(&event))
    }

    pub(super) fn on_end(&self) -> Callback<PointerEvent> {
        let own = self.clone();
        Callback::from(move |event| own.end(&event))
    }

    pub(super) fn on_cancel(&self) -> Callback<PointerEvent> {
        let own = self.clone();
        Callback::from(move |event: PointerEvent| {
            let mut held = own.held.borrow_mut();
            held.lift(event.pointer_id());
            held.drag = None;
            own.preview.set(None);
        })
    }

    fn begin(&self, grip: Grip, event: &PointerEvent) {
        let place = geometry::place_across(event, &self.chart).filter(|_| event.button() == 0);
        let Some(place) = place else { return };
        event.stop_propagation();
        geometry::capture(event, &self.chart);
        let props = &self.props;
        let mut held = self.held.borrow_mut();
        held.note(event.pointer_id(), place);
        if held.pointers.len() > 1 {
            held.pinch = held.places().map(|places| (props.view, places));
            held.drag = None;
            self.preview.set(None);
            return;
        }
        let day = Scale::new(props.view).day_at(place);
        held.began = event.client_x();
        held.drag = Some(Drag {
            grip,
            before: props.range.unwrap_or_else(|| props.whole()),
            start: day,
            now: day,
            is_moved: false,
        });
    }

    fn moves(&self, event: &PointerEvent) {
        let Some(place) = geometry::place_across(event, &self.chart) else {
            return;
        };
        let props = &self.props;
        let mut held = self.held.borrow_mut();
        if !held.pointers.is_empty() {
            held.note(event.pointer_id(), place);
        }
        if let Some((view, from)) = held.pinch {
            let view = held
                .places()
                .map(|to| zoom::pinched(view, props.span, from, to));
            drop(held);
            props.show_bit(view);
            return;
        }
        let day = Scale::new(props.view).day_at(place);
        self.look.set(Look {
            day: Some(props.level.bin(day).first),
            is_by_key: false,
        });
        let is_moved = (event.client_x() - held.began).abs() > STILL_PX;
        if let Some(drag) = held.drag.as_mut() {
            drag.now = day;
            drag.is_moved |= is_moved;
            if drag.is_moved {
                self.preview.set(Some(drag.range(props.level, props.span)));
            }
        }
    }

    fn end(&self, event: &PointerEvent) {
        let mut held = self.held.borrow_mut();
        let was_pinched = held.pinch.is_some();
        held.lift(event.pointer_id());
        let drag = held.drag.take().filter(|_| !was_pinched);
        self.preview.set(None);
        let Some(drag) = drag else { return };
        let props = &self.props;
        if drag.is_moved {
            drop(held);
            let range = drag.range(props.level, props.span);
            if range != drag.before {
                props.choose(range);
            }
        } else if !matches!(drag.grip, Grip::Edge(_)) {
            let since =
                event.time_stamp() - std::mem::replace(&mut held.clicked, event.time_stamp());
            drop(held);
            if since > DOUBLE_MILLIS {
                props.look_into(props.level.bin(drag.start));
            }
        }
    }
}
