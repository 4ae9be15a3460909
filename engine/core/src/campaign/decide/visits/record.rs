//! A visit is recorded: with every section that the file asks for, and a task for each problem that was found.

use muster_protocol::command::{Assign, RecordVisit, Refusal, RefusalCode, VISIT_ACTIONS_MAX};
use muster_protocol::definition::{Definition, VisitTerms};
use muster_protocol::event::{Event, FoundAt, ItemClosed, VisitRecorded};
use muster_protocol::ids::UnitIx;
use muster_protocol::item::{OccasionKind, StepReason};
use muster_protocol::time::Instant;

use super::super::super::tick::withdraw;
use super::{Occasion, OccasionPlanner, State, assign, find, in_future};

pub(in super::super) fn record(
    def: &Definition,
    state: &State,
    at: Instant,
    body: &RecordVisit,
) -> Result<Vec<Event>, Refusal> {
    let (ix, occasion, place) = find(def, state, &body.item)?;
    let terms = visitable(def, occasion, place, body)?;
    let zone = OccasionPlanner::new(def).zone;
    let (today, opened) = (zone.date_of(at), zone.date_of(occasion.plan.opens));
    if body.on > today {
        return Err(in_future(body.on, today));
    }
    if body.on < opened {
        let en = format!("{} lies before the round, which opened on {opened}", body.on);
        let zh = format!("{}早于本轮走访的开始（{opened}）", body.on);
        return Err(Refusal::with_text(RefusalCode::WrongDay, en, zh));
    }
    sections(terms, body)?;
    ratings(terms, body)?;
    let (record, sections, ratings) = (body.record, body.sections.clone(), body.ratings.clone());
    let follow_ups = u16::try_from(body.actions.len()).unwrap_or(u16::MAX);
    let recorded = VisitRecorded { occasion: ix, place, on: body.on, record, sections, ratings, follow_ups };
    let mut events: Vec<Event> = vec![recorded.into()];
    events.extend(withdraw(occasion, ix, place, occasion.item(place), StepReason::VisitChanged));
    if body.actions.is_empty() {
        events.push(ItemClosed { occasion: ix, unit: place }.into());
    } else {
        events.extend(follow_ups_of(def, state, at, body, FoundAt { occasion: ix, place })?);
    }
    Ok(events)
}

fn visitable<'d>(
    def: &'d Definition,
    occasion: &Occasion,
    place: UnitIx,
    body: &RecordVisit,
) -> Result<&'d VisitTerms, Refusal> {
    let terms = match occasion.plan.kind {
        OccasionKind::Visit(programme) => def.visits.get(programme.at()).map(|programme| &programme.terms),
        OccasionKind::Duty(_)
        | OccasionKind::Phase(_)
        | OccasionKind::Snapshot(_)
        | OccasionKind::Announcement
        | OccasionKind::Rating { .. }
        | OccasionKind::Stage { .. } => None,
    };
    let Some(terms) = terms else {
        let key = &body.item.occasion;
        let (en, zh) = (format!("{key} is no visit round"), format!("{key}不是走访"));
        return Err(Refusal::with_text(RefusalCode::WrongState, en, zh));
    };
    if !occasion.item(place).awaits() {
        let en = format!("{} awaits no visit: not a place, or recorded", body.item);
        let zh = format!("{}没有待走访：不是走访点，或已经记录", body.item);
        return Err(Refusal::with_text(RefusalCode::WrongState, en, zh));
    }
    Ok(terms)
}

/// All sections that the file asks for, once each, and no other.
fn sections(terms: &VisitTerms, body: &RecordVisit) -> Result<(), Refusal> {
    let said: Vec<&str> = body.sections.iter().map(|section| section.name.as_str()).collect();
    let missing: Vec<&str> =
        terms.form.iter().map(String::as_str).filter(|name| !said.contains(name)).collect();
    let strange = said.iter().find(|name| !terms.form.iter().any(|asked| asked == *name));
    let twice = said.iter().enumerate().find(|(at, name)| said[..*at].contains(name));
    let (en, zh) = if let Some(name) = strange {
        let (en, zh) = (terms.form.join(", "), terms.form.join("、"));
        if terms.form.is_empty() {
            let zh = format!("文件没有要求分项，“{name}”请写进正文");
            (format!("the file asks for no sections: put “{name}” into the text"), zh)
        } else {
            let zh = format!("走访记录没有“{name}”这一项，要写的是：{zh}");
            (format!("the record has no section “{name}”, its sections are {en}"), zh)
        }
    } else if let Some((_, name)) = twice {
        (format!("the section “{name}” appears twice"), format!("“{name}”写了两次"))
    } else if missing.is_empty() {
        return Ok(());
    } else {
        let (en, zh) = (missing.join(", "), missing.join("、"));
        (
            format!("the record lacks {en}: write each section, with “none” where there is nothing"),
            format!("走访记录还缺：{zh}；没有情况的写“无”"),
        )
    };
    Err(Refusal::with_text(RefusalCode::Incomplete, en, zh))
}

/// Answers of the file's scale by those whom it asks, once each; who was not met need not be there.
fn ratings(terms: &VisitTerms, body: &RecordVisit) -> Result<(), Refusal> {
    for (at, rated) in body.ratings.iter().enumerate() {
        let asked = terms.rating.as_ref();
        let by = asked.is_some_and(|rating| rating.by.contains(&rated.by));
        let answer = asked.is_some_and(|rating| rating.scale.contains(&rated.answer));
        let twice = body.ratings[..at].iter().any(|other| other.by == rated.by);
        if by && answer && !twice {
            continue;
        }
        let (who, scale) =
            asked.map_or((String::new(), String::new()), |it| (it.by.join("、"), it.scale.join("、")));
        let (by, answer) = (&rated.by, &rated.answer);
        let en = format!(
            "the rating {by}={answer} does not fit: asked are {who}, once each, on the scale {scale}"
        );
        let zh = format!("满意度“{by}={answer}”不对：由{who}各评一次，可填{scale}");
        return Err(Refusal::with_text(RefusalCode::Incomplete, en, zh));
    }
    Ok(())
}

/// Each problem becomes a task for its owner, reminded like any other; the visit's item closes with the last of them.
fn follow_ups_of(
    def: &Definition,
    state: &State,
    at: Instant,
    body: &RecordVisit,
    found_at: FoundAt,
) -> Result<Vec<Event>, Refusal> {
    if body.actions.len() > VISIT_ACTIONS_MAX {
        let en = format!("at most {VISIT_ACTIONS_MAX} problems of one visit become tasks");
        let zh = format!("一次走访最多转{VISIT_ACTIONS_MAX}项跟进");
        return Err(Refusal::with_text(RefusalCode::TooLarge, en, zh));
    }
    let Some(kind) = def.assignable.iter().find(|kind| !def.retired.duties.contains(&kind.duty)) else {
        let en =
            "the file gives out no kind of task (交办, assignable): add one, or record without follow-ups";
        let zh = "文件里没有“交办”，跟进没有地方落；请加一类交办，或不写跟进";
        return Err(Refusal::with_text(RefusalCode::WrongState, en, zh));
    };
    let mut events = Vec::new();
    for action in &body.actions {
        let (task, title) = (kind.id.clone(), action.title.clone());
        let asked = Assign { task, title, to: vec![action.owner.clone()], due_day: action.due_day };
        let beside = (at, events.len() / 2);
        assign::assign_beside(def, state, beside, &asked, Some(found_at.clone()), &mut events)?;
    }
    Ok(events)
}
