//! Cases into rows: how each stands, and what was done to it.

use muster_words::case::CaseClock;
use muster_words::definition::Way;
use muster_words::event::{CaseReceived, Event};
use muster_words::events_of;
use muster_words::ids::CaseIx;
use muster_words::recorded::Recorded;
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::chart::Chart;
use crate::store::StoreError;
use crate::store::sqlite::{failed, signed};

/// What an event changes in its case's row: words of this program, and one value for the place held open in them.
type Change = (&'static str, Value);

/// A value of a row.
enum Value {
    Number(i64),
    Text(String),
}

pub(super) async fn show(
    connection: &mut SqliteConnection,
    chart: &Chart,
    row: &Recorded,
    event: &Event,
) -> Result<(), StoreError> {
    let Some((case, what)) = told(chart, event) else { return Ok(()) };
    if let Event::CaseReceived(body) = event {
        received(connection, chart, body).await?;
    }
    if let Some((set, value)) = change(chart, row, event) {
        let sql = format!("UPDATE cases SET {set} WHERE campaign = ? AND no = ?");
        let update = sqlx::query(AssertSqlSafe(sql));
        let update = match value {
            Value::Number(number) => update.bind(number),
            Value::Text(text) => update.bind(text),
        };
        update.bind(chart.no).bind(no(case)).execute(&mut *connection).await.map_err(failed)?;
    }
    sqlx::query("INSERT OR REPLACE INTO case_doings VALUES (?,?,?,?,?,?,?,?)")
        .bind(chart.no)
        .bind(no(case))
        .bind(signed(row.position.0))
        .bind(row.at.0)
        .bind(event.name())
        .bind(what)
        .bind(row.actor.clone())
        .bind(row.behalf.clone())
        .execute(connection)
        .await
        .map_err(failed)?;
    Ok(())
}

/// People count cases from 1.
fn no(case: CaseIx) -> i64 {
    i64::from(case.0) + 1
}

async fn received(
    connection: &mut SqliteConnection,
    chart: &Chart,
    body: &CaseReceived,
) -> Result<(), StoreError> {
    let kind = chart.definition.cases.get(body.of_kind.at());
    sqlx::query(
        "INSERT OR REPLACE INTO cases(campaign, no, kind, about, way, unit, received, accept_by, finish_by, statutory, occasion)
         VALUES (?,?,?,?,?,?,?,?,?,?,?)",
    )
    .bind(chart.no)
    .bind(no(body.case))
    .bind(kind.map_or_else(|| "?".to_owned(), |kind| kind.id.clone()))
    .bind(body.about.clone())
    .bind(way(body.way))
    .bind(body.unit.map(|unit| chart.code(unit)))
    .bind(body.received.0)
    .bind(body.accept_by.map(|at| at.0))
    .bind(body.finish_by.0)
    .bind(body.statutory.map(|at| at.0))
    .bind(body.at_occasion.map(|occasion| occasion.0))
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

fn way(way: Way) -> &'static str {
    match way {
        Way::Field => "field",
        Way::Window => "window",
        Way::Hotline => "hotline",
        Way::Online => "online",
    }
}

/// The code of a clock.
fn clock(clock: CaseClock) -> &'static str {
    match clock {
        CaseClock::Accept => "accept",
        CaseClock::Finish => "finish",
        CaseClock::Statutory => "statutory",
    }
}

fn change(chart: &Chart, row: &Recorded, event: &Event) -> Option<Change> {
    let now = || Value::Number(row.at.0);
    Some(match event {
        Event::CaseAccepted(_) => ("accepted = ?", now()),
        Event::CaseDispatched(body) => ("unit = ?", Value::Text(chart.code(body.unit))),
        Event::CaseAgentNamed(body) => ("agent = ?", Value::Text(body.agent.clone())),
        Event::CasePassedUp(_) => ("passed_up = ?", Value::Text("waiting".to_owned())),
        Event::CaseReplied(_) => ("passed_up = ?", Value::Text("replied".to_owned())),
        Event::CaseAnswered(_) => ("answered = ?", now()),
        Event::CaseCalledBack(body) => ("satisfied = ?", Value::Number(i64::from(body.satisfied))),
        Event::CaseReopened(_) => {
            ("reopened = reopened + ?, answered = NULL, closed = NULL", Value::Number(1))
        }
        Event::CaseClosed(_) => ("closed = ?", now()),
        Event::CaseLate(body) => ("late = late || ?", Value::Text(format!("{} ", clock(body.clock)))),
        Event::CaseReceived(_)
        | Event::CaseTracked(_)
        | Event::CaseAssisted(_)
        | events_of!(
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
            candidate,
            blob
        ) => return None,
    })
}

/// The case that an event is about, and what is to be told beside the event's name.
fn told(chart: &Chart, event: &Event) -> Option<(CaseIx, String)> {
    let nothing = String::new();
    Some(match event {
        Event::CaseReceived(body) => (body.case, body.about.clone().unwrap_or_default()),
        Event::CaseAccepted(body) => (body.case, nothing),
        Event::CaseDispatched(body) => (body.case, chart.code(body.unit)),
        Event::CaseTracked(body) => (body.case, body.stage.clone()),
        Event::CaseAgentNamed(body) => (body.case, body.agent.clone()),
        Event::CaseAssisted(body) => (body.case, nothing),
        Event::CasePassedUp(body) => (body.case, nothing),
        Event::CaseReplied(body) => (body.case, nothing),
        Event::CaseAnswered(body) => {
            (body.case, if body.published { "published".to_owned() } else { nothing })
        }
        Event::CaseCalledBack(body) => {
            (body.case, if body.satisfied { "satisfied" } else { "dissatisfied" }.to_owned())
        }
        Event::CaseReopened(body) => (body.case, nothing),
        Event::CaseClosed(body) => (body.case, nothing),
        Event::CaseLate(body) => (body.case, clock(body.clock).to_owned()),
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
            candidate,
            blob
        ) => return None,
    })
}
