//! What components share and keep.
