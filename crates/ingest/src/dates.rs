//! Dates as people write them, read without guessing.
//!
//! Understood: EDTF; ISO 8601 with or without time and offset; RFC 822;
//! `31/05/2020`, `8-7-2019`, `31.5.2020`, day before month; `Chủ nhật,
//! 31/05/2020`, `Thứ tư, 10/9/2025, 16:30 (GMT+7)`; `Ngày 8 tháng 7 năm 2019`,
//! `tháng 7 năm 2019`; `July 8, 2019`, `8 July 2019`, `8-JUL-1987`; a year; unix
//! stamps in seconds and milliseconds. Years of two digits are not.
//!
//! The day is the day as written. Only a unix stamp, which names none, is
//! converted, in the time zone that the caller gives.

use biennien_core::date::{Date, Day, Point};

use crate::Timezone;

mod scan;

pub(crate) use scan::{DayMonth, find_day, find_today};

/// A date as it was written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stamp {
    /// What it means.
    pub(crate) date: Date,
    /// RFC 3339, where a time and an offset were given.
    pub(crate) published: Option<String>,
    /// Whether a time was given.
    pub(crate) has_time: bool,
}

impl Stamp {
    /// Whether a time was given that `published` could not take up.
    pub(crate) fn loses_time(&self) -> bool {
        self.has_time && self.published.is_none()
    }
}

impl From<Date> for Stamp {
    fn from(date: Date) -> Self {
        Self {
            date,
            published: None,
            has_time: false,
        }
    }
}

/// Reads a text that is a date and nothing else.
pub(crate) fn read(text: &str, timezone: Timezone) -> Option<Stamp> {
    let text = text.trim();
    if text.len() > 100 {
        return None;
    }
    if let Ok(date) = text.parse::<Date>() {
        return Some(date.into());
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.len() >= 9 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text
            .parse()
            .ok()
            .and_then(|stamp| from_unix(stamp, timezone));
    }
    scan::read(text)
}

/// Reads seconds or, from 100,000,000,000 on, milliseconds since 1970.
pub(crate) fn from_unix(stamp: i64, timezone: Timezone) -> Option<Stamp> {
    let seconds = if stamp.abs() >= 100_000_000_000 {
        stamp.div_euclid(1000)
    } else {
        stamp
    };
    let local = seconds.checked_add(timezone.offset_seconds())?;
    let day = Day(i32::try_from(local.div_euclid(86_400)).ok()?);
    if !(Day::MIN..=Day::MAX).contains(&day) {
        return None;
    }
    let of_day = local.rem_euclid(86_400);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    let is_rfc3339 = (0..=9999).contains(&day.ymd().0);
    let published =
        is_rfc3339.then(|| format!("{day}T{hour:02}:{minute:02}:{second:02}{timezone}"));
    Some(Stamp {
        date: Date::from_day(day),
        published,
        has_time: true,
    })
}

/// Reads a number: a year of four digits, `20190708`, or a unix stamp.
pub(crate) fn from_number(number: i64, timezone: Timezone) -> Option<Stamp> {
    match number {
        1000..=9999 => Some(Date::from(Point::from_year(i32::try_from(number).ok()?)?).into()),
        10_000_000..=99_999_999 => scan::read(&number.to_string()),
        _ if number.abs() >= 10_000 => from_unix(number, timezone),
        _ => None,
    }
}

