//! What spreadsheets do to cells: formulas without a value, codes made numbers and dates, long numbers cut short. A cell
//! that is no longer what somebody typed is reported, never taken.

use super::fields::narrow;
use super::worksheet::Mark;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use muster_protocol::{id, text};

/// What a formula shows that cannot be computed, and a cell too narrow for its number.
const ERRORS: [&str; 11] = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#GETTING_DATA",
];
/// Digits that a spreadsheet keeps of a number.
const DIGITS_KEPT: usize = 15;
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What happened to a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Damage {
    /// A formula whose value nobody computed, or one that stands as a text.
    Formula,
    /// A formula that could not be computed.
    Error(String),
    /// A number with more digits than are kept.
    Rounded(String),
    /// A number in powers of ten, such as 1.38E+10.
    Powers(String),
    /// A date where none belongs.
    Date(String),
}

/// Whether a cell holds a formula without a value, or an error.
pub(crate) fn computed(mark: Option<Mark>, text: &str) -> Option<Damage> {
    let error = || ERRORS.contains(&text) || (text.len() > 2 && text.bytes().all(|byte| byte == b'#'));
    match mark {
        Some(Mark::Uncomputed) => Some(Damage::Formula),
        Some(Mark::Error) => Some(Damage::Error(text.to_owned())),
        _ if text.starts_with('=') => Some(Damage::Formula),
        _ if error() => Some(Damage::Error(text.to_owned())),
        _ => None,
    }
}

/// Whether a cell that names something (a code, an account, a post) is no longer what was typed.
pub(crate) fn named(mark: Option<Mark>, text: &str) -> Option<Damage> {
    let said = || text.to_owned();
    match mark {
        Some(Mark::Rounded) => Some(Damage::Rounded(said())),
        Some(Mark::Date) => Some(Damage::Date(said())),
        _ if is_powers(text) => Some(Damage::Powers(said())),
        _ if is_rounded(text) => Some(Damage::Rounded(said())),
        _ => None,
    }
}

/// Whether a code became a date in a text that a spreadsheet saved.
pub(crate) fn dated(text: &str) -> Option<Damage> {
    let plain = narrow(text).to_ascii_lowercase();
    let parts: Vec<&str> = plain.split(['-', '/']).collect();
    let number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let month = |part: &&str| MONTHS.iter().any(|name| part.starts_with(name) && part.len() <= 9);
    let named =
        parts.len() > 1 && parts.iter().any(month) && parts.iter().all(|part| number(part) || month(part));
    let whole = parts.len() == 3 && parts.iter().all(number) && parts[0].len() == 4;
    let slashes = plain.contains('/') && parts.iter().all(number);
    let chinese = plain.contains('月') && plain.ends_with('日');
    (named || whole || slashes || chinese).then(|| Damage::Date(text.to_owned()))
}

/// 1.38E+10 and 4.4E-05; a code such as 1E5 is none, spreadsheets write the sign.
fn is_powers(text: &str) -> bool {
    let plain = narrow(text);
    let Some((digits, power)) = plain.split_once(['E', 'e']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = digits.split('.').all(is_number) && digits.split('.').count() <= 2;
    whole && power.strip_prefix(['+', '-']).is_some_and(is_number)
}

/// More digits than are kept, and nothing but zeros behind them.
fn is_rounded(text: &str) -> bool {
    text.len() > DIGITS_KEPT + 1
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.bytes().skip(DIGITS_KEPT).all(|byte| byte == b'0')
}

/// Reports it.
pub(crate) fn report_findings(damage: &Damage, heading: &str, place: Place, report: &mut Report) {
    let said = match damage {
        Damage::Formula => text!("this-is-a-formula-without-a-value"),
        Damage::Error(text) => text!("text-the-formula-cannot-be-computed", text),
        Damage::Rounded(text) => text!("text-has-more-than-15-digits-as-a", text),
        Damage::Powers(text) => text!("a-spreadsheet-made-text-of-it-and-what", text),
        Damage::Date(text) => text!("text-is-a-date-a-spreadsheet-made-one", text),
    };
    let fix = match damage {
        Damage::Formula | Damage::Error(_) => id!("open-it-in-a-spreadsheet-let-it-recalculate"),
        Damage::Rounded(_) | Damage::Powers(_) | Damage::Date(_) => {
            id!("format-the-column-as-text-first-then-type")
        }
    };
    report.error(code::DAMAGED, place, text!("column-heading-has-this-damage", heading, said: said)).fix(fix);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_make_of_codes_is_known_and_ordinary_codes_are_not() {
        for text in ["1.38E+10", "4.40106E+17", "1E+05", "1.00e-03", "440106202601010000"] {
            assert!(named(None, text).is_some(), "{text}");
        }
        for text in ["1E5", "A-E+1", "13800000001", "440106202601010017", "u001@example.invalid", "E+10", ""]
        {
            assert_eq!(named(None, text), None, "{text}");
        }
        for text in ["3月1日", "1-Mar", "Mar-01", "2026-03-01", "2026/3/1", "3/1"] {
            assert!(dated(text).is_some(), "{text}");
        }
        for text in ["001", "A-01", "zone-3", "2026-A", "mar", "10-2", ""] {
            assert_eq!(dated(text), None, "{text}");
        }
        for text in ["#N/A", "########", "=7+5", "=\"001\""] {
            assert!(computed(None, text).is_some(), "{text}");
        }
        for text in ["#1", "", "7=5"] {
            assert_eq!(computed(None, text), None, "{text}");
        }
    }
}
