use muster_protocol::ids::CampaignId;
use muster_protocol::question::Address;
use muster_rules::worker::OutgoingMessage;
use muster_wire::link::Boxed;

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
        _: &'a OutgoingMessage,
        _: &'a [Address],
    ) -> Boxed<'a, Result<Taken, ChannelError>> {
        Box::pin(std::future::ready(Ok(Taken::by(self.name()))))
    }
}
