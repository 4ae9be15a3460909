//! Events as short sentences in ASCII for message headers, and the key of what an event is about. Only ids, keys and
//! codes are used: names in the committee's own words do not belong into headers.

use muster_words::dead_letter::DeadLetter;
use muster_words::event::Event;
use muster_words::events_of;
use muster_words::ids::{OccasionIx, UnitIx};
use muster_words::item::{StepOutcome, StepReason, StepRef};

use super::naming::Naming;
use super::people;

impl dyn Naming + '_ {
    /// The one unit's item, or how many there are of the occasion.
    fn items(&self, occasion: OccasionIx, units: &[UnitIx]) -> String {
        match units {
            [unit] => format!("item {}", self.item(occasion, *unit)),
            _ => format!("{} items of {}", units.len(), self.occasion(occasion)),
        }
    }

    fn steps(&self, steps: &[StepRef]) -> String {
        match steps {
            [step] => format!("step {}", self.step(step)),
            _ => format!("{} steps", steps.len()),
        }
    }
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// A reason as words, such as `no longer due`.
fn reason(reason: StepReason) -> String {
    let mut words = String::new();
    for letter in format!("{:?}", StepOutcome::Skipped(reason)).chars() {
        if letter.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words.trim().trim_start_matches("skipped( ").trim_end_matches(')').to_owned()
}

/// The key of what an event is about, where there is one: a phase, a unit, an occasion, an item, a message or a step.
pub(crate) fn about(names: &dyn Naming, event: &Event) -> Option<String> {
    let one = |occasion, units: &[UnitIx]| match units {
        [unit] => names.item(occasion, *unit),
        _ => names.occasion(occasion),
    };
    Some(match event {
        Event::CampaignLaunched(_)
        | Event::CampaignAmended(_)
        | Event::CampaignHeld(_)
        | Event::CampaignResumed(_)
        | Event::CampaignClosed(_)
        | Event::ClockHeld(_)
        | Event::ClockAccepted(_) => return None,
        Event::PhaseHeld(body) => names.phase(body.phase),
        Event::PhaseResumed(body) => names.phase(body.phase),
        Event::OccasionMoved(body) => body.plan.key.clone(),
        Event::OccasionRetired(body) => names.occasion(body.occasion),
        Event::ItemMoved(body) => one(body.occasion, &body.units),
        Event::StepHeld(body) => return only(names, &body.steps),
        Event::StepRetried(body) => match body.steps.as_slice() {
            [step] => names.step(&step.old),
            _ => return None,
        },
        Event::DeliveryFailed(body) => format!("{}@{}", body.consumer, body.version),
        Event::DeliveryRetried(body) => format!("{}@{}", body.consumer, body.version),
        Event::DeadLetterDropped(body) => match body.letters.as_slice() {
            [DeadLetter::Step(step)] => names.step(step),
            [DeadLetter::Delivery(delivery)] => delivery.to_string(),
            _ => return None,
        },
        Event::PhaseEntered(body) => names.phase(body.phase),
        Event::PhaseEnded(body) => names.phase(body.phase),
        Event::PhaseCarriedOver(body) => names.phase(body.phase),
        Event::UnitJoined(body) => names.unit(body.unit),
        Event::UnitLeft(body) => names.unit(body.unit),
        Event::OccasionPlanned(body) => body.key.clone(),
        Event::OccasionOpened(body) => names.occasion(body.occasion),
        Event::ItemOpened(body) => one(body.occasion, &body.units),
        Event::ItemSubmitted(body) => names.item(body.occasion, body.unit),
        Event::ItemBackfilled(body) => names.item(body.occasion, body.unit),
        Event::ItemReturned(body) => names.item(body.occasion, body.unit),
        Event::ItemAccepted(body) => names.item(body.occasion, body.unit),
        Event::ItemClosed(body) => names.item(body.occasion, body.unit),
        Event::ItemLate(body) => one(body.occasion, &body.units),
        Event::ItemWaived(body) => one(body.occasion, &body.units),
        Event::ItemPassedOn(body) => names.item(body.occasion, body.unit),
        Event::MessageDue(body) => match body.messages.as_slice() {
            [message] => names.message(&message.key),
            _ => return None,
        },
        Event::MessageReissued(body) => match body.messages.as_slice() {
            [message] => names.message(message),
            _ => return None,
        },
        Event::MessageSigned(body) => names.message(&body.message),
        Event::StepSent(body) => match body.messages.as_slice() {
            [message] => names.message(&message.key),
            _ => return None,
        },
        Event::StepSkipped(body) => return only(names, &body.steps),
        Event::StepFailed(body) => return only(names, &body.steps),
        Event::StepDeferred(body) => return only(names, &body.steps),
        Event::StepWithdrawn(body) => one(body.occasion, &body.units),
        Event::VisitProposed(body) => names.item(body.occasion, body.visit.place),
        Event::VisitRecorded(body) => names.item(body.occasion, body.place),
        Event::SnapshotTaken(body) => names.occasion(body.occasion),
        events_of!(ledger, case, candidate, blob) => return people::about(names, event),
    })
}

fn only(names: &dyn Naming, steps: &[StepRef]) -> Option<String> {
    match steps {
        [step] => Some(names.step(step)),
        _ => None,
    }
}

/// What happened.
pub(crate) fn of(names: &dyn Naming, event: &Event) -> String {
    match event {
        Event::CampaignLaunched(_) => {
            let id = names.definition().map_or("", |def| def.id.as_str());
            format!("campaign {id} launched")
        }
        Event::CampaignAmended(_)
        | Event::CampaignHeld(_)
        | Event::CampaignResumed(_)
        | Event::PhaseHeld(_)
        | Event::PhaseResumed(_)
        | Event::OccasionMoved(_)
        | Event::OccasionRetired(_) => of_change(names, event),
        Event::CampaignClosed(_) => "campaign closed".to_owned(),
        Event::PhaseEntered(body) => format!("phase {} entered", names.phase(body.phase)),
        Event::PhaseEnded(body) => format!("phase {} ended", names.phase(body.phase)),
        Event::PhaseCarriedOver(body) => {
            let (from, into) = (names.phase(body.phase), names.phase(body.into));
            format!("{} of phase {from} carried over into {into}", count(body.items as usize, "item"))
        }
        Event::UnitJoined(body) => format!("unit {} joined", names.unit(body.unit)),
        Event::UnitLeft(body) => match body.merged_into {
            Some(to) => format!("unit {} merged into {}", names.unit(body.unit), names.unit(to)),
            None => format!("unit {} left", names.unit(body.unit)),
        },
        Event::OccasionPlanned(body) => format!("occasion {} planned, due on {}", body.key, body.due_day),
        Event::OccasionOpened(body) => format!("occasion {} opened", names.occasion(body.occasion)),
        Event::SnapshotTaken(body) => format!("snapshot {} taken", names.occasion(body.occasion)),
        Event::VisitProposed(body) => {
            format!("visit {} proposed for {}", names.item(body.occasion, body.visit.place), body.visit.date)
        }
        Event::VisitRecorded(body) => {
            format!("visit {} recorded, made on {}", names.item(body.occasion, body.place), body.on)
        }
        events_of!(item, message, step, dead_letter, clock, ledger, case, candidate, blob) => {
            of_item(names, event).unwrap_or_else(|| of_step(names, event))
        }
    }
}

fn of_change(names: &dyn Naming, event: &Event) -> String {
    match event {
        Event::CampaignAmended(_) => "campaign amended".to_owned(),
        Event::CampaignHeld(_) => "campaign held".to_owned(),
        Event::CampaignResumed(_) => "campaign resumed".to_owned(),
        Event::PhaseHeld(body) => format!("phase {} held", names.phase(body.phase)),
        Event::PhaseResumed(body) => format!("phase {} resumed", names.phase(body.phase)),
        Event::OccasionMoved(body) => {
            format!("occasion {} reckoned anew, due on {}", body.plan.key, body.plan.due_day)
        }
        Event::OccasionRetired(body) => format!("occasion {} retired", names.occasion(body.occasion)),
        Event::CampaignLaunched(_)
        | Event::CampaignClosed(_)
        | Event::PhaseEntered(_)
        | Event::PhaseEnded(_)
        | Event::PhaseCarriedOver(_)
        | Event::OccasionPlanned(_)
        | Event::OccasionOpened(_)
        | events_of!(
            roster,
            item,
            message,
            step,
            dead_letter,
            visit,
            clock,
            snapshot,
            ledger,
            case,
            candidate,
            blob
        ) => event.name().replace(['.', '_'], " "),
    }
}

fn of_item(names: &dyn Naming, event: &Event) -> Option<String> {
    let item = |occasion, unit| names.item(occasion, unit);
    Some(match event {
        Event::ItemOpened(body) => format!("{} opened", names.items(body.occasion, &body.units)),
        Event::ItemSubmitted(body) => format!("item {} submitted", item(body.occasion, body.unit)),
        Event::ItemBackfilled(body) => format!("item {} entered afterwards", item(body.occasion, body.unit)),
        Event::ItemReturned(body) => {
            format!("item {} returned, due again on {}", item(body.occasion, body.unit), body.due_day)
        }
        Event::ItemAccepted(body) => format!("item {} accepted", item(body.occasion, body.unit)),
        Event::ItemClosed(body) => format!("item {} closed", item(body.occasion, body.unit)),
        Event::ItemLate(body) => format!("{} late", names.items(body.occasion, &body.units)),
        Event::ItemMoved(body) => format!("{} moved", names.items(body.occasion, &body.units)),
        Event::ItemWaived(body) => format!("{} waived", names.items(body.occasion, &body.units)),
        Event::ItemPassedOn(body) => {
            format!("item {} passed on to {}", item(body.occasion, body.unit), names.unit(body.to))
        }
        events_of!(
            campaign,
            phase,
            roster,
            occasion,
            message,
            step,
            dead_letter,
            visit,
            clock,
            snapshot,
            ledger,
            case,
            candidate,
            blob
        ) => return None,
    })
}

fn of_step(names: &dyn Naming, event: &Event) -> String {
    match event {
        Event::MessageDue(body) => match body.messages.as_slice() {
            [message] => format!("message {} due", names.message(&message.key)),
            all => format!("{} due", count(all.len(), "message")),
        },
        Event::MessageReissued(body) => format!("{} given out again", count(body.messages.len(), "message")),
        Event::MessageSigned(body) => format!("message {} signed", names.message(&body.message)),
        Event::StepSent(body) => {
            let steps: usize = body.messages.iter().map(|message| message.steps.len()).sum();
            format!("{} sent in {}", count(steps, "step"), count(body.messages.len(), "message"))
        }
        Event::StepSkipped(body) => {
            format!("{} skipped: {}", names.steps(&body.steps), reason(body.reason))
        }
        Event::StepFailed(body) => format!("{} failed: {}", names.steps(&body.steps), reason(body.reason)),
        Event::StepHeld(body) => format!("{} held", names.steps(&body.steps)),
        Event::StepDeferred(body) => format!("{} deferred to {}", names.steps(&body.steps), body.to),
        Event::StepWithdrawn(body) => {
            let steps = count(body.steps.len() * body.units.len(), "step");
            let items = names.items(body.occasion, &body.units);
            format!("{steps} of {items} withdrawn: {}", reason(body.reason))
        }
        Event::StepRetried(_)
        | events_of!(
            campaign,
            phase,
            roster,
            occasion,
            item,
            dead_letter,
            visit,
            clock,
            snapshot,
            ledger,
            case,
            candidate,
            blob
        ) => of_trouble(names, event),
    }
}

fn of_trouble(names: &dyn Naming, event: &Event) -> String {
    match event {
        Event::StepRetried(body) => {
            let steps: Vec<StepRef> = body.steps.iter().map(|step| step.old).collect();
            format!("{} tried again", names.steps(&steps))
        }
        Event::DeliveryFailed(body) => format!("event {} given up by {}", body.version, body.consumer),
        Event::DeliveryRetried(body) => format!("event {} given to {} again", body.version, body.consumer),
        Event::DeadLetterDropped(body) => format!("{} dropped", count(body.letters.len(), "dead letter")),
        Event::ClockHeld(body) => format!("clock held, wall {}", ahead(body.forward_ms)),
        Event::ClockAccepted(body) => format!("clock accepted, wall {}", ahead(body.forward_ms)),
        Event::StepSent(_)
        | Event::StepSkipped(_)
        | Event::StepFailed(_)
        | Event::StepWithdrawn(_)
        | Event::StepHeld(_)
        | Event::StepDeferred(_)
        | events_of!(
            campaign, phase, roster, occasion, item, message, visit, snapshot, ledger, case, candidate, blob
        ) => people::of(names, event),
    }
}

/// How far the wall is from the time that is shown.
fn ahead(ms: i64) -> String {
    if ms < 0 { format!("{} ms behind", ms.saturating_neg()) } else { format!("{ms} ms ahead") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telling::names::Names;
    use muster_words::event::{ItemLate, PhaseEntered, StepSkipped};
    use muster_words::ids::PhaseIx;
    use muster_words::time::Instant;

    #[test]
    fn sentences_read_without_a_definition_too() {
        let mut names = Names::default();
        names.occasions.insert(OccasionIx(3), "study.2014-05".to_owned());
        let entered = Event::from(PhaseEntered { phase: PhaseIx(1), due: Instant(0) });
        assert_eq!(of(&names, &entered), "phase #1 entered");
        let late = |units: Vec<UnitIx>| {
            let (occasion, steps) = (OccasionIx(3), Vec::new());
            Event::from(ItemLate { occasion, units, due_version: 0, steps, due: Instant(0) })
        };
        assert_eq!(of(&names, &late(vec![UnitIx(7)])), "item study.2014-05/#7 late");
        assert_eq!(of(&names, &late(vec![UnitIx(7), UnitIx(8)])), "2 items of study.2014-05 late");
        assert_eq!(about(&names, &late(vec![UnitIx(7), UnitIx(8)])).as_deref(), Some("study.2014-05"));
        let step = StepRef { occasion: OccasionIx(3), unit: UnitIx(7), due_version: 0, no: 2 };
        let skipped = Event::from(StepSkipped { reason: StepReason::NoLongerDue, steps: vec![step] });
        assert_eq!(of(&names, &skipped), "step study.2014-05/#7#0.2 skipped: no longer due");
    }
}
