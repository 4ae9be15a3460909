//! Characters that no reader sees: they could break a letter's lines, steer a terminal or turn the order of a text.

use super::code;
use super::finding::{Place, Report};
use super::unseen::find;
use super::what::What;

/// Reports a hidden character. `what` names the text it stands in.
pub(crate) fn report_findings(code: &'static str, what: &str, c: char, place: Place, report: &mut Report) {
    let sign = u32::from(c);
    let (zh, en) = match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => ("换行", "a line break"),
        c if c.is_control() => ("控制字符", "a control character"),
        c if muster_protocol::unseen::steers(c) => {
            ("改变文字方向的字符", "a character that turns the direction of text")
        }
        _ => ("字符，不占位置", "a character without any width"),
    };
    report
        .error(
            code,
            place,
            format!("“{what}”里有看不见的{zh}（U+{sign:04X}）"),
            format!("“{what}” holds {en} (U+{sign:04X}) that nobody sees"),
        )
        .fix("请删去这一段，重新手打，写在一行里", "delete it and type it again on one line");
}

/// `BAD_VALUE` for a text of the main file, if it holds a hidden character. Tells whether it is clean.
pub(crate) fn clean<'w>(text: &str, what: impl Into<What<'w>>, place: Place, report: &mut Report) -> bool {
    find(text).is_none_or(|c| {
        report_findings(code::BAD_VALUE, what.into().said(report), c, place, report);
        false
    })
}
