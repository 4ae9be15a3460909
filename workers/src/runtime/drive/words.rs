//! Has the engine store what counterparts said of letters, before the report that names it.

use muster_protocol::command::MessageReport;
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::question::{Answer, LetterWords, Question};
use muster_rules::worker::LetterReport;
use muster_wire::link::Link;

use super::super::patience::{Stop, patiently};
use super::super::together::Together;

/// Letters whose words go in one question: it stays far below what a message of the link may hold.
const LETTERS_AT_ONCE: usize = 64;

/// The reports, with their words where the engine stores them. Words that were erased keep no report back.
pub(super) async fn stored<L: Link>(
    owner: &Together<L>,
    campaign: &CampaignId,
    reports: Vec<LetterReport>,
) -> Result<Vec<MessageReport>, Stop> {
    let words = |one: &LetterReport| {
        let words = one.said.as_ref()?.words.clone();
        Some(LetterWords { message: one.report.key.clone(), words })
    };
    let said: Vec<LetterWords> = reports.iter().filter_map(words).collect();
    let mut digests: Vec<Option<Digest>> = Vec::with_capacity(said.len());
    for some in said.chunks(LETTERS_AT_ONCE) {
        let asked = Question::Words { campaign: campaign.clone(), said: some.to_vec() };
        let mut answered = match patiently(|| owner.ask(asked.clone())).await? {
            Answer::Words(digests) => digests,
            _ => Vec::new(),
        };
        answered.resize(some.len(), None);
        digests.extend(answered);
    }
    let mut digests = digests.into_iter();
    let named = |one: LetterReport| {
        let digest = one.said.is_some().then(|| digests.next().flatten()).flatten();
        one.naming(digest)
    };
    Ok(reports.into_iter().map(named).collect())
}
