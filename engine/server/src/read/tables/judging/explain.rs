//! One unit on a sheet, line by line: what counted, and what would still raise it.

use muster_protocol::catalogue::{Listed, LocalizedText, in_a_row};
use muster_protocol::definition::{
    Bonus, Deduction, Definition, LineRef, ScoreLine, ScoreSheet, Scorer, Tally, Term, TooFew,
};
use muster_protocol::ids::{DutyIx, UnitIx};
use muster_protocol::refs::OccasionKey;
use muster_protocol::table::{LineScore, ScoreRow, SheetTable};
use muster_protocol::{any_of, id, text};
use muster_rules::audience;
use muster_rules::score::facts::EntryKind;
use muster_rules::score::sheet::public_until;

use super::super::{TableView, heads};
use super::{as_of, category, label, named, or_dash, points, scores, value};
use crate::execute::live::Live;

/// Most open items that a line names.
const NAMED_MAX: usize = 8;

pub(super) fn unit(live: &Live, at: usize, table: &SheetTable, code: &str) -> Option<TableView> {
    let sheet = live.def.scores.get(at)?;
    let ix = live.def.unit_by_code(code)?;
    let row = table.rows.iter().find(|row| row.unit.as_str() == code);
    let title = format!("{} {}", sheet.name, label(&live.def, code));
    let head = [
        id!("line"),
        id!("max"),
        id!("points"),
        id!("exact"),
        id!("what-counted"),
        id!("what-would-still-raise-it"),
    ];
    let Some(row) = row else {
        let note = not_there(&live.def, sheet, ix);
        let title = LocalizedText::same(title);
        return Some(TableView { title, columns: heads(&head), notes: vec![note], ..TableView::default() });
    };
    let stage = SheetStage::of(live, sheet, table.frozen.is_some());
    let mut rows = Vec::new();
    for line in &row.lines {
        let group = sheet.groups.get(usize::from(line.group));
        let Some(known) = group.and_then(|group| group.lines.get(usize::from(line.line))) else { continue };
        rows.push(cells! {
            = &known.name, = known.max, or_dash(line.points.map(points)),
            or_dash(line.value.as_ref().map(value)), counted(live, &sheet.id, known, line, ix),
            raise(live, known, line, ix, stage)
        });
    }
    if let Some(bonus) = &sheet.bonus {
        rows.push(cells! {
            text!("bonus"), = bonus.cap, = points(row.bonus), = "", added(live, &sheet.id, ix),
            adds(bonus, row.bonus, stage)
        });
    }
    let mut notes = verdict(live, sheet, row);
    notes.extend(equals(&live.def, sheet, table, row));
    notes.extend(audience::theme_of(&live.def, ix).map(scores::theme));
    notes.push(as_of(live));
    Some(TableView { title: LocalizedText::same(title), columns: heads(&head), rows, notes })
}

/// Why a unit is not in a table.
fn not_there(def: &Definition, sheet: &ScoreSheet, unit: UnitIx) -> LocalizedText {
    if audience::selects(def, sheet.audience, unit) {
        return text!("it-is-not-in-this-table-not-a-member");
    }
    let whom = def.audiences.get(sheet.audience.at()).map_or("", |audience| audience.name.as_str());
    text!("it-is-not-in-this-table-not-in-its-audience", whom)
}

/// The total with rank and grade, vetoes, and what came after the freeze.
fn verdict(live: &Live, sheet: &ScoreSheet, row: &ScoreRow) -> Vec<LocalizedText> {
    let mut notes = vec![match (row.total, row.rank) {
        (Some(total), rank) if rank > 0 => {
            let grade = row.grade.and_then(|at| sheet.grades.get(usize::from(at)));
            let grade = grade.map_or("", |grade| grade.name.as_str());
            text!("total-with-rank-and-grade", total = points(total), rank, grade)
        }
        _ if sheet.missing == TooFew::Wait && row.lines.iter().any(|line| line.points.is_none()) => {
            text!("no-total-yet-a-line-has-no-value")
        }
        _ => text!("no-total-nothing-was-asked-or-said-of-it"),
    }];
    for at in &row.vetoes {
        if let Some(veto) = sheet.vetoes.get(usize::from(*at)) {
            notes.push(text!("veto-cause", cause = veto.cause));
        }
    }
    if !row.addendum.is_empty() {
        let tasks: Vec<LocalizedText> = row.addendum.iter().map(|key| named::task(live, key)).collect();
        let tasks = in_a_row::texts(&tasks, id!("list-comma"));
        notes.push(text!("addendum-closed-after-the-freeze-keys", keys: tasks));
    }
    notes
}

