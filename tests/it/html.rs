//! HTML made easy to read in a snapshot.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
struct ShownProps {
    html: Html,
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    props.html.clone()
}

/// Renders what a function returns.
pub(crate) async fn rendered(html: Html) -> String {
    let props = ShownProps { html };
    let renderer = yew::LocalServerRenderer::<Shown>::with_props(props);
    renderer.hydratable(false).render().await
}

/// Gives every opening tag a line of its own, with the text that follows it.
pub(crate) fn one_element_a_line(html: &str) -> String {
    let mut out = String::new();
    for part in html.split_inclusive('>') {
        let is_opening = part.contains('<') && !part.contains("</");
        if is_opening && !out.is_empty() {
            let at = part.find('<').unwrap_or(0);
            let (text, tag) = part.split_at(at);
            out.push_str(text);
            out.push('\n');
            out.push_str(tag);
        } else {
            out.push_str(part);
        }
    }
    out
}

/// The text alone, elements apart by a space.
pub(crate) fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut is_in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_in_tag = true,
            '>' => {
                is_in_tag = false;
                out.push(' ');
            }
            letter if !is_in_tag => out.push(letter),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
