//! What a sheet makes of given events. The cases that it answers stand in the names.

mod asked_and_amended;
mod changing;

use muster_protocol::definition::{
    Appeals, Bonus, Decimal, Deduction, Definition, Formula, Grade, Indicator, LineRef, Moment, RaterGroup,
    ReviewRound, Scale, ScoreGroup, ScoreLine, ScoreSheet, Scorer, Subject, Tally, Term, TooFew, Veto,
};
use muster_protocol::event::{
    AppealAnswered, AppealFiled, Event, ItemClosed, ItemPassedOn, OccasionOpened, OccasionPlanned, RatedOf,
    RatingGiven, ScoreAdded, ScoreDeducted, ScoreGiven, VetoDecided, VetoProposed,
};
use muster_protocol::ids::{AudienceIx, Digest, DutyIx, OccasionIx, RoleIx, SnapshotIx, UnitIx, Version};
use muster_protocol::item::OccasionKind;
use muster_protocol::refs::Planned;
use muster_protocol::table::{ScoreRow, SnapshotTable};
use muster_protocol::time::{Instant, TimeOfDay};

use crate::sample::{at, date, definition, shanghai};
use crate::score::{Fold, exact};

const PLAN: OccasionIx = OccasionIx(0);
const END: OccasionIx = OccasionIx(1);
const FREEZE: OccasionIx = OccasionIx(2);

fn line(name: &str, max: i32, scorer: Scorer) -> ScoreLine {
    let (name, formerly, refs, categories) = (name.to_owned(), Vec::new(), Vec::new(), Vec::new());
    ScoreLine { name, formerly, refs, max: Decimal::whole(max), categories, scorer, otherwise: None }
}

fn judged(name: &str, max: i32) -> ScoreLine {
    line(name, max, Scorer::Judged { by: RoleIx(0), ask: String::new() })
}

fn tally(tally: Tally) -> Term {
    Term::Indicator(Indicator { tally, duties: Vec::new() })
}

/// Done / due × so much.
fn share(name: &str, max: i32) -> ScoreLine {
    let number = Term::Number(Decimal::whole(max));
    let formula = vec![tally(Tally::Done), tally(Tally::Due), Term::Divide, number, Term::Multiply];
    line(name, max, Scorer::Auto(Formula(formula)))
}

fn sheet(lines: Vec<ScoreLine>) -> ScoreSheet {
    let weight = Decimal(lines.iter().map(|line| line.max.0).sum());
    ScoreSheet {
        id: "annual".to_owned(),
        name: "年度".to_owned(),
        refs: Vec::new(),
        audience: AudienceIx(0),
        total: weight,
        groups: vec![ScoreGroup { name: "组".to_owned(), weight, lines }],
        bonus: None,
        vetoes: Vec::new(),
        within_category: false,
        ties: Vec::new(),
        grades: vec![
            Grade { name: "优秀".to_owned(), at_least: None, first_percent: Some(30) },
            Grade { name: "其余".to_owned(), at_least: None, first_percent: None },
        ],
        missing: TooFew::Wait,
        freeze: date("2014-05-30"),
        appeals: Some(Appeals { publicity: 5, by: RoleIx(0), answer: 5, last_answer: date("2014-06-20") }),
        feeds: Vec::new(),
        exports: Vec::new(),
    }
}

fn units(mut def: Definition, count: usize) -> Definition {
    let first = def.units[0].clone();
    def.units = (0..count)
        .map(|at| {
            let mut unit = first.clone();
            (unit.code, unit.category) = (format!("{at:03}"), "同".to_owned());
            (unit.joined, unit.left, unit.merged_into) = (None, None, None);
            unit
        })
        .collect();
    def
}

struct Run {
    def: Definition,
    fold: Fold,
    version: u64,
}

impl Run {
    /// An item due on 4/25 is open, snapshots of 5/30 are planned; the second freezes the sheet.
    fn new(sheet: ScoreSheet, count: usize) -> Self {
        let mut def = units(definition(), count);
        let mut freeze = def.snapshots[0].clone();
        freeze.moment = Moment::Freeze("annual".to_owned());
        def.snapshots = vec![def.snapshots[0].clone(), freeze];
        def.scores = vec![sheet];
        let mut run = Self { def, fold: Fold::new(Digest([1; 32])), version: 0 };
        run.plan(PLAN, OccasionKind::Duty(DutyIx(0)), "2014-04-25");
        run.plan(END, OccasionKind::Snapshot(SnapshotIx(0)), "2014-05-30");
        run.plan(FREEZE, OccasionKind::Snapshot(SnapshotIx(1)), "2014-05-30");
        run.open(PLAN, "2014-04-01");
        run
    }

