use super::*;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

#[track_caller]
fn raws(text: &str, want: &[&str]) {
    assert_eq!(
        tokens(text).map(|token| token.raw).collect::<Vec<_>>(),
        want
    );
}

/// The words of a text as keys.
fn keys(text: &str) -> Vec<String> {
    tokens(text)
        .filter_map(|token| token.word())
        .map(Word::into_key)
        .collect()
}

/// Checks that all of these are the same words, and returns them without marks.
#[track_caller]
fn same(texts: &[&str]) -> String {
    for text in texts {
        assert_eq!(keys(text), keys(texts[0]), "{text}");
    }
    let folds = keys(texts[0]);
    let folds: Vec<String> = folds.iter().map(|key| Word::from_key(key).fold()).collect();
    folds.join(" ")
}

#[test]
fn a_word_of_endless_marks_is_read() {
    let n = 100_000;
    let raw = ["क", &"\u{93e}".repeat(n), &"\u{301}".repeat(n)].concat();
    let word = Word::new(&raw).expect("a word");
    assert_eq!(word.fold().chars().count(), n + 1);
}

#[test]
fn signs_part_words_and_hidden_characters_do_not() {
    raws(
        "Sáng nay (8/7), Đảng uỷ: TP.HCM",
        &["Sáng", "nay", "8", "7", "Đảng", "uỷ", "TP", "HCM"],
    );
    raws("COVID-19, 1755-QĐ/TU", &["COVID", "19", "1755", "QĐ", "TU"]);
    raws(
        "a.b@c-d.vn R&D x_y",
        &["a", "b", "c", "d", "vn", "R", "D", "x", "y"],
    );
    raws(
        "Đ\u{200b}ả\u{ad}ng\u{200b} xa\u{a0}gần\u{200e}",
        &["Đ\u{200b}ả\u{ad}ng", "xa", "gần"],
    );
    raws("Da\u{309}ng", &["Da\u{309}ng"]);
    raws(" \u{301}… —", &[]);
    raws(
        "大越史記 ok か\u{3099}き",
        &["大", "越", "史", "記", "ok", "か\u{3099}", "き"],
    );
}

#[test]
fn a_number_in_thousands_is_one_word() {
    assert_eq!(
        same(&["5.000", "5,000", "5000", "5\u{200b}.0\u{ad}00"]),
        "5000"
    );
    assert_eq!(same(&["1.250.000", "1,250,000"]), "1250000");
    assert_eq!(same(&["5.000m²", "5000m2"]), "5000m2");
    raws("1.250.000,50 đồng", &["1.250.000", "50", "đồng"]);
    raws(
        "5.000,000 5.0000 5000.000",
        &["5.000", "000", "5", "0000", "5000", "000"],
    );
    raws(
        "0.125 a5.000 12.5 1.5.000",
        &["0", "125", "a5", "000", "12", "5", "1", "5.000"],
    );
    raws("5.000. 5.000,", &["5.000", "5.000"]);
}

#[test]
fn days_and_months_have_no_leading_zero() {
    assert_eq!(same(&["08/07/2019", "8-7-2019", "8.7.2019"]), "8 7 2019");
    assert_eq!(same(&["00"]), "0");
    assert_eq!(same(&["007"]), "007");
    assert_eq!(same(&["05h"]), "05h");
}

#[test]
fn an_english_possessive_is_no_word() {
    raws("Vietnam's Việt Nam’s ô's", &["Vietnam", "Việt", "Nam", "ô"]);
    raws("'s x's' X'S.", &["s", "x", "X"]);
    raws(
        "K'sor 1990's O'Neil it'd",
        &["K", "sor", "1990", "s", "O", "Neil", "it", "d"],
    );
}

#[test]
fn forms_of_the_same_letter_are_one() {
    assert_eq!(same(&["Đảng", "ðảng", "Ðảng", "ĐẢNG", "ɖảng"]), "dang");
    assert_eq!(same(&["ＡＢＣ１", "abc1"]), "abc1");
    assert_eq!(same(&["ﬁnal ﬂow", "final flow"]), "final flow");
    assert_eq!(same(&["Straße", "STRASSE", "straſſe"]), "strasse");
    assert_eq!(same(&["ΟΔΟΣ", "οδος"]), "οδοσ");
    assert_eq!(same(&["km²", "KM2"]), "km2");
    assert_eq!(
        same(&["한국", "\u{1112}\u{1161}\u{11ab}국"])
            .chars()
            .count(),
        6
    );
    assert_eq!(same(&["1\u{fe0f}\u{20e3}", "1"]), "1");
}

