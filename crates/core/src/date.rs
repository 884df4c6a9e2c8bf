//! Civil days and the dates of an archive.
//!
//! An archive's date is often less than a day and less than certain. It is kept
//! as it was known, in EDTF (the Extended Date/Time Format of ISO 8601-2,
//! Library of Congress specification of 2019): `2019-07-08`, `2019-07`, `2019`,
//! `201X`, `19XX`, `2019~`, `2019-07-08?`, `1954/1975`, `-0043`. Years run from
//! -9999 to 9999; year 0 is 1 BC, as in ISO 8601.
//!
//! A day is the day as written, in the calendar of today carried backwards
//! (proleptic Gregorian), and never converted between time zones.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A civil day, counted in days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub i32);

/// Julian day number of 1970-01-01.
const EPOCH_JULIAN_DAY: i32 = 2_440_588;

impl Day {
    /// -9999-01-01.
    pub const MIN: Self = Self(-4_371_587);
    /// 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// Returns the day of a year (-9999 to 9999), month (1 to 12) and day of
    /// the month, or nothing if there is no such day.
    #[must_use]
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        let date = time::Date::from_calendar_date(year, month, day).ok()?;
        Some(Self(date.to_julian_day() - EPOCH_JULIAN_DAY))
    }

    /// Returns year, month (1 to 12) and day of the month.
    ///
    /// A day outside of `MIN..=MAX` gives the nearest end.
    #[must_use]
    pub fn ymd(self) -> (i32, u8, u8) {
        let date = self.to_time();
        (date.year(), date.month().into(), date.day())
    }

    /// Returns the day of the week, Monday 1 to Sunday 7.
    #[must_use]
    pub fn weekday(self) -> u8 {
        self.to_time().weekday().number_from_monday()
    }

    fn to_time(self) -> time::Date {
        let day = self.clamp(Self::MIN, Self::MAX);
        time::Date::from_julian_day(day.0 + EPOCH_JULIAN_DAY).unwrap_or(time::Date::MIN)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write_year(f, year)?;
        write!(f, "-{month:02}-{day:02}")
    }
}

/// Returns how many days a month has.
#[must_use]
pub fn days_in_month(year: i32, month: u8) -> u8 {
    time::Month::try_from(month).map_or(0, |month| month.length(year))
}

/// How exactly one end of a date is known, from finest to coarsest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A day.
    Day,
    /// A month of a year.
    Month,
    /// A year.
    Year,
    /// Ten years, `201X`.
    Decade,
    /// A hundred years, `19XX`.
    Century,
}

/// A day, month, year, decade or century, perhaps in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    first: Day,
    precision: Precision,
    /// EDTF `?`: the source is in doubt about it.
    pub is_uncertain: bool,
    /// EDTF `~`: about then.
    pub is_approximate: bool,
}

impl Point {
    /// Returns a day, without doubt.
    #[must_use]
    pub fn from_day(day: Day) -> Self {
        Self::certain(day, Precision::Day)
    }

    /// Returns a month, without doubt, or nothing if there is no such month.
    #[must_use]
    pub fn from_month(year: i32, month: u8) -> Option<Self> {
        Day::from_ymd(year, month, 1).map(|day| Self::certain(day, Precision::Month))
    }

    /// Returns a year, without doubt, or nothing if it is out of range.
    #[must_use]
    pub fn from_year(year: i32) -> Option<Self> {
        Day::from_ymd(year, 1, 1).map(|day| Self::certain(day, Precision::Year))
    }

    /// Returns the point of a precision that begins on a day, without doubt, or
    /// nothing if none begins there.
    #[must_use]
    pub fn new(first: Day, precision: Precision) -> Option<Self> {
        let (year, month, day) = first.ymd();
        let begins = match precision {
            Precision::Day => true,
            Precision::Month => day == 1,
            Precision::Year => (month, day) == (1, 1),
            Precision::Decade => (month, day) == (1, 1) && year >= 0 && year % 10 == 0,
            Precision::Century => (month, day) == (1, 1) && year >= 0 && year % 100 == 0,
        };
        let is_known = (Day::MIN..=Day::MAX).contains(&first);
        (begins && is_known).then(|| Self::certain(first, precision))
    }

    fn certain(first: Day, precision: Precision) -> Self {
        Self {
            first,
            precision,
            is_uncertain: false,
            is_approximate: false,
        }
    }

    /// How exactly it is known.
    #[must_use]
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The first day it may mean.
    #[must_use]
    pub fn first(self) -> Day {
        self.first
    }

    /// The last day it may mean.
    #[must_use]
    pub fn last(self) -> Day {
        let (year, month, _) = self.first.ymd();
        let years = |n: i32| Day::from_ymd(year + n - 1, 12, 31).unwrap_or(Day::MAX);
        match self.precision {
            Precision::Day => self.first,
            Precision::Month => Day(self.first.0 + i32::from(days_in_month(year, month)) - 1),
            Precision::Year => years(1),
            Precision::Decade => years(10),
            Precision::Century => years(100),
        }
    }
}

