//! What a word is: the one definition that index, query and marking share.
//!
//! A word is a run of letters and digits. Composed and decomposed letters are
//! the same, and so are both cases, old and new tone placement (*hoà*, *hòa*),
//! y and i where Vietnamese writes both (*kỹ*, *kĩ*), Ð (eth) and Đ. Soft
//! hyphens and zero-width characters inside a word are passed over. Signs part
//! words, so *COVID-19* is two that stand together. A Chinese or Japanese
//! character is a word of its own, since no spaces part them there.

mod tokenise;
mod word;

pub use tokenise::{Token, tokens};
pub use word::{Likeness, Word};
