//! Lists: somebody proposes with evidence, the one concerned may speak, the public may see it, the committee decides. A rule
//! only names candidates, in the table of a snapshot.

use muster_protocol::command::{Decision, Propose, Refusal, RefusalCode};
use muster_protocol::definition::{Condition, DecidedList, ListKind, Tone};
use muster_protocol::event::{Event, ListDecided, ListProposed, ListPublished, ListStated};
use muster_protocol::ids::{Digest, OccasionIx, RoleIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::time::{Date, Instant};
use muster_rules::audience::contact_of;
use muster_rules::calendar;
use muster_rules::score::facts::Listed;

use super::super::super::plan::OccasionPlanner;
use super::super::super::state::Occasion;
use super::super::unknown;
use super::{At, few, incomplete, place, room, wrong_day, wrong_state};

/// Longest code of a person: a code is no name.
const CODE_MAX: usize = 20;

impl<'a> At<'a> {
    fn list(&self, id: &str) -> Result<&'a DecidedList, Refusal> {
        let ids = || self.def.lists.iter().map(|list| list.id.as_str());
        let found = self.def.lists.iter().find(|list| list.id == id);
        found.ok_or_else(|| unknown(("list", "名单"), id, ids()))
    }

    pub(super) fn propose(&self, body: &Propose) -> Result<Vec<Event>, Refusal> {
        let list = self.list(&body.list)?;
        let names = || list.kinds.iter().map(|kind| kind.name.as_str());
        let kind = list.kinds.iter().find(|kind| kind.name == body.kind);
        let kind = kind.ok_or_else(|| unknown(("kind of this list", "类"), &body.kind, names()))?;
        let unit = self.unit(&body.backed.unit)?;
        few(&body.backed)?;
        if list.evidence && body.backed.evidence.is_empty() {
            let en = format!("“{}” asks for evidence: --evidence or --file", list.name);
            return Err(incomplete(en, format!("“{}”必须附证据：--evidence 或 --file", list.name)));
        }
        person(body.code.as_deref())?;
        let snapshot = body.snapshot.as_deref().map(|key| self.table(key)).transpose()?;
        if snapshot.is_none() && by_rule_alone(kind) {
            let en =
                format!("“{}” goes by a table: say which snapshot names the unit (--snapshot)", kind.name);
            return Err(incomplete(en, format!("“{}”按表提名，请写明是哪张快照（--snapshot）", kind.name)));
        }
        let same = |it: &Listed| {
            it.approved.is_none()
                && (it.unit, &it.code, &it.list, &it.kind) == (unit, &body.code, &body.list, &body.kind)
        };
        if self.state.facts.listed.iter().any(same) {
            return Ok(Vec::new());
        }
        room(self.state.facts.listed.len())?;
        let (notices, signed) = self.notices(unit);
        let proposed = ListProposed {
            list: list.id.clone(),
            kind: kind.name.clone(),
            unit,
            code: body.code.clone(),
            snapshot,
            evidence: body.backed.evidence.clone(),
            reason: body.backed.reason,
            notices,
            signed,
        };
        Ok(vec![proposed.into()])
    }

    /// A snapshot that was taken.
    fn table(&self, key: &str) -> Result<OccasionIx, Refusal> {
        let is = |occasion: &&Occasion| matches!(occasion.plan.kind, OccasionKind::Snapshot(_));
        let known = self.state.occasions.iter().filter(is).filter(|it| it.table.is_some());
        let found = self.state.occasion_by_key(key).filter(|(_, it)| is(it) && it.table.is_some());
        found
            .map(|(ix, _)| ix)
            .ok_or_else(|| unknown(("snapshot that was taken", "已拍的快照"), key, known.map(Occasion::key)))
    }

    /// Messages that went out to the unit's own posts, and how many of them were signed.
    fn notices(&self, unit: UnitIx) -> (u32, u32) {
        let roles = (0u8..).map(RoleIx).take(self.def.roles.len());
        let mut posts: Vec<_> = roles.filter_map(|role| contact_of(self.def, unit, role)).collect();
        let own = self.def.units.get(unit.at()).map_or(&[][..], |unit| unit.contacts.as_slice());
        posts.retain(|post| own.contains(&Some(*post)));
        posts.sort_unstable();
        posts.dedup();
        let receipts = posts.iter().filter_map(|post| self.state.receipts.get(post)).flatten();
        receipts.fold((0, 0), |(all, signed), it| (all + 1, signed + u32::from(it.signed)))
    }

    fn listed(&self, number: u32) -> Result<(&'a DecidedList, &'a Listed), Refusal> {
        let all: &'a [Listed] = &self.state.facts.listed;
        let at = place(all, number, ("entry of a list", "名单条目"))?;
        let entry = all.get(at).ok_or_else(|| wrong_state("it is not there", "没有这一条"))?;
        Ok((self.list(&entry.list)?, entry))
    }

    pub(super) fn statement(&self, number: u32, statement: Digest) -> Result<Vec<Event>, Refusal> {
        let (list, entry) = self.listed(number)?;
        if list.statement.is_none() {
            let en = format!("“{}” hears no statements", list.name);
            return Err(wrong_state(en, format!("“{}”没有陈述这一步", list.name)));
        }
        open(number, entry)?;
        Ok(vec![ListStated { entry: number, statement }.into()])
    }

    pub(super) fn publish(&self, number: u32) -> Result<Vec<Event>, Refusal> {
        let (list, entry) = self.listed(number)?;
        open(number, entry)?;
        let Some(days) = list.publicity else {
            let en = format!("“{}” has no publicity", list.name);
            return Err(wrong_state(en, format!("“{}”不公示", list.name)));
        };
        if entry.until.is_some() {
            return Ok(Vec::new());
        }
        self.heard(number, list, entry)?;
        let until = self.workdays_from(self.at, days)?;
        Ok(vec![
            ListPublished { entry: number, until: OccasionPlanner::new(self.def).late_from(until) }.into(),
        ])
    }

    pub(super) fn decide_list(
        &self,
        number: u32,
        decision: &Decision,
        unsigned_known: bool,
    ) -> Result<Vec<Event>, Refusal> {
        let (list, entry) = self.listed(number)?;
        if entry.approved == Some(decision.yes) {
            return Ok(Vec::new());
        }
        open(number, entry)?;
        if decision.yes {
            self.heard(number, list, entry)?;
            self.public(number, list, entry)?;
            self.received(number, list, entry, unsigned_known)?;
        }
        let (approved, reason) = (decision.yes, decision.reason);
        Ok(vec![ListDecided { entry: number, approved, unsigned_known, reason }.into()])
    }

    /// The one concerned has spoken, or had its days for it.
    fn heard(&self, number: u32, list: &DecidedList, entry: &Listed) -> Result<(), Refusal> {
        let Some(days) = list.statement.filter(|_| !entry.stated) else { return Ok(()) };
        let last = self.workdays_from(entry.at, days)?;
        if last < self.today() {
            return Ok(());
        }
        let en = format!(
            "entry {number}: the unit may make a statement up to {last}; decide after it, or after that day"
        );
        Err(wrong_day(en, format!("第{number}号：本单位可以陈述到{last}；陈述以后，或者过了这一天再办")))
    }

    fn public(&self, number: u32, list: &DecidedList, entry: &Listed) -> Result<(), Refusal> {
        match (list.publicity, entry.until) {
            (None, _) => Ok(()),
            (Some(_), None) => {
                let en = format!("entry {number} was not made public: muster list publish {number}");
                Err(wrong_state(en, format!("第{number}号还没有公示：muster list publish {number}")))
            }
            (Some(_), Some(until)) if self.at < until => {
                let last = OccasionPlanner::new(self.def).zone.date_of(until.plus(-1));
                let en = format!("entry {number} is public up to the end of {last}: decide after that day");
                Err(wrong_day(en, format!("第{number}号公示到{last}当天结束，第二天起才能决定")))
            }
            (Some(_), Some(_)) => Ok(()),
        }
    }

    /// Nobody is criticised over notices that did not reach him, unless the one who decides says that he knows.
    fn received(&self, number: u32, list: &DecidedList, entry: &Listed, known: bool) -> Result<(), Refusal> {
        let (notices, signed) = self.notices(entry.unit);
        if list.tone == Tone::Commend || known || (notices > 0 && signed == notices) {
            return Ok(());
        }
        let missing = notices - signed;
        let (en, zh) = if notices == 0 {
            (
                format!("entry {number}: no notice went out to the unit"),
                format!("第{number}号：没有给本单位发过通知"),
            )
        } else {
            (
                format!("entry {number}: {missing} of {notices} notices to the unit were not signed"),
                format!("第{number}号：发给本单位的{notices}条通知有{missing}条没有签收"),
            )
        };
        let en = format!("{en}; decide with --unsigned-known if it stands all the same");
        Err(wrong_state(en, format!("{zh}；情况清楚、仍要决定的，加 --unsigned-known")))
    }

    /// The last of so many working days behind an instant's day.
    fn workdays_from(&self, at: Instant, days: u16) -> Result<Date, Refusal> {
        let from = OccasionPlanner::new(self.def).zone.date_of(at);
        calendar::workday_after(&self.def.calendar, from, days).map_err(|missing| {
            let (name, year) = (&missing.calendar, missing.year);
            let en = format!("that needs {year}, for which the calendar {name} has no table");
            wrong_day(en, format!("要用到{year}年，日历{name}还没有这一年的放假安排"))
        })
    }
}

fn open(number: u32, entry: &Listed) -> Result<(), Refusal> {
    if entry.approved.is_none() {
        return Ok(());
    }
    let en = format!("entry {number} is decided already");
    Err(wrong_state(en, format!("第{number}号已经决定")))
}

/// Whether nothing but what is counted proposes somebody for it.
fn by_rule_alone(kind: &ListKind) -> bool {
    kind.any.iter().all(|condition| match condition {
        Condition::Grade { .. } | Condition::Total { .. } | Condition::Counted { .. } => true,
        Condition::Nominated | Condition::Found { .. } => false,
    })
}

fn person(code: Option<&str>) -> Result<(), Refusal> {
    let Some(code) = code else { return Ok(()) };
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !code.is_empty() && code.len() <= CODE_MAX && code.chars().all(fits) {
        return Ok(());
    }
    let en = format!("a code has 1 to {CODE_MAX} small letters, digits and hyphens, and is no person's name");
    let zh = format!("代号用1到{CODE_MAX}个小写字母、数字或连字符，不写人名，如 a1");
    Err(Refusal::with_text(RefusalCode::Incomplete, en, zh))
}
