//! The configuration of this installation, `muster.yaml`: how the channels of campaigns' files are reached. What a campaign
//! asks for stands in its own file; addresses of servers and where secrets lie belong to the machine.

use muster_protocol::say;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use muster_server::Handle;
use muster_server::execute::page_link::{LINK_DAYS_DEFAULT, PublicAddress};
use muster_workers::channel::settings::{ChannelSettings, TIMEOUT_SECONDS};
use muster_workers::channel::{BreakerLimits, Channel, Routes};
use serde::{Deserialize, Serialize};

use super::gateways::Configured;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use muster_protocol::catalogue::Language;

/// Name of the file in the data directory.
pub const CONFIG_FILE: &str = "muster.yaml";

/// Largest configuration in bytes: some channels with their templates.
const BYTES_MAX: u64 = 256 * 1024;

/// Where the configuration lies.
#[derive(Debug, Clone, Default, Args)]
pub struct ConfigArgs {
    #[arg(long, value_name = "FILE", env = "MUSTER_CONFIG")]
    config: Option<PathBuf>,
}

/// See the module. The default reaches nobody: letters are files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// Channels by the names that campaigns' files and rosters give them.
    #[serde(default, alias = "渠道")]
    pub channels: BTreeMap<String, ChannelSettings>,
    /// The pages that letters link to; without them letters carry no links.
    #[serde(default, alias = "网页")]
    pub page: Option<PageSettings>,
}

/// Where people reach the pages of this installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PageSettings {
    /// The address that stands in letters, such as `https://muster.bureau.example`: of the proxy in front of the engine.
    #[serde(alias = "地址")]
    pub address: String,
    /// For how many days a link opens.
    #[serde(default = "link_days", alias = "链接天数")]
    pub link_days: u32,
}

fn link_days() -> u32 {
    LINK_DAYS_DEFAULT
}

impl Config {
    /// The same with what holds where nothing is said, for showing it.
    #[must_use]
    pub fn with_defaults(&self) -> Self {
        let mut all = self.clone();
        for channel in all.channels.values_mut() {
            channel.timeout_seconds.get_or_insert(TIMEOUT_SECONDS);
            channel.spread_minutes.get_or_insert(0);
            let breaker = BreakerLimits::default();
            channel.breaker_after.get_or_insert(u32::try_from(breaker.after).unwrap_or(u32::MAX));
            channel.breaker_minutes.get_or_insert(breaker.minutes_max);
            if let Some(smtp) = &mut channel.smtp {
                smtp.port.get_or_insert(smtp.security.port());
                channel.receipts = channel.receipts();
            }
        }
        all
    }

    /// Where people reach the pages; none where letters carry no links.
    ///
    /// # Errors
    /// [`Failure`] with what is wrong with the address.
    pub fn pages(&self, lang: Language) -> Result<Option<PublicAddress>, Failure> {
        let Some(page) = &self.page else { return Ok(None) };
        PublicAddress::new(&page.address, page.link_days).map(Some).map_err(|why| {
            let what = lang.say("the-address-of-pages-is-not-configured-well");
            Failure::new(Exit::Refused, what).because(why.say(lang))
        })
    }

    /// Tells an engine where its pages are reached, and how receipts of gateways are read.
    ///
    /// # Errors
    /// As [`Config::pages`] and [`Config::routes`].
    pub fn open_pages(&self, lang: Language, handle: &Handle) -> Result<(), Failure> {
        if let Some(address) = self.pages(lang)? {
            handle.set_public(address);
        }
        let gateways = Configured::new(&self.channels).map_err(|wrong| not_configured(lang, wrong))?;
        if let Some(gateways) = gateways {
            handle.set_gateways(Arc::new(gateways));
        }
        Ok(())
    }

    /// The channels, over a folder for whom they do not reach.
    ///
    /// # Errors
    /// [`Failure`] with the channel that is not configured well.
    pub fn routes(&self, lang: Language, folder: Arc<dyn Channel>) -> Result<Routes, Failure> {
        Routes::new(&self.channels, folder).map_err(|wrong| not_configured(lang, wrong))
    }
}

/// The channel that is not configured well, with what is wrong.
fn not_configured(lang: Language, (name, why): (String, String)) -> Failure {
    let what = say!(lang, "the-channel-is-not-configured-well", name);
    Failure::new(Exit::Refused, what).because(why)
}

