//! Hits and spans of one text, as elements that nest.
//!
//! Spans come from the article and hits from the query; they know nothing of
//! each other and may cross. Elements may not, so where they do the span is cut
//! and the hit stays whole: one hit is one `<mark>`, and counting is honest.

use biennien_core::order;
use std::ops::Range;

use biennien_core::article::{Span, SpanKind};

/// A piece of a text, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline<'a> {
    /// Letters.
    Text(&'a str),
    /// Pieces under a span.
    Span(&'a SpanKind, Vec<Self>),
    /// Pieces of a hit, with its number within the text, counted from 0.
    Hit(usize, Vec<Self>),
}

#[derive(Clone, Debug)]
enum Kind<'a> {
    Hit(usize),
    Span(&'a SpanKind),
}

/// An element to be: bytes of the text and what it is.
#[derive(Clone, Debug)]
struct Element<'a> {
    bytes: Range<usize>,
    kind: Kind<'a>,
}

impl Element<'_> {
    /// Outer before inner, hits outside of spans of the same bytes.
    fn order(&self) -> (usize, std::cmp::Reverse<usize>, bool) {
        let is_span = matches!(self.kind, Kind::Span(_));
        (self.bytes.start, std::cmp::Reverse(self.bytes.end), is_span)
    }
}

/// Cuts a text into pieces. `hits` are UTF-8 bytes, sorted and apart; what lies
/// outside of the text or within a letter is left out.
#[must_use]
pub fn nest<'a>(text: &'a str, spans: &'a [Span], hits: &[Range<usize>]) -> Vec<Inline<'a>> {
    let is_sound =
        |bytes: &Range<usize>| text.get(bytes.clone()).is_some_and(|it| !it.is_empty());
    let mut elements: Vec<Element<'a>> = Vec::new();
    for (at, hit) in hits.iter().enumerate().filter(|(_, hit)| is_sound(hit)) {
        elements.push(Element {
            bytes: hit.clone(),
            kind: Kind::Hit(at),
        });
    }
    for span in spans.iter().filter(|span| is_sound(&span.byte_range)) {
        for bytes in cut(&span.byte_range, hits) {
            elements.push(Element {
                bytes,
                kind: Kind::Span(&span.kind),
            });
        }
    }
    sort(&mut elements);
    pieces(text, 0..text.len(), elements)
}

/// Cuts a span where a hit crosses one of its ends.
fn cut(span: &Range<usize>, hits: &[Range<usize>]) -> Vec<Range<usize>> {
    let crossing = |place: usize| {
        let at = hits.partition_point(|hit| hit.end <= place);
        hits.get(at).filter(|hit| hit.start < place)
    };
    let first = crossing(span.start).map(|hit| hit.end);
    let last = crossing(span.end).map(|hit| hit.start);
    let mut ends = vec![span.start];
    ends.extend(first.filter(|end| *end < span.end));
    ends.extend(last.filter(|start| span.start < *start));
    ends.push(span.end);
    ends.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// Builds the pieces of `bytes` from elements within them, the last one first.
fn pieces<'a>(
    text: &'a str,
    bytes: Range<usize>,
    mut elements: Vec<Element<'a>>,
) -> Vec<Inline<'a>> {
    let mut out = Vec::new();
    let mut at = bytes.start;
    while let Some(element) = elements.pop() {
        push_text(&mut out, &text[at..element.bytes.start]);
        at = element.bytes.end;
        let inner = take_inner(&mut elements, at);
        let inner = pieces(text, element.bytes, inner);
        out.push(match element.kind {
            Kind::Hit(number) => Inline::Hit(number, inner),
            Kind::Span(kind) => Inline::Span(kind, inner),
        });
    }
    push_text(&mut out, &text[at..bytes.end]);
    out
}

/// Takes out what begins before `end`; what reaches beyond it (spans that cross
/// each other) leaves its rest behind.
fn take_inner<'a>(elements: &mut Vec<Element<'a>>, end: usize) -> Vec<Element<'a>> {
    let mut inner = Vec::new();
    let mut rests = Vec::new();
    while let Some(mut element) = elements.pop_if(|element| element.bytes.start < end) {
        if element.bytes.end > end {
            rests.push(Element {
                bytes: end..element.bytes.end,
                kind: element.kind.clone(),
            });
            element.bytes.end = end;
        }
        inner.push(element);
    }
    inner.reverse();
    if !rests.is_empty() {
        elements.reverse();
        elements.append(&mut rests);
        sort(elements);
    }
    inner
}

/// Puts elements in order, the last one first.
fn sort(elements: &mut Vec<Element<'_>>) {
    order::sort_by_key(elements, Element::order);
    elements.reverse();
}

