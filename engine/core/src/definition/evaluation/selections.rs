//! 评选: selections in stages that follow each other, with periods of publicity (S25, S34, S35, S80).

use muster_protocol::definition::{By, Definition, Rule, Scope, Selection, Stage, Terms, Variant};
use muster_protocol::ids::{DutyIx, ReminderPolicyIx, SelectionIx};
use muster_protocol::time::Date;
use muster_protocol::{id, text};
use muster_rules::calendar;
use muster_rules::zone::Zone;

use crate::definition::activities::line::{self, DutyLine, Line};
use crate::definition::days::calendar::missing_year;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{
    BY, DRAWS_ON, Key, NAME, NEEDS, PUBLICITY, REF, REMIND, SELECTIONS, STAGES, TITLES, VOLUNTARY, WHEN, WHO,
};
use crate::definition::limits::{DAYS_MAX, KINDS_MAX, STAGES_MAX};
use crate::definition::names::Names;
use crate::definition::people::audiences;
use crate::definition::text::fields::{self, Fields, Titled};
use crate::definition::text::tree::{Entry, Node};
use crate::definition::timing::rule::{self, Dated, Run};

/// A selection with what the checker must remember of it.
#[derive(Debug)]
pub(crate) struct SelectionLine {
    pub(crate) selection: Selection,
    /// Where each stage's time is written.
    whens: Vec<Place>,
    /// The ids that it looks at, with their places.
    draws_on: Vec<(String, Place)>,
}

/// Reads the selections. A stage that units owe is a duty too.
pub(crate) fn read(
    node: &Node,
    lines: &mut Vec<DutyLine>,
    names: &mut Names,
    report: &mut Report,
) -> Vec<SelectionLine> {
    let mut found: Vec<SelectionLine> = Vec::new();
    for entry in fields::at_most(node, SELECTIONS, KINDS_MAX, report) {
        let ix = SelectionIx(u16::try_from(found.len()).unwrap_or(u16::MAX));
        found.extend(one(entry, ix, lines, names, report));
    }
    found
}

fn one(
    entry: &Entry,
    ix: SelectionIx,
    lines: &mut Vec<DutyLine>,
    names: &mut Names,
    report: &mut Report,
) -> Option<SelectionLine> {
    let Titled { id, name, refs, fields: own } =
        Titled::of(entry, &grammar::activities::SELECTIONS.keys(), report)?;
    let titles = own.words(TITLES, report);
    let draws_on = own.get(DRAWS_ON).map_or_else(Vec::new, |node| fields::distinct(node, DRAWS_ON, report));
    let written = own.must(STAGES, report)?;
    let entries = fields::at_most(written, STAGES, STAGES_MAX, report);
    let (mut stages, mut whens) = (Vec::new(), Vec::new());
    for (at, stage) in (0u8..).zip(entries) {
        let reading = Reading { whole: entry, base: &own, entry: stage, variant: Variant::Stage(ix, at) };
        if let Some((stage, place)) = reading.stage(lines, names, report) {
            stages.push(stage);
            whens.push(place);
        }
    }
    let selection = Selection {
        id: id?,
        name: name?,
        refs,
        titles,
        draws_on: draws_on.iter().map(|(id, _)| id.clone()).collect(),
        stages,
    };
    Some(SelectionLine { selection, whens, draws_on })
}

/// A stage being read.
struct Reading<'a> {
    whole: &'a Entry,
    base: &'a Fields<'a>,
    entry: &'a Entry,
    variant: Variant,
}

impl Reading<'_> {
    fn stage(
        self,
        lines: &mut Vec<DutyLine>,
        names: &mut Names,
        report: &mut Report,
    ) -> Option<(Stage, Place)> {
        let (key, place) = (&self.entry.key, self.entry.key_place);
        let id = line::part_id(&self.whole.key, key, place, report)?;
        if !fields::slug(key, place, report) {
            return None;
        }
        let called = id.clone();
        let own = Fields::of(&self.entry.value, &called, place, &grammar::activities::STAGE.keys(), report)?;
        let publicity =
            own.get(PUBLICITY).map_or(Some(0), |node| fields::number(node, PUBLICITY, 1..=DAYS_MAX, report));
        let voluntary = own.get(VOLUNTARY).and_then(|node| fields::flag(node, VOLUNTARY, report));
        let (dated, by) = match (own.get(WHO), own.get(BY)) {
            (Some(_), None) if voluntary != Some(true) => {
                let takes: &'static [Key] = &[NAME, REF];
                let line = Line { id, place, own: &own, base: Some(self.base), takes, when: WHEN };
                let ix: DutyIx = line::next(lines);
                let read = line.read(self.variant, Terms::default(), names, report)?;
                let dated = read.dated.clone();
                lines.push(read);
                (dated, By::Units(ix))
            }
            (Some(node), None) => {
                let audience = audiences::of_line(node, key, WHO, names, report);
                (rule::of_line(&own, Run::CadencePhase, names, report)?, By::Volunteers(audience?))
            }
            (None, Some(node)) => {
                let role = names.role(node, BY, report);
                (rule::of_line(&own, Run::CadencePhase, names, report)?, By::Role(role?))
            }
            _ => return who_does_it(key, place, report),
        };
        let name = own.must_text(NAME, report)?;
        once(&dated, report)?;
        let policy = reminded(&own, &by, &name, names, report);
        let stage = Stage { id: key.clone(), name, rule: dated.rule, by, publicity: publicity?, policy };
        Some((stage, dated.place))
    }
}

