//! The reader as HTML.

use std::rc::Rc;

use biennien_core::article::{
    Article, ArticleId, Block, Guess, Provenance, Span, SpanKind, Text,
};
use biennien_core::search::{Engine, Highlighter, SearchOptions};
use biennien_viewer::components::reader::month::Month;
use biennien_viewer::components::reader::turn::Neighbor;
use biennien_viewer::hooks::Story;
use biennien_viewer::pages::article::{ArticlePage, ArticlePageProps};
use biennien_viewer::route::Route;
use biennien_viewer::shared::Shared;
use biennien_viewer::state::Settings;
use yew::prelude::*;

use crate::html::one_element_a_line;

fn article() -> Article {
    let span = |start, end, kind| Span {
        byte_range: start..end,
        kind,
    };
    Article {
        id: ArticleId("tong-ket".into()),
        title: "Tổng kết công tác xây dựng Đảng".into(),
        lead: Some("Hội nghị về xây dựng Đảng.".into()),
        language: Some("vi".into()),
        authors: vec!["THANH MAI".into()],
        sources: vec!["Báo Lạng Sơn".into()],
        section: Some("Chính trị".into()),
        tags: vec!["tổng kết".into()],
        url: Some("https://a.example/tong-ket".into()),
        date: "2019-07-08?".parse().ok(),
        page_date: "2020-05-31".parse().ok(),
        blocks: vec![
            Block::Paragraph(Text {
                text: "Công tác xây dựng Đảng được chú trọng.".into(),
                spans: vec![
                    span(0, 16, SpanKind::Emphasis),
                    span(10, 16, SpanKind::Link("javascript:alert(1)".into())),
                ],
            }),
            Block::Figure {
                src: None,
                alt: String::new(),
                caption: "Đảng bộ nhận Bằng khen".into(),
            },
        ],
        provenance: Provenance {
            guesses: vec![
                Guess {
                    field: "date".into(),
                    reason: "this morning (8/7)".into(),
                },
                Guess {
                    field: "language".into(),
                    reason: "most words are Vietnamese".into(),
                },
            ],
            ..Provenance::default()
        },
        ..Article::default()
    }
}

fn props(article: Article, query: &str) -> ArticlePageProps {
    let resolved = Engine::build(std::slice::from_ref(&article))
        .expect("not too large")
        .search(query, &SearchOptions::default())
        .resolved;
    let month = article.date.and_then(biennien_core::date::Date::day);
    let mut route = Route::parse(&format!("#/a/{}", article.id.0));
    query.clone_into(&mut route.asked.query);
    ArticlePageProps {
        month: month.map(|day| Month::of(day, &mut [article.date; 2].into_iter().flatten())),
        n_minutes: article.minutes_to_read(),
        article: Rc::new(article),
        story: Story::Ready,
        highlighter: Shared::new(Highlighter::new(&resolved)),
        route,
        archive_title: "Kho báo".into(),
        total: Some(12),
        position: Some(3),
        previous: None,
        next: Some(neighbor("2", "Chợ phiên")),
        related: vec![neighbor("3", "Thông xe")],
        is_pane: false,
        settings: Settings::default(),
        dispatch: Callback::noop(),
    }
}

fn neighbor(id: &str, title: &str) -> Neighbor {
    Neighbor {
        href: format!("#/a/{id}").into(),
        title: title.to_owned().into(),
        date: "2019-07".parse().ok(),
        language: None,
    }
}

async fn render(props: ArticlePageProps) -> String {
    yew::LocalServerRenderer::<ArticlePage>::with_props(props)
        .hydratable(false)
        .render()
        .await
}

