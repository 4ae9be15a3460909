//! A big year's scores: 2,000 units with 40 items each, a million records. How long a snapshot takes when its fold has
//! heard everything before, how long it takes to hear all of it again, and how much memory; beside DuckDB, which makes the same
//! table of the exported rows.
//!
//! DuckDB stands beside it where `MUSTER_PYTHON` names a Python that has it (`pip install duckdb`).

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use muster_protocol::definition::{
    Decimal, Definition, Formula, Grade, Indicator, Moment, Pattern, RaterGroup, ReviewRound, Roll, Rule,
    Scale, ScoreGroup, ScoreLine, ScoreSheet, Scorer, SnapshotPlan, Subject, Tally, Term, TooFew,
};
use muster_protocol::event::{
    Event, ItemAccepted, ItemClosed, ItemLate, ItemSubmitted, OccasionOpened, OccasionPlanned, RatedOf,
    RatingGiven, ScoreGiven,
};
use muster_protocol::form::Form;
use muster_protocol::ids::{
    AudienceIx, CampaignId, Digest, DutyIx, OccasionIx, Position, RoleIx, SnapshotIx, UnitIx, Version,
};
use muster_protocol::item::OccasionKind;
use muster_protocol::recorded::{Record, Recorded};
use muster_protocol::refs::Planned;
use muster_protocol::table::SnapshotTable;
use muster_protocol::time::{Instant, TimeOfDay};
use muster_rules::numbering::Numbering;
use muster_rules::score::Fold;
use muster_tests::tidy::tree;

use super::campaign::{duties, first_day, midnight};
use super::meter::{Meter, Table, resident_mib};

const UNITS: u32 = 2_000;
const ITEMS: u32 = 40;
const RECORDS: usize = 1_000_000;
/// Snapshots over the year, as many as there are months.
const SNAPSHOTS: usize = 12;
/// Days of the campaign; everything falls due on the last.
const DAYS: i32 = 1;

pub(crate) fn run(table: &mut Table) {
    let definition = definition();
    let rows = year(&definition);
    let before = resident_mib();
    let meter = Meter::start();
    let mut snapshots = Vec::new();
    let fold = hear(&definition, &rows, &mut snapshots);
    let (wall, held) = (meter.wall().as_secs_f64(), resident_mib() - before);
    drop(fold);
    let (first, last) = (&snapshots[0], &snapshots[SNAPSHOTS - 1]);
    let beside = beside(&rows, &last.1);
    let scored = last.1.sheets[0].rows.len();
    table.row(
        format!("a snapshot of {scored} units behind {} records", rows.len()),
        format!("{:.0} ms, the first of the year {:.0} ms", last.0 * 1e3, first.0 * 1e3),
        beside.clone().unwrap_or_else(|| "DuckDB is not there (MUSTER_PYTHON)".to_owned()),
    );
    let in_snapshots: f64 = snapshots.iter().map(|(wall, _)| wall).sum();
    table.row(
        format!("its fold rebuilt from {} records", rows.len()),
        format!("{wall:.2} s, {held:.0} MiB"),
        format!(
            "{:.0} records/s on one core, {in_snapshots:.2} s of it the year's {SNAPSHOTS} snapshots",
            rows.len() as f64 / wall
        ),
    );
}

/// Hears everything; how long each snapshot took, with its table.
fn hear(definition: &Definition, rows: &[Recorded], snapshots: &mut Vec<(f64, SnapshotTable)>) -> Fold {
    let mut numbering = Numbering::of(definition);
    let mut fold = Fold::new(definition.digest());
    for row in rows {
        let event = numbering.read(None, row).unwrap();
        numbering.note(definition, &event);
        let Event::OccasionOpened(opened) = &event else {
            fold.apply(definition, row.version, &event);
            continue;
        };
        let meter = Meter::start();
        fold.apply(definition, row.version, &event);
        if let Some(table) = fold.table(definition, opened.occasion) {
            snapshots.push((meter.wall().as_secs_f64(), table));
            fold.forget_tables();
        }
    }
    fold
}

fn term(tally: Tally) -> Term {
    Term::Indicator(Indicator { tally, duties: Vec::new() })
}

fn line(name: &str, max: i32, scorer: Scorer) -> ScoreLine {
    let (name, max) = (name.to_owned(), Decimal::whole(max));
    let (formerly, refs, categories) = (Vec::new(), Vec::new(), Vec::new());
    ScoreLine { name, formerly, refs, max, categories, scorer, otherwise: None }
}

fn share(name: &str, part: Tally, max: i32) -> ScoreLine {
    let number = Term::Number(Decimal::whole(max));
    line(
        name,
        max,
        Scorer::Auto(Formula(vec![term(part), term(Tally::Due), Term::Divide, number, Term::Multiply])),
    )
}