    fn say(&mut self, event: impl Into<Event>) {
        self.version += 1;
        self.fold.apply(&self.def, Version(self.version), &event.into());
    }

    fn plan(&mut self, occasion: OccasionIx, kind: OccasionKind, day: &str) {
        let zone = shanghai();
        self.say(OccasionPlanned {
            occasion: Planned { ix: occasion, key: format!("any.{occasion}").into() },
            kind,
            nth: 0,
            group: None,
            opens: zone.start_of_day(date("2014-04-01")),
            due_day: date(day),
            due: zone.start_of_day(date(day).plus(1)),
            steps: Vec::new(),
            backfill: false,
            catch_up_hours: 24,
            calendar: "x".to_owned(),
            zone_data: "x".to_owned(),
            given: None,
        });
    }

    fn open(&mut self, occasion: OccasionIx, day: &str) {
        let due = shanghai().at(date(day), TimeOfDay(18 * 60));
        self.say(OccasionOpened { occasion, due, without: Vec::new() });
    }

    fn close(&mut self, unit: u32) {
        self.say(ItemClosed { occasion: PLAN, unit: at(unit) });
    }

    fn give(&mut self, unit: u32, line: &str, judge: &str, points: i64) {
        self.say(ScoreGiven {
            unit: at(unit),
            sheet: "annual".to_owned(),
            line: line.to_owned(),
            points: Decimal(points),
            judge: judge.to_owned(),
            evidence: Vec::new(),
            reason: None,
        });
    }

    fn rate(&mut self, group: &str, ballot: u8, unit: u32, points: i32) {
        self.say(RatingGiven {
            round: "mass".to_owned(),
            session: "2014-05".to_owned(),
            group: group.to_owned(),
            ballot: Digest([ballot; 32]),
            paper: false,
            answers: vec![RatedOf { unit: Some(at(unit)), ask: 0, points: Decimal::whole(points) }],
            comment: None,
        });
    }

    fn taken(&mut self) -> SnapshotTable {
        self.open(END, "2014-05-30");
        self.fold.table(&self.def, END).unwrap()
    }

    fn rows(&mut self) -> Vec<ScoreRow> {
        self.taken().sheets.remove(0).rows
    }

    fn totals(&mut self) -> Vec<Option<i64>> {
        self.rows().into_iter().map(|row| row.total).collect()
    }
}

/// 5 and 5 of a third that is missing: waits, is scaled up, or is zero.
#[test]
fn practice_row_43_a_component_left_out_has_a_policy_with_three_totals() {
    for (missing, total) in [(TooFew::Wait, None), (TooFew::Share, Some(1_500)), (TooFew::Zero, Some(1_000))]
    {
        let lines = vec![judged("a", 5), judged("b", 5), judged("c", 5)];
        let mut run = Run::new(ScoreSheet { missing, ..sheet(lines) }, 1);
        run.give(0, "a", "j", 50_000);
        run.give(0, "b", "j", 50_000);
        assert_eq!(run.totals(), [total], "{missing:?}");
    }
}

/// 5 × 25 % × 4 is 5, and three thirds are a whole: every line is rounded by itself from the exact value, the sum comes last.
#[test]
fn practice_row_44_sums_of_rounded_lines_are_exact() {
    let quarters = ["a", "b", "c", "d"].map(|name| ScoreLine { max: Decimal(12_500), ..judged(name, 0) });
    let mut run = Run::new(sheet(quarters.to_vec()), 1);
    for name in ["a", "b", "c", "d"] {
        run.give(0, name, "j", 12_500);
    }
    assert_eq!(run.totals(), [Some(500)]);
    // Three judges: 0.05, 0.05 and 0.055 are 0.051666…, which is 0.05; half a hundredth goes up.
    let mut run = Run::new(sheet(vec![judged("a", 5)]), 2);
    for (judge, points) in [("x", 500), ("y", 500), ("z", 550)] {
        run.give(0, "a", judge, points);
    }
    run.give(1, "a", "x", 550);
    assert_eq!(run.totals(), [Some(5), Some(6)]);
    let value = run.fold.table(&run.def, END).unwrap().sheets[0].rows[0].lines[0].value.clone().unwrap();
    assert_eq!((value.numerator.as_str(), value.denominator.as_str()), ("31", "600"));
}

