//! What a post's token opens where the file gives a right to nobody.
//!
//! Such a right binds nobody who holds the data directory; a token is given out to people elsewhere, so there it opens
//! what is the post's own by the file alone (its unit's items, its messages, its visits, the reviews that a duty gives
//! it), and everything else is ops'.

use muster_protocol::any_of;
use muster_protocol::case::CaseAct;
use muster_protocol::command::{Command, CommandEnvelope, ItemName, Judge, WorkCase};
use muster_protocol::definition::{By, Definition, Right, Role, Scope, VisitProgramme, owns};
use muster_protocol::ids::{ContactIx, RoleIx, UnitIx};
use muster_rules::audience::contact_of;
use muster_rules::visit;

use crate::execute::account::goes_by;

/// Why a command is closed to a post's token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenRefusal {
    /// No post ever gives it from elsewhere: workers report it, ops or the engine do it, or the office at the directory.
    Ops,
    /// The file gives this right to nobody.
    Unheld(Right),
}

/// Whether a post's token opens this command at all; whether the post may is judged by the rights that the file gives.
pub(super) fn open(def: &Definition, post: &str, envelope: &CommandEnvelope) -> Result<(), TokenRefusal> {
    let own =
        Own { def, post, alone: envelope.behalf.as_deref().is_none_or(|name| goes_by(def, post, name)) };
    match &envelope.command {
        Command::Launch(_) => held(def, &[Right::Launch], false),
        Command::Amend(_) => held(def, &[Right::Amend], false),
        Command::Hold(_) | Command::Resume(_) => held(def, &[Right::Hold], false),
        Command::Erase(_) => held(def, &[Right::Erase], false),
        Command::Assign(_) => held(def, &[Right::Assign], false),
        Command::Submit(body) => held(def, &[Right::Submit], own.unit(&body.item.unit)),
        Command::VisitEvent(body) => held(def, &[Right::Submit, Right::Assign], own.unit(&body.unit)),
        Command::EnterRow(body) => held(def, &[Right::Submit], own.unit(&body.unit)),
        Command::Nominate(body) => {
            let first = selection(def, &body.selection).and_then(|selection| selection.stages.first());
            let by_role = first.is_some_and(|stage| matches!(stage.by, By::Role(_)));
            held(def, &[Right::Submit], by_role || own.unit(&body.unit))
        }
        Command::Sign(name) => held(def, &[Right::Sign], own.alone && *name.contact == *post),
        Command::OptOut(body) => held(def, &[Right::Sign], own.alone && *body.contact == *post),
        Command::ChooseHour(body) => held(def, &[Right::Sign], own.alone && *body.contact == *post),
        Command::ChangeVisit(body) => held(def, &[Right::Visit], own.visit(&body.item)),
        Command::RecordVisit(body) => held(def, &[Right::Visit], own.visit(&body.item)),
        Command::Accept(item) => held(def, &[Right::Review], own.review(item)),
        Command::Return(body) => held(def, &[Right::Review], own.review(&body.item)),
        Command::ReceiveCase(_) => held(def, &[Right::HandleCases, Right::BringCases], false),
        Command::WorkCase(body) => held(def, &[Right::HandleCases], replies_above(def, body)),
        Command::Settle(body) => {
            let stages = selection(def, &body.candidate.selection).map_or(&[][..], |it| &it.stages);
            let public = stages.iter().any(|it| it.publicity > 0 && matches!(it.by, By::Role(_)));
            held(def, &[Right::ApproveLists], public)
        }
        Command::Judge(body) => judging(def, &own, body),
        // No right stands behind these: whose a stage is stands in the file, and anybody may object.
        Command::Advance(_) | Command::Object(_) => Ok(()),
        any_of! { Command:
            ReportMessages ReportReceipt ProposeVisits FixVisits RecordSnapshot FailDelivery
            RetryDeadLetters DropDeadLetters HoldClock AcceptClock
        } => Err(TokenRefusal::Ops),
    }
}

