//! Time: the machine's clock, the zone rules, the calendars of what runs.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use muster_protocol::definition::Definition;
use muster_protocol::say;
use muster_protocol::time::{Instant, MINUTE};
use muster_rules::zone::ZONE_DATA;
use muster_server::clock::STOP_MS_MAX;

use super::{Check, Level, Subject};
use crate::words;

/// Present while systemd's own client keeps the clock.
const SYNCHRONIZED: &str = "/run/systemd/timesync/synchronized";

pub(super) fn checks(subject: &Subject<'_>) -> Vec<Check> {
    let mut checks = vec![machine(subject), ntp(subject), zone(subject)];
    checks.extend(subject.found.running.iter().flat_map(|(_, definition)| calendar(subject, definition)));
    checks
}

/// The machine's clock against what the directory has seen. Within one boot a jump shows in the running engine, which
/// compares with the time since boot.
fn machine(subject: &Subject<'_>) -> Check {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let now = Instant(i64::try_from(since).unwrap_or(i64::MAX));
    let halted = subject.engine_status.as_ref().and_then(|engine_status| {
        let why = words::clock::halted(subject.lang, engine_status)?;
        Some(Check::new("clock", Level::Fault, why).next(words::clock::way_out(subject.lang, engine_status)))
    });
    if let Some(halted) = halted {
        return halted;
    }
    let wall = subject.found.clock.as_deref() != Some("stepped");
    let behind = subject.found.at.map_or(0, |at| at.0.saturating_sub(now.0));
    if wall && behind > MINUTE {
        let by = words::clock::span(subject.lang, behind);
        let text = say!(subject.lang, "the-machines-clock-now-is-by-before-the", now, by);
        let next = subject.lang.say("set-the-machines-clock");
        return Check::new("clock", Level::Fault, text).next(next);
    }
    let ahead = subject.found.at.map_or(0, |at| now.0.saturating_sub(at.0));
    if wall && subject.engine_status.is_none() && ahead > STOP_MS_MAX {
        let by = words::clock::span(subject.lang, ahead);
        let text = say!(subject.lang, "the-machines-clock-now-is-by-after-the", now, by);
        return Check::new("clock", Level::Warning, text).next("muster clock show");
    }
    let text = match (wall, &subject.engine_status) {
        (false, _) => subject.lang.say("a-stepped-clock-the-machines-is-not-looked").to_owned(),
        (true, Some(_)) => say!(subject.lang, "now-no-jump-against-boot-time", now),
        (true, None) => now.to_string(),
    };
    Check::new("clock", Level::Ok, text)
}

fn ntp(subject: &Subject<'_>) -> Check {
    let synchronized = Path::new(SYNCHRONIZED).exists() || reported_by_timedatectl() == Some(true);
    if synchronized {
        return Check::new("ntp", Level::Ok, subject.lang.say("the-clock-is-kept-by-network-time"));
    }
    if reported_by_timedatectl() == Some(false) {
        let text = subject.lang.say("the-clock-is-not-kept-by-network-time");
        let next = subject.lang.say("enable-systemd-timesyncd-or-chrony");
        return Check::new("ntp", Level::Warning, text).next(next);
    }
    let text = subject.lang.say("it-cannot-be-told-here-whether-network-time");
    Check::new("ntp", Level::Ok, text)
}

/// What systemd knows; none where there is no systemd to ask.
fn reported_by_timedatectl() -> Option<bool> {
    let asked = Command::new("timedatectl").args(["show", "--property=NTPSynchronized", "--value"]).output();
    let answer = asked.ok().filter(|answer| answer.status.success())?;
    match String::from_utf8_lossy(&answer.stdout).trim() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn zone(subject: &Subject<'_>) -> Check {
    let older: Vec<String> = subject
        .found
        .running
        .iter()
        .filter(|(_, definition)| definition.zone_data != ZONE_DATA)
        .map(|(id, definition)| format!("{id} ({})", definition.zone_data))
        .collect();
    if older.is_empty() {
        return Check::new(
            "zone",
            Level::Ok,
            say!(subject.lang, "zone-data-zone-data", zone_data = ZONE_DATA),
        );
    }
    let older = older.join(", ");
    let text =
        say!(subject.lang, "zone-data-zone-data-campaigns-were-checked-with", zone_data = ZONE_DATA, older);
    let next = subject.lang.say("what-is-planned-stays-look-through-muster-preview");
    Check::new("zone", Level::Warning, text).next(next)
}

/// Years of a running campaign for which a calendar of it has no table: unknown ones, and those that its file takes as
/// provisional.
fn calendar(subject: &Subject<'_>, definition: &Definition) -> Option<Check> {
    let calendar = &definition.calendar;
    let calendars = || std::iter::once(calendar).chain(definition.groups.iter().map(|group| &group.calendar));
    let lacks =
        |year: &i32| calendars().any(|known| !known.years.contains(year) || known.provisional.contains(year));
    let years = definition.phases.iter().flat_map(|phase| phase.from.parts().0..=phase.to.parts().0);
    let missing: BTreeSet<i32> = years.filter(lacks).collect();
    let id = &definition.id;
    if missing.is_empty() {
        let (name, version) = (&calendar.name, &calendar.version);
        let text = say!(subject.lang, "id-calendar-name-version-knows-every-year-of", id, name, version);
        return Some(Check::new("holidays", Level::Ok, text));
    }
    let missing = missing.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let text = say!(subject.lang, "id-the-calendar-has-no-holidays-of-missing", id, missing);
    let next = say!(subject.lang, "once-they-are-published-add-that-years-table", name = calendar.name);
    Some(Check::new("holidays", Level::Warning, text).next(next))
}
