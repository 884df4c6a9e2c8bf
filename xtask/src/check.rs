//! `cargo xtask test`: every check there is, cheap ones first, browsers last.
//! It stops at the first that fails.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::arguments::Extent;
use crate::browsers::{self, Browsers};
use crate::step::{Steps, run, say};
use crate::workspace::{cargo, dist, root, target_dir};
use crate::{budget, build, notices, tools};

const WARNINGS_ARE_ERRORS: [&str; 3] = ["--", "-D", "warnings"];
const NO_CARGO: &str = "install Rust with rustup (https://rustup.rs)";

/// Runs every check and says what became of each.
pub(crate) fn test(extent: Extent) -> Result<ExitCode> {
    let mut steps = Steps::default();
    let result = check_all(&mut steps, extent);
    println!("\n{}", steps.table());
    match &result {
        Ok(skipped) => {
            for engine in skipped {
                println!("SKIPPED ENGINE  {engine}");
            }
        }
        Err(error) => println!("error: {error:#}"),
    }
    println!("\n{}", steps.counts());
    Ok(if result.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Runs every check; returns the engines that were not there.
fn check_all(steps: &mut Steps, extent: Extent) -> Result<Vec<String>> {
    if extent == Extent::All {
        check_source(steps)?;
    }
    let dirs = steps.step("tools of the build", tools::set_up_build)?;
    steps.step("release build", || build::release(&dirs))?;
    steps.step("size of the page", || {
        let sizes = budget::measure(&dist())?;
        println!("{}", sizes.report());
        sizes.check()
    })?;
    // Only now can the command line take the built viewer into itself.
    steps.step("command line", || {
        cargo_run(&["build", "--package", "biennien"])
    })?;
    let browsers = steps.step("browsers and drivers", set_up_browsers)?;
    steps.step("browser suite", || run_browser_suite(&browsers))?;
    Ok([browsers.missing, browsers.unbuilt].concat())
}

fn check_source(steps: &mut Steps) -> Result<()> {
    steps.step("formatting", || {
        cargo_run(&["fmt", "--all", "--check"]).context("`cargo fmt --all` mends it")
    })?;
    let clippy =
        |words: &[&str]| cargo_run(&[&["clippy"], words, &WARNINGS_ARE_ERRORS].concat());
    steps.step("clippy", || clippy(&["--workspace", "--all-targets"]))?;
    steps.step("clippy for Wasm", || {
        tools::ensure_wasm_target()?;
        clippy(&[
            "--package",
            "biennien-viewer",
            "--target",
            tools::WASM_TARGET,
        ])
    })?;
    steps.step("unit and integration tests", || {
        cargo_run(&["test", "--workspace"])
    })?;
    steps.step("documentation", || {
        let mut doc = cargo();
        doc.args(["doc", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings");
        run(&mut doc, NO_CARGO)
    })?;
    steps.step("third-party notices", notices::check)
}

fn cargo_run(words: &[&str]) -> Result<()> {
    run(cargo().args(words), NO_CARGO)
}

fn set_up_browsers() -> Result<Browsers> {
    let browsers = browsers::set_up()?;
    if !browsers.missing.is_empty() && is_ci() {
        bail!(
            "an engine is missing, which CI does not allow:\n{}",
            browsers.missing.join("\n")
        );
    }
    if browsers.names.is_empty() {
        bail!(
            "there is no browser to test in:\n{}",
            browsers.missing.join("\n")
        );
    }
    tools::axe()?;
    say(&format!("engines: {}", browsers.names.join(", ")));
    Ok(browsers)
}

fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

/// Builds the page and takes the README's pictures of it.
pub(crate) fn take_pictures() -> Result<()> {
    let dirs = tools::set_up_build()?;
    build::release(&dirs)?;
    cargo_run(&["build", "--package", "biennien"])?;
    let mut suite = browser_suite(&browsers::set_up()?)?;
    suite.env("BIENNIEN_PICTURES", root().join("docs").join("pictures"));
    run(&mut suite, NO_CARGO)
}

fn run_browser_suite(browsers: &Browsers) -> Result<()> {
    run(&mut browser_suite(browsers)?, NO_CARGO)
}

/// Returns the command of the suite, told where everything is.
fn browser_suite(browsers: &Browsers) -> Result<Command> {
    let biennien = format!("biennien{}", std::env::consts::EXE_SUFFIX);
    let mut suite = cargo();
    suite.args(["test", "--package", "biennien-viewer", "--test", "browser"]);
    suite.env("BIENNIEN_DIST", dist());
    suite.env("BIENNIEN_BIN", target_dir()?.join("debug").join(biennien));
    suite.env("BIENNIEN_AXE", tools::axe()?);
    suite.env("BIENNIEN_ENGINES", browsers.names.join(","));
    suite.envs(browsers.drivers.iter().map(|(name, path)| (name, path)));
    Ok(suite)
}