#[test]
fn any_character_is_the_same_composed_and_decomposed() {
    let has_parts = |letter: &char| !letter.nfd().eq([*letter]);
    for letter in ('\0'..='\u{ffff}').filter(has_parts) {
        let text = format!("x{letter}y {letter}");
        let nfc: String = text.nfc().collect();
        let nfd: String = text.nfd().collect();
        assert_eq!(keys(&nfc), keys(&nfd), "U+{:04X}", u32::from(letter));
        for token in tokens(&text) {
            assert!(token.word().is_some(), "U+{:04X}", u32::from(letter));
        }
    }
}

#[test]
fn keys_are_compared_as_their_folds_are() {
    use std::cmp::Ordering;
    let key = Word::new("đường").expect("a word").into_key();
    assert_eq!(cmp_fold(&key, "duong"), Ordering::Equal);
    assert_eq!(cmp_fold(&key, "duonga"), Ordering::Less);
    assert!(fold_starts_with(&key, "duo") && !fold_starts_with(&key, "duongs"));
    assert_eq!(cmp_keys(&key, "duong"), Ordering::Greater);
    assert_eq!(cmp_keys(&key, "duonga"), Ordering::Less);
}

#[test]
fn a_word_is_written_down_with_what_may_go_on() {
    let typed = Word::new("ký").expect("a word");
    let json = serde_json::to_string(&typed).expect("plain data");
    let again: Word = serde_json::from_str(&json).expect("just written");
    assert_eq!(again, typed);
    assert_eq!(again.beginnings(), ["ki\u{1}\u{301}", "ky\u{1}\u{301}"]);
    for typed in [
        Word::new("05"),
        Word::new("5000").and_then(|word| word.lacking(2)),
    ] {
        let typed = typed.expect("a word");
        assert_eq!(Word::from_written(typed.written()), typed);
    }
}

#[test]
fn a_number_being_typed_finds_what_it_may_become() {
    let longer = |typed: &Word, text: &str| {
        typed.liken(&Word::new(text).expect(text), true) == Some(Likeness::Longer)
    };
    let found = |typed: &Word, texts: &[&str]| -> Vec<String> {
        let found = texts.iter().filter(|text| longer(typed, text));
        found.map(ToString::to_string).collect()
    };
    let texts = [
        "1",
        "05",
        "50",
        "050",
        "0912",
        "5.000",
        "5.012.345",
        "5000đ",
        "505",
    ];
    let word = |raw: &str| Word::new(raw).expect(raw);
    assert_eq!(found(&word("0"), &texts), ["1", "05", "050", "0912"]);
    assert_eq!(found(&word("05"), &texts), ["050"]);
    assert_eq!(
        found(&word("5"), &texts),
        ["50", "5.000", "5.012.345", "5000đ", "505"]
    );
    let lacking = word("5000").lacking(2).expect("a word");
    assert_eq!(found(&lacking, &texts), ["5.000", "5.012.345", "5000đ"]);
    assert_eq!(lacking.liken(&word("50"), true), None);
    assert_eq!(word("05").liken(&word("5"), true), Some(Likeness::Same));
}

/// Vietnamese, other Latin, signs, digits, hidden characters and marks.
const MIXED: &str = "([a-zA-Z0-9 .,'’-]|[àảãáạăằẳẵắặâầẩẫấậđĐéêếềơớờƯỨỹÝ]\
    |[\u{300}-\u{33f}]|[\u{ad}\u{200b}\u{feff}]|[ßøæжЖйα大か가\u{e9}\u{f6}]|\\PC){0,16}";

/// The same with one more script, whose marks do not mix with these.
const LIVING: &str = "([a-zA-Z0-9 .,'’-]|[àảãáạăằẳẵắặâầẩẫấậđĐéêếềơớờƯỨỹÝ]\
    |[\u{300}-\u{33f}]|[\u{ad}\u{200b}\u{feff}]|[ßøæжЖйάα大かが가\u{3099}]|[क-नप-हि्]){0,16}";

