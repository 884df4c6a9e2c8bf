//! Writes the texts.

use std::collections::HashMap;

use super::phrases::{self, END};
use super::pictures::PictureWriter;
use super::symbols::Widths;
use super::{MAGIC, VERSION, rest, searchable, symbols};
use crate::article::Article;
use crate::bytes::{Writer, checksum, deflate, deflate_sized};
use crate::catalogue::Repeated;
use crate::order;
use crate::text::tokens;

/// A block is full when its articles have so many bytes of text. Less deflates
/// worse, more takes longer to read one article.
const BLOCK_BYTES: usize = 16 << 10;

/// A block is full when it has so many bytes, too: what articles have beside their
/// text may be more.
const MAX_BLOCK_BYTES: usize = 64 << 10;

pub(super) fn texts(articles: &[Article], level: u8) -> Vec<u8> {
    let (mut rows, table) = read(articles);
    let phrases = match level {
        0 => Vec::new(),
        _ => phrases::join(&mut rows, table.len() as u32),
    };
    let ranking = Ranking::of(&rows, &table, &phrases);
    let repeated = Repeated::of(articles);
    let mut pictures = PictureWriter::default();
    let mut blocks = Blocks::default();
    for (article, row) in articles.iter().zip(&rows) {
        let mut writer = Writer::default();
        for symbol in row {
            let code = ranking.codes.get(*symbol as usize).copied().unwrap_or(0);
            ranking.widths.write(code, &mut writer);
        }
        let rest = rest::write(article, &repeated, &mut pictures, level);
        let n_bytes = searchable(article).map(|(_, text)| text.len()).sum();
        blocks.push(&writer.into_bytes(), &rest, n_bytes, level);
    }
    blocks.close(level);
    let mut head = Writer::default();
    blocks.write_table(&mut head);
    head.u8(ranking.widths.two);
    head.u8(ranking.widths.three);
    symbols::write(&ranking.surfaces, &ranking.phrases, &mut head);
    let pictures = pictures.finish(&mut head);
    let head = deflate_sized(head.as_bytes(), level);
    let mut out = Writer::default();
    out.bytes(&MAGIC);
    out.u8(VERSION);
    out.u64(checksum(&head));
    out.u32(head.len() as u32);
    for part in [head, blocks.stored.into_bytes(), pictures] {
        out.bytes(&part);
    }
    out.into_bytes()
}

/// Cuts every string into surfaces: returns a row of their numbers by article,
/// `END` behind each string, and the surfaces in the order they were met, each
/// with whether it is a word.
fn read(articles: &[Article]) -> (Vec<Vec<u32>>, Vec<(&str, bool)>) {
    let mut table: Vec<(&str, bool)> = Vec::new();
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut rows = Vec::with_capacity(articles.len());
    for article in articles {
        let mut row = Vec::new();
        for (_, text) in searchable(article) {
            cut(text, |text, is_word| {
                let number = *numbers.entry(text).or_insert(table.len() as u32);
                if number as usize == table.len() {
                    table.push((text, is_word));
                }
                row.push(number);
            });
            row.push(END);
        }
        rows.push(row);
    }
    (rows, table)
}

/// Hands out words and what stands between them, a single space left out.
fn cut<'a>(text: &'a str, mut emit: impl FnMut(&'a str, bool)) {
    let mut end = 0;
    for token in tokens(text) {
        let gap = &text[end..token.byte_range.start];
        if gap != if end == 0 { "" } else { " " } {
            emit(gap, false);
        }
        emit(&text[token.byte_range.clone()], true);
        end = token.byte_range.end;
    }
    if end < text.len() {
        emit(&text[end..], false);
    }
}

/// Surfaces and phrases by the length of their codes.
struct Ranking<'a> {
    /// By symbol.
    codes: Vec<u32>,
    widths: Widths,
    /// Text, whether it is a word, and its code; codes ascend.
    surfaces: Vec<(&'a str, bool, u32)>,
    /// Numbers of surfaces, and its code; codes ascend.
    phrases: Vec<(Vec<u32>, u32)>,
}

