//! Follows the log and keeps the view. It never decides; what it computes can be computed again.
//!
//! It holds the state of each campaign that it follows and moves it by `evolve` alone. What an event changed becomes rows:
//! functions of the state ([`rows`]), steps as `evolve` tells of them ([`listener`]), lines of what was recorded ([`story`]). They
//! are gathered in memory and written in few statements of many rows, all of them and the position behind them in one
//! transaction of the view, so a crash repeats some events or nothing.

mod backlog;
mod campaigns;
mod listener;
mod posts;
mod row_buffer;
pub(crate) mod rows;
mod story;
mod table;

use std::sync::Arc;
use std::time::Duration;

use muster_protocol::event::Event;
use muster_protocol::ids::{CampaignId, Position};
use muster_protocol::recorded::Recorded;
use muster_wire::failpoints;
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, watch};
use tokio::time::Instant;

use crate::execute::Handle;
use crate::store::sqlite::signed;
use crate::store::{Reader, StoreError};
use crate::view::View;
use backlog::Backlog;
use campaigns::Campaigns;
use listener::ChangeListener;
use row_buffer::RowBuffer;
use story::Story;

/// Events read at once.
const PAGE_EVENTS: usize = 2_048;
/// Events after which rows are written: more rows of the same things meet in memory, and a crash repeats a second's work at most.
const GATHERED_EVENTS: usize = 8_192;
/// Rows after which they are written: some 32 MiB. One event that opens items of many units may go over it.
const GATHERED_ROWS: usize = 65_536;
/// How long rows wait for more, in machine time, while nobody waits for them and more keeps coming: a busy engine writes
/// twice a second instead of after every commit, and rows that change meanwhile are written once.
const GATHERED_FOR: Duration = Duration::from_millis(500);
/// How long they wait where nothing more comes: people who watch do not see it.
const QUIET_FOR: Duration = Duration::from_millis(50);
/// Events that a view may be behind and still be brought to the head before the engine ends: a second's work. A view that is
/// rebuilt from a long log goes on with the next start where it was.
const ENDING_EVENTS_MAX: u64 = 20_000;
/// Events that the view must be behind for its way to be told, and after how many it is told again: some seconds' work.
const LOG_EVERY_EVENTS: u64 = 100_000;
/// Pause after a failure of the view, in machine time.
const PAUSE: Duration = Duration::from_secs(1);

/// Projects until it is told to stop and has reached the head.
pub(crate) async fn run(handle: Handle, mut stop: watch::Receiver<bool>) {
    let (mut head, mut wanted) = (handle.head(), handle.view().wanted());
    let mut projector = Projector::of(&handle);
    let mut ended = false;
    loop {
        let stopping = *stop.borrow_and_update() || stop.has_changed().is_err();
        let at = *head.borrow_and_update();
        let wish = *wanted.borrow_and_update();
        // With the writer's end nothing more comes that would be worth waiting for.
        let now = stopping || ended || wish > handle.view().position();
        let taken = now || projector.backlog.is_ripe(projector.applied, at, Instant::now());
        let until = if taken { at } else { projector.applied };
        match projector.catch_up(&handle, until, now, &stop).await {
            Ok(()) if stopping || *stop.borrow() && projector.applied < until => return,
            Ok(()) => {
                let due = projector.due();
                tokio::select! {
                    moved = head.changed(), if !ended => ended = moved.is_err(),
                    // The view outlives this task: its wishes do not end.
                    _wish = wanted.changed() => {}
                    () = handle.view().renewal() => {}
                    () = tokio::time::sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {}
                    _ended = stop.changed() => {}
                }
            }
            Err(error) => {
                tracing::error!(%error, "the view could not be brought on");
                projector = Projector::of(&handle);
                if let StoreError::Damaged(cause) = &error
                    && let Ok(true) = handle.view().renew_file(cause).await
                {
                    continue;
                }
                handle.view().stand(error);
                if stopping {
                    return;
                }
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    _ended = stop.changed() => {}
                }
            }
        }
    }
}

/// A long way of the view to the head, told now and then: a log of a million events takes minutes.
struct FillProgress {
    until: Position,
    next: Option<u64>,
}

impl FillProgress {
    fn from(position: Position, until: Position) -> Self {
        let far = until.0.saturating_sub(position.0) > LOG_EVERY_EVENTS;
        let mut way = Self { until, next: far.then_some(position.0) };
        way.notify(position);
        way
    }

    fn notify(&mut self, position: Position) {
        if let Some(next) = self.next.filter(|next| position.0 >= *next) {
            let (head, percent) = (self.until.0, position.0.saturating_mul(100) / self.until.0.max(1));
            tracing::info!(
                position = position.0,
                head,
                percent,
                "the view is being brought on to the log's head"
            );
            self.next = Some(next + LOG_EVERY_EVENTS);
        }
        if position >= self.until && self.next.take().is_some() {
            tracing::info!(position = position.0, "the view has reached the log's head");
        }
    }
}

