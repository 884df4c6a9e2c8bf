//! A page in a browser, as a reader meets it: opened, typed into, looked at.
//!
//! Every wait is for something that can be seen, with one generous deadline.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::TypingData;
use thirtyfour::action_chain::ActionChain;
use thirtyfour::prelude::{By, Key, WebElement};

use crate::engine::Engine;
use crate::failure::{Failure, Outcome};
use crate::pages::Subject;
use crate::session::Session;

/// Machines that test are slow and noisy.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// The search box, as the contract names it.
pub(crate) const SEARCH_BOX: &str = "input[type=search][name=q]";

/// The button of what the page looks like.
pub(crate) const LOOK: &str = ".tools .pop:not(:last-child) > button";

/// The button of the menu.
pub(crate) const MENU: &str = ".tools .pop:last-child > button";

/// Whether something is on its way to another place: what is clicked then may
/// be gone from under the pointer before the button is let go.
pub(crate) const MOVING: &str = "document.getAnimations().some(it => \
    it.playState === 'running' && it.effect.getComputedTiming().endTime !== Infinity)";

/// A page under test.
#[derive(Clone, Copy)]
pub(crate) struct Page<'a> {
    /// The browser it is in.
    pub(crate) session: &'a Session,
    /// What is opened in it.
    pub(crate) subject: &'a Subject,
}

