//! What stands before the first sentence: *LSO-*, *(TTXVN) -*, *HÀ NỘI, 8/7 –*,
//! *HANOI, July 8 (VNA) —*. An agency is a source, a place is the place.

use biennien_core::article::{Block, Text};

use crate::dates::{DayMonth, find_day};
use crate::text::Draft;

/// Letters before the dash beyond which it is a dash in a sentence.
const MAX_DATELINE: usize = 60;
/// Agencies and papers whose mark could be read as a word.
const AGENCIES: [&str; 26] = [
    "TTXVN", "VNA", "VNE", "NDĐT", "NLĐ", "NLĐO", "VOV", "VTV", "VTC", "QĐND", "CAND", "ĐBND",
    "HNMO", "AP", "AFP", "UPI", "EFE", "DPA", "IANS", "TASS", "ANTĐ", "SGGPO", "VOVVN", "GDVN",
    "BTO", "CAO",
];
/// Short words in capitals that look like a mark and are none.
const WORDS: [&str; 8] = ["GDP", "HLV", "WTO", "PGS", "TP", "GPS", "CSGT", "PCCC"];

/// A dateline taken apart.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Dateline {
    /// Where the sentence begins, in UTF-8 bytes.
    start: usize,
    place: Option<String>,
    agency: Option<String>,
    day: Option<DayMonth>,
}

impl Dateline {
    fn is_of_agency(&self) -> bool {
        self.agency.is_some()
    }
}

/// Whether a line is nothing but the mark of a known agency or paper.
pub(super) fn is_agency(line: &str) -> bool {
    AGENCIES.contains(&line)
}

/// Takes the dateline off the first paragraph, or off the second where the
/// first is a summary in front of the news.
pub(super) fn take(draft: &mut Draft) {
    let blocks = draft.article.blocks.iter().enumerate();
    let mut paragraphs = blocks.filter_map(|(at, block)| match block {
        Block::Paragraph(text) => Some((at, parse(&text.text))),
        _ => None,
    });
    let first = paragraphs.next();
    let second = || {
        paragraphs
            .next()
            .filter(|(_, found)| found.as_ref().is_some_and(Dateline::is_of_agency))
    };
    let found = first.filter(|(_, found)| found.is_some()).or_else(second);
    let Some((at, Some(dateline))) = found else {
        return;
    };
    let Dateline {
        start,
        place,
        agency,
        day,
    } = dateline;
    draft.news_idx = at;
    let Block::Paragraph(Text { text, .. }) = &mut draft.article.blocks[at] else {
        return;
    };
    let rest = text.split_off(start);
    let raw = std::mem::replace(text, rest);
    let raw = raw.trim();
    draft.keep("dateline", raw);
    draft.dateline_day = day;
    if let Some(agency) = agency {
        draft.guess(
            "sources",
            format!("the text begins with \"{raw}\", the mark of an agency or paper"),
        );
        if !draft.article.sources.contains(&agency) {
            draft.article.sources.push(agency);
        }
    }
    if let Some(place) = place.filter(|_| draft.article.place.is_none()) {
        draft.guess("place", format!("the text is datelined \"{raw}\""));
        draft.article.place = Some(place);
    }
}

/// Reads the dateline that a text begins with.
pub(super) fn parse(text: &str) -> Option<Dateline> {
    let is_dash = |letter: char| matches!(letter, '-' | '–' | '—');
    let near = text.char_indices().take(MAX_DATELINE);
    near.filter(|(_, letter)| is_dash(*letter))
        .find_map(|(at, dash)| {
            let before = &text[..at];
            let after = text[at..].trim_start_matches(is_dash);
            let is_spaced =
                (before.ends_with([' ', ')']) && after.starts_with(' ')) || dash == '—';
            let start = text.len() - after.trim_start().len();
            let dateline = take_apart(before.trim(), &text[start..], is_spaced)?;
            Some(Dateline { start, ..dateline })
        })
}

fn take_apart(before: &str, after: &str, is_spaced: bool) -> Option<Dateline> {
    let first = after
        .trim_start_matches(['"', '“', '\'', '‘', '(', '*'])
        .chars()
        .next()?;
    if !first.is_uppercase() && !first.is_numeric() {
        return None;
    }
    let (rest, agency) = match before
        .strip_suffix([')', ']'])
        .and_then(|text| text.rsplit_once(['(', '[']))
    {
        Some((rest, name)) => (rest.trim(), Some(agency_in_brackets(name)?)),
        None => (before, None),
    };
    if rest.is_empty() {
        return agency.map(|agency| Dateline {
            agency: Some(agency),
            ..Dateline::default()
        });
    }
    let mut place = Vec::new();
    let mut day = None;
    for (at, part) in rest
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .enumerate()
    {
        match whole_day(part) {
            Some(found) if at > 0 => day = Some(found),
            None if part.chars().all(|letter| letter.is_ascii_digit()) && day.is_some() => {
                let year = part.parse().ok();
                day.iter_mut()
                    .for_each(|day: &mut DayMonth| day.year = year);
            }
            _ => place.push(part),
        }
    }
    let place = place.join(", ");
    if agency.is_none() && day.is_none() {
        return mark_or_place(&place, after, is_spaced);
    }
    let n_words = place.split_whitespace().count();
    let is_place = (1..=6).contains(&n_words)
        && place
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase));
    (is_place && is_spaced).then_some(Dateline {
        start: 0,
        place: Some(place),
        agency,
        day,
    })
}

