//! Times in order, and tables.

/// What is said of many times: half of them are no longer than the first,
/// nineteen of twenty no longer than the second, all no longer than the third.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Spread {
    pub(crate) p50: f64,
    pub(crate) p95: f64,
    pub(crate) max: f64,
}

impl Spread {
    pub(crate) fn of(times: &[f64]) -> Option<Self> {
        Some(Self {
            p50: percentile(times, 50.0)?,
            p95: percentile(times, 95.0)?,
            max: percentile(times, 100.0)?,
        })
    }

    /// `p50 / p95 / max`.
    pub(crate) fn show(&self) -> String {
        let Self { p50, p95, max } = self;
        format!("{} / {} / {}", millis(*p50), millis(*p95), millis(*max))
    }
}

/// Returns the least of the numbers that so many percent of them do not exceed
/// (nearest rank), or nothing of none.
pub(crate) fn percentile(numbers: &[f64], percent: f64) -> Option<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() as f64 * percent / 100.0).ceil() as usize;
    sorted.get(rank.max(1) - 1).copied()
}

/// Writes milliseconds with about three digits.
pub(crate) fn millis(millis: f64) -> String {
    match millis {
        _ if millis < 0.1 => format!("{millis:.3}"),
        _ if millis < 10.0 => format!("{millis:.2}"),
        _ => format!("{millis:.0}"),
    }
}

/// A target and what was reached.
pub(crate) struct Goal {
    pub(crate) what: String,
    pub(crate) target: String,
    pub(crate) reached: String,
    pub(crate) is_met: Option<bool>,
}

impl Goal {
    /// A ratio that should be at most so much.
    pub(crate) fn ratio(
        what: &str,
        ours: Option<f64>,
        theirs: Option<f64>,
        most: f64,
        of: &str,
    ) -> Self {
        let ratio = ours.zip(theirs).map(|(ours, theirs)| ours / theirs);
        Self {
            what: what.to_owned(),
            target: format!("at most {} of {of}", share(most)),
            reached: ratio.map_or_else(|| "not measured".to_owned(), share),
            is_met: ratio.map(|ratio| ratio <= most),
        }
    }

    /// A share that should be at least so much.
    pub(crate) fn at_least(what: &str, share: Option<f64>, least: f64) -> Self {
        Self {
            what: what.to_owned(),
            target: format!("at least {least:.2}"),
            reached: share
                .map_or_else(|| "no such query".to_owned(), |share| format!("{share:.3}")),
            is_met: share.map(|share| share >= least - 1e-9),
        }
    }

    /// Percents that should be at most so many.
    pub(crate) fn at_most_percent(what: &str, percent: f64, most: f64) -> Self {
        Self {
            what: what.to_owned(),
            target: format!("at most {most:.0} %"),
            reached: format!("{percent:.2} %"),
            is_met: Some(percent <= most),
        }
    }
}

fn share(ratio: f64) -> String {
    if ratio < 0.2 {
        format!("1/{:.1}", 1.0 / ratio).replace(".0", "")
    } else {
        format!("{ratio:.2} times")
    }
}

/// Returns a table of targets.
pub(crate) fn goals(goals: &[Goal]) -> String {
    let rows = goals.iter().map(|goal| {
        let is_met = match goal.is_met {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "",
        };
        let Goal {
            what,
            target,
            reached,
            ..
        } = goal;
        vec![
            what.clone(),
            target.clone(),
            reached.clone(),
            is_met.to_owned(),
        ]
    });
    table(
        &["", "target", "measured", "reached"],
        &rows.collect::<Vec<_>>(),
    )
}

/// Returns a table in Markdown.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let rule = format!("|{}\n", "---|".repeat(head.len()));
    let rows: String = rows.iter().map(|row| line(row)).collect();
    format!("{}{rule}{rows}", line(&head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_numbers_that_were_measured() {
        let times: Vec<f64> = (1..=20).rev().map(f64::from).collect();
        let spread = Spread::of(&times).unwrap();
        assert_eq!([spread.p50, spread.p95, spread.max], [10.0, 19.0, 20.0]);
        assert_eq!(spread.show(), "10 / 19 / 20");
        assert_eq!(percentile(&[0.25], 1.0), Some(0.25));
        assert_eq!(Spread::of(&[]), None);
    }

    #[test]
    fn goals_say_whether_they_are_reached() {
        let met = Goal::ratio("query", Some(1.0), Some(40.0), 1.0 / 30.0, "MiniSearch");
        assert_eq!(
            [met.target, met.reached],
            ["at most 1/30 of MiniSearch", "1/40"]
        );
        let list = [
            Goal::at_least("marks", Some(0.5), 1.0),
            Goal::at_most_percent("index", 8.0, 9.0),
            Goal::ratio("words", None, None, 1.0, "tantivy"),
        ];
        assert_eq!(
            goals(&list),
            "|  | target | measured | reached |\n|---|---|---|---|\n\
             | marks | at least 1.00 | 0.500 | **no** |\n\
             | index | at most 9 % | 8.00 % | yes |\n\
             | words | at most 1.00 times of tantivy | not measured |  |\n"
        );
    }
}