/// Renders one block and gives the HTML of the text.
async fn prose(block: Block, query: &str) -> String {
    let article = Article {
        blocks: vec![block],
        ..Article::default()
    };
    let html = render(props(article, query)).await;
    let (_, prose) = html.split_once(r#"<div class="prose">"#).expect("prose");
    let (prose, _) = prose
        .split_once(r#"<p lang="vi" class="print-only"#)
        .expect("an end");
    prose.to_owned()
}

#[tokio::test]
async fn a_whole_article() {
    let html = render(props(article(), "xay dung dang")).await;
    insta::assert_snapshot!(one_element_a_line(&html));
}

#[tokio::test]
async fn what_lists_know_is_there_before_the_text() {
    let mut early = article();
    early.blocks.clear();
    let story = Story::Loading;
    let html = render(ArticlePageProps {
        story,
        ..props(early.clone(), "")
    })
    .await;
    assert!(
        html.contains("Tổng kết công tác") && html.contains("aria-busy"),
        "{html}"
    );
    assert!(!html.contains("class=\"turn\""), "{html}");
    let story = Story::Damaged("block 3".into());
    let html = render(ArticlePageProps {
        story,
        ..props(early, "")
    })
    .await;
    assert!(
        html.contains("role=\"alert\"") && html.contains("block 3"),
        "{html}"
    );
    assert!(html.contains("class=\"turn\""), "{html}");
}

#[tokio::test]
async fn every_hit_is_one_mark_and_counted() {
    let html = render(props(article(), "dang")).await;
    assert_eq!(html.matches("<mark").count(), 4);
    assert!(html.contains(r#"data-hits="4""#), "{html}");
    assert!(!render(props(article(), "")).await.contains("<mark"));
}

#[tokio::test]
async fn blocks_of_every_kind() {
    let text = |text: &str| Text::plain(text);
    let blocks = [
        Block::Heading {
            level: 3,
            text: text("Mục"),
        },
        Block::List {
            is_ordered: true,
            items: vec![text("một"), text("hai")],
        },
        Block::Quote {
            text: text("Vâng."),
            attribution: Some("ông Thọ".into()),
        },
        Block::Figure {
            src: Some("data:image/svg+xml,%3Csvg/%3E".into()),
            alt: "cầu".into(),
            caption: text("Cầu mới"),
        },
        Block::Figure {
            src: Some("https://a.example/1.jpg".into()),
            alt: String::new(),
            caption: text("Chợ"),
        },
        Block::Table {
            header: vec![text("Xã")],
            rows: vec![vec![text("Nà Lụa"), text("3")]],
        },
        Block::Code {
            text: "a\n  b".into(),
        },
    ];
    let mut out = Vec::new();
    for block in blocks {
        out.push(prose(block, "một").await);
    }
    insta::assert_snapshot!(out.join("\n"), @r##"
    <h2 dir="auto" tabindex="-1" data-heading="" data-block="1">Mục</h2></div>
    <ol data-block="1"><li dir="auto"><mark>một</mark></li><li dir="auto">hai</li></ol></div>
    <blockquote data-block="1"><p dir="auto">Vâng.</p><footer dir="auto">ông Thọ</footer></blockquote></div>
    <figure data-block="1" class="plate"><img src="data:image/svg+xml,%3Csvg/%3E" alt="cầu" decoding="async"><figcaption dir="auto">Cầu <mark>mới</mark></figcaption></figure></div>
    <figure data-block="1" class="plate"><p dir="auto" class="plate__absent"><a href="https://a.example/1.jpg" rel="noopener noreferrer" target="_blank">Xem ảnh trên mạng</a></p><figcaption dir="auto">Chợ</figcaption></figure></div>
    <div tabindex="0" role="group" aria-label="Bảng" data-block="1" class="wide"><table><thead><tr><th scope="col" dir="auto">Xã</th></tr></thead><tbody><tr><td dir="auto">Nà Lụa</td><td dir="auto">3</td></tr></tbody></table></div></div>
    <pre tabindex="0" role="group" aria-label="Đoạn mã" dir="ltr" data-block="1"><code>a
      b</code></pre></div>
    "##);
}

#[tokio::test]
async fn articles_are_data() {
    let nasty = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    let article = Article {
        title: nasty.into(),
        url: Some("javascript:alert(1)".into()),
        blocks: vec![
            Block::paragraph(nasty),
            Block::Figure {
                src: Some("javascript:alert(1)".into()),
                alt: nasty.into(),
                caption: nasty.into(),
            },
        ],
        ..Article::default()
    };
    let html = render(props(article, "alert")).await;
    assert!(
        !html.contains("<script") && !html.contains("<img") && !html.contains("href=\"java")
    );
}

#[tokio::test]
async fn a_date_is_large_however_much_is_known_of_it() {
    let mut out = Vec::new();
    for edtf in ["2019-07", "1010~", "1954/1975?", "201X", "18XX?", ""] {
        let article = Article {
            date: edtf.parse().ok(),
            ..Article::default()
        };
        let html = render(props(article, "")).await;
        let (_, html) = html.split_once(r#"class="reader__date">"#).expect("a date");
        let (html, _) = html.split_once("</div>").expect("its end");
        out.push(html.to_owned());
    }
    insta::assert_snapshot!(out.join("\n"), @r#"
    <time datetime="2019-07"><span class="day day--long">Tháng 7</span> <span class="rest">2019</span></time>
    <time datetime="1010"><span class="doubt">khoảng</span> <span class="day day--year">1010</span></time>
    <time><span class="day day--long">1954 – có lẽ 1975</span></time>
    <time><span class="day day--long">thập niên 2010</span></time>
    <time><span class="doubt">có lẽ</span> <span class="day day--long">thế kỷ 19 (1800 – 1899)</span></time>
    <p class="day day--long">Không rõ ngày</p>
    "#);
}

#[tokio::test]
async fn headings_are_the_contents_and_leave_no_level_out() {
    let heading = |level, text: &str| Block::Heading {
        level,
        text: text.into(),
    };
    let article = Article {
        id: ArticleId("vay".into()),
        blocks: vec![
            heading(3, "Vốn"),
            Block::paragraph("một vốn bốn lời"),
            heading(5, "Mặt bằng"),
            heading(3, "Tiến độ"),
        ],
        ..Article::default()
    };
    let html = render(props(article, "vốn")).await;
    let (_, contents) = html.split_once(r#"class="toc">"#).expect("contents");
    let (contents, _) = contents.split_once("</nav>").expect("their end");
    insta::assert_snapshot!(one_element_a_line(contents), @r##"
    <h2>Trong bài
    <small>chỗ khớp</small></h2>
    <ol>
    <li>
    <a href="#/a/vay?q=v%E1%BB%91n&amp;at=1">
    <span dir="auto">Vốn</span>
    <small>2</small></a></li>
    <li>
    <a href="#/a/vay?q=v%E1%BB%91n&amp;at=4">
    <span dir="auto">Tiến độ</span></a></li></ol>
    "##);
    for heading in ["<h2", "<h3"] {
        assert!(
            html.contains(&format!(r#"{heading} dir="auto" tabindex="-1""#)),
            "{html}"
        );
    }
    assert!(!html.contains("<h4"), "{html}");
}

#[test]
fn every_reason_that_is_translated_is_one_that_readers_give() {
    let mut sources = String::new();
    let mut folders =
        vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/ingest/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                sources += &std::fs::read_to_string(entry.path()).expect("a source");
            }
        }
    }
    let sources = sources.replace("\\\"", "\"");
    for (reason, _) in biennien_viewer::wording::reasons::REASONS {
        for part in reason
            .split("{}")
            .flat_map(|part| part.split(", and it was"))
        {
            assert!(sources.contains(part), "no reader says {part:?}");
        }
    }
}
