//! Computing a bundle again: the chain, then every table; and whether all that stands there for reading is what the bytes say.
//!
//! The bytes of the log are what is proved. People read the files beside them, so each of these is made again and compared, and
//! what is missing is named.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use muster_protocol::catalogue::Language;
use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::recorded::Recorded;
use muster_protocol::say;
use muster_rules::numbering::Numbering;
use muster_rules::score::Fold;
use muster_server::description::EventJson;

use super::contents::{self, FOLDERS, File, HEADS, LOG, Needed};
use super::system;
use crate::exit::{Exit, Failure};
use crate::output::Output;

/// Most faults that are told one by one: who changed a whole bundle hears that, and not every line of it.
const TOLD_MAX: usize = 20;

/// Computes the bundle in a folder again.
pub(super) fn run(out: &Output, folder: &Path) -> anyhow::Result<Exit> {
    let mut again = Recomputation::new(out.lang, folder);
    let computed = again.compute(out);
    again.faults.iter().take(TOLD_MAX).for_each(|fault| out.talk(fault));
    computed?;
    let (tables, version) = (again.tables, again.version);
    if !again.faults.is_empty() {
        let count = again.faults.len();
        let what = say!(out.lang, "the-bundle-is-not-what-its-log-says", #count = count);
        return Err(Failure::new(Exit::Fault, what).into());
    }
    out.data(say!(out.lang, "the-chain-holds-up-to-event", version, #tables = tables))?;
    Ok(Exit::Fine)
}

/// Computing again: chain, then tables.
struct Recomputation<'a> {
    lang: Language,
    folder: &'a Path,
    campaign: Option<CampaignId>,
    definition: Definition,
    numbering: Numbering,
    fold: Fold,
    record: Vec<Recorded>,
    hash: Digest,
    version: u64,
    tables: u64,
    /// Files that follow from the log.
    named: BTreeSet<String>,
    /// What is missing beside the log, and what is there and does not follow from it.
    faults: Vec<String>,
}

impl<'a> Recomputation<'a> {
    fn new(lang: Language, folder: &'a Path) -> Self {
        Self {
            lang,
            folder,
            campaign: None,
            definition: Definition::default(),
            numbering: Numbering::default(),
            fold: Fold::new(Digest::default()),
            record: Vec::new(),
            hash: Digest::default(),
            version: 0,
            tables: 0,
            named: BTreeSet::new(),
            faults: Vec::new(),
        }
    }

    /// Hears the log from end to end and looks at every file; prints each table that is the same again.
    fn compute(&mut self, out: &Output) -> anyhow::Result<()> {
        let path = self.folder.join(LOG);
        let text = fs::read_to_string(&path).map_err(|error| system(self.lang, &path, &error))?;
        for line in text.lines().filter(|line| !line.is_empty()) {
            let row = serde_json::from_str::<EventJson>(line).ok().and_then(|event| event.recorded());
            let row = row.ok_or_else(|| self.wrong(self.lang.say("a-line-of-the-log-is-no-event")))?;
            let readable = contents::line(&row)? == line;
            if let Some((key, digest)) = self.hear(row)? {
                out.data(format!("{key} {digest}"))?;
            }
            if !readable {
                let version = self.version;
                self.faults.push(say!(self.lang, "the-readable-part-of-an-event-differs", version));
            }
        }
        self.link()?;
        self.beside();
        Ok(())
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
            return Err(self.wrong(self.lang.say("the-hash-chain-does-not-match")));
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
            return Err(self.wrong(self.lang.say("an-event-is-missing")));
        }
        if *self.campaign.get_or_insert_with(|| row.campaign.clone()) != row.campaign {
            return Err(self.wrong(self.lang.say("an-event-is-of-another-campaign")));
        }
        let said = row.named().map_err(|error| self.wrong(error))?;
        let needed = contents::needed(&said);
        let mut puts = false;
        for one in needed.iter().filter(|one| !matches!(one, Needed::Table(..))) {
            if let Some(bytes) = self.stored(one)? {
                self.definition = Definition::from_bytes(&bytes).map_err(|error| self.wrong(error))?;
                puts = true;
            }
        }
        let new = puts.then_some(&self.definition);
        let event = self.numbering.read(new, &row).map_err(|error| self.wrong(error))?;
        self.numbering.note(&self.definition, &event);
        self.fold.apply(&self.definition, row.version, &event);
        let mut same = None;
        for one in needed {
            if let Needed::Table(key, digest) = &one {
                self.table(&event, &one)?;
                same = Some((key.clone(), *digest));
            }
        }
        self.version = row.version.0;
        self.record.push(row);
        Ok(same)
    }

    /// A file that the log names by the digest of its bytes, with what is made of it for reading; the bytes of a definition,
    /// without which nothing can be computed.
    fn stored(&mut self, needed: &Needed) -> Result<Option<Vec<u8>>, Failure> {
        let name = needed.name();
        let path = self.folder.join(&name);
        let is_definition = matches!(needed, Needed::Definition(_));
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if is_definition => return Err(system(self.lang, &path, &error)),
            Err(_) => {
                self.held((name, Vec::new()));
                return Ok(None);
            }
        };
        if Digest::of(&bytes) != needed.digest() {
            let what = say!(self.lang, "a-file-of-the-bundle-differs", name);
            if is_definition {
                return Err(self.wrong(what));
            }
            if self.named.insert(name) {
                self.faults.push(what);
            }
            return Ok(None);
        }
        let files = needed.files(&bytes).map_err(|error| self.wrong(error))?;
        files.into_iter().for_each(|file| self.held(file));
        Ok(is_definition.then_some(bytes))
    }

    /// The table of a snapshot, computed from the events before it.
    fn table(&mut self, event: &Event, needed: &Needed) -> Result<(), Failure> {
        let Event::SnapshotTaken(body) = event else { return Ok(()) };
        let table = self.fold.table(&self.definition, body.occasion).map(|table| table.to_bytes());
        let Some(bytes) = table.filter(|bytes| Digest::of(bytes) == body.table) else {
            let key = self.numbering.key(body.occasion).map(ToString::to_string).unwrap_or_default();
            return Err(self.wrong(say!(self.lang, "the-table-is-not-what-the-events-say", key)));
        };
        let files = needed.files(&bytes).map_err(|error| self.wrong(error))?;
        files.into_iter().for_each(|file| self.held(file));
        self.tables += 1;
        Ok(())
    }

    /// Holds a file against what it must be.
    fn held(&mut self, (name, wanted): File) {
        let fault = match fs::read(self.folder.join(&name)) {
            Ok(found) if found == wanted => None,
            Ok(found) if name == HEADS => {
                let (heads, version, hash) = (String::from_utf8_lossy(&found), self.version, self.hash);
                let heads = heads.trim();
                Some(say!(self.lang, "the-heads-say-another-end", heads, version, hash))
            }
            Ok(_) => Some(say!(self.lang, "a-file-of-the-bundle-differs", name)),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Some(say!(self.lang, "a-file-of-the-bundle-is-missing", name))
            }
            Err(error) => {
                let why = crate::suggestions::system(self.lang, &error);
                Some(say!(self.lang, "a-file-of-the-bundle-cannot-be-read", name, why))
            }
        };
        // One file may be named by several amendments: its fault is one.
        if self.named.insert(name) {
            self.faults.extend(fault);
        }
    }

    /// What stands beside log, definitions and tables; and that nothing lies among these that the log does not name.
    fn beside(&mut self) {
        match self.campaign.clone() {
            Some(campaign) => self.held(contents::heads(&campaign, self.version, &self.hash.to_string())),
            None => self.faults.push(self.lang.say("the-log-holds-no-event").to_owned()),
        }
        self.held(contents::readme());
        let mut strays = BTreeSet::new();
        for folder in FOLDERS {
            let entries = fs::read_dir(self.folder.join(folder)).into_iter().flatten().flatten();
            strays.extend(entries.map(|entry| format!("{folder}/{}", entry.file_name().to_string_lossy())));
        }
        let strays: Vec<String> = strays.difference(&self.named).cloned().collect();
        for name in strays {
            self.faults.push(say!(self.lang, "the-log-names-no-such-file", name));
        }
    }
}

