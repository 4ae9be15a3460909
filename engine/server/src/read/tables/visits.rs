//! A programme of visits: its places round by round, with who went, how content people were, and what came of it.

use std::collections::BTreeMap;

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::catalogue::in_a_row::words;
use muster_protocol::definition::{Rating, VisitProgramme};
use muster_protocol::time::{Date, Instant};
use muster_protocol::{id, text};
use muster_rules::zone::Zone;

use super::{Asked, TableView};
use crate::read::visits::stage;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound, rows};
use crate::view::status::{VISIT_COLUMNS, VISIT_PLACE, VISITS, VisitLine};

/// Most places of rounds that are listed; the notes count all of them.
const LISTED_MAX: usize = 5_000;

rows! {
    /// A place of a round.
    struct PlaceRow {
        key: String,
        code: String,
        state: String,
        late: bool,
        due_day: Date,
        /// A list of who and their answer, as JSON.
        ratings: String,
        /// A list of names, as JSON.
        cases: String,
    }
}

impl PlaceRow {
    fn ratings(&self) -> Vec<(String, String)> {
        serde_json::from_str(&self.ratings).unwrap_or_default()
    }

    fn cases(&self) -> Vec<String> {
        serde_json::from_str(&self.cases).unwrap_or_default()
    }
}

const PLACES: &str = "SELECT o.key, u.code, i.state, i.late, i.due_day,
     (SELECT json_group_array(json_array(rater, answer)) FROM (SELECT r.rater, r.answer FROM visit_ratings r
      WHERE r.campaign = i.campaign AND r.occasion = i.occasion AND r.place = i.unit ORDER BY r.no)),
     (SELECT json_group_array(name) FROM (SELECT k.kind || '/' || k.no AS name FROM cases k
      WHERE k.campaign = i.campaign AND k.occasion = i.occasion AND k.place = i.unit ORDER BY k.no))
     FROM occasions o JOIN items i ON i.campaign = o.campaign AND i.occasion = o.occasion
     JOIN units u ON u.campaign = i.campaign AND u.unit = i.unit
     WHERE o.campaign = ?1 AND o.kind = 'visit' AND o.retired = 0
     AND substr(o.key, 1, length(?2) + 1) = ?2 || '.' ORDER BY o.due_day, o.key, u.code";

pub(super) async fn show(asked: &mut Asked<'_>) -> Result<Option<TableView>, StoreError> {
    let (id, only) = asked.name.split_once('/').map_or((asked.name, None), |(id, code)| (id, Some(code)));
    let def = std::sync::Arc::clone(&asked.def);
    let Some(programme) = def.visits.iter().find(|programme| programme.id == id) else { return Ok(None) };
    if only.is_some_and(|code| def.unit_by_code(code).is_none()) {
        return Ok(None);
    }
    let query = bound!("SELECT at FROM campaigns WHERE no = ?", asked.campaign);
    let now: Instant = cells::one(query, asked.connection).await?;
    let today = Zone::of(&def).map(|zone| zone.date_of(now)).unwrap_or_default();
    let places: Vec<PlaceRow> = cells::all(bound!(PLACES, asked.campaign, id), asked.connection).await?;
    let sql = format!(
        "SELECT {VISIT_COLUMNS} FROM {VISITS} {VISIT_PLACE} WHERE v.campaign = ?1 AND o.retired = 0
         AND substr(o.key, 1, length(?2) + 1) = ?2 || '.' ORDER BY v.no"
    );
    let query = bound!(sqlx::AssertSqlSafe(sql), asked.campaign, id);
    let lines: Vec<VisitLine> = cells::all(query, asked.connection).await?;
    // Of several visits planned for an item the last one stands.
    let lines: BTreeMap<String, VisitLine> = lines.into_iter().map(|line| (line.name(), line)).collect();
    let seen = |row: &&PlaceRow| {
        let visitor = lines.get(&format!("{}/{}", row.key, row.code)).map(|line| line.visitor.as_str());
        let sees = asked.sight.unit(&row.code) || visitor.is_some_and(|visitor| asked.sight.is_post(visitor));
        sees && only.is_none_or(|code| code == row.code)
    };
    let places: Vec<&PlaceRow> = places.iter().filter(seen).collect();
    let shown = places.iter().take(LISTED_MAX).map(|place| {
        let item = format!("{}/{}", place.key, place.code);
        let line = lines.get(&item);
        let post = line.map_or("", |line| def.post(&line.visitor));
        let stands = line.map_or(place.state.as_str(), |line| line.stage_on(Some(&*def), today)).to_owned();
        let made = line.and_then(|line| line.recorded_on).map_or_else(String::new, |day| day.to_string());
        let follow_ups = line.map_or(0, |line| line.follow_ups);
        let follow_ups = if follow_ups > 0 { follow_ups.to_string() } else { String::new() };
        let ratings: Vec<String> =
            place.ratings().iter().map(|(by, answer)| format!("{by} {answer}")).collect();
        let short = def.unit_by_code(&place.code).and_then(|ix| def.units.get(ix.at()));
        cells! {
            = item, = short.map_or("", |unit| unit.short.as_str()), status(&stands, place.late),
            = place.due_day, = post, = made, = words(&ratings), = follow_ups, = words(&place.cases())
        }
    });
    let columns = heads! {
        id!("item"), id!("column-place"), id!("column-state"), id!("column-due"), id!("column-visitor"),
        id!("column-made-on"), id!("label-how-content-people-were"), id!("column-follow-ups"),
        id!("label-cases-that-were-brought")
    };
    let title = LocalizedText::same(&programme.name);
    Ok(Some(TableView { title, columns, rows: shown.collect(), notes: notes(programme, &places) }))
}

/// How a place of a round stands: its visit, or that it has none.
fn status(code: &str, late: bool) -> LocalizedText {
    match code {
        "open" | "returned" if late => text!("not-made"),
        "open" | "returned" => text!("no-visit-is-planned-yet"),
        "submitted" | "closed" => text!("visit-is-recorded"),
        other => LocalizedText::each(|language| stage(language, other).to_owned()),
    }
}

/// How many were visited, and how often who gave which answer, from best to worst.
fn notes(programme: &VisitProgramme, places: &[&PlaceRow]) -> Vec<LocalizedText> {
    let made = places.iter().filter(|row| matches!(row.state.as_str(), "submitted" | "closed")).count();
    let mut notes = vec![text!("places-of-rounds-and-those-visited", #places = places.len(), made)];
    let Some(Rating { by, scale }) = &programme.terms.rating else { return notes };
    let answers: Vec<(String, String)> = places.iter().flat_map(|row| row.ratings()).collect();
    for who in by {
        let count = |answer: &String| answers.iter().filter(|(by, said)| by == who && said == answer).count();
        let said: Vec<String> = scale.iter().map(|answer| format!("{answer} {}", count(answer))).collect();
        notes.push(text!("answers-of-those-who-were-asked", who, answers = words(&said)));
    }
    notes
}
