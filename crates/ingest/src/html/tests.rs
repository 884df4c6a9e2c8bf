use super::*;
use proptest::prelude::*;

/// Writes blocks as one line each: `p`, `h2`, `li`, `quote`, `fig`, `row`,
/// `code`, with `*em*`, `**strong**` and `[link](address)`.
fn render(blocks: &[Block]) -> String {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) => out.push(format!("p {}", marked(text))),
            Block::Heading { level, text } => out.push(format!("h{level} {}", marked(text))),
            Block::List { is_ordered, items } => {
                let sign = if *is_ordered { "1." } else { "-" };
                out.extend(items.iter().map(|item| format!("{sign} {}", marked(item))));
            }
            Block::Quote { text, .. } => out.push(format!("quote {}", marked(text))),
            Block::Figure { src, alt, caption } => {
                let src = src.as_deref().unwrap_or("none");
                out.push(format!("fig {src} [{alt}] {}", marked(caption)));
            }
            Block::Table { header, rows } => {
                let line =
                    |row: &Vec<Text>| row.iter().map(marked).collect::<Vec<_>>().join(" | ");
                out.push(format!("head {}", line(header)));
                out.extend(rows.iter().map(|row| format!("row {}", line(row))));
            }
            Block::Code { text } => out.push(format!("code {text:?}")),
        }
    }
    out.join("\n").replace("\n\n", "\n")
}

fn marked(text: &Text) -> String {
    let mut out = text.text.clone();
    for span in text.spans.iter().rev() {
        let (before, after) = match &span.kind {
            SpanKind::Emphasis => ("*", "*".to_owned()),
            SpanKind::Strong => ("**", "**".to_owned()),
            SpanKind::Link(address) => ("[", format!("]({address})")),
        };
        if out.is_char_boundary(span.byte_range.end) {
            out.insert_str(span.byte_range.end, &after);
            out.insert_str(span.byte_range.start, before);
        }
    }
    out.replace('\n', " / ")
}

#[track_caller]
fn check(html: &str, want: &str) {
    assert_eq!(render(&blocks(html)), want, "{html}");
}

#[test]
fn paragraphs_headings_and_breaks() {
    check("<p>Một</p><p>Hai\n  ba</p>", "p Một\np Hai ba");
    check("Một<br>hai<br><br>ba", "p Một / hai\np ba");
    check(
        "<h1>A</h1><h3>B</h3>c<div>d</div>e",
        "h2 A\nh3 B\np c\np d\np e",
    );
    check("<p>M&#7897;t &amp; hai&nbsp;ba", "p Một & hai ba");
    check("<p> </p><div><br></div>", "");
}

#[test]
fn spans_keep_to_safe_links_and_do_not_cross() {
    check("<p>a <em>b</em> <b>c</b></p>", "p a *b* **c**");
    check("<a href='https://e.vn/x'>x</a>", "p [x](https://e.vn/x)");
    check(
        "<a href='javascript:alert(1)'>x</a> <a href='/y'>y</a>",
        "p x y",
    );
    check("<a href=' java\nscript:alert(1)'>x</a>", "p x");
    assert_eq!(blocks("<p><i>a<b>b</i>c</b>d</p>").len(), 1);
    check("<b><p>a</p><p>b</p></b>", "p **a**\np **b**");
}

#[test]
fn lists_quotes_tables_and_code() {
    check("<ul><li>a<li>b<ul><li>c</ul></ul>d", "- a\n- b\n- c\np d");
    check("<ol><li><p>a</p></li></ol>", "1. a");
    check(
        "<blockquote><p>a</p><p>b</p></blockquote>c",
        "quote a / b\np c",
    );
    check(
        "<table><tr><th>Xã<th>Hộ<tr><td>An<td>12<tr><td>Bình<td></table>",
        "head Xã | Hộ\nrow An | 12\nrow Bình | ",
    );
    check(
        "<table><tr><td><p>a</p><p>b</p></td></tr></table>",
        "p a / b",
    );
    check("<pre>a\n  b</pre>", "code \"a\\n  b\"");
}

#[test]
fn figures_keep_what_can_be_shown_or_linked() {
    check(
        "<figure><img src='https://e.vn/a.jpg' alt='Cầu'><figcaption>Cầu mới</figcaption></figure>",
        "fig https://e.vn/a.jpg [Cầu] Cầu mới",
    );
    check(
        "<p>a <img src='data:image/png;base64,AA'> b</p>",
        "p a b\nfig data:image/png;base64,AA [] ",
    );
    check(
        "<img src=x.gif data-src='https://e.vn/b.jpg'>",
        "fig https://e.vn/b.jpg [] ",
    );
    check(
        "<img src='https://e.vn/t.gif' width=1 height=1><img src='/a'>",
        "",
    );
    check(
        "<iframe src='https://v.vn/1'></iframe>",
        "p [https://v.vn/1](https://v.vn/1)",
    );
}

#[test]
fn nothing_that_runs_or_styles_is_kept() {
    check(
        "<style>p{}</style><script>alert('<p>')</script>a<!-- b --><svg><text>c</text></svg>",
        "p a",
    );
    check("<template><p>x</p></template><p onclick='x()'>y</p>", "p y");
    check("<script>", "");
    check("<script/>alert(1)</script>a<svg/>b", "p ab");
}

#[test]
fn html_is_told_from_text_with_angles() {
    for text in ["a</p>", "a<br>b", "a<BR/>b", "<P>a</P>", "<img src=a>"] {
        assert!(is_html(text), "{text}");
    }
    for text in [
        "a < b",
        "x <y@z.vn>",
        "<3",
        "",
        "a <",
        "</",
        "1</2",
        "<brand>",
    ] {
        assert!(!is_html(text), "{text}");
    }
}

#[test]
fn a_hundred_thousand_open_tags_are_read_in_a_moment() {
    for tag in [
        "<b>",
        "<b><p>x",
        "<blockquote>",
        "<ul><li>",
        "<table><tr><td>",
        "<a href=https://e.vn>x",
    ] {
        blocks(&tag.repeat(100_000));
    }
}

proptest! {
    #[test]
    fn any_text_gives_sound_spans(html in "(<[/]?(b|i|p|li|ul|td|tr|table|blockquote|pre|h2|figure|br|a href=https://e.vn)>|[ aộ\n]{0,3}|\\PC{0,3}){0,40}") {
        for block in blocks(&html) {
            let texts = match block {
                Block::Paragraph(text) | Block::Heading { text, .. } | Block::Quote { text, .. } => vec![text],
                Block::Figure { caption, .. } => vec![caption],
                Block::List { items, .. } => items,
                Block::Table { header, rows } => rows.into_iter().flatten().chain(header).collect(),
                Block::Code { .. } => vec![],
            };
            for text in texts {
                let mut ends: Vec<usize> = vec![];
                let mut last = 0;
                for span in &text.spans {
                    prop_assert!(text.text.get(span.byte_range.clone()).is_some_and(|part| !part.is_empty()));
                    prop_assert!(span.byte_range.start >= last);
                    last = span.byte_range.start;
                    ends.retain(|end| *end > span.byte_range.start);
                    prop_assert!(ends.iter().all(|end| *end >= span.byte_range.end));
                    ends.push(span.byte_range.end);
                }
            }
        }
    }
}
