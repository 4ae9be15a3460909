//! Sums of a campaign's rows, kept by the database itself beside every write, so that nobody counts a million rows to say how
//! things stand. What depends on the hour is not in them: it is found through indexes.

use serde::{Deserialize, Serialize};

use super::steps::StepCounts;
use crate::store::StoreError;
use crate::store::sqlite::cells::{Cells, FromCells, rows};

rows! {
    /// Items by state.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
    pub struct ItemCounts {
        /// Awaiting handing in: open or returned.
        pub open: u64,
        /// Of these, returned.
        pub returned: u64,
        /// Awaiting review or closing: submitted or accepted.
        pub in_review: u64,
        /// Done.
        pub closed: u64,
        /// Waived.
        pub waived: u64,
        /// Passed on to a successor.
        pub passed_on: u64,
        /// Not asked any more, because an amendment took it out of use.
        pub retired: u64,
        /// Marked late, whatever their state.
        pub late: u64,
        /// Late and not done yet.
        pub late_open: u64,
        /// Not handed in by a unit that takes part no more.
        pub ended: u64,
    }

    /// Messages by what became of them.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
    pub struct MessageCounts {
        /// All that fell due.
        pub due: u64,
        /// Handed to a channel.
        pub sent: u64,
        /// Signed for.
        pub signed: u64,
    }
}

/// A column of the sums with what a row must be to count in it; `@` stands for the row.
type Sum = (&'static str, &'static str);

const STEPS: [Sum; 5] = [
    ("planned", "1"),
    ("sent", "@.outcome IS 'sent'"),
    ("skipped", "@.outcome IS 'skipped'"),
    ("failed", "@.outcome IS 'failed'"),
    ("withdrawn", "@.outcome IS 'withdrawn'"),
];

const ITEMS: [Sum; 10] = [
    ("open", "@.state IN ('open', 'returned')"),
    ("returned", "@.state = 'returned'"),
    ("in_review", "@.state IN ('submitted', 'accepted')"),
    ("closed", "@.state = 'closed'"),
    ("waived", "@.state = 'waived'"),
    ("passed_on", "@.state = 'passed-on'"),
    ("retired", "@.state = 'retired'"),
    ("late", "@.late <> 0 AND @.state <> 'notice'"),
    ("late_open", "@.late <> 0 AND @.state IN ('open', 'returned', 'submitted', 'accepted')"),
    ("ended", "@.state = 'ended'"),
];

const MESSAGES: [Sum; 3] =
    [("due", "1"), ("messages_sent", "@.sent_at IS NOT NULL"), ("signed", "@.signed_at IS NOT NULL")];

/// The table, what keeps it, and the indexes for what the hour decides.
pub(super) fn tables() -> String {
    let all = STEPS.iter().chain(&ITEMS).chain(&MESSAGES);
    let columns: String = all.map(|(name, _)| format!(", {name} INTEGER NOT NULL DEFAULT 0")).collect();
    let kept = [
        kept("steps", "outcome", &STEPS),
        kept("items", "state, late", &ITEMS),
        kept("messages", "sent_at, signed_at", &MESSAGES),
    ]
    .concat();
    format!(
        "CREATE TABLE sums(campaign INTEGER PRIMARY KEY{columns}) STRICT;
         CREATE TRIGGER sums_begin AFTER INSERT ON campaigns BEGIN INSERT INTO sums(campaign) VALUES (NEW.no); END;
         {kept}
         CREATE INDEX steps_at ON steps(outcome, at, held);
         CREATE INDEX occasions_before ON occasions(campaign) WHERE backfill = 1;
         CREATE INDEX messages_sent_at ON messages(sent_at) WHERE sent_at IS NOT NULL;"
    )
}

/// What keeps the sums of one table; `changing` are the columns by which a row counts otherwise.
fn kept(table: &str, changing: &str, sums: &[Sum]) -> String {
    let of = |row: &str, when: &str| format!("({})", when.replace('@', row));
    let list = |one: &dyn Fn(&Sum) -> String| sums.iter().map(one).collect::<Vec<_>>().join(", ");
    let new = list(&|(name, when)| format!("{name} = {name} + {}", of("NEW", when)));
    let changed =
        list(&|(name, when)| format!("{name} = {name} + {} - {}", of("NEW", when), of("OLD", when)));
    format!(
        "CREATE TRIGGER sums_{table}_new AFTER INSERT ON {table} BEGIN
             UPDATE sums SET {new} WHERE campaign = NEW.campaign; END;
         CREATE TRIGGER sums_{table}_changed AFTER UPDATE OF {changing} ON {table} BEGIN
             UPDATE sums SET {changed} WHERE campaign = NEW.campaign; END;"
    )
}

/// The columns of the sums in the order in which they are read: steps, items, messages.
pub(super) fn columns() -> String {
    let all = STEPS.iter().chain(&ITEMS).chain(&MESSAGES);
    all.map(|(name, _)| format!("s.{name}")).collect::<Vec<_>>().join(", ")
}

/// The same by their names alone.
pub(super) fn names() -> String {
    let all = STEPS.iter().chain(&ITEMS).chain(&MESSAGES);
    all.map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Those of one table, counted over its rows `x`.
pub(super) fn counted(table: &str) -> String {
    let sums: &[Sum] = match table {
        "steps" => &STEPS,
        "items" => &ITEMS,
        _ => &MESSAGES,
    };
    let one = |(name, when): &Sum| format!("coalesce(sum({}), 0) AS {name}", when.replace('@', "x"));
    sums.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What is past due is not in the sums.
impl FromCells for StepCounts {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        let (planned, sent, skipped, failed, withdrawn): (u64, u64, u64, u64, u64) = cells.read()?;
        let open = planned.saturating_sub(sent + skipped + failed + withdrawn);
        Ok(Self { planned, sent, skipped, failed, withdrawn, open, past_due: 0 })
    }
}

/// The sums as they are kept, and as counting gives them, a line for each campaign and table.
#[cfg(test)]
pub(crate) async fn kept_and_counted(view: &super::View) -> (Vec<String>, Vec<String>) {
    use sqlx::{AssertSqlSafe, Row};
    let mut connection = view.reading().lock().await;
    let (mut both, mut sql) = ((Vec::new(), Vec::new()), Vec::new());
    for (table, sums) in [("steps", &STEPS[..]), ("items", &ITEMS), ("messages", &MESSAGES)] {
        let names: Vec<&str> = sums.iter().map(|(name, _)| *name).collect();
        // A campaign without rows has one row of NULL here, which counts nowhere.
        let there = |when: &str| format!("t.campaign IS NOT NULL AND ({})", when.replace('@', "t"));
        let counted = sums.iter().map(|(_, when)| format!("coalesce(sum({}), 0)", there(when)));
        let counted = counted.collect::<Vec<_>>().join(" || ' ' || ");
        let kept = names.join(" || ' ' || ");
        sql.push((
            format!("SELECT campaign || ' {table} ' || {kept} FROM sums ORDER BY campaign"),
            format!(
                "SELECT c.no || ' {table} ' || {counted} FROM campaigns c LEFT JOIN {table} t ON t.campaign = c.no
                 GROUP BY c.no ORDER BY c.no"
            ),
        ));
    }
    for (kept, counted) in sql {
        for (sql, lines) in [(kept, &mut both.0), (counted, &mut both.1)] {
            let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *connection).await.unwrap();
            lines.extend(rows.iter().map(|row| row.get::<String, _>(0)));
        }
    }
    both
}
