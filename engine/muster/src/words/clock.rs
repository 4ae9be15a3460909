//! A clock that is not believed, or that stands: what it is, and what becomes of it.

use muster_protocol::say;
use muster_server::clock::Doubt;
use muster_server::execute::ClockImpact;
use muster_server::http::EngineStatus;

use muster_protocol::catalogue::Language;

/// Why time is held or stands, in a clause; none when it moves.
pub fn halted(lang: Language, engine_status: &EngineStatus) -> Option<String> {
    let doubt = engine_status.doubt.as_deref().and_then(Doubt::of_code);
    let off = span(lang, engine_status.ahead_ms.unwrap_or_default());
    if let Some(behind) = engine_status.stands_ms {
        let behind = span(lang, behind);
        return Some(say!(lang, "time-stands-the-clock-is-behind", behind));
    }
    Some(match doubt? {
        Doubt::Jump => say!(lang, "time-is-held-clock-jumped-forward", off),
        Doubt::Back => say!(lang, "time-is-held-clock-was-set-back", off),
        Doubt::Stop => say!(lang, "time-is-held-clock-is-ahead", off),
    })
}

/// What to do about it.
pub fn way_out(lang: Language, engine_status: &EngineStatus) -> &'static str {
    if engine_status.stands_ms.is_some() {
        return lang.say("set-the-clock-of-the-machine");
    }
    match engine_status.doubt.as_deref().and_then(Doubt::of_code) {
        Some(Doubt::Back) => lang.say("set-the-machines-clock-and-time-goes-on"),
        Some(Doubt::Jump | Doubt::Stop) | None => lang.say("if-the-clock-is-wrong-set-it"),
    }
}

/// What accepting it would bring.
pub fn impact(lang: Language, engine_status: &EngineStatus, impact: &ClockImpact) -> String {
    let ClockImpact { campaigns, over, steps, missed, late } = impact;
    if matches!(engine_status.ahead_ms, Some(..0)) {
        return say!(lang, "if-accepted-time-stands-until-then", now = engine_status.now);
    }
    if *campaigns == 0 {
        return lang.say("if-accepted-nothing-falls-due").to_owned();
    }
    say!(lang, "if-accepted-things-fall-due", #campaigns = campaigns, #steps = steps, #missed = missed, #late = late, #over = over)
}

/// A stretch of time as people say it, whichever its sign.
pub fn span(lang: Language, ms: i64) -> String {
    const DAY: i64 = 86_400_000;
    const HOUR: i64 = 3_600_000;
    const MINUTE: i64 = 60_000;
    let ms = ms.saturating_abs();
    let count = |unit: i64| ms.saturating_add(unit / 2) / unit;
    // The unit of which there are two at least says enough.
    match ms {
        _ if ms >= 2 * DAY => say!(lang, "span-in-days", #count = count(DAY)),
        _ if ms >= 2 * HOUR => say!(lang, "span-in-hours", #count = count(HOUR)),
        _ if ms >= 2 * MINUTE => say!(lang, "span-in-minutes", #count = count(MINUTE)),
        _ => say!(lang, "span-in-seconds", count = count(1_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_said_in_the_unit_that_tells() {
        let said = [-2_592_000_000, 7_200_000, 3_600_000, 61_000, 0].map(|ms| span(Language::En, ms));
        assert_eq!(said, ["30 days", "2 hours", "60 minutes", "61 s", "0 s"]);
        assert_eq!(span(Language::Zh, -2_592_000_000), "30天");
    }
}
