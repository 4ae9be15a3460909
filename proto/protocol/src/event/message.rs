use std::collections::BTreeMap;

use crate::say;

use crate::catalogue::{Language, Listed};
use crate::ids::Digest;

use crate::item::{DeferReason, StepReason};
use crate::refs::{Refs, bodies};
use crate::shape::{Message, MessageKey, StepRef};
use crate::time::{Instant, TimeOfDay};

use super::description::{About, count, describe, items, reason, steps, texts};

bodies! {
    /// Messages fell due. At most a chunk in one event.
    pub struct MessageDue<R: Refs> {
        /// Nominal instant of the steps that made them due.
        pub due: Instant,
        /// The messages, in the order of their contacts.
        pub messages: Vec<Message<R>> => ..,
    }

    /// Messages without an outcome were redelivered, list unchanged.
    pub struct MessageReissued<R: Refs> {
        /// Which.
        pub messages: Vec<MessageKey<R>> => ..,
        /// Nominal instant.
        pub due: Instant,
    }

    /// A person signed for a message.
    pub struct MessageSigned<R: Refs> {
        /// Which.
        pub message: MessageKey<R> => ..,
    }

    /// A message arrived, as the counterpart of its channel tells.
    pub struct MessageDelivered<R: Refs> {
        /// Which.
        pub message: MessageKey<R> => ..,
        /// Name of the channel.
        pub channel: String,
    }

    /// A message that a channel had taken did not arrive: its steps are dead letters. They stay handed over, which is another
    /// fact. At most a chunk of its steps in one event.
    pub struct MessageUndelivered<R: Refs> {
        /// Which.
        pub message: MessageKey<R> => ..,
        /// Name of the channel.
        pub channel: String,
        /// Steps that it carried.
        pub steps: Vec<StepRef<R>> => ..,
        /// What the counterpart said, a text stored before.
        pub said: Option<Digest>,
    }

    /// A person opted out of reminders that the file lets people do without, or in again.
    pub struct OptOutSet<R: Refs> {
        /// Whose.
        pub contact: R::Contact => contact,
        /// Whether they are to be left out from now on.
        pub out: bool,
    }

    /// A person chose from which hour of a day the routine message goes, or the file's hour again.
    pub struct HourSet<R: Refs> {
        /// Whose.
        pub contact: R::Contact => contact,
        /// The hour; none is the file's.
        pub hour: Option<TimeOfDay>,
    }

    /// Steps went out.
    pub struct StepSent<R: Refs> {
        /// The messages that carried them.
        pub messages: Vec<SentMessage<R>> => ..,
    }

    /// One message that went out.
    pub struct SentMessage<R: Refs> {
        /// Which.
        pub key: MessageKey<R> => ..,
        /// Name of the channel, such as `outbox`.
        pub channel: String,
        /// Steps that it carried.
        pub steps: Vec<StepRef<R>> => ..,
        /// The attempt in which the channel took it, from 1. A process that dies between handing over and reporting leaves no
        /// trace but that its letter was given to somebody else: so 2 or more means that an earlier attempt was not taken, or
        /// may have been taken without a report, and that its person may have it more than once.
        pub attempt: u32,
    }

    /// Steps were rightly not sent.
    pub struct StepSkipped<R: Refs> {
        /// Why.
        pub reason: StepReason,
        /// Which.
        pub steps: Vec<StepRef<R>> => ..,
    }

    /// Steps could not be sent: dead letters.
    pub struct StepFailed<R: Refs> {
        /// Why.
        pub reason: StepReason,
        /// Which.
        pub steps: Vec<StepRef<R>> => ..,
        /// What the counterpart said, a text stored before; none where no counterpart was asked.
        pub said: Option<Digest>,
        /// The channel whose counterpart said it last.
        pub channel: Option<String>,
        /// The attempt in which it failed for good, counted as in [`SentMessage`]; 0 where it was handed to no channel.
        pub attempt: u32,
    }

    /// Steps of one occasion and due version were taken back.
    pub struct StepWithdrawn<R: Refs> {
        /// Why.
        pub reason: StepReason,
        /// The occasion.
        pub occasion: R::Occasion => occasion,
        /// The due version.
        pub due_version: u8,
        /// The units, at most a chunk; the steps are the same for all of them.
        pub units: Vec<R::Unit> => [unit],
        /// The step numbers.
        pub steps: Vec<u8>,
    }

    /// Steps moved to a later instant.
    pub struct StepDeferred<R: Refs> {
        /// To whom they go.
        pub contact: R::Contact => contact,
        /// Which.
        pub steps: Vec<StepRef<R>> => ..,
        /// New instant.
        pub to: Instant,
        /// Why.
        pub why: DeferReason,
    }
}

