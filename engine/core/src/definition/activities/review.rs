//! 审核: who looks at what was handed in, at which points, and what a return does to the due day.

use muster_protocol::definition::{ReturnDue, Review};
use muster_protocol::text;

use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::Report;
use crate::definition::keys::{BY, RETURN_DUE, REVIEW, RUBRIC};
use crate::definition::limits::DAYS_MAX;
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::{Node, Value};

/// Reads a review.
pub(crate) fn read(node: &Node, names: &Names, report: &mut Report) -> Option<Review> {
    let fields = Fields::of(node, REVIEW, node.place, &grammar::activities::REVIEW.keys(), report)?;
    let by = fields.must(BY, report).and_then(|node| names.role(node, BY, report));
    let rubric = fields.words(RUBRIC, report);
    let return_due = match fields.get(RETURN_DUE) {
        None => ReturnDue::Keep,
        Some(node) if matches!(&node.value, Value::Text(text) if text == "不重算" || text == "keep") => {
            ReturnDue::Keep
        }
        Some(node) => {
            let node = names.words.meant(node, report)?;
            workdays_written(&node, report)?;
            ReturnDue::WorkdaysFromReturn(fields::number(&node, RETURN_DUE, 1..=DAYS_MAX, report)?)
        }
    };
    let by = names.roles.get(by?.at())?.name.clone();
    Some(Review { by, rubric, return_due })
}

/// Days of return are working days; anyone who writes 天 or days may think of others.
fn workdays_written(node: &Node, report: &mut Report) -> Option<()> {
    let Value::Text(text) = &node.value else { return Some(()) };
    let plain = fields::narrow(text);
    let chinese = plain.strip_suffix(['天', '日']).filter(|days| !days.ends_with("作"));
    let english = plain.strip_suffix("days").or_else(|| plain.strip_suffix("day"));
    let english = english.filter(|days| !days.trim_end().ends_with("working"));
    let Some(days) = chinese.or(english).filter(|days| !days.is_empty()) else {
        return Some(());
    };
    let days = days.trim_end().trim_end_matches('个');
    let said = days.parse::<u32>().unwrap_or(5);
    report
        .error(
            code::BAD_VALUE,
            node.place,
            text!(
                "return-due-counts-working-days-plain-says-otherwise",
                return_due = report.own(RETURN_DUE),
                plain
            ),
        )
        .fix(text!("write-said-working-days-or-the-number-alone", #said = said));
    None
}
