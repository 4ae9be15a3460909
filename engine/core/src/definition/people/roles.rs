//! 角色: who may be written to, and who may do what. Without this part of the file there are the four that every committee has.

use muster_protocol::catalogue::Listed;
use muster_protocol::definition::{Right, Role, Scope};
use muster_protocol::ids::{PhaseIx, RoleIx};
use muster_protocol::{id, text};

use super::rights;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::findings::nearest::nearest;
use crate::definition::keys::{
    ACCOUNTABLE, BACKUP, CAN, COLUMN, Key, NAME, OUTSIDE, PHASES, RECORD_READING, RECUSED, ROLES, SHARED,
};
use crate::definition::limits::ROLES_MAX;
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::{Node, Value};

/// A role, and where the roster says who holds it.
#[derive(Debug, Clone)]
pub(crate) struct RoleLine {
    pub(crate) role: Role,
    /// The roster's column of posts, with its English alias; none for a role of the whole campaign.
    pub(crate) column: Option<(String, String)>,
    /// Where the file names that column; none for a usual one.
    pub(crate) place: Option<Place>,
    /// Units whose cells read the same share one contact.
    pub(crate) shared: bool,
}

/// The roles of a file that defines none (rows S69, S70, S82).
pub(crate) fn usual() -> Vec<RoleLine> {
    let of_unit = |id: &str, name: &str, can: &[Right], zh: &str, en: &str, shared| RoleLine {
        role: role(id, name, Scope::Unit, can),
        column: Some((zh.to_owned(), en.to_owned())),
        place: None,
        shared,
    };
    let clerk = [Right::Submit, Right::Sign];
    let head = [Right::Appeal, Right::Submit, Right::Sign, Right::State];
    let leader = [Right::Rate, Right::Sign, Right::Visit];
    let office = [
        Right::Check,
        Right::Preview,
        Right::Inspect,
        Right::Urge,
        Right::Collate,
        Right::Review,
        Right::Sign,
    ];
    vec![
        of_unit("clerk", "联络员", &clerk, "联络员岗位", "clerk_post", false),
        of_unit("head", "主要负责人", &head, "主要负责人岗位", "head_post", false),
        of_unit("leader", "分管领导", &leader, "联系领导岗位", "leader_post", true),
        RoleLine {
            role: role("office", "小组办公室", Scope::Campaign(None), &office),
            column: None,
            place: None,
            shared: false,
        },
    ]
}

fn role(id: &str, name: &str, scope: Scope, can: &[Right]) -> Role {
    Role { id: id.to_owned(), name: name.to_owned(), scope, can: can.to_vec(), ..Role::default() }
}

/// Reads the roles: the usual ones may be renamed, others are added.
pub(crate) fn read(node: &Node, report: &mut Report) -> Vec<RoleLine> {
    let mut lines = usual();
    let mut backups: Vec<(String, &Node)> = Vec::new();
    for entry in fields::named(node, ROLES, report) {
        if !fields::slug(&entry.key, entry.key_place, report) {
            continue;
        }
        let Some(fields) = Fields::of_entry(entry, &grammar::ROLE.keys(), report) else {
            continue;
        };
        backups.extend(fields.get(BACKUP).map(|node| (entry.key.clone(), node)));
        let at = lines.iter().position(|line| line.role.id == entry.key).unwrap_or_else(|| {
            let role = role(&entry.key, &entry.key, Scope::Campaign(None), &[]);
            lines.push(RoleLine { role, column: None, place: None, shared: false });
            lines.len() - 1
        });
        one(&fields, &mut lines[at], report);
    }
    if lines.len() > ROLES_MAX {
        let have = lines.len();
        let said = text!("there-are-have-roles-at-most-roles-max", #have = have, roles_max = ROLES_MAX);
        report.error(code::TOO_MANY, node.place, said).fix(text!("merge-roles-that-are-alike"));
        lines.truncate(ROLES_MAX);
    }
    for (id, node) in backups {
        backup(&id, node, &mut lines, report);
    }
    lines
}

fn one(fields: &Fields<'_>, line: &mut RoleLine, report: &mut Report) {
    if let Some(name) = fields.must_text(NAME, report) {
        line.role.name = name;
    }
    line.role.refs = fields::refs(fields, report);
    if let Some(node) = fields.get(CAN) {
        line.role.can = rights::rights(node, report);
    }
    if let Some(node) = fields.get(RECUSED) {
        line.role.except = rights::exclusions(node, report);
    }
    let mut flag = |key: Key| fields.get(key).and_then(|node| fields::flag(node, key, report));
    line.role.accountable = flag(ACCOUNTABLE).unwrap_or(false);
    line.role.recorded = flag(RECORD_READING).unwrap_or(false);
    let (shared, outside) = (flag(SHARED), flag(OUTSIDE).unwrap_or(false));
    let column = fields.get(COLUMN).and_then(|node| Some((fields::text(node, COLUMN, report)?, node.place)));
    if let Some((column, place)) = column {
        line.column = Some((column.clone(), column));
        line.place = Some(place);
        line.shared = shared.unwrap_or(false);
        line.role.scope = Scope::Unit;
    }
    if let Some(entry) = fields.entry(OUTSIDE).filter(|_| outside) {
        if line.column.is_some() {
            let said = text!("name-has-a-column-of-posts-in-the", name = line.role.name);
            report.error(code::BAD_VALUE, entry.key_place, said).fix(text!("write-either-column-or-outside"));
        }
        line.role.scope = Scope::Outside;
    }
}

/// Holds the columns that the file names to the roster's headings; whether the roster has them all.
pub(crate) fn check_columns(lines: &[RoleLine], headings: &[String], report: &mut Report) -> bool {
    let mut all = true;
    for line in lines {
        let (Some((column, _)), Some(place)) = (&line.column, line.place) else { continue };
        if headings.is_empty() || headings.contains(column) {
            continue;
        }
        all = false;
        let finding =
            report.error(code::ROLE_COLUMN, place, text!("the-roster-has-no-column-column", column));
        match near_heading(column, lines, headings) {
            Some(near) => finding.fix(text!("did-you-mean-near", near)),
            None => finding.fix(text!("the-roster-has-the-columns-headings", headings: Listed(headings))),
        }
    }
    all
}

/// The heading that was probably meant for a column; not one that is another role's.
fn near_heading<'h>(column: &str, lines: &[RoleLine], headings: &'h [String]) -> Option<&'h str> {
    let taken = |heading: &str| {
        let mut columns = lines.iter().filter_map(|line| line.column.as_ref());
        columns.any(|(zh, en)| heading == zh || heading == en)
    };
    nearest(column, headings.iter().map(String::as_str).filter(|heading| !taken(heading)))
}

