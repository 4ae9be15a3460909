//! Handing in: evidence closes an item, or brings it to review; what lay before the start is backfilled (S21).

use muster_rules::zone::Zone;
use muster_words::command::{Refusal, RefusalCode, Submit};
use muster_words::definition::{Definition, Duty, Need};
use muster_words::event::{Event, ItemBackfilled, ItemClosed, ItemSubmitted};
use muster_words::item::{EVIDENCE_MAX, Evidence, OccasionKind, StepReason};
use muster_words::time::{Date, Instant};

use super::super::state::{Item, ItemState, State};
use super::super::tick::withdraw;
use super::{find, in_future, nearest};

pub(super) fn decide(
    def: &Definition,
    state: &State,
    at: Instant,
    submit: &Submit,
) -> Result<Vec<Event>, Refusal> {
    let (occasion, place, unit) = find(def, state, &submit.item)?;
    let OccasionKind::Duty(duty) = place.plan.kind else {
        let key = &submit.item.occasion;
        let (en, zh) = (format!("nothing is handed in for {key}"), format!("{key}不需要报送材料"));
        return Err(Refusal::told(RefusalCode::WrongState, en, zh));
    };
    let item = place.item(unit);
    awaits(submit, item)?;
    let duty = &def.duties[duty.at()];
    complete(duty, &submit.evidence)?;
    if let Some(on) = submit.on {
        possible_day(def, at, on)?;
    }
    let (evidence, form, on) = (submit.evidence.clone(), submit.form.clone(), submit.on);
    if place.plan.backfill {
        return Ok(vec![
            ItemBackfilled { occasion, unit, evidence, form, on }.into(),
            ItemClosed { occasion, unit }.into(),
        ]);
    }
    let mut events = vec![ItemSubmitted { occasion, unit, evidence, form, on }.into()];
    events.extend(withdraw(place, occasion, unit, item, StepReason::Submitted));
    if duty.review.is_none() {
        events.push(ItemClosed { occasion, unit }.into());
    }
    Ok(events)
}

fn awaits(submit: &Submit, item: Item) -> Result<(), Refusal> {
    let (en, zh) = match item.state() {
        ItemState::Open | ItemState::Returned => return Ok(()),
        ItemState::None => (
            "the unit has no such item: it is not in the audience, or the item has not opened",
            "该单位没有这一项：不在范围内，或还没有开始",
        ),
        ItemState::Submitted => ("it has been handed in and awaits review", "已经报送，正在等待审核"),
        ItemState::Accepted | ItemState::Closed => ("it is closed", "已经办结"),
        ItemState::Retired => ("it has been taken out of use", "已经停用，不用再办"),
        ItemState::Waived => ("it has been waived", "已经免办"),
        ItemState::PassedOn => ("it has passed on to the unit's successor", "已经转给承接单位"),
    };
    let item = &submit.item;
    Err(Refusal::told(RefusalCode::WrongState, format!("{item}: {en}"), format!("{item}：{zh}")))
}

pub(super) fn complete(duty: &Duty, evidence: &[Evidence]) -> Result<(), Refusal> {
    let too_many =
        evidence.len() > EVIDENCE_MAX || evidence.iter().any(|piece| piece.files.len() > EVIDENCE_MAX);
    if too_many {
        let en = format!("more than {EVIDENCE_MAX} pieces or files; hand in the rest as one archive");
        let zh = format!("一次最多{EVIDENCE_MAX}份材料或文件，其余请打包成一个文件");
        return Err(Refusal::told(RefusalCode::TooLarge, en, zh));
    }
    for piece in evidence {
        if !duty.needs.iter().any(|need| need.name == piece.need) {
            let known = duty.needs.iter().map(|need| need.name.as_str());
            let (need, duty) = (&piece.need, &duty.id);
            let en = format!("“{need}” is not asked for in {duty}");
            let told = Refusal::told(RefusalCode::Incomplete, en, format!("{duty}不要求“{need}”"));
            return Err(told.instead(nearest(need, known)));
        }
    }
    let (en, zh): (Vec<String>, Vec<String>) =
        duty.needs.iter().filter_map(|need| fault(need, evidence)).unzip();
    if en.is_empty() {
        return Ok(());
    }
    Err(Refusal::told(RefusalCode::Incomplete, en.join("; "), zh.join("；")))
}

/// What is wrong with one need, in English and in Chinese.
fn fault(need: &Need, evidence: &[Evidence]) -> Option<(String, String)> {
    let pieces = evidence.iter().filter(|piece| piece.need == need.name);
    let count = pieces.fold(0u32, |sum, piece| sum.saturating_add(piece.count));
    if count < need.at_least {
        let (name, least) = (&need.name, need.at_least);
        return Some((
            format!("“{name}”: {count} handed in, at least {least} needed"),
            format!("“{name}”交了{count}份，至少要{least}份"),
        ));
    }
    let most = need.at_most.filter(|most| count > *most)?;
    let name = &need.name;
    Some((
        format!("“{name}”: {count} handed in, at most {most} allowed"),
        format!("“{name}”交了{count}份，最多{most}份"),
    ))
}

fn possible_day(def: &Definition, at: Instant, on: Date) -> Result<(), Refusal> {
    let today = Zone::of(def).map_or(on, |zone| zone.date_of(at));
    if on <= today { Ok(()) } else { Err(in_future(on, today)) }
}
