//! What Trunk calls at the end of a build: puts viewer and archive together.
//!
//! In a release the staging folder's content is replaced by the site folder and
//! the one page. In a debug build Trunk's own page stays and only the archive's
//! files are laid beside it, under the names that `Trunk.toml` gives.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use biennien_core::archive::Archive;
use biennien_core::archive::feed::{self, ReadOptions};
use biennien_core::archive::packed::{self, Part};
use biennien_core::page::{self, Viewer};

use crate::budget::gzip;
use crate::build::ONE_PAGE;
use crate::lean;
use crate::names;
use crate::paths;
use crate::workspace::root;

/// Does what the hook of `Trunk.toml` is for.
pub(crate) fn stage_from_trunk() -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR").context(
        "Trunk calls this at the end of a build; run `trunk build --release` instead",
    )?;
    let is_release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    stage(Path::new(&staging), is_release)
}

fn stage(staging: &Path, is_release: bool) -> Result<()> {
    let archive = read_archive(&root().join("static").join("archive.json"))?;
    if !is_release {
        let packed = packed::pack(&archive);
        let glue = only_file(staging, "js")?;
        write(&glue, callable(&read_text(&glue)?).as_bytes())?;
        for part in Part::ALL {
            let name = format!("{}.bin", part.name());
            write(&staging.join(name), packed.part(part))?;
        }
        return write(&staging.join("catalogue.json"), packed.catalogue.as_bytes());
    }
    let viewer = read_viewer(staging)?;
    empty(staging)?;
    for file in page::site(&viewer, &archive) {
        write(&staging.join(&file.name), &file.bytes)?;
    }
    let parts = page::one_page(&viewer, &archive);
    write(&staging.join(ONE_PAGE), parts.concat().as_bytes())
}

fn read_archive(path: &Path) -> Result<Archive> {
    let name = path.display();
    let json = fs::read(path).with_context(|| format!("cannot read {name}"))?;
    let feed = feed::read(&json, ReadOptions::default())
        .with_context(|| format!("cannot read {name}"))?;
    let refused: Vec<String> = feed
        .refused
        .iter()
        .map(|refusal| format!("item {}: {}", refusal.item, refusal.reason))
        .collect();
    if !refused.is_empty() {
        bail!(
            "{name} has items that are no articles: {}",
            refused.join("; ")
        );
    }
    Ok(feed.archive)
}

/// Returns the viewer that Trunk built.
fn read_viewer(staging: &Path) -> Result<Viewer> {
    let index = read_text(&staging.join("index.html"))?;
    let wasm = only_file(staging, "wasm")?;
    let mut wasm =
        fs::read(&wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    paths::take_out(&mut wasm)?;
    let mut glue = lean::script(&read_text(&only_file(staging, "js")?)?);
    names::shorten(&mut wasm, &mut glue)?;
    let viewer = Viewer {
        style: lean::style(&inline(&index, "<style", "</style>").join("\n")),
        boot: lean::script(&inline(&index, "<script>", "</script>").concat()),
        glue: callable(&glue),
        wasm_gz: gzip(&wasm)?,
    };
    if viewer.boot.is_empty() || viewer.style.is_empty() {
        bail!("index.html has lost its style or its boot script");
    }
    Ok(viewer)
}

/// Puts the glue into a function of its own, so that the boot script can run it
/// in a worker too: a function tells its source, a script from a file does not.
fn callable(glue: &str) -> String {
    let (name, end) = ("bienNienGlue", "return wasm_bindgen;");
    format!("function {name}() {{\n{glue}{end}\n}}\nvar wasm_bindgen = {name}();\n")
}

/// Reads a text with the line ends of HTML: a browser hashes a script after it
/// has made every line end a line feed, and the policy must agree.
fn read_text(path: &Path) -> Result<String> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(text.replace("\r\n", "\n"))
}

/// Returns the contents of every element that opens and closes so.
fn inline<'a>(page: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once(open) {
        let after = if open.ends_with('>') {
            Some(after)
        } else {
            after.split_once('>').map(|parts| parts.1)
        };
        let Some((content, next)) = after.and_then(|after| after.split_once(close)) else {
            break;
        };
        found.push(content);
        rest = next;
    }
    found
}

fn only_file(folder: &Path, ending: &str) -> Result<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|have| have == ending) {
            found.push(path);
        }
    }
    match found.as_slice() {
        [path] => Ok(path.clone()),
        _ => bail!(
            "Trunk left {} .{ending} files where one was expected",
            found.len()
        ),
    }
}

fn empty(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let result = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        result.with_context(|| format!("cannot remove {}", path.display()))?;
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = "<head><style>a{}\n</style><style type=\"text/css\">b{}</style></head>\
        <body><div id=\"bien-nien\"></div><script>var boot;</script>\
        <script src=\"./x.js\"></script></body>";

    fn staged(index: &str) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("index.html"), index).unwrap();
        fs::write(dir.path().join("viewer-1.js"), "let glue;\r\n").unwrap();
        fs::write(dir.path().join("viewer-1_bg.wasm"), b"\0asm").unwrap();
        dir
    }

    #[test]
    fn viewer_is_taken_out_of_what_trunk_built() {
        let dir = staged(INDEX);
        let viewer = read_viewer(dir.path()).unwrap();
        assert_eq!(viewer.style, "a{}\nb{}");
        assert_eq!(viewer.boot, "var boot;\n");
        assert_eq!(viewer.glue, callable("let glue;\n"));
        assert_eq!(viewer.wasm_gz, gzip(b"\0asm").unwrap());
    }

    #[test]
    fn release_leaves_only_the_site_and_the_one_page() {
        let dir = staged(INDEX);
        stage(dir.path(), true).unwrap();
        assert!(!dir.path().join("viewer-1_bg.wasm").exists());
        let page = fs::read_to_string(dir.path().join(ONE_PAGE)).unwrap();
        let archive = page::read_archive(&page).unwrap();
        assert!(archive.articles.len() > 5);
        assert!(dir.path().join("index.html").exists());
    }

    #[test]
    fn debug_lays_the_archive_beside_under_the_names_that_trunk_is_given() {
        let dir = staged(INDEX);
        stage(dir.path(), false).unwrap();
        let config = fs::read_to_string(root().join("Trunk.toml")).unwrap();
        for name in ["catalogue.json", "columns.bin", "index.bin", "texts.bin"] {
            assert!(dir.path().join(name).exists(), "{name}");
            assert!(config.contains(&format!("{{base}}{name}")), "{name}");
        }
    }

    #[test]
    fn page_without_style_is_refused() {
        let dir = staged("<script>b</script>");
        let error = read_viewer(dir.path()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "index.html has lost its style or its boot script"
        );
    }

    #[test]
    fn boot_script_knows_the_versions_and_only_old_syntax() {
        let boot = read_text(&root().join("static").join("boot.js")).unwrap();
        assert!(boot.contains(&format!("var VERSION = \"{}\";", env!("CARGO_PKG_VERSION"))));
        assert!(boot.contains(&format!("var FORMAT = {};", packed::FORMAT)));
        let n_bytes = page::MAX_BLOCK_CHARS / 4 * 3;
        assert!(boot.contains(&format!("var BLOCK_BYTES = {n_bytes};")));
        let new = [
            "=>", "`", "let ", "const ", "class ", "...", "?.", "??", "async ", "await ",
        ];
        for line in boot
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            for syntax in new {
                assert!(!line.contains(syntax), "{syntax} in {line}");
            }
        }
    }
}
