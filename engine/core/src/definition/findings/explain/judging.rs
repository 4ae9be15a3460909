//! Codes of judging: weights, scorers, freezes, appeals, channels, rows of the plan.

use super::Entry;
use crate::definition::findings::code;

pub(super) const ENTRIES: &[Entry] = &[
    (
        code::WEIGHTS,
        [
            ("权重或满分的合计不对", "weights do not sum to what they must"),
            (
                "合计不是 100，分数就没有意义，也经不起申诉",
                "a sheet that does not sum to 100 means nothing, and no appeal can be answered",
            ),
            ("群众评议: {权重: 50}\n领导点评: {权重: 40}", "crowd: {weight: 50}\nleaders: {weight: 40}"),
            ("群众评议: {权重: 60}\n领导点评: {权重: 40}", "crowd: {weight: 60}\nleaders: {weight: 40}"),
        ],
    ),
    (
        code::NO_SCORER,
        [
            ("有一项永远没有人打分", "something is scored by nobody"),
            (
                "到年底这一项就是空的，谁的总分都算不出来",
                "at the end it is empty, and nobody's total can be computed",
            ),
            ("实效: {满分: 20}", "effect: {max: 20}"),
            ("实效: {满分: 20, 由: 考评组}", "effect: {max: 20, by: assessors}"),
        ],
    ),
    (
        code::FORMULA,
        [
            ("看不懂公式", "the formula is not understood"),
            (
                "公式只有加减乘除和指标，人人能用纸笔复算",
                "formulas have only sums, differences, products, ratios and indicators: anybody can compute them by hand",
            ),
            ("自动: 如果 办结率 > 0.9 则 15", "auto: if done_rate > 0.9 then 15"),
            ("自动: 办结率 × 15", "auto: done_rate * 15"),
        ],
    ),
    (
        code::ANONYMITY,
        [
            ("匿名的人太少", "an anonymous group is too small"),
            (
                "三五个人里，谁打的低分一猜就知道；以后没有人敢说真话",
                "among three everybody knows who gave the low mark, and nobody says the truth again",
            ),
            ("群众评议: {匿名: 是, 至少: 3}", "crowd: {anonymous: true, at_least: 3}"),
            ("群众评议: {匿名: 是, 至少: 30}", "crowd: {anonymous: true, at_least: 30}"),
        ],
    ),
    (
        code::AFTER_FREEZE,
        [
            ("到期日在冻结日以后，不计分", "evidence falls due after the freeze"),
            ("按时交了却不算分，单位会来申诉", "a unit that hands in on time and gets no points will appeal"),
            ("时间: 12月26日（12月12日冻结）", "when: December 26 (frozen on December 12)"),
            ("时间: 12月5日", "when: December 5"),
        ],
    ),
    (
        code::APPEAL_LATE,
        [
            ("申诉的答复晚于活动结束", "an appeal is answered after the end"),
            (
                "阶段结束以后没有人再答复，结果也改不了",
                "after the end nobody answers, and no result can be changed",
            ),
            ("冻结: 12月19日", "freeze: December 19"),
            ("冻结: 12月12日", "freeze: December 12"),
        ],
    ),
    (
        code::NEXT_YEAR,
        [
            ("要用下一年的放假安排", "the next year's holiday table is needed"),
            (
                "下一年的安排十一月前后才公布，以后可能再变",
                "it is published in about November and may still change",
            ),
            ("冻结: 12月19日（答复算到下一年）", "freeze: December 19 (answers in the next year)"),
            ("冻结: 12月12日（年内答复完）", "freeze: December 12 (answers within the year)"),
        ],
    ),
    (
        code::NO_CHANNEL,
        [
            ("有人哪个渠道都送不到", "a person is addressed by no channel"),
            ("督办单发不到主要负责人，等于没有督办", "a card that does not reach the head supervises nobody"),
            ("渠道: {短信: {}}（负责人没有账号）", "channels: {sms: {}} (heads have no account)"),
            ("渠道: {短信: {}, 公文交换: {按岗位: 是}}", "channels: {sms: {}, papers: {by_post: true}}"),
        ],
    ),
    (
        code::UNSERVED,
        [
            ("方案里有的条目没有着落", "no line serves a row of the plan"),
            (
                "方案写了、文件没写的，没有人会去做，年底才发现",
                "what the plan says and the file does not is done by nobody, and noticed at the end",
            ),
            ("依据: []", "ref: []"),
            ("依据: [S60]", "ref: [S60]"),
        ],
    ),
    (
        code::PROMISE_OVER_LAW,
        [
            ("承诺时限比法定时限长", "a promise is longer than the law allows"),
            (
                "承诺是为了更快；比法定还慢，一到期就违法",
                "promises are to be faster; one that is slower breaks the law as soon as it is due",
            ),
            ("施工许可,15,20", "permit,15,20"),
            ("施工许可,15,7", "permit,15,7"),
        ],
    ),
];
