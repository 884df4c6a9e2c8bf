//! Numbers for style sheets and charts.
//!
//! Written with whole numbers: what the standard library brings along to format
//! or read a fraction is 30 kB of the page.

/// Returns a length in whole pixels, such as `190px`.
#[must_use]
pub fn px(length: f64) -> String {
    // Lists keep under 8,000,000 px; what is no number becomes 0.
    format!("{}px", length.round() as i64)
}

/// Returns a part of a whole in percent, such as `12.500%` for 0.125.
#[must_use]
pub fn percent(part: f64) -> String {
    let thousandths = (part * 100_000.0).round() as i64;
    let sign = if thousandths < 0 { "-" } else { "" };
    let thousandths = thousandths.unsigned_abs();
    format!("{sign}{}.{:03}%", thousandths / 1000, thousandths % 1000)
}

/// Returns what of two bounds and a number lies between the others. The standard
/// library's `clamp` can say which bounds were wrong, and that is 17 kB.
#[must_use]
pub fn between(low: f64, number: f64, high: f64) -> f64 {
    number.min(high).max(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_written_with_three_digits() {
        assert_eq!(percent(0.125), "12.500%");
        assert_eq!(percent(1.0), "100.000%");
        assert_eq!(percent(-0.000_01), "-0.001%");
        assert_eq!(percent(f64::NAN), "0.000%");
        assert_eq!(px(189.6), "190px");
        let within = [-1.0, 0.5, 2.0].map(|it| percent(between(0.0, it, 1.0)));
        assert_eq!(within, ["0.000%", "50.000%", "100.000%"]);
    }
}