/// The projector's working state.
pub(crate) struct Projector {
    log: Arc<dyn Reader>,
    /// The connection that writes the view.
    view: Arc<Mutex<SqliteConnection>>,
    campaigns: Campaigns,
    /// Those that have events since rows were written last.
    changed: Vec<CampaignId>,
    /// Those whose posts may have changed hands.
    amended: Vec<CampaignId>,
    buffer: RowBuffer,
    /// The last event that was taken in, and how many since rows were written.
    applied: Position,
    gathered: usize,
    /// When the first of them was, and the last.
    since: Option<Instant>,
    last: Instant,
    /// What is not taken in yet.
    backlog: Backlog,
    /// Renewals of the view that all this belongs to.
    renewals: u64,
    /// After how many events rows are written.
    most: usize,
}

impl Projector {
    fn of(handle: &Handle) -> Self {
        let view = handle.view();
        let renewals = view.renewals();
        Self { renewals, ..Self::new(Arc::clone(handle.reader()), view.shared(), view.position()) }
    }

    /// One that goes on behind a position, which the view has reached.
    pub(crate) fn new(log: Arc<dyn Reader>, view: Arc<Mutex<SqliteConnection>>, after: Position) -> Self {
        Self {
            log,
            view,
            campaigns: Campaigns::new(),
            changed: Vec::new(),
            amended: Vec::new(),
            buffer: RowBuffer::new(),
            applied: after,
            gathered: 0,
            since: None,
            last: Instant::now(),
            backlog: Backlog::default(),
            renewals: 0,
            most: GATHERED_EVENTS,
        }
    }

    /// One that writes after so many events, and then keeps so many campaigns in memory.
    #[cfg(test)]
    pub(crate) fn writing_after(mut self, most: usize, kept: usize) -> Self {
        (self.most, self.campaigns.most) = (most, kept);
        self
    }

    /// Takes in the events up to a position of the log, and writes what was gathered when it is much or old, or `now`.
    async fn catch_up(
        &mut self,
        handle: &Handle,
        until: Position,
        now: bool,
        stop: &watch::Receiver<bool>,
    ) -> Result<(), StoreError> {
        let view = handle.view();
        if self.renewals != view.renewals() {
            *self = Self::of(handle);
        }
        if self.applied < until {
            self.backlog.clear();
        }
        let mut way = FillProgress::from(self.applied, until);
        let taken_in = self.take_in(handle, until, stop, &mut way).await;
        let now = now || *stop.borrow();
        let old = self.written_by().is_some_and(|due| due <= Instant::now());
        // What was gathered before a failure is sound.
        if self.gathered > 0 && (now || old || taken_in.is_err()) {
            self.write(Some(view)).await?;
        }
        taken_in
    }

    /// When something is to be done next, if nobody waits for it and it does not become much: events are taken in, or what was
    /// gathered is written.
    fn due(&self) -> Option<Instant> {
        self.backlog.due().into_iter().chain(self.written_by()).min()
    }

    /// When what was gathered is to be written, if nobody waits for it and it does not become much.
    fn written_by(&self) -> Option<Instant> {
        self.since.map(|since| (since + GATHERED_FOR).min(self.last + QUIET_FOR))
    }

    async fn take_in(
        &mut self,
        handle: &Handle,
        until: Position,
        stop: &watch::Receiver<bool>,
        way: &mut FillProgress,
    ) -> Result<(), StoreError> {
        while self.applied < until {
            if *stop.borrow() && until.0 - self.applied.0 > ENDING_EVENTS_MAX {
                let (position, head) = (self.applied.0, until.0);
                tracing::info!(position, head, "the view goes on at the next start");
                return Ok(());
            }
            let mut page = handle
                .read(self.applied, PAGE_EVENTS)
                .await
                .map_err(|error| StoreError::Failed(error.to_string()))?;
            // The view stands between two records, where that is possible: a log can be cut there, and compared with it.
            if let Some(end) = page.iter().rposition(|row| row.is_last()) {
                page.truncate(end + 1);
            }
            if page.is_empty() {
                return Err(nothing_after(self.applied, until));
            }
            let log = Arc::clone(&self.log);
            self.campaigns.take_in(log.as_ref(), &self.view, &page).await?;
            for row in &page {
                self.event(row).await?;
                if self.is_full(row) {
                    self.write(Some(handle.view())).await?;
                }
            }
            self.last = Instant::now();
            way.notify(self.applied);
        }
        Ok(())
    }

    /// Brings a view to a position of the log, for anyone who wants one beside the engine's.
    pub(crate) async fn fill(&mut self, until: Position) -> Result<(), StoreError> {
        while self.applied < until {
            let page = self.log.read(self.applied, PAGE_EVENTS).await?;
            if page.is_empty() {
                return Err(nothing_after(self.applied, until));
            }
            for row in page.iter().take_while(|row| row.position <= until) {
                self.event(row).await?;
                if self.is_full(row) {
                    self.write(None).await?;
                }
            }
        }
        self.write(None).await
    }

