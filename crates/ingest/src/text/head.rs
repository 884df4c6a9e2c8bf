//! What stands above the text: the page's date, `Tiêu đề: …` lines, the title.

use biennien_core::date::Precision;

use crate::dates::Stamp;
use crate::text::lines::{Group, ends_sentence, len};
use crate::text::{Draft, masthead};
use crate::{NoteKind, Timezone, dates};

/// Letters beyond which a first line is text, not a title.
const MAX_TITLE: usize = 220;
/// Lines between title and text that may still be head.
const MAX_HEAD_LINES: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Title,
    Date,
    Author,
    Source,
    Section,
    Place,
    Tags,
    Link,
    Language,
    Lead,
}

/// Words before a colon that name a field.
const KEYS: [(&str, Key); 44] = [
    ("title", Key::Title),
    ("headline", Key::Title),
    ("tiêu đề", Key::Title),
    ("tựa đề", Key::Title),
    ("tên bài", Key::Title),
    ("date", Key::Date),
    ("published", Key::Date),
    ("date published", Key::Date),
    ("ngày", Key::Date),
    ("ngày đăng", Key::Date),
    ("ngày xuất bản", Key::Date),
    ("đăng ngày", Key::Date),
    ("thời gian", Key::Date),
    ("author", Key::Author),
    ("authors", Key::Author),
    ("byline", Key::Author),
    ("tác giả", Key::Author),
    ("người viết", Key::Author),
    ("phóng viên", Key::Author),
    ("source", Key::Source),
    ("publisher", Key::Source),
    ("newspaper", Key::Source),
    ("nguồn", Key::Source),
    ("báo", Key::Source),
    ("section", Key::Section),
    ("category", Key::Section),
    ("chuyên mục", Key::Section),
    ("mục", Key::Section),
    ("place", Key::Place),
    ("location", Key::Place),
    ("nơi", Key::Place),
    ("địa điểm", Key::Place),
    ("tags", Key::Tags),
    ("keywords", Key::Tags),
    ("từ khóa", Key::Tags),
    ("từ khoá", Key::Tags),
    ("thẻ", Key::Tags),
    ("url", Key::Link),
    ("link", Key::Link),
    ("liên kết", Key::Link),
    ("language", Key::Language),
    ("ngôn ngữ", Key::Language),
    ("summary", Key::Lead),
    ("tóm tắt", Key::Lead),
];

/// Takes the head off and returns the rest.
pub(super) fn take<'a>(
    draft: &mut Draft,
    mut groups: Vec<Group<'a>>,
    timezone: Timezone,
) -> Vec<Group<'a>> {
    let mut n_lines = 0;
    while !groups.is_empty() {
        let following = [1, 2].map(|nth| groups.iter().flatten().nth(nth).copied());
        let group = &mut groups[0];
        let line = group[0];
        let is_taken = n_lines < MAX_HEAD_LINES
            && (take_line(draft, line, timezone)
                || take_masthead(draft, line, following, timezone)
                || masthead::take_section(draft, line, following[0])
                || take_name_over_date(draft, line, following[0], timezone));
        if is_taken {
            group.remove(0);
        } else if draft.article.title.is_empty() && is_title(line) {
            let n_title_lines = title_lines(group);
            let title = group.drain(..n_title_lines).collect::<Vec<_>>().join(" ");
            draft.article.title = without_sign(&title).to_owned();
        } else {
            break;
        }
        n_lines += 1;
        if group.is_empty() {
            groups.remove(0);
        }
    }
    groups
}

/// Takes the sign off that Markdown puts before a title.
fn without_sign(title: &str) -> &str {
    title
        .strip_prefix("# ")
        .map(str::trim)
        .filter(|title| !title.is_empty())
        .unwrap_or(title)
}

fn is_title(line: &str) -> bool {
    let is_text = len(line) > MAX_TITLE || (len(line) > 120 && line.ends_with('.'));
    let is_sentence = line.ends_with('.');
    !is_text && (!is_sentence || super::dateline::parse(line).is_none())
}

/// A title in a group of its own may run over two or three lines.
fn title_lines(group: &Group<'_>) -> usize {
    let is_title = group.len() <= 3
        && group
            .iter()
            .all(|line| !ends_sentence(line) && len(line) <= 100)
        && group.iter().map(|line| len(line)).sum::<usize>() <= MAX_TITLE
        && group[1..].iter().all(|line| !starts_anew(line));
    if is_title { group.len() } else { 1 }
}

/// Whether a line is a byline or a date rather than more of the title.
fn starts_anew(line: &str) -> bool {
    key_value(line).is_some()
        || page_date(line, Timezone::UTC).is_some()
        || super::foot::prefixed_byline(line).is_some()
}

/// Reads a line that is a date, to the month at least, since a bare year or
/// number may be a title; *Hà Nội, ngày 8 tháng 7 năm 2019* is one too.
pub(super) fn page_date(line: &str, timezone: Timezone) -> Option<Stamp> {
    let is_number = line.chars().all(|letter| letter.is_ascii_digit());
    let stamp = dates::read(line, timezone).or_else(|| after_place(line, timezone))?;
    (!is_number && stamp.date.start.precision() <= Precision::Month).then_some(stamp)
}