/// Returns the last day with this day and month that is not after another.
///
/// Goes back at most eight years, the longest between two 29 Februaries.
pub(crate) fn last_such_day(day: u8, month: u8, not_after: Day) -> Option<Day> {
    let (year, ..) = not_after.ymd();
    (year - 8..=year)
        .rev()
        .filter_map(|year| Day::from_ymd(year, month, day))
        .find(|found| *found <= not_after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        let got = match read(text, Timezone::VIETNAM) {
            Some(Stamp {
                date,
                published: Some(published),
                ..
            }) => format!("{date} {published}"),
            Some(Stamp { date, has_time, .. }) => {
                format!("{date}{}", if has_time { " +time" } else { "" })
            }
            None => "-".to_owned(),
        };
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn iso_dates_keep_their_day_and_offset() {
        check("2019-07-08", "2019-07-08");
        check("2019-07-08T23:30:00Z", "2019-07-08 2019-07-08T23:30:00Z");
        check(
            "2019-07-08T23:30:00.125+07:00",
            "2019-07-08 2019-07-08T23:30:00.125+07:00",
        );
        check(
            "2019-07-08T01:30-0530",
            "2019-07-08 2019-07-08T01:30:00-05:30",
        );
        check(
            "2025-08-09T01:35:18+07:07",
            "2025-08-09 2025-08-09T01:35:18+07:07",
        );
        check("2019-07-08 12:30", "2019-07-08 +time");
        check("2019-7-8", "2019-07-08");
        check("2022/11/16", "2022-11-16");
        check("20190708", "2019-07-08");
        check("2019-02-30", "-");
        check("2019-07-08T25:00:00Z", "-");
    }

    #[test]
    fn edtf_is_itself() {
        for text in [
            "2019",
            "2019-07",
            "2019~",
            "2019-07-08?",
            "201X",
            "1954/1975",
            "-0110",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn the_day_comes_before_the_month() {
        check("31/05/2020", "2020-05-31");
        check("8-7-2019", "2019-07-08");
        check("31.5.2020", "2020-05-31");
        check("05/31/2020", "-");
        check("8/7/19", "-");
        check("7/2019", "2019-07");
        check("16/04/2023 09:05", "2023-04-16 +time");
    }

    #[test]
    fn vietnamese_dates() {
        check("Chủ nhật,  31/05/2020", "2020-05-31");
        check(
            "Thứ tư, 10/9/2025, 16:30 (GMT+7)",
            "2025-09-10 2025-09-10T16:30:00+07:00",
        );
        check("Thứ năm, ngày 4 tháng 7 năm 2019", "2019-07-04");
        check("Thứ 5, 04/07/2019 | 09:15", "2019-07-04 +time");
        check("Ngày 8 tháng 7 năm 2019", "2019-07-08");
        check("tháng 7 năm 2019", "2019-07");
        check("Tháng 7/2019", "2019-07");
        check("năm 2019", "2019");
        check("Cập nhật lúc 16h30 ngày 8/7/2019", "2019-07-08 +time");
        check("08:00 SA, 08/07/2019", "2019-07-08 +time");
        check("CHỦ NHẬT, 31-5-2020", "2020-05-31");
        check("T2, 08/07/2019", "2019-07-08");
    }

    #[test]
    fn english_dates() {
        check("July 8, 2019", "2019-07-08");
        check("Monday, 8 July 2019", "2019-07-08");
        check("8th Sept. 2019", "2019-09-08");
        check("July 2019", "2019-07");
        check("26-FEB-1987 15:01:01.01", "1987-02-26 +time");
        check(
            "Mon, 08 Jul 2019 10:15:00 +0700",
            "2019-07-08 2019-07-08T10:15:00+07:00",
        );
        check(
            "Mon, 08 Jul 2019 10:15:00 GMT",
            "2019-07-08 2019-07-08T10:15:00Z",
        );
        check(
            "Mon, 08 Jul 2019 10:15:00 EST",
            "2019-07-08 2019-07-08T10:15:00-05:00",
        );
        check("July 8, 2019 at 3:05 PM", "2019-07-08 +time");
        check(
            "Mon Jul 08 10:15:00 +0700 2019",
            "2019-07-08 2019-07-08T10:15:00+07:00",
        );
    }

    #[test]
    fn unix_stamps_become_days_in_the_zone_given() {
        check("1562605200", "2019-07-09 2019-07-09T00:00:00+07:00");
        check("1562605200000", "2019-07-09 2019-07-09T00:00:00+07:00");
        check("-100000000000000000", "-");
        assert_eq!(
            from_unix(1_562_605_199, Timezone::UTC)
                .unwrap()
                .date
                .to_string(),
            "2019-07-08"
        );
        assert_eq!(
            from_number(2019, Timezone::UTC).unwrap().date.to_string(),
            "2019"
        );
        assert_eq!(
            from_number(20_190_708, Timezone::UTC)
                .unwrap()
                .date
                .to_string(),
            "2019-07-08"
        );
        assert_eq!(from_number(7, Timezone::UTC), None);
    }

    #[test]
    fn sentences_and_rubbish_are_no_dates() {
        for text in [
            "",
            "hôm qua",
            "8/7",
            "Hội nghị ngày 8/7/2019",
            "May",
            "1/2/3/4",
            "2019-07-08 x",
            "Năm 2019 được mùa",
            "12:30",
            "99999",
            "June 31, 2019",
            "In 2019",
            "n/a",
        ] {
            check(text, "-");
        }
    }

    #[test]
    fn a_day_without_a_year_is_the_last_one_before() {
        let day = |text: &str| text.parse::<Date>().unwrap().first();
        assert_eq!(
            last_such_day(8, 7, day("2020-05-31")),
            Some(day("2019-07-08"))
        );
        assert_eq!(
            last_such_day(31, 5, day("2020-05-31")),
            Some(day("2020-05-31"))
        );
        assert_eq!(
            last_such_day(29, 2, day("2019-01-01")),
            Some(day("2016-02-29"))
        );
        assert_eq!(last_such_day(31, 2, day("2019-01-01")), None);
    }
}
