//! Tells the engine by which numbers counterparts will tell of letters that they took.

use muster_protocol::ids::CampaignId;
use muster_protocol::item::CHUNK;
use muster_protocol::question::{LetterNumber, Question};
use muster_wire::link::Link;

use super::super::patience::patiently;
use super::super::together::Together;

/// Says the numbers, before the letters are reported. The letters are out: where the engine does not hear of a number, nothing is
/// told of its letter later, and it stays handed over.
pub(super) async fn note<L: Link>(owner: &Together<L>, campaign: &CampaignId, taken: &[LetterNumber]) {
    for some in taken.chunks(CHUNK) {
        let asked = Question::Numbers { campaign: campaign.clone(), taken: some.to_vec() };
        if let Err(why) = patiently(|| owner.ask(asked.clone())).await {
            tracing::warn!(?why, letters = some.len(), "receipts of these letters will not be known");
        }
    }
}
