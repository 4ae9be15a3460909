//! What each command asks of the one who gives it.

mod judging;

use muster_protocol::any_of;
use muster_protocol::case::CaseAct;
use muster_protocol::command::{Command, ItemName, Nominate, ReceiveCase, WorkCase};
use muster_protocol::definition::{By as StageBy, CaseKind, Definition, Right, Role, Scope, Selection};
use muster_protocol::ids::{AudienceIx, CaseIx, ContactIx, ProgrammeIx, RoleIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_rules::audience::post_named;

use super::super::state::State;
use super::super::visit::slots;
use super::{given, speaks_of_rights};

/// By what somebody may: each of a need's ways is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grant {
    /// A role that has the right.
    Right(Right),
    /// A role that has the right to visit and a part in this programme, or enters things for all.
    Visits(ProgrammeIx),
    /// This role: the file says who does it.
    Role(RoleIx),
    /// This post, such as a case's agent.
    Post(ContactIx),
    /// A caller that speaks in the name of this role.
    Name(RoleIx),
    /// Any role.
    Anybody,
}

/// Whose matter it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// Nobody's in particular.
    Campaign,
    /// A unit's.
    Unit(UnitIx),
    /// Of some unit of an audience.
    Audience(AudienceIx),
    /// A message to this contact.
    Contact(ContactIx),
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Need {
    pub(super) grants: Vec<Grant>,
    pub(super) about: About,
    /// Rights by which another may do it on somebody's behalf.
    pub(super) lent: Vec<Right>,
    /// Whether the one who has the right for some unit may do it on behalf of one who has it for this one.
    pub(super) any_holder: bool,
}

impl Need {
    fn new(grant: Grant, about: About) -> Self {
        Self { grants: vec![grant], about, lent: Vec::new(), any_holder: false }
    }

    fn right(right: Right, about: About) -> Self {
        Self::new(Grant::Right(right), about)
    }

    /// What units hand in, say and sign may be entered for them by 代报.
    fn lent(self) -> Self {
        Self { lent: vec![Right::SubmitFor], ..self }
    }

    fn or(mut self, grant: Option<Grant>) -> Self {
        self.grants.extend(grant);
        self
    }

    /// What is asked of one who reads what is not for everybody.
    pub(super) fn to_read() -> Self {
        Self::to_read_of(None)
    }

    /// The same of one unit's matters.
    pub(super) fn to_read_of(unit: Option<UnitIx>) -> Self {
        let about = unit.map_or(About::Campaign, About::Unit);
        let others = [Right::Review, Right::HandleCases].map(Grant::Right);
        others.into_iter().fold(Self::right(Right::SeeRestricted, about), |it, grant| it.or(Some(grant)))
    }

    /// What is asked of one who works on a unit's cases.
    pub(super) fn to_work(unit: UnitIx) -> Self {
        Self::right(Right::HandleCases, About::Unit(unit))
    }

    /// What is asked of one who does it for another, of this unit where it has one.
    pub(super) fn lending(&self, right: Right, unit: Option<UnitIx>) -> Self {
        let about = match self.about {
            About::Contact(_) => unit.map_or(About::Campaign, About::Unit),
            about => about,
        };
        Self::right(right, about)
    }

    /// Whether the file gives what is asked to anybody; a right that nobody has binds nobody.
    pub(super) fn binds(&self, def: &Definition) -> bool {
        self.grants.iter().any(|grant| match grant {
            Grant::Right(right) => given(def, *right),
            Grant::Visits(_) => given(def, Right::Visit),
            Grant::Role(_) => true,
            Grant::Post(_) | Grant::Name(_) => false,
            Grant::Anybody => speaks_of_rights(def),
        })
    }
}

