//! Chromium 109's way: it has no driver, so its journey is its own.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::devtools::Tab;
use crate::failure::{Failure, Outcome, check};
use crate::journeys::oldest::every_screen;
use crate::pages::{Edition, Pages, Scheme, Subject, file_address};
use crate::runner::{Tally, check_requests};
use crate::server::Server;
use crate::settings::Settings;

/// A journey that is not back by then never will be.
const DEADLINE: Duration = Duration::from_secs(120);

const STATE: &str = "
const results = document.querySelector('[data-results]'), active = document.activeElement;
return { url: location.href, width: innerWidth, archive: document.documentElement.dataset.archive,
  query: results && results.dataset.query, total: results && results.dataset.total,
  focus: active && active.outerHTML.slice(0, 120), text: document.body.innerText.slice(0, 400) }";

/// Takes the journey, where the browser is there and the journey is wanted.
pub(crate) async fn run(settings: &Settings, pages: &Pages, server: &Server) -> Tally {
    let mut tally = Tally::default();
    let line = "oldest   file packed         goes through every screen of Chromium 109";
    let words = &settings.words;
    if !words.is_empty() && !words.iter().any(|word| line.contains(word.as_str())) {
        return tally;
    }
    let start = Instant::now();
    let subject = pages.subject(Edition::Packed, Scheme::File, server);
    let outcome = tokio::time::timeout(DEADLINE, take(settings, &subject)).await;
    let outcome = outcome.unwrap_or_else(|_| Err(Failure::new("took too long")));
    let seconds = start.elapsed().as_secs_f32();
    match outcome {
        Ok(()) => {
            println!("ok   {line}  {seconds:.1} s");
            tally.n_passed += 1;
        }
        Err(failure) => {
            println!("FAIL {line}  {seconds:.1} s\n     {failure}");
            tally.n_failed += 1;
        }
    }
    tally
}

async fn take(settings: &Settings, subject: &Subject) -> Outcome {
    let Some(program) = &settings.chromium_109 else {
        return Ok(());
    };
    let downloads = tempfile::Builder::new()
        .prefix("bien-nien-downloads-")
        .tempdir()?;
    let mut tab = Tab::start(program, downloads.path()).await?;
    let arrived = every_screen(&mut tab, &subject.address, downloads.path()).await;
    let state = match &arrived {
        Ok(()) => Value::Null,
        Err(_) => tab.run(STATE).await.unwrap_or_default(),
    };
    let seen = tab.take_seen().await;
    // What it said is often why it did not arrive.
    let said = seen
        .as_ref()
        .map_or_else(|_| Vec::new(), |seen| seen.said.clone());
    arrived.map_err(|failure| {
        Failure::new(format!(
            "{failure}\n     page: {state}\n     said: {said:?}"
        ))
    })?;
    check(said.is_empty(), || {
        format!("the console is not empty: {}", Value::from(said))
    })?;
    let mut seen = seen?;
    // The page that it saved is as much its own.
    let saved = file_address(downloads.path());
    seen.requests.retain(|address| !address.starts_with(&saved));
    check_requests(subject, &[seen])
}
