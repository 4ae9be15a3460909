//! What is filled in beside the pieces: whether a duty knows the names, and whether all is covered that it asks for.

use muster_protocol::any_of;
use muster_protocol::command::Refusal;
use muster_protocol::definition::{Definition, Variant};
use muster_protocol::form::{FORM_ENTRIES_MAX, Form, Verdict};
use muster_protocol::ids::{DutyIx, OutletIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::{id, text};
use muster_rules::audience;

use super::super::state::{ItemState, Occasion};
use super::asked::{Asked, Fault};
use super::{nearest, numbers};
use muster_protocol::catalogue::in_a_row;

/// The form as it is recorded: each name once, the one outlet that a duty keeps alive among them. Names that the duty
/// does not know and answers that it does not ask for are refused.
pub(super) fn read(asked: &Asked<'_>, form: &Form) -> Result<Form, Refusal> {
    let longest = form.covers.len().max(form.numbers.len()).max(form.done.len());
    if longest > FORM_ENTRIES_MAX {
        let said = text!("more-than-form-entries-max-entries-in-one", form_entries_max = FORM_ENTRIES_MAX);
        return Err(Refusal::too_large(said));
    }
    covered(asked, form)?;
    judged(asked, form.verdict)?;
    done(asked, form)?;
    let above = numbers::read(asked, form)?;
    let mut read = Form { covers: Vec::new(), above, ..form.clone() };
    let implied = match asked.duty.variant {
        Variant::Outlet(outlet) if form.verdict.is_none() => outlet_names(asked.def, &[outlet]),
        _ => Vec::new(),
    };
    for name in form.covers.iter().map(String::as_str).chain(implied) {
        if !read.covers.iter().any(|known| known == name) {
            read.covers.push(name.to_owned());
        }
    }
    Ok(read)
}

fn outlet_names<'a>(def: &'a Definition, outlets: &[OutletIx]) -> Vec<&'a str> {
    outlets.iter().filter_map(|ix| def.outlets.get(ix.at())).map(|outlet| outlet.name.as_str()).collect()
}

/// What the unit's category is to stress, where the duty asks for that (S73, S75).
fn focus<'a>(asked: &Asked<'a>) -> &'a [String] {
    let theme = audience::theme_of(asked.def, asked.unit).filter(|_| asked.duty.terms.focus);
    theme.map_or(&[], |theme| theme.focus.as_slice())
}

fn covered(asked: &Asked<'_>, form: &Form) -> Result<(), Refusal> {
    let mut known: Vec<&str> = focus(asked).iter().map(String::as_str).collect();
    match &asked.duty.variant {
        Variant::Hold(hold) => {
            known.extend(
                [&hold.methods, &hold.topics, &hold.invitees].into_iter().flatten().map(String::as_str),
            );
        }
        Variant::Pledge(pledge) => {
            known.extend(pledge.sections.iter().map(String::as_str));
            known.extend(outlet_names(asked.def, &pledge.publish));
        }
        Variant::Publish(outlets) => known.extend(outlet_names(asked.def, outlets)),
        Variant::Outlet(outlet) => known.extend(outlet_names(asked.def, &[*outlet])),
        any_of!(Variant: Deliver Count PledgeCheck Ledger Explore Progress Task Stage) => {}
    }
    // Records of any duty may carry any tag of the file: its lists of tags are closed for all of them together.
    let tags = asked.def.frame.taxonomies.iter().flat_map(|taxonomy| &taxonomy.values);
    known.extend(tags.map(String::as_str));
    for name in &form.covers {
        if !known.contains(&name.as_str()) {
            let id = &asked.duty.id;
            let refusal =
                Refusal::unknown_name(text!("id-knows-nothing-called-name-that-could-be", id, name));
            return Err(refusal.instead(nearest(name, known.into_iter())));
        }
    }
    Ok(())
}

