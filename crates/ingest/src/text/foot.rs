//! What stands under the text: byline, source, and dates printed last.

use crate::Timezone;
use crate::text::Draft;
use crate::text::lines::{Group, ends_sentence, len};

/// What stands before the names in a byline.
const BYLINE_PREFIXES: [&str; 18] = [
    "bài và ảnh:",
    "bài, ảnh:",
    "bài - ảnh:",
    "bài-ảnh:",
    "bài:",
    "tin và ảnh:",
    "tin, ảnh:",
    "tin - ảnh:",
    "tin-ảnh:",
    "tin, bài:",
    "tin:",
    "thực hiện:",
    "tác giả:",
    "người viết:",
    "author:",
    "words and photos:",
    "reporting by ",
    "by ",
];
const SOURCE_PREFIXES: [&str; 3] = ["nguồn:", "source:", "theo "];
/// Letters beyond which a line is no byline or source.
const MAX_LINE: usize = 60;
/// Lines from the bottom that may be foot.
const MAX_FOOT_LINES: usize = 4;

/// Takes the foot off and returns the rest.
pub(super) fn take<'a>(
    draft: &mut Draft,
    mut groups: Vec<Group<'a>>,
    timezone: Timezone,
) -> Vec<Group<'a>> {
    let mut authors = Vec::new();
    let mut sources = Vec::new();
    for _ in 0..MAX_FOOT_LINES {
        let is_only = groups.len() == 1;
        let Some(group) = groups.last_mut() else {
            break;
        };
        let Some(line) = group.last().copied() else {
            break;
        };
        if !(is_only && group.len() == 1) && super::head::take_tags(draft, line) {
            group.pop();
            groups.retain(|group| !group.is_empty());
            continue;
        }
        // The last line of a paragraph that was wrapped may be a name.
        let stands_alone = group.len() == 1
            || group.iter().all(|line| len(line) <= MAX_LINE)
            || group
                .get(group.len() - 2)
                .is_some_and(|before| ends_sentence(before));
        if (is_only && group.len() == 1) || !stands_alone || len(line) > MAX_LINE {
            break;
        }
        if let Some(source) = source(line).or_else(|| known_source(draft, line)) {
            draft.keep("source_text", line);
            sources.insert(0, source);
        } else if let Some(found) =
            byline(after_dash(line, group.len() == 1)).filter(|_| authors.is_empty())
        {
            if found.is_guess {
                draft.guess("authors", "the last line is a name standing alone");
            }
            draft.keep("byline", line);
            authors = found.authors;
        } else if let Some(stamp) = super::head::page_date(line, timezone) {
            draft.keep("page_date_text", line);
            draft.page_stamp.get_or_insert(stamp);
        } else {
            break;
        }
        group.pop();
        if group.is_empty() {
            groups.pop();
        }
    }
    extend(&mut draft.article.authors, authors);
    extend(&mut draft.article.sources, sources);
    groups
}

/// Adds names that are not there yet.
fn extend(names: &mut Vec<String>, found: Vec<String>) {
    for name in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
}

/// A line that is a source without saying so: an agency's mark, a paper's name.
fn known_source(draft: &Draft, line: &str) -> Option<String> {
    let is_known = draft.article.sources.iter().any(|source| source == line)
        || super::dateline::is_agency(line)
        || super::masthead::is_paper(line);
    is_known.then(|| line.to_owned())
}

/// What follows *--* in a line of its own; a single *-* may be an item of a
/// list.
fn after_dash(line: &str, is_own_group: bool) -> &str {
    let rest = ["--", "–", "—"]
        .iter()
        .find_map(|dash| line.strip_prefix(dash));
    rest.filter(|_| is_own_group).map_or(line, str::trim)
}

/// A line that names who wrote the text.
pub(super) struct Byline {
    pub(super) authors: Vec<String>,
    is_guess: bool,
}

