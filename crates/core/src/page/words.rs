//! The few words of the first screen, which stands there before the viewer
//! runs: in the archive's own language where that is Vietnamese or English,
//! else in English. The viewer says the same in its `wording`, which the core
//! cannot see; what is said of numbers and dates is `Tongue`'s.

use super::tongue::Tongue;

/// The words of one language.
pub(super) struct Words {
    /// The BCP 47 tag of these words.
    pub(super) language: &'static str,
    /// Stands in the search line.
    pub(super) search: &'static str,
    /// While the archive is opened.
    pub(super) opening: &'static str,
    /// A date that is not certain.
    pub(super) in_doubt: &'static str,
    /// Says the rest.
    pub(super) tongue: Tongue,
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
    in_doubt: "ngày chưa chắc",
    tongue: Tongue::Vi,
};

static EN: Words = Words {
    language: "en",
    search: "Search articles, people, places…",
    opening: "Opening the archive…",
    in_doubt: "date uncertain",
    tongue: Tongue::En,
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
}
