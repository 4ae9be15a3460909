//! `muster why`: the chain from the committee's line over unit, occasion and due day to every step, message and event.

use std::collections::BTreeMap;

use clap::Args;
use muster_protocol::catalogue::{Language, Listed, LocalizedText, TextId};
use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::time::{Date, Instant};
use muster_protocol::{id, say};
use muster_server::view::left_out::LeftOutLine;
use muster_server::view::moves::MoveLine;
use muster_server::view::why::{
    EvidenceLine, ItemLine, OccasionLine, PassedOn, StepLine, Why as Chain, WhyItem, WhyMessage,
};

use crate::client::act::{exists, with_engine};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::posts;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::suggestions;
use crate::words::glossary::Glossary;
use crate::words::{item, moved, names, reason, step, visits};

/// The arguments of `muster why`.
#[derive(Debug, Args)]
pub struct Why {
    id: String,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

impl Run for Why {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        with_engine(out, &self.target, async |connection| self.print_result(out, connection).await)
    }
}

impl Why {
    /// What was probably meant, in the campaign that is named or in any.
    async fn nearest(&self, lang: Language, connection: &Connection) -> anyhow::Result<Option<String>> {
        let engine_status = connection.engine_status(self.target.campaign.as_ref()).await?;
        for campaign in &engine_status.status.campaigns {
            let known = connection.glossary(&CampaignId::new(&campaign.id)?).await?;
            if let Some(near) = suggestions::thing(&known, &self.id) {
                return Ok(Some(suggestions::did_you_mean(lang, &near)));
            }
        }
        Ok(None)
    }

    /// The same by the names of the file and the roster: a duty or phase by its name, a unit by its short name or name or by
    /// that of one of its posts.
    async fn by_name(&self, connection: &Connection) -> anyhow::Result<Option<Chain>> {
        let campaigns = match &self.target.campaign {
            Some(campaign) => vec![campaign.clone()],
            None => connection.campaigns().await?,
        };
        for campaign in campaigns {
            let Some(def) = definitions::of(connection, &campaign).await? else { continue };
            for name in meant(&def, &self.id) {
                if let Some(chain) = connection.why(Some(&campaign), &name).await? {
                    return Ok(Some(chain));
                }
            }
        }
        Ok(None)
    }

    async fn print_result(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        exists(out.lang, connection, &self.target).await?;
        let mut chain = connection.why(self.target.campaign.as_ref(), &self.id).await?;
        if chain.is_none() {
            chain = self.by_name(connection).await?;
        }
        let Some(chain) = chain else {
            let what = say!(out.lang, "nothing-is-named-id", id = self.id);
            let next = out.lang.say("an-item-is-unit-plan-005-a-step");
            let near = self.nearest(out.lang, connection).await?;
            return Err(Failure::new(Exit::Fault, what).next(near.unwrap_or_else(|| next.to_owned())).into());
        };
        if self.json {
            out.json(&chain)?;
            return Ok(Exit::Fine);
        }
        let campaign = match &chain {
            Chain::Item(why) => &why.campaign,
            Chain::Message(why) => &why.campaign,
            Chain::Unit(why) => &why.campaign,
            Chain::Occasion(why) => &why.campaign,
            Chain::Occasions(why) => &why.campaign,
        };
        let known = connection.glossary(&CampaignId::new(campaign)?).await?;
        let texts = texts(connection, &chain).await;
        for line in (StoryWriter { lang: out.lang, known: &known, texts: &texts }).lines(&chain) {
            out.data(line)?;
        }
        if waits_or_failed(&chain) {
            let channels = connection.engine_status(self.target.campaign.as_ref()).await?.channels;
            for said in channels.iter().filter_map(|channel| step::channel_status(out.lang, channel)) {
                out.data(format_args!("  {said}"))?;
            }
        }
        Ok(Exit::Fine)
    }
}

/// The reasons of what moved its days, and what was said of letters that were not taken, where they may be read.
async fn texts(connection: &Connection, chain: &Chain) -> BTreeMap<Digest, String> {
    let moves = match chain {
        Chain::Item(why) => why.moves.as_slice(),
        Chain::Occasion(why) => why.moves.as_slice(),
        Chain::Message(_) | Chain::Unit(_) | Chain::Occasions(_) => &[],
    };
    let steps = match chain {
        Chain::Item(why) => why.steps.as_slice(),
        Chain::Message(why) => why.steps.as_slice(),
        Chain::Occasion(_) | Chain::Unit(_) | Chain::Occasions(_) => &[],
    };
    let reasons = moves.iter().filter_map(|moved| moved.by.reason);
    let mut texts = BTreeMap::new();
    for digest in reasons.chain(steps.iter().filter_map(|step| step.said)) {
        if let Some(text) = connection.line(digest).await {
            texts.insert(digest, text);
        }
    }
    texts
}

