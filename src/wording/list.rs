//! The words of the list of results: what lies beyond the
//! range, the years beside the list.

use biennien_core::timeline::Days;

use super::Words;

impl Words {
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
