//! How things stand: counts per campaign, dead letters, visits.

use std::collections::BTreeMap;

use muster_core::campaign;
use muster_protocol::definition::{Definition, VisitProgramme};
use muster_protocol::ids::{CampaignId, ContactIx, Digest};
use muster_protocol::time::{Date, Instant};
use muster_rules::calendar::workday_after;
use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;

use super::{View, steps, sums};
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, Cells, FromCells, bound, rows};

pub use super::ranking::{RankRow, Ranking};
pub use super::steps::{PastDue, StepCounts, Today};
pub use super::sums::{ItemCounts, MessageCounts};

/// How everything stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Log position that these rows have reached.
    pub position: u64,
    /// The campaigns asked for, by id.
    pub campaigns: Vec<CampaignStatus>,
    /// Things given up that somebody must look at, of all campaigns.
    pub dead_letters: u64,
}

/// How a campaign stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignStatus {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The zone of its days, an IANA name.
    pub zone: String,
    /// `running` or `closed`.
    pub state: String,
    /// Id of the phase entered last.
    pub phase: Option<String>,
    /// What it is called.
    pub phase_name: Option<String>,
    /// The first day of its first phase.
    pub begins: Option<Date>,
    /// When it was launched.
    pub launched: Instant,
    /// Campaign clock of its last event.
    pub at: Instant,
    /// Number of its last event.
    pub version: u64,
    /// Log position of its last event.
    pub position: u64,
    /// Its items; notices of phases are none.
    pub items: ItemCounts,
    /// Of the open ones, those whose day lay before the start or the launch: never reminded, never late.
    pub afterwards: u64,
    /// Posts whose holders have opted out of the reminders that the file lets people do without.
    #[serde(default)]
    pub opted_out: u64,
    /// Its planned steps.
    pub steps: StepCounts,
    /// Of these, those planned for today, with the messages of today.
    pub today: Today,
    /// The oldest step past due without an outcome; none is right.
    pub oldest_past_due: Option<PastDue>,
    /// Its messages.
    pub messages: MessageCounts,
    /// Of the dead letters, those of this campaign's steps.
    pub dead_letters: u64,
    /// Samples that may be drawn now and were not yet, the first to end first.
    #[serde(default)]
    pub draws: Vec<AwaitedDraw>,
}

rows! {
    /// A session of a review round whose sample nobody has drawn.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct AwaitedDraw {
        /// Key of the occasion by which those who draw are reminded.
        pub occasion: String,
        /// The round, in the committee's words.
        pub title: String,
        /// The last day on which it may be drawn.
        pub due_day: Date,
    }

    /// Something given up.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct DeadLetter {
        /// Who gave up: a consumer, or `reminders` for a step that failed.
        pub source: String,
        /// Position of the event that it is about.
        pub position: u64,
        /// Name of the step, if it is one.
        pub name: String,
        /// Why.
        pub cause: String,
        /// The campaign, where it is known.
        pub campaign: Option<String>,
        /// What the counterpart said, where one was asked: the digest of a text that is not in the log.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub said: Option<Digest>,
    }

    /// A visit as proposed last, and whether it was made.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct VisitLine {
        /// Key of the programme's occasion.
        pub occasion: String,
        /// Code of the place.
        pub place: String,
        /// Contact of the visitor.
        pub visitor: String,
        /// Local day.
        pub date: Date,
        /// Start.
        pub start: Instant,
        /// End.
        pub end: Instant,
        /// Why this slot, as JSON.
        pub reasons: String,
        /// The local day on which it was made, once recorded.
        pub recorded_on: Option<Date>,
        /// Position of the proposal.
        pub position: u64,
        /// Which of the visits planned for the item, from 1: a new one follows one that was called off.
        pub no: i64,
        /// `proposed`, `confirmed`, `made`, `recorded`, `declined`, `cancelled`, `no-show` or `left`; `handed-on` for who had it before.
        pub stage: String,
        /// How often it has changed.
        pub sequence: i64,
        /// When it changed last.
        pub changed: Instant,
        /// Problems found there that became tasks.
        pub follow_ups: i64,
        /// Short name of the place.
        pub name: String,
        /// Local due day of the round.
        pub due_day: Date,
        /// How the item stands.
        pub item: String,
        /// Whether the round is over without its visit.
        pub late: bool,
        /// As those had it who handed it on: a list of [`HandedOn`] as JSON.
        pub handed_on: String,
        /// Contacts of those who come along: a list of ids as JSON.
        pub companions: String,
        /// How content those were who were asked: a list of who and their answer, as JSON.
        pub ratings: String,
        /// Cases that were brought there: a list of their names as JSON.
        pub cases: String,
    }
}

