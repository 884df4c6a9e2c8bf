//! Names and texts out of JSON values of whatever shape.

use serde_json::Value;

use crate::decode::compose;

/// Keys under which an object says what it is called.
const NAMES: [&str; 8] = [
    "name",
    "title",
    "$oid",
    "full_name",
    "fullName",
    "display_name",
    "label",
    "term",
];

/// Returns a text, a number as text, or the name of an object.
pub(super) fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(compose(text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(map) => {
            let name = NAMES.iter().find_map(|name| map.get(*name))?;
            name.as_str().map(compose)
        }
        Value::Array(list) if list.len() == 1 => name_of(&list[0]),
        _ => None,
    }
}

/// Returns the names in a list, or those that one text holds.
pub(super) fn names_of(value: &Value, separators: &[char]) -> Vec<String> {
    let texts: Vec<String> = match value {
        Value::Array(list) => list.iter().filter_map(name_of).collect(),
        value => {
            let text = name_of(value).unwrap_or_default();
            text.split(separators).map(str::to_owned).collect()
        }
    };
    let mut names: Vec<String> = Vec::new();
    for name in texts.iter().map(|text| one_line(text)) {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Returns the text of a `{rendered}` or `{"#text"}` object, as WordPress and
/// XML converters write.
pub(super) fn find_html(value: &Value) -> Option<&str> {
    ["rendered", "html", "text", "#text", "$t", "value"]
        .iter()
        .find_map(|name| value.get(*name)?.as_str())
}

/// Takes MongoDB's `{"$date": …}` and `{"$numberLong": …}` out of their wrappings.
pub(super) fn unwrap_extended(value: Value) -> Value {
    let inner = ["$date", "$numberLong"]
        .iter()
        .find_map(|name| value.get(*name));
    match inner {
        Some(inner) if inner.is_object() => inner.get("$numberLong").cloned().unwrap_or(value),
        Some(inner) => inner.clone(),
        None => value,
    }
}

/// Returns what a value is, for a message.
pub(super) fn kind_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text of another kind",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Returns a text on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whole words from the beginning of a text, `…` if there is more.
pub(super) fn beginning(text: &str, max_letters: usize) -> String {
    let text = one_line(text);
    let mut start: String = text.chars().take(max_letters).collect();
    if start.len() < text.len() {
        let whole_words = start.rfind(' ').unwrap_or(start.len());
        start.truncate(whole_words);
        start.push('…');
    }
    start
}

/// Whether a text holds `&amp;`, `&#39;` or the like.
pub(super) fn has_entity(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.match_indices('&').any(|(at, _)| {
        let near = &bytes[at + 1..bytes.len().min(at + 11)];
        let near = near.strip_prefix(b"#").unwrap_or(near);
        let n_name = near
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        n_name >= 2 && near.get(n_name) == Some(&b';')
    })
}

/// Decodes entities in a text that is not HTML otherwise: angles and lines stay.
pub(super) fn decode_entities(text: &str) -> String {
    let escaped = text.replace('<', "&lt;");
    let tokens = html5gum::Tokenizer::new(escaped.as_str());
    let mut out = String::with_capacity(text.len());
    for token in tokens {
        let Ok(token) = token;
        if let html5gum::Token::String(part) = token {
            out.push_str(&String::from_utf8_lossy(&part));
        }
    }
    out
}
