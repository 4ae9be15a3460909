//! The signed roll-up: final scores as one indicator of a larger appraisal, which another muster checks and takes in (S76).

use muster_protocol::say;
use std::path::{Path, PathBuf};

use clap::Args;
use muster_core::definition::decimal;
use muster_protocol::command::{Backed, Command, Judge, OnLine};
use muster_protocol::definition::{Decimal, Definition};
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::{CampaignId, Digest, Position, Version};
use muster_protocol::item::Evidence;
use muster_protocol::table::SnapshotTable;
use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};

use crate::authoring::files;
use crate::client::act::{campaign, with_connection};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::{ActArgs, Target};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::results::export;
use crate::run::Run;
use crate::saved;
use muster_protocol::catalogue::Language;

/// Events that are asked for at once.
const PAGE: usize = 1_000;

/// A hundredth of a point, in ten-thousandths.
const HUNDREDTH: i64 = Decimal::ONE.0 / 100;

/// What is signed: everything in the file but the signature, as it is written here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Signed {
    campaign: String,
    name: String,
    feeds: Vec<String>,
    sheet: String,
    full: String,
    snapshot: String,
    cutoff: u64,
    definition: Digest,
    table: Digest,
    units: Vec<Unit>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Unit {
    code: String,
    name: String,
    /// As people write it: `87.77`; none where nothing judges the unit.
    total: Option<String>,
    /// None without a total.
    rank: Option<u32>,
    grade: Option<String>,
}

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RollUp {
    scores: Signed,
    key: String,
    signature: String,
}

/// Signs one.
#[derive(Debug, Args)]
pub struct Sign {
    #[arg(long, value_name = "KEY")]
    snapshot: Option<String>,
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[arg(long, value_name = "FILE", default_value = "./muster-rollup.key")]
    key: PathBuf,
    #[command(flatten)]
    target: Target,
}

/// Checks one, and takes its scores in where a line is named.
#[derive(Debug, Args)]
pub struct TakeIn {
    file: PathBuf,
    #[arg(long, value_name = "HEX")]
    key: String,
    sheet: String,
    line: String,
    #[command(flatten)]
    acting: ActArgs,
}

/// Checks one.
#[derive(Debug, Args)]
pub struct Check {
    file: PathBuf,
    #[arg(long, value_name = "HEX")]
    key: String,
}

/// The key in a file, made where there is none; nobody else may read it.
fn signer(lang: Language, path: &Path) -> Result<Ed25519KeyPair, Failure> {
    let bad = || {
        let what = say!(lang, "path-is-no-signing-key", path = path.display());
        Failure::new(Exit::Fault, what)
    };
    if !path.exists() {
        let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| bad())?;
        saved::put(path, made.as_ref(), false).map_err(|_| bad())?;
        std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))
            .map_err(|_| bad())?;
    }
    let bytes = files::read_all(lang, path)?;
    Ed25519KeyPair::from_pkcs8(&bytes).map_err(|_| bad())
}

