//! Evaluation: folds a campaign's events into scores and records a snapshot at each cut-off. It must never judge by
//! itself: the counting is in rules, so that `verify` can count again.
//!
//! What is counted can be kept, so that a new process goes on from there: a snapshot costs in proportion to the units, however
//! long the history is. The runtime keeps it, and proves that it belongs to the log.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use muster_protocol::codec;
use muster_protocol::command::{Command, RecordSnapshot};
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::{CampaignId, Digest, Version};
use muster_rules::numbering::Numbering;
use muster_rules::score::{Fold, STORED, counts};
use muster_rules::worker::{Effect, EventContext, InForce, WorkerLogic};
use serde::{Deserialize, Serialize};

/// The worker logic of evaluation: one fold for each campaign that runs.
#[derive(Debug, Default)]
pub struct Evaluation {
    campaigns: BTreeMap<CampaignId, Scores>,
}

/// What has been counted of one campaign.
#[derive(Debug, Serialize, Deserialize)]
struct Scores {
    /// Every event up to here is counted; one that comes again is not counted twice.
    counted: Version,
    /// Dropped when the campaign closes: no snapshot follows.
    fold: Option<(Numbering, Fold)>,
    /// Whether the numbers know the names of the definition in force: it is not kept with them, and comes with the next event.
    #[serde(skip)]
    named: bool,
}

impl Scores {
    fn new(context: &EventContext<'_>) -> Self {
        let fold = (Numbering::of(context.definition), Fold::new(context.digest));
        Self { counted: Version(0), fold: Some(fold), named: true }
    }
}

impl Evaluation {
    /// A new one that has heard nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl WorkerLogic for Evaluation {
    fn name(&self) -> &'static str {
        "evaluation"
    }

    fn hears(&self) -> &'static [&'static str] {
        &[]
    }

    fn handles(&self, name: &str) -> bool {
        counts(name) || name == "campaign.closed" || name == "snapshot.taken"
    }

    fn folds(&self) -> bool {
        true
    }

    fn kept(&self) -> Option<Vec<u8>> {
        Some(codec::encode_versioned(STORED, &self.campaigns))
    }

    fn resume(&mut self, kept: &[u8]) -> Option<Vec<InForce>> {
        let campaigns: BTreeMap<CampaignId, Scores> =
            codec::decode_versioned("evaluation", STORED, kept).ok()?;
        let in_force = |(campaign, scores): (&CampaignId, &Scores)| {
            let (_, fold) = scores.fold.as_ref()?;
            Some((campaign.clone(), fold.definition(), scores.counted))
        };
        let all = campaigns.iter().filter_map(in_force).collect();
        self.campaigns = campaigns;
        Some(all)
    }

    fn hear(&mut self, context: &EventContext<'_>) -> Vec<Effect> {
        let scores = self.campaigns.entry(context.campaign.clone()).or_insert_with(|| Scores::new(context));
        let Some((numbering, fold)) = &mut scores.fold else { return Vec::new() };
        if !scores.named {
            numbering.put_in_force(context.definition);
            scores.named = true;
        }
        if context.version > scores.counted {
            scores.counted = context.version;
            if context.event.puts_in_force().is_some() {
                numbering.put_in_force(context.definition);
            }
            // What names things that were never heard of changes no table here; `verify` finds it.
            if let Ok(event) = numbering.numbers(context.event.clone()) {
                numbering.note(context.definition, &event);
                fold.apply(context.definition, context.version, &event);
            }
        }
        match context.event {
            NamedEvent::OccasionOpened(opened) => {
                let ix = numbering.by_key(&opened.occasion);
                let Some(table) = ix.and_then(|ix| fold.table(context.definition, ix)) else {
                    return Vec::new();
                };
                let bytes = table.to_bytes();
                let command = Command::RecordSnapshot(RecordSnapshot {
                    occasion: opened.occasion.clone(),
                    cutoff: table.cutoff,
                    table: Digest::of(&bytes),
                });
                vec![Effect::Store(bytes), Effect::Submit(command)]
            }
            // What is recorded is wanted no more: what is kept does not grow with the snapshots.
            NamedEvent::SnapshotTaken(taken) => {
                if let Some(ix) = numbering.by_key(&taken.occasion) {
                    fold.forget_table(ix);
                }
                Vec::new()
            }
            NamedEvent::CampaignClosed(_) => {
                scores.fold = None;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}
