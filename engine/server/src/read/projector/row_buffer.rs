//! What events changed, gathered until it is written in few statements of many rows: the view's tables with their columns
//! and what becomes of each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use muster_protocol::ids::Digest;
use muster_protocol::item::StepKind;
use sqlx::SqliteConnection;

use super::table::Rule::{First, Latest, Once, Sum, While};
use super::table::{Cell, Key, Spec, Table};
use crate::store::StoreError;
use crate::view::codes;

/// A place in [`SPECS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Campaigns,
    Units,
    Occasions,
    Items,
    Steps,
    Messages,
    OptedOut,
    LetterHours,
    History,
    Forms,
    PassedOn,
    Changes,
    Moves,
    Visits,
    VisitRatings,
    LeftOut,
    Snapshots,
    SnapshotRows,
    Evidence,
    Erased,
    LedgerRows,
    Cases,
    CaseHistory,
    Candidates,
    CandidateActs,
    DeadLetters,
}

/// All tables, in the order in which they are written: the campaigns first, since the sums of the others begin with them.
static SPECS: [Spec; 26] = [
    Spec::new(
        "campaigns",
        "no",
        &[
            (Once, "id launched"),
            (Latest, "name zone definition state phase phase_name begins at version position"),
        ],
    ),
    Spec::new("units", "campaign unit", &[(Latest, "code name category")]),
    Spec::new(
        "occasions",
        "campaign occasion",
        &[
            (Once, "planned_position"),
            (First, "opened_position"),
            (Latest, "key title line kind phase opens due_day due backfill retired planned"),
        ],
    ),
    Spec::new(
        "items",
        "campaign occasion unit",
        &[
            (Once, "opened_position"),
            (Latest, "code state late"),
            (While(3), "late_position"),
            (Latest, "due_version due_day due"),
        ],
    ),
    Spec::new(
        "steps",
        "campaign occasion unit due_version no",
        &[
            (Latest, "kind role planned_position retry_of"),
            (
                Latest,
                "contact at held message due_position outcome reason channel ended_at ended_position said attempt",
            ),
        ],
    )
    .changing(step::CONTACT),
    Spec::new(
        "messages",
        "campaign key",
        &[
            (Once, "date contact kind due due_position"),
            (Latest, "steps"),
            (Sum(1), "issued"),
            (First, "channel sent_at sent_position signed_at delivered_at undelivered_at undelivered_said"),
        ],
    )
    .named_by_text()
    .changing(message::ISSUED),
    Spec::new("opted_out", "campaign contact", &[(Latest, "is_out at")]).named_by_text(),
    Spec::new("letter_hours", "campaign contact", &[(Latest, "is_own hour at")]).named_by_text(),
    Spec::new("history", "campaign occasion unit position", &[(Once, "at name actor behalf")]),
    Spec::new("forms", "campaign occasion unit", &[(Latest, "pieces form done_on position failed")])
        .changing(form::FAILED),
    Spec::new("passed_on", "campaign occasion unit", &[(Latest, "successor position")]),
    Spec::new("changes", "campaign position", &[(Once, "at name actor behalf approver reason")]),
    Spec::new("moves", "campaign occasion unit position", &[(Once, "before after")]),
    Spec::new(
        "visits",
        "campaign occasion place no",
        &[
            (Latest, "position"),
            (Latest, "visitor date start ends stage sequence changed handed_on companions follow_ups reasons"),
            (First, "recorded_on"),
        ],
    )
    .changing(visit::VISITOR),
    Spec::new("visit_ratings", "campaign occasion place no", &[(Once, "rater answer")]),
    Spec::new("left_out", "campaign occasion place", &[(Latest, "visitor why at position")]),
    Spec::new("snapshots", "campaign occasion", &[(Once, "cutoff at date digest position")]),
    Spec::new(
        "snapshot_rows",
        "campaign occasion unit",
        &[(Once, "code name category expected done on_time completion on_time_rate rank")],
    ),
    Spec::new(
        "evidence",
        "campaign position place",
        &[(Once, "digest unit occasion item need actor behalf at")],
    ),
    // What is erased twice was erased when it was first.
    Spec::new("erased", "position", &[(Once, "digest campaign actor at")]),
    Spec::new(
        "ledger_rows",
        "campaign duty unit row",
        &[(Latest, "fixed cells stock wrong at actor behalf position")],
    ),
    Spec::new(
        "cases",
        "campaign no",
        &[
            (Latest, "kind about source received accept_by finish_by statutory occasion place"),
            (Latest, "unit agent passed_up late"),
            (Sum(0), "reopened"),
            (Latest, "accepted answered closed satisfied"),
        ],
    )
    .changing(case::UNIT),
    Spec::new("case_history", "campaign no position", &[(Once, "at name what actor behalf")]),
    Spec::new(
        "candidates",
        "campaign no",
        &[(Latest, "selection unit code title"), (Latest, "passed objected result since publicity_until")],
    )
    .changing(candidate::PASSED),
    Spec::new("candidate_acts", "campaign no position", &[(Once, "at actor act stage detail")]),
    Spec::new("dead_letters", "position", &[(Once, "source name cause campaign said")]),
];

