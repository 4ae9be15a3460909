//! An event as one line: its name and everything that it says.

use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::ids::{ContactIx, OccasionIx, PhaseIx, UnitIx};
use muster_protocol::item::{MessageKey, StepRef};
use muster_protocol::time::Instant;
use muster_rules::zone::Zone;
use serde_json::{Map, Value};

use super::super::super::State;

pub(super) fn line(def: &Definition, state: &State, event: &Event) -> String {
    let names = Names { def, state };
    let said = state.numbering.names(event.clone()).unwrap();
    let body = said.serialize_body(serde_json::value::Serializer).unwrap();
    let body = body.as_object().map(|fields| names.fields(fields)).unwrap_or_default();
    format!("{} {body}", event.name()).trim_end().to_owned()
}

/// Everything by the names that people know.
pub(super) struct Names<'a> {
    pub(super) def: &'a Definition,
    pub(super) state: &'a State,
}

impl Names<'_> {
    pub(super) fn at(&self, at: Instant) -> String {
        let local = Zone::of(self.def).unwrap().rfc3339(at);
        let (date, time) = (&local[5..10], &local[11..16]);
        if local.starts_with("2014") { format!("{date} {time}") } else { local[..16].replace('T', " ") }
    }

    pub(super) fn unit(&self, unit: UnitIx) -> String {
        self.def.units.get(unit.at()).map_or_else(|| format!("unit {unit}"), |unit| unit.code.clone())
    }

    pub(super) fn contact(&self, contact: ContactIx) -> String {
        self.def.contacts.get(contact.at()).map_or_else(|| format!("contact {contact}"), |it| it.id.clone())
    }

    pub(super) fn occasion(&self, ix: OccasionIx) -> String {
        self.state.occasions().get(ix.at()).map_or_else(|| format!("new {ix}"), |it| it.key().to_owned())
    }

    pub(super) fn phase(&self, phase: PhaseIx) -> String {
        self.def.phases.get(phase.at()).map_or_else(|| format!("phase {phase}"), |phase| phase.id.clone())
    }

    pub(super) fn step(&self, step: StepRef) -> String {
        let (key, unit) = (self.occasion(step.occasion), self.unit(step.unit));
        format!("{key}/{unit}#{}.{}", step.due_version, step.no)
    }

    pub(super) fn message(&self, key: &MessageKey) -> String {
        let kind = key.kind.code();
        format!("{}/{}/{kind}", key.date, self.contact(key.contact))
    }

    fn fields(&self, fields: &Map<String, Value>) -> String {
        let shown = fields.iter().filter_map(|(name, value)| {
            let value = self.value(name, value)?;
            Some(if name == "occasion" || name == "unit" { value } else { format!("{name}={value}") })
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    /// A value under a field's name; what is empty is not told.
    fn value(&self, name: &str, value: &Value) -> Option<String> {
        Some(match (name, value) {
            (_, Value::Null | Value::Bool(false)) => return None,
            (_, Value::Bool(true)) => "yes".to_owned(),
            ("zone_data" | "calendar" | "sources", _) => return None,
            // A digest says nothing to a reader, and the definition's would change with every word of the town.
            (_, Value::String(text)) if text.len() == 64 => "..".to_owned(),
            (_, Value::String(text)) => match text.parse::<Instant>() {
                Ok(at) => self.at(at),
                Err(_) => text.clone(),
            },
            (_, Value::Number(number)) => number.to_string(),
            (_, Value::Array(all)) if all.is_empty() => return None,
            (_, Value::Array(all)) => {
                let all: Vec<String> = all.iter().filter_map(|one| self.value(name, one)).collect();
                format!("[{}]", all.join(", "))
            }
            (_, Value::Object(fields)) => format!("({})", self.fields(fields)),
        })
    }
}