/// A visit as somebody had it who handed it on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOn {
    /// Contact of who had it.
    pub visitor: String,
    /// Local day.
    pub date: Date,
    /// Start.
    pub start: Instant,
    /// End.
    pub end: Instant,
    /// How often it had changed, this change included.
    pub sequence: i64,
    /// When it was handed on.
    pub at: Instant,
}

impl HandedOn {
    /// What the state says, with people by their ids.
    pub(crate) fn of(had: &campaign::HandedOn, id: impl Fn(ContactIx) -> String) -> Self {
        let campaign::HandedOn { visit, sequence, at } = *had;
        let (visitor, date, start, end) = (id(visit.visitor), visit.date, visit.start, visit.end);
        Self { visitor, date, start, end, sequence: sequence.into(), at }
    }
}

impl VisitLine {
    /// The visit as somebody had it who handed it on: it does not take place for them, from then on unchanged.
    #[must_use]
    pub fn handed_on_by(&self, is_theirs: impl Fn(&str) -> bool) -> Option<Self> {
        let had: Vec<HandedOn> = serde_json::from_str(&self.handed_on).unwrap_or_default();
        let HandedOn { visitor, date, start, end, sequence, at } =
            had.into_iter().rfind(|had| is_theirs(&had.visitor))?;
        let stage = "handed-on".to_owned();
        Some(Self { visitor, date, start, end, sequence, changed: at, stage, ..self.clone() })
    }

    /// Contacts of those who come along.
    #[must_use]
    pub fn along(&self) -> Vec<String> {
        serde_json::from_str(&self.companions).unwrap_or_default()
    }

    /// How content those were who were asked: who, and their answer.
    #[must_use]
    pub fn ratings(&self) -> Vec<(String, String)> {
        serde_json::from_str(&self.ratings).unwrap_or_default()
    }

    /// Names of the cases that were brought there.
    #[must_use]
    pub fn cases(&self) -> Vec<String> {
        serde_json::from_str(&self.cases).unwrap_or_default()
    }

    /// Its item, such as `contact-points.2014-q2/V03`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.occasion, self.place)
    }

    /// Its programme: a round's key is the programme's id with the period behind it.
    #[must_use]
    pub fn programme<'d>(&self, def: &'d Definition) -> Option<&'d VisitProgramme> {
        let id = self.occasion.split('.').next()?;
        def.visits.iter().find(|programme| programme.id == id)
    }

    /// Whether somebody is to make it.
    #[must_use]
    pub fn stands(&self) -> bool {
        matches!(self.stage.as_str(), "proposed" | "confirmed")
    }

    /// How it stands on a day: *unrecorded* when its record is late, *not made* when the round is over without a visit, else
    /// its stage.
    #[must_use]
    pub fn stage_on(&self, def: Option<&Definition>, today: Date) -> &str {
        let called_off = matches!(self.stage.as_str(), "declined" | "cancelled" | "no-show" | "left");
        let awaits = matches!(self.item.as_str(), "open" | "returned");
        let programme = |def: &Definition| {
            let within = self.programme(def)?.record_within;
            workday_after(&def.calendar, self.date, within).ok()
        };
        let record_by = def.and_then(programme).unwrap_or(self.date);
        if (self.stands() || self.stage == "made") && awaits && record_by < today {
            "unrecorded"
        } else if called_off && awaits && self.late {
            "not-made"
        } else {
            &self.stage
        }
    }
}

