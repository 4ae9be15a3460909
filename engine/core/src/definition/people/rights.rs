//! 可以, 回避: what holders of a role may do, and what they may not do although they have the right.

use muster_protocol::definition::{Exclusion, Right};

use crate::definition::findings::finding::Report;
use crate::definition::keys::{CAN, Key, RECUSED};
use crate::definition::text::fields;
use crate::definition::text::tree::Node;

/// Every right with its words: Chinese, English, and what else people write.
pub(in crate::definition) const RIGHTS: [(Right, &str, &str, &[&str]); 28] = [
    (Right::Check, "检查", "check", &[]),
    (Right::Preview, "预演", "preview", &[]),
    (Right::Launch, "发布", "launch", &["启动"]),
    (Right::Amend, "变更", "amend", &["修改"]),
    (Right::Hold, "暂停", "hold", &["恢复"]),
    (Right::Assign, "布置任务", "assign", &["交办"]),
    (Right::Inspect, "督查", "inspect", &[]),
    (Right::Urge, "催办", "urge", &[]),
    (Right::Collate, "汇总", "collate", &[]),
    (Right::Review, "审核", "review", &["评审"]),
    (Right::Score, "打分", "score", &["评分"]),
    (Right::Recheck, "复核", "recheck", &[]),
    (Right::Rate, "评议", "rate", &["点评"]),
    (Right::ApproveLists, "批准名单", "approve_lists", &[]),
    (Right::Veto, "一票否决", "veto", &[]),
    (Right::AnswerAppeals, "处理申诉", "answer_appeals", &["答复申诉"]),
    (Right::Appeal, "申诉", "appeal", &[]),
    (Right::ReceivePledges, "接收承诺", "receive_pledges", &[]),
    (Right::Submit, "报送", "submit", &["提交"]),
    (Right::SubmitFor, "代报", "submit_for", &["代报送"]),
    (Right::Sign, "签收", "sign", &[]),
    (Right::Visit, "走访", "visit", &[]),
    (Right::HandleCases, "办件", "handle_cases", &[]),
    (Right::BringCases, "提出诉求", "bring_cases", &["留言"]),
    (Right::State, "陈述", "state", &[]),
    (Right::SeeRestricted, "查看受限名册", "see_restricted", &[]),
    (Right::Export, "导出", "export", &[]),
    (Right::Erase, "删除个人信息", "erase", &[]),
];

pub(in crate::definition) const EXCLUSIONS: [(Exclusion, &str, &str, &[&str]); 2] = [
    (Exclusion::OwnUnit, "评本单位", "own_unit", &["不评本单位", "本单位"]),
    (Exclusion::OwnHandling, "评本人经办", "own_handling", &["不评本人经办", "本人经办"]),
];

/// A right's words: Chinese, English.
#[must_use]
pub fn right(right: Right) -> (&'static str, &'static str) {
    let found = RIGHTS.iter().find(|(one, ..)| *one == right);
    found.map_or(("", ""), |(_, zh, en, _)| (*zh, *en))
}

/// Reads rights. The order in which they are written means nothing, and one that appears twice is one.
pub(crate) fn rights(node: &Node, report: &mut Report) -> Vec<Right> {
    chosen(node, CAN, ("权限", "right"), &RIGHTS, report)
}

/// Reads exclusions.
pub(crate) fn exclusions(node: &Node, report: &mut Report) -> Vec<Exclusion> {
    chosen(node, RECUSED, ("回避事项", "exclusion"), &EXCLUSIONS, report)
}

fn chosen<T: Copy + Ord>(
    node: &Node,
    what: Key,
    kind: (&str, &str),
    all: &[(T, &'static str, &'static str, &[&'static str])],
    report: &mut Report,
) -> Vec<T> {
    let mut found = Vec::new();
    for (text, place) in fields::texts(node, what, report) {
        let is = |&(_, zh, en, others): &&(T, &str, &str, &[&str])| {
            *zh == text || *en == text || others.contains(&text.as_str())
        };
        match all.iter().find(is) {
            Some(&(one, ..)) => found.push(one),
            None => {
                let ascii = text.is_ascii();
                let names = all.iter().map(|&(_, zh, en, _)| if ascii { en } else { zh });
                fields::unknown_name(kind, &text, place, names, report);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
