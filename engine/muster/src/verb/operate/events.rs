//! `muster events`: the log, as sentences or as JSON, to its end or as it grows.

use std::collections::BTreeMap;

use clap::Args;
use muster_protocol::catalogue::Language;
use muster_protocol::command::ItemName;
use muster_protocol::ids::{CampaignId, Position};
use muster_protocol::place::Place;
use muster_protocol::recorded::Recorded;
use muster_protocol::say;
use muster_server::description::{self, EventJson, Filter, When};
use muster_wire::nats::{NatsError, NatsLink};

use crate::client::act::exists;
use crate::client::connection::{Connection, Page};
use crate::client::runtime::block_on;
use crate::client::target::Target;
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::service::ending::asked_to_end;
use crate::service::following::Following;
use crate::service::over_nats::{NatsArgs, failure};
use crate::suggestions;
use crate::value::{WrongValue, wrong_value};
use crate::words::glossary::Glossary;
use crate::words::names;
use crate::words::sentence::sentence;

/// Under which name somebody who watches connects to NATS.
const OPS: &str = "ops";

/// The arguments of `muster events`.
#[derive(Debug, Args)]
pub struct Events {
    #[arg(long, value_name = "N", default_value = "0")]
    after: Place,
    #[arg(long, short)]
    follow: bool,
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[arg(long, conflicts_with = "unit")]
    item: Option<ItemName>,
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    #[arg(long, value_name = "NAME", value_parser = family)]
    family: Option<String>,
    #[arg(long, value_name = "DAY|TIME")]
    from: Option<TypedDay>,
    #[arg(long, value_name = "DAY|TIME")]
    until: Option<TypedDay>,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    nats: NatsArgs,
}

/// What is read and how far it has come.
struct Reading<'a> {
    verb: &'a Events,
    out: &'a Output,
    from: Following,
    filter: Filter,
    glossaries: BTreeMap<CampaignId, Glossary>,
    after: Place,
    shown: usize,
}

fn family(text: &str) -> Result<String, WrongValue> {
    description::family(text).map_err(wrong_value)
}

impl Run for Events {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        block_on(async {
            let from = if self.nats.wanted() {
                over_nats(out, &self.nats).await?
            } else {
                Following::of(out, &self.target).await?
            };
            let mut reading = Reading {
                verb: self,
                out,
                from,
                filter: Filter::default(),
                glossaries: BTreeMap::new(),
                after: self.after.clone(),
                shown: 0,
            };
            let result = match self.filter(out.lang, &reading.from).await {
                Ok(filter) => {
                    reading.filter = filter;
                    reading.print_result().await
                }
                Err(failure) => Err(failure.into()),
            };
            reading.from.close().await;
            result.map(|()| Exit::Fine)
        })
    }
}

impl Events {
    async fn filter(&self, lang: Language, heard: &Following) -> Result<Filter, Failure> {
        Ok(Filter {
            campaign: self.target.campaign.clone(),
            family: self.family.clone(),
            unit: self.unit.clone(),
            item: self.item.clone(),
            from: self.moment(lang, heard, self.from.as_ref()).await?,
            until: self.moment(lang, heard, self.until.as_ref()).await?,
        })
    }

    /// An instant, or a day as people say it.
    async fn moment(
        &self,
        lang: Language,
        heard: &Following,
        said: Option<&TypedDay>,
    ) -> Result<Option<When>, Failure> {
        let Some(said) = said else { return Ok(None) };
        if let Ok(when) = said.text().parse() {
            return Ok(Some(when));
        }
        let day = match heard.connection() {
            Some(connection) => said.of(lang, connection, &self.target).await?,
            None => said.alone(lang, None)?,
        };
        Ok(Some(When::Day(day)))
    }
}

/// The engine over NATS, without its data directory.
async fn over_nats(out: &Output, nats: &NatsArgs) -> Result<Following, Failure> {
    let link =
        NatsLink::open(nats.options(out.lang, OPS)?).await.map_err(|error| failure(out.lang, &error))?;
    let connection = link.connection();
    match connection.let_in_within(connection.options().request).await {
        // A server that is away is waited for where the engine is asked.
        Ok(()) | Err(NatsError::Away(_)) => Ok(Following::over(out, link)),
        Err(error) => Err(failure(out.lang, &error)),
    }
}

