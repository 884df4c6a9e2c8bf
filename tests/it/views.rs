//! The timeline's parts as HTML.

use std::cell::RefCell;
use std::rc::Rc;

use biennien_core::archive::{Archive, packed};
use biennien_core::article::{Article, ArticleId, Block};
use biennien_core::query::{self, NoteKind};
use biennien_core::search::{Engine, SearchOptions};
use biennien_core::timeline::Level;
use biennien_viewer::components::colophon::colophon;
use biennien_viewer::components::folio::{FolioProps, folio};
use biennien_viewer::components::masthead::{Masthead, MastheadProps};
use biennien_viewer::hooks::{Found, Search};
use biennien_viewer::opened::Opened;
use biennien_viewer::pages::about::about;
use biennien_viewer::pages::help::help;
use biennien_viewer::pages::timeline::{TimelinePage, TimelinePageProps};
use biennien_viewer::route::Route;
use biennien_viewer::shared::Shared;
use biennien_viewer::state::{Settings, State};
use biennien_viewer::wording::{Language, Words};
use yew::prelude::*;

use crate::html::{one_element_a_line, rendered, text_of};

fn article(id: &str, date: &str, title: &str, text: &str) -> Article {
    Article {
        id: ArticleId(id.into()),
        title: title.into(),
        date: date.parse().ok(),
        language: Some("vi".into()),
        sources: vec!["Báo Hà Vân".into()],
        authors: vec!["Mai <b>".into()],
        section: Some(
            if id == "c" {
                "Văn hóa"
            } else {
                "Hạ tầng"
            }
            .into(),
        ),
        blocks: vec![Block::paragraph(text)],
        ..Article::default()
    }
}

/// An archive that was packed and opened again, and its engine, which in a page
/// is in a worker.
pub(crate) struct Stack {
    pub(crate) opened: Shared<Opened>,
    engine: Engine,
}

impl Stack {
    pub(crate) fn new(archive: &Archive) -> Self {
        let packed = packed::pack(archive);
        let head = packed::read_head(&packed.catalogue).expect("a head");
        let engine = packed::engine(packed).expect("an engine");
        let opened = Opened::new(head, Rc::clone(engine.catalogue()));
        Self {
            opened: Shared::new(opened),
            engine,
        }
    }
}

fn stack() -> Stack {
    Stack::new(&Archive {
        title: "Kho Hà Vân".into(),
        owners: vec!["Tòa soạn Hà Vân".into()],
        rights: Some("CC BY 4.0".into()),
        contact: Some("kho@havan.example".into()),
        language: Some("vi".into()),
        articles: vec![
            article(
                "a",
                "2019-07-30",
                "Thông xe cầu Pác Thay",
                "Cầu bắc qua sông Nậm Tre.",
            ),
            article("b", "2019-07-30", "Cầu thứ hai", "Cũng qua sông."),
            article("c", "2018~", "Chợ phiên", "Người về chợ."),
            article("d", "", "Không ngày", "Giấy tờ cũ."),
        ],
        ..Archive::default()
    })
}

fn found(engine: &Engine, route: &Route) -> Found {
    let options = SearchOptions {
        level: Some(Level::Month),
        ..route.asked.options()
    };
    let mut results = engine.search(&route.asked.query, &options);
    let order = engine.order(&route.asked.query, &options);
    let hits = std::mem::take(&mut results.items);
    Found {
        asked: route.asked.clone(),
        level: Level::Month,
        unranged: Rc::new(std::mem::take(&mut results.unranged)),
        summary: Shared::new(results),
        hits: Rc::new((0..).zip(hits.into_iter().map(Shared::new)).collect()),
        order: Some(Shared::new(order)),
        millis: 3.2,
    }
}

async fn timeline(hash: &str, language: Language) -> String {
    timeline_of(stack(), hash, language).await
}

/// Renders the timeline's page of an archive.
pub(crate) async fn timeline_of(stack: Stack, hash: &str, language: Language) -> String {
    let Stack { opened, engine } = stack;
    let route = Route::parse(hash);
    let search = Search {
        found: Some(found(&engine, &route)),
        on_need: Callback::noop(),
    };
    let props = move || TimelinePageProps {
        opened,
        route,
        search,
        level: Level::Month,
        memory: Shared::new(RefCell::default()),
        is_wide: true,
        reading: None,
        settings: Settings {
            language,
            ..Settings::default()
        },
        words: Words::from(language),
        dispatch: Callback::noop(),
    };
    yew::LocalServerRenderer::<TimelinePage>::with_props(props())
        .hydratable(false)
        .render()
        .await
}

/// The part of a page from the element with `start` on.
pub(crate) fn part<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let from = html.find(start).expect("it is there");
    let to = html[from..].find(end).map_or(html.len(), |to| from + to);
    &html[from..to]
}

