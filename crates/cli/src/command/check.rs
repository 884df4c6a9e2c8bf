//! `biennien check`: what would be packed and what refused, as results on
//! standard output.

use std::io::Write as _;

use anyhow::{Result, bail};

use super::Outcome;
use crate::gather::{self, Gathered};
use crate::terminal::count;

/// Reads the inputs and reports all there is to say.
pub(crate) fn run(options: &gather::Options) -> Result<Outcome> {
    let Gathered { report, .. } = gather::gather(options);
    gather::write_report(&report, options)?;
    let mut out = std::io::stdout().lock();
    write!(out, "{}", report.to_table(usize::MAX))?;
    let refused = report.refused.len();
    let (articles, inputs) = (
        count(report.articles, "article"),
        count(report.inputs, "input"),
    );
    writeln!(out, "{articles} in {inputs}, {refused} refused")?;
    if report.articles == 0 {
        bail!("no article can be read; nothing would be packed");
    }
    Ok(Outcome::from_refused(refused))
}