impl Page<'_> {
    /// Which engine shows it.
    pub(crate) fn engine(&self) -> Engine {
        self.session.engine
    }

    /// Opens the subject as if for the first time, at an address behind `#`,
    /// and waits until its archive is ready.
    pub(crate) async fn open(&self, hash: &str) -> Outcome {
        self.open_unready(hash).await?;
        self.until(
            "data-archive=ready",
            "return document.documentElement.dataset.archive === 'ready'",
        )
        .await?;
        Ok(())
    }

    /// Opens the subject, ready or not.
    pub(crate) async fn open_unready(&self, hash: &str) -> Outcome {
        let driver = &self.session.driver;
        driver.goto("about:blank").await?;
        driver
            .goto(format!("{}{hash}", self.subject.address))
            .await?;
        self.session.watch.enter(driver).await
    }

    /// Makes Chromium's window so large, in CSS pixels, and its finger as blunt
    /// as a phone's where it is narrow.
    pub(crate) async fn resize(&self, width: u32, height: u32) -> Outcome {
        let is_phone = width < 640;
        let screen = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone,
        });
        let cdp = self.session.driver.cdp();
        cdp.send_raw("Emulation.setDeviceMetricsOverride", screen)
            .await?;
        let touch = json!({ "enabled": is_phone });
        cdp.send_raw("Emulation.setTouchEmulationEnabled", touch)
            .await?;
        Ok(())
    }

    /// Tells Chromium whether anything may move.
    pub(crate) async fn reduce_motion(&self, is_reduced: bool) -> Outcome {
        let value = if is_reduced { "reduce" } else { "" };
        let motion = json!({ "name": "prefers-reduced-motion", "value": value });
        let cdp = self.session.driver.cdp();
        cdp.send_raw(
            "Emulation.setEmulatedMedia",
            json!({ "features": [motion] }),
        )
        .await?;
        Ok(())
    }

    /// Gives Chromium its window and its motion back.
    pub(crate) async fn end_emulation(&self) -> Outcome {
        self.resize(1280, 900).await?;
        self.reduce_motion(false).await?;
        let cdp = self.session.driver.cdp();
        cdp.send_raw("Emulation.clearDeviceMetricsOverride", json!({}))
            .await?;
        Ok(())
    }

    /// Chooses the interface's language, wherever its switch may stand.
    pub(crate) async fn speak(&self, language: &str) -> Outcome {
        let script = format!(
            "const button = document.querySelector('button[lang={language}]');
             if (button) button.click();
             return document.documentElement.lang === '{language}'"
        );
        self.until(&format!("lang={language}"), &script).await?;
        Ok(())
    }

    /// Loads the page anew, as a reader does.
    pub(crate) async fn reload(&self) -> Outcome {
        self.session.driver.refresh().await?;
        self.session.watch.enter(&self.session.driver).await?;
        self.until(
            "data-archive=ready",
            "return document.documentElement.dataset.archive === 'ready'",
        )
        .await?;
        Ok(())
    }

    /// Runs a script in the page.
    pub(crate) async fn run(&self, script: &str) -> Outcome<Value> {
        self.run_with(script, json!(null)).await
    }

    /// Runs a script in the page; `arguments[0]` is the value.
    pub(crate) async fn run_with(&self, script: &str, value: Value) -> Outcome<Value> {
        let answer = self.session.driver.execute(script, vec![value]).await;
        let answer = answer.map_err(|error| Failure::new(format!("{error} in {script}")))?;
        Ok(answer.json().clone())
    }

    /// Runs the body of an async function in the page and waits for its value.
    pub(crate) async fn ask(&self, body: &str) -> Outcome<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];\
             (async () => {{ {body} }})().then(v => done({{ value: v }}), e => done({{ error: String(e) }}));"
        );
        let answer = self
            .session
            .driver
            .execute_async(script, Vec::new())
            .await?;
        match answer.json().get("error") {
            Some(error) => Err(Failure::new(format!("{error} in {body}"))),
            None => Ok(answer.json()["value"].clone()),
        }
    }

    /// Waits until a script returns something true, and returns that.
    pub(crate) async fn until(&self, what: &str, script: &str) -> Outcome<Value> {
        let start = Instant::now();
        loop {
            let value = self.run(script).await;
            let last = match value {
                Ok(value) if is_true(&value) => return Ok(value),
                Ok(value) => value.to_string(),
                // A page that is just being replaced may refuse to answer.
                Err(error) => error.to_string(),
            };
            if start.elapsed() > DEADLINE {
                return Err(Failure::new(format!(
                    "waited in vain for {what}; last: {last}"
                )));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the results belong to this query, and returns their number.
    pub(crate) async fn results_of(&self, query: &str) -> Outcome<u64> {
        let script = format!(
            "const r = document.querySelector('[data-results]');\
             return r && r.dataset.query.normalize('NFC') === {} && r.dataset.total !== '' && {{ total: Number(r.dataset.total) }}",
            json!(query)
        );
        let found = self
            .until(&format!("results of {query:?}"), &script)
            .await?;
        found["total"]
            .as_u64()
            .ok_or_else(|| Failure::new("data-total is no number"))
    }

    /// Waits until so many results are shown, whatever they belong to.
    pub(crate) async fn until_total(&self, total: u64) -> Outcome {
        let script = format!(
            "const r = document.querySelector('[data-results]'); return r && r.dataset.total === '{total}'"
        );
        self.until(&format!("{total} results"), &script).await?;
        Ok(())
    }

    /// Returns an element, waiting for it.
    pub(crate) async fn element(&self, selector: &str) -> Outcome<WebElement> {
        let script = format!("return !!document.querySelector({})", json!(selector));
        self.until(selector, &script).await?;
        Ok(self.session.driver.find(By::Css(selector)).await?)
    }

    /// Waits for something to be in the page.
    pub(crate) async fn until_there(&self, selector: &str) -> Outcome {
        self.element(selector).await?;
        Ok(())
    }

    /// Clicks on an element.
    pub(crate) async fn click(&self, selector: &str) -> Outcome {
        let element = self.element(selector).await?;
        let script = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })";
        self.run_with(script, json!(selector)).await?;
        self.until("nothing moves", &format!("return !({MOVING})"))
            .await?;
        let clicked = element.click().await;
        clicked.map_err(|error| Failure::new(format!("{error} on click of {selector}")))
    }

    /// Goes to another address of the same document.
    pub(crate) async fn open_hash(&self, hash: &str) -> Outcome {
        self.run_with("location.hash = arguments[0]", json!(hash))
            .await?;
        Ok(())
    }

    /// Goes back or forward by so many steps.
    pub(crate) async fn go(&self, n_steps: i32) -> Outcome {
        let driver = &self.session.driver;
        if self.engine() == Engine::WebKit {
            // The driver's Back leaves out steps that it holds for nobody's, by
            // how long ago the last key was; the page's own never does.
            self.run_with("history.go(arguments[0])", json!(n_steps))
                .await?;
        } else if n_steps < 0 {
            driver.back().await?;
        } else {
            driver.forward().await?;
        }
        Ok(())
    }

    /// Puts a query into the field at one go, as a paste does. WebKit's driver
    /// has no keys for letters with marks.
    pub(crate) async fn set_query(&self, query: &str) -> Outcome {
        let script = format!(
            "const field = document.querySelector('{SEARCH_BOX}');
             field.focus(); field.select(); field.value = arguments[0];
             field.dispatchEvent(new InputEvent('input', {{ bubbles: true, inputType: 'insertFromPaste' }}))"
        );
        self.element(SEARCH_BOX).await?;
        self.run_with(&script, json!(query)).await?;
        Ok(())
    }

    /// Returns the link of the row with this id.
    pub(crate) async fn row_link(&self, id: &str) -> Outcome<WebElement> {
        let script = "return [...document.querySelectorAll('[data-results] article[data-id]')].find(row => row.dataset.id === arguments[0]).querySelector('a[href]')";
        let found = self.session.driver.execute(script, vec![json!(id)]).await?;
        Ok(found.element()?)
    }

    /// Puts the focus into the search box and types, one key at a time.
    pub(crate) async fn type_query(&self, text: &str) -> Outcome {
        let field = self.element(SEARCH_BOX).await?;
        for letter in text.chars() {
            field.send_keys(letter.to_string()).await?;
        }
        Ok(())
    }

    /// Empties the search box and types another query; returns its results.
    pub(crate) async fn search(&self, query: &str) -> Outcome<u64> {
        let field = self.element(SEARCH_BOX).await?;
        let length = self.query().await?.chars().count();
        if length > 0 {
            field.send_keys(Key::End).await?;
            field
                .send_keys(Key::Backspace.value().to_string().repeat(length))
                .await?;
        }
        field.send_keys(query).await?;
        self.results_of(query).await
    }

    /// What stands in the search box.
    pub(crate) async fn query(&self) -> Outcome<String> {
        let script = format!("return document.querySelector('{SEARCH_BOX}').value");
        Ok(self
            .run(&script)
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Presses a key where the focus is.
    pub(crate) async fn press(&self, key: impl Into<TypingData>) -> Outcome {
        self.keys().send_keys(key).perform().await?;
        Ok(())
    }

    /// Presses a key with Shift held.
    pub(crate) async fn press_with_shift(&self, key: Key) -> Outcome {
        let chain = self
            .keys()
            .key_down(Key::Shift)
            .send_keys(key)
            .key_up(Key::Shift);
        chain.perform().await?;
        Ok(())
    }

    fn keys(&self) -> ActionChain {
        self.session
            .driver
            .action_chain_with_delay(Some(Duration::ZERO), None)
    }

    /// Takes the focus out of the search box, so that letters are keys.
    pub(crate) async fn leave_field(&self) -> Outcome {
        self.run("if (document.activeElement) document.activeElement.blur()")
            .await?;
        Ok(())
    }

    /// Returns the ids of the rows that exist, in order.
    pub(crate) async fn rows(&self) -> Outcome<Vec<String>> {
        let script = "return [...document.querySelectorAll('[data-results] article[data-id]')].map(r => r.dataset.id)";
        self.texts(script).await
    }

    /// Runs a script that returns a list of texts.
    pub(crate) async fn texts(&self, script: &str) -> Outcome<Vec<String>> {
        Ok(serde_json::from_value(self.run(script).await?)?)
    }

    /// Returns what stands behind `#` in the address, decoded.
    pub(crate) async fn hash(&self) -> Outcome<String> {
        let hash = self.run("return decodeURIComponent(location.hash)").await?;
        Ok(hash.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the address behind `#` contains a text.
    pub(crate) async fn until_hash_has(&self, part: &str) -> Outcome {
        let script = format!(
            "return decodeURIComponent(location.hash).replace(/\\+/g, ' ').includes({})",
            json!(part)
        );
        self.until(&format!("{part} in the address"), &script)
            .await?;
        Ok(())
    }

    /// Says in one line where the page stands, for whoever reads of a failure.
    pub(crate) async fn state(&self) -> String {
        let script = r"
const results = document.querySelector('[data-results]'), active = document.activeElement;
return { url: location.href, title: document.title, archive: document.documentElement.dataset.archive,
  query: results && results.dataset.query, total: results && results.dataset.total,
  rows: document.querySelectorAll('article[data-id]').length,
  scroll: [scrollY, document.documentElement.scrollHeight, innerHeight],
  focus: active && active.outerHTML.slice(0, 120), seen: window.__seen,
  text: document.body && document.body.innerText.slice(0, 400) }";
        match self.run(script).await {
            Ok(state) => state.to_string(),
            Err(error) => format!("(no answer: {error})"),
        }
    }
}

pub(crate) fn is_true(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false)) && value.as_str() != Some("")
}
