//! `muster visits list`, `explain`: what stands, why there, and what is missing.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::command::ItemName;
use muster_protocol::definition::{Location, Unit};
use muster_protocol::ids::CampaignId;
use muster_protocol::question::{Answer, Question};
use muster_protocol::time::{Date, Instant};
use muster_protocol::{id, say};
use muster_server::read::visits::reasons;
use muster_server::view::status::{HandedOn, VisitLine};
use muster_server::view::why::Why;
use serde_json::{Value, json};

use super::event::{self, Caused};
use super::unplanned::Unplanned;
use crate::client::act::{campaign, with_engine};
use crate::client::connection::Connection;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::output::{self, Output};
use crate::words::glossary::Glossary;
use crate::words::{names, step, visits};

/// The arguments of `muster visits list`.
#[derive(Debug, Args)]
pub(crate) struct List {
    #[arg(long, value_name = "POST")]
    person: Option<String>,
    #[arg(long, value_enum)]
    only: Option<Only>,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    /// Still to come
    Ahead,
    /// Not recorded in time
    Unrecorded,
    /// The round is over without it
    NotMade,
}

/// The arguments of `muster visits explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    item: ItemName,
    #[command(flatten)]
    target: Target,
}

/// A visit with what is said of it.
pub(super) struct Row {
    pub(super) line: VisitLine,
    /// How it stands, as a stable word.
    pub(super) stage: String,
    pub(super) post: String,
    /// Posts of those who come along.
    pub(super) along: Vec<String>,
    /// When it was planned to start.
    pub(super) starts: String,
    /// When it was made or is to be.
    when: String,
}

impl Row {
    /// Who goes: the visitor, and who comes along.
    pub(super) fn party(&self, lang: Language) -> String {
        let along = self.along.iter().map(String::as_str);
        let all: Vec<&str> = std::iter::once(self.post.as_str()).chain(along).collect();
        all.join(lang.say("list-comma"))
    }
}

/// The visits of a campaign, as of its clock.
pub(super) struct VisitList {
    pub(super) rows: Vec<Row>,
    /// Where one visitor is meant: visits that they handed on, as they had them.
    pub(super) handed_on: Vec<VisitLine>,
    pub(super) campaign: CampaignId,
    pub(super) glossary: Glossary,
    pub(super) today: Date,
}

impl VisitList {
    /// Town of a place; empty where the roster has none.
    pub(super) fn town(&self, place: &str) -> &str {
        self.unit(place).map_or("", |unit| unit.town.as_str())
    }

    /// Where a place is, if the roster has its coordinates.
    pub(super) fn location(&self, place: &str) -> Option<Location> {
        self.unit(place)?.location
    }

    fn unit(&self, place: &str) -> Option<&Unit> {
        self.glossary.definition()?.units.iter().find(|unit| *unit.code == *place)
    }
}

/// Reads the visits of the campaign that is meant.
pub(super) async fn read(
    out: &Output,
    connection: &Connection,
    target: &Target,
    person: Option<&str>,
) -> Result<VisitList, Failure> {
    let campaign = campaign(out.lang, connection, target).await?;
    let glossary = connection.glossary(&campaign).await?;
    let engine_status = connection.engine_status(Some(&campaign)).await?;
    let now = engine_status.status.campaigns.first().map(|one| one.at).unwrap_or_default();
    let today = glossary.zone().map(|zone| zone.date_of(now)).unwrap_or_default();
    let def = glossary.definition();
    let post = |id: &str| def.map_or(id, |def| def.post(id)).to_owned();
    let (mut rows, mut handed_on) = (Vec::new(), Vec::new());
    let is_meant = |id: &str| person.is_none_or(|person| person == id || person == post(id));
    for line in connection.visits(&campaign).await? {
        let along: Vec<String> = line.along();
        let meant = is_meant(&line.visitor) || along.iter().any(|id| is_meant(id));
        let along = along.iter().map(|id| post(id)).collect();
        let post = post(&line.visitor);
        if !meant {
            handed_on.extend(line.handed_on_by(is_meant));
            continue;
        }
        let stage = line.stage_on(def, today).to_owned();
        let starts = glossary.local(line.start);
        let planned = glossary.zone().map(|zone| zone.date_of(line.start));
        let when = if planned.is_some_and(|planned| planned != line.date) {
            say!(out.lang, "made-on-date-planned-for", date = line.date, starts)
        } else {
            starts.clone()
        };
        rows.push(Row { line, stage, post, along, starts, when });
    }
    rows.sort_by(|one, other| order(&one.line).cmp(&order(&other.line)));
    Ok(VisitList { rows, handed_on, campaign, glossary, today })
}

