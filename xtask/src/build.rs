//! `cargo xtask run`: set up, build, say what was built, serve it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::arguments::RunOptions;
use crate::budget::{self, Sizes};
use crate::serve;
use crate::step::{run as run_program, say};
use crate::tools;
use crate::workspace::dist;

/// The file of the one page, in `dist`.
pub(crate) const ONE_PAGE: &str = "bien-nien.html";

/// Builds, and serves what was built.
pub(crate) fn run(options: &RunOptions) -> Result<()> {
    let dirs = tools::set_up_build()?;
    release(&dirs)?;
    let sizes = budget::measure(&dist())?;
    say_sizes(&sizes)?;
    let page = dist().join(ONE_PAGE);
    println!("one page: {}", file_address(&page));
    if !options.is_served {
        println!(
            "site:     {} (open index.html in it, or put it on any host)",
            dist().display()
        );
        return Ok(());
    }
    let server = serve::Server::bind(&dist(), &options.mount, options.port)?;
    if server.port() != options.port {
        println!("port {} is taken; using {}", options.port, server.port());
    }
    println!("site:     {}  (Ctrl+C ends it)", server.address());
    server.run()
}

/// Builds a release with Trunk, whose hook writes `dist`.
pub(crate) fn release(dirs: &[PathBuf]) -> Result<()> {
    let _turn = tools::take_turn()?;
    say("building the page with Trunk: about 3 minutes the first time");
    let mut trunk = tools::command("trunk", dirs)?;
    trunk
        .args(["build", "--release"])
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    // The compiler has said what is wrong; where Trunk heard it helps nobody.
    trunk.env("RUST_BACKTRACE", "0");
    if std::env::var_os("NO_COLOR").is_some() {
        // Trunk takes NO_COLOR=1 for a wrong value of an option.
        trunk.env("NO_COLOR", "true");
    }
    run_program(&mut trunk, "run `cargo xtask run`, which installs it")
}

fn say_sizes(sizes: &Sizes) -> Result<()> {
    println!();
    println!("{}", sizes.report());
    let page = fs::metadata(dist().join(ONE_PAGE)).context("the build wrote no one page")?;
    println!("one page with its archive: {} kB", page.len() / 1000);
    Ok(())
}

/// Returns a file's address for a browser.
pub(crate) fn file_address(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    let mut address = format!("file://{slash}");
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'/'
            | b':'
            | b'-'
            | b'_'
            | b'.'
            | b'~' => {
                address.push(char::from(byte));
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_files_are_percent_encoded() {
        let address = file_address(Path::new("/kho/biên niên/a#b.html"));
        assert_eq!(address, "file:///kho/bi%C3%AAn%20ni%C3%AAn/a%23b.html");
        assert_eq!(
            file_address(Path::new("C:\\dist\\a.html")),
            "file:///C:/dist/a.html"
        );
    }
}
