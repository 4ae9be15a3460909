//! What was covered: tags by unit (S4 to S6, S19), completion by tag (S5), records by campaign alongside (S3, S38).

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::definition::{Definition, Duty, Taxonomy};
use muster_protocol::ids::{DutyIx, UnitIx};
use muster_protocol::{id, text};

use super::records;
use super::{Asked, TableView, heads, percent};
use crate::store::StoreError;

/// Most units that are listed.
const UNITS_MAX: usize = 5_000;

pub(super) async fn show(asked: &mut Asked<'_>) -> Result<Option<TableView>, StoreError> {
    let def = std::sync::Arc::clone(&asked.def);
    let name = asked.name.to_owned();
    match name.split_once('/') {
        None if name == "coverage" => matrix(asked, &def).await.map(Some),
        None if name == "programmes" => programmes(asked, &def).await.map(Some),
        Some(("coverage", wanted)) => {
            let taxonomies = (0u8..).zip(&def.frame.taxonomies);
            let found = taxonomies.into_iter().find(|(_, taxonomy)| taxonomy.name == wanted);
            match found {
                Some(found) => completion(asked, &def, found).await.map(Some),
                None => Ok(None),
            }
        }
        _ => Ok(None),
    }
}

/// Whether a record of a duty carries a tag: the duty does, or the record covers it.
fn carries(duty: &Duty, covers: &[String], (taxonomy, value): (u8, usize), name: &str) -> bool {
    tagged(duty, (taxonomy, value)) || covers.iter().any(|covered| covered == name)
}

fn tagged(duty: &Duty, (taxonomy, value): (u8, usize)) -> bool {
    duty.terms.tags.iter().any(|tag| tag.taxonomy == taxonomy && usize::from(tag.value) == value)
}

/// Records by unit and tag.
async fn matrix(asked: &mut Asked<'_>, def: &Definition) -> Result<TableView, StoreError> {
    let tags: Vec<(u8, usize, &str)> = (0u8..)
        .zip(&def.frame.taxonomies)
        .flat_map(|(ix, taxonomy)| {
            taxonomy.values.iter().enumerate().map(move |(value, name)| (ix, value, name.as_str()))
        })
        .collect();
    let mut units: BTreeMap<UnitIx, Vec<u32>> = BTreeMap::new();
    for happening in records::happenings(asked, |_, _| true).await? {
        let Some(duty) = def.duties.get(happening.duty.at()) else { continue };
        for record in records::of(asked, &happening).await? {
            let counts = units.entry(record.unit).or_insert_with(|| vec![0; tags.len()]);
            for (count, (taxonomy, value, name)) in counts.iter_mut().zip(&tags) {
                let here = record.counts() && carries(duty, &record.form.covers, (*taxonomy, *value), name);
                *count += u32::from(here);
            }
        }
    }
    let mut columns = vec![text!("unit")];
    columns.extend(tags.iter().map(|(.., name)| LocalizedText::same(name)));
    let row = |(unit, counts): (&UnitIx, &Vec<u32>)| {
        std::iter::once(LocalizedText::same(def.unit_label(*unit)))
            .chain(counts.iter().map(LocalizedText::same))
            .collect::<Vec<LocalizedText>>()
    };
    let rows: Vec<Vec<LocalizedText>> = units.iter().take(UNITS_MAX).map(row).collect();
    let mut notes = Vec::new();
    for (place, (.., name)) in tags.iter().enumerate() {
        if units.values().all(|counts| counts.get(place).is_none_or(|count| *count == 0)) {
            notes.push(text!("tag-without-a-record", name));
        }
    }
    if rows.len() < units.len() {
        notes.push(text!("only-so-many-units-are-listed", units_max = UNITS_MAX));
    }
    Ok(TableView { title: text!("coverage-records-by-unit"), columns, rows, notes })
}

/// What one tag comes to.
#[derive(Default)]
struct Tally {
    duties: BTreeSet<DutyIx>,
    expected: u32,
    done: u32,
    records: u32,
    units: BTreeSet<UnitIx>,
}

/// Completion of the items that carry each tag of a list.
async fn completion(
    asked: &mut Asked<'_>,
    def: &Definition,
    (ix, taxonomy): (u8, &Taxonomy),
) -> Result<TableView, StoreError> {
    let mut tallies: Vec<Tally> = taxonomy.values.iter().map(|_| Tally::default()).collect();
    for happening in records::happenings(asked, |_, _| true).await? {
        let Some(duty) = def.duties.get(happening.duty.at()) else { continue };
        for record in records::of(asked, &happening).await? {
            for ((value, name), tally) in taxonomy.values.iter().enumerate().zip(&mut tallies) {
                if tagged(duty, (ix, value)) && record.expected() {
                    tally.duties.insert(happening.duty);
                    tally.expected += 1;
                    tally.done += u32::from(record.done());
                }
                if record.counts() && carries(duty, &record.form.covers, (ix, value), name) {
                    tally.records += 1;
                    tally.units.insert(record.unit);
                }
            }
        }
    }
    let columns = heads! {
        id!("tag"), id!("duties"), id!("asked"), id!("column-done"), id!("completion"), id!("records"),
        id!("column-units")
    };
    let row = |(name, tally): (&String, &Tally)| {
        let rate = match tally.expected {
            0 => String::new(),
            expected => format!("{} %", percent(tally.done.into(), expected.into())),
        };
        cells! {
            = name, = tally.duties.len(), = tally.expected, = tally.done, = rate, = tally.records,
            = tally.units.len()
        }
    };
    Ok(TableView {
        title: LocalizedText::same(&taxonomy.name),
        columns,
        rows: taxonomy.values.iter().zip(&tallies).map(row).collect(),
        notes: Vec::new(),
    })
}

/// Records that count for campaigns alongside: each once in every campaign that its duty names.
async fn programmes(asked: &mut Asked<'_>, def: &Definition) -> Result<TableView, StoreError> {
    let mut counted: BTreeMap<(usize, DutyIx), (u32, BTreeSet<UnitIx>)> = BTreeMap::new();
    for happening in records::happenings(asked, |_, _| true).await? {
        let Some(duty) = def.duties.get(happening.duty.at()) else { continue };
        if duty.terms.counts_for.is_empty() {
            continue;
        }
        let records = records::of(asked, &happening).await?;
        for place in 0..def.frame.together_with.len() {
            if duty.terms.counts_for.iter().any(|ix| usize::from(*ix) == place) {
                let (count, units) = counted.entry((place, happening.duty)).or_default();
                for record in records.iter().filter(|record| record.counts()) {
                    *count += 1;
                    units.insert(record.unit);
                }
            }
        }
    }
    let columns = [id!("campaign"), id!("duty"), id!("records"), id!("column-units")];
    let (mut rows, mut notes) = (Vec::new(), Vec::new());
    for (place, programme) in def.frame.together_with.iter().enumerate() {
        let mut sum = 0;
        for ((_, duty), (count, units)) in counted.range((place, DutyIx(0))..=(place, DutyIx(u16::MAX))) {
            let name = def.duties.get(duty.at()).map_or("", |duty| duty.name.as_str());
            rows.push(cells! {
                = &programme.name, = name, = count, = units.len()
            });
            sum += count;
        }
        let name = &programme.name;
        notes.push(text!("records-that-count-alongside", name, #sum = sum));
    }
    Ok(TableView { title: text!("table-of-campaigns-alongside"), columns: heads(&columns), rows, notes })
}
