//! The audit bundle: a folder from which anybody computes every table again without the engine that made it.
//!
//! It holds no accounts, names of persons, texts or evidence: definitions with their sources, the log of one campaign as it was
//! hashed, the tables of its snapshots, and the rule of the hash in words.

use muster_protocol::{id, say};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use muster_protocol::definition::Definition;
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::{CampaignId, Digest, Position};
use muster_protocol::recorded::Recorded;
use muster_protocol::table::SnapshotTable;
use muster_rules::numbering::Numbering;
use muster_rules::score::Fold;
use muster_server::description::EventJson;

use crate::client::act::with_campaign;
use crate::client::connection::Connection;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::suggestions;
use muster_protocol::catalogue::Language;

/// Events that are asked for at once.
const PAGE: usize = 1_000;

const LOG: &str = "log.jsonl";
const DEFINITIONS: &str = "definitions";
const SNAPSHOTS: &str = "snapshots";
const SOURCES: &str = "sources";

/// What the folder holds, and the rule of the hash.
const README: &str = "\
log.jsonl            every event of the campaign in order, one JSON object a line; `bytes` is the body as it was hashed
definitions/D.json   the compiled definition with digest D, for reading; D.bin are its bytes, whose BLAKE3 is D
sources/             the committee's files as they were launched or amended
snapshots/K.json     the table of snapshot K, for reading; K.bin are its bytes, whose BLAKE3 the event snapshot.taken names
heads                the last version of the campaign and the link of its hash chain there

The hash rule: a record's link is BLAKE3 over the previous link of the campaign (32 zero bytes before the first) and then,
each behind its length in eight bytes, little-endian: position of its first event (8 bytes), number of events (4), campaign,
first version (8), clock in milliseconds since 1970 (8), actor, behalf (empty without one), way, command id (16 bytes, or none),
command content (32 bytes, or none); and of each event its name, schema (2) and body. Numbers are little-endian.

`muster audit recompute FOLDER` computes every table again; so does any program that goes by muster's documents.
";

/// Exports one.
#[derive(Debug, Args)]
pub struct Export {
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    #[command(flatten)]
    target: Target,
}

/// Computes one again.
#[derive(Debug, Args)]
pub struct Recompute {
    folder: PathBuf,
}

fn system(lang: Language, path: &Path, error: &std::io::Error) -> Failure {
    let what = say!(lang, "path-cannot-be-read-or-written", path = path.display());
    Failure::new(Exit::Fault, what).because(suggestions::system(lang, error))
}

impl Run for Export {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        with_campaign(out, &self.target, async |connection, campaign| {
            write(out, connection, campaign, &self.out).await
        })
    }
}

/// Writes the bundle of a campaign.
pub(crate) async fn write(
    out: &Output,
    connection: &Connection,
    campaign: &CampaignId,
    folder: &Path,
) -> anyhow::Result<Exit> {
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, bytes));
        made.map_err(|error| system(out.lang, &path, &error))
    };
    let title = id!("audit-bundle-of-one-campaign");
    let readme = format!("# {} / {}\n\n{README}", title.say(Language::En), title.say(Language::Zh));
    put("README.md", readme.as_bytes())?;
    let mut log = String::new();
    let (mut after, mut events, mut snapshots, mut last) = (Position(0), 0u64, 0u64, None);
    loop {
        let rows = connection.events(after, PAGE).await?;
        let Some(end) = rows.last().map(|row| row.position) else { break };
        for row in rows.iter().filter(|row| row.campaign == *campaign) {
            log.push_str(&serde_json::to_string(&EventJson::of(row))?);
            log.push('\n');
            events += 1;
            last = Some((row.version, row.hash));
            let Ok(said) = row.named() else { continue };
            snapshots += named(connection, &said, &put).await?;
        }
        after = end;
    }
    put(LOG, log.as_bytes())?;
    let (version, hash) = last.map_or((0, String::new()), |(version, hash)| (version.0, hash.to_string()));
    put("heads", format!("campaign {campaign} {version} {hash}\n").as_bytes())?;
    let folder = folder.display();
    let what =
        say!(out.lang, "folder-with-events-and-snapshots", folder, #events = events, #snapshots = snapshots);
    out.data(what)?;
    Ok(Exit::Fine)
}