fn push_text<'a>(out: &mut Vec<Inline<'a>>, text: &'a str) {
    if !text.is_empty() {
        out.push(Inline::Text(text));
    }
}

#[cfg(test)]
#[expect(
    clippy::single_range_in_vec_init,
    reason = "one hit is a list of one range"
)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn write(pieces: &[Inline<'_>], out: &mut String) {
        for piece in pieces {
            let (open, inner, close) = match piece {
                Inline::Text(text) => {
                    out.push_str(text);
                    continue;
                }
                Inline::Hit(_, inner) => ('[', inner, ']'),
                Inline::Span(SpanKind::Emphasis, inner) => ('(', inner, ')'),
                Inline::Span(SpanKind::Strong, inner) => ('{', inner, '}'),
                Inline::Span(SpanKind::Link(_), inner) => ('<', inner, '>'),
            };
            out.push(open);
            write(inner, out);
            out.push(close);
        }
    }

    fn em(byte_range: Range<usize>) -> Span {
        Span {
            byte_range,
            kind: SpanKind::Emphasis,
        }
    }

    fn link(byte_range: Range<usize>) -> Span {
        Span {
            byte_range,
            kind: SpanKind::Link("https://a.example/".into()),
        }
    }

    #[track_caller]
    fn check(text: &str, spans: &[Span], hits: &[Range<usize>], expected: &str) {
        let mut out = String::new();
        write(&nest(text, spans, hits), &mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn hits_and_spans_nest() {
        check("không có gì", &[], &[], "không có gì");
        check("abcdef", &[em(1..5)], &[2..3], "a(b[c]de)f");
        check("abcdef", &[em(2..3)], &[1..5], "a[b(c)de]f");
        check("abcdef", &[link(0..6), em(2..4)], &[3..4], "<ab(c[d])ef>");
        check("abcdef", &[em(1..3)], &[1..3], "a[(bc)]def");
        check("abcdef", &[], &[0..2, 2..4], "[ab][cd]ef");
    }

    #[test]
    fn a_hit_that_crosses_a_span_stays_whole() {
        check("abcdef", &[em(0..3)], &[2..5], "(ab)[(c)de]f");
        check("abcdef", &[em(3..6)], &[2..5], "ab[c(de)](f)");
        check(
            "abcdef",
            &[link(0..4), em(1..4)],
            &[3..6],
            "<a(bc)>[<(d)>ef]",
        );
    }

    #[test]
    fn what_is_no_part_of_the_text_is_left_out() {
        check("đi", &[em(1..2)], &[0..1, 2..9], "đi");
        check("abc", &[em(0..2), link(1..3)], &[], "(a<b>)<c>");
    }

    fn text_of(pieces: &[Inline<'_>]) -> String {
        pieces.iter().fold(String::new(), |mut out, piece| {
            match piece {
                Inline::Text(text) => out.push_str(text),
                Inline::Span(_, inner) | Inline::Hit(_, inner) => out.push_str(&text_of(inner)),
            }
            out
        })
    }

    fn hits_of(pieces: &[Inline<'_>]) -> Vec<(usize, String)> {
        pieces
            .iter()
            .flat_map(|piece| match piece {
                Inline::Text(_) => Vec::new(),
                Inline::Span(_, inner) => hits_of(inner),
                Inline::Hit(number, inner) => {
                    assert!(hits_of(inner).is_empty());
                    vec![(*number, text_of(inner))]
                }
            })
            .collect()
    }

    fn ranges() -> impl Strategy<Value = Vec<(usize, usize)>> {
        proptest::collection::vec((0_usize..24, 1_usize..9), 0..5)
    }

    proptest! {
        #[test]
        fn pieces_are_the_text_and_every_hit_is_one(
            text in "[a-cđế ]{0,20}", spans in ranges(), hits in ranges(),
        ) {
            let spans: Vec<Span> =
                spans.into_iter().map(|(start, len)| em(start..start + len)).collect();
            let mut last = 0;
            let mut sound = Vec::new();
            for (gap, len) in hits {
                let hit = last + gap % 4..last + gap % 4 + len;
                last = hit.end;
                if text.get(hit.clone()).is_some() {
                    sound.push(hit);
                }
            }
            let pieces = nest(&text, &spans, &sound);
            prop_assert_eq!(text_of(&pieces), text.as_str());
            let expected: Vec<(usize, String)> =
                sound.iter().enumerate().map(|(at, hit)| (at, text[hit.clone()].to_owned())).collect();
            prop_assert_eq!(hits_of(&pieces), expected);
        }
    }
}
