//! Reminders: for messages that fell due, asks what is still due in them, writes the texts, has them handed over and
//! reports each. It remembers no message: one that comes again is asked about again. It must never decide whether a
//! step is due (the engine does, at sending) and never send what the answer does not list.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use muster_protocol::command::{Command, MessageName, MessageReport, ReportMessages, SendOutcome};
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::Digest;
use muster_protocol::item::StepReason;
use muster_protocol::question::{Answer, MessageCheck, Question};
use muster_protocol::time::{Date, Instant};
use muster_rules::message::{Renderer, TemplateError, calendar};
use muster_rules::worker::{
    DeliveryResult, Effect, EventContext, LetterReport, OutgoingMessage, WorkerLogic,
};
use muster_rules::zone::Zone;

/// Definitions whose templates are kept read; beyond it all are read again.
const RENDERERS_MAX: usize = 64;

/// The worker logic of reminders. All that it keeps are templates that it has read.
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

    fn renderer(&mut self, about: &EventContext<'_>) -> &Result<Renderer, TemplateError> {
        if self.renderers.len() >= RENDERERS_MAX && !self.renderers.contains_key(&about.digest) {
            self.renderers.clear();
        }
        self.renderers.entry(about.digest).or_insert_with(|| Renderer::new(&about.definition.templates))
    }
}

/// Either a letter to hand over, or a report because there is nothing to hand over.
enum Written {
    Message(OutgoingMessage),
    Report(MessageReport),
}

fn write(
    renderer: &Result<Renderer, TemplateError>,
    context: &EventContext<'_>,
    check: &MessageCheck,
    (now, today, wordless): (Instant, Date, bool),
) -> Written {
    let report = |outcome| Written::Report(MessageReport { key: check.key.clone(), outcome, attempt: 0 });
    if check.lines.is_empty() {
        return report(SendOutcome::NothingDue);
    }
    let render = |renderer: &Renderer| match wordless && renderer.cannot_fail() {
        true => Ok(Default::default()),
        false => renderer.render(context.definition, &check.key, &check.lines, (today, check.link.as_ref())),
    };
    let visits = || match wordless {
        true => None,
        false => calendar(context.definition, (context.campaign, &check.key), &check.lines, now),
    };
    match renderer.as_ref().map(render) {
        Ok(Ok((subject, text))) => Written::Message(OutgoingMessage {
            key: check.key.clone(),
            subject,
            text,
            link: check.link.clone(),
            optional: check.lines.iter().any(|line| line.optional),
            calendar: visits(),
            steps: check.lines.iter().map(|line| line.step.clone()).collect(),
            not_by: check.not_by.clone(),
        }),
        // The templates were tried when the file was checked; what fails here will fail in every try.
        Ok(Err(_)) | Err(_) => report(SendOutcome::Failed(StepReason::Refused)),
    }
}

fn report_of(reports: Vec<MessageReport>) -> Option<Effect> {
    (!reports.is_empty()).then_some(Effect::Submit(Command::ReportMessages(ReportMessages { reports })))
}

impl WorkerLogic for Reminders {
    fn name(&self) -> &'static str {
        "reminders"
    }

    fn hears(&self) -> &'static [&'static str] {
        &["message.due", "message.reissued"]
    }

    fn folds(&self) -> bool {
        false
    }

    fn hear(&mut self, context: &EventContext<'_>) -> Vec<Effect> {
        let messages: Vec<MessageName> = match context.event {
            NamedEvent::MessageDue(due) => due.messages.iter().map(|message| message.key.clone()).collect(),
            NamedEvent::MessageReissued(again) => again.messages.clone(),
            _ => Vec::new(),
        };
        if messages.is_empty() {
            return Vec::new();
        }
        vec![Effect::Ask(Question::Messages { campaign: context.campaign.clone(), messages })]
    }

    fn answered(&mut self, about: &EventContext<'_>, _: &Question, answer: &Answer) -> Vec<Effect> {
        let Answer::Messages { now, messages, .. } = answer else { return Vec::new() };
        let zone = Zone::of(about.definition);
        let wordless = self.wordless;
        let renderer = self.renderer(about);
        let (mut letters, mut reports, mut later) = (Vec::new(), Vec::new(), Vec::new());
        for check in messages {
            if let Some(until) = check.waits_until {
                later.push(until);
                continue;
            }
            // A checked definition has a known zone; without one the message's own day is the nearest.
            let today = zone.as_ref().map_or(check.key.date, |zone| zone.date_of(*now));
            match write(renderer, about, check, (*now, today, wordless)) {
                Written::Message(letter) => letters.push(letter),
                Written::Report(report) => reports.push(report),
            }
        }
        let send = (!letters.is_empty()).then_some(Effect::Send(letters));
        let first = later.iter().min().map(|until| Effect::Later { messages: later.len(), until: *until });
        report_of(reports).into_iter().chain(send).chain(first).collect()
    }

    fn sent(
        &mut self,
        _: &EventContext<'_>,
        letters: &[OutgoingMessage],
        results: &[DeliveryResult],
    ) -> Vec<Effect> {
        let report = |(letter, result): (&OutgoingMessage, &DeliveryResult)| {
            let (outcome, attempt, said) = match result {
                DeliveryResult::Over { channel, attempt } => {
                    let (channel, steps) = (channel.clone(), letter.steps.clone());
                    (SendOutcome::Sent { channel, steps }, *attempt, None)
                }
                DeliveryResult::Failed { reason, said, attempt } => {
                    (SendOutcome::Failed(*reason), *attempt, said.clone())
                }
            };
            LetterReport { report: MessageReport { key: letter.key.clone(), outcome, attempt }, said }
        };
        let reports: Vec<LetterReport> = letters.iter().zip(results).map(report).collect();
        if reports.iter().any(|one| one.said.is_some()) {
            return vec![Effect::Report(reports)];
        }
        report_of(reports.into_iter().map(|one| one.report).collect()).into_iter().collect()
    }
}
