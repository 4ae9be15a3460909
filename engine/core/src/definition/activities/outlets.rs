//! 宣传渠道: where the campaign publishes, and who keeps each place alive (S54, S56, S79).

use muster_protocol::definition::{Outlet, Terms, Variant};
use muster_protocol::id;
use muster_protocol::ids::OutletIx;

use super::line::{DutyLine, Line};
use crate::definition::description::grammar;
use crate::definition::findings::finding::Report;
use crate::definition::keys::{FRESH, NAME, OUTLETS, PUBLISH_ON};
use crate::definition::limits::KINDS_MAX;
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::Node;

/// Reads the outlets; one with a cadence of its own is a duty too.
pub(crate) fn read(node: &Node, lines: &mut Vec<DutyLine>, names: &mut Names, report: &mut Report) {
    for entry in fields::at_most(node, OUTLETS, KINDS_MAX, report) {
        if !fields::slug(&entry.key, entry.key_place, report) {
            continue;
        }
        let Some(own) = Fields::of_entry(entry, &grammar::activities::OUTLETS.keys(), report) else {
            continue;
        };
        let at = OutletIx(u16::try_from(names.outlets.len()).unwrap_or(u16::MAX));
        let name = match own.get(FRESH) {
            Some(_) => {
                let line = Line { when: FRESH, ..Line::alone(entry, &own) };
                let read = line.read(Variant::Outlet(at), Terms::default(), names, report);
                let name = read.as_ref().map(|line| line.duty.name.clone());
                lines.extend(read);
                name
            }
            None => own.must_text(NAME, report),
        };
        // A faulty outlet keeps its id, so that lines which publish there are not reported as well.
        let name = name.unwrap_or_else(|| entry.key.clone());
        let refs = if own.get(FRESH).is_some() { Vec::new() } else { fields::refs(&own, report) };
        names.outlets.push(Outlet { id: entry.key.clone(), name, refs });
    }
}

/// The outlets named by a line, by id or by name.
pub(crate) fn of_line(node: &Node, names: &Names, report: &mut Report) -> Vec<OutletIx> {
    let mut found = Vec::new();
    for (text, place) in fields::distinct(node, PUBLISH_ON, report) {
        let at = names.outlets.iter().position(|outlet| outlet.id == text || outlet.name == text);
        match at.and_then(|at| u16::try_from(at).ok()) {
            Some(at) => found.push(OutletIx(at)),
            None => {
                let known = names.outlets.iter().map(|outlet| outlet.name.as_str());
                let known = known.chain(names.outlets.iter().map(|outlet| outlet.id.as_str()));
                fields::unknown_name(id!("outlet-of-the-campaign"), &text, place, known, report);
            }
        }
    }
    found
}