/// Columns of a [`VisitLine`], which are of a visit `v`, its occasion `o`, its place `u` and its item `i`.
pub(crate) const VISIT_COLUMNS: &str = "o.key, u.code, v.visitor, v.date, v.start, v.ends, v.reasons, v.recorded_on, \
     v.position, v.no, v.stage, v.sequence, v.changed, v.follow_ups, u.name, o.due_day, i.state, i.late, \
     v.handed_on, v.companions, \
     (SELECT json_group_array(json_array(rater, answer)) FROM (SELECT r.rater, r.answer FROM visit_ratings r \
     WHERE r.campaign = v.campaign AND r.occasion = v.occasion AND r.place = v.place \
     AND v.recorded_on IS NOT NULL ORDER BY r.no)), \
     (SELECT json_group_array(name) FROM (SELECT k.kind || '/' || k.no AS name FROM cases k \
     WHERE k.campaign = v.campaign AND k.occasion = v.occasion AND k.place = v.place \
     AND v.stage NOT IN ('declined', 'cancelled', 'no-show', 'left') ORDER BY k.no))";
/// Finds the place and the item of a visit `v`.
pub(crate) const VISIT_PLACE: &str = "JOIN units u ON u.campaign = v.campaign AND u.unit = v.place \
     JOIN items i ON i.campaign = v.campaign AND i.occasion = v.occasion AND i.unit = v.place";
/// Visits with their occasions.
pub(crate) const VISITS: &str =
    "visits v JOIN occasions o ON o.campaign = v.campaign AND o.occasion = v.occasion";

/// Counts the open items of occasions whose day lay before the start or the launch. There are few such occasions, so they
/// are what is gone through.
const AFTERWARDS: &str = "SELECT count(*) FROM occasions o CROSS JOIN items i
     ON i.campaign = o.campaign AND i.occasion = o.occasion
     WHERE o.campaign = c.no AND o.backfill = 1 AND i.state IN ('open', 'returned')";

/// Occasions of samples that may be drawn now: those of which more is said than that too few answered, and that were not drawn.
const DRAWS: &str = "SELECT o.campaign, o.key, o.title, o.due_day FROM occasions o
     WHERE o.kind = 'round' AND o.retired = 0 AND o.opened_position IS NOT NULL AND o.due > ?
     AND EXISTS (SELECT 1 FROM steps s WHERE s.campaign = o.campaign AND s.occasion = o.occasion AND s.kind <> 'too-few')
     AND EXISTS (SELECT 1 FROM items i WHERE i.campaign = o.campaign AND i.occasion = o.occasion AND i.state = 'notice')
     ORDER BY o.campaign, o.due_day, o.key";

impl View {
    /// How things stand, for one campaign or all. `now` is the campaign clock: what is past due is measured by it.
    pub async fn status(&self, campaign: Option<&CampaignId>, now: Instant) -> Result<Status, StoreError> {
        let found = self.status_rows(campaign, now).await;
        if self.is_whole_again(&found).await { self.status_rows(campaign, now).await } else { found }
    }