fn definition() -> Definition {
    let mut definition = duties(UNITS as usize, ITEMS as usize, DAYS);
    let group = RaterGroup {
        name: "public".to_owned(),
        role: None,
        weight: Decimal::whole(100),
        scale: Scale::Range(Decimal(0), Decimal::whole(100)),
        at_least: 5,
        anonymous: true,
        not_self: false,
        trim: Decimal::whole(5),
        comment: false,
    };
    definition.reviews = vec![ReviewRound {
        id: "survey".to_owned(),
        name: "问卷".to_owned(),
        refs: Vec::new(),
        subject: Subject::Units(AudienceIx(0)),
        rules: Vec::new(),
        by: None,
        raters: vec![group],
        too_few: TooFew::Wait,
        asks: Vec::new(),
        sample: None,
        within: None,
        compared: false,
        policy: None,
    }];
    let fifth = Term::Number(Decimal(Decimal::ONE.0 / 5));
    let survey = Formula(vec![Term::Rated { round: 0, group: 0 }, fifth, Term::Multiply]);
    let lines = vec![
        share("done", Tally::Done, 40),
        share("on time", Tally::DoneOnTime, 20),
        line("survey", 20, Scorer::Auto(survey)),
        line("panel", 20, Scorer::Judged { by: RoleIx(0), ask: String::new() }),
    ];
    definition.scores = vec![ScoreSheet {
        id: "annual".to_owned(),
        name: "年度".to_owned(),
        refs: Vec::new(),
        audience: AudienceIx(0),
        total: Decimal::whole(100),
        groups: vec![ScoreGroup { name: "all".to_owned(), weight: Decimal::whole(100), lines }],
        bonus: None,
        vetoes: Vec::new(),
        within_category: false,
        ties: Vec::new(),
        grades: vec![Grade { name: "all".to_owned(), at_least: None, first_percent: None }],
        missing: TooFew::Zero,
        freeze: first_day().plus(DAYS),
        appeals: None,
        feeds: Vec::new(),
        exports: Vec::new(),
    }];
    let day = first_day().plus(DAYS);
    definition.snapshots = vec![SnapshotPlan {
        id: "month".to_owned(),
        name: "月末".to_owned(),
        refs: Vec::new(),
        audience: AudienceIx(0),
        rule: Rule::new(Pattern::Day(day), Roll::Stay, day, day),
        hour: TimeOfDay(0),
        moment: Moment::Planned,
    }];
    definition
}

/// Everything that is recorded, as it stands in a log.
fn year(definition: &Definition) -> Vec<Recorded> {
    let mut written = Writing::new(definition);
    let due = midnight(first_day().plus(DAYS));
    for duty in 0..ITEMS {
        let kind = OccasionKind::Duty(DutyIx(u16::try_from(duty).unwrap()));
        written.occasion(duty, kind, &format!("duty-{duty}"), midnight(first_day()));
    }
    // Items come first, as far as the fold must know them to be late; who rates comes all year.
    for duty in 0..ITEMS {
        let late: Vec<UnitIx> =
            (0..UNITS).filter(|unit| (unit * 7 + duty * 3) % 10 == 0).map(UnitIx).collect();
        for units in late.chunks(256) {
            let (units, steps) = (units.to_vec(), Vec::new());
            written.event(ItemLate { occasion: OccasionIx(duty), units, due_version: 0, steps, due }.into());
        }
    }
    let items: Vec<(u32, u32)> =
        (0..UNITS).flat_map(|unit| (0..ITEMS).map(move |duty| (duty, unit))).collect();
    let others = SNAPSHOTS * 2 + UNITS as usize * 3;
    let answers = RECORDS - written.rows.len() - others - done_by(&items) * 3;
    for month in 0..SNAPSHOTS {
        for (duty, unit) in part(&items, month) {
            let (occasion, unit) = (OccasionIx(*duty), UnitIx(*unit));
            if is_done(*duty, unit.0) {
                let (evidence, form, on) = (Vec::new(), Form::default(), None);
                written.event(ItemSubmitted { occasion, unit, evidence, form, on }.into());
                written.event(ItemAccepted { occasion, unit }.into());
                written.event(ItemClosed { occasion, unit }.into());
            }
        }
        for judged in part(&(0..UNITS * 3).collect::<Vec<_>>(), month) {
            written.judged(*judged);
        }
        let from = answers * month / SNAPSHOTS;
        for number in from..answers * (month + 1) / SNAPSHOTS {
            written.answer(number);
        }
        let occasion = ITEMS + u32::try_from(month).unwrap();
        written.occasion(occasion, OccasionKind::Snapshot(SnapshotIx(0)), &format!("month.{month}"), due);
    }
    written.rows
}

fn part<T>(all: &[T], month: usize) -> &[T] {
    &all[all.len() * month / SNAPSHOTS..all.len() * (month + 1) / SNAPSHOTS]
}

fn is_done(duty: u32, unit: u32) -> bool {
    !(unit * 31 + duty * 17).is_multiple_of(20)
}

fn done_by(items: &[(u32, u32)]) -> usize {
    items.iter().filter(|(duty, unit)| is_done(*duty, *unit)).count()
}

struct Writing<'a> {
    definition: &'a Definition,
    numbering: Numbering,
    record: Arc<Record>,
    rows: Vec<Recorded>,
}

