//! Answers as who asks sees them: what is another unit's goes out of them, see [`Sight`].

use std::collections::BTreeSet;
use std::sync::Arc;

use muster_protocol::definition::Definition;
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::CampaignId;
use muster_protocol::recorded::Recorded;
use muster_wire::link::LinkError;

use super::AppState;
use super::caller::Caller;
use super::engine_status::at_head;
use crate::description::{EventJson, Filter, RecordJson};
use crate::execute::sight::Sight;
use crate::store::StoreError;
use crate::view::status::VisitLine;
use crate::view::why::{Why, WhyItem};

/// What a caller sees, with the definition by which that was decided where it is not all.
pub(super) struct Seen {
    pub(super) sight: Sight,
    def: Option<Arc<Definition>>,
    /// The campaign of a post.
    campaign: Option<CampaignId>,
}

impl Seen {
    /// What this caller sees now.
    pub(super) async fn of(app: &AppState, caller: &Caller) -> Result<Self, LinkError> {
        let Some((campaign, post)) = caller.who() else {
            return Ok(Self { sight: Sight::Whole, def: None, campaign: None });
        };
        Self::of_post(app, &campaign, &post).await
    }

    async fn of_post(app: &AppState, campaign: &CampaignId, post: &str) -> Result<Self, LinkError> {
        let def = app.definition(campaign).await?;
        let sight = app.handle.sight(&def, campaign, post).await?;
        Ok(Self { sight, def: Some(def), campaign: Some(campaign.clone()) })
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

    /// The chain behind a name; none where it is of another unit, or of an occasion whose task was given to others alone.
    pub(super) async fn why(&self, app: &AppState, mut why: Why) -> Result<Option<Why>, StoreError> {
        let sight = &self.sight;
        let is_seen = match &mut why {
            Why::Item(item) => self.item(item),
            Why::Message(message) => sight.contact(&message.contact),
            Why::Unit(unit) => sight.unit(&unit.unit.code),
            Why::Occasion(occasion) => {
                occasion.items.retain(|line| sight.item(&line.item));
                self.given_to_others(app, [occasion.occasion.key.clone()].into()).await?.is_empty()
            }
            Why::Occasions(all) => {
                let keys = all.occasions.iter().map(|line| line.key.clone()).collect();
                let others = self.given_to_others(app, keys).await?;
                all.occasions.retain(|line| !others.contains(&line.key));
                !all.occasions.is_empty()
            }
        };
        Ok(is_seen.then_some(why))
    }

    /// Whether a name of which nothing is shown may be told to be nobody's: of what is another's it is not told either way, since
    /// that tells who was given a task or got a letter.
    pub(super) fn may_be_nothing(&self, name: &str) -> bool {
        let sight = &self.sight;
        let Some(def) = self.def.as_ref().filter(|_| !sight.is_whole()) else { return true };
        match name.split('/').collect::<Vec<_>>()[..] {
            [_, _] => sight.item(name),
            [_, contact, _] => sight.contact(contact),
            _ => def.unit_by_code(name).is_none() || sight.unit(name),
        }
    }

    /// Of the occasions with these keys those whose tasks were given to others alone.
    async fn given_to_others(
        &self,
        app: &AppState,
        keys: BTreeSet<String>,
    ) -> Result<BTreeSet<String>, StoreError> {
        let (Some(def), Some(campaign)) = (&self.def, &self.campaign) else { return Ok(BTreeSet::new()) };
        if self.sight.is_whole() || keys.is_empty() {
            return Ok(BTreeSet::new());
        }
        let planned = app.handle.view().occasions_called(campaign, &keys).await?;
        let others = planned.into_iter().filter(|one| !self.sight.occasion(def, one));
        Ok(others.map(|one| one.occasion.to_string()).collect())
    }

    /// Leaves of rows of the log what is heard.
    pub(super) async fn hear(&self, app: &AppState, rows: &mut Vec<Arc<Recorded>>) -> Result<(), StoreError> {
        rows.retain(|row| self.sight.hears(row));
        let hang_on = |row: &Arc<Recorded>| self.sight.hangs_on(row).map(|key| key.to_string());
        let keys: BTreeSet<String> = rows.iter().filter_map(hang_on).collect();
        if keys.is_empty() {
            return Ok(());
        }
        // To whom a task was given stands in the view.
        at_head(&app.handle).await?;
        let others = self.given_to_others(app, keys).await?;
        rows.retain(|row| hang_on(row).is_none_or(|key| !others.contains(&key)));
        Ok(())
    }

    /// Whether a filter may look into an event that is heard. One that is told by its name alone is found by what is the caller's
    /// own: to be found by another's name would tell who else stands in it.
    pub(super) fn is_found_by(&self, filter: &Filter, row: &Recorded) -> bool {
        filter.subject().is_none_or(|subject| self.sight.unit(&subject.unit) || self.sight.is_told(row))
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
        if !self.sight.occasion(def, &planned) {
            return None;
        }
        if let Some(given) = &mut planned.given {
            given.units.retain(|unit| self.sight.unit_of(def, *unit));
            given.found_at.take_if(|visit| !self.sight.unit_of(def, visit.place));
        }
        Some(planned)
    }

    /// An event that is heard: one that names others too by its name alone, since its bytes are what the log's hash covers
    /// and cannot be told in part.
    pub(super) fn event(&self, row: &Recorded, told: EventJson) -> EventJson {
        if self.sight.is_told(row) {
            return told;
        }
        // The digest of what a command asked for would confirm a guess at the others.
        let record = RecordJson { content: None, ..told.record.clone() };
        EventJson {
            record,
            about: None,
            summary: row.name.replace(['.', '_'], " "),
            body: serde_json::Value::Null,
            bytes: String::new(),
            ..told
        }
    }
}
