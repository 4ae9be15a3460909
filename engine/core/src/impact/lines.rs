//! What becomes of points that were entered when the file's score sheets change: points hang on lines and causes, and who changes
//! these hears how many there are before anything is done.

use muster_protocol::definition::{Decimal, Deduction, Definition, ScoreLine, ScoreSheet, Scorer};
use muster_rules::score::facts::{Entry, EntryKind, Facts};
use serde::Serialize;

/// What became of a line, or of a cause for which points are entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineChange {
    /// The line is new.
    Added {
        /// Its points.
        max: Decimal,
    },
    /// The line is called otherwise, and keeps its points.
    Renamed {
        /// Its name before.
        from: String,
    },
    /// It is not there any more.
    Gone,
    /// The line has another maximum.
    Max {
        /// Before.
        from: Decimal,
        /// Now.
        to: Decimal,
    },
    /// The line is scored otherwise.
    Scored,
}

/// A line of a sheet that changed, or a cause that is gone, with what was entered for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineImpact {
    /// What the sheet is called.
    pub sheet: String,
    /// Name of the line, or the cause.
    pub line: String,
    /// What became of it.
    #[serde(rename = "turn")]
    pub change: LineChange,
    /// How many entries stand there.
    pub entered: u32,
    /// How many of these count no more, or no more in full.
    pub lost: u32,
}

/// What changes of the lines of all sheets.
pub(super) fn changes(old: &Definition, new: &Definition, facts: &Facts) -> Vec<LineImpact> {
    let mut found = Vec::new();
    for before in &old.scores {
        let Some(now) = new.scores.iter().find(|known| known.id == before.id) else { continue };
        let sheet = Sheets { before, now, facts };
        sheet.lines(&mut found);
        sheet.causes(&mut found);
    }
    found
}

/// A sheet before and now.
struct Sheets<'a> {
    before: &'a ScoreSheet,
    now: &'a ScoreSheet,
    facts: &'a Facts,
}

fn lines(sheet: &ScoreSheet) -> impl Iterator<Item = &ScoreLine> {
    sheet.groups.iter().flat_map(|group| &group.lines)
}

fn count<T>(all: impl Iterator<Item = T>) -> u32 {
    u32::try_from(all.count()).unwrap_or(u32::MAX)
}

impl Sheets<'_> {
    fn entries(&self, line: &str) -> impl Iterator<Item = &Entry> {
        let of_sheet =
            self.facts.entries.iter().filter(move |it| !it.withdrawn && it.sheet == self.before.id);
        of_sheet.filter(move |it| it.line == line)
    }

    fn said(&self, line: &str, change: LineChange, (entered, lost): (u32, u32)) -> LineImpact {
        LineImpact { sheet: self.now.name.clone(), line: line.to_owned(), change, entered, lost }
    }

    fn lines(&self, found: &mut Vec<LineImpact>) {
        let same = |was: &ScoreLine| {
            let named = lines(self.now).find(|now| now.name == was.name);
            named.or_else(|| lines(self.now).find(|now| now.formerly.contains(&was.name)))
        };
        for was in lines(self.before) {
            let entered = count(self.entries(&was.name));
            let Some(now) = same(was) else {
                found.push(self.said(&was.name, LineChange::Gone, (entered, entered)));
                continue;
            };
            if now.name != was.name {
                let change = LineChange::Renamed { from: was.name.clone() };
                found.push(self.said(&now.name, change, (entered, 0)));
            }
            let scored = |it: &&Entry| counts(now, &it.kind);
            if now.scorer != was.scorer || now.otherwise != was.otherwise {
                let lost = count(self.entries(&was.name).filter(|it| counts(was, &it.kind) && !scored(it)));
                found.push(self.said(&now.name, LineChange::Scored, (entered, lost)));
            }
            if now.max != was.max {
                let above = |it: &&Entry| {
                    matches!(&it.kind, EntryKind::Given { points, .. } if now.max < *points) && scored(it)
                };
                let change = LineChange::Max { from: was.max, to: now.max };
                let lost = count(self.entries(&was.name).filter(above));
                found.push(self.said(&now.name, change, (entered, lost)));
            }
        }
        for now in lines(self.now) {
            let known =
                lines(self.before).any(|was| was.name == now.name || now.formerly.contains(&was.name));
            if !known {
                found.push(self.said(&now.name, LineChange::Added { max: now.max }, (0, 0)));
            }
        }
    }

    /// Causes of points above the whole and of vetoes that the file does not know any more.
    fn causes(&self, found: &mut Vec<LineImpact>) {
        let bonus = |sheet: &ScoreSheet| sheet.bonus.as_ref().map_or_else(Vec::new, |it| it.items.clone());
        let now = bonus(self.now);
        for gone in bonus(self.before).iter().filter(|it| !has(&now, &it.cause)) {
            let of = |it: &&Entry| matches!(&it.kind, EntryKind::Added { cause, .. } if *cause == gone.cause);
            let entered = count(self.entries("").filter(of));
            found.push(self.said(&gone.cause, LineChange::Gone, (entered, entered)));
        }
        let known = |cause: &str| self.now.vetoes.iter().any(|veto| veto.cause == cause);
        for gone in self.before.vetoes.iter().filter(|veto| !known(&veto.cause)) {
            let standing = self.facts.vetoes.iter().filter(|it| it.approved != Some(false));
            let of = standing.filter(|it| it.sheet == self.before.id && it.cause == gone.cause);
            let entered = count(of);
            found.push(self.said(&gone.cause, LineChange::Gone, (entered, entered)));
        }
    }
}

fn has(known: &[Deduction], cause: &str) -> bool {
    known.iter().any(|known| known.cause == cause)
}

/// Whether an entry counts on a line as the line is scored.
fn counts(line: &ScoreLine, kind: &EntryKind) -> bool {
    match (&line.scorer, kind) {
        (Scorer::Judged { .. }, EntryKind::Given { .. }) => true,
        (Scorer::Deduct(known), EntryKind::Deducted { cause, .. }) => has(known, cause),
        (Scorer::Auto(_) | Scorer::Judged { .. } | Scorer::Deduct(_), _) => false,
    }
}
