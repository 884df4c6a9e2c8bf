//! The engine of Biên Niên: dates, articles, words, search, the archive format
//! and the one page.
//!
//! Pure: no files, no clock, no threads, no browser. Whoever calls passes bytes
//! in and gets plain data out. Each module may use only those above it in this
//! list.

pub mod order;

pub mod bytes;

pub mod json;

pub mod date;

pub mod timeline;

pub mod article;

pub mod text;

pub mod query;

pub mod catalogue;

pub mod texts;

pub mod index;

pub mod search;

pub mod archive;

pub mod page;
