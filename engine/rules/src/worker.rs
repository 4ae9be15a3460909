//! The contract of a worker's logic: what it hears, what it wants.
//!
//! The live runtime and the preview drive the same logic, so what a preview shows is what a run does.

use muster_protocol::command::{Command, MessageName, MessageReport, SendOutcome, StepName};
use muster_protocol::definition::Definition;
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::{CampaignId, Digest, Version};
use muster_protocol::item::StepReason;
use muster_protocol::question::{Answer, PageLink, Question};
use muster_protocol::time::Instant;

/// An event as a worker hears it.
#[derive(Debug, Clone, Copy)]
pub struct EventContext<'a> {
    /// The campaign.
    pub campaign: &'a CampaignId,
    /// The definition in force.
    pub definition: &'a Definition,
    /// Digest of the definition in force.
    pub digest: Digest,
    /// Number of the event within the campaign.
    pub version: Version,
    /// Campaign clock.
    pub at: Instant,
    /// What happened.
    pub event: &'a NamedEvent,
}

/// By what the counterpart of a channel names a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterName {
    /// By the name under which it got it.
    Ours(CampaignId, MessageName),
    /// By a number of its own, which it gave when it took it.
    Theirs(String),
}

/// What the counterpart of a channel tells later of a letter that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterReceipt {
    /// Which letter.
    pub letter: LetterName,
    /// Nothing where it arrived; where it did not, what the counterpart says, perhaps nothing.
    pub arrived: Result<(), String>,
}

/// What a worker wants done, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask the engine; the answer comes to [`WorkerLogic::answered`].
    Ask(Question),
    /// Hand letters to channels; the results come to [`WorkerLogic::sent`].
    Send(Vec<OutgoingMessage>),
    /// Hear the event again at an instant, or behind it, for the sake of so many messages that are not to go before.
    Later {
        /// How many.
        messages: usize,
        /// Campaign clock.
        until: Instant,
    },
    /// Store a blob (before the command that names it).
    Store(Vec<u8>),
    /// Submit a command.
    Submit(Command),
    /// Report what became of letters, once what counterparts said of them is stored.
    Report(Vec<LetterReport>),
}

/// A report of a letter, before what was said of it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterReport {
    /// The report as it goes without words.
    pub report: MessageReport,
    /// What was said.
    pub said: Option<ChannelReply>,
}

impl LetterReport {
    /// The report that names the words; without them where they are not stored.
    #[must_use]
    pub fn naming(self, stored: Option<Digest>) -> MessageReport {
        let Self { report: MessageReport { key, outcome, attempt }, said } = self;
        let outcome = match (outcome, said, stored) {
            (SendOutcome::Failed(reason), Some(ChannelReply { channel, .. }), Some(said)) => {
                SendOutcome::NotTaken { reason, channel, said }
            }
            (outcome, _, _) => outcome,
        };
        MessageReport { key, outcome, attempt }
    }
}

/// A text for one person, ready to hand over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingMessage {
    /// Which message; the same key may never be handed over twice with effect. The channel finds the account by its post.
    pub key: MessageName,
    /// First line, for channels that have one.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The address of its person's page, where the text has one.
    pub link: Option<PageLink>,
    /// Whether its person may opt out of some of what it says, for channels that have a way of their own to say so.
    pub optional: bool,
    /// The visits of which it tells, as iCalendar, for channels that carry a calendar.
    pub calendar: Option<String>,
    /// The steps that the text carries.
    pub steps: Vec<StepName>,
    /// Channels by which some of it came back before: it goes by another one of its person, where there is any.
    pub not_by: Vec<String>,
}

impl OutgoingMessage {
    /// The same for a channel that others read as well: who has the link acts as that person.
    #[must_use]
    pub fn without_link(&self) -> Self {
        let Some(PageLink(link)) = &self.link else { return self.clone() };
        // Pages of the person's other posts lie beside this one.
        let pages = link.rfind('/').map_or(link.as_str(), |at| &link[..=at]);
        let kept = |line: &str| {
            let shown = without_pages(line, pages);
            // The line that says where to answer says nothing else.
            let is_that_alone = shown.len() < line.len() && shown.trim_end().ends_with(['：', ':']);
            (!is_that_alone).then_some(shown)
        };
        let lines: Vec<String> = self.text.lines().filter_map(kept).collect();
        Self { text: lines.join("\n").trim_end().to_owned(), link: None, ..self.clone() }
    }
}

