//! A clock that is not believed, or that stands: what it is, and what becomes of it.

use muster_rules::counted::counted;
use muster_server::clock::Doubt;
use muster_server::execute::Falls;
use muster_server::http::EngineStatus;

use crate::lang::Lang;

/// Why time is held or stands, in a clause; none when it moves.
pub fn halted(lang: Lang, engine_status: &EngineStatus) -> Option<String> {
    let doubt = engine_status.doubt.as_deref().and_then(Doubt::of);
    let off = span(lang, engine_status.ahead_ms.unwrap_or_default());
    if let Some(behind) = engine_status.stands_ms {
        let behind = span(lang, behind);
        return Some(match lang {
            Lang::Zh => format!("时间停着：系统时间慢{behind}，要等它追上；时间不会倒走"),
            Lang::En => {
                format!(
                    "time stands: the machine's clock is {behind} behind; until it catches up nothing falls due"
                )
            }
        });
    }
    Some(match (lang, doubt?) {
        (Lang::Zh, Doubt::Jump) => format!("时间已停住：系统时间向前跳了{off}"),
        (Lang::En, Doubt::Jump) => format!("time is HELD: the machine's clock jumped {off} forward"),
        (Lang::Zh, Doubt::Back) => format!("时间已停住：系统时间落后{off}，被倒拨过"),
        (Lang::En, Doubt::Back) => {
            format!("time is HELD: the machine's clock is {off} behind; it was set back")
        }
        (Lang::Zh, Doubt::Stop) => {
            format!("时间已停住：系统时间比最近一次所见快{off}：要么停机这么久，要么系统时间不对")
        }
        (Lang::En, Doubt::Stop) => format!(
            "time is HELD: the machine's clock is {off} ahead of what was seen last: either the machine was off so long, \
             or its clock is wrong"
        ),
    })
}

/// What to do about it.
pub fn way_out(lang: Lang, engine_status: &EngineStatus) -> &'static str {
    if engine_status.stands_ms.is_some() {
        return lang.pick("校准系统时间", "set the machine's clock");
    }
    match engine_status.doubt.as_deref().and_then(Doubt::of) {
        Some(Doubt::Back) => lang.pick(
            "校准系统时间，走时自动恢复；若现在的时间才是对的，muster clock accept",
            "set the machine's clock and time goes on by itself; if it is right now, `muster clock accept`",
        ),
        Some(Doubt::Jump | Doubt::Stop) | None => lang.pick(
            "时间不对就校准，走时自动恢复；时间对就 muster clock accept",
            "if it is wrong, set it and time goes on by itself; if it is right, `muster clock accept`",
        ),
    }
}

/// What accepting it would bring.
pub fn foresight(lang: Lang, engine_status: &EngineStatus, falls: &Falls) -> String {
    let Falls { campaigns, over, steps, missed, late } = falls;
    match (lang, engine_status.ahead_ms) {
        (Lang::Zh, Some(..0)) => {
            format!("接受之后：时间不倒走，停在 {} 等系统时间追上，其间什么也不发", engine_status.now)
        }
        (Lang::En, Some(..0)) => format!(
            "if accepted: time does not go back; it stands at {} until the machine's clock comes there, and nothing is sent",
            engine_status.now
        ),
        (Lang::Zh, _) if *campaigns == 0 => "接受之后：没有到期的".to_owned(),
        (Lang::En, _) if *campaigns == 0 => "if accepted: nothing falls due".to_owned(),
        (Lang::Zh, _) => format!(
            "接受之后：{campaigns}个活动有事到期，提醒{steps}次要发，{missed}次过了补发期限不再发，{late}项记逾期，{over}个活动随即结束"
        ),
        (Lang::En, _) => format!(
            "if accepted: things fall due in {campaigns}: {steps} steps go out, {missed} are too old and are skipped, \
             {late} items become late, {over} campaigns are over",
            campaigns = counted(&campaigns, "campaign")
        ),
    }
}

/// A stretch of time as people say it, whichever its sign.
pub fn span(lang: Lang, ms: i64) -> String {
    const UNITS: [(i64, &str, &str); 4] = [
        (86_400_000, "天", "days"),
        (3_600_000, "小时", "hours"),
        (60_000, "分钟", "minutes"),
        (1_000, "秒", "s"),
    ];
    let ms = ms.saturating_abs();
    // The unit of which there are two at least says enough.
    let unit = UNITS.into_iter().find(|(length, ..)| ms >= 2 * length).unwrap_or(UNITS[3]);
    let count = ms.saturating_add(unit.0 / 2) / unit.0;
    match lang {
        Lang::Zh => format!("{count}{}", unit.1),
        Lang::En => format!("{count} {}", unit.2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_said_in_the_unit_that_tells() {
        let said = [-2_592_000_000, 7_200_000, 3_600_000, 61_000, 0].map(|ms| span(Lang::En, ms));
        assert_eq!(said, ["30 days", "2 hours", "60 minutes", "61 s", "0 s"]);
        assert_eq!(span(Lang::Zh, -2_592_000_000), "30天");
    }
}
