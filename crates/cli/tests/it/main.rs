//! The command line as people run it: the real program, on real files.

#![expect(
    clippy::unwrap_used,
    reason = "a test that panics has failed, and says where"
)]

/// A folder to work in, a viewer to pack with, and the program.
mod sandbox;

/// From articles to a page or a site, and what stays the same.
mod pack;

/// What is refused, guessed and left out, and how it is said.
mod report;

/// Inspecting, searching and exporting what was packed.
mod archive;

/// Archives that were packed in an earlier format.
mod earlier;