/// The column in which posts of a role stand, and the heading of the roster that was probably meant by it.
#[derive(Debug, Clone)]
pub(crate) struct PostColumn {
    /// In Chinese, and its English alias.
    pub(crate) names: (String, String),
    pub(crate) written: Option<String>,
}

/// The columns of all roles, for those that the roster does not have.
pub(crate) fn post_columns(lines: &[RoleLine], headings: &[String]) -> Vec<Option<PostColumn>> {
    let of = |line: &RoleLine| {
        let names = line.column.clone()?;
        let called = |heading: &&String| **heading == line.role.name || **heading == line.role.id;
        let written = headings.iter().find(called).map(String::as_str);
        let written = written.or_else(|| near_heading(&names.0, lines, headings));
        Some(PostColumn { written: written.map(str::to_owned), names })
    };
    lines.iter().map(of).collect()
}

/// Reads in which phases the rights of roles hold, once the phases are known: phases stand below the roles in a file.
pub(crate) fn phases(node: &Node, names: &mut Names, report: &mut Report) {
    let Value::Map(entries) = &node.value else { return };
    for entry in entries {
        let Value::Map(lines) = &entry.value.value else { continue };
        let Some(line) = lines.iter().find(|line| PHASES.is(&line.key)) else { continue };
        if line.value.value == Value::Nothing {
            continue;
        }
        let said = fields::distinct(&line.value, PHASES, report).into_iter();
        let mut phases: Vec<PhaseIx> =
            said.filter_map(|(name, place)| names.phase_named(&name, place, report)).collect();
        phases.sort_unstable();
        phases.dedup();
        if let Some(role) = names.roles.iter_mut().find(|role| role.id == entry.key) {
            role.phases = phases;
        }
    }
}

/// Names the role that stands in. It must be another one, and one that stands in itself has no further one behind it.
fn backup(id: &str, node: &Node, lines: &mut [RoleLine], report: &mut Report) {
    let Some(name) = fields::text(node, BACKUP, report) else { return };
    let found = lines.iter().position(|line| line.role.id == name || line.role.name == name);
    let Some(at) = found else {
        let names = lines.iter().map(|line| line.role.name.as_str());
        fields::unknown_name(id!("role-2"), &name, node.place, names, report);
        return;
    };
    if lines[at].role.id == id {
        report
            .error(code::BAD_VALUE, node.place, text!("name-cannot-stand-in-for-itself", name))
            .fix(text!("write-another-role-or-delete-the-line"));
        return;
    }
    if let Some(line) = lines.iter_mut().find(|line| line.role.id == id) {
        line.role.backup = u8::try_from(at).ok().map(RoleIx);
    }
}
