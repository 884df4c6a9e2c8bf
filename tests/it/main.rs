//! What a reader of the page sees, without a browser.

// The chart, its sliders, its table.
mod histogram;
// Colors that meet, computed from the tokens.
mod contrast;
// What stands there before the viewer runs says what the viewer says.
mod first;
// Makes HTML easy to read in the modules above and below.
mod html;
// An article with its hits.
mod reader;
// The tree's own promises.
mod tidy;
// The timeline: rows, facets, chips, head and small print.
mod views;
