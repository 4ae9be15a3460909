//! Reminders: for messages that fell due, asks what is still due in them, writes the texts, has them handed over and
//! reports each. It remembers no message: one that comes again is asked about again. It must never decide whether a
//! step is due (the owner does, at sending) and never send what the answer does not list.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use muster_rules::message::{Renderer, TemplateError};
use muster_rules::worker::{Handed, Happened, Letter, PureHalf, Want};
use muster_rules::zone::Zone;
use muster_words::command::{Command, MessageName, MessageReport, ReportMessages, SendOutcome};
use muster_words::event::Said;
use muster_words::ids::Digest;
use muster_words::item::StepReason;
use muster_words::question::{Answer, MessageCheck, Question};
use muster_words::time::Date;

/// Definitions whose templates are kept read; beyond it all are read anew.
const RENDERERS_MAX: usize = 64;

/// The pure half of reminders. All that it keeps are templates that it has read.
#[derive(Debug, Default)]
pub struct Reminders {
    renderers: BTreeMap<Digest, Result<Renderer, TemplateError>>,
    wordless: bool,
}

impl Reminders {
    /// A new one, without templates.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One whose letters nobody reads: they have no words where the words could not fail. A template of the committee's
    /// own is still rendered, since whether it gives a text decides what becomes of the message.
    #[must_use]
    pub fn wordless() -> Self {
        Self { wordless: true, ..Self::default() }
    }

    fn renderer(&mut self, about: &Happened<'_>) -> &Result<Renderer, TemplateError> {
        if self.renderers.len() >= RENDERERS_MAX && !self.renderers.contains_key(&about.digest) {
            self.renderers.clear();
        }
        self.renderers.entry(about.digest).or_insert_with(|| Renderer::new(&about.definition.templates))
    }
}

/// Either a letter to hand over, or a report because there is nothing to hand over.
enum Written {
    Letter(Letter),
    Report(MessageReport),
}

fn write(
    renderer: &Result<Renderer, TemplateError>,
    happened: &Happened<'_>,
    check: &MessageCheck,
    (today, wordless): (Date, bool),
) -> Written {
    let report = |outcome| Written::Report(MessageReport { key: check.key.clone(), outcome });
    if check.lines.is_empty() {
        return report(SendOutcome::NothingDue);
    }
    let render = |renderer: &Renderer| match wordless && renderer.cannot_fail() {
        true => Ok(Default::default()),
        false => renderer.render(happened.definition, &check.key, &check.lines, (today, check.link.as_ref())),
    };
    match renderer.as_ref().map(render) {
        Ok(Ok((subject, text))) => Written::Letter(Letter {
            key: check.key.clone(),
            subject,
            text,
            link: check.link.clone(),
            steps: check.lines.iter().map(|line| line.step.clone()).collect(),
        }),
        // The templates were tried when the file was checked; what fails here will fail in every try.
        Ok(Err(_)) | Err(_) => report(SendOutcome::Failed(StepReason::Refused)),
    }
}

fn tell(reports: Vec<MessageReport>) -> Option<Want> {
    (!reports.is_empty()).then_some(Want::Tell(Command::ReportMessages(ReportMessages { reports })))
}

impl PureHalf for Reminders {
    fn name(&self) -> &'static str {
        "reminders"
    }

    fn hears(&self) -> &'static [&'static str] {
        &["message.due", "message.reissued"]
    }

    fn folds(&self) -> bool {
        false
    }

    fn hear(&mut self, happened: &Happened<'_>) -> Vec<Want> {
        let messages: Vec<MessageName> = match happened.event {
            Said::MessageDue(due) => due.messages.iter().map(|message| message.key.clone()).collect(),
            Said::MessageReissued(again) => again.messages.clone(),
            _ => Vec::new(),
        };
        if messages.is_empty() {
            return Vec::new();
        }
        vec![Want::Ask(Question::Messages { campaign: happened.campaign.clone(), messages })]
    }

    fn answered(&mut self, about: &Happened<'_>, _: &Question, answer: &Answer) -> Vec<Want> {
        let Answer::Messages { now, messages, .. } = answer else { return Vec::new() };
        let zone = Zone::of(about.definition);
        let wordless = self.wordless;
        let renderer = self.renderer(about);
        let (mut letters, mut reports) = (Vec::new(), Vec::new());
        for check in messages {
            // A checked definition has a known zone; without one the message's own day is the nearest.
            let today = zone.as_ref().map_or(check.key.date, |zone| zone.date_of(*now));
            match write(renderer, about, check, (today, wordless)) {
                Written::Letter(letter) => letters.push(letter),
                Written::Report(report) => reports.push(report),
            }
        }
        let send = (!letters.is_empty()).then_some(Want::Send(letters));
        tell(reports).into_iter().chain(send).collect()
    }

    fn sent(&mut self, _: &Happened<'_>, letters: &[Letter], results: &[Handed]) -> Vec<Want> {
        let report = |(letter, result): (&Letter, &Handed)| MessageReport {
            key: letter.key.clone(),
            outcome: match result {
                Handed::Over { channel } => {
                    SendOutcome::Sent { channel: channel.clone(), steps: letter.steps.clone() }
                }
                Handed::Failed(reason) => SendOutcome::Failed(*reason),
            },
        };
        tell(letters.iter().zip(results).map(report).collect()).into_iter().collect()
    }
}
