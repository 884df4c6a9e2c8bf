//! A text with its hits marked.

use std::ops::Range;

use yew::prelude::*;

/// What a marked text is given.
#[derive(Properties, PartialEq)]
pub struct MarkedProps {
    /// The text.
    pub text: AttrValue,
    /// The hits: UTF-8 bytes, sorted, apart. What is out of bounds is not marked.
    pub marks: Vec<Range<usize>>,
}

/// A text with its hits marked.
#[component]
pub fn Marked(props: &MarkedProps) -> Html {
    let MarkedProps { text, marks } = props;
    let mut parts = Vec::with_capacity(marks.len() * 2 + 1);
    let mut end = 0;
    for mark in marks {
        let (Some(plain), Some(hit)) = (text.get(end..mark.start), text.get(mark.clone()))
        else {
            continue;
        };
        parts.push(html! { { plain.to_owned() } });
        parts.push(html! { <mark>{ hit.to_owned() }</mark> });
        end = mark.end;
    }
    let rest = text.get(end..).unwrap_or_default().to_owned();
    html! { <>{ for parts }{ rest }</> }
}
