//! A campaign's owner in memory: the engine's own decisions over a log that outlives every crash, with people who hand in, hold,
//! amend and move.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

use muster_core::answer::answer;
use muster_core::campaign::{Issuer, State, amend, decide, evolve, tick};
use muster_core::definition::{Files, compile, needs};
use muster_core::reconcile::reconcile;
use muster_protocol::command::{
    Amend, Command, CommandEnvelope, Launch, Receipt, RefusalCode, ReportReceipt,
};
use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::ids::{CampaignId, CommandId};
use muster_protocol::question::{Address, Answer, Permit, PermitWish, Question};
use muster_protocol::time::{Instant, MINUTE};
use muster_rules::zone::Zone;
use muster_wire::link::LinkError;
use muster_wire::memory::MemoryOwner;

use super::later::Word;
use crate::xorshift::Xorshift;
use crate::year::service_year::workflows;

const FILE: &str = "
campaign: {id: reach, name: Reach, year: 2014, timezone: Asia/Shanghai, calendar: cn, roster: roster.csv}
roles:
  clerk: {name: clerk, column: clerk_post}
  head: {name: head, column: head_post}
  office: {name: office}
audiences:
  all units: {scored: true}
phases:
  - {id: work, name: Work, from: 2014-04-01, to: 2014-05-09, notice: \"HOUR\"}
reminders:
  standard:
    to: clerk
    before: [BEFORE]
    on_day: true
    hour: \"HOUR\"
    overdue: {every: 2, at_most: 3}
    cards:
      - {colour: yellow, after: 1, to: [head]}
      - {colour: red, after: 4, to: [head, office]}
duties:
  plan: {name: Plan, phase: work, who: all units, when: PLAN, needs: [plan], review: {by: office, return_due: 3}}
  report: {name: Report, phase: work, who: all units, when: 2014-04-25, needs: [report]}
EXTRA
channels:
  sms: {HOURS}
  mail: {}
";

/// Ways in which a committee's file may read: each bit changes one thing of it, or of its roster.
pub(super) const BITS: u32 = 8;

/// A version of the file, compiled once.
fn version(bits: u64) -> &'static Definition {
    static ALL: OnceLock<Vec<OnceLock<Definition>>> = OnceLock::new();
    let all = ALL.get_or_init(|| (0..1 << BITS).map(|_| OnceLock::new()).collect());
    all[usize::try_from(bits).unwrap()].get_or_init(|| compiled(bits))
}

fn compiled(bits: u64) -> Definition {
    let on = |bit: u32| bits & (1 << bit) != 0;
    let extra = "  extra: {name: Extra, phase: work, who: all units, when: 2014-05-06, needs: [photo]}";
    let text = FILE
        .replace("HOURS", if on(0) { "hours: [\"08:30-12:00\"], workdays_only: true" } else { "" })
        .replace("HOUR", if on(1) { "14:00" } else { "09:00" })
        .replace("BEFORE", if on(2) { "7, 3, 1" } else { "5, 1" })
        .replace("PLAN", if on(3) { "2014-04-22" } else { "2014-04-15" })
        .replace("EXTRA", if on(4) { extra } else { "" });
    let mut roster = "code,name,short,category,scored,clerk_post,head_post,left,merged_into\n".to_owned();
    for code in ["a", "b", "c", "d"] {
        let gone = match code {
            "b" if on(5) => "2014-04-18,a",
            "d" if !on(6) => continue,
            _ => ",",
        };
        let clerk = if code == "c" && on(7) { "e" } else { code };
        roster += &format!("{code},Unit {code},{code},office,true,Clerk {clerk},Head {code},{gone}\n");
    }
    let main = text.into_bytes();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for need in needs(&main) {
        if let Ok(bytes) =
            fs::read(workflows().join("starter").join(&need)).or(fs::read(workflows().join(&need)))
        {
            files.insert(need, bytes);
        }
    }
    files.insert("roster.csv".to_owned(), roster.into_bytes());
    files.insert("reach.yaml".to_owned(), main);
    let compiled = compile(&Files { main: "reach.yaml".to_owned(), files, ..Files::default() });
    compiled.definition.unwrap_or_else(|| panic!("{:?}", compiled.findings))
}

pub(super) fn campaign() -> CampaignId {
    CampaignId::new("reach").unwrap()
}

/// The channels that somebody serves.
pub(super) const SERVED: [&str; 2] = ["sms", "mail"];

/// Whom it writes to by which channels, in their order. Cloning is cheap.
#[derive(Clone, Default)]
pub(super) struct Accounts(Arc<Mutex<BTreeMap<String, Vec<&'static str>>>>);

impl Accounts {
    fn of(&self, contact: &str) -> Vec<&'static str> {
        self.0.lock().unwrap().get(contact).cloned().unwrap_or_default()
    }

    /// Those by which somebody is reached now.
    pub(super) fn reached_by(&self, contact: &str) -> Vec<String> {
        self.of(contact).into_iter().filter(|channel| SERVED.contains(channel)).map(str::to_owned).collect()
    }
}

