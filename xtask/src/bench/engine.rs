//! Our own engine for the browser: packed articles, and `benches/wasm` built
//! with the page's profile, flags and optimiser.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use biennien_core::archive::Archive;
use biennien_core::archive::packed::{self, Part};

use super::peers::{Size, Weight};
use crate::step::{run, say};
use crate::tools::{self, WASM_TARGET};
use crate::workspace::{cargo, root, target_dir};

const PACKAGE: &str = "biennien-bench";

/// Packs the articles into a folder.
pub(crate) fn pack(archive: &Archive, data: &Path) -> Result<Weight> {
    let packed = packed::pack(archive);
    fs::create_dir_all(data)?;
    let mut all = Size::default();
    for part in [Part::Columns, Part::Index, Part::Texts] {
        let bytes = packed.part(part);
        fs::write(data.join(format!("{}.bin", part.name())), bytes)?;
        all = all.and(Size::of(bytes)?);
    }
    Ok(Weight {
        index: Size::of(packed.part(Part::Index))?,
        with_texts: Some(all),
    })
}

/// Builds the Wasm into a folder.
pub(crate) fn build(folder: &Path) -> Result<()> {
    let dirs = tools::set_up_build()?;
    say("building the engine as Wasm");
    let mut build = cargo();
    build.args(["build", "--package", PACKAGE, "--target", WASM_TARGET]);
    build.args(["--profile", "wasm-release"]);
    run(&mut build, "install Rust with rustup (https://rustup.rs)")?;
    let built = target_dir()?
        .join(WASM_TARGET)
        .join("wasm-release/biennien_bench.wasm");
    let mut bindgen = tools::command("wasm-bindgen", &dirs)?;
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "bench"]);
    bindgen.arg("--out-dir").arg(folder).arg(built);
    run(&mut bindgen, "run this again")?;
    let mut optimise = tools::command("wasm-opt", &dirs)?;
    let wasm = folder.join("bench_bg.wasm");
    optimise.args(page_flags()?).arg(&wasm).arg("-o").arg(&wasm);
    run(&mut optimise, "run this again")
}

/// Returns what Trunk tells the optimiser for the page.
fn page_flags() -> Result<Vec<String>> {
    let index = fs::read_to_string(root().join("index.html"))?;
    let value = |name: &str| {
        let (_, rest) = index.split_once(&format!("{name}=\""))?;
        rest.split('"').next()
    };
    let level = value("data-wasm-opt").context("index.html names no data-wasm-opt")?;
    let params = value("data-wasm-opt-params").unwrap_or_default();
    let flags = params.split_whitespace().map(str::to_owned);
    Ok(std::iter::once(format!("-O{level}")).chain(flags).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_optimiser_is_told_what_it_is_told_for_the_page() {
        let flags = page_flags().unwrap();
        assert!(flags[0].starts_with("-O") && flags.len() > 1, "{flags:?}");
    }
}