impl Run for Sign {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        export::with_sheet(out, &self.target, self.sheet.as_deref(), async |connection, id, sheet| {
            let def = definitions::in_force(out.lang, connection, id).await?;
            let sheet = export::known_sheet(out.lang, &def, sheet)?;
            let missing = || {
                let what = match &self.snapshot {
                    Some(key) => say!(out.lang, "there-is-no-snapshot-key-or-it-has", key),
                    None => out.lang.say("no-snapshot-was-taken").to_owned(),
                };
                Failure::new(Exit::Fault, what).next("muster snapshot list")
            };
            let ranking = connection.ranking(id, self.snapshot.as_deref()).await?.ok_or_else(missing)?;
            let bytes = connection.blob(ranking.digest).await?.ok_or_else(missing)?;
            let table = SnapshotTable::from_bytes(&bytes)?;
            // Names of grades and the whole of a sheet are those of the file under which it was taken.
            let then = connection.blob(table.definition).await?.ok_or_else(missing)?;
            let then = Definition::from_bytes(&then)?;
            let scores = of_table(out.lang, (&then, id), &table, (&sheet.id, ranking.digest))?;
            let later = decided_later(connection, id, &table, &sheet.id).await?;
            not_contradicted(out.lang, &scores, &sheet.name, later)?;
            let signer = signer(out.lang, &self.key)?;
            let signature = hex::encode(signer.sign(&serde_json::to_vec(&scores)?));
            let key = hex::encode(signer.public_key());
            let file = RollUp { scores, key: key.clone(), signature };
            files::replace(out.lang, &self.out, &serde_json::to_vec_pretty(&file)?)?;
            let (to, units) = (self.out.display(), file.scores.units.len());
            out.data(say!(out.lang, "roll-up-written-with-its-key", out = to, #units = units, key))?;
            Ok(Exit::Fine)
        })
    }
}

/// What is signed of a sheet in a snapshot: final scores are those of its freeze and behind it.
fn of_table(
    lang: Language,
    (def, campaign): (&Definition, &CampaignId),
    table: &SnapshotTable,
    (id, digest): (&str, Digest),
) -> Result<Signed, Failure> {
    let key = &table.occasion;
    let list = |what: String| Failure::new(Exit::Fault, what).next("muster snapshot list");
    let known = def.scores.iter().find(|known| known.id == id);
    let of = known.zip(table.sheets.iter().find(|of| of.sheet == id));
    let (sheet, of) = of.ok_or_else(|| list(say!(lang, "the-snapshot-has-no-such-sheet", key, id)))?;
    if of.frozen.is_none() {
        let (name, freeze) = (&sheet.name, sheet.freeze);
        return Err(list(say!(lang, "the-snapshot-is-of-before-the-freeze", key, name, freeze)));
    }
    let units = of.rows.iter().map(|row| Unit {
        code: row.unit.to_string(),
        name: def
            .unit_by_code(&row.unit)
            .and_then(|ix| def.units.get(ix.at()))
            .map_or_else(String::new, |unit| unit.name.clone()),
        total: row.total.map(|hundredths| Decimal(hundredths.saturating_mul(HUNDREDTH)).to_string()),
        rank: (row.rank > 0).then_some(row.rank),
        grade: row.grade.and_then(|at| sheet.grades.get(usize::from(at))).map(|grade| grade.name.clone()),
    });
    Ok(Signed {
        campaign: campaign.to_string(),
        name: def.name.clone(),
        feeds: sheet.feeds.clone(),
        sheet: sheet.id.clone(),
        full: sheet.total.to_string(),
        snapshot: table.occasion.to_string(),
        cutoff: table.cutoff.0,
        definition: table.definition,
        table: digest,
        units: units.collect(),
    })
}

/// Refuses to sign what was decided otherwise since.
fn not_contradicted(lang: Language, scores: &Signed, name: &str, later: usize) -> Result<(), Failure> {
    if later == 0 {
        return Ok(());
    }
    let key = &scores.snapshot;
    let what = say!(lang, "so-many-decisions-came-behind-the-snapshot", key, #later = later, name);
    Err(Failure::new(Exit::Fault, what).next(lang.say("name-a-later-snapshot-or-take-one")))
}

/// Decisions by which the scores of a sheet come out otherwise than in a table of before them.
struct Decisions<'a> {
    sheet: &'a str,
    cutoff: Version,
    /// The sheets of vetoes and of appeals, by their numbers.
    vetoes: Vec<String>,
    appeals: Vec<String>,
    later: usize,
}

impl Decisions<'_> {
    fn hear(&mut self, version: Version, said: &NamedEvent) {
        let sheet = |of: &[String], number: u32| {
            let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
            at.and_then(|at| of.get(at).cloned())
        };
        let decided = if let NamedEvent::VetoProposed(body) = said {
            self.vetoes.push(body.sheet.clone());
            None
        } else if let NamedEvent::AppealFiled(body) = said {
            self.appeals.push(body.sheet.clone());
            None
        } else if let NamedEvent::VetoDecided(body) = said {
            sheet(&self.vetoes, body.veto).filter(|_| body.approved)
        } else if let NamedEvent::AppealAnswered(body) = said {
            sheet(&self.appeals, body.appeal).filter(|_| body.upheld)
        } else {
            None
        };
        if self.cutoff < version && decided.is_some_and(|sheet| sheet == self.sheet) {
            self.later += 1;
        }
    }
}

