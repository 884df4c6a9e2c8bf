//! THIRD-PARTY.md: the licences of everything that is compiled into the page or
//! the command line, from `cargo metadata` and the packages' own files.
//!
//! Counted are the normal dependencies of both on every system. What only runs
//! while building (build scripts, procedural macros) or testing is in neither.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace::{metadata, root};

const FILE: &str = "THIRD-PARTY.md";
/// What is handed out: the page and the command line.
const SHIPPED: [&str; 2] = ["biennien-viewer", "biennien"];

const INTRODUCTION: &str = "\
# Third-party notices

Biên Niên's page and command line contain the packages below, and Rust's standard
library (MIT OR Apache-2.0). Written by `cargo xtask notices`; `cargo xtask test`
checks that it is current. Where a package offers a choice, its MIT terms are used.

";

/// Writes the file again.
pub(crate) fn write() -> Result<()> {
    let text = generate(&metadata()?)?;
    fs::write(root().join(FILE), text).with_context(|| format!("cannot write {FILE}"))
}

/// Fails when the file is not what `write` would write.
pub(crate) fn check() -> Result<()> {
    let committed = fs::read_to_string(root().join(FILE)).unwrap_or_default();
    if committed.replace("\r\n", "\n") != generate(&metadata()?)? {
        bail!("{FILE} is not current; `cargo xtask notices` writes it again");
    }
    Ok(())
}

/// A package that is handed out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    version: String,
    license: String,
    repository: String,
    /// Its licence texts.
    texts: Vec<String>,
}

fn generate(metadata: &Value) -> Result<String> {
    let shipped = shipped_ids(metadata)?;
    let mut packages = BTreeSet::new();
    for package in list(&metadata["packages"]) {
        if shipped.contains(text(&package["id"])) && !package["source"].is_null() {
            packages.insert(read_package(package)?);
        }
    }
    Ok(render(&packages))
}

/// Returns the ids of the shipped packages and all that they are made of.
fn shipped_ids(metadata: &Value) -> Result<BTreeSet<&str>> {
    let is_macro = |package: &Value| {
        list(&package["targets"]).iter().any(|target| {
            list(&target["kind"])
                .iter()
                .any(|kind| kind == "proc-macro")
        })
    };
    let packages = list(&metadata["packages"]);
    let macros: BTreeSet<&str> = packages
        .iter()
        .filter(|package| is_macro(package))
        .map(|p| text(&p["id"]))
        .collect();
    let nodes: BTreeMap<&str, &Value> = list(&metadata["resolve"]["nodes"])
        .iter()
        .map(|node| (text(&node["id"]), node))
        .collect();
    let mut queue: Vec<&str> = packages
        .iter()
        .filter(|package| {
            package["source"].is_null() && SHIPPED.contains(&text(&package["name"]))
        })
        .map(|package| text(&package["id"]))
        .collect();
    let mut found = BTreeSet::new();
    while let Some(id) = queue.pop() {
        if macros.contains(id) || !found.insert(id) {
            continue;
        }
        let node = nodes
            .get(id)
            .with_context(|| format!("cargo resolves no {id}"))?;
        for dependency in list(&node["deps"]) {
            // A kind of null is a normal dependency.
            if list(&dependency["dep_kinds"])
                .iter()
                .any(|kind| kind["kind"].is_null())
            {
                queue.push(text(&dependency["pkg"]));
            }
        }
    }
    Ok(found)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn read_package(package: &Value) -> Result<Package> {
    let folder = Path::new(text(&package["manifest_path"]))
        .parent()
        .context("no folder")?;
    let license = text(&package["license"]).replace('/', " OR ");
    Ok(Package {
        name: text(&package["name"]).to_owned(),
        version: text(&package["version"]).to_owned(),
        texts: license_texts(folder, &license)?,
        license,
        repository: text(&package["repository"]).to_owned(),
    })
}

/// Returns the licence texts in a package's folder: its MIT text where that is
/// one of its choices, else all of them.
fn license_texts(folder: &Path, license: &str) -> Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let upper = name.to_uppercase();
        let is_license = ["LICENSE", "LICENCE", "COPYING", "UNLICENSE", "NOTICE"]
            .iter()
            .any(|stem| upper.starts_with(stem));
        if is_license && entry.path().is_file() {
            names.push(name);
        }
    }
    names.sort();
    if license
        .split(" OR ")
        .any(|choice| choice.trim_matches(['(', ')', ' ']) == "MIT")
        && let Some(mit) = names
            .iter()
            .find(|name| name.to_uppercase().contains("MIT"))
            .cloned()
    {
        names = vec![mit];
    }
    let read = |name: &String| {
        let bytes =
            fs::read(folder.join(name)).with_context(|| format!("cannot read {name}"))?;
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let lines: Vec<&str> = text.trim_matches('\n').lines().map(str::trim_end).collect();
        Ok(lines.join("\n"))
    };
    names.iter().map(read).collect()
}

