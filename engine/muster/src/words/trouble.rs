//! What went wrong and was put right, as sentences: dead letters, a clock that was held.

use muster_words::event::Said as Event;

use crate::lang::Lang;

/// Most names in one sentence; the rest are counted.
const NAMES_SHOWN: usize = 4;

/// What happened, as a sentence without who did it.
#[must_use]
pub fn sentence(lang: Lang, event: &Event) -> String {
    match event {
        Event::StepRetried(body) => {
            let name = |no| format!("#{no}");
            let steps = body.steps.iter().map(|step| {
                let new = name(format!("{}.{}", step.old.due_version, step.new.no));
                format!("{} → {new}", step.old)
            });
            lang.pick("重试 ", "tried again: ").to_owned() + &some(lang, steps.collect())
        }
        Event::DeliveryFailed(body) => match lang {
            Lang::Zh => format!("{} 处理不了第{}个事件，记入死信", body.consumer, body.version),
            Lang::En => {
                format!("{} gave event {} of the campaign up: a dead letter", body.consumer, body.version)
            }
        },
        Event::DeliveryRetried(body) => match lang {
            Lang::Zh => format!("第{}个事件重新交给 {}", body.version, body.consumer),
            Lang::En => format!("event {} of the campaign is given to {} again", body.version, body.consumer),
        },
        Event::DeadLetterDropped(body) => {
            let letters = some(lang, body.letters.iter().map(ToString::to_string).collect());
            match (lang, body.why.is_some()) {
                (Lang::Zh, true) => format!("放弃死信 {letters}"),
                (Lang::Zh, false) => format!("死信 {letters} 已不需要发送"),
                (Lang::En, true) => format!("dead letters dropped: {letters}"),
                (Lang::En, false) => format!("dead letters no longer due: {letters}"),
            }
        }
        Event::ClockHeld(body) => match (lang, body.forward_ms / 1_000) {
            (Lang::Zh, back @ ..0) => format!("系统时间落后{}秒，暂停走时", -back),
            (Lang::En, back @ ..0) => format!("the wall clock is {} s behind; time is held", -back),
            (Lang::Zh, forward) => format!("系统时间向前跳了{forward}秒，暂停走时"),
            (Lang::En, forward) => format!("the wall clock jumped forward by {forward} s; time is held"),
        },
        Event::ClockAccepted(body) => match (lang, body.forward_ms / 1_000) {
            (Lang::Zh, back @ ..0) => format!("接受落后{}秒的系统时间", -back),
            (Lang::En, back @ ..0) => format!("the wall clock was accepted, {} s behind", -back),
            (Lang::Zh, forward) => format!("接受向前跳的{forward}秒，恢复走时"),
            (Lang::En, forward) => format!("the jump of {forward} s was accepted; time goes on"),
        },
        _ => event.name().to_owned(),
    }
}

fn some(lang: Lang, mut names: Vec<String>) -> String {
    let count = names.len();
    names.truncate(NAMES_SHOWN);
    let shown = names.join(lang.pick("、", ", "));
    match (count > NAMES_SHOWN, lang) {
        (false, _) => shown,
        (true, Lang::Zh) => format!("{shown} 等{count}个"),
        (true, Lang::En) => format!("{shown} and {} more", count - NAMES_SHOWN),
    }
}
