//! The page comes apart as it was put together, and nothing breaks out of it.

use std::sync::LazyLock;

use super::*;
use crate::article::{Article, ArticleId, Block as ArticleBlock};
use proptest::prelude::*;

fn viewer() -> Viewer {
    Viewer {
        style: "body{color:#123}".to_owned(),
        boot: "var a = 1 < 2;".to_owned(),
        glue: "function b() { return '<p>'; }".to_owned(),
        wasm_gz: WASM_GZ.clone(),
    }
}

static WASM_GZ: LazyLock<Vec<u8>> = LazyLock::new(|| packed::gzip(&incompressible()));

/// More than a block of bytes in which gzip finds nothing to shorten (Knuth's
/// linear congruential generator).
fn incompressible() -> Vec<u8> {
    let mut state = 1_u32;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..BLOCK_BYTES + 100).map(next).collect()
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
fn viewer_that_is_old_or_damaged_goes_into_no_new_page() {
    let page = one_page(&viewer(), &archive("Kho")).concat();
    let before_first_screen = page.replace(first::OPEN, "<!--shell--><div");
    let error = Viewer::from_page(&before_first_screen).expect_err("it is old");
    assert!(error.to_string().contains("too old"), "{error}");
    assert_eq!(
        read_archive(&before_first_screen).expect("whole"),
        archive("Kho")
    );
    let mut damaged = viewer();
    damaged.wasm_gz[BLOCK_BYTES / 2] ^= 1;
    let page = one_page(&damaged, &archive("Kho")).concat();
    let error = Viewer::from_page(&page).expect_err("it is damaged");
    assert!(error.to_string().contains("damaged"), "{error}");
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
        "data-bn=\"columns\"",
        "data-bn=\"index\"",
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
    let newer = page.replacen("{\"format\":2,", "{\"format\":3,", 1);
    assert!(error(&newer).starts_with("the archive is format 3"));
}

#[test]
fn the_part_of_a_page_that_is_damaged_is_named() {
    let page = one_page(&viewer(), &archive("Kho")).concat();
    for part in Part::ALL {
        let open = format!("data-bn=\"{}\">", part.name());
        let at = page.find(&open).expect("a block") + open.len() + 30;
        // Another letter of base64, one that is none, and fewer letters.
        let other = if page[at..].starts_with('A') {
            "B"
        } else {
            "A"
        };
        for letter in [other, "*", ""] {
            let mut damaged = page.clone();
            damaged.replace_range(at..=at, letter);
            let error = read_packed(&damaged).and_then(|packed| packed::check(&packed));
            assert_eq!(
                error.expect_err("damaged").to_string(),
                format!(
                    "the archive is damaged: the checksum of its {part} is wrong; copy or download it again"
                )
            );
        }
    }
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
    let names = |title: &str| -> Vec<String> {
        let files = site(&viewer(), &archive(title));
        files.into_iter().map(|file| file.name).collect()
    };
    let (some, other) = (names("Kho"), names("Kho khác"));
    for stem in ["catalogue", "columns", "texts"] {
        for ending in ["bin", "js", "json"] {
            let named = |names: &[String]| {
                let mut named = names.iter().filter(|name| {
                    name.starts_with(&format!("{stem}-"))
                        && name.ends_with(&format!(".{ending}"))
                });
                named.next().cloned()
            };
            let (some, other) = (named(&some), named(&other));
            let is_data = (ending == "json") == (stem == "catalogue") || ending == "js";
            assert_eq!(some.is_some(), is_data, "{stem}.{ending}");
            assert!(some.is_none() || some != other, "{stem}.{ending}");
        }
    }
}

/// Three articles of two months, one undated; `&` and `<` in every text.
fn dated() -> Archive {
    let article = |title: &str, date: &str| Article {
        id: ArticleId(title.to_owned()),
        title: format!("{title} <b>"),
        date: date.parse().ok(),
        sources: vec!["Báo A & B".to_owned()],
        language: Some("vi".to_owned()),
        blocks: vec![ArticleBlock::paragraph("Một đoạn.")],
        ..Article::default()
    };
    Archive {
        title: "Kho <i>".to_owned(),
        owners: vec!["Thư viện".to_owned()],
        language: Some("vi".to_owned()),
        articles: vec![
            article("Không ngày", ""),
            article("Cũ", "2018-12~"),
            article("Mới", "2019-07-08"),
            article("Cùng ngày", "2019-07-08"),
        ],
        ..Archive::default()
    }
}

