use biennien_core::article::Block;
use biennien_core::date::Date;
use biennien_core::json::Extra;
use proptest::prelude::*;

use super::*;

/// Writes what was read as lines of `field: value`, as far as it is there.
pub(crate) fn render(reading: &Reading) -> String {
    let mut out = vec![format!("{} {}", reading.path, reading.format.name())];
    reading
        .articles
        .iter()
        .for_each(|article| render_article(article, &mut out));
    out.extend(
        reading
            .refused
            .iter()
            .map(|refused| format!("refused {refused}")),
    );
    out.extend(reading.notes.iter().map(|note| format!("note {note}")));
    out.join("\n")
}

fn render_article(article: &Article, out: &mut Vec<String>) {
    let mut line = |name: &str, text: String| {
        if !text.is_empty() {
            out.push(format!("{name}: {}", text.replace('\n', " / ")));
        }
    };
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    line("# title", article.title.clone());
    line("url", article.url.clone().unwrap_or_default());
    line("date", date(article.date));
    line(
        "published",
        article.date_published.clone().unwrap_or_default(),
    );
    line("page date", date(article.page_date));
    line("event", date(article.event_date));
    line("authors", article.authors.join(" | "));
    line("sources", article.sources.join(" | "));
    line("place", article.place.clone().unwrap_or_default());
    line("section", article.section.clone().unwrap_or_default());
    line("tags", article.tags.join(" | "));
    line("language", article.language.clone().unwrap_or_default());
    line("lead", article.lead.clone().unwrap_or_default());
    for block in &article.blocks {
        let name = match block {
            Block::Paragraph(_) => "  p",
            Block::Heading { .. } => "  h",
            Block::List { .. } => "  list",
            Block::Quote { .. } => "  quote",
            Block::Figure { .. } => "  fig",
            Block::Table { .. } => "  table",
            Block::Code { .. } => "  code",
        };
        let mut text = String::new();
        block.write_plain(&mut text);
        line(name, text);
    }
    let by_name = |extra: &Extra| {
        let mut fields: Vec<_> = extra.to_map().into_iter().collect();
        fields.sort_by(|a, b| a.0.cmp(&b.0));
        fields
    };
    let ours = by_name(&article.extra_biennien);
    for (name, value) in by_name(&article.extra).into_iter().chain(ours) {
        line(
            &name,
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
        );
    }
}

pub(crate) fn read_bytes(path: &str, bytes: &[u8]) -> String {
    match read(&Input { path, bytes }, &Settings::default()) {
        Ok(reading) => render(&reading),
        Err(refused) => format!("refused {refused}"),
    }
}

#[test]
fn formats_are_told_by_content_first_and_name_second() {
    #[track_caller]
    fn check(path: &str, text: &str, want: &str) {
        let got = match read(
            &Input {
                path,
                bytes: text.as_bytes(),
            },
            &Settings::default(),
        ) {
            Ok(reading) => format!("{} {}", reading.format.name(), reading.articles.len()),
            Err(Refused { reason, .. }) => reason.to_string(),
        };
        assert_eq!(got, want);
    }
    check("a.txt", r#"{"title":"A","text":"b"}"#, "json 1");
    check("a", r#"[{"title":"A"},{"title":"B"}]"#, "json 2");
    check(
        "a",
        r#"{"status":"ok","articles":[{"title":"A"}]}"#,
        "json 1",
    );
    check(
        "a.json",
        "{\"title\":\"A\"}\n{\"title\":\"B\"}\n",
        "json-lines 2",
    );
    check(
        "a.json",
        "[{\"title\":\"A\"}\n][{\"title\":\"B\"}]",
        "json 2",
    );
    check(
        "a",
        r#"{"version":"https://jsonfeed.org/version/1","title":"F","items":[]}"#,
        "json-feed 0",
    );
    check("a.txt", "[Video] Lũ về\n\nNước dâng từ đêm qua.", "text 1");
    check("a.txt", "{Ảnh} Lũ về\n\nNước dâng từ đêm qua.", "text 1");
    let unsupported =
        "this looks like HTML, which is not read here; save the article as plain text or JSON";
    check("a.txt", "<!DOCTYPE html><p>a", unsupported);
    check(
        "a.json",
        "không phải JSON",
        "this is broken JSON, line 1 column 1: expected value; mend it there",
    );
}

#[test]
fn dates_after_today_are_flagged() {
    let today = "2020-01-01".parse::<Date>().unwrap().first();
    let settings = Settings {
        today: Some(today),
        ..Settings::default()
    };
    let bytes = br#"{"title":"A","date":"2020-01-02"}"#;
    let reading = read(
        &Input {
            path: "a.json",
            bytes,
        },
        &settings,
    )
    .unwrap();
    assert_eq!(
        reading.notes[0].kind.to_string(),
        "the date 2020-01-02 is after 2020-01-01; check it"
    );
    assert_eq!(reading.articles[0].provenance.guesses.len(), 1);
}

#[test]
fn giant_lines_and_deep_nesting_are_no_harm() {
    let long = format!(
        "{{\"title\":\"A\",\"text\":\"{}\"}}",
        "a ".repeat(5_000_000)
    );
    assert!(read_bytes("a.json", long.as_bytes()).starts_with("a.json json\n# title: A"));
    let deep = "[".repeat(100_000);
    assert_eq!(
        read_bytes("a.json", deep.as_bytes()),
        "refused a.json: the JSON at line 1 column 128 is nested more than 127 deep; flatten it"
    );
    let line = "a".repeat(10_000_000);
    assert!(read_bytes("a.txt", line.as_bytes()).contains("# title: a\n"));
}

#[test]
fn hostile_texts_are_read_in_a_moment() {
    for part in [
        "- a.\nb.\n",
        "1. a\n",
        "Ảnh: a\n\n",
        "a\n\n",
        "Nguồn: A\n",
        "(",
        "8/7 ",
        "LSO-",
    ] {
        read_bytes(
            "a.txt",
            format!("Tựa\n\n{}", part.repeat(100_000)).as_bytes(),
        );
    }
    for part in ["&", "<", "</", "<b", "&#", "a<br>", "<p>", ";&a", "<img "] {
        let text = part.repeat(300_000);
        read_bytes(
            "a.json",
            format!("{{\"title\":\"A\",\"text\":\"{text}\"}}").as_bytes(),
        );
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_bytes("a", &bytes);
        read_bytes("a.jsonl", &bytes);
    }

    #[test]
    fn any_json_is_read_or_refused(
        text in r#"[\[{]{1,2}("(title|date|text|author|tags|url|_biennien|items|\$date)":("[ộa8/<&;\\n]{0,4}"|[0-9]{1,20}|null|true|\[1,"a",\{"name":"b"\}\]|\{\}),?){0,6}[\]}]{0,2}"#,
    ) {
        read_bytes("a.json", text.as_bytes());
    }
}