/// A line without the addresses that begin so.
fn without_pages(line: &str, pages: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(pages) {
        let (before, page) = (&rest[..at], &rest[at + pages.len()..]);
        shown.push_str(before);
        rest = page.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    }
    shown + rest
}

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryResult {
    /// A channel took it (now or in an earlier try under the same key).
    Over {
        /// Name of the channel.
        channel: String,
        /// In which attempt, from 1.
        attempt: u32,
    },
    /// It failed for good.
    Failed {
        /// Why.
        reason: StepReason,
        /// What its channels said last; none where no counterpart was asked.
        said: Option<ChannelReply>,
        /// In which attempt; 0 where it was handed to no channel.
        attempt: u32,
    },
}

/// A campaign with its definition as a fold has them that goes on from what was kept: in force up to this version and behind it,
/// until an event puts another in force.
pub type InForce = (CampaignId, Digest, Version);

/// What was said of a letter that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelReply {
    /// Name of the channel that was tried last.
    pub channel: String,
    /// The counterparts' words.
    pub words: String,
}

/// A worker's logic: pure, without clock, disk or network.
pub trait WorkerLogic {
    /// Name of the worker, also of its consumer: `reminders`, `visits`, `evaluation`.
    fn name(&self) -> &'static str;
    /// Names of the events it hears; empty for all.
    fn hears(&self) -> &'static [&'static str];
    /// Whether an event that it hears can change anything for it, by its name.
    fn handles(&self, name: &str) -> bool {
        self.hears().is_empty() || self.hears().contains(&name)
    }
    /// Whether it must hear every event in order (a fold) or may compete (work).
    fn folds(&self) -> bool;
    /// Whether one event is dealt with to its end before the next is heard, by whichever process of its kind: where what comes of
    /// one is asked for by the next, and the outcome must not hang on which of two is faster, nor on a crash between them.
    fn in_turn(&self) -> bool {
        false
    }
    /// What a fold has counted of everything that it heard, for the process after this one; none where every process hears
    /// everything.
    fn kept(&self) -> Option<Vec<u8>> {
        None
    }
    /// Goes on from what was kept, as if it had heard everything that was counted. None where that cannot be read, or was kept
    /// by a muster that counts otherwise: it has then heard nothing.
    fn resume(&mut self, _kept: &[u8]) -> Option<Vec<InForce>> {
        None
    }
    /// Hears an event. A fold may hear one again and must then want the same again.
    fn hear(&mut self, happened: &EventContext<'_>) -> Vec<Effect>;
    /// Hears an answer to a question of its own.
    fn answered(&mut self, _about: &EventContext<'_>, _question: &Question, _answer: &Answer) -> Vec<Effect> {
        Vec::new()
    }
    /// Hears what became of letters.
    fn sent(
        &mut self,
        _about: &EventContext<'_>,
        _letters: &[OutgoingMessage],
        _results: &[DeliveryResult],
    ) -> Vec<Effect> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_group_reads_has_no_persons_page_in_it() {
        let link = "https://a.example/p/0123456789";
        let key = MessageName {
            date: "2014-04-25".parse().unwrap(),
            contact: "005-clerk".into(),
            kind: muster_protocol::item::MessageKind::Routine,
        };
        let letter = |text: String| OutgoingMessage {
            key: key.clone(),
            subject: String::new(),
            text,
            link: Some(PageLink(link.to_owned())),
            optional: false,
            calendar: None,
            steps: Vec::new(),
            not_by: Vec::new(),
        };
        let shown = letter(format!("请交方案\n\n点开办理、签收：{link}")).without_link();
        assert_eq!((shown.text.as_str(), &shown.link), ("请交方案", &None));
        let twice = format!("请交方案\n\n点开办理、签收：{link}\n这类提醒可以退订，点开办理：{link}");
        assert_eq!(letter(twice).without_link().text, "请交方案");
        let other = "https://a.example/p/9876543210";
        let two = format!("请交方案\n\n质监站联络员的事项，点开办理：{other}\n\n点开办理、签收：{link}");
        assert_eq!(letter(two).without_link().text, "请交方案");
        let inside = letter(format!("见 {link} 里\n谢谢\nYour page: {link}\n")).without_link();
        assert_eq!(inside.text, "见  里\n谢谢");
        let none = OutgoingMessage { link: None, ..letter("请交方案".to_owned()) };
        assert_eq!(none.without_link(), none);
    }
}
