//! What is scored in a campaign as it stands, folded from the log as far as it goes whenever somebody asks: what a question
//! costs grows with what happened since the last one.

mod audited;
mod said;

use std::collections::BTreeMap;
use std::sync::Arc;

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::definition::Definition;
use muster_protocol::event::{Event, NamedEvent, VisitRecorded};
use muster_protocol::events_of;
use muster_protocol::ids::{CampaignId, Digest, OccasionIx, Version};
use muster_protocol::recorded::Recorded;
use muster_protocol::refs::OccasionKey;
use muster_protocol::table::SnapshotTable;
use muster_protocol::time::{Date, Instant};
use muster_rules::calendar::workday_after;
use muster_rules::numbering::Numbering;
use muster_rules::score::Fold;
use muster_rules::task;
use muster_rules::zone::Zone;

use crate::execute::Handle;
use crate::store::{self, StoreError};

pub(crate) use audited::{Audited, Line};

/// Something that was done, with who did it.
#[derive(Debug, Clone)]
pub(crate) struct Done {
    pub(crate) position: u64,
    pub(crate) at: Instant,
    pub(crate) actor: String,
    pub(crate) behalf: Option<String>,
    pub(crate) event: Event,
}

/// A snapshot that was taken.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) key: OccasionKey,
    pub(crate) digest: Digest,
    /// The last event that counts.
    pub(crate) cutoff: Version,
    /// Of what instant its table is.
    pub(crate) at: Option<Instant>,
    /// What it was taken for, where somebody asked for it.
    pub(crate) title: Option<String>,
    pub(crate) plan: Option<usize>,
}

/// A campaign's scores as far as they were folded.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) campaign: CampaignId,
    pub(crate) def: Arc<Definition>,
    pub(crate) fold: Fold,
    numbering: Numbering,
    seen: Version,
    pub(crate) at: Instant,
    pub(crate) done: Vec<Done>,
    pub(crate) audit: Vec<Line>,
    pub(crate) taken: Vec<Taken>,
    /// What is to be done in tasks that were given out, by the key of their occasion.
    titles: BTreeMap<OccasionKey, String>,
    asked: Vec<Asked>,
}

/// A snapshot that is planned, or opened and not recorded yet.
#[derive(Debug)]
struct Asked {
    occasion: OccasionIx,
    title: Option<String>,
    plan: usize,
    /// The event with which it opened.
    cutoff: Version,
    at: Option<Instant>,
}

impl Live {
    fn new(campaign: CampaignId) -> Self {
        Self {
            campaign,
            def: Arc::new(Definition::default()),
            fold: Fold::new(Digest::default()),
            numbering: Numbering::default(),
            seen: Version(0),
            at: Instant(0),
            done: Vec::new(),
            audit: Vec::new(),
            taken: Vec::new(),
            titles: BTreeMap::new(),
            asked: Vec::new(),
        }
    }

    /// The local day of an instant.
    pub(crate) fn day(&self, at: Instant) -> Date {
        Zone::of(&self.def).map_or_else(|_| Date::default(), |zone| zone.date_of(at))
    }

    /// An instant as people read it.
    pub(crate) fn local(&self, at: Instant) -> String {
        Zone::of(&self.def).map_or_else(|_| at.to_string(), |zone| zone.minute(at))
    }

    /// The table as it would be now, of all units of the first plan.
    pub(crate) fn now(&mut self) -> SnapshotTable {
        let (def, at) = (Arc::clone(&self.def), self.at);
        let day = self.day(at);
        self.fold.as_of(&def, muster_protocol::ids::SnapshotIx(0), day, at)
    }

    /// The key of an occasion.
    pub(crate) fn key(&self, occasion: OccasionIx) -> Option<&OccasionKey> {
        self.numbering.key(occasion)
    }

    /// What is to be done in the task whose occasion has this key, if it was given out.
    pub(crate) fn title(&self, key: &str) -> Option<&str> {
        self.titles.get(key).map(String::as_str)
    }

    async fn hear(&mut self, handle: &Handle, row: &Recorded) -> Result<(), StoreError> {
        let puts = row.puts_in_force().map_err(|error| StoreError::Damaged(error.to_string()))?;
        if let Some(digest) = puts {
            self.def = Arc::new(store::definition(handle.reader().as_ref(), digest).await?);
        }
        let new = puts.map(|_| &*self.def);
        let event = self.numbering.read(new, row).map_err(|error| StoreError::Damaged(error.to_string()))?;
        self.numbering.note(&self.def, &event);
        self.fold.apply(&self.def, row.version, &event);
        self.fold.forget_tables();
        (self.seen, self.at) = (row.version, row.at);
        self.note(row, event);
        Ok(())
    }