    /// Whether what was gathered is to be written behind this event.
    fn is_full(&self, row: &Recorded) -> bool {
        let much = self.gathered >= self.most || self.buffer.rows() >= GATHERED_ROWS;
        much && row.is_last() || !self.amended.is_empty()
    }

    /// Takes in the next event. What cannot be shown is kept where ops see it.
    async fn event(&mut self, row: &Recorded) -> Result<(), StoreError> {
        failpoints::point("project");
        if let Err(cause) = self.take(row).await? {
            tracing::error!(position = %row.position, cause, "an event could not be projected");
            let no = self.campaigns.get_mut(&row.campaign).map(|resident| resident.no);
            self.buffer.dead_letter("projector", signed(row.position.0), "", (&cause, None), no);
        }
        self.applied = row.position;
        self.gathered += 1;
        if self.since.is_none() {
            self.since = Some(Instant::now());
        }
        Ok(())
    }

    async fn take(&mut self, row: &Recorded) -> Result<Result<(), String>, StoreError> {
        let puts = match row.puts_in_force() {
            Ok(puts) => puts,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let log = Arc::clone(&self.log);
        let mut resident = match self.campaigns.take(log.as_ref(), &self.view, row, puts).await? {
            Ok(resident) => resident,
            Err(cause) => return Ok(Err(cause)),
        };
        let next = match puts {
            Some(digest) => Some(self.campaigns.definition(log.as_ref(), digest).await?),
            None => None,
        };
        let event = match resident.read(next.as_deref(), row) {
            Ok(event) => event,
            Err(cause) => {
                self.campaigns.put_back(resident);
                return Ok(Err(cause));
            }
        };
        let before = Arc::clone(&resident.known);
        if let Some(next) = next {
            resident.known = next;
            if matches!(event, Event::CampaignAmended(_)) {
                self.amended.push(row.campaign.clone());
            }
        }
        let mut listener =
            ChangeListener::new(&mut self.buffer, resident.no, Arc::clone(&resident.known), row);
        let applied = resident.apply(row, &event, &mut listener);
        let changes = listener.changes;
        (resident.version, resident.position) = (signed(row.version.0), signed(row.position.0));
        let story = Story { buffer: &mut self.buffer, resident: &resident, log: log.as_ref(), row }
            .record(&event)
            .await?;
        rows::show(&mut self.buffer, &resident, &before, row, &event, &changes);
        if !std::mem::replace(&mut resident.changed, true) {
            self.changed.push(row.campaign.clone());
        }
        self.campaigns.put_back(resident);
        Ok(applied.and(story))
    }

    /// Writes what was gathered, in one transaction, which does not outlive a failure. `watched` is the view that others
    /// read.
    async fn write(&mut self, watched: Option<&View>) -> Result<(), StoreError> {
        let view = Arc::clone(&self.view);
        let mut connection = view.lock().await;
        if let Some(view) = watched
            && self.renewals != view.renewals()
        {
            // The file was rebuilt meanwhile: all of this is to be gathered again.
            let (log, shared) = (Arc::clone(&self.log), view.shared());
            *self = Self { renewals: view.renewals(), ..Self::new(log, shared, view.position()) };
            return Ok(());
        }
        let written = self.transaction(&mut connection).await;
        if written.is_err()
            && let Some(view) = watched
        {
            // Where the database itself rolled back (a full disk), the connection still counts a transaction that
            // can be neither rolled back nor followed by another. Only a new one is surely clean.
            view.renew(&mut connection).await;
        }
        drop(connection);
        let rows = written?;
        (self.gathered, self.since) = (0, None);
        self.campaigns.trim(&self.changed);
        self.changed.clear();
        if let Some(view) = watched {
            view.count(rows);
            view.move_to(self.applied);
        }
        Ok(())
    }

    async fn transaction(&mut self, connection: &mut SqliteConnection) -> Result<usize, StoreError> {
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        for id in &self.changed {
            if let Some(resident) = self.campaigns.get_mut(id) {
                resident.changed = false;
                rows::campaign(&mut self.buffer, resident);
            }
        }
        let rows = self.buffer.write(&mut transaction).await?;
        for id in std::mem::take(&mut self.amended) {
            if let Some(resident) = self.campaigns.get_mut(&id) {
                posts::follow(&mut transaction, resident).await?;
            }
        }
        sqlx::query("UPDATE projected SET position = ?")
            .bind(signed(self.applied.0))
            .execute(&mut *transaction)
            .await?;
        failpoints::point(failpoints::WRITE_VIEW);
        transaction.commit().await?;
        Ok(rows)
    }
}

fn nothing_after(at: Position, until: Position) -> StoreError {
    StoreError::Damaged(format!(
        "the log has no event after {at}, its head is {until}; look with `muster verify`"
    ))
}
