//! One engine's way through all journeys: browser, checks after each, lines.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::engine::{Engine, Without};
use crate::failure::{Failure, Outcome, check};
use crate::journeys::Journey;
use crate::page::Page;
use crate::pages::{Pages, Scheme, Subject};
use crate::server::Server;
use crate::session::Session;
use crate::settings::Settings;
use crate::watch::Seen;

/// A journey that is not back by then never will be.
const JOURNEY_DEADLINE: Duration = Duration::from_secs(180);

/// How many journeys arrived.
#[derive(Default)]
pub(crate) struct Tally {
    /// Those that did.
    pub(crate) n_passed: usize,
    /// Those that did not.
    pub(crate) n_failed: usize,
}

impl Tally {
    /// Adds another's numbers.
    pub(crate) fn add(&mut self, other: &Self) {
        self.n_passed += other.n_passed;
        self.n_failed += other.n_failed;
    }
}

/// One engine and what it works with.
pub(crate) struct Run<'a> {
    engine: Engine,
    settings: &'a Settings,
    pages: &'a Pages,
    server: &'a Server,
    axe: String,
    tally: Tally,
}

impl<'a> Run<'a> {
    /// Prepares the journeys of an engine.
    pub(crate) fn new(
        engine: Engine,
        settings: &'a Settings,
        pages: &'a Pages,
        server: &'a Server,
    ) -> Self {
        let axe = std::fs::read_to_string(&settings.axe).unwrap_or_default();
        Self {
            engine,
            settings,
            pages,
            server,
            axe,
            tally: Tally::default(),
        }
    }

    /// Takes every journey that goes with the engine, by every scheme.
    pub(crate) async fn all(mut self, schemes: &[Scheme]) -> Outcome<Tally> {
        let mut common = None;
        for scheme in schemes {
            for (journey, edition) in Journey::of(self.engine, *scheme, self.settings) {
                let subject = self.pages.subject(edition, *scheme, self.server);
                if !self.is_wanted(journey, &subject) {
                    continue;
                }
                let without = journey.without(self.engine);
                if without == Without::default() {
                    let session = match common.take() {
                        Some(session) => session,
                        None => self.start(without).await?,
                    };
                    common = self.take(journey, &subject, session).await;
                } else {
                    let session = self.start(without).await?;
                    if let Some(session) = self.take(journey, &subject, session).await {
                        session.quit().await;
                    }
                }
            }
        }
        if let Some(session) = common {
            session.quit().await;
        }
        Ok(self.tally)
    }

    fn is_wanted(&self, journey: Journey, subject: &Subject) -> bool {
        let line = self.line(journey, subject);
        let words = &self.settings.words;
        words.is_empty() || words.iter().any(|word| line.contains(word.as_str()))
    }

    fn line(&self, journey: Journey, subject: &Subject) -> String {
        let (engine, scheme) = (self.engine.name(), subject.scheme.name());
        format!(
            "{engine:8} {scheme} {:14} {}",
            subject.edition.name().0,
            journey.name()
        )
    }

    async fn start(&self, without: Without) -> Outcome<Session> {
        let driver = self
            .settings
            .engines
            .iter()
            .find(|(engine, _)| *engine == self.engine);
        let (_, driver) = driver.ok_or_else(|| Failure::new("no driver"))?;
        Session::start(self.engine, driver, without).await
    }

    /// Takes one journey; gives the session back where it is still good.
    async fn take(
        &mut self,
        journey: Journey,
        subject: &Subject,
        session: Session,
    ) -> Option<Session> {
        let start = Instant::now();
        let line = self.line(journey, subject);
        let page = Page {
            session: &session,
            subject,
        };
        let way = async {
            journey.take(page, &self.axe).await?;
            if journey.without(self.engine).javascript {
                return Ok(());
            }
            self.check_quiet(journey, page).await
        };
        let outcome = tokio::time::timeout(JOURNEY_DEADLINE, way).await;
        let outcome = outcome.unwrap_or_else(|_| Err(Failure::new("took too long")));
        let seconds = start.elapsed().as_secs_f32();
        let Err(failure) = outcome else {
            println!("ok   {line}  {seconds:.1} s");
            self.tally.n_passed += 1;
            return Some(session);
        };
        println!("FAIL {line}  {seconds:.1} s\n     {failure}");
        self.tally.n_failed += 1;
        self.report(&line, page).await;
        // A browser that failed may carry its trouble on; a new one does not.
        self.server.take_log();
        session.quit().await;
        None
    }

    /// Prints where the page stood and keeps a picture of it.
    async fn report(&self, line: &str, page: Page<'_>) {
        let limit = Duration::from_secs(20);
        let state = tokio::time::timeout(limit, page.state()).await;
        println!(
            "     page: {}",
            state.unwrap_or_else(|_| "(hangs)".to_owned())
        );
        let name: String = line
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        let path = self.settings.failures.join(format!("{name}.png"));
        let made = std::fs::create_dir_all(&self.settings.failures);
        let shot = tokio::time::timeout(limit, page.session.driver.screenshot(&path)).await;
        match (made, shot) {
            (Ok(()), Ok(Ok(()))) => println!("     picture: {}", path.display()),
            _ => println!("     (no picture)"),
        }
    }

    /// Leaves the page and checks that it was quiet all the way.
    async fn check_quiet(&self, journey: Journey, page: Page<'_>) -> Outcome {
        let driver = &page.session.driver;
        let seen = page.session.watch.take(driver).await?;
        // All storage may throw, and local files share one in Chromium.
        page.run("try { localStorage.clear(); sessionStorage.clear() } catch (_) {}")
            .await?;
        driver.goto("about:blank").await?;
        let late = page.session.watch.take(driver).await?;
        let said: Vec<String> = seen
            .said
            .iter()
            .chain(&late.said)
            .filter(|line| !journey.expects(line))
            .cloned()
            .collect();
        check(said.is_empty(), || {
            format!("the console is not empty: {}", Value::from(said))
        })?;
        self.check_requests(page.subject, &[seen, late])
    }

    fn check_requests(&self, subject: &Subject, seen: &[Seen]) -> Outcome {
        check_requests(subject, seen)?;
        let root = self.server.address("");
        for request in self.server.take_log() {
            // "/some/where/x.js" behind "http://127.0.0.1:1234".
            let name = request
                .path
                .strip_prefix(crate::server::SUB_PATH)
                .unwrap_or("/");
            let address = format!("{root}{name}");
            check(
                request.status == 200 && address.starts_with(&subject.own),
                || {
                    format!(
                        "it asked the server for {}: {}",
                        request.path, request.status
                    )
                },
            )?;
        }
        Ok(())
    }
}

/// Fails if anything but the subject's own files was asked for.
pub(crate) fn check_requests(subject: &Subject, seen: &[Seen]) -> Outcome {
    // No page may ask for chrome: addresses; the new tab does.
    let is_own = |address: &String| {
        let whole = address.split('#').next().unwrap_or_default();
        let inner = ["about:", "data:", "blob:", "chrome:"]
            .iter()
            .any(|own| whole.starts_with(own));
        inner || whole.starts_with(&subject.own)
    };
    let strange: Vec<&String> = seen
        .iter()
        .flat_map(|seen| &seen.requests)
        .filter(|address| !is_own(address))
        .collect();
    check(strange.is_empty(), || format!("it asked for {strange:?}"))
}
