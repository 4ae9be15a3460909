//! A state as lines, each of one thing that is so. A change of the state shows as lines that go and lines that come.

use muster_protocol::definition::Definition;
use muster_protocol::ids::{OccasionIx, RoleIx, UnitIx};
use muster_protocol::item::{MessageKey, PlannedStep, StepKind};
use muster_rules::zone::Zone;

use super::super::super::state::{Occasion, State};
use super::event_lines::Names;

pub(super) fn of(def: &Definition, state: &State) -> Vec<String> {
    let names = Names { def, state };
    if Zone::of(def).is_err() {
        return Vec::new();
    }
    let mut lines = whole(&names);
    for (ix, occasion) in (0u32..).map(OccasionIx).zip(&state.occasions) {
        occasion_lines(&names, ix, occasion, &mut lines);
    }
    steps_and_messages(&names, &mut lines);
    people(&names, &mut lines);
    for (at, due) in state.plan.listed() {
        lines.push(format!("due {}: {due}", names.at(at)));
    }
    lines
}

fn whole(names: &Names<'_>) -> Vec<String> {
    let Names { def, state } = names;
    let since = |at: Option<_>| at.map_or("no".to_owned(), |at| names.at(at));
    let mut lines = vec![
        format!("campaign: launched {} at {}", state.launched(), names.at(state.launched_at)),
        format!(
            "campaign: held {}, clock held {}, closed {}",
            since(state.held),
            state.clock_held,
            state.closed
        ),
        format!("campaign: phase {}", state.phase.map_or("none".to_owned(), |phase| names.phase(phase))),
    ];
    if let Some(contacts) = state.contacts {
        lines.push(format!("campaign: accounts {}", &contacts.to_string()[..8]));
    }
    for (phase, line) in state.phases.iter().zip(&def.phases) {
        let (enters, ends) = (names.at(phase.enters), names.at(phase.ends));
        lines.push(format!("phase {}: {:?}, {enters} to {ends}", line.id, phase.stage));
    }
    for (phase, at) in &state.phases_held {
        lines.push(format!("phase {}: held since {}", names.phase(*phase), names.at(*at)));
    }
    let members = (0u32..).map(UnitIx).zip(&state.members).filter(|(_, member)| **member);
    let members: Vec<String> = members.map(|(unit, _)| names.unit(unit)).collect();
    lines.push(format!("members: {}", members.join(" ")));
    for (unit, change) in &state.changes {
        let (joins, leaves) = (since(change.joins), since(change.leaves));
        lines.push(format!("unit {}: joins {joins}, leaves {leaves}", names.unit(*unit)));
    }
    let counts = state.counts;
    lines.push(format!(
        "steps: {} planned, {} sent, {} skipped, {} failed, {} withdrawn",
        counts.planned, counts.sent, counts.skipped, counts.failed, counts.withdrawn
    ));
    lines
}

fn steps(names: &Names<'_>, steps: impl Iterator<Item = PlannedStep>) -> String {
    let role = |step: &PlannedStep| names.def.roles.get(step.to.at()).map_or("?", |role| role.id.as_str());
    let one =
        |step: PlannedStep| format!("{} {} {:?} {}", step.no, names.at(step.at), step.kind, role(&step));
    let all: Vec<String> = steps.map(one).collect();
    format!("[{}]", all.join(", "))
}

fn occasion_lines(names: &Names<'_>, ix: OccasionIx, occasion: &Occasion, lines: &mut Vec<String>) {
    let (key, plan) = (occasion.key(), &occasion.plan);
    let known = names.state.numbering.by_key(key) == Some(ix);
    lines.push(format!(
        "occasion {key}{}: opens {}, due {} at {}{}{}",
        if known { "" } else { " (not found by its key)" },
        names.at(plan.opens),
        plan.due_day,
        names.at(plan.due),
        if plan.backfill { ", backfill" } else { "" },
        if occasion.retired { ", retired" } else { "" },
    ));
    lines.push(format!("occasion {key}: steps {}", steps(names, plan.steps.iter().copied())));
    if !occasion.late_steps.is_empty() {
        let late = steps(names, occasion.late_steps.iter().copied());
        lines.push(format!("occasion {key}: late steps {late}"));
    }
    let open = occasion.opened.is_some();
    lines.push(format!(
        "occasion {key}: open {open}, {} awaited, version {}",
        occasion.awaiting, occasion.due_version
    ));
    if let Some(table) = occasion.table {
        lines.push(format!("occasion {key}: table {}", &table.to_string()[..8]));
    }
    for (unit, item) in occasion.units() {
        let code = names.unit(unit);
        let late = if item.late { " late" } else { "" };
        let due = names.at(occasion.due(unit));
        let (issued, ended) = (item.issued, item.ended);
        lines.push(format!(
            "item {key}/{code}: {:?}{late}, version {}, due {due}, issued {issued:b}, ended {ended:b}",
            item.state, item.due_version
        ));
        if let Some(own) = occasion.own.get(&unit) {
            lines.push(format!("item {key}/{code}: own steps {}", steps(names, own.steps.iter().copied())));
        }
        if let Some(visit) = occasion.visit(unit) {
            let (from, to) = (names.at(visit.start), names.at(visit.end));
            let visitor = names.contact(visit.visitor);
            lines.push(format!("visit {key}/{code}: {} by {visitor}, {from} to {to}", visit.date));
        }
        if let Some(left_out) = occasion.left_out(unit) {
            let visitor = left_out.visitor.map_or_else(|| "nobody".to_owned(), |it| names.contact(it));
            lines.push(format!("visit {key}/{code}: none by {visitor}, {:?}", left_out.why));
        }
    }
    for ((unit, version), added) in &occasion.added {
        let is_lift = |step: &PlannedStep| matches!(step.kind, StepKind::Lifted(_));
        let (lifts, retries): (Vec<_>, Vec<_>) = added.iter().copied().partition(is_lift);
        for (what, some) in [("tried again", retries), ("lifts", lifts)] {
            if !some.is_empty() {
                let (code, all) = (names.unit(*unit), steps(names, some.into_iter()));
                lines.push(format!("item {key}/{code}: version {version} {what} {all}"));
            }
        }
    }
    for (unit, cards) in &occasion.cards {
        let role = |role: &RoleIx| names.def.roles.get(role.at()).map_or("?", |role| role.id.as_str());
        let told: Vec<String> =
            cards.iter().map(|(to, colour)| format!("{colour:?} of {}", role(to))).collect();
        lines.push(format!("item {key}/{}: cards stand, {}", names.unit(*unit), told.join(", ")));
    }
}

