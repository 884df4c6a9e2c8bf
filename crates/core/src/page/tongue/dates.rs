//! Dates in words: days, months, years before 1000 and before Christ, decades,
//! centuries, intervals, and what is in doubt.

use super::Tongue;
use crate::date::{Date, Day, Point, Precision};
use crate::timeline::{Days, Level};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS_VI: [&str; 7] = [
    "Thứ Hai",
    "Thứ Ba",
    "Thứ Tư",
    "Thứ Năm",
    "Thứ Sáu",
    "Thứ Bảy",
    "Chủ nhật",
];
const WEEKDAYS_VI_SHORT: [&str; 7] = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"];
const WEEKDAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

impl Tongue {
    /// A year: `2019`, `938`, `44 TCN`. Year 0 is 1 BC.
    #[must_use]
    #[inline]
    pub fn year(self, year: i32) -> String {
        if year > 0 {
            year.to_string()
        } else {
            format!("{} {}", 1 - year, self.pick("TCN", "BC"))
        }
    }

    /// A month by itself: `Tháng 7`, `July`. Nothing for what is no month.
    #[must_use]
    #[inline]
    pub fn month_name(self, month: u8) -> String {
        match self.english_month(month) {
            Some(name) => self.pick(format!("Tháng {month}"), name.to_owned()),
            None => String::new(),
        }
    }

    /// A month in little room: `7`, `Jul`.
    #[must_use]
    #[inline]
    pub fn month_short(self, month: u8) -> String {
        match self.english_month(month) {
            Some(name) => self.pick(month.to_string(), name[..3].to_owned()),
            None => String::new(),
        }
    }

