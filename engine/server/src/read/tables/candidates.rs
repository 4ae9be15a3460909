//! Candidates of a selection: the table of all of them, and the story of one.

use muster_protocol::case::CandidateName;
use muster_protocol::catalogue::LocalizedText;
use muster_protocol::definition::{By, Definition, Selection, Stage};
use muster_protocol::text;
use muster_protocol::time::{Date, Instant};
use muster_rules::calendar;
use muster_rules::zone::Zone;
use sqlx::AssertSqlSafe;

use super::{Asked, TableView};
use crate::execute::sight::Sight;
use crate::read::projector::rows::{OUT, REJECTED, WON};
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound, rows};

pub(super) async fn show(asked: &mut Asked<'_>) -> Result<Option<TableView>, StoreError> {
    let def = std::sync::Arc::clone(&asked.def);
    let name: Option<CandidateName> = asked.name.parse().ok();
    let id = name.as_ref().map_or(asked.name, |name| name.selection.as_str());
    let found = def.selections.iter().enumerate().find(|(_, selection)| selection.id == id);
    let Some((ix, selection)) = found else { return Ok(None) };
    let seen = Seen { def: &def, zone: Zone::of(&def).ok(), selection, sight: asked.sight };
    match &name {
        Some(name) => story(asked, &seen, ix, name.no).await,
        None => table(asked, &seen, ix).await.map(Some),
    }
}

struct Seen<'a> {
    def: &'a Definition,
    zone: Option<Zone>,
    selection: &'a Selection,
    sight: &'a Sight,
}

rows! {
    /// A candidate as its row has it.
    struct Candidate {
        no: i64,
        unit: u32,
        code: Option<String>,
        title: Option<String>,
        passed: Option<String>,
        since: i64,
        publicity_until: Option<i64>,
        objected: bool,
        result: Option<String>,
    }

    /// Something done to a candidate.
    struct Act {
        position: i64,
        at: i64,
        actor: String,
        act: String,
        stage: Option<String>,
        detail: Option<String>,
    }
}

/// A selection's place as its rows have it.
fn numbered(ix: usize) -> i64 {
    i64::try_from(ix).unwrap_or(i64::MAX)
}

const COLUMNS: &str = "no, unit, code, title, passed, since, publicity_until, objected, result";

async fn table(asked: &mut Asked<'_>, seen: &Seen<'_>, ix: usize) -> Result<TableView, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM candidates WHERE campaign = ? AND selection = ? ORDER BY no");
    let mut candidates: Vec<Candidate> =
        cells::all(bound!(AssertSqlSafe(sql), asked.campaign, numbered(ix)), asked.connection).await?;
    candidates.retain(|candidate| seen.sees(candidate));
    // The engine's time, as of the campaign's last event.
    let now = bound!("SELECT at FROM campaigns WHERE no = ?", asked.campaign);
    let now = cells::one(now, asked.connection).await?;
    let mut columns = vec![text!("no"), text!("unit"), text!("code-of-a-candidate")];
    columns.extend([text!("title"), text!("come-to"), text!("since")]);
    columns.extend([text!("public-to"), text!("column-objection"), text!("result")]);
    let rows = candidates.iter().map(|candidate| seen.row(candidate)).collect();
    Ok(TableView {
        title: LocalizedText::same(&seen.selection.name),
        columns,
        rows,
        notes: seen.notes(&candidates, now),
    })
}

async fn story(
    asked: &mut Asked<'_>,
    seen: &Seen<'_>,
    ix: usize,
    no: u32,
) -> Result<Option<TableView>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM candidates WHERE campaign = ? AND selection = ? AND no = ?");
    let query = bound!(AssertSqlSafe(sql), asked.campaign, numbered(ix), no);
    let Some(candidate) = cells::first::<Candidate>(query, asked.connection).await? else { return Ok(None) };
    if !seen.sees(&candidate) {
        return Ok(None);
    }
    let query = bound!(
        "SELECT position, at, actor, act, stage, detail FROM candidate_acts WHERE campaign = ? AND no = ?
         ORDER BY position",
        asked.campaign,
        no,
    );
    let acts: Vec<Act> = cells::all(query, asked.connection).await?;
    let rows = acts.into_iter().map(|act| seen.act(act)).collect();
    let name = &seen.selection.name;
    let mut notes = vec![seen.result(&candidate)];
    if let Some(until) = candidate.publicity_until {
        let day = seen.last_day(until);
        notes.push(text!("public-up-to-the-end-of-day", day));
    }
    Ok(Some(TableView {
        title: LocalizedText::same(format!(
            "{name} {}/{no} {}",
            seen.selection.id,
            seen.unit(candidate.unit)
        )),
        columns: vec![text!("event"), text!("at"), text!("what-happened"), text!("by")],
        rows,
        notes,
    }))
}

