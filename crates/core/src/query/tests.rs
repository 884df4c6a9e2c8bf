use super::*;
use proptest::prelude::*;

fn show(text: &str) -> String {
    let Parsed { query, notes } = parse(text);
    let atom = |atom: &Atom| {
        let words: Vec<String> = atom.words.iter().map(Word::fold).collect();
        let star = if atom.is_prefix { "*" } else { "" };
        format!("[{}]{star}", words.join(" "))
    };
    let clause = |clause: &Clause| {
        let sign = if clause.is_negative { "-" } else { "" };
        sign.to_owned()
            + &clause
                .alternatives
                .iter()
                .map(atom)
                .collect::<Vec<_>>()
                .join("|")
    };
    let clauses: Vec<String> = query.clauses.iter().map(clause).collect();
    let note = |note: &Note| format!(" {:?} {:?}", note.kind, &text[note.byte_range.clone()]);
    clauses.join(" ") + &notes.iter().map(note).collect::<String>()
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
    [a] [or] LoneOr "OR"
    [a] [or] [or] [b] LoneOr "OR" LoneOr "OR"
     NoWords "-"
    [nam] NoWords "…"
    -[tre] OnlyNegative "-tre"
    [a] [or] -[b] LoneOr "OR"
    [x] NoWords "\"\""
    "#);
}

proptest! {
    #[test]
    fn any_text_is_a_query(text in "([a-cđ\"“-]|OR| |\\*|\\PC){0,20}") {
        for note in parse(&text).notes {
            prop_assert!(text.get(note.byte_range).is_some());
        }
    }
}
