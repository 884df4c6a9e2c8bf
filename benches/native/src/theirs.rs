//! tantivy with positions: one field, words without marks, one segment.
//!
//! Its words are cut as ours are, so that both look for the same. One field is
//! the least work for it; all words must occur.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Result;
use biennien_core::text::tokens;
use serde_json::{Value, json};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};

const TOKENIZER: &str = "folded";
/// Enough for one segment of any corpus here.
const WRITER_BYTES: usize = 2_000_000_000;

pub(crate) struct Tantivy {
    searcher: Searcher,
    field: Field,
}

/// Indexes the articles and returns what the index weighs.
pub(crate) fn build(articles: &Path) -> Result<(Tantivy, Value)> {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexing);
    let field = schema.add_text_field("text", options);
    let index = Index::create_in_ram(schema.build());
    index.tokenizers().register(TOKENIZER, Folded);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_BYTES)?;
    for line in BufReader::new(File::open(articles)?).lines() {
        let article: Value = serde_json::from_str(&line?)?;
        let text = |key: &str| article[key].as_str().unwrap_or_default().to_owned();
        let mut document = TantivyDocument::default();
        document.add_text(field, format!("{}\n{}", text("title"), text("body")));
        writer.add_document(document)?;
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.wait_merging_threads()?;
    let searcher = index.reader()?.searcher();
    let bytes = searcher.space_usage()?.total().get_bytes();
    // "tantivy v0.27.0, index_format v7"
    let version = tantivy::version_string()
        .split(" v")
        .nth(1)
        .unwrap_or_default();
    let version = version.split(',').next();
    let facts = json!({ "version": version, "bytes": bytes });
    Ok((Tantivy { searcher, field }, facts))
}

impl Tantivy {
    /// Searches for the ten best and counts all.
    pub(crate) fn total(&self, is_phrase: bool, text: &str) -> usize {
        let words = tokens(text).filter_map(|token| Some(token.word()?.fold()));
        let terms: Vec<Term> = words
            .map(|word| Term::from_field_text(self.field, &word))
            .collect();
        let query: Box<dyn Query> = if is_phrase && terms.len() > 1 {
            Box::new(PhraseQuery::new(terms))
        } else {
            let term = |term| {
                let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                (Occur::Must, Box::new(query) as Box<dyn Query>)
            };
            Box::new(BooleanQuery::new(terms.into_iter().map(term).collect()))
        };
        let collector = (TopDocs::with_limit(10).order_by_score(), Count);
        let found = self.searcher.search(&query, &collector);
        found.map_or(0, |(top, total)| {
            std::hint::black_box(&top);
            total
        })
    }
}

/// Cuts a text into our words without their marks.
#[derive(Clone)]
struct Folded;

struct Words {
    tokens: Vec<Token>,
    at: usize,
}

impl Tokenizer for Folded {
    type TokenStream<'a> = Words;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words {
        let words =
            tokens(text).filter_map(|token| Some((token.byte_range.clone(), token.word()?)));
        let tokens = words
            .enumerate()
            .map(|(position, (byte_range, word))| Token {
                offset_from: byte_range.start,
                offset_to: byte_range.end,
                position,
                text: word.fold(),
                position_length: 1,
            });
        Words {
            tokens: tokens.collect(),
            at: 0,
        }
    }
}

impl TokenStream for Words {
    fn advance(&mut self) -> bool {
        self.at += 1;
        self.at <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.at - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.at - 1]
    }
}