fn steps_and_messages(names: &Names<'_>, lines: &mut Vec<String>) {
    let state = names.state;
    for (step, due) in &state.waiting {
        lines.push(format!("step {}: waits since {}", names.step(*step), names.at(*due)));
    }
    for (step, to) in &state.deferred {
        lines.push(format!("step {}: moved to {}", names.step(*step), names.at(*to)));
    }
    let message = |(contact, kind, date): &_| {
        names.message(&MessageKey { contact: *contact, kind: *kind, date: *date })
    };
    for (place, out) in &state.outstanding {
        let open: Vec<String> = out.steps.iter().map(|step| names.step(*step)).collect();
        let issued = names.at(out.issued);
        lines.push(format!(
            "message {}: {} open of {}, issued {issued}",
            message(place),
            out.open,
            open.join(" ")
        ));
    }
    for (step, place) in &state.issued_in {
        lines.push(format!("step {}: in {}", names.step(*step), message(place)));
    }
    for (at, count) in &state.reissues {
        lines.push(format!("messages issued {}: {count}", names.at(*at)));
    }
    for (contact, date) in &state.routine {
        lines.push(format!("contact {}: routine message of {date}", names.contact(*contact)));
    }
    for contact in &state.opted_out {
        lines.push(format!("contact {}: opted out of reminders", names.contact(*contact)));
    }
    for (contact, hour) in &state.hours {
        lines.push(format!("contact {}: letters at {hour}", names.contact(*contact)));
    }
    for (contact, receipts) in &state.receipts {
        for had in receipts {
            let key = message(&(*contact, had.kind, had.date));
            lines.push(format!(
                "message {key}: went out, {}",
                if had.signed { "signed" } else { "not signed" }
            ));
        }
    }
    let letter = |letter: &muster_protocol::dead_letter::DeadLetter| match letter {
        muster_protocol::dead_letter::DeadLetter::Step(step) => names.step(*step),
        muster_protocol::dead_letter::DeadLetter::Delivery(delivery) => delivery.to_string(),
    };
    state.dead.iter().for_each(|it| lines.push(format!("letter {}: dead", letter(it))));
    state.settled.iter().for_each(|it| lines.push(format!("letter {}: settled", letter(it))));
}

fn people(names: &Names<'_>, lines: &mut Vec<String>) {
    let Names { def, state } = names;
    for ((programme, place), on) in &state.last_visits {
        let id = &def.visits[programme.at()].id;
        lines.push(format!("visit {id}/{}: last on {on}", names.unit(*place)));
    }
    for (no, case) in (1..).zip(&state.cases.all) {
        let kind = &def.cases[case.kind.at()].id;
        let unit = case.unit.map_or("nobody".to_owned(), |unit| names.unit(unit));
        let agent = case.agent.as_deref().unwrap_or("none");
        lines.push(format!(
            "case {kind}/{no}: {:?}, with {unit}, agent {agent}, assisted {}, passed up {:?}, satisfied {:?}, \
             tracked {:?}, late {:?}",
            case.progress, case.assisted, case.passed_up, case.satisfied, case.tracked, case.late
        ));
    }
    for (no, candidate) in (1..).zip(&state.candidates.all) {
        let id = &def.selections[candidate.selection.at()].id;
        let public = candidate.publicity_until.map_or("no".to_owned(), |until| names.at(until));
        lines.push(format!(
            "candidate {id}/{no}: {} {:?}, passed {:?}, public until {public}, objected {}, settled {:?}, ended {:?} {:?}",
            names.unit(candidate.unit),
            candidate.code,
            candidate.passed,
            candidate.objected,
            candidate.settled,
            candidate.ended,
            candidate.rejected_at
        ));
    }
    for ((duty, unit), book) in &state.ledgers.books {
        let (id, unit) = (&def.duties[duty.at()].id, names.unit(*unit));
        lines.push(format!("ledger {id}/{unit}: stock {}", book.stock));
        for (no, row) in (1..).zip(&book.rows) {
            let (effect, by, at) = (row.effect, row.corrected_by, names.at(row.entered));
            lines.push(format!("ledger {id}/{unit}: row {no} of {at}, {effect}, corrected by {by:?}"));
        }
    }
    lines.push(format!("said: {:?}", state.announced));
}
