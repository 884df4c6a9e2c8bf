//! What is promised of finding, sentence by sentence.

use biennien_core::article::{Article, ArticleId, Block};
use biennien_core::query::NoteKind;
use biennien_core::search::{SearchOptions, SearchResults};

/// An article whose id is its text.
fn article(text: &str) -> Article {
    Article {
        id: ArticleId(text.to_owned()),
        blocks: vec![Block::paragraph(text)],
        ..Article::default()
    }
}

fn search(articles: &[Article], query: &str) -> SearchResults {
    crate::engine(articles).search(query, &SearchOptions::default())
}

fn ids(results: &SearchResults) -> Vec<&str> {
    results.items.iter().map(|hit| hit.id.as_str()).collect()
}

fn notes(results: &SearchResults) -> Vec<NoteKind> {
    results.notes.iter().map(|note| note.kind).collect()
}

/// A query finds exactly these of some texts, in any order.
#[track_caller]
fn check(query: &str, found: &[&str], not_found: &[&str]) {
    let texts = found.iter().chain(not_found);
    let articles: Vec<Article> = texts.map(|text| article(text)).collect();
    let results = search(&articles, query);
    let (mut got, mut want) = (ids(&results), found.to_vec());
    got.sort_unstable();
    want.sort_unstable();
    assert_eq!(got, want, "{query}");
    assert_eq!(results.total as usize, want.len(), "{query}");
}

/// A query finds all of these texts, in this order.
#[track_caller]
fn check_order(query: &str, found: &[&str]) {
    let mut articles: Vec<Article> = found.iter().map(|text| article(text)).collect();
    assert_eq!(ids(&search(&articles, query)), found, "{query}");
    articles.reverse();
    assert_eq!(
        ids(&search(&articles, query)),
        found,
        "{query}, given in reverse"
    );
}

/// A query finds these of some articles, told by their ids.
#[track_caller]
fn check_ids(articles: &[Article], query: &str, want: &[&str]) {
    let results = search(articles, query);
    let mut got = ids(&results);
    got.sort_unstable();
    assert_eq!(got, want, "{query}");
}

#[test]
fn a_mark_left_out_matches_anything_mark_by_mark() {
    check(
        "xay dung dang ",
        &["xây dựng Đảng", "đang xây, dựng"],
        &["xây dựng"],
    );
    check("d", &["đá", "da"], &["cá"]);
    check("dươ", &["đường", "dương"], &["đuôi"]);
    check("đuong ", &["đường", "đương"], &["dương", "đang"]);
}

#[test]
fn a_mark_that_was_typed_must_match() {
    check("đảng ", &["Đảng"], &["đang", "đăng", "dáng"]);
    check("đảng", &["Đảng"], &["đang", "đăng", "dáng"]);
}

#[test]
fn the_form_exactly_as_typed_ranks_first() {
    check_order("dang ", &["một dang nữa", "một đáng nữa"]);
    check_order("dang", &["một dang nữa", "một đảng nữa", "một dangg nữa"]);
    check_order("hoa ", &["có hoa", "hoà và hoá và hoạ và hoả"]);
}

#[test]
fn of_titles_those_with_the_form_as_typed_rank_first() {
    let titled = |title: &str, text: &str| Article {
        title: title.to_owned(),
        ..article(text)
    };
    let articles = [
        titled("Hoà bình", "chợ hoa hoa hoa hoa"),
        titled("Chợ hoa", "một"),
    ];
    for query in ["title:hoa ", "title:hoa", "title:\"hoa\" "] {
        let results = search(&articles, query);
        assert_eq!(ids(&results), ["một", "chợ hoa hoa hoa hoa"], "{query}");
    }
}

#[test]
fn a_word_that_stands_as_typed_and_otherwise_is_no_better_than_exact() {
    check_order("hoa cau ", &["hoa cau", "hoa hoà hoà câu"]);
}

#[test]
fn typed_marks_are_forgiven_only_when_nothing_matches_and_that_is_said() {
    let articles = [article("Đảng"), article("dáng")];
    let results = search(&articles, "đãng ");
    assert_eq!(results.total, 2);
    assert_eq!(notes(&results), [NoteKind::MarksForgiven]);
    let results = search(&articles, "đảng ");
    assert_eq!(ids(&results), ["Đảng"]);
    assert_eq!(notes(&results), []);
}

