//! What a fold has counted is kept, and it goes on from there only over the log of which it was counted.

use std::fs;
use std::path::{Path, PathBuf};

use muster_protocol::codec;
use muster_protocol::ids::Version;
use muster_rules::worker::InForce;

use super::super::{KEPT_EVERY, run_kept};
use super::*;

/// What was heard: the version, the name of the definition, and how many were counted with it.
type Told = Arc<Mutex<Vec<(u64, String, usize)>>>;

/// A fold that counts the events that it heard, and knows under which definition.
#[derive(Default)]
struct Counter {
    counted: Vec<u64>,
    under: Digest,
    told: Told,
}

impl WorkerLogic for Counter {
    fn name(&self) -> &'static str {
        "counter"
    }

    fn hears(&self) -> &'static [&'static str] {
        &[]
    }

    fn folds(&self) -> bool {
        true
    }

    fn kept(&self) -> Option<Vec<u8>> {
        Some(codec::encode(&(&self.counted, self.under)))
    }

    fn resume(&mut self, kept: &[u8]) -> Option<Vec<InForce>> {
        (self.counted, self.under) = codec::decode("counter", kept).ok()?;
        let version = self.counted.last().map(|version| Version(*version))?;
        Some(vec![(campaign(), self.under, version)])
    }

    fn hear(&mut self, context: &EventContext<'_>) -> Vec<Effect> {
        self.counted.push(context.version.0);
        self.under = context.digest;
        let name = context.definition.name.clone();
        self.told.lock().unwrap().push((context.version.0, name, self.counted.len()));
        Vec::new()
    }
}

fn launched(definition: Digest) -> Event {
    let (sources, phases, changes) = (Vec::new(), Vec::new(), Vec::new());
    CampaignLaunched { definition, sources, phases, changes, contacts: None }.into()
}

/// An engine that has launched the campaign and opened an occasion so many times.
fn with(opened_times: usize) -> Arc<MemoryOwner> {
    let owner = owner();
    owner.append(&campaign(), &launched(definition().digest()));
    for _ in 0..opened_times {
        owner.append(&campaign(), &opened());
    }
    owner
}

fn file(folder: &Path) -> PathBuf {
    folder.join("counter.checkpoint")
}

/// A process that hears everything there is and then ends in order, or is killed: the versions that it heard, each with the name
/// of the definition and the number of events that were counted.
async fn heard(owner: &Arc<MemoryOwner>, folder: &Path, killed: bool) -> Vec<(u64, String, usize)> {
    let (hub, told) = (owner.hub(), Told::default());
    let (stop, stopped) = watch::channel(false);
    let logic: Box<dyn WorkerLogic + Send> =
        Box::new(Counter { told: Arc::clone(&told), ..Counter::default() });
    let (link, folder) = (hub.link(), folder.to_owned());
    let worker =
        tokio::spawn(async move { run_kept(link, logic, Arc::new(Nothing), &folder, stopped).await });
    hub.subscribed(1).await;
    hub.settled_at_head().await;
    if killed {
        worker.abort();
        drop(worker.await);
    } else {
        stop.send_replace(true);
        worker.await.unwrap().unwrap();
    }
    std::mem::take(&mut *told.lock().unwrap())
}

fn versions(heard: &[(u64, String, usize)]) -> Vec<u64> {
    heard.iter().map(|(version, ..)| *version).collect()
}

#[tokio::test(start_paused = true)]
async fn a_new_process_goes_on_behind_what_was_kept_under_the_definition_of_that_time() {
    let folder = tempfile::tempdir().unwrap();
    let owner = with(1);
    assert_eq!(versions(&heard(&owner, folder.path(), false).await), [1, 2]);
    let mut second = definition();
    "第二版".clone_into(&mut second.name);
    owner.append(&campaign(), &opened());
    let digest = owner.put(second.to_bytes());
    owner.append(&campaign(), &launched(digest));
    // By now the second is in force, and the third event was of the first.
    owner.on_question(Box::new(move |_| Ok(Answer::Definition(digest))));
    let first = definition().name;
    assert_eq!(
        heard(&owner, folder.path(), false).await,
        [(3, first, 3), (4, second.name.clone(), 4)],
        "nothing is heard twice"
    );
    assert!(heard(&owner, folder.path(), false).await.is_empty());
    owner.append(&campaign(), &opened());
    assert_eq!(heard(&owner, folder.path(), false).await, [(5, second.name, 5)]);
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 1, "one file, and no draft");
}

#[tokio::test(start_paused = true)]
async fn what_is_damaged_is_dropped_and_everything_is_heard_again() {
    let folder = tempfile::tempdir().unwrap();
    let owner = with(2);
    heard(&owner, folder.path(), false).await;
    let whole = fs::read(file(folder.path())).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for bytes in [&flipped[..], &whole[..whole.len() - 1], &whole[..0]] {
        fs::write(file(folder.path()), bytes).unwrap();
        assert_eq!(versions(&heard(&owner, folder.path(), false).await), [1, 2, 3]);
        assert_eq!(fs::read(file(folder.path())).unwrap(), whole, "it is made again");
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_counted_of_another_log_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    heard(&with(2), folder.path(), false).await;
    // As long, and another at its end; and one that was put back to before it.
    let other = with(1);
    other.set_clock(midnight("2014-04-25"));
    other.append(&campaign(), &opened());
    assert_eq!(versions(&heard(&other, folder.path(), false).await), [1, 2, 3]);
    assert_eq!(versions(&heard(&with(0), folder.path(), false).await), [1]);
}

#[tokio::test(start_paused = true)]
async fn a_fold_that_gave_up_an_event_keeps_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let owner = with(1);
    owner.append_raw(&campaign(), "message.due", 99, Vec::new());
    assert_eq!(versions(&heard(&owner, folder.path(), false).await), [1, 2]);
    assert_eq!(owner.dead_letters().len(), 1);
    assert!(!file(folder.path()).exists());
    assert_eq!(versions(&heard(&owner, folder.path(), false).await), [1, 2], "and everything is heard again");
}

#[tokio::test(start_paused = true)]
async fn a_process_that_is_killed_costs_the_next_no_more_than_what_is_heard_between_two_keepings() {
    let folder = tempfile::tempdir().unwrap();
    let owner = with(usize::try_from(KEPT_EVERY).unwrap() + 1);
    heard(&owner, folder.path(), true).await;
    let last = KEPT_EVERY + 2;
    assert_eq!(versions(&heard(&owner, folder.path(), false).await), [last - 1, last]);
}