/// Whether something of it was not sent that should be: what its channel said is a part of why.
fn waits_or_failed(chain: &Chain) -> bool {
    let unsent = |step: &StepLine| match step.outcome.as_deref() {
        Some(outcome) => outcome == "failed",
        None => step.message.is_some(),
    };
    match chain {
        Chain::Item(why) => why.steps.iter().any(unsent),
        Chain::Message(why) => why.steps.iter().any(unsent),
        Chain::Unit(_) | Chain::Occasion(_) | Chain::Occasions(_) => false,
    }
}

/// The names by which the engine knows what may be meant by one of the file or the roster, likeliest first.
fn meant(def: &Definition, name: &str) -> Vec<String> {
    let duty = |name: &str| def.duties.iter().find(|duty| duty.name == name).map(|duty| duty.id.clone());
    let mut names: Vec<String> = posts::unit(def, name).map(str::to_owned).into_iter().collect();
    names.extend(duty(name));
    names.extend(def.phases.iter().find(|phase| phase.name == name).map(|phase| phase.id.clone()));
    if let Some((key, rest)) = name.split_once('/') {
        let (unit, step) = rest.split_once('#').map_or((rest, None), |(unit, step)| (unit, Some(step)));
        let code = posts::unit(def, unit).unwrap_or(unit);
        let item = format!("{}/{code}", duty(key).unwrap_or_else(|| key.to_owned()));
        names.push(step.map_or_else(|| item.clone(), |step| format!("{item}#{step}")));
    }
    names.retain(|known| known != name);
    names
}

struct StoryWriter<'a> {
    lang: Language,
    known: &'a Glossary,
    /// Texts that may be read.
    texts: &'a BTreeMap<Digest, String>,
}

