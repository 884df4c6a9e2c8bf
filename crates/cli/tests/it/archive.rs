//! Inspecting, searching and exporting what was packed.

use std::process::Stdio;

use serde_json::Value;

use crate::sandbox::{Sandbox, finish};

/// A sandbox with the archive `kho` as a page.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::with("kho");
    sandbox
        .pack("kho -o kho.html --today 2026-07-31")
        .expect_code(0);
    sandbox
}

#[test]
fn inspecting_says_what_is_in_an_archive() {
    let sandbox = sandbox();
    let run = sandbox.run("inspect kho.html").expect_code(0);
    let (facts, sizes) = run.stdout.split_once("text ").unwrap();
    let facts = facts.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::assert_snapshot!(facts, @r"
    title      Kho báo Bản Mây
    owner      Thư viện Bản Mây
    rights     CC BY 4.0
    contact    thuvien@ban-may.example
    language   vi
    id         ban-may
    format     one page, format 2
    made       2026-07-31, biennien VERSION
    articles   3
    span       1998-01-01 to 2018-03-12
    undated    1
    sources    2
                 2  Báo Núi
                 2  Tin Suối
    ");
    let parts = [
        "bytes",
        "packed",
        "columns, ",
        "index, ",
        "texts, ",
        "viewer",
        "catalogue",
        "articles",
    ];
    for part in parts {
        assert!(sizes.contains(part), "{sizes}");
    }
    let run = sandbox.run("inspect kho/kho.json").expect_code(0);
    assert!(
        run.stdout.contains("format     JSON Feed\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn searching_shows_date_title_and_passage() {
    let sandbox = sandbox();
    let run = sandbox.run("search kho.html xay dung").expect_code(2);
    assert!(run.stderr.contains("unexpected argument"), "{}", run.stderr);
    let run = finish(sandbox.command("search kho.html").arg("xay dung")).expect_code(0);
    assert_eq!(run.stderr, "1 article\n");
    insta::assert_snapshot!(run.stdout, @r"
    1998~        Xây dựng trường học ở Bản Mây
                 Đảng uỷ xã phát động xây dựng trường học.
    ");
    let run = sandbox.run("search kho.html -cầu").expect_code(0);
    assert!(run.stderr.contains("2 articles"), "{}", run.stderr);
}

#[test]
fn where_nothing_is_found_what_would_be_is_said() {
    let sandbox = sandbox();
    let run = finish(sandbox.command("search kho.html").arg("trường máy-bay")).expect_code(0);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.starts_with("0 articles\n"), "{}", run.stderr);
    assert!(
        run.stderr.contains("'trường máy bay' finds 1 article"),
        "{}",
        run.stderr
    );
}

#[test]
fn json_answers_have_the_shape_of_the_script_api() {
    let sandbox = sandbox();
    let run = sandbox
        .run("search kho.html trường --json --limit 5")
        .expect_code(0);
    let mut answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let answer = answer.as_object_mut().unwrap();
    assert!(answer["millis"].as_f64().unwrap() >= 0.0);
    let mut keys: Vec<_> = answer.keys().map(String::as_str).collect();
    keys.sort_unstable();
    let want = [
        "bins",
        "facets",
        "imprecise",
        "items",
        "millis",
        "notes",
        "total",
        "undated",
    ];
    assert_eq!(keys, want);
    let item = &answer["items"][0];
    assert_eq!(item["id"], "xay-truong");
    assert_eq!(item["date"], "1998~");
    let snippet: Vec<u16> = item["snippet"].as_str().unwrap().encode_utf16().collect();
    let [start, end] =
        [0, 1].map(|at| usize::try_from(item["marks"][0][at].as_u64().unwrap()).unwrap());
    assert_eq!(String::from_utf16(&snippet[start..end]).unwrap(), "trường");
    let sources = &answer["facets"]["source"];
    assert_eq!(
        *sources,
        serde_json::json!([["Báo Núi", 1], ["Tin Suối", 1]])
    );
}

#[test]
fn a_file_of_queries_gets_a_line_each() {
    let sandbox = sandbox();
    sandbox.write("queries.txt", "cầu\nkhông-có-đâu\n\"cầu mới");
    let run = sandbox
        .run("search kho.html --queries queries.txt --limit 1")
        .expect_code(0);
    let answers: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let totals: Vec<_> = answers.iter().map(|answer| &answer["total"]).collect();
    assert_eq!(totals, [1, 0, 1]);
    assert_eq!(answers[2]["notes"][0]["start"], 0);
}

#[test]
fn an_export_packs_to_the_same_articles() {
    let sandbox = sandbox();
    sandbox.copy("tin", "tin");
    sandbox.pack("kho tin -o one.html").expect_code(0);
    sandbox.run("export one.html -o one.json").expect_code(0);
    sandbox.pack("one.json -o two.html").expect_code(0);
    let run = sandbox.run("export two.html").expect_code(0);
    assert_eq!(run.stdout, sandbox.read("one.json"));
    assert_eq!(
        sandbox.run("export two.html -o -").expect_code(0).stdout,
        run.stdout
    );
}

#[test]
fn fields_that_nobody_knows_survive() {
    let sandbox = sandbox();
    sandbox.run("export kho.html -o out.json").expect_code(0);
    let feed = sandbox.json("out.json");
    assert_eq!(feed["_vendor"]["color"], "tím");
    assert_eq!(feed["_biennien"]["shelf"], 7);
    assert_eq!(feed["items"][0]["_vendor"]["stars"], 5);
    assert_eq!(feed["items"][0]["_biennien"]["drawer"], "B2");
}

#[test]
fn other_formats_are_refused_by_name() {
    let sandbox = sandbox();
    for (target, want) in [
        (
            "out.csv",
            "cannot export to .csv; what can be written is .json",
        ),
        ("out", "out has no ending; give FILE.json"),
    ] {
        let run = sandbox
            .run(&format!("export kho.html -o {target}"))
            .expect_code(2);
        assert!(run.stderr.contains(want), "{}", run.stderr);
        assert!(!sandbox.path(target).exists());
    }
}

#[test]
fn what_is_no_archive_says_so() {
    let sandbox = sandbox();
    let page = sandbox.read("kho.html");
    sandbox.write("cut.html", &page[..page.len() - 100]);
    sandbox.write("newer.html", page.replace("{\"format\":2", "{\"format\":9"));
    sandbox.write("bai.txt", "Một bài báo");
    for (archive, want) in [
        ("cut.html", "cut.html: the page is cut"),
        ("newer.html", "the archive is format 9"),
        ("bai.txt", "make one with biennien pack"),
        ("kho", "make one of it with biennien pack"),
        ("nirgends.html", "nirgends.html: "),
    ] {
        let run = sandbox.run(&format!("inspect {archive}")).expect_code(2);
        assert!(run.stderr.contains(want), "{archive}: {}", run.stderr);
    }
}

#[test]
fn articles_of_a_feed_that_cannot_be_read_are_listed() {
    let sandbox = Sandbox::new();
    sandbox.write("feed.json", r#"{"items": [{"id": "a", "title": "A"}, 7]}"#);
    let run = sandbox.run("export feed.json").expect_code(1);
    assert!(run.stderr.contains("feed.json  item 2"), "{}", run.stderr);
    let feed: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(feed["items"].as_array().unwrap().len(), 1);
}

#[test]
fn a_reader_who_has_enough_is_no_failure() {
    let sandbox = sandbox();
    let mut command = sandbox.command("export kho.html");
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn an_archive_saved_with_a_byte_order_mark_opens_and_says_its_faults_once() {
    let sandbox = sandbox();
    let page = sandbox.read("kho.html");
    sandbox.write("mark.html", format!("\u{feff}{page}"));
    sandbox.run("inspect mark.html").expect_code(0);
    sandbox.write("broken.json", "\u{feff}{");
    let run = sandbox.run("inspect broken.json").expect_code(2);
    assert_eq!(run.stderr.matches("EOF").count(), 1, "{}", run.stderr);
}

#[test]
fn an_index_of_other_words_is_made_anew() {
    let sandbox = sandbox();
    let page = sandbox.read("kho.html");
    let known = format!("\"words\":{},", biennien_core::text::WORDS_VERSION);
    assert!(page.contains(&known));
    sandbox.write("other.html", page.replace(&known, "\"words\":9999,"));
    let answer = |file: &str| sandbox.run(&format!("search {file} trường")).expect_code(0);
    let (as_packed, anew) = (answer("kho.html"), answer("other.html"));
    assert_eq!(as_packed.stdout, anew.stdout);
    assert!(
        anew.stdout.contains("Xây dựng trường học"),
        "{}",
        anew.stdout
    );
}

#[test]
fn a_feed_answers_as_its_page_does() {
    let sandbox = sandbox();
    for query in ["trường", "\"cầu mới\"", "-cầu", "fair OR khánh"] {
        let answer = |file: &str| {
            let run = finish(sandbox.command(&format!("search {file}")).arg(query));
            let run = run.expect_code(0);
            (run.stdout, run.stderr)
        };
        assert_eq!(answer("kho/kho.json"), answer("kho.html"), "{query}");
    }
}

#[test]
fn the_part_of_a_site_that_is_damaged_cut_or_missing_is_named() {
    let sandbox = sandbox();
    for stem in ["columns", "index", "texts"] {
        sandbox.pack("kho -o site/").expect_code(0);
        let names = sandbox.names("site");
        let name = names
            .iter()
            .find(|name| name.starts_with(stem) && name.ends_with(".bin"));
        let file = format!("site/{}", name.unwrap());
        let inspected = |want: &str| {
            let run = sandbox.run("inspect site").expect_code(2);
            assert!(run.stderr.contains(want), "{}", run.stderr);
        };
        let mut bytes = std::fs::read(sandbox.path(&file)).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        sandbox.write(&file, &bytes);
        inspected(&format!("the checksum of its {stem} is wrong"));
        sandbox.write(&file, &bytes[..middle]);
        inspected(&format!("bytes of its {stem} are there"));
        std::fs::remove_file(sandbox.path(&file)).unwrap();
        inspected("is missing; copy it too");
        std::fs::remove_dir_all(sandbox.path("site")).unwrap();
    }
}
