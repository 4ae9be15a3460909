//! Items and their planned steps: shared events become one row for each unit here and nowhere else.

use std::collections::BTreeSet;

use muster_core::campaign::ItemState;
use muster_rules::audience;
use muster_words::codec;
use muster_words::event::{Event, ItemLate, ItemOpened, ItemPassedOn, OccasionOpened};
use muster_words::events_of;
use muster_words::ids::{OccasionIx, UnitIx};
use muster_words::item::{OccasionKind, PlannedStep, StepRef, WaiveReason};
use muster_words::recorded::Recorded;
use muster_words::time::{Date, Instant};
use sqlx::{Row, SqliteConnection};

use super::Projector;
use super::chart::Chart;
use super::sheet::{Doing, NewItem, NewStep, step_key};
use crate::store::StoreError;
use crate::store::sqlite::{failed, signed};
use crate::view::codes;

/// Due version of an item that opened with dates of its own.
const OWN_DUE_VERSION: u8 = 1;

/// An item of a campaign.
type Place = (OccasionIx, UnitIx);

impl Projector {
    pub(super) async fn opened(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &Chart,
        row: &Recorded,
        body: &OccasionOpened,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE occasions SET opened_position = ? WHERE campaign = ? AND occasion = ?")
            .bind(signed(row.position.0))
            .bind(chart.no)
            .bind(body.occasion.0)
            .execute(connection)
            .await
            .map_err(failed)?;
        let Some(occasion) = chart.occasions.get(&body.occasion) else { return Ok(()) };
        let without: BTreeSet<UnitIx> = body.without.iter().copied().collect();
        for unit in audience::opening(&chart.definition, &occasion.plan) {
            if !chart.absent.contains(&unit) && !without.contains(&unit) {
                self.open_item(chart, row, (body.occasion, unit), Instant(i64::MIN), false);
            }
        }
        Ok(())
    }

    /// Gives a unit its item, with those of the occasion's steps that lie at `from` or later.
    fn open_item(&mut self, chart: &Chart, row: &Recorded, place: Place, from: Instant, late: bool) {
        let Some(occasion) = chart.occasions.get(&place.0) else { return };
        let notice = matches!(occasion.plan.kind, OccasionKind::Phase(_));
        self.sheet.items.push(NewItem {
            key: (chart.no, place.0, place.1),
            code: chart.code(place.1),
            state: if notice { codes::NOTICE } else { codes::item_state(ItemState::Open) },
            late,
            due_day: occasion.plan.due_day.0,
            due: occasion.plan.due.0,
            position: signed(row.position.0),
        });
        let overdue: &[PlannedStep] = if late { &occasion.late } else { &[] };
        let steps: Vec<PlannedStep> =
            occasion.plan.steps.iter().chain(overdue).filter(|step| step.at >= from).copied().collect();
        if occasion.due_version > 0 {
            let due = (occasion.due_version, occasion.plan.due_day.0, occasion.plan.due.0);
            self.sheet.dues.insert((chart.no, place.0, place.1), due);
        }
        self.plan_steps(chart, row, place, occasion.due_version, &steps);
    }

    /// Units get their item later than others, or have one again that had been taken out of use.
    pub(super) async fn items_opened(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &Chart,
        row: &Recorded,
        body: &ItemOpened,
    ) -> Result<(), StoreError> {
        for unit in &body.units {
            let place = (body.occasion, *unit);
            self.open_item(chart, row, place, body.due, false);
            if let Some(own) = &body.own {
                self.give_due(chart, place, OWN_DUE_VERSION, Some((own.due_day, own.due)));
                self.plan_steps(chart, row, place, OWN_DUE_VERSION, &own.steps);
            }
        }
        self.sheet.flush(connection, &self.statements).await?;
        for unit in &body.units {
            sqlx::query(
                "UPDATE items SET state = ?, late = 0, late_position = NULL
                 WHERE campaign = ? AND occasion = ? AND unit = ? AND state = ?",
            )
            .bind(codes::item_state(ItemState::Open))
            .bind(chart.no)
            .bind(body.occasion.0)
            .bind(unit.0)
            .bind(codes::item_state(ItemState::Retired))
            .execute(&mut *connection)
            .await
            .map_err(failed)?;
        }
        Ok(())
    }

    pub(super) fn plan_steps(
        &mut self,
        chart: &Chart,
        row: &Recorded,
        place: Place,
        due_version: u8,
        steps: &[PlannedStep],
    ) {
        for step in steps {
            let name = StepRef { occasion: place.0, unit: place.1, due_version, no: step.no };
            let role = chart.definition.roles.get(step.to.at());
            self.sheet.steps.push(NewStep {
                key: step_key(chart.no, name),
                kind: codes::step_kind(step.kind),
                at: step.at.0,
                role: role.map_or_else(|| "?".to_owned(), |role| role.id.clone()),
                contact: chart.contact(place.1, step),
                position: signed(row.position.0),
                retry_of: None,
            });
        }
    }

    /// A step that takes the place of one that failed.
    pub(super) fn plan_retry(&mut self, chart: &Chart, row: &Recorded, old: StepRef, new: &PlannedStep) {
        let place = (old.occasion, old.unit);
        self.plan_steps(chart, row, place, old.due_version, std::slice::from_ref(new));
        if let Some(planned) = self.sheet.steps.last_mut() {
            planned.retry_of = Some(old.no);
        }
    }