impl<'a> Writing<'a> {
    fn new(definition: &'a Definition) -> Self {
        let campaign = CampaignId::new("judging").unwrap();
        let record = Record::by_clock(campaign, Position(1), Version(1), Instant(0));
        let numbering = Numbering::of(definition);
        Self { definition, numbering, record: Arc::new(record), rows: Vec::with_capacity(RECORDS) }
    }

    fn event(&mut self, event: Event) {
        self.numbering.note(self.definition, &event);
        let written = self.numbering.write(&event).unwrap();
        let number = self.rows.len() as u64 + 1;
        self.rows.push(Recorded {
            record: Arc::clone(&self.record),
            position: Position(number),
            version: Version(number),
            name: written.name,
            schema: written.schema,
            body: written.body,
        });
    }

    fn occasion(&mut self, ix: u32, kind: OccasionKind, key: &str, opens: Instant) {
        let occasion = OccasionIx(ix);
        let due_day = first_day().plus(DAYS);
        let planned = OccasionPlanned {
            occasion: Planned { ix: occasion, key: key.into() },
            kind,
            nth: 0,
            group: None,
            opens,
            due_day,
            due: midnight(due_day),
            steps: Vec::new(),
            backfill: false,
            catch_up_hours: 0,
            calendar: "all@1".to_owned(),
            zone_data: self.definition.zone_data.clone(),
            given: None,
        };
        self.event(planned.into());
        self.event(OccasionOpened { occasion, due: opens, without: Vec::new() }.into());
    }

    fn judged(&mut self, number: u32) {
        let (unit, judge) = (number % UNITS, number / UNITS);
        let given = ScoreGiven {
            unit: UnitIx(unit),
            sheet: "annual".to_owned(),
            line: "panel".to_owned(),
            points: Decimal(i64::from(unit * 13 % 41 + judge) * 5_000 / 2),
            judge: format!("judge {judge}"),
            evidence: Vec::new(),
            reason: None,
        };
        self.event(given.into());
    }

    fn answer(&mut self, number: usize) {
        let points = Decimal::whole(i32::try_from(number * 7_919 % 97 + 4).unwrap());
        let unit = Some(UnitIx(u32::try_from(number).unwrap() % UNITS));
        let given = RatingGiven {
            round: "survey".to_owned(),
            session: "any".to_owned(),
            group: "public".to_owned(),
            ballot: Digest::of(&number.to_le_bytes()),
            paper: true,
            answers: vec![RatedOf { unit, ask: 0, points }],
            comment: None,
        };
        self.event(given.into());
    }
}

/// The same table made by DuckDB of exported rows, if it is there: how long it took. It must come to the same totals and ranks.
fn beside(rows: &[Recorded], table: &SnapshotTable) -> Option<String> {
    let python = std::env::var("MUSTER_PYTHON").ok()?;
    let folder = tempfile::tempdir().unwrap();
    export(rows, folder.path());
    let script = tree::root().join("tests/benches/spine/judging.py");
    let output = Command::new(python).arg("-B").arg(script).arg(folder.path()).output().unwrap();
    let (said, why) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}{why}");
    let found = std::fs::read_to_string(folder.path().join("table.csv")).unwrap();
    let mut expected = String::new();
    for row in &table.sheets[0].rows {
        let _ = writeln!(expected, "{},{},{}", row.unit, row.total.unwrap(), row.rank);
    }
    let expected: std::collections::BTreeSet<&str> = expected.lines().collect();
    let found: std::collections::BTreeSet<&str> = found.lines().collect();
    assert!(expected == found, "DuckDB comes to other totals: {:?}", expected.difference(&found).next());
    Some(said.trim().to_owned())
}

/// What counts, as tables.
fn export(rows: &[Recorded], folder: &Path) {
    let (mut items, mut ratings, mut points) = (String::new(), String::new(), String::new());
    let mut late = std::collections::BTreeSet::new();
    for duty in 0..ITEMS {
        late.extend((0..UNITS).filter(|unit| (unit * 7 + duty * 3) % 10 == 0).map(|unit| (duty, unit)));
    }
    for unit in 0..UNITS {
        for duty in 0..ITEMS {
            let (done, late) = (u8::from(is_done(duty, unit)), u8::from(late.contains(&(duty, unit))));
            let _ = writeln!(items, "u{unit:06},{duty},{done},{late}");
        }
    }
    for row in rows.iter().filter(|row| row.name == "rating.given" || row.name == "score.given") {
        match row.named().unwrap() {
            muster_protocol::event::NamedEvent::RatingGiven(body) => {
                for answer in &body.answers {
                    let _ = writeln!(ratings, "{},{}", answer.unit.as_ref().unwrap(), answer.points.0);
                }
            }
            muster_protocol::event::NamedEvent::ScoreGiven(body) => {
                let _ = writeln!(points, "{},{},{}", body.unit, body.judge, body.points.0);
            }
            _ => {}
        }
    }
    for (name, text) in [("items", items), ("ratings", ratings), ("points", points)] {
        std::fs::write(folder.join(format!("{name}.csv")), text).unwrap();
    }
}
