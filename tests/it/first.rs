//! The first screen, written into the page, says what the viewer's list says
//! when it takes over.

use biennien_core::archive::Archive;
use biennien_core::archive::feed::{self, ReadOptions};
use biennien_core::page::{self, Viewer};
use biennien_viewer::wording::Language;

use crate::html::text_of;
use crate::views::{Stack, part, timeline_of};

/// So many characters are more than any window shows at first.
const MIN_LETTERS: usize = 3000;

fn bundled() -> Archive {
    let json = std::fs::read("static/archive.json").expect("the bundled archive");
    let feed = feed::read(&json, ReadOptions::default()).expect("a feed");
    feed.archive
}

async fn check(archive: Archive, language: Language) {
    let viewer = Viewer {
        style: String::new(),
        boot: String::new(),
        glue: String::new(),
        wasm_gz: Vec::new(),
    };
    let archive = Archive {
        language: Some(language.tag().to_owned()),
        ..archive
    };
    let first = page::one_page(&viewer, &archive).concat();
    let first = part(&first, "<div class=\"list", "<div class=\"skeleton");
    let first = text_of(first);
    let list = timeline_of(Stack::new(&archive), "#/", language).await;
    let list = text_of(part(&list, "<div data-results", "<nav"));
    let n_same = first.bytes().zip(list.bytes()).take_while(|(a, b)| a == b);
    let n_same = n_same.count();
    let after = |text: &str| String::from_utf8_lossy(&text.as_bytes()[n_same..]).into_owned();
    let is_whole = n_same == first.len().min(list.len());
    assert!(
        is_whole && n_same > MIN_LETTERS,
        "first screen: {}\nlist: {}",
        after(&first),
        after(&list)
    );
}

#[tokio::test(flavor = "current_thread")]
async fn the_first_screen_reads_as_the_list_does() {
    check(bundled(), Language::Vi).await;
    check(bundled(), Language::En).await;
}

#[tokio::test(flavor = "current_thread")]
async fn so_it_does_where_months_head_the_rows_and_dates_are_in_doubt() {
    let mut archive = bundled();
    let dates = [
        "2019-07-30",
        "2019-07-30",
        "2019-07-02",
        "2019-07",
        "2019-06-30~",
        "2019-06?",
        "2019-06-02",
        "2018",
        "2017-02/2017-05",
        "201X",
        "1954/1975",
        "19XX",
        "-0110",
        "",
    ];
    archive.articles.truncate(dates.len());
    for (article, date) in archive.articles.iter_mut().zip(dates) {
        article.date = date.parse().ok();
    }
    check(archive.clone(), Language::Vi).await;
    check(archive, Language::En).await;
}
