//! Points that are given, taken and added, and vetoes.

use muster_protocol::command::{Backed, Cause, Decision, OnLine, Refusal, RefusalCode};
use muster_protocol::definition::{Decimal, Deduction, Scorer};
use muster_protocol::event::{
    Event, ScoreAdded, ScoreDeducted, ScoreGiven, ScoreWithdrawn, VetoDecided, VetoProposed,
};
use muster_protocol::ids::Digest;
use muster_rules::score::facts::{Entry, EntryKind};

use super::super::unknown;
use super::{At, incomplete, place, room, wrong_state};

/// Most of one finding in one report: a slip of the finger is larger.
const TIMES_MAX: u32 = 1_000;

impl At<'_> {
    /// The name under which a judge's points stand: the post's id, whatever name it was called by.
    fn judge_name(&self) -> String {
        let said = self.by.whose();
        let known = self.def.contacts.iter().find(|known| known.id == said || known.post == said);
        known.map_or_else(|| said.to_owned(), |known| known.id.clone())
    }

    pub(super) fn give(&self, on: &OnLine, points: Decimal) -> Result<Vec<Event>, Refusal> {
        let (sheet, line, unit) = self.line(on)?;
        if !matches!(line.scorer, Scorer::Judged { .. }) {
            let name = &line.name;
            let en =
                format!("“{name}” is not judged by anybody: its points follow from what is counted or found");
            return Err(wrong_state(en, format!("“{name}”不是人工打分的项，分数由记录算出")));
        }
        self.not_frozen(sheet)?;
        if points.0 < 0 || line.max < points {
            let (name, max) = (&line.name, line.max);
            let en = format!("“{name}” has 0 to {max} points, not {points}");
            return Err(incomplete(en, format!("“{name}”是0至{max}分，不能打{points}分")));
        }
        let judge = self.judge_name();
        let mine = |entry: &&Entry| match &entry.kind {
            EntryKind::Given { judge: by, .. } => {
                *by == judge
                    && !entry.withdrawn
                    && (entry.unit, &entry.sheet, &entry.line) == (unit, &on.sheet, &on.line)
            }
            EntryKind::Deducted { .. } | EntryKind::Added { .. } => false,
        };
        let entries = &self.state.facts.entries;
        let last = entries.iter().rfind(mine);
        if last.is_some_and(
            |entry| matches!(&entry.kind, EntryKind::Given { points: before, .. } if *before == points),
        ) {
            return Ok(Vec::new());
        }
        room(entries.len())?;
        let body = ScoreGiven {
            unit,
            sheet: on.sheet.clone(),
            line: on.line.clone(),
            points,
            judge,
            evidence: on.backed.evidence.clone(),
            reason: on.backed.reason,
        };
        Ok(vec![body.into()])
    }

    pub(super) fn deduct(
        &self,
        on: &OnLine,
        cause: &Cause,
        inspection: Option<&str>,
    ) -> Result<Vec<Event>, Refusal> {
        let (sheet, line, unit) = self.line(on)?;
        let Scorer::Deduct(known) = &line.scorer else {
            let name = &line.name;
            let en = format!("nothing is deducted on “{name}”");
            return Err(wrong_state(en, format!("“{name}”不是扣分的项")));
        };
        self.not_frozen(sheet)?;
        cause_of(known, cause)?;
        backed(&on.backed)?;
        if let Some(name) = inspection {
            self.drawn(name, unit)?;
        }
        room(self.state.facts.entries.len())?;
        let body = ScoreDeducted {
            unit,
            sheet: on.sheet.clone(),
            line: on.line.clone(),
            cause: cause.name.clone(),
            times: cause.times,
            inspection: inspection.map(str::to_owned),
            evidence: on.backed.evidence.clone(),
            reason: on.backed.reason,
        };
        Ok(vec![body.into()])
    }

    /// Whether a unit was drawn for the inspection in which something was found of it.
    fn drawn(&self, name: &str, unit: muster_protocol::ids::UnitIx) -> Result<(), Refusal> {
        let known = self.state.facts.drawn.iter();
        let mut known = known.map(|((round, session), drawn)| (format!("{round}/{session}"), drawn));
        let names: Vec<String> = known.clone().map(|(name, _)| name).collect();
        let Some((_, drawn)) = known.find(|(known, _)| known == name) else {
            return Err(unknown(("inspection", "督查"), name, names.iter().map(String::as_str)));
        };
        if drawn.units.contains(&unit) {
            return Ok(());
        }
        let code = self.code(unit);
        let en =
            format!("{code} was not drawn for {name}: leave the inspection out, or draw again by its rule");
        Err(wrong_state(en, format!("{name}没有抽到{code}；不是这次督查发现的，就不写督查")))
    }

    pub(super) fn add(&self, it: &Backed, sheet: &str, cause: &Cause) -> Result<Vec<Event>, Refusal> {
        let sheet = self.sheet(sheet)?;
        let unit = self.scored(sheet, it)?;
        let Some(bonus) = &sheet.bonus else {
            let id = &sheet.id;
            let en = format!("{id} gives nothing above the whole");
            return Err(wrong_state(en, format!("“{}”没有加分", sheet.name)));
        };
        self.not_frozen(sheet)?;
        cause_of(&bonus.items, cause)?;
        backed(it)?;
        room(self.state.facts.entries.len())?;
        let body = ScoreAdded {
            unit,
            sheet: sheet.id.clone(),
            cause: cause.name.clone(),
            times: cause.times,
            evidence: it.evidence.clone(),
            reason: it.reason,
        };
        Ok(vec![body.into()])
    }

    pub(super) fn withdraw(&self, number: u32, reason: Digest) -> Result<Vec<Event>, Refusal> {
        let at = place(&self.state.facts.entries, number, ("entry", "记分"))?;
        let Some(entry) = self.state.facts.entries.get(at).filter(|entry| !entry.withdrawn) else {
            return Ok(Vec::new());
        };
        self.not_frozen(self.sheet(&entry.sheet)?)?;
        Ok(vec![ScoreWithdrawn { entry: number, reason }.into()])
    }

    pub(super) fn propose_veto(&self, it: &Backed, sheet: &str, cause: &str) -> Result<Vec<Event>, Refusal> {
        let sheet = self.sheet(sheet)?;
        let unit = self.scored(sheet, it)?;
        if !sheet.vetoes.iter().any(|veto| veto.cause == cause) {
            let causes = sheet.vetoes.iter().map(|veto| veto.cause.as_str());
            return Err(unknown(("veto", "否决事由"), cause, causes));
        }
        backed(it)?;
        let open = self.state.facts.vetoes.iter().any(|veto| {
            (veto.unit, veto.sheet.as_str(), veto.cause.as_str()) == (unit, sheet.id.as_str(), cause)
                && veto.approved != Some(false)
        });
        if open {
            return Ok(Vec::new());
        }
        room(self.state.facts.vetoes.len())?;
        let body = VetoProposed {
            unit,
            sheet: sheet.id.clone(),
            cause: cause.to_owned(),
            evidence: it.evidence.clone(),
            reason: it.reason,
        };
        Ok(vec![body.into()])
    }

    pub(super) fn decide_veto(&self, number: u32, decision: &Decision) -> Result<Vec<Event>, Refusal> {
        let at = place(&self.state.facts.vetoes, number, ("veto", "否决"))?;
        match self.state.facts.vetoes.get(at).and_then(|veto| veto.approved) {
            Some(decided) if decided == decision.yes => Ok(Vec::new()),
            Some(_) => {
                let en = format!("veto {number} is decided already: propose it again");
                Err(wrong_state(en, format!("第{number}号否决已经决定；有新情况的，请重新提出")))
            }
            None => {
                let (approved, reason) = (decision.yes, decision.reason);
                Ok(vec![VetoDecided { veto: number, approved, reason }.into()])
            }
        }
    }
}

/// Whether the file knows what is found, and the number is one that can be meant.
fn cause_of(known: &[Deduction], cause: &Cause) -> Result<(), Refusal> {
    if !known.iter().any(|known| known.cause == cause.name) {
        let causes = known.iter().map(|known| known.cause.as_str());
        return Err(unknown(("cause in the file", "事由"), &cause.name, causes));
    }
    if (1..=TIMES_MAX).contains(&cause.times) {
        return Ok(());
    }
    let times = cause.times;
    let en = format!("say how many, from 1 to {TIMES_MAX}, not {times}");
    Err(incomplete(en, format!("件数是1至{TIMES_MAX}，不能是{times}")))
}

/// What takes or gives points beyond judgement needs something that shows it.
fn backed(it: &Backed) -> Result<(), Refusal> {
    if !it.evidence.is_empty() {
        return Ok(());
    }
    let (en, zh) = (
        "hand in what shows it: --evidence 照片=1, or --file 照片=PATH",
        "请附证据：--evidence 照片=1，或 --file 照片=文件",
    );
    Err(Refusal::with_text(RefusalCode::Incomplete, en, zh))
}
