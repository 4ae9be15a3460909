//! `muster channel`: the channels of this installation, looked at and tried out, and what comes back of their letters.

mod bounce;
mod day;

use std::path::PathBuf;
use std::sync::Arc;

use clap::{ArgGroup, Args, Subcommand};
use muster_protocol::catalogue::Language;
use muster_protocol::command::MessageName;
use muster_protocol::definition::{Contact, Definition};
use muster_protocol::ids::CampaignId;
use muster_protocol::item::MessageKind;
use muster_protocol::question::Address;
use muster_protocol::refs::ContactId;
use muster_protocol::say;
use muster_rules::worker::OutgoingMessage;
use muster_server::directory::contacts::Contacts;
use muster_workers::channel::settings::ChannelSettings;
use muster_workers::channel::{Channel, ChannelError, Nothing, Routes, in_order};
use serde::Serialize;

use crate::client::act::campaign;
use crate::client::connection::{Connection, Make};
use crate::client::definitions;
use crate::client::posts::named;
use crate::client::runtime::block_on;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::service::config::{Config, ConfigArgs};

/// What is typed behind `muster channel`.
#[derive(Debug, Subcommand)]
pub(crate) enum ChannelVerb {
    List(List),
    Test(Test),
    Bounce(bounce::Bounced),
}

#[derive(Debug, Args)]
struct Place {
    #[command(flatten)]
    config: ConfigArgs,
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    dir: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    place: Place,
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("reader").required(true).args(["account", "to"])))]
pub(crate) struct Test {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<String>,
    #[arg(long, value_name = "POST")]
    to: Option<String>,
    #[command(flatten)]
    of_day: day::OfDay,
    #[command(flatten)]
    config: ConfigArgs,
    #[command(flatten)]
    target: Target,
}

/// A configured channel, without anything secret.
#[derive(Debug, Serialize)]
struct ChannelJson {
    name: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    per_minute: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trouble: Option<String>,
}

impl Run for ChannelVerb {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::List(list) => list.run(out),
            Self::Test(test) => block_on(test.run(out)),
            Self::Bounce(bounced) => block_on(bounced.run(out)),
        }
    }
}

fn kind(settings: &ChannelSettings) -> &'static str {
    let kinds = [
        (settings.smtp.is_some(), "smtp"),
        (settings.http.is_some(), "http"),
        (settings.webhook.is_some(), "webhook"),
        (settings.wecom_app.is_some(), "wecom-app"),
        (settings.wecom_robot.is_some(), "wecom-robot"),
        (settings.dingtalk_robot.is_some(), "dingtalk-robot"),
        (settings.feishu_robot.is_some(), "feishu-robot"),
        (settings.apprise.is_some(), "apprise"),
    ];
    kinds.into_iter().find_map(|(is, name)| is.then_some(name)).unwrap_or("-")
}

impl List {
    fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let config = self.place.config.read(out.lang, &self.place.dir)?;
        let of = |(name, settings): (&String, &ChannelSettings)| {
            let one = [(name.clone(), settings.clone())].into();
            let trouble = Routes::new(&one, Arc::new(Nothing)).err().map(|(_, why)| why);
            ChannelJson { name: name.clone(), kind: kind(settings), per_minute: settings.per_minute, trouble }
        };
        let channels: Vec<ChannelJson> = config.channels.iter().map(of).collect();
        if self.json {
            out.json(&channels)?;
        } else if channels.is_empty() {
            let path = self.place.config.path(&self.place.dir);
            out.data(say!(
                out.lang,
                "no-channel-is-configured-letters-are-files-write",
                path = path.display()
            ))?;
        } else {
            for ChannelJson { name, kind, trouble, .. } in &channels {
                let trouble = trouble.as_ref().map(|why| format!("  ! {why}")).unwrap_or_default();
                out.data(format!("{name}  {kind}{trouble}"))?;
            }
        }
        Ok(if channels.iter().any(|channel| channel.trouble.is_some()) { Exit::Refused } else { Exit::Fine })
    }
}

