//! Whether two words stand next to each other, asked of many articles.
//!
//! The first few are written out as slots and read. Once that has cost as much as
//! looking through all codes that have one of the words, each code is marked with what
//! it says of the two, and further texts are read as the codes that they are.

use super::scan::{SlotSet, has_phrase};
use super::token_array::TokenArray;
use crate::index::Index;
use crate::texts::{N_AT_ONCE, Numbers, Texts, WIDE};

/// A code ends with the first word.
const ENDS: u8 = 1;
/// A code begins with the second.
const BEGINS: u8 = 2;
/// A code has both together.
const HAS_BOTH: u8 = 4;
/// A code has no words, so that it stands between none.
pub(super) const IS_GAP: u8 = 8;
/// What is kept there is no code but says that one of more than 16 bits follows.
const IS_WIDE: u8 = 16;

/// So many codes are marked in the time that one article takes to be written out,
/// about.
const CODES_PER_ARTICLE: usize = 400;

/// So many codes could be marked in the time that it takes to begin.
const CODES_TO_BEGIN: usize = 400;

/// Two words, the first right before the second.
pub(super) struct Together<'a> {
    words: [&'a SlotSet; 2],
    /// How many articles were written out.
    n_read: usize,
    /// By code: what it says of the words; empty until that is worth it.
    marks: Vec<u8>,
}

impl<'a> Together<'a> {
    pub(super) fn new(left: &'a SlotSet, right: &'a SlotSet) -> Self {
        Self {
            words: [left, right],
            n_read: 0,
            marks: Vec::new(),
        }
    }

    /// Whether they stand together in an article.
    pub(super) fn is_in(
        &mut self,
        doc: u32,
        tokens: &mut TokenArray,
        texts: &Texts,
        index: &Index,
    ) -> bool {
        if self.marks.is_empty() {
            self.n_read += 1;
            let text = tokens.doc(doc, texts, index);
            let is_in = has_phrase(&self.words, &text, 0..text.slots.len());
            self.mark_codes(tokens);
            return is_in;
        }
        let block = texts.block(texts.block_of(doc));
        block.is_ok_and(|block| self.stand_in(block.numbers(doc)))
    }

    fn mark_codes(&mut self, tokens: &TokenArray) {
        let n_codes: usize = self.words.iter().map(|set| tokens.n_holders(set)).sum();
        if self.n_read * CODES_PER_ARTICLE < n_codes.saturating_add(CODES_TO_BEGIN) {
            return;
        }
        let mut marks = tokens.gaps().to_vec();
        if marks.is_empty() {
            return;
        }
        let [left, right] = self.words;
        let all = tokens.of_codes();
        for set in self.words {
            tokens.for_holders(set, |code, range| {
                let mut mark = 0;
                if right.is_at(&all, range.start) {
                    mark |= BEGINS;
                }
                if left.is_at(&all, range.end.saturating_sub(1)) {
                    mark |= ENDS;
                }
                let mut pairs = range.clone().zip(range.skip(1));
                if pairs.any(|(at, next)| left.is_at(&all, at) && right.is_at(&all, next)) {
                    mark |= HAS_BOTH;
                }
                if let Some(known) = marks.get_mut(code as usize) {
                    *known |= mark;
                }
            });
        }
        // Beside what it says of the code of that number, which is kept as wide itself.
        if let Some(wide) = marks.get_mut(usize::from(WIDE)) {
            *wide |= IS_WIDE;
        }
        self.marks = marks;
    }

    fn stand_in(&self, mut codes: Numbers<'_>) -> bool {
        let mut before = 0;
        loop {
            while let Some(several) = codes.several() {
                let marks = several.map(|code| self.mark(u32::from(code)));
                let (any, all) = marks
                    .into_iter()
                    .fold((0, u8::MAX), |(any, all), mark| (any | mark, all & mark));
                if any & (ENDS | BEGINS | HAS_BOTH | IS_WIDE) != 0 {
                    break;
                }
                before &= all >> 3;
                codes.pass_several();
            }
            let mut n = 0;
            for code in codes.by_ref().take(N_AT_ONCE) {
                n += 1;
                let mark = self.mark(code);
                if mark & HAS_BOTH != 0 || mark & BEGINS != 0 && before != 0 {
                    return true;
                }
                before = mark & ENDS | before & mark >> 3;
            }
            if n == 0 {
                return false;
            }
        }
    }