/// *TTXVN*, *Dân trí*, *Reuters*.
fn agency_in_brackets(name: &str) -> Option<String> {
    let name = name.trim();
    let is_name = name.starts_with(char::is_uppercase)
        && name.chars().count() <= 30
        && name.split_whitespace().count() <= 4
        && !name.chars().any(|letter| letter.is_ascii_digit());
    is_name.then(|| name.to_owned())
}

/// A mark such as *LSO* or *QĐND Online*, or a place in capitals.
fn mark_or_place(text: &str, after: &str, is_spaced: bool) -> Option<Dateline> {
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let second = words.next();
    let is_online = second.is_some_and(|word| word.eq_ignore_ascii_case("online"));
    if is_mark(first) && words.next().is_none() && (second.is_none() || is_online) {
        return Some(Dateline {
            agency: Some(text.to_owned()),
            ..Dateline::default()
        });
    }
    let is_small = text.chars().count() <= 30 && text.split_whitespace().count() <= 4;
    let n_letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_plain = text
        .chars()
        .all(|letter| letter.is_uppercase() || matches!(letter, ' ' | '.' | ',' | '-' | '\''));
    // A heading in capitals goes on in capitals.
    let is_sentence = after
        .split_whitespace()
        .take(4)
        .any(|word| word.chars().all(char::is_lowercase));
    (is_spaced
        && is_small
        && is_plain
        && n_letters >= 3
        && is_sentence
        && !WORDS.contains(&text))
    .then(|| Dateline {
        place: Some(text.to_owned()),
        ..Dateline::default()
    })
}

/// Capitals that nobody could say: a known mark, or no vowel but a last *O*
/// for *online*.
fn is_mark(word: &str) -> bool {
    let mark = word.trim_end_matches(".VN").trim_end_matches(".vn");
    let letters = mark.chars().count();
    let is_vowel = |letter: char| !"BCDĐFGHJKLMNPQRSTVWXZ".contains(letter);
    let stem = mark
        .strip_suffix('O')
        .filter(|stem| stem.chars().count() >= 2)
        .unwrap_or(mark);
    let is_code = (3..=6).contains(&letters) && !stem.chars().any(is_vowel);
    AGENCIES.contains(&mark) || (is_code && !WORDS.contains(&mark))
}

/// Reads `8/7`, `ngày 8-7` or `July 8` if that is all there is.
fn whole_day(part: &str) -> Option<DayMonth> {
    let bare = part.trim_start_matches("ngày ").trim_start_matches("Ngày ");
    let prefix = "ngày ";
    let found = find_day(&format!("{prefix}{bare}"))?;
    (found.byte_range == (prefix.len()..prefix.len() + bare.len())).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_name_places_agencies_and_days() {
        #[track_caller]
        fn check(text: &str, want: &str) {
            let got = parse(text).map_or("-".to_owned(), |dateline| {
                let day = dateline.day.map(|day| format!("{}/{}", day.day, day.month));
                let parts = [dateline.place, dateline.agency, day];
                let parts: Vec<String> =
                    parts.into_iter().map(Option::unwrap_or_default).collect();
                format!("{} > {}", parts.join("|"), &text[dateline.start..])
            });
            assert_eq!(got, want, "{text}");
        }
        check(
            "LSO-Sáng nay (8/7), huyện họp.",
            "|LSO| > Sáng nay (8/7), huyện họp.",
        );
        check("QNO - Sáng nay huyện họp.", "|QNO| > Sáng nay huyện họp.");
        check("(TTXVN) - Huyện họp.", "|TTXVN| > Huyện họp.");
        check("(Dân trí) - Huyện họp.", "|Dân trí| > Huyện họp.");
        check("QĐND Online – Huyện họp.", "|QĐND Online| > Huyện họp.");
        check("VOV.VN - Huyện họp.", "|VOV.VN| > Huyện họp.");
        check("HÀ NỘI, 8/7 – Huyện họp.", "HÀ NỘI||8/7 > Huyện họp.");
        check(
            "Hà Nội, ngày 8/7 (TTXVN) - Huyện họp.",
            "Hà Nội|TTXVN|8/7 > Huyện họp.",
        );
        check("Huế (TTXVN) – Huyện họp.", "Huế|TTXVN| > Huyện họp.");
        check(
            "HANOI, July 8 (VNA) — The council met.",
            "HANOI|VNA|8/7 > The council met.",
        );
        check(
            "NEW YORK, Feb 26 - Shares rose.",
            "NEW YORK||26/2 > Shares rose.",
        );
        check("HUẾ - Mưa lớn từ sáng.", "HUẾ|| > Mưa lớn từ sáng.");
        check(
            "WASHINGTON (AP) — The council met.",
            "WASHINGTON|AP| > The council met.",
        );
    }

    #[test]
    fn dashes_in_sentences_are_no_datelines() {
        for text in [
            "COVID-19 đã qua.",
            "VN-Index tăng mạnh.",
            "U23 Việt Nam - U23 Lào đá tối nay.",
            "Bà Hoa - chủ quán - cho biết.",
            "HÀ NỘI - THÀNH PHỐ VÌ HÒA BÌNH",
            "- Anh đi đâu?",
            "ASEAN-Trung Quốc họp.",
            "Tuyến Hà Nội - Lào Cai mở lại.",
            "-",
            "(8/7) - Họp",
            "",
            "Đại hội (lần 2) - Những điều mới",
            "TP.HCM- ",
            "GDP-Growth is slow.",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
