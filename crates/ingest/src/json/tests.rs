use crate::tests::read_bytes;

#[test]
fn a_crawlers_lines_are_read_one_by_one() {
    let lines = include_bytes!("../../../../tests/fixtures/ingest/crawl.jsonl");
    insta::assert_snapshot!(read_bytes("crawl.jsonl", lines), @r##"
    crawl.jsonl json-lines
    # title: Mưa đá ở Suối Trong
    date: 2020-09-05
    published: 2020-09-05T06:30:00+07:00
    authors: Hoàng Mây
    sources: Báo Mây Ngàn
    tags: mưa đá | thời tiết
    language: vi
      p: Trận mưa đá kéo dài mười phút.
      p: Không có ai bị thương.
    views: 12
    # title: Chợ phiên & mùa ngô
    date: 2020-09-05
    published: 2020-09-05T08:00:00+07:00
    authors: HOÀNG MÂY
    section: Kinh tế
    tags: Nông nghiệp
    language: vi
      p: Chợ đông từ sớm.
      p: Ngô được mùa.
    # title: Bản tin không có tựa đề mà chỉ có một câu.
    language: vi
      p: Bản tin không có tựa đề mà chỉ có một câu.
    date_text: hôm kia
    # title: Giá ngô
    date: 2020-09-05
    published: 2020-09-05T07:00:00+07:00
    language: vi
      p: Sáu nghìn đồng một cân.
    refused crawl.jsonl, line 3: this is broken JSON, line 3 column 63: EOF while parsing a string; mend it there
    note crawl.jsonl, item 4: the date "hôm kia" cannot be read, so the article is undated; write it as 2019-07-08
    "##);
}

#[test]
fn a_foreign_feed_is_read_even_where_it_is_careless() {
    let feed = include_bytes!("../../../../tests/fixtures/ingest/feed.json");
    insta::assert_snapshot!(read_bytes("feed.json", feed), @r"
    feed.json json-feed
    # title: Cầu treo mới
    url: https://maynga.example/1
    date: 2020-09-06
    published: 2020-09-06T10:00:00+07:00
    language: vi
      p: Cầu dài 80 mét.
      fig: Cầu treo
    # title: Ngày viết theo lối khác
    date: 2020-09-06
    language: vi
      p: Bà con đi lại dễ dàng hơn.
    refused feed.json, item 3: the item must be an object, but is a number
    ");
}

#[test]
fn broken_json_is_refused_with_its_place() {
    let got = read_bytes("a.json", b"[\n {\"title\": \"A\"},\n {\"title\" \"B\"}\n]");
    let want =
        "refused a.json: this is broken JSON, line 3 column 11: expected `:`; mend it there";
    assert_eq!(got, want);
}
