//! How a refusal is told: who asked, what is missing, which roles have it, who holds them here, and what to do.

use muster_protocol::catalogue::{Listed, LocalizedText};
use muster_protocol::command::{Ground, Refusal, RefusalCode};
use muster_protocol::definition::{Definition, Right};
use muster_protocol::ids::{PhaseIx, RoleIx, UnitIx};
use muster_protocol::{id, text};

use super::super::state::State;
use super::needed::{About, Grant, Need};
use super::outcome::{RightsOutcome, holders, names};
use super::post::Post;
use crate::definition::right;
use muster_protocol::catalogue::in_a_row;

/// Most posts and units that are told one by one: a line.
const LISTED_MAX: usize = 5;

/// One who may not, with what was asked.
pub(super) struct Denial<'a> {
    pub(super) def: &'a Definition,
    pub(super) state: &'a State,
    pub(super) need: &'a Need,
    pub(super) post: &'a Post<'a>,
}

impl Denial<'_> {
    /// Why a post may not do it itself.
    pub(super) fn refusal(&self, found: &RightsOutcome) -> Refusal {
        let way_on = self.way_on();
        match found {
            RightsOutcome::None | RightsOutcome::Holds => self.by_role(&way_on),
            RightsOutcome::Elsewhere(units) => self.by_unit(units, &way_on),
            RightsOutcome::OwnUnit(unit) => {
                let who = self.post.text;
                let unit = self.unit(*unit);
                let said = text!("who-belongs-to-unit-and-keeps-out-of", who, unit, way_on: way_on);
                refusal(Ground::Unit, said)
            }
            RightsOutcome::NotNow(role) => self.by_phase(*role, &way_on),
        }
    }

    fn by_role(&self, way_on: &LocalizedText) -> Refusal {
        let (who, what) = (self.post.text, self.what());
        if self.post.is_known(self.def) {
            return refusal(Ground::Role, text!("who-does-not-have-what", who, what: what, way_on: way_on));
        }
        let said = text!("who-is-not-a-post-of-this-campaign", who, what: what, way_on: way_on);
        refusal(Ground::Role, said).instead(self.post.instead(self.def))
    }

    fn by_unit(&self, units: &[UnitIx], way_on: &LocalizedText) -> Refusal {
        let (who, what, about) = (self.post.text, self.what(), self.about());
        let only = if units.is_empty() {
            text!("for-what-is-its-own-only")
        } else {
            text!("for-own-only", own: self.units(units))
        };
        refusal(
            Ground::Unit,
            text!("who-has-what-only-not-for-about", who, what: what, only: only, about: about, way_on: way_on),
        )
    }

    fn by_phase(&self, role: RoleIx, way_on: &LocalizedText) -> Refusal {
        let (who, what) = (self.post.text, self.what());
        let role = &self.def.roles[role.at()];
        let phases: Vec<&str> = role.phases.iter().map(|phase| self.phase(*phase)).collect();
        let phases = in_a_row::names(&phases, id!("comma-between-quoted-names"));
        let now = match self.state.phase() {
            Some(phase) => text!("the-phase-now-is-name", name = self.phase(phase)),
            None => text!("no-phase-has-begun"),
        };
        let by = (role.name != who).then(|| text!("by-this-role", role = role.name));
        refusal(
            Ground::Phase,
            text!(
                "who-has-what-in-other-phases-only",
                who,
                by: by,
                what: what,
                phases: phases,
                now: now,
                way_on: way_on
            ),
        )
    }

    /// Why a post may not do it for another that may.
    pub(super) fn behalf(&self, whose: &Post<'_>) -> Refusal {
        let (who, whose) = (self.post.text, whose.text);
        let mut others = Vec::new();
        for lent in &self.need.lent {
            let lending = Need::lending(self.need, *lent, None);
            let roles = names(self.def, self.state, &lending);
            if !roles.is_empty() {
                others
                    .push(text!("those-who-have-the-right-may", right: right(*lent), roles: Listed(&roles)));
            }
        }
        let others = LocalizedText::each(|lang| others.iter().map(|said| said.say(lang)).collect());
        let refusal = refusal(Ground::Behalf, text!("who-may-not-act-for-whose", who, whose, others: others));
        let unknown = !self.post.is_known(self.def);
        refusal.instead(if unknown { self.post.instead(self.def) } else { None })
    }

    /// What is missing.
    fn what(&self) -> LocalizedText {
        let mut rights: Vec<LocalizedText> = Vec::new();
        for grant in &self.need.grants {
            rights.extend(match grant {
                Grant::Right(one) => Some(text!("the-right-of-this-name", right: right(*one))),
                Grant::Visits(programme) => {
                    let name = self.def.visits.get(programme.at()).map_or("", |rules| &rules.name);
                    Some(text!("the-right-to-visit-in-name", right: right(Right::Visit), name))
                }
                // A role that has the right anyway need not be named beside it.
                Grant::Role(role) => {
                    let role = &self.def.roles[role.at()];
                    let anyway =
                        role.can.iter().any(|right| self.need.grants.contains(&Grant::Right(*right)));
                    let name = &role.name;
                    (!anyway).then(|| text!("the-role-name", name))
                }
                Grant::Anybody => Some(text!("a-role-here")),
                Grant::Post(_) | Grant::Name(_) => None,
            });
        }
        in_a_row::texts(&rights, id!("or-between-alternatives"))
    }

    /// What it is about.
    fn about(&self) -> LocalizedText {
        match self.need.about {
            About::Unit(unit) => text!("what-is-the-units", unit = self.unit(unit)),
            About::Audience(audience) => {
                let name = self.def.audiences.get(audience.at()).map_or("", |audience| &audience.name);
                text!("what-is-name-s", name)
            }
            About::Contact(contact) => {
                let post = self.def.contacts.get(contact.at()).map_or("", |contact| &contact.post);
                text!("what-was-sent-to-post", post)
            }
            About::Campaign => text!("the-whole-campaign"),
        }
    }

    /// Which roles have it, who holds them here, and what to do.
    fn way_on(&self) -> LocalizedText {
        let roles = names(self.def, self.state, self.need);
        let all = matches!(self.need.about, About::Campaign | About::Audience(_));
        let mut posts: Vec<String> = Vec::new();
        for post in holders(self.def, self.state, self.need) {
            if posts.len() > LISTED_MAX {
                break;
            }
            if !posts.contains(&post) && !Post::named(self.def, &post).same(self.def, self.post) {
                posts.push(post);
            }
        }
        if roles.is_empty() && posts.is_empty() {
            return text!("act-as-a-post-of-the-roster");
        }
        // Those of all units are no help one by one.
        if posts.is_empty() || all && posts.len() > LISTED_MAX || posts == roles {
            return text!("it-is-for-these", these: Listed(&roles));
        }
        if let About::Contact(_) = self.need.about {
            return text!("it-is-for-these", these: Listed(&posts));
        }
        text!("it-is-for-roles-here-posts", roles: Listed(&roles), posts: Listed(&posts))
    }

    fn units(&self, units: &[UnitIx]) -> LocalizedText {
        let listed: Vec<String> = units.iter().take(LISTED_MAX).map(|unit| self.unit(*unit)).collect();
        let more = if units.len() > listed.len() { " …" } else { "" };
        in_a_row::names(&listed, id!("list-comma")).map(|listed| listed + more)
    }

    fn unit(&self, unit: UnitIx) -> String {
        self.def.unit_label(unit)
    }

    fn phase(&self, phase: PhaseIx) -> &str {
        self.def.phases.get(phase.at()).map_or("", |phase| phase.name.as_str())
    }
}

fn refusal(ground: Ground, said: LocalizedText) -> Refusal {
    Refusal::with_text(RefusalCode::NotAllowed(ground), said)
}
