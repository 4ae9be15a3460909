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
use crate::store::sqlite::failed;
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
    Doings,
    Forms,
    PassedOn,
    Changes,
    Moves,
    Visits,
    LeftOut,
    Snapshots,
    SnapshotRows,
    Evidence,
    Erased,
    LedgerRows,
    Cases,
    CaseDoings,
    Candidates,
    CandidateActs,
    DeadLetters,
}

/// All tables, in the order in which they are written: the campaigns first, since the sums of the others begin with them.
static SPECS: [Spec; 24] = [
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
            (Latest, "reasons position"),
            (Latest, "visitor date start ends stage sequence changed handed_on companions follow_ups"),
            (First, "recorded_on"),
        ],
    )
    .changing(visit::VISITOR),
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
            (Latest, "kind about source received accept_by finish_by statutory occasion"),
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

/// Changing columns of steps.
pub(super) mod step {
    pub(in super::super) const CONTACT: usize = 4;
    pub(in super::super) const AT: usize = 5;
    pub(in super::super) const HELD: usize = 6;
    pub(in super::super) const MESSAGE: usize = 7;
    pub(in super::super) const DUE_POSITION: usize = 8;
    pub(in super::super) const OUTCOME: usize = 9;
    pub(in super::super) const REASON: usize = 10;
    pub(in super::super) const CHANNEL: usize = 11;
    pub(in super::super) const ENDED_AT: usize = 12;
    pub(in super::super) const ENDED_POSITION: usize = 13;
    pub(in super::super) const SAID: usize = 14;
    pub(in super::super) const ATTEMPT: usize = 15;
}

/// Changing columns of messages.
pub(super) mod message {
    pub(in super::super) const ISSUED: usize = 6;
    pub(in super::super) const CHANNEL: usize = 7;
    pub(in super::super) const SENT_AT: usize = 8;
    pub(in super::super) const SENT_POSITION: usize = 9;
    pub(in super::super) const SIGNED_AT: usize = 10;
    pub(in super::super) const DELIVERED_AT: usize = 11;
    pub(in super::super) const UNDELIVERED_AT: usize = 12;
    pub(in super::super) const UNDELIVERED_SAID: usize = 13;
}

/// Changing columns of forms.
pub(super) mod form {
    pub(in super::super) const FAILED: usize = 4;
}

/// Changing columns of visits.
pub(super) mod visit {
    pub(in super::super) const VISITOR: usize = 2;
    pub(in super::super) const DATE: usize = 3;
    pub(in super::super) const START: usize = 4;
    pub(in super::super) const ENDS: usize = 5;
    pub(in super::super) const STAGE: usize = 6;
    pub(in super::super) const SEQUENCE: usize = 7;
    pub(in super::super) const CHANGED: usize = 8;
    pub(in super::super) const HANDED_ON: usize = 9;
    pub(in super::super) const COMPANIONS: usize = 10;
    pub(in super::super) const FOLLOW_UPS: usize = 11;
    pub(in super::super) const RECORDED_ON: usize = 12;
}

/// Changing columns of cases.
pub(super) mod case {
    pub(in super::super) const UNIT: usize = 8;
    pub(in super::super) const AGENT: usize = 9;
    pub(in super::super) const PASSED_UP: usize = 10;
    pub(in super::super) const LATE: usize = 11;
    pub(in super::super) const REOPENED: usize = 12;
    pub(in super::super) const ACCEPTED: usize = 13;
    pub(in super::super) const ANSWERED: usize = 14;
    pub(in super::super) const CLOSED: usize = 15;
    pub(in super::super) const SATISFIED: usize = 16;
}

/// Changing columns of candidates.
pub(super) mod candidate {
    pub(in super::super) const PASSED: usize = 4;
    pub(in super::super) const OBJECTED: usize = 5;
    pub(in super::super) const RESULT: usize = 6;
    pub(in super::super) const SINCE: usize = 7;
    pub(in super::super) const PUBLICITY_UNTIL: usize = 8;
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
                .await
                .map_err(failed)?;
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
        let sheet = RowBuffer::new();
        let named = [
            (Tab::Steps, step::CONTACT, "contact"),
            (Tab::Steps, step::AT, "at"),
            (Tab::Steps, step::HELD, "held"),
            (Tab::Steps, step::MESSAGE, "message"),
            (Tab::Steps, step::DUE_POSITION, "due_position"),
            (Tab::Steps, step::OUTCOME, "outcome"),
            (Tab::Steps, step::REASON, "reason"),
            (Tab::Steps, step::CHANNEL, "channel"),
            (Tab::Steps, step::ENDED_AT, "ended_at"),
            (Tab::Steps, step::ENDED_POSITION, "ended_position"),
            (Tab::Steps, step::SAID, "said"),
            (Tab::Steps, step::ATTEMPT, "attempt"),
            (Tab::Messages, message::ISSUED, "issued"),
            (Tab::Messages, message::CHANNEL, "channel"),
            (Tab::Messages, message::SENT_AT, "sent_at"),
            (Tab::Messages, message::SENT_POSITION, "sent_position"),
            (Tab::Messages, message::SIGNED_AT, "signed_at"),
            (Tab::Messages, message::DELIVERED_AT, "delivered_at"),
            (Tab::Messages, message::UNDELIVERED_AT, "undelivered_at"),
            (Tab::Messages, message::UNDELIVERED_SAID, "undelivered_said"),
            (Tab::Forms, form::FAILED, "failed"),
            (Tab::Visits, visit::VISITOR, "visitor"),
            (Tab::Visits, visit::DATE, "date"),
            (Tab::Visits, visit::START, "start"),
            (Tab::Visits, visit::ENDS, "ends"),
            (Tab::Visits, visit::STAGE, "stage"),
            (Tab::Visits, visit::SEQUENCE, "sequence"),
            (Tab::Visits, visit::CHANGED, "changed"),
            (Tab::Visits, visit::HANDED_ON, "handed_on"),
            (Tab::Visits, visit::COMPANIONS, "companions"),
            (Tab::Visits, visit::FOLLOW_UPS, "follow_ups"),
            (Tab::Visits, visit::RECORDED_ON, "recorded_on"),
            (Tab::Cases, case::UNIT, "unit"),
            (Tab::Cases, case::AGENT, "agent"),
            (Tab::Cases, case::PASSED_UP, "passed_up"),
            (Tab::Cases, case::LATE, "late"),
            (Tab::Cases, case::REOPENED, "reopened"),
            (Tab::Cases, case::ACCEPTED, "accepted"),
            (Tab::Cases, case::ANSWERED, "answered"),
            (Tab::Cases, case::CLOSED, "closed"),
            (Tab::Cases, case::SATISFIED, "satisfied"),
            (Tab::Candidates, candidate::PASSED, "passed"),
            (Tab::Candidates, candidate::OBJECTED, "objected"),
            (Tab::Candidates, candidate::RESULT, "result"),
            (Tab::Candidates, candidate::SINCE, "since"),
            (Tab::Candidates, candidate::PUBLICITY_UNTIL, "publicity_until"),
        ];
        for (tab, at, name) in named {
            assert_eq!(sheet.tables[tab as usize].column(at), name, "{tab:?}");
        }
    }
}
