//! JSON in its three shapes: a feed, a list or single object, an object a line.

use biennien_core::archive::Archive;
use biennien_core::archive::feed;
use serde_json::Value;

use crate::item::{self, Origin};
use crate::{Format, Input, Note, Reading, Reason, Refused, Settings, html};

/// Keys under which an export wraps its list of articles.
const LISTS: [&str; 7] = [
    "items", "articles", "data", "results", "posts", "entries", "docs",
];

/// Reads text that begins as JSON does.
pub(crate) fn read(
    input: &Input<'_>,
    text: &str,
    settings: &Settings,
) -> Result<Reading, Reason> {
    if is_lines(input.path, text) {
        return Ok(read_lines(input, text, settings));
    }
    let head = &text.as_bytes()[..text.len().min(4096)];
    if is_feed_head(&String::from_utf8_lossy(head)) {
        return read_feed(input, text, settings);
    }
    let mut values = Vec::new();
    // A crawler that is run again appends a second list to the first.
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        values.push(value.map_err(|error| reason(error, 1))?);
    }
    if let [feed] = values.as_slice()
        && feed.get("items").is_some_and(Value::is_array)
        && feed["version"].as_str().is_some_and(is_feed_head)
    {
        return read_feed(input, text, settings);
    }
    let list = values.into_iter().flat_map(list_of).collect();
    Ok(read_values(input, list, settings))
}

fn is_feed_head(head: &str) -> bool {
    head.contains("jsonfeed.org/version/")
}

/// Whether a name says that each line is a JSON value.
pub(crate) fn is_named_lines(path: &str) -> bool {
    let name = path.to_ascii_lowercase();
    name.ends_with(".jsonl") || name.ends_with(".ndjson")
}

/// Whether each line is a JSON value of its own.
fn is_lines(path: &str, text: &str) -> bool {
    if is_named_lines(path) {
        return true;
    }
    if !text.trim_start().starts_with('{') {
        return false;
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let is_object =
        |line: &str| serde_json::from_str::<Value>(line).is_ok_and(|value| value.is_object());
    match (lines.next(), lines.next()) {
        (Some(first), Some(second)) => {
            is_object(first) || (first.trim().ends_with('}') && is_object(second))
        }
        _ => false,
    }
}

fn list_of(value: Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list,
        Value::Object(mut map) => {
            let wrapped = LISTS.iter().find(|name| {
                let list = map.get(**name).and_then(Value::as_array);
                list.is_some_and(|list| list.iter().any(Value::is_object))
            });
            match wrapped.and_then(|name| map.remove(*name)) {
                Some(Value::Array(list)) => list,
                _ => vec![Value::Object(map)],
            }
        }
        value => vec![value],
    }
}

fn read_values(input: &Input<'_>, list: Vec<Value>, settings: &Settings) -> Reading {
    let mut reading = Reading::new(input.path, Format::Json);
    for (item, value) in (1..).zip(list) {
        push(&mut reading, value, Place { item, line: None }, settings);
    }
    reading
}

fn read_lines(input: &Input<'_>, text: &str, settings: &Settings) -> Reading {
    read_rows(input, text.split('\n').map(Ok), settings)
}

/// Reads lines of which some are not UTF-8; those alone are refused.
pub(crate) fn read_broken_lines(input: &Input<'_>, settings: &Settings) -> Reading {
    let mut offset = 0;
    let rows = input.bytes.split(|byte| *byte == b'\n').map(move |row| {
        let start = offset;
        offset += row.len() + 1;
        std::str::from_utf8(row).map_err(|error| Reason::Encoding {
            encoding: "UTF-8",
            offset: start + error.valid_up_to(),
        })
    });
    read_rows(input, rows, settings)
}

fn read_rows<'a>(
    input: &Input<'_>,
    rows: impl Iterator<Item = Result<&'a str, Reason>>,
    settings: &Settings,
) -> Reading {
    let mut reading = Reading::new(input.path, Format::JsonLines);
    for (line, row) in (1..).zip(rows) {
        let value = row.and_then(|row| {
            let row =
                row.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
            if row.is_empty() {
                return Ok(None);
            }
            let value = serde_json::from_str::<Value>(row);
            value
                .map(Some)
                .map_err(|error| reason(error, usize::try_from(line).unwrap_or(1)))
        });
        let place = Place {
            item: line,
            line: Some(line),
        };
        match value {
            Ok(None) => {}
            Ok(Some(value)) => push(&mut reading, value, place, settings),
            Err(reason) => reading.refused.push(Refused {
                path: input.path.to_owned(),
                item: Some(line),
                line: Some(line),
                name: None,
                reason,
            }),
        }
    }
    reading
}