/// Writes what an event names that an outsider needs; gives the number of tables.
async fn named(
    connection: &Connection,
    said: &NamedEvent,
    put: &impl Fn(&str, &[u8]) -> Result<(), Failure>,
) -> anyhow::Result<u64> {
    let sources = match said {
        NamedEvent::CampaignLaunched(body) => Some((body.definition, &body.sources)),
        NamedEvent::CampaignAmended(body) => Some((body.definition, &body.sources)),
        _ => None,
    };
    if let Some((digest, sources)) = sources {
        if let Some(bytes) = connection.blob(digest).await? {
            put(&format!("{DEFINITIONS}/{digest}.bin"), &bytes)?;
            if let Ok(definition) = Definition::from_bytes(&bytes) {
                put(&format!("{DEFINITIONS}/{digest}.json"), &serde_json::to_vec_pretty(&definition)?)?;
            }
        }
        for source in sources {
            let name: String = source.name.chars().map(|c| if "/\\".contains(c) { '_' } else { c }).collect();
            if let Some(bytes) = connection.blob(source.digest).await? {
                put(&format!("{SOURCES}/{}-{name}", digest_start(source.digest)), &bytes)?;
            }
        }
    }
    if let NamedEvent::SnapshotTaken(body) = said
        && let Some(bytes) = connection.blob(body.table).await?
    {
        put(&format!("{SNAPSHOTS}/{}.bin", body.occasion), &bytes)?;
        if let Ok(table) = SnapshotTable::from_bytes(&bytes) {
            put(&format!("{SNAPSHOTS}/{}.json", body.occasion), &serde_json::to_vec_pretty(&table)?)?;
        }
        return Ok(1);
    }
    Ok(0)
}

fn digest_start(digest: Digest) -> String {
    digest.to_string().get(..8).unwrap_or_default().to_owned()
}

impl Run for Recompute {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let path = self.folder.join(LOG);
        let text = fs::read_to_string(&path).map_err(|error| system(out.lang, &path, &error))?;
        let mut again = Recomputation::new(out.lang, &self.folder);
        for line in text.lines().filter(|line| !line.is_empty()) {
            let row = serde_json::from_str::<EventJson>(line).ok().and_then(|event| event.recorded());
            let row = row.ok_or_else(|| again.wrong("a line of log.jsonl is no event"))?;
            if let Some((key, digest)) = again.hear(row)? {
                out.data(format!("{key} {digest}"))?;
            }
        }
        again.link()?;
        let (tables, version) = (again.tables, again.version);
        out.data(say!(out.lang, "the-chain-holds-up-to-event", version, #tables = tables))?;
        Ok(Exit::Fine)
    }
}

/// Computing again: chain, then tables.
struct Recomputation<'a> {
    lang: Language,
    folder: &'a Path,
    definition: Definition,
    numbering: Numbering,
    fold: Fold,
    record: Vec<Recorded>,
    hash: Digest,
    version: u64,
    tables: u64,
}

impl<'a> Recomputation<'a> {
    fn new(lang: Language, folder: &'a Path) -> Self {
        Self {
            lang,
            folder,
            definition: Definition::default(),
            numbering: Numbering::default(),
            fold: Fold::new(Digest::default()),
            record: Vec::new(),
            hash: Digest::default(),
            version: 0,
            tables: 0,
        }
    }

    fn wrong(&self, why: impl std::fmt::Display) -> Failure {
        let at = self.version + 1;
        let what = say!(self.lang, "the-bundle-does-not-hold-at-event", at);
        Failure::new(Exit::Fault, what).because(why)
    }

    /// The link of the record that was read last.
    fn link(&mut self) -> Result<(), Failure> {
        let Some(first) = self.record.first() else { return Ok(()) };
        let written = self.record.iter().map(|row| (row.name.as_str(), row.schema, row.body.as_slice()));
        let record = &first.record;
        if usize::try_from(record.count) != Ok(self.record.len())
            || record.link(self.hash, written) != record.hash
        {
            return Err(self.wrong("the hash chain does not match"));
        }
        self.hash = record.hash;
        self.record.clear();
        Ok(())
    }

    /// The next event; the key and digest of a table that is the same again.
    fn hear(&mut self, row: Recorded) -> Result<Option<(String, Digest)>, Failure> {
        if self.record.first().is_some_and(|first| first.record.first != row.record.first) {
            self.link()?;
        }
        if row.version.0 != self.version + 1 {
            return Err(self.wrong("an event is missing"));
        }
        let puts = row.puts_in_force().map_err(|error| self.wrong(error.to_string()))?;
        if let Some(digest) = puts {
            let path = self.folder.join(DEFINITIONS).join(format!("{digest}.bin"));
            let bytes = fs::read(&path).map_err(|error| system(self.lang, &path, &error))?;
            if Digest::of(&bytes) != digest {
                return Err(self.wrong(format!("{} has other bytes", path.display())));
            }
            self.definition =
                Definition::from_bytes(&bytes).map_err(|error| self.wrong(error.to_string()))?;
        }
        let new = puts.map(|_| &self.definition);
        let event = self.numbering.read(new, &row).map_err(|error| self.wrong(error.to_string()))?;
        self.numbering.note(&self.definition, &event);
        self.fold.apply(&self.definition, row.version, &event);
        let mut same = None;
        if let muster_protocol::event::Event::SnapshotTaken(body) = &event {
            let key = self.numbering.key(body.occasion).map(ToString::to_string).unwrap_or_default();
            let table = self.fold.table(&self.definition, body.occasion);
            let again = table.map(|table| Digest::of(&table.to_bytes()));
            if again != Some(body.table) {
                return Err(self.wrong(format!("the table of {key} is not what the events before it say")));
            }
            self.tables += 1;
            same = Some((key, body.table));
        }
        self.version = row.version.0;
        self.record.push(row);
        Ok(same)
    }
}
