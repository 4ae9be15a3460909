//! What of a campaign its reader sees. It is decided here, from what the file says ([`muster_core::campaign::sight`]), for every
//! request over HTTP that reads: each asks for a [`Sight`] and shows what that lets through.

use std::collections::BTreeSet;
use std::sync::Arc;

use muster_core::campaign;
use muster_protocol::any_of;
use muster_protocol::definition::Definition;
use muster_protocol::event::of::{Given, OccasionPlanned};
use muster_protocol::event::{About, NamedEvent};
use muster_protocol::ids::{CampaignId, PhaseIx, UnitIx};
use muster_protocol::recorded::Recorded;
use muster_protocol::refs::{Ids, OccasionKey, UnitCode};
use muster_protocol::table::{SheetTable, SnapshotTable};
use muster_rules::audience::person_of;
use muster_wire::link::LinkError;

use super::Handle;

/// Families of events that are the campaign's own: they name no unit.
const OF_ALL: [&str; 2] = ["campaign", "clock"];

/// What of a campaign its reader sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sight {
    /// All of it: the holder of the directory, and posts to which the file gives the matters of every unit.
    Whole,
    /// What is a post's own, and what is no unit's.
    Own(Arc<Own>),
}

/// What is a post's own.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Own {
    post: String,
    /// Codes of its units.
    units: BTreeSet<String>,
    /// Contacts of these units and of no other, and the post itself: whose messages are its own. A contact under which come the
    /// letters of a post of another unit too is not among them.
    contacts: BTreeSet<String>,
}

impl Own {
    fn new(def: &Definition, post: &str, units: &[UnitIx]) -> Self {
        let own: BTreeSet<UnitIx> = units.iter().copied().collect();
        let (mut codes, mut near, mut far) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (ix, unit) in (0u32..).map(UnitIx).zip(&def.units) {
            let contacts = unit.contacts.iter().flatten().copied();
            if own.contains(&ix) {
                near.extend(contacts);
                codes.insert(unit.code.clone());
            } else {
                // Who holds posts of several units has one letter for all of them.
                far.extend(contacts.flat_map(|contact| [contact, person_of(def, contact)]));
            }
        }
        let alone = near.difference(&far).filter_map(|ix| def.contacts.get(ix.at()));
        let contacts = alone.map(|contact| contact.id.clone()).chain([post.to_owned()]).collect();
        Self { post: post.to_owned(), units: codes, contacts }
    }

    fn unit(&self, code: &str) -> bool {
        self.units.contains(code)
    }

    fn contact(&self, id: &str) -> bool {
        self.contacts.contains(id)
    }

    /// Whether an event concerns it. Whose a case or an entry is that an event has by its number alone, that event does not
    /// say: `why`, `show` and the page tell of it.
    fn hears(&self, event: &NamedEvent) -> bool {
        match event.described().about() {
            About::Whole => {
                // They name a contact and nothing else.
                if let NamedEvent::OptOutSet(body) = event {
                    return self.contact(&body.contact);
                }
                if let NamedEvent::HourSet(body) = event {
                    return self.contact(&body.contact);
                }
                event.name().split('.').next().is_some_and(|family| OF_ALL.contains(&family))
            }
            About::Planned(_) => given(event).is_none_or(|it| self.is_given(it)),
            About::Phase(_) | About::Occasion(_) | About::Table(_) => true,
            About::Unit(one, to) | About::Item(_, one, to) => {
                self.unit(one) || to.is_some_and(|to| self.unit(to))
            }
            About::Items(_, units) => units.iter().any(|one| self.unit(one)),
            About::Steps(steps) => steps.iter().any(|step| self.unit(&step.unit)),
            About::Messages(messages) => messages.iter().any(|(key, steps)| {
                self.contact(&key.contact) || steps.iter().any(|step| self.unit(&step.unit))
            }),
            About::Ledger(_, one) | About::Sheet(_, one) | About::Listed(_, one) => self.unit(one),
            About::Case(_, one, _) | About::Candidate(_, one) => one.is_some_and(|one| self.unit(one)),
            About::Delivery(..) | About::Letters(_) | About::Session(..) | About::Blob(_) => false,
        }
    }

    /// Whether an event names units besides its own.
    fn names_others(&self, event: &NamedEvent) -> bool {
        let in_plan = given(event).is_some_and(|it| {
            it.units.iter().any(|one| !self.unit(one))
                || it.found_at.as_ref().is_some_and(|visit| !self.unit(&visit.place))
        });
        let left_out: &[UnitCode] =
            if let NamedEvent::OccasionOpened(body) = event { &body.without } else { &[] };
        in_plan
            || left_out.iter().any(|one| !self.unit(one))
            || match event.described().about() {
                About::Items(_, units) => units.iter().any(|one| !self.unit(one)),
                About::Steps(steps) => steps.iter().any(|step| !self.unit(&step.unit)),
                About::Messages(messages) => messages.iter().any(|(key, steps)| {
                    !self.contact(&key.contact) || steps.iter().any(|step| !self.unit(&step.unit))
                }),
                any_of! { About:
                    Whole Phase Unit Planned Occasion Table Item Delivery Letters Ledger Case Candidate
                    Sheet Session Listed Blob
                } => false,
            }
    }

    /// Whether a task is given to one of its units; one that names none is everybody's.
    fn is_given(&self, task: &Given<Ids>) -> bool {
        task.units.is_empty() || task.units.iter().any(|one| self.unit(one))
    }
}

