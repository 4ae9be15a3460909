//! Events as sentences: what happened, to whom, in the language and with the titles of the one who reads it. What is said of an
//! event stands beside the event ([`muster_protocol::event::Described`]).

use muster_protocol::command::StepName;
use muster_protocol::event::{NamedEvent as Event, Titles};
use muster_protocol::item::StepReason;
use muster_protocol::refs::{DutyId, Ids, OccasionKey, PhaseId, UnitCode};
use muster_protocol::shape::SlotReason;
use muster_protocol::time::Instant;
use muster_server::description::Subject;

use crate::words::glossary::Glossary;
use crate::words::step;
use muster_protocol::catalogue::Language;

/// What happened, as a sentence without who did it. Of many messages those are named that carry something of `about`.
#[must_use]
pub fn sentence(lang: Language, known: &Glossary, about: Option<&Subject>, event: &Event) -> String {
    event.described().sentence(&Reader { lang, known, about })
}

struct Reader<'a> {
    lang: Language,
    known: &'a Glossary,
    about: Option<&'a Subject>,
}

impl Titles<Ids> for Reader<'_> {
    fn language(&self) -> Language {
        self.lang
    }

    fn campaign(&self) -> String {
        self.known.definition().map(|def| def.name.clone()).unwrap_or_default()
    }

    fn phase(&self, phase: &PhaseId) -> String {
        self.known.phase(phase)
    }

    fn duty(&self, duty: &DutyId) -> String {
        self.known.duty(duty)
    }

    fn unit(&self, unit: &UnitCode) -> String {
        self.known.unit(unit)
    }

    fn occasion(&self, occasion: &OccasionKey) -> String {
        self.known.occasion(occasion)
    }

    fn planned(&self, occasion: &OccasionKey) -> String {
        self.known.occasion(occasion)
    }

    fn local(&self, at: Instant) -> String {
        self.known.local(at)
    }

    fn reason(&self, reason: StepReason) -> String {
        step::reason(self.lang, reason).to_owned()
    }

    fn slot(&self, reason: &SlotReason<Ids>) -> String {
        step::slot(self.lang, reason, |unit| self.known.unit(unit))
    }

    fn asks(&self, steps: &[StepName]) -> bool {
        self.about.is_none_or(|about| about.carried_by(steps))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::event::CampaignClosed;
    use muster_protocol::event::of::{ItemAccepted, ItemLate};

    #[test]
    fn an_event_reads_as_a_sentence_even_without_a_definition() {
        let known = Glossary::default();
        let say = |event: Event| sentence(Language::En, &known, None, &event);
        assert_eq!(say(CampaignClosed { due: Instant(0) }.into()), "the campaign is over");
        let accepted = ItemAccepted { occasion: "plan".into(), unit: "004".into() };
        assert_eq!(say(accepted.into()), "accepted plan/004 plan");
        let units = (0..6).map(|unit| format!("00{unit}").into()).collect();
        let late =
            ItemLate { occasion: "plan".into(), units, due_version: 0, steps: Vec::new(), due: Instant(0) };
        assert_eq!(say(late.into()), "late plan: 000, 001, 002, 003 and 2 more");
    }
}
