//! The parts of the reader: its bar, the text with its hits, its dates, its
//! contents, its neighbors.

pub mod bar;
pub mod block;
pub mod contents;
pub mod dates;
pub mod hit_bar;
pub mod hits;
pub mod inline;
pub mod month;
pub mod turn;
