//! 角色: who may be written to. Without this part of the file there are the four that every committee has.

use muster_words::definition::{Role, Scope};

use crate::definition::code;
use crate::definition::fields::{self, Fields};
use crate::definition::finding::Report;
use crate::definition::keys::{COLUMN, NAME, ROLES, SHARED};
use crate::definition::limits::ROLES_MAX;
use crate::definition::tree::Node;

/// A role, and where the roster says who holds it.
#[derive(Debug, Clone)]
pub(crate) struct RoleLine {
    pub(crate) role: Role,
    /// The roster's column of posts, with its English alias; none for a role of the whole campaign.
    pub(crate) column: Option<(String, String)>,
    /// Units whose cells read the same share one contact.
    pub(crate) shared: bool,
}

/// The roles of a file that defines none (rows S69, S70, S82).
pub(crate) fn usual() -> Vec<RoleLine> {
    let of_unit = |id: &str, name: &str, zh: &str, en: &str, shared| RoleLine {
        role: Role { id: id.to_owned(), name: name.to_owned(), scope: Scope::Unit },
        column: Some((zh.to_owned(), en.to_owned())),
        shared,
    };
    vec![
        of_unit("clerk", "联络员", "联络员岗位", "clerk_post", false),
        of_unit("head", "主要负责人", "主要负责人岗位", "head_post", false),
        of_unit("leader", "分管领导", "联系领导岗位", "leader_post", true),
        RoleLine {
            role: Role {
                id: "office".to_owned(),
                name: "小组办公室".to_owned(),
                scope: Scope::Campaign(None),
            },
            column: None,
            shared: false,
        },
    ]
}

/// Reads the roles: the usual ones may be renamed, others are added.
pub(crate) fn read(node: &Node, report: &mut Report) -> Vec<RoleLine> {
    let mut lines = usual();
    for entry in fields::named(node, ROLES.zh, report) {
        if !fields::slug(&entry.key, entry.key_place, report) {
            continue;
        }
        let keys = [NAME, COLUMN, SHARED];
        let Some(fields) = Fields::of(&entry.value, &entry.key, entry.key_place, &keys, report) else {
            continue;
        };
        let name = fields.must(NAME, report).and_then(|node| fields::text(node, NAME.zh, report));
        let column = fields.get(COLUMN).and_then(|node| fields::text(node, COLUMN.zh, report));
        let shared =
            fields.get(SHARED).and_then(|node| fields::flag(node, SHARED.zh, report)).unwrap_or(false);
        let name = name.unwrap_or_else(|| entry.key.clone());
        if let Some(usual) = lines.iter_mut().find(|line| line.role.id == entry.key) {
            usual.role.name = name;
            if let Some(column) = column {
                usual.column = Some((column.clone(), column));
                usual.role.scope = Scope::Unit;
                usual.shared = shared;
            }
            continue;
        }
        let scope = if column.is_some() { Scope::Unit } else { Scope::Campaign(None) };
        let column = column.map(|column| (column.clone(), column));
        lines.push(RoleLine { role: Role { id: entry.key.clone(), name, scope }, column, shared });
    }
    if lines.len() > ROLES_MAX {
        let have = lines.len();
        report
            .error(
                code::TOO_MANY,
                node.place,
                format!("角色有 {have} 个，最多 {ROLES_MAX} 个"),
                format!("there are {have} roles, at most {ROLES_MAX}"),
            )
            .mend("请合并相近的角色", "merge roles that are alike");
        lines.truncate(ROLES_MAX);
    }
    lines
}
