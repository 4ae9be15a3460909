//! What gateways tell later, read by the configuration of their channels and handed to the engine.

use std::collections::{BTreeMap, BTreeSet};

use muster_rules::worker::LetterReceipt;
use muster_server::execute::receipts::Gateways;
use muster_workers::channel::Receipts;
use muster_workers::channel::settings::ChannelSettings;

/// See the module.
#[derive(Debug)]
pub struct Configured {
    receipts: Receipts,
    served: BTreeSet<String>,
}

impl Configured {
    /// The gateways of the configured channels; none where no channel's counterpart tells anything.
    ///
    /// # Errors
    /// The channel's name and what is wrong with its setting.
    pub fn new(channels: &BTreeMap<String, ChannelSettings>) -> Result<Option<Self>, (String, String)> {
        let receipts = Receipts::new(channels)?;
        let served = channels.keys().cloned().collect();
        Ok((!receipts.is_empty()).then_some(Self { receipts, served }))
    }
}

impl Gateways for Configured {
    fn secret(&self, channel: &str) -> Option<Result<String, String>> {
        self.receipts.secret(channel)
    }

    fn read(&self, channel: &str, body: &str) -> Result<Vec<LetterReceipt>, String> {
        self.receipts.read(channel, body)
    }

    fn answer(&self, channel: &str) -> String {
        self.receipts.answer(channel).to_owned()
    }

    fn serves(&self, channel: &str) -> bool {
        self.served.contains(channel)
    }
}

#[cfg(test)]
mod tests {
    use muster_protocol::catalogue::Language;
    use muster_rules::worker::LetterName;

    use super::*;
    use crate::service::config::{CONFIG_FILE, ConfigArgs};

    #[test]
    fn what_a_gateway_tells_is_read_by_the_configuration_of_its_channel() {
        let dir = tempfile::tempdir().unwrap();
        let secret = dir.path().join("secret");
        std::fs::write(&secret, "a secret of the gateway\n").unwrap();
        let yaml = format!(
            "channels:\n  短信:\n    http: {{url: 'http://127.0.0.1:9/'}}\n    receipts:\n      secret: {{file: '{}'}}\n      \
             message: receipt.id\n      delivered: receipt.state == 0\n      failed: receipt.state > 0\n      answer: '{{\"code\": 0}}'\n",
            secret.display()
        );
        std::fs::write(dir.path().join(CONFIG_FILE), yaml).unwrap();
        let config = ConfigArgs::default().read(Language::En, dir.path()).unwrap();
        let gateways = Configured::new(&config.channels).unwrap().unwrap();
        assert!(gateways.serves("短信") && !gateways.serves("邮件"));
        assert_eq!(gateways.secret("短信"), Some(Ok("a secret of the gateway".to_owned())));
        assert_eq!((gateways.secret("邮件"), gateways.answer("短信").as_str()), (None, r#"{"code": 0}"#));
        let told = gateways.read("短信", r#"{"id": "year.2014-04-25.001-clerk.red", "state": 3}"#).unwrap();
        let [LetterReceipt { letter: LetterName::Ours(_, message), .. }] = told.as_slice() else {
            panic!("{told:?}")
        };
        assert_eq!(message.to_string(), "2014-04-25/001-clerk/red");
        assert_eq!(told[0].arrived, Err(String::new()), "the gateway says no more");
    }
}
