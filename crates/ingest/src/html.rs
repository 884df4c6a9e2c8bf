//! HTML to blocks of plain text with spans: what a reader would read, and
//! nothing that runs.
//!
//! One pass over the tokens of the HTML standard, without a tree: blocks have
//! no depth but that of a list in a quote, and markup as it is found crosses
//! its tags anyway. Scripts, styles and vector drawings are dropped, unknown
//! elements leave their text. Players and frames become links to what they
//! showed.

use biennien_core::article::{Block, SpanKind, Text, is_data_image, is_safe_link};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::decode::compose;

mod writer;

use writer::{Frame, Writer};

/// Elements whose text is not for reading.
const SKIPPED: [&[u8]; 9] = [
    b"script",
    b"style",
    b"template",
    b"svg",
    b"head",
    b"noscript",
    b"object",
    b"select",
    b"math",
];
/// Elements that begin and end a block and are nothing else here.
const BLOCKS: [&[u8]; 20] = [
    b"p",
    b"div",
    b"section",
    b"article",
    b"header",
    b"footer",
    b"main",
    b"aside",
    b"nav",
    b"address",
    b"details",
    b"summary",
    b"form",
    b"fieldset",
    b"dl",
    b"dt",
    b"dd",
    b"hr",
    b"center",
    b"body",
];

/// Returns the blocks of an HTML fragment or page.
pub(crate) fn blocks(html: &str) -> Vec<Block> {
    let mut writer = Writer::default();
    let mut skipped: Option<(Vec<u8>, u32)> = None;
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        if let Some((name, depth)) = &mut skipped {
            match &token {
                Token::StartTag(tag) if *tag.name == **name && !tag.self_closing => *depth += 1,
                Token::EndTag(tag) if *tag.name == **name => *depth -= 1,
                _ => {}
            }
            if *depth == 0 {
                skipped = None;
            }
            continue;
        }
        match token {
            Token::StartTag(tag) if is_skipped(&tag) => {
                skipped = Some((tag.name.to_vec(), 1));
            }
            Token::StartTag(tag) => open(&mut writer, &tag),
            Token::EndTag(tag) => close(&mut writer, &tag.name),
            Token::String(text) => {
                writer.push(&compose(&String::from_utf8_lossy(&text)));
            }
            _ => {}
        }
    }
    writer.finish()
}

/// Whether what follows a tag is not for reading. A slash ends only foreign
/// elements at once.
fn is_skipped(tag: &StartTag<()>) -> bool {
    let name: &[u8] = &tag.name;
    SKIPPED.contains(&name) && !(tag.self_closing && matches!(name, b"svg" | b"math"))
}

/// Returns what a piece of HTML says, on one line.
pub(crate) fn plain(html: &str) -> String {
    let mut out = String::new();
    for block in blocks(html) {
        out.push(' ');
        block.write_plain(&mut out);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Elements whose closing tag in a text makes it HTML.
const TELLING: [&[u8]; 26] = [
    b"p",
    b"a",
    b"b",
    b"i",
    b"em",
    b"strong",
    b"div",
    b"span",
    b"ul",
    b"ol",
    b"li",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"blockquote",
    b"table",
    b"td",
    b"tr",
    b"figure",
    b"figcaption",
    b"iframe",
    b"section",
    b"article",
    b"font",
    b"u",
];

/// Returns whether a text is HTML beyond doubt: it closes a known element,
/// breaks a line or shows a picture.
///
/// An opening tag is not enough: exchanges write companies as `<P>`.
pub(crate) fn is_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut tags = text.match_indices('<').map(|(at, _)| &bytes[at + 1..]);
    tags.any(|rest| {
        if let Some(rest) = rest.strip_prefix(b"/") {
            let n_name = rest
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric())
                .count();
            let name = rest[..n_name].to_ascii_lowercase();
            return rest.get(n_name) == Some(&b'>') && TELLING.contains(&name.as_slice());
        }
        let is_break = [
            &b"br>"[..],
            b"br/>",
            b"br />",
            b"BR/>",
            b"BR />",
            b"hr>",
            b"hr/>",
            b"hr />",
        ]
        .iter()
        .any(|tag| rest.starts_with(tag));
        let tag = &rest[..rest.len().min(400)];
        let is_picture = tag.starts_with(b"img ") || tag.starts_with(b"IMG ");
        is_break
            || (is_picture
                && tag
                    .windows(4)
                    .any(|part| part.eq_ignore_ascii_case(b"src=")))
    })
}

