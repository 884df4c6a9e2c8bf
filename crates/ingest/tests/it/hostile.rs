//! Whatever comes in: a message, never a panic, nothing that runs, and what is
//! sound in the same input is packed all the same.

use biennien_core::archive::Archive;
use biennien_core::date::Date;
use biennien_core::page::{self, Viewer};
use biennien_ingest::{Input, Merged, Settings, merge, read};
use html5gum::{Token, Tokenizer};
use serde_json::{Value, json};

use crate::payloads::{FIELDS, feed_with, payloads};

/// Reads as a caller does: what is refused as a whole stands beside the rest.
fn take(path: &str, bytes: &[u8]) -> Merged {
    let settings = Settings {
        today: "2026-01-01".parse().ok().map(Date::first),
        ..Settings::default()
    };
    match read(&Input { path, bytes }, &settings) {
        Ok(reading) => merge(vec![reading]),
        Err(refused) => Merged {
            refused: vec![refused],
            ..Merged::default()
        },
    }
}

fn viewer() -> Viewer {
    Viewer {
        style: "body{}".to_owned(),
        boot: "var boot;".to_owned(),
        glue: "var glue;".to_owned(),
        wasm_gz: vec![0; 30],
    }
}

/// Packs, looks for anything that could run or ask for something, and unpacks.
#[track_caller]
fn assert_harmless(what: &str, archive: &Archive) {
    let page = page::one_page(&viewer(), archive).concat();
    assert_no_intruder(what, &page, 2);
    let back = page::read_archive(&page).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(&back, archive, "{what}: the page holds something else");
    let site = page::site(&viewer(), archive);
    let index = site.iter().find(|file| file.name == "index.html");
    let index =
        String::from_utf8_lossy(&index.expect("a site has an index").bytes).into_owned();
    assert_no_intruder(what, &index, 0);
}

/// Asserts that a page has no element or attribute that an archive could have
/// brought: scripts of its own only, no handler, no address that runs or leaves.
#[track_caller]
fn assert_no_intruder(what: &str, page: &str, n_inline_scripts: usize) {
    let mut n_scripts = 0;
    for token in Tokenizer::new(page) {
        let Ok(Token::StartTag(tag)) = token else {
            continue;
        };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let allowed = [
            "html", "head", "body", "meta", "title", "link", "style", "script", "noscript",
            "div", "p", "span", "a", "b", "i", "em", "strong", "small", "header", "main",
            "section", "article", "aside", "nav", "ol", "ul", "li", "h1", "h2", "h3", "time",
            "svg", "g", "path", "rect", "circle", "img", "abbr", "footer", "input", "label",
            "form", "details", "summary", "dl", "dt", "dd", "br", "button", "bdi",
        ];
        assert!(
            allowed.contains(&name.as_str()),
            "{what}: <{name}> in the page"
        );
        let attributes: Vec<(String, String)> = tag
            .attributes
            .iter()
            .map(|(key, value)| {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                (text(key), text(value))
            })
            .collect();
        let has = |key: &str| attributes.iter().find(|(name, _)| name == key);
        if name == "script" && has("type").is_none_or(|(_, kind)| kind != "text/plain") {
            n_scripts += usize::from(has("src").is_none());
            let (_, source) = has("src").cloned().unwrap_or_default();
            assert!(!source.contains("//"), "{what}: a script from {source}");
        }
        for (key, value) in &attributes {
            assert!(!key.starts_with("on"), "{what}: {name} {key}={value}");
            let is_address = matches!(key.as_str(), "href" | "src" | "action" | "srcset");
            let address = value.trim_start().to_ascii_lowercase();
            assert!(
                !is_address
                    || address.starts_with('#')
                    || address.starts_with("data:image/")
                    || address == "data:,"
                    || !address.contains(':'),
                "{what}: {name} {key}={value}"
            );
        }
    }
    assert_eq!(n_scripts, n_inline_scripts, "{what}: scripts in the page");
}

#[test]
fn attacks_in_every_field_stay_text() {
    let mut n_cases = 0;
    for field in FIELDS {
        for (name, payload) in payloads() {
            let what = format!("{name} in {field}");
            let feed = feed_with(field, json!(payload));
            let merged = take("kho.json", feed.to_string().as_bytes());
            let has_bystander = merged
                .archive
                .articles
                .iter()
                .any(|article| article.title == "Bài lành");
            assert!(has_bystander, "{what}: {:?}", merged.refused);
            n_cases += 1;
            // Packing each of a thousand would take a minute and show no more:
            // what is in one field is in none of the others.
            if n_cases % 3 == 0 || field.starts_with("/title") || field.ends_with("/title") {
                assert_harmless(&what, &merged.archive);
            }
        }
    }
    assert!(n_cases > 1000, "{n_cases} cases");
}

