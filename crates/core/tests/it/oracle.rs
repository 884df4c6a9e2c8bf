//! The engine against looking through everything: archives and queries made by
//! chance must give the same articles, counts and bins, and every way of asking
//! for the same thing the same answer.

pub(crate) mod brute;
pub(crate) mod corpus;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

use biennien_core::article::{Article, ArticleId, Block};
use biennien_core::catalogue::Catalogue;
use biennien_core::index::Index;
use biennien_core::query::{self, Field, NoteKind, Query};
use biennien_core::search::{Dropped, Engine, Hit, SearchOptions, SearchResults, Sort};
use biennien_core::text::tokens;
use biennien_core::texts::Texts;
use biennien_core::timeline::Level;
use proptest::collection::vec;
use proptest::prelude::*;

use brute::{Answer, Brute, Spread};

/// Compares everything that both know of an answer.
fn compare(
    engine: &Engine,
    results: &SearchResults,
    want: &Answer,
    options: &SearchOptions,
    articles: &[Article],
) -> Result<(), TestCaseError> {
    let ids = |items: &[Hit]| items.iter().map(|hit| hit.id.clone()).collect::<Vec<_>>();
    let mut found = ids(&results.items);
    let n_found = u32::try_from(found.len()).expect("few articles");
    prop_assert_eq!(results.total, n_found);
    check_order(results, options, articles)?;
    let by_id: BTreeMap<&str, &Article> =
        articles.iter().map(|a| (a.id.0.as_str(), a)).collect();
    found.sort_by(|a, b| brute::newest_first(by_id[a.as_str()], by_id[b.as_str()]));
    prop_assert_eq!(&found, &want.ids);
    let facets = results.facets.iter().map(|(facet, counts)| {
        let values = engine.catalogue().values(*facet);
        let counts = counts
            .iter()
            .map(|(value, n)| (values.text(*value).to_owned(), *n));
        (*facet, counts.collect::<Vec<_>>())
    });
    prop_assert_eq!(&facets.collect::<BTreeMap<_, _>>(), &want.facets);
    for (spread, want) in [
        (&results.spread, &want.spread),
        (&results.unranged, &want.unranged),
    ] {
        let level = spread.level;
        let bins = spread.bins.iter().map(|(day, n)| (level.bin_key(*day), *n));
        let spread = Spread {
            bins: bins.collect(),
            imprecise: spread.imprecise,
            undated: spread.undated,
        };
        prop_assert_eq!(&spread, want);
    }
    prop_assert_eq!(want.spread.total(), results.total);
    prop_assert_eq!(want.n_unfiltered, results.n_unfiltered);
    let says_uncertain = |note: &query::Note| note.kind == NoteKind::UncertainDates;
    prop_assert_eq!(results.notes.iter().any(says_uncertain), want.is_uncertain);
    Ok(())
}

/// Whether the best come first, or the newest or oldest; ties newest first.
fn check_order(
    results: &SearchResults,
    options: &SearchOptions,
    articles: &[Article],
) -> Result<(), TestCaseError> {
    let by_id: BTreeMap<&str, &Article> =
        articles.iter().map(|a| (a.id.0.as_str(), a)).collect();
    for pair in results.items.windows(2) {
        let (a, b) = (by_id[pair[0].id.as_str()], by_id[pair[1].id.as_str()]);
        let order = match options.sort {
            Sort::Relevance => pair[1]
                .score
                .total_cmp(&pair[0].score)
                .then_with(|| brute::newest_first(a, b)),
            Sort::Newest => brute::newest_first(a, b),
            Sort::Oldest => brute::oldest_first(a, b),
        };
        prop_assert_eq!(order, Ordering::Less, "{:?} before {:?}", pair[0], pair[1]);
    }
    Ok(())
}

/// Whether words are looked for in texts.
fn has_words(query: &Query) -> bool {
    let mut positive = query.clauses.iter().filter(|clause| !clause.is_negative);
    positive.any(|clause| {
        let mut atoms = clause.alternatives.iter();
        atoms.any(|atom| matches!(atom.field, None | Some(Field::Title)))
    })
}

/// Whether every clause that must be there is looked for in texts.
fn shows_why(query: &Query) -> bool {
    let is_shown = |clause: &query::Clause| {
        let mut atoms = clause.alternatives.iter();
        !clause.is_negative && atoms.all(|atom| matches!(atom.field, None | Some(Field::Title)))
    };
    query.clauses.iter().any(is_shown)
}

/// Checks that marks are whole words, in order and apart.
fn check_marks(text: &str, marks: &[std::ops::Range<usize>]) -> Result<(), TestCaseError> {
    let words: Vec<_> = tokens(text).map(|token| token.byte_range).collect();
    let mut end = 0;
    for mark in marks {
        prop_assert!(
            mark.start >= end && mark.start < mark.end,
            "{marks:?} in {text:?}"
        );
        prop_assert!(
            words.iter().any(|word| word.start == mark.start),
            "{mark:?} in {text:?}"
        );
        prop_assert!(
            words.iter().any(|word| word.end == mark.end),
            "{mark:?} in {text:?}"
        );
        end = mark.end + 1;
    }
    Ok(())
}

