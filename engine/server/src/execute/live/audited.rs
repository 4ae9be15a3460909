//! Why an auditor looks at an event: done for others or afterwards, knowingly beyond a bound, changed once it counted, erased.

use muster_protocol::any_of;
use muster_protocol::catalogue::LocalizedText;
use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::events_of;
use muster_protocol::time::{Date, Instant};
use muster_rules::score::facts::{Entry, EntryKind, Facts};
use muster_rules::score::sessions;

/// Why an auditor looks at something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audited {
    /// Done by one post for another.
    Behalf,
    /// Entered behind the day on which it happened, or on which it could be answered.
    Backdated,
    /// Handed in above a ceiling, knowingly.
    AboveCeiling,
    /// Decided over notices that nobody signed for, knowingly.
    UnsignedKnown,
    /// Points that were given were withdrawn or given again, a row of a ledger was corrected.
    Corrected,
    /// Opened again.
    Reopened,
    /// The file of the running campaign was changed.
    Amended,
    /// An appeal was upheld: points changed behind the freeze.
    Upheld,
    /// A veto was approved behind the freeze.
    AfterFreeze,
    /// Bytes were deleted.
    Erased,
}

/// A line of an auditor's list.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) why: Audited,
    pub(crate) position: u64,
    pub(crate) at: Instant,
    pub(crate) actor: String,
    pub(crate) behalf: Option<String>,
    pub(crate) what: LocalizedText,
}

/// Why an auditor looks at an event, which the facts have taken in.
pub(super) fn of(
    (def, facts): (&Definition, &Facts),
    (at, today): (Instant, Date),
    event: &Event,
) -> Vec<Audited> {
    match event {
        Event::ItemBackfilled(_) => vec![Audited::Backdated],
        Event::ItemSubmitted(body) => {
            let backdated = body.on.is_some_and(|on| on < today).then_some(Audited::Backdated);
            let above = body.form.above.then_some(Audited::AboveCeiling);
            backdated.into_iter().chain(above).collect()
        }
        Event::CaseReceived(body) if body.received < at => vec![Audited::Backdated],
        Event::CaseReopened(_) | Event::ItemReturned(_) => vec![Audited::Reopened],
        Event::ScoreGiven(_) if replaces(&facts.entries) => vec![Audited::Corrected],
        Event::ScoreWithdrawn(_) | Event::LedgerCorrected(_) => vec![Audited::Corrected],
        Event::ListDecided(body) if body.unsigned_known => vec![Audited::UnsignedKnown],
        Event::VetoDecided(body) if body.approved && decided_late(def, facts, body.veto, today) => {
            vec![Audited::AfterFreeze]
        }
        Event::AppealAnswered(body) if body.upheld => vec![Audited::Upheld],
        Event::RatingGiven(body) if body.paper && is_over(def, (&body.round, &body.session), today) => {
            vec![Audited::Backdated]
        }
        Event::CampaignAmended(_) => vec![Audited::Amended],
        Event::BlobErased(_) => vec![Audited::Erased],
        any_of! { Event:
            CampaignLaunched CampaignClosed CampaignHeld CampaignResumed OccasionPlanned SnapshotTaken VisitRecorded
            VisitProposed VisitLeftOut VisitConfirmed VisitMoved VisitDelegated VisitCalledOff VisitMade
            CaseReceived CaseAccepted CaseDispatched CaseTracked CaseAgentNamed CaseAssisted CaseNoted
            CasePassedUp CaseReplied CaseAnswered CaseCalledBack CaseClosed CaseLate ItemOpened ItemAccepted
            ItemClosed ItemLate CardLifted ItemMoved ItemWaived ItemPassedOn OccasionMoved OccasionRetired
            OccasionOpened LedgerEntered
        }
        | events_of!(phase, roster, message, step, dead_letter, clock, candidate)
        | any_of! { Event:
            ListDecided ScoreGiven ScoreDeducted ScoreAdded VetoProposed VetoDecided RatersInvited
            RatingGiven InspectionDrawn AppealFiled AppealAnswered ListProposed ListStated ListPublished
        } => Vec::new(),
    }
}

/// Whether the points that came last stand in the place of others of the same judge.
fn replaces(entries: &[Entry]) -> bool {
    let Some((last, before)) = entries.split_last() else { return false };
    let EntryKind::Given { judge, .. } = &last.kind else { return false };
    before.iter().any(|it| {
        !it.withdrawn
            && (it.unit, &it.sheet, &it.line) == (last.unit, &last.sheet, &last.line)
            && matches!(&it.kind, EntryKind::Given { judge: by, .. } if by == judge)
    })
}

