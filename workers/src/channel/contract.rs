use muster_rules::worker::Letter;
use muster_wire::link::Boxed;
use muster_words::command::{MessageName, StepName};
use muster_words::ids::CampaignId;
use muster_words::item::StepReason;

/// Why a letter was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChannelError {
    /// Not now; a later try may succeed.
    #[error("not now: {0}")]
    Temporary(String),
    /// Never, for this reason.
    #[error("never: {0:?}")]
    Permanent(StepReason),
}

/// Takes letters to people.
pub trait Channel: Send + Sync + 'static {
    /// Its name, as it stands in reports and files: `outbox`.
    fn name(&self) -> &'static str;
    /// Hands a letter over. When it returns `Ok`, the letter is out of muster's hands and survives an outage. The key
    /// is unique within the campaign only. Dropping the future may leave the letter handed over or not.
    fn hand<'a>(
        &'a self,
        campaign: &'a CampaignId,
        letter: &'a Letter,
    ) -> Boxed<'a, Result<(), ChannelError>>;
    /// The steps that a letter carried which was handed over under this key; none when none was, or when the channel has
    /// no memory. After a crash between handing over and reporting, the report follows from it.
    fn handed<'a>(
        &'a self,
        _campaign: &'a CampaignId,
        _key: &'a MessageName,
    ) -> Boxed<'a, Option<Vec<StepName>>> {
        Box::pin(std::future::ready(None))
    }
}
