//! A small campaign for this package's tests, with players in the place of workers and units.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use muster_protocol::catalogue::Language;
use muster_protocol::command::{
    Command, CommandEnvelope, ItemName, Launch, MessageReport, ReportMessages, Return, SendOutcome, Submit,
};
use muster_protocol::definition::{
    Audience, Calendar, Card, CardColour, Contact, DayIn, Decimal, Definition, Duty, Need, Overdue, Pattern,
    Period, Phase, ReminderPolicy, ReturnDue, Review, Role, Roll, Rule, ScoreGroup, ScoreLine, ScoreSheet,
    Scorer, SnapshotPlan, Terms, TooFew, Unit, Variant,
};
use muster_protocol::event::{NamedEvent, Source};
use muster_protocol::ids::{
    AudienceIx, CampaignId, CommandId, ContactIx, Digest, PhaseIx, ReminderPolicyIx, RoleIx, UnitIx,
};
use muster_protocol::item::Evidence;
use muster_protocol::recorded::Recorded;
use muster_protocol::refs::{Ids, OccasionKey};
use muster_protocol::shape::{self, Message};
use muster_protocol::time::{Date, HOUR, Instant, TimeOfDay};
use muster_rules::message::usual;
use muster_rules::zone::ZONE_DATA;

use crate::clock::ClockMode;
use crate::engine::{Engine, Options};
use crate::execute::Handle;
use crate::time::stepper::{Nobody, Player, Ran, Stepper};

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

pub(crate) fn campaign(text: &str) -> CampaignId {
    CampaignId::new(text).unwrap()
}

/// The instant at which the sample is launched.
pub(crate) fn start() -> Instant {
    instant("2014-04-01T09:00:00+08:00")
}

/// An engine whose clock begins there, where the directory has none yet.
pub(crate) async fn open(dir: &Path) -> Engine {
    let clock = ClockMode::Stepped { start: start() };
    Engine::open(Options { data_dir: dir.to_owned(), clock }).await.unwrap()
}

/// Lets time pass, with letters that go out and a unit that hands in.
pub(crate) async fn play(handle: &Handle, until: Option<&str>) -> Ran {
    let mut stepper = Stepper::new(handle.clone(), Nobody)
        .player(Box::new(Reporter::default()))
        .player(Box::new(UnitA::default()))
        .until(until.map(instant));
    stepper.run().await.unwrap()
}

/// Units `a`, `b`, `c`; `b` is merged into `c` after 4/21; a plan due 4/25 with review, a monthly study, snapshots.
pub(crate) fn definition() -> Definition {
    let codes = ["a", "b", "c"];
    let contacts = codes.iter().map(|code| Contact {
        id: format!("{code}-clerk"),
        post: format!("{code}联络员"),
        ..Contact::default()
    });
    let mut units: Vec<Unit> = (0u32..).zip(codes).map(|(at, code)| unit(code, at)).collect();
    units[1].left = Some(date("2014-04-21"));
    units[1].merged_into = Some(UnitIx(2));
    Definition {
        id: "sample".to_owned(),
        name: "样本".to_owned(),
        year: 2014,
        zone: "Asia/Shanghai".to_owned(),
        zone_data: ZONE_DATA.to_owned(),
        calendar: Calendar {
            name: "cn".to_owned(),
            version: "test".to_owned(),
            weekend: vec![5, 6],
            years: vec![2014],
            ..Calendar::default()
        },
        roles: vec![Role { id: "clerk".to_owned(), name: "联络员".to_owned(), ..Role::default() }],
        contacts: contacts.collect(),
        units,
        audiences: vec![Audience { name: "全部".to_owned(), ..Audience::default() }],
        phases: vec![phase()],
        policies: vec![policy()],
        duties: vec![
            duty("plan", rule(Pattern::Day(date("2014-04-25")), "2014-04-01"), true),
            duty("study", rule(monthly(), "2014-05-01"), false),
        ],
        snapshots: vec![SnapshotPlan {
            id: "month-end".to_owned(),
            name: "月末".to_owned(),
            refs: Vec::new(),
            audience: AudienceIx(0),
            rule: rule(monthly(), "2014-04-01"),
            hour: TimeOfDay(18 * 60),
            moment: muster_protocol::definition::Moment::Planned,
        }],
        templates: usual(Language::Zh),
        ..Definition::default()
    }
}

