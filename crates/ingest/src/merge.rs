//! Makes one archive of what several inputs held.

use biennien_core::archive::Archive;

use crate::{Note, Reading, Refused};

/// One archive, and what there is to say about it.
#[derive(Debug, Default)]
pub struct Merged {
    /// The archive, in canonical order.
    pub archive: Archive,
    /// What was refused in any input, sorted by path and place.
    pub refused: Vec<Refused>,
    /// What was noted in any input or in merging, sorted by path and place.
    pub notes: Vec<Note>,
}

/// Gathers readings into one archive. Their order makes no difference.
#[must_use]
pub fn merge(mut readings: Vec<Reading>) -> Merged {
    readings.sort_by(|a, b| a.path.cmp(&b.path));
    let mut merged = Merged::default();
    for reading in readings {
        merged.archive.articles.extend(reading.articles);
        merged.refused.extend(reading.refused);
        merged.notes.extend(reading.notes);
    }
    merged.archive.sort_articles();
    merged
}
