//! Evaluation: folds a campaign's events into scores and records a snapshot at each cut-off. It must never judge by
//! itself: the counting is in rules, so that `verify` can count again.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use muster_protocol::command::{Command, RecordSnapshot};
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::{CampaignId, Digest, Version};
use muster_protocol::question::{Answer, Question};
use muster_rules::numbering::Numbering;
use muster_rules::score::{Fold, counts};
use muster_rules::worker::{DeliveryResult, Effect, EventContext, OutgoingMessage, WorkerLogic};

/// The worker logic of evaluation: one fold for each campaign that runs.
#[derive(Debug, Default)]
pub struct Evaluation {
    campaigns: BTreeMap<CampaignId, Scores>,
}

/// What has been counted of one campaign.
#[derive(Debug)]
struct Scores {
    /// Every event up to here is counted; one that comes again is not counted twice.
    counted: Version,
    /// Dropped when the campaign closes: no snapshot follows.
    fold: Option<(Numbering, Fold)>,
}

impl Scores {
    fn new(context: &EventContext<'_>) -> Self {
        let fold = (Numbering::of(context.definition), Fold::new(context.digest));
        Self { counted: Version(0), fold: Some(fold) }
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

    fn heeds(&self, name: &str) -> bool {
        counts(name) || name == "campaign.closed"
    }

    fn folds(&self) -> bool {
        true
    }

    fn hear(&mut self, context: &EventContext<'_>) -> Vec<Effect> {
        let scores = self.campaigns.entry(context.campaign.clone()).or_insert_with(|| Scores::new(context));
        let Some((numbering, fold)) = &mut scores.fold else { return Vec::new() };
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
            NamedEvent::CampaignClosed(_) => {
                scores.fold = None;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn answered(&mut self, _: &EventContext<'_>, _: &Question, _: &Answer) -> Vec<Effect> {
        Vec::new()
    }

    fn sent(&mut self, _: &EventContext<'_>, _: &[OutgoingMessage], _: &[DeliveryResult]) -> Vec<Effect> {
        Vec::new()
    }
}
