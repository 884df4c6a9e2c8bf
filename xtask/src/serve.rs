//! A static file server for this computer only: GET and HEAD, one folder, under
//! any path. It is for looking at what was built, not for the open network.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::budget::gzip;

/// How many ports after the wanted one are tried.
const PORTS_TRIED: u16 = 50;
/// The longest request head that is read, in bytes.
const MAX_HEAD_BYTES: u64 = 16_384;
/// How long a browser may keep a connection open without asking for anything.
const PATIENCE: Duration = Duration::from_secs(10);

/// What keeps a page apart from any other.
const ISOLATION: &[u8] = b"Cross-Origin-Opener-Policy: same-origin\r\n\
    Cross-Origin-Embedder-Policy: require-corp\r\n";

/// A server that is bound to its port.
pub(crate) struct Server {
    listener: TcpListener,
    root: PathBuf,
    mount: String,
    port: u16,
    is_for_measuring: bool,
}

impl Server {
    /// Binds to the wanted port, or the next free one.
    pub(crate) fn bind(root: &Path, mount: &str, wanted: u16) -> Result<Self> {
        for port in wanted..=wanted.saturating_add(PORTS_TRIED) {
            if let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
                let port = listener.local_addr()?.port();
                return Ok(Self {
                    listener,
                    root: root.to_owned(),
                    mount: mount.to_owned(),
                    port,
                    is_for_measuring: false,
                });
            }
        }
        bail!("no free port from {wanted} on; name another one with --port")
    }

    /// Serves files as they are, to pages that are kept apart from any other
    /// page: only such pages get a fine clock (High Resolution Time, 7).
    pub(crate) fn for_measuring(mut self) -> Self {
        self.is_for_measuring = true;
        self
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Returns the address to open.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.mount)
    }

    /// Serves until the program is ended.
    pub(crate) fn run(self) -> Result<()> {
        for stream in self.listener.incoming() {
            let stream = stream.context("the server's port was taken away")?;
            let (root, mount) = (self.root.clone(), self.mount.clone());
            let is_for_measuring = self.is_for_measuring;
            std::thread::spawn(move || {
                // A browser that hangs up has nobody to be told.
                let _ = answer(stream, &root, &mount, is_for_measuring);
            });
        }
        Ok(())
    }
}

fn answer(
    mut stream: TcpStream,
    root: &Path,
    mount: &str,
    is_for_measuring: bool,
) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = BufReader::new((&stream).take(MAX_HEAD_BYTES));
    let mut request = String::new();
    head.read_line(&mut request)?;
    let mut takes_gzip = false;
    let mut line = String::new();
    while head.read_line(&mut line)? > 2 {
        let header = line.to_ascii_lowercase();
        takes_gzip |= header.starts_with("accept-encoding:") && header.contains("gzip");
        line.clear();
    }
    let mut response = respond(&request, takes_gzip && !is_for_measuring, root, mount);
    if is_for_measuring {
        let at = response.windows(2).position(|two| two == b"\r\n");
        let at = at.map_or(0, |at| at + 2);
        response.splice(at..at, ISOLATION.iter().copied());
    }
    stream.write_all(&response)?;
    stream.flush()
}

/// Returns the whole response to a request line.
fn respond(request: &str, takes_gzip: bool, root: &Path, mount: &str) -> Vec<u8> {
    let mut words = request.split_whitespace();
    let method = words.next().unwrap_or_default();
    let target = words.next().unwrap_or_default();
    if !matches!(method, "GET" | "HEAD") {
        return message(
            "405 Method Not Allowed",
            "Allow: GET, HEAD\r\n",
            "only GET and HEAD",
        );
    }
    let path = target.split(['?', '#']).next().unwrap_or_default();
    if !mount.is_empty() && format!("{path}/") == mount {
        return message(
            "308 Permanent Redirect",
            &format!("Location: {mount}\r\n"),
            "",
        );
    }
    let file = path
        .strip_prefix(mount)
        .and_then(|path| resolve(root, path));
    let Some((file, bytes)) = file.and_then(|file| Some((file.clone(), fs::read(file).ok()?)))
    else {
        return message("404 Not Found", "", "nothing of that name here");
    };
    // As hosts of static files do.
    let zipped = takes_gzip.then(|| gzip(&bytes).ok()).flatten();
    let encoding = if zipped.is_some() {
        "Content-Encoding: gzip\r\n"
    } else {
        ""
    };
    let bytes = zipped.unwrap_or(bytes);
    let mut response = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {}\r\n{encoding}\
         Vary: Accept-Encoding\r\nCache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        content_type(&file),
        bytes.len()
    )
    .into_bytes();
    if method == "GET" {
        response.extend(bytes);
    }
    response
}