/// A snapshot says up to which event and instant it counts; what is due today counts once it is done, and nobody is behind with it
/// before the day is over.
#[test]
fn practice_row_45_a_table_states_its_cut_off() {
    let mut run = Run::new(sheet(vec![share("办结", 10)]), 1);
    run.plan(OccasionIx(3), OccasionKind::Duty(DutyIx(1)), "2014-05-30");
    run.open(OccasionIx(3), "2014-05-01");
    run.plan(OccasionIx(4), OccasionKind::Duty(DutyIx(1)), "2014-05-31");
    run.open(OccasionIx(4), "2014-05-01");
    run.close(0);
    run.plan(OccasionIx(5), OccasionKind::Duty(DutyIx(1)), "2014-05-29");
    run.open(OccasionIx(5), "2014-05-01");
    let table = run.taken();
    assert_eq!((table.cutoff, table.date), (Version(run.version), date("2014-05-30")));
    assert_eq!(table.at, shanghai().at(date("2014-05-30"), TimeOfDay(18 * 60)));
    assert_eq!((table.rows[0].expected, table.rows[0].done), (2, 1));
    assert_eq!(table.sheets[0].rows[0].total, Some(500));
}

/// 001 is merged into 000: its open item passes over, what it had done stays its own.
#[test]
fn practice_row_46_a_merge_passes_open_items_on_and_keeps_the_past() {
    let mut run = Run::new(sheet(vec![share("办结", 10)]), 3);
    let later = OccasionIx(3);
    run.plan(later, OccasionKind::Duty(DutyIx(1)), "2014-05-20");
    run.open(later, "2014-05-01");
    run.close(1);
    run.def.units[1].left = Some(date("2014-05-10"));
    run.def.units[1].merged_into = Some(UnitIx(0));
    let due = shanghai().start_of_day(date("2014-05-11"));
    run.say(ItemPassedOn { occasion: later, unit: at(1), to: at(0), due });
    run.close(0);
    run.say(ItemClosed { occasion: later, unit: at(0) });
    let rows = run.rows();
    let codes: Vec<&str> = rows.iter().map(|row| row.unit.as_str()).collect();
    assert_eq!(codes, ["000", "002"], "a unit that is gone is not ranked");
    assert_eq!(rows[0].total, Some(1_000));
    assert_eq!(rows[0].lines[0].counted[0].numerator, 2, "its own and the one that passed over");
    assert_eq!(rows[1].total, Some(0));
}

fn mass(least: u16, trim: i64) -> ReviewRound {
    ReviewRound {
        id: "mass".to_owned(),
        name: "问卷".to_owned(),
        refs: Vec::new(),
        subject: Subject::Units(AudienceIx(0)),
        rules: Vec::new(),
        by: None,
        raters: vec![RaterGroup {
            name: "群众".to_owned(),
            role: None,
            weight: Decimal::whole(100),
            scale: Scale::Range(Decimal(0), Decimal::whole(100)),
            at_least: least,
            anonymous: true,
            not_self: false,
            trim: Decimal(trim * Decimal::ONE.0),
            comment: false,
        }],
        too_few: TooFew::Wait,
        asks: Vec::new(),
        sample: None,
        within: None,
        compared: false,
        policy: None,
    }
}

fn rated() -> ScoreLine {
    let formula = vec![Term::Rated { round: 0, group: 0 }, Term::Number(Decimal(1_000)), Term::Multiply];
    line("满意", 10, Scorer::Auto(Formula(formula)))
}

/// Below the least number there is a count and a reason, and no mean.
#[test]
fn practice_row_57_too_few_answers_show_a_count_and_no_mean() {
    let mut run = Run::new(sheet(vec![rated()]), 2);
    run.def.reviews = vec![mass(5, 0)];
    for ballot in 0..4 {
        run.rate("群众", ballot, 0, 90);
        run.rate("群众", ballot, 1, 90);
    }
    run.rate("群众", 4, 1, 40);
    let table = run.taken();
    let shown: Vec<(u32, bool)> = table.ratings.iter().map(|row| (row.answers, row.mean.is_some())).collect();
    assert_eq!(shown, [(4, false), (5, true)]);
    let totals: Vec<_> = table.sheets[0].rows.iter().map(|row| row.total).collect();
    assert_eq!(totals, [None, Some(800)]);
}

