use super::*;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use crate::date::Day;

/// A query as text: words without marks, `*` where one may go on, notes behind.
fn show(text: &str) -> String {
    let Parsed { query, notes } = parse(text);
    let atom = |atom: &Atom| {
        let field = match atom.field {
            None => String::new(),
            Some(Field::Date(days)) if days.first == Day::MIN => format!("..{}", days.last),
            Some(Field::Date(days)) if days.last == Day::MAX => format!("{}..", days.first),
            Some(Field::Date(days)) => format!("{}..{}", days.first, days.last),
            Some(field) => format!("{field:?}:"),
        };
        let words: Vec<String> = atom.words.iter().map(Word::fold).collect();
        let star = if atom.is_prefix { "*" } else { "" };
        format!("{field}[{}]{star}", words.join(" ")).replace("[]", "")
    };
    let clause = |clause: &Clause| {
        let sign = if clause.is_negative { "-" } else { "" };
        let atoms: Vec<String> = clause.alternatives.iter().map(atom).collect();
        sign.to_owned() + &atoms.join("|")
    };
    let clauses: Vec<String> = query.clauses.iter().map(clause).collect();
    let note = |note: &Note| format!(" {:?} {:?}", note.kind, &text[note.byte_range.clone()]);
    clauses.join(" ") + &notes.iter().map(note).collect::<String>()
}

fn table(queries: &[&str]) -> String {
    let row = |query: &&str| format!("{query} => {}", show(query));
    let rows = queries.iter().map(row).collect::<Vec<_>>().join("\n");
    rows.replace(crate::text::is_hidden, "_")
}

