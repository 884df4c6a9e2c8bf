//! `cargo xtask bench`: what is measured, beside its targets. Figures go into
//! `benches/RESULTS.md`; nothing here is a test, since machines differ.

mod lighthouse;

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::workspace::root;

/// The benchmarks: name and what it shows.
const ALL: [(&str, &str); 1] = [(
    "lighthouse",
    "the site over http as Lighthouse sees it, phone and desktop",
)];

const RESULTS: &str = "benches/RESULTS.md";

/// Runs a benchmark, or lists them.
pub(crate) fn run(name: Option<&str>) -> Result<ExitCode> {
    match name {
        Some("lighthouse") => lighthouse::run_all()?,
        other => {
            if let Some(name) = other {
                eprintln!("there is no benchmark named {name:?}");
            }
            println!("benchmarks:");
            for (name, shows) in ALL {
                println!("  {name}  {shows}");
            }
            return Ok(ExitCode::from(u8::from(other.is_some())));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Puts a section into the file of results, in place of the one before.
fn record(heading: &str, section: &str) -> Result<()> {
    let path = root().join(RESULTS);
    let results =
        fs::read_to_string(&path).with_context(|| format!("cannot read {RESULTS}"))?;
    fs::write(&path, replace_section(&results, heading, section))
        .with_context(|| format!("cannot write {RESULTS}"))
}

fn replace_section(results: &str, heading: &str, section: &str) -> String {
    let title = format!("## {heading}\n");
    let section = format!("{title}\n{}\n", section.trim());
    let Some(start) = results.find(&title) else {
        return format!("{}\n\n{section}", results.trim_end());
    };
    let rest = &results[start + title.len()..];
    let after = rest.find("\n## ").map(|end| &rest[end..]);
    [&results[..start], &section, after.unwrap_or_default()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_takes_the_place_of_the_one_before() {
        let results = "# Results\n\n## A\n\nold\n\n## B\n\nstays\n";
        let first = replace_section(results, "A", "new");
        assert_eq!(first, "# Results\n\n## A\n\nnew\n\n## B\n\nstays\n");
        let last = replace_section(&first, "B", "changed");
        assert_eq!(last, "# Results\n\n## A\n\nnew\n\n## B\n\nchanged\n");
        let added = replace_section(&last, "C", "more");
        assert!(added.ends_with("changed\n\n## C\n\nmore\n"), "{added}");
    }
}