impl Test {
    async fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let (lang, name) = (out.lang, &self.name);
        let config = self.config.read(lang, &self.target.dir)?;
        let Some(settings) = config.channels.get(name) else {
            let what = say!(lang, "no-channel-is-named-name", name);
            return Err(Failure::new(Exit::Refused, what).next("muster channel list").into());
        };
        let only = Config { channels: [(name.clone(), settings.clone())].into(), ..Config::default() };
        let routes = only.routes(lang, Arc::new(Nothing))?;
        let account = match (&self.account, &self.to) {
            (Some(account), _) => account.clone(),
            (None, Some(post)) => self.account_of(lang, post).await?,
            (None, None) => String::new(),
        };
        let address = Address { channel: name.clone(), account };
        let letters = match self.of_day.letters(out)? {
            Some(letters) => letters,
            None => vec![(name.clone(), letter(lang)?)],
        };
        for (name, letter) in &letters {
            hand(out, &routes, &address, (name.as_str(), letter)).await?;
        }
        Ok(Exit::Fine)
    }
}

/// Sends one letter, called so, and says what came back.
async fn hand(
    out: &Output,
    routes: &Routes,
    address: &Address,
    (name, letter): (&str, &OutgoingMessage),
) -> anyhow::Result<()> {
    let lang = out.lang;
    let sent = routes.hand(&CampaignId::new("test")?, letter, std::slice::from_ref(address)).await;
    let (again, why) = match sent {
        Ok(_) => {
            out.data(say!(lang, "name-the-counterpart-took-it", name))?;
            return Ok(());
        }
        Err(ChannelError::Temporary(_, why)) => (true, why),
        Err(ChannelError::Refused(why)) => (false, why),
        Err(ChannelError::Permanent(reason)) => (false, format!("{reason:?}")),
    };
    let what = if again {
        say!(lang, "name-the-letter-was-not-taken", name)
    } else {
        say!(lang, "name-the-letter-was-refused-for-good", name)
    };
    Err(Failure::new(Exit::Fault, what).because(why).into())
}

impl Test {
    /// The account of a post on the channel. It is used and not shown.
    async fn account_of(&self, lang: Language, post: &str) -> anyhow::Result<String> {
        let connection = Connection::open(lang, &self.target, Make::Never).await?;
        let found = self.looked_up(lang, &connection, post).await;
        connection.close().await;
        found
    }

    async fn looked_up(&self, lang: Language, connection: &Connection, post: &str) -> anyhow::Result<String> {
        let campaign = campaign(lang, connection, &self.target).await?;
        let def = definitions::in_force(lang, connection, &campaign).await?;
        let contact = contact_of(lang, &def, post)?;
        let found = Contacts::open(&self.target.dir).await?.accounts(&campaign, &contact.id).await?;
        let found =
            found.into_iter().map(|it| Address { channel: it.channel, account: it.account }).collect();
        let found = in_order(&def, &contact.id, found).into_iter().find(|it| it.channel == self.name);
        let account = found.map(|address| address.account);
        Ok(account.ok_or_else(|| {
            let (name, post) = (&self.name, &contact.post);
            let what = say!(lang, "post-has-no-account-on-name", post, name);
            Failure::new(Exit::Refused, what).next("muster roster --help")
        })?)
    }
}

/// The contact that somebody means by a post.
fn contact_of<'d>(lang: Language, def: &'d Definition, post: &str) -> Result<&'d Contact, Failure> {
    let known = named(def, post.trim());
    let is_it =
        |contact: &&Contact| known.as_ref().is_some_and(|it| contact.id == *it || contact.post == *it);
    let found = def.contacts.iter().find(is_it);
    found.ok_or_else(|| Failure::new(Exit::Refused, say!(lang, "there-is-no-post-post", post)))
}

/// A name that no letter has, and another one each time: counterparts that know a repeat would drop it.
fn nobody() -> ContactId {
    format!("test-{}", uuid::Uuid::now_v7()).into()
}

/// A letter that says what it is.
fn letter(lang: Language) -> anyhow::Result<OutgoingMessage> {
    Ok(OutgoingMessage {
        key: MessageName { date: "2000-01-01".parse()?, contact: nobody(), kind: MessageKind::Routine },
        subject: lang.say("muster-a-try").to_owned(),
        text: lang.say("this-is-a-try-there-is-nothing-to").to_owned(),
        link: None,
        optional: false,
        calendar: None,
        steps: Vec::new(),
        not_by: Vec::new(),
    })
}