/// A date of an article: a point in time, or an interval between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// The date, or where the interval begins.
    pub start: Point,
    /// Where the interval ends; never before `start`.
    end: Option<Point>,
}

impl Date {
    /// Returns a day, without doubt.
    #[must_use]
    pub fn from_day(day: Day) -> Self {
        Point::from_day(day).into()
    }

    /// Returns the interval from one point to another, or nothing if it would
    /// end before it begins.
    #[must_use]
    pub fn interval(start: Point, end: Point) -> Option<Self> {
        (start.first() <= end.last()).then_some(Self {
            start,
            end: Some(end),
        })
    }

    /// Returns the same date, marked as uncertain (`?`).
    #[must_use]
    pub fn uncertain(mut self) -> Self {
        self.start.is_uncertain = true;
        self
    }

    /// Where the interval ends, if it is one.
    #[must_use]
    pub fn end(self) -> Option<Point> {
        self.end
    }

    /// The first day it may mean.
    #[must_use]
    pub fn first(self) -> Day {
        self.start.first()
    }

    /// The last day it may mean.
    #[must_use]
    pub fn last(self) -> Day {
        self.end.unwrap_or(self.start).last()
    }

    /// The one day it means, if it is known to the day.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        (self.end.is_none() && self.start.precision == Precision::Day).then_some(self.first())
    }

    /// Whether any part of it is marked uncertain (`?`) or approximate (`~`).
    #[must_use]
    pub fn is_in_doubt(self) -> bool {
        let doubt = |point: Point| point.is_uncertain || point.is_approximate;
        doubt(self.start) || self.end.is_some_and(doubt)
    }

    /// Returns what HTML takes for a date: a year from 1 on, a month or a day
    /// (section 2.3.5 of the standard).
    #[must_use]
    #[inline]
    pub fn datetime(self) -> Option<String> {
        let edtf = self.to_string();
        let plain = edtf.trim_end_matches(['?', '~', '%']);
        let is_plain = plain
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        (is_plain && !plain.starts_with("0000")).then(|| plain.to_owned())
    }

    /// Whether the days it may mean and `first..=last` have a day in common.
    #[must_use]
    pub fn overlaps(self, first: Day, last: Day) -> bool {
        self.first() <= last && first <= self.last()
    }
}

impl From<Point> for Date {
    fn from(start: Point) -> Self {
        Self { start, end: None }
    }
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// The text has another form than the EDTF that is read here.
    #[error("{0:?} is no date; write it as 2019-07-08, 2019-07, 2019, 2019~ or 1954/1975")]
    Form(String),
    /// The form is right, but the calendar has no such day or month.
    #[error("{0:?} is not in the calendar; check day and month")]
    Calendar(String),
    /// An interval ends before it begins.
    #[error("{0:?} ends before it begins; swap its two ends")]
    Order(String),
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let Some((start, end)) = text.split_once('/') else {
            return Ok(text.parse::<Point>()?.into());
        };
        let whole = |error| match error {
            DateError::Calendar(_) => DateError::Calendar(text.to_owned()),
            _ => DateError::Form(text.to_owned()),
        };
        let (start, end) = (start.parse().map_err(whole)?, end.parse().map_err(whole)?);
        Self::interval(start, end).ok_or_else(|| DateError::Order(text.to_owned()))
    }
}

impl FromStr for Point {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let form = || DateError::Form(text.to_owned());
        let (body, is_uncertain, is_approximate) = match text.char_indices().next_back() {
            Some((at, '?')) => (&text[..at], true, false),
            Some((at, '~')) => (&text[..at], false, true),
            Some((at, '%')) => (&text[..at], true, true),
            _ => (text, false, false),
        };
        let (sign, digits) = match body.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, body),
        };
        let mut parts = digits.split('-');
        let year = parts.next().unwrap_or_default();
        let month = parts
            .next()
            .map(|part| number(part, 2).ok_or_else(form))
            .transpose()?;
        let day = parts
            .next()
            .map(|part| number(part, 2).ok_or_else(form))
            .transpose()?;
        if parts.next().is_some() {
            return Err(form());
        }
        let (year, precision) = masked_year(year, sign).ok_or_else(form)?;
        let precision = match (precision, month, day) {
            (precision, None, _) => precision,
            (Precision::Year, Some(_), None) => Precision::Month,
            (Precision::Year, Some(_), Some(_)) => Precision::Day,
            _ => return Err(form()),
        };
        let part = |value: Option<i32>| u8::try_from(value.unwrap_or(1)).unwrap_or(0);
        let first = Day::from_ymd(year, part(month), part(day))
            .ok_or_else(|| DateError::Calendar(text.to_owned()))?;
        Ok(Self {
            first,
            precision,
            is_uncertain,
            is_approximate,
        })
    }
}

