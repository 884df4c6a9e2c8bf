//! From articles to a page or a site, and what stays the same.

use biennien_core::archive::Archive;
use biennien_core::page;

use crate::sandbox::{Sandbox, finish};

fn packed(sandbox: &Sandbox, page: &str) -> Archive {
    page::read_archive(&sandbox.read(page)).unwrap()
}

fn ids(archive: &Archive) -> Vec<&str> {
    archive
        .articles
        .iter()
        .map(|article| article.id.0.as_str())
        .collect()
}

#[test]
fn a_folder_becomes_a_page() {
    let sandbox = Sandbox::with("tin");
    let run = sandbox.pack("tin -o out.html").expect_code(0);
    assert_eq!(run.stdout, "");
    assert!(
        run.stderr.contains("out.html: 3 articles"),
        "{}",
        run.stderr
    );
    let archive = packed(&sandbox, "out.html");
    assert_eq!(archive.articles.len(), 3);
    assert_eq!(archive.title, "tin");
    assert_eq!(archive.language.as_deref(), Some("vi"));
    let paths: Vec<_> = archive
        .articles
        .iter()
        .map(|it| it.provenance.path.as_deref().unwrap())
        .collect();
    assert_eq!(paths, ["bao-nui/hoi-xuan.txt", "tin.jsonl", "tin.jsonl"]);
    assert_eq!(sandbox.names("."), ["out.html", "tin", "viewer"]);
}

#[test]
fn order_and_place_of_the_inputs_make_no_difference() {
    let (one, other) = (Sandbox::new(), Sandbox::new());
    one.copy("tin", "tin");
    one.copy("kho", "kho");
    other.copy("kho", "elsewhere/kho");
    other.copy("tin", "elsewhere/tin");
    one.pack("tin kho -o out.html").expect_code(0);
    other
        .pack("elsewhere/kho elsewhere/tin -o out.html")
        .expect_code(0);
    assert_eq!(one.read("out.html"), other.read("out.html"));
    one.pack("tin kho tin/tin.jsonl -o twice.html --title x")
        .expect_code(0);
    one.pack("tin/tin.jsonl kho tin -o again.html --title x")
        .expect_code(0);
    assert_eq!(one.read("twice.html"), one.read("again.html"));
    assert_eq!(packed(&one, "twice.html").articles.len(), 6);
}

#[test]
fn files_of_one_name_in_two_folders_have_no_order() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a/tin.txt",
        "Tin thứ nhất\n\nMột đoạn văn ngắn về con suối.\n",
    );
    sandbox.write(
        "b/tin.txt",
        "Tin thứ hai\n\nMột đoạn văn khác về cây cầu.\n",
    );
    sandbox.pack("a b -o ab.html").expect_code(0);
    sandbox.pack("b a -o ba.html").expect_code(0);
    assert_eq!(sandbox.read("ab.html"), sandbox.read("ba.html"));
    assert_eq!(packed(&sandbox, "ab.html").articles.len(), 2);
}

#[test]
fn only_a_day_that_was_given_stands_in_the_page() {
    let sandbox = Sandbox::with("tin");
    sandbox.pack("tin -o plain.html").expect_code(0);
    sandbox
        .pack("tin -o dated.html --today 2026-07-31")
        .expect_code(0);
    let made = |page| packed(&sandbox, page).made.unwrap();
    assert_eq!(made("plain.html").date, None);
    assert_eq!(made("dated.html").date, "2026-07-31".parse().ok());
    let tool = concat!("biennien ", env!("CARGO_PKG_VERSION"));
    assert_eq!(made("plain.html").tool, tool);
}

#[test]
fn no_path_of_the_machine_stands_in_what_is_written() {
    let sandbox = Sandbox::with("tin");
    sandbox.copy("hong", "hong");
    let machine = sandbox.path("").display().to_string();
    let run = sandbox
        .run(&format!(
            "pack {machine}tin {machine}hong -o {machine}out.html --viewer {machine}viewer \
             --report {machine}report.json"
        ))
        .expect_code(1);
    sandbox.run("export out.html -o out.json").expect_code(0);
    let name = machine.trim_end_matches('/').rsplit('/').next().unwrap();
    for file in ["out.html", "out.json", "report.json"] {
        assert!(!sandbox.read(file).contains(name), "{file}");
    }
    let said: Vec<&str> = run
        .stderr
        .lines()
        .filter(|line| line.contains(name))
        .collect();
    // The one file that the caller named is called as the caller did.
    assert_eq!(said.len(), 1, "{said:?}");
}

