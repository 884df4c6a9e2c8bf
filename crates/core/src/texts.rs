//! The texts of a packed archive, and what of an article is searched.

mod searchable;

pub use searchable::{Kind, searchable};