/// How those who do a stage are reminded: a role by the file's first policy if nothing else is written, units that may do it
/// only where the file says so. What only units that owe a stage can have is refused elsewhere.
fn reminded(
    own: &Fields<'_>,
    by: &By,
    name: &str,
    names: &Names,
    report: &mut Report,
) -> Option<ReminderPolicyIx> {
    let unused = match by {
        By::Units(_) => return None,
        By::Volunteers(_) => &[NEEDS][..],
        By::Role(_) => &[NEEDS, VOLUNTARY],
    };
    for key in unused {
        if let Some(node) = own.get(*key) {
            not_owed(*key, name, node.place, report);
        }
    }
    let node = own.get(REMIND);
    let policy = match (by, node) {
        (By::Volunteers(_), None) => None,
        _ => names.policy(node, report),
    };
    let By::Role(role) = by else { return policy };
    let outside = names.roles.get(role.at()).is_some_and(|role| role.scope == Scope::Outside);
    if let (Some(node), Some(_), true) = (node, policy, outside) {
        let key = report.own(REMIND);
        report
            .error(code::BAD_VALUE, node.place, text!("name-has-key-but-who-does-it-is", name, key))
            .fix(text!("delete-key", key));
    }
    policy.filter(|_| !outside)
}

fn not_owed(key: Key, name: &str, place: Place, report: &mut Report) {
    let key = report.own(key);
    report
        .error(code::BAD_VALUE, place, text!("no-unit-owes-the-stage-name-key-has", name, key))
        .fix(text!("delete-key", key));
}

fn who_does_it(id: &str, place: Place, report: &mut Report) -> Option<(Stage, Place)> {
    report
        .error(code::MISSING_KEY, place, text!("the-stage-id-needs-either-who-units-do", id))
        .fix(text!("such-as-by-office"));
    None
}

fn once(dated: &Dated, report: &mut Report) -> Option<()> {
    if dated.nominal.is_none() {
        report
            .error(code::BAD_DATE, dated.place, text!("a-stage-happens-once-write-a-date-not"))
            .fix(text!("such-as-september-30-or-late-september"));
        return None;
    }
    Some(())
}

/// Whether stages follow each other and publicity has the time it needs; and whether what is drawn on exists.
pub(crate) fn check(definition: &Definition, lines: &[SelectionLine], known: &[&str], report: &mut Report) {
    for line in lines {
        for (id, place) in &line.draws_on {
            if !known.contains(&id.as_str()) {
                fields::unknown_name(id!("duty-or-review"), id, *place, known.iter().copied(), report);
            }
        }
        let mut free: Option<(Date, &Stage)> = None;
        for (stage, &place) in line.selection.stages.iter().zip(&line.whens) {
            let Some(due) = due(definition, &stage.rule) else { continue };
            if let Some((from, before)) = free.filter(|&(from, _)| due < from) {
                too_early(stage, due, before, from, place, report);
            }
            let days = stage.publicity;
            let ends = match calendar::workday_after(&definition.calendar, due, days) {
                Ok(ends) => ends,
                Err(missing) => {
                    missing_year(&missing.calendar, missing.year, place, report);
                    continue;
                }
            };
            free = Some((if days == 0 { due } else { ends.plus(1) }, stage));
        }
    }
}

fn due(definition: &Definition, rule: &Rule) -> Option<Date> {
    let zone = Zone::of(definition).ok()?;
    calendar::occurrences(rule, &definition.calendar, &zone).ok()?.first().map(|one| one.due)
}

fn too_early(stage: &Stage, due: Date, before: &Stage, from: Date, place: Place, report: &mut Report) {
    let (name, earlier, days) = (&stage.name, &before.name, before.publicity);
    let public = (days > 0).then(|| text!("public-for-days-working-days", #days = days));
    let said = text!("name-is-on-due-but-earlier-is-not-over", name, due, earlier, from, public: public);
    report.error(code::STAGE_ORDER, place, said).fix(text!("move-it-to-from-or-later", from));
}
