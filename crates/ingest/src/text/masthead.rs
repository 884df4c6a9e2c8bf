//! What a page prints above a title: the paper's name, the section, the trail
//! of links that leads there.

use crate::text::Draft;
use crate::text::lines::{ends_sentence, len};

/// How the name of a Vietnamese paper or station begins.
const PAPERS: [&str; 5] = [
    "Báo ",
    "Tạp chí ",
    "Đài ",
    "Cổng thông tin ",
    "Trang thông tin ",
];
/// How the name of an English paper ends.
const ENGLISH_PAPERS: [&str; 22] = [
    "Argus",
    "Bulletin",
    "Chronicle",
    "Courier",
    "Daily",
    "Echo",
    "Examiner",
    "Gazette",
    "Herald",
    "Inquirer",
    "Journal",
    "Ledger",
    "Mercury",
    "News",
    "Newsletter",
    "Observer",
    "Post",
    "Sentinel",
    "Telegraph",
    "Times",
    "Tribune",
    "Weekly",
];
/// Names of sections, in small letters; *Văn hóa - Xã hội* is two of them.
const SECTIONS: [&str; 46] = [
    "an ninh",
    "bạn đọc",
    "business",
    "chính trị",
    "công nghệ",
    "culture",
    "du lịch",
    "đời sống",
    "economy",
    "education",
    "giải trí",
    "giáo dục",
    "health",
    "khoa học",
    "kinh doanh",
    "kinh tế",
    "local news",
    "môi trường",
    "news",
    "nông nghiệp",
    "nông thôn mới",
    "opinion",
    "pháp luật",
    "politics",
    "quốc phòng",
    "quốc tế",
    "science",
    "sports",
    "sức khỏe",
    "sức khoẻ",
    "technology",
    "thế giới",
    "thể thao",
    "thời sự",
    "tin tức",
    "tin trong nước",
    "travel",
    "văn hóa",
    "văn hoá",
    "văn nghệ",
    "world",
    "xã hội",
    "xây dựng đảng",
    "y tế",
    "đất và người",
    "đoàn thể",
];
/// Where a trail of links begins.
const HOMES: [&str; 4] = ["trang chủ", "trang nhất", "home", "homepage"];
/// Words beyond which a line is no name of a paper.
const MAX_NAME_WORDS: usize = 6;

/// Returns whether a line names a Vietnamese paper by its kind.
pub(super) fn is_paper(line: &str) -> bool {
    PAPERS.iter().any(|kind| line.starts_with(kind))
        && line.split_whitespace().count() <= MAX_NAME_WORDS
        && !ends_sentence(line)
}

/// *The Valley Courier*, which could be a title as well.
pub(super) fn is_english_paper(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    (2..=MAX_NAME_WORDS).contains(&words.len())
        && words
            .last()
            .is_some_and(|last| ENGLISH_PAPERS.contains(last))
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) || *word == "of")
}

/// Takes a section's name, or the trail of links to it, off the line above a
/// title.
pub(super) fn take_section(draft: &mut Draft, line: &str, next: Option<&str>) -> bool {
    let is_above_title = draft.article.title.is_empty()
        && draft.article.section.is_none()
        && next.is_some_and(|next| len(next) > len(line) && !ends_sentence(next));
    if !is_above_title {
        return false;
    }
    if let Some(section) = trail(line) {
        draft.keep("trail", line);
        draft.article.section = Some(section.to_owned());
        draft.guess("section", format!("the text begins with \"{line}\""));
        return true;
    }
    let is_section = line
        .to_lowercase()
        .split([',', '-', '–', '/', '&'])
        .all(|part| SECTIONS.contains(&part.trim()));
    if is_section {
        draft.article.section = Some(line.to_owned());
        draft.guess("section", "the line above the title is a section's name");
    }
    is_section
}

/// The last of *Trang chủ > Kinh tế > Nông nghiệp*.
fn trail(line: &str) -> Option<&str> {
    let mut parts = line.split(['>', '»', '›', '/', '|']).map(str::trim);
    let is_trail = parts
        .next()
        .is_some_and(|first| HOMES.contains(&first.to_lowercase().as_str()));
    parts.rfind(|part| !part.is_empty()).filter(|_| is_trail)
}