#[derive(Clone, Copy)]
struct Place {
    item: u32,
    line: Option<u32>,
}

fn push(reading: &mut Reading, mut value: Value, place: Place, settings: &Settings) {
    let Place { item, line } = place;
    // Of two fields that mean the same, the order must not decide.
    value.sort_all_objects();
    let path = reading.path.clone();
    let name = ["title", "headline", "id"]
        .iter()
        .find_map(|name| {
            value
                .get(*name)?
                .as_str()
                .filter(|name| !name.trim().is_empty())
        })
        .map(|name| name.chars().take(90).collect());
    let origin = Origin {
        path: &path,
        reader: reading.format.name(),
        item,
    };
    let article = match value {
        Value::Object(object) => item::read(object, origin, settings),
        other => Err(Reason::NotAnObject {
            found: kind(&other),
        }),
    };
    match article {
        Ok((article, kinds)) => {
            let id = article.id.0.clone();
            reading.notes.extend(kinds.into_iter().map(|kind| Note {
                path: path.clone(),
                item: Some(item),
                id: Some(id.clone()),
                kind,
            }));
            reading.articles.push(article);
        }
        Err(reason) => {
            reading.refused.push(Refused {
                path,
                item: Some(item),
                line,
                name,
                reason,
            });
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn read_feed(input: &Input<'_>, text: &str, settings: &Settings) -> Result<Reading, Reason> {
    let options = feed::ReadOptions {
        html: Some(html::blocks),
    };
    let feed = feed::read(text.as_bytes(), options).map_err(|error| match error {
        feed::FeedError::Json(error) => reason(error, 1),
        error => Reason::Feed(Box::new(error)),
    })?;
    let mut reading = Reading::new(input.path, Format::JsonFeed);
    let language = feed.archive.language.clone();
    take_archive(&mut reading, feed.archive, settings);
    if !feed.refused.is_empty() {
        let settings = Settings {
            language: language.or(settings.language.clone()),
            ..settings.clone()
        };
        read_refused(&mut reading, text, feed.refused, &settings);
    }
    Ok(reading)
}

/// Reads the items that a strict reader refused as a crawler's would be; those
/// that are no article by this measure either stay refused.
fn read_refused(
    reading: &mut Reading,
    text: &str,
    refused: Vec<feed::Refusal>,
    settings: &Settings,
) {
    let mut value: Value = serde_json::from_str(text).unwrap_or_default();
    for feed::Refusal { item, name, reason } in refused {
        let at = usize::try_from(item).unwrap_or(0).saturating_sub(1);
        let value = value["items"]
            .get_mut(at)
            .map(Value::take)
            .unwrap_or_default();
        let n_refused = reading.refused.len();
        push(reading, value, Place { item, line: None }, settings);
        if reading.refused.len() > n_refused {
            reading.refused.truncate(n_refused);
            let path = reading.path.clone();
            let reason = Reason::Item(Box::new(reason));
            reading.refused.push(Refused {
                path,
                item: Some(item),
                line: None,
                name,
                reason,
            });
        }
    }
}

/// Takes the articles of an archive; those that come from elsewhere keep the
/// provenance they had.
///
/// An archive that was made here named the language of each article as far as
/// it was known, and its own was counted out from those.
pub(crate) fn take_archive(reading: &mut Reading, mut archive: Archive, settings: &Settings) {
    for (item, mut article) in (1..).zip(std::mem::take(&mut archive.articles)) {
        if article.provenance.path.is_none() {
            article.provenance.path = Some(reading.path.clone());
            article.provenance.reader = Some(reading.format.name().to_owned());
            article.provenance.item = Some(item);
        }
        if article.language.is_none() && archive.made.is_none() {
            article.language = archive
                .language
                .clone()
                .or_else(|| settings.language.clone());
        }
        reading.articles.push(article);
    }
    reading.archive = Some(archive);
}

/// Returns the reason for what the parser met; its lines are counted from
/// `first_line`.
fn reason(source: serde_json::Error, first_line: usize) -> Reason {
    let line = source.line().max(1) + first_line - 1;
    let column = source.column();
    if source.to_string().starts_with("recursion limit") {
        return Reason::TooDeep { line, column };
    }
    Reason::Json {
        line,
        column,
        source,
    }
}

#[cfg(test)]
mod tests;
