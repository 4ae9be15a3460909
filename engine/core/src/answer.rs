//! The engine's answers to workers' questions, from the state alone. Asking changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::any_of;
use muster_protocol::command::{MessageName, StepName};
use muster_protocol::dead_letter::DeadLetter;
use muster_protocol::definition::Definition;
use muster_protocol::ids::{ContactIx, UnitIx};
use muster_protocol::item::{MessageKey, OccasionKind, StepKind, StepRef, VisitNews};
use muster_protocol::question::{
    Answer, CalendarVisit, Firmness, MessageCheck, MessageLine, OtherPost, Question, Reason, StandingVisit,
    VisitOff,
};
use muster_protocol::time::{Date, Instant};
use muster_rules::visit::party;
use muster_rules::zone::Zone;

use crate::campaign::rating;
use crate::campaign::stage;
use crate::campaign::visit::slots;
use crate::campaign::{
    Occasion, State, VisitOff as CalledOffVisit, VisitStage, addressee, case_standing, caught_up,
    is_optional, joins_at, left_out, may_read_of, message_kind, recipient, visit_instance,
};

/// Answers a question about this campaign; [`Answer::Unknown`] for what is not there or not the campaign's to answer.
#[must_use]
pub fn answer(def: &Definition, state: &State, now: Instant, question: &Question) -> Answer {
    match question {
        Question::Messages { messages, .. } => {
            let zone = Zone::of(def).ok();
            let check = |name: &MessageName| {
                let key = state.numbering().numbers(name.clone()).ok();
                let lines = key.map(|key| lines(def, zone.as_ref(), state, &key)).unwrap_or_default();
                let waits_until = key.filter(|_| !lines.is_empty());
                let waits_until = waits_until.and_then(|key| joins_at(def, state, &key, now));
                let not_by = key.map(|key| state.not_by(&key)).unwrap_or_default();
                MessageCheck { key: name.clone(), lines, link: None, waits_until, not_by }
            };
            let messages = messages.iter().map(check).collect();
            let answer = |definition| Answer::Messages { now, definition, messages };
            state.definition().map_or(Answer::Unknown, answer)
        }
        Question::Visits { occasion, .. } => {
            let instance =
                state.occasion_by_key(occasion).and_then(|(ix, _)| visit_instance(def, state, now, ix));
            let said = instance.and_then(|instance| state.numbering().names(instance).ok());
            said.map_or(Answer::Unknown, Answer::Visits)
        }
        Question::VisitSlots { item, visitor, .. } => {
            let slots = slots::fitting(def, state, now, item, visitor.as_deref());
            let said = slots.and_then(|slots| state.numbering().names(slots).ok());
            said.map_or(Answer::Unknown, Answer::VisitSlots)
        }
        Question::Definition { .. } => state.definition().map_or(Answer::Unknown, Answer::Definition),
        Question::MayRead { post, unit, .. } => {
            Answer::MayRead(may_read_of(def, state, post, unit.as_deref()).err())
        }
        Question::FailedLetters { steps, .. } => {
            let messages = failed_letters(def, state, steps);
            let answer = |definition| Answer::Messages { now, definition, messages };
            state.definition().map_or(Answer::Unknown, answer)
        }
        any_of!(Question: Blob Event Addresses Permits Channels Words Numbers) => Answer::Unknown,
    }
}

/// What is still due of a message: its steps that have no outcome and whose items still await.
fn lines(def: &Definition, zone: Option<&Zone>, state: &State, key: &MessageKey) -> Vec<MessageLine> {
    let due = |step: &StepRef| {
        let occasion = state.occasions().get(step.occasion.at())?;
        let planned = occasion.step(*step)?;
        // Who holds the post now gets the next message; who held it gets none.
        // What was given out before the posts came to one person goes under its own post still.
        let post = recipient(def, occasion, step.unit, &planned)?;
        let theirs =
            post == key.contact || addressee(def, occasion, step.unit, &planned) == Some(key.contact);
        let done = rating::answered(def, state, occasion, step.unit)
            || rating::settled(def, state, occasion, planned.kind).is_some()
            || stage::done(def, state, occasion, step.unit);
        let wanted = !left_out(def, state, key.contact, *step) && !state.has_arrived(*step);
        (theirs && !done && wanted && occasion.still_due(*step, planned.kind)).then_some(())?;
        let line = line(def, zone, state, (occasion, *step, planned.kind), (key.contact, post))?;
        (!caught_up(line.kind, line.case.as_ref())).then_some(line)
    };
    state.open_steps(key).filter_map(|step| due(&step)).collect()
}

