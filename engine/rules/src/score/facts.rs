//! What people said where units are judged, as the events have it: the state of a campaign and the fold of its tables
//! hold the same.

use std::collections::BTreeMap;

use muster_protocol::definition::{Decimal, Definition, ScoreSheet};
use muster_protocol::event::Event;
use muster_protocol::events_of;
use muster_protocol::ids::{Digest, OccasionIx, UnitIx};
use muster_protocol::item::Evidence;
use muster_protocol::time::Instant;
use serde::{Deserialize, Serialize};

/// What an entry is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryKind {
    /// A judge gave points on a line.
    Given {
        /// The judge.
        judge: String,
        /// The points.
        points: Decimal,
    },
    /// Points were taken.
    Deducted {
        /// For what.
        cause: String,
        /// How often.
        times: u32,
    },
    /// Points above the whole.
    Added {
        /// For what.
        cause: String,
        /// How often.
        times: u32,
    },
}

/// Points given, taken or added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The sheet.
    pub sheet: String,
    /// The line; empty where points stand above the whole.
    pub line: String,
    /// The unit.
    pub unit: UnitIx,
    /// What it is.
    pub kind: EntryKind,
    /// The inspection in which it was found.
    pub inspection: Option<String>,
    /// How many files stand behind it.
    pub files: u32,
    /// The task by which it is to be put right; or that was not done in time, where that is what was found.
    pub correction: Option<OccasionIx>,
    /// Whether it counts no more.
    pub withdrawn: bool,
}

/// A veto, proposed or decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vetoed {
    /// The sheet.
    pub sheet: String,
    /// The unit.
    pub unit: UnitIx,
    /// The cause.
    pub cause: String,
    /// Whether it holds, once it is decided.
    pub approved: Option<bool>,
}

/// An appeal, filed or answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appealed {
    /// The sheet.
    pub sheet: String,
    /// The line.
    pub line: String,
    /// The unit.
    pub unit: UnitIx,
    /// Whether it is upheld, and by how much the line changes.
    pub answer: Option<(bool, Decimal)>,
}

/// Somebody proposed for a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The list.
    pub list: String,
    /// The kind of entry.
    pub kind: String,
    /// The unit.
    pub unit: UnitIx,
    /// A person's code.
    pub code: Option<String>,
    /// The snapshot that names it.
    pub snapshot: Option<OccasionIx>,
    /// When it was proposed.
    pub at: Instant,
    /// How many files stand behind it.
    pub files: u32,
    /// Messages for the unit's posts, those that could not be delivered too.
    pub notices: u32,
    /// Of these, signed.
    pub signed: u32,
    /// Whether the one concerned made a statement.
    pub stated: bool,
    /// Up to when it is public.
    pub until: Option<Instant>,
    /// Whether it stands on the list, once it is decided.
    pub approved: Option<bool>,
    /// Whether it was decided knowing that not every notice was signed.
    pub unsigned_known: bool,
}

/// Who was invited by a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Round, session, group.
    pub asked: Asked,
    /// The rater's unit.
    pub unit: Option<UnitIx>,
}

/// A group of raters in a session of a round.
pub type Asked = (String, String, String);

/// A ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CastBallot {
    /// Whether it came on paper.
    pub paper: bool,
    /// Unit or goal, with what the answer is worth.
    pub answers: Vec<(Option<UnitIx>, u16, Decimal)>,
}

/// Units drawn for an inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// The seed.
    pub seed: String,
    /// Among how many.
    pub among: u32,
    /// The units.
    pub units: Vec<UnitIx>,
}

/// Everything that was said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Facts {
    /// Points, in the order in which they came.
    pub entries: Vec<Entry>,
    /// Vetoes.
    pub vetoes: Vec<Vetoed>,
    /// Codes that were given out.
    pub invited: BTreeMap<Digest, Invited>,
    /// Ballots, by group and ballot.
    pub cast: BTreeMap<Asked, BTreeMap<Digest, CastBallot>>,
    /// Draws by round and session.
    pub drawn: BTreeMap<(String, String), Drawn>,
    /// Appeals.
    pub appeals: Vec<Appealed>,
    /// Entries of lists.
    pub listed: Vec<Listed>,
}

/// Changes a thing by its number, from 1.
fn change<T>(all: &mut [T], number: u32, change: impl FnOnce(&mut T)) {
    let at = number.checked_sub(1).and_then(|at| usize::try_from(at).ok());
    if let Some(thing) = at.and_then(|at| all.get_mut(at)) {
        change(thing);
    }
}

fn files(evidence: &[Evidence]) -> u32 {
    evidence.iter().map(|piece| piece.count.max(u32::try_from(piece.files.len()).unwrap_or(u32::MAX))).sum()
}

/// An entry that counts, found in no inspection.
fn entry((sheet, line): (&str, &str), unit: UnitIx, kind: EntryKind, evidence: &[Evidence]) -> Entry {
    Entry {
        sheet: sheet.to_owned(),
        line: line.to_owned(),
        unit,
        kind,
        inspection: None,
        files: files(evidence),
        correction: None,
        withdrawn: false,
    }
}

/// The name that a line of a sheet has now, where it is called otherwise than when something was said of it.
fn renamed(def: &Definition, sheet: &str, line: &str) -> Option<String> {
    let of: &ScoreSheet = def.scores.iter().find(|known| known.id == sheet)?;
    let mut lines = of.groups.iter().flat_map(|group| &group.lines);
    if lines.clone().any(|known| known.name == line) {
        return None;
    }
    lines.find(|known| known.formerly.iter().any(|name| name == line)).map(|known| known.name.clone())
}

