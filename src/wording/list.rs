//! The words of the list of results: headings of periods, dates of rows, what
//! lies beyond the range, the years beside the list.

use biennien_core::date::{Date, Precision};
use biennien_core::timeline::{Days, Level};

use super::Words;
use crate::periods::Period;

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

impl Words {
    /// A heading: `Tháng 7, 2019`, `Năm 1010`, `Thế kỷ 11 (1000 – 1099)`.
    #[must_use]
    pub fn period(self, period: Period) -> String {
        let text = match period {
            Period::Undated => return self.undated.to_owned(),
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
    pub fn row_date(self, date: Date, heading: Option<Level>) -> RowDate {
        let (year, month, day) = date.first().ymd();
        let point = date.start;
        let mut out = RowDate {
            before: (point.is_approximate).then(|| self.pick("khoảng", "around")),
            is_long: true,
            ..RowDate::default()
        };
        let month_line = || {
            let name = self.month_name(month);
            self.pick(name.to_lowercase(), name)
        };
        let month_short = || {
            let name = self.month_short(month);
            self.pick(format!("th. {name}"), name)
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
                    out.lines.push(month_line());
                }
                match heading {
                    Some(Level::Month) => {}
                    Some(Level::Year) => out.short = Some(month_short()),
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
                    out.lines.push(month_line());
                    out.short = Some(month_short()).filter(|_| year > 0);
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

    /// A year's number alone; `TCN` or `BC` goes to the lines.
    fn year_number(self, year: i32, lines: &mut Vec<String>) -> String {
        if year > 0 {
            return year.to_string();
        }
        lines.push(self.pick("TCN", "BC").to_owned());
        (1 - year).to_string()
    }

    /// What lies before or after the range: `còn 9 bài khớp, nằm ngoài khoảng
    /// đã chọn.`
    #[must_use]
    pub fn outside_range(self, n: u32) -> String {
        let count = self.number(n);
        self.pick(
            format!("còn {count} bài khớp, nằm ngoài khoảng đã chọn."),
            if n == 1 {
                "has one more match, outside the chosen range.".to_owned()
            } else {
                format!("has {count} more matches, outside the chosen range.")
            },
        )
    }

    /// On the button that takes a period into the range.
    #[must_use]
    pub fn widen_range(self, days: Days) -> String {
        let name = self.days(days);
        let lower = name.replacen("Tháng", "tháng", 1);
        self.pick(
            format!("Mở rộng khoảng sang {lower}"),
            format!("Widen the range to {name}"),
        )
    }

    /// Under the last row.
    #[must_use]
    pub fn end_of_list(self, n: u32) -> String {
        let count = self.articles(n);
        self.pick(
            format!("Hết danh sách: {count}."),
            format!("End of the list: {count}."),
        )
    }

    /// The list of years beside the list.
    #[must_use]
    pub fn minimap(self) -> &'static str {
        self.pick("Nhảy theo thời gian", "Jump in time")
    }

    /// Days of a month with articles, as a picture.
    #[must_use]
    pub fn days_with_articles(self, n: usize) -> String {
        match n {
            1 => self.pick("1 ngày có bài", "articles on 1 day").to_owned(),
            _ => self.pick(format!("{n} ngày có bài"), format!("articles on {n} days")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Language;

    #[test]
    fn a_row_says_what_its_heading_does_not() {
        #[track_caller]
        fn check(edtf: &str, heading: Option<Level>, vi: &str, en: &str) {
            let date = edtf.parse().expect(edtf);
            let told = [Language::Vi, Language::En].map(|language| {
                let RowDate {
                    before,
                    large,
                    lines,
                    ..
                } = Words::from(language).row_date(date, heading);
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
            let told = [Language::Vi, Language::En].map(|it| Words::from(it).period(period));
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
