//! Texts with their hits marked and counted.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use biennien_core::article::{Span, SpanKind, Text};
use biennien_core::search::Highlighter;
use yew::prelude::*;

use super::inline::{Inline, nest};

/// Renders an article's texts in reading order, counting hits on the way.
pub struct Marker<'a> {
    highlighter: &'a Highlighter,
    /// The hit that is looked at, counted from 0 over the whole article.
    current: Option<usize>,
    n_hits: Cell<usize>,
}

impl<'a> Marker<'a> {
    /// Returns a marker that has counted nothing yet.
    #[must_use]
    pub fn new(highlighter: &'a Highlighter, current: Option<usize>) -> Self {
        Self {
            highlighter,
            current,
            n_hits: Cell::new(0),
        }
    }

    /// How many hits were rendered so far.
    #[must_use]
    pub fn n_hits(&self) -> usize {
        self.n_hits.get()
    }

    /// Returns a headline.
    pub fn title(&self, text: &str) -> Html {
        self.render(text, &[], self.highlighter.title_marks(text))
    }

    /// Returns a text without spans.
    pub fn plain(&self, text: &str) -> Html {
        self.render(text, &[], self.highlighter.marks(text))
    }

    /// Returns a text with its spans.
    pub fn text(&self, text: &Text) -> Html {
        self.render(&text.text, &text.spans, self.highlighter.marks(&text.text))
    }

    fn render(&self, text: &str, spans: &[Span], hits: Vec<Range<usize>>) -> Html {
        let before = self.n_hits.get();
        self.n_hits.set(before + hits.len());
        self.pieces(&nest(text, spans, &hits), before)
    }

    fn pieces(&self, pieces: &[Inline<'_>], before: usize) -> Html {
        pieces
            .iter()
            .map(|piece| self.piece(piece, before))
            .collect()
    }

    fn piece(&self, piece: &Inline<'_>, before: usize) -> Html {
        match piece {
            Inline::Text(text) => html! { { *text } },
            Inline::Span(SpanKind::Emphasis, inner) => {
                html! { <em>{ self.pieces(inner, before) }</em> }
            }
            Inline::Span(SpanKind::Strong, inner) => {
                html! { <strong>{ self.pieces(inner, before) }</strong> }
            }
            Inline::Span(SpanKind::Link(address), inner) => {
                link(address, self.pieces(inner, before))
            }
            Inline::Hit(number, inner) => {
                let is_current = self.current == Some(before + number);
                html! {
                    <mark aria-current={is_current.then_some("true")}>
                        { self.pieces(inner, before) }
                    </mark>
                }
            }
        }
    }
}

/// Returns a link out of the archive, or only its text where the address is
/// none that may be followed.
pub fn link(address: &str, inner: Html) -> Html {
    if !biennien_core::article::is_safe_link(address) {
        return inner;
    }
    html! {
        <a href={address.to_owned()} rel="noopener noreferrer" target="_blank">{ inner }</a>
    }
}

/// Which hit is looked at: none until the first step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position(pub Option<usize>);

/// A step from hit to hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// To the next of so many, after the last to the first.
    Next(usize),
    /// To the one before, before the first to the last of so many.
    Previous(usize),
    /// To none.
    Nowhere,
}

impl Position {
    /// Returns the position after a step.
    #[must_use]
    pub fn after(self, go: Go) -> Self {
        Self(match (go, self.0) {
            (Go::Nowhere | Go::Next(0) | Go::Previous(0), _) => None,
            (Go::Next(n), at) => Some(at.map_or(0, |at| (at + 1) % n)),
            (Go::Previous(n), None | Some(0)) => Some(n - 1),
            (Go::Previous(n), Some(at)) => Some((at - 1).min(n - 1)),
        })
    }
}

impl Reducible for Position {
    type Action = Go;

    fn reduce(self: Rc<Self>, go: Go) -> Rc<Self> {
        let after = self.after(go);
        if after == *self { self } else { Rc::new(after) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_round() {
        let walk = |steps: &[Go]| {
            steps
                .iter()
                .fold(Position::default(), |position, go| position.after(*go))
                .0
        };
        let (next, previous) = (Go::Next(3), Go::Previous(3));
        assert_eq!(walk(&[]), None);
        assert_eq!(walk(&[next]), Some(0));
        assert_eq!(walk(&[previous]), Some(2));
        assert_eq!(walk(&[next, next, next, next]), Some(0));
        assert_eq!(walk(&[next, previous]), Some(2));
        assert_eq!(walk(&[next, Go::Nowhere]), None);
        assert_eq!(walk(&[Go::Next(0)]), None);
    }
}