#[test]
fn queries_are_read_as_the_table_says() {
    insta::assert_snapshot!([
        "", "xây dựng đảng", "xây dựng đảng ", "\"trong sạch\" vững", "-tre -\"rao vặt\" nậm",
        "a b OR c", "cầu HOẶC đường HOẶC sông ", "công* ty ", "COVID-19 ", "“một hai” ",
    ].map(show).join("\n"), @r"

    [xay] [dung] [dang]*
    [xay] [dung] [dang]
    [trong sach] [vung]*
    -[tre] -[rao vat] [nam]*
    [a] [b]|[c]*
    [cau]|[duong]|[song]
    [cong]* [ti]
    [covid 19]
    [mot hai]
    ");
}

#[test]
fn what_is_not_understood_is_pointed_at() {
    insta::assert_snapshot!([
        "\"nậm tre", "OR a", "a OR ", "a OR OR b ", "-", "… nậm ", "-tre", "a OR -b ", "\"\" x ",
    ].map(show).join("\n"), @r#"
    [nam tre]* OpenQuote "\"nậm tre"
    [or] [a]* LoneOr "OR"
    [a] Unfinished "OR"
    [a] [or] [or] [b] LoneOr "OR" LoneOr "OR"
     NoWords "-"
    [nam] NoWords "…"
    -[tre] OnlyNegative "-tre"
    [a] [or] -[b] LoneOr "OR"
    [x] NoWords "\"\""
    "#);
}

#[test]
fn fields_are_asked_for_by_name() {
    insta::assert_snapshot!(table(&[
        "tiêu-đề:cầu ",
        "tieude:cau title:x TIÊU-ĐỀ:y tiêu đề:z tieu-de:a ",
        "tác-giả:\"Nguyễn Văn\" author:An",
        "nguồn:vne nguon:b source:c mục:d muc:e section:f ",
        "thẻ:a the:b tag:c nơi:d noi:e place:f ngôn-ngữ:vi ngon ngu:en lang:fr ",
        "-nguồn:vne -title:\"a b\" -tác giả:Nam ",
        "title:a OR author:b OR c",
        "title:cô* x title:co",
        "title: cầu nhé ",
        "title: \"cầu đường\" ",
        "https://a.vn 10:30 foo:bar nội:x thế:x Ha Noi: mua ha noi:mua cuoc noi:mua ",
    ]), @r##"
    tiêu-đề:cầu  => Title:[cau]
    tieude:cau title:x TIÊU-ĐỀ:y tiêu đề:z tieu-de:a  => Title:[cau] Title:[x] Title:[y] Title:[z] Title:[a]
    tác-giả:"Nguyễn Văn" author:An => Author:[nguyen van] Author:[an]*
    nguồn:vne nguon:b source:c mục:d muc:e section:f  => Source:[vne] Source:[b] Source:[c] Section:[d] Section:[e] Section:[f]
    thẻ:a the:b tag:c nơi:d noi:e place:f ngôn-ngữ:vi ngon ngu:en lang:fr  => Tag:[a] Tag:[b] Tag:[c] Place:[d] Place:[e] Place:[f] Lang:[vi] Lang:[en] Lang:[fr]
    -nguồn:vne -title:"a b" -tác giả:Nam  => -Source:[vne] -Title:[a b] -Author:[nam] OnlyNegative "-nguồn:vne -title:\"a b\" -tác giả:Nam "
    title:a OR author:b OR c => Title:[a]|Author:[b]|[c]*
    title:cô* x title:co => Title:[co]* [x] Title:[co]*
    title: cầu nhé  => Title:[cau] [nhe]
    title: "cầu đường"  => Title:[cau duong]
    https://a.vn 10:30 foo:bar nội:x thế:x Ha Noi: mua ha noi:mua cuoc noi:mua  => [https a vn] [10 30] [foo bar] [noi x] [the x] [ha] [noi] [mua] [ha] [noi mua] [cuoc] Place:[mua]
    "##);
}

#[test]
fn times_are_whole_periods() {
    insta::assert_snapshot!(table(&[
        "ngày:2019 date:2019-07 ngay:7/2019 ",
        "ngày:31/05/2020 ngày:2020-05-31 ngày:8-7-2019 ngày:8.7.2019 ngày:2019/7/8 ",
        "ngày:201X ngày:19xx ngày:1954/1975 ngày:2019~ ngày:-0110 ngày:\"7/2019\" ngày: 2019 ",
        "trước:2019 before:7/2019 truoc:31/05/2020 ",
        "sau:2019 after:7/2019 ",
        "-ngày:2019 a ngày:2018 OR ngày:2020 OR cầu",
        "ngày:2019",
    ]), @r##"
    ngày:2019 date:2019-07 ngay:7/2019  => 2019-01-01..2019-12-31 2019-07-01..2019-07-31 2019-07-01..2019-07-31
    ngày:31/05/2020 ngày:2020-05-31 ngày:8-7-2019 ngày:8.7.2019 ngày:2019/7/8  => 2020-05-31..2020-05-31 2020-05-31..2020-05-31 2019-07-08..2019-07-08 2019-07-08..2019-07-08 2019-07-08..2019-07-08
    ngày:201X ngày:19xx ngày:1954/1975 ngày:2019~ ngày:-0110 ngày:"7/2019" ngày: 2019  => 2010-01-01..2019-12-31 1900-01-01..1999-12-31 1954-01-01..1975-12-31 2019-01-01..2019-12-31 -0110-01-01..-0110-12-31 2019-07-01..2019-07-31 2019-01-01..2019-12-31
    trước:2019 before:7/2019 truoc:31/05/2020  => ..2019-12-31 ..2019-07-31 ..2020-05-31
    sau:2019 after:7/2019  => 2019-01-01.. 2019-07-01..
    -ngày:2019 a ngày:2018 OR ngày:2020 OR cầu => -2019-01-01..2019-12-31 [a] 2018-01-01..2018-12-31|2020-01-01..2020-12-31|[cau]*
    ngày:2019 => 2019-01-01..2019-12-31
    "##);
}

#[test]
fn a_date_that_is_none_and_a_field_without_words_are_pointed_at() {
    insta::assert_snapshot!(table(&[
        "ngày:hôm-qua a ",
        "ngày:31/02/2020 ",
        "trước:20 ",
        "a tiêu-đề:",
        "tác giả: ",
        "title: -a author: title:b nguồn: OR c mục:\"\" thẻ:… ",
    ]), @r##"
    ngày:hôm-qua a  => [ngay hom qua] [a] BadDate "ngày:hôm-qua"
    ngày:31/02/2020  => [ngay 31 2 2020] BadDate "ngày:31/02/2020"
    trước:20  => [truoc 20] BadDate "trước:20"
    a tiêu-đề: => [a] EmptyField "tiêu-đề:"
    tác giả:  =>  EmptyField "tác giả:"
    title: -a author: title:b nguồn: OR c mục:"" thẻ:…  => -[a] Title:[b] [or] [c] EmptyField "title:" EmptyField "author:" EmptyField "nguồn:" LoneOr "OR" EmptyField "mục:\"\" thẻ:…"
    "##);
}

#[test]
fn what_is_half_typed_does_not_take_results_away() {
    insta::assert_snapshot!(table(&[
        "a trước:2",
        "a trước:201",
        "a trước:2019-",
        "a ngày:2019-0",
        "a ngày:2019-07-0",
        "a -ngày:7/20",
        "a ngày:31/2/2020",
        "a ngày:13/2019",
        "a ngày:2x",
        "a OR",
        "a HOẶC ",
        "a OR \"",
        "a OR title:",
        "a OR ngày:20",
    ]), @r##"
    a trước:2 => [a] Unfinished "trước:2"
    a trước:201 => [a] Unfinished "trước:201"
    a trước:2019- => [a] ..2019-12-31 Unfinished "trước:2019-"
    a ngày:2019-0 => [a] 2019-01-01..2019-12-31 Unfinished "ngày:2019-0"
    a ngày:2019-07-0 => [a] 2019-07-01..2019-07-31 Unfinished "ngày:2019-07-0"
    a -ngày:7/20 => [a] Unfinished "-ngày:7/20"
    a ngày:31/2/2020 => [a] [ngay 31 2 2020]* BadDate "ngày:31/2/2020"
    a ngày:13/2019 => [a] [ngay 13 2019]* BadDate "ngày:13/2019"
    a ngày:2x => [a] [ngay 2x]* BadDate "ngày:2x"
    a OR => [a] Unfinished "OR"
    a HOẶC  => [a] Unfinished "HOẶC"
    a OR " => [a] Unfinished "OR" OpenQuote "\"" NoWords "\""
    a OR title: => [a] Unfinished "OR" EmptyField "title:"
    a OR ngày:20 => [a] Unfinished "ngày:20"
    "##);
}

#[test]
fn a_long_text_has_few_notes() {
    for text in ["OR ", "thẻ: ", "… ", "ngày:x ", "a OR "] {
        let notes = parse(&text.repeat(3000)).notes;
        assert!(notes.len() <= MAX_WORDS + 1, "{text} {}", notes.len());
    }
}

#[test]
fn signs_are_read_however_they_were_typed() {
    insta::assert_snapshot!(table(&[
        "„a b“ «c d» ＂e f＂ 「大越」 ",
        "−tre \u{feff}-x -\u{200b}y ",
        "a HOAC b or c HOÁC d ",
        "\"trong sạ* ",
        "\"trong sạ*\" công*. công** TP.HCM* ",
        "a\u{200b}",
        "a \u{200b}\u{200b}\u{200b}HOẶC\u{200b} b ",
    ]), @r##"
    „a b“ «c d» ＂e f＂ 「大越」  => [a b] [c d] [e f] [大 越]
    −tre _-x -_y  => -[tre] -[x] -[y] OnlyNegative "−tre \u{feff}-x -\u{200b}y "
    a HOAC b or c HOÁC d  => [a]|[b] [or] [c] [hoac] [d]
    "trong sạ*  => [trong sa] OpenQuote "\"trong sạ* "
    "trong sạ*" công*. công** TP.HCM*  => [trong sa]* [cong] [cong] [tp hcm]*
    a_ => [a]*
    a ___HOẶC_ b  => [a]|[b]
    "##);
}

#[test]
fn of_a_long_text_the_first_words_are_looked_for() {
    let long = "a ".repeat(MAX_WORDS + 9);
    let Parsed { query, notes } = parse(&long);
    assert_eq!(query.clauses.len(), MAX_WORDS);
    assert_eq!(
        notes,
        [Note::new(MAX_WORDS * 2..long.len() - 1, NoteKind::TooLong)]
    );
    let quoted = format!("x \"{long}\"");
    let Parsed { query, notes } = parse(&quoted);
    assert_eq!(query.clauses[1].alternatives[0].words.len(), MAX_WORDS - 1);
    assert_eq!(notes, [Note::new(2..quoted.len(), NoteKind::TooLong)]);
    let times = "ngày:2019 ".repeat(MAX_WORDS + 1);
    assert_eq!(parse(&times).query.clauses.len(), MAX_WORDS);
}

#[test]
fn ranges_cover_what_was_written() {
    let text = "x  -tác giả:\"Văn An\" cầu OR nguồn:vne ";
    let ranges = |text: &str| -> Vec<String> {
        let clauses = parse(text).query.clauses;
        let ranges = clauses.iter().flat_map(|clause| {
            let atoms = clause
                .alternatives
                .iter()
                .map(|atom| atom.byte_range.clone());
            std::iter::once(clause.byte_range.clone()).chain(atoms)
        });
        ranges.map(|range| text[range].to_owned()).collect()
    };
    assert_eq!(
        ranges(text),
        [
            "x",
            "x",
            "-tác giả:\"Văn An\"",
            "-tác giả:\"Văn An\"",
            "cầu OR nguồn:vne",
            "cầu",
            "nguồn:vne",
        ]
    );
}

#[test]
fn a_query_crosses_a_border_as_plain_data() {
    let parsed = parse("kỹ -tiêu-đề:\"cầu đường\" OR ngày:2019 tác-giả:");
    let json = serde_json::to_string(&parsed).expect("plain data");
    assert_eq!(
        serde_json::from_str::<Parsed>(&json).expect("just written"),
        parsed
    );
}

/// Pieces of queries in any order.
const PIECES: &str = "([a-cđ\"“”*:-]|OR|HOẶC| |tiêu-đề:|tác giả:|ngày:|trước:|20|/|2019|noi:\
    |\u{200b}|\\PC){0,24}";

proptest! {
    #[test]
    fn any_text_is_a_query(text in PIECES) {
        let Parsed { query, notes } = parse(&text);
        for note in &notes {
            prop_assert!(text.get(note.byte_range.clone()).is_some());
        }
        let mut end = 0;
        for clause in &query.clauses {
            prop_assert!(clause.byte_range.start >= end);
            end = clause.byte_range.end;
            prop_assert!(!clause.alternatives.is_empty());
            for atom in &clause.alternatives {
                let is_time = matches!(atom.field, Some(Field::Date(_)));
                prop_assert_eq!(atom.words.is_empty(), is_time);
                prop_assert!(text.get(atom.byte_range.clone()).is_some_and(|part| !part.is_empty()));
                prop_assert!(atom.byte_range.end <= end);
            }
        }
    }

    #[test]
    fn a_query_is_the_same_composed_and_decomposed(text in PIECES) {
        // Letters of the basic plane are put together.
        prop_assume!(text.chars().all(|letter| letter < '\u{10000}'));
        let read = |text: String| {
            let Parsed { query, notes } = parse(&text);
            let kinds: Vec<NoteKind> = notes.iter().map(|note| note.kind).collect();
            let atoms: Vec<_> = query
                .clauses
                .into_iter()
                .flat_map(|clause| clause.alternatives)
                .map(|atom| (atom.field, atom.words, atom.is_prefix, atom.is_quoted))
                .collect();
            (atoms, kinds)
        };
        prop_assert_eq!(read(text.nfc().collect()), read(text.nfd().collect()));
    }
}
