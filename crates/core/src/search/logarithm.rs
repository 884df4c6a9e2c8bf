//! The natural logarithm, with the same bits on every machine.
//!
//! What the platform's own gives may differ in the last bit from one to the
//! next, and results would change places.

const LN_2: f32 = std::f32::consts::LN_2;
const SQRT_2: f32 = std::f32::consts::SQRT_2;

/// Returns the natural logarithm of a normal number above 0, to within 1e-6 of
/// itself plus 1e-6: the number is cut into a power of two and a part m between
/// the roots of 1/2 and 2, of which ln m = 2 artanh((m - 1) / (m + 1)) by its
/// series (Abramowitz and Stegun, 4.1.27).
pub(super) fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let mut exponent = (bits >> 23) as f32 - 127.0;
    let mut part = f32::from_bits(bits & 0x007f_ffff | 0x3f80_0000);
    if part > SQRT_2 {
        part *= 0.5;
        exponent += 1.0;
    }
    let s = (part - 1.0) / (part + 1.0);
    let square = s * s;
    let series = 1.0 + square * (1.0 / 3.0 + square * (0.2 + square * (1.0 / 7.0)));
    exponent * LN_2 + 2.0 * s * series
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn is_near_the_true_one(x in 1.0_f32..1e7) {
            prop_assert!((ln(x) - x.ln()).abs() <= 1e-6 * x.ln() + 1e-6, "{x}");
        }
    }
}