impl ConfigArgs {
    /// The file, whether it was named or is the one of the data directory.
    #[must_use]
    pub fn path(&self, dir: &Path) -> PathBuf {
        self.config.clone().unwrap_or_else(|| dir.join(CONFIG_FILE))
    }

    /// Reads it. A data directory without one has the default; a file that was named must be there.
    ///
    /// # Errors
    /// [`Failure`]: it cannot be read, or says something that is no configuration, with the place.
    pub fn read(&self, lang: Language, dir: &Path) -> Result<Config, Failure> {
        self.read_with_text(lang, dir).map(|(config, _)| config)
    }

    /// The whole address of a page that an engine gave a link to: one that runs says where it is reached; without one the
    /// configuration here does.
    ///
    /// # Errors
    /// As [`ConfigArgs::read`] and [`Config::pages`].
    pub fn whole_page(&self, lang: Language, target: &Target, page: String) -> Result<String, Failure> {
        if !page.starts_with('/') || target.remote.is_meant() {
            return Ok(page);
        }
        let address = self.read(lang, &target.dir)?.pages(lang)?;
        Ok(address.map_or(page.clone(), |address| format!("{address}{page}")))
    }

    /// The file that was named.
    #[must_use]
    pub fn named(&self) -> Option<&Path> {
        self.config.as_deref()
    }

    /// Reads it, with what is written in it.
    ///
    /// # Errors
    /// As [`ConfigArgs::read`].
    pub fn read_with_text(&self, lang: Language, dir: &Path) -> Result<(Config, String), Failure> {
        let path = self.path(dir);
        let shown = path.display();
        let text = match read_bounded(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.config.is_none() => {
                return Ok(Default::default());
            }
            Err(error) => {
                let what = say!(lang, "the-configuration-cannot-be-read", shown);
                return Err(Failure::new(Exit::Fault, what).because(error));
            }
        };
        // An empty file, or one of comments alone, says nothing.
        if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            return Ok(Default::default());
        }
        let read = serde_saphyr::from_str(&text).map_err(|error| {
            let what = say!(lang, "the-configuration-has-an-error", shown);
            Failure::new(Exit::Refused, what).because(error)
        })?;
        Ok((read, text))
    }
}

fn read_bounded(path: &Path) -> io::Result<String> {
    let size = std::fs::metadata(path)?.len();
    if size > BYTES_MAX {
        return Err(io::Error::other(format!("{size} bytes, at most {BYTES_MAX}")));
    }
    std::fs::read_to_string(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, Failure> {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(CONFIG_FILE), text).unwrap();
        ConfigArgs::default().read(Language::En, dir.path())
    }

    #[test]
    fn without_a_file_or_with_an_empty_one_nothing_is_configured() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(ConfigArgs::default().read(Language::En, dir.path()).unwrap(), Config::default());
        assert_eq!(read("# nothing yet\n").unwrap(), Config::default());
        let named = ConfigArgs { config: Some(dir.path().join("no.yaml")) };
        assert_eq!(named.read(Language::En, dir.path()).unwrap_err().exit, Exit::Fault);
    }

    #[test]
    fn channels_have_the_names_of_the_campaigns_file() {
        let config = read(
            "渠道:\n  邮件:\n    smtp: {server: mail.bureau.test, from: a@bureau.test, user: a, password: {file: /etc/p}}\n    per-minute: 60\n",
        )
        .unwrap();
        let mail = &config.channels["邮件"];
        assert_eq!(
            (mail.per_minute, mail.smtp.as_ref().unwrap().server.as_str()),
            (Some(60), "mail.bureau.test")
        );
    }

    #[test]
    fn what_is_wrong_is_reported_with_its_place() {
        for (text, wanted) in [
            ("channels:\n  邮件:\n    smpt: {}\n", "smpt"),
            ("chanels: {}\n", "chanels"),
            ("channels: {a: {smtp: {server: s, from: f, password: plain}}}\n", "line 1"),
        ] {
            let failure = read(text).unwrap_err();
            assert_eq!(failure.exit, Exit::Refused);
            let why = failure.why.unwrap_or_default();
            assert!(why.contains(wanted), "{why}");
        }
    }
}
