//! What the feed keeps, refuses and says.

use super::*;

fn written(article: &Article) -> Value {
    serde_json::from_str(&item(article)).expect("it is JSON")
}

#[track_caller]
fn read_one(item: Value) -> Result<Article, ItemError> {
    read_item(&item, ReadOptions::default())
}

fn feed_of(items: Value) -> Feed {
    let feed = json!({ "version": VERSION, "title": "Kho", "items": items });
    read(feed.to_string().as_bytes(), ReadOptions::default()).expect("a feed")
}

#[test]
fn unknown_fields_survive_a_round_trip() {
    let feed: Value = serde_json::from_str(
        r#"{
        "version": "https://jsonfeed.org/version/1.1", "title": "Kho", "icon": "data:image/png;base64,AA==",
        "authors": [{ "name": "Thư viện", "url": "https://example.org/" }], "_other": { "a": 1 },
        "_biennien": { "archive_id": "kho", "shelf": 7, "made": { "date": "2020", "tool": "t 1", "by": ["a", 1] } },
        "items": [{
            "id": "1", "title": "Cầu mới", "attachments": [{ "url": "https://example.org/a" }],
            "authors": [{ "name": "An" }], "tags": ["cầu"], "content_text": "Một.\n\nHai.",
            "date_published": "2019-07-08T09:30:00+07:00",
            "_biennien": {
                "date": "2019-07-08", "page_date": "2020-05-31", "box": "B 12",
                "sources": ["Báo A", "Báo B"], "section": "Kinh tế", "place": "Huế",
                "provenance": { "path": "a.txt", "guesses": [{ "field": "date", "reason": "r" }] },
                "blocks": [
                    { "type": "paragraph", "text": "Một.", "spans": [
                        { "start": 0, "end": 3, "kind": "link", "href": "https://example.org/" }] },
                    { "type": "list", "ordered": true, "items": ["a", { "text": "b", "spans": [
                        { "start": 0, "end": 1, "kind": "strong" }] }] },
                    { "type": "figure", "alt": "", "caption": "Ảnh", "src": "data:image/svg+xml,x" },
                    { "type": "table", "header": ["h"], "rows": [["1", "2"], []] },
                    { "type": "quote", "text": "q", "attribution": "ai" },
                    { "type": "heading", "text": "Mục", "level": 3 },
                    { "type": "code", "text": "x\n  y" }]
            }
        }]
    }"#,
    )
    .expect("JSON");
    let archive = read(feed.to_string().as_bytes(), ReadOptions::default())
        .expect("a feed")
        .archive;
    let again: Value = serde_json::from_str(&write(&archive)).expect("JSON");
    let mut want = feed;
    want["items"][0]["content_text"] = json!(archive.articles[0].content_text());
    assert_eq!(again, want);
    let archive_again =
        read(write(&archive).as_bytes(), ReadOptions::default()).expect("a feed");
    assert_eq!(archive_again.archive, archive);
}