    /// What stands for nothing ends a string, which says nothing.
    #[inline(always)]
    fn mark(&self, code: u32) -> u8 {
        self.marks.get(code as usize).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Block};
    use crate::text::Word;

    fn article(text: &str) -> Article {
        Article {
            title: "tít".to_owned(),
            blocks: text.split('/').map(Block::paragraph).collect(),
            ..Article::default()
        }
    }

    fn set(word: &str, index: &Index) -> SlotSet {
        let word = Word::new(word).expect("a word");
        let terms = index.whole_terms(&word).into_iter();
        let runs: Vec<_> = terms.map(|(term, _)| term.0..term.0 + 1).collect();
        SlotSet::new(&runs, index, 1)
    }

    #[test]
    fn marked_codes_say_what_reading_says() {
        let texts = [
            "cầu đường cầu đường cầu đường cầu đường",
            "cầu, đường; một hai ba bốn năm sáu bảy tám chín mười",
            "cầu/đường một hai ba bốn năm sáu bảy tám chín",
            "đường cầu một hai ba bốn năm sáu bảy cầu hai đường",
            "một hai ba bốn năm sáu bảy tám chín mười cầu – … – đường",
            "đường một hai ba bốn năm sáu bảy cầu",
            "Cầu đường một hai ba bốn năm sáu bảy/cầu đường",
        ];
        let articles: Vec<Article> = texts.iter().map(|text| article(text)).collect();
        let index = Index::open(Index::build(&articles)).expect("opens");
        let texts = Texts::open(Texts::build(&articles, 9)).expect("opens");
        let mut tokens = TokenArray::new(&texts, &index);
        while tokens.read_next(&texts, &index) {}
        for [left, right] in [["cầu", "đường"], ["đường", "cầu"], ["cầu", "cầu"]]
        {
            let (left, right) = (set(left, &index), set(right, &index));
            let (mut by_reading, mut by_marks) = (Vec::new(), Vec::new());
            let mut marked = Together::new(&left, &right);
            marked.n_read = usize::MAX / CODES_PER_ARTICLE;
            marked.mark_codes(&tokens);
            assert!(!marked.marks.is_empty());
            for doc in 0..index.n_docs() {
                let mut reading = Together::new(&left, &right);
                by_reading.push(reading.is_in(doc, &mut tokens, &texts, &index));
                by_marks.push(marked.is_in(doc, &mut tokens, &texts, &index));
            }
            assert_eq!(by_marks, by_reading);
            assert!(by_marks.contains(&false));
        }
    }

    #[test]
    fn codes_of_more_than_16_bits_are_looked_at_too() {
        let set = SlotSet::default();
        let mut together = Together::new(&set, &set);
        together.marks = vec![0; 70_000];
        let wide = usize::from(WIDE);
        together.marks[wide] = IS_WIDE;
        together.marks[66_000] = ENDS;
        together.marks[67_000] = BEGINS;
        together.marks[9] = IS_GAP;
        let code = |code: u32| vec![WIDE, (code >> 16) as u16, code as u16];
        let stand_in = |together: &Together, codes: &[&[u16]]| {
            let codes = [&[1; 23], codes.concat().as_slice(), &[1; 23]].concat();
            together.stand_in(Numbers::new(&codes))
        };
        let (ends, begins) = (&*code(66_000), &*code(67_000));
        assert!(stand_in(&together, &[ends, begins]));
        assert!(stand_in(&together, &[ends, &[9; 23], begins]));
        assert!(!stand_in(&together, &[ends, &[9; 23], &[1], begins]));
        assert!(!stand_in(&together, &[begins, ends, &code(68_000)]));
        // The number that says so is a code itself.
        let same = &*code(u32::from(WIDE));
        assert!(!stand_in(&together, &[same]));
        assert!(!stand_in(&together, &[ends, same, begins]));
        together.marks[wide] |= IS_GAP;
        assert!(stand_in(&together, &[ends, same, begins]));
    }
}
