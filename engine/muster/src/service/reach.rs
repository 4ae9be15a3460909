//! Whom the configured channels reach: said when a file is checked or launched and when somebody asks how things stand, so that
//! nobody believes that letters leave a machine that writes files.

use std::collections::BTreeMap;

use muster_core::definition::ContactEntry;
use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::definition::{Definition, EXTENSION};
use muster_protocol::question::Address;
use muster_protocol::say;
use muster_workers::channel::in_order;
use serde::Serialize;

use super::config::Config;

/// Most posts that are named in a row; of the others is said how many they are.
const NAMED_MAX: usize = 8;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Reach {
    /// How many posts there are by the first of their channels that is served.
    served: BTreeMap<String, usize>,
    /// Posts by their first channel, where none of theirs is served: their letters are files.
    unserved: BTreeMap<String, Vec<String>>,
    /// Posts without any account: their letters are files.
    without: Vec<String>,
    /// Whether letters carry links to a page.
    linked: bool,
}

impl Reach {
    /// How the contacts of a definition are reached by a configuration.
    #[must_use]
    pub fn of(def: &Definition, accounts: &[ContactEntry], config: &Config) -> Self {
        Self::by(def, accounts, |channel| config.channels.contains_key(channel), config.page.is_some())
    }

    /// How they are reached where these channels are served.
    #[must_use]
    pub fn by(
        def: &Definition,
        accounts: &[ContactEntry],
        serves: impl Fn(&str) -> bool,
        linked: bool,
    ) -> Self {
        let mut reach = Self { linked, ..Self::default() };
        let mut all: BTreeMap<&str, Vec<Address>> = BTreeMap::new();
        for ContactEntry { contact, channel, account } in accounts.iter().filter(|it| it.channel != EXTENSION)
        {
            let address = Address { channel: channel.clone(), account: account.clone() };
            all.entry(contact).or_default().push(address);
        }
        for contact in &def.contacts {
            let own = all.remove(contact.id.as_str()).unwrap_or_default();
            let addresses = in_order(def, &contact.id, own);
            let served = addresses.iter().find(|address| serves(&address.channel));
            match (served, addresses.first()) {
                (Some(address), _) => *reach.served.entry(address.channel.clone()).or_default() += 1,
                (None, Some(address)) => {
                    reach.unserved.entry(address.channel.clone()).or_default().push(contact.post.clone());
                }
                (None, None) => reach.without.push(contact.post.clone()),
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
        lines.extend(self.unreached(lang, config_file));
        // Whose letters are files alone try it out; anyone who sends letters wants them answered.
        if self.served() && !self.linked {
            lines.push(say!(lang, "letters-carry-no-link-to-a-page", config_file));
        }
        lines
    }

    /// Whose letters are files, and for want of what.
    #[must_use]
    pub fn unreached(&self, lang: Language, config_file: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for (channel, posts) in &self.unserved {
            let count = posts.len();
            lines.push(say!(lang, "channel-is-not-configured-here", #count = count, channel, config_file));
            lines.push(named(lang, posts));
        }
        if !self.without.is_empty() {
            lines.push(say!(lang, "no-account-in-the-roster", #count = self.without.len()));
            lines.push(named(lang, &self.without));
        }
        lines
    }
}

/// Posts in a row, as many as fit a line.
fn named(lang: Language, posts: &[String]) -> String {
    let (shown, rest) = posts.split_at(posts.len().min(NAMED_MAX));
    if rest.is_empty() {
        return say!(lang, "these-posts", posts: Listed(shown));
    }
    say!(lang, "these-posts-and-more", posts: Listed(shown), more = rest.len())
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
        let post = |id: &str| def.contacts.iter().find(|it| it.id == id).unwrap().post.clone();
        assert_eq!(reach.unserved, BTreeMap::from([("短信".to_owned(), vec![post(others[0])])]));
        assert_eq!(reach.without, others.iter().skip(1).copied().map(post).collect::<Vec<_>>());
        let said = reach.lines(Language::En, "d/muster.yaml").join("\n");
        assert!(said.contains("by 邮件: 1 person") && said.contains("not configured here"), "{said}");
        assert!(said.contains(&post(others[0])) && said.contains("小组办公室"), "by name: {said}");
        let all = Reach::by(&def, &accounts, |_| true, true);
        assert_eq!((all.unserved.len(), all.without.len()), (0, others.len() - 1), "served elsewhere");
    }
}
