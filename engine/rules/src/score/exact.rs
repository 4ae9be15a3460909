//! Exact numbers: fractions of whole numbers of any length. Nothing is rounded before a line of a sheet is.

use muster_protocol::definition::Decimal;
use muster_protocol::table::Exact;
use num_bigint::BigInt;
use num_rational::BigRational;

/// A decimal as a fraction.
#[must_use]
pub fn of(decimal: Decimal) -> BigRational {
    BigRational::new(BigInt::from(decimal.0), BigInt::from(Decimal::ONE.0))
}

/// A fraction; none where nothing is below the line.
#[must_use]
pub fn ratio(part: u64, whole: u64) -> Option<BigRational> {
    (whole != 0).then(|| BigRational::new(BigInt::from(part), BigInt::from(whole)))
}

/// A whole number.
#[must_use]
pub fn whole(number: u64) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

/// Hundredths as a fraction.
#[must_use]
pub fn hundredths(points: i64) -> BigRational {
    BigRational::new(BigInt::from(points), BigInt::from(100))
}

/// Rounded half up to hundredths. What is larger than any score is cut.
#[must_use]
pub fn rounded(value: &BigRational) -> i64 {
    let hundred = BigRational::from_integer(BigInt::from(100));
    let half = BigRational::new(BigInt::from(1), BigInt::from(2));
    i64::try_from((value * hundred + half).floor().to_integer()).unwrap_or(i64::MAX)
}

/// As it stands in a table.
#[must_use]
pub fn written(value: &BigRational) -> Exact {
    Exact { numerator: value.numer().to_string(), denominator: value.denom().to_string() }
}

/// From a table; none where it is no number.
#[must_use]
pub fn read(exact: &Exact) -> Option<BigRational> {
    let (numerator, denominator) = (exact.numerator.parse().ok()?, exact.denominator.parse::<BigInt>().ok()?);
    (denominator != BigInt::from(0)).then(|| BigRational::new(numerator, denominator))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up_and_nothing_is_rounded_before() {
        let third = ratio(1, 3).unwrap();
        assert_eq!(rounded(&third), 33);
        assert_eq!(rounded(&(&third + &third + &third)), 100);
        assert_eq!(rounded(&BigRational::new(BigInt::from(5), BigInt::from(1000))), 1);
        assert_eq!(rounded(&BigRational::new(BigInt::from(-5), BigInt::from(1000))), 0);
        assert_eq!(read(&written(&third)), Some(third));
        assert_eq!(ratio(1, 0), None);
    }
}
