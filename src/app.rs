//! The page as a whole.

/// Mounts the page.
pub fn mount() {}
