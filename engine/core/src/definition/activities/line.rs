//! A line that asks something of an audience, whatever its section: who, when, what to hand in, how it is reminded.

use muster_protocol::text;
use std::collections::BTreeMap;

use muster_protocol::definition::{Duty, Need, Terms, Variant};
use muster_protocol::ids::{DutyIx, SLUG_LENGTH_MAX};

use super::handin;
use super::review;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::head;
use crate::definition::keys::{Key, NAME, NEEDS, REF, REMIND, REVIEW, WHEN, WHO};
use crate::definition::names::Names;
use crate::definition::people::audiences;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::{Entry, Node};
use crate::definition::timing::rule::{self, Dated, Run};

/// A duty with what the checker must remember of it.
#[derive(Debug)]
pub(crate) struct DutyLine {
    pub(crate) duty: Duty,
    pub(crate) place: Place,
    pub(crate) dated: Dated,
}

/// One line being read: its own keys first, then those of what it belongs to.
pub(crate) struct Line<'a> {
    pub(crate) id: String,
    pub(crate) place: Place,
    pub(crate) own: &'a Fields<'a>,
    /// What it is a part of.
    pub(crate) base: Option<&'a Fields<'a>>,
    /// The keys that it takes from there; none stands for all.
    pub(crate) takes: &'static [Key],
    /// The key of its time.
    pub(crate) when: Key,
}

impl<'a> Line<'a> {
    /// A line that stands alone.
    pub(crate) fn alone(entry: &Entry, own: &'a Fields<'a>) -> Self {
        Self { id: entry.key.clone(), place: entry.key_place, own, base: None, takes: &[], when: WHEN }
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: Key) -> Option<&'a Node> {
        let from_base = self.takes.is_empty() || self.takes.contains(&key);
        self.own.get(key).or_else(|| self.base.filter(|_| from_base).and_then(|base| base.get(key)))
    }

    fn must(&self, key: Key, report: &mut Report) -> Option<&'a Node> {
        self.get(key).or_else(|| self.own.must(key, report))
    }

    /// Reads what every line has and puts it together with what its section read. A faulty one leaves its names, so that
    /// who names it is not to blame.
    pub(crate) fn read(
        self,
        variant: Variant,
        terms: Terms,
        names: &mut Names,
        report: &mut Report,
    ) -> Option<DutyLine> {
        let name = self.own.get(NAME).and_then(head::plain_text);
        let called = std::iter::once(self.id.clone()).chain(name);
        let called: Vec<String> = called.collect();
        let line = self.whole(variant, terms, names, report);
        if line.is_none() {
            names.faulty_duties.extend(called);
        }
        line
    }

    fn whole(
        self,
        variant: Variant,
        terms: Terms,
        names: &mut Names,
        report: &mut Report,
    ) -> Option<DutyLine> {
        let name = self.own.must_text(NAME, report);
        let whole =
            self.base.and_then(|base| base.get(NAME)).and_then(|node| fields::text(node, NAME, report));
        let refs = match (self.own.get(REF), self.base) {
            (None, Some(base)) => fields::refs(base, report),
            _ => fields::refs(self.own, report),
        };
        let when = self.must(self.when, report);
        let dated =
            when.and_then(|when| rule::read(&|key| self.get(key), when, Run::CadencePhase, names, report));
        let needs: Vec<Need> = self.get(NEEDS).map_or_else(Vec::new, |node| handin::read(node, report));
        let policy = names.policy(self.get(REMIND), report);
        let review = self.get(REVIEW).map(|node| review::read(node, names, report));
        let owner = name.clone().unwrap_or_else(|| self.id.clone());
        let who = self.must(WHO, report);
        let audience = who.and_then(|node| audiences::of_line(node, &owner, WHO, names, report));
        let name = match (whole, name?) {
            (Some(whole), name) => format!("{whole}·{name}"),
            (None, name) => name,
        };
        let dated = dated?;
        let duty = Duty {
            id: self.id,
            name,
            refs,
            audience: audience?,
            rule: dated.rule.clone(),
            phase: dated.phase,
            needs,
            policy,
            review: fields::flat(review)?,
            variant,
            terms,
        };
        names.duties.push(duty.clone());
        Some(DutyLine { duty, place: self.place, dated })
    }
}

