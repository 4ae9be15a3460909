//! What the store, the verification and the system say of themselves, in Chinese. They say it in English, to logs and to
//! programs; people of a Chinese command line read it by these sentences. What none of them fits stays as it is.

/// Sentences in both languages; each `{}` of the Chinese one is the same one of the English one, in this order, itself
/// said in Chinese where it is known.
const SENTENCES: &[(&str, &str)] = &[
    ("the store is damaged: {}", "数据已损坏：{}"),
    ("the store failed: {}", "存取失败：{}"),
    ("the view is at event {} of {}", "视图到第{}个事件，共{}个"),
    ("{}; look with `muster verify`, or restore a backup", "{}；用 muster verify 查看，或从备份恢复"),
    (
        "{}: look with `muster verify`, and restore a backup of before",
        "{}：用 muster verify 查看，并从出事以前的备份恢复",
    ),
    ("{}; restore it from a backup", "{}；请从备份恢复"),
    ("{}; start the engine once, which recomputes it", "{}；启动一次引擎就会重新算出"),
    (
        "the log is damaged: in {} the head {} and the last event at {}",
        "日志已损坏：{} 的链尾记录{}，最后一个事件是第{}号",
    ),
    ("is missing: after {} comes {}", "缺失：第{}号之后是第{}号"),
    ("is missing: the log ends at {}, its head row says {}", "缺失：日志到第{}号为止，链尾记录是第{}号"),
    ("is missing: the head file says {}", "缺失：链头文件记到第{}号"),
    ("is missing: the head file says version {}", "缺失：链头文件记到第{}个事件"),
    ("is missing", "缺失"),
    ("stands at {}", "是第{}号"),
    ("stands where {} comes again or out of order", "这个位置上又出现第{}号，或者次序不对"),
    ("has no position: {}", "没有位置：{}"),
    ("lies behind the head row, which says {}", "在链尾记录（第{}号）之后"),
    ("the head row is missing", "缺少链尾记录"),
    ("the head row cannot be read: {}", "链尾记录读不出来：{}"),
    (
        "log_head has a row that muster did not write (shard {})",
        "log_head 里有一行不是 muster 写的（分片 {}）",
    ),
    (
        "the term in log_head is {}, the last engine that held the log wrote {}",
        "log_head 的任期是 {}，最后打开日志的引擎写的是 {}",
    ),
    ("belongs to shard {}", "属于分片 {}"),
    ("its version follows version {}", "它的序号接不上第{}个事件"),
    ("the hash chain does not match", "散列链对不上"),
    ("its clock shows {}, before {}", "它的时间是 {}，早于 {}"),
    ("the step {} has an outcome already", "提醒 {} 已有结果"),
    (
        "the sum of its steps is wrong: {} planned, {} ended by the state, {} by the log",
        "提醒的总账不对：排定{}次，按状态已结{}次，按日志{}次",
    ),
    ("its link is not the one in the head file", "散列链与链头文件里的不同"),
    ("its table is not what the events before it say", "它的表与此前的事件对不上"),
    ("there was no cut-off for its table", "它的表没有截止点"),
    ("there is no launch before it", "此前没有发布"),
    ("the campaign cannot take it", "活动里不可能有这个事件"),
    ("it says that the blob {} is erased, but its bytes are still there", "它说材料 {} 已删除，内容却还在"),
    (
        "the erased blob {} is not marked as erased: it could come back",
        "已删除的材料 {} 没有删除标记，可能又被存进来",
    ),
    ("the blob {} has other bytes", "材料 {} 的内容变了"),
    ("the blob {} is missing", "材料 {} 不见了"),
    ("the blob {} cannot be read: {}", "材料 {} 读不出来：{}"),
    ("the blob {} is marked as erased, and no event says so", "材料 {} 标为已删除，却没有这样的事件"),
    ("something is marked as erased, and no event says so", "有材料标为已删除，却没有这样的事件"),
    ("what was erased cannot be read: {}", "删除标记读不出来：{}"),
    (
        "the table of commands does not fit it: a repeat would not be known for one",
        "命令表与它对不上：重复的命令会认不出来",
    ),
    ("the commands cannot be read: {}", "命令表读不出来：{}"),
    ("the file cannot be read: {}", "文件读不出来：{}"),
    ("the file cannot be checked: {}", "文件检查不了：{}"),
    ("the file is damaged: {}", "文件已损坏：{}"),
    ("cannot be read: {}", "读不出来：{}"),
    ("what stands beside the events cannot be read: {}", "事件以外的内容读不出来：{}"),
    ("when it wakes next was written by somebody else", "下次唤醒的时间是别的程序写的"),
    ("it wakes next at {}, its events say {}", "下次唤醒是 {}，按事件应是 {}"),
    ("it wakes and has no events", "它有唤醒时间，却没有事件"),
    ("never", "不再唤醒"),
    ("in {} the setting `{}` was written by somebody else", "{} 里的设置 {} 是别的程序写的"),
    ("the setting `{}` was written by somebody else", "设置 {} 是别的程序写的"),
    ("the setting `{}` says “{}”, which cannot be", "设置 {} 写着“{}”，这不可能"),
    ("the setting `{}` is missing", "缺少设置 {}"),
    ("in {} the {} `{}` {}", "{} 里的 {} {} {}"),
    ("the {} `{}` {}", "{} {} {}"),
    ("was not made by muster", "不是 muster 建的"),
    ("is not as muster made it", "与 muster 建的不同"),
    ("table", "表"),
    ("index", "索引"),
    ("trigger", "触发器"),
    ("view", "视图"),
    (
        "the accounts of {} in contacts.db are not those that the last import left",
        "contacts.db 里 {} 的账号与最后一次导入留下的不同",
    ),
    (
        "contacts.db belongs to another log: put the one of this log in its place, or restore it from a backup",
        "contacts.db 是别的日志的：换回这份日志的，或从备份恢复",
    ),
    ("contacts.db cannot be read: {}", "contacts.db 读不出来：{}"),
    ("view.db cannot be read: {}", "view.db 读不出来：{}"),
    ("there is no log in {}", "{} 里没有日志"),
    ("{}: line {} is not one of a head file", "{}：第{}行不是链头文件的内容"),
    (
        "log.db was copied while it was in use, or lost its companion log.db-wal: what was written last is missing. {}",
        "log.db 是在使用中复制的，或者丢了同伴文件 log.db-wal：最后写入的不见了。把 log.db-wal 放回来；没有了，就从备份恢复",
    ),
    ("No such file or directory (os error {})", "没有这个文件或文件夹"),
    ("Permission denied (os error {})", "没有权限"),
    ("No space left on device (os error {})", "磁盘满了"),
    ("Connection refused (os error {})", "对方没有接受连接"),
    ("error returned from database: (code: {}) {}", "数据库：{}（{}）"),
    ("file is not a database", "文件不是数据库"),
    ("database disk image is malformed", "数据库文件已损坏"),
    ("database or disk is full", "磁盘满了"),
    ("attempt to write a readonly database", "数据库是只读的"),
    ("disk I/O error", "磁盘读写出错"),
    ("position {}, campaign {} version {}: {}", "第{}号事件（活动 {} 的第{}个）：{}"),
    ("position {}: {}", "第{}号事件：{}"),
    ("campaign {} version {}: {}", "活动 {} 的第{}个事件：{}"),
    ("campaign {}: {}", "活动 {}：{}"),
];

