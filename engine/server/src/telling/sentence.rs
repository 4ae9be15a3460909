//! Events as short sentences in ASCII for message headers, and the key of what an event is about. An event says ids, keys and
//! codes by itself, and nothing else is used: names in the committee's own words do not belong into headers.

use muster_words::command::{DeadLetterName, StepName};
use muster_words::event::Said as Event;
use muster_words::events_of;
use muster_words::ids::CampaignId;
use muster_words::item::{StepOutcome, StepReason};
use muster_words::refs::{OccasionKey, UnitCode};

use super::people;
use crate::view::codes;

fn item(occasion: &OccasionKey, unit: &UnitCode) -> String {
    format!("{occasion}/{unit}")
}

/// The one unit's item, or how many there are of the occasion.
fn items(occasion: &OccasionKey, units: &[UnitCode]) -> String {
    match units {
        [unit] => format!("item {}", item(occasion, unit)),
        _ => format!("{} items of {occasion}", units.len()),
    }
}

fn steps(steps: &[StepName]) -> String {
    match steps {
        [step] => format!("step {step}"),
        _ => format!("{} steps", steps.len()),
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
pub(crate) fn about(event: &Event) -> Option<String> {
    let one = |occasion: &OccasionKey, units: &[UnitCode]| match units {
        [unit] => item(occasion, unit),
        _ => occasion.to_string(),
    };
    Some(match event {
        Event::CampaignLaunched(_)
        | Event::CampaignAmended(_)
        | Event::CampaignHeld(_)
        | Event::CampaignResumed(_)
        | Event::CampaignClosed(_)
        | Event::ClockHeld(_)
        | Event::ClockAccepted(_) => return None,
        Event::PhaseHeld(body) => body.phase.to_string(),
        Event::PhaseResumed(body) => body.phase.to_string(),
        Event::OccasionMoved(body) => body.plan.occasion.to_string(),
        Event::OccasionRetired(body) => body.occasion.to_string(),
        Event::ItemMoved(body) => one(&body.occasion, &body.units),
        Event::StepHeld(body) => return only(&body.steps),
        Event::StepRetried(body) => match body.steps.as_slice() {
            [step] => step.old.to_string(),
            _ => return None,
        },
        Event::DeliveryFailed(body) => format!("{}@{}", body.consumer, body.version),
        Event::DeliveryRetried(body) => format!("{}@{}", body.consumer, body.version),
        Event::DeadLetterDropped(body) => match body.letters.as_slice() {
            [DeadLetterName::Step(step)] => step.to_string(),
            [DeadLetterName::Delivery(delivery)] => delivery.to_string(),
            _ => return None,
        },
        Event::PhaseEntered(body) => body.phase.to_string(),
        Event::PhaseEnded(body) => body.phase.to_string(),
        Event::PhaseCarriedOver(body) => body.phase.to_string(),
        Event::UnitJoined(body) => body.unit.to_string(),
        Event::UnitLeft(body) => body.unit.to_string(),
        Event::OccasionPlanned(body) => body.occasion.to_string(),
        Event::OccasionOpened(body) => body.occasion.to_string(),
        Event::ItemOpened(body) => one(&body.occasion, &body.units),
        Event::ItemSubmitted(body) => item(&body.occasion, &body.unit),
        Event::ItemBackfilled(body) => item(&body.occasion, &body.unit),
        Event::ItemReturned(body) => item(&body.occasion, &body.unit),
        Event::ItemAccepted(body) => item(&body.occasion, &body.unit),
        Event::ItemClosed(body) => item(&body.occasion, &body.unit),
        Event::ItemLate(body) => one(&body.occasion, &body.units),
        Event::ItemWaived(body) => one(&body.occasion, &body.units),
        Event::ItemPassedOn(body) => item(&body.occasion, &body.unit),
        Event::MessageDue(body) => match body.messages.as_slice() {
            [message] => message.key.to_string(),
            _ => return None,
        },
        Event::MessageReissued(body) => match body.messages.as_slice() {
            [message] => message.to_string(),
            _ => return None,
        },
        Event::MessageSigned(body) => body.message.to_string(),
        Event::StepSent(body) => match body.messages.as_slice() {
            [message] => message.key.to_string(),
            _ => return None,
        },
        Event::StepSkipped(body) => return only(&body.steps),
        Event::StepFailed(body) => return only(&body.steps),
        Event::StepDeferred(body) => return only(&body.steps),
        Event::StepWithdrawn(body) => one(&body.occasion, &body.units),
        Event::VisitProposed(body) => item(&body.occasion, &body.visit.place),
        Event::VisitConfirmed(body) => item(&body.occasion, &body.place),
        Event::VisitMoved(body) => item(&body.occasion, &body.visit.place),
        Event::VisitDelegated(body) => item(&body.occasion, &body.visit.place),
        Event::VisitCalledOff(body) => item(&body.occasion, &body.place),
        Event::VisitMade(body) => item(&body.occasion, &body.place),
        Event::VisitRecorded(body) => item(&body.occasion, &body.place),
        Event::SnapshotTaken(body) => body.occasion.to_string(),
        events_of!(ledger, case, candidate, judging, blob) => return people::about(event),
    })
}

fn only(steps: &[StepName]) -> Option<String> {
    match steps {
        [step] => Some(step.to_string()),
        _ => None,
    }
}

/// What happened.
pub(crate) fn of(campaign: &CampaignId, event: &Event) -> String {
    match event {
        Event::CampaignLaunched(_) => format!("campaign {campaign} launched"),
        Event::CampaignAmended(_)
        | Event::CampaignHeld(_)
        | Event::CampaignResumed(_)
        | Event::PhaseHeld(_)
        | Event::PhaseResumed(_)
        | Event::OccasionMoved(_)
        | Event::OccasionRetired(_) => of_change(event),
        Event::CampaignClosed(_) => "campaign closed".to_owned(),
        Event::PhaseEntered(body) => format!("phase {} entered", body.phase),
        Event::PhaseEnded(body) => format!("phase {} ended", body.phase),
        Event::PhaseCarriedOver(body) => {
            let (from, into) = (&body.phase, &body.into);
            format!("{} of phase {from} carried over into {into}", count(body.items as usize, "item"))
        }
        Event::UnitJoined(body) => format!("unit {} joined", body.unit),
        Event::UnitLeft(body) => match &body.merged_into {
            Some(to) => format!("unit {} merged into {}", body.unit, to),
            None => format!("unit {} left", body.unit),
        },
        Event::OccasionPlanned(body) => {
            format!("occasion {} planned, due on {}", body.occasion, body.due_day)
        }
        Event::OccasionOpened(body) => format!("occasion {} opened", body.occasion),
        Event::SnapshotTaken(body) => format!("snapshot {} taken", body.occasion),
        Event::VisitProposed(body) => {
            format!("visit {} proposed for {}", item(&body.occasion, &body.visit.place), body.visit.date)
        }
        Event::VisitConfirmed(body) => format!("visit {} confirmed", item(&body.occasion, &body.place)),
        Event::VisitMoved(body) => {
            format!("visit {} moved to {}", item(&body.occasion, &body.visit.place), body.visit.date)
        }
        Event::VisitDelegated(body) => {
            format!("visit {} delegated to {}", item(&body.occasion, &body.visit.place), body.visit.visitor)
        }
        Event::VisitCalledOff(body) => {
            format!("visit {} called off: {}", item(&body.occasion, &body.place), codes::called_off(body.why))
        }
        Event::VisitMade(body) => {
            format!("visit {} made on {}", item(&body.occasion, &body.place), body.on)
        }
        Event::VisitRecorded(body) => {
            format!("visit {} recorded, made on {}", item(&body.occasion, &body.place), body.on)
        }
        events_of!(item, message, step, dead_letter, clock, ledger, case, candidate, judging, blob) => {
            of_item(event).unwrap_or_else(|| of_step(event))
        }
    }
}

fn of_change(event: &Event) -> String {
    match event {
        Event::CampaignAmended(_) => "campaign amended".to_owned(),
        Event::CampaignHeld(_) => "campaign held".to_owned(),
        Event::CampaignResumed(_) => "campaign resumed".to_owned(),
        Event::PhaseHeld(body) => format!("phase {} held", body.phase),
        Event::PhaseResumed(body) => format!("phase {} resumed", body.phase),
        Event::OccasionMoved(body) => {
            format!("occasion {} reckoned anew, due on {}", body.plan.occasion, body.plan.due_day)
        }
        Event::OccasionRetired(body) => format!("occasion {} retired", body.occasion),
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
            judging,
            blob
        ) => event.name().replace(['.', '_'], " "),
    }
}

fn of_item(event: &Event) -> Option<String> {
    Some(match event {
        Event::ItemOpened(body) => format!("{} opened", items(&body.occasion, &body.units)),
        Event::ItemSubmitted(body) => format!("item {} submitted", item(&body.occasion, &body.unit)),
        Event::ItemBackfilled(body) => {
            format!("item {} entered afterwards", item(&body.occasion, &body.unit))
        }
        Event::ItemReturned(body) => {
            format!("item {} returned, due again on {}", item(&body.occasion, &body.unit), body.due_day)
        }
        Event::ItemAccepted(body) => format!("item {} accepted", item(&body.occasion, &body.unit)),
        Event::ItemClosed(body) => format!("item {} closed", item(&body.occasion, &body.unit)),
        Event::ItemLate(body) => format!("{} late", items(&body.occasion, &body.units)),
        Event::ItemMoved(body) => format!("{} moved", items(&body.occasion, &body.units)),
        Event::ItemWaived(body) => format!("{} waived", items(&body.occasion, &body.units)),
        Event::ItemPassedOn(body) => {
            format!("item {} passed on to {}", item(&body.occasion, &body.unit), body.to)
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
            judging,
            blob
        ) => return None,
    })
}

fn of_step(event: &Event) -> String {
    match event {
        Event::MessageDue(body) => match body.messages.as_slice() {
            [message] => format!("message {} due", message.key),
            all => format!("{} due", count(all.len(), "message")),
        },
        Event::MessageReissued(body) => format!("{} given out again", count(body.messages.len(), "message")),
        Event::MessageSigned(body) => format!("message {} signed", body.message),
        Event::StepSent(body) => {
            let steps: usize = body.messages.iter().map(|message| message.steps.len()).sum();
            format!("{} sent in {}", count(steps, "step"), count(body.messages.len(), "message"))
        }
        Event::StepSkipped(body) => {
            format!("{} skipped: {}", steps(&body.steps), reason(body.reason))
        }
        Event::StepFailed(body) => format!("{} failed: {}", steps(&body.steps), reason(body.reason)),
        Event::StepHeld(body) => format!("{} held", steps(&body.steps)),
        Event::StepDeferred(body) => format!("{} deferred to {}", steps(&body.steps), body.to),
        Event::StepWithdrawn(body) => {
            let count = count(body.steps.len() * body.units.len(), "step");
            format!("{count} of {} withdrawn: {}", items(&body.occasion, &body.units), reason(body.reason))
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
            judging,
            blob
        ) => of_trouble(event),
    }
}

fn of_trouble(event: &Event) -> String {
    match event {
        Event::StepRetried(body) => {
            let old: Vec<StepName> = body.steps.iter().map(|step| step.old.clone()).collect();
            format!("{} tried again", steps(&old))
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
            campaign, phase, roster, occasion, item, message, visit, snapshot, ledger, case, candidate,
            judging, blob
        ) => people::of(event),
    }
}

/// How far the wall is from the time that is shown.
fn ahead(ms: i64) -> String {
    if ms < 0 { format!("{} ms behind", ms.saturating_neg()) } else { format!("{ms} ms ahead") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_words::event::of::{ItemLate, PhaseEntered, StepSkipped};
    use muster_words::time::Instant;

    #[test]
    fn sentences_read_without_a_definition() {
        let year = CampaignId::new("year").unwrap();
        let of = |event: &Event| of(&year, event);
        let entered = Event::from(PhaseEntered { phase: "study".into(), due: Instant(0) });
        assert_eq!(of(&entered), "phase study entered");
        let late = |units: &[&str]| {
            let units = units.iter().map(|unit| UnitCode::from(*unit)).collect();
            let (occasion, steps) = ("study.2014-05".into(), Vec::new());
            Event::from(ItemLate { occasion, units, due_version: 0, steps, due: Instant(0) })
        };
        assert_eq!(of(&late(&["007"])), "item study.2014-05/007 late");
        assert_eq!(of(&late(&["007", "008"])), "2 items of study.2014-05 late");
        assert_eq!(about(&late(&["007", "008"])).as_deref(), Some("study.2014-05"));
        let step = "study.2014-05/007#0.2".parse().unwrap();
        let skipped = Event::from(StepSkipped { reason: StepReason::NoLongerDue, steps: vec![step] });
        assert_eq!(of(&skipped), "step study.2014-05/007#0.2 skipped: no longer due");
    }
}
