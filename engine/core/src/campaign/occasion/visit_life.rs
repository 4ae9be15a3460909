//! The life of a visit: how the one planned last for a place stands, and what people have heard of it.

use muster_protocol::any_of;
use muster_protocol::event::CalledOff;
use muster_protocol::ids::UnitIx;
use muster_protocol::item::{StepKind, VisitNews};
use muster_protocol::question::StandingVisit;
use muster_protocol::time::{Date, Instant};

use super::Occasion;

/// How a planned visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VisitStage {
    /// Planned; nobody has said anything.
    Proposed,
    /// The visitor will make it.
    Confirmed,
    /// It was made and is not recorded.
    Made,
    /// It was recorded.
    Recorded,
    /// It does not take place.
    CalledOff(CalledOff),
}

/// The visit planned last for a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitLife {
    /// Which of the visits planned for the item, from 1: a new one follows one that was called off.
    pub no: u16,
    /// How often it has changed: what calendars call its sequence.
    pub sequence: u32,
    /// How it stands.
    pub stage: VisitStage,
    /// Who visits when.
    pub visit: StandingVisit,
    /// Days for which visits of the item were called off.
    pub off: Vec<Date>,
    /// As those had it last who handed it on and have not got it back: one for each of them.
    pub handed_on: Vec<HandedOn>,
    /// The visit that it was planned instead of, where nobody had heard that that one was off.
    pub instead_of: Option<VisitOff>,
}

/// A visit that was called off, as people knew of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitOff {
    /// Which of the visits planned for the item.
    pub no: u16,
    /// How often it had changed, this change included.
    pub sequence: u32,
    /// Who would have visited when.
    pub visit: StandingVisit,
    /// Why.
    pub why: CalledOff,
}

impl VisitLife {
    /// What is told as off: the visit itself, or the one that it was planned instead of where nobody has heard of either.
    #[must_use]
    pub fn called_off(&self) -> Option<VisitOff> {
        let Self { no, sequence, stage, visit, instead_of, .. } = *self;
        match stage {
            VisitStage::CalledOff(why) => instead_of.or(Some(VisitOff { no, sequence, visit, why })),
            VisitStage::Proposed | VisitStage::Confirmed | VisitStage::Made | VisitStage::Recorded => {
                instead_of
            }
        }
    }
}

/// A visit as somebody had it who handed it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedOn {
    /// Who visited when.
    pub visit: StandingVisit,
    /// How often it had changed, this change included.
    pub sequence: u32,
    /// When it was handed on.
    pub at: Instant,
}

/// Who has heard news of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::campaign) struct Heard {
    /// Somebody has.
    pub(in crate::campaign) by_some: bool,
    /// Somebody is still to hear them.
    pub(in crate::campaign) not_by_all: bool,
}

impl Occasion {
    /// The visit planned last for a place, whether it stands or not.
    #[must_use]
    pub fn life(&self, place: UnitIx) -> Option<&VisitLife> {
        self.life_cycles.get(&place)
    }

    /// Places for which a visit was planned, with the last one.
    pub fn life_cycles(&self) -> impl Iterator<Item = (UnitIx, &VisitLife)> {
        self.life_cycles.iter().map(|(place, life)| (*place, life))
    }

    /// Who has heard those of the news of a place's visit that this takes; nobody where there are none.
    pub(in crate::campaign) fn heard(&self, place: UnitIx, is_it: impl Fn(VisitNews) -> bool) -> Heard {
        let issued = self.item(place).issued;
        let own = self.own.get(&place).map_or(&[][..], |own| own.steps.as_slice());
        let mut heard = Heard { by_some: false, not_by_all: false };
        for step in own {
            match step.kind {
                StepKind::VisitNews(news) if is_it(news) => {
                    let told = issued & (1 << step.no) != 0;
                    heard.by_some |= told;
                    heard.not_by_all |= !told;
                }
                any_of! { StepKind:
                    Notice Before OnDay Overdue Card VisitAhead VisitUnrecorded VisitNews Returned Given CaseNews
                    Objected AppealNews ScoresPublic TooFew ListNews Brief Lifted
                } => {}
            }
        }
        heard
    }
}