/// Gives every duty that waits for another one the number which that has in the whole file.
pub(crate) fn numbered(names: &Names, lines: &mut [DutyLine]) {
    let numbers: BTreeMap<String, DutyIx> =
        (0u16..).map(DutyIx).zip(lines.iter()).map(|(ix, line)| (line.duty.id.clone(), ix)).collect();
    for line in lines {
        if let Some(waits) = line.duty.rule.after_close {
            let of = names.duties.get(waits.at()).and_then(|duty| numbers.get(&duty.id));
            line.duty.rule.after_close = of.copied();
        }
    }
}

/// The id of a part, if it may be one.
pub(crate) fn part_id(whole: &str, part: &str, place: Place, report: &mut Report) -> Option<String> {
    let id = format!("{whole}-{part}");
    if id.len() <= SLUG_LENGTH_MAX {
        return Some(id);
    }
    let said = text!("id-is-too-long-an-id-has-at", id, slug_length_max = SLUG_LENGTH_MAX);
    report.error(code::BAD_SLUG, place, said).fix(text!("shorten-the-id-of-the-duty-or-the"));
    None
}

/// What follows on a duty: its checks, its progress. It is asked of the same audience, from the duty's due day on.
pub(crate) struct FollowUp<'a> {
    /// What the id ends in.
    pub(crate) suffix: &'static str,
    /// The key under which it stands.
    pub(crate) key: Key,
    /// The duty that it follows on, and its fields.
    pub(crate) on: &'a Fields<'a>,
    pub(crate) ix: DutyIx,
    pub(crate) variant: Variant,
}

impl FollowUp<'_> {
    /// Reads it, if the line has one.
    pub(crate) fn read(self, lines: &mut Vec<DutyLine>, names: &Names, report: &mut Report) {
        let Some(node) = self.on.get(self.key) else { return };
        let Some(first) = lines.get(self.ix.at()) else { return };
        lines.extend(self.line(node, first, names, report));
    }

    fn line(self, node: &Node, first: &DutyLine, names: &Names, report: &mut Report) -> Option<DutyLine> {
        let id = part_id(&first.duty.id, self.suffix, node.place, report)?;
        let own = Fields::of(node, self.key, node.place, &grammar::activities::FOLLOW_UP.keys(), report)?;
        let name = own.must_text(NAME, report);
        let refs = fields::refs(&own, report);
        let needs = own.get(NEEDS).map_or_else(Vec::new, |node| handin::read(node, report));
        let policy = match own.get(REMIND) {
            None => first.duty.policy,
            some => names.policy(some, report),
        };
        let mut dated = rule::of_line(&own, Run::CadencePhase, names, report)?;
        if let Some(due) = first.dated.nominal.filter(|&due| dated.rule.from < due) {
            if dated.rule.to < due {
                rule::ends_before(dated.place, due, dated.rule.to, report);
                return None;
            }
            dated.rule.from = due;
        }
        let duty = Duty {
            id,
            name: format!("{}·{}", first.duty.name, name?),
            refs: if refs.is_empty() { first.duty.refs.clone() } else { refs },
            rule: dated.rule.clone(),
            phase: dated.phase,
            needs,
            policy,
            review: None,
            variant: self.variant,
            terms: Terms::default(),
            audience: first.duty.audience,
        };
        Some(DutyLine { duty, place: first.place, dated })
    }
}

/// The index that the next line will have.
pub(crate) fn next(lines: &[DutyLine]) -> DutyIx {
    DutyIx(u16::try_from(lines.len()).unwrap_or(u16::MAX))
}