/// By the day on which a visit was made or is to be, and within it by the hour that was planned.
fn order(line: &VisitLine) -> (Date, Instant, &str, i64) {
    (line.date, line.start, line.place.as_str(), line.no)
}

/// What the list shows of a visit.
const COLUMNS: [TextId; 5] = [
    id!("column-when"),
    id!("column-place"),
    id!("column-visitor"),
    id!("column-stands"),
    id!("column-item"),
];

impl List {
    pub(super) fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let (visits, unplanned, caused) =
            with_engine(out, &self.target, async |connection| Ok(self.found(out, connection).await?))?;
        self.print(out, visits, &unplanned, &caused)
    }

    /// The visits, and the places that await one and have none planned.
    async fn found(
        &self,
        out: &Output,
        connection: &Connection,
    ) -> Result<(VisitList, Vec<Unplanned>, Vec<Caused>), Failure> {
        let visits = read(out, connection, &self.target, self.person.as_deref()).await?;
        let rows = match self.only {
            None | Some(Only::NotMade) => connection.unplanned_visits(&visits.campaign).await?,
            Some(Only::Ahead | Only::Unrecorded) => Vec::new(),
        };
        let unplanned = rows.into_iter().map(|row| Unplanned::of(visits.glossary.definition(), row));
        let over = |one: &Unplanned| self.only.is_none() || !one.is_open();
        let meant = |one: &Unplanned| self.person.as_ref().is_none_or(|person| one.is_of(person));
        let unplanned = unplanned.filter(|one| over(one) && meant(one)).collect();
        // Nobody in particular makes what an event causes: whose people go is the unit's matter.
        let caused = match (visits.glossary.definition(), &self.person) {
            (Some(def), None) => event::caused(connection, &visits.campaign, def).await?,
            _ => Vec::new(),
        };
        let asked = |one: &Caused| match self.only {
            None => true,
            Some(Only::Ahead) => one.is_ahead(),
            Some(Only::NotMade) => one.is_late(),
            Some(Only::Unrecorded) => false,
        };
        let caused = caused.into_iter().filter(asked).collect();
        Ok((visits, unplanned, caused))
    }

    fn print(
        &self,
        out: &Output,
        mut visits: VisitList,
        unplanned: &[Unplanned],
        caused: &[Caused],
    ) -> anyhow::Result<Exit> {
        let today = visits.today;
        visits.rows.retain(|row| match self.only {
            None => true,
            Some(Only::Ahead) => {
                row.line.date > today && matches!(row.stage.as_str(), "proposed" | "confirmed")
            }
            Some(Only::Unrecorded) => row.stage == "unrecorded",
            Some(Only::NotMade) => row.stage == "not-made",
        });
        let (reasons, unplanned) = reasons_of(&visits.rows, unplanned);
        if self.json {
            let row = |(at, row): (usize, &Row)| {
                json!({
                    "item": format!("{}/{}", row.line.occasion, row.line.place), "no": row.line.no,
                    "place": row.line.name, "visitor": row.line.visitor, "post": row.post, "with": row.along,
                    "date": row.line.date.to_string(), "start": row.line.start, "end": row.line.end,
                    "stage": row.stage, "sequence": row.line.sequence, "follow_ups": row.line.follow_ups,
                    "recorded_on": row.line.recorded_on.map(|day| day.to_string()),
                    "ratings": row.line.ratings(), "cases": row.line.cases(),
                    "left_out": reasons.get(&at).map(|one| one.why_json()),
                })
            };
            let visits = visits.rows.iter().enumerate().map(row);
            let unplanned = unplanned.iter().map(|one| one.json());
            let all: Vec<Value> = visits.chain(unplanned).chain(caused.iter().map(Caused::json)).collect();
            out.json(&json!({ "today": today.to_string(), "visits": all }))?;
            return Ok(Exit::Fine);
        }
        if visits.rows.is_empty() && unplanned.is_empty() && caused.is_empty() {
            out.data(out.lang.say("no-visits"))?;
            return Ok(Exit::Fine);
        }
        let mut table = output::table(COLUMNS.map(|column| column.say(out.lang)));
        for (at, row) in visits.rows.iter().enumerate() {
            let stage = visits::stage(out.lang, &row.stage);
            let stage = match row.line.follow_ups {
                0 => stage.to_string(),
                count => say!(out.lang, "stage-count-follow-ups", stage, #count = count),
            };
            let stage = match reasons.get(&at).and_then(|one| one.why(out.lang)) {
                Some(why) => say!(out.lang, "stage-and-why-there-is-none", stage, why),
                None => stage,
            };
            table.add_row([
                row.when.clone(),
                format!("{} {}", row.line.place, row.line.name),
                row.party(out.lang),
                stage,
                format!("{}/{}", row.line.occasion, row.line.place),
            ]);
        }
        for one in unplanned {
            table.add_row(one.cells(out.lang));
        }
        for one in caused {
            table.add_row(one.cells(out.lang));
        }
        out.data(table)?;
        Ok(Exit::Fine)
    }
}

