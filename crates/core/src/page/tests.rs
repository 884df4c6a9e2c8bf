//! The page comes apart as it was put together, and nothing breaks out of it.

use super::*;
use crate::article::{Article, ArticleId, Block as ArticleBlock};
use proptest::prelude::*;

fn viewer() -> Viewer {
    Viewer {
        style: "body{color:#123}".to_owned(),
        boot: "var a = 1 < 2;".to_owned(),
        glue: "function b() { return '<p>'; }".to_owned(),
        wasm_gz: (0..BLOCK_BYTES + 100).map(|at| (at % 251) as u8).collect(),
    }
}

fn archive(text: &str) -> Archive {
    let article = Article {
        id: ArticleId("1".to_owned()),
        title: text.to_owned(),
        blocks: vec![ArticleBlock::paragraph(text)],
        ..Article::default()
    };
    Archive {
        title: text.to_owned(),
        articles: vec![article],
        ..Archive::default()
    }
}

#[test]
fn archive_and_viewer_come_out_of_the_page_as_they_went_in() {
    let page = one_page(&viewer(), &archive("Kho")).concat();
    assert!(is_page(page.as_bytes()));
    assert_eq!(read_archive(&page).expect("whole"), archive("Kho"));
    assert_eq!(Viewer::from_page(&page).expect("whole"), viewer());
    assert_eq!(one_page(&viewer(), &archive("Kho")).concat(), page);
}

#[test]
fn parts_stand_in_the_measured_order_and_no_block_is_too_long() {
    let parts = one_page(&viewer(), &archive("Kho"));
    let page = parts.concat();
    let places: Vec<usize> = [
        "Content-Security-Policy",
        "<style",
        "data-bn=\"boot\"",
        "id=\"first\"",
        "data-bn=\"catalogue\"",
        "data-bn=\"wasm\"",
        "data-bn=\"texts\"",
        "data-bn=\"end\"",
        "data-bn=\"glue\"",
    ]
    .map(|mark| page.find(mark).expect(mark))
    .to_vec();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(html::blocks(&page, "wasm").count(), 2);
    assert!(html::blocks(&page, "wasm").all(|block| block.len() <= MAX_BLOCK_CHARS));
}

#[test]
fn the_policy_names_exactly_the_scripts_and_style_of_the_page() {
    let page = one_page(&viewer(), &archive("Kho")).concat();
    let policy = html::between(&page, "Security-Policy\" content=\"", "\"").expect("a policy");
    // printf %s 'body{color:#123}' | openssl dgst -sha256 -binary | base64
    assert!(
        policy.contains("style-src 'sha256-3NukuEgz3eCqFp2865Fm74xAoTPS6ruvf41GmFVYVzg='"),
        "{policy}"
    );
    assert!(policy.contains("connect-src 'none'"));
}

#[test]
fn a_cut_page_is_told_from_a_foreign_one() {
    let page = one_page(&viewer(), &archive("Kho")).concat();
    let error = |page: &str| read_archive(page).expect_err("broken").to_string();
    assert_eq!(
        error("<!DOCTYPE html><p>x"),
        "there is no archive in this file; make one with biennien pack"
    );
    for cut in [page.len() / 2, page.len() - 20] {
        assert_eq!(
            error(&page[..cut]),
            "the page is cut: its end is missing; copy or download it again"
        );
    }
    let newer = page.replacen("{\"format\":1,", "{\"format\":2,", 1);
    assert!(error(&newer).starts_with("the archive is format 2"));
}

#[test]
fn what_a_mail_filter_adds_after_the_end_does_no_harm() {
    let page = one_page(&viewer(), &archive("Kho")).concat() + "<!-- scanned -->\n";
    assert_eq!(read_archive(&page).expect("whole"), archive("Kho"));
    assert_eq!(Viewer::from_page(&page).expect("whole"), viewer());
}

#[test]
fn a_site_names_its_files_by_content() {
    let files = site(&viewer(), &archive("Kho"));
    let index = files.last().expect("index.html");
    assert_eq!(index.name, "index.html");
    let html = String::from_utf8(index.bytes.clone()).expect("UTF-8");
    for file in &files[..files.len() - 1] {
        assert!(html.contains(&file.name), "{}", file.name);
    }
    assert_eq!(site(&viewer(), &archive("Kho")), files);
    assert_ne!(site(&viewer(), &archive("Kho khác"))[8].name, files[8].name);
}

proptest! {
    #[test]
    fn no_text_breaks_out_of_its_place(text in "(</script>|<!--|<script>|\"|'|&|<|]]>|\\PC){1,12}") {
        let page = one_page(&viewer(), &archive(&text)).concat();
        prop_assert_eq!(page.matches("<script").count(), page.matches("</script>").count());
        prop_assert_eq!(page.matches("<script").count(), 7);
        let read = read_archive(&page).expect("whole");
        prop_assert_eq!(&read.title, if text.trim().is_empty() { "" } else { &text });
    }
}