fn check_hits(results: &SearchResults, shows_why: bool) -> Result<(), TestCaseError> {
    for hit in &results.items {
        check_marks(&hit.title, &hit.title_marks)?;
        check_marks(&hit.snippet, &hit.marks)?;
        let n_marks = hit.title_marks.len() + hit.marks.len();
        prop_assert!(!shows_why || n_marks > 0, "nothing marked in {hit:?}");
    }
    Ok(())
}

/// Whether exactness and nearness count as they should, leaving less than one
/// for frequency.
fn check_scores(
    results: &SearchResults,
    brute: &Brute,
    query: &Query,
) -> Result<(), TestCaseError> {
    for hit in &results.items {
        if let Some(least) = brute.least_score(&hit.id, query) {
            let rest = hit.score - least;
            prop_assert!((-1e-5..1.0).contains(&rest), "{least} at least: {hit:?}");
        }
    }
    Ok(())
}

/// Checks that notes name the words whose marks were forgiven, each once.
fn check_forgiven(
    text: &str,
    asked: &Query,
    forgiven: Option<&Query>,
    results: &SearchResults,
) -> Result<(), TestCaseError> {
    let notes = results.notes.iter();
    let notes = notes.filter(|note| note.kind == NoteKind::MarksForgiven);
    let places: Vec<_> = notes.map(|note| note.byte_range.clone()).collect();
    prop_assert!(places.is_sorted_by(|a, b| a.end <= b.start), "{places:?}");
    let atoms = |query: &Query| -> Vec<query::Atom> {
        let clauses = query.clauses.iter().cloned();
        clauses.flat_map(|clause| clause.alternatives).collect()
    };
    let bare = atoms(forgiven.unwrap_or(asked));
    for (atom, bare) in atoms(asked)
        .iter()
        .zip(&bare)
        .filter(|(atom, _)| !atom.is_guess)
    {
        for (at, word) in bare.words.iter().enumerate() {
            let place = atom.word_range(text, at);
            let holds = |told: &std::ops::Range<usize>| {
                told.start <= place.start && place.end <= told.end
            };
            let is_told = places.iter().any(holds);
            prop_assert_eq!(
                is_told,
                *word != atom.words[at],
                "{:?} in {:?}",
                place,
                text
            );
        }
    }
    Ok(())
}

/// Asks one question and checks the answer.
pub(crate) fn check(
    engine: &Engine,
    brute: &Brute,
    articles: &[Article],
    text: &str,
    options: &SearchOptions,
) -> Result<(), TestCaseError> {
    let asked = query::parse(text).query;
    let results = engine.search(text, options);
    let says = |kind| results.notes.iter().any(|note| note.kind == kind);
    check_hits(&results, shows_why(&asked))?;
    check_order(&results, options, articles)?;
    for note in &results.notes {
        prop_assert!(text.get(note.byte_range.clone()).is_some());
    }
    let is_changed = says(NoteKind::MarksForgiven) || says(NoteKind::Corrected);
    prop_assert!(!is_changed || !brute.finds_any(&asked));
    prop_assert!(!says(NoteKind::Corrected) || has_words(&asked));
    if says(NoteKind::Corrected) {
        // What was meant is the engine's to say; here only that something is.
        return Ok(());
    }
    let forgiven = brute.forgiven(&asked).filter(|_| !brute.finds_any(&asked));
    prop_assert_eq!(says(NoteKind::MarksForgiven), forgiven.is_some());
    check_forgiven(text, &asked, forgiven.as_ref(), &results)?;
    let query = forgiven.as_ref().unwrap_or(&asked);
    if options.sort == Sort::Relevance && !is_changed && has_words(query) {
        check_scores(&results, brute, query)?;
    }
    compare(
        engine,
        &results,
        &brute.answer(query, options),
        options,
        articles,
    )
}

/// The same engine from the bytes of a packed archive.
fn packed(articles: &[Article]) -> Engine {
    let mut articles = articles.to_vec();
    articles.sort_by(brute::newest_first);
    let catalogue = Catalogue::open(&Catalogue::build(&articles)).expect("columns");
    let index = Index::open(Index::build(&articles)).expect("an index");
    let texts = Texts::open(Texts::build(&articles, 6)).expect("texts");
    Engine::new(Rc::new(catalogue), index, texts)
}

fn questions() -> impl Strategy<Value = Vec<(String, SearchOptions)>> {
    vec((corpus::query(), corpus::options()), 1..6)
}

