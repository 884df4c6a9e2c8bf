//! The parts of the reader: the text with its hits, its dates, its neighbors.

pub mod block;
pub mod dates;
pub mod hit_bar;
pub mod hits;
pub mod inline;
pub mod turn;
