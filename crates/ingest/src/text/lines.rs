//! A text as groups of lines with empty lines between them.

/// Lines that stand together, trimmed; never empty.
pub(super) type Group<'a> = Vec<&'a str>;

/// How far a line may be from the widest and still have been wrapped; beyond,
/// a line is a paragraph of its own.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

/// Parts a text at its empty lines.
pub(super) fn groups(text: &str) -> Vec<Group<'_>> {
    let mut groups = vec![Group::new()];
    for line in text.lines().map(str::trim) {
        match groups.last_mut() {
            Some(group) if !line.is_empty() => group.push(line),
            Some(group) if group.is_empty() => {}
            _ => groups.push(Group::new()),
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// Returns whether a group is one text that was broken at a width: no line
/// could have taken the first word of the next, as any editor fills lines.
pub(super) fn is_wrapped(group: &[&str], width: Option<usize>) -> bool {
    let widest = group.iter().map(|line| len(line)).max().unwrap_or(0);
    let own = width.filter(|width| *width >= widest).unwrap_or(widest);
    if group.len() < 2 || !WRAP_WIDTHS.contains(&own) {
        return false;
    }
    let is_full = |pair: &[&str]| {
        let word = pair[1].split_whitespace().next().unwrap_or_default();
        len(pair[0]) + 1 + len(word) > own
    };
    let n_ended = group[..group.len() - 1]
        .iter()
        .filter(|line| ends_sentence(line))
        .count();
    let is_prose = width.is_some() || n_ended * 2 < group.len() - 1;
    is_prose && group.windows(2).all(is_full)
}

/// The width a file was wrapped at, if it was: two groups of three lines or
/// more that are filled to it.
pub(super) fn wrap_width(groups: &[Group<'_>]) -> Option<usize> {
    let widest = |group: &&Group<'_>| group.iter().map(|line| len(line)).max();
    let long = || groups.iter().filter(|group| group.len() >= 3);
    let width = long().filter_map(|group| widest(&group)).max()?;
    let n_wrapped = long()
        .filter(|group| is_wrapped(group, Some(width)))
        .count();
    // One cut short by hand, a list or a verse, does not undo the rest.
    (n_wrapped >= 1 && n_wrapped * 2 > long().count()).then_some(width)
}

/// Length in letters.
pub(super) fn len(line: &str) -> usize {
    line.chars().count()
}

/// Returns whether a line ends as a sentence does, closing marks aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '”', '’', ')', ']', '»', '\'']);
    end.ends_with(['.', '?', '!', '…', ':', ';'])
}
