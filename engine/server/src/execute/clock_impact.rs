//! What would happen if the wall's time were accepted now: each campaign is advanced in memory, from the log alone, and
//! nothing of it is written.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use muster_core::campaign::{State, advance, evolve};
use muster_protocol::any_of;
use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::events_of;
use muster_protocol::ids::{CampaignId, Version};
use muster_protocol::item::{StepReason, StepRef};
use muster_protocol::time::Instant;
use muster_wire::link::LinkError;
use serde::{Deserialize, Serialize};

use super::Handle;
use crate::store::{self, StoreError};

/// What falls due between the time that is shown and the wall's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockImpact {
    /// Campaigns in which something falls due.
    pub campaigns: u64,
    /// Of these, those that would be over.
    pub over: u64,
    /// Steps that would go out.
    pub steps: u64,
    /// Steps that would be skipped as missed, because they are too old to be made up for.
    pub missed: u64,
    /// Items that would become late.
    pub late: u64,
}

impl Handle {
    /// What would fall due if the wall's time were accepted; nothing where it is not ahead, or time is not held.
    pub async fn clock_impact(&self) -> Result<ClockImpact, LinkError> {
        let mut impact = ClockImpact::default();
        let Some(ahead) = self.clock().ahead_ms().filter(|ahead| *ahead > 0) else { return Ok(impact) };
        let wall = self.clock().now().plus(ahead);
        for (due, campaign) in self.reader().due().await? {
            if due <= wall {
                let (definition, state) = self.replayed(&campaign).await?;
                // A campaign that meets a bug is parked when it happens; here it only is not counted.
                let _met = catch_unwind(AssertUnwindSafe(|| impact.add(&definition, state, wall)));
            }
        }
        Ok(impact)
    }

    async fn replayed(&self, campaign: &CampaignId) -> Result<(Definition, State), StoreError> {
        let (mut definition, mut state, mut version) = (Definition::default(), State::new(), Version(0));
        loop {
            let page = self.reader().campaign(campaign, version).await?;
            let Some(last) = page.last().map(|row| row.version) else { return Ok((definition, state)) };
            version = last;
            for row in page {
                let damaged = |why: String| StoreError::Damaged(format!("event {}: {why}", row.position));
                let puts = row.puts_in_force().map_err(|error| damaged(error.to_string()))?;
                if let Some(digest) = puts {
                    definition = store::definition(self.reader().as_ref(), digest).await?;
                }
                let event = state.numbering().read(puts.map(|_| &definition), &row);
                let event = event.map_err(|error| damaged(error.to_string()))?;
                let applied =
                    catch_unwind(AssertUnwindSafe(|| evolve(&definition, &mut state, row.at, &event)));
                applied.map_err(|_| damaged("the campaign cannot take it".to_owned()))?;
            }
        }
    }
}

impl ClockImpact {
    fn add(&mut self, definition: &Definition, mut state: State, until: Instant) {
        let (mut some, mut given): (bool, BTreeSet<StepRef>) = (false, BTreeSet::new());
        let (mut missed, mut late, mut over) = (0, 0, 0);
        advance(definition, &mut state, until, &mut |event| {
            some = true;
            match event {
                Event::MessageDue(body) => {
                    given.extend(body.messages.iter().flat_map(|message| message.steps.iter().copied()));
                }
                // What nobody wanted is not missed, nor is a blue card for what was signed for, nor what was done.
                Event::StepSkipped(body)
                    if matches!(
                        body.reason,
                        StepReason::OptedOut
                            | StepReason::Signed
                            | StepReason::StageDone
                            | StepReason::Drawn
                            | StepReason::Enough
                    ) => {}
                Event::StepSkipped(body) => missed += body.steps.len() as u64,
                Event::ItemLate(body) => late += body.units.len() as u64,
                Event::CampaignClosed(_) => over += 1,
                // Dates that come and go; they say nothing to anybody.
                any_of! { Event:
                    CampaignLaunched CampaignAmended CampaignHeld CampaignResumed StepSent StepFailed
                    StepWithdrawn StepHeld StepDeferred StepRetried MessageReissued MessageSigned
                    MessageDelivered MessageUndelivered OptOutSet HourSet ItemOpened ItemSubmitted ItemBackfilled
                    ItemReturned ItemAccepted ItemClosed ItemMoved CardLifted ItemWaived ItemPassedOn
                }
                | events_of! {
                    phase, roster, occasion, visit, snapshot, ledger, case, candidate, judging, blob,
                    dead_letter, clock
                } => {}
            }
        });
        self.campaigns += u64::from(some);
        self.steps += given.len() as u64;
        (self.missed, self.late, self.over) = (self.missed + missed, self.late + late, self.over + over);
    }
}
