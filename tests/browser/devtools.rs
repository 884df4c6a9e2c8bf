//! Chromium 109 over its own protocol, since no driver of today drives it.
//!
//! One tab, one socket: commands are answered one after another, and the events
//! that come in between are kept until they are asked for.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::failure::{Failure, Outcome, check};
use crate::page::MOVING;
use crate::page::{DEADLINE, is_true};
use crate::process::{Running, free_port};
use crate::watch::{LISTENERS, Seen};

/// Without a screen, as root, and asking nothing of its maker.
const ARGUMENTS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--no-zygote",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--lang=vi",
    "--window-size=1280,900",
];

/// The domains whose events and commands are wanted.
const DOMAINS: [&str; 4] = ["Page", "Runtime", "Log", "Network"];

/// A browser with one tab.
pub(crate) struct Tab {
    socket: WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>,
    n_sent: u64,
    events: Vec<(String, Value)>,
    _process: Running,
    _profile: tempfile::TempDir,
}

impl Tab {
    /// Starts the browser; downloads go to a folder.
    pub(crate) async fn start(program: &Path, downloads: &Path) -> Outcome<Self> {
        let profile = tempfile::Builder::new()
            .prefix("bien-nien-browser-")
            .tempdir()?;
        let port = free_port()?;
        let mut arguments = ARGUMENTS.map(str::to_owned).to_vec();
        arguments.push(format!("--remote-debugging-port={port}"));
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        arguments.push("about:blank".to_owned());
        let process = Running::driver(program, &arguments, &[], port)?;
        let (socket, _) = connect_async(tab_address(port)?).await?;
        let mut tab = Self {
            socket,
            n_sent: 0,
            events: Vec::new(),
            _process: process,
            _profile: profile,
        };
        for domain in DOMAINS {
            tab.send(&format!("{domain}.enable"), json!({})).await?;
        }
        let listeners = json!({ "source": LISTENERS });
        tab.send("Page.addScriptToEvaluateOnNewDocument", listeners)
            .await?;
        let allow = json!({ "behavior": "allow", "downloadPath": downloads });
        tab.send("Page.setDownloadBehavior", allow).await?;
        Ok(tab)
    }

    /// Sends a command and returns its result.
    pub(crate) async fn send(&mut self, method: &str, params: Value) -> Outcome<Value> {
        self.n_sent += 1;
        let id = self.n_sent;
        let command = json!({ "id": id, "method": method, "params": params });
        self.socket.send(Message::text(command.to_string())).await?;
        loop {
            let next = tokio::time::timeout(DEADLINE, self.socket.next()).await;
            let next = next.map_err(|_| Failure::new(format!("no answer to {method}")))?;
            let message = next.ok_or_else(|| Failure::new("the browser is gone"))??;
            let Ok(mut message) = serde_json::from_str::<Value>(message.to_text()?) else {
                continue;
            };
            if let Some(method) = message["method"].as_str() {
                self.events
                    .push((method.to_owned(), message["params"].clone()));
            } else if message["id"] == json!(id) {
                return match message.get("error") {
                    Some(error) => Err(Failure::new(format!("{method}: {error}"))),
                    None => Ok(message["result"].take()),
                };
            }
        }
    }

    /// Opens an address as if for the first time.
    pub(crate) async fn open(&mut self, address: &str) -> Outcome {
        for address in ["about:blank", address] {
            let answer = self
                .send("Page.navigate", json!({ "url": address }))
                .await?;
            check(answer.get("errorText").is_none(), || {
                format!("{address}: {answer}")
            })?;
        }
        Ok(())
    }

    /// Runs the body of an async function in the page and returns its value.
    pub(crate) async fn run(&mut self, body: &str) -> Outcome<Value> {
        let params = json!({
            "expression": format!("(async () => {{ {body} }})()"),
            "awaitPromise": true, "returnByValue": true, "userGesture": true,
        });
        let mut answer = self.send("Runtime.evaluate", params).await?;
        check(answer.get("exceptionDetails").is_none(), || {
            let exception = &answer["exceptionDetails"]["exception"]["description"];
            format!("{exception} in {body}")
        })?;
        Ok(answer["result"]["value"].take())
    }