#[test]
fn what_the_archive_says_of_itself_is_kept_or_replaced() {
    let sandbox = Sandbox::with("kho");
    sandbox.pack("kho -o kept.html").expect_code(0);
    let kept = packed(&sandbox, "kept.html");
    assert_eq!(kept.title, "Kho báo Bản Mây");
    assert_eq!(kept.owners, ["Thư viện Bản Mây"]);
    assert_eq!(kept.rights.as_deref(), Some("CC BY 4.0"));
    assert_eq!(kept.contact.as_deref(), Some("thuvien@ban-may.example"));
    assert_eq!(kept.archive_id.as_deref(), Some("ban-may"));
    assert_eq!(ids(&kept), ["cau-moi", "xay-truong", "fair"]);
    sandbox
        .pack(
            "kho -o other.html --title Khác --owner A --owner B --rights R --contact C \
             --id khac --language en",
        )
        .expect_code(0);
    let other = packed(&sandbox, "other.html");
    assert_eq!(other.title, "Khác");
    assert_eq!(other.owners, ["A", "B"]);
    assert_eq!(other.rights.as_deref(), Some("R"));
    assert_eq!(other.contact.as_deref(), Some("C"));
    assert_eq!(other.archive_id.as_deref(), Some("khac"));
    assert_eq!(other.language.as_deref(), Some("en"));
}

#[test]
fn an_archive_without_id_gets_one_of_title_and_owner() {
    let sandbox = Sandbox::with("tin");
    let id = |args: &str| {
        sandbox.pack(&format!("{args} -o out.html")).expect_code(0);
        packed(&sandbox, "out.html").archive_id.unwrap()
    };
    let first = id("tin --title T --owner A");
    assert_eq!(id("tin/tin.jsonl --title T --owner A"), first);
    assert_ne!(id("tin --title T --owner B"), first);
}

#[test]
fn a_page_in_the_input_folder_is_not_its_own_input() {
    let sandbox = Sandbox::with("tin");
    sandbox
        .pack("tin -o tin/out.html --report tin/report.json")
        .expect_code(0);
    let (first, report) = (
        sandbox.read("tin/out.html"),
        sandbox.read("tin/report.json"),
    );
    sandbox
        .pack("tin -o tin/out.html --report tin/report.json")
        .expect_code(0);
    assert_eq!(sandbox.read("tin/out.html"), first);
    assert_eq!(sandbox.read("tin/report.json"), report);
}

