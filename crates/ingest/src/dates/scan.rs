//! Takes dates apart by numbers, words and signs rather than by fixed forms,
//! since weekday, time and zone stand before or after the day as it pleases.

use std::ops::Range;

use biennien_core::date::{Date, Day, Point};

use super::Stamp;

/// A day and a month inside a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DayMonth {
    /// 1 to 31.
    pub(crate) day: u8,
    /// 1 to 12.
    pub(crate) month: u8,
    /// The year, where it is written.
    pub(crate) year: Option<i32>,
    /// Whether the sentence calls it today.
    pub(crate) is_today: bool,
    /// Where it stands, in UTF-8 bytes.
    pub(crate) byte_range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// Value and number of digits.
    Number(u32, usize),
    /// In small letters.
    Word(String),
    Sign(char),
}

#[derive(Clone, Debug)]
struct Token {
    kind: Kind,
    range: Range<usize>,
    is_capitalized: bool,
}

impl Token {
    fn word(&self) -> &str {
        match &self.kind {
            Kind::Word(word) => word,
            _ => "",
        }
    }

    /// The number, if it has at most so many digits.
    fn number(&self, max_digits: usize) -> Option<u32> {
        match self.kind {
            Kind::Number(value, n_digits) if n_digits <= max_digits => Some(value),
            _ => None,
        }
    }

    fn year(&self) -> Option<i32> {
        match self.kind {
            Kind::Number(value, 4) => i32::try_from(value).ok(),
            _ => None,
        }
    }

    fn is_sign(&self, signs: &str) -> bool {
        matches!(self.kind, Kind::Sign(sign) if signs.contains(sign))
    }

    fn month(&self) -> Option<u32> {
        month_number(self.word())
    }
}

/// Words around a date that say nothing about it.
const NOISE: [&str; 34] = [
    "ngày",
    "lúc",
    "vào",
    "hôm",
    "đăng",
    "xuất",
    "bản",
    "cập",
    "nhật",
    "chủ",
    "cn",
    "at",
    "on",
    "date",
    "published",
    "posted",
    "updated",
    "last",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// What stands after *thứ* in the name of a day of the week.
const WEEKDAYS: [&str; 8] = ["hai", "ba", "tư", "năm", "sáu", "bảy", "bẩy", "bảy,"];
/// The zones of RFC 822, section 5.1, in hours.
const ZONES: [(&str, i32); 11] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("est", -5),
    ("edt", -4),
    ("cst", -6),
    ("cdt", -5),
    ("mst", -7),
    ("pst", -8),
    ("pdt", -7),
];

/// Reads a text that is a date and nothing else.
pub(super) fn read(text: &str) -> Option<Stamp> {
    let mut tokens = tokenize(text);
    let time = match take_time(&mut tokens) {
        Some(time) => Some(time?),
        None => None,
    };
    drop_noise(&mut tokens);
    let date = Date::from(point(&tokens)?);
    let published = time.as_ref().zip(date.day()).and_then(|(time, day)| {
        let is_rfc3339 = (0..=9999).contains(&day.ymd().0);
        let offset = time.offset.as_ref().filter(|_| is_rfc3339)?;
        Some(format!("{day}T{}{offset}", time.clock))
    });
    Some(Stamp {
        date,
        published,
        has_time: time.is_some(),
    })
}

fn tokenize(text: &str) -> Vec<Token> {
    let class = |letter: char| match letter {
        letter if letter.is_ascii_digit() => 0,
        letter if letter.is_alphabetic() => 1,
        letter if letter.is_whitespace() => 2,
        _ => 3,
    };
    let mut tokens = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        let mut end = start + letter.len_utf8();
        while class(letter) < 2
            && let Some((at, next)) = letters.next_if(|(_, next)| class(*next) == class(letter))
        {
            end = at + next.len_utf8();
        }
        let found = &text[start..end];
        let kind = match class(letter) {
            0 => Kind::Number(found.parse().unwrap_or(u32::MAX), found.len()),
            1 => Kind::Word(found.to_lowercase()),
            2 => continue,
            _ => Kind::Sign(letter),
        };
        tokens.push(Token {
            kind,
            range: start..end,
            is_capitalized: letter.is_uppercase(),
        });
    }
    tokens
}

