//! Writes the texts.

use std::collections::HashMap;

use super::block::Widths;
use super::pictures::PictureWriter;
use super::{MAGIC, VERSION, rest, searchable, surfaces};
use crate::article::Article;
use crate::bytes::{Writer, checksum, deflate};
use crate::catalogue::Repeated;
use crate::order;
use crate::text::tokens;

/// A block is full when its articles have so many bytes of text. Less deflates
/// worse, more takes longer to read one article.
const BLOCK_BYTES: usize = 16 << 10;

/// Stands for the end of a string among the numbers of surfaces.
const END: u32 = u32::MAX;

pub(super) fn texts(articles: &[Article], level: u8) -> Vec<u8> {
    let (strings, table) = read(articles);
    let (codes, widths, ranked) = rank(&table);
    let repeated = Repeated::of(articles);
    let mut pictures = PictureWriter::default();
    let mut blocks = Blocks::default();
    for (article, strings) in articles.iter().zip(&strings) {
        let mut writer = Writer::default();
        for surface in &strings.surfaces {
            let code = codes.get(*surface as usize).copied().unwrap_or(0);
            widths.write(code, &mut writer);
        }
        let rest = rest::write(article, &repeated, &mut pictures, level);
        blocks.push(&writer.into_bytes(), &rest, strings.n_bytes, level);
    }
    blocks.close(level);
    let mut head = Writer::default();
    blocks.write_table(&mut head);
    head.u8(widths.two);
    head.u8(widths.three);
    surfaces::write(&ranked, &mut head);
    let pictures = pictures.finish(&mut head);
    let inflated = head.into_bytes();
    let mut head = Writer::default();
    head.count(inflated.len());
    head.bytes(&deflate(&inflated, level));
    let head = head.into_bytes();
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

/// An article's strings as surfaces, in the order in which they were met.
#[derive(Default)]
struct Strings {
    surfaces: Vec<u32>,
    n_bytes: usize,
}

/// A surface of the articles.
struct Surface<'a> {
    text: &'a str,
    is_word: bool,
    /// How often it occurs.
    count: u32,
}

/// Cuts every string into surfaces.
fn read(articles: &[Article]) -> (Vec<Strings>, Vec<Surface<'_>>) {
    let mut table: Vec<Surface> = Vec::new();
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut read = Vec::with_capacity(articles.len());
    for article in articles {
        let mut strings = Strings::default();
        for (_, text) in searchable(article) {
            cut(text, |text, is_word| {
                let number = *numbers.entry(text).or_insert(table.len() as u32);
                if number as usize == table.len() {
                    let count = 0;
                    table.push(Surface {
                        text,
                        is_word,
                        count,
                    });
                }
                table[number as usize].count += 1;
                strings.surfaces.push(number);
            });
            strings.surfaces.push(END);
            strings.n_bytes += text.len();
        }
        read.push(strings);
    }
    (read, table)
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

/// Gives short codes to frequent surfaces: returns the code of each, and the
/// surfaces by code.
fn rank<'a>(table: &[Surface<'a>]) -> (Vec<u32>, Widths, Vec<(&'a str, bool)>) {
    let at = |place: usize| &table[place];
    let by_count = order::places(table.len(), &|a, b| {
        let order = at(b).count.cmp(&at(a).count);
        order.then_with(|| at(a).text.cmp(at(b).text))
    });
    let counts: Vec<u32> = by_count.iter().map(|place| at(*place).count).collect();
    let widths = choose_widths(&counts);
    // Where the last byte alone tells codes apart, the alphabet makes the table
    // smaller than frequency would.
    let (one, two) = widths.n_codes();
    let row = |place: usize| match place as u32 + 1 {
        code if code < one => 0,
        code if code < two => 1 + (code - one) / 256,
        _ => u32::MAX,
    };
    let order = order::places(table.len(), &|a, b| {
        let order = row(a).cmp(&row(b));
        order.then_with(|| at(by_count[a]).text.cmp(at(by_count[b]).text))
    });
    let mut codes = vec![0; table.len()];
    let mut ranked = Vec::with_capacity(table.len());
    for (code, place) in (1..).zip(order) {
        let surface = by_count[place];
        codes[surface] = code;
        ranked.push((at(surface).text, at(surface).is_word));
    }
    (codes, widths, ranked)
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
        for two in 1..=255 - n_three {
            let three = 255 - n_three;
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
        if self.n_text >= BLOCK_BYTES {
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
