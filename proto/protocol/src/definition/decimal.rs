use serde::{Deserialize, Serialize};

/// A number with four places after the point, kept in ten-thousandths: weights, points and factors are computed
/// exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Decimal(pub i64);

impl Decimal {
    /// One, in ten-thousandths.
    pub const ONE: Self = Self(10_000);

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i32) -> Self {
        Self(number as i64 * Self::ONE.0)
    }
}

impl std::fmt::Display for Decimal {
    /// Without zeros that say nothing: `12.5`, `40`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 10_000, self.0.unsigned_abs() % 10_000);
        if part == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{part:04}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}