    #[inline]
    fn english_month(self, month: u8) -> Option<&'static str> {
        MONTHS.get(usize::from(month).checked_sub(1)?).copied()
    }

    /// A day's name: `Thứ Hai`, `Monday`.
    #[must_use]
    #[inline]
    pub fn weekday(self, day: Day) -> &'static str {
        self.pick(WEEKDAYS_VI, WEEKDAYS_EN)[usize::from(day.weekday() - 1)]
    }

    /// A day's name in little room: `T2`, `Mon`.
    #[must_use]
    #[inline]
    pub fn weekday_short(self, day: Day) -> &'static str {
        let at = usize::from(day.weekday() - 1);
        self.pick(WEEKDAYS_VI_SHORT[at], &WEEKDAYS_EN[at][..3])
    }

    /// A day: `8 tháng 7, 2019`, `8 July 2019`.
    #[must_use]
    #[inline]
    pub fn day(self, day: Day) -> String {
        let (year, month, of_month) = day.ymd();
        let (year, name) = (self.year(year), self.month_name(month));
        self.pick(
            format!("{of_month} tháng {month}, {year}"),
            format!("{of_month} {name} {year}"),
        )
    }

    /// A day with its name, to be spoken: `Thứ Hai, 8 tháng 7, 2019`.
    #[must_use]
    #[inline]
    pub fn day_with_weekday(self, day: Day) -> String {
        let name = self.weekday(day);
        format!("{name}{} {}", self.pick(",", ""), self.day(day))
    }

    /// A day in little room: `8/7/2019`, `8 Jul 2019`.
    #[must_use]
    #[inline]
    pub fn day_short(self, day: Day) -> String {
        let year = self.year(day.ymd().0);
        self.pick(format!("{}/{year}", self.day_of_year(day)), {
            format!("{} {year}", self.day_of_year(day))
        })
    }

    /// A day without its year, in little room: `8/7`, `8 Jul`.
    #[must_use]
    #[inline]
    pub fn day_of_year(self, day: Day) -> String {
        let (_, month, of_month) = day.ymd();
        let short = self.month_short(month);
        self.pick(format!("{of_month}/{month}"), format!("{of_month} {short}"))
    }

    /// A month of a year, as a heading: `Tháng 7, 2019`, `July 2019`.
    #[must_use]
    #[inline]
    pub fn month(self, day: Day) -> String {
        let (year, month, _) = day.ymd();
        let (year, name) = (self.year(year), self.month_name(month));
        self.pick(format!("{name}, {year}"), format!("{name} {year}"))
    }

    /// Three months of a year: `Quý 3, 2019`, `Q3 2019`.
    #[inline]
    fn quarter(self, day: Day) -> String {
        let (year, month, _) = day.ymd();
        let (year, number) = (self.year(year), month.div_ceil(3));
        self.pick(format!("Quý {number}, {year}"), format!("Q{number} {year}"))
    }

    /// A month of a year in little room: `7/2019`, `Jul 2019`.
    #[must_use]
    #[inline]
    pub fn month_of_year_short(self, day: Day) -> String {
        let (year, month, _) = day.ymd();
        format!(
            "{}{}{}",
            self.month_short(month),
            self.pick('/', ' '),
            self.year(year)
        )
    }

    /// A range without an end: `từ 1/7/2019`.
    #[must_use]
    #[inline]
    pub fn since(self, first: Day) -> String {
        format!("{} {}", self.pick("từ", "from"), self.day_short(first))
    }

    /// A range without a beginning: `đến 31/7/2019`.
    #[must_use]
    #[inline]
    pub fn until(self, last: Day) -> String {
        format!("{} {}", self.pick("đến", "until"), self.day_short(last))
    }

    /// The ten years from the one that a day falls in on: `thập niên 2010`.
    #[inline]
    fn decade(self, day: Day) -> String {
        let bin = Level::Decade.bin(day);
        let (first, last) = (bin.first.ymd().0, bin.last.ymd().0);
        if first <= 0 {
            return self.years(first, last);
        }
        self.pick(format!("thập niên {first}"), format!("{first}s"))
    }

    /// `thế kỷ 20 (1900 – 1999)`: EDTF's centuries begin a year early.
    #[inline]
    fn century(self, day: Day) -> String {
        let bin = Level::Century.bin(day);
        let (first, last) = (bin.first.ymd().0, bin.last.ymd().0);
        let years = self.years(first, last);
        if first < 0 {
            return years;
        }
        let n = first / 100 + 1;
        let ending = match (n % 100, n % 10) {
            (11..=13, _) => "th",
            (_, 1) => "st",
            (_, 2) => "nd",
            (_, 3) => "rd",
            _ => "th",
        };
        self.pick(
            format!("thế kỷ {n} ({years})"),
            format!("{n}{ending} century ({years})"),
        )
    }

    #[inline]
    fn years(self, first: i32, last: i32) -> String {
        format!("{} – {}", self.year(first), self.year(last))
    }

    /// The bin that a day falls in, as a label: `8/7/2019`, `Tháng 7, 2019`,
    /// `2019`, `thập niên 2010`.
    #[must_use]
    #[inline]
    pub fn bin(self, level: Level, day: Day) -> String {
        match level {
            Level::Day => self.day_short(day),
            Level::Week => self.stretch(level.bin(day)),
            Level::Month => self.month(day),
            Level::Quarter => self.quarter(day),
            Level::Year => self.year(day.ymd().0),
            Level::Decade => self.decade(day),
            Level::Century => self.century(day),
        }
    }

    /// A stretch of days as short as it can be said: `2019`, `Tháng 7, 2019`,
    /// `1/7 – 15/8/2019`, `2018 – 2019`.
    #[must_use]
    #[inline]
    pub fn days(self, days: Days) -> String {
        let Days { first, last } = days;
        if let Some(level) = Level::ALL
            .into_iter()
            .find(|level| level.bin(first) == days)
        {
            return self.bin(level, first);
        }
        let (first_year, last_year) = (first.ymd().0, last.ymd().0);
        if Level::Year.bin(first).first == first && Level::Year.bin(last).last == last {
            return self.years(first_year, last_year);
        }
        self.stretch(days)
    }

    /// From one day to another.
    #[inline]
    fn stretch(self, days: Days) -> String {
        let Days { first, last } = days;
        let (first_year, last_year) = (first.ymd().0, last.ymd().0);
        let start = if first_year == last_year {
            self.day_of_year(first)
        } else {
            self.day_short(first)
        };
        format!("{start} – {}", self.day_short(last))
    }

    /// An article's date in full, with every doubt in words: `8 tháng 7, 2019`,
    /// `khoảng 2019`, `có lẽ 8 tháng 7, 2019`, `1954 – 1975`.
    #[must_use]
    #[inline]
    pub fn date(self, date: Date) -> String {
        let start = self.point(date.start);
        match date.end() {
            Some(end) => format!("{start} – {}", self.point(end)),
            None => start,
        }
    }

    #[inline]
    fn point(self, point: Point) -> String {
        let day = point.first();
        let plain = match point.precision() {
            Precision::Day => self.day(day),
            Precision::Month => {
                let (year, month, _) = day.ymd();
                let vi = format!("tháng {month}, {}", self.year(year));
                self.pick(vi, self.month(day))
            }
            Precision::Year => self.year(day.ymd().0),
            Precision::Decade => self.decade(day),
            Precision::Century => self.century(day),
        };
        match self.doubt(point) {
            Some(doubt) => format!("{doubt} {plain}"),
            None => plain,
        }
    }

    /// What is said before a date that is in doubt.
    #[must_use]
    #[inline]
    pub fn doubt(self, point: Point) -> Option<&'static str> {
        Some(match (point.is_uncertain, point.is_approximate) {
            (false, false) => return None,
            (false, true) => self.pick("khoảng", "around"),
            (true, false) => self.pick("có lẽ", "probably"),
            (true, true) => self.pick("có lẽ khoảng", "perhaps around"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    const VI: Tongue = Tongue::Vi;
    const EN: Tongue = Tongue::En;

    #[test]
    fn a_date_is_said_as_it_was_known() {
        #[track_caller]
        fn check(edtf: &str, vi: &str, en: &str) {
            let date = edtf.parse().expect(edtf);
            assert_eq!((VI.date(date).as_str(), EN.date(date).as_str()), (vi, en));
        }
        check("2019-07-08", "8 tháng 7, 2019", "8 July 2019");
        check(
            "2019-07-08?",
            "có lẽ 8 tháng 7, 2019",
            "probably 8 July 2019",
        );
        check("2019-07", "tháng 7, 2019", "July 2019");
        check("2019~", "khoảng 2019", "around 2019");
        check("2019%", "có lẽ khoảng 2019", "perhaps around 2019");
        check("201X", "thập niên 2010", "2010s");
        check(
            "19XX",
            "thế kỷ 20 (1900 – 1999)",
            "20th century (1900 – 1999)",
        );
        check(
            "20XX",
            "thế kỷ 21 (2000 – 2099)",
            "21st century (2000 – 2099)",
        );
        check("00XX", "thế kỷ 1 (1 TCN – 99)", "1st century (1 BC – 99)");
        check("1954/1975", "1954 – 1975", "1954 – 1975");
        check("0938", "938", "938");
        check("0000", "1 TCN", "1 BC");
        check("-0043-03-15", "15 tháng 3, 44 TCN", "15 March 44 BC");
    }

    #[test]
    fn a_stretch_of_days_is_said_as_short_as_it_can_be() {
        #[track_caller]
        fn check(edtf: &str, vi: &str, en: &str) {
            let days = Days::from(edtf.parse::<Date>().expect(edtf));
            assert_eq!((VI.days(days).as_str(), EN.days(days).as_str()), (vi, en));
        }
        check("2019", "2019", "2019");
        check("2019-07", "Tháng 7, 2019", "July 2019");
        check("2019-07-08", "8/7/2019", "8 Jul 2019");
        check("2018/2019", "2018 – 2019", "2018 – 2019");
        check("2010/2019", "thập niên 2010", "2010s");
        check("2019-07/2019-08", "1/7 – 31/8/2019", "1 Jul – 31 Aug 2019");
        check(
            "2018-12-24/2019-01",
            "24/12/2018 – 31/1/2019",
            "24 Dec 2018 – 31 Jan 2019",
        );
        check("-0109/-0100", "110 TCN – 101 TCN", "110 BC – 101 BC");
    }

    #[test]
    fn weekdays_have_their_names() {
        let day = Day::from_ymd(2019, 7, 8).expect("a day");
        assert_eq!(VI.day_with_weekday(day), "Thứ Hai, 8 tháng 7, 2019");
        assert_eq!(EN.day_with_weekday(day), "Monday 8 July 2019");
        assert_eq!(
            (VI.weekday_short(Day(day.0 - 1)), EN.weekday_short(day)),
            ("CN", "Mon")
        );
    }
}