#[test]
fn the_ends_are_cut_off_before_the_mean_is_taken() {
    let mut run = Run::new(sheet(vec![rated()]), 1);
    run.def.reviews = vec![mass(1, 10)];
    for (ballot, points) in (0u8..).zip([0, 80, 80, 80, 80, 80, 80, 80, 80, 100]) {
        run.rate("群众", ballot, 0, points);
    }
    assert_eq!(run.totals(), [Some(800)]);
}

#[test]
fn equal_totals_are_parted_by_lines_and_share_a_rank_at_last() {
    let mut first = sheet(vec![judged("a", 10), judged("b", 10)]);
    first.ties = vec![LineRef { group: 0, line: 1 }];
    let mut run = Run::new(first, 5);
    for (unit, a, b) in [(0u32, 5, 5), (1, 4, 6), (2, 5, 5), (3, 6, 5), (4, 1, 1)] {
        run.give(unit, "a", "j", i64::from(a) * Decimal::ONE.0);
        run.give(unit, "b", "j", i64::from(b) * Decimal::ONE.0);
    }
    let ranks: Vec<u32> = run.rows().iter().map(|row| row.rank).collect();
    assert_eq!(ranks, [3, 2, 3, 1, 5]);
}

/// 002 joins behind the last due day: its deductions begin at the maximum, and would be all that it is judged by.
#[test]
fn who_was_asked_nothing_has_no_total_and_is_not_first_whatever_a_line_begins_with() {
    let found = Deduction { cause: "问题".to_owned(), points: Decimal::whole(2) };
    for missing in [TooFew::Wait, TooFew::Share, TooFew::Zero] {
        let late = vec![tally(Tally::Late), Term::Number(Decimal::whole(1)), Term::Multiply];
        let formula = [vec![Term::Number(Decimal::whole(5))], late, vec![Term::Subtract]].concat();
        let lines = vec![
            share("办结", 10),
            line("督查", 5, Scorer::Deduct(vec![found.clone()])),
            line("逾期", 5, Scorer::Auto(Formula(formula))),
        ];
        let mut run = Run::new(ScoreSheet { missing, ..sheet(lines) }, 3);
        run.def.units[2].joined = Some(date("2014-05-12"));
        run.close(0);
        let rows = run.rows();
        let ranked: Vec<_> = rows.iter().map(|row| (row.total, row.rank, row.grade.is_some())).collect();
        let asked: [(Option<i64>, u32, bool); 2] = [(Some(2_000), 1, true), (Some(1_000), 2, true)];
        assert_eq!(ranked, [&asked[..], &[(None, 0, false)]].concat(), "{missing:?}");
        // As soon as somebody says something of it, it is judged.
        run.say(ScoreDeducted {
            unit: at(2),
            sheet: "annual".to_owned(),
            line: "督查".to_owned(),
            cause: "问题".to_owned(),
            times: 1,
            inspection: None,
            evidence: Vec::new(),
            reason: None,
            correction: None,
        });
        let table = run.fold.as_of(&run.def, SnapshotIx(0), date("2014-05-30"), Instant(0));
        let wanted = match missing {
            TooFew::Wait => None,
            // 8 of 10, of 20 in all.
            TooFew::Share => Some(1_600),
            TooFew::Zero => Some(800),
        };
        assert_eq!(table.sheets[0].rows[2].total, wanted, "{missing:?}");
    }
}

/// 30 % of 16 are 4, of 10 are 3.
#[test]
fn a_share_of_the_ranking_is_rounded_down() {
    for (count, excellent) in [(16usize, 4usize), (10, 3)] {
        let mut run = Run::new(sheet(vec![judged("a", 100)]), count);
        for unit in 0..u32::try_from(count).unwrap() {
            run.give(unit, "a", "j", i64::from(unit + 1) * Decimal::ONE.0);
        }
        let best = run.rows().iter().filter(|row| row.grade == Some(0)).count();
        assert_eq!(best, excellent);
    }
}