/// More words than the engine has room for in two bytes each, and more than one
/// block of the dictionary and of the texts.
#[test]
fn words_without_a_number_of_their_own_are_found_too() {
    let text = |from: usize| {
        let words = (from..from + 8000).map(|n| format!("w{n}"));
        words.collect::<Vec<_>>().join(" ")
    };
    let article = |at: usize| Article {
        id: ArticleId(format!("{at}")),
        blocks: ["nậm", &text(at * 7900), "nam tre"]
            .map(Block::paragraph)
            .into(),
        ..Article::default()
    };
    let articles: Vec<Article> = (0..10).map(article).collect();
    let (engine, brute) = (packed(&articles), Brute::new(&articles));
    let options = SearchOptions {
        level: Some(Level::Year),
        limit: usize::MAX,
        ..Default::default()
    };
    for n in (0..80_000).step_by(4999) {
        for query in [
            format!("w{n} "),
            format!("w{}", n / 10),
            format!("\"w{n} w{}\"", n + 1),
            format!("\"w{} w{n}\"", n + 1),
            format!("\"w{n} w{} w{}", n + 1, (n + 2) / 10),
            format!("-\"w{n} w{}\"", n + 1),
        ] {
            check(&engine, &brute, &articles, &query, &options).expect(&query);
        }
    }
    while engine.prepare() {}
    for query in ["\"nậm tre\"", "-\"nậm tre\" ", "\"nam tre\"", "nậm tre "] {
        check(&engine, &brute, &articles, query, &options).expect(query);
    }
}

proptest! {
    #[test]
    fn the_engine_finds_what_looking_through_everything_finds(
        articles in corpus::articles(), questions in questions(),
    ) {
        let engine = crate::engine(&articles);
        let brute = Brute::new(&articles);
        for (text, options) in &questions {
            check(&engine, &brute, &articles, text, options)?;
        }
    }

    #[test]
    fn a_packed_archive_answers_as_one_in_memory_does(
        articles in corpus::articles(), questions in questions(), n_prepared in 0..3_usize,
    ) {
        let (memory, packed) = (crate::engine(&articles), packed(&articles));
        for _ in 0..n_prepared {
            packed.prepare();
        }
        for (text, options) in &questions {
            prop_assert_eq!(memory.search(text, options), packed.search(text, options));
        }
        // Nothing that was asked before changes an answer.
        let fresh = crate::engine(&articles);
        for (text, options) in questions.iter().rev() {
            prop_assert_eq!(fresh.search(text, options), packed.search(text, options));
        }
    }

    #[test]
    fn every_window_shows_its_part_of_the_same_order(
        articles in corpus::articles(), (text, options) in (corpus::query(), corpus::options()),
        offset in 0..9_usize, limit in 0..9_usize,
    ) {
        let engine = crate::engine(&articles);
        let all = engine.search(&text, &options);
        let docs = |items: &[Hit]| items.iter().map(|hit| hit.doc).collect::<Vec<_>>();
        prop_assert_eq!(engine.order(&text, &options), docs(&all.items));
        let window = SearchOptions { offset, limit, ..options.clone() };
        let part = engine.search(&text, &window);
        let want: Vec<Hit> = all.items.iter().skip(offset).take(limit).cloned().collect();
        prop_assert_eq!(&part.items, &want);
        prop_assert_eq!(engine.order(&text, &window), docs(&all.items));
        let shown = engine.hits(&docs(&want), &all.resolved);
        let unscored = want.into_iter().map(|hit| Hit { score: 0.0, ..hit });
        prop_assert_eq!(shown, unscored.collect::<Vec<_>>());
        let same = SearchResults { items: part.items.clone(), ..all };
        prop_assert_eq!(part, same);
    }

    #[test]
    fn a_filter_never_adds_results(
        articles in corpus::articles(), text in corpus::query(), options in corpus::options(),
    ) {
        let engine = crate::engine(&articles);
        let unfiltered = SearchOptions { limit: usize::MAX, ..SearchOptions::default() };
        let all = engine.order(&text, &unfiltered);
        let some = engine.order(&text, &options);
        prop_assert!(some.iter().all(|doc| all.contains(doc)));
        let unranged = SearchOptions { from: None, to: None, ..options.clone() };
        let more = engine.order(&text, &unranged);
        prop_assert!(some.iter().all(|doc| more.contains(doc)));
    }

    #[test]
    fn what_is_offered_instead_finds_as_much_as_it_says(
        articles in corpus::articles(), text in corpus::query(), options in corpus::options(),
    ) {
        let engine = crate::engine(&articles);
        let results = engine.search(&text, &options);
        prop_assert!(results.total == 0 || results.instead.is_empty());
        for way in &results.instead {
            prop_assert!(way.total > 0);
            let unfiltered = SearchOptions::default();
            let options = match way.dropped {
                Dropped::Filters => &unfiltered,
                _ if way.query == text => continue,
                _ => &options,
            };
            prop_assert_eq!(engine.search(&way.query, options).total, way.total);
        }
    }
}