impl Facts {
    /// Follows the lines of sheets that another definition calls otherwise: what was said of one stays its own.
    pub fn follow(&mut self, def: &Definition) {
        let entries = self.entries.iter_mut().map(|it| (&it.sheet, &mut it.line));
        let appeals = self.appeals.iter_mut().map(|it| (&it.sheet, &mut it.line));
        for (sheet, line) in entries.chain(appeals) {
            if let Some(name) = renamed(def, sheet, line) {
                *line = name;
            }
        }
    }

    /// Whether a line is called otherwise in another definition than something that was said has it.
    #[must_use]
    pub fn follows(&self, def: &Definition) -> bool {
        let entries = self.entries.iter().map(|it| (&it.sheet, &it.line));
        let appeals = self.appeals.iter().map(|it| (&it.sheet, &it.line));
        entries.chain(appeals).any(|(sheet, line)| renamed(def, sheet, line).is_some())
    }

    /// Takes in an event; one of another family changes nothing. `at` is the instant at which it was recorded.
    #[expect(clippy::too_many_lines, reason = "one arm for each event of the family")]
    pub fn apply(&mut self, at: Instant, event: &Event) {
        match event {
            Event::ScoreGiven(body) => {
                let kind = EntryKind::Given { judge: body.judge.clone(), points: body.points };
                self.entries.push(entry((&body.sheet, &body.line), body.unit, kind, &body.evidence));
            }
            Event::ScoreDeducted(body) => {
                let kind = EntryKind::Deducted { cause: body.cause.clone(), times: body.times };
                let entry = entry((&body.sheet, &body.line), body.unit, kind, &body.evidence);
                let (inspection, correction) = (body.inspection.clone(), body.correction);
                self.entries.push(Entry { inspection, correction, ..entry });
            }
            Event::ScoreAdded(body) => {
                let kind = EntryKind::Added { cause: body.cause.clone(), times: body.times };
                self.entries.push(entry((&body.sheet, ""), body.unit, kind, &body.evidence));
            }
            Event::ScoreWithdrawn(body) => {
                change(&mut self.entries, body.entry, |entry| entry.withdrawn = true);
            }
            Event::VetoProposed(body) => self.vetoes.push(Vetoed {
                sheet: body.sheet.clone(),
                unit: body.unit,
                cause: body.cause.clone(),
                approved: None,
            }),
            Event::VetoDecided(body) => {
                change(&mut self.vetoes, body.veto, |veto| veto.approved = Some(body.approved));
            }
            Event::RatersInvited(body) => {
                let asked = (body.round.clone(), body.session.clone(), body.group.clone());
                for ballot in &body.ballots {
                    self.invited.insert(*ballot, Invited { asked: asked.clone(), unit: body.unit });
                }
            }
            Event::RatingGiven(body) => {
                let asked = (body.round.clone(), body.session.clone(), body.group.clone());
                let answers = body.answers.iter().map(|it| (it.unit, it.ask, it.points)).collect::<Vec<_>>();
                let ballots = self.cast.entry(asked).or_default();
                let cast = ballots
                    .entry(body.ballot)
                    .or_insert_with(|| CastBallot { paper: body.paper, answers: Vec::new() });
                cast.answers.extend(answers);
            }
            Event::InspectionDrawn(body) => {
                let drawn = Drawn { seed: body.seed.clone(), among: body.among, units: body.units.clone() };
                self.drawn.insert((body.round.clone(), body.session.clone()), drawn);
            }
            Event::AppealFiled(body) => self.appeals.push(Appealed {
                sheet: body.sheet.clone(),
                line: body.line.clone(),
                unit: body.unit,
                answer: None,
            }),
            Event::AppealAnswered(body) => {
                change(&mut self.appeals, body.appeal, |appeal| {
                    appeal.answer = Some((body.upheld, body.change))
                });
            }
            Event::ListProposed(body) => self.listed.push(Listed {
                list: body.list.clone(),
                kind: body.kind.clone(),
                unit: body.unit,
                code: body.code.clone(),
                snapshot: body.snapshot,
                at,
                files: files(&body.evidence),
                notices: body.notices,
                signed: body.signed,
                stated: false,
                until: None,
                approved: None,
                unsigned_known: false,
            }),
            Event::ListStated(body) => {
                change(&mut self.listed, body.entry, |listed| listed.stated = true);
            }
            Event::ListPublished(body) => {
                change(&mut self.listed, body.entry, |listed| listed.until = Some(body.until));
            }
            Event::ListDecided(body) => {
                change(&mut self.listed, body.entry, |listed| {
                    (listed.approved, listed.unsigned_known) = (Some(body.approved), body.unsigned_known);
                });
            }
            events_of! {
                campaign, phase, roster, occasion, item, message, step, dead_letter, visit, clock, snapshot,
                ledger, case, candidate, blob
            } => {}
        }
    }

    /// Whether anybody answered in a group of a round, in whatever session.
    #[must_use]
    pub fn answered(&self, round: &str, group: &str) -> bool {
        self.cast.keys().any(|(known, _, of)| known == round && of == group)
    }
}

/// Families whose events are facts of judging.
const FAMILIES: [&str; 6] = ["score", "veto", "rating", "inspection", "appeal", "list"];

/// Whether events of this name are facts of judging.
#[must_use]
pub fn is_heard(name: &str) -> bool {
    name.split_once('.').is_some_and(|(family, _)| FAMILIES.contains(&family))
}
