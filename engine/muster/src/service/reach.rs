//! Whom the configured channels reach: said when a campaign is launched, so that nobody believes that letters leave a machine
//! that writes files.

use muster_protocol::say;
use std::collections::BTreeMap;

use muster_core::definition::ContactEntry;
use muster_protocol::definition::Definition;
use muster_protocol::question::Address;
use muster_workers::channel::in_order;

use super::config::Config;
use muster_protocol::catalogue::Language;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Contacts by the first of their channels that is served.
    served: BTreeMap<String, usize>,
    /// Contacts by their first channel, where none of theirs is served.
    unserved: BTreeMap<String, usize>,
    /// Contacts without any account.
    without: usize,
    /// Whether letters carry links to a page.
    linked: bool,
}

impl Reach {
    /// How the contacts of a definition are reached by a configuration.
    #[must_use]
    pub fn of(def: &Definition, accounts: &[ContactEntry], config: &Config) -> Self {
        let mut reach = Self { linked: config.page.is_some(), ..Self::default() };
        for contact in &def.contacts {
            let own = accounts.iter().filter(|entry| entry.contact == contact.id);
            let own =
                own.map(|entry| Address { channel: entry.channel.clone(), account: entry.account.clone() });
            let addresses = in_order(def, &contact.id, own.collect());
            let names: Vec<&str> = addresses.iter().map(|address| address.channel.as_str()).collect();
            match names.iter().find(|name| config.channels.contains_key(**name)) {
                Some(name) => *reach.served.entry((*name).to_owned()).or_default() += 1,
                None => match names.first() {
                    Some(name) => *reach.unserved.entry((*name).to_owned()).or_default() += 1,
                    None => reach.without += 1,
                },
            }
        }
        reach
    }

    /// Whether anybody is reached otherwise than by files.
    #[must_use]
    pub fn served(&self) -> bool {
        !self.served.is_empty()
    }

    /// What is to be said: who is reached, and whose letters are files for want of what.
    #[must_use]
    pub fn lines(&self, lang: Language, config_file: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for (channel, count) in &self.served {
            lines.push(say!(lang, "reached-by-channel", channel, #count = count));
        }
        for (channel, count) in &self.unserved {
            lines.push(say!(lang, "channel-is-not-configured-here", #count = count, channel, config_file));
        }
        if self.without > 0 {
            lines.push(say!(lang, "no-account-in-the-roster", #count = self.without));
        }
        // Whose letters are files alone try it out; anyone who sends letters wants them answered.
        if self.served() && !self.linked {
            lines.push(say!(lang, "letters-carry-no-link-to-a-page", config_file));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use muster_core::definition::{Files, compile};
    use muster_workers::channel::settings::ChannelSettings;

    use super::*;

    #[test]
    fn everybody_is_counted_once_by_what_reaches_them() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflows/starter");
        let read = |name: &str| (name.to_owned(), std::fs::read(root.join(name)).unwrap());
        let table = |year: i32| read(&format!("../calendars/cn/{year}.csv"));
        let files = [read("starter.yaml"), read("roster.csv"), table(2025), table(2026)].into();
        let compiled = compile(&Files { main: "starter.yaml".to_owned(), files, ..Files::default() });
        let def = compiled.definition.unwrap();
        let first = compiled.contacts.first().map(|entry| entry.contact.clone()).unwrap();
        let account = |contact: &str, channel: &str| ContactEntry {
            contact: contact.to_owned(),
            channel: channel.to_owned(),
            account: "x".to_owned(),
        };
        let others: Vec<&str> =
            def.contacts.iter().map(|contact| contact.id.as_str()).filter(|id| *id != first).collect();
        let accounts = [account(&first, "短信"), account(&first, "邮件"), account(others[0], "短信")];
        let mail = Config {
            channels: [("邮件".to_owned(), ChannelSettings::default())].into(),
            ..Config::default()
        };
        let reach = Reach::of(&def, &accounts, &mail);
        assert_eq!(reach.served, BTreeMap::from([("邮件".to_owned(), 1)]));
        assert_eq!(reach.unserved, BTreeMap::from([("短信".to_owned(), 1)]));
        assert_eq!(reach.without, others.len() - 1);
        let said = reach.lines(Language::En, "d/muster.yaml").join("\n");
        assert!(said.contains("by 邮件: 1 person") && said.contains("not configured here"), "{said}");
    }
}