impl<'a> Ranking<'a> {
    /// Gives short codes to frequent symbols: the surfaces of `table`, and behind
    /// them `phrases` of those.
    fn of(rows: &[Vec<u32>], table: &[(&'a str, bool)], phrases: &[Vec<u32>]) -> Self {
        let n_surfaces = table.len();
        let mut counts = vec![0_u32; n_surfaces + phrases.len()];
        for symbol in rows.iter().flatten().filter(|symbol| **symbol != END) {
            counts[*symbol as usize] += 1;
        }
        let spelling = |symbol: usize| match symbol.checked_sub(n_surfaces) {
            None => table[symbol].0.to_owned(),
            Some(phrase) => {
                let items = phrases[phrase].iter().map(|item| table[*item as usize].0);
                items.collect::<Vec<_>>().join(" ")
            }
        };
        let spellings: Vec<String> = (0..counts.len()).map(spelling).collect();
        let alphabet = |a: usize, b: usize| (spellings[a].cmp(&spellings[b])).then(a.cmp(&b));
        let by_count = order::places(counts.len(), &|a, b| {
            counts[b].cmp(&counts[a]).then_with(|| alphabet(a, b))
        });
        let descending: Vec<u32> = by_count.iter().map(|symbol| counts[*symbol]).collect();
        let widths = choose_widths(&descending);
        // Where the last byte alone tells codes apart, the alphabet makes the
        // table smaller than frequency would.
        let (one, two) = widths.n_codes();
        let row = |place: usize| match place as u32 + 1 {
            code if code < one => 0,
            code if code < two => 1 + (code - one) / 256,
            _ => u32::MAX,
        };
        let order = order::places(counts.len(), &|a, b| {
            let (left, right) = (by_count[a], by_count[b]);
            let key = |place: usize, symbol: usize| (row(place), symbol >= n_surfaces);
            key(a, left)
                .cmp(&key(b, right))
                .then_with(|| alphabet(left, right))
        });
        let mut ranking = Self {
            codes: vec![0; counts.len()],
            widths,
            surfaces: Vec::new(),
            phrases: Vec::new(),
        };
        let mut numbers = vec![0; n_surfaces];
        for (code, place) in (1..).zip(order) {
            let symbol = by_count[place];
            ranking.codes[symbol] = code;
            match symbol.checked_sub(n_surfaces) {
                None => {
                    numbers[symbol] = ranking.surfaces.len() as u32;
                    let (text, is_word) = table[symbol];
                    ranking.surfaces.push((text, is_word, code));
                }
                Some(phrase) => ranking.phrases.push((phrases[phrase].clone(), code)),
            }
        }
        for item in ranking.phrases.iter_mut().flat_map(|(items, _)| items) {
            *item = numbers[*item as usize];
        }
        ranking
    }
}

/// Chooses how many codes have one byte and two, so that all codes together are
/// shortest. `counts` descend.
fn choose_widths(counts: &[u32]) -> Widths {
    let mut sums: Vec<u64> = vec![0];
    for count in counts {
        sums.push(sums[sums.len() - 1] + u64::from(*count));
    }
    let sum_to = |code: u32| sums[(code as usize - 1).min(counts.len())];
    let mut best = (u64::MAX, Widths { two: 1, three: 1 });
    for n_three in 1..=254_u8 {
        let three = 255 - n_three;
        for two in 1..=three {
            let widths = Widths { two, three };
            let (one, at_most_two) = widths.n_codes();
            let all = u64::from(at_most_two) + 65536 * u64::from(n_three);
            let cost = 3 * sum_to(u32::MAX) - sum_to(one) - sum_to(at_most_two);
            if all > counts.len() as u64 && cost < best.0 {
                best = (cost, widths);
            }
        }
        if best.0 < u64::MAX {
            break;
        }
    }
    best.1
}

/// Blocks being written.
#[derive(Default)]
struct Blocks {
    /// Lengths of codes and rests of the articles of the block that is open.
    n_codes: Writer,
    n_rests: Writer,
    codes: Writer,
    rests: Writer,
    n_docs: usize,
    n_text: usize,
    /// Of the blocks that are closed.
    docs: Writer,
    lengths: Writer,
    inflated: Writer,
    checksums: Writer,
    n_blocks: usize,
    stored: Writer,
}

impl Blocks {
    fn push(&mut self, codes: &[u8], rest: &[u8], n_text: usize, level: u8) {
        self.n_codes.count(codes.len());
        self.n_rests.count(rest.len());
        self.codes.bytes(codes);
        self.rests.bytes(rest);
        self.n_docs += 1;
        self.n_text += n_text;
        let n_bytes = self.codes.len() + self.rests.len();
        if self.n_text >= BLOCK_BYTES || n_bytes >= MAX_BLOCK_BYTES {
            self.close(level);
        }
    }

    fn close(&mut self, level: u8) {
        if self.n_docs == 0 {
            return;
        }
        let mut block = Writer::default();
        for part in [
            &mut self.n_codes,
            &mut self.n_rests,
            &mut self.codes,
            &mut self.rests,
        ] {
            block.bytes(&std::mem::take(part).into_bytes());
        }
        let block = block.into_bytes();
        let stored = deflate(&block, level);
        self.docs.count(std::mem::take(&mut self.n_docs));
        self.lengths.count(stored.len());
        self.inflated.count(block.len());
        self.checksums.u64(checksum(&stored));
        self.stored.bytes(&stored);
        self.n_text = 0;
        self.n_blocks += 1;
    }

    fn write_table(&mut self, head: &mut Writer) {
        head.count(self.n_blocks);
        for part in [
            &mut self.docs,
            &mut self.lengths,
            &mut self.inflated,
            &mut self.checksums,
        ] {
            head.bytes(&std::mem::take(part).into_bytes());
        }
    }
}
