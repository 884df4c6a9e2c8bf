//! The pages, one a file and one per route.

pub mod about;
pub mod article;
pub mod help;
pub mod notice;
pub mod timeline;
