//! The pages, one a file and one per route.

pub mod article;