/// How units with the same total stand to each other: which line parted them, or that they share the rank.
fn equals(def: &Definition, sheet: &ScoreSheet, table: &SheetTable, row: &ScoreRow) -> Vec<LocalizedText> {
    let pool = |code: &str| sheet.within_category.then(|| category(def, code));
    let is_equal = |it: &&ScoreRow| {
        it.unit != row.unit
            && it.total.is_some()
            && it.total == row.total
            && pool(&it.unit) == pool(&row.unit)
    };
    let value = |of: &ScoreRow, tie: &LineRef| {
        let line = of.lines.iter().find(|line| (line.group, line.line) == (tie.group, tie.line));
        line.and_then(|line| line.value.clone())
    };
    let (mut parted, mut shared) = (Vec::new(), Vec::new());
    for other in table.rows.iter().filter(is_equal) {
        let who = label(def, &other.unit);
        let parting = sheet.ties.iter().find(|tie| value(row, tie) != value(other, tie));
        let group = parting.and_then(|tie| Some((sheet.groups.get(usize::from(tie.group))?, tie.line)));
        match group.and_then(|(group, line)| group.lines.get(usize::from(line))) {
            Some(line) => parted.push(text!("a-unit-and-the-line-that-parts", who, line = line.name)),
            None => shared.push(who),
        }
    }
    let mut notes = Vec::new();
    if !parted.is_empty() {
        notes.push(text!("equal-totals-are-parted", all: in_a_row::texts(&parted, id!("list-comma"))));
    }
    if !shared.is_empty() {
        notes.push(text!("shares-its-rank", names: Listed(&shared)));
    }
    notes
}

/// What counted, with the numbers of what was entered by people.
fn counted(live: &Live, sheet: &str, known: &ScoreLine, line: &LineScore, unit: UnitIx) -> LocalizedText {
    let mut said = named::counted(&live.def, known, line);
    let entries = live.fold.facts().entries.iter().enumerate();
    let own = entries
        .filter(|(_, it)| !it.withdrawn && it.unit == unit && it.sheet == sheet && it.line == known.name);
    let numbers: Vec<String> = own.map(|(at, _)| format!("#{}", at + 1)).collect();
    if !numbers.is_empty() {
        said = said.map(|said| format!("{said} [{}]", numbers.join(" ")));
    }
    said
}

fn added(live: &Live, sheet: &str, unit: UnitIx) -> LocalizedText {
    let entries = live.fold.facts().entries.iter().enumerate();
    let own = entries.filter(|(_, it)| !it.withdrawn && it.unit == unit && it.sheet == sheet);
    let named = own.filter_map(|(at, it)| match &it.kind {
        EntryKind::Added { cause, times } => Some(format!("{cause} {times} [#{}]", at + 1)),
        EntryKind::Given { .. } | EntryKind::Deducted { .. } => None,
    });
    in_a_row::names(&named.collect::<Vec<_>>(), id!("parts-comma"))
}

/// How far a sheet has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SheetStage {
    /// It counts what comes.
    Counts,
    /// It is frozen, and appeals may be filed.
    Public,
    /// Nobody may appeal, or may any more.
    Over,
}

impl SheetStage {
    fn of(live: &Live, sheet: &ScoreSheet, frozen: bool) -> Self {
        let may_appeal = || public_until(&live.def, sheet).is_some_and(|until| live.day(live.at) <= until);
        match frozen {
            false => Self::Counts,
            true if may_appeal() => Self::Public,
            true => Self::Over,
        }
    }

    /// Why nothing that is done would raise anything; none while it does.
    fn stands(self) -> Option<LocalizedText> {
        match self {
            Self::Counts => None,
            Self::Public => Some(text!("frozen-only-an-appeal")),
            Self::Over => Some(text!("frozen-and-stays-so")),
        }
    }
}

/// What would still raise the points above the whole.
fn adds(bonus: &Bonus, points: i64, stage: SheetStage) -> LocalizedText {
    if points >= bonus.cap.0 / 100 {
        return text!("full-points");
    }
    stage.stands().unwrap_or_else(|| {
        let item = |item: &Deduction| format!("{} +{}", item.cause, item.points);
        in_a_row::names(&bonus.items.iter().map(item).collect::<Vec<_>>(), id!("parts-comma"))
    })
}

