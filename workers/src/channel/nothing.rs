use muster_rules::worker::Letter;
use muster_wire::link::Boxed;
use muster_words::ids::CampaignId;
use muster_words::question::Address;

use super::contract::{Channel, ChannelError, Taken};

/// Takes every letter and does nothing with it: for benches, and for workers that send nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nothing;

impl Channel for Nothing {
    fn name(&self) -> &'static str {
        "nothing"
    }

    fn hand<'a>(
        &'a self,
        _: &'a CampaignId,
        _: &'a Letter,
        _: &'a [Address],
    ) -> Boxed<'a, Result<Taken, ChannelError>> {
        Box::pin(std::future::ready(Ok(Taken::by(self.name()))))
    }
}
