//! The signed roll-up: final scores as one indicator of a larger appraisal, which another muster checks and takes in (S76).

use muster_protocol::say;
use std::path::{Path, PathBuf};

use clap::Args;
use muster_protocol::command::{Backed, Command, Judge, OnLine};
use muster_protocol::definition::Decimal;
use muster_protocol::ids::Digest;
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
    total: Option<i64>,
    rank: u32,
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
            let missing = || {
                let what = out.lang.say("there-is-no-such-snapshot");
                Failure::new(Exit::Fault, what).next("muster snapshot list")
            };
            let ranking = connection.ranking(id, self.snapshot.as_deref()).await?.ok_or_else(missing)?;
            let bytes = connection.blob(ranking.digest).await?.ok_or_else(missing)?;
            let table = SnapshotTable::from_bytes(&bytes)?;
            let known = def.scores.iter().find(|known| known.id == sheet).ok_or_else(missing)?;
            let of = table.sheets.iter().find(|of| of.sheet == sheet).ok_or_else(missing)?;
            let units = of.rows.iter().map(|row| Unit {
                code: row.unit.to_string(),
                name: def
                    .unit_by_code(&row.unit)
                    .and_then(|ix| def.units.get(ix.at()))
                    .map_or_else(String::new, |unit| unit.name.clone()),
                total: row.total,
                rank: row.rank,
                grade: row
                    .grade
                    .and_then(|at| known.grades.get(usize::from(at)))
                    .map(|grade| grade.name.clone()),
            });
            let scores = Signed {
                campaign: id.to_string(),
                name: def.name.clone(),
                feeds: known.feeds.clone(),
                sheet: sheet.to_owned(),
                full: known.total.to_string(),
                snapshot: table.occasion.to_string(),
                cutoff: table.cutoff.0,
                definition: table.definition,
                table: ranking.digest,
                units: units.collect(),
            };
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
            let full = muster_core::definition::decimal(&scores.full).unwrap_or(Decimal::whole(100));
            let mut taken = 0u32;
            for unit in scores.units.iter().filter(|unit| def.unit_by_code(&unit.code).is_some()) {
                let Some(total) = unit.total else { continue };
                let shown = Evidence { need: scores.snapshot.clone(), count: 1, files: Vec::new() };
                let backed = Backed { unit: unit.code.clone(), evidence: vec![shown], reason: None };
                let on = OnLine { backed, sheet: self.sheet.clone(), line: self.line.clone() };
                // Hundredths of the other scale, half up to hundredths of this line.
                let scaled = (total * max.0 * 2 / full.0.max(1) + 1) / 2 * (Decimal::ONE.0 / 100);
                let command = Command::Judge(Judge::Give(on, Decimal(scaled.min(max.0))));
                taken += connection.submit(out, &id, by, command).await?.accepted.events;
            }
            out.data(
                say!(out.lang, "units-counted-on-line", name = scores.name, #taken = taken, line = self.line),
            )?;
            Ok(Exit::Fine)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
