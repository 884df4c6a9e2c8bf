//! The little HTML that a page is made of, written and found again.

use std::fmt;

/// Escapes a text for an attribute in double quotes.
pub(super) fn attribute(text: &str) -> String {
    self::text(text).replace('"', "&quot;")
}

/// Escapes a text for an element, as browsers write a document out again: the
/// page itself can then tell what it was made of. Control characters, which a
/// parser would change, become spaces.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            _ if letter.is_control() => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

/// Escapes JSON for a script element: no `<` can end or begin anything there.
pub(super) fn escape_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// A data block.
pub(super) struct Block<'a> {
    name: &'a str,
    content: &'a str,
}

impl<'a> Block<'a> {
    pub(super) fn new(name: &'a str, content: &'a str) -> Self {
        Self { name, content }
    }
}

impl fmt::Display for Block<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, content } = self;
        writeln!(
            f,
            "<script type=\"text/plain\" data-bn=\"{name}\">{content}</script>"
        )
    }
}

/// Returns the contents of the blocks of a name, in order; a cut one is left out.
pub(super) fn blocks<'a>(page: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let open = format!("<script type=\"text/plain\" data-bn=\"{name}\">");
    let mut rest = page;
    std::iter::from_fn(move || {
        let start = rest.find(&open)? + open.len();
        let len = rest[start..].find("</script>")?;
        let content = &rest[start..start + len];
        rest = &rest[start + len..];
        Some(content)
    })
}

/// Returns what stands between two marks.
pub(super) fn between<'a>(page: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(open)?;
    rest.split_once(close).map(|(content, _)| content)
}
