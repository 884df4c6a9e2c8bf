//! What is found, in what order, and how it is shown.

mod instead;

use super::*;
use crate::article::{ArticleId, Block};
use crate::date::Day;
use crate::search::{Facet, Hit, SearchOptions, Sort, Spread};
use crate::timeline::Level;
use proptest::prelude::*;

/// Makes an article of one line: `date | source | title | text`.
fn article(line: &str) -> Article {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [date, source, title, text] = parts[..] else {
        panic!("four parts: {line}")
    };
    Article {
        id: ArticleId(title.to_owned()),
        title: title.to_owned(),
        date: date.parse().ok(),
        sources: vec![source.to_owned()],
        blocks: text.split("//").map(Block::paragraph).collect(),
        ..Article::default()
    }
}

fn build(articles: &[Article]) -> Engine {
    Engine::build(articles).expect("not too large")
}

fn engine(lines: &[&str]) -> Engine {
    build(&lines.iter().map(|line| article(line)).collect::<Vec<_>>())
}

fn marked(text: &str, marks: &[std::ops::Range<usize>]) -> String {
    let mut out = text.to_owned();
    for mark in marks.iter().rev() {
        out.insert(mark.end, ']');
        out.insert(mark.start, '[');
    }
    out
}

/// Shows what a query finds: a line an article, and the notes.
fn show(engine: &Engine, query: &str) -> String {
    let found = engine.search(query, &SearchOptions::default());
    let item = |hit: &Hit| {
        format!(
            "{} - {}\n",
            marked(&hit.title, &hit.title_marks),
            marked(&hit.snippet, &hit.marks)
        )
    };
    let notes = found
        .notes
        .iter()
        .map(|note| format!("({:?})\n", note.kind));
    found.items.iter().map(item).chain(notes).collect()
}

fn titles(engine: &Engine, query: &str) -> Vec<String> {
    engine
        .search(query, &SearchOptions::default())
        .items
        .into_iter()
        .map(|hit| hit.title)
        .collect()
}

fn three() -> Engine {
    engine(&[
        "2019 | A | Một | Tỉnh đang xây cầu mới.",
        "2020 | A | Hai | Đảng bộ huyện họp; xã xây chợ, xây dựng Đảng trong sạch.",
        "2021 | A | Ba | Ðường làng dẫn ra đồng, dáng núi mờ xa.",
    ])
}

#[test]
fn a_word_typed_with_marks_that_occurs_so_is_taken_at_its_word() {
    insta::assert_snapshot!(show(&three(), "đang xây"), @"Một - Tỉnh [đang xây] cầu mới.");
    assert_eq!(titles(&three(), "đảng"), ["Hai"]);
    assert_eq!(titles(&three(), "dang").len(), 3);
    assert_eq!(titles(&three(), "đuong"), ["Ba"]);
}

