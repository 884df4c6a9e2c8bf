//! The words of the list of articles: headings of periods and dates of rows.

use super::{Tongue, lowercase};
use crate::date::{Date, Precision};
use crate::timeline::{Level, Period};

/// A row's date: what is set large, and the lines around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowDate {
    /// Before it, small.
    pub before: Option<&'static str>,
    /// A day's number, a year, a month's name.
    pub large: String,
    /// Whether it is more than a day's number.
    pub is_long: bool,
    /// Under it, small.
    pub lines: Vec<String>,
    /// In place of the lines where there is little room.
    pub short: Option<String>,
}

impl Tongue {
    /// Heading of articles without a date.
    #[must_use]
    #[inline]
    pub fn undated(self) -> &'static str {
        self.pick("Không rõ ngày", "Undated")
    }

    /// A heading: `Tháng 7, 2019`, `Năm 1010`, `Thế kỷ 11 (1000 – 1099)`.
    #[must_use]
    #[inline]
    pub fn period(self, period: Period) -> String {
        let text = match period {
            Period::Undated => return self.undated().to_owned(),
            Period::Bin(Level::Year, days) => {
                let year = self.days(days);
                self.pick(format!("Năm {year}"), year)
            }
            Period::Bin(level, days) => self.bin(level, days.first),
            Period::Span(days) => self.days(days),
        };
        let mut letters = text.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).collect()
    }

    /// A row's date, without what its heading says.
    #[must_use]
    #[inline]
    pub fn row_date(self, date: Date, heading: Option<Level>) -> RowDate {
        let (year, month, day) = date.first().ymd();
        let point = date.start;
        let mut out = RowDate {
            before: (point.is_approximate).then(|| self.pick("khoảng", "around")),
            is_long: true,
            ..RowDate::default()
        };
        match (date.end(), point.precision()) {
            (Some(_), _) => {
                let last = date.last().ymd().0;
                out.large = self.year_number(year, &mut out.lines);
                let to = if last == year {
                    self.days(date.into())
                } else {
                    format!("– {}", self.year(last))
                };
                out.lines.push(to);
            }
            (None, Precision::Day) => {
                out.large = day.to_string();
                out.is_long = false;
                if heading != Some(Level::Month) {
                    out.lines.push(self.month_line(month));
                }
                match heading {
                    Some(Level::Month) => {}
                    Some(Level::Year) => out.short = Some(self.month_line_short(month)),
                    _ => {
                        out.lines.push(self.year(year));
                        out.short = Some(self.month_of_year_short(date.first()));
                    }
                }
            }
            (None, Precision::Month) => match heading {
                Some(Level::Month) => out
                    .lines
                    .push(self.pick("trong tháng", "in the month").to_owned()),
                Some(Level::Year) => out.large = self.month_name(month),
                _ => {
                    out.large = self.year_number(year, &mut out.lines);
                    out.lines.push(self.month_line(month));
                    out.short = Some(self.month_line_short(month)).filter(|_| year > 0);
                }
            },
            (None, Precision::Year) => out.large = self.year_number(year, &mut out.lines),
            (None, Precision::Decade) => {
                out.large = self.year_number(year, &mut out.lines);
                out.lines.push(self.pick("thập niên", "decade").to_owned());
            }
            (None, Precision::Century) => {
                out.lines.push(self.bin(Level::Century, date.first()));
            }
        }
        if point.is_uncertain && !out.large.is_empty() {
            out.large.push('?');
        }
        out
    }

    /// `tháng 7`, `July`.
    #[inline]
    fn month_line(self, month: u8) -> String {
        let name = self.month_name(month);
        self.pick(lowercase(&name), name)
    }

    /// `th. 7`, `Jul`.
    #[inline]
    fn month_line_short(self, month: u8) -> String {
        let name = self.month_short(month);
        self.pick(format!("th. {name}"), name)
    }

    /// A year's number alone; `TCN` or `BC` goes to the lines.
    #[inline]
    fn year_number(self, year: i32, lines: &mut Vec<String>) -> String {
        if year > 0 {
            return year.to_string();
        }
        lines.push(self.pick("TCN", "BC").to_owned());
        (1 - year).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_what_its_heading_does_not() {
        #[track_caller]
        fn check(edtf: &str, heading: Option<Level>, vi: &str, en: &str) {
            let date = edtf.parse().expect(edtf);
            let told = [Tongue::Vi, Tongue::En].map(|tongue| {
                let RowDate {
                    before,
                    large,
                    lines,
                    ..
                } = tongue.row_date(date, heading);
                let parts = before
                    .map(str::to_owned)
                    .into_iter()
                    .chain([large])
                    .chain(lines);
                parts.collect::<Vec<_>>().join("|")
            });
            assert_eq!((told[0].as_str(), told[1].as_str()), (vi, en));
        }
        check("2019-07-08", Some(Level::Month), "8", "8");
        check("2019-07-08", Some(Level::Year), "8|tháng 7", "8|July");
        check(
            "2010-08-01",
            Some(Level::Decade),
            "1|tháng 8|2010",
            "1|August|2010",
        );
        check("2010-08", None, "2010|tháng 8", "2010|August");
        check("2010-08", Some(Level::Year), "Tháng 8", "August");
        check("1010~", None, "khoảng|1010", "around|1010");
        check("1010?", None, "1010?", "1010?");
        check("-0110", None, "111|TCN", "111|BC");
        check("1954/1975", None, "1954|– 1975", "1954|– 1975");
    }

    #[test]
    fn a_heading_reads_well_in_any_century() {
        #[track_caller]
        fn check(level: Level, edtf: &str, vi: &str, en: &str) {
            let date: Date = edtf.parse().expect(edtf);
            let period = Period::Bin(level, level.bin(date.first()));
            let told = [Tongue::Vi, Tongue::En].map(|tongue| tongue.period(period));
            assert_eq!((told[0].as_str(), told[1].as_str()), (vi, en));
        }
        check(Level::Year, "1010", "Năm 1010", "1010");
        check(Level::Month, "2010-08", "Tháng 8, 2010", "August 2010");
        check(Level::Decade, "1945", "Thập niên 1940", "1940s");
        check(
            Level::Century,
            "1010",
            "Thế kỷ 11 (1000 – 1099)",
            "11th century (1000 – 1099)",
        );
    }
}
