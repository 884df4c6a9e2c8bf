//! The names of fields, and the times that may stand behind them.

use crate::date::{Date, Day, Point};
use crate::text::{Word, tokens};
use crate::timeline::Days;

use super::Field;

/// What a name before a colon means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// A field that has words.
    Words(Field),
    /// A time.
    Date,
    /// Up to a time.
    Before,
    /// From a time on.
    After,
}

impl Name {
    /// Reads what stands before a colon: words, perhaps with hyphens or spaces.
    /// Names of one syllable may lack marks, but have no other ones: *nội* is
    /// not *nơi*.
    pub(super) fn new(text: &str) -> Option<Self> {
        let mut fold = String::new();
        for token in tokens(text) {
            fold.push_str(&token.word()?.fold());
        }
        let (name, marked) = match fold.as_str() {
            "tieude" | "title" => (Self::Words(Field::Title), ""),
            "tacgia" | "author" => (Self::Words(Field::Author), ""),
            "nguon" => (Self::Words(Field::Source), "nguồn"),
            "source" => (Self::Words(Field::Source), ""),
            "muc" => (Self::Words(Field::Section), "mục"),
            "section" => (Self::Words(Field::Section), ""),
            "the" => (Self::Words(Field::Tag), "thẻ"),
            "tag" => (Self::Words(Field::Tag), ""),
            "noi" => (Self::Words(Field::Place), "nơi"),
            "place" => (Self::Words(Field::Place), ""),
            "ngonngu" | "lang" => (Self::Words(Field::Lang), ""),
            "ngay" => (Self::Date, "ngày"),
            "date" => (Self::Date, ""),
            "truoc" => (Self::Before, "trước"),
            "before" => (Self::Before, ""),
            "sau" => (Self::After, "sau"),
            "after" => (Self::After, ""),
            _ => return None,
        };
        let fits = |marked| {
            let (typed, name) = (Word::new(text)?, Word::new(marked)?);
            typed.liken(&name, false)
        };
        (marked.is_empty() || fits(marked).is_some()).then_some(name)
    }

    /// Returns the field, given what stands behind the colon, or nothing if that
    /// should be a date and is none.
    pub(super) fn field(self, value: &str) -> Option<Field> {
        let Self::Words(field) = self else {
            let days = days(value)?;
            return Some(Field::Date(match self {
                Self::Before => Days {
                    first: Day::MIN,
                    ..days
                },
                Self::After => Days {
                    last: Day::MAX,
                    ..days
                },
                _ => days,
            }));
        };
        Some(field)
    }
}

/// Returns of a time that is being typed what can be read already, perhaps
/// nothing; or none if it cannot become a time.
pub(super) fn begun(value: &str) -> Option<&str> {
    let has_all = value.len() >= "31/05/2020".len();
    let is_sign = |letter: char| SIGNS.contains(&letter);
    if has_all || !value.chars().all(|l| l.is_ascii_digit() || is_sign(l)) {
        return None;
    }
    match value.rsplit_once(is_sign) {
        Some((_, year)) if year.len() == 4 => None,
        Some((before, _)) => Some(before),
        None => Some(""),
    }
}

/// Between the parts of a time.
const SIGNS: [char; 3] = ['-', '/', '.'];

/// Reads a time as people write it.
fn days(text: &str) -> Option<Days> {
    let text = text.trim().to_ascii_uppercase();
    if let Ok(date) = text.parse::<Date>() {
        return Some(date.into());
    }
    let mut parts = Vec::new();
    for part in text.split(SIGNS) {
        let is_number =
            (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let number: i32 = part.parse().ok().filter(|_| is_number)?;
        parts.push((number, part.len() == 4));
    }
    let small = |number: i32| u8::try_from(number).ok();
    let point = match parts[..] {
        [(month, false), (year, true)] | [(year, true), (month, false)] => {
            Point::from_month(year, small(month)?)?
        }
        [(day, false), (month, false), (year, true)]
        | [(year, true), (month, false), (day, false)] => {
            Point::from_day(Day::from_ymd(year, small(month)?, small(day)?)?)
        }
        _ => return None,
    };
    Some(Date::from(point).into())
}