/// What is kept: the log, and beside it what channels were given. The state is made from the log.
pub(super) struct Office {
    pub(super) def: Definition,
    pub(super) state: State,
    pub(super) happened: Vec<(Instant, Event)>,
    definitions: Vec<Definition>,
    accepted: BTreeSet<CommandId>,
    permits: BTreeMap<(String, String), Instant>,
    accounts: Accounts,
    chance: Xorshift,
    /// Of a hundred commands so many are answered by nobody.
    lost: u64,
}

/// An office that a hub asks. Cloning is cheap.
#[derive(Clone)]
pub(super) struct SharedOffice {
    pub(super) owner: Arc<MemoryOwner>,
    office: Arc<Mutex<Office>>,
}

impl SharedOffice {
    pub(super) fn launched(seed: u64, start: Instant) -> Self {
        let (owner, def) = (MemoryOwner::new(), version(0).clone());
        owner.set_clock(start);
        owner.put(def.to_bytes());
        let mut chance = Xorshift::new(seed ^ 0x0ff1_ce00);
        let lost = [0, 0, 10, 40][usize::try_from(chance.below(4)).unwrap()];
        let office = Office {
            definitions: vec![def.clone()],
            state: State::new(),
            happened: Vec::new(),
            accepted: BTreeSet::new(),
            permits: BTreeMap::new(),
            accounts: Accounts::default(),
            chance,
            lost,
            def,
        };
        let shared = Self { owner, office: Arc::new(Mutex::new(office)) };
        let launch = Launch { definition: shared.office().def.digest(), sources: Vec::new(), contacts: None };
        shared.give(&Command::Launch(launch));
        for contact in
            ["a-clerk", "b-clerk", "c-clerk", "d-clerk", "a-head", "b-head", "c-head", "d-head", "office"]
        {
            shared.moves(contact);
        }
        let (asked, ordered) = (shared.clone(), shared.clone());
        shared.owner.on_question(Box::new(move |question| Ok(asked.answer(question))));
        shared.owner.on_command(Box::new(move |envelope| ordered.envelope(envelope)));
        shared
    }

