//! Steps: their kinds, their outcomes and the reasons, as words for people and as stable words for programs.

use muster_protocol::definition::CardColour;
use muster_protocol::item::{CaseNews, StepKind, StepOutcome, StepReason, VisitNews};
use muster_protocol::refs::Refs;
use muster_protocol::shape::SlotReason;
use muster_rules::counted::counted;
use muster_server::view::codes::step_reason;
use muster_server::watch::health::ChannelStatus;

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
        (Lang::Zh, StepKind::CaseNews(news)) => case_words(news).0.to_owned(),
        (Lang::En, StepKind::CaseNews(news)) => case_words(news).1.to_owned(),
        (Lang::Zh, StepKind::Objected) => "有异议即告".to_owned(),
        (Lang::En, StepKind::Objected) => "news of an objection".to_owned(),
        (Lang::Zh, StepKind::Returned) => "退回即告".to_owned(),
        (Lang::Zh, StepKind::Given) => "交办即告".to_owned(),
        (Lang::En, StepKind::Returned) => "news that it was returned".to_owned(),
        (Lang::En, StepKind::Given) => "news that it was given".to_owned(),
        (Lang::Zh, StepKind::VisitNews(news)) => news_words(news).0.to_owned(),
        (Lang::En, StepKind::VisitNews(news)) => news_words(news).1.to_owned(),
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

/// What became of a case.
const fn case_words(news: CaseNews) -> (&'static str, &'static str) {
    match news {
        CaseNews::Dispatched => ("办件派单", "case dispatched"),
        CaseNews::PassedUp => ("办件上报", "case passed up"),
        CaseNews::Replied => ("办件批复", "case replied to"),
        CaseNews::Late => ("办件超时", "case late"),
    }
}

/// What became of a visit.
const fn news_words(news: VisitNews) -> (&'static str, &'static str) {
    match news {
        VisitNews::Proposed => ("走访已排定", "visit planned"),
        VisitNews::Confirmed => ("走访已确认", "visit confirmed"),
        VisitNews::Moved => ("走访改期", "visit moved"),
        VisitNews::Delegated => ("走访换人", "visit delegated"),
        VisitNews::HandedOn => ("走访已委托他人", "visit handed on"),
        VisitNews::CalledOff => ("走访取消", "visit called off"),
    }
}

/// The kind in as few words as stand behind a date: `4月28日黄单`.
#[must_use]
pub fn brief(lang: Lang, kind: StepKind) -> &'static str {
    let (zh, en) = match kind {
        StepKind::Notice => ("通知", "notice"),
        StepKind::Before(_) | StepKind::OnDay => ("提醒", "reminder"),
        StepKind::Overdue(_) => ("催办", "reminder"),
        StepKind::Card(CardColour::Yellow, _) => ("黄单", "yellow card"),
        StepKind::Card(CardColour::Red, _) => ("红单", "red card"),
        StepKind::VisitAhead(_) => ("走访预告", "notice of the visit"),
        StepKind::VisitUnrecorded(_) => ("催记录", "record asked for"),
        StepKind::VisitNews(news) => news_words(news),
        StepKind::Returned => ("退回通知", "returned"),
        StepKind::Given => ("交办通知", "given"),
        StepKind::CaseNews(news) => case_words(news),
        StepKind::Objected => ("异议通知", "objection"),
    };
    lang.pick(zh, en)
}

/// The kind in words, from its stable word; an unknown one stays as it is.
#[must_use]
pub fn kind_of_code(lang: Lang, code: &str) -> String {
    parse_kind(code).map_or_else(|| code.to_owned(), |parsed| kind(lang, parsed))
}

fn parse_kind(code: &str) -> Option<StepKind> {
    let (name, days) = code.split_once(':').map_or((code, None), |(name, days)| (name, days.parse().ok()));
    match (name, days) {
        ("notice", None) => Some(StepKind::Notice),
        ("on-day", None) => Some(StepKind::OnDay),
        ("before", Some(days)) => Some(StepKind::Before(days)),
        ("overdue", Some(days)) => Some(StepKind::Overdue(days)),
        ("card-yellow", Some(days)) => Some(StepKind::Card(CardColour::Yellow, days)),
        ("card-red", Some(days)) => Some(StepKind::Card(CardColour::Red, days)),
        ("visit-ahead", Some(days)) => Some(StepKind::VisitAhead(days)),
        ("visit-unrecorded", Some(days)) => Some(StepKind::VisitUnrecorded(days)),
        (_, None) => code.parse().ok(),
        _ => None,
    }
}

