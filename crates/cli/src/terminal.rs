//! What a person at a terminal sees beside the results: messages, and a bar
//! while it takes long. Nobody at a terminal, no bar.

use std::io::Write as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Writes a message to standard error.
pub(crate) fn say(message: &str) {
    // Nobody is left to be told when standard error is closed.
    let _ = writeln!(anstream::stderr(), "{message}");
}

/// Long enough to cost nothing, short enough to be seen moving.
const TICK: Duration = Duration::from_millis(120);

/// Returns a bar for so many inputs; it draws on a terminal only.
pub(crate) fn progress(n_inputs: usize) -> ProgressBar {
    styled(
        ProgressBar::new(n_inputs as u64),
        "{spinner} {bar:30} {pos}/{len} {wide_msg}",
    )
}

/// Returns a sign of life for work without a known end; on a terminal only.
pub(crate) fn waiting(message: &str) -> ProgressBar {
    styled(ProgressBar::new_spinner(), "{spinner} {wide_msg}").with_message(message.to_owned())
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(TICK);
    bar
}

/// Returns a text on one line and without what would command a terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}

/// Returns a count with its noun: `1 article`, `2,001 articles`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    format!(
        "{} {noun}{}",
        grouped(n as u64),
        if n == 1 { "" } else { "s" }
    )
}

/// Returns a number with its digits in groups of three.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_stand_in_groups() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(count(1, "article"), "1 article");
        assert_eq!(count(2001, "article"), "2,001 articles");
    }

    #[test]
    fn a_text_cannot_command_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\nc"), "a [31mb c");
    }
}
