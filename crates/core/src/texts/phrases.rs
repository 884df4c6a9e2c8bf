//! Surfaces that often follow each other get one code together.
//!
//! Pairs are joined as byte pair encoding does (Gage, A New Algorithm for Data
//! Compression, C Users Journal, 1994), the most frequent few thousand at a time.
//! A Vietnamese word is mostly two syllables: this takes 3 % of the text from
//! deflated blocks, where a third of all codes go, and reads faster.

/// So many pairs are joined at a time; the next time, joined ones join again.
const PAIRS_A_ROUND: usize = 4096;

/// More rounds gain less each: the last of these 0.3 % of the text.
const N_ROUNDS: usize = 4;

/// A pair that occurs less often takes more room in the table than it saves.
const MIN_COUNT: u32 = 16;

/// Pairs are counted in about so many symbols, spread over all articles.
const SAMPLE: usize = 4 << 20;

/// A phrase has at most so many surfaces, so that its length fits four bits.
pub(super) const MAX_ITEMS: usize = 16;

/// Stands for the end of a string; joins with nothing.
pub(super) const END: u32 = u32::MAX;

/// Joins pairs in rows of symbols, which are less than `n_symbols` or `END`.
/// Returns the phrases as rows of the first symbols; phrase `i` is the symbol
/// `n_symbols` + `i`.
pub(super) fn join(rows: &mut [Vec<u32>], n_symbols: u32) -> Vec<Vec<u32>> {
    let mut phrases: Vec<Vec<u32>> = Vec::new();
    let total: usize = rows.iter().map(Vec::len).sum();
    let stride = total.div_ceil(SAMPLE).max(1);
    for _ in 0..N_ROUNDS {
        let items = |symbol: u32| match symbol.checked_sub(n_symbols) {
            None => vec![symbol],
            Some(phrase) => phrases[phrase as usize].clone(),
        };
        let pairs = frequent_pairs(rows, stride);
        let mut table = Pairs::with_room_for(PAIRS_A_ROUND);
        let mut joined = Vec::new();
        for (count, pair) in pairs {
            let mut phrase = items((pair >> 32) as u32);
            phrase.extend(items(pair as u32));
            if phrase.len() <= MAX_ITEMS && joined.len() < PAIRS_A_ROUND {
                let symbol = n_symbols + (phrases.len() + joined.len()) as u32;
                table.insert(pair, symbol, count);
                joined.push(phrase);
            }
        }
        if joined.is_empty() {
            break;
        }
        phrases.extend(joined);
        for row in rows.iter_mut() {
            join_row(row, &table);
        }
    }
    phrases
}

/// Returns pairs and how often they occur, most frequent first.
fn frequent_pairs(rows: &[Vec<u32>], stride: usize) -> Vec<(u32, u64)> {
    let mut pairs: Vec<u64> = Vec::new();
    for row in rows.iter().step_by(stride) {
        let mut before = u64::MAX;
        for neighbours in row.windows(2) {
            let pair = pair(neighbours[0], neighbours[1]);
            // Of three that are the same only two can be joined.
            if neighbours.contains(&END) || pair == before {
                before = u64::MAX;
            } else {
                pairs.push(pair);
                before = pair;
            }
        }
    }
    pairs.sort_unstable();
    let counts = pairs.chunk_by(|a, b| a == b);
    let counts = counts.map(|same| (same.len() as u32, same[0]));
    let mut counts: Vec<(u32, u64)> = counts.filter(|(count, _)| *count >= MIN_COUNT).collect();
    counts.sort_unstable_by_key(|(count, pair)| (u32::MAX - count, *pair));
    counts
}

fn pair(left: u32, right: u32) -> u64 {
    u64::from(left) << 32 | u64::from(right)
}

/// Joins pairs from left to right, unless the next one is more frequent.
fn join_row(row: &mut Vec<u32>, table: &Pairs) {
    let (mut read, mut written) = (0, 0);
    let at = |row: &[u32], place: usize| match row.get(place..place + 2) {
        Some(next) => table.get(pair(next[0], next[1])),
        None => None,
    };
    while read < row.len() {
        let joined = at(row, read).filter(|(_, count)| {
            at(row, read + 1).is_none_or(|(_, next_count)| next_count <= *count)
        });
        (row[written], read) = match joined {
            Some((symbol, _)) => (symbol, read + 2),
            None => (row[read], read + 1),
        };
        written += 1;
    }
    row.truncate(written);
}

/// Pairs to join: a table with open places.
struct Pairs {
    /// Pair, symbol and count; `u64::MAX` where there is none.
    places: Vec<(u64, u32, u32)>,
    shift: u32,
}

impl Pairs {
    fn with_room_for(n: usize) -> Self {
        let n_places = (4 * n).next_power_of_two();
        Self {
            places: vec![(u64::MAX, 0, 0); n_places],
            shift: 64 - n_places.ilog2(),
        }
    }

    /// Returns where a pair stands, or would.
    fn place(&self, pair: u64) -> usize {
        // Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4.
        let mut place = (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize;
        while self.places[place].0 != pair && self.places[place].0 != u64::MAX {
            place = (place + 1) % self.places.len();
        }
        place
    }

    fn insert(&mut self, pair: u64, symbol: u32, count: u32) {
        let place = self.place(pair);
        self.places[place] = (pair, symbol, count);
    }

    fn get(&self, pair: u64) -> Option<(u32, u32)> {
        let (found, symbol, count) = self.places[self.place(pair)];
        (found != u64::MAX).then_some((symbol, count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_joined_can_be_taken_apart(
            rows in prop::collection::vec(
                prop::collection::vec(prop_oneof![0..4_u32, Just(END)], 0..300), 0..9)
        ) {
            let mut joined = rows.clone();
            let phrases = join(&mut joined, 4);
            let apart = |symbol: &u32| match symbol.checked_sub(4) {
                Some(phrase) if *symbol != END => phrases[phrase as usize].clone(),
                _ => vec![*symbol],
            };
            let again = joined.iter().map(|row| row.iter().flat_map(apart).collect());
            prop_assert_eq!(again.collect::<Vec<Vec<u32>>>(), rows);
        }
    }
}
