//! Numbers with a point, read exactly: 12.5, 30%, ≥ 85.

use muster_protocol::definition::{Compare, Decimal};
use muster_protocol::text;

use super::fields::{What, narrow};
use super::tree::{Node, Value};
use crate::definition::findings::code;
use crate::definition::findings::finding::Report;

/// Largest number that a sheet may name: points and counts are far smaller.
const NUMBER_MAX: i64 = 1_000_000;

/// A number of at most four places after the point, not negative.
#[must_use]
pub fn parse(text: &str) -> Option<Decimal> {
    let plain = narrow(text);
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let pointed = plain.contains('.');
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 4 || (pointed && part.is_empty()) {
        return None;
    }
    let whole: i64 = whole.parse().ok().filter(|&whole| whole <= NUMBER_MAX)?;
    let part: i64 = format!("{part:0<4}").parse().ok()?;
    Some(Decimal(whole * Decimal::ONE.0 + part))
}

/// A number with a unit that says nothing new, such as 15分 or 30%.
pub(crate) fn parse_with_unit(text: &str) -> Option<Decimal> {
    let plain = narrow(text);
    parse(plain.trim_end_matches(['分', '%', '次', '个', '家', '件', '张']))
}

/// Reads a number up to `most`; anything else is reported.
pub(crate) fn read<'w>(
    node: &Node,
    what: impl Into<What<'w>>,
    most: Decimal,
    report: &mut Report,
) -> Option<Decimal> {
    let what = what.into().said(report);
    let written = match &node.value {
        Value::Text(text) => text.as_str(),
        _ => "",
    };
    let number = parse_with_unit(written).filter(|&number| number <= most);
    if number.is_none() {
        report
            .error(code::BAD_VALUE, node.place, text!("what-must-be-a-number-from-0-to", what, most))
            .fix(text!("write-digits-only-such-as-15-or-12"));
    }
    number
}

/// A comparison such as ≥ 85, and what stands before it.
pub(crate) fn comparison(text: &str) -> Option<(String, Compare, Decimal)> {
    let plain = narrow(text);
    let signs = [
        ("≥", Compare::AtLeast),
        (">=", Compare::AtLeast),
        ("不少于", Compare::AtLeast),
        ("≤", Compare::AtMost),
        ("<=", Compare::AtMost),
        ("不多于", Compare::AtMost),
        (">", Compare::More),
        ("<", Compare::Less),
    ];
    let (front, compare, back) = signs
        .into_iter()
        .find_map(|(sign, compare)| plain.split_once(sign).map(|(front, back)| (front, compare, back)))?;
    Some((front.to_owned(), compare, parse_with_unit(back)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact() {
        for (text, read) in [
            ("15", Some(150_000)),
            ("12.5", Some(125_000)),
            ("０.15", Some(1_500)),
            ("0.0001", Some(1)),
            ("0.00001", None),
            ("1.", None),
            (".5", None),
            ("-1", None),
            ("1e3", None),
            ("99999999999999999999", None),
            ("", None),
        ] {
            assert_eq!(parse(text).map(|number| number.0), read, "{text}");
        }
        assert_eq!(parse_with_unit("30%"), Some(Decimal::whole(30)));
        assert_eq!(Decimal(125_000).to_string(), "12.5");
        assert_eq!(Decimal(-1).to_string(), "-0.0001");
    }

    #[test]
    fn comparisons_are_read() {
        let read = |text| comparison(text);
        assert_eq!(read("总分 < 60"), Some(("总分".into(), Compare::Less, Decimal::whole(60))));
        assert_eq!(read("红色督办单≥2张"), Some(("红色督办单".into(), Compare::AtLeast, Decimal::whole(2))));
        assert_eq!(read("总分 60"), None);
    }
}
