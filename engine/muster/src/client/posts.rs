//! Who is meant by a name that a person acts under: a post by its id or its words, or the unit (by code, short name or
//! name) with the role. What the engine does not know by itself goes to it as the post's id.

use muster_core::campaign::Issuer;
use muster_core::definition::nearest;
use muster_protocol::definition::{Definition, Right, Role, Scope, Unit};
use muster_protocol::ids::{RoleIx, UnitIx};
use muster_protocol::say;
use muster_rules::audience::contact_of;

use crate::exit::{Exit, Failure};
use muster_protocol::catalogue::{Language, Listed};

/// Most posts that a refusal names: a line.
const NAMED_MAX: usize = 8;

/// Who acts and for whom, as the engine knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acting {
    actor: String,
    behalf: Option<String>,
}

impl Acting {
    /// Both posts, if the campaign knows them.
    ///
    /// # Errors
    /// [`Failure`] of kind not-allowed, with the nearest name that exists.
    pub fn of(lang: Language, def: &Definition, by: Issuer<'_>) -> Result<Self, Failure> {
        let known = |name: &str| named(def, name.trim()).ok_or_else(|| unknown(lang, def, name));
        Ok(Self { actor: known(by.actor)?, behalf: by.behalf.map(known).transpose()? })
    }

    /// Who launches. Where the file gives that to nobody, the holder of the directory may, also under a name that is no post's;
    /// one that is nearly a post's is a slip of the pen all the same.
    ///
    /// # Errors
    /// As [`Acting::of`].
    pub fn of_launch(lang: Language, def: &Definition, by: Issuer<'_>) -> Result<Self, Failure> {
        let given = def.roles.iter().any(|role| role.can.contains(&Right::Launch));
        if given || by.behalf.is_some() || near(def, by.actor).is_some() {
            return Self::of(lang, def, by);
        }
        let actor = named(def, by.actor.trim()).unwrap_or_else(|| by.actor.trim().to_owned());
        Ok(Self { actor, behalf: None })
    }

    /// As a command says it.
    #[must_use]
    pub fn by(&self) -> Issuer<'_> {
        Issuer { actor: &self.actor, behalf: self.behalf.as_deref() }
    }
}

/// A post by any of its names.
#[must_use]
pub fn named(def: &Definition, name: &str) -> Option<String> {
    let plain = def.contacts.iter().any(|contact| contact.id == name || contact.post == name)
        || def.roles.iter().any(|role| role.scope != Scope::Unit && is(role, name));
    if plain {
        return Some(name.to_owned());
    }
    let units = || (0u32..).map(UnitIx).zip(&def.units);
    let roles = || (0u8..).map(RoleIx).zip(&def.roles);
    let post = |unit: UnitIx, role: RoleIx| {
        let contact = contact_of(def, unit, role)?;
        def.contacts.get(contact.at()).map(|contact| contact.id.clone())
    };
    if let Some((unit, role)) = name.split_once('/') {
        let unit = units().find(|(_, known)| goes_by(known, unit.trim()))?.0;
        let (role, _) = roles().find(|(_, known)| is(known, role.trim()))?;
        return post(unit, role);
    }
    // Who holds several posts of a unit answers to the names of each: 013-head, 信息中心主要负责人.
    units().find_map(|(unit, known)| {
        let rests = [known.short.as_str(), known.name.as_str()].map(|own| name.strip_prefix(own));
        let by_id = name.strip_prefix(known.code.to_ascii_lowercase().as_str());
        let rests = rests.into_iter().chain([by_id.and_then(|rest| rest.strip_prefix('-'))]).flatten();
        let mut found = rests.flat_map(|rest| {
            let rest = rest.trim_start();
            roles().filter(move |(_, role)| role.scope == Scope::Unit && is(role, rest))
        });
        found.find_map(|(role, _)| post(unit, role))
    })
}

fn is(role: &Role, name: &str) -> bool {
    role.id == name || role.name == name
}

fn goes_by(unit: &Unit, name: &str) -> bool {
    unit.code.eq_ignore_ascii_case(name) || unit.short == name || unit.name == name
}

/// The code of the unit that is meant by its code, short name or name, or by the name of one of its posts.
#[must_use]
pub fn unit<'d>(def: &'d Definition, name: &str) -> Option<&'d str> {
    let name = name.trim();
    if let Some(unit) = def.units.iter().find(|unit| goes_by(unit, name)) {
        return Some(&unit.code);
    }
    let id = named(def, name)?;
    let at = def.contacts.iter().position(|contact| contact.id == id || contact.post == id)?;
    let own = |(_, held): (&Role, &Option<_>)| {
        held.is_some_and(|contact: muster_protocol::ids::ContactIx| contact.at() == at)
    };
    let of_unit = |unit: &&Unit| {
        let posts = def.roles.iter().zip(&unit.contacts);
        posts.filter(|(role, _)| role.scope == Scope::Unit).any(own)
    };
    def.units.iter().find(of_unit).map(|unit| unit.code.as_str())
}

/// The post or the committee's role that a name is nearest to, when it is near enough to have been meant.
fn near<'d>(def: &'d Definition, name: &str) -> Option<&'d str> {
    let roles = def.roles.iter().filter(|role| role.scope != Scope::Unit);
    let roles = roles.flat_map(|role| [role.name.as_str(), role.id.as_str()]);
    let posts = def.contacts.iter().flat_map(|known| [known.post.as_str(), known.id.as_str()]);
    nearest(name.trim(), posts.chain(roles))
}

