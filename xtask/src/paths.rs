//! Takes the paths of the machine that built it out of a Wasm module.
//!
//! Panics name their place in the source, and for a library that is an absolute
//! path below the home of whoever built the page. Cargo's `trim-paths` would
//! leave them out but is not stable, and flags for the compiler would have to be
//! given to a plain `trunk build` too. So they are overwritten where they stand,
//! by as many slashes: what is in a data segment must keep its length.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::workspace::root;

/// Overwrites the folder that each library was unpacked to, and says so if any
/// other path of this machine is left.
pub(crate) fn take_out(wasm: &mut [u8]) -> Result<()> {
    let home = cargo_home();
    let libraries = home.as_ref().map(|home| home.join("registry").join("src"));
    if let Some(libraries) = &libraries {
        overwrite(wasm, &path_bytes(libraries), 1);
    }
    let workspace = root();
    overwrite(wasm, &path_bytes(&workspace), 0);
    for path in home.iter().chain([&workspace]) {
        if find(wasm, &path_bytes(path)).is_some() {
            let path = path.display();
            bail!("{path} stands in the viewer; xtask/src/paths.rs has to take it out");
        }
    }
    Ok(())
}

fn cargo_home() -> Option<PathBuf> {
    let home = || {
        Some(PathBuf::from(
            env::var_os("HOME").or(env::var_os("USERPROFILE"))?,
        ))
    };
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| home().map(|home| home.join(".cargo")))
}

fn path_bytes(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

/// Overwrites a path wherever it stands, and so many folders behind it.
fn overwrite(wasm: &mut [u8], path: &[u8], n_folders: usize) {
    let mut from = 0;
    while let Some(at) = find(&wasm[from..], path).map(|at| from + at) {
        let mut end = at + path.len();
        for _ in 0..n_folders {
            let is_sign = |byte: &u8| matches!(byte, b'/' | b'\\');
            let len = wasm[end + 1..].iter().position(is_sign).unwrap_or(0);
            end += 1 + len;
        }
        wasm[at..end].fill(b'/');
        from = end;
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    if wanted.is_empty() {
        return None;
    }
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_overwritten_with_the_folder_behind_it_and_nothing_moves() {
        let mut wasm =
            b"\0asm/h/a/.cargo/registry/src/index-1f/yew-0.23.0/src/a.rs/rustc/x".to_vec();
        let len = wasm.len();
        overwrite(&mut wasm, b"/h/a/.cargo/registry/src", 1);
        assert_eq!(
            wasm,
            b"\0asm//////////////////////////////////yew-0.23.0/src/a.rs/rustc/x"
        );
        assert_eq!(wasm.len(), len);
    }

    #[test]
    fn a_path_of_this_machine_does_not_stay() {
        let mut wasm = path_bytes(&root().join("src/main.rs"));
        take_out(&mut wasm).unwrap();
        assert!(wasm.ends_with(b"/src/main.rs") && find(&wasm, &path_bytes(&root())).is_none());
    }
}
