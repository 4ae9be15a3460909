//! Messages and the ends of steps into rows.

use muster_words::event::{Event, MessageDue, StepSent};
use muster_words::events_of;
use muster_words::item::{StepReason, StepRef};
use muster_words::recorded::Recorded;
use sqlx::SqliteConnection;

use super::chart::Chart;
use super::sheet::{End, NewMessage, step_key};
use super::{Projector, dead_letters};
use crate::store::StoreError;
use crate::store::sqlite::{failed, signed};
use crate::view::codes;

impl Projector {
    pub(super) async fn steps(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &Chart,
        row: &Recorded,
        event: &Event,
    ) -> Result<(), StoreError> {
        match event {
            Event::StepSent(body) => self.sent(chart, row, body),
            Event::StepSkipped(body) => {
                self.end(chart, row, &body.steps, "skipped", Some(body.reason), None);
            }
            Event::StepFailed(body) => {
                self.end(chart, row, &body.steps, "failed", Some(body.reason), None);
                for step in &body.steps {
                    let (name, cause) = (chart.step_name(*step), codes::step_reason(body.reason));
                    dead_letters::keep(connection, "reminders", row, &name, cause).await?;
                }
            }
            Event::StepWithdrawn(body) => {
                let (occasion, due_version) = (body.occasion, body.due_version);
                for unit in &body.units {
                    let name = |no: &u8| StepRef { occasion, unit: *unit, due_version, no: *no };
                    let steps: Vec<StepRef> = body.steps.iter().map(name).collect();
                    self.end(chart, row, &steps, "withdrawn", Some(body.reason), None);
                }
            }
            Event::StepHeld(body) => {
                self.sheet.flush(connection, &self.statements).await?;
                for step in &body.steps {
                    sqlx::query(
                        "UPDATE steps SET held = 1
                         WHERE campaign = ? AND occasion = ? AND unit = ? AND due_version = ? AND no = ?",
                    )
                    .bind(chart.no)
                    .bind(step.occasion.0)
                    .bind(step.unit.0)
                    .bind(step.due_version)
                    .bind(step.no)
                    .execute(&mut *connection)
                    .await
                    .map_err(failed)?;
                }
            }
            Event::StepDeferred(body) => {
                for step in &body.steps {
                    self.sheet.moved.insert(step_key(chart.no, *step), body.to.0);
                }
            }
            Event::StepRetried(_)
            | events_of!(
                campaign,
                phase,
                roster,
                occasion,
                item,
                message,
                dead_letter,
                visit,
                clock,
                snapshot,
                ledger,
                case,
                candidate,
                blob
            ) => {}
        }
        Ok(())
    }

    pub(super) fn message_due(&mut self, chart: &Chart, row: &Recorded, body: &MessageDue) {
        let position = signed(row.position.0);
        for message in &body.messages {
            let name = codes::message_name(&chart.definition, &message.key);
            for step in &message.steps {
                self.sheet.carried.insert(step_key(chart.no, *step), (name.clone(), position));
            }
            let contact = chart.definition.contacts.get(message.key.contact.at());
            self.sheet.messages.push(NewMessage {
                campaign: chart.no,
                date: message.key.date.0,
                contact: contact.map_or_else(|| "?".to_owned(), |contact| contact.id.clone()),
                kind: codes::message_kind(message.key.kind),
                due: body.due.0,
                steps: signed(message.steps.len() as u64),
                position,
                key: name,
            });
        }
    }

    fn sent(&mut self, chart: &Chart, row: &Recorded, body: &StepSent) {
        for message in &body.messages {
            let name = codes::message_name(&chart.definition, &message.key);
            let note = (message.channel.clone(), row.at.0, signed(row.position.0));
            self.sheet.sent.entry((chart.no, name)).or_insert(note);
            self.end(chart, row, &message.steps, "sent", None, Some(&message.channel));
        }
    }

    fn end(
        &mut self,
        chart: &Chart,
        row: &Recorded,
        steps: &[StepRef],
        outcome: &'static str,
        reason: Option<StepReason>,
        channel: Option<&str>,
    ) {
        for step in steps {
            self.sheet.ends.entry(step_key(chart.no, *step)).or_insert_with(|| End {
                outcome,
                reason: reason.map(codes::step_reason),
                channel: channel.map(str::to_owned),
                at: row.at.0,
                position: signed(row.position.0),
            });
        }
    }

    /// Changes one message; `set` is a word of this program.
    pub(super) async fn change_message(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &Chart,
        name: &str,
        set: &'static str,
        value: i64,
    ) -> Result<(), StoreError> {
        self.sheet.flush(connection, &self.statements).await?;
        let sql = format!("UPDATE messages SET {set} WHERE campaign = ? AND key = ?");
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(value)
            .bind(chart.no)
            .bind(name.to_owned())
            .execute(connection)
            .await
            .map_err(failed)?;
        Ok(())
    }
}
