//! `muster visits import`: visits that their visitors fixed themselves, from a table; all of them or none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::Args;
use muster_core::campaign::Issuer;
use muster_protocol::catalogue::Language;
use muster_protocol::command::{
    ChangeVisit, Command, FixVisits, FixedVisit, ItemName, VISITS_FIXED_MAX, VisitChange,
};
use muster_protocol::definition::Definition;
use muster_protocol::ids::UnitIx;
use muster_protocol::item::ProposedVisit;
use muster_protocol::question::{Answer, PlaceToVisit, Question, StandingVisit, VisitInstance};
use muster_protocol::refs::OccasionKey;
use muster_protocol::say;
use muster_protocol::time::{Date, TimeOfDay};
use muster_rules::audience::contact_of;
use muster_rules::numbering::Numbering;
use muster_rules::visit::{self, slot};

use super::super::table_rows::{Faults, heads, none};
use super::list::{VisitList, read};
use crate::authoring::files;
use crate::client::act::{submit_and_report, with_connection};
use crate::client::connection::Connection;
use crate::client::target::ActArgs;
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use crate::output::Output;

/// The arguments of `muster visits import`.
#[derive(Debug, Args)]
pub(crate) struct Import {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    acting: ActArgs,
}

/// A row as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Written {
    /// Its number in the table, from 1.
    row: usize,
    item: String,
    date: String,
    start: String,
}

/// A row that was understood.
#[derive(Debug, Clone)]
struct Fixed {
    row: usize,
    item: ItemName,
    date: Date,
    start: TimeOfDay,
}

impl Import {
    pub(super) fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let rows = written(out.lang, &files::rows(out.lang, &self.file)?)?;
        with_connection(out, &self.acting, async |connection, by| self.give(out, connection, by, rows).await)
    }

    async fn give(
        &self,
        out: &Output,
        connection: &Connection,
        by: Issuer<'_>,
        rows: Vec<Written>,
    ) -> anyhow::Result<Exit> {
        let now = read(out, connection, &self.acting.target, None).await?;
        let mut faults = Faults::new();
        let mut rounds: BTreeMap<OccasionKey, Vec<Fixed>> = BTreeMap::new();
        for fixed in understood(out.lang, &now, rows, &mut faults) {
            rounds.entry(OccasionKey::from(fixed.item.occasion.as_str())).or_default().push(fixed);
        }
        let mut ready = Vec::new();
        for (key, fixed) in rounds {
            ready.extend(self::ready(out.lang, connection, &now, (key, fixed), &mut faults).await?);
        }
        if !faults.is_empty() {
            return Err(none(out, &self.file, &faults).into());
        }
        let items: Vec<ItemName> = ready.iter().map(|fixed| fixed.item.clone()).collect();
        // One command for the whole table: rounds of which one is refused leave nothing of the others behind.
        let table = Command::FixVisits(FixVisits { visits: ready });
        submit_and_report(out, connection, now.campaign.clone(), by, table).await?;
        for item in items {
            // Who fixed it makes it: where the author may not confirm it, the visitor does.
            let confirm =
                Command::ChangeVisit(ChangeVisit { item: item.clone(), change: VisitChange::Confirm });
            if submit_and_report(out, connection, now.campaign.clone(), by, confirm).await.is_err() {
                out.talk(say!(out.lang, "item-is-planned-its-visitor-has-to-confirm", item));
            }
        }
        Ok(Exit::Fine)
    }
}

/// The rows of a table below its heading, which may stand under titles.
fn written(lang: Language, rows: &[Vec<String>]) -> Result<Vec<Written>, Failure> {
    let names = [("事项", "item"), ("日期", "date"), ("开始", "start")];
    let (heading, [item, date, start]) = heads(lang, rows, names)?;
    let filled = rows.iter().enumerate().skip(heading + 1);
    let filled = filled.filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
    let cell = |row: &Vec<String>, at: usize| row.get(at).map_or("", |cell| cell.trim()).to_owned();
    let found: Vec<Written> = filled
        .map(|(at, row)| Written {
            row: at + 1,
            item: cell(row, item),
            date: cell(row, date),
            start: cell(row, start),
        })
        .collect();
    if found.len() > VISITS_FIXED_MAX {
        let what = say!(
            lang,
            "the-table-has-found-rows-at-most-visits",
            #found = found.len(),
            visits_fixed_max = VISITS_FIXED_MAX
        );
        return Err(Failure::new(Exit::Refused, what).next(lang.say("import-it-in-parts")));
    }
    Ok(found)
}

/// The rows that can be read; what is wrong with the others.
fn understood(lang: Language, now: &VisitList, rows: Vec<Written>, faults: &mut Faults) -> Vec<Fixed> {
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    let mut found = Vec::new();
    for Written { row, item, date, start } in rows {
        let mut wrong = Vec::new();
        let name = item.parse::<ItemName>();
        if name.is_err() {
            wrong.push(say!(lang, "item-is-no-item-write-it-like-contact", item));
        }
        let def = now.glossary.definition();
        let said: TypedDay = date.parse().unwrap_or_else(|never| match never {});
        let day = def.map(|def| said.in_campaign(lang, def));
        if let Some(Err(failure)) = &day {
            wrong.push(failure.what.clone());
        }
        let time = start.parse::<TimeOfDay>();
        if time.is_err() {
            wrong.push(say!(lang, "start-is-not-a-time-write-it-like", start));
        }
        if let Ok(name) = &name
            && !seen.insert((name.occasion.clone(), name.unit.clone()))
        {
            wrong.push(say!(lang, "name-appears-twice-2", name));
        }
        match (name, day, time) {
            (Ok(item), Some(Ok(date)), Ok(start)) if wrong.is_empty() => {
                found.push(Fixed { row, item, date, start });
            }
            _ => faults.entry(row).or_default().extend(wrong),
        }
    }
    found
}

