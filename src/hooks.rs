//! What components share and keep: the archive, the search, the keys, the
//! address.

mod use_address;
mod use_archive;
mod use_article;
mod use_search;
mod use_shortcuts;

pub use crate::platform::keys::Shortcut;
pub use use_address::use_address;
pub use use_archive::{Load, use_archive};
pub use use_article::{Story, use_article};
pub use use_search::{Found, Search, use_search};
pub use use_shortcuts::use_shortcuts;