#[test]
fn only_marks_that_keep_a_query_from_matching_are_forgiven() {
    let articles = [
        article("Đảng bộ xã"),
        article("đang bò xá"),
        article("đăng bồ"),
    ];
    let forgiven = |query: &str| {
        let results = search(&articles, query);
        assert!(
            results
                .notes
                .iter()
                .all(|note| note.kind == NoteKind::MarksForgiven)
        );
        let parts = results
            .notes
            .iter()
            .map(|note| &query[note.byte_range.clone()]);
        let parts = parts.map(str::to_owned).collect::<Vec<_>>().join(", ");
        let ids = ids(&results)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>();
        (ids.join(", "), parts)
    };
    // The one word that occurs nowhere.
    assert_eq!(forgiven("đảng bỗ "), ("Đảng bộ xã".into(), "bỗ".into()));
    assert_eq!(
        forgiven("đảng title:x OR bỗ-xã "),
        ("Đảng bộ xã".into(), "bỗ".into())
    );
    // All are somewhere, but not together.
    assert_eq!(
        forgiven("đảng \"bò xá\""),
        ("đang bò xá, Đảng bộ xã".into(), "đảng, bò xá".into())
    );
    assert_eq!(
        forgiven("xã bồ -đăng "),
        ("Đảng bộ xã, đang bò xá".into(), "xã bồ".into())
    );
}

#[test]
fn composed_and_decomposed_cases_tone_places_and_both_d_are_the_same() {
    let spellings = ["Đảng", "ĐẢNG", "Ðảng", "Đa\u{309}ng", "đ\u{ad}ảng"];
    for query in spellings {
        check(query, &spellings, &["đang"]);
    }
    for (a, b) in [("hoà", "hòa"), ("thuý", "thúy"), ("kỹ", "kĩ"), ("lý", "lí")] {
        check(a, &[a, b], &["khác"]);
        check(b, &[a, b], &["khác"]);
    }
}

#[test]
fn all_words_must_occur() {
    check(
        "cầu sông ",
        &["cầu qua sông", "sông có cầu"],
        &["cầu", "sông"],
    );
}

#[test]
fn words_standing_together_and_in_order_rank_first() {
    check_order(
        "học sinh ",
        &["các em học sinh đã về", "các em sinh ra đã học"],
    );
    check_order(
        "cầu treo cũ ",
        &["một cầu treo cũ ở bản", "cầu ở bản, cũ, treo"],
    );
}

#[test]
fn quotation_marks_ask_for_an_exact_phrase() {
    let found = ["lên Nậm Tre chơi", "Nậm, Tre"];
    let not_found = ["tre nậm", "nậm rượu tre", "nậm treo"];
    check("\"nậm tre\"", &found, &not_found);
    check("“nậm tre”", &found, &not_found);
    check("«nậm tre»", &found, &not_found);
}

#[test]
fn a_minus_leaves_out() {
    check("cầu -treo", &["cầu đường"], &["cầu treo"]);
    check("cầu -\"cầu treo\"", &["cầu rồi treo"], &["cầu treo"]);
}

#[test]
fn or_binds_closer_than_a_space() {
    let found = ["a b", "a c", "a b c"];
    check("a b OR c ", &found, &["a", "b c", "c"]);
    check("a b HOẶC c ", &found, &["a", "b c", "c"]);
}

#[test]
fn a_star_lets_a_word_go_on() {
    check(
        "công* ty ",
        &["công ty", "côngxoóc ty"],
        &["cong ty", "công tyy"],
    );
}

fn from_two_papers() -> [Article; 2] {
    let article = |id: &str, names: [&str; 7]| {
        let [title, author, source, section, tag, place, language] = names.map(str::to_owned);
        Article {
            title,
            authors: vec![author],
            sources: vec![source],
            section: Some(section),
            tags: vec![tag],
            place: Some(place),
            language: Some(language),
            ..article(id)
        }
    };
    [
        article(
            "a",
            [
                "Cầu",
                "Lò Mai",
                "Báo Kha",
                "Kinh tế",
                "lũ lụt",
                "Hà Nội",
                "vi",
            ],
        ),
        article(
            "b",
            [
                "Trường",
                "Trần Quý",
                "Báo Núi",
                "Văn hoá",
                "cầu",
                "Nậm Tre",
                "en-GB",
            ],
        ),
    ]
}