#[test]
fn items_are_refused_one_by_one_with_number_and_reason() {
    let feed = feed_of(json!([
        { "id": "1", "title": "Được" },
        7,
        { "id": "3" },
        { "id": "4", "title": ["x"] },
        { "id": "5", "content_html": "<p>x</p>" },
        { "id": "1", "title": "Trùng" },
        { "id": "7", "title": "x", "_biennien": { "blocks": [{ "type": "video" }] } },
        { "id": "8", "title": "x", "_biennien": { "date": "8/7" } },
        { "id": "9", "title": "x", "date_published": "hôm qua" },
        { "id": 10, "title": "Số" },
    ]));
    let refused: Vec<String> = feed
        .refused
        .iter()
        .map(|r| format!("{}: {}", r.item, r.reason))
        .collect();
    insta::assert_snapshot!(refused.join("\n"), @r#"
    2: the item must be an object, but is a number
    3: it has neither title nor text; give it one of them
    4: title must be a text, but is a list
    5: its text is HTML, which is not read here; pack it with biennien pack
    6: item 1 has the same id "1"; give each item its own
    7: blocks[1].type is "video"; write paragraph, heading, list, quote, figure, table or code
    8: _biennien.date: "8/7" is no date; write it as 2019-07-08, 2019-07, 2019, 2019~ or 1954/1975
    9: date_published: no date as 2019-07-08T09:30:00+07:00
    "#);
    let ids: Vec<&str> = feed
        .archive
        .articles
        .iter()
        .map(|article| article.id.0.as_str())
        .collect();
    assert_eq!(ids, ["1", "10"]);
}

#[test]
fn a_day_without_a_time_claims_no_offset() {
    let article =
        read_one(json!({ "title": "x", "_biennien": { "date": "2019-07-08" } })).expect("read");
    let item = written(&article);
    assert_eq!(item["date_published"], "2019-07-08T00:00:00-00:00");
    assert_eq!(read_one(item).expect("read"), article);
}

#[test]
fn a_date_in_doubt_is_not_published_as_certain() {
    for date in ["2019-07-08?", "2019-07", "1954/1975", "-0043-03-15"] {
        let article =
            read_one(json!({ "title": "x", "_biennien": { "date": date } })).expect("read");
        assert_eq!(written(&article).get("date_published"), None, "{date}");
    }
}

#[test]
fn links_that_could_run_are_left_out_and_said() {
    let article = read_one(json!({ "title": "x", "_biennien": { "blocks": [{
        "type": "paragraph", "text": "bấm", "spans": [
            { "start": 0, "end": 3, "kind": "link", "href": "JavaScript:alert(1)" }] },
        { "type": "figure", "src": "javascript:alert(1)", "caption": "c" }] } }))
    .expect("read");
    assert_eq!(article.blocks[0], Block::paragraph("bấm"));
    let said: Vec<&str> = article
        .provenance
        .guesses
        .iter()
        .map(|guess| guess.reason.as_str())
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    blocks[1].spans: 0 to 3 fits no text or address
    blocks[2].src is neither a data: image nor an http address
    ");
}

#[test]
fn what_is_no_feed_says_so() {
    let error = |json: &str| {
        read(json.as_bytes(), ReadOptions::default())
            .expect_err(json)
            .to_string()
    };
    assert!(error("{").starts_with("this is not JSON: EOF"));
    assert_eq!(
        error("[]"),
        "this JSON is no feed; it must be an object with a list of items"
    );
    assert_eq!(
        error(r#"{"items":[],"title":5}"#),
        "title must be a text, but is a number"
    );
}

#[test]
fn fields_are_written_in_the_same_order_whatever_order_they_came_in() {
    let write_again = |json: &str| {
        let feed = read(json.as_bytes(), ReadOptions::default()).expect(json);
        write(&feed.archive)
    };
    assert_eq!(
        write_again(
            r#"{"_z":{"b":1,"a":2},"items":[{"id":"1","title":"T","_m":[{"d":1,"c":2}],"_b":1}]}"#
        ),
        write_again(
            r#"{"items":[{"_b":1,"_m":[{"c":2,"d":1}],"title":"T","id":"1"}],"_z":{"a":2,"b":1}}"#
        )
    );
}

#[test]
fn a_long_text_of_many_links_is_walked_once() {
    const N: usize = 50_000;
    let link = |at: usize| json!({ "start": 3 * at, "end": 3 * at + 1, "kind": "strong" });
    let spans: Vec<Value> = (0..N).map(link).collect();
    let block = json!({ "type": "paragraph", "text": "ă🚢".repeat(N), "spans": spans });
    let item = json!({ "id": "1", "title": "t", "_biennien": { "blocks": [block] } });
    let article = read_one(item.clone()).expect("reads");
    let Some(Block::Paragraph(text)) = article.blocks.first() else {
        panic!("no paragraph");
    };
    assert_eq!(text.spans.len(), N);
    assert_eq!(text.spans[7].byte_range, 42..44);
    let blocks = &written(&article)["_biennien"]["blocks"];
    assert_eq!(blocks, &item["_biennien"]["blocks"]);
}

#[test]
fn a_number_beyond_any_costs_no_more_than_the_fields_that_were_kept() {
    let extra = Extra::from_json(r#"{"_n":1e999}"#).expect("it is JSON");
    let article = Article {
        title: "T".into(),
        extra,
        ..Article::default()
    };
    assert!(item(&article).contains("1e999"));
    let archive = Archive {
        articles: vec![article],
        ..Archive::default()
    };
    assert!(write(&archive).contains("\"title\": \"T\""));
}

#[test]
fn numbers_of_unknown_fields_keep_their_text() {
    let numbers = "[1e+400,-0.0,0.30000000000000004,1.10,123456789012345678901234567890]";
    let json = format!(
        r#"{{"version":"x","title":"T","_n":{numbers},
        "items":[{{"id":7.0,"title":"A","_n":{numbers},"_biennien":{{"n":{numbers}}}}}]}}"#
    );
    let feed = read(json.as_bytes(), ReadOptions::default()).expect("a feed");
    assert_eq!(feed.archive.articles[0].id.0, "7.0");
    let again = write(&feed.archive);
    let again: String = again
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    assert_eq!(again.matches(numbers).count(), 3, "{again}");
}

#[test]
fn authors_that_say_more_are_written_as_they_came() {
    let more =
        json!([{ "name": "An", "url": "https://example.org/" }, "Bình", { "name": " " }]);
    let mut article = read_one(json!({ "title": "x", "authors": more })).expect("read");
    assert_eq!(article.authors, ["An", "Bình"]);
    assert_eq!(written(&article)["authors"], more);
    article.authors.pop();
    assert_eq!(written(&article)["authors"], json!([{ "name": "An" }]));
}