    pub(super) fn office(&self) -> MutexGuard<'_, Office> {
        self.office.lock().unwrap()
    }

    /// Whom it writes to by which channels, as that changes.
    pub(super) fn accounts(&self) -> Accounts {
        self.office().accounts.clone()
    }

    /// The channels of a person change.
    pub(super) fn moves(&self, contact: &str) {
        let mut office = self.office();
        let channels: &[&str] = [&["sms", "mail"][..], &["sms"], &["mail"], &["mail", "sms"], &[], &["fax"]]
            [usize::try_from(office.chance.below(6)).unwrap()];
        office.accounts.0.lock().unwrap().insert(contact.to_owned(), channels.to_vec());
    }

    /// Time brings what has fallen due.
    pub(super) fn passes(&self) {
        let now = self.owner.now();
        let mut office = self.office();
        let mut brought = Vec::new();
        while office.state.next_due().is_some_and(|due| due <= now) {
            let at = now.max(office.state.at());
            let events = tick(&office.def, &office.state, at);
            assert!(!events.is_empty(), "something is due at {now} and nothing happens");
            office.happen(at, events, &mut brought);
        }
        drop(office);
        self.log(&brought);
    }

    /// A person gives a command; a no is an answer too.
    pub(super) fn give(&self, command: &Command) {
        self.passes();
        let at = self.owner.now();
        let mut office = self.office();
        let mut brought = Vec::new();
        if let Ok(events) = decide(&office.def, &office.state, at, Issuer::post("office"), command) {
            office.happen(at, events, &mut brought);
        }
        drop(office);
        self.log(&brought);
    }

    /// The counterpart of a channel tells what became of a letter; whether it is to say it again.
    pub(super) fn hears(&self, word: &Word) -> bool {
        self.passes();
        let at = self.owner.now();
        let mut office = self.office();
        let mut others = office.accounts.reached_by(&word.message.contact.to_string());
        others.retain(|channel| *channel != word.channel);
        let receipt = if word.arrived { Receipt::Delivered } else { Receipt::Failed { said: None, others } };
        let (message, channel) = (word.message.clone(), word.channel.clone());
        let actor = ReportReceipt::gateway(&channel);
        let command = Command::ReportReceipt(ReportReceipt { message, channel, receipt });
        let mut brought = Vec::new();
        let again = match decide(&office.def, &office.state, at, Issuer::post(&actor), &command) {
            Ok(events) => {
                office.happen(at, events, &mut brought);
                false
            }
            Err(refusal) => refusal.code == RefusalCode::Incomplete,
        };
        drop(office);
        self.log(&brought);
        again
    }

    /// The committee puts another version of its file in force.
    pub(super) fn put_in_force(&self, bits: u64) {
        self.passes();
        let at = self.owner.now();
        let mut office = self.office();
        let today = Zone::of(&office.def).unwrap().date_of(at);
        let Some(from) = office.state.definition() else { return };
        let Ok(reconciled) = reconcile(&office.def, version(bits), today) else { return };
        let new = reconciled.definition;
        let body = Amend::new(from, new.digest());
        let mut brought = Vec::new();
        if let Ok(events) = amend(&office.def, &new, &office.state, at, &body)
            && !events.is_empty()
        {
            self.owner.put(new.to_bytes());
            office.def = new.clone();
            office.definitions.push(new);
            office.happen(at, events, &mut brought);
        }
        drop(office);
        self.log(&brought);
    }

    /// The engine dies and starts again: what it knows comes from its log.
    pub(super) fn restarts(&self) {
        let mut office = self.office();
        let mut state = State::new();
        let mut definitions = office.definitions.iter();
        let mut def = definitions.next().unwrap();
        for (at, event) in &office.happened {
            if matches!(event, Event::CampaignAmended(_)) {
                def = definitions.next().unwrap();
            }
            evolve(def, &mut state, *at, event);
        }
        assert_eq!(state.digest(), office.state.digest(), "replay equals live");
        office.state = state;
    }

    /// Nobody asks any more: the office and its log let each other go.
    pub(super) fn closes(&self) {
        self.owner.on_question(Box::new(|_| Err(LinkError::Closed)));
        self.owner.on_command(Box::new(|_| Err(LinkError::Closed)));
    }

    fn log(&self, brought: &[muster_protocol::event::NamedEvent]) {
        for event in brought {
            self.owner.append(&campaign(), event);
        }
    }

    fn envelope(&self, envelope: &CommandEnvelope) -> Result<(), LinkError> {
        let away = |what: &str| Err(LinkError::Unreachable(what.to_owned()));
        let (before, after) = {
            let office = &mut *self.office();
            (office.chance.below(100) < office.lost, office.chance.below(100) < office.lost)
        };
        if before {
            return away("the command did not come");
        }
        self.passes();
        let at = self.owner.now();
        let mut office = self.office();
        let mut brought = Vec::new();
        if office.accepted.insert(envelope.id) {
            match decide(&office.def, &office.state, at, Issuer::post(&envelope.actor), &envelope.command) {
                Ok(events) => office.happen(at, events, &mut brought),
                Err(refusal) => {
                    office.accepted.remove(&envelope.id);
                    return Err(LinkError::Refused(refusal));
                }
            }
        }
        drop(office);
        self.log(&brought);
        if after { away("its answer was lost") } else { Ok(()) }
    }

    fn answer(&self, question: &Question) -> Answer {
        let now = self.owner.now();
        let mut office = self.office();
        match question {
            Question::Addresses { contacts, .. } => {
                let of = |contact: &String| {
                    let address =
                        |channel: &str| Address { channel: channel.to_owned(), account: contact.clone() };
                    office.accounts.of(contact).into_iter().map(address).collect()
                };
                Answer::Addresses(contacts.iter().map(of).collect())
            }
            Question::Permits { wishes, .. } => {
                Answer::Permits(wishes.iter().map(|wish| office.permit(wish, now)).collect())
            }
            other => answer(&office.def, &office.state, now, other),
        }
    }
}

impl Office {
    fn happen(
        &mut self,
        at: Instant,
        events: Vec<Event>,
        brought: &mut Vec<muster_protocol::event::NamedEvent>,
    ) {
        for event in events {
            evolve(&self.def, &mut self.state, at, &event);
            brought.push(self.state.numbering().names(event.clone()).unwrap());
            self.happened.push((at, event));
        }
    }

    /// As the engine's table gives them (`permits` of the contacts store): a letter has one within the minute, others wait
    /// until there is room.
    fn permit(&mut self, wish: &PermitWish, now: Instant) -> Permit {
        let own = (wish.channel.clone(), wish.message.to_string());
        let Some(most) = wish.budget.per_minute_in_all else { return Permit::Granted };
        let within = |given: &Instant| given.0.abs_diff(now.0) < MINUTE.unsigned_abs();
        if self.permits.get(&own).is_some_and(within) {
            return Permit::Granted;
        }
        let of_channel = self.permits.iter().filter(|((channel, _), _)| *channel == own.0);
        let times: Vec<Instant> = of_channel.map(|(_, given)| *given).filter(within).collect();
        if times.len() >= usize::try_from(most).unwrap() {
            return Permit::NotBefore(times.into_iter().min().unwrap().plus(MINUTE));
        }
        self.permits.insert(own, now);
        Permit::Granted
    }
}
