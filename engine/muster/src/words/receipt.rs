//! What was done, as a receipt begins: `handed in: 2 events recorded`.

use muster_protocol::command::{Command, Judge, VisitChange};
use muster_protocol::event::CalledOff;

use crate::lang::Lang;

/// What a command did, in a word or two.
#[must_use]
pub fn done(lang: Lang, command: &Command) -> &'static str {
    match lang {
        Lang::Zh => command.done().0,
        Lang::En => english(command),
    }
}

fn english(command: &Command) -> &'static str {
    match command {
        Command::Launch(_) => "launched",
        Command::Amend(_) => "amended",
        Command::Hold(_) => "held",
        Command::Resume(_) => "resumed",
        Command::Submit(_) => "handed in",
        Command::Accept(_) => "accepted",
        Command::Return(_) => "returned",
        Command::Sign(_) => "signed for",
        Command::ChangeVisit(body) => visit(&body.change),
        Command::RecordVisit(_) => "visit recorded",
        Command::EnterRow(_) => "row entered",
        Command::ReceiveCase(_) => "case received",
        Command::WorkCase(_) => "case worked on",
        Command::Nominate(_) => "put forward",
        Command::Advance(_) => "stage decided",
        Command::Object(_) => "objection made",
        Command::Settle(_) => "objection settled",
        Command::Assign(_) => "task given out",
        Command::Judge(body) => judgement(body),
        Command::Erase(_) => "erased",
        Command::FixVisits(_) => "visits fixed",
        Command::RetryDeadLetters(_) => "dead letters tried again",
        Command::DropDeadLetters(_) => "dead letters dropped",
        Command::AcceptClock(_) => "time accepted",
        Command::ReportMessages(_)
        | Command::ProposeVisits(_)
        | Command::RecordSnapshot(_)
        | Command::FailDelivery(_)
        | Command::HoldClock(_) => command.name(),
    }
}

fn visit(change: &VisitChange) -> &'static str {
    match change {
        VisitChange::Confirm => "visit confirmed",
        VisitChange::Move { .. } => "visit moved",
        VisitChange::Delegate { .. } => "visit handed on",
        VisitChange::CallOff { why: CalledOff::Declined, .. } => "visit declined",
        VisitChange::CallOff { why: CalledOff::Cancelled, .. } => "visit cancelled",
        VisitChange::CallOff { why: CalledOff::NoShow, .. } => "nobody came to the visit",
        VisitChange::Made { .. } => "visit made",
    }
}

fn judgement(judge: &Judge) -> &'static str {
    match judge {
        Judge::Give(..) => "points given",
        Judge::Deduct(..) => "points taken",
        Judge::Add(..) => "points added",
        Judge::Withdraw(..) => "points withdrawn",
        Judge::ProposeVeto(..) => "veto proposed",
        Judge::DecideVeto(..) => "veto decided",
        Judge::Invite(..) => "raters invited",
        Judge::Rate(..) => "rated",
        Judge::Draw(..) => "inspection drawn",
        Judge::Appeal(..) => "appealed",
        Judge::AnswerAppeal(..) => "appeal answered",
        Judge::Propose(..) => "proposed for the list",
        Judge::State(..) => "statement made",
        Judge::Publish(..) => "made public",
        Judge::DecideList(..) => "list decided",
        Judge::Snapshot(..) => "snapshot taken",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::command::ChangeVisit;

    #[test]
    fn a_receipt_says_what_was_done_and_not_how_it_is_typed() {
        let accept = Command::Accept("unit-plan/005".parse().unwrap());
        assert_eq!((done(Lang::Zh, &accept), done(Lang::En, &accept)), ("通过", "accepted"));
        let item = "contact-points.2014-05/101".parse().unwrap();
        let confirm = Command::ChangeVisit(ChangeVisit { item, change: VisitChange::Confirm });
        assert_eq!((done(Lang::Zh, &confirm), done(Lang::En, &confirm)), ("确认走访", "visit confirmed"));
    }
}
