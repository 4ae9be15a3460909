//! What counterparts tell later of letters that they took: that one arrived, that it came back, that it arrived after all; within
//! some days, some of it twice, some of it the wrong way round.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use muster_protocol::command::MessageName;
use muster_protocol::time::{HOUR, Instant, MINUTE};

use crate::xorshift::Xorshift;

/// What a counterpart tells of a letter.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) message: MessageName,
    pub(super) channel: String,
    pub(super) arrived: bool,
}

/// What is still to be told, by when. Cloning is cheap.
#[derive(Clone)]
pub(super) struct Later {
    chance: Arc<Mutex<Xorshift>>,
    words: Arc<Mutex<BTreeMap<Instant, Vec<Word>>>>,
    /// Of a hundred letters so many come back.
    back: u64,
}

impl Later {
    pub(super) fn new(seed: u64) -> Self {
        let mut chance = Xorshift::new(seed ^ 0x0bac_c0de);
        let back = [0, 15, 40][usize::try_from(chance.below(3)).unwrap()];
        Self { chance: Arc::new(Mutex::new(chance)), words: Arc::default(), back }
    }

    /// A channel has taken a letter: what is told of it is drawn.
    pub(super) fn taken(&self, message: &MessageName, channel: &str, now: Instant) {
        let mut chance = self.chance.lock().unwrap();
        let back = chance.below(100) < self.back;
        let told: &[bool] = match (back, chance.below(5)) {
            (true, 0) => &[false, true],
            (true, 1) => &[false, false],
            (true, 2) => &[false, true, false],
            (true, _) => &[false],
            (false, 0) => &[true, false],
            (false, 1) => &[true, true],
            (false, 2) => &[true],
            (false, _) => &[],
        };
        let mut when: Vec<Instant> = told
            .iter()
            .map(|_| {
                let minutes = [2, 60, 600, 4_000, 8_000][usize::try_from(chance.below(5)).unwrap()];
                now.plus(i64::try_from(chance.below(minutes)).unwrap() * MINUTE)
            })
            .collect();
        when.sort_unstable();
        for (at, arrived) in when.into_iter().zip(told) {
            let (message, channel, arrived) = (message.clone(), channel.to_owned(), *arrived);
            self.words.lock().unwrap().entry(at).or_default().push(Word { message, channel, arrived });
        }
    }

    /// When something is told next.
    pub(super) fn next(&self) -> Option<Instant> {
        self.words.lock().unwrap().keys().next().copied()
    }

    /// What is told by now, in its order.
    pub(super) fn told(&self, now: Instant) -> Vec<Word> {
        let mut words = self.words.lock().unwrap();
        let rest = words.split_off(&now.plus(1));
        std::mem::replace(&mut *words, rest).into_values().flatten().collect()
    }

    /// It was told too early and is told again, as gateways do.
    pub(super) fn again(&self, word: Word, now: Instant) {
        self.words.lock().unwrap().entry(now.plus(3 * HOUR)).or_default().push(word);
    }
}
