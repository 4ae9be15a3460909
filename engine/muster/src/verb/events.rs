//! `muster events`: the log, as sentences or as JSON.

use std::collections::BTreeMap;

use clap::Args;
use muster_server::http::{EVENTS_MAX, EventJson};
use muster_words::command::ItemName;
use muster_words::ids::{CampaignId, Position};
use muster_words::recorded::Recorded;

use crate::act::{campaign, exists};
use crate::door::{Door, Make};
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;
use crate::runtime::block_on;
use crate::subject::Subject;
use crate::target::Target;
use crate::words::glossary::Glossary;
use crate::words::sentence::sentence;

/// 日志：每个事件一句话 · The log: one sentence an event
#[derive(Debug, Args)]
pub struct Events {
    /// 从这一号之后看起 · Only events after this number
    #[arg(long, value_name = "N", default_value_t = 0)]
    after: u64,
    /// 最多看几个 · At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// 只看这个事项，如 unit-plan/005 · Only what concerns this item
    #[arg(long, conflicts_with = "unit")]
    item: Option<ItemName>,
    /// 只看这个单位 · Only what concerns this unit
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// 只看这一类，如 item 或 item.late · Only events of this family, or of this name
    #[arg(long, value_name = "NAME")]
    family: Option<String>,
    /// 每行一个 JSON · Print JSON, one event a line: `{position, campaign, version, at, name, schema, actor, command, hash, body, bytes}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// What is read and how far it has come.
struct Reading<'a> {
    verb: &'a Events,
    out: &'a Output,
    door: &'a Door,
    subject: Option<(CampaignId, Subject)>,
    glossaries: BTreeMap<CampaignId, Glossary>,
    shown: usize,
}

impl Events {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`] when nobody answers or nobody knows the name; stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        block_on(async {
            let door = Door::open(out.lang, &self.target.dir, Make::Never).await?;
            let told = self.tell(out, &door).await;
            door.close().await;
            told
        })
    }

    async fn tell(&self, out: &Output, door: &Door) -> anyhow::Result<Exit> {
        exists(out.lang, door, &self.target).await?;
        let subject = self.subject(out.lang, door).await?;
        let mut reading = Reading { verb: self, out, door, subject, glossaries: BTreeMap::new(), shown: 0 };
        let mut after = Position(self.after);
        loop {
            let page = door.events(after, EVENTS_MAX).await?;
            let Some(last) = page.last() else { return Ok(Exit::Fine) };
            after = last.position;
            for recorded in &page {
                if self.limit.is_some_and(|limit| reading.shown >= limit) {
                    return Ok(Exit::Fine);
                }
                reading.hear(recorded).await?;
            }
        }
    }

    async fn subject(&self, lang: Lang, door: &Door) -> Result<Option<(CampaignId, Subject)>, Failure> {
        let (occasion, code) = match (&self.item, &self.unit) {
            (Some(item), _) => (Some(&item.occasion), &item.unit),
            (None, Some(code)) => (None, code),
            (None, None) => return Ok(None),
        };
        let campaign = campaign(lang, door, &self.target).await?;
        let known = door.glossary(&campaign).await?;
        let unknown = |name: &str| {
            let what = match lang {
                Lang::Zh => format!("{campaign} 里没有“{name}”"),
                Lang::En => format!("{campaign} knows no “{name}”"),
            };
            Failure::new(Exit::Fault, what)
        };
        let unit = known.definition().and_then(|def| def.unit_by_code(code)).ok_or_else(|| unknown(code))?;
        let occasion = match occasion {
            Some(key) => Some(known.occasion_by_key(key).ok_or_else(|| unknown(key))?),
            None => None,
        };
        Ok(Some((campaign, Subject { occasion, unit })))
    }
}

impl Reading<'_> {
    async fn hear(&mut self, recorded: &Recorded) -> anyhow::Result<()> {
        let event = recorded.event();
        let family = self.verb.family.as_deref().is_none_or(|family| {
            let rest = recorded.name.strip_prefix(family);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        let campaign = self.verb.target.campaign.as_ref().is_none_or(|only| *only == recorded.campaign);
        let subject = self.subject.as_ref().is_none_or(|(campaign, subject)| {
            *campaign == recorded.campaign && event.as_ref().is_ok_and(|event| subject.is_of(event))
        });
        if !(family && campaign && subject) {
            return Ok(());
        }
        self.shown += 1;
        if self.verb.json {
            return Ok(self.out.json(&EventJson::from(recorded))?);
        }
        if !self.glossaries.contains_key(&recorded.campaign) {
            let known = self.door.glossary(&recorded.campaign).await?;
            self.glossaries.insert(recorded.campaign.clone(), known);
        }
        let unknown = Glossary::default();
        let known = self.glossaries.get(&recorded.campaign).unwrap_or(&unknown);
        let text = match &event {
            Ok(event) => {
                sentence(self.out.lang, known, self.subject.as_ref().map(|(_, subject)| subject), event)
            }
            Err(error) => error.to_string(),
        };
        let (position, at, name, actor) =
            (recorded.position.0, known.local(recorded.at), &recorded.name, &recorded.actor);
        self.out.data(format_args!("{position:>6}  {at}  {name:<18}  [{actor}] {text}"))?;
        Ok(())
    }
}