/// What a message says of a step, as it stands now: in a letter that comes under `contact`, to the person's post `post`.
fn line(
    def: &Definition,
    zone: Option<&Zone>,
    state: &State,
    (occasion, step, kind): (&Occasion, StepRef, StepKind),
    (contact, post): (ContactIx, ContactIx),
) -> Option<MessageLine> {
    let starts = || match kind {
        StepKind::VisitAhead(_) | StepKind::VisitNews(_) => {
            Some(zone?.time_of(occasion.life(step.unit)?.visit.start))
        }
        any_of! { StepKind:
            VisitUnrecorded Notice Before OnDay Overdue Card Returned Given CaseNews Objected AppealNews ListNews ScoresPublic
            TooFew Brief Lifted
        } => None,
    };
    let returned = occasion.returned(step.unit).filter(|_| kind == StepKind::Returned);
    let reason = if kind == StepKind::Returned {
        returned.and_then(|it| it.reason)
    } else {
        state.found(step.occasion).filter(|_| asks(kind))
    };
    Some(MessageLine {
        step: state.numbering().names(step).ok()?,
        kind,
        title: occasion.plan().given.as_ref().map(|given| given.title.clone()),
        due_day: line_day(occasion, step.unit, kind),
        starts: starts(),
        visitor: visitor(def, occasion, step.unit, kind),
        visit: calendar_visit(def, occasion, (step.unit, kind), post),
        failed: failed(def, state, occasion, (step.unit, kind)),
        reason: reason.map(|digest| Reason { digest, text: None }),
        optional: is_optional(def, state, step),
        other: (post != contact).then(|| other_post(def, post)).flatten(),
        along: along(def, occasion, step.unit, kind),
        off: zone.and_then(|zone| off(def, zone, occasion, (step.unit, kind), post)),
        case: zone.and_then(|zone| case_standing(def, zone, state, (occasion, step.unit), (kind, post))),
    })
}

/// What was not met: points of the rubric, where something was returned; the groups of raters of which too few answered.
fn failed(
    def: &Definition,
    state: &State,
    occasion: &Occasion,
    (unit, kind): (UnitIx, StepKind),
) -> Vec<String> {
    match kind {
        StepKind::Returned => {
            occasion.returned(unit).map(|returned| returned.failed.clone()).unwrap_or_default()
        }
        StepKind::TooFew => rating::too_few(def, state, occasion),
        any_of! { StepKind:
            VisitAhead VisitNews VisitUnrecorded Notice Before OnDay Overdue Card Given CaseNews Objected AppealNews ListNews
            ScoresPublic Brief Lifted
        } => Vec::new(),
    }
}

/// Whether a line asks for what a task is to put right, and so says what was found.
fn asks(kind: StepKind) -> bool {
    match kind {
        any_of!(StepKind: Given Before OnDay Overdue Card) => true,
        any_of! { StepKind:
            VisitAhead VisitNews VisitUnrecorded Notice Returned CaseNews Objected AppealNews ScoresPublic
            TooFew ListNews Brief Lifted
        } => false,
    }
}

/// Letters whose steps failed, composed again: one for all steps that went to the same person, in messages of the same kind
/// and day. Without a person nothing was ever written, and a step that was settled is no longer told of.
fn failed_letters(def: &Definition, state: &State, names: &[StepName]) -> Vec<MessageCheck> {
    let Ok(zone) = Zone::of(def) else { return Vec::new() };
    let dead: BTreeSet<StepRef> = state
        .dead_letters()
        .filter_map(|letter| match letter {
            DeadLetter::Step(step) => Some(*step),
            DeadLetter::Delivery(_) => None,
        })
        .collect();
    let mut letters: BTreeMap<MessageKey, Vec<MessageLine>> = BTreeMap::new();
    for name in names {
        let Ok(step) = state.numbering().numbers(name.clone()) else { continue };
        let Some(occasion) = state.occasions().get(step.occasion.at()).filter(|_| dead.contains(&step))
        else {
            continue;
        };
        let Some(planned) = occasion.step(step) else { continue };
        let posts =
            addressee(def, occasion, step.unit, &planned).zip(recipient(def, occasion, step.unit, &planned));
        let Some((contact, post)) = posts else { continue };
        let key = MessageKey { date: zone.date_of(planned.at), contact, kind: message_kind(planned.kind) };
        let line = line(def, Some(&zone), state, (occasion, step, planned.kind), (contact, post));
        letters.entry(key).or_default().extend(line);
    }
    let check = |(key, lines): (MessageKey, Vec<MessageLine>)| {
        let key = state.numbering().names(key).ok()?;
        Some(MessageCheck { key, lines, link: None, waits_until: None, not_by: Vec::new() })
    };
    letters.into_iter().filter_map(check).filter(|letter| !letter.lines.is_empty()).collect()
}

