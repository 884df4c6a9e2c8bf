//! The parts of the page, one component a file. They get data and callbacks,
//! never stores, and take every word from `wording`.

pub mod histogram;