impl Reading<'_> {
    async fn print_result(&mut self) -> anyhow::Result<()> {
        if let Some(connection) = self.from.connection() {
            exists(self.out.lang, connection, &self.verb.target).await?;
            self.known(connection).await?;
        }
        if self.titled_by_the_log() {
            self.learn_earlier().await?;
        }
        if !self.verb.follow {
            return self.read_to_the_end().await;
        }
        let ended = tokio::select! {
            ended = self.follow() => ended,
            () = asked_to_end() => Ok(()),
        };
        let (after, number) = (&self.after, self.after.position);
        self.out.talk(say!(self.out.lang, "seen-up-to-number-number-to-go-on", number, after));
        ended
    }

    /// Whether some campaign knows the unit or item that is asked for. What is followed may still come to be.
    async fn known(&self, connection: &Connection) -> anyhow::Result<()> {
        let name = match (&self.verb.item, &self.verb.unit) {
            (Some(item), _) => item.to_string(),
            (None, Some(unit)) => unit.clone(),
            (None, None) => return Ok(()),
        };
        let mut near = None;
        let engine_status = connection.engine_status(self.verb.target.campaign.as_ref()).await?;
        for campaign in &engine_status.status.campaigns {
            let known = connection.glossary(&CampaignId::new(&campaign.id)?).await?;
            if known.has(&self.filter) {
                return Ok(());
            }
            near = near.or_else(|| suggestions::thing(&known, &name));
        }
        if self.verb.follow {
            self.out.talk(say!(self.out.lang, "no-campaign-knows-name-yet", name));
            return Ok(());
        }
        let what = say!(self.out.lang, "no-campaign-knows-name", name);
        let next = self.out.lang.say("an-item-is-unit-plan-005-a-unit");
        let near = near.map(|near| suggestions::did_you_mean(self.out.lang, &near));
        Err(Failure::new(Exit::Fault, what).next(near.unwrap_or_else(|| next.to_owned())).into())
    }

    /// Whether things have titles here, or days a zone: programs read what the events say by themselves.
    fn titled(&self) -> bool {
        !self.verb.json || self.filter.needs_zone()
    }

    /// Whether they come from the log alone: over NATS nobody else tells them.
    fn titled_by_the_log(&self) -> bool {
        self.titled() && self.verb.nats.wanted()
    }

    /// Hears the log from its beginning for the titles in it.
    async fn learn_earlier(&mut self) -> anyhow::Result<()> {
        let (mut at, until) = (Place::default(), self.after.position);
        while at.position < until {
            let page = self.from.page(&at).await?;
            if page.rows.is_empty() {
                return Ok(());
            }
            at = page.place;
            for row in page.rows.iter().filter(|row| row.position <= until) {
                self.learn(row).await?;
            }
        }
        Ok(())
    }

    async fn read_to_the_end(&mut self) -> anyhow::Result<()> {
        loop {
            let page = self.from.page(&self.after).await?;
            let ends = page.rows.is_empty();
            for row in &page.rows {
                if self.is_enough() {
                    return Ok(());
                }
                self.hear(row).await?;
                self.after = page.place.at(row.position);
            }
            self.after = page.place;
            if ends {
                return Ok(());
            }
        }
    }

    async fn follow(&mut self) -> anyhow::Result<()> {
        while !self.is_enough() {
            let heard = self.from.next(&self.after).await?;
            // What is left out before the first of them is nobody's, or was another log's.
            let first = heard.rows.first().map_or(heard.place.position.0, |row| row.position.0 - 1);
            self.after = heard.place.at(Position(first));
            if !self.hear_all(&heard).await? {
                continue;
            }
            self.after = heard.place;
        }
        Ok(())
    }

    /// Whether everything was shown that came at once.
    async fn hear_all(&mut self, heard: &Page) -> anyhow::Result<bool> {
        for row in &heard.rows {
            if self.is_enough() {
                return Ok(false);
            }
            match self.hear(row).await {
                Ok(()) => self.after = heard.place.at(row.position),
                // It was not shown, and comes again with the engine.
                Err(error) if is_away(&error) => return Ok(false),
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    fn is_enough(&self) -> bool {
        self.verb.limit.is_some_and(|limit| self.shown >= limit)
    }

    async fn hear(&mut self, row: &Recorded) -> anyhow::Result<()> {
        self.learn(row).await?;
        if !self.filter.by_columns(row) {
            return Ok(());
        }
        if self.titled() && !self.glossaries.contains_key(&row.campaign) {
            let known = self.from.glossary(&row.campaign).await?;
            self.glossaries.insert(row.campaign.clone(), known);
        }
        let unknown = Glossary::default();
        let known = self.glossaries.get(&row.campaign).unwrap_or(&unknown);
        if !self.filter.passes(row, known.zone()) {
            return Ok(());
        }
        if self.verb.json {
            self.out.json(&EventJson::of(row))?;
        } else {
            let about = self.filter.subject();
            let text = match row.named() {
                Ok(event) => sentence(self.out.lang, known, about.as_ref(), &event),
                Err(error) => error.to_string(),
            };
            let (position, at) = (row.position.0, known.local(row.at));
            let (name, by) = (&row.name, names::by(self.out.lang, &row.actor, row.behalf.as_deref()));
            self.out.data(format_args!("{position:>6}  {at}  {name:<18}  [{by}] {text}"))?;
        }
        self.shown += 1;
        Ok(())
    }

    /// Takes in what an event gives a title to, where titles are wanted.
    async fn learn(&mut self, row: &Recorded) -> anyhow::Result<()> {
        if self.titled_by_the_log() {
            self.glossaries.entry(row.campaign.clone()).or_default();
        }
        let Some(known) = self.glossaries.get_mut(&row.campaign) else { return Ok(()) };
        if let Ok(Some(digest)) = row.puts_in_force()
            && let Some(definition) = self.from.definition(digest).await?
        {
            known.put_in_force(definition);
        }
        if row.name.starts_with("occasion.")
            && let Ok(said) = row.named()
        {
            known.learn(&said);
        }
        Ok(())
    }
}

/// Whether an error means that nobody answers now.
fn is_away(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Failure>().is_some_and(|failure| failure.exit == Exit::Unreachable)
}
