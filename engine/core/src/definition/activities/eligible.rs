//! 也可由, 同行: who else may visit which places, beside the holder of the role `由` there, and who comes along.

use muster_protocol::definition::{Contact, Eligible};
use muster_protocol::ids::{AudienceIx, RoleIx};
use muster_protocol::{id, text};

use super::turns;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{BY, COMPANIONS, Key, OR_BY, PLACES, ROLE, TURNS};
use crate::definition::limits::{COMPANIONS_MAX, ELIGIBLE_MAX};
use crate::definition::names::Names;
use crate::definition::people::audiences;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::{Node, Value};

/// Reads who else may visit, each line with where it is written. What names no places is for all of the programme's.
pub(super) fn read(
    fields: &Fields<'_>,
    (programme, everywhere): (&str, AudienceIx),
    names: &mut Names,
    contacts: &[Contact],
    report: &mut Report,
) -> Vec<(Eligible, Place)> {
    let Some(node) = fields.get(OR_BY) else { return Vec::new() };
    if fields.get(TURNS).is_some() {
        let (or_by, turns) = (report.own(OR_BY), report.own(TURNS));
        report
            .error(code::BAD_VALUE, node.place, text!("or-by-has-no-effect-beside-turns", or_by, turns))
            .fix(text!("put-them-among-turns-or-delete-one", or_by, turns));
        return Vec::new();
    }
    let items = fields::items(node);
    if items.len() > ELIGIBLE_MAX {
        fields::too_many(OR_BY, node.place, items.len(), ELIGIBLE_MAX, report);
    }
    let mut found = Vec::new();
    for (at, item) in items.iter().take(ELIGIBLE_MAX).enumerate() {
        let one = match &item.value {
            Value::Map(_) => {
                // Audiences that are written in place are told apart by their names.
                let owner = format!("{programme}{}{}", OR_BY.zh, at + 1);
                some(item, (owner.as_str(), everywhere), names, contacts, report)
            }
            Value::Nothing | Value::Text(_) | Value::List(_) => {
                let visitors = turns::visitors(item, OR_BY, names, contacts, report);
                visitors.map(|visitors| Eligible { places: everywhere, visitors, roles: Vec::new() })
            }
        };
        found.extend(one.map(|one| (one, item.place)));
    }
    found
}

/// Those who may visit some of the places, or who holds a role at the place itself.
fn some(
    node: &Node,
    (owner, everywhere): (&str, AudienceIx),
    names: &mut Names,
    contacts: &[Contact],
    report: &mut Report,
) -> Option<Eligible> {
    let fields = Fields::of(node, OR_BY, node.place, &grammar::OR_BY_SOME.keys(), report)?;
    let places = match fields.get(PLACES) {
        Some(node) => audiences::of_line(node, owner, PLACES, names, report),
        None => Some(everywhere),
    };
    if fields.get(BY).is_none() && fields.get(ROLE).is_none() {
        let (by, role) = (report.own(BY), report.own(ROLE));
        report.error(code::BAD_VALUE, node.place, text!("it-does-not-say-who-else-may-visit")).fix(text!(
            "add-by-or-role",
            by,
            role
        ));
        return None;
    }
    let visitors = match fields.get(BY) {
        Some(node) => turns::visitors(node, BY, names, contacts, report),
        None => Some(Vec::new()),
    };
    let roles = fields.get(ROLE).map_or_else(Vec::new, |node| roles(node, ROLE, names, report));
    Some(Eligible { places: places?, visitors: visitors?, roles })
}

/// Reads the roles whose holders come along. The role that visits is none of them.
pub(super) fn companions(
    fields: &Fields<'_>,
    visitor: Option<RoleIx>,
    names: &Names,
    report: &mut Report,
) -> Vec<RoleIx> {
    let Some(node) = fields.get(COMPANIONS) else { return Vec::new() };
    let found = roles(node, COMPANIONS, names, report);
    if found.len() > COMPANIONS_MAX {
        fields::too_many(COMPANIONS, node.place, found.len(), COMPANIONS_MAX, report);
    }
    if visitor.is_some_and(|visitor| found.contains(&visitor)) {
        let (with, by) = (report.own(COMPANIONS), report.own(BY));
        report
            .error(code::BAD_VALUE, node.place, text!("who-visits-does-not-come-along", with, by))
            .fix(text!("delete-it"));
    }
    found
}

fn roles(node: &Node, key: Key, names: &Names, report: &mut Report) -> Vec<RoleIx> {
    let mut roles = Vec::new();
    for (name, place) in fields::distinct(node, key, report) {
        let at = names.roles.iter().position(|role| role.id == name || role.name == name);
        if at.is_none() {
            let known = names.roles.iter().map(|role| role.name.as_str());
            fields::unknown_name(id!("role-2"), &name, place, known, report);
        }
        roles.extend(at.and_then(|at| u8::try_from(at).ok()).map(RoleIx));
    }
    roles
}
