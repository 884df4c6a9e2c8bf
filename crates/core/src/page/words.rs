//! The few words of the first screen, which stands there before the viewer
//! runs: in the archive's own language where that is Vietnamese or English,
//! else in English. The viewer says the same in its `wording`, which the core
//! cannot see.

use crate::date::{Date, Day, Precision};

/// The words of one language.
pub(super) struct Words {
    /// The BCP 47 tag of these words.
    pub(super) language: &'static str,
    /// Stands in the search line.
    pub(super) search: &'static str,
    /// While the archive is opened.
    pub(super) opening: &'static str,
    /// Heading of articles without a date.
    pub(super) undated: &'static str,
    /// A date that is not certain.
    pub(super) in_doubt: &'static str,
    /// Before year 1.
    before_christ: &'static str,
    /// Between the digits of a long number.
    separator: char,
    /// Monday first; in full and in little room.
    weekdays: [(&'static str, &'static str); 7],
    /// Nothing where months are counted.
    months: Option<[&'static str; 12]>,
}

/// What is said in both languages where no script runs, and where none did for
/// a while.
pub(super) const STUCK: [(&str, &str); 2] = [
    (
        "vi",
        "Kho bài lẽ ra đã mở xong. Hãy mở trang bằng trình duyệt (không phải khung xem trước của thư hay ứng dụng nhắn tin), và xem tệp đã tải về đủ chưa.",
    ),
    (
        "en",
        "The archive should have opened by now. Open the page in a browser (not in the preview of a mail or chat program), and see whether the file was downloaded in full.",
    ),
];

/// Where scripts are switched off.
pub(super) const NO_SCRIPT: [(&str, &str); 2] = [
    (
        "vi",
        "Trang này cần JavaScript để mở kho bài, mà trình duyệt đang tắt nó. Hãy bật JavaScript cho trang này rồi tải lại; trang không gửi gì ra khỏi máy. Dưới đây là những bài mới nhất.",
    ),
    (
        "en",
        "This page needs JavaScript to open the archive, and it is switched off. Switch JavaScript on for this page and load it again; the page sends nothing out of this computer. Below are the newest articles.",
    ),
];

static VI: Words = Words {
    language: "vi",
    search: "Tìm bài, người, địa danh…",
    opening: "Đang mở kho bài…",
    undated: "Không rõ ngày",
    in_doubt: "ngày chưa chắc",
    before_christ: "TCN",
    separator: '.',
    weekdays: [
        ("Thứ Hai", "T2"),
        ("Thứ Ba", "T3"),
        ("Thứ Tư", "T4"),
        ("Thứ Năm", "T5"),
        ("Thứ Sáu", "T6"),
        ("Thứ Bảy", "T7"),
        ("Chủ nhật", "CN"),
    ],
    months: None,
};

static EN: Words = Words {
    language: "en",
    search: "Search articles, people, places…",
    opening: "Opening the archive…",
    undated: "Undated",
    in_doubt: "date uncertain",
    before_christ: "BC",
    separator: ',',
    weekdays: [
        ("Monday", "Mon"),
        ("Tuesday", "Tue"),
        ("Wednesday", "Wed"),
        ("Thursday", "Thu"),
        ("Friday", "Fri"),
        ("Saturday", "Sat"),
        ("Sunday", "Sun"),
    ],
    months: Some([
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
    ]),
};

impl Words {
    /// Returns the words for an archive's language; Vietnamese where it says none.
    pub(super) fn of(language: Option<&str>) -> &'static Self {
        let primary = language.unwrap_or("vi").split(['-', '_']).next();
        if primary.is_some_and(|primary| primary.eq_ignore_ascii_case("vi")) {
            &VI
        } else {
            &EN
        }
    }

    /// `12 bài`, `1 article`, `18,406 articles`.
    pub(super) fn articles(&self, n: usize) -> String {
        let digits = n.to_string();
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(self.separator);
            }
            out.push(digit);
        }
        out.push_str(match (self.months, n) {
            (None, _) => " bài",
            (_, 1) => " article",
            _ => " articles",
        });
        out
    }

    /// A day's name, in full and in little room.
    pub(super) fn weekday(&self, day: Day) -> (&'static str, &'static str) {
        self.weekdays[usize::from(day.weekday() - 1)]
    }

    fn year(&self, year: i32) -> String {
        if year > 0 {
            year.to_string()
        } else {
            format!("{} {}", 1 - year, self.before_christ)
        }
    }

    /// From the year of one day to that of another: `2019`, `1954–1975`.
    pub(super) fn years(&self, first: Day, last: Day, dash: &str) -> String {
        let (first, last) = (first.ymd().0, last.ymd().0);
        let mut years = self.year(first);
        if first != last {
            years.push_str(dash);
            years.push_str(&self.year(last));
        }
        years
    }

    /// The heading that an article stands under: `Tháng 7, 2019`, `July 2019`,
    /// `1954 – 1975`.
    pub(super) fn period(&self, date: Option<Date>) -> String {
        let Some(date) = date else {
            return self.undated.to_owned();
        };
        let (first, last) = (date.first(), date.last());
        if !is_in_month(date) {
            return self.years(first, last, " – ");
        }
        let (year, month, _) = first.ymd();
        let year = self.year(year);
        match self.months {
            Some(months) => format!("{} {year}", months[usize::from(month - 1)]),
            None => format!("Tháng {month}, {year}"),
        }
    }
}

/// Whether a date is known to a month at least.
pub(super) fn is_in_month(date: Date) -> bool {
    let precision = date.start.precision();
    date.end().is_none() && matches!(precision, Precision::Day | Precision::Month)
}