/// A round's visits checked as the engine will check them; nothing where one of them is wrong.
async fn ready(
    lang: Language,
    connection: &Connection,
    now: &VisitList,
    (key, rows): (OccasionKey, Vec<Fixed>),
    faults: &mut Faults,
) -> Result<Vec<FixedVisit>, Failure> {
    let question = Question::Visits { campaign: now.campaign.clone(), occasion: key.clone() };
    let (Answer::Visits(said), Some(def)) = (connection.ask(&question).await?, now.glossary.definition())
    else {
        for fixed in rows {
            faults.entry(fixed.row).or_default().push(say!(lang, "key-is-no-open-round-of-visits", key));
        }
        return Ok(Vec::new());
    };
    let mut numbering = Numbering::of(def);
    numbering.occasion(&key);
    let Ok(mut instance) = numbering.numbers(said) else { return Ok(Vec::new()) };
    let (mut visits, mut own, mut places) = (Vec::new(), Vec::new(), Vec::new());
    let mut row_of: BTreeMap<UnitIx, usize> = BTreeMap::new();
    for fixed in &rows {
        match one(lang, (now, def, &instance), fixed) {
            Ok(Planned { visit, standing, place }) => {
                row_of.insert(visit.place, fixed.row);
                visits.push(visit);
                own.extend(standing);
                places.extend(standing.map(|_| place));
            }
            Err(wrong) => faults.entry(fixed.row).or_default().push(wrong),
        }
    }
    visit::give_way(&mut instance, &own, places);
    for broken in visit::broken(def, instance.programme, &instance, &visits) {
        let row = broken.place.and_then(|place| row_of.get(&place).copied());
        let row = row.or_else(|| rows.first().map(|fixed| fixed.row)).unwrap_or_default();
        faults.entry(row).or_default().push(broken.said.into_language(lang));
    }
    Ok(rows.into_iter().map(|Fixed { item, date, start, .. }| FixedVisit { item, date, start }).collect())
}

/// A row as a visit, with the visit that stands for its place and gives way.
struct Planned {
    visit: ProposedVisit,
    standing: Option<StandingVisit>,
    place: PlaceToVisit,
}

fn one(
    lang: Language,
    (now, def, instance): (&VisitList, &Definition, &VisitInstance),
    fixed: &Fixed,
) -> Result<Planned, String> {
    let code = fixed.item.unit.as_str();
    let (Some(place), Some(rules), Some(zone)) =
        (def.unit_by_code(code), def.visits.get(instance.programme.at()), now.glossary.zone())
    else {
        return Err(say!(lang, "there-is-no-unit-code", code));
    };
    let of_item = |line: &&muster_server::view::status::VisitLine| {
        line.occasion == fixed.item.occasion && line.place == code
    };
    let lines: Vec<_> = now.rows.iter().map(|row| &row.line).filter(of_item).collect();
    let last = lines.iter().max_by_key(|line| line.no);
    if last.is_some_and(|line| matches!(line.stage.as_str(), "made" | "recorded")) {
        return Err(say!(lang, "item-was-visited-already", item = fixed.item));
    }
    let standing = last.filter(|line| line.stands()).and_then(|line| {
        let visitor = def.contact_by_id(&line.visitor)?;
        Some(StandingVisit { date: line.date, start: line.start, end: line.end, visitor, place })
    });
    let asked = instance.places.iter().find(|asked| asked.place == place).map(|asked| asked.visitor);
    let visitor = standing.map(|one| one.visitor).or(asked);
    let visitor = visitor.or_else(|| contact_of(def, place, rules.visitor));
    let Some(visitor) = visitor else {
        return Err(say!(lang, "the-roster-has-no-visitor-of-code", code));
    };
    let same_place = now.rows.iter().map(|row| &row.line);
    let same_place = same_place.filter(|line| {
        line.place == code && line.programme(def).is_some_and(|programme| programme.id == rules.id)
    });
    let last_visit = same_place.filter_map(|line| line.recorded_on).max();
    let not_on = lines.iter().filter(|line| !line.stands()).map(|line| line.date).collect();
    let (start, end) = slot(rules, zone, fixed.date, fixed.start);
    let visit = ProposedVisit { place, visitor, date: fixed.date, start, end, reasons: Vec::new() };
    Ok(Planned { visit, standing, place: PlaceToVisit { place, visitor, last_visit, not_on, turn: None } })
}

#[cfg(test)]
mod tests {
    use muster_core::definition::table_rows;

    use super::*;

    #[test]
    fn rows_are_found_below_titles_and_keep_their_numbers() {
        let rows = table_rows(
            "走访安排\n事项,日期,开始,备注\na.1/V03,2014-06-05,09:00,\n,,,\na.1/V04,6月9日,14:30,\n"
                .as_bytes(),
        );
        let found = written(Language::Zh, &rows).unwrap();
        assert_eq!(found.iter().map(|one| one.row).collect::<Vec<_>>(), [3, 5]);
        assert_eq!((found[1].item.as_str(), found[1].start.as_str()), ("a.1/V04", "14:30"));
        assert!(written(Language::En, &table_rows(b"a,b\n1,2\n")).is_err());
    }
}