#[test]
fn wrong_types_are_told_and_the_rest_is_read() {
    let wrong = [
        json!(null),
        json!(true),
        json!(42),
        json!(-1.5e300),
        json!(18_446_744_073_709_551_615_u64),
        json!(""),
        json!([]),
        json!({}),
        json!([[["x"]]]),
        json!({ "name": { "name": ["x"] } }),
        json!(["x", 1, null, { "a": [] }]),
    ];
    for field in FIELDS {
        for value in &wrong {
            let what = format!("{value} in {field}");
            let feed = feed_with(field, value.clone());
            let merged = take("kho.json", feed.to_string().as_bytes());
            assert_told(&what, &merged);
            let is_head = !field.starts_with("/items/0");
            let has = |title: &str| {
                merged
                    .archive
                    .articles
                    .iter()
                    .any(|article| article.title == title)
            };
            assert!(has("Bài lành") || is_refused_whole(&merged), "{what}");
            assert!(
                !is_head || has("Bài một") || is_refused_whole(&merged),
                "{what}"
            );
        }
    }
}

/// Every refusal is a sentence that says what and where.
#[track_caller]
fn assert_told(what: &str, merged: &Merged) {
    for refused in &merged.refused {
        let message = refused.to_string();
        assert!(
            message.len() > 20 && message.contains(&refused.path),
            "{what}: {message}"
        );
        assert!(!message.contains("panicked"), "{what}: {message}");
    }
}

fn is_refused_whole(merged: &Merged) -> bool {
    merged.refused.iter().any(|refused| refused.item.is_none())
}

#[test]
fn cut_anywhere_is_told() {
    let whole = feed_with("/title", json!("Kho cắt")).to_string();
    let lines = (1..=40)
        .map(|n| format!("{{\"title\":\"Bài số {n}\",\"body\":\"Chữ của bài.\"}}\n"))
        .collect::<String>();
    let text = "Thứ hai, 8/7/2019\n\nCầu mới ở Hà Giang\n\nCầu được thông xe.\n\nHOÀNG LAN\n";
    for part in 1..100 {
        let cut = |text: &str| text.as_bytes()[..text.len() * part / 100].to_vec();
        let feed = take("kho.json", &cut(&whole));
        assert_told("a feed that is cut", &feed);
        assert!(
            !feed.refused.is_empty(),
            "{part} % of a feed passes for the whole"
        );
        let rows = take("tin.jsonl", &cut(&lines));
        assert_told("lines that are cut", &rows);
        let n_whole = cut(&lines).iter().filter(|byte| **byte == b'\n').count();
        assert!(
            rows.archive.articles.len() >= n_whole,
            "{part} % of 40 lines"
        );
        assert_told("a text that is cut", &take("bài.txt", &cut(text)));
    }
}

/// Bytes that are not UTF-8 text, with a name.
fn foreign() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("empty", vec![]),
        ("space", b" \r\n\t\n".to_vec()),
        ("mark only", b"\xef\xbb\xbf".to_vec()),
        ("utf-16 mark only", b"\xff\xfe".to_vec()),
        (
            "utf-16 odd",
            [b"\xff\xfe".as_slice(), &utf_16("Bài", false), b"\x00"].concat(),
        ),
        ("utf-16 lone surrogate", b"\xfe\xff\xd8\x00\x00a".to_vec()),
        ("utf-16 without mark", utf_16("Bài một", true)),
        ("utf-32", b"\xff\xfe\x00\x00B\x00\x00\x00".to_vec()),
        (
            "windows-1252",
            b"C\xe0ng ng\xe0y c\xe0ng t\xf4\xec".to_vec(),
        ),
        ("windows-1258", b"Vi\xea\xf2t Nam".to_vec()),
        ("tcvn3", b"C\xb7ng ho\xb5 x\xb7 h\xe9i".to_vec()),
        ("shift-jis", b"\x83\x65\x83\x58\x83\x67".to_vec()),
        ("overlong", b"abc \xc0\xaf\xe0\x80\xaf".to_vec()),
        ("surrogate", b"abc \xed\xa0\x80".to_vec()),
        ("cut letter", b"\xe1\xba".to_vec()),
        ("bytes", (0..=255).collect()),
        ("zeros", vec![0; 4096]),
        ("png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR".to_vec()),
        ("jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF".to_vec()),
        ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec()),
        ("zip", b"PK\x03\x04\x14\x00\x00\x00\x08\x00".to_vec()),
        ("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03".to_vec()),
        ("elf", b"\x7fELF\x02\x01\x01\x00".to_vec()),
        ("wasm", b"\x00asm\x01\x00\x00\x00".to_vec()),
        ("sqlite", b"SQLite format 3\x00".to_vec()),
        ("rtf", b"{\\rtf1\\ansi Xin}".to_vec()),
        (
            "html",
            b"<!DOCTYPE html><script>window.__pwned=1</script>".to_vec(),
        ),
        (
            "rss",
            b"<?xml version=\"1.0\"?><rss><channel/></rss>".to_vec(),
        ),
        (
            "billion laughs",
            b"<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"aa\">]><l>&a;</l>".to_vec(),
        ),
    ]
}

