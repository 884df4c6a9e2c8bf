//! The histogram's texts.

use biennien_core::date::Day;
use biennien_core::search::Spread;
use biennien_core::timeline::{Days, Level};

use super::Words;

/// Fixed texts.
pub struct Texts {
    /// The section's name.
    pub heading: &'static str,
    /// The way from the whole to the view.
    pub crumbs: &'static str,
    /// The whole span.
    pub whole: &'static str,
    /// The buttons beside it.
    pub tools: &'static str,
    /// Shows more time.
    pub zoom_out: &'static str,
    /// Shows less time: the range, or the middle.
    pub zoom_in: &'static str,
    /// The legend's name.
    pub legend: &'static str,
    /// Matches, where no range is chosen.
    pub matching: &'static str,
    /// Matches in the range.
    pub matching_inside: &'static str,
    /// Matches elsewhere.
    pub matching_outside: &'static str,
    /// All articles.
    pub all: &'static str,
    /// Times of which the archive has nothing.
    pub never_collected: &'static str,
    /// The bars, and how to go through them.
    pub bars: &'static str,
    /// The range's first day.
    pub from: &'static str,
    /// The range's last day.
    pub to: &'static str,
    /// Before the field of the first day.
    pub from_field: &'static str,
    /// Before the field of the last day.
    pub to_field: &'static str,
    /// A field's text is no date.
    pub bad_date: &'static str,
    /// Takes the range away.
    pub clear: &'static str,
    /// Shows the time before the one shown.
    pub earlier: &'static str,
    /// Shows the time after it.
    pub later: &'static str,
    /// Makes what is shown the range.
    pub take_view: &'static str,
    /// Switches to the matches' share of all.
    pub share: &'static str,
    /// Heads the column of shares, and names them in the legend.
    pub share_column: &'static str,
    /// Opens the table.
    pub table: &'static str,
    /// Heads the column of times.
    pub time_column: &'static str,
    /// Articles that lie in no bar.
    pub imprecise: &'static str,
    /// Articles without a date.
    pub undated: &'static str,
    /// The sum of everything.
    pub sum: &'static str,
}

/// Vietnamese.
pub static VI: Texts = Texts {
    heading: "Số bài theo thời gian",
    crumbs: "Khoảng thời gian đang xem",
    whole: "Tất cả",
    tools: "Thu phóng biểu đồ",
    zoom_out: "Thu nhỏ",
    zoom_in: "Phóng to",
    legend: "Chú giải",
    matching: "bài khớp",
    matching_inside: "khớp, trong khoảng",
    matching_outside: "khớp, ngoài khoảng",
    all: "tất cả bài",
    never_collected: "không có dữ liệu",
    bars: "Các cột. Mũi tên trái, phải: xem từng cột. Enter: xem kỹ cột. Phím cách: chọn cột \
           làm khoảng. Dấu cộng, dấu trừ: phóng to, thu nhỏ.",
    from: "Đầu khoảng",
    to: "Cuối khoảng",
    from_field: "Từ",
    to_field: "đến",
    bad_date: "Không đọc được ngày này; hãy viết 2019, 7/2019 hoặc 31/5/2020.",
    clear: "Bỏ khoảng",
    earlier: "Thời gian trước đó",
    later: "Thời gian sau đó",
    take_view: "Chỉ lấy bài trong thời gian đang xem",
    share: "Tỷ lệ bài khớp trên tất cả bài",
    share_column: "tỷ lệ bài khớp",
    table: "Bảng số liệu",
    time_column: "Thời gian",
    imprecise: "chỉ biết ngày đại khái",
    undated: "không có ngày",
    sum: "Tổng cộng",
};

/// English.
pub static EN: Texts = Texts {
    heading: "Articles over time",
    crumbs: "The time shown",
    whole: "All",
    tools: "Zoom the chart",
    zoom_out: "Zoom out",
    zoom_in: "Zoom in",
    legend: "Legend",
    matching: "matches",
    matching_inside: "matches in the range",
    matching_outside: "matches outside it",
    all: "all articles",
    never_collected: "nothing collected",
    bars: "Bars. Left and right arrow: bar by bar. Enter: look into the bar. Space: choose the \
           bar as the range. Plus and minus: zoom in and out.",
    from: "Start of the range",
    to: "End of the range",
    from_field: "From",
    to_field: "to",
    bad_date: "This is not a date; write 2019, 2019-07 or 2020-05-31.",
    clear: "Clear the range",
    earlier: "Earlier",
    later: "Later",
    take_view: "Only articles of the time shown",
    share: "Matches as a share of all articles",
    share_column: "share that matches",
    table: "Table of numbers",
    time_column: "Time",
    imprecise: "dated only roughly",
    undated: "undated",
    sum: "Total",
};

impl Words {
    /// What the chart's height stands for: `15 bài mỗi tháng`.
    #[must_use]
    pub fn per_bin(self, n: u32, level: Level) -> String {
        self.of_each(self.articles(n), level)
    }

