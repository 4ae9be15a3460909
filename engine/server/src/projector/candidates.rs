//! Candidates of selections as rows, and their stories.

use muster_words::event::{CandidateNominated, CandidatePassed, Event};
use muster_words::events_of;
use muster_words::ids::CandidateIx;
use muster_words::recorded::Recorded;
use sqlx::SqliteConnection;

use super::chart::Chart;
use crate::store::StoreError;
use crate::store::sqlite::{failed, signed};

/// It passed the last stage.
pub(crate) const WON: &str = "won";
/// It did not pass a stage.
pub(crate) const REJECTED: &str = "rejected";
/// An objection was upheld.
pub(crate) const OUT: &str = "out";

pub(super) async fn show(
    connection: &mut SqliteConnection,
    chart: &Chart,
    row: &Recorded,
    event: &Event,
) -> Result<(), StoreError> {
    let mut rows = Rows { connection, chart, row };
    match event {
        Event::CandidateNominated(body) => rows.nominated(body).await,
        Event::CandidatePassed(body) => rows.passed(body).await,
        Event::CandidateRejected(body) => {
            rows.change(body.candidate, "result = 'rejected'").await?;
            rows.act(body.candidate, Some(&body.stage), None).await
        }
        Event::CandidateObjected(body) => {
            rows.change(body.candidate, "objected = 1").await?;
            rows.act(body.candidate, None, None).await
        }
        Event::ObjectionSettled(body) => {
            let upheld = "objected = 0, result = 'out'";
            rows.change(body.candidate, if body.upheld { upheld } else { "objected = 0" }).await?;
            rows.act(body.candidate, None, Some(if body.upheld { "upheld" } else { "dismissed" })).await
        }
        events_of!(
            campaign,
            phase,
            roster,
            occasion,
            item,
            message,
            step,
            dead_letter,
            visit,
            clock,
            snapshot,
            ledger,
            case,
            blob
        ) => Ok(()),
    }
}

struct Rows<'a> {
    connection: &'a mut SqliteConnection,
    chart: &'a Chart,
    row: &'a Recorded,
}

fn number(candidate: CandidateIx) -> i64 {
    i64::from(candidate.0) + 1
}

impl Rows<'_> {
    async fn nominated(&mut self, body: &CandidateNominated) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO candidates(campaign, no, selection, unit, code, title, since)
             VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
        )
        .bind(self.chart.no)
        .bind(number(body.candidate))
        .bind(body.selection.0)
        .bind(body.unit.0)
        .bind(body.code.clone())
        .bind(body.title.clone())
        .bind(self.row.at.0)
        .execute(&mut *self.connection)
        .await
        .map_err(failed)?;
        let pieces: Vec<String> =
            body.evidence.iter().map(|piece| format!("{}×{}", piece.need, piece.count)).collect();
        let pieces = (!pieces.is_empty()).then(|| pieces.join("、"));
        self.act(body.candidate, None, pieces.as_deref()).await
    }

    async fn passed(&mut self, body: &CandidatePassed) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE candidates SET passed = ?, since = ?, publicity_until = COALESCE(?, publicity_until), result = ?
             WHERE campaign = ? AND no = ?",
        )
        .bind(body.stage.clone())
        .bind(self.row.at.0)
        .bind(body.publicity_until.map(|until| until.0))
        .bind(body.last.then_some(WON))
        .bind(self.chart.no)
        .bind(number(body.candidate))
        .execute(&mut *self.connection)
        .await
        .map_err(failed)?;
        self.act(body.candidate, Some(&body.stage), None).await
    }

    async fn change(&mut self, candidate: CandidateIx, set: &'static str) -> Result<(), StoreError> {
        let sql = format!("UPDATE candidates SET {set}, since = ? WHERE campaign = ? AND no = ?");
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(self.row.at.0)
            .bind(self.chart.no)
            .bind(number(candidate))
            .execute(&mut *self.connection)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn act(
        &mut self,
        candidate: CandidateIx,
        stage: Option<&str>,
        detail: Option<&str>,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO candidate_acts(campaign, no, position, at, actor, act, stage, detail)
             VALUES (?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
        )
        .bind(self.chart.no)
        .bind(number(candidate))
        .bind(signed(self.row.position.0))
        .bind(self.row.at.0)
        .bind(self.row.actor.clone())
        .bind(self.row.name.clone())
        .bind(stage.map(str::to_owned))
        .bind(detail.map(str::to_owned))
        .execute(&mut *self.connection)
        .await
        .map_err(failed)?;
        Ok(())
    }
}