/// What a command asks. Reports of workers, the engine's own commands and the work of ops ask nothing here: accounts and
/// the directory hold them.
pub(super) fn of(def: &Definition, state: &State, command: &Command) -> Vec<Need> {
    let whole = |right| vec![Need::right(right, About::Campaign)];
    match command {
        Command::Launch(_) => whole(Right::Launch),
        Command::Amend(_) => whole(Right::Amend),
        Command::Hold(_) | Command::Resume(_) => whole(Right::Hold),
        Command::Erase(_) => whole(Right::Erase),
        Command::Submit(body) => vec![Need::right(Right::Submit, unit(def, &body.item.unit)).lent()],
        Command::EnterRow(body) => vec![Need::right(Right::Submit, unit(def, &body.unit)).lent()],
        Command::Accept(item) => vec![review(def, state, (&item.occasion, &item.unit))],
        Command::Return(body) => vec![review(def, state, (&body.item.occasion, &body.item.unit))],
        Command::Sign(name) => vec![sign(def, &name.contact)],
        Command::OptOut(body) => vec![sign(def, &body.contact)],
        Command::ChooseHour(body) => vec![sign(def, &body.contact)],
        Command::RecordVisit(body) => vec![visit(def, state, &body.item)],
        Command::ChangeVisit(body) => vec![visit(def, state, &body.item)],
        Command::ReceiveCase(body) => vec![receive(def, body)],
        Command::WorkCase(body) => vec![work(def, state, body)],
        Command::Nominate(body) => vec![nominate(def, body)],
        Command::Advance(body) => advance(def, &body.candidate.selection, &body.stage),
        Command::Settle(body) => settle(def, &body.candidate.selection),
        Command::Object(_) => vec![Need::new(Grant::Anybody, About::Campaign).lent()],
        Command::Assign(body) => assign(def, &body.task),
        Command::VisitEvent(body) => vec![happened(def, &body.unit)],
        Command::Judge(body) => vec![judging::need(def, state, body)],
        // Who gives it stands in the decision: no role of a file ever does.
        any_of! { Command:
            ReportReceipt ReportMessages ProposeVisits FixVisits RecordSnapshot FailDelivery
            RetryDeadLetters DropDeadLetters HoldClock AcceptClock
        } => Vec::new(),
    }
}

/// Anyone who visits there, anyone who makes this visit instead, and who enters it for them. The right alone is not enough: who
/// has it for a programme of their own has no business in another's.
fn visit(def: &Definition, state: &State, item: &ItemName) -> Need {
    let about = unit(def, &item.unit);
    let round = state.occasion_by_key(&item.occasion).map(|(_, occasion)| occasion);
    let life = match about {
        About::Unit(place) => round.and_then(|occasion| occasion.life(place)),
        About::Campaign | About::Audience(_) | About::Contact(_) => None,
    };
    let visitor = life.map(|life| Grant::Post(life.visit.visitor));
    let programme = round.and_then(slots::programme);
    let grant = programme.map_or(Grant::Right(Right::Visit), Grant::Visits);
    Need { any_holder: true, ..Need::new(grant, about).or(visitor).lent() }
}

/// Whether a role has the right to visit where this programme goes: one that visits, stands in or comes along by the file, and a
/// role of all units that enters things for others anyway.
pub(super) fn visits(def: &Definition, programme: ProgrammeIx, (ix, role): (RoleIx, &Role)) -> bool {
    let Some(rules) = def.visits.get(programme.at()) else { return false };
    let is_person = |contact: &ContactIx| role.scope == Scope::Campaign(Some(*contact));
    let takes_part = rules.visitor == ix
        || rules.companions.contains(&ix)
        || rules.turns.iter().any(|turns| turns.visitors.iter().any(is_person))
        || rules.eligible.iter().any(|one| one.roles.contains(&ix) || one.visitors.iter().any(is_person));
    let for_all = role.scope != Scope::Unit && role.can.contains(&Right::SubmitFor);
    role.can.contains(&Right::Visit) && (takes_part || for_all)
}

/// The unit whose people go says itself what happened, or somebody who enters things for it; and anyone who gives out tasks.
fn happened(def: &Definition, code: &str) -> Need {
    Need::right(Right::Submit, unit(def, code)).or(Some(Grant::Right(Right::Assign))).lent()
}

/// A unit by its code. One that is not there is told of later, to those that may do it for some unit.
fn unit(def: &Definition, code: &str) -> About {
    def.unit_by_code(code).map_or(About::Campaign, About::Unit)
}

fn role_named(def: &Definition, name: &str) -> Option<RoleIx> {
    let at = def.roles.iter().position(|role| role.name == name || role.id == name)?;
    u8::try_from(at).ok().map(RoleIx)
}

/// Anyone who has the right to review, and the post that the duty names.
fn review(def: &Definition, state: &State, (key, code): (&str, &str)) -> Need {
    let by = match state.occasion_by_key(key).map(|(_, occasion)| occasion.plan.kind) {
        Some(OccasionKind::Duty(duty)) => def.duties.get(duty.at()).and_then(|duty| duty.review.as_ref()),
        _ => None,
    };
    // A file that gives nobody the right binds nobody by a name beside a duty either.
    let named = by.filter(|_| given(def, Right::Review)).and_then(|review| role_named(def, &review.by));
    Need::right(Right::Review, unit(def, code)).or(named.map(Grant::Role))
}

/// A message is signed by the post to which it went, which also says what of its messages it does without, and from which hour it
/// wants them.
fn sign(def: &Definition, contact: &str) -> Need {
    let about = def.contact_by_id(contact).map_or(About::Campaign, About::Contact);
    Need::right(Right::Sign, about).lent()
}