#[test]
fn deductions_a_capped_bonus_a_veto_and_an_appeal_change_what_they_must() {
    let found =
        |cause: &str, points: i32| Deduction { cause: cause.to_owned(), points: Decimal::whole(points) };
    let mut first = sheet(vec![line("督查", 5, Scorer::Deduct(vec![found("问题", 2)])), judged("a", 5)]);
    first.bonus = Some(Bonus { cap: Decimal::whole(5), items: vec![found("推广", 3)] });
    first.vetoes = vec![Veto { cause: "事故".to_owned(), best: 1 }];
    first.grades[0].first_percent = Some(100);
    let mut run = Run::new(first, 1);
    let (unit, sheet) = (at(0), "annual".to_owned());
    run.give(0, "a", "j", 30_000);
    let deducted = ScoreDeducted {
        unit,
        sheet: sheet.clone(),
        line: "督查".to_owned(),
        cause: "问题".to_owned(),
        times: 3,
        inspection: None,
        evidence: Vec::new(),
        reason: None,
        correction: None,
    };
    run.say(deducted);
    let (cause, evidence, reason) = ("推广".to_owned(), Vec::new(), None);
    run.say(ScoreAdded { unit, sheet: sheet.clone(), cause, times: 2, evidence, reason });
    let (cause, evidence) = ("事故".to_owned(), Vec::new());
    run.say(VetoProposed { unit, sheet: sheet.clone(), cause, evidence, reason: None });
    let before = run.fold.clone().as_of(&run.def, SnapshotIx(0), date("2014-05-29"), Instant(0));
    let row = &before.sheets[0].rows[0];
    assert_eq!(
        (row.total, row.bonus, row.grade),
        (Some(800), 500, Some(0)),
        "a proposed veto keeps nobody back"
    );
    run.say(VetoDecided { veto: 1, approved: true, reason: None });
    let evidence = Vec::new();
    run.say(AppealFiled { unit, sheet, line: "a".to_owned(), evidence, reason: Digest([9; 32]) });
    run.say(AppealAnswered { appeal: 1, upheld: true, change: Decimal(15_000), reason: None });
    let row = &run.rows()[0];
    assert_eq!((row.total, row.grade, row.vetoes.as_slice()), (Some(950), Some(1), [0].as_slice()));
    assert_eq!(exact::rounded(&exact::read(row.lines[1].value.as_ref().unwrap()).unwrap()), 450);
    // The table says what it stands on: what was given and what the appeal changed, and for what points stand above the whole.
    let said = |counted: &[muster_protocol::table::Counted]| -> Vec<(String, i64)> {
        counted.iter().map(|it| (it.what.clone(), it.numerator)).collect()
    };
    assert_eq!(said(&row.lines[1].counted), [("j".to_owned(), 30_000), ("appeal/1".to_owned(), 15_000)]);
    assert_eq!(said(&row.added), [("推广".to_owned(), 2)]);
}

#[test]
fn what_is_closed_after_the_freeze_stands_in_the_addendum_and_counts_for_nobody() {
    let mut run = Run::new(sheet(vec![share("办结", 10)]), 2);
    run.close(0);
    run.open(FREEZE, "2014-05-30");
    run.close(1);
    let frozen = run.version - 1;
    let rows = run.taken();
    assert_eq!(rows.sheets[0].frozen, Some(Version(frozen)));
    let of = |at: usize| &rows.sheets[0].rows[at];
    assert_eq!((of(0).total, of(1).total), (Some(1_000), Some(0)));
    assert_eq!(of(1).addendum.iter().map(ToString::to_string).collect::<Vec<_>>(), [format!("any.{PLAN}")]);
    assert_eq!((rows.rows[1].done, rows.rows[1].expected), (1, 1), "the table of rates goes on");
}

/// However far a fold had come when it was copied, and however often it hears an event: the same tables.
#[test]
fn practice_row_51_from_the_start_from_a_checkpoint_and_twice_there_is_one_digest() {
    let script = |run: &mut Run, from: u32, to: u32| {
        for unit in from..to {
            if unit % 3 != 0 {
                run.close(unit);
            }
            run.give(unit, "a", "j", i64::from(unit % 10) * Decimal::ONE.0);
        }
    };
    let new = || Run::new(sheet(vec![share("办结", 10), judged("a", 10)]), 40);
    let mut whole = new();
    script(&mut whole, 0, 40);
    let digest = Digest::of(&whole.taken().to_bytes());
    let mut parts = new();
    script(&mut parts, 0, 17);
    let mut resumed = Run { def: parts.def.clone(), fold: parts.fold.clone(), version: parts.version };
    // The last event comes again behind the checkpoint.
    resumed.version -= 1;
    resumed.give(16, "a", "j", 6 * Decimal::ONE.0);
    script(&mut resumed, 17, 40);
    assert_eq!(Digest::of(&resumed.taken().to_bytes()), digest);
    assert_eq!(resumed.version, whole.version);
}
