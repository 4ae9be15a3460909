//! What events changed, gathered until it is written in few statements of many rows: the view's tables with their columns
//! and what becomes of each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use muster_words::item::StepKind;
use sqlx::SqliteConnection;

use super::table::Rule::{First, Latest, Once, Sum, While};
use super::table::{Cell, Key, Rule, Spec, Table};
use crate::store::StoreError;
use crate::store::sqlite::failed;
use crate::view::codes;

type Columns = &'static [(&'static str, Rule)];

const fn spec(name: &'static str, key: &'static [&'static str], columns: Columns) -> Spec {
    Spec { name, key, text: false, columns, changing: columns.len() }
}

/// A place in [`SPECS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Campaigns,
    Units,
    Occasions,
    Items,
    Steps,
    Messages,
    Doings,
    Forms,
    PassedOn,
    Visits,
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
static SPECS: [Spec; 20] = [
    spec(
        "campaigns",
        &["no"],
        &[
            ("id", Once),
            ("launched", Once),
            ("name", Latest),
            ("zone", Latest),
            ("definition", Latest),
            ("state", Latest),
            ("phase", Latest),
            ("phase_name", Latest),
            ("begins", Latest),
            ("at", Latest),
            ("version", Latest),
            ("position", Latest),
        ],
    ),
    spec("units", &["campaign", "unit"], &[("code", Latest), ("name", Latest), ("category", Latest)]),
    spec(
        "occasions",
        &["campaign", "occasion"],
        &[
            ("planned_position", Once),
            ("opened_position", First),
            ("key", Latest),
            ("title", Latest),
            ("line", Latest),
            ("kind", Latest),
            ("phase", Latest),
            ("opens", Latest),
            ("due_day", Latest),
            ("due", Latest),
            ("backfill", Latest),
            ("retired", Latest),
            ("planned", Latest),
        ],
    ),
    spec(
        "items",
        &["campaign", "occasion", "unit"],
        &[
            ("opened_position", Once),
            ("code", Latest),
            ("state", Latest),
            ("late", Latest),
            ("late_position", While(3)),
            ("due_version", Latest),
            ("due_day", Latest),
            ("due", Latest),
        ],
    ),
    Spec {
        changing: step::AT,
        ..spec(
            "steps",
            &["campaign", "occasion", "unit", "due_version", "no"],
            &[
                ("kind", Latest),
                ("role", Latest),
                ("contact", Latest),
                ("planned_position", Latest),
                ("retry_of", Latest),
                ("at", Latest),
                ("held", Latest),
                ("message", Latest),
                ("due_position", Latest),
                ("outcome", Latest),
                ("reason", Latest),
                ("channel", Latest),
                ("ended_at", Latest),
                ("ended_position", Latest),
            ],
        )
    },
    Spec {
        text: true,
        changing: message::ISSUED,
        ..spec(
            "messages",
            &["campaign", "key"],
            &[
                ("date", Once),
                ("contact", Once),
                ("kind", Once),
                ("due", Once),
                ("due_position", Once),
                ("steps", Latest),
                ("issued", Sum(1)),
                ("channel", First),
                ("sent_at", First),
                ("sent_position", First),
                ("signed_at", First),
            ],
        )
    },
    spec(
        "doings",
        &["campaign", "occasion", "unit", "position"],
        &[("at", Once), ("name", Once), ("actor", Once), ("behalf", Once)],
    ),
    Spec {
        changing: form::FAILED,
        ..spec(
            "forms",
            &["campaign", "occasion", "unit"],
            &[
                ("pieces", Latest),
                ("form", Latest),
                ("done_on", Latest),
                ("position", Latest),
                ("failed", Latest),
            ],
        )
    },
    spec("passed_on", &["campaign", "occasion", "unit"], &[("successor", Latest), ("position", Latest)]),
    Spec {
        changing: visit::RECORDED_ON,
        ..spec(
            "visits",
            &["campaign", "occasion", "place"],
            &[
                ("visitor", Latest),
                ("date", Latest),
                ("start", Latest),
                ("ends", Latest),
                ("reasons", Latest),
                ("position", Latest),
                ("recorded_on", First),
            ],
        )
    },
    spec(
        "snapshots",
        &["campaign", "occasion"],
        &[("cutoff", Once), ("at", Once), ("date", Once), ("digest", Once), ("position", Once)],
    ),
    spec(
        "snapshot_rows",
        &["campaign", "occasion", "unit"],
        &[
            ("code", Once),
            ("name", Once),
            ("category", Once),
            ("expected", Once),
            ("done", Once),
            ("on_time", Once),
            ("completion", Once),
            ("on_time_rate", Once),
            ("rank", Once),
        ],
    ),
    spec(
        "evidence",
        &["campaign", "position", "place"],
        &[
            ("digest", Once),
            ("unit", Once),
            ("occasion", Once),
            ("item", Once),
            ("need", Once),
            ("actor", Once),
            ("behalf", Once),
            ("at", Once),
        ],
    ),
    spec("erased", &["position"], &[("digest", Once), ("campaign", Once), ("actor", Once), ("at", Once)]),
    spec(
        "ledger_rows",
        &["campaign", "duty", "unit", "row"],
        &[
            ("fixed", Latest),
            ("cells", Latest),
            ("stock", Latest),
            ("wrong", Latest),
            ("at", Latest),
            ("actor", Latest),
            ("behalf", Latest),
            ("position", Latest),
        ],
    ),
    Spec {
        changing: case::UNIT,
        ..spec(
            "cases",
            &["campaign", "no"],
            &[
                ("kind", Latest),
                ("about", Latest),
                ("way", Latest),
                ("received", Latest),
                ("accept_by", Latest),
                ("finish_by", Latest),
                ("statutory", Latest),
                ("occasion", Latest),
                ("unit", Latest),
                ("agent", Latest),
                ("passed_up", Latest),
                ("late", Latest),
                ("reopened", Sum(0)),
                ("accepted", Latest),
                ("answered", Latest),
                ("closed", Latest),
                ("satisfied", Latest),
            ],
        )
    },
    spec(
        "case_doings",
        &["campaign", "no", "position"],
        &[("at", Once), ("name", Once), ("what", Once), ("actor", Once), ("behalf", Once)],
    ),
    Spec {
        changing: candidate::PASSED,
        ..spec(
            "candidates",
            &["campaign", "no"],
            &[
                ("selection", Latest),
                ("unit", Latest),
                ("code", Latest),
                ("title", Latest),
                ("passed", Latest),
                ("objected", Latest),
                ("result", Latest),
                ("since", Latest),
                ("publicity_until", Latest),
            ],
        )
    },
    spec(
        "candidate_acts",
        &["campaign", "no", "position"],
        &[("at", Once), ("actor", Once), ("act", Once), ("stage", Once), ("detail", Once)],
    ),
    spec(
        "dead_letters",
        &["position"],
        &[("source", Once), ("name", Once), ("cause", Once), ("campaign", Once)],
    ),
];

/// Changing columns of steps.
pub(super) mod step {
    pub(in super::super) const AT: usize = 5;
    pub(in super::super) const HELD: usize = 6;
    pub(in super::super) const MESSAGE: usize = 7;
    pub(in super::super) const DUE_POSITION: usize = 8;
    pub(in super::super) const OUTCOME: usize = 9;
    pub(in super::super) const REASON: usize = 10;
    pub(in super::super) const CHANNEL: usize = 11;
    pub(in super::super) const ENDED_AT: usize = 12;
    pub(in super::super) const ENDED_POSITION: usize = 13;
}

/// Changing columns of messages.
pub(super) mod message {
    pub(in super::super) const ISSUED: usize = 6;
    pub(in super::super) const CHANNEL: usize = 7;
    pub(in super::super) const SENT_AT: usize = 8;
    pub(in super::super) const SENT_POSITION: usize = 9;
    pub(in super::super) const SIGNED_AT: usize = 10;
}

/// Changing columns of forms.
pub(super) mod form {
    pub(in super::super) const FAILED: usize = 4;
}

/// Changing columns of visits.
pub(super) mod visit {
    pub(in super::super) const RECORDED_ON: usize = 6;
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
pub(super) struct Sheet {
    tables: Vec<Table>,
    /// Dead letters that are settled: number of the campaign, name.
    settled: BTreeSet<(i64, Arc<str>)>,
    kinds: BTreeMap<StepKind, Arc<str>>,
}

impl Sheet {
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

    /// Keeps something that was given up where ops see it.
    pub(super) fn dead_letter(
        &mut self,
        source: &str,
        position: i64,
        name: &str,
        cause: &str,
        no: Option<i64>,
    ) {
        let key = Key::of([position]).text(format!("{source} {name}").into());
        let cells = [source, name, cause].map(|text| Cell::from(text.to_owned()));
        let cells = cells.into_iter().chain([Cell::from(no)]).collect();
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
