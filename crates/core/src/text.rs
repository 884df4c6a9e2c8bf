//! What a word is: the one definition that index, query and marking share.
//!
//! | written | is |
//! |---|---|
//! | composed and decomposed letters, both cases | the same |
//! | *hoà* and *hòa*, *thuý* and *thúy* | the same: a word has one tone, wherever it stands |
//! | *kỹ* and *kĩ*, *lý* and *lí*, *quý* and *quí* | the same: y is i where Vietnamese writes both |
//! | Ð (eth) and Đ, full width letters, *ﬁ*, *m²* | what they stand for |
//! | soft hyphens, zero-width and direction signs, variation selectors | nothing, anywhere |
//! | 5.000, 5,000, 1.250.000 | one word, 5000 and 1250000 |
//! | 05 | 5, so that 08/07/2019 and 8-7-2019 are the same words |
//! | *Vietnam's* | *Vietnam* |
//! | TP.HCM, COVID-19, R&D, an e-mail address | the words between the signs |
//! | a Chinese or Japanese character | a word of its own, since no spaces part them |
//!
//! A thousands number is one to three digits, the first of them no 0, and groups
//! of three behind the same sign. Every other sign parts words. What a word is
//! depends on its own characters alone: cut out of its text it is the same word.

mod compose;
mod key;
mod letter;
mod similar;
mod spelling;
mod tokenise;
mod word;

pub(crate) use key::{bases, n_alike};
pub use key::{beginnings, cmp_fold, cmp_keys, fold_starts_with};
pub(crate) use letter::{is_hidden, is_mark};
pub use similar::{MAX_READ, Reading, Typo};
pub use tokenise::{Token, Tokens, tokens};
pub use word::{Likeness, Word};

/// Of this definition of a word. An index that was made with another one is made
/// anew.
pub const WORDS_VERSION: u32 = 1;

#[cfg(test)]
mod tests;