/// Reads exactly `n_digits` digits.
fn number(text: &str, n_digits: usize) -> Option<i32> {
    let is_number = text.len() == n_digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// Reads `2019`, `201X` or `20XX`; a decade or century gives its first year.
fn masked_year(text: &str, sign: i32) -> Option<(i32, Precision)> {
    let (digits, precision, span) = match text.len() - text.trim_end_matches('X').len() {
        0 => (text, Precision::Year, 1),
        1 => (text.get(..3)?, Precision::Decade, 10),
        2 => (text.get(..2)?, Precision::Century, 100),
        _ => return None,
    };
    let year = sign * number(digits, digits.len())? * span;
    let is_whole = text.len() == 4 && (sign > 0 || (span == 1 && year != 0));
    is_whole.then_some((year, precision))
}

fn write_year(f: &mut fmt::Formatter<'_>, year: i32) -> fmt::Result {
    let sign = if year < 0 { "-" } else { "" };
    write!(f, "{sign}{:04}", year.abs())
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.first.ymd();
        match self.precision {
            Precision::Century => write!(f, "{:02}XX", year / 100)?,
            Precision::Decade => write!(f, "{:03}X", year / 10)?,
            Precision::Year => write_year(f, year)?,
            Precision::Month => {
                write_year(f, year)?;
                write!(f, "-{month:02}")?;
            }
            Precision::Day => {
                write_year(f, year)?;
                write!(f, "-{month:02}-{day:02}")?;
            }
        }
        f.write_str(match (self.is_uncertain, self.is_approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.start)?;
        self.end.map_or(Ok(()), |end| write!(f, "/{end}"))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, first: &str, last: &str) {
        let date: Date = text.parse().expect(text);
        assert_eq!(date.to_string(), text);
        assert_eq!(
            (date.first().to_string(), date.last().to_string()),
            (first.into(), last.into())
        );
    }

    #[test]
    fn every_precision_knows_its_first_and_last_day() {
        check("2019-07-08", "2019-07-08", "2019-07-08");
        check("2019-02", "2019-02-01", "2019-02-28");
        check("2020-02", "2020-02-01", "2020-02-29");
        check("2019~", "2019-01-01", "2019-12-31");
        check("201X", "2010-01-01", "2019-12-31");
        check("19XX?", "1900-01-01", "1999-12-31");
        check("1954/1975", "1954-01-01", "1975-12-31");
        check("1954-07-21?/1975-04~", "1954-07-21", "1975-04-30");
        check("0938", "0938-01-01", "0938-12-31");
        check("0043-03-15%", "0043-03-15", "0043-03-15");
        check("-0110", "-0110-01-01", "-0110-12-31");
        check("0000", "0000-01-01", "0000-12-31");
        check("9999-12-31", "9999-12-31", "9999-12-31");
    }

    #[test]
    fn what_is_no_date_is_refused_with_the_reason() {
        #[track_caller]
        fn check(text: &str, want: fn(String) -> DateError) {
            assert_eq!(text.parse::<Date>(), Err(want(text.to_owned())));
        }
        for text in [
            "",
            "?",
            "-",
            "8/7",
            "2019-7-8",
            "19",
            "20199",
            "2019-07-08-01",
            "-0000",
        ] {
            check(text, DateError::Form);
        }
        check("201X-07", DateError::Form);
        check("2019-02-30", DateError::Calendar);
        check("2019-13", DateError::Calendar);
        check("1975/1954", DateError::Order);
        check("2019/", DateError::Form);
        check("năm", DateError::Form);
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        let weekday = |text: &str| text.parse::<Date>().expect(text).first().weekday();
        assert_eq!(weekday("2020-05-31"), 7);
        assert_eq!(weekday("2019-07-08"), 1);
    }

    proptest! {
        #[test]
        fn a_day_survives_the_calendar(day in Day::MIN.0..=Day::MAX.0) {
            let (year, month, of_month) = Day(day).ymd();
            prop_assert_eq!(Day::from_ymd(year, month, of_month), Some(Day(day)));
            let text = Day(day).to_string();
            prop_assert_eq!(text.parse::<Date>().expect("written here").day(), Some(Day(day)));
        }

        #[test]
        fn any_text_parses_or_errs(text in "\\PC{0,16}|[0-9X~?%/-]{0,22}") {
            if let Ok(date) = text.parse::<Date>() {
                prop_assert_eq!(date.to_string(), text);
                prop_assert!(date.first() <= date.last());
            }
        }
    }

    #[test]
    fn only_what_html_takes_for_a_date_is_said_to_machines() {
        #[track_caller]
        fn check(edtf: &str, want: Option<&str>) {
            let date: Date = edtf.parse().expect("a date");
            assert_eq!(date.datetime().as_deref(), want);
        }
        check("2019-07-08?", Some("2019-07-08"));
        check("2019-07", Some("2019-07"));
        check("0938~", Some("0938"));
        check("201X", None);
        check("-0043-03-15", None);
        check("0000", None);
        check("1954/1975", None);
    }
}
