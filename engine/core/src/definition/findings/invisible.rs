//! Characters that no reader sees: they could break a letter's lines, steer a terminal or turn the order of a text.

use super::code;
use super::finding::{Place, Report};
use super::what::What;
use muster_protocol::unseen::find;
use muster_protocol::{id, text};

/// Reports a hidden character. `what` names the text it stands in.
pub(crate) fn report_findings(code: &'static str, what: &str, c: char, place: Place, report: &mut Report) {
    let sign = u32::from(c);
    let said = match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => id!("a-line-break"),
        c if c.is_control() => id!("a-control-character"),
        c if muster_protocol::unseen::steers(c) => {
            id!("a-character-that-turns-the-direction-of-text")
        }
        _ => id!("a-character-without-any-width"),
    };
    report
        .error(
            code,
            place,
            text!("what-holds-said-u-sign-that-nobody-sees", what, sign = format_args!("{sign:04X}"), said: said),
        )
        .fix(text!("delete-it-and-type-it-again-on-one"));
}

/// `BAD_VALUE` for a text of the main file, if it holds a hidden character. Says whether it is clean.
pub(crate) fn clean<'w>(text: &str, what: impl Into<What<'w>>, place: Place, report: &mut Report) -> bool {
    find(text).is_none_or(|c| {
        report_findings(code::BAD_VALUE, what.into().said(report), c, place, report);
        false
    })
}
