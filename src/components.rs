//! The parts of the page, one component a file. They get data and callbacks,
//! never stores, and take every word from `wording`.

pub mod archive_facts;
pub mod chips;
pub mod choice;
pub mod colophon;
pub mod end_of_list;
pub mod facets;
pub mod filter_sheet;
pub mod folio;
pub mod histogram;
pub mod icon;
pub mod look;
pub mod marked;
pub mod masthead;
pub mod menu;
pub mod minimap;
pub mod nothing_found;
mod partial;
mod period_head;
pub mod popover;
pub mod reader;
pub mod result_list;
pub mod result_row;
pub mod save_item;
pub mod search_box;
pub mod sort_menu;
