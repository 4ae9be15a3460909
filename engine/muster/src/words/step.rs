//! Steps: their kinds, their outcomes and the reasons, as words for people and as stable words for programs.

use muster_words::definition::CardColour;
use muster_words::item::{SlotReason, StepKind, StepOutcome, StepReason};

use crate::lang::Lang;

/// The kind in words.
#[must_use]
pub fn kind(lang: Lang, kind: StepKind) -> String {
    match (lang, kind) {
        (Lang::Zh, StepKind::Notice) => "阶段通知".to_owned(),
        (Lang::Zh, StepKind::Before(days)) => format!("提前{days}个工作日提醒"),
        (Lang::Zh, StepKind::OnDay) => "当天提醒".to_owned(),
        (Lang::Zh, StepKind::Overdue(days)) => format!("逾期{days}个工作日催办"),
        (Lang::Zh, StepKind::Card(CardColour::Yellow, days)) => format!("黄色督办单（逾期{days}个工作日）"),
        (Lang::Zh, StepKind::Card(CardColour::Red, days)) => format!("红色督办单（逾期{days}个工作日）"),
        (Lang::Zh, StepKind::VisitAhead(days)) => format!("走访预告（提前{days}个工作日）"),
        (Lang::Zh, StepKind::VisitUnrecorded(days)) => format!("走访{days}个工作日未记录"),
        (Lang::En, StepKind::Notice) => "phase notice".to_owned(),
        (Lang::En, StepKind::Before(days)) => format!("reminder {days} working days before"),
        (Lang::En, StepKind::OnDay) => "reminder on the due day".to_owned(),
        (Lang::En, StepKind::Overdue(days)) => format!("overdue reminder, {days} working days after"),
        (Lang::En, StepKind::Card(CardColour::Yellow, days)) => {
            format!("yellow card, {days} working days after")
        }
        (Lang::En, StepKind::Card(CardColour::Red, days)) => format!("red card, {days} working days after"),
        (Lang::En, StepKind::VisitAhead(days)) => format!("visit in {days} working days"),
        (Lang::En, StepKind::VisitUnrecorded(days)) => format!("visit not recorded for {days} working days"),
    }
}

/// The kind as a stable word: a name, then the working days behind a colon.
#[must_use]
pub fn kind_code(kind: StepKind) -> String {
    match kind {
        StepKind::Notice => "notice".to_owned(),
        StepKind::Before(days) => format!("before:{days}"),
        StepKind::OnDay => "on-day".to_owned(),
        StepKind::Overdue(days) => format!("overdue:{days}"),
        StepKind::Card(CardColour::Yellow, days) => format!("card-yellow:{days}"),
        StepKind::Card(CardColour::Red, days) => format!("card-red:{days}"),
        StepKind::VisitAhead(days) => format!("visit-ahead:{days}"),
        StepKind::VisitUnrecorded(days) => format!("visit-unrecorded:{days}"),
    }
}

/// How a step ended, in words.
#[must_use]
pub fn outcome(lang: Lang, outcome: Option<StepOutcome>) -> String {
    let why = |zh: &str, en: &str, reason: StepReason| match lang {
        Lang::Zh => format!("{zh}：{}", self::reason(lang, reason)),
        Lang::En => format!("{en}: {}", self::reason(lang, reason)),
    };
    match outcome {
        None => lang.pick("未到或未结", "open").to_owned(),
        Some(StepOutcome::Sent) => lang.pick("已发出", "sent").to_owned(),
        Some(StepOutcome::Skipped(reason)) => why("免发", "skipped", reason),
        Some(StepOutcome::Failed(reason)) => why("失败", "failed", reason),
        Some(StepOutcome::Withdrawn(reason)) => why("撤回", "withdrawn", reason),
    }
}

/// How a step ended as stable words: the outcome, and the reason if it has one.
#[must_use]
pub fn outcome_code(outcome: Option<StepOutcome>) -> (&'static str, Option<&'static str>) {
    match outcome {
        None => ("open", None),
        Some(StepOutcome::Sent) => ("sent", None),
        Some(StepOutcome::Skipped(reason)) => ("skipped", Some(reason_code(reason))),
        Some(StepOutcome::Failed(reason)) => ("failed", Some(reason_code(reason))),
        Some(StepOutcome::Withdrawn(reason)) => ("withdrawn", Some(reason_code(reason))),
    }
}