impl StoryWriter<'_> {
    fn lines(&self, chain: &Chain) -> Vec<String> {
        match chain {
            Chain::Item(why) => self.item(why),
            Chain::Message(why) => self.message(why),
            Chain::Unit(why) => {
                let unit = &why.unit;
                let mut lines = vec![self.of_unit(&unit.code, &unit.name, &unit.category)];
                lines.extend(why.items.iter().map(|item| self.item_line(item)));
                if why.items.is_empty() {
                    lines.push(self.lang.say("no-items-yet-nothing-has-opened").to_owned());
                }
                lines
            }
            Chain::Occasion(why) => {
                let mut lines = self.occasion(&why.occasion, None);
                lines.extend(why.moves.iter().map(|moved| self.moved(moved)));
                lines.extend(why.items.iter().map(|item| self.item_line(item)));
                lines
            }
            Chain::Occasions(why) => {
                let mut lines = vec![why.name.clone()];
                lines.extend(why.occasions.iter().map(|occasion| self.occasion_line(occasion)));
                lines
            }
        }
    }

    fn of_unit(&self, code: &str, name: &str, category: &str) -> String {
        say!(self.lang, "code-name-category-2", code, name, category)
    }

    /// How an item stands, in words; nobody hands a visit in.
    fn state(&self, item: &str, code: &str) -> String {
        let key = item.split('/').next().unwrap_or_default();
        let programme = key.split('.').next().unwrap_or_default();
        let is_visit =
            self.known.definition().is_some_and(|def| def.visits.iter().any(|visits| visits.id == programme));
        if is_visit && code == "open" {
            return self.lang.say("visit-open").to_owned();
        }
        item::state_of_code(self.lang, code)
    }

    fn occasion_line(&self, occasion: &OccasionLine) -> String {
        let OccasionLine { key, title, due_day, .. } = occasion;
        let before = self.before(occasion.backfill, *due_day, id!("clause-comma"));
        let opens = self.known.local(occasion.opens);
        if occasion.opened_position.is_some() {
            return say!(self.lang, "line-of-an-opened-occasion", due_day, key, title, opens, before);
        }
        say!(self.lang, "line-of-an-occasion-to-open", due_day, key, title, opens, before)
    }

    fn item_line(&self, line: &ItemLine) -> String {
        let state = self.state(&line.item, &line.state);
        let late = if line.late { self.lang.say("was-late-2") } else { "" };
        let before = self.before(line.backfill, line.planned_day, id!("clause-comma"));
        format!("  {}  {}  {}  {state}{late}{before}", line.due_day, line.item, line.title)
    }

    /// That a day lay before the start or the launch, behind a separator; nothing of any other day.
    fn before(&self, backfill: bool, due_day: Date, separator: TextId) -> String {
        let said = self.known.definition().filter(|_| backfill);
        let said = said.map(|def| reason::before(self.lang, def, due_day));
        said.map_or_else(String::new, |said| separator.say(self.lang).to_owned() + said)
    }

    /// An occasion; `own` is the day of the item that is asked about, where a return gave it one of its own.
    fn occasion(&self, occasion: &OccasionLine, own: Option<Date>) -> Vec<String> {
        let opens = self.known.local(occasion.opens);
        let due_day = own.unwrap_or(occasion.due_day);
        let late_from = |day: Date| self.known.zone().map(|zone| zone.start_of_day(day.plus(1)));
        let due = self.known.local(own.and_then(late_from).unwrap_or(occasion.due));
        let phase = occasion.phase.as_deref().unwrap_or_default();
        let opened = match occasion.opened_position {
            Some(position) => say!(self.lang, "opened-by-position", position),
            None => self.lang.say("not-opened-yet").to_owned(),
        };
        let named = self.known.definition().and_then(|def| def.phases.iter().find(|known| known.id == phase));
        let has_phase = !phase.is_empty();
        let phase = LocalizedText {
            zh: named.map_or(phase, |known| known.name.as_str()).to_owned(),
            en: phase.to_owned(),
        };
        let backfill = self.before(occasion.backfill, occasion.due_day, id!("list-semicolon"));
        let OccasionLine { key, title, refs, planned_position, .. } = occasion;
        let was =
            own.map_or_else(String::new, |_| say!(self.lang, "was-due-day", due_day = occasion.due_day));
        let mut lines = vec![format!("{key} {title}")];
        match (refs.is_empty(), has_phase) {
            (true, false) => {}
            (true, true) => lines.push(say!(self.lang, "line-phase", phase: phase)),
            (false, false) => lines.push(say!(self.lang, "line-from-rows-of-the-plan", refs)),
            (false, true) => {
                lines.push(say!(self.lang, "line-from-rows-of-the-plan-and-phase", refs, phase: phase));
            }
        }
        lines.push(say!(self.lang, "line-dates-opens-due-late-from", opens, due_day, was, due, backfill));
        lines.push(say!(self.lang, "line-events-planned-by-position", position = planned_position, opened));
        lines
    }

    fn item(&self, why: &WhyItem) -> Vec<String> {
        let (unit, state) = (&why.unit, self.state(&why.item, &why.state));
        let late = why.late_position.map(|position| say!(self.lang, "late-by-event-position", position));
        // What was taken over from another unit is late by an event of that one.
        let late = late.unwrap_or_else(|| match why.late {
            true => self.lang.say("was-late-2").to_owned(),
            false => self.lang.say("never-late").to_owned(),
        });
        let mut lines = vec![say!(
            self.lang,
            "item-code-name-category-state-late-due-due",
            item = why.item,
            code = unit.code,
            name = unit.name,
            category = unit.category,
            state,
            late,
            due_day = why.due_day
        )];
        let returned = why.history.iter().any(|entry| entry.name == "item.returned");
        let own = Some(why.due_day).filter(|day| returned && *day != why.occasion.due_day);
        lines.extend(self.occasion(&why.occasion, own).into_iter().map(|line| format!("  {line}")));
        lines.extend(why.moves.iter().map(|moved| self.moved(moved)));
        if let Some(visit) = &why.visit {
            let (start, visitor) = (self.known.local(visit.start), &visit.visitor);
            let made = visit.recorded_on.map_or_else(
                || self.lang.say("not-made-yet").to_owned(),
                |day| say!(self.lang, "made-on-day", day),
            );
            lines.push(say!(
                self.lang,
                "visit-start-visitor-proposed-by-event-position-made",
                start,
                visitor,
                position = visit.position,
                made
            ));
        }
        if !why.ratings.is_empty() {
            lines.push(visits::rated(self.lang, &why.ratings));
        }
        if !why.cases.is_empty() {
            lines.push(visits::brought(self.lang, &why.cases));
        }
        if let Some(LeftOutLine { visitor, why, position, .. }) = &why.left_out {
            let why = why.said(self.lang);
            lines.push(match visitor {
                Some(visitor) => {
                    say!(self.lang, "no-slot-for-visitor-by-event-position", visitor, position, why)
                }
                None => say!(self.lang, "no-slot-by-event-position", position, why),
            });
        }
        lines.extend(self.passed_on(why));
        lines.push(self.lang.say("what-was-done").to_owned());
        for entry in &why.history {
            let (position, at) = (entry.position, self.known.local(entry.at));
            let by = names::by(self.lang, &entry.actor, entry.behalf.as_deref());
            lines.push(format!("    {position:>6}  {at}  {:<16}  {by}", entry.name));
        }
        if !why.evidence.is_empty() {
            lines.push(self.lang.say("files").to_owned());
            lines.extend(why.evidence.iter().map(|file| self.file(file)));
        }
        lines.push(self.lang.say("steps").to_owned());
        for line in &why.steps {
            let asked = why.step.as_deref() == Some(line.step.as_str());
            lines.push(format!("  {} {}", if asked { ">" } else { " " }, self.step(line)));
        }
        lines
    }

    fn moved(&self, line: &MoveLine) -> String {
        let reason = line.by.reason.and_then(|digest| self.texts.get(&digest));
        format!("  {}", moved::line(self.lang, self.known, line, reason.map(String::as_str)))
    }

    /// Where an item of a merged unit went, or what came to its successor.
    fn passed_on(&self, why: &WhyItem) -> Vec<String> {
        let line = |passed: &PassedOn, turn: TextId| {
            let PassedOn { item, unit, position } = passed;
            say!(self.lang, "turn-item-unit-event-position", turn: turn, item, unit, position)
        };
        let to = why.passed_to.iter().map(|passed| line(passed, id!("passed-on-to")));
        let from = why.passed_from.iter().map(|passed| line(passed, id!("came-from")));
        to.chain(from).collect()
    }

    fn file(&self, file: &EvidenceLine) -> String {
        let short: String = file.digest.to_string().chars().take(12).collect();
        let mut text = format!("    {:>6}  {short}  {}", file.position, file.need);
        if !file.also.is_empty() {
            text += &say!(self.lang, "the-same-file-as-for-also", also: Listed(&file.also));
        }
        if let Some(position) = file.erased {
            text += &say!(self.lang, "erased-by-event-position", position);
        }
        text
    }

    fn step(&self, line: &StepLine) -> String {
        let kind = step::kind_of_code(self.lang, &line.kind);
        let end = step::outcome_of_code(self.lang, line.outcome.as_deref(), line.reason.as_deref());
        let (at, to) =
            (self.known.local(line.message_due.unwrap_or(line.at)), line.contact.as_deref().unwrap_or("-"));
        let mut text = format!("{}  {at}  {kind} → {to}: {end}", line.step);
        if let Some(attempt) = line.attempt.filter(|attempt| *attempt > 1 || line.said.is_some()) {
            let channel = line.channel.as_deref().unwrap_or("-");
            text += &say!(self.lang, "by-channel-in-attempt", channel, attempt);
        }
        if let Some(words) = line.said.and_then(|digest| self.texts.get(&digest)) {
            text += &say!(self.lang, "what-the-counterpart-said", words);
        }
        if let Some(old) = &line.retry_of {
            text += &say!(self.lang, "tries-old-again", old);
        }
        if let Some(message) = &line.message {
            text += &format!("  [{message}]");
        }
        let positions = [Some(line.planned_position), line.due_position, line.ended_position];
        let positions: Vec<String> =
            positions.into_iter().flatten().map(|position| position.to_string()).collect();
        text + &format!("  ({} {})", self.lang.say("events"), positions.join(" → "))
    }

    fn message(&self, why: &WhyMessage) -> Vec<String> {
        let time = |at: Option<Instant>| at.map_or_else(|| "-".to_owned(), |at| self.known.local(at));
        let (due, sent, signed) = (self.known.local(why.due), time(why.sent_at), time(why.signed_at));
        let channel = why.channel.as_deref().unwrap_or("-");
        let delivered = match (why.delivered_at, why.undelivered_at) {
            (None, Some(at)) => say!(self.lang, "not-delivered-at", at = self.known.local(at)),
            (delivered, _) => time(delivered),
        };
        let mut lines = vec![
            why.message.clone(),
            say!(
                self.lang,
                "to-contact-due-due-sent-sent-channel-signed",
                contact = why.contact,
                due,
                sent,
                channel,
                signed,
                #issued = why.issued
            ),
            say!(
                self.lang,
                "handed-over-delivered-read-signed",
                sent,
                delivered,
                read = time(why.read_at),
                signed
            ),
        ];
        lines.extend(why.steps.iter().map(|line| format!("  {}", self.step(line))));
        lines
    }
}