#[test]
fn a_field_is_asked_for_with_or_without_marks() {
    let articles = from_two_papers();
    let fields = [
        (["tiêu-đề", "tieu-de", "title"], "cầu", "trường"),
        (["tác-giả", "tac-gia", "author"], "mai", "quý"),
        (["nguồn", "nguon", "source"], "kha", "núi"),
        (["mục", "muc", "section"], "\"kinh tế\"", "\"văn hóa\""),
        (["thẻ", "the", "tag"], "\"lũ lụt\"", "cau"),
        (["nơi", "noi", "place"], "\"hà nội\"", "\"nam tre\""),
        (["ngôn-ngữ", "ngon-ngu", "lang"], "vi", "en"),
    ];
    for (names, of_a, of_b) in fields {
        for name in names {
            check_ids(&articles, &format!("{name}:{of_a} "), &["a"]);
            check_ids(&articles, &format!("{name}:{of_b} "), &["b"]);
            check_ids(
                &articles,
                &format!("{}:{of_b}", name.to_uppercase()),
                &["b"],
            );
            check_ids(&articles, &format!("-{name}:{of_b}"), &["a"]);
        }
    }
}

fn dated(dates: &[&str]) -> Vec<Article> {
    let article = |date: &&str| Article {
        date: date.parse().ok(),
        ..article(date)
    };
    dates.iter().map(article).collect()
}

#[test]
fn times_are_whole_periods_with_both_ends() {
    let days = [
        "2018-12-31",
        "2019-01-01",
        "2019-06-30",
        "2019-07-01",
        "2019-07-31",
        "2019-08-01",
        "2019-12-31",
        "2020-01-01",
        "2020-05-31",
        "",
    ];
    let articles = dated(&days);
    for name in ["ngày", "ngay", "date"] {
        check_ids(&articles, &format!("{name}:2019 "), &days[1..7]);
        check_ids(&articles, &format!("{name}:2019-07 "), &days[3..5]);
        check_ids(&articles, &format!("{name}:7/2019 "), &days[3..5]);
        check_ids(&articles, &format!("{name}:31/05/2020 "), &days[8..9]);
    }
    for name in ["trước", "truoc", "before"] {
        check_ids(&articles, &format!("{name}:2019-07 "), &days[..5]);
        check_ids(&articles, &format!("{name}:7/2019 "), &days[..5]);
        check_ids(&articles, &format!("{name}:2018 "), &days[..1]);
    }
    for name in ["sau", "after"] {
        check_ids(&articles, &format!("{name}:2019-07 "), &days[3..9]);
        check_ids(&articles, &format!("{name}:31/05/2020 "), &days[8..9]);
    }
}

#[test]
fn an_uncertain_date_matches_by_overlap_and_is_flagged() {
    let articles = dated(&[
        "2019",
        "2019-07",
        "2019-07-08?",
        "2020-07-08",
        "201X",
        "1954/1975",
    ]);
    let want = ["2019", "2019-07", "2019-07-08?", "201X"];
    let results = search(&articles, "ngày:2019-07-08 ");
    let mut got = ids(&results);
    got.sort_unstable();
    assert_eq!(got, want);
    assert_eq!(notes(&results), [NoteKind::UncertainDates]);
    let range = SearchOptions {
        from: Some("2019-07-08".into()),
        to: Some("2019-07-08".into()),
        ..SearchOptions::default()
    };
    let results = crate::engine(&articles).search("", &range);
    assert_eq!(notes(&results), [NoteKind::UncertainDates]);
    assert_eq!(results.total, 4);
    let year = SearchOptions {
        from: Some("2020".into()),
        to: None,
        ..SearchOptions::default()
    };
    assert_eq!(notes(&crate::engine(&articles).search("", &year)), []);
    check_ids(&articles, "ngày:1960 ", &["1954/1975"]);
    let results = search(&articles, "ngày:2020 ");
    assert_eq!(
        (ids(&results), notes(&results)),
        (vec!["2020-07-08"], vec![])
    );
}

#[test]
fn the_last_word_is_a_beginning_and_whole_words_come_first() {
    check("nậm tr", &["nậm tre", "nậm trẻ"], &["nậm"]);
    check_order("tre", &["cây tre xanh", "cây treo xanh"]);
    check("tre ", &["tre", "trẻ"], &["treo"]);
}

