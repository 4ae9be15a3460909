//! What judges, in both languages.

use muster_words::command::Judge;
use muster_words::event::Said as Event;

/// What is done, as people say it in Chinese.
pub fn done(body: &Judge) -> &'static str {
    match body {
        Judge::Give(..) => "打分",
        Judge::Deduct(..) => "扣分",
        Judge::Add(..) => "加分",
        Judge::Withdraw(..) => "撤销记分",
        Judge::ProposeVeto(..) => "提出否决",
        Judge::DecideVeto(..) => "决定否决",
        Judge::Invite(_) => "邀请评议",
        Judge::Rate(_) => "评议",
        Judge::Draw(_) => "督查抽样",
        Judge::Appeal(_) => "申诉",
        Judge::AnswerAppeal(..) => "答复申诉",
        Judge::Propose(_) => "名单提名",
        Judge::State(..) => "陈述",
        Judge::Publish(_) => "名单公示",
        Judge::DecideList(..) => "名单决定",
        Judge::Snapshot(..) => "拍快照",
    }
}

/// The sentence of an event; none where another family's is meant.
pub fn told(event: &Event) -> Option<(String, String)> {
    Some(match event {
        Event::ScoreGiven(body) => (
            format!("打分 {} {} {}：{}分", body.sheet, body.unit, body.line, body.points),
            format!("{} points given to {} on {} of {}", body.points, body.unit, body.line, body.sheet),
        ),
        Event::ScoreDeducted(body) => (
            format!("扣分 {} {} {}：{} ×{}", body.sheet, body.unit, body.line, body.cause, body.times),
            format!(
                "deducted from {} on {} of {}: {} ×{}",
                body.unit, body.line, body.sheet, body.cause, body.times
            ),
        ),
        Event::ScoreAdded(body) => (
            format!("加分 {} {}：{} ×{}", body.sheet, body.unit, body.cause, body.times),
            format!("added to {} on {}: {} ×{}", body.unit, body.sheet, body.cause, body.times),
        ),
        Event::ScoreWithdrawn(body) => {
            (format!("撤销第{}号记分", body.entry), format!("points number {} withdrawn", body.entry))
        }
        Event::VetoProposed(body) => (
            format!("提出否决 {} {}：{}", body.sheet, body.unit, body.cause),
            format!("veto of {} on {} proposed: {}", body.unit, body.sheet, body.cause),
        ),
        Event::VetoDecided(body) if body.approved => {
            (format!("第{}号否决成立", body.veto), format!("veto number {} approved", body.veto))
        }
        Event::VetoDecided(body) => {
            (format!("第{}号否决不成立", body.veto), format!("veto number {} rejected", body.veto))
        }
        Event::RatersInvited(body) => (
            format!("邀请 {} {} {}：{}人", body.round, body.session, body.group, body.ballots.len()),
            format!(
                "{} raters of {} invited to {} {}",
                body.ballots.len(),
                body.group,
                body.round,
                body.session
            ),
        ),
        Event::RatingGiven(body) => (
            format!("收到评议 {} {} {}", body.round, body.session, body.group),
            format!("a rater of {} answered in {} {}", body.group, body.round, body.session),
        ),
        Event::InspectionDrawn(body) => (
            format!("督查抽样 {} {}：{}家里抽{}家", body.round, body.session, body.among, body.units.len()),
            format!("{} of {} units drawn for {} {}", body.units.len(), body.among, body.round, body.session),
        ),
        Event::AppealFiled(body) => (
            format!("申诉 {} {} {}", body.sheet, body.unit, body.line),
            format!("appeal of {} on {} of {}", body.unit, body.line, body.sheet),
        ),
        Event::AppealAnswered(body) if body.upheld => (
            format!("第{}号申诉成立，改{}分", body.appeal, body.change),
            format!("appeal number {} upheld, {} points", body.appeal, body.change),
        ),
        Event::AppealAnswered(body) => {
            (format!("第{}号申诉不成立", body.appeal), format!("appeal number {} dismissed", body.appeal))
        }
        Event::ListProposed(body) => (
            format!("名单提名 {} {}：{}", body.list, body.kind, body.unit),
            format!("{} proposed for {} as {}", body.unit, body.list, body.kind),
        ),
        Event::ListStated(body) => {
            (format!("第{}号名单条目有陈述", body.entry), format!("statement on entry number {}", body.entry))
        }
        Event::ListPublished(body) => {
            (format!("第{}号名单条目公示", body.entry), format!("entry number {} made public", body.entry))
        }
        Event::ListDecided(body) if body.approved => {
            (format!("第{}号名单条目列入", body.entry), format!("entry number {} is on the list", body.entry))
        }
        Event::ListDecided(body) => (
            format!("第{}号名单条目不列入", body.entry),
            format!("entry number {} is not on the list", body.entry),
        ),
        _ => return None,
    })
}