/// A time of day and its distance from UTC as RFC 3339 writes them.
struct Time {
    clock: String,
    offset: Option<String>,
}

/// Takes the time and its zone out; `Some(None)` if there is no such time.
fn take_time(tokens: &mut Vec<Token>) -> Option<Option<Time>> {
    let start = tokens.windows(2).position(|pair| {
        pair[0].number(2).is_some()
            && (pair[1].is_sign(":") || matches!(pair[1].word(), "h" | "g" | "giờ"))
    })?;
    let mut end = start + 2;
    let mut take = |is_wanted: &dyn Fn(&Token) -> bool| {
        let found = tokens.get(end).filter(|token| is_wanted(token)).cloned();
        end += usize::from(found.is_some());
        found
    };
    let is_pair = |token: &Token| token.number(2).is_some();
    let hour = tokens[start].number(2)?;
    let minute = take(&is_pair)
        .and_then(|token| token.number(2))
        .unwrap_or(0);
    take(&|token| matches!(token.word(), "phút" | "p"));
    let mut clock_tail = String::from(":00");
    if take(&|token| token.is_sign(":")).is_some() {
        let second = take(&is_pair).and_then(|token| token.number(2));
        clock_tail = format!(":{:02}", second.filter(|second| *second <= 60).unwrap_or(0));
        if take(&|token| token.is_sign(".")).is_some()
            && let Some(Token {
                kind: Kind::Number(fraction, n_digits),
                ..
            }) = take(&|token| matches!(token.kind, Kind::Number(..)))
            && n_digits <= 9
        {
            clock_tail = format!("{clock_tail}.{fraction:0n_digits$}");
        }
    }
    let half = take(&|token| matches!(token.word(), "am" | "pm" | "sa" | "ch"));
    let hour = match half.as_ref().map_or("", Token::word) {
        "pm" | "ch" if hour < 12 => hour + 12,
        "am" | "sa" if hour == 12 => 0,
        _ => hour,
    };
    take(&|token| token.is_sign("("));
    let (offset, n_zone) = zone(&tokens[end..]);
    end += n_zone;
    let start = start - usize::from(start > 0 && tokens[start - 1].word() == "t");
    tokens.drain(start..end);
    let is_time = hour < 24 && minute < 60;
    Some(is_time.then(|| Time {
        clock: format!("{hour:02}:{minute:02}{clock_tail}"),
        offset,
    }))
}

/// Returns the offset that tokens begin with, and how many tokens it takes.
fn zone(tokens: &[Token]) -> (Option<String>, usize) {
    let named = tokens
        .first()
        .and_then(|token| ZONES.iter().find(|(name, _)| *name == token.word()));
    let skipped = usize::from(named.is_some());
    let rest = &tokens[skipped..];
    if let [sign, number, rest @ ..] = rest
        && sign.is_sign("+-−")
        && let Kind::Number(value, n_digits @ (1 | 2 | 4)) = number.kind
    {
        let minutes = match rest {
            [colon, minutes, ..] if n_digits < 4 && colon.is_sign(":") => minutes.number(2),
            _ => None,
        };
        let (hours, of_hour) = if n_digits == 4 {
            (value / 100, value % 100)
        } else {
            (value, minutes.unwrap_or(0))
        };
        let sign = if sign.is_sign("+") { '+' } else { '-' };
        let n_tokens = skipped + 2 + if minutes.is_some() { 2 } else { 0 };
        let is_offset = hours < 24 && of_hour < 60;
        return (
            is_offset.then(|| format!("{sign}{hours:02}:{of_hour:02}")),
            n_tokens,
        );
    }
    let offset = named.map(|(_, hours)| match hours {
        0 => "Z".to_owned(),
        hours => format!("{hours:+03}:00"),
    });
    (offset, skipped)
}