fn render(packages: &BTreeSet<Package>) -> String {
    let mut out = INTRODUCTION.to_owned();
    out.push_str("| package | licence | from |\n|---|---|---|\n");
    let mut users: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut textless = Vec::new();
    for package in packages {
        let Package {
            name,
            version,
            license,
            repository,
            texts,
        } = package;
        let _ = writeln!(out, "| {name} {version} | {license} | {repository} |");
        for text in texts {
            users
                .entry(text)
                .or_default()
                .push(format!("{name} {version}"));
        }
        if texts.is_empty() {
            textless.push(format!("{name} {version}"));
        }
    }
    if !textless.is_empty() {
        let _ = write!(
            out,
            "\nThese come without a text of their own; the table names their licence, and \
             LICENSE-MIT and\nLICENSE-APACHE hold its standard text: {}.\n",
            textless.join(", ")
        );
    }
    // The first user names a text, so that one package more moves little.
    let mut texts: Vec<(Vec<String>, &str)> = users
        .into_iter()
        .map(|(text, users)| (users, text))
        .collect();
    texts.sort();
    for (users, text) in texts {
        let _ = write!(out, "\n## {}\n\n````text\n{text}\n````\n", users.join(", "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn package(name: &str, kind: &str, source: Option<&str>) -> Value {
        json!({ "id": name, "name": name, "source": source, "targets": [{ "kind": [kind] }] })
    }

    #[test]
    fn only_what_is_handed_out_counts() {
        let normal = |name: &str| json!({ "pkg": name, "dep_kinds": [{ "kind": null }] });
        let metadata = json!({
            "packages": [
                package("biennien", "bin", None), package("used", "lib", Some("r")),
                package("derive", "proc-macro", Some("r")), package("syn", "lib", Some("r")),
                package("tested", "lib", Some("r")), package("xtask", "bin", None),
            ],
            "resolve": { "nodes": [
                { "id": "biennien", "deps": [
                    normal("used"), normal("derive"),
                    { "pkg": "tested", "dep_kinds": [{ "kind": "dev" }, { "kind": "build" }] },
                ] },
                { "id": "used", "deps": [] }, { "id": "derive", "deps": [normal("syn")] },
                { "id": "xtask", "deps": [normal("syn")] },
            ] },
        });
        let found: Vec<&str> = shipped_ids(&metadata).unwrap().into_iter().collect();
        assert_eq!(found, ["biennien", "used"]);
    }

    #[test]
    fn mit_text_is_chosen_where_it_may_be() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("LICENSE-MIT"), "mit \r\ntext\n\n").unwrap();
        fs::write(dir.path().join("LICENSE-APACHE"), "apache").unwrap();
        let texts = |license: &str| license_texts(dir.path(), license).unwrap();
        assert_eq!(texts("Apache-2.0 OR MIT"), ["mit\ntext"]);
        assert_eq!(texts("MIT AND Apache-2.0"), ["apache", "mit\ntext"]);
    }

    #[test]
    fn packages_with_one_text_share_it() {
        let package = |name: &str, texts: &[&str]| Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: "MIT".to_owned(),
            repository: String::new(),
            texts: texts.iter().map(|&text| text.to_owned()).collect(),
        };
        let packages = BTreeSet::from([
            package("a", &["same"]),
            package("b", &["same"]),
            package("c", &[]),
        ]);
        let text = render(&packages);
        assert!(
            text.contains("\n## a 1.0.0, b 1.0.0\n\n````text\nsame\n````\n"),
            "{text}"
        );
        assert!(text.contains("without a text of their own"), "{text}");
    }
}