    /// Whether a visit was recorded behind the days that the file gives for that.
    fn is_recorded_late(&self, body: &VisitRecorded, today: Date) -> bool {
        let id = self.numbering.key(body.occasion).and_then(|key| key.as_str().split('.').next());
        let programme = id.and_then(|id| self.def.visits.iter().find(|known| known.id == id));
        let within = programme.map_or(0, |programme| programme.record_within);
        workday_after(&self.def.calendar, body.on, within).map_or(body.on < today, |by| by < today)
    }

    /// What an event says, as an auditor reads it.
    pub(crate) fn said(&self, event: &Event) -> LocalizedText {
        self.numbering.names(event.clone()).map_or_else(
            |_| LocalizedText::same(event.name()),
            |named: NamedEvent| said::of(&self.def, &named),
        )
    }

    /// Puts an event on the auditor's list, once for each reason.
    fn look(&mut self, row: &Recorded, event: &Event) {
        let today = self.day(row.at);
        let mut whys: Vec<Audited> = row.behalf.iter().map(|_| Audited::Behalf).collect();
        whys.extend(audited::of((self.def.as_ref(), self.fold.facts()), (row.at, today), event));
        if let Event::VisitRecorded(body) = event
            && self.is_recorded_late(body, today)
        {
            whys.push(Audited::Backdated);
        }
        if whys.is_empty() {
            return;
        }
        let what = self.said(event);
        self.audit.extend(whys.into_iter().map(|why| Line {
            why,
            position: row.position.0,
            at: row.at,
            actor: row.actor.clone(),
            behalf: row.behalf.clone(),
            what: what.clone(),
        }));
    }

    fn note(&mut self, row: &Recorded, event: Event) {
        self.look(row, &event);
        if let Event::OccasionPlanned(body) = &event
            && let muster_protocol::item::OccasionKind::Snapshot(plan) = body.kind
        {
            let title = body.given.as_ref().map(|given| given.title.clone());
            let (occasion, plan) = (body.occasion.ix, plan.at());
            self.asked.push(Asked { occasion, title, plan, cutoff: Version(0), at: None });
        }
        if let Event::OccasionOpened(body) = &event
            && let Some(asked) = self.asked.iter_mut().find(|asked| asked.occasion == body.occasion)
        {
            (asked.cutoff, asked.at) = (row.version, Some(body.due));
        }
        if let Event::OccasionPlanned(body) = &event
            && let Some(title) = task::title_of(&self.def, body)
        {
            self.titles.insert(body.occasion.key.clone(), title);
        }
        if let Event::SnapshotTaken(body) = &event {
            let known = self.asked.iter().find(|asked| asked.occasion == body.occasion);
            let (title, plan) = known.map_or((None, None), |it| (it.title.clone(), Some(it.plan)));
            let (cutoff, at) = known.map_or((row.version, None), |it| (it.cutoff, it.at));
            let key = self.numbering.key(body.occasion).cloned().unwrap_or_else(|| "?".into());
            let digest = body.table;
            self.taken.push(Taken { key, digest, cutoff, at, title, plan });
        }
        if matches!(event, events_of!(judging)) {
            let (position, actor, behalf) = (row.position.0, row.actor.clone(), row.behalf.clone());
            self.done.push(Done { position, at: row.at, actor, behalf, event });
        }
    }
}

impl Handle {
    /// What is scored in a campaign, as far as the log goes now; none where there is no such campaign.
    pub(crate) async fn scored<T>(
        &self,
        campaign: &CampaignId,
        look: impl AsyncFnOnce(&mut Live) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut all = self.inner().scored.lock().await;
        let live = all.entry(campaign.clone()).or_insert_with(|| Live::new(campaign.clone()));
        let caught_up = self.catch_up(live).await;
        let known = live.seen != Version(0);
        if caught_up.is_err() || !known {
            // What broke off half-way starts over the next time.
            all.remove(campaign);
            return caught_up.map(|()| None);
        }
        look(live).await.map(Some)
    }

    async fn catch_up(&self, live: &mut Live) -> Result<(), StoreError> {
        loop {
            let campaign = live.campaign.clone();
            let rows = self.reader().campaign(&campaign, live.seen).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for row in rows {
                live.hear(self, &row).await?;
            }
        }
    }
}
