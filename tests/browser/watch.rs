//! What a page says on its console, which rules of its policy it breaks and
//! what it asks of the network: gathered per journey, and all of it unwelcome.
//!
//! | engine | console and errors | policy | requests |
//! |---|---|---|---|
//! | Chromium | the driver's browser log | the same log, and a listener put in before the page's first script | the performance log |
//! | Firefox | BiDi `log.entryAdded` | the same, and such a listener | BiDi `network.beforeRequestSent` |
//! | WebKit | listeners put in after the page has loaded | the same | resource timing |
//!
//! WebKit's driver has neither logs nor scripts that run before the page, so
//! what its page says while it loads is not seen there. From http the server's
//! own log is read as well, in all three.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::WebDriver;

use crate::bidi::Events;
use crate::engine::{Engine, Without};
use crate::failure::{Failure, Outcome};

/// Collects in `window.__seen` what a page breaks; harmless when run twice.
pub(crate) const LISTENERS: &str = r"
if (!window.__seen) {
  Object.defineProperty(window, '__seen', { value: [] });
  const note = (kind, text) => window.__seen.push(kind + ': ' + text);
  addEventListener('securitypolicyviolation', event =>
    note('policy', event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile));
  addEventListener('error', event =>
    note('error', event.message || (event.target && event.target.outerHTML)), true);
  addEventListener('unhandledrejection', event => note('rejection', String(event.reason)));
}
";

/// For WebKit alone, whose console cannot be read otherwise.
const CONSOLE: &str = r"
if (!console.__watched) {
  console.__watched = true;
  for (const level of ['debug', 'log', 'info', 'warn', 'error']) {
    const say = console[level];
    console[level] = (...words) => { window.__seen.push(level + ': ' + words.join(' ')); say.apply(console, words); };
  }
}
";

/// Logs come late: this is said on the console, and all that came before it
/// has arrived when it has.
const END_MARK: &str = "bien-nien: end of journey";

/// How long the mark may take.
const MARK_DEADLINE: Duration = Duration::from_secs(30);

/// Ears and eyes of a session.
pub(crate) struct Watch {
    engine: Engine,
    events: Option<Events>,
}

/// What was seen in one journey.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Console messages, errors, broken rules; there should be none.
    pub(crate) said: Vec<String>,
    /// Addresses asked for.
    pub(crate) requests: Vec<String>,
}

impl Watch {
    /// Begins to listen to a new session.
    pub(crate) async fn start(
        engine: Engine,
        driver: &WebDriver,
        without: Without,
    ) -> Outcome<Self> {
        let mut watch = Self {
            engine,
            events: None,
        };
        match engine {
            Engine::Chromium => {
                // Today's Chromium has no switch for it any more.
                let before = if without.wasm {
                    "delete window.WebAssembly;"
                } else {
                    ""
                };
                let source = json!({ "source": format!("{before}{LISTENERS}") });
                driver
                    .cdp()
                    .send_raw("Page.addScriptToEvaluateOnNewDocument", source)
                    .await?;
            }
            Engine::Firefox if !without.javascript => {
                watch.events = Some(listen_over_bidi(driver).await?);
            }
            Engine::Firefox | Engine::WebKit => {}
        }
        Ok(watch)
    }

    /// Puts the listeners into a page that has just loaded, where the engine
    /// knows no earlier moment.
    pub(crate) async fn enter(&self, driver: &WebDriver) -> Outcome {
        if self.engine == Engine::WebKit {
            driver
                .execute(format!("{LISTENERS}{CONSOLE}"), Vec::new())
                .await?;
        }
        Ok(())
    }

    /// Returns all that was seen since the last time.
    pub(crate) async fn take(&self, driver: &WebDriver) -> Outcome<Seen> {
        let in_page = driver
            .execute("return window.__seen || []", Vec::new())
            .await?;
        let mut seen = Seen {
            said: strings(in_page.json()),
            requests: Vec::new(),
        };
        match self.engine {
            Engine::Chromium => chromium_logs(driver, &mut seen).await?,
            Engine::Firefox => self.bidi_events(driver, &mut seen).await?,
            Engine::WebKit => {
                let script = "return performance.getEntriesByType('resource').map(e => e.name)";
                let timings = driver.execute(script, Vec::new()).await?;
                seen.requests = strings(timings.json());
            }
        }
        Ok(seen)
    }

    async fn bidi_events(&self, driver: &WebDriver, seen: &mut Seen) -> Outcome {
        say_mark(driver).await?;
        let start = Instant::now();
        loop {
            let mut at_end = false;
            for (method, params) in self.events.iter().flat_map(Events::take) {
                if method == "network.beforeRequestSent" {
                    seen.requests.push(text(&params["request"]["url"]));
                } else if text(&params["text"]).contains(END_MARK) {
                    at_end = true;
                } else {
                    seen.said.push(format!(
                        "{}: {}",
                        text(&params["level"]),
                        text(&params["text"])
                    ));
                }
            }
            if at_end {
                return Ok(());
            }
            pause(start).await?;
        }
    }
}

async fn listen_over_bidi(driver: &WebDriver) -> Outcome<Events> {
    let address = driver
        .capabilities()
        .get("webSocketUrl")
        .and_then(Value::as_str);
    let address = address.ok_or_else(|| Failure::new("the session has no BiDi address"))?;
    let events = json!({ "events": ["log.entryAdded", "network.beforeRequestSent"] });
    let preload = json!({ "functionDeclaration": format!("() => {{ {LISTENERS} }}") });
    let commands = [
        ("session.subscribe", events),
        ("script.addPreloadScript", preload),
    ];
    Events::connect(address, &commands).await
}

async fn chromium_logs(driver: &WebDriver, seen: &mut Seen) -> Outcome {
    say_mark(driver).await?;
    let start = Instant::now();
    loop {
        let mut at_end = false;
        for entry in driver.get_log("browser").await? {
            if entry.message.contains(END_MARK) {
                at_end = true;
            } else {
                seen.said
                    .push(format!("{}: {}", entry.level, entry.message));
            }
        }
        if at_end {
            break;
        }
        pause(start).await?;
    }
    for entry in driver.get_log("performance").await? {
        let event: Value = serde_json::from_str(&entry.message)?;
        let message = &event["message"];
        if message["method"] == "Network.requestWillBeSent" {
            seen.requests
                .push(text(&message["params"]["request"]["url"]));
        }
    }
    Ok(())
}

async fn say_mark(driver: &WebDriver) -> Outcome {
    driver
        .execute(format!("console.debug({END_MARK:?})"), Vec::new())
        .await?;
    Ok(())
}

async fn pause(start: Instant) -> Outcome {
    if start.elapsed() > MARK_DEADLINE {
        return Err(Failure::new("the browser's log never came to its end"));
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
    Ok(())
}

fn strings(values: &Value) -> Vec<String> {
    values.as_array().into_iter().flatten().map(text).collect()
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