/// What would still raise a line: open items, judges, raters; nothing after the freeze but an appeal, while one may be filed.
fn raise(live: &Live, known: &ScoreLine, line: &LineScore, unit: UnitIx, stage: SheetStage) -> LocalizedText {
    let max = known.max.0 / 100;
    if line.points.is_some_and(|points| points >= max) {
        return text!("full-points");
    }
    if let Some(stands) = stage.stands() {
        return stands;
    }
    match &known.scorer {
        Scorer::Judged { by, ask } => {
            let role = live.def.roles.get(by.at()).map_or("", |role| role.name.as_str());
            let said = match line.points {
                None => text!("role-has-not-judged-yet", role),
                Some(_) => text!("judged-by-role", role),
            };
            if ask.is_empty() { said } else { text!("said-with-what-is-asked", said: said, ask) }
        }
        Scorer::Deduct(_) => text!("what-was-taken-comes-back-only-by-correction"),
        Scorer::Auto(formula) => {
            let terms = formula.0.iter().chain(known.otherwise.iter().flat_map(|formula| &formula.0));
            let grounds = Grounds::of(terms);
            let open = match &grounds.duties {
                Some(duties) if duties.is_empty() => Vec::new(),
                Some(duties) => live.fold.open_items(unit, duties),
                None => live.fold.open_items(unit, &[]),
            };
            if !open.is_empty() {
                return not_done(live, &open);
            }
            // What is done early is no ground yet.
            let duties = grounds.duties.as_deref().unwrap_or_default();
            let ahead = grounds.items.then(|| live.fold.done_ahead(unit, duties));
            match ahead.filter(|ahead| !ahead.is_empty()) {
                Some(ahead) => text!("done-ahead-and-counts-from-its-day", tasks: tasks(live, &ahead)),
                None => grounds.follows(line),
            }
        }
    }
}

/// The tasks that are not done, as far as a line names them.
fn not_done(live: &Live, open: &[OccasionKey]) -> LocalizedText {
    let more = open.len().saturating_sub(NAMED_MAX);
    let tasks = tasks(live, open);
    if more > 0 {
        text!("these-and-more-are-not-done", named: tasks, more, open = open.len())
    } else {
        text!("these-are-not-done", named: tasks)
    }
}

/// The names of tasks, not more than fit a line.
fn tasks(live: &Live, keys: &[OccasionKey]) -> LocalizedText {
    let tasks: Vec<LocalizedText> = keys.iter().take(NAMED_MAX).map(|key| named::task(live, key)).collect();
    in_a_row::texts(&tasks, id!("list-comma"))
}

/// What a formula stands on.
#[derive(Debug, Default)]
struct Grounds {
    /// The duties whose items count; none where all do.
    duties: Option<Vec<DutyIx>>,
    /// Whether items count; numbers that are reported of them count from the report on.
    items: bool,
    /// Whether it matters that something was done in time.
    in_time: bool,
    reported: bool,
    rated: bool,
    /// Whether visits count, or cases: no item that is handed in changes these.
    visits: bool,
    cases: bool,
}

impl Grounds {
    fn of<'f>(terms: impl Iterator<Item = &'f Term>) -> Self {
        let mut it = Self { duties: Some(Vec::new()), ..Self::default() };
        for term in terms {
            match term {
                Term::Indicator(indicator) => {
                    it.in_time |= asks_for_time(indicator.tally);
                    it.items |= !matches!(indicator.tally, Tally::Visits | Tally::CaseOnTimeRate);
                    match (indicator.tally, &mut it.duties) {
                        (Tally::Visits, _) => it.visits = true,
                        (Tally::CaseOnTimeRate, _) => it.cases = true,
                        (_, Some(duties)) if !indicator.duties.is_empty() => duties.extend(&indicator.duties),
                        (_, of) => *of = None,
                    }
                }
                Term::Reported { duty, .. } => {
                    it.reported = true;
                    if let Some(duties) = &mut it.duties {
                        duties.push(*duty);
                    }
                }
                Term::Rated { .. } | Term::Round { .. } => it.rated = true,
                Term::Answered { .. } => it.reported = true,
                Term::Number(_) | Term::Add | Term::Subtract | Term::Multiply | Term::Divide => {}
            }
        }
        it
    }

    /// What is to be said where nothing is left to be done.
    fn follows(&self, line: &LineScore) -> LocalizedText {
        // Where too few have answered there is no mean, or it is none at all.
        if self.rated && line.points.is_none_or(|points| points <= 0) {
            return text!("counts-when-enough-have-answered");
        }
        if line.points.is_none() {
            // A share of nothing is none.
            return if self.reported {
                text!("nothing-was-reported-yet")
            } else {
                text!("nothing-was-asked-yet")
            };
        }
        // Where items count as well, all of them are done.
        let of_items = self.duties.as_ref().is_none_or(|duties| !duties.is_empty());
        if !of_items && self.cases {
            text!("it-follows-from-the-cases")
        } else if !of_items && self.visits {
            text!("it-follows-from-the-visits")
        } else if self.in_time {
            text!("everything-is-done-what-was-late-stays-late")
        } else if self.reported {
            text!("it-follows-from-the-numbers-reported")
        } else if self.rated {
            text!("it-follows-from-what-raters-say")
        } else {
            text!("everything-is-done")
        }
    }
}

