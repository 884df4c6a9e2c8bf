//! The core as a whole, from outside.

/// Queries with the right answers written down.
mod judge;
