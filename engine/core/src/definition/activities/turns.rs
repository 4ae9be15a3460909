//! 轮流: visitors who take turns at every place of a programme, each as often as the file asks.

use muster_protocol::catalogue::Listed;
use muster_protocol::definition::{Contact, Scope, Turns};
use muster_protocol::ids::ContactIx;
use muster_protocol::{id, text};

use crate::definition::findings::code;
use crate::definition::findings::finding::Report;
use crate::definition::keys::{EACH_PERSON, Key, TURNS};
use crate::definition::limits::TURNS_MAX;
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::Node;

/// The turns of a programme: `Some(None)` where the file asks for none, `None` where what it asks for is faulty.
#[expect(clippy::option_option, reason = "missing and faulty are told apart by the caller")]
pub(super) fn read(
    fields: &Fields<'_>,
    names: &Names,
    contacts: &[Contact],
    report: &mut Report,
) -> Option<Option<Turns>> {
    let each = fields.get(EACH_PERSON);
    let Some(node) = fields.get(TURNS) else {
        if let Some(node) = each {
            let (turns, each) = (report.own(TURNS), report.own(EACH_PERSON));
            let said = text!("each-needs-turns-beside-it-whose-visits", each, turns);
            report
                .error(code::BAD_VALUE, node.place, said)
                .fix(text!("add-turns-with-the-roles-or-posts-that"));
            return None;
        }
        return Some(None);
    };
    let visitors = visitors(node, TURNS, names, contacts, report);
    let each = each.map_or(Some(1), |node| fields::number(node, EACH_PERSON, 1..=u8::MAX, report));
    Some(Some(Turns { visitors: visitors?, each: each? }))
}

/// Holders of roles in the order of the roster, and posts by name or id; each once, in the order of the file.
pub(super) fn visitors(
    node: &Node,
    key: Key,
    names: &Names,
    contacts: &[Contact],
    report: &mut Report,
) -> Option<Vec<ContactIx>> {
    let (mut visitors, mut sound) = (Vec::new(), true);
    for item in fields::items(node) {
        let found = fields::text(item, key, report).and_then(|name| {
            let found = named(&name, names, contacts);
            if let Named::Several(ids) = &found {
                several(&name, ids, item, report);
                return None;
            }
            let Named::Holders(found) = found else { return None };
            // Without a roster nobody is known, which is reported already.
            if found.is_empty() && !contacts.is_empty() {
                let known = names.roles.iter().map(|role| role.name.as_str());
                let known = known.chain(contacts.iter().map(|contact| contact.post.as_str()));
                fields::unknown_name(id!("role-or-post"), &name, item.place, known, report);
            }
            (!found.is_empty()).then_some((name, found))
        });
        let Some((name, found)) = found else {
            sound = false;
            continue;
        };
        let more: Vec<ContactIx> = found.into_iter().filter(|ix| !visitors.contains(ix)).collect();
        if more.is_empty() {
            report
                .error(code::BAD_VALUE, item.place, text!("name-is-among-those-before-it", name))
                .fix(text!("delete-it"));
        }
        visitors.extend(more);
    }
    if visitors.len() > TURNS_MAX {
        fields::too_many(key, node.place, visitors.len(), TURNS_MAX, report);
        return None;
    }
    (sound && !visitors.is_empty()).then_some(visitors)
}

/// Whom a name means.
enum Named<'a> {
    /// The holders of a role, or a post.
    Holders(Vec<ContactIx>),
    /// Several posts of one name, by their ids.
    Several(Vec<&'a str>),
}

fn named<'a>(name: &str, names: &Names, contacts: &'a [Contact]) -> Named<'a> {
    let role = names.roles.iter().position(|role| role.id == name || role.name == name);
    let Some(at) = role else {
        let all = || (0u32..).map(ContactIx).zip(contacts);
        if let Some((ix, _)) = all().find(|(_, contact)| contact.id == name) {
            return Named::Holders(vec![ix]);
        }
        let called: Vec<_> = all().filter(|(_, contact)| contact.post == name).collect();
        return match called.as_slice() {
            [_, _, ..] => Named::Several(called.iter().map(|(_, contact)| contact.id.as_str()).collect()),
            _ => Named::Holders(called.iter().map(|(ix, _)| *ix).collect()),
        };
    };
    let mut holders = Vec::new();
    if let Some(Scope::Campaign(Some(holder))) = names.roles.get(at).map(|role| &role.scope) {
        holders.push(*holder);
    }
    for holder in names.units.iter().filter_map(|unit| unit.contacts.get(at).copied().flatten()) {
        if !holders.contains(&holder) {
            holders.push(holder);
        }
    }
    Named::Holders(holders)
}

fn several(name: &str, ids: &[&str], item: &Node, report: &mut Report) {
    let said = text!("several-posts-are-called-name-which-one", #count = ids.len(), name);
    report.error(code::BAD_VALUE, item.place, said).fix(text!("write-its-id-one-of-ids", ids: Listed(ids)));
}
