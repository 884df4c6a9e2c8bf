//! Archives that were packed by an earlier version are still read.

use std::fs;
use std::path::{Path, PathBuf};

use biennien_core::archive::{Archive, feed};
use biennien_core::page;

use crate::sandbox::{Sandbox, finish};

/// The folders of the formats that were ever released, and of the present one.
const FORMATS: [&str; 2] = ["v1", "v2"];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/fixtures/archives")
        .join(name)
}

/// What page and site of every format hold.
fn whole() -> Archive {
    let json = fs::read(folder("archive.json")).unwrap();
    let read = feed::read(&json, feed::ReadOptions::default()).unwrap();
    assert_eq!(read.refused, []);
    read.archive
}

#[test]
fn a_page_of_every_format_opens_whole() {
    for format in FORMATS {
        let html = fs::read_to_string(folder(format).join("page.html")).unwrap();
        let mut archive = page::read_archive(&html).unwrap();
        archive.sort_articles();
        assert_eq!(archive, whole(), "{format}");
    }
}

#[test]
fn the_command_line_reads_every_format() {
    let sandbox = Sandbox::new();
    for format in FORMATS {
        let number = format.trim_start_matches('v');
        for form in ["page.html", "site"] {
            let place = folder(format).join(form);
            let run = |command: &str, query: &[&str]| {
                finish(sandbox.command(command).arg(&place).args(query)).expect_code(0)
            };
            let facts = run("inspect", &[]).stdout;
            assert!(facts.contains(&format!("format {number}\n")), "{facts}");
            assert!(facts.contains("articles   8\n"), "{facts}");
            let found = run("search", &["phà OR đường"]);
            assert!(
                found.stdout.contains("Phà mới qua sông Gỗ"),
                "{}",
                found.stdout
            );
            assert_eq!(found.stderr, "1 article\n");
            let exported = run("export", &[]).stdout;
            let want = fs::read_to_string(folder("archive.json")).unwrap();
            assert_eq!(exported, want, "{format}/{form}");
        }
    }
}

#[test]
fn an_earlier_page_packs_to_one_of_today() {
    let sandbox = Sandbox::new();
    for format in FORMATS {
        let place = folder(format).join("page.html");
        finish(
            sandbox
                .command("pack -o out.html --viewer viewer --today 2026-11-23")
                .arg(&place),
        )
        .expect_code(0);
        let mut archive = page::read_archive(&sandbox.read("out.html")).unwrap();
        let mut want = whole();
        archive.made = None;
        want.made = None;
        assert_eq!(archive, want, "{format}");
    }
}