/// How many vetoes were approved and appeals upheld on a sheet behind the cut-off of a table: what is signed would contradict them.
async fn decided_later(
    connection: &Connection,
    campaign: &CampaignId,
    table: &SnapshotTable,
    sheet: &str,
) -> Result<usize, Failure> {
    let (vetoes, appeals) = (Vec::new(), Vec::new());
    let mut decisions = Decisions { sheet, cutoff: Version(table.cutoff.0), vetoes, appeals, later: 0 };
    let mut after = Position(0);
    loop {
        let rows = connection.events(after, PAGE).await?;
        let Some(end) = rows.last().map(|row| row.position) else { return Ok(decisions.later) };
        for row in rows.iter().filter(|row| row.campaign == *campaign) {
            if let Ok(said) = row.named() {
                decisions.hear(row.version, &said);
            }
        }
        after = end;
    }
}

/// The scores of a file whose signature is that of a key.
fn checked(lang: Language, path: &Path, key: &str) -> Result<Signed, Failure> {
    let bytes = files::read_all(lang, path)?;
    let wrong = |why: &str| {
        let what = say!(lang, "path-is-not-to-be-trusted", path = path.display());
        Failure::new(Exit::Fault, what).because(why)
    };
    let no_file = lang.say("it-is-no-roll-up");
    let file: RollUp = serde_json::from_slice(&bytes).map_err(|_| wrong(no_file))?;
    let (Ok(public), Ok(signature)) = (hex::decode(key), hex::decode(&file.signature)) else {
        return Err(wrong(lang.say("key-or-signature-is-not-hexadecimal")));
    };
    let said = serde_json::to_vec(&file.scores).map_err(|_| wrong(no_file))?;
    UnparsedPublicKey::new(&ED25519, public)
        .verify(&said, &signature)
        .map_err(|_| wrong(lang.say("the-signature-does-not-fit-it-was-altered")))?;
    let totals = file.scores.units.iter().filter_map(|unit| unit.total.as_deref());
    if totals.chain([file.scores.full.as_str()]).any(|number| decimal(number).is_none()) {
        return Err(wrong(no_file));
    }
    Ok(file.scores)
}

impl Run for Check {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let scores = checked(out.lang, &self.file, &self.key)?;
        out.data(say!(
            out.lang,
            "the-signature-holds-for-units",
            name = scores.name,
            snapshot = scores.snapshot,
            #units = scores.units.len()
        ))?;
        Ok(Exit::Fine)
    }
}

