//! Places that await a visit and have none planned, as the list shows them.

use muster_protocol::catalogue::Language;
use muster_protocol::command::ItemName;
use muster_protocol::definition::Definition;
use muster_protocol::say;
use muster_rules::visit;
use muster_server::view::status::VisitLine;
use muster_server::view::unplanned::UnplannedVisit;
use serde_json::{Value, json};

use crate::words::glossary::Glossary;

/// A place that awaits a visit and has none planned.
pub(super) struct Unplanned {
    row: UnplannedVisit,
    /// Who would have visited it, by id and post: of whom the plan speaks, or whom the file names where nobody takes turns.
    visitor: Option<(String, String)>,
    /// Whether the roster names nobody who could.
    nobody: bool,
}

impl Unplanned {
    pub(super) fn of(def: Option<&Definition>, row: UnplannedVisit) -> Self {
        let id = row.occasion.split('.').next().unwrap_or_default();
        let programme = def.and_then(|def| def.visits.iter().find(|programme| programme.id == id));
        let turns = programme.is_some_and(|programme| programme.turns.is_some());
        let of_the_file = || {
            let (def, programme) = def.zip(programme.filter(|_| !turns))?;
            let contact = *visit::eligible(def, programme, def.unit_by_code(&row.place)?).first()?;
            def.contacts.get(contact.at()).map(|contact| contact.id.clone())
        };
        let post = |id: &str| def.map_or(id, |def| def.post(id)).to_owned();
        let visitor =
            row.left_out.as_ref().and_then(|left_out| left_out.visitor.clone()).or_else(of_the_file);
        let nobody = programme.is_some() && !turns && visitor.is_none();
        let visitor = visitor.map(|id| {
            let post = post(&id);
            (id, post)
        });
        Self { row, visitor, nobody }
    }

    /// Whether the round still goes on.
    pub(super) fn is_open(&self) -> bool {
        self.row.open
    }

    /// Whether it is of somebody, by id or post.
    pub(super) fn is_of(&self, person: &str) -> bool {
        self.visitor.as_ref().is_some_and(|(id, post)| person == id || person == post)
    }

    /// Whether it is the item of a visit that was planned once.
    pub(super) fn is_item_of(&self, line: &VisitLine) -> bool {
        (&self.row.occasion, &self.row.place) == (&line.occasion, &line.place)
    }

    /// Whether it is this item.
    pub(super) fn is_named(&self, item: &ItemName) -> bool {
        (&self.row.occasion, &self.row.place) == (&item.occasion, &item.unit)
    }

    /// Why the last plan had no visit for it, where one said so.
    pub(super) fn why(&self, lang: Language) -> Option<String> {
        self.row.left_out.as_ref().map(|left_out| left_out.why.said(lang))
    }

    /// The same as JSON.
    pub(super) fn why_json(&self) -> Value {
        json!(self.row.left_out)
    }

    fn item(&self) -> String {
        format!("{}/{}", self.row.occasion, self.row.place)
    }

    /// How it stands, as a stable word.
    fn stage(&self) -> &'static str {
        if self.row.open { "left-out" } else { "not-made" }
    }

    /// How it stands.
    fn stands(&self, lang: Language) -> String {
        match self.why(lang) {
            Some(why) if self.row.open => say!(lang, "no-slot-so-far", why),
            Some(why) => say!(lang, "not-made-since-none-was-planned", why),
            None if self.nobody => lang.say("not-made-nobody-visits-it").to_owned(),
            None => lang.say("not-made-none-was-planned").to_owned(),
        }
    }

    /// The keys of a visit, with nothing where there is none, and the due day of the round.
    pub(super) fn json(&self) -> Value {
        let (visitor, post) = self.visitor.as_ref().map(|(id, post)| (id, post)).unzip();
        json!({
            "item": self.item(), "no": 0, "place": self.row.name, "visitor": visitor, "post": post,
            "date": null, "start": null, "end": null, "stage": self.stage(), "sequence": 0, "follow_ups": 0,
            "recorded_on": null, "due_day": self.row.due_day.to_string(), "left_out": self.row.left_out,
        })
    }

    pub(super) fn cells(&self, lang: Language) -> [String; 5] {
        [
            say!(lang, "by-the-due-day", day = self.row.due_day),
            format!("{} {}", self.row.place, self.row.name),
            self.visitor.as_ref().map_or_else(String::new, |(_, post)| post.clone()),
            self.stands(lang),
            self.item(),
        ]
    }

    /// What `explain` says first of it where no visit was ever planned; which plan had none for it comes behind.
    pub(super) fn title(&self, lang: Language) -> String {
        let [by, place, post, stands, _] = self.cells(lang);
        let title = format!("{place} · {by} · {post}");
        if self.row.left_out.is_some() { title } else { format!("{title} · {stands}") }
    }

    /// Which plan had no visit for it, where one said so.
    pub(super) fn plan(&self, lang: Language, glossary: &Glossary) -> Option<String> {
        let left_out = self.row.left_out.as_ref()?;
        let (visitor, position, why) = (&left_out.visitor, left_out.position, left_out.why.said(lang));
        let at = glossary.local(left_out.at);
        Some(match visitor {
            Some(visitor) => say!(lang, "the-plan-of-at-had-no-slot", at, visitor, position, why),
            None => say!(lang, "the-plan-of-at-had-nobody", at, position, why),
        })
    }
}
