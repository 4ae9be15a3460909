//! Times that hang on something else: the start or end of a phase, a festival, an item that closes or falls due.

use muster_protocol::definition::Limit;

use super::When;
use crate::definition::days::time_limit;
use crate::definition::limits::DAYS_MAX;

/// Reads 阶段开始后5个工作日 and its kin.
pub(super) fn chinese(plain: &str) -> Option<When> {
    for (word, closed) in [("办结后", true), ("到期后", false)] {
        if let Some((name, limit)) = plain.split_once(word) {
            let name = named(name)?;
            return Some(When::Item { name, closed, limit: time_limit::parse(limit)? });
        }
    }
    if let Some((phase, limit)) = plain.split_once("开始后") {
        return Some(When::PhaseStart { phase: phase_named(phase), limit: time_limit::parse(limit)? });
    }
    if let Some((phase, days)) = plain.split_once("结束前") {
        return Some(When::PhaseEnd { phase: phase_named(phase), before: workdays(days)? });
    }
    let (name, days) = plain.split_once('前')?;
    let before = if days.is_empty() { 1 } else { workdays(days)? };
    Some(When::Festival { name: festival_named(name)?, before: Some(before) })
}

/// Reads 5 working days after phase start, from text without spaces.
pub(super) fn english(plain: &str) -> Option<When> {
    if let Some((limit, of)) = plain.split_once("after") {
        let limit = time_limit::parse(limit)?;
        for start in ["phasestart", "phasestarts", "thephasestarts"] {
            if of == start {
                return Some(When::PhaseStart { phase: None, limit });
            }
        }
        let ends = [("closes", true), ("isclosed", true), ("isdue", false), ("fallsdue", false)];
        return ends.into_iter().find_map(|(word, closed)| {
            Some(When::Item { name: named(of.strip_suffix(word)?)?, closed, limit })
        });
    }
    let (days, of) = plain.split_once("before")?;
    let before = if days.is_empty() { 1 } else { workdays(days)? };
    if ["phaseend", "phaseends", "thephaseends"].contains(&of) {
        return Some(When::PhaseEnd { phase: None, before });
    }
    Some(When::Festival { name: festival_named(of)?, before: Some(before) })
}

/// A festival's own day, by a text that nothing else understood. Whether there is such a festival, its table says.
pub(super) fn festival(plain: &str) -> Option<When> {
    festival_named(plain).map(|name| When::Festival { name, before: None })
}

fn named(name: &str) -> Option<String> {
    (!name.is_empty()).then(|| name.to_owned())
}

/// A name without digits and signs: 4月25日前 is no festival.
fn festival_named(name: &str) -> Option<String> {
    // Women's Day and the Mid-Autumn Festival have signs within.
    let fits = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '-');
    let whole = name.starts_with(char::is_alphabetic) && name.chars().all(fits);
    whole.then(|| named(name)).flatten()
}

fn phase_named(phase: &str) -> Option<String> {
    named(phase).filter(|name| name != "阶段")
}

fn workdays(text: &str) -> Option<u16> {
    match time_limit::parse(text)? {
        Limit::Workdays(days) => Some(days).filter(|days| *days <= DAYS_MAX),
        _ => None,
    }
}
