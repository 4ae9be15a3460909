//! A whole campaign run in memory, as fast as it can think: the engine's own core, the workers' own logic, scripted
//! people. Nothing is sent: the ports of effects do not exist here, every letter counts as handed over.

use std::collections::VecDeque;

use muster_protocol::command::{Command, Launch, Refusal, ReportMessages};
use muster_protocol::definition::Definition;
use muster_protocol::event::{Event, Source};
use muster_protocol::ids::{CampaignId, Digest, Version};
use muster_protocol::time::Instant;
use muster_rules::worker::{DeliveryResult, Effect, EventContext, OutgoingMessage, WorkerLogic};

use crate::answer::answer;
use crate::campaign::{Issuer, State, advance, decide, entitled, evolve};
use crate::players::Players;

/// Channel name of letters in a simulation.
pub const CHANNEL: &str = "preview";

/// Most events of one simulation: a year of 100,000 units with 100 items each, about five events an item. A run that reaches
/// it says so.
pub const EVENTS_MAX: usize = 50_000_000;

/// One event of a simulated run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulated {
    /// Number within the campaign.
    pub version: Version,
    /// Virtual campaign clock.
    pub at: Instant,
    /// Who: a post, `worker/<name>` or `clock`.
    pub actor: String,
    /// What happened.
    pub event: Event,
}

/// A simulated run.
#[derive(Debug)]
pub struct Run {
    /// Everything that happened.
    pub events: Vec<Simulated>,
    /// Every text that would have gone out, in order.
    pub letters: Vec<OutgoingMessage>,
    /// Commands that were refused, with who gave them: a script that asks for the impossible.
    pub refusals: Vec<(Instant, String, Refusal)>,
    /// The state at the end.
    pub state: State,
}

/// Hears a run while it goes on. A year of many units has millions of events and letters: the run itself keeps none.
pub trait Listener {
    /// Something happened; events come in the order of their versions.
    fn happened(&mut self, happened: &Simulated);
    /// Texts that would have gone out.
    fn written(&mut self, letters: Vec<OutgoingMessage>);
}

/// What is left of a run that was listened to.
#[derive(Debug)]
pub struct Played {
    /// Commands that were refused, with who gave them: a script that asks for the impossible.
    pub refusals: Vec<(Instant, String, Refusal)>,
    /// The state at the end.
    pub state: State,
    /// Whether it was ended at the most events that a run may have, with more to happen.
    pub cut: bool,
}

/// Keeps everything, for runs that are small.
#[derive(Debug, Default)]
struct Keep {
    events: Vec<Simulated>,
    letters: Vec<OutgoingMessage>,
}

impl Listener for Keep {
    fn happened(&mut self, happened: &Simulated) {
        self.events.push(happened.clone());
    }

    fn written(&mut self, letters: Vec<OutgoingMessage>) {
        self.letters.extend(letters);
    }
}

/// Runs a definition as [`play`] does, and keeps everything that happened.
pub fn run(
    def: &Definition,
    campaign: &CampaignId,
    launch_at: Instant,
    until: Instant,
    players: Players,
    workers: &mut [Box<dyn WorkerLogic + Send>],
) -> Run {
    let mut kept = Keep::default();
    let Played { refusals, state, .. } = play(def, campaign, (launch_at, until), players, workers, &mut kept);
    Run { events: kept.events, letters: kept.letters, refusals, state }
}

/// Runs a definition from its launch at the first instant until nothing more happens or the second is reached.
pub fn play(
    def: &Definition,
    campaign: &CampaignId,
    span: (Instant, Instant),
    players: Players,
    workers: &mut [Box<dyn WorkerLogic + Send>],
    listener: &mut dyn Listener,
) -> Played {
    play_at_most(EVENTS_MAX, def, campaign, span, players, workers, listener)
}

/// The same, with another number of events at which the run is cut.
pub fn play_at_most(
    most: usize,
    def: &Definition,
    campaign: &CampaignId,
    (launch_at, until): (Instant, Instant),
    players: Players,
    workers: &mut [Box<dyn WorkerLogic + Send>],
    listener: &mut dyn Listener,
) -> Played {
    let world = World {
        def,
        digest: def.digest(),
        campaign,
        players,
        listener,
        played: Played { refusals: Vec::new(), state: State::new(), cut: false },
        happened: 0,
        most,
        unheard: VecDeque::new(),
    };
    world.play(launch_at, until, workers)
}

