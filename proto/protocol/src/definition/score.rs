use serde::{Deserialize, Serialize};

use crate::definition::{Decimal, TooFew};
use crate::ids::{AudienceIx, DutyIx, ProgrammeIx, RoleIx};
use crate::time::Date;

/// A score sheet: how units are judged at the end, as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreSheet {
    /// Slug, such as `annual`.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
    /// Whom it scores.
    pub audience: AudienceIx,
    /// What all groups sum to.
    pub total: Decimal,
    /// Groups of lines; their weights sum to the total.
    pub groups: Vec<ScoreGroup>,
    /// Points above the total.
    pub bonus: Option<Bonus>,
    /// What keeps a unit from a grade whatever its points.
    pub vetoes: Vec<Veto>,
    /// Whether ranks are made within each category.
    pub within_category: bool,
    /// Lines by which equal totals are parted, in order; what is still equal shares a rank (1, 2, 2, 4).
    pub ties: Vec<LineRef>,
    /// Grades from best to worst.
    pub grades: Vec<Grade>,
    /// What becomes of a total when a line has no value: it waits, the other lines are scaled up, or the line is zero.
    pub missing: TooFew,
    /// Last day of evidence; what comes later goes to an addendum.
    pub freeze: Date,
    /// Publicity and appeals after the freeze.
    pub appeals: Option<Appeals>,
    /// Larger appraisals that take the final scores as one indicator.
    pub feeds: Vec<String>,
    /// The kinds of file in which it is exported where nobody names one.
    pub exports: Vec<ExportKind>,
}

/// A group of lines, such as 日常督查.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreGroup {
    /// Name in the committee's words.
    pub name: String,
    /// Points of all its lines.
    pub weight: Decimal,
    /// Its lines; their maxima sum to the weight, for each category apart.
    pub lines: Vec<ScoreLine>,
}

/// One line of the sheet. It is rounded half up to 0.01; the sum is taken last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreLine {
    /// Name in the committee's words.
    pub name: String,
    /// Names that it had before in the running campaign: points that were given under one of them are its own.
    pub formerly: Vec<String>,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
    /// Most points.
    pub max: Decimal,
    /// Categories that it counts for; empty means all.
    pub categories: Vec<String>,
    /// Where its points come from.
    pub scorer: Scorer,
    /// How they are computed for a unit on which the scorer has nothing.
    pub otherwise: Option<Formula>,
}

/// Where the points of a line come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scorer {
    /// Computed from events.
    Auto(Formula),
    /// Begins at the maximum; each finding takes points away, down to zero.
    Deduct(Vec<Deduction>),
    /// Judged by holders of a role; several judgements are averaged.
    Judged {
        /// Who judges.
        by: RoleIx,
        /// What is asked of them; empty means the line's name.
        ask: String,
    },
}

/// What one finding costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deduction {
    /// The finding in the committee's words.
    pub cause: String,
    /// Points taken away for each.
    pub points: Decimal,
}

/// Sums, differences, products and ratios of indicators, in postfix order. A division by zero has no value; the line
/// is then scored by `otherwise`, and without that it is missing: who was asked nothing earns nothing by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula(pub Vec<Term>);

/// One step of a formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Term {
    /// A number.
    Number(Decimal),
    /// What was counted of the unit.
    Indicator(Indicator),
    /// The mean of a group of raters, 0 to 100.
    Rated {
        /// Index of the review round.
        round: u16,
        /// Index of the group in it.
        group: u16,
    },
    /// All groups of a review round, weighted, 0 to 100.
    Round {
        /// Index of the review round.
        round: u16,
    },
    /// The mean of a number that the unit reported with what it handed in.
    Reported {
        /// The duty.
        duty: DutyIx,
        /// Its measure.
        measure: u8,
    },
    /// How often those who were asked at planned visits to the unit gave an answer, of all times that they were asked.
    Answered {
        /// The programme.
        programme: ProgrammeIx,
        /// Who was asked: index among those whom it asks.
        by: u8,
        /// The answer: index in its scale.
        answer: u8,
    },
    /// Adds the two values before.
    Add,
    /// Takes the last from the one before.
    Subtract,
    /// Multiplies the two values before.
    Multiply,
    /// Divides the second last by the last.
    Divide,
}

/// A number that is counted from events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// What is counted.
    pub tally: Tally,
    /// Only items of these duties; empty means of all.
    pub duties: Vec<DutyIx>,
}

/// What is counted of one unit from the launch to the freeze.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tally {
    /// Items whose due day is over, and those done on their due day (应办数).
    Due,
    /// Items that were closed (办结数).
    Done,
    /// Items that were closed and not late (按时办结数).
    DoneOnTime,
    /// Items that are late or were closed late (逾期数).
    Late,
    /// Done / due; none when nothing was due (办结率).
    DoneRate,
    /// Done on time / due; none when nothing was due (按时办结率).
    OnTimeRate,
    /// Cases finished within their limit / cases finished (办件按时率).
    CaseOnTimeRate,
    /// Visits made (走访次数).
    Visits,
    /// Yellow supervision cards (黄色督办单).
    YellowCards,
    /// Red supervision cards (红色督办单).
    RedCards,
}

/// Points above the total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bonus {
    /// Most of them.
    pub cap: Decimal,
    /// For what, each with its points.
    pub items: Vec<Deduction>,
}

/// What keeps a unit from a grade. A veto is an event with evidence and an approver, never automatic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Veto {
    /// The cause in the committee's words.
    pub cause: String,
    /// Best grade that is still possible, as index into the grades.
    pub best: u8,
}

/// A line of the sheet, or the sum of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRef {
    /// Index of the group.
    pub group: u16,
    /// Index of the line in it.
    pub line: u16,
}

/// A grade. A unit has the first whose conditions it meets; the last has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// Name in the committee's words, such as 优秀.
    pub name: String,
    /// Fewest points.
    pub at_least: Option<Decimal>,
    /// Only the first so many percent of the ranking, rounded down.
    pub first_percent: Option<u8>,
}

/// Publicity and appeals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeals {
    /// Working days of publicity after the freeze; appeals are filed in them.
    pub publicity: u16,
    /// Who answers.
    pub by: RoleIx,
    /// Working days for the answer, from the last day of publicity.
    pub answer: u16,
    /// The day of the last answer.
    pub last_answer: Date,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ExportKind {
    /// A workbook.
    Xlsx,
    /// A page to print.
    Html,
    /// A table.
    Csv,
}