impl Seen<'_> {
    /// Whether a candidate is seen: by its unit, and once it is made public, or has passed all stages, by everybody.
    fn sees(&self, candidate: &Candidate) -> bool {
        let is_public = candidate.publicity_until.is_some() || candidate.result.as_deref() == Some(WON);
        is_public || self.sight.unit_of(self.def, muster_protocol::ids::UnitIx(candidate.unit))
    }

    fn unit(&self, unit: u32) -> String {
        let found = self.def.units.get(muster_protocol::ids::UnitIx(unit).at());
        found.map_or_else(|| unit.to_string(), |unit| format!("{} {}", unit.code, unit.short))
    }

    fn local(&self, at: i64) -> String {
        self.zone.as_ref().map(|zone| zone.minute(Instant(at))).unwrap_or_default()
    }

    /// The last day of a publicity that ends at an instant.
    fn last_day(&self, until: i64) -> String {
        self.zone.as_ref().map(|zone| zone.date_of(Instant(until - 1)).to_string()).unwrap_or_default()
    }

    /// The stage that a candidate has come to, by its place: the one behind the last that it passed.
    fn place(&self, candidate: &Candidate) -> usize {
        let passed = |stage: &Stage| candidate.passed.as_ref() == Some(&stage.id);
        self.selection.stages.iter().position(passed).map_or(1, |at| at + 1)
    }

    fn row(&self, candidate: &Candidate) -> Vec<LocalizedText> {
        let waits = candidate.result.is_none();
        let stage = self.selection.stages.get(self.place(candidate)).filter(|_| waits);
        let text = |text: &Option<String>| LocalizedText::same(text.as_deref().unwrap_or_default());
        cells! {
            = candidate.no, = self.unit(candidate.unit), text(&candidate.code), text(&candidate.title),
            = stage.map_or("", |stage| stage.name.as_str()), = self.local(candidate.since),
            = candidate.publicity_until.map(|until| self.last_day(until)).unwrap_or_default(),
            if candidate.objected { text!("objection-is-open") } else { LocalizedText::same("") },
            self.result(candidate)
        }
    }

    fn result(&self, candidate: &Candidate) -> LocalizedText {
        match candidate.result.as_deref() {
            Some(WON) => text!("passed-all-stages"),
            Some(REJECTED) => text!("rejected"),
            Some(OUT) => text!("out-an-objection-was-upheld"),
            _ => text!("under-way"),
        }
    }

    fn act(&self, act: Act) -> Vec<LocalizedText> {
        let Act { position, at, actor, act, stage, detail } = act;
        let stage = stage.unwrap_or_default();
        let called = self.selection.stages.iter().find(|known| known.id == stage);
        let called = called.map_or(stage.as_str(), |known| known.name.as_str());
        let what = match (act.as_str(), detail.as_deref()) {
            ("candidate.nominated", None) => text!("nominated"),
            ("candidate.nominated", Some(pieces)) => text!("nominated-pieces", pieces),
            ("candidate.passed", _) => text!("passed-called", called),
            ("candidate.rejected", _) => text!("rejected-at-called", called),
            ("candidate.objected", _) => text!("objected-to"),
            (_, Some("upheld")) => text!("objection-upheld"),
            _ => text!("objection-dismissed"),
        };
        cells! {
            = position, = self.local(at), what, = actor
        }
    }

    /// Each stage with its day, whose it is, and who still waits there when the day is over.
    fn notes(&self, candidates: &[Candidate], now: Instant) -> Vec<LocalizedText> {
        let today = self.zone.as_ref().map(|zone| zone.date_of(now));
        let stages = self.selection.stages.iter().enumerate();
        stages.map(|(at, stage)| self.note(at, stage, candidates, today)).collect()
    }

    fn note(&self, at: usize, stage: &Stage, candidates: &[Candidate], today: Option<Date>) -> LocalizedText {
        let due = self
            .zone
            .as_ref()
            .and_then(|zone| calendar::occurrence(&stage.rule, &self.def.calendar, zone, 0).ok().flatten());
        let due = due.map(|happens| happens.due);
        let day = due.map(|due| due.to_string()).unwrap_or_default();
        let (no, name) = (at + 1, &stage.name);
        let mut said = text!("stage-with-its-day", no, name, day, by: self.by(&stage.by));
        if stage.publicity > 0 {
            said = text!("stage-and-its-publicity", stage: said, #days = stage.publicity);
        }
        let waits = |it: &&Candidate| it.result.is_none() && self.place(it) == at;
        let waiting = candidates.iter().filter(waits).count();
        if waiting > 0 && due.zip(today).is_some_and(|(due, today)| due < today) {
            said = text!("stage-is-overdue", stage: said, waiting);
        }
        said
    }

    fn by(&self, by: &By) -> LocalizedText {
        let audience = |audience: muster_protocol::ids::AudienceIx| {
            self.def.audiences.get(audience.at()).map_or("", |audience| audience.name.as_str())
        };
        match by {
            By::Units(duty) => {
                let who = self.def.duties.get(duty.at()).map_or("", |duty| audience(duty.audience));
                text!("by-who", who)
            }
            By::Volunteers(who) => {
                let who = audience(*who);
                text!("by-those-of-who-that-want-to", who)
            }
            By::Role(role) => {
                let who = self.def.roles.get(role.at()).map_or("", |role| role.name.as_str());
                text!("by-who", who)
            }
        }
    }
}
