//! The subcommands, one file each.

pub(crate) mod check;
pub(crate) mod export;
pub(crate) mod inspect;
pub(crate) mod pack;
pub(crate) mod search;

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All went well.
    Whole,
    /// Something was refused; the rest was done.
    Partial,
}

impl Outcome {
    /// Returns the outcome for so many refusals.
    pub(crate) fn from_refused(n_refused: usize) -> Self {
        if n_refused == 0 {
            Self::Whole
        } else {
            Self::Partial
        }
    }
}
