//! Groups of lines to blocks: paragraphs, lists, headings, captions, verse.

use biennien_core::article::{Block, Text};

use crate::text::lines::{Group, ends_sentence, is_wrapped, len, wrap_width};

/// How a caption begins.
const CAPTION_PREFIXES: [&str; 9] = [
    "ảnh:",
    "trong ảnh",
    "ảnh minh họa",
    "ảnh minh hoạ",
    "photo:",
    "photos:",
    "photo by",
    "picture:",
    "pictured:",
];
/// Lines and letters beyond which a block of short lines is no caption.
const MAX_CAPTION_LINES: usize = 5;
const MAX_CAPTION: usize = 400;
/// Letters beyond which a line is a paragraph however it ends.
const MAX_SHORT_LINE: usize = 110;

/// Returns the blocks of groups of lines.
pub(super) fn blocks(groups: &[Group<'_>]) -> Vec<Block> {
    let width = wrap_width(groups);
    let mut blocks = Vec::new();
    let mut follows_text = false;
    for (at, group) in groups.iter().enumerate() {
        let is_between = follows_text && at + 1 < groups.len();
        push_group(&mut blocks, group, Setting { width, is_between });
        follows_text = follows_text || group.iter().any(|line| ends_sentence(line));
    }
    blocks.into_iter().map(unlist_lone_number).collect()
}

/// `1.` without `2.` after it numbers a section, not an item.
fn unlist_lone_number(block: Block) -> Block {
    match block {
        Block::List {
            is_ordered: true,
            items,
        } if items.len() == 1 => {
            let texts: Vec<String> = items.into_iter().map(|item| item.text).collect();
            Block::paragraph(format!("1. {}", texts.concat()))
        }
        block => block,
    }
}

/// Where a group stands.
#[derive(Clone, Copy)]
struct Setting {
    /// The width the file is wrapped at.
    width: Option<usize>,
    /// Whether text comes before it and after it.
    is_between: bool,
}

fn push_group(blocks: &mut Vec<Block>, group: &[&str], setting: Setting) {
    let mut rest = group;
    while let Some(first) = rest.first() {
        let n_taken = if bullet(first).is_some() {
            push_list(blocks, rest, setting)
        } else {
            let n_lines = rest.iter().position(|line| bullet(line).is_some());
            let n_lines = n_lines.unwrap_or(rest.len());
            push_lines(blocks, &rest[..n_lines], setting);
            n_lines
        };
        rest = &rest[n_taken..];
    }
}

fn push_lines(blocks: &mut Vec<Block>, group: &[&str], setting: Setting) {
    if let [line] = group {
        push_line(blocks, line);
    } else if is_caption_line(group[0]) && group.iter().all(|line| len(line) <= MAX_SHORT_LINE)
    {
        push_caption(blocks, group, setting);
    } else if is_wrapped(group, setting.width) && !is_caption(group, setting) {
        blocks.push(Block::paragraph(group.join(" ")));
    } else if are_paragraphs(group) {
        group.iter().for_each(|line| push_line(blocks, line));
    } else if is_caption(group, setting) {
        push_caption(blocks, group, setting);
    } else {
        blocks.push(Block::paragraph(group.join("\n")));
    }
}

/// Whether each line is a paragraph: some are too long to be anything else, or
/// most end as sentences do.
fn are_paragraphs(group: &[&str]) -> bool {
    let n_ended = group.iter().filter(|line| ends_sentence(line)).count();
    group.iter().any(|line| len(line) > MAX_SHORT_LINE) || n_ended * 2 > group.len()
}

/// A few short lines between paragraphs that end no sentence, in a file that
/// is not wrapped: what stood under a picture.
fn is_caption(group: &[&str], Setting { width, is_between }: Setting) -> bool {
    let is_short = group.len() <= MAX_CAPTION_LINES
        && group.iter().all(|line| len(line) <= MAX_SHORT_LINE)
        && group.iter().map(|line| len(line)).sum::<usize>() <= MAX_CAPTION;
    let ends_open = group.iter().all(|line| !ends_sentence(line));
    width.is_none() && is_between && is_short && ends_open
}

fn push_caption(blocks: &mut Vec<Block>, group: &[&str], setting: Setting) {
    let separator = if is_wrapped(group, setting.width) {
        " "
    } else {
        "\n"
    };
    let caption = Text::plain(group.join(separator));
    blocks.push(Block::Figure {
        src: None,
        alt: String::new(),
        caption,
    });
}

fn push_line(blocks: &mut Vec<Block>, line: &str) {
    if is_caption_line(line) && len(line) <= MAX_CAPTION {
        let caption = Text::plain(line);
        blocks.push(Block::Figure {
            src: None,
            alt: String::new(),
            caption,
        });
    } else if let Some((level, text)) = heading(line) {
        blocks.push(Block::Heading {
            level,
            text: Text::plain(text),
        });
    } else {
        blocks.push(Block::paragraph(line));
    }
}

/// Whether a line says itself that it is a caption.
pub(super) fn is_caption_line(line: &str) -> bool {
    let start: String = line
        .trim_start_matches(['(', '*'])
        .chars()
        .take(14)
        .collect();
    let start = start.to_lowercase();
    CAPTION_PREFIXES
        .iter()
        .any(|prefix| start.starts_with(prefix))
}

/// `## …` as in Markdown, or a short line in capitals.
fn heading(line: &str) -> Option<(u8, &str)> {
    let text = line.trim_start_matches('#');
    let n_signs = line.len() - text.len();
    if n_signs > 0 && text.starts_with(' ') {
        let level = u8::try_from(n_signs.clamp(2, 6)).unwrap_or(2);
        return Some((level, text.trim())).filter(|(_, text)| !text.is_empty());
    }
    let n_letters = line.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_capitals = n_letters >= 6 && !line.chars().any(char::is_lowercase);
    (is_capitals && len(line) <= 90 && line.contains(' ') && !line.ends_with(['.', ',', ';']))
        .then_some((2, line))
}

/// The item after `-`, `•`, `*`, `+` or `1.`, and its number.
fn bullet(line: &str) -> Option<(Option<u32>, &str)> {
    let sign = line
        .chars()
        .next()
        .filter(|sign| "-–•*+●▪◦·".contains(*sign));
    if let Some(sign) = sign {
        let rest = &line[sign.len_utf8()..];
        let is_item = rest.starts_with([' ', '\t']) || matches!(sign, '•' | '●' | '▪');
        return Some((None, rest.trim_start())).filter(|(_, rest)| is_item && !rest.is_empty());
    }
    let digits = line.len()
        - line
            .trim_start_matches(|letter: char| letter.is_ascii_digit())
            .len();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    let number = line[..digits].parse().ok().filter(|_| digits <= 2)?;
    rest.starts_with([' ', '\t'])
        .then(|| (Some(number), rest.trim_start()))
}

/// Writes a list that begins with its first line and returns how many lines it
/// takes; lines without a sign belong to the item above.
///
/// Numbers that do not count up from one would be lost in a list, so such
/// lines stay lines.
fn push_list(blocks: &mut Vec<Block>, group: &[&str], setting: Setting) -> usize {
    let mut items: Vec<(Option<u32>, String)> = Vec::new();
    let mut n_taken = 0;
    for line in group {
        match (bullet(line), items.last_mut()) {
            (Some((number, text)), _) => items.push((number, text.to_owned())),
            (None, Some((_, item))) if setting.width.is_some() || !ends_sentence(item) => {
                item.push(' ');
                item.push_str(line);
            }
            (None, _) => break,
        }
        n_taken += 1;
    }
    push_items(blocks, items);
    n_taken
}

fn push_items(blocks: &mut Vec<Block>, items: Vec<(Option<u32>, String)>) {
    let is_ordered = items.first().is_some_and(|(number, _)| number.is_some());
    if let Some(Block::List {
        is_ordered: was_ordered,
        items: before,
    }) = blocks.last_mut()
        && *was_ordered == is_ordered
        && counts_up(&items, before.len(), is_ordered)
    {
        before.extend(items.into_iter().map(|(_, text)| Text::plain(text)));
        return;
    }
    if counts_up(&items, 0, is_ordered) {
        let items = items
            .into_iter()
            .map(|(_, text)| Text::plain(text))
            .collect();
        blocks.push(Block::List { is_ordered, items });
        return;
    }
    for (number, text) in items {
        let number = number
            .map(|number| format!("{number}. "))
            .unwrap_or_default();
        blocks.push(Block::paragraph(format!("{number}{text}")));
    }
}

fn counts_up(items: &[(Option<u32>, String)], n_before: usize, is_ordered: bool) -> bool {
    items
        .iter()
        .enumerate()
        .all(|(at, (number, _))| match number {
            Some(number) => {
                is_ordered && usize::try_from(*number).is_ok_and(|n| n == n_before + at + 1)
            }
            None => !is_ordered,
        })
}