#[cfg(test)]
mod tests {
    use muster_protocol::event::{CampaignClosed, NamedEvent};
    use muster_protocol::ids::{Position, Version};
    use muster_protocol::recorded::{Record, Written};
    use muster_protocol::time::Instant;
    use tempfile::TempDir;

    use super::*;

    const EVENTS: u64 = 3;

    /// A bundle of a few events that need no definition, as it is exported.
    fn bundle() -> TempDir {
        let home = tempfile::tempdir().unwrap();
        let campaign = CampaignId::new("c").unwrap();
        let (mut log, mut hash) = (String::new(), Digest::default());
        for nth in 1..=EVENTS {
            let due = Instant(i64::try_from(nth).unwrap() * 1_000);
            let event = NamedEvent::from(CampaignClosed { due });
            let record = Record::by_clock(campaign.clone(), Position(nth), Version(nth), Instant(9));
            for row in record.seal(hash, vec![Written::from(&event)]) {
                hash = row.hash;
                log += &contents::line(&row).unwrap();
                log += "\n";
            }
        }
        let heads = contents::heads(&campaign, EVENTS, &hash.to_string());
        for (name, bytes) in [(LOG.to_owned(), log.into_bytes()), heads, contents::readme()] {
            fs::write(home.path().join(name), bytes).unwrap();
        }
        home
    }

