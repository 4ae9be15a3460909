//! What came back: it goes by another channel of its person, by each once, or is left to people; what arrived after all needs
//! neither.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::command::MessageName;
use muster_protocol::dead_letter::DeadLetter;
use muster_protocol::event::Event;
use muster_protocol::item::{StepReason, StepRef};

use super::World;

/// What was told of the letters of a seed.
#[derive(Default)]
pub(super) struct Told {
    /// Steps that came back, with the channel by which they did.
    pub(super) back: BTreeMap<StepRef, String>,
    /// Steps in whose place others went.
    pub(super) again: BTreeSet<StepRef>,
    /// Steps whose letter arrived.
    arrived: BTreeSet<StepRef>,
    /// In whose place a step went, the first one in front.
    before: BTreeMap<StepRef, Vec<StepRef>>,
}

impl Told {
    fn of(world: &World) -> Self {
        let office = world.shared.office();
        let mut told = Self::default();
        let mut carried: BTreeMap<MessageName, Vec<StepRef>> = BTreeMap::new();
        for (at, event) in &office.happened {
            match event {
                Event::StepSent(body) => {
                    for message in &body.messages {
                        let name = office.state.numbering().names(message.key).unwrap();
                        carried.entry(name).or_default().extend(&message.steps);
                    }
                }
                Event::MessageUndelivered(body) => {
                    for step in &body.steps {
                        let before = told.back.insert(*step, body.channel.clone());
                        assert_eq!(before, None, "{step:?} comes back again at {at}");
                    }
                }
                Event::MessageDelivered(body) => {
                    let name = office.state.numbering().names(body.message).unwrap();
                    told.arrived.extend(&carried[&name]);
                }
                Event::StepRetried(body) => {
                    for retried in &body.steps {
                        let (old, new) = (retried.old, StepRef { no: retried.new.no, ..retried.old });
                        assert!(told.again.insert(old), "two steps go in the place of {old:?} at {at}");
                        let mut before = told.before.get(&old).cloned().unwrap_or_default();
                        before.push(old);
                        told.before.insert(new, before);
                    }
                }
                Event::StepSkipped(body) if body.reason == StepReason::Crossed => {
                    let silent = body.steps.iter().find(|step| told.before.contains_key(*step));
                    assert_eq!(
                        silent, None,
                        "what came back is said to nobody and looked at by nobody at {at}"
                    );
                }
                _ => {}
            }
        }
        told
    }

    /// The steps in whose place one went, and it itself.
    fn chain(&self, step: StepRef) -> impl Iterator<Item = StepRef> + '_ {
        self.before.get(&step).into_iter().flatten().copied().chain([step])
    }

    fn has_arrived(&self, step: StepRef) -> bool {
        self.chain(step).any(|step| self.arrived.contains(&step))
    }

    /// How many steps came back and arrived after all.
    pub(super) fn after_all(&self) -> usize {
        self.back.keys().filter(|step| self.arrived.contains(*step)).count()
    }
}

/// See the module.
pub(super) fn what_comes_back_goes_otherwise_or_is_left_to_people(world: &World) -> Told {
    let told = Told::of(world);
    let office = world.shared.office();
    let dead: BTreeSet<StepRef> = office
        .state
        .dead_letters()
        .filter_map(|letter| match letter {
            DeadLetter::Step(step) => Some(*step),
            DeadLetter::Delivery(_) => None,
        })
        .collect();
    for step in told.back.keys() {
        let (again, has_arrived) = (told.again.contains(step), told.has_arrived(*step));
        let left = dead.contains(step);
        assert!(again || left || has_arrived, "{step:?} came back, and that is all");
        assert!(!(left && (again || has_arrived)), "{step:?} is left to people, who have nothing to do");
    }
    for shown in world.fickle.attempts.lock().unwrap().iter() {
        for step in &shown.steps {
            let step: StepRef = office.state.numbering().numbers(step.clone()).unwrap();
            let before = told.before.get(&step).into_iter().flatten();
            let by: BTreeSet<&String> = before.filter_map(|before| told.back.get(before)).collect();
            assert!(by.iter().all(|channel| shown.not_by.contains(channel)), "{by:?} is not said: {shown:?}");
            // Where its person is reached by none besides, accounts have changed since, or lines of one letter exclude each other.
            let is_last = shown.reached_by.iter().all(|channel| shown.not_by.contains(channel));
            assert!(!by.contains(&shown.channel) || is_last, "it came back by that: {shown:?}");
        }
    }
    told
}
