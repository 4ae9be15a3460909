//! What is scored in a campaign as it stands, folded from the log as far as it goes whenever somebody asks: what a question
//! costs grows with what happened since the last one.

mod said;

use std::collections::BTreeMap;
use std::sync::Arc;

use muster_protocol::any_of;
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

/// Something that was done, with who did it.
#[derive(Debug, Clone)]
pub(crate) struct Done {
    pub(crate) at: Instant,
    pub(crate) actor: String,
    pub(crate) behalf: Option<String>,
    pub(crate) event: Event,
}

/// Why an auditor looks at something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audited {
    /// Done by one post for another.
    Behalf,
    /// Entered with a day before the one on which it was entered.
    Backdated,
    /// A ceiling, a signature or a score set aside knowingly.
    Overridden,
    /// Opened again.
    Reopened,
    /// Bytes were deleted.
    Erased,
}

/// A line of an auditor's list.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) why: Audited,
    pub(crate) position: u64,
    pub(crate) at: Instant,
    pub(crate) actor: String,
    pub(crate) behalf: Option<String>,
    pub(crate) what: LocalizedText,
}

/// A snapshot that was taken.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) key: OccasionKey,
    pub(crate) digest: Digest,
    /// The last event that counts.
    pub(crate) cutoff: Version,
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

    fn note(&mut self, row: &Recorded, event: Event) {
        let said = |live: &Self| {
            live.numbering.names(event.clone()).map_or_else(
                |_| LocalizedText::same(&row.name),
                |named: NamedEvent| said::of(&live.def, &named),
            )
        };
        let look = |live: &mut Self, why: Audited| {
            let what = said(live);
            live.audit.push(Line {
                why,
                position: row.position.0,
                at: row.at,
                actor: row.actor.clone(),
                behalf: row.behalf.clone(),
                what,
            });
        };
        if row.behalf.is_some() {
            look(self, Audited::Behalf);
        }
        for why in audited(row, &event, self.day(row.at)) {
            look(self, why);
        }
        if let Event::VisitRecorded(body) = &event
            && self.is_recorded_late(body, self.day(row.at))
        {
            look(self, Audited::Backdated);
        }
        if let Event::OccasionPlanned(body) = &event
            && let muster_protocol::item::OccasionKind::Snapshot(plan) = body.kind
        {
            let title = body.given.as_ref().map(|given| given.title.clone());
            let (occasion, plan) = (body.occasion.ix, plan.at());
            self.asked.push(Asked { occasion, title, plan, cutoff: Version(0) });
        }
        if let Event::OccasionOpened(body) = &event
            && let Some(asked) = self.asked.iter_mut().find(|asked| asked.occasion == body.occasion)
        {
            asked.cutoff = row.version;
        }
        if let Event::OccasionPlanned(body) = &event
            && let Some(title) = task::title_of(&self.def, body)
        {
            self.titles.insert(body.occasion.key.clone(), title);
        }
        if let Event::SnapshotTaken(body) = &event {
            let known = self.asked.iter().find(|asked| asked.occasion == body.occasion);
            let (title, plan) = known.map_or((None, None), |it| (it.title.clone(), Some(it.plan)));
            let key = self.numbering.key(body.occasion).cloned().unwrap_or_else(|| "?".into());
            let (digest, cutoff) = (body.table, known.map_or(row.version, |it| it.cutoff));
            self.taken.push(Taken { key, digest, cutoff, title, plan });
        }
        if matches!(event, events_of!(judging)) {
            self.done.push(Done { at: row.at, actor: row.actor.clone(), behalf: row.behalf.clone(), event });
        }
    }
}

/// Why an auditor looks at an event.
fn audited(row: &Recorded, event: &Event, today: Date) -> Vec<Audited> {
    match event {
        Event::ItemBackfilled(_) => vec![Audited::Backdated],
        Event::ItemSubmitted(body) => {
            let backdated = body.on.is_some_and(|on| on < today).then_some(Audited::Backdated);
            let overridden = body.form.above.then_some(Audited::Overridden);
            backdated.into_iter().chain(overridden).collect()
        }
        Event::CaseReceived(body) if body.received < row.at => vec![Audited::Backdated],
        Event::CaseReopened(_) | Event::ItemReturned(_) => vec![Audited::Reopened],
        Event::ScoreWithdrawn(_) => vec![Audited::Overridden],
        Event::ListDecided(body) if body.unsigned_known => vec![Audited::Overridden],
        Event::LedgerCorrected(_) => vec![Audited::Overridden],
        Event::BlobErased(_) => vec![Audited::Erased],
        any_of! { Event:
            OccasionPlanned SnapshotTaken VisitRecorded VisitProposed VisitLeftOut VisitConfirmed VisitMoved
            VisitDelegated VisitCalledOff VisitMade CaseReceived CaseAccepted CaseDispatched CaseTracked
            CaseAgentNamed CaseAssisted CaseNoted CasePassedUp CaseReplied CaseAnswered CaseCalledBack
            CaseClosed CaseLate ItemOpened ItemAccepted ItemClosed ItemLate CardLifted ItemMoved ItemWaived
            ItemPassedOn OccasionMoved OccasionRetired OccasionOpened LedgerEntered
        }
        | events_of!(campaign, phase, roster, message, step, dead_letter, clock, candidate)
        | any_of! { Event:
            ListDecided ScoreGiven ScoreDeducted ScoreAdded VetoProposed VetoDecided RatersInvited
            RatingGiven InspectionDrawn AppealFiled AppealAnswered ListProposed ListStated ListPublished
        } => Vec::new(),
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