#[test]
fn an_article_not_looked_at_yet_has_its_place() {
    let Stack { opened, engine } = stack();
    let mut found = found(&engine, &Route::parse("#/?sort=oldest"));
    found.hits = Rc::default();
    let doc = |id: &str| opened.doc(&ArticleId(id.into()));
    assert_eq!(doc("d").and_then(|doc| found.place(doc)), Some(3));
    let before = found.doc(0);
    assert_eq!(before.map(|doc| opened.catalogue.id(doc)), Some("c"));
    assert_eq!(doc("x"), None);
}

#[tokio::test(flavor = "current_thread")]
async fn results_stand_under_their_months_and_the_undated_last() {
    let html = timeline("#/", Language::Vi).await;
    insta::assert_snapshot!(text_of(part(&html, "<div data-results", "</main>")));
}

#[tokio::test(flavor = "current_thread")]
async fn a_row_is_an_article_with_its_hits_marked() {
    let html = timeline("#/?q=nam+tre", Language::En).await;
    insta::assert_snapshot!(one_element_a_line(part(
        &html,
        "<div data-results",
        "</main>"
    )));
}

#[tokio::test(flavor = "current_thread")]
async fn a_value_shows_how_many_matches_and_articles_have_it() {
    let html = timeline("#/?q=sông&section=Hạ+tầng", Language::Vi).await;
    insta::assert_snapshot!(text_of(part(&html, "<aside", "</aside>")));
    let (_, chips) = part(&html, "class=\"chips\"", "</ul>")
        .split_once('>')
        .expect("a tag");
    insta::assert_snapshot!(text_of(chips));
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_found_says_what_can_be_taken_away() {
    let html = timeline("#/?q=zzz&from=2019&-section=Văn+hóa", Language::En).await;
    insta::assert_snapshot!(text_of(part(&html, "<div data-results", "</main>")));
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_found_offers_only_what_finds_something() {
    let address = "#/?q=cầu+zzz&from=2018&to=2018";
    let html = timeline(address, Language::Vi).await;
    insta::assert_snapshot!(text_of(part(&html, "<div data-results", "</main>")), @"Không có bài nào khớp “cầu zzz” trong khoảng 2018 Cả kho có 4 bài. Không kể khoảng và bộ lọc: 0 bài khớp. Nới bộ lọc “cầu” trong cả kho 2 bài Xem mọi bài Xem cú pháp tìm");
    let html = timeline("#/?q=cầu&from=2018&to=2018&section=Hạ+tầng", Language::En).await;
    insta::assert_snapshot!(text_of(part(&html, "<div data-results", "</main>")), @"No article matches “cầu” in 2018 The archive has 4 articles. Without range and filters: 2 matches. Loosen the filters Remove range: 2018 2 articles Clear every filter See the search syntax");
}

#[tokio::test(flavor = "current_thread")]
async fn what_holds_for_two_parts_of_a_query_is_said_once() {
    let html = timeline("#/?q=ngày:x+cầu+ngày:x", Language::En).await;
    let said = "“ngày:x” is not a date";
    assert_eq!(html.matches(said).count(), 1, "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn the_archive_stands_first() {
    let Stack { opened, engine } = stack();
    let state = State::default();
    let props = MastheadProps::new(opened.clone(), &state, Callback::noop());
    let head = yew::LocalServerRenderer::<Masthead>::with_props(props);
    insta::assert_snapshot!(one_element_a_line(&head.hydratable(false).render().await));
    let route = Route::default();
    let words = Words::default();
    let props = FolioProps {
        found: Some(found(&engine, &route)),
        opened: opened.clone(),
        is_searching: false,
        words,
    };
    insta::assert_snapshot!(text_of(&rendered(folio(&props)).await));
    insta::assert_snapshot!(one_element_a_line(
        &rendered(colophon(&opened, &route, words)).await
    ));
    insta::assert_snapshot!(text_of(&rendered(about(&opened, "#/", words)).await));
}

#[tokio::test(flavor = "current_thread")]
async fn every_sample_query_is_understood_and_leads_to_what_it_finds() {
    for language in [Language::Vi, Language::En] {
        let words = Words::from(language);
        let html = rendered(help(true, "#/", words, &Callback::noop())).await;
        for (sample, _) in words.queries {
            let notes = query::parse(sample).notes;
            let is_fine = |kind| kind == NoteKind::OnlyNegative;
            assert!(notes.iter().all(|note| is_fine(note.kind)), "{sample}");
            let links = html.split("<a href=\"").skip(1);
            let mut hashes = links.filter_map(|link| Some(link.split_once('"')?.0));
            let leads_there = |hash: &str| Route::parse(hash).asked.query == *sample;
            assert!(hashes.any(leads_there), "{sample}");
        }
    }
}