struct World<'a> {
    def: &'a Definition,
    digest: Digest,
    campaign: &'a CampaignId,
    players: Players,
    listener: &'a mut dyn Listener,
    played: Played,
    /// Events so far.
    happened: usize,
    /// Most of them.
    most: usize,
    /// Events that workers and players have not heard.
    unheard: VecDeque<Simulated>,
}

impl World<'_> {
    fn play(
        mut self,
        launch_at: Instant,
        until: Instant,
        workers: &mut [Box<dyn WorkerLogic + Send>],
    ) -> Played {
        let sources: Vec<Source> = Vec::new();
        let launch = Command::Launch(Launch { definition: self.digest, sources, contacts: None });
        let actor = entitled(self.def, &self.played.state, &launch).unwrap_or_else(|| "launch".to_owned());
        self.submit(launch_at, &actor, &launch);
        self.settle(launch_at, workers);
        loop {
            let next = [self.played.state.next_due(), self.players.next()].into_iter().flatten().min();
            let Some(at) = next.filter(|at| *at <= until) else { break };
            if self.happened >= self.most {
                self.played.cut = true;
                break;
            }
            let at = at.max(self.played.state.at());
            self.advance(at);
            self.settle(at, workers);
            for act in self.players.due(at) {
                self.submit(at, &act.actor, &act.command);
                self.settle(at, workers);
            }
        }
        self.played
    }

    fn record(&mut self, at: Instant, actor: &str, event: Event) {
        self.happened += 1;
        let version = Version(u64::try_from(self.happened).unwrap_or(u64::MAX));
        let happened = Simulated { version, at, actor: actor.to_owned(), event };
        self.listener.happened(&happened);
        self.unheard.push_back(happened);
    }

    fn advance(&mut self, at: Instant) {
        let mut events = Vec::new();
        advance(self.def, &mut self.played.state, at, &mut |event| events.push(event));
        for event in events {
            self.record(at, muster_protocol::recorded::CLOCK, event);
        }
    }

    fn submit(&mut self, at: Instant, actor: &str, command: &Command) {
        self.advance(at);
        match decide(self.def, &self.played.state, at, Issuer::post(actor), command) {
            Ok(events) => {
                for event in events {
                    evolve(self.def, &mut self.played.state, at, &event);
                    self.record(at, actor, event);
                }
            }
            Err(refusal) => self.played.refusals.push((at, actor.to_owned(), refusal)),
        }
    }

    /// Lets workers and players hear everything that is new, and workers do what they want about it.
    fn settle(&mut self, at: Instant, workers: &mut [Box<dyn WorkerLogic + Send>]) {
        while let Some(heard) = self.unheard.pop_front() {
            self.players.hear(heard.at, &heard.event);
            for worker in workers.iter_mut() {
                let hears = worker.hears();
                if hears.is_empty() || hears.contains(&heard.event.name()) {
                    self.work(at, worker.as_mut(), &heard);
                }
            }
        }
    }

    fn work(&mut self, at: Instant, worker: &mut (dyn WorkerLogic + Send), heard: &Simulated) {
        if !worker.handles(heard.event.name()) {
            return;
        }
        // What was recorded has names; one that has none would be a fault, and workers would not hear it live either.
        let Ok(event) = self.played.state.numbering().names(heard.event.clone()) else { return };
        let happened = EventContext {
            campaign: self.campaign,
            definition: self.def,
            digest: self.digest,
            version: heard.version,
            at: heard.at,
            event: &event,
        };
        let mut wants: VecDeque<Effect> = worker.hear(&happened).into();
        while let Some(want) = wants.pop_front() {
            match want {
                Effect::Ask(question) => {
                    let answer = answer(self.def, &self.played.state, at, &question);
                    wants.extend(worker.answered(&happened, &question, &answer));
                }
                Effect::Send(letters) => {
                    let over = DeliveryResult::Over { channel: CHANNEL.to_owned(), attempt: 1 };
                    let results = vec![over; letters.len()];
                    wants.extend(worker.sent(&happened, &letters, &results));
                    self.listener.written(letters);
                }
                // What waits is taken into the message that it waits for.
                Effect::Store(_) | Effect::Later { .. } => {}
                Effect::Submit(command) => self.submit(at, &format!("worker/{}", worker.name()), &command),
                Effect::Report(all) => {
                    let reports = all.into_iter().map(|one| one.report).collect();
                    let command = Command::ReportMessages(ReportMessages { reports });
                    self.submit(at, &format!("worker/{}", worker.name()), &command);
                }
            }
        }
    }
}