/// How a step ended, in words, from its stable words.
#[must_use]
pub fn outcome_of_code(lang: Lang, code: Option<&str>, reason_code: Option<&str>) -> String {
    let what = match code {
        None => lang.pick("未结", "open"),
        Some("sent") => lang.pick("已发出", "sent"),
        Some("skipped") => lang.pick("免发", "skipped"),
        Some("failed") => lang.pick("失败", "failed"),
        Some("withdrawn") => lang.pick("撤回", "withdrawn"),
        Some(other) => other,
    };
    let why = reason_code.map(|code| {
        let known = REASONS.into_iter().find(|known| step_reason(*known) == code);
        known.map_or(code, |known| reason(lang, known))
    });
    match (why, lang) {
        (None, _) => what.to_owned(),
        (Some(why), Lang::Zh) => format!("{what}：{why}"),
        (Some(why), Lang::En) => format!("{what}: {why}"),
    }
}

/// What a channel said last when it took no letter, in its system's own words; none where it never did.
pub fn channel_status(lang: Lang, channel: &ChannelStatus) -> Option<String> {
    let (name, cause) = (&channel.name, channel.cause.as_ref()?);
    Some(match (lang, channel.trouble().is_some()) {
        (Lang::Zh, true) => format!("! 通道 {name} 现在一封也不收：{cause}"),
        (Lang::Zh, false) => format!("通道 {name} 上一次没收下时说：{cause}"),
        (Lang::En, true) => format!("! the channel {name} takes nothing now: {cause}"),
        (Lang::En, false) => format!("the channel {name} said last when it took no letter: {cause}"),
    })
}

const REASONS: [StepReason; 17] = [
    StepReason::Submitted,
    StepReason::Waived,
    StepReason::Left,
    StepReason::DueMoved,
    StepReason::VisitChanged,
    StepReason::CampaignEnded,
    StepReason::NoLongerDue,
    StepReason::Missed,
    StepReason::Held,
    StepReason::NoContact,
    StepReason::NoAccount,
    StepReason::Refused,
    StepReason::GivenUp,
    StepReason::Crossed,
    StepReason::Replanned,
    StepReason::Answered,
    StepReason::StageDone,
];

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
        Some(StepOutcome::Skipped(reason)) => ("skipped", Some(step_reason(reason))),
        Some(StepOutcome::Failed(reason)) => ("failed", Some(step_reason(reason))),
        Some(StepOutcome::Withdrawn(reason)) => ("withdrawn", Some(step_reason(reason))),
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
        StepReason::Held => (
            "暂停期间错过：超过补发期限，或者日子已过",
            "it was held for too long, or until its day was over",
        ),
        StepReason::NoContact => ("该岗位无联系人", "the role has no contact"),
        StepReason::NoAccount => ("联系人没有可用账号", "the contact has no account"),
        StepReason::Refused => ("渠道拒收", "the channel refused"),
        StepReason::GivenUp => ("渠道多次失败", "the channel failed in every try"),
        StepReason::Crossed => (
            "当天的消息和补充提醒都已经发出，等到下一条就过了日子",
            "the day's messages had gone out, and the next one would come too late",
        ),
        StepReason::Answered => ("已经评过", "the rater had answered"),
        StepReason::StageDone => {
            ("评选的这一步已经办完", "nobody waited at this stage of the selection any more")
        }
        StepReason::Replanned => {
            ("截止日没变，提醒重新排了", "the due day stayed, and its reminders were planned again")
        }
    };
    lang.pick(zh, en)
}

