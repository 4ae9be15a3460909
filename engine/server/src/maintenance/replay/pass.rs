//! One pass over a log: states from events, and what time decided decided again.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use muster_core::campaign::{State, evolve, tick};
use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::ids::{CampaignId, Digest, Position, Version};
use muster_protocol::recorded::{CLOCK, Recorded};
use muster_protocol::time::Date;
use muster_rules::zone::Zone;
use serde::Serialize;

use super::{DIFFERENCES_MAX, ReplayError, Span};
use crate::maintenance::verify::Bad;
use crate::store::{self, Reader};

/// Something that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Position in the log.
    pub position: u64,
    /// The campaign.
    pub campaign: String,
    /// What differs.
    pub what: String,
}

/// A campaign as far as it was replayed.
struct Course {
    definition: Arc<Definition>,
    zone: Option<Zone>,
    state: State,
    version: Version,
    /// Events that time must bring next.
    expected: VecDeque<Event>,
    /// What differed once is not decided again: everything after it would differ.
    broken: bool,
}

/// The pass.
pub(super) struct Pass {
    log: Arc<dyn Reader>,
    span: Span,
    decides: bool,
    campaigns: BTreeMap<CampaignId, Course>,
    pub(super) position: Position,
    pub(super) events: u64,
    pub(super) decided: u64,
    pub(super) differ: u64,
    pub(super) differences: Vec<Difference>,
}

impl Pass {
    pub(super) fn new(log: Arc<dyn Reader>, span: Span, decides: bool) -> Self {
        Self {
            log,
            span,
            decides,
            campaigns: BTreeMap::new(),
            position: Position(0),
            events: 0,
            decided: 0,
            differ: 0,
            differences: Vec::new(),
        }
    }

    /// Takes in the next event; false when it lies after the span and everything is done.
    pub(super) async fn hear(&mut self, row: &Recorded) -> Result<bool, ReplayError> {
        let bad = |what: String| Bad {
            position: Some(row.position.0),
            campaign: Some(row.campaign.to_string()),
            version: Some(row.version.0),
            what,
        };
        let puts = row.puts_in_force().map_err(|error| bad(error.to_string()))?;
        let definition = self.new_definition(puts).await?;
        let new = definition.clone();
        if let Some(definition) = definition {
            let zone = Zone::load(&definition.zone).ok();
            match self.campaigns.get_mut(&row.campaign) {
                Some(course) => (course.definition, course.zone) = (definition, zone),
                None => drop(self.campaigns.insert(row.campaign.clone(), Course::new(definition, zone))),
            }
        }
        let Some(mut course) = self.campaigns.remove(&row.campaign) else {
            return Err(bad("there is no launch before it".to_owned()).into());
        };
        let event = course.state.numbering().read(new.as_deref(), row);
        let event = event.map_err(|error| bad(error.to_string()))?;
        let day = course.zone.map(|zone| zone.date_of(row.at));
        let after = |day: Date| self.span.until.is_some_and(|until| day > until);
        let over = day.is_some_and(after);
        if !over {
            let inside = day.is_none_or(|day| self.span.from.is_none_or(|from| day >= from));
            self.events += u64::from(inside);
            if self.decides && inside && !course.broken {
                self.compare(&mut course, row, &event);
            }
            let applied = catch_unwind(AssertUnwindSafe(|| {
                evolve(&course.definition, &mut course.state, row.at, &event);
            }));
            applied.map_err(|_| bad("the campaign cannot take it".to_owned()))?;
            course.version = row.version;
            self.position = row.position;
        }
        self.campaigns.insert(row.campaign.clone(), course);
        Ok(!over)
    }

    /// A definition that an event puts in force.
    async fn new_definition(&self, puts: Option<Digest>) -> Result<Option<Arc<Definition>>, ReplayError> {
        let Some(digest) = puts else { return Ok(None) };
        Ok(Some(Arc::new(store::definition(self.log.as_ref(), digest).await?)))
    }

    /// Holds an event against what this build decides at the same instant.
    fn compare(&mut self, course: &mut Course, row: &Recorded, event: &Event) {
        if row.actor != CLOCK {
            if let Some(missing) = course.expected.front() {
                let what = format!("{} should come before {}", missing.name(), event.name());
                course.broken = true;
                self.differs(row.position, &row.campaign, what);
            }
            return;
        }
        if course.expected.is_empty() {
            let decided = catch_unwind(AssertUnwindSafe(|| tick(&course.definition, &course.state, row.at)));
            course.expected = decided.unwrap_or_default().into();
        }
        self.decided += 1;
        match course.expected.pop_front() {
            Some(again) if again == *event => {}
            other => {
                let again = other.map_or("nothing".to_owned(), |again| again.name().to_owned());
                let what =
                    format!("time brought {}, decided again it brings {again} or another", event.name());
                course.broken = true;
                self.differs(row.position, &row.campaign, what);
            }
        }
    }

    pub(super) fn differs(&mut self, position: Position, campaign: &CampaignId, what: String) {
        self.differ += 1;
        if self.differences.len() < DIFFERENCES_MAX {
            let campaign = campaign.to_string();
            self.differences.push(Difference { position: position.0, campaign, what });
        }
    }

    /// Version and state of every campaign.
    pub(super) fn states(&self) -> Vec<(CampaignId, (u64, Digest))> {
        let state =
            |(id, course): (&CampaignId, &Course)| (id.clone(), (course.version.0, course.state.digest()));
        self.campaigns.iter().filter(|(_, course)| course.version > Version(0)).map(state).collect()
    }

    pub(super) fn state(&self, campaign: &CampaignId) -> Digest {
        self.campaigns.get(campaign).map(|course| course.state.digest()).unwrap_or_default()
    }
}

impl Course {
    fn new(definition: Arc<Definition>, zone: Option<Zone>) -> Self {
        Self {
            definition,
            zone,
            state: State::new(),
            version: Version(0),
            expected: VecDeque::new(),
            broken: false,
        }
    }
}
