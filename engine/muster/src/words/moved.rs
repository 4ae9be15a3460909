//! How a due day came to be another than it was: the day before, the day after, and which amendment or resume did it.

use muster_protocol::item::StepReason;
use muster_server::view::moves::{ChangeLine, MoveLine};

use super::glossary::Glossary;
use super::{names, step};
use crate::lang::Lang;

/// The name of the event of an amendment; what else moves days is a resume.
const AMENDED: &str = "campaign.amended";

/// A move as a line. `reason` is the text of what did it; none where it may not be read.
#[must_use]
pub fn line(lang: Lang, known: &Glossary, moved: &MoveLine, reason: Option<&str>) -> String {
    let MoveLine { before, after, position, withdrawn, .. } = moved;
    let same = before == after;
    let days = match (lang, same) {
        (Lang::Zh, false) => format!("改期：原定 {before} 截止，改为 {after}"),
        (Lang::Zh, true) => format!("提醒重排：仍是 {after} 截止"),
        (Lang::En, false) => format!("moved: was due {before}, now {after}"),
        (Lang::En, true) => format!("reminders planned again: still due {after}"),
    };
    let by = by(lang, known, &moved.by, reason);
    let why = step::reason(lang, if same { StepReason::Replanned } else { StepReason::DueMoved });
    let taken_back = match (lang, withdrawn) {
        (_, 0) => String::new(),
        (Lang::Zh, count) => format!("；撤回提醒{count}条，因为{why}"),
        (Lang::En, 1) => format!("; 1 reminder was taken back: {why}"),
        (Lang::En, count) => format!("; {count} reminders were taken back: {why}"),
    };
    match lang {
        Lang::Zh => format!("{days}。{by}{taken_back}（第{position}号事件）"),
        Lang::En => format!("{days}. {by}{taken_back} (event {position})"),
    }
}

fn by(lang: Lang, known: &Glossary, change: &ChangeLine, reason: Option<&str>) -> String {
    let ChangeLine { position, at, name, actor, behalf, approver, reason: text } = change;
    let (at, who) = (known.local(*at), names::by(lang, actor, behalf.as_deref()));
    let approved = approver.as_ref().map_or_else(String::new, |post| match lang {
        Lang::Zh => format!("，{post}批准"),
        Lang::En => format!(", approved by {post}"),
    });
    let because = match (lang, text, reason) {
        (_, None, _) => String::new(),
        (Lang::Zh, Some(_), Some(reason)) => format!("，理由：{reason}"),
        (Lang::En, Some(_), Some(reason)) => format!(", because: {reason}"),
        (Lang::Zh, Some(_), None) => "，理由读不到".to_owned(),
        (Lang::En, Some(_), None) => ", for a reason that cannot be read here".to_owned(),
    };
    match (lang, name == AMENDED) {
        (Lang::Zh, true) => format!("{at} {who}修订（第{position}号事件）{approved}{because}"),
        (Lang::Zh, false) => format!("{at} {who}恢复发送，按暂停的工作日顺延（第{position}号事件）"),
        (Lang::En, true) => format!("Amended {at} by {who} (event {position}){approved}{because}"),
        (Lang::En, false) => {
            format!("Resumed {at} by {who}, due days moved by the working days held (event {position})")
        }
    }
}
