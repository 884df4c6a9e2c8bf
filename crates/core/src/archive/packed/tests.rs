//! What was packed opens the same; what is broken says which part of it is.

mod random;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::article::{Article, ArticleId, Block};
use crate::search::SearchOptions;

fn article(title: &str, date: &str) -> Article {
    Article {
        id: ArticleId(title.to_owned()),
        title: title.to_owned(),
        date: date.parse().ok(),
        blocks: vec![Block::paragraph("Một đoạn văn.")],
        ..Article::default()
    }
}

fn archive() -> Archive {
    let mut archive = Archive {
        title: "Kho".to_owned(),
        articles: vec![
            article("Cũ", "0938"),
            article("Mới", "2019-07-08?"),
            article("Không", ""),
        ],
        ..Archive::default()
    };
    archive
        .extra
        .insert("_z", json!({"b": 1, "a": [2.5, null]}));
    archive.extra_biennien.insert("shelf", json!(7));
    archive
}

fn sorted(mut archive: Archive) -> Archive {
    archive.sort_articles();
    archive
}

#[test]
fn what_was_packed_opens_the_same_in_canonical_order() {
    let packed = pack(&archive());
    assert_eq!(open(&packed).expect("opens"), sorted(archive()));
    assert_eq!(pack(&archive()), packed);
    assert_eq!(pack(&sorted(archive())), packed);
    check(&packed).expect("whole");
    let head = read_head(&packed.catalogue).expect("reads");
    assert!(head.is_searchable());
    assert_eq!(
        head.span,
        Some(["0938-01-01".to_owned(), "2019-07-08".to_owned()])
    );
    assert!(packed.catalogue.starts_with("{\"format\":2,"));
}

#[test]
fn an_archive_without_articles_packs_and_opens() {
    let packed = pack(&Archive::default());
    assert_eq!(open(&packed).expect("opens"), Archive::default());
    assert_eq!(
        engine(packed)
            .expect("opens")
            .search("một", &SearchOptions::default())
            .total,
        0
    );
}

#[test]
fn the_engine_of_a_packed_archive_finds_its_articles() {
    let engine = engine(pack(&archive())).expect("opens");
    let found = engine.search("mot doan", &SearchOptions::default());
    assert_eq!(found.total, 3);
}