fn utf_16(text: &str, is_big: bool) -> Vec<u8> {
    let units = text.encode_utf16();
    if is_big {
        units.flat_map(u16::to_be_bytes).collect()
    } else {
        units.flat_map(u16::to_le_bytes).collect()
    }
}

#[test]
fn wrong_encodings_and_foreign_files_are_named() {
    let cases = foreign();
    for ending in ["txt", "json", "jsonl", "html", "bin"] {
        for (name, bytes) in &cases {
            let what = format!("{name}.{ending}");
            let merged = take(&what, bytes);
            assert_told(&what, &merged);
            let n_told = merged.refused.len() + merged.archive.articles.len();
            assert!(
                n_told > 0 || ending == "jsonl",
                "{what}: nothing came of it, and no word"
            );
            assert_harmless(&what, &merged.archive);
        }
    }
}

#[test]
fn what_is_huge_or_deep_ends() {
    let deep = |open: &str, close: &str, n: usize| {
        format!("{}1{}", open.repeat(n), close.repeat(n)).into_bytes()
    };
    let item = |html: String| json!([{ "title": "Sâu", "content_html": html }]).to_string();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("arrays.json", deep("[", "]", 100_000)),
        ("objects.json", deep("{\"a\":", "}", 100_000)),
        ("open.json", "[".repeat(1_000_000).into_bytes()),
        (
            "quotes.json",
            item("<blockquote>".repeat(20_000)).into_bytes(),
        ),
        (
            "lists.json",
            item(format!("{}x", "<ul><li>".repeat(20_000))).into_bytes(),
        ),
        ("tags.json", item("<".repeat(200_000)).into_bytes()),
        ("entities.json", item("&amp".repeat(100_000)).into_bytes()),
        (
            "attributes.json",
            item(format!("<p {}>x", "a=b ".repeat(100_000))).into_bytes(),
        ),
        ("line.txt", "Đường dài. ".repeat(850_000).into_bytes()),
        ("word.txt", "a".repeat(10_000_000).into_bytes()),
        (
            "spaces.txt",
            [" ".repeat(10_000_000).as_bytes(), b"x"].concat(),
        ),
        ("breaks.txt", "\n".repeat(5_000_000).into_bytes()),
        ("dates.txt", "1/1/2019 ".repeat(100_000).into_bytes()),
        (
            "line.jsonl",
            json!({ "title": "a".repeat(10_000_000) })
                .to_string()
                .into_bytes(),
        ),
        (
            "nulls.json",
            format!("[{}null]", "null,".repeat(999_999)).into_bytes(),
        ),
        (
            "empties.json",
            format!("[{}{{}}]", "{},".repeat(999_999)).into_bytes(),
        ),
        (
            "numbers.json",
            format!("[{}1e999]", "1,".repeat(1000)).into_bytes(),
        ),
        ("nulls.jsonl", "null\n".repeat(100_000).into_bytes()),
    ];
    for (path, bytes) in cases {
        let merged = take(path, &bytes);
        assert_told(path, &merged);
        let n_told = merged.refused.len() + merged.archive.articles.len();
        assert!(n_told > 0, "{path}: nothing came of it, and no word");
    }
}

#[test]
fn odd_spans_and_ids_are_kept_apart() {
    let spans = [
        json!({ "start": 5, "end": 2, "kind": "strong" }),
        json!({ "start": 0, "end": 4_294_967_295_u64, "kind": "strong" }),
        json!({ "start": -1, "end": 3, "kind": "emphasis" }),
        json!({ "start": 0.5, "end": 3, "kind": "link", "href": "#" }),
        json!({ "start": 1, "end": 2, "kind": "script", "href": "javascript:1" }),
        json!({ "start": 0, "end": 1, "kind": "link" }),
        json!("strong"),
    ];
    for span in spans {
        // The second half of a surrogate pair is no place for a span to begin.
        let block = json!({ "type": "paragraph", "text": "😀 ấ", "spans": [span, span] });
        let feed = feed_with("/items/0/_biennien/blocks/0", block);
        let merged = take("kho.json", feed.to_string().as_bytes());
        assert_told(&span.to_string(), &merged);
        assert_harmless(&span.to_string(), &merged.archive);
    }
    for id in [
        "", " ", "a", "/", "..", "#", "%", "%00", "con", "😀", "a?b&c=d",
    ] {
        let items: Vec<Value> = ["Một", "Hai", "Ba", "Hai"]
            .iter()
            .map(|title| json!({ "id": id, "title": title, "content_text": title }))
            .collect();
        let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Kho", "items": items });
        let merged = take("kho.json", feed.to_string().as_bytes());
        let mut ids: Vec<&str> = merged
            .archive
            .articles
            .iter()
            .map(|article| article.id.0.as_str())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 3, "{id:?}: three articles, one of them twice");
        assert_harmless(id, &merged.archive);
    }
}