/// Deepest nesting of a sentence in a sentence.
const DEPTH_MAX: usize = 6;

/// It in Chinese, where it is known.
#[must_use]
pub fn chinese(text: &str) -> String {
    translated(text, DEPTH_MAX)
}

fn translated(text: &str, depth: usize) -> String {
    let known = SENTENCES.iter().filter(|_| depth > 0);
    let fits = known.filter_map(|(en, zh)| Some((held(en, text)?, *zh)));
    let Some((held, zh)) = fits.into_iter().next() else { return text.to_owned() };
    let mut held = held.into_iter();
    let mut whole = String::new();
    for (at, piece) in zh.split("{}").enumerate() {
        if at > 0 {
            whole += &held.next().map(|one| translated(one, depth - 1)).unwrap_or_default();
        }
        whole += piece;
    }
    whole
}

/// What stands where a sentence has its gaps; none where it is another sentence.
fn held<'t>(sentence: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut pieces = sentence.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let pieces: Vec<&str> = pieces.collect();
    let mut held = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        let last = at + 1 == pieces.len();
        let end = match (last, piece.is_empty()) {
            (true, true) => rest.len(),
            (true, false) => rest.len().checked_sub(piece.len()).filter(|_| rest.ends_with(piece))?,
            (false, _) => rest.find(piece)?,
        };
        let (one, after) = rest.split_at_checked(end)?;
        if one.is_empty() {
            return None;
        }
        held.push(one);
        rest = after.strip_prefix(piece)?;
    }
    rest.is_empty().then_some(held)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_store_says_is_said_in_chinese_down_to_its_causes() {
        for (en, zh) in [
            ("position 72: is missing: after 71 comes 73", "第72号事件：缺失：第71号之后是第73号"),
            (
                "position 252, campaign c version 9: the hash chain does not match",
                "第252号事件（活动 c 的第9个）：散列链对不上",
            ),
            (
                "the store is damaged: in log.db the trigger `t` was not made by muster: look with `muster verify`, and restore a \
                 backup of before",
                "数据已损坏：log.db 里的 触发器 t 不是 muster 建的：用 muster verify 查看，并从出事以前的备份恢复",
            ),
            (
                "the store failed: error returned from database: (code: 26) file is not a database",
                "存取失败：数据库：26（文件不是数据库）",
            ),
            ("something else", "something else"),
        ] {
            assert_eq!(chinese(en), zh);
        }
    }

    #[test]
    fn every_sentence_has_its_gaps_in_both_languages() {
        for (en, zh) in SENTENCES {
            let gaps = |text: &str| text.matches("{}").count();
            assert!(gaps(zh) == gaps(en) || gaps(zh) == 0, "{en}");
        }
    }
}