#[test]
fn a_site_in_the_input_folder_is_not_its_own_input() {
    let sandbox = Sandbox::with("tin");
    sandbox.pack("tin -o tin/site/").expect_code(0);
    let names = sandbox.names("tin/site");
    sandbox.pack("tin -o tin/site/").expect_code(0);
    assert_eq!(sandbox.names("tin/site"), names);
    // For another output it is an input like any other, and a single one.
    let run = sandbox.run("check tin").expect_code(0);
    assert!(
        run.stdout.contains(" in 3 inputs, 0 refused"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_page_can_be_packed_again_in_its_place() {
    let sandbox = Sandbox::with("kho");
    sandbox.pack("kho -o out.html").expect_code(0);
    let first = packed(&sandbox, "out.html");
    sandbox.pack("out.html -o out.html").expect_code(0);
    assert_eq!(packed(&sandbox, "out.html"), first);
}

#[test]
fn a_page_stays_when_the_next_one_cannot_be_made() {
    let sandbox = Sandbox::with("tin");
    sandbox.pack("tin -o out.html").expect_code(0);
    let page = sandbox.read("out.html");
    sandbox.write("rong/rong.txt", "");
    let run = sandbox.pack("rong -o out.html").expect_code(2);
    assert!(run.stderr.contains("nothing is written"), "{}", run.stderr);
    assert_eq!(sandbox.read("out.html"), page);
    let run = sandbox.pack("tin -o nowhere/out.html").expect_code(2);
    assert!(
        run.stderr.contains("cannot write nowhere/out.html"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_site_is_written_replaced_and_read() {
    let sandbox = Sandbox::with("kho");
    sandbox.copy("tin", "tin");
    sandbox.pack("kho -o site/").expect_code(0);
    let first = sandbox.names("site");
    assert!(first.contains(&"index.html".to_owned()), "{first:?}");
    sandbox.run("export site -o site.json").expect_code(0);
    assert_eq!(sandbox.json("site.json")["title"], "Kho báo Bản Mây");
    sandbox.write("site/CNAME", "ban-may.example");
    sandbox.pack("site tin -o both/").expect_code(0);
    sandbox.pack("both -o site").expect_code(0);
    let second = sandbox.names("site");
    assert_eq!(second.len(), first.len() + 1, "{second:?}");
    assert!(
        second.contains(&"CNAME".to_owned()) && second != first,
        "{second:?}"
    );
    let run = sandbox.run("inspect site").expect_code(0);
    assert!(run.stdout.contains("articles   6\n"), "{}", run.stdout);
    let by_page = sandbox.run("inspect site/index.html").expect_code(0);
    assert_eq!(by_page.stdout, run.stdout);
    sandbox.pack("site/index.html -o site").expect_code(0);
    assert_eq!(sandbox.names("site"), second);
}

#[test]
fn a_site_among_its_articles_is_refused() {
    let sandbox = Sandbox::with("tin");
    let run = sandbox.pack("tin -o tin/").expect_code(2);
    assert!(
        run.stderr.contains("give another folder to write to"),
        "{}",
        run.stderr
    );
    assert_eq!(sandbox.names("tin"), ["bao-nui", "tin.jsonl"]);
}

#[test]
fn an_unclear_output_is_asked_about() {
    let sandbox = Sandbox::with("tin");
    let run = sandbox.pack("tin -o out").expect_code(2);
    assert!(
        run.stderr
            .contains("NAME.html for one page, out/ for a folder"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_missing_viewer_is_named() {
    let sandbox = Sandbox::with("tin");
    let run = sandbox
        .run("pack tin -o out.html --viewer tin")
        .expect_code(2);
    assert!(
        run.stderr
            .contains("give the folder that holds bien-nien.html"),
        "{}",
        run.stderr
    );
    sandbox.write("tin/bien-nien.html", "<!DOCTYPE html>");
    let run = sandbox
        .run("pack tin -o out.html --viewer tin")
        .expect_code(2);
    assert!(
        run.stderr.contains("no viewer in tin/bien-nien.html"),
        "{}",
        run.stderr
    );
    // Whether one is built in, and how old it is, depends on what was built before.
    let run = sandbox.run("pack tin/tin.jsonl -o out.html");
    let says = |part| run.stderr.contains(part);
    assert!(
        run.code == 0 || says("run cargo xtask run --no-serve") || says("is too old"),
        "{}",
        run.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_stays_one() {
    let sandbox = Sandbox::with("tin");
    std::os::unix::fs::symlink(sandbox.path("tin"), sandbox.path("tin/loop")).unwrap();
    sandbox.write("real.html", "");
    std::os::unix::fs::symlink(sandbox.path("real.html"), sandbox.path("out.html")).unwrap();
    let run = sandbox.pack("tin -o out.html").expect_code(1);
    assert!(run.stderr.contains("loop"), "{}", run.stderr);
    assert!(sandbox.path("out.html").is_symlink());
    assert_eq!(packed(&sandbox, "real.html").articles.len(), 3);
}

#[test]
fn help_names_every_command() {
    let sandbox = Sandbox::new();
    let run = finish(&mut sandbox.command("--help")).expect_code(0);
    for name in ["pack", "check", "inspect", "search", "export"] {
        assert!(run.stdout.contains(name), "{}", run.stdout);
    }
    let run = finish(&mut sandbox.command("search --help")).expect_code(0);
    for example in [
        "-tre",
        "OR",
        "công*",
        "tiêu-đề:",
        "lang:",
        "before:31/05/2020",
    ] {
        assert!(run.stdout.contains(example), "{}", run.stdout);
    }
    sandbox.run("pack").expect_code(2);
}

#[test]
fn the_front_page_of_another_site_is_not_written_over() {
    let sandbox = Sandbox::with("tin");
    sandbox.write("web/index.html", "<h1>Our shop</h1>");
    let run = sandbox.pack("tin -o web").expect_code(2);
    assert!(run.stderr.contains("none of Biên Niên's"), "{}", run.stderr);
    assert_eq!(sandbox.read("web/index.html"), "<h1>Our shop</h1>");
    assert_eq!(sandbox.names("web"), ["index.html"]);
}

#[test]
fn a_page_packed_from_a_page_is_the_same_page() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", "Khai trương thư viện\n\nThư viện xã mở cửa.");
    sandbox.write("in/b.json", r#"{"title":"1"}"#);
    sandbox.pack("in -o one.html").expect_code(0);
    sandbox.pack("one.html -o two.html").expect_code(0);
    assert_eq!(sandbox.read("one.html"), sandbox.read("two.html"));
}
