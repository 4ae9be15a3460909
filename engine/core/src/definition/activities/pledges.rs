//! 承诺: promises with their audiences and sections, published and checked (S24, S26, S27).

use muster_protocol::definition::{Bound, Pledge, Terms, Variant};
use muster_protocol::text;

use super::line::{self, DutyLine, FollowUp, Line};
use super::outlets;
use super::terms;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{CHECKED, EACH_MEMBER, Key, MADE_TO, NEEDS, PLEDGES, PUBLISH_ON, SECTIONS};
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::Node;

/// Reads the pledges.
pub(crate) fn read(node: &Node, lines: &mut Vec<DutyLine>, names: &mut Names, report: &mut Report) {
    for entry in fields::named(node, PLEDGES, report) {
        if !fields::slug(&entry.key, entry.key_place, report) {
            continue;
        }
        let Some(own) = Fields::of_entry(entry, &grammar::activities::PLEDGES.keys(), report) else {
            continue;
        };
        let pledge = pledge(&own, names, report);
        let line = Line::alone(entry, &own);
        let terms = terms::read(&line, names, report);
        if pledge.each_member {
            heads(&own, &terms, entry.key_place, report);
        }
        let ix = line::next(lines);
        let Some(read) = line.read(Variant::Pledge(pledge), terms, names, report) else { continue };
        lines.push(read);
        let variant = Variant::PledgeCheck(ix);
        FollowUp { suffix: "check", key: CHECKED, on: &own, ix, variant }.read(lines, names, report);
    }
}

/// Where each member makes a pledge, heads are counted and no member's own text is kept.
fn heads(own: &Fields<'_>, terms: &Terms, place: Place, report: &mut Report) {
    if let Some(node) = own.get(NEEDS) {
        report
            .error(code::BAD_VALUE, node.place, text!("where-each-member-makes-a-pledge-only-heads"))
            .fix(text!("delete-needs"));
    }
    if !terms.measures.iter().any(|measure| measure.at_least == Some(Bound::Members)) {
        report
            .error(code::MISSING_KEY, place, text!("each-member-makes-a-pledge-but-no-number"))
            .fix(text!("add-a-line-measures-name-members"));
    }
}

fn pledge(own: &Fields<'_>, names: &Names, report: &mut Report) -> Pledge {
    let mut list = |key: Key| own.must_words(key, report);
    let (made_to, sections) = (list(MADE_TO).unwrap_or_default(), list(SECTIONS).unwrap_or_default());
    Pledge {
        made_to,
        sections,
        publish: own.get(PUBLISH_ON).map_or_else(Vec::new, |node| outlets::of_line(node, names, report)),
        each_member: own.flag(EACH_MEMBER, report).unwrap_or(false),
    }
}
