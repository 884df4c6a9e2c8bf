//! Which rows of a long list are drawn. Pure.