fn unit(code: &str, contact: u32) -> Unit {
    Unit {
        code: code.to_owned(),
        name: code.to_owned(),
        short: code.to_owned(),
        category: "机关".to_owned(),
        scored: true,
        members: 1,
        contacts: vec![Some(ContactIx(contact))],
        ..Unit::default()
    }
}

/// A line of a sheet, judged by a role.
pub(crate) fn score_line(name: &str, max: i32) -> ScoreLine {
    ScoreLine {
        name: name.to_owned(),
        formerly: Vec::new(),
        refs: Vec::new(),
        max: Decimal::whole(max),
        categories: Vec::new(),
        scorer: Scorer::Judged { by: RoleIx(0), ask: String::new() },
        otherwise: None,
    }
}

/// A sheet of one group of lines without grades.
pub(crate) fn score_sheet(lines: Vec<ScoreLine>, total: i32) -> ScoreSheet {
    let weight = Decimal::whole(total);
    ScoreSheet {
        id: "annual".to_owned(),
        name: "annual".to_owned(),
        refs: Vec::new(),
        audience: AudienceIx(0),
        total: weight,
        groups: vec![ScoreGroup { name: "g".to_owned(), weight, lines }],
        bonus: None,
        vetoes: Vec::new(),
        within_category: false,
        ties: Vec::new(),
        grades: Vec::new(),
        missing: TooFew::Wait,
        freeze: Date::default(),
        appeals: None,
        feeds: Vec::new(),
        exports: Vec::new(),
    }
}

fn monthly() -> Pattern {
    Pattern::Every { period: Period::Month, on: DayIn::WorkdayFromEnd(1) }
}

fn rule(pattern: Pattern, from: &str) -> Rule {
    Rule::new(pattern, Roll::Back, date(from), date("2014-06-30"))
}

fn phase() -> Phase {
    Phase {
        id: "all".to_owned(),
        name: "全程".to_owned(),
        refs: vec!["S59".to_owned()],
        from: date("2014-04-01"),
        to: date("2014-06-30"),
        notice: Some(TimeOfDay(9 * 60 + 30)),
        audience: AudienceIx(0),
        policy: ReminderPolicyIx(0),
    }
}

fn policy() -> ReminderPolicy {
    ReminderPolicy {
        name: "标准".to_owned(),
        to: RoleIx(0),
        before: vec![5, 1],
        on_day: true,
        hour: TimeOfDay(9 * 60),
        overdue: Some(Overdue { every: 2, at_most: 2 }),
        cards: vec![Card { colour: CardColour::Red, days: 3, to: vec![RoleIx(0)] }],
        catch_up_hours: 24,
        opt_out: Vec::new(),
        brief: None,
    }
}

fn duty(id: &str, rule: Rule, reviewed: bool) -> Duty {
    let review =
        Review { by: "office".to_owned(), rubric: Vec::new(), return_due: ReturnDue::WorkdaysFromReturn(5) };
    Duty {
        id: id.to_owned(),
        name: id.to_owned(),
        refs: vec!["S60".to_owned()],
        audience: AudienceIx(0),
        rule,
        phase: Some(PhaseIx(0)),
        needs: vec![Need { name: "报告".to_owned(), at_least: 1, at_most: None }],
        policy: Some(ReminderPolicyIx(0)),
        review: reviewed.then_some(review),
        variant: Variant::Deliver,
        terms: Terms::default(),
    }
}

/// A command with an id of its own that follows from `name`.
pub(crate) fn envelope(campaign: &CampaignId, name: &str, command: Command) -> CommandEnvelope {
    let id = CommandId::derived(&[campaign.as_str(), name]);
    CommandEnvelope {
        id,
        campaign: campaign.clone(),
        actor: "小组办公室".to_owned(),
        behalf: None,
        via: "test".to_owned(),
        command,
    }
}

pub(crate) fn submit(campaign: &CampaignId, name: &str, occasion: &str, unit: &str) -> CommandEnvelope {
    let evidence = vec![Evidence { need: "报告".to_owned(), count: 1, files: Vec::new() }];
    let item = ItemName { occasion: occasion.to_owned(), unit: unit.to_owned() };
    envelope(
        campaign,
        name,
        Command::Submit(Submit { item, evidence, form: muster_protocol::form::Form::default(), on: None }),
    )
}