/// What judges is never a post's own by the file alone, but what a unit says of itself is.
fn judging(def: &Definition, own: &Own<'_>, body: &Judge) -> Result<(), TokenRefusal> {
    match body {
        Judge::Give(..) => held(def, &[Right::Score], false),
        Judge::Deduct(..) | Judge::Add(..) | Judge::Draw(_) => {
            held(def, &[Right::Inspect, Right::Score], false)
        }
        Judge::Withdraw(..) => held(def, &[Right::Inspect, Right::Score, Right::Recheck], false),
        Judge::ProposeVeto(..) | Judge::DecideVeto(..) => held(def, &[Right::Veto], false),
        Judge::Invite(_) | Judge::Propose(_) | Judge::Publish(_) | Judge::Snapshot(..) => {
            held(def, &[Right::Collate], false)
        }
        Judge::Rate(_) => held(def, &[Right::Rate], false),
        Judge::Appeal(on) => held(def, &[Right::Appeal], own.unit(&on.backed.unit)),
        Judge::State(..) => held(def, &[Right::State], false),
        Judge::AnswerAppeal(..) => held(def, &[Right::AnswerAppeals], false),
        Judge::DecideList(..) => held(def, &[Right::ApproveLists], false),
    }
}

/// Open where the file gives one of these rights to some role, or where it is the post's own.
fn held(def: &Definition, rights: &[Right], own: bool) -> Result<(), TokenRefusal> {
    let given = |right: &Right| def.roles.iter().any(|role| role.can.contains(right));
    match rights.first() {
        Some(right) if !own && !rights.iter().any(given) => Err(TokenRefusal::Unheld(*right)),
        _ => Ok(()),
    }
}

/// A post with what is its own.
struct Own<'a> {
    def: &'a Definition,
    post: &'a str,
    /// Whether it acts for itself.
    alone: bool,
}

impl Own<'_> {
    fn is(&self, role: RoleIx, unit: UnitIx) -> bool {
        let contact = contact_of(self.def, unit, role).and_then(|ix| self.def.contacts.get(ix.at()));
        contact.is_some_and(|contact| contact.id == self.post)
    }

    /// One of the posts of this unit.
    fn unit(&self, code: &str) -> bool {
        let roles = (0u8..).map(RoleIx).zip(&self.def.roles).filter(|(_, role)| role.scope == Scope::Unit);
        let unit = self.def.unit_by_code(code);
        self.alone && unit.is_some_and(|unit| roles.into_iter().any(|(role, _)| self.is(role, unit)))
    }

    /// The visitor of this place, and anyone else who may visit it or whose turn it may be.
    fn visit(&self, item: &ItemName) -> bool {
        let mut programmes = self.def.visits.iter().filter(|programme| owns(&programme.id, &item.occasion));
        let place = self.def.unit_by_code(&item.unit);
        let visits = |programme: &VisitProgramme, place| {
            self.is(programme.visitor, place)
                || match &programme.turns {
                    Some(turns) => self.among(&turns.visitors),
                    None => self.among(&visit::eligible(self.def, programme, place)),
                }
        };
        self.alone && place.is_some_and(|place| programmes.any(|programme| visits(programme, place)))
    }

    fn among(&self, contacts: &[ContactIx]) -> bool {
        let mut ids = contacts.iter().filter_map(|ix| self.def.contacts.get(ix.at()));
        ids.any(|contact| contact.id == self.post)
    }

    /// Anyone who reviews this duty, by the word of the file, and not its own unit's.
    fn review(&self, item: &ItemName) -> bool {
        let review = self.def.duty_of(&item.occasion).and_then(|duty| duty.review.as_ref());
        let Some((review, unit)) = review.zip(self.def.unit_by_code(&item.unit)) else { return false };
        let named = |role: &Role| role.id == review.by || role.name == review.by;
        let mut roles = (0u8..).map(RoleIx).zip(&self.def.roles).filter(|(_, role)| named(role));
        let reviews = |(ix, role): (RoleIx, &Role)| match role.scope {
            Scope::Campaign(None) | Scope::Outside => role.id == self.post,
            Scope::Campaign(Some(_)) | Scope::Unit => self.is(ix, unit),
        };
        self.alone && roles.any(reviews)
    }
}

fn selection<'d>(def: &'d Definition, id: &str) -> Option<&'d muster_protocol::definition::Selection> {
    def.selections.iter().find(|selection| selection.id == id)
}

/// A reply of the role that the file puts above such cases.
fn replies_above(def: &Definition, body: &WorkCase) -> bool {
    let kind = def.cases.iter().find(|kind| kind.id == body.case.kind);
    matches!(body.act, CaseAct::Reply { .. }) && kind.is_some_and(|kind| kind.pass_up.is_some())
}