/// Why a slot was chosen, in words; `town_of` gives the short name of a place.
#[must_use]
pub fn slot<R: Refs>(lang: Lang, reason: &SlotReason<R>, short: impl Fn(&R::Unit) -> String) -> String {
    match (lang, reason) {
        (Lang::Zh, SlotReason::LongestUnvisited(days)) => format!("已{days}天未走访"),
        (Lang::Zh, SlotReason::NeverVisited) => "从未走访".to_owned(),
        (Lang::Zh, SlotReason::VisitorFree { busy_days }) => format!("领导当天有空（本期忙{busy_days}天）"),
        (Lang::Zh, SlotReason::SameTown(unit)) => format!("与{}同镇同日", short(unit)),
        (Lang::Zh, SlotReason::FairShare(had)) => format!("均衡次数（已走访{had}次）"),
        (Lang::Zh, SlotReason::Spread) => "靠近期中".to_owned(),
        (Lang::Zh, SlotReason::InTurn { had, passed: 0 }) => format!("轮到第{}次", had.saturating_add(1)),
        (Lang::Zh, SlotReason::InTurn { had, passed }) => {
            format!("轮到第{}次（排在前面的{passed}人这一期没空）", had.saturating_add(1))
        }
        (Lang::Zh, SlotReason::Near { place, minutes }) => {
            format!("与{}同日，路上{minutes}分钟", short(place))
        }
        (Lang::En, SlotReason::LongestUnvisited(days)) => {
            format!("unvisited for {days}", days = counted(&days, "day"))
        }
        (Lang::En, SlotReason::NeverVisited) => "never visited".to_owned(),
        (Lang::En, SlotReason::VisitorFree { busy_days }) => {
            format!("visitor free ({busy_days} busy days in the period)")
        }
        (Lang::En, SlotReason::SameTown(unit)) => format!("same town and day as {}", short(unit)),
        (Lang::En, SlotReason::FairShare(had)) => {
            format!("fair share ({had} so far)", had = counted(&had, "visit"))
        }
        (Lang::En, SlotReason::Spread) => "near the middle of the period".to_owned(),
        (Lang::En, SlotReason::InTurn { had, passed: 0 }) => {
            format!("in turn, visit no. {} there", had.saturating_add(1))
        }
        (Lang::En, SlotReason::InTurn { had, passed }) => {
            let (no, before) = (had.saturating_add(1), counted(passed, "visitor"));
            format!("in turn, visit no. {no} there ({before} before have no free day in the period)")
        }
        (Lang::En, SlotReason::Near { place, minutes }) => {
            format!("{} from {}, on the same day", counted(minutes, "minute"), short(place))
        }
    }
}

/// Why a slot was chosen, as a stable word with its number or unit behind a colon.
#[must_use]
pub fn slot_code<R: Refs>(reason: &SlotReason<R>, code: impl Fn(&R::Unit) -> String) -> String {
    match reason {
        SlotReason::LongestUnvisited(days) => format!("longest-unvisited:{days}"),
        SlotReason::NeverVisited => "never-visited".to_owned(),
        SlotReason::VisitorFree { busy_days } => format!("visitor-free:{busy_days}"),
        SlotReason::SameTown(unit) => format!("same-town:{}", code(unit)),
        SlotReason::FairShare(had) => format!("fair-share:{had}"),
        SlotReason::Spread => "spread".to_owned(),
        SlotReason::InTurn { had, passed } => format!("in-turn:{had}:{passed}"),
        SlotReason::Near { place, minutes } => format!("near:{}:{minutes}", code(place)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_read_as_the_committee_writes_them() {
        assert_eq!(kind(Lang::Zh, StepKind::Card(CardColour::Red, 5)), "红色督办单（逾期5个工作日）");
    }

    #[test]
    fn stable_words_are_read_back() {
        let kinds = [
            StepKind::Notice,
            StepKind::Before(5),
            StepKind::OnDay,
            StepKind::Overdue(2),
            StepKind::Card(CardColour::Yellow, 1),
            StepKind::Card(CardColour::Red, 5),
            StepKind::VisitAhead(3),
            StepKind::VisitUnrecorded(2),
            StepKind::VisitNews(VisitNews::Moved),
            StepKind::Returned,
            StepKind::Given,
            StepKind::CaseNews(CaseNews::PassedUp),
            StepKind::Objected,
        ];
        for one in kinds {
            assert_eq!(parse_kind(&muster_server::view::codes::step_kind(one)), Some(one));
        }
        assert_eq!(kind_of_code(Lang::En, "odd:x"), "odd:x");
        assert_eq!(outcome_of_code(Lang::Zh, Some("withdrawn"), Some("submitted")), "撤回：已经报送");
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