#[test]
fn words_without_marks_find_all_and_neighbours_come_first() {
    let engine = engine(&[
        "2019 | A | Xa | xây nhà, dựng cột, họp đảng",
        "2018 | A | Gần | công tác xây dựng Đảng và chính quyền",
    ]);
    insta::assert_snapshot!(show(&engine, "xay dung dang"), @"
    Gần - công tác [xây dựng Đảng] và chính quyền
    Xa - [xây] nhà, [dựng] cột, họp [đảng]
    ");
}

#[test]
fn composed_decomposed_and_both_tone_placements_are_the_same() {
    let engine = engine(&[
        "2019 | A | Mới | Đảng ủy xã hòa giải",
        "2018 | A | Cũ | Đảng uỷ xã hoà giải",
        "2017 | A | Rời | Đa\u{309}ng u\u{309}y xã ho\u{300}a giải",
    ]);
    for query in [
        "Đảng uỷ",
        "Đảng ủy",
        "đa\u{309}ng uy\u{309}",
        "Ðảng ủy",
        "\"Đảng uỷ\" hoà",
    ] {
        assert_eq!(titles(&engine, query).len(), 3, "{query}");
    }
}

#[test]
fn a_quoted_phrase_needs_adjacent_words_in_one_block() {
    let engine = engine(&[
        "2019 | A | Liền | tổ chức “trong sạch, vững mạnh” năm nay",
        "2018 | A | Rời | trong sạch và vững mạnh",
        "2017 | A | Hai đoạn | trong sạch // vững mạnh",
    ]);
    insta::assert_snapshot!(show(&engine, "\"trong sạch vững mạnh\""), @"Liền - tổ chức “[trong sạch, vững mạnh]” năm nay");
    assert_eq!(titles(&engine, "sạch -\"sạch và\"").len(), 2);
    assert_eq!(titles(&engine, "trong-sạch").len(), 3);
}

#[test]
fn the_last_word_is_a_beginning_and_whole_words_come_first() {
    let engine = engine(&[
        "2019 | A | Dài | đường đi",
        "2018 | A | Đúng | dươ nghĩa là gì",
        "2017 | A | Khác | dương xỉ",
    ]);
    assert_eq!(titles(&engine, "dươ"), ["Đúng", "Dài", "Khác"]);
    assert_eq!(titles(&engine, "dươ "), ["Đúng"]);
    assert_eq!(titles(&engine, "đư"), ["Dài"]);
}

#[test]
fn marks_in_a_field_do_not_change_the_order() {
    let engine = engine(&[
        "2019 | Báo Núi | Rời | xay lúa rồi về nha",
        "2018 | Báo Núi | Liền | xây nhà mới",
    ]);
    for field in ["", "nguồn:báo ", "nguồn:bao "] {
        let query = [field, "xay nha "].concat();
        assert_eq!(titles(&engine, &query), ["Liền", "Rời"], "{query}");
    }
}

#[test]
fn the_first_score_as_among_all_whatever_alternative_they_have() {
    let engine = engine(&[
        "2019 | A | Xa | xây nhà // cầ // a",
        "2018 | A | Gần | xây nhà // cầ // làm cầu // a",
    ]);
    while engine.prepare() {}
    let first = |limit| {
        let options = SearchOptions {
            limit,
            ..SearchOptions::default()
        };
        engine.search("lam OR xây cầ", &options).items.remove(0)
    };
    assert_eq!(first(20).title, "Gần");
    assert_eq!(first(1), first(20));
}

#[test]
fn words_that_hardly_ever_have_marks_come_before_longer_ones_that_stand_nearer() {
    let engine = engine(&[
        "2019 | A | Longer | the bank expects prices to increase",
        "2018 | A | Whole | in a letter the owner turned to shareholders",
        "2017 | A | Lẻ | r là bán kính của vòng ngoài",
        "2016 | A | Liền | ngoài ra",
    ]);
    assert_eq!(titles(&engine, "to in"), ["Whole", "Longer"]);
    // What lacks marks may be half typed too.
    assert_eq!(titles(&engine, "ngoai r"), ["Liền", "Lẻ"]);
}

#[test]
fn a_rare_guess_does_not_outweigh_the_likeliest() {
    let engine = engine(&[
        "2019 | A | Hiếm | ông nguyễn nói đường nghẽn nghẽn nghẽn",
        "2018 | A | Nhiều | ông nguyễn gặp bà nguyễn nói đường xa",
        "2017 | A | Khác | họ nguyễn đông",
        "2016 | A | Xa | đường nghẽn",
    ]);
    insta::assert_snapshot!(notes(&engine, "nguễn "), @"Corrected nguễn: nguyễn, nghẽn");
    let want = ["Nhiều", "Khác", "Hiếm", "Xa"];
    assert_eq!(titles(&engine, "nguễn "), want);
}

#[test]
fn marks_are_forgiven_only_where_nothing_matches_and_that_is_said() {
    insta::assert_snapshot!(show(&three(), "tĩnh"), @"
    Một - [Tỉnh] đang xây cầu mới.
    (MarksForgiven)
    ");
    assert_eq!(show(&three(), "không có gì"), "");
}

#[test]
fn either_of_two_is_enough_with_or() {
    assert_eq!(titles(&three(), "chợ OR núi ").len(), 2);
    assert_eq!(titles(&three(), "-xây"), ["Ba"]);
}

#[test]
fn a_snippet_is_the_passage_with_most_of_the_words() {
    let far = "mưa rào ".repeat(60);
    let line = format!("2019 | A | Dài | cầu {far} // đầu {far} cầu đường tre {far} cuối");
    let shown = show(&engine(&[&line]), "cau duong tre ");
    assert!(
        shown.starts_with("Dài - …rào mưa") && shown.ends_with("mưa rào…\n"),
        "{shown}"
    );
    assert!(
        shown.contains(" [cầu đường tre] ") && shown.len() < 350,
        "{shown}"
    );
}

#[test]
fn facets_count_as_if_none_of_their_own_values_were_chosen() {
    let engine = engine(&[
        "2019-07-08 | A | Một | cầu",
        "2019-07 | B | Hai | cầu",
        "2019 | B | Ba | cầu",
        "| C | Bốn | chợ",
    ]);
    let mut options = SearchOptions {
        level: Some(Level::Month),
        ..SearchOptions::default()
    };
    options.include.insert(Facet::Source, vec!["B".to_owned()]);
    let found = engine.search("cầu", &options);
    assert_eq!(found.total, 2);
    let named = |facet: Facet| {
        let values = engine.catalogue().values(facet);
        let counts = found.facets[&facet].iter();
        let counts = counts.map(|(value, n)| (values.text(*value), *n));
        counts.collect::<Vec<_>>()
    };
    assert_eq!(named(Facet::Source), [("B", 2), ("A", 1)]);
    assert_eq!(named(Facet::Section), [("", 2)]);
    let spread = Spread {
        level: Level::Month,
        bins: vec![(Day::from_ymd(2019, 7, 1).expect("a day"), 1)],
        imprecise: 1,
        undated: 0,
    };
    assert_eq!(found.spread, spread);
    let none = SearchOptions {
        exclude: options.include,
        ..SearchOptions::default()
    };
    assert_eq!(engine.search("", &none).total, 2);
}

#[test]
fn a_range_takes_whole_periods_and_says_what_it_could_not_read() {
    use crate::query::NoteKind::{BadDate, UncertainDates};
    let engine = engine(&[
        "2019-07-31 | A | Một | x",
        "2019-08-01 | A | Hai | x",
        "2019 | A | Ba | x",
        "| A | Bốn | x",
    ]);
    let range = |from: &str, to: &str| {
        let end = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let options = SearchOptions {
            from: end(from),
            to: end(to),
            ..SearchOptions::default()
        };
        let found = engine.search("x", &options);
        let kinds = found.notes.iter().map(|note| note.kind).collect::<Vec<_>>();
        (found.total, found.unranged.bins.len(), kinds)
    };
    assert_eq!(range("2019-07", "2019-07"), (2, 2, vec![UncertainDates]));
    assert_eq!(range("2019-08", "2019-07"), (3, 2, vec![UncertainDates]));
    assert_eq!(range("2019-08-01", ""), (2, 2, vec![UncertainDates]));
    assert_eq!(range("2019", "2020"), (3, 2, vec![]));
    assert_eq!(range("hôm qua", "2018"), (0, 2, vec![BadDate]));
}

#[test]
fn the_same_query_gives_the_same_order() {
    let engine = engine(&[
        "2019 | A | b | x",
        "2019 | A | a | x",
        "2020 | A | c | x",
        "| A | d | x",
    ]);
    assert_eq!(titles(&engine, "x"), ["c", "a", "b", "d"]);
    let options = SearchOptions {
        sort: Sort::Oldest,
        ..SearchOptions::default()
    };
    let oldest: Vec<String> = engine
        .search("", &options)
        .items
        .into_iter()
        .map(|hit| hit.id)
        .collect();
    assert_eq!(oldest, ["a", "b", "c", "d"]);
}

/// Whether an article's words contain the words typed, by looking at each.
fn brute_force(text: &str, typed: &[&str], exact: bool) -> bool {
    let words: Vec<crate::text::Word> = crate::text::tokens(text)
        .filter_map(|token| token.word())
        .collect();
    typed.iter().all(|typed| {
        let typed = crate::text::Word::new(typed).expect("a word");
        words.iter().any(|word| match typed.liken(word, false) {
            Some(crate::text::Likeness::Same) => true,
            Some(_) => !exact,
            None => false,
        })
    })
}

proptest! {
    #[test]
    fn the_index_finds_what_a_scan_finds(
        texts in prop::collection::vec(prop::collection::vec("đang|đảng|dang|xay|xây|xấy|hoà|hòa|ki|kỹ", 1..6), 1..8),
        query in prop::collection::vec("dang|xay|hoa|ky", 1..3),
    ) {
        let lines: Vec<String> = (0..).zip(&texts).map(|(at, text): (u32, _)| format!("2019 | A | {at} | {}", text.join(" "))).collect();
        let engine = build(&lines.iter().map(|line| article(line)).collect::<Vec<_>>());
        let typed: Vec<&str> = query.iter().map(String::as_str).collect();
        let want = texts.iter().filter(|text| brute_force(&text.join(" "), &typed, false)).count();
        let found = engine.search(&format!("{} ", query.join(" ")), &SearchOptions::default());
        prop_assert_eq!(found.total as usize, want);
        let bins: u32 = found.spread.bins.iter().map(|(_, n)| n).sum();
        prop_assert_eq!(bins + found.spread.imprecise + found.spread.undated, found.total);
        let source: u32 = found.facets[&Facet::Source].iter().map(|(_, n)| n).sum();
        prop_assert_eq!(source, found.total);
    }

    #[test]
    fn any_query_answers_and_marks_lie_in_the_text(query in "([a-cđ\"-]|OR| |\\*|\\PC){0,16}") {
        let engine = three();
        for hit in engine.search(&query, &SearchOptions::default()).items {
            for mark in hit.marks {
                prop_assert!(hit.snippet.get(mark).is_some());
            }
        }
    }
}

/// Shows the notes of a query with their words.
fn notes(engine: &Engine, query: &str) -> String {
    let notes = engine.search(query, &SearchOptions::default()).notes;
    let note = |note: &crate::query::Note| {
        let part = &query[note.byte_range.clone()];
        format!("{:?} {part}: {}", note.kind, note.words.join(", "))
    };
    notes.iter().map(note).collect::<Vec<_>>().join("; ")
}

#[test]
fn a_word_that_occurs_nowhere_is_corrected_and_that_is_said() {
    let engine = engine(&[
        "2019 | A | Một | Nguyễn Văn An xây dựng nhà ở TP.HCM",
        "2018 | A | Hai | trang facebook của tỉnh Thanh Hoá",
    ]);
    for (query, title, note) in [
        ("nguyxn ", "Một", "Corrected nguyxn: nguyen"),
        ("tphcm ", "Một", "Corrected tphcm: tp hcm"),
        ("xâydựn", "Một", "Corrected xâydựn: xây dựn"),
        ("xâydựng nhà ", "Một", "Corrected xâydựng: xây dựng"),
        ("face book ", "Hai", "Corrected face book: facebook"),
        ("tiêu-đề:mott ", "Một", "Corrected mott: mot"),
        ("\"tinh thanhh\" ", "Hai", "Corrected thanhh: thanh"),
    ] {
        assert_eq!(titles(&engine, query), [title], "{query}");
        assert_eq!(notes(&engine, query), note, "{query}");
    }
    assert_eq!(notes(&engine, "nguyễn thanh "), "");
}

#[test]
fn marks_forgiven_beside_a_correction_are_said_too() {
    let engine = engine(&[
        "2019 | A | Một | tỉnh đang xây cầu",
        "2018 | A | Hai | đảng bộ họp cậu",
    ]);
    for (query, note) in [
        ("tixh đảng ", "Corrected tixh: tinh; MarksForgiven đảng: "),
        (
            "\"tixh đảng\"",
            "Corrected tixh: tinh; MarksForgiven đảng: ",
        ),
        ("tĩxh đảng bộ ", ""),
        ("tixh đang ", "Corrected tixh: tinh"),
    ] {
        let title = if note.is_empty() { &[][..] } else { &["Một"] };
        assert_eq!(titles(&engine, query), title, "{query}");
        assert_eq!(notes(&engine, query), note, "{query}");
    }
}

#[test]
fn fields_are_looked_at_by_themselves() {
    let mut articles: Vec<Article> = [
        "2019-07-08 | Báo Lạng Sơn | Cầu mới | qua sông",
        "2019 | Báo Cao Bằng | Chợ | cầu và chợ ở Lạng Sơn",
        "2020~ | Tạp chí | Đường | không có gì",
    ]
    .iter()
    .map(|line| article(line))
    .collect();
    articles[2].authors = vec!["Nguyễn Văn An".to_owned(), "Trần Bình".to_owned()];
    let engine = build(&articles);
    for (query, want) in [
        ("tiêu-đề:cầu ", &["Cầu mới"][..]),
        ("title:\"cầu mới\"", &["Cầu mới"]),
        ("cầu -tiêu-đề:cầu ", &["Chợ"]),
        ("nguồn:\"lạng sơn\" ", &["Cầu mới"]),
        ("nguồn:lang OR tác-giả:an ", &["Đường", "Cầu mới"]),
        ("tac-gia:\"tran binh\" ", &["Đường"]),
        ("tác-giả:\"an trần\" ", &[]),
        ("ngày:2019 ", &["Cầu mới", "Chợ"]),
        ("ngày:7/2019 cầu ", &["Cầu mới", "Chợ"]),
        ("sau:2020 ", &["Đường"]),
        ("-trước:2019 ", &["Đường"]),
    ] {
        let mut found = titles(&engine, query);
        let mut want: Vec<String> = want.iter().map(|title| (*title).to_owned()).collect();
        found.sort();
        want.sort();
        assert_eq!(found, want, "{query}");
    }
    assert_eq!(
        notes(&engine, "ngày:7/2019 cầu "),
        "UncertainDates ngày:7/2019 cầu : "
    );
    assert_eq!(notes(&engine, "ngày:2019 "), "");
    assert_eq!(notes(&engine, "sau:2020 "), "UncertainDates sau:2020 : ");
}

#[test]
fn what_was_looked_for_marks_any_text() {
    let engine = three();
    let resolved = engine
        .search("tĩnh cầu", &SearchOptions::default())
        .resolved;
    let json = serde_json::to_string(&resolved).expect("plain data");
    let highlighter =
        crate::search::Highlighter::new(&serde_json::from_str(&json).expect("the same"));
    let text = "Ti\u{309}nh có cầu, câu cá; cầuđường";
    let marks = highlighter.marks(text);
    assert_eq!(
        marked(text, &marks),
        "[Ti\u{309}nh] có [cầu], câu cá; [cầuđường]"
    );
}

proptest! {
    #[test]
    fn the_first_of_a_query_are_the_first_of_all(
        texts in prop::collection::vec(prop::collection::vec("đang|đảng|dang|xay|xây|xấy|hoà|hoa|ki|kỹ|đ|dự", 1..12), 1..40),
        query in prop::collection::vec("dang|xay|hoa|ky|\"xây dang\"|đảng OR xấy|-ki|d|d*|title:1", 1..4),
        limit in 1_usize..8,
        offset in 0_usize..4,
    ) {
        let lines: Vec<String> = (0..).zip(&texts).map(|(at, text): (u32, _)| format!("20{:02} | A | {at} | {}", at % 3 + 10, text.join(" "))).collect();
        let engine = build(&lines.iter().map(|line| article(line)).collect::<Vec<_>>());
        let query = query.join(" ");
        while limit.is_multiple_of(2) && engine.prepare() {}
        let options = SearchOptions { limit, offset, ..SearchOptions::default() };
        let found = engine.search(&query, &options);
        let order = engine.order(&query, &options);
        prop_assert_eq!(order.len(), found.total as usize);
        let docs: Vec<u32> = found.items.iter().map(|hit| hit.doc).collect();
        let want: Vec<u32> = order.iter().copied().skip(offset).take(limit).collect();
        prop_assert_eq!(docs, want);
        for facet in found.facets.values() {
            prop_assert_eq!(facet.iter().map(|(_, n)| n).sum::<u32>(), found.total);
        }
    }

    #[test]
    fn phrases_are_found_as_a_scan_finds_them(
        texts in prop::collection::vec(prop::collection::vec("đang|đảng|xay|xây|hoà|ki|kỹ|ky", 1..9), 1..12),
        phrase in prop::collection::vec("dang|đảng|xay|hoa|ky", 2..4),
    ) {
        let lines: Vec<String> = (0..).zip(&texts).map(|(at, text): (u32, _)| format!("2019 | A | {at} | {}", text.join(" "))).collect();
        let engine = build(&lines.iter().map(|line| article(line)).collect::<Vec<_>>());
        let word = |raw: &str| crate::text::Word::new(raw).expect("a word");
        let is_there = |text: &Vec<String>| {
            text.windows(phrase.len()).any(|place| {
                place.iter().zip(&phrase).all(|(word_there, typed)| {
                    word(typed).liken(&word(word_there), false).is_some()
                })
            })
        };
        let want = texts.iter().filter(|text| is_there(text)).count();
        let found = engine.search(&format!("\"{}\" ", phrase.join(" ")), &SearchOptions::default());
        if found.notes.is_empty() {
            prop_assert_eq!(found.total as usize, want);
        }
    }
}

#[test]
fn a_word_without_end_is_answered_at_once() {
    let engine = three();
    let found = engine.search(&"xây".repeat(20_000), &SearchOptions::default());
    assert_eq!(found.total, 0);
}

#[test]
fn a_damaged_picture_takes_nothing_else_along() {
    let figure = |src: &str| Block::Figure {
        src: Some(src.to_owned()),
        alt: String::new(),
        caption: "c".into(),
    };
    let whole = "data:image/svg+xml,<svg/>";
    let articles = [Article {
        title: "Cầu".to_owned(),
        blocks: vec![figure(whole), figure("data:image/svg+xml,<svg></svg>")],
        ..Article::default()
    }];
    let catalogue = Catalogue::open(&Catalogue::build(&articles)).expect("opens");
    let mut bytes = Texts::build(&articles, 9);
    if let Some(last) = bytes.last_mut() {
        *last ^= 0x55;
    }
    let texts = Texts::open(bytes).expect("opens");
    let index = Index::open(Index::build(&articles)).expect("opens");
    let engine = Engine::new(Rc::new(catalogue), index, texts);
    let article = engine.article(0).expect("all but a picture");
    let sources: Vec<Option<&str>> = article
        .blocks
        .iter()
        .map(|block| match block {
            Block::Figure { src, .. } => src.as_deref(),
            _ => None,
        })
        .collect();
    assert_eq!(sources, [Some(whole), None]);
}
