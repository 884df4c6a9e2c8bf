//! Running other programs, and saying what is done while it is done.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Says what happens now, on a line of its own.
pub(crate) fn say(line: &str) {
    println!("== {line}");
}

/// Runs a program to its end; its output goes through.
///
/// `hint` says what to do when there is no such program.
pub(crate) fn run(command: &mut Command, hint: &str) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .with_context(|| format!("cannot start {name}; {hint}"))?;
    if !status.success() {
        let words: Vec<_> = command
            .get_args()
            .map(|word| word.to_string_lossy())
            .collect();
        bail!("{name} {} failed ({status})", words.join(" "));
    }
    Ok(())
}

/// Returns the first line that a program says about itself, if it can be run.
pub(crate) fn first_line(program: impl Into<OsString>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program.into()).args(arguments).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output
        .status
        .success()
        .then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

/// Returns where a program lies on the search path.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd", ".bat"]
    } else {
        &[""]
    };
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|dir| {
            endings
                .iter()
                .map(move |end| dir.join(format!("{program}{end}")))
        })
        .find(|file| file.is_file())
}

/// Returns the search path with other folders before it.
pub(crate) fn path_with(first: &[PathBuf]) -> Result<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let dirs = first.iter().cloned().chain(std::env::split_paths(&path));
    std::env::join_paths(dirs).context("a folder of the tools cannot stand in PATH")
}

/// Steps that are timed, and what became of them.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<Step>,
}

struct Step {
    name: String,
    took: Duration,
    is_passed: bool,
}

impl Steps {
    /// Does a step and notes how long it took; an error says which one it was.
    pub(crate) fn step<T>(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        say(name);
        let start = Instant::now();
        let result = work();
        let is_passed = result.is_ok();
        self.done.push(Step {
            name: name.to_owned(),
            took: start.elapsed(),
            is_passed,
        });
        result.with_context(|| format!("{name} failed"))
    }

    /// Returns every step with its time, a line each.
    pub(crate) fn table(&self) -> String {
        let line = |Step {
                        name,
                        took,
                        is_passed,
                    }: &Step| {
            let mark = if *is_passed { "ok" } else { "FAILED" };
            format!("{mark:<6} {:>7.1} s  {name}\n", took.as_secs_f32())
        };
        self.done.iter().map(line).collect()
    }

    /// Returns how many steps passed and how many failed.
    pub(crate) fn counts(&self) -> String {
        let n_passed = self.done.iter().filter(|step| step.is_passed).count();
        format!("{n_passed} passed, {} failed", self.done.len() - n_passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_counted_and_the_error_names_it() {
        let mut steps = Steps::default();
        steps.step("fmt", || Ok(())).expect("passes");
        let error = steps.step("clippy", || -> Result<()> { bail!("a warning") });
        assert_eq!(
            format!("{:#}", error.expect_err("fails")),
            "clippy failed: a warning"
        );
        assert_eq!(steps.counts(), "1 passed, 1 failed");
        assert!(
            steps.table().starts_with("ok         0.0 s  fmt\nFAILED"),
            "{}",
            steps.table()
        );
    }

    #[test]
    fn programs_that_are_not_there_are_none() {
        assert_eq!(on_path("biennien-no-such-program"), None);
        assert_eq!(first_line("biennien-no-such-program", &["--version"]), None);
    }
}