/// Why there is no other visit, by place in the list of the visit that was planned last for the item; and the places for which
/// none in the list was.
fn reasons_of<'a>(
    rows: &[Row],
    unplanned: &'a [Unplanned],
) -> (BTreeMap<usize, &'a Unplanned>, Vec<&'a Unplanned>) {
    let (mut reasons, mut alone) = (BTreeMap::new(), Vec::new());
    for one in unplanned {
        let own = rows.iter().enumerate().filter(|(_, row)| one.is_item_of(&row.line));
        match own.max_by_key(|(_, row)| row.line.no) {
            Some((at, _)) => {
                reasons.insert(at, one);
            }
            None => alone.push(one),
        }
    }
    (reasons, alone)
}

impl Explain {
    pub(super) fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        with_engine(out, &self.target, async |connection| self.print_result(out, connection).await)
    }

    async fn print_result(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        let visits = read(out, connection, &self.target, None).await?;
        let ours = |row: &&Row| {
            (row.line.occasion.as_str(), row.line.place.as_str()) == (&*self.item.occasion, &*self.item.unit)
        };
        let rows = connection.unplanned_visits(&visits.campaign).await?.into_iter();
        let mut unplanned = rows.map(|row| Unplanned::of(visits.glossary.definition(), row));
        let unplanned = unplanned.find(|one| one.is_named(&self.item));
        let no_slot = unplanned.as_ref().and_then(|one| one.plan(out.lang, &visits.glossary));
        // One that is planned again may lie before the one that was called off.
        let Some(row) = visits.rows.iter().filter(ours).max_by_key(|row| row.line.no) else {
            if let Some(one) = &unplanned {
                out.data(one.title(out.lang))?;
                if let Some(line) = no_slot {
                    out.data(line)?;
                }
                return Ok(Exit::Fine);
            }
            let what = say!(out.lang, "no-visit-is-planned-for-item", item = self.item);
            return Err(Failure::new(Exit::Fault, what).next("muster visits list").into());
        };
        out.data(format!(
            "{} {} · {} · {} · {}",
            row.line.place,
            row.line.name,
            row.when,
            row.party(out.lang),
            visits::stage(out.lang, &row.stage)
        ))?;
        let Changed { moved, delegated } = self.changed(out, connection, &visits, &row.line).await?;
        for line in moved.iter().chain(&delegated) {
            out.data(line)?;
        }
        let reasons = reasons(&row.line.reasons).map_err(|error| {
            let (item, position, text) = (&self.item, row.line.position, &row.line.reasons);
            let what = say!(out.lang, "the-reasons-of-a-visit-cannot-be-read", item, position, text);
            Failure::new(Exit::Fault, what).because(error).next("muster doctor")
        })?;
        if reasons.is_empty() && moved.is_none() {
            out.data(out.lang.say("its-visitor-fixed-the-time"))?;
        }
        for reason in &reasons {
            out.data(format!("  {}", step::slot(out.lang, reason, |unit| visits.glossary.unit(unit))))?;
        }
        for line in left_behind(out.lang, &row.line) {
            out.data(line)?;
        }
        if let Some(line) = no_slot {
            out.data(line)?;
        }
        if matches!(row.line.stage.as_str(), "proposed" | "confirmed") {
            offer(out, connection, &self.target, &self.item).await?;
        }
        Ok(Exit::Fine)
    }
}

