//! Puts the built viewer's page where the program can take it in.
//!
//! `BIENNIEN_VIEWER_PAGE` names it, from the workspace's folder on, else it is
//! `dist/bien-nien.html` there. Without either the program is built without a viewer.

use std::path::{Path, PathBuf};
use std::{env, fs};

const VARIABLE: &str = "BIENNIEN_VIEWER_PAGE";

fn main() {
    println!("cargo::rerun-if-env-changed={VARIABLE}");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("viewer.html");
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let named = env::var_os(VARIABLE).filter(|path| !path.is_empty());
    let page = workspace.join(named.as_deref().unwrap_or("dist/bien-nien.html".as_ref()));
    println!("cargo::rerun-if-changed={}", page.display());
    match fs::read(&page) {
        Ok(bytes) => fs::write(&out, bytes).expect("cargo's own folder takes files"),
        Err(error) if named.is_some() => {
            panic!(
                "{VARIABLE} names {}, which cannot be read: {error}",
                page.display()
            )
        }
        Err(_) => fs::write(&out, "").expect("cargo's own folder takes files"),
    }
}