impl<R: Refs> StepSent<R> {
    /// The channels by which its messages went, each with how many where there are several.
    fn by_channel(&self, language: Language) -> Vec<String> {
        let mut channels: BTreeMap<&str, usize> = BTreeMap::new();
        for message in &self.messages {
            *channels.entry(message.channel.as_str()).or_default() += 1;
        }
        if channels.len() < 2 {
            return channels.into_keys().map(str::to_owned).collect();
        }
        let each = channels.into_iter();
        each.map(|(channel, count)| say!(language, "channel-so-many-messages", channel, count)).collect()
    }
}

impl<R: Refs> StepFailed<R> {
    /// Their role has no contact, so that nobody could be written to.
    #[must_use]
    pub fn no_contact(steps: Vec<StepRef<R>>) -> Self {
        Self { reason: StepReason::NoContact, steps, said: None, channel: None, attempt: 0 }
    }
}

describe! { (self, titles)
    MessageDue<R> {
        about: About::Messages(self.messages.iter().map(|one| (&one.key, one.steps.as_slice())).collect()),
        blobs: Vec::new(),
        summary: Some(match self.messages.as_slice() {
            [message] => format!("message {} due", message.key),
            all => format!("{} due", count(all.len(), "message")),
        }),
        sentence: {
            let keys = titles.messages(self.messages.iter().map(|one| (&one.key, one.steps.as_slice())));
            let (messages, steps) =
                (self.messages.len(), self.messages.iter().map(|one| one.steps.len()).sum::<usize>());
            let language = titles.language();
            say!(language, "messages-messages-due-steps-steps-keys", #messages = messages, #steps = steps, keys)
        },
    }
    MessageReissued<R> {
        about: About::Messages(self.messages.iter().map(|key| (key, [].as_slice())).collect()),
        blobs: Vec::new(),
        summary: Some(format!("{} redelivered", count(self.messages.len(), "message"))),
        sentence: {
            let keys = self.messages.iter().map(ToString::to_string).collect();
            titles.say("redelivered").to_owned() + &titles.some(keys)
        },
    }
    MessageSigned<R> {
        about: About::Messages(vec![(&self.message, &[])]),
        blobs: Vec::new(),
        sentence: format!("{}{}", titles.say("signed-for-2"), self.message),
    }
    MessageDelivered<R> {
        about: About::Messages(vec![(&self.message, &[])]),
        blobs: Vec::new(),
        sentence: {
            let (message, channel) = (&self.message, &self.channel);
            say!(titles.language(), "message-delivered-by-channel", message, channel)
        },
    }
    MessageUndelivered<R> {
        about: About::Messages(vec![(&self.message, self.steps.as_slice())]),
        blobs: texts(&self.said),
        sentence: {
            let (message, channel) = (&self.message, &self.channel);
            say!(titles.language(), "message-not-delivered-by-channel", message, channel)
        },
    }
    OptOutSet<R> {
        about: About::Whole,
        blobs: Vec::new(),
        summary: Some(format!("{} opted {}", self.contact, if self.out { "out" } else { "in again" })),
        sentence: {
            let contact = &self.contact;
            match self.out {
                true => say!(titles.language(), "contact-opted-out-of-reminders", contact),
                false => say!(titles.language(), "contact-opted-in-again", contact),
            }
        },
    }
    HourSet<R> {
        about: About::Whole,
        blobs: Vec::new(),
        summary: Some(match self.hour {
            Some(hour) => format!("{} gets letters at {hour}", self.contact),
            None => format!("{} gets letters at the file's hour", self.contact),
        }),
        sentence: {
            let (contact, language) = (&self.contact, titles.language());
            match self.hour {
                Some(hour) => say!(language, "contact-gets-letters-at-hour", contact, hour),
                None => say!(language, "contact-gets-letters-at-the-files-hour", contact),
            }
        },
    }
    StepSent<R> {
        about: About::Messages(self.messages.iter().map(|one| (&one.key, one.steps.as_slice())).collect()),
        blobs: Vec::new(),
        summary: {
            let steps: usize = self.messages.iter().map(|message| message.steps.len()).sum();
            Some(format!("{} sent in {}", count(steps, "step"), count(self.messages.len(), "message")))
        },
        sentence: {
            let keys = titles.messages(self.messages.iter().map(|one| (&one.key, one.steps.as_slice())));
            let (messages, language) = (self.messages.len(), titles.language());
            let channels = self.by_channel(language);
            let channel = Listed(&channels);
            let said = say!(language, "messages-messages-sent-channel-keys", #messages = messages, channel: channel, keys);
            let again = self.messages.iter().filter(|message| message.attempt > 1);
            let again: Vec<String> = again
                .map(|one| say!(language, "message-at-attempt", message = one.key, attempt = one.attempt))
                .collect();
            if again.is_empty() {
                return said;
            }
            said + &say!(titles.language(), "not-in-the-first-attempt", keys = titles.some(again))
        },
    }
    StepSkipped<R> {
        about: About::Steps(self.steps.iter().collect()),
        blobs: Vec::new(),
        summary: Some(format!("{} skipped: {}", steps(&self.steps), reason(self.reason))),
        sentence: {
            let (done, why) = (titles.say("skipped-2"), titles.reason(self.reason));
            format!("{done}{} ({why})", titles.steps(&self.steps))
        },
    }
    StepFailed<R> {
        about: About::Steps(self.steps.iter().collect()),
        blobs: texts(&self.said),
        summary: Some(format!("{} failed: {}", steps(&self.steps), reason(self.reason))),
        sentence: {
            let (done, why) = (titles.say("failed-2"), titles.reason(self.reason));
            let said = format!("{done}{} ({why})", titles.steps(&self.steps));
            if self.attempt == 0 {
                return said;
            }
            let channel = self.channel.as_deref().unwrap_or("-");
            said + &say!(titles.language(), "by-channel-in-attempt", channel, attempt = self.attempt)
        },
    }
    StepWithdrawn<R> {
        about: About::Items(&self.occasion, &self.units),
        blobs: Vec::new(),
        summary: {
            let steps = count(self.steps.len() * self.units.len(), "step");
            let items = items::<R>(&self.occasion, &self.units);
            Some(format!("{steps} of {items} withdrawn: {}", reason(self.reason)))
        },
        sentence: {
            let (why, count) = (titles.reason(self.reason), self.steps.len());
            let items = self.units.iter().map(|unit| format!("{}/{unit}", self.occasion));
            let items = titles.some(items.collect());
            say!(titles.language(), "count-steps-withdrawn-items-why", #count = count, items, why)
        },
    }
    StepDeferred<R> {
        about: About::Steps(self.steps.iter().collect()),
        blobs: Vec::new(),
        summary: Some(format!("{} deferred to {}", steps(&self.steps), self.to)),
        sentence: {
            let (to, steps, contact) = (titles.local(self.to), titles.steps(&self.steps), &self.contact);
            let language = titles.language();
            match self.why {
                DeferReason::HadOne => {
                    say!(language, "deferred-to-to-steps-contact-had-a-message", to, steps, contact)
                }
                DeferReason::Held => say!(language, "deferred-to-to-steps-sending-was-held", to, steps),
                DeferReason::OwnHour => {
                    say!(language, "deferred-to-to-steps-contact-chose-the-hour", to, steps, contact)
                }
            }
        },
    }
}