/// Drops names of weekdays, words like *ngày*, and signs that part nothing.
fn drop_noise(tokens: &mut Vec<Token>) {
    let mut kept: Vec<Token> = Vec::new();
    let mut rest = std::mem::take(tokens).into_iter().peekable();
    while let Some(token) = rest.next() {
        let is_day_name = |next: &Token| {
            WEEKDAYS.contains(&next.word())
                || next.number(1).is_some_and(|day| (2..=7).contains(&day))
        };
        if matches!(token.word(), "thứ" | "t") {
            if rest.next_if(is_day_name).is_some() {
                continue;
            }
        } else if matches!(token.word(), "st" | "nd" | "rd" | "th")
            && kept.last().is_some_and(|last| last.number(2).is_some())
        {
            continue;
        }
        let is_abbreviation =
            token.is_sign(".") && kept.last().is_some_and(|last| !last.word().is_empty());
        if is_abbreviation {
            continue;
        }
        if !NOISE.contains(&token.word()) && !token.is_sign(",()|–—:;") {
            kept.push(token);
        }
    }
    let holds = |at: Option<usize>| {
        let token = at.and_then(|at| kept.get(at));
        token.is_some_and(|token| token.number(8).is_some() || token.month().is_some())
    };
    let parts: Vec<bool> = (0..kept.len())
        .map(|at| !kept[at].is_sign("-/.") || (holds(at.checked_sub(1)) && holds(Some(at + 1))))
        .collect();
    let mut parts = parts.into_iter();
    kept.retain(|_| parts.next().unwrap_or(true));
    *tokens = kept;
}

/// Reads tokens that are a day, a month or a year.
fn point(tokens: &[Token]) -> Option<Point> {
    let is_dash = |token: &Token| token.is_sign("-/.");
    match tokens {
        [only] => match only.kind {
            Kind::Number(value, 8) => day(value / 10_000, value / 100 % 100, value % 100),
            _ => Point::from_year(only.year()?),
        },
        [nam, year] if nam.word() == "năm" => Point::from_year(year.year()?),
        [month, year] if month.month().is_some() => {
            Point::from_month(year.year()?, u8::try_from(month.month()?).ok()?)
        }
        [thang, rest @ ..] if thang.word() == "tháng" => month_year(rest),
        [month, dash, year] if is_dash(dash) => month_year_of(month, year),
        [of_month, thang, month, .., year] if thang.word() == "tháng" && tokens.len() <= 5 => {
            let is_plain = tokens[3..tokens.len() - 1]
                .iter()
                .all(|token| token.word() == "năm" || is_dash(token));
            day(
                year.year()?.unsigned_abs(),
                month.number(2)?,
                of_month.number(2)?,
            )
            .filter(|_| is_plain)
        }
        [a, dash, b, dash_2, c] if is_dash(dash) && dash.kind == dash_2.kind => {
            let month = b.month().or(b.number(2))?;
            match (a.year(), c.year()) {
                (Some(year), None) => day(year.unsigned_abs(), month, c.number(2)?),
                (None, Some(year)) => day(year.unsigned_abs(), month, a.number(2)?),
                _ => None,
            }
        }
        [a, b, year] => {
            let (of_month, month) = match (a.month(), b.month()) {
                (None, Some(month)) => (a.number(2)?, month),
                (Some(month), None) => (b.number(2)?, month),
                _ => return None,
            };
            day(year.year()?.unsigned_abs(), month, of_month)
        }
        _ => None,
    }
}

fn month_year(tokens: &[Token]) -> Option<Point> {
    match tokens {
        [month, year] => month_year_of(month, year),
        [month, between, year] if between.word() == "năm" || between.is_sign("-/.") => {
            month_year_of(month, year)
        }
        _ => None,
    }
}

