//! Answers as who asks sees them: what is another unit's goes out of them, see [`Sight`].

use std::sync::Arc;

use muster_protocol::definition::Definition;
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::CampaignId;
use muster_protocol::recorded::Recorded;
use muster_wire::link::LinkError;

use super::AppState;
use super::caller::Caller;
use crate::description::EventJson;
use crate::execute::sight::Sight;
use crate::view::status::VisitLine;
use crate::view::why::{Why, WhyItem};

/// What a caller sees, with the definition by which that was decided where it is not all.
pub(super) struct Seen {
    pub(super) sight: Sight,
    def: Option<Arc<Definition>>,
}

impl Seen {
    /// What this caller sees now.
    pub(super) async fn of(app: &AppState, caller: &Caller) -> Result<Self, LinkError> {
        let Some((campaign, post)) = caller.who() else { return Ok(Self { sight: Sight::Whole, def: None }) };
        Self::of_post(app, &campaign, &post).await
    }

    async fn of_post(app: &AppState, campaign: &CampaignId, post: &str) -> Result<Self, LinkError> {
        let def = app.definition(campaign).await?;
        let sight = app.handle.sight(&def, campaign, post).await?;
        Ok(Self { sight, def: Some(def) })
    }

    /// Whether a table may be asked for: one that names a unit, as `unit-plan/005` does, is that unit's. The number of a case
    /// or a candidate may look like a code.
    pub(super) fn opens(&self, name: &str) -> bool {
        let Some(def) = &self.def else { return true };
        let Some((first, last)) =
            name.split_once('/').map(|(first, rest)| (first, rest.rsplit('/').next().unwrap_or_default()))
        else {
            return true;
        };
        let is_numbered = def.cases.iter().any(|kind| kind.id == first)
            || def.selections.iter().any(|selection| selection.id == first);
        is_numbered || def.unit_by_code(last).is_none() || self.sight.unit(last)
    }

    /// The chain behind a name; none where it is of another unit.
    pub(super) fn why(&self, mut why: Why) -> Option<Why> {
        let sight = &self.sight;
        let is_seen = match &mut why {
            Why::Item(item) => self.item(item),
            Why::Message(message) => sight.contact(&message.contact),
            Why::Unit(unit) => sight.unit(&unit.unit.code),
            Why::Occasion(occasion) => {
                occasion.items.retain(|line| sight.item(&line.item));
                true
            }
            Why::Occasions(_) => true,
        };
        is_seen.then_some(why)
    }

    fn item(&self, item: &mut WhyItem) -> bool {
        let sight = &self.sight;
        for line in &mut item.evidence {
            line.also.retain(|other| sight.item(other));
        }
        let visits = item.visit.as_ref().is_some_and(|visit| sight.is_post(&visit.visitor));
        sight.unit(&item.unit.code) || visits
    }

    /// Whether a visit is seen: by its place, and by who makes it.
    pub(super) fn visit(&self, line: &VisitLine) -> bool {
        self.sight.unit(&line.place) || self.sight.is_post(&line.visitor)
    }

    /// An occasion without the units to which its task was given but its own; none where it was given to others alone.
    pub(super) fn occasion(&self, mut planned: OccasionPlanned) -> Option<OccasionPlanned> {
        let Some(def) = &self.def else { return Some(planned) };
        if let Some(given) = &mut planned.given {
            let is_everybodys = given.units.is_empty();
            given.units.retain(|unit| self.sight.unit_of(def, *unit));
            given.found_at.take_if(|visit| !self.sight.unit_of(def, visit.place));
            if !is_everybodys && given.units.is_empty() {
                return None;
            }
        }
        Some(planned)
    }

    /// An event that is heard: one that names others too by its name alone, since its bytes are what the log's hash covers
    /// and cannot be told in part.
    pub(super) fn event(&self, row: &Recorded, told: EventJson) -> EventJson {
        if self.sight.is_told(row) {
            return told;
        }
        EventJson {
            about: None,
            summary: row.name.replace(['.', '_'], " "),
            body: serde_json::Value::Null,
            bytes: String::new(),
            ..told
        }
    }
}