/// Columns that change, by their places in their tables: the first one's stands here, the others follow it.
macro_rules! changing {
    ($($table:ident in $module:ident from $first:literal: $($column:ident)+;)+) => {
        $(pub(super) mod $module {
            changing!(@place $first, $($column)+);
        })+

        /// Each of them with its table and its name.
        #[cfg(test)]
        const CHANGING: &[(Tab, usize, &str)] =
            &[$($((Tab::$table, $module::$column, stringify!($column)),)+)+];
    };
    (@place $place:expr, $column:ident $($others:ident)*) => {
        pub(in super::super) const $column: usize = $place;
        changing!(@place $place + 1, $($others)*);
    };
    (@place $place:expr,) => {};
}
changing! {
    Steps in step from 4: CONTACT AT HELD MESSAGE DUE_POSITION OUTCOME REASON CHANNEL ENDED_AT ENDED_POSITION SAID ATTEMPT;
    Messages in message from 6: ISSUED CHANNEL SENT_AT SENT_POSITION SIGNED_AT DELIVERED_AT UNDELIVERED_AT UNDELIVERED_SAID;
    Forms in form from 4: FAILED;
    Visits in visit from 1: VISITOR DATE START ENDS STAGE SEQUENCE CHANGED HANDED_ON COMPANIONS FOLLOW_UPS REASONS RECORDED_ON;
    Cases in case from 9: UNIT AGENT PASSED_UP LATE REOPENED ACCEPTED ANSWERED CLOSED SATISFIED;
    Candidates in candidate from 4: PASSED OBJECTED RESULT SINCE PUBLICITY_UNTIL;
}

/// Everything that waits to be written.
#[derive(Debug)]
pub(super) struct RowBuffer {
    tables: Vec<Table>,
    /// Dead letters that are settled: number of the campaign, name.
    settled: BTreeSet<(i64, Arc<str>)>,
    kinds: BTreeMap<StepKind, Arc<str>>,
}

impl RowBuffer {
    pub(super) fn new() -> Self {
        let tables = SPECS.iter().map(Table::new).collect();
        Self { tables, settled: BTreeSet::new(), kinds: BTreeMap::new() }
    }

    fn table(&mut self, tab: Tab) -> &mut Table {
        &mut self.tables[tab as usize]
    }

    pub(super) fn put(&mut self, tab: Tab, key: Key, cells: Vec<Cell>) {
        self.table(tab).put(key, cells);
    }

    pub(super) fn change(&mut self, tab: Tab, key: Key, change: &[(usize, Cell)]) {
        self.table(tab).change(key, change);
    }

    /// Keeps something that was given up where ops see it: why, and which text says what a counterpart said.
    pub(super) fn dead_letter(
        &mut self,
        source: &str,
        position: i64,
        name: &str,
        (cause, said): (&str, Option<Digest>),
        no: Option<i64>,
    ) {
        let key = Key::of([position]).text(format!("{source} {name}").into());
        let cells = [source, name, cause].map(|text| Cell::from(text.to_owned()));
        let said = said.map_or(Cell::Null, |said| said.0.to_vec().into());
        let cells = cells.into_iter().chain([Cell::from(no), said]).collect();
        self.put(Tab::DeadLetters, key, cells);
    }

    /// A dead letter of a campaign was tried again or dropped.
    pub(super) fn settle(&mut self, no: i64, name: Arc<str>) {
        let (had, of) = (Cell::Text(Arc::clone(&name)), Cell::Int(no));
        self.table(Tab::DeadLetters).forget(|row| row.get(1) == Some(&had) && row.get(3) == Some(&of));
        self.settled.insert((no, name));
    }

    /// The code of a kind of steps, made once.
    pub(super) fn kind(&mut self, kind: StepKind) -> Arc<str> {
        Arc::clone(self.kinds.entry(kind).or_insert_with(|| codes::step_kind(kind).into()))
    }

    pub(super) fn rows(&self) -> usize {
        self.tables.iter().map(Table::rows).sum()
    }

    /// Writes everything and is empty again. Gives the number of rows.
    pub(super) async fn write(&mut self, connection: &mut SqliteConnection) -> Result<usize, StoreError> {
        for (no, name) in std::mem::take(&mut self.settled) {
            sqlx::query("DELETE FROM dead_letters WHERE campaign = ? AND name = ?")
                .bind(no)
                .bind(name)
                .execute(&mut *connection)
                .await?;
        }
        let mut rows = 0;
        for table in &mut self.tables {
            rows += table.write(connection).await?;
        }
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_where_their_numbers_say() {
        let buffer = RowBuffer::new();
        for (tab, at, name) in CHANGING {
            assert_eq!(buffer.tables[*tab as usize].column(*at), name.to_lowercase(), "{tab:?}");
        }
    }
}
