//! End to end: the same journeys in three engines, from `file://` and from
//! http under a sub-path, over WebDriver; and one in Chromium 109, over its own
//! protocol.
//!
//! `cargo xtask test` runs it; see `settings` for what it wants by itself. One
//! line a journey, and `N passed, N failed` at the end. A journey is a claim
//! about what somebody meets in the page; each also claims that the console
//! stayed empty and that nothing but the page's own files was asked for.
//!
//! The engines run side by side, each with one browser for all its journeys:
//! between two of them the page is left and its storage emptied.

mod bidi;
mod devtools;
mod engine;
mod failure;
mod journeys;
mod oldest;
mod page;
mod pages;
// The same attacks that the readers are tested with.
#[allow(dead_code, reason = "what the readers' tests alone use")]
#[path = "../../crates/ingest/tests/it/payloads.rs"]
mod payloads;
mod pictures;
mod process;
mod runner;
mod server;
mod session;
mod settings;
mod watch;

use std::process::ExitCode;
use std::thread;

use tokio::runtime::Runtime;

use crate::engine::Engine;
use crate::failure::{Failure, Outcome};
use crate::pages::{Pages, Scheme};
use crate::runner::{Run, Tally};
use crate::server::Server;
use crate::settings::Settings;

fn main() -> ExitCode {
    let settings = match Settings::from_env() {
        Ok(settings) => settings,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    match run(&settings) {
        Ok(tally) => {
            println!("\n{} passed, {} failed", tally.n_passed, tally.n_failed);
            ExitCode::from(u8::from(tally.n_failed > 0))
        }
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}

/// Makes the pages and sends every engine over them, each on its own thread, so
/// that none waits for another.
fn run(settings: &Settings) -> Outcome<Tally> {
    let pages = Pages::make(settings)?;
    if let Some(folder) = &settings.pictures {
        runtime()?.block_on(pictures::take(settings, &pages, folder))?;
        return Ok(Tally::default());
    }
    if settings.corpora.is_none() {
        println!("skip: BIENNIEN_CORPORA is not set, so 2,000 real articles are not tested");
    }
    if settings.chromium_109.is_none() {
        println!("skip: BIENNIEN_CHROMIUM_109 is not set, so the oldest browser is not tested");
    }
    let (mut tally, pages) = (Tally::default(), &pages);
    thread::scope(|scope| {
        let oldest = settings.chromium_109.is_some();
        let oldest = oldest.then(|| scope.spawn(move || run_oldest(settings, pages)));
        let engines = settings.engines.iter().map(|(engine, _)| *engine);
        let threads: Vec<_> = engines
            .map(|engine| {
                (
                    engine,
                    scope.spawn(move || run_engine(engine, settings, pages)),
                )
            })
            .collect();
        let threads = threads
            .into_iter()
            .map(|(engine, thread)| (engine.name(), thread));
        for (name, thread) in threads.chain(oldest.map(|thread| ("oldest", thread))) {
            let outcome = thread
                .join()
                .unwrap_or_else(|_| Err(Failure::new("it panicked")));
            match outcome {
                Ok(part) => tally.add(&part),
                Err(failure) => {
                    println!("FAIL {name}: {failure}");
                    tally.n_failed += 1;
                }
            }
        }
    });
    Ok(tally)
}

fn run_engine(engine: Engine, settings: &Settings, pages: &Pages) -> Outcome<Tally> {
    // One server an engine, so that its log is that engine's alone.
    let server = Server::start(pages.folder().to_path_buf())?;
    runtime()?.block_on(Run::new(engine, settings, pages, &server).all(&Scheme::ALL))
}

fn run_oldest(settings: &Settings, pages: &Pages) -> Outcome<Tally> {
    let server = Server::start(pages.folder().to_path_buf())?;
    Ok(runtime()?.block_on(oldest::run(settings, pages, &server)))
}

fn runtime() -> Outcome<Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?)
}