/// The reason in words.
#[must_use]
pub fn reason(lang: Lang, reason: StepReason) -> &'static str {
    let (zh, en) = match reason {
        StepReason::Submitted => ("已经报送", "it had been handed in"),
        StepReason::Waived => ("已免办", "the item was waived"),
        StepReason::Left => ("单位已退出或并入", "the unit left or was merged"),
        StepReason::DueMoved => ("截止日已改", "the due day changed"),
        StepReason::VisitChanged => ("走访已改期或已记录", "the visit was moved or recorded"),
        StepReason::CampaignEnded => ("活动已结束", "the campaign ended"),
        StepReason::NoLongerDue => ("发送时已不需要", "no longer due when it was to be sent"),
        StepReason::Missed => ("停机过久，超过补发期限", "the engine was down for too long"),
        StepReason::NoContact => ("该岗位无联系人", "the role has no contact"),
        StepReason::NoAccount => ("联系人没有可用账号", "the contact has no account"),
        StepReason::Refused => ("渠道拒收", "the channel refused"),
        StepReason::GivenUp => ("渠道多次失败", "the channel failed in every try"),
    };
    lang.pick(zh, en)
}

/// The reason as a stable word.
#[must_use]
pub fn reason_code(reason: StepReason) -> &'static str {
    match reason {
        StepReason::Submitted => "submitted",
        StepReason::Waived => "waived",
        StepReason::Left => "left",
        StepReason::DueMoved => "due-moved",
        StepReason::VisitChanged => "visit-changed",
        StepReason::CampaignEnded => "campaign-ended",
        StepReason::NoLongerDue => "no-longer-due",
        StepReason::Missed => "missed",
        StepReason::NoContact => "no-contact",
        StepReason::NoAccount => "no-account",
        StepReason::Refused => "refused",
        StepReason::GivenUp => "given-up",
    }
}

/// Why a slot was chosen, in words; `town_of` gives the short name of a place.
#[must_use]
pub fn slot(lang: Lang, reason: &SlotReason, short: impl Fn(muster_words::ids::UnitIx) -> String) -> String {
    match (lang, reason) {
        (Lang::Zh, SlotReason::LongestUnvisited(days)) => format!("已{days}天未走访"),
        (Lang::Zh, SlotReason::NeverVisited) => "从未走访".to_owned(),
        (Lang::Zh, SlotReason::VisitorFree { busy_days }) => format!("领导当天有空（本期忙{busy_days}天）"),
        (Lang::Zh, SlotReason::SameTown(unit)) => format!("与{}同镇同日", short(*unit)),
        (Lang::Zh, SlotReason::FairShare(had)) => format!("均衡次数（已走访{had}次）"),
        (Lang::Zh, SlotReason::Spread) => "靠近期中".to_owned(),
        (Lang::En, SlotReason::LongestUnvisited(days)) => format!("unvisited for {days} days"),
        (Lang::En, SlotReason::NeverVisited) => "never visited".to_owned(),
        (Lang::En, SlotReason::VisitorFree { busy_days }) => {
            format!("visitor free ({busy_days} busy days in the period)")
        }
        (Lang::En, SlotReason::SameTown(unit)) => format!("same town and day as {}", short(*unit)),
        (Lang::En, SlotReason::FairShare(had)) => format!("fair share ({had} visits so far)"),
        (Lang::En, SlotReason::Spread) => "near the middle of the period".to_owned(),
    }
}

/// Why a slot was chosen, as a stable word with its number or unit behind a colon.
#[must_use]
pub fn slot_code(reason: &SlotReason, code: impl Fn(muster_words::ids::UnitIx) -> String) -> String {
    match reason {
        SlotReason::LongestUnvisited(days) => format!("longest-unvisited:{days}"),
        SlotReason::NeverVisited => "never-visited".to_owned(),
        SlotReason::VisitorFree { busy_days } => format!("visitor-free:{busy_days}"),
        SlotReason::SameTown(unit) => format!("same-town:{}", code(*unit)),
        SlotReason::FairShare(had) => format!("fair-share:{had}"),
        SlotReason::Spread => "spread".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_read_as_the_committee_writes_them() {
        assert_eq!(kind(Lang::Zh, StepKind::Card(CardColour::Red, 5)), "红色督办单（逾期5个工作日）");
        assert_eq!(kind_code(StepKind::Card(CardColour::Red, 5)), "card-red:5");
        assert_eq!(kind_code(StepKind::Before(5)), "before:5");
    }

    #[test]
    fn an_outcome_carries_its_reason() {
        assert_eq!(outcome(Lang::Zh, Some(StepOutcome::Withdrawn(StepReason::Submitted))), "撤回：已经报送");
        assert_eq!(
            outcome_code(Some(StepOutcome::Failed(StepReason::NoAccount))),
            ("failed", Some("no-account"))
        );
        assert_eq!(outcome_code(None), ("open", None));
    }
}