    /// What it stands for where shares are shown: `12,5% mỗi tháng`.
    #[must_use]
    pub fn share_per_bin(self, n: u32, of: u32, level: Level) -> String {
        self.of_each(self.percent(n, of), level)
    }

    fn of_each(self, what: String, level: Level) -> String {
        let unit = match level {
            Level::Day => self.pick("ngày", "day"),
            Level::Week => self.pick("tuần", "week"),
            Level::Month => self.pick("tháng", "month"),
            Level::Quarter => self.pick("quý", "quarter"),
            Level::Year => self.pick("năm", "year"),
            Level::Decade => self.pick("thập niên", "decade"),
            Level::Century => self.pick("thế kỷ", "century"),
        };
        format!("{what} {} {unit}", self.pick("mỗi", "a"))
    }

    /// A share in percent, to digits that say something: `12,5%`, `0.04%`.
    #[must_use]
    pub fn percent(self, n: u32, of: u32) -> String {
        let of = u64::from(of.max(1));
        let parts = |whole: u64| (u64::from(n) * whole + of / 2) / of;
        let (digits, shown) = match parts(100_000) {
            ..95 => (2, parts(10_000)),
            _ => (1, parts(1000)),
        };
        let unit = 10_u64.pow(digits);
        let mut said = (shown / unit).to_string();
        let rest = format!("{:0width$}", shown % unit, width = digits as usize);
        let rest = rest.trim_end_matches('0');
        if !rest.is_empty() {
            said.push_str(self.pick(",", "."));
            said.push_str(rest);
        }
        said.push('%');
        said
    }

    /// A bar's numbers, after its time: `12 bài khớp trong 40 bài`.
    #[must_use]
    pub fn bar(self, n_matching: u32, n_all: u32) -> String {
        if n_all == 0 && n_matching == 0 {
            return self.pick(VI.never_collected, EN.never_collected).to_owned();
        }
        let matching = format!(
            "{} {}",
            self.number(n_matching),
            self.matches_noun(n_matching)
        );
        format!(
            "{matching} {} {}",
            self.pick("trong", "among"),
            self.articles(n_all)
        )
    }

    /// The same with the share: `12 bài khớp trong 40 bài (30%)`.
    #[must_use]
    pub fn bar_with_share(self, n_matching: u32, n_all: u32) -> String {
        let bar = self.bar(n_matching, n_all);
        match n_all {
            0 => bar,
            _ => format!("{bar} ({})", self.percent(n_matching, n_all)),
        }
    }

    /// The table's caption.
    #[must_use]
    pub fn table_of(self, view: Days) -> String {
        format!("{}: {}", self.histogram().heading, self.days(view))
    }

    /// The matches that lie in no bar, or nothing if there are none.
    #[must_use]
    pub fn outside_of_bars(self, matches: &Spread) -> Option<String> {
        let texts = self.histogram();
        let parts: Vec<String> = [
            (matches.imprecise, texts.imprecise),
            (matches.undated, texts.undated),
        ]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{} {what}", self.articles(n)))
        .collect();
        let lead = self.pick("Ngoài các cột", "Not in the bars");
        (!parts.is_empty()).then(|| format!("{lead}: {}", parts.join("; ")))
    }

    /// A day as it stands in a date field, in a form that is read again:
    /// `8/7/2019`, `2019-07-08`.
    #[must_use]
    pub fn day_to_edit(self, day: Day) -> String {
        let (year, month, of_month) = day.ymd();
        // Shorter years would be taken for days or months.
        if year < 100 {
            return day.to_string();
        }
        self.pick(format!("{of_month}/{month}/{year}"), day.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Language;

    #[test]
    fn shares_are_said_with_digits_that_say_something() {
        let (vi, en) = (Words::from(Language::Vi), Words::from(Language::En));
        let shares = [
            (0, 9),
            (4, 10_000),
            (1, 1000),
            (1, 8),
            (1, 2),
            (999, 1000),
            (7, 7),
        ];
        let said = |words: Words| shares.map(|(n, of)| words.percent(n, of)).join(" ");
        assert_eq!(said(vi), "0% 0,04% 0,1% 12,5% 50% 99,9% 100%");
        assert_eq!(said(en), "0% 0.04% 0.1% 12.5% 50% 99.9% 100%");
        assert_eq!(vi.share_per_bin(1, 8, Level::Week), "12,5% mỗi tuần");
        assert_eq!(vi.percent(3, 0), "300%");
    }

    #[test]
    fn what_lies_in_no_bar_is_said() {
        let (vi, en) = (Words::from(Language::Vi), Words::from(Language::En));
        let spread = Spread {
            imprecise: 2,
            undated: 1,
            ..Spread::default()
        };
        assert_eq!(
            vi.outside_of_bars(&spread).as_deref(),
            Some("Ngoài các cột: 2 bài chỉ biết ngày đại khái; 1 bài không có ngày")
        );
        assert_eq!(
            en.outside_of_bars(&spread).as_deref(),
            Some("Not in the bars: 2 articles dated only roughly; 1 article undated")
        );
        assert_eq!(en.outside_of_bars(&Spread::default()), None);
    }
}