fn month_year_of(month: &Token, year: &Token) -> Option<Point> {
    Point::from_month(year.year()?, u8::try_from(month.number(2)?).ok()?)
}

fn day(year: u32, month: u32, day: u32) -> Option<Point> {
    let small = |number: u32| u8::try_from(number).ok();
    Day::from_ymd(i32::try_from(year).ok()?, small(month)?, small(day)?).map(Point::from_day)
}

/// Reads `July`, `jul` and `sept`.
fn month_number(word: &str) -> Option<u32> {
    let is_month = |name: &str| *name == *word || (word.len() == 3 && name.starts_with(word));
    let at = MONTHS
        .iter()
        .position(|name| is_month(name) || (word == "sept" && *name == "september"));
    at.and_then(|at| u32::try_from(at + 1).ok())
}

/// Finds the first day in running text: *ngày 8/7*, *(8/7)*, *8 tháng 7*,
/// *July 8*, *8/7/2019*.
///
/// A bare *8/7* may be a share or a score: without a year it counts only after
/// *ngày*, *nay* or a time of day, or in brackets.
pub(crate) fn find_day(text: &str) -> Option<DayMonth> {
    let tokens = tokenize(text);
    (0..tokens.len()).find_map(|at| {
        let (n_tokens, day, month, year) = day_at(&tokens, at)?;
        let (day, month) = (u8::try_from(day).ok()?, u8::try_from(month).ok()?);
        // A leap year: the year is not known yet.
        Day::from_ymd(year.unwrap_or(2000), month, day)?;
        Some(DayMonth {
            day,
            month,
            year,
            is_today: is_today_before(&tokens[..at]),
            byte_range: tokens[at].range.start..tokens[at + n_tokens - 1].range.end,
        })
    })
}

/// Reads a day that begins at a token: how many tokens, day, month, year.
fn day_at(tokens: &[Token], at: usize) -> Option<(usize, u32, u32, Option<i32>)> {
    let rest = &tokens[at..];
    let year_at = |n: usize| -> (usize, Option<i32>) {
        let found = rest
            .get(n)
            .filter(|token| token.is_sign(",/-.") || token.word() == "năm");
        match found.and_then(|_| rest.get(n + 1)).and_then(Token::year) {
            Some(year) => (n + 2, Some(year)),
            None => (n, None),
        }
    };
    if let [day, thang, month, ..] = rest
        && thang.word() == "tháng"
    {
        let (n, year) = year_at(3);
        return Some((n, day.number(2)?, month.number(2)?, year));
    }
    if let [month, day, ..] = rest
        && month.is_capitalized
        && let (Some(month), Some(day)) = (month.month(), day.number(2))
    {
        let (n, year) = year_at(2);
        return Some((n, day, month, year));
    }
    if let [day, month, after @ ..] = rest
        && month.is_capitalized
        && let (Some(day), Some(month)) = (day.number(2), month.month())
    {
        let year = after.first().and_then(Token::year);
        return Some((2 + usize::from(year.is_some()), day, month, year));
    }
    slashed_day_at(tokens, at)
}

fn slashed_day_at(tokens: &[Token], at: usize) -> Option<(usize, u32, u32, Option<i32>)> {
    let rest = &tokens[at..];
    let is_joined = at > 0
        && tokens[at - 1].is_sign("/-.,")
        && tokens[at - 1].range.end == rest[0].range.start;
    if is_joined {
        return None;
    }
    if let [first, dash, last, slash, month, ..] = rest
        && dash.is_sign("-–")
        && slash.is_sign("/")
        && let (Some(_), Some(last), Some(month)) =
            (first.number(2), last.number(2), month.number(2))
    {
        return Some((5, last, month, None)).filter(|_| is_announced(&tokens[..at]));
    }
    let [day, dash, month, after @ ..] = rest else {
        return None;
    };
    let is_day = dash.is_sign("/-.")
        && dash.range.start == day.range.end
        && dash.range.end == month.range.start;
    let (day, month) = (day.number(2)?, month.number(2)?);
    match after {
        _ if !is_day => None,
        [dash_2, year, ..] if dash_2.kind == dash.kind && year.year().is_some() => {
            Some((5, day, month, year.year()))
        }
        [dash_2, number, ..] if dash_2.is_sign("/-") && number.number(9).is_some() => None,
        _ => Some((3, day, month, None)).filter(|_| is_announced(&tokens[..at])),
    }
}

