//! What gateways tell later, read by the configuration of their channels and handed to the engine.

use muster_server::execute::receipts::{Gateways, Told};
use muster_workers::channel::{Receipts, Told as Read};

/// See the module.
#[derive(Debug)]
pub struct Configured(pub Receipts);

impl Gateways for Configured {
    fn secret(&self, channel: &str) -> Option<Result<String, String>> {
        self.0.secret(channel)
    }

    fn read(&self, channel: &str, body: &str) -> Result<Vec<Told>, String> {
        let told = |Read { campaign, message, arrived }| Told { campaign, message, arrived };
        Ok(self.0.read(channel, body)?.into_iter().map(told).collect())
    }

    fn answer(&self, channel: &str) -> String {
        self.0.answer(channel).to_owned()
    }
}