/// Whether a veto is decided behind the last day of evidence of its sheet.
fn decided_late(def: &Definition, facts: &Facts, number: u32, today: Date) -> bool {
    let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let veto = at.and_then(|at| facts.vetoes.get(at));
    let sheet = veto.and_then(|veto| def.scores.iter().find(|sheet| sheet.id == veto.sheet));
    sheet.is_some_and(|sheet| sheet.freeze < today)
}

/// Whether a session of a round is over.
fn is_over(def: &Definition, (round, session): (&str, &str), today: Date) -> bool {
    let round = def.reviews.iter().find(|known| known.id == round);
    let sessions = round.map_or_else(Vec::new, |round| sessions::of(def, round));
    sessions.iter().any(|known| known.key == session && known.due < today)
}

#[cfg(test)]
mod tests {
    use muster_protocol::definition::Decimal;
    use muster_protocol::event::{
        AppealAnswered, CampaignAmended, ScoreGiven, ScoreWithdrawn, VetoDecided, VetoProposed,
    };
    use muster_protocol::ids::{Digest, UnitIx};

    use super::*;
    use crate::sample::{date, score_line, score_sheet};

    const AT: Instant = Instant(0);
    const NOTHING: [Audited; 0] = [];

    fn given(judge: &str, points: i32) -> Event {
        let body = ScoreGiven {
            unit: UnitIx(0),
            sheet: "annual".to_owned(),
            line: "服务".to_owned(),
            points: Decimal::whole(points),
            judge: judge.to_owned(),
            evidence: Vec::new(),
            reason: None,
        };
        body.into()
    }

    /// Why an auditor looks at the last of these, which all happened on a day.
    fn looked_at(day: &str, events: &[Event]) -> Vec<Audited> {
        let sheet = score_sheet(vec![score_line("服务", 20)], 20);
        let def = Definition { scores: vec![sheet], ..Definition::default() };
        let mut facts = Facts::default();
        events.iter().for_each(|event| facts.apply(AT, event));
        of((&def, &facts), (AT, date(day)), events.last().unwrap())
    }

    #[test]
    fn points_given_anew_or_taken_back_are_looked_at_and_those_of_another_judge_are_not() {
        let day = "2014-05-01";
        assert_eq!(looked_at(day, &[given("a", 18)]), NOTHING);
        assert_eq!(looked_at(day, &[given("a", 18), given("b", 19)]), NOTHING);
        assert_eq!(looked_at(day, &[given("a", 18), given("b", 9), given("a", 17)]), [Audited::Corrected]);
        let withdrawn: Event = ScoreWithdrawn { entry: 1, reason: Digest::default() }.into();
        assert_eq!(looked_at(day, &[given("a", 18), withdrawn.clone()]), [Audited::Corrected]);
        assert_eq!(
            looked_at(day, &[given("a", 18), withdrawn, given("a", 17)]),
            NOTHING,
            "it replaces nothing"
        );
    }

    #[test]
    fn a_veto_is_looked_at_where_it_is_approved_behind_the_freeze() {
        let proposed: Event = VetoProposed {
            unit: UnitIx(0),
            sheet: score_sheet(Vec::new(), 20).id,
            cause: "事故".to_owned(),
            evidence: Vec::new(),
            reason: None,
        }
        .into();
        let freeze = score_sheet(Vec::new(), 20).freeze;
        let decided = |day: Date, approved: bool| {
            let decided = VetoDecided { veto: 1, approved, reason: None }.into();
            looked_at(&day.to_string(), &[proposed.clone(), decided])
        };
        assert_eq!(decided(freeze, true), NOTHING);
        assert_eq!(decided(freeze.plus(1), true), [Audited::AfterFreeze]);
        assert_eq!(decided(freeze.plus(1), false), NOTHING);
    }

    #[test]
    fn an_appeal_that_is_upheld_and_a_change_of_the_file_are_looked_at() {
        let answered = |upheld: bool| {
            let change = if upheld { Decimal::ONE } else { Decimal(0) };
            looked_at("2014-05-01", &[AppealAnswered { appeal: 1, upheld, change, reason: None }.into()])
        };
        assert_eq!(answered(true), [Audited::Upheld]);
        assert_eq!(answered(false), NOTHING);
        let amended = CampaignAmended {
            from: Digest::default(),
            definition: Digest::default(),
            sources: Vec::new(),
            reason: None,
            approver: None,
            phases: Vec::new(),
            changes: Vec::new(),
            contacts: None,
        };
        assert_eq!(looked_at("2014-05-01", &[amended.into()]), [Audited::Amended]);
    }
}
