//! The command line of Biên Niên.
//!
//! Arguments are resolved once into options; below that nothing knows clap.
//! Results go to standard output, everything else to standard error. Exit code
//! 0 says that all went well, 1 that some inputs were refused and the rest was
//! done, 2 that nothing was written.

mod args;
mod command;
mod find;
mod gather;
mod notes;
mod open;
mod output;
mod report;
mod site_folder;
mod terminal;
mod viewer;

use std::process::ExitCode;

use clap::Parser as _;

use crate::command::Outcome;

fn main() -> ExitCode {
    match args::Args::parse().run() {
        Ok(Outcome::Whole) => ExitCode::SUCCESS,
        Ok(Outcome::Partial) => ExitCode::from(1),
        // Whoever reads has read enough, as in `biennien search … | head`.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::say(&format!("biennien: {}", message(&error)));
            ExitCode::from(2)
        }
    }
}

/// An error and its causes, without those that it quotes itself.
fn message(error: &anyhow::Error) -> String {
    let mut message = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !message.ends_with(&cause) {
            let separator = if message.is_empty() { "" } else { ": " };
            message.push_str(separator);
            message.push_str(&cause);
        }
    }
    message
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