/// Reads a byline.
pub(super) fn byline(line: &str) -> Option<Byline> {
    if let Some(authors) = prefixed_byline(line) {
        return Some(Byline {
            authors,
            is_guess: false,
        });
    }
    let authors = names(line);
    let are_capitals = authors.iter().all(|name| is_capitals(name));
    let are_names = authors.iter().all(|name| is_name(name));
    (!authors.is_empty() && (are_capitals || are_names)).then_some(Byline {
        authors,
        is_guess: !are_capitals,
    })
}

/// Reads a byline that says so: *Tin, ảnh: …*, *By …*.
pub(super) fn prefixed_byline(line: &str) -> Option<Vec<String>> {
    if len(line) > MAX_LINE || line.ends_with('.') {
        return None;
    }
    let rest = after_prefix(line, &BYLINE_PREFIXES)?;
    let names = names(rest);
    let is_byline = names
        .iter()
        .all(|name| is_capitals(name) || starts_with_capital(name));
    (is_byline && !names.is_empty()).then_some(names)
}

fn source(line: &str) -> Option<String> {
    let rest = after_prefix(line, &SOURCE_PREFIXES)?;
    let is_source =
        !ends_sentence(rest) && (starts_with_capital(rest) || is_site(rest)) && len(rest) <= 40;
    is_source.then(|| rest.to_owned())
}

/// `baomayngan.vn`
fn is_site(text: &str) -> bool {
    text.contains('.') && !text.contains(char::is_whitespace)
}

/// What follows one of several prefixes, in whatever case they are written.
fn after_prefix<'a>(line: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    let line = line
        .trim_start_matches(['(', '*', '-', '–', '—', ' '])
        .trim_end_matches([')', '*', ' ']);
    prefixes.iter().find_map(|prefix| {
        let n_letters = prefix.chars().count();
        let at = line.char_indices().nth(n_letters).map(|(at, _)| at)?;
        let is_prefix = line[..at].to_lowercase() == **prefix;
        is_prefix
            .then(|| line[at..].trim())
            .filter(|rest| !rest.is_empty())
    })
}

/// What stands beside a name in a byline and is none, in small letters.
const ROLES: [&str; 12] = [
    "correspondent",
    "editor",
    "reporter",
    "staff",
    "staff correspondent",
    "staff reporter",
    "staff writer",
    "staff writers",
    "writer",
    "phóng viên",
    "cộng tác viên",
    "thực hiện",
];

/// Parts names at commas, dashes between spaces, *và*, *and*, `&`; what a name
/// is by trade is left out, and so is who edited.
pub(super) fn names(text: &str) -> Vec<String> {
    let text = text
        .replace(" - ", ",")
        .replace(" – ", ",")
        .replace(" — ", ",");
    let text = text
        .replace(" và ", ",")
        .replace(" and ", ",")
        .replace(" VÀ ", ",");
    let parts = text.split([',', ';', '&', '/', '|', '\n']).map(str::trim);
    let parts: Vec<String> = parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    let is_other = |part: &String| {
        let small = part.to_lowercase();
        ROLES.contains(&small.as_str()) || small.starts_with("editing by ")
    };
    if parts.iter().all(is_other) {
        return parts;
    }
    parts.into_iter().filter(|part| !is_other(part)).collect()
}

/// One to six words in capitals, a full stop only after initials.
fn is_capitals(name: &str) -> bool {
    let letters = name.chars().filter(|letter| letter.is_alphabetic());
    let is_plain = name
        .chars()
        .all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '.' | '\'' | '’' | '-'));
    let n_words = name.split_whitespace().count();
    is_plain
        && !name.ends_with('.')
        && (1..=6).contains(&n_words)
        && letters.clone().count() >= 2
        && letters.clone().all(|letter| !letter.is_lowercase())
}

/// Two to five words that all begin with a capital letter.
fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=5).contains(&words.len())
        && name
            .chars()
            .all(|letter| letter.is_alphabetic() || letter == ' ')
        && words.iter().all(|word| starts_with_capital(word))
}

fn starts_with_capital(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}