#[test]
fn the_first_screen_shows_the_newest_headlines_under_their_periods() {
    let shell = first::shell(&dated());
    let rows = html::between(
        &shell,
        "<div class=\"list first__list\">\n",
        "</div></div></div>\n<div class=\"skeleton",
    )
    .expect("rows");
    insta::assert_snapshot!(rows, @r#"
    <section class="period"><header class="period__head"><h2>Thập niên 2010</h2><p>3 bài</p></header><ol class="rows">
    <li class="row"><div class="row__date"><time datetime="2019-07-08"><span class="day">8 </span><span class="dow long">tháng 7 </span><span class="dow long">2019 </span><span class="dow short">7/2019 </span></time></div><article class="row__body" lang="vi"><h3 class="row__title" dir="auto" elementtiming="bien-nien-headline">Cùng ngày &lt;b&gt;</h3><p class="snippet" dir="auto">Một đoạn.</p><ul class="meta" lang="vi"><li><b><bdi>Báo A &amp; B</bdi></b></li><li>1 phút đọc</li></ul></article></li>
    <li class="row row--same"><div class="row__date"><time datetime="2019-07-08"><span class="day">8 </span><span class="dow long">tháng 7 </span><span class="dow long">2019 </span><span class="dow short">7/2019 </span></time></div><article class="row__body" lang="vi"><h3 class="row__title" dir="auto" elementtiming="bien-nien-headline">Mới &lt;b&gt;</h3><p class="snippet" dir="auto">Một đoạn.</p><ul class="meta" lang="vi"><li><b><bdi>Báo A &amp; B</bdi></b></li><li>1 phút đọc</li></ul></article></li>
    <li class="row"><div class="row__date"><time datetime="2018-12"><span class="dow">khoảng </span><span class="day day--long">2018 </span><span class="dow long">tháng 12 </span><span class="dow short">th. 12 </span></time></div><article class="row__body" lang="vi"><h3 class="row__title" dir="auto" elementtiming="bien-nien-headline">Cũ &lt;b&gt;</h3><p class="snippet" dir="auto">Một đoạn.</p><ul class="meta" lang="vi"><li><b><bdi>Báo A &amp; B</bdi></b></li><li>1 phút đọc</li><li class="flag">ngày chưa chắc</li></ul></article></li>
    </ol></section>
    <section class="period"><header class="period__head"><h2>Không rõ ngày</h2><p>1 bài</p></header><ol class="rows">
    <li class="row"><div class="row__date"><span class="dow"></span></div><article class="row__body" lang="vi"><h3 class="row__title" dir="auto" elementtiming="bien-nien-headline">Không ngày &lt;b&gt;</h3><p class="snippet" dir="auto">Một đoạn.</p><ul class="meta" lang="vi"><li><b><bdi>Báo A &amp; B</bdi></b></li><li>1 phút đọc</li></ul></article></li>
    </ol></section>
    "#);
    let folio = html::between(&shell, "folio__archive\">", "</span>").expect("a folio");
    assert_eq!(folio, "<b dir=\"auto\">Thư viện</b> · 4 bài · 2018–2019");
}

#[test]
fn the_first_screen_is_in_english_for_an_english_archive() {
    let english = Archive {
        language: Some("en-GB".to_owned()),
        ..dated()
    };
    let shell = first::shell(&english);
    for words in [
        "<h2>2010s</h2><p>3 articles</p>",
        "<h2>Undated</h2><p>1 article</p>",
        "4 articles · 2018–2019",
        "<span class=\"dow long\">July </span>",
        "<li>1 min read</li>",
    ] {
        assert!(shell.contains(words), "{words} in {shell}");
    }
}

#[test]
fn a_language_that_is_none_does_not_hide_what_the_page_is() {
    let language = |tag: &str| {
        let archive = Archive {
            language: Some(tag.to_owned()),
            ..archive("Kho")
        };
        let page = one_page(&viewer(), &archive).concat();
        assert_eq!(read_archive(&page).expect("whole"), archive);
        html::between(&page, "<html lang=\"", "\"")
            .expect("a language")
            .to_owned()
    };
    assert_eq!(language("zh-Hant-TW"), "zh-Hant-TW");
    assert_eq!(language(&"v".repeat(5000)), "en");
    assert_eq!(language("vi\"><script>"), "en");
}

#[test]
fn an_icon_that_stands_in_itself_is_the_pages_own() {
    let mut archive = archive("Kho");
    let icon = |archive: &Archive| {
        let page = one_page(&viewer(), archive).concat();
        html::between(&page, "rel=\"icon\" href=\"", "\"")
            .expect("an icon")
            .to_owned()
    };
    assert!(icon(&archive).starts_with("data:image/svg+xml,"));
    archive
        .extra
        .insert("icon", "https://example.org/i.png".into());
    assert!(icon(&archive).starts_with("data:image/svg+xml,"));
    archive
        .extra
        .insert("favicon", "data:image/png;base64,AA==".into());
    assert_eq!(icon(&archive), "data:image/png;base64,AA==");
}

proptest! {
    #[test]
    fn no_text_breaks_out_of_its_place(text in "(</script>|<!--|<script>|\"|'|&|<|]]>|\\PC){1,12}") {
        let page = one_page(&viewer(), &archive(&text)).concat();
        prop_assert_eq!(page.matches("<script").count(), page.matches("</script>").count());
        prop_assert_eq!(page.matches("<script").count(), 9);
        prop_assert_eq!(read_archive(&page).expect("whole").title, text);
    }
}
