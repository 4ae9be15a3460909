use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use muster_protocol::time::Instant;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use super::*;
use crate::sample::{date, definition, start};

fn line(reasons: &str) -> VisitLine {
    VisitLine {
        occasion: "visits.2014-04".to_owned(),
        place: "a".to_owned(),
        visitor: "a-clerk".to_owned(),
        date: date("2014-04-28"),
        start: start(),
        end: start(),
        reasons: reasons.to_owned(),
        recorded_on: None,
        position: 7,
        no: 1,
        stage: "proposed".to_owned(),
        sequence: 0,
        changed: Instant(0),
        follow_ups: 0,
        name: "a".to_owned(),
        due_day: date("2014-04-30"),
        item: "open".to_owned(),
        late: false,
        handed_on: "[]".to_owned(),
        companions: "[]".to_owned(),
        ratings: "[]".to_owned(),
        cases: "[]".to_owned(),
    }
}

/// Warnings, each as one line.
#[derive(Debug, Clone, Default)]
struct Warnings(Arc<Mutex<Vec<String>>>);

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{field}={value:?} ").unwrap();
    }
}

impl Subscriber for Warnings {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() == Level::WARN
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(String::new());
        event.record(&mut fields);
        self.0.lock().unwrap().push(fields.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// What the page says of the reasons, and what is logged meanwhile.
fn said(lang: Language, reasons: &str) -> (String, Vec<String>) {
    let warnings = Warnings::default();
    let page = || why_then(lang, &definition(), &line(reasons)).into_string();
    let page = tracing::subscriber::with_default(warnings.clone(), page);
    let warned = warnings.0.lock().unwrap().clone();
    (page, warned)
}

#[test]
fn reasons_that_cannot_be_read_are_said_to_be_so_and_logged() {
    for (lang, sentence) in [(Language::En, "the reasons cannot be read"), (Language::Zh, "理由读不出来")]
    {
        let (page, warned) = said(lang, r#"["OnAWhim"]"#);
        assert!(page.contains(sentence), "{page}");
        let [warned] = &warned[..] else { panic!("{warned:?}") };
        assert!(warned.contains("item=visits.2014-04/a ") && warned.contains("OnAWhim"), "{warned}");
        let (page, warned) = said(lang, r#"["NeverVisited"]"#);
        assert!(page.contains(lang.say("never-visited")) && !page.contains(sentence), "{page}");
        assert!(warned.is_empty(), "{warned:?}");
        // Where its visitor fixed the time there are none to read.
        assert_eq!(said(lang, ""), (String::new(), Vec::new()));
    }
}
