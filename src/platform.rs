//! The browser: the only place that knows it. Everything here may be missing
//! or refuse; nothing here may panic, and the page works without it.

pub mod address;
pub mod boot;
pub mod clock;
pub mod desk;
pub mod document;
pub mod engine;
pub mod geometry;
pub mod keys;
pub mod script_api;
pub mod scroll;
pub mod settings;
pub mod storage;
pub mod wheel;
pub mod worker;