/// What a visit left behind, a line each: how content people were, problems that are seen to, and cases.
fn left_behind(lang: Language, line: &VisitLine) -> Vec<String> {
    let mut lines = Vec::new();
    let ratings = line.ratings();
    if !ratings.is_empty() {
        lines.push(visits::rated(lang, &ratings));
    }
    if line.follow_ups > 0 {
        lines.push(say!(lang, "so-many-follow-ups-came-of-it", #count = line.follow_ups));
    }
    let cases = line.cases();
    if !cases.is_empty() {
        lines.push(visits::brought(lang, &cases));
    }
    lines
}

/// What people did to a visit behind its plan, in words.
#[derive(Default)]
struct Changed {
    /// That it was moved, and by whom: then the slot has no reasons of the plan.
    moved: Option<String>,
    /// That it was delegated, by whom, and whose it was before.
    delegated: Option<String>,
}

impl Explain {
    async fn changed(
        &self,
        out: &Output,
        connection: &Connection,
        visits: &VisitList,
        line: &VisitLine,
    ) -> Result<Changed, Failure> {
        let handed_on: Vec<HandedOn> = serde_json::from_str(&line.handed_on).unwrap_or_default();
        let chain = connection.why(Some(&visits.campaign), &self.item.to_string()).await?;
        let Some(Why::Item(chain)) = chain else { return Ok(Changed::default()) };
        // What was done to a visit comes behind its proposal.
        let last = |name: &str| {
            let mut done = chain.history.iter().filter(|done| done.position > line.position);
            let done = done.rfind(|done| done.name == name)?;
            let by = names::by(out.lang, &done.actor, done.behalf.as_deref());
            Some((visits.glossary.local(done.at), by))
        };
        let def = visits.glossary.definition();
        let had = handed_on.last().map(|had| def.map_or(had.visitor.as_str(), |def| def.post(&had.visitor)));
        let moved = last("visit.moved").map(|(at, by)| say!(out.lang, "moved-by", at, by));
        let delegated = last("visit.delegated").map(|(at, by)| match had {
            Some(had) => say!(out.lang, "delegated-by-from-had", at, by, had),
            None => say!(out.lang, "delegated-by", at, by),
        });
        Ok(Changed { moved, delegated })
    }
}

/// Prints slots that would fit a visit.
pub(super) fn slots(out: &Output, target: &Target, item: &ItemName) -> anyhow::Result<Exit> {
    with_engine(out, target, async |connection| offer(out, connection, target, item).await)?;
    Ok(Exit::Fine)
}

async fn offer(
    out: &Output,
    connection: &Connection,
    target: &Target,
    item: &ItemName,
) -> anyhow::Result<()> {
    let campaign = campaign(out.lang, connection, target).await?;
    let glossary = connection.glossary(&campaign).await?;
    let question = Question::VisitSlots { campaign, item: item.clone(), visitor: None };
    let Answer::VisitSlots(slots) = connection.ask(&question).await? else {
        let what = say!(out.lang, "item-has-no-visit-that-stands", item);
        return Err(Failure::new(Exit::Fault, what).next("muster visits list").into());
    };
    if slots.is_empty() {
        out.data(out.lang.say("no-other-slot-of-the-round-is-free"))?;
        return Ok(());
    }
    out.data(out.lang.say("free-for-it"))?;
    for slot in &slots {
        let why: Vec<String> = slot
            .reasons
            .iter()
            .map(|reason| step::slot(out.lang, reason, |unit| glossary.unit(unit)))
            .collect();
        out.data(format!("  {}  {}", glossary.local(slot.start), why.join(out.lang.say("list-semicolon"))))?;
    }
    Ok(())
}