/// Returns the blocks of a text with tags in it. Where none of them parts
/// paragraphs, empty lines do, as in Markdown and in blogs' own databases.
pub(crate) fn mixed_blocks(text: &str) -> Vec<Block> {
    let lower = text.to_ascii_lowercase();
    let has_blocks = ["<p>", "<p ", "</p>", "<div", "<li", "<td"]
        .iter()
        .any(|tag| lower.contains(tag));
    if has_blocks {
        return blocks(text);
    }
    let text = text.replace("\r\n", "\n");
    text.split("\n\n").flat_map(blocks).collect()
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    let value = tag.attributes.get(name)?;
    let value = compose(&String::from_utf8_lossy(value));
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn open(writer: &mut Writer, tag: &StartTag<()>) {
    let name: &[u8] = &tag.name;
    match name {
        b"em" | b"i" | b"cite" | b"dfn" => writer.open_span("em", SpanKind::Emphasis),
        b"strong" | b"b" => writer.open_span("strong", SpanKind::Strong),
        b"a" => {
            writer.close_span("a");
            if let Some(address) = attribute(tag, b"href").filter(|href| is_safe_link(href)) {
                writer.open_span("a", SpanKind::Link(address));
            }
        }
        b"br" => writer.break_line(),
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
            writer.open(Frame::Heading {
                level: (name[1] - b'0').max(2),
            });
        }
        b"ul" | b"menu" => writer.open(Frame::List {
            is_ordered: false,
            items: Vec::new(),
        }),
        b"ol" => writer.open(Frame::List {
            is_ordered: true,
            items: Vec::new(),
        }),
        b"li" => writer.flush(),
        b"blockquote" => writer.open(Frame::Quote {
            text: Text::default(),
        }),
        b"pre" => writer.open(Frame::Code),
        b"figure" => writer.open(Frame::Figure {
            pictures: Vec::new(),
            caption: Text::default(),
        }),
        b"figcaption" => writer.flush(),
        b"img" => picture(writer, tag),
        b"iframe" | b"video" | b"audio" | b"embed" | b"source" => {
            if let Some(address) = attribute(tag, b"src").filter(|src| is_safe_link(src)) {
                writer.link(&address);
            }
        }
        b"table" => writer.open(Frame::Table {
            header: Vec::new(),
            rows: Vec::new(),
        }),
        b"tr" => writer.open_row(),
        b"td" | b"th" => writer.open_cell(name == b"th"),
        _ if BLOCKS.contains(&name) => writer.flush(),
        _ => {}
    }
}

fn close(writer: &mut Writer, name: &[u8]) {
    match name {
        b"em" | b"i" | b"cite" | b"dfn" => writer.close_span("em"),
        b"strong" | b"b" => writer.close_span("strong"),
        b"a" => writer.close_span("a"),
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
            writer.close(|frame| matches!(frame, Frame::Heading { .. }));
        }
        b"ul" | b"ol" | b"menu" => writer.close(|frame| matches!(frame, Frame::List { .. })),
        b"blockquote" => writer.close(|frame| matches!(frame, Frame::Quote { .. })),
        b"pre" => writer.close(|frame| matches!(frame, Frame::Code)),
        b"figure" => writer.close(|frame| matches!(frame, Frame::Figure { .. })),
        b"table" => writer.close(|frame| matches!(frame, Frame::Table { .. })),
        b"tr" | b"td" | b"th" => writer.close_cell(),
        b"li" | b"figcaption" => writer.flush(),
        _ if BLOCKS.contains(&name) => writer.flush(),
        _ => {}
    }
}

fn picture(writer: &mut Writer, tag: &StartTag<()>) {
    let size = |name| attribute(tag, name).and_then(|size| size.parse::<u32>().ok());
    if size(b"width").is_some_and(|width| width < 2)
        || size(b"height").is_some_and(|height| height < 2)
    {
        // Counts readers; shows nothing.
        return;
    }
    let is_kept = |src: &String| is_data_image(src) || is_remote(src);
    // A placeholder stands in `src` where pictures are loaded late.
    let late = ["data-src", "data-original", "data-lazy-src"]
        .iter()
        .find_map(|name| attribute(tag, name.as_bytes()).filter(|src| is_remote(src)));
    let src = late.or_else(|| attribute(tag, b"src").filter(is_kept));
    writer.picture(src, attribute(tag, b"alt").unwrap_or_default());
}

fn is_remote(src: &str) -> bool {
    is_safe_link(src)
        && !src
            .get(..7)
            .is_some_and(|head| head.eq_ignore_ascii_case("mailto:"))
}

#[cfg(test)]
mod tests;
