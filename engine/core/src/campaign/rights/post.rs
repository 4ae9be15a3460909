//! Who a name stands for: a post's id (`005-clerk`), its words (市政处联络员), or the unit with the role (`005/联络员`).

use muster_protocol::definition::{Contact, Definition, Role, Scope};
use muster_protocol::ids::{ContactIx, RoleIx, UnitIx};
use muster_rules::audience::{contact_of, post_named};

use crate::definition::findings::nearest::nearest;

/// Somebody who acts, by name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Post<'a> {
    /// As it was said.
    pub(super) text: &'a str,
    /// The contact that a unit's code and a role lead to, or the name of a second post.
    contact: Option<ContactIx>,
}

impl<'a> Post<'a> {
    pub(super) fn named(def: &Definition, text: &'a str) -> Self {
        let contact = text.split_once('/').and_then(|(code, role)| {
            let unit = def.unit_by_code(code)?;
            let at = def.roles.iter().position(|known| known.id == role || known.name == role)?;
            contact_of(def, unit, RoleIx(u8::try_from(at).ok()?))
        });
        Self { text, contact: contact.or_else(|| second_name(def, text)) }
    }

    /// Whether a contact is meant.
    pub(super) fn is(&self, def: &Definition, contact: ContactIx) -> bool {
        let named = |contact: &Contact| contact.id == self.text || contact.post == self.text;
        self.contact == Some(contact) || def.contacts.get(contact.at()).is_some_and(named)
    }

    /// Whether both names stand for one post.
    pub(super) fn same(&self, def: &Definition, other: &Self) -> bool {
        let mut contacts = (0u32..).map(ContactIx).take(def.contacts.len());
        self.text == other.text || contacts.any(|contact| self.is(def, contact) && other.is(def, contact))
    }

    /// Whether it is the name of a role itself.
    pub(super) fn names(&self, role: &Role) -> bool {
        role.id == self.text || role.name == self.text
    }

    /// Whether it holds a role of the committee or one outside the roster.
    pub(super) fn holds(&self, def: &Definition, role: &Role) -> bool {
        let by_name = self.names(role);
        match role.scope {
            Scope::Unit => false,
            Scope::Outside => by_name,
            Scope::Campaign(Some(contact)) => by_name || self.is(def, contact),
            Scope::Campaign(None) => by_name || self.stands_in(def, role),
        }
    }

    fn stands_in(&self, def: &Definition, role: &Role) -> bool {
        let backup = role.backup.and_then(|backup| def.roles.get(backup.at()));
        backup.is_some_and(|backup| match backup.scope {
            Scope::Campaign(Some(contact)) => self.is(def, contact),
            Scope::Campaign(None) | Scope::Outside | Scope::Unit => false,
        })
    }

    /// Units for which it holds a role.
    pub(super) fn units<'d>(
        &'d self,
        def: &'d Definition,
        role: RoleIx,
    ) -> impl Iterator<Item = UnitIx> + 'd {
        let units = (0u32..).map(UnitIx).take(def.units.len());
        units.filter(move |unit| self.holds_at(def, role, *unit))
    }

    /// Whether it holds a role of a unit, also as the one that stands in where nobody does.
    pub(super) fn holds_at(&self, def: &Definition, role: RoleIx, unit: UnitIx) -> bool {
        let of_unit = def.roles.get(role.at()).is_some_and(|role| role.scope == Scope::Unit);
        of_unit && contact_of(def, unit, role).is_some_and(|contact| self.is(def, contact))
    }

    /// Whether it is among a unit's posts, by whatever role but this one.
    pub(super) fn belongs_to(&self, def: &Definition, unit: UnitIx, but: RoleIx) -> bool {
        let contacts = def.units.get(unit.at()).map_or(&[][..], |unit| unit.contacts.as_slice());
        let others = contacts.iter().enumerate().filter(|(at, _)| *at != but.at());
        others.filter_map(|(_, contact)| *contact).any(|contact| self.is(def, contact))
    }

    /// Whether anybody is meant: a post, or a role of the file.
    pub(super) fn is_known(&self, def: &Definition) -> bool {
        self.contact.is_some()
            || def.contacts.iter().any(|known| known.id == self.text || known.post == self.text)
            || def.roles.iter().any(|role| self.holds(def, role))
    }

    /// The known name that is most like it.
    pub(super) fn instead(&self, def: &Definition) -> Option<String> {
        let names = def.contacts.iter().flat_map(|known| [known.post.as_str(), known.id.as_str()]);
        let roles = def.roles.iter().filter(|role| role.scope == Scope::Outside);
        nearest(self.text, names.chain(roles.map(|role| role.name.as_str()))).map(str::to_owned)
    }
}

/// Who holds several posts of a unit has the id and the words of the first, and answers to those of the others too:
/// `013-head`, 信息中心主要负责人.
fn second_name(def: &Definition, text: &str) -> Option<ContactIx> {
    if post_named(def, text).is_some() {
        return None;
    }
    let mut posts = (0u32..).map(UnitIx).zip(&def.units).flat_map(|(ix, unit)| {
        let roles = (0u8..).map(RoleIx).zip(&def.roles).filter(|(_, role)| role.scope == Scope::Unit);
        roles.map(move |(role, named)| (ix, unit, role, named))
    });
    let (unit, _, role, _) = posts.find(|(_, unit, _, role)| {
        let by_id = || text.strip_prefix(unit.code.to_ascii_lowercase().as_str())?.strip_prefix('-');
        let by_word = || text.strip_prefix(unit.short.as_str());
        by_id().is_some_and(|rest| rest == role.id)
            || by_word().is_some_and(|rest| rest.trim_start() == role.name)
    })?;
    let contact = def.units.get(unit.at())?.contacts.get(role.at()).copied().flatten()?;
    let held = def.units.get(unit.at())?.contacts.iter().filter(|known| **known == Some(contact));
    (held.count() > 1).then_some(contact)
}
