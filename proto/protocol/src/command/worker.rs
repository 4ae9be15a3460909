//! Which commands are workers', and whose: a worker's login may give its own and no other.

use super::Command;

impl Command {
    /// The worker that gives this command, by its name: none for what people, ops and the engine itself give.
    #[must_use]
    pub fn worker(&self) -> Option<&'static str> {
        match self {
            Self::ReportMessages(_) | Self::ReportReceipt(_) => Some("reminders"),
            Self::ProposeVisits(_) => Some("visits"),
            Self::RecordSnapshot(_) => Some("evaluation"),
            Self::Launch(_)
            | Self::Amend(_)
            | Self::Hold(_)
            | Self::Resume(_)
            | Self::Submit(_)
            | Self::Accept(_)
            | Self::Return(_)
            | Self::Sign(_)
            | Self::OptOut(_)
            | Self::ChooseHour(_)
            | Self::VisitEvent(_)
            | Self::ChangeVisit(_)
            | Self::RecordVisit(_)
            | Self::FixVisits(_)
            | Self::EnterRow(_)
            | Self::ReceiveCase(_)
            | Self::WorkCase(_)
            | Self::Nominate(_)
            | Self::Advance(_)
            | Self::Object(_)
            | Self::Settle(_)
            | Self::Assign(_)
            | Self::Judge(_)
            | Self::Erase(_)
            | Self::FailDelivery(_)
            | Self::RetryDeadLetters(_)
            | Self::DropDeadLetters(_)
            | Self::HoldClock(_)
            | Self::AcceptClock(_) => None,
        }
    }
}