#[test]
fn a_misspelt_word_is_corrected_where_nothing_matches_and_that_is_said() {
    let articles = [article("trường học mới"), article("một quyết định")];
    let results = search(&articles, "trườngg ");
    assert_eq!(ids(&results), ["trường học mới"]);
    assert_eq!(notes(&results), [NoteKind::Corrected]);
    assert_eq!(results.notes[0].words, ["trường"]);
    let results = search(&articles, "học ");
    assert_eq!((results.total, notes(&results)), (1, vec![]));
}

#[test]
fn a_word_that_is_next_to_nowhere_without_its_marks_is_misspelt() {
    let mut articles = vec![article("nguen"), article("nguyễn trãi")];
    let results = search(&articles, "nguễn ");
    assert_eq!(
        (results.total, notes(&results)),
        (1, vec![NoteKind::MarksForgiven])
    );
    articles.extend((0..40).map(|_| article("nguyễn huệ")));
    let results = search(&articles, "nguễn ");
    assert_eq!(
        (results.total, notes(&results)),
        (42, vec![NoteKind::Corrected])
    );
    assert_eq!(results.notes[0].words, ["nguyễn", "nguen"]);
}

#[test]
fn nothing_found_offers_the_nearest_thing_that_would_be() {
    let articles = [article("cầu treo cũ"), article("đường mới")];
    let results = search(&articles, "cầu treo mới ");
    assert_eq!(results.total, 0);
    let first = results.instead.first().expect("a way out");
    assert_eq!((first.query.trim(), first.total), ("cầu treo", 1));
}

#[test]
fn what_could_not_be_understood_is_pointed_at_and_searched_as_words() {
    let articles = [article("cầu or treo 32 13 2019 ngày"), article("cầu treo")];
    let at = |query: &str| {
        let results = search(&articles, query);
        let note = results.notes.first().expect(query);
        (
            note.kind,
            query[note.byte_range.clone()].to_owned(),
            results.total,
        )
    };
    assert_eq!(at("cầu \"treo"), (NoteKind::OpenQuote, "\"treo".into(), 2));
    assert_eq!(at("OR cầu "), (NoteKind::LoneOr, "OR".into(), 1));
    assert_eq!(at("cầu … "), (NoteKind::NoWords, "…".into(), 2));
    let (kind, part, total) = at("cầu ngày:32/13/2019 ");
    assert_eq!(
        (kind, part.as_str()),
        (NoteKind::BadDate, "ngày:32/13/2019")
    );
    assert_eq!(
        total, 0,
        "the words are 'ngày 32 13 2019', next to each other"
    );
}

#[test]
fn every_result_shows_why_it_is_one() {
    let long = "Một hai ba bốn năm sáu bảy tám chín mười. ".repeat(40);
    let article = Article {
        title: "Chuyện cầu treo".into(),
        blocks: vec![
            Block::paragraph(long.clone()),
            Block::paragraph(format!("{long}Xây dựng Đảng ở xã. {long}")),
        ],
        ..article("a")
    };
    let results = search(&[article], "cầu xay dung dang ");
    let hit = &results.items[0];
    let title: Vec<&str> = hit
        .title_marks
        .iter()
        .map(|m| &hit.title[m.clone()])
        .collect();
    let snippet: Vec<&str> = hit.marks.iter().map(|m| &hit.snippet[m.clone()]).collect();
    assert_eq!((title, snippet), (vec!["cầu"], vec!["Xây dựng Đảng"]));
}

#[test]
fn a_time_that_is_being_typed_stays_one_in_what_is_offered_instead() {
    let articles = ["2017-06-01", "2018-06-01"].map(|date| Article {
        date: date.parse().ok(),
        id: ArticleId(date.to_owned()),
        ..article("từ cầu")
    });
    let offered = |query: &str| {
        let ways = search(&articles, query).instead;
        let ways = ways.into_iter().map(|way| (way.query, way.total));
        ways.collect::<Vec<_>>()
    };
    for time in ["ngày:2017", "ngày:2017-0", "trước:2017-"] {
        let want = [(format!("cầu {time}"), 1)];
        assert_eq!(offered(&format!("qqqqqq cầu {time}")), want);
    }
}
