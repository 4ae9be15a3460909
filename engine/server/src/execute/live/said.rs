//! What an auditor reads of an event: its sentence in every language, with the names that the file in force gives.

use muster_protocol::catalogue::{Language, LocalizedText};
use muster_protocol::command::StepName;
use muster_protocol::definition::Definition;
use muster_protocol::event::{NamedEvent, Titles};
use muster_protocol::item::StepReason;
use muster_protocol::refs::{DutyId, Ids, OccasionKey, PhaseId, UnitCode};
use muster_protocol::shape::SlotReason;
use muster_protocol::time::Instant;
use muster_rules::zone::Zone;

use crate::view::codes;

pub(super) fn of(def: &Definition, event: &NamedEvent) -> LocalizedText {
    let zone = Zone::of(def).ok();
    LocalizedText::each(|lang| {
        let reader = Reader { lang, def, zone: zone.as_ref() };
        event.described().sentence(&reader)
    })
}

struct Reader<'a> {
    lang: Language,
    def: &'a Definition,
    zone: Option<&'a Zone>,
}

impl Reader<'_> {
    /// What the file calls what has this id; none where it has no such thing.
    fn named(&self, id: &str) -> Option<&str> {
        let def = self.def;
        let duties = def.duties.iter().map(|it| (&it.id, &it.name));
        let visits = def.visits.iter().map(|it| (&it.id, &it.name));
        let reviews = def.reviews.iter().map(|it| (&it.id, &it.name));
        let mut all = duties.chain(visits).chain(reviews);
        all.find(|(known, _)| known.as_str() == id).map(|(_, name)| name.as_str())
    }
}

impl Titles<Ids> for Reader<'_> {
    fn language(&self) -> Language {
        self.lang
    }

    fn campaign(&self) -> String {
        self.def.name.clone()
    }

    fn phase(&self, phase: &PhaseId) -> String {
        let found = self.def.phases.iter().find(|known| known.id == phase.as_str());
        found.map_or_else(|| phase.to_string(), |found| found.name.clone())
    }

    fn duty(&self, duty: &DutyId) -> String {
        self.named(duty.as_str()).unwrap_or_else(|| duty.as_str()).to_owned()
    }

    fn unit(&self, unit: &UnitCode) -> String {
        let found = self.def.unit(unit);
        found.map_or_else(|| unit.to_string(), |found| format!("{unit} {}", found.short))
    }

    fn occasion(&self, occasion: &OccasionKey) -> String {
        let key = occasion.as_str();
        let (id, period) = key.split_once('.').unwrap_or((key, ""));
        self.named(id).map_or_else(|| key.to_owned(), |name| format!("{name} {period}").trim_end().to_owned())
    }

    fn planned(&self, occasion: &OccasionKey) -> String {
        self.occasion(occasion)
    }

    fn local(&self, at: Instant) -> String {
        self.zone.map_or_else(|| at.to_string(), |zone| zone.minute(at))
    }

    fn reason(&self, reason: StepReason) -> String {
        codes::step_reason_said(reason).say(self.lang).to_owned()
    }

    /// No planning of visits is on an auditor's list.
    fn slot(&self, _reason: &SlotReason<Ids>) -> String {
        String::new()
    }

    fn asks(&self, _steps: &[StepName]) -> bool {
        true
    }
}