fn message(status: &str, header: &str, text: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\n{header}Content-Type: text/plain; charset=utf-8\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{text}",
        text.len()
    )
    .into_bytes()
}

/// Returns the file that a path below the mount names; none outside the root.
fn resolve(root: &Path, path: &str) -> Option<PathBuf> {
    let path = percent_decode(path)?;
    let mut file = root.to_owned();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        // A colon or backslash could name a drive or a stream on Windows.
        if part.starts_with('.') || part.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

fn percent_decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            let value = digit()? * 16 + digit()?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("dist/phụ lục")).unwrap();
        fs::write(dir.path().join("secret.txt"), "secret").unwrap();
        fs::write(dir.path().join("dist/index.html"), "<p>Chào").unwrap();
        fs::write(dir.path().join("dist/a.wasm"), "\0asm").unwrap();
        fs::write(dir.path().join("dist/phụ lục/index.html"), "phụ lục").unwrap();
        dir
    }

    #[track_caller]
    fn check(request: &str, mount: &str, status: &str, ends: &str) {
        let dir = site();
        let response = respond(request, false, &dir.path().join("dist"), mount);
        let response = String::from_utf8(response).unwrap();
        assert!(
            response.starts_with(&format!("HTTP/1.1 {status}")),
            "{response}"
        );
        assert!(response.ends_with(ends), "{response}");
    }

    #[test]
    fn files_and_folders_are_served() {
        check("GET / HTTP/1.1\r\n", "/", "200", "<p>Chào");
        check("GET /index.html?q=a#b HTTP/1.1\r\n", "/", "200", "<p>Chào");
        check(
            "GET /ph%E1%BB%A5%20l%E1%BB%A5c/ HTTP/1.1\r\n",
            "/",
            "200",
            "phụ lục",
        );
        check(
            "GET /none.html HTTP/1.1\r\n",
            "/",
            "404",
            "nothing of that name here",
        );
    }

    #[test]
    fn mount_is_a_folder_like_any_other() {
        check(
            "GET /some/where/ HTTP/1.1\r\n",
            "/some/where/",
            "200",
            "<p>Chào",
        );
        check(
            "GET /some/where HTTP/1.1\r\n",
            "/some/where/",
            "308",
            "\r\n\r\n",
        );
        check(
            "GET / HTTP/1.1\r\n",
            "/some/where/",
            "404",
            "nothing of that name here",
        );
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for path in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/a/../../secret.txt",
            "//../secret.txt",
            "/..%5csecret.txt",
            "/%zz",
            "/%ff",
        ] {
            check(
                &format!("GET {path} HTTP/1.1\r\n"),
                "/",
                "404",
                "nothing of that name here",
            );
        }
    }

    #[test]
    fn head_has_no_body_and_other_methods_are_refused() {
        check(
            "HEAD /a.wasm HTTP/1.1\r\n",
            "/",
            "200",
            "Connection: close\r\n\r\n",
        );
        check("POST / HTTP/1.1\r\n", "/", "405", "only GET and HEAD");
        check("", "/", "405", "only GET and HEAD");
    }

    #[test]
    fn wasm_has_its_type_so_that_browsers_compile_while_loading() {
        let dir = site();
        let response = respond("GET /a.wasm HTTP/1.1", false, &dir.path().join("dist"), "/");
        let text = String::from_utf8(response).unwrap();
        assert!(text.contains("Content-Type: application/wasm\r\nContent-Length: 4\r\n"));
    }

    #[test]
    fn taken_port_is_passed_over() {
        let dir = site();
        let first = Server::bind(dir.path(), "/", 18_080).unwrap();
        let second = Server::bind(dir.path(), "/", first.port()).unwrap();
        assert!(second.port() > first.port());
    }

    #[test]
    fn a_browser_that_takes_gzip_gets_it() {
        let dir = site();
        let root = dir.path().join("dist");
        let response = respond("GET /a.wasm HTTP/1.1", true, &root, "/");
        let head = String::from_utf8_lossy(&response).into_owned();
        assert!(head.contains("\r\nContent-Encoding: gzip\r\n"), "{head}");
        assert!(response.ends_with(&gzip(b"\0asm").unwrap()));
    }
}
