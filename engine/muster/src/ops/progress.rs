//! The day's numbers of a running campaign, and its phase changes, as the events come.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::Definition;
use muster_protocol::event::NamedEvent as Event;
use muster_protocol::say;
use muster_protocol::time::{Date, Instant};
use muster_rules::zone::Zone;

/// What happened in a stretch of days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Messages sent.
    pub sent: usize,
    /// Hand-ins.
    pub handed_in: usize,
    /// Items returned.
    pub returned: usize,
    /// Items that became late.
    pub late: usize,
    /// Visits recorded.
    pub visits: usize,
}

impl Numbers {
    /// As a phrase.
    #[must_use]
    pub fn phrase(&self, lang: Language) -> String {
        let Self { sent, handed_in, returned, late, visits } = self;
        say!(
            lang,
            "sent-sent-handed-in-handed-in-returned-returned",
            sent = format_args!("{sent:>4}"),
            handed_in = format_args!("{handed_in:>4}"),
            returned = format_args!("{returned:>3}"),
            late = format_args!("{late:>4}"),
            visits = format_args!("{visits:>3}")
        )
    }

    fn add(&mut self, event: &Event) {
        match event {
            Event::StepSent(body) => self.sent += body.messages.len(),
            Event::ItemSubmitted(_) | Event::ItemBackfilled(_) => self.handed_in += 1,
            Event::ItemReturned(_) => self.returned += 1,
            Event::ItemLate(body) => self.late += body.units.len(),
            Event::VisitRecorded(_) => self.visits += 1,
            _ => {}
        }
    }
}

/// Something worth telling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Milestone {
    /// A phase began, or the campaign closed.
    Turn(Date, String),
    /// A day with its numbers is over.
    Day(Date, Numbers),
    /// A month with its numbers is over; the date is its last day that had any.
    Month(Date, Numbers),
}

/// Listens to a campaign.
#[derive(Debug)]
pub struct Progress<'d> {
    lang: Language,
    def: &'d Definition,
    zone: Zone,
    day: Option<Date>,
    today: Numbers,
    month: Numbers,
}

impl<'d> Progress<'d> {
    /// Listens to a campaign that runs this definition.
    #[must_use]
    pub fn new(lang: Language, def: &'d Definition, zone: Zone) -> Self {
        Self { lang, def, zone, day: None, today: Numbers::default(), month: Numbers::default() }
    }

    /// The day that is going on, with its numbers so far.
    #[must_use]
    pub fn today(&self) -> Option<(Date, Numbers)> {
        self.day.map(|day| (day, self.today))
    }

    /// Hears an event; gives what is to be told before and about it.
    pub fn hear(&mut self, at: Instant, event: &Event) -> Vec<Milestone> {
        let day = self.zone.date_of(at);
        let mut milestones =
            if self.day.is_some_and(|before| before < day) { self.end_day(Some(day)) } else { Vec::new() };
        self.day = Some(day);
        self.today.add(event);
        self.month.add(event);
        match event {
            Event::PhaseEntered(body) => {
                let phase = self.def.phases.iter().find(|phase| body.phase == *phase.id);
                let phase = phase.map_or(body.phase.as_str(), |phase| phase.name.as_str());
                milestones.push(Milestone::Turn(day, format!("{}{phase}", self.lang.say("phase-begins"))));
            }
            Event::CampaignClosed(_) => {
                milestones.push(Milestone::Turn(day, self.lang.say("the-campaign-is-over").to_owned()));
            }
            _ => {}
        }
        milestones
    }

    /// Ends the day, because there is another one or because nothing more comes.
    pub fn end_day(&mut self, next: Option<Date>) -> Vec<Milestone> {
        let Some(day) = self.day else { return Vec::new() };
        let mut milestones = Vec::new();
        if self.today != Numbers::default() {
            milestones.push(Milestone::Day(day, self.today));
            self.today = Numbers::default();
        }
        let month = |date: Date| (date.parts().0, date.parts().1);
        if next.is_none_or(|next| month(next) != month(day)) && self.month != Numbers::default() {
            milestones.push(Milestone::Month(day, self.month));
            self.month = Numbers::default();
        }
        milestones
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::event::of::{ItemSubmitted, VisitRecorded};
    use muster_protocol::form::Form;

    #[test]
    fn a_day_and_a_month_are_reported_when_the_next_begins() {
        let compiled = muster_core::definition::compile(&crate::embedded::files());
        let def = compiled.definition.unwrap();
        let mut progress = Progress::new(Language::En, &def, Zone::load("Asia/Shanghai").unwrap());
        let (occasion, unit) = (|| "plan".into(), || "005".into());
        let submitted: Event = ItemSubmitted {
            occasion: occasion(),
            unit: unit(),
            evidence: Vec::new(),
            form: Form::default(),
            on: None,
        }
        .into();
        let on: Date = "2014-05-02".parse().unwrap();
        let visited: Event = VisitRecorded {
            occasion: occasion(),
            place: unit(),
            on,
            record: None,
            sections: Vec::new(),
            ratings: Vec::new(),
            follow_ups: 0,
        }
        .into();
        let at = |text: &str| text.parse().unwrap();
        assert!(progress.hear(at("2014-04-29T10:00:00+08:00"), &submitted).is_empty());
        assert!(progress.hear(at("2014-04-29T11:00:00+08:00"), &submitted).is_empty());
        let day = Numbers { handed_in: 2, ..Numbers::default() };
        let line = progress.hear(at("2014-05-02T00:00:00+08:00"), &visited);
        let last = "2014-04-29".parse().unwrap();
        assert_eq!(line, [Milestone::Day(last, day), Milestone::Month(last, day)]);
        assert_eq!(progress.today().unwrap().1, Numbers { visits: 1, ..Numbers::default() });
    }
}