impl Run for TakeIn {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let scores = checked(out.lang, &self.file, &self.key)?;
        with_connection(out, &self.acting, async |connection: &Connection, by| {
            let id = campaign(out.lang, connection, &self.acting.target).await?;
            let def = definitions::in_force(out.lang, connection, &id).await?;
            let lines =
                def.scores.iter().filter(|known| known.id == self.sheet).flat_map(|known| &known.groups);
            let line = lines.flat_map(|group| &group.lines).find(|line| line.name == self.line);
            let max = line.map_or(Decimal(0), |line| line.max);
            let full = decimal(&scores.full).unwrap_or(Decimal::whole(100));
            let known = scores.units.iter().filter(|unit| def.unit_by_code(&unit.code).is_some());
            let judged: Vec<(&str, Decimal)> = known
                .filter_map(|unit| Some((unit.code.as_str(), decimal(unit.total.as_deref()?)?)))
                .collect();
            let mut taken = 0u32;
            for (nth, (code, total)) in judged.iter().enumerate() {
                let shown = Evidence { need: scores.snapshot.clone(), count: 1, files: Vec::new() };
                let backed = Backed { unit: (*code).to_owned(), evidence: vec![shown], reason: None };
                let on = OnLine { backed, sheet: self.sheet.clone(), line: self.line.clone() };
                let command = Command::Judge(Judge::Give(on, on_scale(*total, full, max)));
                let given = connection.submit(out, &id, by, command).await.map_err(|failure| {
                    let rest = say!(out.lang, "units-before-it-are-counted", code, nth, all = judged.len());
                    failure.also(rest)
                })?;
                taken += given.accepted.events;
            }
            out.data(
                say!(out.lang, "units-counted-on-line", name = scores.name, #taken = taken, line = self.line),
            )?;
            Ok(Exit::Fine)
        })
    }
}

/// Points of another scale on this line's: half up to hundredths, and never more than the line has.
fn on_scale(total: Decimal, full: Decimal, max: Decimal) -> Decimal {
    let hundredths = (total.0 / HUNDREDTH * max.0 * 2 / full.0.max(1) + 1) / 2;
    Decimal((hundredths * HUNDREDTH).min(max.0))
}

#[cfg(test)]
mod tests {
    use muster_protocol::event::of::{AppealFiled, VetoProposed};
    use muster_protocol::event::{AppealAnswered, VetoDecided};
    use muster_protocol::refs::Ids;
    use muster_protocol::table::{ScoreRow, SheetTable};
    use muster_protocol::time::{Date, Instant};

    use super::*;
    use crate::embedded;

    #[test]
    fn what_is_altered_or_signed_by_another_is_not_trusted() {
        let home = tempfile::tempdir().unwrap();
        let signer = signer(Language::En, &home.path().join("key")).unwrap();
        let scores = Signed {
            campaign: "c".to_owned(),
            name: "n".to_owned(),
            feeds: Vec::new(),
            sheet: "annual".to_owned(),
            full: "100".to_owned(),
            snapshot: "final".to_owned(),
            cutoff: 9,
            definition: Digest::default(),
            table: Digest::default(),
            units: Vec::new(),
        };
        let signature = hex::encode(signer.sign(&serde_json::to_vec(&scores).unwrap()));
        let key = hex::encode(signer.public_key());
        let path = home.path().join("rollup.json");
        let put = |file: &RollUp| std::fs::write(&path, serde_json::to_vec_pretty(file).unwrap()).unwrap();
        let file = RollUp { scores, key: key.clone(), signature };
        put(&file);
        assert_eq!(checked(Language::En, &path, &key).unwrap(), file.scores);
        let other = hex::encode([7u8; 32]);
        assert!(checked(Language::En, &path, &other).is_err());
        let mut altered = file.clone();
        altered.scores.cutoff = 10;
        put(&altered);
        assert!(checked(Language::En, &path, &key).unwrap_err().why.unwrap().contains("does not fit"));
    }

    /// The shipped file, and a table of its sheet with one unit that is ranked and one that nothing judges.
    fn taken(frozen: Option<Version>) -> (Definition, SnapshotTable) {
        let def = muster_core::definition::compile(&embedded::files()).definition.unwrap();
        let row = |code: &str, total: Option<i64>| ScoreRow {
            unit: code.into(),
            lines: Vec::new(),
            bonus: 0,
            added: Vec::new(),
            total,
            rank: u32::from(total.is_some()),
            grade: total.map(|_| 0),
            vetoes: Vec::new(),
            addendum: Vec::new(),
        };
        let rows = vec![row("001", Some(8_777)), row("002", None)];
        let table = SnapshotTable {
            occasion: "annual-answered".into(),
            cutoff: Version(9),
            at: Instant(5),
            date: Date(3),
            definition: Digest::default(),
            roster: Digest::default(),
            rows: Vec::new(),
            sheets: vec![SheetTable { sheet: "annual".to_owned(), frozen, rows }],
            ratings: Vec::new(),
        };
        (def, table)
    }