/// A post of the reader that is not the one under which the letter comes.
fn other_post(def: &Definition, post: ContactIx) -> Option<OtherPost> {
    let contact = def.contacts.get(post.at())?;
    Some(OtherPost { contact: contact.id.as_str().into(), link: None })
}

/// Post of the one who visits, where the line is about a visit.
fn visitor(def: &Definition, occasion: &Occasion, unit: UnitIx, kind: StepKind) -> Option<String> {
    let (StepKind::VisitNews(_) | StepKind::VisitAhead(_)) = kind else { return None };
    let visitor = occasion.life(unit)?.visit.visitor;
    def.contacts.get(visitor.at()).map(|contact| contact.post.clone())
}

/// Posts of those who come along on the visit that the line is about.
fn along(def: &Definition, occasion: &Occasion, unit: UnitIx, kind: StepKind) -> Vec<String> {
    let (StepKind::VisitNews(_) | StepKind::VisitAhead(_)) = kind else { return Vec::new() };
    let Some(life) = occasion.life(unit) else { return Vec::new() };
    let along = goes_along(def, occasion, &life.visit).into_iter();
    along.filter_map(|who| def.contacts.get(who.at())).map(|contact| contact.post.clone()).collect()
}

/// Who comes along on a visit of an occasion.
fn goes_along(def: &Definition, occasion: &Occasion, visit: &StandingVisit) -> Vec<ContactIx> {
    let OccasionKind::Visit(programme) = occasion.kind() else { return Vec::new() };
    let Some(rules) = def.visits.get(programme.at()) else { return Vec::new() };
    party::companions(def, rules, visit.place, visit.visitor)
}

/// The visit as it stands in the calendar of somebody who is told of it. Who handed it on does not go.
fn calendar_visit(
    def: &Definition,
    occasion: &Occasion,
    (unit, kind): (UnitIx, StepKind),
    contact: ContactIx,
) -> Option<CalendarVisit> {
    let (StepKind::VisitNews(_) | StepKind::VisitAhead(_)) = kind else { return None };
    // It is another one that stood in that calendar.
    let life = occasion.life(unit).filter(|_| kind != StepKind::VisitNews(VisitNews::GivenToAnother))?;
    let firmness = match life.stage {
        VisitStage::Proposed => Firmness::Tentative,
        VisitStage::Confirmed | VisitStage::Made | VisitStage::Recorded => Firmness::Confirmed,
        VisitStage::CalledOff(_) => Firmness::Cancelled,
    };
    let handed_on = life.handed_on.iter().rfind(|had| had.visit.visitor == contact);
    let (visit, sequence, firmness) = match handed_on {
        Some(had) => (had.visit, had.sequence, Firmness::Cancelled),
        None => (life.visit, life.sequence, firmness),
    };
    let visitor = def.contacts.get(visit.visitor.at())?.post.clone();
    Some(CalendarVisit { no: life.no, sequence, visitor, start: visit.start, end: visit.end, firmness })
}

/// The visit that a line says is off. Who is new to the place's visits has nothing of it in the calendar.
fn off(
    def: &Definition,
    zone: &Zone,
    occasion: &Occasion,
    (unit, kind): (UnitIx, StepKind),
    post: ContactIx,
) -> Option<VisitOff> {
    let StepKind::VisitNews(news) = kind else { return None };
    let says_so = news == VisitNews::CalledOff || news.tells_of_another();
    let life = occasion.life(unit).filter(|_| says_so)?;
    let CalledOffVisit { no, sequence, visit, why } = life.called_off()?;
    let went =
        |visit: &StandingVisit| visit.visitor == post || goes_along(def, occasion, visit).contains(&post);
    let knew_it = went(&visit) || !went(&life.visit);
    let visitor = def.contacts.get(visit.visitor.at()).map(|contact| contact.post.clone());
    let calendar = visitor.filter(|_| knew_it && no != life.no).map(|visitor| CalendarVisit {
        no,
        sequence,
        visitor,
        start: visit.start,
        end: visit.end,
        firmness: Firmness::Cancelled,
    });
    let again = occasion.item(unit).awaits() && !occasion.retired();
    let starts = zone.time_of(visit.start);
    Some(VisitOff { why, date: visit.date, starts, again, visit: calendar })
}

fn line_day(occasion: &Occasion, unit: UnitIx, kind: StepKind) -> Date {
    match kind {
        StepKind::VisitAhead(_) | StepKind::VisitUnrecorded(_) | StepKind::VisitNews(_) => {
            occasion.life(unit).map_or(occasion.due_day(unit), |life| life.visit.date)
        }
        any_of! { StepKind:
            Notice Before OnDay Overdue Card Returned Given CaseNews Objected AppealNews ListNews ScoresPublic TooFew Brief
            Lifted
        } => occasion.due_day(unit),
    }
}
