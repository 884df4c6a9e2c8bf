//! Why a journey did not arrive: a sentence for whoever reads the log.

use std::fmt;

/// What went wrong, in words.
pub(crate) struct Failure(String);

/// What a step of a journey returns.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// Returns a failure that says this.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Fails with a message unless the claim holds.
pub(crate) fn check(holds: bool, message: impl FnOnce() -> String) -> Outcome {
    if holds {
        Ok(())
    } else {
        Err(Failure(message()))
    }
}

/// Fails unless both are the same, and says which.
#[track_caller]
pub(crate) fn same<T: PartialEq + fmt::Debug>(what: &str, found: T, wanted: T) -> Outcome {
    let line = std::panic::Location::caller().line();
    check(found == wanted, || {
        format!("{what} is {found:?}, not {wanted:?} (line {line})")
    })
}
