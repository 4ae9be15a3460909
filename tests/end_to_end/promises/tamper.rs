//! A log that was changed behind the engine's back: `verify` names the first bad event.

use std::path::Path;
use std::sync::Arc;

use muster_protocol::ids::{CampaignId, CommandId, Digest, Position};
use muster_protocol::recorded::Recorded;
use muster_protocol::segment;
use muster_server::maintenance::verify::{VerifyError, verify};
use sqlx::{AssertSqlSafe, Connection};

use crate::file::demo;
use crate::log::{self, block_on};
use crate::program::muster;
use crate::xorshift::Xorshift;

/// Changes, each of one part of an event by chance.
const CHANGES: u64 = 72;

/// Does something to the log of a copy.
async fn change(dir: &Path, statements: &[String]) {
    let mut connection = log::open(dir, true).await;
    for statement in statements {
        sqlx::query(AssertSqlSafe(statement.clone())).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
}

/// What `verify` says of a directory: nothing, or the first bad position.
async fn first_bad(dir: &Path, heads: Option<&Path>) -> Option<u64> {
    match verify(dir, heads).await {
        Ok(_) => None,
        Err(VerifyError::Bad(bad)) => {
            Some(bad.position.unwrap_or_else(|| panic!("a fault without a position: {bad}")))
        }
        Err(error) => panic!("{error}"),
    }
}

/// A segment of a log: its position and its events.
type Segment = (u64, Vec<Recorded>);

fn segments(dir: &Path) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let begins: Vec<i64> = block_on(async {
        let mut connection = log::open(dir, false).await;
        let found = sqlx::query_scalar("SELECT position FROM segments ORDER BY position");
        let begins = found.fetch_all(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        begins
    });
    for row in log::rows(dir) {
        if begins.binary_search(&i64::try_from(row.position.0).unwrap()).is_ok() {
            segments.push((row.position.0, Vec::new()));
        }
        segments.last_mut().unwrap().1.push(row);
    }
    segments
}

/// The statement that puts other events into a segment.
fn put((position, rows): &Segment) -> String {
    let shared: Vec<Arc<Recorded>> = rows.iter().cloned().map(Arc::new).collect();
    let hex: String = segment::encode(&shared).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("UPDATE segments SET events = {}, bytes = x'{hex}' WHERE position = {position}", rows.len())
}

/// Gives the record at a position another actor; where it begins.
pub(crate) fn another_actor(dir: &Path, position: u64) -> u64 {
    let mut segment = segments(dir).into_iter().rfind(|(first, _)| *first <= position).unwrap();
    let at = segment.1.iter().position(|row| row.position.0 == position).unwrap();
    let first = segment.1[at].first.0;
    flip(&mut segment.1, at, "actor", &mut Xorshift::new(1));
    block_on(change(dir, &[put(&segment)]));
    first
}

/// Parts of what is written of an event and of its record.
const PARTS: [&str; 12] = [
    "campaign", "version", "at", "actor", "behalf", "via", "command", "content", "hash", "name", "schema",
    "body",
];

/// Changes one part of the event at a place of a segment.
fn flip(rows: &mut [Recorded], at: usize, part: &str, chance: &mut Xorshift) {
    let mut record = (*rows[at].record).clone();
    let bits = 1 + u8::try_from(chance.below(255)).unwrap();
    match part {
        "campaign" => record.campaign = CampaignId::new(&format!("{}-x", record.campaign)).unwrap(),
        "version" => record.first_version.0 += 1_000_000,
        "at" => record.at.0 += i64::from(bits),
        "actor" => record.actor.push('x'),
        "behalf" => record.behalf = Some(format!("{bits}")),
        "via" => record.via.push('x'),
        "command" => {
            let id = record.command.map_or([bits; 16], |id| id.0.map(|byte| byte ^ bits));
            (record.command, record.content) =
                (Some(CommandId(id)), record.content.or(Some(Digest([bits; 32]))));
        }
        "content" => {
            record.command = record.command.or(Some(CommandId([bits; 16])));
            record.content = Some(Digest([bits; 32]));
        }
        "hash" => record.hash.0[usize::from(bits) % 32] ^= bits,
        "name" => rows[at].name.push('x'),
        "schema" => rows[at].schema += u16::from(bits),
        "body" => {
            let length = rows[at].body.len();
            match usize::try_from(chance.below(length.max(1) as u64)).unwrap() {
                place if place < length => rows[at].body[place] ^= bits,
                _ => rows[at].body.push(bits),
            }
        }
        other => panic!("{other}"),
    }
    let (first, record) = (rows[at].first, Arc::new(record));
    rows.iter_mut().filter(|row| row.first == first).for_each(|row| row.record = Arc::clone(&record));
}

#[test]
fn an_untouched_log_is_clean() {
    let (_home, dir) = demo::copy();
    let verified = block_on(verify(&dir, None)).unwrap();
    assert_eq!(verified.events, log::rows(&dir).len() as u64);
    assert!(verified.snapshots >= 9, "{verified:?}");
    let campaign = &verified.campaigns[0];
    assert_eq!(campaign.planned, campaign.ended, "every step has its outcome");
    muster(["verify", "--dir", dir.to_str().unwrap()]).with(0);
}

#[test]
fn a_change_of_any_part_is_seen_where_it_was_made() {
    let (_home, dir) = demo::copy();
    let segments = segments(&dir);
    let mut chance = Xorshift::new(5);
    block_on(async {
        for number in 0..CHANGES {
            let part = PARTS[usize::try_from(number).unwrap() % PARTS.len()];
            let any = usize::try_from(chance.below(segments.len() as u64)).unwrap();
            let which = [0, segments.len() - 1, any][usize::try_from(number / 12).unwrap().min(2)];
            let good = &segments[which];
            let at = usize::try_from(chance.below(good.1.len() as u64)).unwrap();
            let mut bad = good.clone();
            flip(&mut bad.1, at, part, &mut chance);
            change(&dir, &[put(&bad)]).await;
            let named = first_bad(&dir, None).await.unwrap();
            // What all events of a record have in common is named at its first one.
            let record = &good.1[at].record;
            assert_eq!(named, record.first.0, "{part} of {:?}", good.1[at]);
            change(&dir, &[put(good)]).await;
        }
        assert_eq!(first_bad(&dir, None).await, None, "every change was undone");
    });
}

#[test]
fn a_missing_event_is_named() {
    let (_home, dir) = demo::copy();
    let segments = segments(&dir);
    let (good, record) = parted(&segments);
    let mut bad = good.clone();
    let at = bad.1.iter().position(|row| row.first == record).unwrap();
    bad.1.remove(at);
    block_on(async {
        change(&dir, &[put(&bad)]).await;
        assert_eq!(first_bad(&dir, None).await, Some(record.0), "the record is another");
        // A whole segment less leaves a hole in the positions.
        change(&dir, &[put(good), format!("DELETE FROM segments WHERE position = {}", good.0)]).await;
        assert_eq!(first_bad(&dir, None).await, Some(good.0));
        // Closing the gap hides it from the positions and not from the chain.
        let (gone, length) = (good.0, good.1.len());
        let close = [
            format!("UPDATE segments SET position = -position WHERE position > {gone}"),
            format!("UPDATE segments SET position = -position - {length} WHERE position < 0"),
            format!("UPDATE log_head SET position = position - {length}"),
        ];
        change(&dir, &close).await;
        assert_eq!(first_bad(&dir, None).await, Some(gone));
    });
}

/// A segment in the middle with a record of several events, and where that begins.
fn parted(segments: &[Segment]) -> (&Segment, Position) {
    let behind = segments.iter().skip(segments.len() / 2);
    let several = |segment: &&Segment| segment.1.iter().any(|row| row.count > 1);
    let found = { behind }.find(several).unwrap();
    (found, found.1.iter().find(|row| row.count > 1).unwrap().first)
}

#[test]
fn a_doubled_event_is_named() {
    let (_home, dir) = demo::copy();
    let segments = segments(&dir);
    let (good, record) = parted(&segments);
    block_on(async {
        let mut bad = good.clone();
        let at = bad.1.iter().position(|row| row.first == record).unwrap();
        bad.1.insert(at + 1, Recorded { position: Position(record.0 + 1), ..bad.1[at].clone() });
        change(&dir, &[put(&bad)]).await;
        assert_eq!(first_bad(&dir, None).await, Some(record.0), "twice in one record");
        // A whole segment twice, with room made for it.
        let (place, length) = (good.0, good.1.len());
        let room = [
            put(good),
            format!("UPDATE segments SET position = -position WHERE position > {place}"),
            format!("UPDATE segments SET position = -position + {length} WHERE position < 0"),
            format!(
                "INSERT INTO segments SELECT {place} + {length}, events, bytes FROM segments WHERE position = {place}"
            ),
            format!("UPDATE log_head SET position = position + {length}"),
        ];
        change(&dir, &room).await;
        assert_eq!(first_bad(&dir, None).await, Some(place + length as u64), "the same versions twice");
    });
}

#[test]
fn swapped_events_are_named() {
    let (_home, dir) = demo::copy();
    let segments = segments(&dir);
    let (good, record) = parted(&segments);
    block_on(async {
        // Two events of a record.
        let mut bad = good.clone();
        let at = bad.1.iter().position(|row| row.first == record).unwrap();
        let (one, two) = (bad.1[at].clone(), bad.1[at + 1].clone());
        bad.1[at] = Recorded { position: one.position, version: one.version, ..two.clone() };
        bad.1[at + 1] = Recorded { position: two.position, version: two.version, ..one };
        change(&dir, &[put(&bad)]).await;
        assert_eq!(first_bad(&dir, None).await, Some(record.0));
        // Two segments.
        let which = segments.iter().position(|segment| segment.0 == good.0).unwrap();
        let next = &segments[which + 1];
        let swapped = [put(&(good.0, next.1.clone())), put(&(next.0, good.1.clone()))];
        change(&dir, &swapped).await;
        assert_eq!(first_bad(&dir, None).await, Some(good.0));
    });
}

/// Whatever only helps to find things is held against the records.
#[test]
fn a_changed_index_is_seen() {
    let (_home, dir) = demo::copy();
    block_on(async {
        for (harm, undo) in [
            ("UPDATE campaigns SET version = version + 1", "UPDATE campaigns SET version = version - 1"),
            (
                "UPDATE campaign_segments SET segment = -segment WHERE segment = 1",
                "UPDATE campaign_segments SET segment = 1 WHERE segment = -1",
            ),
            ("UPDATE commands SET version = version + 1", "UPDATE commands SET version = version - 1"),
            ("UPDATE indexed SET position = position + 1", "UPDATE indexed SET position = position - 1"),
        ] {
            change(&dir, &[harm.to_owned()]).await;
            let Err(VerifyError::Bad(bad)) = verify(&dir, None).await else { panic!("{harm}") };
            assert!(bad.what.contains("index"), "{harm}: {bad}");
            change(&dir, &[undo.to_owned()]).await;
        }
        verify(&dir, None).await.unwrap();
    });
}

#[test]
fn a_cut_tail_is_seen_by_the_head_row_and_by_a_head_file() {
    let (home, dir) = demo::copy();
    let heads = home.path().join("heads");
    muster(["verify", "--dir", dir.to_str().unwrap(), "--write-head-file", heads.to_str().unwrap()]).with(0);
    let segments = segments(&dir);
    let end = segments[segments.len() - 3].0;
    block_on(async {
        change(&dir, &[format!("DELETE FROM segments WHERE position >= {end}")]).await;
        assert_eq!(first_bad(&dir, None).await, Some(end), "by the head row");
        change(&dir, &[format!("UPDATE log_head SET position = {end} - 1")]).await;
        assert_eq!(first_bad(&dir, Some(&heads)).await, Some(end), "by the head file");
    });
    let arguments = ["verify", "--dir", dir.to_str().unwrap(), "--head-file", heads.to_str().unwrap()];
    let ended = muster(arguments).with(1);
    let named = format!("position {}", log::rows(&dir).len() + 1);
    assert!(format!("{}{}", ended.stdout, ended.stderr).contains(&named), "{named} is not named: {ended:?}");
}

#[test]
fn a_changed_or_missing_blob_is_named_at_the_event_that_names_it() {
    let (_home, dir) = demo::copy();
    let rows = log::rows(&dir);
    let taken = rows.iter().find(|row| row.name == "snapshot.taken").unwrap();
    let first = taken.position.0;
    let digest: String =
        taken.body[taken.body.len() - 32..].iter().map(|byte| format!("{byte:02x}")).collect();
    let table = format!("x'{digest}'");
    block_on(async {
        change(
            &dir,
            &[format!("UPDATE blobs SET bytes = CAST(bytes || x'00' AS BLOB) WHERE digest = {table}")],
        )
        .await;
        assert_eq!(first_bad(&dir, None).await, Some(first));
        change(&dir, &[format!("DELETE FROM blobs WHERE digest = {table}")]).await;
        assert_eq!(first_bad(&dir, None).await, Some(first));
    });
}