/// Whether the words before a bare *8/7* say that it is a day.
fn is_announced(before: &[Token]) -> bool {
    before.last().is_some_and(|token| {
        token.is_sign("(")
            || matches!(
                token.word(),
                "ngày"
                    | "nay"
                    | "hôm"
                    | "sáng"
                    | "trưa"
                    | "chiều"
                    | "tối"
                    | "đêm"
                    | "qua"
                    | "today"
            )
    }) || matches!(before, [.., nay, comma] if nay.word() == "nay" && comma.is_sign(","))
}

fn is_today_before(before: &[Token]) -> bool {
    let near = &before[before.len().saturating_sub(3)..];
    let is_skipped = |token: &&Token| token.is_sign("(,") || token.word() == "ngày";
    let word = near.iter().rev().find(|token| !is_skipped(token));
    word.is_some_and(|token| matches!(token.word(), "nay" | "today"))
}

/// Finds *hôm nay*, *sáng nay* or *today*.
pub(crate) fn find_today(text: &str) -> Option<&str> {
    let tokens = tokenize(text);
    tokens.iter().enumerate().find_map(|(at, token)| {
        let before = at.checked_sub(1).map(|at| &tokens[at]);
        match (before.map_or("", Token::word), token.word()) {
            ("hôm" | "sáng" | "trưa" | "chiều" | "tối" | "đêm", "nay") => {
                Some(&text[before?.range.start..token.range.end])
            }
            (_, "today") => Some(&text[token.range.clone()]),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_in_running_text() {
        #[track_caller]
        fn check(text: &str, want: &str) {
            let got = find_day(text).map_or("-".to_owned(), |found| {
                let year = found
                    .year
                    .map(|year| format!("/{year}"))
                    .unwrap_or_default();
                let today = if found.is_today { " today" } else { "" };
                format!(
                    "{}/{}{year}{today} [{}]",
                    found.day, found.month, &text[found.byte_range]
                )
            });
            assert_eq!(got, want, "{text}");
        }
        check("Sáng nay (8/7), huyện họp", "8/7 today [8/7]");
        check("Hôm nay, ngày 8/7, huyện họp", "8/7 today [8/7]");
        check("Hôm nay 8-7 huyện họp", "8/7 today [8-7]");
        check("Ngày 8/7, huyện họp", "8/7 [8/7]");
        check("Ngày 7.7, huyện họp", "7/7 [7.7]");
        check("Chiều 8/7 huyện họp", "8/7 [8/7]");
        check("Từ ngày 8-10/7, huyện họp", "10/7 [8-10/7]");
        check("Ngày 8 tháng 7, huyện họp", "8/7 [8 tháng 7]");
        check("Ngày 8 tháng 7 năm 2019", "8/7/2019 [8 tháng 7 năm 2019]");
        check("Họp 8/7/2019", "8/7/2019 [8/7/2019]");
        check("Today (July 8), the council", "8/7 today [July 8]");
        check("On 8 July 2019 the council", "8/7/2019 [8 July 2019]");
        check("On July 8, 2019, the council", "8/7/2019 [July 8, 2019]");
        check("Có 3/4 hộ, mở cửa 24/7, tỷ số 2-1", "-");
        check("Quyết định số (12/34)", "-");
        check("You may 5 times", "-");
        check("", "-");
    }
}
