//! `muster why`: the chain from the committee's line over unit, occasion and due day to every step, message and event.

use std::collections::BTreeMap;

use clap::Args;
use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::time::{Date, Instant};
use muster_server::view::moves::MoveLine;
use muster_server::view::why::{
    EvidenceLine, ItemLine, OccasionLine, PassedOn, StepLine, Why as Chain, WhyItem, WhyMessage,
};

use crate::client::act::exists;
use crate::client::connection::{Connection, Make};
use crate::client::definitions;
use crate::client::posts;
use crate::client::runtime::block_on;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::meant;
use crate::output::Output;
use crate::words::glossary::Glossary;
use crate::words::{item, moved, names, reason, step};

/// 来龙去脉：事项、提醒、消息、单位或期次 · Why something is as it is: an item, step, message, unit or occasion
#[derive(Debug, Args)]
pub struct Why {
    /// 如 unit-plan/005、unit-plan/005#0.2、2014-04-25/005-clerk/routine、005、study.2014-05，也可写任务、阶段、单位、岗位的名称 · Its name, or that of a duty, phase, unit or post
    id: String,
    /// 输出 JSON · Print JSON: `{what: item|message|unit|occasion|occasions, ...}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

impl Why {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`] when nobody answers or nobody knows the name; stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        block_on(async {
            let connection = Connection::open(out.lang, &self.target, Make::Never).await?;
            let result = self.print_result(out, &connection).await;
            connection.close().await;
            result
        })
    }

    /// What was probably meant, in the campaign that is named or in any.
    async fn nearest(&self, lang: Lang, connection: &Connection) -> anyhow::Result<Option<String>> {
        let standing = connection.engine_status(self.target.campaign.as_ref()).await?;
        for campaign in &standing.status.campaigns {
            let known = connection.glossary(&CampaignId::new(&campaign.id)?).await?;
            if let Some(near) = meant::thing(&known, &self.id) {
                return Ok(Some(meant::did_you_mean(lang, &near)));
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
            let what = match out.lang {
                Lang::Zh => format!("没有“{}”", self.id),
                Lang::En => format!("nothing is named “{}”", self.id),
            };
            let next = match out.lang {
                Lang::Zh => {
                    "写事项 unit-plan/005、提醒 unit-plan/005#0.2、消息 2014-04-25/005-clerk/routine、单位 005 或期次 study.2014-05"
                }
                Lang::En => {
                    "an item is unit-plan/005, a step unit-plan/005#0.2, a message 2014-04-25/005-clerk/routine, a unit 005, an occasion study.2014-05"
                }
            };
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
        let reasons = reasons(connection, &chain).await;
        for line in (StoryWriter { lang: out.lang, known: &known, reasons: &reasons }).lines(&chain) {
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

/// The reasons of what moved its days, where they may be read.
async fn reasons(connection: &Connection, chain: &Chain) -> BTreeMap<Digest, String> {
    let moves = match chain {
        Chain::Item(why) => why.moves.as_slice(),
        Chain::Occasion(why) => why.moves.as_slice(),
        Chain::Message(_) | Chain::Unit(_) | Chain::Occasions(_) => &[],
    };
    let mut reasons = BTreeMap::new();
    for reason in moves.iter().filter_map(|moved| moved.by.reason) {
        if let Ok(Some(bytes)) = connection.blob(reason).await {
            let text = String::from_utf8_lossy(&bytes);
            reasons.insert(reason, text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    reasons
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
    lang: Lang,
    known: &'a Glossary,
    /// Texts of reasons that may be read.
    reasons: &'a BTreeMap<Digest, String>,
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
                    lines.push(
                        self.lang
                            .pick("  还没有事项：都没有开始", "  no items yet: nothing has opened")
                            .to_owned(),
                    );
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
        match self.lang {
            Lang::Zh => format!("{code} {name}（{category}）"),
            Lang::En => format!("{code} {name} ({category})"),
        }
    }

    /// How an item stands, in words; nobody hands a visit in.
    fn state(&self, item: &str, code: &str) -> String {
        let key = item.split('/').next().unwrap_or_default();
        let programme = key.split('.').next().unwrap_or_default();
        let is_visit =
            self.known.definition().is_some_and(|def| def.visits.iter().any(|visits| visits.id == programme));
        if is_visit && code == "open" && self.lang == Lang::Zh {
            return "待走访".to_owned();
        }
        item::state_of_code(self.lang, code)
    }

    fn occasion_line(&self, occasion: &OccasionLine) -> String {
        let OccasionLine { key, title, due_day, .. } = occasion;
        let before = self.before(occasion.backfill, *due_day, "，", ", ");
        let opens = self.known.local(occasion.opens);
        match (self.lang, occasion.opened_position.is_some()) {
            (Lang::Zh, true) => format!("  {due_day}  {key}  {title}  {opens} 已开始{before}"),
            (Lang::Zh, false) => format!("  {due_day}  {key}  {title}  {opens} 开始{before}"),
            (Lang::En, true) => format!("  {due_day}  {key}  {title}  opened {opens}{before}"),
            (Lang::En, false) => format!("  {due_day}  {key}  {title}  opens {opens}{before}"),
        }
    }

    fn item_line(&self, line: &ItemLine) -> String {
        let state = self.state(&line.item, &line.state);
        let late = if line.late { self.lang.pick("，曾逾期", ", was late") } else { "" };
        let before = self.before(line.backfill, line.planned_day, "，", ", ");
        format!("  {}  {}  {}  {state}{late}{before}", line.due_day, line.item, line.title)
    }

    /// That a day lay before the start or the launch, behind a separator; nothing of any other day.
    fn before(&self, backfill: bool, due_day: Date, zh: &str, en: &str) -> String {
        let said = self.known.definition().filter(|_| backfill);
        let said = said.map(|def| reason::before(self.lang, def, due_day));
        said.map_or_else(String::new, |said| self.lang.pick(zh, en).to_owned() + said)
    }

    /// An occasion; `own` is the day of the item that is asked about, where a return gave it one of its own.
    fn occasion(&self, occasion: &OccasionLine, own: Option<Date>) -> Vec<String> {
        let opens = self.known.local(occasion.opens);
        let due_day = own.unwrap_or(occasion.due_day);
        let late_from = |day: Date| self.known.zone().map(|zone| zone.start_of_day(day.plus(1)));
        let due = self.known.local(own.and_then(late_from).unwrap_or(occasion.due));
        let phase = occasion.phase.as_deref().unwrap_or_default();
        let opened = match (occasion.opened_position, self.lang) {
            (Some(position), Lang::Zh) => format!("第{position}号开始"),
            (Some(position), Lang::En) => format!("opened by {position}"),
            (None, Lang::Zh) => "尚未开始".to_owned(),
            (None, Lang::En) => "not opened yet".to_owned(),
        };
        let named = self.known.definition().and_then(|def| def.phases.iter().find(|known| known.id == phase));
        let phase = match self.lang {
            Lang::Zh => named.map_or(phase, |known| known.name.as_str()),
            Lang::En => phase,
        };
        let backfill = self.before(occasion.backfill, occasion.due_day, "；", "; ");
        let OccasionLine { key, title, refs, planned_position, .. } = occasion;
        let was = own.map_or_else(String::new, |_| match self.lang {
            Lang::Zh => format!("（原定 {}）", occasion.due_day),
            Lang::En => format!(" (was {})", occasion.due_day),
        });
        let lines = match self.lang {
            Lang::Zh => vec![
                format!("{key} {title}"),
                match (refs.is_empty(), phase.is_empty()) {
                    (true, true) => String::new(),
                    (true, false) => format!("  阶段：{phase}"),
                    (false, true) => format!("  依据：方案 {refs}"),
                    (false, false) => format!("  依据：方案 {refs}，阶段：{phase}"),
                },
                format!("  日期：{opens} 开始，{due_day}{was} 截止，{due} 起算逾期{backfill}"),
                format!("  事件：第{planned_position}号排定，{opened}"),
            ],
            Lang::En => vec![
                format!("{key} {title}"),
                match (refs.is_empty(), phase.is_empty()) {
                    (true, true) => String::new(),
                    (true, false) => format!("  phase {phase}"),
                    (false, true) => format!("  from: rows {refs} of the plan"),
                    (false, false) => format!("  from: rows {refs} of the plan, phase {phase}"),
                },
                format!("  dates: opens {opens}, due {due_day}{was}, late from {due}{backfill}"),
                format!("  events: planned by {planned_position}, {opened}"),
            ],
        };
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    fn item(&self, why: &WhyItem) -> Vec<String> {
        let (unit, state) = (&why.unit, self.state(&why.item, &why.state));
        let late = why.late_position.map(|position| match self.lang {
            Lang::Zh => format!("，第{position}号事件记逾期"),
            Lang::En => format!(", late by event {position}"),
        });
        // What was taken over from another unit is late by an event of that one.
        let late = late.unwrap_or_else(|| match why.late {
            true => self.lang.pick("，曾逾期", ", was late").to_owned(),
            false => self.lang.pick("，从未逾期", ", never late").to_owned(),
        });
        let mut lines = vec![match self.lang {
            Lang::Zh => format!(
                "{} · {} {}（{}）：{state}{late}，截止 {}",
                why.item, unit.code, unit.name, unit.category, why.due_day
            ),
            Lang::En => format!(
                "{} · {} {} ({}): {state}{late}, due {}",
                why.item, unit.code, unit.name, unit.category, why.due_day
            ),
        }];
        let returned = why.history.iter().any(|entry| entry.name == "item.returned");
        let own = Some(why.due_day).filter(|day| returned && *day != why.occasion.due_day);
        lines.extend(self.occasion(&why.occasion, own).into_iter().map(|line| format!("  {line}")));
        lines.extend(why.moves.iter().map(|moved| self.moved(moved)));
        if let Some(visit) = &why.visit {
            let (start, visitor) = (self.known.local(visit.start), &visit.visitor);
            let made = visit.recorded_on.map_or_else(
                || self.lang.pick("尚未走访", "not made yet").to_owned(),
                |day| format!("{}{day}", self.lang.pick("走访于 ", "made ")),
            );
            lines.push(match self.lang {
                Lang::Zh => format!("  走访：{start} {visitor}，第{}号事件拟定，{made}", visit.position),
                Lang::En => {
                    format!("  visit: {start} {visitor}, proposed by event {}, {made}", visit.position)
                }
            });
        }
        lines.extend(self.passed_on(why));
        lines.push(self.lang.pick("  经过：", "  what was done:").to_owned());
        for entry in &why.history {
            let (position, at) = (entry.position, self.known.local(entry.at));
            let by = names::by(self.lang, &entry.actor, entry.behalf.as_deref());
            lines.push(format!("    {position:>6}  {at}  {:<16}  {by}", entry.name));
        }
        if !why.evidence.is_empty() {
            lines.push(self.lang.pick("  材料文件：", "  files:").to_owned());
            lines.extend(why.evidence.iter().map(|file| self.file(file)));
        }
        lines.push(self.lang.pick("  提醒：", "  steps:").to_owned());
        for line in &why.steps {
            let asked = why.step.as_deref() == Some(line.step.as_str());
            lines.push(format!("  {} {}", if asked { ">" } else { " " }, self.step(line)));
        }
        lines
    }

    fn moved(&self, line: &MoveLine) -> String {
        let reason = line.by.reason.and_then(|digest| self.reasons.get(&digest));
        format!("  {}", moved::line(self.lang, self.known, line, reason.map(String::as_str)))
    }

    /// Where an item of a merged unit went, or what came to its successor.
    fn passed_on(&self, why: &WhyItem) -> Vec<String> {
        let line = |passed: &PassedOn, (zh, en): (&str, &str)| {
            let PassedOn { item, unit, position } = passed;
            match self.lang {
                Lang::Zh => format!("  {zh} {item}（{unit}），第{position}号事件"),
                Lang::En => format!("  {en} {item} ({unit}), event {position}"),
            }
        };
        let to = why.passed_to.iter().map(|passed| line(passed, ("合并后转给", "passed on to")));
        let from = why.passed_from.iter().map(|passed| line(passed, ("承接自", "came from")));
        to.chain(from).collect()
    }

    fn file(&self, file: &EvidenceLine) -> String {
        let short: String = file.digest.to_string().chars().take(12).collect();
        let mut text = format!("    {:>6}  {short}  {}", file.position, file.need);
        if !file.also.is_empty() {
            let also = file.also.join(self.lang.pick("、", ", "));
            text += &match self.lang {
                Lang::Zh => format!("  重复材料：与 {also} 是同一个文件"),
                Lang::En => format!("  the same file as for {also}"),
            };
        }
        if let Some(position) = file.erased {
            text += &match self.lang {
                Lang::Zh => format!("  已删除（第{position}号事件）"),
                Lang::En => format!("  erased by event {position}"),
            };
        }
        text
    }

    fn step(&self, line: &StepLine) -> String {
        let kind = step::kind_of_code(self.lang, &line.kind);
        let end = step::outcome_of_code(self.lang, line.outcome.as_deref(), line.reason.as_deref());
        let (at, to) =
            (self.known.local(line.message_due.unwrap_or(line.at)), line.contact.as_deref().unwrap_or("-"));
        let mut text = format!("{}  {at}  {kind} → {to}: {end}", line.step);
        if let Some(old) = &line.retry_of {
            text += &match self.lang {
                Lang::Zh => format!("，重试 {old}"),
                Lang::En => format!(", tries {old} again"),
            };
        }
        if let Some(message) = &line.message {
            text += &format!("  [{message}]");
        }
        let positions = [Some(line.planned_position), line.due_position, line.ended_position];
        let positions: Vec<String> =
            positions.into_iter().flatten().map(|position| position.to_string()).collect();
        text + &format!("  ({} {})", self.lang.pick("事件", "events"), positions.join(" → "))
    }

    fn message(&self, why: &WhyMessage) -> Vec<String> {
        let time = |at: Option<Instant>| at.map_or_else(|| "-".to_owned(), |at| self.known.local(at));
        let (due, sent, signed) = (self.known.local(why.due), time(why.sent_at), time(why.signed_at));
        let channel = why.channel.as_deref().unwrap_or("-");
        let mut lines = vec![
            why.message.clone(),
            match self.lang {
                Lang::Zh => format!(
                    "  收件 {}：应发 {due}，发出 {sent}（{channel}），签收 {signed}，交发{}次",
                    why.contact, why.issued
                ),
                Lang::En => format!(
                    "  to {}: due {due}, sent {sent} ({channel}), signed for {signed}, given out {} times",
                    why.contact, why.issued
                ),
            },
        ];
        lines.extend(why.steps.iter().map(|line| format!("  {}", self.step(line))));
        lines
    }
}
