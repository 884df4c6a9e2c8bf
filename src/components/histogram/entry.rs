//! Dates as people type them into the two fields.

use biennien_core::date::{Date, Point};
use biennien_core::timeline::Days;

/// Reads a day, month, year, decade or century: `31/05/2020`, `7/2019`, `2019`,
/// or as in addresses (EDTF: `2019-07`, `201X`, `-0043`). The day comes before
/// the month, as in Vietnam. Nothing for what is none of these.
#[must_use]
pub fn read(text: &str) -> Option<Days> {
    let text = text.trim().trim_end_matches('.');
    let date = read_numbers(text).or_else(|| text.parse::<Date>().ok());
    date.map(Days::from)
}

/// Reads year, month/year or day/month/year, apart by `/`, `.`, `-` or spaces.
fn read_numbers(text: &str) -> Option<Date> {
    let is_sign = |letter: char| matches!(letter, '/' | '.' | '-' | ' ');
    let parts: Vec<&str> = text
        .split(is_sign)
        .filter(|part| !part.is_empty())
        .collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    if text.starts_with(is_sign) || !parts.iter().all(is_number) {
        return None;
    }
    let year = |part: &str| (part.len() >= 3).then(|| part.parse().ok()).flatten();
    let small = |part: &str| (part.len() <= 2).then(|| part.parse().ok()).flatten();
    let point = match parts[..] {
        [y] => Point::from_year(year(y)?)?,
        [m, y] if y.len() >= 3 => Point::from_month(year(y)?, small(m)?)?,
        [y, m] => Point::from_month(year(y)?, small(m)?)?,
        [d, m, y] if y.len() >= 3 => Point::from_day(biennien_core::date::Day::from_ymd(
            year(y)?,
            small(m)?,
            small(d)?,
        )?),
        [y, m, d] => Point::from_day(biennien_core::date::Day::from_ymd(
            year(y)?,
            small(m)?,
            small(d)?,
        )?),
        _ => return None,
    };
    Some(point.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, want: Option<&str>) {
        let want = want.map(|edtf| Days::from(edtf.parse::<Date>().expect("a date")));
        assert_eq!(read(text), want, "{text:?}");
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        check("2019", Some("2019"));
        check(" 938 ", Some("0938"));
        check("7/2019", Some("2019-07"));
        check("07.2019", Some("2019-07"));
        check("31/05/2020", Some("2020-05-31"));
        check("1 - 5 - 2020", Some("2020-05-01"));
        check("2019-07", Some("2019-07"));
        check("2019/7/8", Some("2019-07-08"));
        check("2019-07-08", Some("2019-07-08"));
        check("201X", Some("201X"));
        check("-0043", Some("-0043"));
        check("1954/1975", Some("1954/1975"));
    }

    #[test]
    fn what_is_no_date_is_not_guessed() {
        for text in [
            "",
            "7",
            "31/02/2020",
            "13/2019",
            "hôm nay",
            "8/7",
            "5/6/7",
            "2019-",
            "1/2/3/2019",
        ] {
            let is_year = text == "2019-";
            check(text, is_year.then_some("2019"));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9/.X ~-]{0,12}") {
            if let Some(days) = read(&text) {
                prop_assert!(days.first <= days.last);
            }
        }
    }
}
