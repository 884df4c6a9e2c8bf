//! RFC 3339 stamps of a known day in a few bytes: the seconds of the day, and
//! 0 for `Z` or 1 + twice the minutes of the offset, + 1 if it is west.

use crate::date::Day;

/// Returns a stamp's seconds and offset, if exactly this stamp comes back.
pub(super) fn pack(day: Day, stamp: &str) -> Option<(u32, u32)> {
    let number = |at: usize| stamp.get(at..at + 2)?.parse::<u32>().ok();
    let start = day.to_string().len() + 1;
    let seconds = number(start)? * 3600 + number(start + 3)? * 60 + number(start + 6)?;
    let offset = match stamp.get(start + 8..)? {
        "Z" => 0,
        zone => {
            let minutes = number(start + 9)? * 60 + number(start + 12)?;
            1 + 2 * minutes + u32::from(zone.starts_with('-'))
        }
    };
    (unpack(day, seconds, offset) == stamp).then_some((seconds, offset))
}

/// Returns the stamp of a day, seconds and offset.
pub(super) fn unpack(day: Day, seconds: u32, offset: u32) -> String {
    let mut stamp = day.to_string();
    let mut put = |sign: char, number: u32| {
        let digit = |number: u32| char::from(b'0' + (number % 10) as u8);
        stamp.push(sign);
        stamp.push(digit(number / 10));
        stamp.push(digit(number));
    };
    put('T', seconds / 3600);
    put(':', seconds / 60 % 60);
    put(':', seconds % 60);
    match offset.checked_sub(1) {
        None => stamp.push('Z'),
        Some(offset) => {
            let minutes = offset / 2;
            put(if offset % 2 == 0 { '+' } else { '-' }, minutes / 60);
            put(':', minutes % 60);
        }
    }
    stamp
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_of_the_usual_form_are_packed_and_others_are_not() {
        #[track_caller]
        fn check(stamp: &str, want: Option<(u32, u32)>) {
            let date: crate::date::Date = "2019-07-08".parse().expect("a date");
            assert_eq!(pack(date.first(), stamp), want);
        }
        check("2019-07-08T09:30:01+07:00", Some((34_201, 841)));
        check("2019-07-08T00:00:00Z", Some((0, 0)));
        check("2019-07-08T00:00:00-00:00", Some((0, 2)));
        check("2019-07-09T09:30:00+07:00", None);
        check("2019-07-08T09:30:00.5+07:00", None);
        check("2019-07-08T9:30:00+07:00", None);
        check("2019-07-08 09:30:00+07:00", None);
        check("2019-07-08T09:30:00+07:00 ", None);
        check("2019-07-08", None);
        check("ngày ấy là một ngày hè", None);
    }
}
