//! JSON as the page needs it: a reader that hands out one value after another, a
//! writer likewise, and fields that are kept as they came.
//!
//! Nothing here builds a tree or knows fractions, so that the page carries no
//! tables of powers of ten; where a tree is wanted, there is `serde_json`.
//!
//! Source: RFC 8259.

mod extra;
mod reader;
mod writer;

pub use extra::Extra;
pub use reader::{JsonError, Reader};
pub use writer::Writer;
