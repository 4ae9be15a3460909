//! The grammar of limits: 5个工作日, 4个工作时, 半个工作日, 当日, 2小时. When one ends, `rules::limit` says.

use muster_protocol::definition::Limit;
use muster_protocol::text;

use crate::definition::findings::code;
use crate::definition::findings::finding::Report;
use crate::definition::limits::{DAYS_MAX, LIMIT_HOURS_MAX};
use crate::definition::text::fields::{self, What, narrow};
use crate::definition::text::tree::Node;

/// Reads a limit; anything else is reported.
pub(crate) fn limit<'w>(node: &Node, what: impl Into<What<'w>>, report: &mut Report) -> Option<Limit> {
    let what = what.into().said(report);
    let text = fields::text(node, what, report)?;
    let limit = parse(&text);
    if limit.is_none() {
        report
            .error(code::BAD_VALUE, node.place, text!("the-limit-text-of-what-is-not-understood", text, what))
            .fix(text!("write-5-working-days-4-working-hours-half"));
    }
    limit
}

/// A limit as written, if it is in the grammar: from a count of 1 to [`DAYS_MAX`] days or [`LIMIT_HOURS_MAX`] hours.
pub(crate) fn parse(text: &str) -> Option<Limit> {
    let plain = narrow(text).to_lowercase();
    let plain = plain.strip_prefix("事发后").unwrap_or(&plain);
    let plain = plain.strip_prefix("within").unwrap_or(plain);
    let plain = plain.strip_suffix('内').or(plain.strip_suffix("以内")).unwrap_or(plain);
    match plain {
        "当日" | "当天" | "sameday" | "thesameday" => return Some(Limit::SameDay),
        "半个工作日" | "半工作日" | "halfaworkingday" | "ahalfworkingday" => {
            return Some(Limit::HalfWorkday);
        }
        _ => {}
    }
    let (number, unit) = numbered(plain)?;
    let hours = || (1..=LIMIT_HOURS_MAX).contains(&number).then(|| u32::from(number) * 60);
    let minutes = || (1..=LIMIT_HOURS_MAX).contains(&number).then(|| u32::from(number));
    match unit {
        "个工作日" | "工作日" | "workingdays" | "workingday" => {
            (1..=DAYS_MAX).contains(&number).then_some(Limit::Workdays(number))
        }
        "个工作时" | "工作时" | "个工作小时" | "工作小时" | "workinghours" | "workinghour" => {
            hours().map(Limit::WorkMinutes)
        }
        "小时" | "个小时" | "小时(连续计时)" | "小时连续计时" | "hours" | "hour" | "hours(bytheclock)" => {
            hours().map(Limit::Minutes)
        }
        "分钟" | "分钟(连续计时)" | "minutes" | "minute" => minutes().map(Limit::Minutes),
        _ => None,
    }
}

/// A number in digits or Chinese up to ten, and what follows.
fn numbered(plain: &str) -> Option<(u16, &str)> {
    let end = plain.find(|c: char| !c.is_ascii_digit()).unwrap_or(plain.len());
    if end > 0 {
        return Some((plain[..end].parse().ok()?, &plain[end..]));
    }
    let mut rest = plain.chars();
    let number = match rest.next()? {
        '两' => 2,
        digit => u16::try_from("一二三四五六七八九十".chars().position(|c| c == digit)?).ok()? + 1,
    };
    Some((number, rest.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_of_the_grammar() {
        for (text, limit) in [
            ("5个工作日", Some(Limit::Workdays(5))),
            ("三个工作日内", Some(Limit::Workdays(3))),
            ("事发后 3 个工作日", Some(Limit::Workdays(3))),
            ("事发后24小时", Some(Limit::Minutes(24 * 60))),
            ("4个工作时", Some(Limit::WorkMinutes(240))),
            ("２个工作小时", Some(Limit::WorkMinutes(120))),
            ("半个工作日", Some(Limit::HalfWorkday)),
            ("当日", Some(Limit::SameDay)),
            ("2小时", Some(Limit::Minutes(120))),
            ("2小时（连续计时）", Some(Limit::Minutes(120))),
            ("30分钟", Some(Limit::Minutes(30))),
            ("within 5 working days", Some(Limit::Workdays(5))),
            ("Half a working day", Some(Limit::HalfWorkday)),
            ("1 working hour", Some(Limit::WorkMinutes(60))),
            ("same day", Some(Limit::SameDay)),
            ("2 hours", Some(Limit::Minutes(120))),
            ("5天", None),
            ("0个工作日", None),
            ("367个工作日", None),
            ("99999999小时", None),
            ("及时", None),
            ("个工作日", None),
            ("", None),
        ] {
            assert_eq!(parse(text), limit, "{text}");
        }
    }
}