proptest! {
    #[test]
    fn tokens_are_in_order_and_apart(text in MIXED) {
        let mut end = 0;
        for token in tokens(&text) {
            prop_assert!(token.byte_range.start >= end && !token.byte_range.is_empty());
            prop_assert_eq!(&text[token.byte_range.clone()], token.raw);
            end = token.byte_range.end;
        }
    }

    #[test]
    fn a_word_cut_out_of_its_text_is_the_same_word(text in MIXED) {
        for token in tokens(&text) {
            let alone: Vec<&str> = tokens(token.raw).map(|token| token.raw).collect();
            prop_assert_eq!(alone, [token.raw]);
            prop_assert!(token.word().is_some());
        }
    }

    #[test]
    fn composed_and_decomposed_texts_have_the_same_words(text in LIVING) {
        let nfc: String = text.nfc().collect();
        let nfd: String = text.nfd().collect();
        prop_assert_eq!(keys(&nfc), keys(&nfd));
    }

    #[test]
    fn marks_stand_in_any_order(text in "([a-zđơêă][\u{300}-\u{323}\u{31b}]{0,3}){0,6}") {
        prop_assert_eq!(keys(&text), keys(&text.nfd().collect::<String>()));
    }

    #[test]
    fn case_does_not_matter(text in "([a-zA-Z0-9 .,'’đĐàẢãÁẹêẾơƯỨỹ\u{301}\u{323}жЖйαΩ]){0,16}") {
        prop_assert_eq!(keys(&text.to_uppercase()), keys(&text));
        prop_assert_eq!(keys(&text.to_lowercase()), keys(&text));
    }

    #[test]
    fn hidden_characters_do_not_matter(text in MIXED, at in 0..40_usize) {
        let mut hidden = String::new();
        for (place, letter) in text.chars().enumerate() {
            if place % 7 == at % 7 {
                hidden.push_str("\u{200b}\u{ad}");
            }
            hidden.push(letter);
        }
        let plain: String = text.chars().filter(|letter| !is_hidden(*letter)).collect();
        prop_assert_eq!(keys(&hidden), keys(&plain));
        prop_assert_eq!(keys(&text), keys(&plain));
    }

    #[test]
    fn words_that_begin_alike_stand_side_by_side(a in "[a-zàđơ]{1,6}", b in "[a-zàđơ]{1,6}") {
        let (a, b) = (Word::new(&a).expect("letters"), Word::new(&b).expect("letters"));
        prop_assert_eq!(cmp_keys(a.key(), b.key()), (a.fold(), a.key()).cmp(&(b.fold(), b.key())));
        prop_assert_eq!(cmp_fold(a.key(), &b.fold()), a.fold().cmp(&b.fold()));
        prop_assert_eq!(fold_starts_with(a.key(), &b.fold()), a.fold().starts_with(&b.fold()));
        prop_assert_eq!(a.liken_key(b.key(), true), a.liken(&b, true));
    }

    #[test]
    fn a_word_is_the_same_as_it_is_spelled(text in MIXED) {
        for word in tokens(&text).filter_map(|token| token.word()) {
            let spelled = Word::new(&word.spelling()).expect("it was a word");
            prop_assert_eq!(spelled.fold(), word.fold());
            if text.nfd().filter(|letter| letter::is_tone(*letter)).count() < 2 {
                prop_assert_eq!(spelled.key(), word.key());
            }
        }
    }

    #[test]
    fn any_key_is_a_word(key: String, other: String) {
        let (word, other) = (Word::from_key(&key), Word::from_key(&other));
        let _ = (word.fold(), word.beginnings(), word.spelling(), word.liken(&other, true));
        prop_assert_eq!(word.liken(&word, false), Some(Likeness::Same));
    }
}

#[test]
fn a_word_is_spelled_as_newspapers_do() {
    for text in "đảng hòa thúy ngoài đường thuyền của quý già giếng gìn nghĩa người khuỷu \
        ưa kỹ lý mỹ tỷ mì vị li công café ý yêu uống quyển khuya xoáy 5000 m2 hoàn straße élevé"
        .split_whitespace()
    {
        let word = Word::new(text).expect("a word");
        assert_eq!(word.spelling(), text.replace('ß', "ss"));
    }
}
