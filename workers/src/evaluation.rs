//! Evaluation: folds a campaign's events into scores and records a snapshot at each cut-off. It must never judge by
//! itself: the counting is in rules, so that `verify` can count again.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use muster_rules::numbering::Numbering;
use muster_rules::score::{Fold, counts};
use muster_rules::worker::{Handed, Happened, Letter, PureHalf, Want};
use muster_words::command::{Command, RecordSnapshot};
use muster_words::event::Said;
use muster_words::ids::{CampaignId, Digest, Version};
use muster_words::question::{Answer, Question};

/// The pure half of evaluation: one fold for each campaign that runs.
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
    fn new(happened: &Happened<'_>) -> Self {
        let fold = (Numbering::of(happened.definition), Fold::new(happened.digest));
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

impl PureHalf for Evaluation {
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

    fn hear(&mut self, happened: &Happened<'_>) -> Vec<Want> {
        let scores = self.campaigns.entry(happened.campaign.clone()).or_insert_with(|| Scores::new(happened));
        let Some((numbering, fold)) = &mut scores.fold else { return Vec::new() };
        if happened.version > scores.counted {
            scores.counted = happened.version;
            if happened.event.puts_in_force().is_some() {
                numbering.put_in_force(happened.definition);
            }
            // What names things that were never heard of changes no table here; `verify` finds it.
            if let Ok(event) = numbering.numbers(happened.event.clone()) {
                numbering.note(happened.definition, &event);
                fold.apply(happened.definition, happened.version, &event);
            }
        }
        match happened.event {
            Said::OccasionOpened(opened) => {
                let ix = numbering.by_key(&opened.occasion);
                let Some(table) = ix.and_then(|ix| fold.table(happened.definition, ix)) else {
                    return Vec::new();
                };
                let bytes = table.to_bytes();
                let command = Command::RecordSnapshot(RecordSnapshot {
                    occasion: opened.occasion.clone(),
                    cutoff: table.cutoff,
                    table: Digest::of(&bytes),
                });
                vec![Want::Store(bytes), Want::Tell(command)]
            }
            Said::CampaignClosed(_) => {
                scores.fold = None;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn answered(&mut self, _: &Happened<'_>, _: &Question, _: &Answer) -> Vec<Want> {
        Vec::new()
    }

    fn sent(&mut self, _: &Happened<'_>, _: &[Letter], _: &[Handed]) -> Vec<Want> {
        Vec::new()
    }
}
