//! The time zone in which unix stamps become days.
//!
//! Only zones whose clocks never change, since the zone database would weigh
//! as much as the rest of the page; any other is given as an offset. Dates
//! that are written out are never converted and need none of this.

use std::fmt;
use std::str::FromStr;

/// A fixed distance from UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timezone {
    minutes: i32,
}

/// Why a text is no time zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimezoneError {
    /// It is not known here.
    #[error("the time zone {0:?} is not known here; give its distance from UTC, as +07:00")]
    Unknown(String),
}

/// Zones of the IANA database with one offset in all of unix time that news is
/// from (Vietnam's since 13 June 1975), in minutes.
const ZONES: [(&str, i32); 12] = [
    ("asia/ho_chi_minh", 420),
    ("asia/saigon", 420),
    ("asia/bangkok", 420),
    ("asia/phnom_penh", 420),
    ("asia/vientiane", 420),
    ("asia/jakarta", 420),
    ("asia/tokyo", 540),
    ("asia/kolkata", 330),
    ("etc/utc", 0),
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
];

impl Timezone {
    /// Coordinated Universal Time.
    pub const UTC: Self = Self { minutes: 0 };
    /// Asia/Ho_Chi_Minh, seven hours ahead of UTC.
    pub const VIETNAM: Self = Self { minutes: 420 };

    /// Returns how many seconds its clocks are ahead of UTC.
    #[must_use]
    pub fn offset_seconds(self) -> i64 {
        i64::from(self.minutes) * 60
    }
}

impl fmt::Display for Timezone {
    /// Writes the offset as RFC 3339 does, `+07:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl FromStr for Timezone {
    type Err = TimezoneError;

    /// Reads `Asia/Ho_Chi_Minh`, `UTC`, `+07:00`, `+0700`, `+7`, `GMT+7`.
    fn from_str(text: &str) -> Result<Self, TimezoneError> {
        let name = text.trim().to_ascii_lowercase();
        if let Some((_, minutes)) = ZONES.iter().find(|(zone, _)| *zone == name) {
            return Ok(Self { minutes: *minutes });
        }
        let offset = name
            .strip_prefix("utc")
            .or_else(|| name.strip_prefix("gmt"));
        parse_offset(offset.unwrap_or(&name))
            .map(|minutes| Self { minutes })
            .ok_or_else(|| TimezoneError::Unknown(text.to_owned()))
    }
}

/// Reads `+07:00`, `+0700`, `-3` or `+7:30` as minutes.
fn parse_offset(text: &str) -> Option<i32> {
    let (sign, rest) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, text.strip_prefix(['-', '−'])?),
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 4 && rest.is_ascii() => rest.split_at(2),
        None => (rest, "0"),
    };
    let number = |part: &str| -> Option<i32> {
        let is_number = matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_named_or_given_as_offsets() {
        #[track_caller]
        fn check(text: &str, want: &str) {
            assert_eq!(
                text.parse::<Timezone>().map(|zone| zone.to_string()),
                Ok(want.into())
            );
        }
        check("Asia/Ho_Chi_Minh", "+07:00");
        check("UTC", "+00:00");
        check("GMT+7", "+07:00");
        check("+0530", "+05:30");
        check("-3", "-03:00");
    }

    #[test]
    fn zones_whose_clocks_change_are_refused_with_a_way_out() {
        for text in ["Europe/Paris", "", "+", "+99:00", "+7:99", "07:00", "+ꓸ7"] {
            let error = text.parse::<Timezone>().expect_err(text);
            assert!(error.to_string().ends_with("as +07:00"), "{error}");
        }
    }
}