/// The task that an event plans or moves.
fn given(event: &NamedEvent) -> Option<&Given<Ids>> {
    let plan: &OccasionPlanned<Ids> = if let NamedEvent::OccasionPlanned(plan) = event {
        plan
    } else if let NamedEvent::OccasionMoved(moved) = event {
        &moved.plan
    } else {
        return None;
    };
    plan.given.as_ref()
}

impl Sight {
    /// Whether all is seen.
    pub(crate) fn is_whole(&self) -> bool {
        matches!(self, Self::Whole)
    }

    /// Codes of the units and ids of the contacts that are seen; none where all are.
    pub(crate) fn only(&self) -> Option<(&BTreeSet<String>, &BTreeSet<String>)> {
        match self {
            Self::Whole => None,
            Self::Own(own) => Some((&own.units, &own.contacts)),
        }
    }

    /// Whether the matters of the unit with this code are seen.
    pub(crate) fn unit(&self, code: &str) -> bool {
        match self {
            Self::Whole => true,
            Self::Own(own) => own.unit(code),
        }
    }

    /// Whether those of a unit of this definition are.
    pub(crate) fn unit_of(&self, def: &Definition, unit: UnitIx) -> bool {
        self.is_whole() || def.units.get(unit.at()).is_some_and(|unit| self.unit(&unit.code))
    }

    /// Whether an occasion is seen: one whose task was given to others alone is not.
    pub(crate) fn occasion(
        &self,
        def: &Definition,
        planned: &muster_protocol::event::OccasionPlanned,
    ) -> bool {
        planned.given.as_ref().is_none_or(|given| {
            given.units.is_empty() || given.units.iter().any(|unit| self.unit_of(def, *unit))
        })
    }

    /// The occasion as a whole that an event is about, where it hangs on that whether the event is heard: the event itself does
    /// not say to whom its task was given.
    pub(crate) fn hangs_on(&self, row: &Recorded) -> Option<OccasionKey> {
        let Self::Own(own) = self else { return None };
        let event = row.named().ok().filter(|_| own.post != row.actor)?;
        let described = event.described();
        match described.about() {
            About::Occasion(key) => Some(key.clone()),
            any_of! { About:
                Whole Phase Unit Planned Table Item Items Steps Messages Delivery Letters Ledger Case Candidate
                Sheet Session Listed Blob
            } => None,
        }
    }

    /// Whether an item or a step is seen: `unit-plan/005`, `unit-plan/005#0.2`.
    pub(crate) fn item(&self, name: &str) -> bool {
        let item = name.split('#').next().unwrap_or_default();
        self.is_whole() || item.rsplit_once('/').is_some_and(|(_, code)| self.unit(code))
    }

    /// Whether the messages to a contact are seen.
    pub(crate) fn contact(&self, id: &str) -> bool {
        match self {
            Self::Whole => true,
            Self::Own(own) => own.contact(id),
        }
    }

    /// Whether this is the post itself, or all is seen: a visitor sees its visits wherever they are.
    pub(crate) fn is_post(&self, id: &str) -> bool {
        match self {
            Self::Whole => true,
            Self::Own(own) => own.post == id,
        }
    }

    /// Whether an event is heard: also what the post did itself, whatever that is about.
    pub(crate) fn hears(&self, row: &Recorded) -> bool {
        match self {
            Self::Whole => true,
            Self::Own(own) => own.post == row.actor || row.named().is_ok_and(|event| own.hears(&event)),
        }
    }

    /// Whether all that an event says may be told; one that names others too is told by its name alone.
    pub(crate) fn is_told(&self, row: &Recorded) -> bool {
        match self {
            Self::Whole => true,
            Self::Own(own) => {
                own.post == row.actor || row.named().is_ok_and(|event| !own.names_others(&event))
            }
        }
    }

    /// Leaves what is seen of a score sheet.
    pub(crate) fn cut_sheet(&self, table: &mut SheetTable) {
        table.rows.retain(|row| self.unit(&row.unit));
    }

    /// Leaves what is seen of a table of all units.
    pub(crate) fn cut(&self, table: &mut SnapshotTable) {
        table.rows.retain(|row| self.unit(&row.unit));
        table.sheets.iter_mut().for_each(|sheet| self.cut_sheet(sheet));
        table.ratings.retain(|row| row.unit.as_ref().is_none_or(|unit| self.unit(unit)));
    }
}

impl Handle {
    /// The phase in force, where rights hang on it.
    pub(crate) async fn phase_of_rights(
        &self,
        def: &Definition,
        campaign: &CampaignId,
    ) -> Result<Option<PhaseIx>, LinkError> {
        if def.roles.iter().all(|role| role.phases.is_empty()) {
            return Ok(None);
        }
        let phase = self.view().phase(campaign).await?;
        let at = phase.and_then(|id| def.phases.iter().position(|phase| phase.id == id));
        Ok(at.and_then(|at| u16::try_from(at).ok()).map(PhaseIx))
    }

    /// What a post sees of a campaign, by the definition in force.
    pub(crate) async fn sight(
        &self,
        def: &Definition,
        campaign: &CampaignId,
        post: &str,
    ) -> Result<Sight, LinkError> {
        let mut seen = campaign::sight(def, None, post);
        if seen != campaign::Sight::Whole
            && let Some(phase) = self.phase_of_rights(def, campaign).await?
        {
            seen = campaign::sight(def, Some(phase), post);
        }
        Ok(match seen {
            campaign::Sight::Whole => Sight::Whole,
            campaign::Sight::Units(units) => Sight::Own(Arc::new(Own::new(def, post, &units))),
        })
    }
}