    /// Waits until a script returns something true, and returns that.
    pub(crate) async fn until(&mut self, what: &str, script: &str) -> Outcome<Value> {
        let start = Instant::now();
        loop {
            let last = match self.run(script).await {
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

    /// Waits for something to be in the page.
    pub(crate) async fn until_there(&mut self, selector: &str) -> Outcome {
        let script = format!("return !!document.querySelector({})", json!(selector));
        self.until(selector, &script).await?;
        Ok(())
    }

    /// Clicks in the middle of what is seen of an element, as a mouse does, once it
    /// stands still: what is drawn anew in between takes no click.
    pub(crate) async fn click(&mut self, selector: &str) -> Outcome {
        let script = format!(
            "const found = [...document.querySelectorAll({})].find(e => e.getClientRects().length);
             if (!found || {MOVING}) return null;
             found.scrollIntoView({{ block: 'center', behavior: 'instant' }});
             const box = found.getClientRects()[0];
             const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
             const hit = document.elementFromPoint(x, y);
             const last = window.__aim;
             window.__aim = {{ found, x, y }};
             const stands = last && last.found === found && last.x === x && last.y === y;
             return !!stands && !!hit && (found.contains(hit) || hit.contains(found)) && [x, y]",
            json!(selector)
        );
        let what = format!("{selector} in sight and uncovered");
        let point = self.until(&what, &script).await?;
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({
                "type": kind, "x": point[0], "y": point[1], "button": "left", "clickCount": 1,
            });
            self.send("Input.dispatchMouseEvent", event).await?;
        }
        Ok(())
    }

    /// Presses a key: a letter, or one with a name such as `Escape`.
    pub(crate) async fn press(&mut self, key: &str) -> Outcome {
        let code = match key {
            "Escape" => 27,
            "Enter" => 13,
            "Tab" => 9,
            letter => letter
                .bytes()
                .next()
                .unwrap_or_default()
                .to_ascii_uppercase(),
        };
        let text = match key {
            "Enter" => "\r",
            "Escape" | "Tab" => "",
            letter => letter,
        };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code });
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = json!(text);
            }
            self.send("Input.dispatchKeyEvent", event).await?;
        }
        Ok(())
    }

    /// Types a text where the focus is, one key at a time.
    pub(crate) async fn type_text(&mut self, text: &str) -> Outcome {
        for letter in text.chars() {
            self.press(&letter.to_string()).await?;
        }
        Ok(())
    }

    /// Makes the window so large, in CSS pixels.
    pub(crate) async fn resize(&mut self, width: u32, height: u32) -> Outcome {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.send("Emulation.setDeviceMetricsOverride", size)
            .await?;
        Ok(())
    }

    /// Returns all that was said and asked for since the last time.
    pub(crate) async fn take_seen(&mut self) -> Outcome<Seen> {
        let mut seen = Seen::default();
        let broken = self.run("return window.__seen || []").await?;
        seen.said.extend(
            broken
                .as_array()
                .into_iter()
                .flatten()
                .map(Value::to_string),
        );
        for (method, params) in std::mem::take(&mut self.events) {
            match method.as_str() {
                "Runtime.consoleAPICalled" => seen.said.push(params["args"].to_string()),
                "Runtime.exceptionThrown" => {
                    seen.said.push(params["exceptionDetails"].to_string());
                }
                "Log.entryAdded" => seen.said.push(params["entry"].to_string()),
                "Network.requestWillBeSent" => {
                    let address = params["request"]["url"].as_str().unwrap_or_default();
                    seen.requests.push(address.to_owned());
                }
                _ => {}
            }
        }
        Ok(seen)
    }
}

/// Asks the browser for the address of its tab's socket.
fn tab_address(port: u16) -> Outcome<String> {
    let start = Instant::now();
    loop {
        let tabs = ask_for_tabs(port)?;
        let pages = tabs.as_array().into_iter().flatten();
        let address = pages
            .filter(|tab| tab["type"] == "page")
            .find_map(|tab| tab["webSocketDebuggerUrl"].as_str());
        if let Some(address) = address {
            return Ok(address.to_owned());
        }
        check(start.elapsed() < DEADLINE, || {
            format!("the browser has no tab: {tabs}")
        })?;
    }
}

/// The browser keeps the connection open, so the answer ends where it is whole.
fn ask_for_tabs(port: u16) -> Outcome<Value> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(DEADLINE))?;
    write!(
        stream,
        "GET /json/list HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    let mut part = [0; 4096];
    loop {
        let n_bytes = stream.read(&mut part)?;
        check(n_bytes > 0, || "the browser hung up".to_owned())?;
        answer.extend(&part[..n_bytes]);
        let text = String::from_utf8_lossy(&answer);
        let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        if let Ok(tabs) = serde_json::from_str(body) {
            return Ok(tabs);
        }
    }
}