fn judged(asked: &Asked<'_>, verdict: Option<Verdict>) -> Result<(), Refusal> {
    let id = &asked.duty.id;
    let kept = matches!(verdict, Some(Verdict::Kept | Verdict::PartlyKept | Verdict::Broken));
    let said = match (&asked.duty.variant, verdict) {
        (Variant::PledgeCheck(pledge), _) if kept => return made(asked, *pledge),
        (Variant::PledgeCheck(_), _) => text!("id-asks-whether-the-promise-was-kept-say", id),
        (Variant::Explore(_), Some(_)) if kept => text!("id-tries-something-out-it-ends-with-adopted", id),
        (Variant::Explore(_), _) | (_, None) => return Ok(()),
        (_, Some(_)) => text!("id-does-not-ask-how-it-ended-leave", id),
    };
    Err(Refusal::incomplete(said))
}

/// A promise can be checked once it is made. A unit that was never asked for it, since it came later, reports what it
/// promised without being asked.
fn made(asked: &Asked<'_>, pledge: DutyIx) -> Result<(), Refusal> {
    let theirs = |occasion: &&Occasion| occasion.plan.kind == OccasionKind::Duty(pledge) && !occasion.retired;
    let mut waits = None;
    for occasion in asked.state.occasions.iter().filter(theirs) {
        match occasion.item(asked.unit).state() {
            ItemState::Submitted | ItemState::Accepted | ItemState::Closed => return Ok(()),
            ItemState::Open | ItemState::Returned => waits = Some(occasion.key()),
            ItemState::None if !occasion.is_open() => {
                let asks = audience::opening(asked.def, &occasion.plan).contains(&asked.unit);
                waits = waits.or(asks.then(|| occasion.key()));
            }
            ItemState::None | ItemState::Waived | ItemState::PassedOn | ItemState::Retired => {}
        }
    }
    let Some(key) = waits else { return Ok(()) };
    let code = asked.def.units.get(asked.unit.at()).map_or("?", |unit| unit.code.as_str());
    Err(Refusal::wrong_state(text!("the-promise-was-not-made-yet-so-it", key, code)))
}

fn done(asked: &Asked<'_>, form: &Form) -> Result<(), Refusal> {
    let Some(worst) = form.done.iter().max() else { return Ok(()) };
    let id = &asked.duty.id;
    let Variant::Progress(of) = asked.duty.variant else {
        return Err(Refusal::incomplete(text!("id-reports-no-progress-leave-done-out", id)));
    };
    let count = asked.state.announced.of(asked.unit).and_then(|said| said.count(of)).unwrap_or_default();
    if form.done.iter().all(|no| *no >= 1 && u32::from(*no) <= count) {
        return Ok(());
    }
    let announcing = asked.def.duties.get(of.at()).map_or("?", |duty| duty.id.as_str());
    let no = if form.done.contains(&0) { &0 } else { worst };
    let said = if count == 0 {
        text!("nothing-can-be-done-yet-the-units-announcing", announcing)
    } else {
        text!("there-is-no-thing-no-count-were-announced", no, count, announcing)
    };
    Err(Refusal::incomplete(said))
}

/// What is not covered although it must be.
pub(super) fn faults(asked: &Asked<'_>, form: &Form) -> Vec<Fault> {
    let mut faults = Vec::new();
    let sections = match &asked.duty.variant {
        Variant::Pledge(pledge) => pledge.sections.as_slice(),
        _ => &[],
    };
    let missing: Vec<String> =
        sections.iter().chain(focus(asked)).filter(|name| !form.covers.contains(name)).cloned().collect();
    if !missing.is_empty() {
        let missing = in_a_row::names(&missing, id!("comma-between-quoted-names"));
        faults.push(text!("missing-is-not-covered-say-it-with-covers", missing: missing));
    }
    let outlets = match &asked.duty.variant {
        Variant::Pledge(pledge) => outlet_names(asked.def, &pledge.publish),
        Variant::Publish(outlets) => outlet_names(asked.def, outlets),
        _ => Vec::new(),
    };
    if !outlets.is_empty() && !form.covers.iter().any(|name| outlets.contains(&name.as_str())) {
        let outlets = in_a_row::names(&outlets, id!("comma-between-quoted-names"));
        faults.push(text!("it-is-not-said-where-it-was-published", outlets: outlets));
    }
    faults
}