    /// Events of single items that need no look into the tables.
    pub(super) fn item(&mut self, chart: &Chart, row: &Recorded, event: &Event) {
        let name = event.name();
        let (occasion, units, state) = match event {
            Event::ItemSubmitted(body) => (body.occasion, vec![body.unit], ItemState::Submitted),
            Event::ItemBackfilled(body) => (body.occasion, vec![body.unit], ItemState::Submitted),
            Event::ItemAccepted(body) => (body.occasion, vec![body.unit], ItemState::Accepted),
            Event::ItemClosed(body) => (body.occasion, vec![body.unit], ItemState::Closed),
            Event::ItemWaived(body) if body.reason == WaiveReason::Retired => {
                (body.occasion, body.units.clone(), ItemState::Retired)
            }
            Event::ItemWaived(body) => (body.occasion, body.units.clone(), ItemState::Waived),
            Event::ItemReturned(body) => {
                let place = (body.occasion, body.unit);
                self.give_due(chart, place, body.due_version, Some((body.due_day, body.due)));
                self.plan_steps(chart, row, place, body.due_version, &body.steps);
                (body.occasion, vec![body.unit], ItemState::Returned)
            }
            Event::ItemOpened(_)
            | Event::ItemLate(_)
            | Event::ItemMoved(_)
            | Event::ItemPassedOn(_)
            | events_of!(
                campaign,
                phase,
                roster,
                occasion,
                message,
                step,
                dead_letter,
                visit,
                clock,
                snapshot,
                ledger,
                case,
                candidate,
                blob
            ) => return,
        };
        for unit in units {
            self.sheet.states.insert((chart.no, occasion, unit), codes::item_state(state));
            self.doing(chart, row, name, occasion, unit);
        }
    }

    /// A new due version of an item; without a day of its own it keeps the occasion's.
    pub(super) fn give_due(
        &mut self,
        chart: &Chart,
        place: Place,
        version: u8,
        own: Option<(Date, Instant)>,
    ) {
        let shared =
            || chart.occasions.get(&place.0).map(|occasion| (occasion.plan.due_day, occasion.plan.due));
        if let Some((day, due)) = own.or_else(shared) {
            self.sheet.dues.insert((chart.no, place.0, place.1), (version, day.0, due.0));
        }
    }

    pub(super) fn doing(
        &mut self,
        chart: &Chart,
        row: &Recorded,
        name: &'static str,
        occasion: OccasionIx,
        unit: UnitIx,
    ) {
        self.sheet.doings.push(Doing {
            key: (chart.no, occasion, unit),
            position: signed(row.position.0),
            at: row.at.0,
            name,
            actor: row.actor.clone(),
            behalf: row.behalf.clone(),
        });
    }

    pub(super) async fn late(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &mut Chart,
        row: &Recorded,
        body: &ItemLate,
    ) -> Result<(), StoreError> {
        let fresh = chart
            .occasions
            .get(&body.occasion)
            .is_some_and(|occasion| occasion.late.is_empty() && occasion.due_version == body.due_version);
        if fresh && !body.steps.is_empty() {
            sqlx::query("UPDATE occasions SET late = ? WHERE campaign = ? AND occasion = ?")
                .bind(codec::encode(&body.steps))
                .bind(chart.no)
                .bind(body.occasion.0)
                .execute(connection)
                .await
                .map_err(failed)?;
            if let Some(occasion) = chart.occasions.get_mut(&body.occasion) {
                occasion.late.clone_from(&body.steps);
            }
        }
        for unit in &body.units {
            self.sheet.lates.insert((chart.no, body.occasion, *unit), signed(row.position.0));
            self.plan_steps(chart, row, (body.occasion, *unit), body.due_version, &body.steps);
        }
        Ok(())
    }

    /// The successor takes the item over; one of this occasion that it has already stands for both.
    pub(super) async fn passed_on(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &Chart,
        row: &Recorded,
        body: &ItemPassedOn,
    ) -> Result<(), StoreError> {
        self.sheet
            .states
            .insert((chart.no, body.occasion, body.unit), codes::item_state(ItemState::PassedOn));
        self.doing(chart, row, "item.passed_on", body.occasion, body.unit);
        sqlx::query(
            "INSERT INTO passed_on(campaign, occasion, unit, successor, position) VALUES (?,?,?,?,?)
             ON CONFLICT DO UPDATE SET successor = excluded.successor, position = excluded.position",
        )
        .bind(chart.no)
        .bind(body.occasion.0)
        .bind(body.unit.0)
        .bind(body.to.0)
        .bind(signed(row.position.0))
        .execute(&mut *connection)
        .await
        .map_err(failed)?;
        self.sheet.flush(connection, &self.statements).await?;
        let late = |unit: UnitIx| {
            sqlx::query("SELECT late FROM items WHERE campaign = ? AND occasion = ? AND unit = ?")
                .bind(chart.no)
                .bind(body.occasion.0)
                .bind(unit.0)
        };
        let theirs = late(body.to).fetch_optional(&mut *connection).await.map_err(failed)?;
        if theirs.is_none() {
            let was = late(body.unit).fetch_optional(&mut *connection).await.map_err(failed)?;
            let was: bool = was.map_or(Ok(false), |row| row.try_get(0)).map_err(failed)?;
            self.open_item(chart, row, (body.occasion, body.to), body.due, was);
        }
        Ok(())
    }
}
