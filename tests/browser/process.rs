//! Drivers, browsers and the display: started here, and gone when their guard
//! is dropped, whatever happened in between.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use crate::failure::{Failure, Outcome};

/// How long a process may take until it listens.
const START_DEADLINE: Duration = Duration::from_secs(30);

/// A process that ends with this value, and its children with it.
pub(crate) struct Running {
    child: Child,
}

impl Running {
    /// Starts a driver on a free port and waits until it listens there.
    pub(crate) fn driver(
        driver: &Path,
        arguments: &[String],
        environment: &[(String, String)],
        port: u16,
    ) -> Outcome<Self> {
        let mut command = Command::new(driver);
        command.args(arguments).envs(environment.iter().cloned());
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let running = Self {
            child: spawn(command, driver)?,
        };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let start = Instant::now();
        while TcpStream::connect(address).is_err() {
            if start.elapsed() > START_DEADLINE {
                return Err(Failure::new(format!(
                    "{} does not listen",
                    driver.display()
                )));
            }
            thread::yield_now();
            thread::sleep(Duration::from_millis(10));
        }
        Ok(running)
    }

    /// Starts a display without a screen; returns it and its name, `:7`.
    pub(crate) fn display() -> Outcome<(Self, String)> {
        let mut command = Command::new("Xvfb");
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1400x1000x24",
            "-nolisten",
            "tcp",
        ]);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut running = Self {
            child: spawn(command, Path::new("Xvfb"))?,
        };
        let mut number = String::new();
        if let Some(stdout) = running.child.stdout.take() {
            BufReader::new(stdout).read_line(&mut number)?;
        }
        if number.trim().is_empty() {
            return Err(Failure::new("Xvfb ended without a display"));
        }
        Ok((running, format!(":{}", number.trim())))
    }
}

fn spawn(mut command: Command, program: &Path) -> Outcome<Child> {
    command
        .spawn()
        .map_err(|error| Failure::new(format!("cannot start {}: {error}", program.display())))
}

/// Returns a port that nothing listens on.
pub(crate) fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

impl Drop for Running {
    fn drop(&mut self) {
        let below = descendants(self.child.id());
        // A child that is gone already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if !below.is_empty() {
            let ids = below.iter().map(u32::to_string);
            let quiet = Command::new("kill")
                .arg("-KILL")
                .args(ids)
                .stderr(Stdio::null())
                .status();
            drop(quiet);
        }
    }
}

/// Returns the processes that a process started, and those that they started.
/// Knows Linux's `/proc` only; elsewhere a driver takes its browser with it.
fn descendants(id: u32) -> BTreeSet<u32> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    for entry in entries {
        let child = entry.file_name().to_string_lossy().parse::<u32>();
        let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        // "7 (a name) S 1 …": the name may hold anything, also ") ".
        let parent = stat
            .rsplit(") ")
            .next()
            .and_then(|rest| rest.split(' ').nth(1)?.parse().ok());
        if let (Ok(child), Some(parent)) = (child, parent) {
            children.entry(parent).or_default().push(child);
        }
    }
    let mut found = BTreeSet::new();
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        for child in children.get(&next).into_iter().flatten() {
            if found.insert(*child) {
                open.push(*child);
            }
        }
    }
    found
}