    fn signed(frozen: Option<Version>, sheet: &str) -> Result<Signed, Failure> {
        let (def, table) = taken(frozen);
        let campaign = CampaignId::new("c").unwrap();
        of_table(Language::En, (&def, &campaign), &table, (sheet, Digest::default()))
    }

    #[test]
    fn totals_are_written_as_the_whole_is_and_who_has_none_has_no_rank() {
        let scores = signed(Some(Version(8)), "annual").unwrap();
        assert_eq!(scores.full, "100");
        let units: Vec<_> = scores.units.iter().map(|unit| (unit.total.as_deref(), unit.rank)).collect();
        assert_eq!(units, [(Some("87.77"), Some(1)), (None, None)]);
        assert!(scores.units[0].grade.is_some() && scores.units[1].grade.is_none());
    }

    #[test]
    fn scores_that_may_still_change_and_sheets_that_are_not_there_are_not_signed() {
        let failure = signed(None, "annual").unwrap_err();
        assert!(
            failure.what.contains("annual-answered") && failure.what.contains("2014-12-12"),
            "{failure:?}"
        );
        let failure = signed(Some(Version(8)), "window-of-nobody").unwrap_err();
        assert!(failure.what.contains("window-of-nobody"), "{failure:?}");
    }

    #[test]
    fn what_was_decided_behind_a_table_on_its_sheet_is_counted() {
        let mut decisions = Decisions {
            sheet: "annual",
            cutoff: Version(9),
            vetoes: Vec::new(),
            appeals: Vec::new(),
            later: 0,
        };
        let veto = |sheet: &str| VetoProposed::<Ids> {
            unit: "005".into(),
            sheet: sheet.to_owned(),
            cause: "重大安全责任事故".to_owned(),
            evidence: Vec::new(),
            reason: None,
        };
        for (version, sheet) in [(1, "annual"), (2, "window"), (3, "annual"), (4, "annual")] {
            decisions.hear(Version(version), &veto(sheet).into());
        }
        let mut decide = |version: u64, veto: u32, approved: bool| {
            decisions.hear(Version(version), &VetoDecided { veto, approved, reason: None }.into());
            decisions.later
        };
        assert_eq!(decide(9, 1, true), 0, "the table has it");
        assert_eq!(decide(10, 2, true), 0, "of another sheet");
        assert_eq!(decide(11, 3, false), 0, "it does not hold");
        assert_eq!(decide(12, 4, true), 1);
        let said = AppealFiled::<Ids> {
            unit: "005".into(),
            sheet: "annual".to_owned(),
            line: "督查扣分".to_owned(),
            evidence: Vec::new(),
            reason: Digest::default(),
        };
        decisions.hear(Version(13), &said.into());
        let answered = AppealAnswered { appeal: 1, upheld: true, change: Decimal::ONE, reason: None };
        decisions.hear(Version(14), &answered.into());
        assert_eq!(decisions.later, 2);
    }

    #[test]
    fn points_of_another_scale_are_rounded_half_up_and_never_more_than_the_line_has() {
        let scaled = |total: &str, full: i32, max: i32| {
            on_scale(decimal(total).unwrap(), Decimal::whole(full), Decimal::whole(max)).to_string()
        };
        assert_eq!(scaled("87.77", 100, 20), "17.55");
        assert_eq!(scaled("87.78", 100, 20), "17.56");
        assert_eq!(scaled("103", 100, 20), "20");
        assert_eq!(scaled("60", 120, 10), "5");
    }
}
