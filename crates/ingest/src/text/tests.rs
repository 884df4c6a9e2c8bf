use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::tests::{read_bytes, render};
use crate::{Input, Settings, read};

/// What was read from a text, without the path and the notes.
#[track_caller]
fn check(text: &str, want: &str) {
    let got = read_bytes("a.txt", text.as_bytes());
    let got: Vec<&str> = got
        .lines()
        .filter(|line| !line.starts_with("note ") && !line.starts_with("a.txt text"))
        .map(str::trim)
        .filter(|line| !line.starts_with("language: "))
        .collect();
    let want: Vec<&str> = want
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(got.join("\n"), want.join("\n"));
}

fn words(text: &str) -> BTreeSet<String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    parts
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words of a text that are nowhere in the article read from it.
fn lost_words(text: &str) -> Vec<String> {
    let input = Input {
        path: "a.txt",
        bytes: text.as_bytes(),
    };
    let Ok(mut reading) = read(&input, &Settings::default()) else {
        return Vec::new();
    };
    reading.notes.clear();
    let kept = words(&render(&reading));
    words(&crate::decode::compose(text))
        .difference(&kept)
        .cloned()
        .collect()
}

#[test]
fn a_provincial_papers_page_is_understood() {
    let text = include_str!("../../../../tests/fixtures/ingest/thu-vien.txt");
    insta::assert_snapshot!(read_bytes("thu-vien.txt", text.as_bytes()), @r##"
    thu-vien.txt text
    # title: Khai trương thư viện lưu động phục vụ bà con các xã vùng cao huyện Mây Ngàn
    date: 2020-09-03?
    page date: 2020-10-17
    event: 2020-09-03?
    authors: HOÀNG MÂY
    sources: MNO
    language: vi
      p: Chiều nay (3/9), Thư viện huyện Mây Ngàn tổ chức lễ khai trương thư viện lưu động phục vụ bà con các xã vùng cao trên địa bàn huyện.
      fig: Các em học sinh xã Suối Trong chọn sách trên chuyến xe đầu tiên / của thư viện lưu động / “Sách về bản” năm 2020
      p: Theo kế hoạch, mỗi tháng xe thư viện đến mỗi xã hai lần, mỗi lần mang theo 1.200 cuốn sách; bà con được mượn sách về nhà trong 30 ngày mà không phải đặt cọc.
      p: Ông Lò Văn Giả, cán bộ thư viện, cho biết: “Bà con thích nhất là sách dạy trồng cây dược liệu và truyện tranh cho trẻ nhỏ”…
      p: Trước mắt, thư viện cần thêm:
      list: - 400 cuốn sách thiếu nhi; / - 2 máy tính cũ còn dùng được; / - người đọc sách cho trẻ vào chiều thứ tư.
      p: Bạn đọc có sách muốn tặng có thể gửi về thư viện huyện trước ngày 20/9.
    byline: HOÀNG MÂY
    dateline: MNO-
    page_date_text: Thứ bảy,  17/10/2020
    note thu-vien.txt: blocks was guessed: short lines between paragraphs that end no sentence are taken for a caption
    note thu-vien.txt: sources was guessed: the text begins with "MNO-", the mark of an agency or paper
    note thu-vien.txt: date was guessed: the text says "Chiều nay (3/9)" without a year; 2020-09-03 is the last such day not after the page's date, 2020-10-17, and it was printed that day
    "##);
    assert_eq!(lost_words(text), Vec::<String>::new());
}

#[test]
fn a_wrapped_english_text_is_understood() {
    let text = include_str!("../../../../tests/fixtures/ingest/library.txt");
    insta::assert_snapshot!(read_bytes("library.txt", text.as_bytes()), @r##"
    library.txt text
    # title: Mobile library reaches the upper valley
    date: 2020-09-04
    authors: Ann Example | Ben Sample
    sources: May Ngan News | MNA
    place: MAY NGAN
    section: Culture
    language: en
      p: A lorry with twelve hundred books on board set out on Thursday for the villages of the upper valley, where the nearest library has been a day's walk away for as long as anyone there can remember.
      p: "Children were waiting at the bridge before the sun was up," said the driver, who had never before been asked to wait while his passengers finished a chapter.
      p: The library still needs:
      list: 1. four hundred books for children / 2. two computers that still work, of whatever age, as long as they can be carried / 3. readers for Wednesday afternoons
      p: The lorry calls at each village twice a month.
    byline: By Ann Example and Ben Sample
    dateline: MAY NGAN, September 3 (MNA) —
    header: Published: Friday, 4 September 2020 / Section: Culture
    source_text: Source: May Ngan News
    note library.txt: sources was guessed: the text begins with "MAY NGAN, September 3 (MNA) —", the mark of an agency or paper
    note library.txt: place was guessed: the text is datelined "MAY NGAN, September 3 (MNA) —"
    "##);
    assert_eq!(lost_words(text), Vec::<String>::new());
}

#[test]
fn the_model_input_is_understood() {
    let Some(corpora) = std::env::var_os("BIENNIEN_CORPORA") else {
        eprintln!("skipped: BIENNIEN_CORPORA is not set, so the model input is not read");
        return;
    };
    let path = std::path::Path::new(&corpora).join("../seed/lang-son.txt");
    let text = std::io::read_to_string(std::fs::File::open(&path).unwrap()).unwrap();
    let input = Input {
        path: "lang-son.txt",
        bytes: text.as_bytes(),
    };
    let reading = read(&input, &Settings::default()).unwrap();
    let article = &reading.articles[0];
    assert!(
        article.title.starts_with("Tổng kết công tác")
            && article.title.ends_with("Đại hội XII")
    );
    assert_eq!(article.date.unwrap().to_string(), "2019-07-08?");
    assert_eq!(article.page_date.unwrap().to_string(), "2020-05-31");
    assert_eq!(
        (article.authors.join("|"), article.sources.join("|")),
        ("THANH MAI".into(), "LSO".into())
    );
    assert_eq!(article.blocks.len(), 7);
    assert!(
        matches!(&article.blocks[1], biennien_core::article::Block::Figure { caption, .. }
        if caption.text.lines().count() == 3)
    );
    assert!(
        article
            .provenance
            .guesses
            .iter()
            .any(|guess| guess.field == "date")
    );
    assert_eq!(lost_words(&text), Vec::<String>::new());
}

#[test]
fn a_day_without_a_year_is_the_last_before_the_pages() {
    check(
        "17/10/2020\n\nTựa\n\nNgày 3/9, huyện họp.\n\nHết chuyện rồi.",
        "# title: Tựa
         date: 2020-09-03?
         page date: 2020-10-17
         event: 2020-09-03?
         p: Ngày 3/9, huyện họp.
         p: Hết chuyện rồi.
         page_date_text: 17/10/2020",
    );
    check(
        "17/1/2020\n\nTựa\n\nHôm nay (3/9), huyện họp.",
        "# title: Tựa
         date: 2019-09-03?
         page date: 2020-01-17
         event: 2019-09-03?
         p: Hôm nay (3/9), huyện họp.
         page_date_text: 17/1/2020",
    );
}

#[test]
fn a_page_dated_soon_after_is_the_day_of_printing() {
    check(
        "Tựa\n\nThứ sáu, 4/9/2020, 16:30 (GMT+7)\n\nNgày 3/9, huyện họp.",
        "# title: Tựa
         date: 2020-09-04
         published: 2020-09-04T16:30:00+07:00
         page date: 2020-09-04
         event: 2020-09-03?
         p: Ngày 3/9, huyện họp.
         page_date_text: Thứ sáu, 4/9/2020, 16:30 (GMT+7)",
    );
}

#[test]
fn a_page_date_alone_is_a_guess_and_none_is_none() {
    check(
        "Chủ nhật, 31/05/2020\n\nTựa\n\nMột câu.",
        "# title: Tựa
         date: 2020-05-31?
         page date: 2020-05-31
         p: Một câu.
         page_date_text: Chủ nhật, 31/05/2020",
    );
    check("Tựa\n\nMột câu.", "# title: Tựa\n p: Một câu.");
    let got = read_bytes("a.txt", "Tựa\n\nNgày 3/9, huyện họp.".as_bytes());
    assert!(
        got.contains("note a.txt: the text says 3/9 without a year"),
        "{got}"
    );
}

#[test]
fn fields_on_top_are_the_files_own_word() {
    check(
        "Tiêu đề: Lũ về\nNgày: 3/9/2020\nTác giả: Hoàng Mây, Lò Giả\nNguồn: Báo Mây Ngàn\n\nNước dâng.",
        "# title: Lũ về
         date: 2020-09-03
         authors: Hoàng Mây | Lò Giả
         sources: Báo Mây Ngàn
         p: Nước dâng.
         header: Tiêu đề: Lũ về / Ngày: 3/9/2020 / Tác giả: Hoàng Mây, Lò Giả / Nguồn: Báo Mây Ngàn",
    );
    check(
        "Date: nobody knows\n\nA title\n\nA line.",
        "# title: A title\n p: A line.\n date_text: nobody knows\n header: Date: nobody knows",
    );
}

#[test]
fn datelines_give_place_agency_and_day() {
    check(
        "Tựa\n\nHÀ NỘI, 3/9/2020 – Trời mưa.\n\nHết chuyện rồi.",
        "# title: Tựa
         date: 2020-09-03
         place: HÀ NỘI
         p: Trời mưa.
         p: Hết chuyện rồi.
         dateline: HÀ NỘI, 3/9/2020 –",
    );
    check(
        "Tựa\n\n(TTXVN) - Trời mưa.",
        "# title: Tựa\n sources: TTXVN\n p: Trời mưa.\n dateline: (TTXVN) -",
    );
}

#[test]
fn only_dates_make_a_page_date() {
    check("1984\n\nMột câu.", "# title: 1984\n p: Một câu.");
    check(
        "Mây Ngàn, ngày 3 tháng 9 năm 2020\n\nTHÔNG BÁO\nVỀ VIỆC MƯỢN SÁCH\n\nThời gian: từ mai\n\nĐịa điểm: thư viện",
        "# title: THÔNG BÁO VỀ VIỆC MƯỢN SÁCH
         date: 2020-09-03?
         page date: 2020-09-03
         p: Thời gian: từ mai
         p: Địa điểm: thư viện
         page_date_text: Mây Ngàn, ngày 3 tháng 9 năm 2020",
    );
}

#[test]
fn a_masthead_over_the_date_is_the_source() {
    check(
        "Báo Mây Ngàn\nThứ năm, 03/09/2020 - 16:42\n\nTựa\n\nMột câu.",
        "# title: Tựa
         date: 2020-09-03
         page date: 2020-09-03
         sources: Báo Mây Ngàn
         p: Một câu.
         page_date_text: Thứ năm, 03/09/2020 - 16:42",
    );
}

#[track_caller]
fn check_foot(foot: &str, authors: &str, sources: &str) {
    let text = format!("Tựa\n\nMột câu chuyện dài.\n\n{foot}\n");
    let input = Input {
        path: "a.txt",
        bytes: text.as_bytes(),
    };
    let article = read(&input, &Settings::default())
        .unwrap()
        .articles
        .remove(0);
    assert_eq!(
        (&*article.authors.join("|"), &*article.sources.join("|")),
        (authors, sources)
    );
    assert_eq!(lost_words(&text), Vec::<String>::new());
}

#[test]
fn bylines_and_sources_at_the_foot() {
    check_foot("HOÀNG MÂY", "HOÀNG MÂY", "");
    check_foot("HOÀNG MÂY - LÒ GIẢ", "HOÀNG MÂY|LÒ GIẢ", "");
    check_foot("Hoàng Mây", "Hoàng Mây", "");
    check_foot("Tin, ảnh: HOÀNG MÂY", "HOÀNG MÂY", "");
    check_foot("Bài và ảnh: Hoàng Mây và Lò Giả", "Hoàng Mây|Lò Giả", "");
    check_foot("By Ann Example", "Ann Example", "");
    check_foot("Theo VNE", "", "VNE");
    check_foot("Nguồn: Báo Mây Ngàn", "", "Báo Mây Ngàn");
    check_foot("Nguồn: baomayngan.vn", "", "baomayngan.vn");
    check_foot("HOÀNG MÂY\n\n(Theo TTXVN)", "HOÀNG MÂY", "TTXVN");
    check_foot("By the river it is cold.", "", "");
    check_foot("Theo ông, mọi việc đều tốt.", "", "");
}

#[test]
fn captions_lists_headings_and_verse() {
    check(
        "Tựa\n\nMột câu.\n\nẢnh: chợ phiên\n\nHai câu.\n\n- a\n- b\n\n• c\n\nPHẦN THỨ HAI\n\n1. Một\n2. Hai\n\n5. Năm\n\nHết.",
        "# title: Tựa
         p: Một câu.
         fig: Ảnh: chợ phiên
         p: Hai câu.
         list: - a / - b / - c
         h: PHẦN THỨ HAI
         list: 1. Một / 2. Hai
         p: 5. Năm
         p: Hết.",
    );
    check(
        "Tựa\n\nNắng lên,\nchim hót,\nngười đi,\nsương tan.\n\nHết.",
        "# title: Tựa\n p: Nắng lên, / chim hót, / người đi, / sương tan.\n p: Hết.",
    );
    check(
        "Tựa\nCâu thứ nhất đã hết.\nCâu thứ hai cũng hết.\nCâu thứ ba nữa.",
        "# title: Tựa\n p: Câu thứ nhất đã hết.\n p: Câu thứ hai cũng hết.\n p: Câu thứ ba nữa.",
    );
}

#[test]
fn a_masthead_and_a_section_are_no_title() {
    check(
        "Báo Sông Đà\nThứ Tư, ngày 05 tháng 06 năm 2019\nXã hội\n\nKhai giảng lớp dạy nghề\n\nHôm nay, 5/6, huyện khai giảng lớp dạy nghề.\n\nPhạm Hà\n\nBáo Sông Đà",
        "# title: Khai giảng lớp dạy nghề
         date: 2019-06-05
         page date: 2019-06-05
         event: 2019-06-05?
         authors: Phạm Hà
         sources: Báo Sông Đà
         section: Xã hội
         p: Hôm nay, 5/6, huyện khai giảng lớp dạy nghề.
         byline: Phạm Hà
         page_date_text: Thứ Tư, ngày 05 tháng 06 năm 2019
         source_text: Báo Sông Đà",
    );
    check(
        "Trang chủ > Kinh tế\nNông dân trồng sen thu tiền tỷ\n\nSen nở rộ.",
        "# title: Nông dân trồng sen thu tiền tỷ
         section: Kinh tế
         p: Sen nở rộ.
         trail: Trang chủ > Kinh tế",
    );
    check(
        "The Valley Courier\n8 July 2006\n\nBridge closed\n\nThe old bridge is closed.\n\n-- Sam Rudge",
        "# title: Bridge closed
         date: 2006-07-08?
         page date: 2006-07-08
         authors: Sam Rudge
         sources: The Valley Courier
         p: The old bridge is closed.
         byline: -- Sam Rudge
         page_date_text: 8 July 2006",
    );
    check(
        "Du lịch\n\nNăm nay khách đến đông.",
        "# title: Du lịch\n p: Năm nay khách đến đông.",
    );
}

#[test]
fn a_name_between_title_and_date_is_the_author() {
    check(
        "Đường về bản\nTrần Văn Bách\n15/03/2018\n\nĐường dài 4 km.",
        "# title: Đường về bản
         date: 2018-03-15?
         page date: 2018-03-15
         authors: Trần Văn Bách
         p: Đường dài 4 km.
         byline: Trần Văn Bách
         page_date_text: 15/03/2018",
    );
}

#[test]
fn a_trade_an_editor_and_an_agency_are_no_authors() {
    check_foot(
        "Reporting by John Okafor; Editing by Lena Brandt",
        "John Okafor",
        "",
    );
    check_foot("By Dana Whitfield | Staff Writer", "Dana Whitfield", "");
    check_foot("By Dana Whitfield, Staff Writer", "Dana Whitfield", "");
    check_foot("TTXVN", "", "TTXVN");
    check_foot("*Tác giả: Vũ Thị Ngân*", "Vũ Thị Ngân", "");
    check_foot("- Ann Example", "", "");
}

#[test]
fn tags_under_the_text_are_tags() {
    check(
        "Tựa\n\nSen nở rộ.\n\nTags: sen, nông nghiệp\nNguồn: baomayngan.vn",
        "# title: Tựa
         sources: baomayngan.vn
         tags: sen | nông nghiệp
         p: Sen nở rộ.
         header: Tags: sen, nông nghiệp
         source_text: Nguồn: baomayngan.vn",
    );
}

#[test]
fn a_dateline_may_follow_a_summary() {
    check(
        "18/02/2016\n\nMở lại đường bay\n\nĐường bay sẽ mở lại từ tháng tới.\n\nMNO - Ngày 17-2, sân bay mở lại đường bay.",
        "# title: Mở lại đường bay
         date: 2016-02-18?
         page date: 2016-02-18
         event: 2016-02-17?
         sources: MNO
         p: Đường bay sẽ mở lại từ tháng tới.
         p: Ngày 17-2, sân bay mở lại đường bay.
         dateline: MNO -
         page_date_text: 18/02/2016",
    );
}

#[test]
fn a_day_to_come_does_not_date_an_article_a_year_back() {
    check(
        "Bắc Bộ nắng nóng\n19:00 28/06/2019\n\nDự báo ngày 29/6 nắng nóng.",
        "# title: Bắc Bộ nắng nóng
         date: 2019-06-28
         page date: 2019-06-28
         p: Dự báo ngày 29/6 nắng nóng.
         page_date_text: 19:00 28/06/2019",
    );
}

#[test]
fn a_markdown_title_loses_its_sign() {
    check(
        "# Làng gốm\n\n## Ngày nay\n\nCòn 12 lò.",
        "# title: Làng gốm\n h: Ngày nay\n p: Còn 12 lò.",
    );
}

#[test]
fn a_text_without_a_title_is_called_as_its_file() {
    let text = format!("{} và thế là hết.", "Một câu rất dài ".repeat(20));
    let got = read_bytes("tin/lu-ve.txt", text.as_bytes());
    assert!(got.contains("# title: lu-ve\n"), "{got}");
    assert!(
        got.contains("note tin/lu-ve.txt: title was guessed"),
        "{got}"
    );
}

const PARTS: &str = "(Chủ nhật, 31/05/2020|3/9|Ngày 3/9, |LSO-|HÀ NỘI, 3/9 – |\\(TTXVN\\) - |Ảnh: |- |1\\. |12\\. |Tác giả: |Nguồn: |Date: |Title: |By |Theo |Tags: |-- |Trang chủ > |Kinh tế|Báo Mây|TTXVN|# | \\\\| Staff Writer|; Editing by |HOÀNG MÂY|Ann Sample|Sáng nay|## |https://e\\.vn/a|nhà cửa |xa|\\.|,|:|\n|\n\n| ){0,30}";

proptest! {
    #[test]
    fn every_word_is_kept(text in PARTS) {
        prop_assert_eq!(lost_words(&text), Vec::<String>::new());
    }

    #[test]
    fn every_word_of_any_text_is_kept(text in "(\\PC{0,8}[ \n]{0,2}){0,20}") {
        // A text may look like JSON or markup, which is not read here.
        prop_assert_eq!(lost_words(&format!("Tựa\n{text}")), Vec::<String>::new());
    }
}