fn kind_of<'d>(def: &'d Definition, id: &str) -> Option<&'d CaseKind> {
    def.cases.iter().find(|kind| kind.id == id)
}

fn of_audience(kind: Option<&CaseKind>) -> About {
    kind.and_then(|kind| kind.audience).map_or(About::Campaign, About::Audience)
}

/// Anyone who may bring cases brings his own; anyone who handles such cases takes in what others bring.
fn receive(def: &Definition, body: &ReceiveCase) -> Need {
    let need = Need::right(Right::HandleCases, of_audience(kind_of(def, &body.kind)));
    Need {
        lent: vec![Right::SubmitFor, Right::HandleCases],
        ..need.or(Some(Grant::Right(Right::BringCases)))
    }
}

/// The unit that has the case; before it has one, any that may get it. Those above reply.
fn work(def: &Definition, state: &State, body: &WorkCase) -> Need {
    let kind = kind_of(def, &body.case.kind);
    let ix = body.case.no.checked_sub(1).map(CaseIx);
    let case = ix.and_then(|ix| state.cases.get(ix));
    let case = case.filter(|case| def.cases.get(case.kind.at()).is_some_and(|own| own.id == body.case.kind));
    let about = case.and_then(|case| case.unit).map_or_else(|| of_audience(kind), About::Unit);
    let above = kind.and_then(|kind| kind.pass_up).filter(|_| matches!(body.act, CaseAct::Reply { .. }));
    if let Some(role) = above {
        return Need::new(Grant::Role(role), About::Campaign);
    }
    let agent = case.filter(|_| matches!(body.act, CaseAct::Assist { .. }));
    let agent = agent.and_then(|case| post_named(def, case.agent.as_deref()?));
    Need::right(Right::HandleCases, about).or(agent.map(Grant::Post)).lent()
}

fn selection<'d>(def: &'d Definition, id: &str) -> Option<&'d Selection> {
    def.selections.iter().find(|selection| selection.id == id)
}

/// Roles that do stages of a selection: of one stage, where it is named rightly.
fn stage_roles(selection: &Selection, stage: Option<&str>) -> Vec<Grant> {
    let named = stage.filter(|id| selection.stages.iter().any(|stage| stage.id == *id));
    let stages = selection.stages.iter().filter(|stage| named.is_none_or(|id| stage.id == id));
    let role = |by: &StageBy| match by {
        StageBy::Role(role) => Some(Grant::Role(*role)),
        StageBy::Units(_) | StageBy::Volunteers(_) => None,
    };
    let mut grants = Vec::new();
    for grant in stages.filter_map(|stage| role(&stage.by)) {
        if !grants.contains(&grant) {
            grants.push(grant);
        }
    }
    grants
}

/// The unit itself, or the role that the first stage names.
fn nominate(def: &Definition, body: &Nominate) -> Need {
    let first = selection(def, &body.selection).and_then(|selection| selection.stages.first());
    let role = match first.map(|stage| &stage.by) {
        Some(StageBy::Role(role)) => Some(Grant::Role(*role)),
        _ => None,
    };
    Need::right(Right::Submit, unit(def, &body.unit)).or(role).lent()
}

fn advance(def: &Definition, id: &str, stage: &str) -> Vec<Need> {
    let grants = selection(def, id).map(|selection| stage_roles(selection, Some(stage))).unwrap_or_default();
    if grants.is_empty() {
        return vec![Need::new(Grant::Anybody, About::Campaign)];
    }
    vec![Need { grants, ..Need::new(Grant::Anybody, About::Campaign) }]
}

/// Anyone who approves lists, and anyone who sees to the publicity.
fn settle(def: &Definition, id: &str) -> Vec<Need> {
    let public = selection(def, id).map(|selection| {
        let stages = selection.stages.iter().filter(|stage| stage.publicity > 0);
        stages.flat_map(|stage| stage_roles(selection, Some(&stage.id))).collect::<Vec<_>>()
    });
    let mut need = Need::right(Right::ApproveLists, About::Campaign);
    need.grants.extend(public.unwrap_or_default());
    vec![need]
}

/// The right to give out tasks, and the role that gives out tasks of this kind.
fn assign(def: &Definition, id: &str) -> Vec<Need> {
    let kind = def.assignable.iter().find(|kind| kind.id == id);
    let by = kind.map(|kind| Need::new(Grant::Role(kind.by), About::Campaign));
    std::iter::once(Need::right(Right::Assign, About::Campaign)).chain(by).collect()
}
