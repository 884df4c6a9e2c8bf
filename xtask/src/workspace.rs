//! Where the project lies and what its `Cargo.lock` says.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Returns the project's root folder.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Returns the folder that a release build is written to.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Returns the cargo that started this program.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    command.current_dir(root());
    command
}

/// Returns the version of a package in the project's `Cargo.lock`.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).with_context(|| {
        format!(
            "cannot read {}; `cargo generate-lockfile` writes it",
            path.display()
        )
    })?;
    let versions = versions(&lock, package);
    match versions.as_slice() {
        [version] => Ok((*version).to_owned()),
        [] => bail!("Cargo.lock names no {package}; the viewer must depend on it"),
        _ => bail!(
            "Cargo.lock names {package} more than once: {}",
            versions.join(", ")
        ),
    }
}

/// Returns every version of a package that a lock file names, in its order.
fn versions<'a>(lock: &'a str, package: &str) -> Vec<&'a str> {
    let value = |line: &'a str, key: &str| {
        line.strip_prefix(key)?
            .trim_start()
            .strip_prefix('=')?
            .trim()
            .strip_prefix('"')?
            .strip_suffix('"')
    };
    let mut found = Vec::new();
    let mut is_wanted = false;
    for line in lock.lines().map(str::trim_end) {
        if line == "[[package]]" {
            is_wanted = false;
        } else if let Some(name) = value(line, "name") {
            is_wanted = name == package;
        } else if let Some(version) = value(line, "version").filter(|_| is_wanted) {
            found.push(version);
        }
    }
    found
}

/// Returns what `cargo metadata` says of the project and all its dependencies.
pub(crate) fn metadata() -> Result<Value> {
    ask_metadata(&[])
}

fn ask_metadata(words: &[&str]) -> Result<Value> {
    let output = cargo()
        .args(["metadata", "--format-version", "1"])
        .args(words)
        .output()
        .context("cannot start cargo metadata")?;
    if !output.status.success() {
        bail!(
            "cargo metadata failed:\n{}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    serde_json::from_slice(&output.stdout).context("cannot read what cargo metadata says")
}

/// Returns the folder that cargo builds into.
pub(crate) fn target_dir() -> Result<PathBuf> {
    if let Some(dir) = std::env::var_os("CARGO_TARGET_DIR") {
        return Ok(root().join(dir));
    }
    let metadata = ask_metadata(&["--no-deps"])?;
    let dir = metadata["target_directory"]
        .as_str()
        .context("cargo names no target folder")?;
    Ok(PathBuf::from(dir))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"version = 4

[[package]]
name = "wasm-bindgen"
version = "0.2.129"
source = "registry"
dependencies = [
 "cfg-if",
]

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.128"

[[package]]
name = "syn"
version = "1.0.0"

[[package]]
name = "syn"
version = "2.0.1"
"#;

    #[test]
    fn version_is_that_of_exactly_the_named_package() {
        assert_eq!(versions(LOCK, "wasm-bindgen"), ["0.2.129"]);
        assert_eq!(versions(LOCK, "syn"), ["1.0.0", "2.0.1"]);
        assert_eq!(versions(LOCK, "wasm"), [""; 0]);
    }

    #[test]
    fn lock_files_with_windows_line_ends_are_read() {
        assert_eq!(
            versions(&LOCK.replace('\n', "\r\n"), "wasm-bindgen"),
            ["0.2.129"]
        );
    }
}