/// Whether a count asks that things were done in time.
fn asks_for_time(tally: Tally) -> bool {
    match tally {
        any_of!(Tally: DoneOnTime OnTimeRate CaseOnTimeRate Late YellowCards RedCards) => true,
        Tally::Due | Tally::Done | Tally::DoneRate | Tally::Visits => false,
    }
}

#[cfg(test)]
mod tests {
    use muster_protocol::catalogue::Language;
    use muster_protocol::definition::Indicator;
    use muster_protocol::table::Exact;

    use super::*;
    use crate::sample::{score_line, score_sheet};

    fn sheet() -> ScoreSheet {
        let lines = vec![score_line("a", 10), score_line("b", 10)];
        ScoreSheet { ties: vec![LineRef { group: 0, line: 1 }], ..score_sheet(lines, 20) }
    }

    fn row(unit: &str, (a, b): (u8, u8)) -> ScoreRow {
        let line = |line: u16, points: u8| LineScore {
            group: 0,
            line,
            value: Some(Exact { numerator: points.to_string(), denominator: "1".to_owned() }),
            points: Some(i64::from(points) * 100),
            counted: Vec::new(),
        };
        ScoreRow {
            unit: unit.into(),
            lines: vec![line(0, a), line(1, b)],
            bonus: 0,
            added: Vec::new(),
            total: Some(i64::from(a + b) * 100),
            rank: 1,
            grade: None,
            vetoes: Vec::new(),
            addendum: Vec::new(),
        }
    }

    /// What is said of a line of which nothing is left to be done, in Chinese.
    fn follows(terms: &[Term], points: Option<i64>) -> String {
        let line = LineScore { group: 0, line: 0, value: None, points, counted: Vec::new() };
        Grounds::of(terms.iter()).follows(&line).into_language(Language::Zh)
    }

    #[test]
    fn a_formula_of_reported_numbers_or_of_raters_says_nothing_of_lateness() {
        let reported = [Term::Reported { duty: DutyIx(0), measure: 0 }];
        let counted = |tally: Tally| [Term::Indicator(Indicator { tally, duties: vec![DutyIx(0)] })];
        assert_eq!(follows(&reported, Some(500)), "由报送的数目算出，随以后报送的数目变");
        assert_eq!(follows(&counted(Tally::DoneOnTime), Some(500)), "该办的都办了；逾期过的补不回来");
        assert_eq!(follows(&counted(Tally::Done), Some(500)), "该办的都办了");
        let of_all = |tally: Tally| [Term::Indicator(Indicator { tally, duties: Vec::new() })];
        assert_eq!(follows(&of_all(Tally::Visits), Some(500)), "由走访记录算出，多走访一次就变");
        assert_eq!(follows(&of_all(Tally::CaseOnTimeRate), Some(500)), "由办件算出，按时办结的多了就变");
        // Of whom nothing was asked, nobody can say that everything is done.
        assert_eq!(follows(&counted(Tally::DoneRate), None), "还没有到期要办的，有了才计分");
        assert_eq!(follows(&reported, None), "还没有报送数目，报了才计分");
        let rated = [Term::Round { round: 0 }];
        assert_eq!(follows(&rated, None), "评议人数够了才计分，分数由评议人定");
        assert_eq!(follows(&rated, Some(2_200)), "由评议人打的分算出");
    }

    #[test]
    fn equal_totals_say_which_line_parted_them_or_that_they_share_the_rank() {
        let rows = vec![row("001", (5, 5)), row("002", (4, 6)), row("003", (5, 5)), row("004", (1, 1))];
        let table = SheetTable { sheet: "annual".to_owned(), frozen: None, rows };
        let said = |at: usize| -> Vec<String> {
            let notes = equals(&Definition::default(), &sheet(), &table, &table.rows[at]);
            notes.into_iter().map(|note| note.into_language(Language::Zh)).collect()
        };
        assert_eq!(said(0), ["总分相同，按同分的项分先后：002 002（b）", "与003 003并列"]);
        assert_eq!(said(1), ["总分相同，按同分的项分先后：001 001（b）、003 003（b）"]);
        assert_eq!(said(3), [""; 0]);
    }
}