/// Takes the paper's own name where the date stands right under it.
fn take_masthead(
    draft: &mut Draft,
    line: &str,
    [next, after_next]: [Option<&str>; 2],
    timezone: Timezone,
) -> bool {
    // A title may end as a paper's name does, but has no other title under it.
    let is_name = masthead::is_paper(line)
        || (masthead::is_english_paper(line)
            && after_next.is_some_and(|line| is_title(line) && !ends_sentence(line)));
    let is_dated = next.is_some_and(|next| page_date(next, timezone).is_some());
    let is_first = draft.article.title.is_empty() && draft.article.sources.is_empty();
    let is_masthead = is_name && is_dated && is_first;
    if is_masthead {
        draft.guess("sources", "the line above the date is the name of a paper");
        draft.article.sources.push(line.to_owned());
    }
    is_masthead
}

/// Takes a bare name between title and date.
fn take_name_over_date(
    draft: &mut Draft,
    line: &str,
    next: Option<&str>,
    timezone: Timezone,
) -> bool {
    let is_between = !draft.article.title.is_empty()
        && draft.article.authors.is_empty()
        && next.is_some_and(|next| page_date(next, timezone).is_some());
    let Some(byline) = super::foot::byline(line).filter(|_| is_between) else {
        return false;
    };
    draft.guess("authors", "the line between title and date is a name");
    draft.keep("byline", line);
    draft.article.authors = byline.authors;
    true
}

/// Takes a line of tags, wherever it stands.
pub(super) fn take_tags(draft: &mut Draft, line: &str) -> bool {
    let Some((key @ Key::Tags, value)) = key_value(line) else {
        return false;
    };
    take_field(draft, key, value, line, Timezone::UTC)
}

fn after_place(line: &str, timezone: Timezone) -> Option<Stamp> {
    let (place, rest) = line.split_once(',')?;
    let is_place =
        place.starts_with(char::is_uppercase) && place.split_whitespace().count() <= 5;
    let stamp = dates::read(rest, timezone).filter(|_| is_place)?;
    stamp.date.day().is_some().then_some(stamp)
}

fn take_line(draft: &mut Draft, line: &str, timezone: Timezone) -> bool {
    if let Some((key, value)) = key_value(line) {
        return is_expected(draft, key) && take_field(draft, key, value, line, timezone);
    }
    if let Some(stamp) = page_date(line, timezone) {
        draft.keep("page_date_text", line);
        draft.page_stamp.get_or_insert(stamp);
        return true;
    }
    let is_address = line.starts_with("http://") || line.starts_with("https://");
    if is_address && !line.contains(char::is_whitespace) && draft.article.url.is_none() {
        draft.article.url = Some(line.to_owned());
        return true;
    }
    if draft.article.title.is_empty() {
        return false;
    }
    let authors = super::foot::prefixed_byline(line).unwrap_or_default();
    if authors.is_empty() {
        return false;
    }
    draft.keep("byline", line);
    draft.article.authors.extend(authors);
    true
}

/// Under a plain title, *Địa điểm: …* is an invitation and part of the text.
fn is_expected(draft: &Draft, key: Key) -> bool {
    let is_text_begun = !draft.article.title.is_empty();
    let is_in_header = draft.article.extra_biennien.value("header").is_some();
    !is_text_begun
        || is_in_header
        || matches!(
            key,
            Key::Date | Key::Author | Key::Source | Key::Section | Key::Tags | Key::Link
        )
}

fn key_value(line: &str) -> Option<(Key, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim().to_lowercase();
    let (_, key) = KEYS.iter().find(|(name, _)| *name == key)?;
    Some((*key, value.trim())).filter(|(_, value)| !value.is_empty())
}

fn take_field(
    draft: &mut Draft,
    key: Key,
    value: &str,
    line: &str,
    timezone: Timezone,
) -> bool {
    let article = &mut draft.article;
    let owned = || value.to_owned();
    let list = || {
        value
            .split([',', ';'])
            .map(|part| part.trim().trim_start_matches('#').to_owned())
    };
    match key {
        Key::Title if article.title.is_empty() => article.title = owned(),
        Key::Date => match dates::read(value, timezone) {
            Some(stamp) => drop(draft.own_stamp.get_or_insert(stamp)),
            None if !article.title.is_empty() => return false,
            None => {
                draft.keep("date_text", value);
                draft.notes.push(NoteKind::Undated { text: owned() });
            }
        },
        Key::Author => article.authors.extend(super::foot::names(value)),
        Key::Source => article.sources.push(owned()),
        Key::Section if article.section.is_none() => article.section = Some(owned()),
        Key::Place if article.place.is_none() => article.place = Some(owned()),
        Key::Tags => article.tags.extend(list().filter(|tag| !tag.is_empty())),
        Key::Link if article.url.is_none() => article.url = Some(owned()),
        Key::Language => article.language = Some(owned()),
        Key::Lead if article.lead.is_none() => article.lead = Some(owned()),
        _ => return false,
    }
    draft.keep("header", line);
    true
}
