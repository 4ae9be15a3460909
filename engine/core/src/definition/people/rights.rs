//! 可以, 回避: what holders of a role may do, and what they may not do although they have the right.

use muster_protocol::catalogue::TextId;
use muster_protocol::definition::{Exclusion, Right};
use muster_protocol::id;

use crate::definition::findings::finding::Report;
use crate::definition::keys::{CAN, Key, RECUSED, word, written_in};
use crate::definition::text::fields;
use crate::definition::text::tree::Node;

/// Every right with its word, and what else people write.
pub(in crate::definition) const RIGHTS: [(Right, Key, &[&str]); 28] = [
    (Right::Check, word("检查", "check"), &[]),
    (Right::Preview, word("预演", "preview"), &[]),
    (Right::Launch, word("发布", "launch"), &["启动"]),
    (Right::Amend, word("变更", "amend"), &["修改"]),
    (Right::Hold, word("暂停", "hold"), &["恢复"]),
    (Right::Assign, word("布置任务", "assign"), &["交办"]),
    (Right::Inspect, word("督查", "inspect"), &[]),
    (Right::Urge, word("催办", "urge"), &[]),
    (Right::Collate, word("汇总", "collate"), &[]),
    (Right::Review, word("审核", "review"), &["评审"]),
    (Right::Score, word("打分", "score"), &["评分"]),
    (Right::Recheck, word("复核", "recheck"), &[]),
    (Right::Rate, word("评议", "rate"), &["点评"]),
    (Right::ApproveLists, word("批准名单", "approve_lists"), &[]),
    (Right::Veto, word("一票否决", "veto"), &[]),
    (Right::AnswerAppeals, word("处理申诉", "answer_appeals"), &["答复申诉"]),
    (Right::Appeal, word("申诉", "appeal"), &[]),
    (Right::ReceivePledges, word("接收承诺", "receive_pledges"), &[]),
    (Right::Submit, word("报送", "submit"), &["提交"]),
    (Right::SubmitFor, word("代报", "submit_for"), &["代报送"]),
    (Right::Sign, word("签收", "sign"), &[]),
    (Right::Visit, word("走访", "visit"), &[]),
    (Right::HandleCases, word("办件", "handle_cases"), &[]),
    (Right::BringCases, word("提出诉求", "bring_cases"), &["留言"]),
    (Right::State, word("陈述", "state"), &[]),
    (Right::SeeRestricted, word("查看受限名册", "see_restricted"), &[]),
    (Right::Export, word("导出", "export"), &[]),
    (Right::Erase, word("删除个人信息", "erase"), &[]),
];

pub(in crate::definition) const EXCLUSIONS: [(Exclusion, Key, &[&str]); 2] = [
    (Exclusion::OwnUnit, word("评本单位", "own_unit"), &["不评本单位", "本单位"]),
    (Exclusion::OwnHandling, word("评本人经办", "own_handling"), &["不评本人经办", "本人经办"]),
];

/// A right's word.
#[must_use]
pub fn right(right: Right) -> Key {
    let found = RIGHTS.iter().find(|(one, ..)| *one == right);
    found.map_or(word("", ""), |(_, word, _)| *word)
}

/// Reads rights. The order in which they are written means nothing, and one that appears twice is one.
pub(crate) fn rights(node: &Node, report: &mut Report) -> Vec<Right> {
    chosen(node, CAN, id!("right-of-a-role"), &RIGHTS, report)
}

/// Reads exclusions.
pub(crate) fn exclusions(node: &Node, report: &mut Report) -> Vec<Exclusion> {
    chosen(node, RECUSED, id!("exclusion"), &EXCLUSIONS, report)
}

fn chosen<T: Copy + Ord>(
    node: &Node,
    what: Key,
    kind: TextId,
    all: &[(T, Key, &[&'static str])],
    report: &mut Report,
) -> Vec<T> {
    let mut found = Vec::new();
    for (text, place) in fields::texts(node, what, report) {
        let is = |(_, word, others): &&(T, Key, &[&str])| word.is(&text) || others.contains(&text.as_str());
        match all.iter().find(is) {
            Some(&(one, ..)) => found.push(one),
            None => {
                let lang = written_in(&text);
                let names = all.iter().map(|(_, word, _)| word.say(lang));
                fields::unknown_name(kind, &text, place, names, report);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
