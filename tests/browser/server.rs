//! A small static server on this machine, under a sub-path as on a project's
//! pages, that remembers every request.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, thread};

use crate::failure::Outcome;

/// What stands between the server's name and its files.
pub(crate) const SUB_PATH: &str = "/some/where/";

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Path and query, as asked for.
    pub(crate) path: String,
    /// What was answered.
    pub(crate) status: u16,
}

/// A server that runs until the process ends.
pub(crate) struct Server {
    port: u16,
    log: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Serves a folder under `SUB_PATH` on any free port.
    pub(crate) fn start(folder: PathBuf) -> Outcome<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let log = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&log);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, log) = (folder.clone(), Arc::clone(&shared));
                thread::spawn(move || answer(stream, &folder, &log));
            }
        });
        Ok(Self { port, log })
    }

    /// Returns the address of a file in the folder.
    pub(crate) fn address(&self, name: &str) -> String {
        format!("http://127.0.0.1:{}{SUB_PATH}{name}", self.port)
    }

    /// Returns what was asked for since the last time, and forgets it.
    pub(crate) fn take_log(&self) -> Vec<Request> {
        std::mem::take(&mut self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Answers one request and closes; a browser that leaves early is its own affair.
fn answer(mut stream: TcpStream, folder: &Path, log: &Mutex<Vec<Request>>) {
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let _headers = lines.take_while(|line| !line.is_empty()).count();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let found = find(folder, &path).and_then(|file| Some((fs::read(&file).ok()?, file)));
    let (status, kind, body) = match &found {
        Some((body, file)) => ("200 OK", kind_of(file), body.as_slice()),
        None => ("404 Not Found", "text/plain", b"not here".as_slice()),
    };
    let status_code = if found.is_some() { 200 } else { 404 };
    log.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(Request {
            path,
            status: status_code,
        });
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\nCache-Control: no-store\r\n\r\n",
        body.len()
    );
    let _gone = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(body));
}

fn find(folder: &Path, path: &str) -> Option<PathBuf> {
    let name = path.split('?').next()?.strip_prefix(SUB_PATH)?;
    if name
        .split('/')
        .any(|part| part == ".." || part.contains('\\'))
    {
        return None;
    }
    let name = if name.is_empty() { "index.html" } else { name };
    let file = folder.join(name);
    file.is_file().then_some(file)
}

fn kind_of(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
