//! What a refusal means, and what to do about it.

use muster_protocol::command::{Refusal, RefusalCode};

use crate::exit::{Exit, Failure};
use crate::lang::Lang;

/// A refusal as a failure that a person can act on.
#[must_use]
pub fn failure(lang: Lang, refusal: &Refusal) -> Failure {
    let exit = match refusal.code {
        RefusalCode::BadActor | RefusalCode::NotAllowed(_) => Exit::NotAllowed,
        RefusalCode::Fault => Exit::Bug,
        RefusalCode::Damaged => Exit::Fault,
        RefusalCode::UnknownCampaign
        | RefusalCode::AlreadyLaunched
        | RefusalCode::UnknownDefinition
        | RefusalCode::UnknownName
        | RefusalCode::WrongState
        | RefusalCode::Incomplete
        | RefusalCode::WrongDay
        | RefusalCode::Stale
        | RefusalCode::Infeasible
        | RefusalCode::Closed
        | RefusalCode::TooLarge
        | RefusalCode::IdReused
        | RefusalCode::UnknownPlace => Exit::Refused,
    };
    let (what, next) = texts(lang, refusal.code);
    let next = match (&refusal.instead, lang) {
        (Some(instead), Lang::Zh) => format!("是不是想写“{instead}”？{next}"),
        (Some(instead), Lang::En) => format!("did you mean “{instead}”? {next}"),
        (None, _) => next.to_owned(),
    };
    let why = match lang {
        Lang::Zh if !refusal.detail_zh.is_empty() => &refusal.detail_zh,
        Lang::Zh | Lang::En => &refusal.detail,
    };
    Failure::new(exit, format!("{what} [{}]", refusal.code)).because(why).next(next)
}

/// What a code means, and what to do.
#[expect(clippy::too_many_lines, reason = "a line a code, in one table")]
fn texts(lang: Lang, code: RefusalCode) -> (&'static str, &'static str) {
    let (zh, en): ((&str, &str), (&str, &str)) = match code {
        RefusalCode::UnknownCampaign => (
            ("没有这个活动", "用 muster launch 发布，或用 --campaign 写对编号"),
            ("there is no such campaign", "launch it with `muster launch`, or name it with --campaign"),
        ),
        RefusalCode::AlreadyLaunched => (
            ("这个活动已经用另一份文件发布", "换一个 --campaign 编号，或换一个 --dir 目录"),
            ("the campaign runs with another file", "take another --campaign id or another --dir"),
        ),
        RefusalCode::UnknownDefinition => (
            ("引擎里没有这份定义", "重新运行 muster launch"),
            ("the engine does not hold this definition", "run `muster launch` again"),
        ),
        RefusalCode::UnknownName => (
            ("没有这个名称", "用 muster why 单位编码（如 muster why 005）列出这个单位的事项"),
            (
                "there is no such name",
                "`muster why UNIT`, such as `muster why 005`, lists the items of a unit",
            ),
        ),
        RefusalCode::WrongState => (
            ("当前状态不允许这样做", "用 muster why 查看它的来龙去脉"),
            ("its state does not allow that", "look at its story with `muster why`"),
        ),
        RefusalCode::Incomplete => (
            ("内容不齐、不对或超出", "按原因补上或改正，再办一次"),
            ("something is missing, wrong or too much", "fix what is named and send it again"),
        ),
        RefusalCode::WrongDay => {
            (("这一天不行", "换一个日期"), ("that day is not possible", "take another day"))
        }
        RefusalCode::Stale => (
            ("方案依据的情况已经变了", "重新生成方案后再提交"),
            ("the plan was made from an older state", "make a new one"),
        ),
        RefusalCode::Infeasible => {
            (("方案不可行", "按所列原因调整方案"), ("the plan breaks a rule", "fix what is named"))
        }
        RefusalCode::Closed => (
            ("活动已经结束", "结束后只能查看，不能再报送"),
            ("the campaign has ended", "after its end it can only be read"),
        ),
        RefusalCode::NotAllowed(_) => (
            ("这个岗位没有这项权限", "换有权限的岗位办理；权限写在文件的“角色”里"),
            ("this post may not do that", "act as a post that may; the file's roles say who may do what"),
        ),
        RefusalCode::BadActor => (
            ("没有写明以什么岗位的名义", "用 --as 写岗位，如 --as 小组办公室"),
            ("no valid post was named", "name the post with --as, such as --as 小组办公室"),
        ),
        RefusalCode::TooLarge => (("超出了上限", "分几次办理"), ("it is over a limit", "do it in parts")),
        RefusalCode::IdReused => (
            ("这个编号已经用在另一个命令上", "新的命令用新的编号"),
            ("this id belongs to another command", "take a new id for a new command"),
        ),
        RefusalCode::UnknownPlace => (
            ("日志里没有这个位置", "从头看起（--after 0），或从日志的末尾看起"),
            ("the log has no such place", "start over (--after 0), or at the log's end"),
        ),
        RefusalCode::Fault => (
            ("引擎在这个活动里遇到缺陷，已让它停下", "重启引擎；仍出现请附上原因报告"),
            ("a bug was met in this campaign; it is parked", "start the engine again, and report the cause"),
        ),
        RefusalCode::Damaged => (
            (
                "日志已损坏，这个活动读不出来",
                "用 muster verify 找出出错的事件，再用 muster restore 从备份恢复",
            ),
            (
                "the log is damaged, and this campaign cannot be read",
                "find the bad event with `muster verify`, then restore a backup with `muster restore`",
            ),
        ),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_why_and_what_to_do() {
        let (en, zh) = ("there is no occasion “unit-plam” now", "现在没有任务“unit-plam”");
        let refusal =
            Refusal::with_text(RefusalCode::UnknownName, en, zh).instead(Some("unit-plan".to_owned()));
        let failure = failure(Lang::Zh, &refusal);
        assert_eq!(failure.exit, Exit::Refused);
        assert_eq!(failure.what, "没有这个名称 [unknown-name]");
        assert_eq!(failure.why.unwrap(), zh);
        assert!(failure.next.unwrap().starts_with("是不是想写“unit-plan”？"));
    }
}