#[test]
fn newer_cut_damaged_and_foreign_archives_differ() {
    let packed = pack(&archive());
    let catalogue = |from: &str, to: &str| Packed {
        catalogue: packed.catalogue.replacen(from, to, 1),
        ..packed.clone()
    };
    let error = |packed: &Packed| check(packed).expect_err("broken").to_string();
    let foreign = |catalogue: &str| Packed {
        catalogue: catalogue.to_owned(),
        ..Packed::default()
    };
    insta::assert_snapshot!([
        error(&foreign(r#"{"format":7,"shards":[]}"#)),
        error(&catalogue("\"format\":2", "\"format\":7")),
        error(&foreign(r#"{"format":0}"#)),
        error(&foreign("{}")),
        error(&foreign("")),
    ].join("\n"), @"
    the archive is format 7, this viewer reads up to 2; open it with a newer viewer
    the archive is format 7, this viewer reads up to 2; open it with a newer viewer
    the archive was packed by an earlier version; pack it again with biennien pack
    the archive's catalogue cannot be read: format is missing; copy or download it again
    the archive's catalogue cannot be read: an object is expected at byte 0; copy or download it again
    ");
    let other_words = catalogue("\"words\":", "\"words\":9");
    let error = engine(other_words.clone())
        .map(|_| ())
        .expect_err("other words");
    assert!(error.to_string().contains("pack it again"), "{error}");
    assert_eq!(open(&other_words).expect("opens"), sorted(archive()));
}

fn part_mut(packed: &mut Packed, part: Part) -> &mut Vec<u8> {
    match part {
        Part::Columns => &mut packed.columns,
        Part::Index => &mut packed.index,
        Part::Texts => &mut packed.texts,
    }
}

#[test]
fn a_part_that_is_cut_or_damaged_is_named() {
    for part in Part::ALL {
        let mut cut = pack(&archive());
        let want = cut.part(part).len();
        part_mut(&mut cut, part).truncate(want / 2);
        let have = want / 2;
        let message = check(&cut).expect_err("cut").to_string();
        assert_eq!(
            message,
            format!(
                "the archive is cut: {have} of {want} bytes of its {part} are there; copy or download it again"
            )
        );
        let mut damaged = pack(&archive());
        part_mut(&mut damaged, part)[want / 2] ^= 1;
        let message = check(&damaged).expect_err("damaged").to_string();
        assert_eq!(
            message,
            format!(
                "the archive is damaged: the checksum of its {part} is wrong; copy or download it again"
            )
        );
        // The articles can be had without an index.
        assert_eq!(open(&damaged).is_ok(), part == Part::Index);
        assert_eq!(open(&cut).is_ok(), part == Part::Index);
        assert!(engine(cut).is_err());
    }
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused() {
    let packed = pack(&archive());
    let catalogue = Catalogue::open(&packed.columns).expect("opens");
    let texts = Texts::open(packed.texts.clone()).expect("opens");
    let read = |max_bytes| articles(&catalogue, &texts, max_bytes);
    let n_bytes = "CũMớiKhông".len() + 3 * "Một đoạn văn.".len() + 9 * STRING_BYTES;
    assert_eq!(read(n_bytes).expect("room enough").len(), 3);
    let message = read(n_bytes - 1).expect_err("too much").to_string();
    assert!(message.contains("pack it in several"), "{message}");
}

#[test]
fn a_part_of_a_newer_version_is_not_said_to_be_damaged() {
    for part in Part::ALL {
        let mut newer = pack(&archive());
        part_mut(&mut newer, part)[4] = 9;
        let message = engine(newer).err().expect("newer").to_string();
        assert_eq!(
            message,
            format!(
                "the archive's {part} cannot be read: it is version 9, read here is 1; \
                 open it with a newer viewer"
            )
        );
    }
}

#[test]
fn a_part_of_another_archive_is_refused() {
    let other = pack(&Archive {
        articles: vec![article("Một mình", "")],
        ..archive()
    });
    for part in Part::ALL {
        let mut mixed = pack(&archive());
        *part_mut(&mut mixed, part) = other.part(part).to_vec();
        assert!(check(&mixed).is_err(), "{part}");
        assert!(engine(mixed).is_err(), "{part}");
    }
}

/// What every way in makes of bytes that may be anything.
fn open_all(packed: &Packed) {
    let _ = check(packed);
    let _ = open(packed);
    if let Ok(head) = read_head(&packed.catalogue) {
        let _ = columns(&head, &packed.columns);
    }
    if let Ok(engine) = engine(packed.clone()) {
        for query in [
            "mot \"doan van\" moi*",
            "",
            "moii",
            "title:x -m",
            "khong OR cu sau:2000",
        ] {
            let _ = engine.search(query, &SearchOptions::default());
        }
        for doc in 0..4 {
            let _ = engine.article(doc);
        }
    }
}

/// Says in the parts and in the catalogue that they are as they should be.
fn vouched(mut packed: Packed) -> Packed {
    seal(&mut packed.columns, 13, usize::MAX);
    seal(&mut packed.index, 13, usize::MAX);
    let n_head = packed.texts.get(13..17).map_or(0, |len| {
        u32::from_le_bytes(len.try_into().expect("four bytes")) as usize
    });
    seal(&mut packed.texts, 17, n_head);
    let mut head = read_head(&packed.catalogue).expect("reads");
    head.parts = Parts {
        columns: PartFacts::new(&packed.columns),
        index: PartFacts::new(&packed.index),
        texts: PartFacts::new(&packed.texts),
    };
    packed.catalogue = serde_json::to_string(&head).expect("writes");
    packed
}

/// Puts the right checksum before so many bytes of a part.
fn seal(part: &mut [u8], start: usize, len: usize) {
    let end = start.saturating_add(len).min(part.len());
    let sum = part.get(start..end).map(checksum);
    if let (Some(sum), Some(place)) = (sum, part.get_mut(5..13)) {
        place.copy_from_slice(&sum.to_le_bytes());
    }
}

proptest! {
    #[test]
    fn any_archive_opens_as_it_was_packed(archive in random::archive()) {
        let packed = pack(&archive);
        prop_assert_eq!(open(&packed).expect("opens"), sorted(archive));
        check(&packed).expect("whole");
    }

    #[test]
    fn any_bytes_open_or_err(
        catalogue in "\\PC{0,40}", columns: Vec<u8>, index: Vec<u8>, texts: Vec<u8>,
    ) {
        open_all(&Packed { catalogue, columns, index, texts });
    }

    #[test]
    fn any_part_of_any_bytes_opens_or_errs(at in 0..3_usize, bytes: Vec<u8>) {
        let mut packed = pack(&archive());
        *part_mut(&mut packed, Part::ALL[at]) = bytes;
        prop_assert!(check(&packed).is_err());
        open_all(&packed);
        open_all(&vouched(packed));
    }

    #[test]
    fn a_part_with_other_bytes_in_it_opens_or_errs(
        at in 0..3_usize, places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut packed = pack(&archive());
        let whole = packed.clone();
        for (place, byte) in places {
            let bytes = part_mut(&mut packed, Part::ALL[at]);
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        prop_assert_eq!(check(&packed).is_ok(), packed == whole);
        open_all(&packed);
        open_all(&vouched(packed));
    }
}