    /// What is wrong with a bundle, in one text; empty where all holds.
    fn found(home: &TempDir) -> String {
        let mut again = Recomputation::new(Language::En, home.path());
        let computed = again.compute(&Output::new(Language::En));
        let ended = computed.err().map(|error| error.downcast::<Failure>().unwrap());
        let ended = ended.map(|failure| format!("{} {}", failure.what, failure.why.unwrap_or_default()));
        again.faults.into_iter().chain(ended).collect::<Vec<_>>().join("\n")
    }

    fn change(home: &TempDir, name: &str, change: impl Fn(String) -> String) {
        let path = home.path().join(name);
        fs::write(&path, change(fs::read_to_string(&path).unwrap())).unwrap();
    }

    #[test]
    fn what_was_exported_holds() {
        assert_eq!(found(&bundle()), "");
    }

    #[test]
    fn a_log_that_was_cut_is_not_what_the_heads_say() {
        let home = bundle();
        change(&home, LOG, |log| log.split_inclusive('\n').take(2).collect());
        let found = found(&home);
        assert!(found.contains("campaign c 3 ") && found.contains("ends at event 2"), "{found}");
    }

    #[test]
    fn heads_that_are_missing_or_altered_are_told() {
        let home = bundle();
        change(&home, HEADS, |heads| heads.replace("campaign c 3", "campaign c 2"));
        assert!(found(&home).contains("campaign c 2 "), "{}", found(&home));
        fs::remove_file(home.path().join(HEADS)).unwrap();
        assert_eq!(found(&home), "heads is missing");
    }

    /// People read summary and body; what is proved are the bytes.
    #[test]
    fn what_stands_in_a_line_for_reading_is_held_to_its_bytes() {
        for (was, is) in [
            ("\"summary\":\"campaign closed\"", "\"summary\":\"nothing\""),
            ("\"due\":\"1970-01-01T00:00:02.000Z\"", "\"due\":\"1970-01-02T00:00:02.000Z\""),
            ("\"schema\":1", "\"remark\":\"fine\",\"schema\":1"),
        ] {
            let home = bundle();
            change(&home, LOG, |log| {
                let lines = log.split_inclusive('\n').enumerate();
                lines
                    .map(|(at, line)| if at == 1 { line.replace(was, is) } else { line.to_owned() })
                    .collect()
            });
            let found = found(&home);
            assert!(found.starts_with("event 2: "), "{is}: {found}");
        }
    }

    #[test]
    fn a_log_that_lacks_an_event_or_is_none_does_not_hold() {
        let home = bundle();
        change(&home, LOG, |log| log.split_inclusive('\n').skip(1).collect());
        assert!(found(&home).contains("an event is missing"), "{}", found(&home));
        change(&home, LOG, |_| String::new());
        assert!(found(&home).contains("no event"), "{}", found(&home));
    }

    #[test]
    fn a_description_that_is_missing_and_a_table_that_nothing_names_are_told() {
        let home = bundle();
        fs::remove_file(home.path().join(contents::README)).unwrap();
        fs::create_dir(home.path().join("snapshots")).unwrap();
        fs::write(home.path().join("snapshots/final.json"), "{}").unwrap();
        let found = found(&home);
        let told: Vec<&str> = found.lines().collect();
        assert_eq!(told.len(), 2, "{found}");
        assert!(told[0] == "README.md is missing" && told[1].contains("snapshots/final.json"), "{found}");
    }
}