    async fn status_rows(&self, campaign: Option<&CampaignId>, now: Instant) -> Result<Status, StoreError> {
        let mut connection = self.reading().lock().await;
        // One transaction, so that the numbers belong together.
        let mut reading = sqlx::Connection::begin(&mut *connection).await?;
        let sql = format!(
            "SELECT c.no, c.id, c.name, c.zone, c.state, c.phase, c.phase_name, c.begins, c.launched, c.at, c.version,
             c.position, {}, ({AFTERWARDS}),
             (SELECT count(*) FROM opted_out p WHERE p.campaign = c.no AND p.is_out = 1)
             FROM campaigns c JOIN sums s ON s.campaign = c.no WHERE ?1 IS NULL OR c.id = ?1 ORDER BY c.id",
            sums::columns()
        );
        let query = bound!(AssertSqlSafe(sql), campaign.map(CampaignId::as_str));
        let rows: Vec<(i64, CampaignStatus)> = cells::all(query, &mut reading).await?;
        let found: BTreeMap<i64, usize> = rows.iter().map(|(no, _)| *no).zip(0..).collect();
        let mut campaigns: Vec<CampaignStatus> = rows.into_iter().map(|(_, campaign)| campaign).collect();
        let zones: Vec<&str> = campaigns.iter().map(|campaign| campaign.zone.as_str()).collect();
        let hour = steps::hour(&mut reading, &found, &zones, now).await?;
        for (campaign, of_hour) in campaigns.iter_mut().zip(hour) {
            campaign.steps.past_due = of_hour.past_due;
            (campaign.today, campaign.oldest_past_due) = (of_hour.today, of_hour.oldest);
        }
        let query = bound!("SELECT campaign, count(*) FROM dead_letters GROUP BY campaign");
        let mut dead_letters = 0;
        for (no, count) in cells::all::<(Option<i64>, u64)>(query, &mut reading).await? {
            dead_letters += count;
            if let Some(at) = no.and_then(|no| found.get(&no)) {
                campaigns[*at].dead_letters = count;
            }
        }
        for (no, draw) in cells::all::<(i64, AwaitedDraw)>(bound!(DRAWS, now.0), &mut reading).await? {
            if let Some(campaign) = found.get(&no).and_then(|at| campaigns.get_mut(*at)) {
                campaign.draws.push(draw);
            }
        }
        let position = cells::one(bound!("SELECT position FROM projected"), &mut reading).await?;
        Ok(Status { position, campaigns, dead_letters })
    }

    /// Everything given up, oldest first.
    pub async fn dead_letters(&self) -> Result<Vec<DeadLetter>, StoreError> {
        let found = self.dead_letters_rows().await;
        if self.is_whole_again(&found).await { self.dead_letters_rows().await } else { found }
    }

    async fn dead_letters_rows(&self) -> Result<Vec<DeadLetter>, StoreError> {
        let query = bound!(
            "SELECT d.source, d.position, d.name, d.cause, c.id, d.said FROM dead_letters d
             LEFT JOIN campaigns c ON c.no = d.campaign ORDER BY d.position, d.source, d.name",
        );
        cells::all(query, &mut *self.reading().lock().await).await
    }

    /// The visits of a campaign, by date and start.
    pub async fn visits(&self, campaign: &CampaignId) -> Result<Vec<VisitLine>, StoreError> {
        let sql = format!(
            "SELECT {VISIT_COLUMNS} FROM campaigns c JOIN visits v ON v.campaign = c.no
             JOIN occasions o ON o.campaign = c.no AND o.occasion = v.occasion {VISIT_PLACE}
             WHERE c.id = ? ORDER BY v.date, v.start, u.code, v.no"
        );
        let query = bound!(AssertSqlSafe(sql), campaign.as_str());
        cells::all(query, &mut *self.reading().lock().await).await
    }
}

/// A campaign's row but for what the hour decides.
impl FromCells for CampaignStatus {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: cells.read()?,
            name: cells.read()?,
            zone: cells.read()?,
            state: cells.read()?,
            phase: cells.read()?,
            phase_name: cells.read()?,
            begins: cells.read()?,
            launched: cells.read()?,
            at: cells.read()?,
            version: cells.read()?,
            position: cells.read()?,
            steps: cells.read()?,
            items: cells.read()?,
            messages: cells.read()?,
            afterwards: cells.read()?,
            opted_out: cells.read()?,
            today: Today::default(),
            oldest_past_due: None,
            dead_letters: 0,
            draws: Vec::new(),
        })
    }
}