fn unknown(lang: Language, def: &Definition, name: &str) -> Failure {
    let shown = name.escape_debug();
    let what = say!(lang, "this-is-not-a-post-of-the-campaign", shown);
    let failure = Failure::new(Exit::NotAllowed, what);
    if let Some(near) = near(def, name) {
        return failure.next(crate::suggestions::did_you_mean(lang, near));
    }
    let some: Vec<&str> =
        def.contacts.iter().rev().map(|known| known.post.as_str()).take(NAMED_MAX).collect();
    let count = def.contacts.len();
    let more = count.saturating_sub(some.len());
    let posts = if more == 0 {
        some.join(lang.say("list-comma"))
    } else {
        say!(lang, "names-and-more-of-count", names: Listed(&some), more, count)
    };
    failure.next(match of_a_unit(def) {
        Some(such) => say!(lang, "posts-are-or-unit-and-role", posts, such),
        None => say!(lang, "posts-are", posts),
    })
}

/// A post of the first unit that has one, by the unit's code and the role's name.
fn of_a_unit(def: &Definition) -> Option<String> {
    def.units.iter().find_map(|unit| {
        let mut roles = def.roles.iter().zip(&unit.contacts);
        let (role, _) = roles.find(|(role, contact)| role.scope == Scope::Unit && contact.is_some())?;
        Some(format!("{}/{}", unit.code, role.name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::definition::Contact;
    use muster_protocol::ids::ContactIx;

    fn contact(id: &str, post: &str) -> Contact {
        Contact { id: id.to_owned(), post: post.to_owned(), language: None, person: None }
    }

    fn definition() -> Definition {
        let role = |id: &str, name: &str, scope| Role {
            id: id.to_owned(),
            name: name.to_owned(),
            scope,
            ..Role::default()
        };
        let unit = |code: &str, short: &str, name: &str, contacts| Unit {
            code: code.to_owned(),
            name: name.to_owned(),
            short: short.to_owned(),
            parent: None,
            category: String::new(),
            tags: Vec::new(),
            scored: true,
            members: 1,
            town: String::new(),
            location: None,
            joined: None,
            left: None,
            merged_into: None,
            contacts,
        };
        Definition {
            contacts: vec![
                contact("005-clerk", "市政处联络员"),
                contact("013-clerk", "信息中心联络员、主要负责人"),
                contact("office", "小组办公室"),
            ],
            roles: vec![
                role("clerk", "联络员", Scope::Unit),
                role("head", "主要负责人", Scope::Unit),
                role("office", "小组办公室", Scope::Campaign(Some(ContactIx(2)))),
                role("citizen", "网民", Scope::Outside),
            ],
            units: vec![
                unit("005", "市政处", "市政设施管理处党支部", vec![Some(ContactIx(0)), None, None, None]),
                unit(
                    "013",
                    "信息中心",
                    "信息中心党支部",
                    vec![Some(ContactIx(1)), Some(ContactIx(1)), None, None],
                ),
            ],
            ..Definition::default()
        }
    }

    #[test]
    fn a_post_answers_to_the_names_of_the_file_and_of_the_roster() {
        let def = definition();
        for (name, post) in [
            ("005-clerk", "005-clerk"),
            ("市政处联络员", "市政处联络员"),
            ("小组办公室", "小组办公室"),
            ("office", "office"),
            ("网民", "网民"),
            ("005/联络员", "005-clerk"),
            ("005/clerk", "005-clerk"),
            ("市政处/联络员", "005-clerk"),
            ("市政设施管理处党支部/联络员", "005-clerk"),
            ("市政设施管理处党支部联络员", "005-clerk"),
            ("013-head", "013-clerk"),
            ("信息中心主要负责人", "013-clerk"),
        ] {
            assert_eq!(named(&def, name).as_deref(), Some(post), "{name}");
        }
        for name in ["", "clerk", "联络员", "005", "005/", "/联络员", "005/head", "006/联络员"] {
            assert_eq!(named(&def, name), None, "{name}");
        }
        let failure = Acting::of(Language::En, &def, Issuer::post("市政处联洛员")).unwrap_err();
        assert_eq!(failure.exit, Exit::NotAllowed);
        assert!(failure.next.unwrap().contains("市政处联络员"));
        let failure = Acting::of(Language::En, &def, Issuer::post("nobody at all")).unwrap_err();
        assert!(failure.next.as_ref().unwrap().ends_with("such as 005/联络员"), "{failure:?}");
        let mut many = def.clone();
        many.contacts.extend((0..NAMED_MAX).map(|n| contact(&format!("x{n}"), &format!("Post {n}"))));
        let failure = Acting::of(Language::En, &many, Issuer::post("nobody at all")).unwrap_err();
        assert!(failure.next.as_ref().unwrap().contains(" and 3 more"), "{failure:?}");
        let for_nobody = Issuer { actor: "office", behalf: Some("nobody at all") };
        let failure = Acting::of(Language::Zh, &def, for_nobody).unwrap_err();
        assert!(failure.what.contains("nobody at all") && failure.next.unwrap().contains("小组办公室"));
    }
}
