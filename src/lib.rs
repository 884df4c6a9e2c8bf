//! The page of Biên Niên: a timeline, a search box and a reader.
//!
//! Everything that knows Yew is here, and all of it renders natively, so that
//! components are tested without a browser. `route`, `state`, `rows`, `periods`,
//! `related` and `wording` are pure; only `platform` knows the browser. Searching, dates and
//! the archive's form are `biennien_core`'s.

pub mod app;
pub mod components;
pub mod css;
pub mod hooks;
pub mod opened;
pub mod pages;
pub mod periods;
pub mod platform;
pub mod related;
pub mod reply;
pub mod route;
pub mod rows;
pub mod shared;
pub mod state;
pub mod turns;
pub mod wire;
pub mod wording;
