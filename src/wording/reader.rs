//! The reader's texts.

use biennien_core::date::Day;
use biennien_core::page::lowercase;

use super::Words;

/// Fixed texts.
pub struct Texts {
    /// Goes back to the results.
    pub back: &'static str,
    /// The bar above the article.
    pub bar: &'static str,
    /// The buttons that go from hit to hit.
    pub hits: &'static str,
    /// Before the number of a hit.
    pub hit: &'static str,
    /// Goes to the hit before.
    pub previous_hit: &'static str,
    /// Goes to the next hit.
    pub next_hit: &'static str,
    /// In place of a date.
    pub undated: &'static str,
    /// Says what is behind the dates.
    pub about_dates: &'static str,
    /// Before the date of publication.
    pub date: &'static str,
    /// Before the date at the head of the saved page.
    pub page_date: &'static str,
    /// Before the date that the text is about.
    pub event_date: &'static str,
    /// Leads to where the article was published.
    pub original: &'static str,
    /// Leads to a picture that is not in the archive.
    pub picture_elsewhere: &'static str,
    /// In place of a picture that was not saved.
    pub picture_absent: &'static str,
    /// The text is damaged.
    pub damaged: &'static str,
    /// What to do then.
    pub damaged_step: &'static str,
    /// Leads to what exactly is wrong.
    pub damaged_details: &'static str,
    /// How the article was read.
    pub guesses: &'static str,
    /// The articles before and after.
    pub turn: &'static str,
    /// The article before.
    pub previous: &'static str,
    /// The article after.
    pub next: &'static str,
    /// What can be done with the article.
    pub tools: &'static str,
    /// Closes the article beside the results.
    pub close: &'static str,
    /// Copies the address.
    pub copy_link: &'static str,
    /// It was copied.
    pub copied: &'static str,
    /// The browser does not let it be copied.
    pub not_copied: &'static str,
    /// Prints the article.
    pub print: &'static str,
    /// The headings of the article.
    pub contents: &'static str,
    /// Over the numbers of hits in the contents.
    pub contents_hits: &'static str,
    /// Articles on the same subjects.
    pub related: &'static str,
    /// The article's tags.
    pub tags: &'static str,
    /// A table that may be wider than the text.
    pub table: &'static str,
    /// Lines of code that may be wider than the text.
    pub code: &'static str,
    /// Where a printed article stood.
    pub printed_from: &'static str,
}

/// Vietnamese.
pub static VI: Texts = Texts {
    back: "Về kết quả",
    bar: "Thanh đọc bài",
    hits: "Chỗ khớp trong bài",
    hit: "Chỗ khớp",
    previous_hit: "Chỗ khớp trước (p)",
    next_hit: "Chỗ khớp sau (n)",
    undated: "Không rõ ngày",
    about_dates: "Về ngày tháng của bài",
    date: "Ngày đăng",
    page_date: "Ngày ghi trên trang",
    event_date: "Ngày của sự việc",
    original: "bản gốc",
    picture_elsewhere: "Xem ảnh trên mạng",
    picture_absent: "Ảnh không được lưu kèm bài.",
    damaged: "Phần chữ của bài này đã bị hỏng",
    damaged_step: "Các bài khác vẫn đọc và tìm được. Để đọc bài này, hãy tải hoặc sao chép lại kho bài; nếu vẫn hỏng, hãy báo cho người giữ kho bài.",
    damaged_details: "Chi tiết kỹ thuật",
    guesses: "Những điều được suy ra khi đọc bài",
    turn: "Bài trước và bài sau trong kết quả",
    previous: "Bài trước",
    next: "Bài sau",
    tools: "Công cụ đọc",
    close: "Đóng bài",
    copy_link: "Chép liên kết tới bài",
    copied: "Đã chép liên kết",
    not_copied: "Trình duyệt không cho chép; hãy chép từ thanh địa chỉ",
    print: "In bài",
    contents: "Trong bài",
    contents_hits: "chỗ khớp",
    related: "Cùng chủ đề",
    tags: "Thẻ của bài",
    table: "Bảng",
    code: "Đoạn mã",
    printed_from: "In từ",
};

/// English.
pub static EN: Texts = Texts {
    back: "Back to the results",
    bar: "Reading",
    hits: "Hits in the article",
    hit: "Hit",
    previous_hit: "Previous hit (p)",
    next_hit: "Next hit (n)",
    undated: "Undated",
    about_dates: "About its dates",
    date: "Published",
    page_date: "Date on the page",
    event_date: "Date of the event",
    original: "original",
    picture_elsewhere: "See the picture online",
    picture_absent: "The picture was not saved with the article.",
    damaged: "The text of this article is damaged",
    damaged_step: "All else can still be searched and read. To read this one, download or copy the archive again; if it stays damaged, tell whoever keeps the archive.",
    damaged_details: "Technical details",
    guesses: "What was inferred in reading it",
    turn: "Previous and next in the results",
    previous: "Previous",
    next: "Next",
    tools: "Reading tools",
    close: "Close the article",
    copy_link: "Copy link to the article",
    copied: "Link copied",
    not_copied: "The browser does not allow it; copy it from the address bar",
    print: "Print",
    contents: "In this article",
    contents_hits: "hits",
    related: "On the same subjects",
    tags: "Tags of the article",
    table: "Table",
    code: "Code",
    printed_from: "Printed from",
};

impl Words {
    /// An article's place among the results: `Bài 3 / 12`.
    #[must_use]
    pub fn place_in_results(self, position: u32, total: u32) -> String {
        let (position, total) = (self.number(position), self.number(total));
        self.pick(
            format!("Bài {position} / {total}"),
            format!("{position} of {total}"),
        )
    }

    /// What the archive has of a month: `12 bài trong tháng 7, 2019`.
    #[must_use]
    pub fn in_month(self, n: u32, day: Day) -> String {
        let (articles, month) = (self.articles(n), self.month(day));
        self.pick(
            format!("{articles} trong {}", lowercase(&month)),
            format!("{articles} in {month}"),
        )
    }

    /// What a guess was about, where the field has a name here.
    #[must_use]
    pub fn guessed_field(self, field: &str) -> Option<&'static str> {
        let texts = self.reader();
        Some(match field {
            "date" => texts.date,
            "page_date" => texts.page_date,
            "event_date" => texts.event_date,
            "title" => self.pick("Tiêu đề", "Title"),
            "lead" => self.pick("Lời dẫn", "Lead"),
            "authors" => self.pick("Tác giả", "Author"),
            "sources" => self.pick("Nguồn", "Source"),
            "section" => self.pick("Chuyên mục", "Section"),
            "place" => self.pick("Nơi", "Place"),
            "language" => self.pick("Ngôn ngữ", "Language"),
            "blocks" => self.pick("Bố cục", "Layout"),
            _ => return None,
        })
    }
}