/// Stores the sample and launches it.
pub(crate) async fn launch(handle: &Handle, id: &CampaignId) -> CommandEnvelope {
    launch_of(handle, id, &definition()).await
}

/// Launches another definition.
pub(crate) async fn launch_of(handle: &Handle, id: &CampaignId, def: &Definition) -> CommandEnvelope {
    let definition = handle.store(def.to_bytes()).await.unwrap();
    let file = handle.store("样本".as_bytes().to_vec()).await.unwrap();
    let sources = vec![Source { name: "sample.yaml".to_owned(), digest: file }];
    let envelope = envelope(id, "launch", Command::Launch(Launch { definition, sources, contacts: None }));
    handle.execute(envelope.clone()).await.unwrap();
    envelope
}

/// Reports every message as sent; in the place of the reminders worker.
#[derive(Debug, Default)]
pub(crate) struct Reporter {
    waiting: Vec<(Instant, CommandEnvelope)>,
}

impl Player for Reporter {
    fn next(&self) -> Option<Instant> {
        self.waiting.first().map(|(at, _)| *at)
    }

    fn due(&mut self, _at: Instant) -> Vec<CommandEnvelope> {
        self.waiting.drain(..).map(|(_, envelope)| envelope).collect()
    }

    fn hear(&mut self, recorded: &Recorded) {
        if let NamedEvent::MessageDue(due) = recorded.named().unwrap() {
            let report = |message: &Message<Ids>| MessageReport {
                key: message.key.clone(),
                outcome: SendOutcome::Sent { channel: "outbox".to_owned(), steps: message.steps.clone() },
                attempt: 1,
            };
            let reports = due.messages.iter().map(report).collect();
            let name = format!("report-{}", recorded.position);
            let command = Command::ReportMessages(ReportMessages { reports });
            self.waiting.push((recorded.at, envelope(&recorded.campaign, &name, command)));
        }
    }
}

/// Unit `a` hands in an hour after every opening; its plan is returned once and then accepted.
#[derive(Debug, Default)]
pub(crate) struct UnitA {
    duties: BTreeSet<OccasionKey>,
    returned: BTreeSet<String>,
    agenda: BTreeMap<(Instant, usize), CommandEnvelope>,
    thoughts: usize,
}

impl UnitA {
    fn plan(&mut self, at: Instant, envelope: CommandEnvelope) {
        self.thoughts += 1;
        self.agenda.insert((at, self.thoughts), envelope);
    }

    fn hand_in(&mut self, recorded: &Recorded, occasion: &OccasionKey) {
        if self.duties.contains(occasion) {
            let name = format!("submit-{}", recorded.position);
            self.plan(recorded.at.plus(HOUR), submit(&recorded.campaign, &name, occasion, "a"));
        }
    }
}

impl Player for UnitA {
    fn next(&self) -> Option<Instant> {
        self.agenda.first_key_value().map(|((at, _), _)| *at)
    }

    fn due(&mut self, at: Instant) -> Vec<CommandEnvelope> {
        let later = self.agenda.split_off(&(at.plus(1), 0));
        std::mem::replace(&mut self.agenda, later).into_values().collect()
    }

    fn hear(&mut self, recorded: &Recorded) {
        match recorded.named().unwrap() {
            NamedEvent::OccasionPlanned(body) if matches!(body.kind, shape::OccasionKind::Duty(_)) => {
                self.duties.insert(body.occasion);
            }
            NamedEvent::OccasionOpened(body) => self.hand_in(recorded, &body.occasion),
            NamedEvent::ItemReturned(body) => self.hand_in(recorded, &body.occasion),
            NamedEvent::ItemSubmitted(body) if body.occasion == *"plan" => {
                let item = ItemName { occasion: "plan".to_owned(), unit: "a".to_owned() };
                let command = if self.returned.insert("plan".to_owned()) {
                    Command::Return(Return { item, reason: None::<Digest>, failed: Vec::new() })
                } else {
                    Command::Accept(item)
                };
                let name = format!("review-{}", recorded.position);
                self.plan(recorded.at.plus(HOUR), envelope(&recorded.campaign, &name, command));
            }
            _ => {}
        }
    }
}
