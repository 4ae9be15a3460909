//! How much one caller may have at once, so that nobody's requests shut the others out. Posts share what they have; the
//! holder of the directory has room that no post can take.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use muster_protocol::command::{Refusal, RefusalCode};
use muster_protocol::ids::CampaignId;
use muster_protocol::text;
use muster_protocol::time::Date;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::answer::Problem;
use super::connection_slots::CONNECTIONS_MAX;

/// Most requests of one post at a time: a browser opens six connections to one place.
pub(super) const POST_REQUESTS_MAX: usize = 8;
/// Most requests of all posts at a time: half of the connections, so that ops and newcomers find room.
pub(super) const POSTS_REQUESTS_MAX: usize = CONNECTIONS_MAX / 2;
/// Most followers of the stream at a time: each holds a connection and reads every event.
pub const FOLLOWERS_MAX: usize = 64;
/// Most of them that are posts'; the rest is for ops.
pub(super) const POSTS_FOLLOWERS_MAX: usize = 48;
/// Most followers of one post: one at work, one on the way home.
pub(super) const POST_FOLLOWERS_MAX: usize = 2;
/// Most files that one post brings at a time.
pub(super) const POST_UPLOADS_MAX: usize = 2;
/// Bytes that one post may store a day: four of the largest blobs, or a few dozen scans.
pub(super) const POST_DAY_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Commands that one post may give a day: an office that answers a hand-in of each of 10,000 units. What people and their
/// programs mean lies far below; a loop ends here before it fills the log, which keeps everything. Ops are not counted.
pub(super) const POST_DAY_COMMANDS_MAX: u64 = 10_000;
/// What a stored thing counts at least, so that a flood of small ones ends too.
const STORED_BYTES_MIN: u64 = 4 * 1024;
/// MiB of files that may be on their way into memory at a time: three of the largest of posts ..
const POSTS_UPLOAD_MIB: usize = 192;
/// .. and two of the directory's.
const DIRECTORY_UPLOAD_MIB: usize = 128;
/// How long a file waits for room in memory (machine time): others' files come meanwhile.
const MEMORY_WAIT: Duration = Duration::from_secs(20);
/// When to try again, in milliseconds: others are done by then as a rule.
const AGAIN_MS: u64 = 1_000;

/// A post in its campaign; where there is none it is the holder of the directory.
pub(super) type Who = (CampaignId, String);

/// What is taken now, and what was stored today.
#[derive(Debug, Clone)]
pub(super) struct Bounds {
    tallies: Arc<Mutex<Tallies>>,
    posts_memory: Arc<Semaphore>,
    directory_memory: Arc<Semaphore>,
}

#[derive(Debug, Default)]
struct Tallies {
    /// Taken by the holder of the directory.
    directory: Tally,
    /// Taken by all posts together.
    posts: Tally,
    /// Those that have something now.
    each: BTreeMap<Who, Tally>,
    /// Bytes that were stored, and commands that were given, on a day of the machine.
    day: Option<Date>,
    stored: BTreeMap<Who, u64>,
    given: BTreeMap<Who, u64>,
    /// Bytes that were stored for what was then refused, by the sweep that takes them away.
    refused: BTreeMap<u64, Vec<(Who, u64)>>,
}

impl Tallies {
    /// A new day begins with nothing.
    fn on(&mut self, today: Date) {
        if self.day != Some(today) {
            self.day = Some(today);
            self.stored.clear();
            self.refused.clear();
            self.given.clear();
        }
    }
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Tally([usize; 3]);

/// What can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Resource {
    /// A request under way.
    Request = 0,
    /// A seat at the stream of events.
    Follower = 1,
    /// A file on its way.
    Upload = 2,
}

impl Resource {
    /// What all posts together and each of them may have.
    fn limits(self) -> (usize, usize) {
        match self {
            Self::Request => (POSTS_REQUESTS_MAX, POST_REQUESTS_MAX),
            Self::Follower => (POSTS_FOLLOWERS_MAX, POST_FOLLOWERS_MAX),
            Self::Upload => (POSTS_REQUESTS_MAX, POST_UPLOADS_MAX),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Request => "requests",
            Self::Follower => "followers",
            Self::Upload => "uploads",
        }
    }
}

/// Something that is taken; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Taken {
    tallies: Arc<Mutex<Tallies>>,
    who: Option<Who>,
    what: Resource,
}

/// Why something is not to be had now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Full(String);

impl IntoResponse for Full {
    fn into_response(self) -> Response {
        let body = Json(Problem { error: self.0, after_ms: Some(AGAIN_MS), behind: None });
        let after = [(header::RETRY_AFTER, HeaderValue::from(AGAIN_MS.div_ceil(1_000)))];
        (StatusCode::TOO_MANY_REQUESTS, after, body).into_response()
    }
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            tallies: Arc::default(),
            posts_memory: Arc::new(Semaphore::new(POSTS_UPLOAD_MIB)),
            directory_memory: Arc::new(Semaphore::new(DIRECTORY_UPLOAD_MIB)),
        }
    }
}

impl Bounds {
    fn tallies(&self) -> MutexGuard<'_, Tallies> {
        self.tallies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one of what a caller may have; it is given back when the answer is dropped.
    pub(super) fn take(&self, who: Option<Who>, what: Resource) -> Result<Taken, Full> {
        let at = what as usize;
        let mut tallies = self.tallies();
        let directory = tallies.directory.0[at];
        if what == Resource::Follower && directory + tallies.posts.0[at] >= FOLLOWERS_MAX {
            return Err(Full(format!("{FOLLOWERS_MAX} follow already; end one of them")));
        }
        match &who {
            None => tallies.directory.0[at] += 1,
            Some(who) => {
                let (all, one) = what.limits();
                let own = tallies.each.get(who).map_or(0, |tally| tally.0[at]);
                let name = what.name();
                if own >= one {
                    return Err(Full(format!(
                        "{one} {name} of this post are under way already; let one end first"
                    )));
                }
                if tallies.posts.0[at] >= all {
                    return Err(Full(format!("{all} {name} of posts are under way already; try again")));
                }
                tallies.posts.0[at] += 1;
                tallies.each.entry(who.clone()).or_default().0[at] += 1;
            }
        }
        Ok(Taken { tallies: Arc::clone(&self.tallies), who, what })
    }

    /// Whether a caller's day has room for so many bytes more.
    pub(super) fn has_left(&self, who: Option<Who>, bytes: u64, today: Date) -> Result<(), Refusal> {
        self.day(who, bytes, today, false).map(drop)
    }

    /// Counts bytes that a caller is about to store; a no when they are more than its day has left. Gives what they count.
    pub(super) fn store(&self, who: Option<Who>, bytes: u64, today: Date) -> Result<u64, Refusal> {
        self.day(who, bytes, today, true)
    }

    /// Remembers that what was stored was refused: it counts until the sweep that takes it away, so that nobody fills the disk
    /// with what is refused.
    pub(super) fn refused(&self, who: Option<Who>, counted: u64, gone_with: u64) {
        if let Some(who) = who.filter(|_| counted > 0) {
            self.tallies().refused.entry(gone_with).or_default().push((who, counted));
        }
    }

    /// Hears how often was swept: what is gone counts no more.
    pub(super) fn swept(&self, sweeps: u64) {
        let mut tallies = self.tallies();
        while let Some(gone) = tallies.refused.first_entry().filter(|first| *first.key() <= sweeps) {
            for (who, counted) in gone.remove() {
                if let Some(stored) = tallies.stored.get_mut(&who) {
                    *stored = stored.saturating_sub(counted);
                }
            }
        }
    }

    /// Counts a command that a caller gives, a repeat or a refused one too; a no when its day is full.
    pub(super) fn give(&self, who: Option<Who>, today: Date) -> Result<(), Refusal> {
        let Some(who) = who else { return Ok(()) };
        let mut tallies = self.tallies();
        tallies.on(today);
        let post = who.1.clone();
        let given = tallies.given.entry(who).or_default();
        if *given >= POST_DAY_COMMANDS_MAX {
            return Err(Refusal::with_text(
                RefusalCode::TooLarge,
                text!(
                    "post-has-given-its-commands-today",
                    post,
                    post_day_commands_max = POST_DAY_COMMANDS_MAX
                ),
            ));
        }
        *given += 1;
        Ok(())
    }

    fn day(&self, who: Option<Who>, bytes: u64, today: Date, counts: bool) -> Result<u64, Refusal> {
        let Some(who) = who else { return Ok(0) };
        let mut tallies = self.tallies();
        tallies.on(today);
        let post = who.1.clone();
        let stored = tallies.stored.entry(who).or_default();
        let counted = bytes.max(STORED_BYTES_MIN);
        let after = stored.saturating_add(counted);
        if after > POST_DAY_BYTES_MAX {
            let (used, most) = (*stored / (1024 * 1024), POST_DAY_BYTES_MAX / (1024 * 1024));
            return Err(Refusal::with_text(
                RefusalCode::TooLarge,
                text!("post-has-stored-its-bytes-today", post, used, most),
            ));
        }
        if counts {
            *stored = after;
        }
        Ok(counted)
    }

    /// Waits for room in memory for so many bytes, for a while.
    pub(super) async fn memory(&self, who: Option<&Who>, bytes: usize) -> Result<OwnedSemaphorePermit, Full> {
        let room = if who.is_some() { &self.posts_memory } else { &self.directory_memory };
        let mebibytes = u32::try_from(bytes.div_ceil(1024 * 1024)).unwrap_or(u32::MAX);
        let room = timeout(MEMORY_WAIT, Arc::clone(room).acquire_many_owned(mebibytes)).await;
        room.ok()
            .and_then(Result::ok)
            .ok_or_else(|| Full("many files are on their way already; try again".to_owned()))
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        let at = self.what as usize;
        let Some(who) = &self.who else {
            tallies.directory.0[at] -= 1;
            return;
        };
        tallies.posts.0[at] -= 1;
        if let Some(tally) = tallies.each.get_mut(who) {
            tally.0[at] -= 1;
            if *tally == Tally::default() {
                tallies.each.remove(who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(name: &str) -> Option<Who> {
        Some((CampaignId::new("c").unwrap(), name.to_owned()))
    }

    #[test]
    fn one_post_takes_its_share_and_ops_find_room() {
        let bounds = Bounds::default();
        let mut seats = Vec::new();
        for number in 0..POSTS_FOLLOWERS_MAX / POST_FOLLOWERS_MAX {
            let clerk = post(&format!("{number}-clerk"));
            seats.extend(
                (0..POST_FOLLOWERS_MAX).map(|_| bounds.take(clerk.clone(), Resource::Follower).unwrap()),
            );
            assert!(bounds.take(clerk.clone(), Resource::Follower).is_err());
            assert!(bounds.take(clerk.clone(), Resource::Request).is_ok(), "another thing");
        }
        assert!(bounds.take(post("late"), Resource::Follower).is_err(), "the rest is for ops");
        seats.extend(
            (0..FOLLOWERS_MAX - POSTS_FOLLOWERS_MAX).map(|_| bounds.take(None, Resource::Follower).unwrap()),
        );
        assert!(bounds.take(None, Resource::Follower).is_err());
        seats.remove(0);
        assert!(bounds.take(post("late"), Resource::Follower).is_ok());
        seats.clear();
        assert!(bounds.tallies().each.is_empty(), "who has nothing is not remembered");
        let many: Vec<_> = (0..CONNECTIONS_MAX).map(|_| bounds.take(None, Resource::Request)).collect();
        assert!(many.iter().all(Result::is_ok));
        assert!(bounds.take(post("a"), Resource::Request).is_ok());
    }

    #[test]
    fn requests_of_one_post_and_of_all_are_bounded_and_ops_find_room() {
        let bounds = Bounds::default();
        let asks = |number: usize| bounds.take(post(&number.to_string()), Resource::Request);
        let posts = POSTS_REQUESTS_MAX / POST_REQUESTS_MAX;
        let each = (0..posts).flat_map(|number| std::iter::repeat_n(number, POST_REQUESTS_MAX));
        let mut taken: Vec<_> = each.map(|number| asks(number).unwrap()).collect();
        assert!(asks(0).is_err(), "it has its share");
        assert!(asks(posts).is_err(), "posts have theirs");
        assert!(bounds.take(None, Resource::Request).is_ok());
        taken.remove(0);
        assert!(asks(posts).is_ok(), "what has ended makes room");
    }

    /// Nothing is read of a file for which there is no room.
    #[tokio::test(start_paused = true)]
    async fn files_of_posts_wait_for_room_in_memory_and_take_none_of_ops() {
        let (bounds, who) = (Bounds::default(), post("a"));
        let (theirs, ours) = (POSTS_UPLOAD_MIB * 1024 * 1024, DIRECTORY_UPLOAD_MIB * 1024 * 1024);
        let taken = bounds.memory(who.as_ref(), theirs).await.unwrap();
        assert!(bounds.memory(who.as_ref(), 1).await.is_err(), "posts' room is taken");
        assert!(bounds.memory(None, ours).await.is_ok());
        drop(taken);
        assert!(bounds.memory(who.as_ref(), theirs).await.is_ok());
    }

    #[test]
    fn a_post_gives_so_many_commands_a_day_and_ops_as_many_as_they_like() {
        let bounds = Bounds::default();
        let (monday, tuesday) = ("2026-11-30".parse().unwrap(), "2026-12-01".parse().unwrap());
        for _ in 0..POST_DAY_COMMANDS_MAX {
            bounds.give(post("a"), monday).unwrap();
            bounds.give(None, monday).unwrap();
        }
        let no = bounds.give(post("a"), monday).unwrap_err();
        assert!(no.detail.en.contains("10000 commands today") && no.detail.zh.contains("上限"), "{no}");
        bounds.give(None, monday).unwrap();
        bounds.give(post("b"), monday).unwrap();
        bounds.store(post("a"), 1, monday).unwrap();
        bounds.give(post("a"), tuesday).unwrap();
    }

    #[test]
    fn a_post_has_a_quota_a_day() {
        let bounds = Bounds::default();
        let (monday, tuesday) = ("2026-11-30".parse().unwrap(), "2026-12-01".parse().unwrap());
        let quarter = POST_DAY_BYTES_MAX / 4;
        for _ in 0..4 {
            bounds.store(post("a"), quarter, monday).unwrap();
        }
        let no = bounds.store(post("a"), 1, monday).unwrap_err();
        assert!(no.detail.en.contains("256 MiB a day") && no.detail.zh.contains("每天"), "{no}");
        bounds.store(post("b"), quarter, monday).unwrap();
        bounds.store(None, u64::MAX, monday).unwrap();
        bounds.store(post("a"), quarter, tuesday).unwrap();
        let small = POST_DAY_BYTES_MAX / STORED_BYTES_MIN;
        for _ in 0..small {
            bounds.store(post("c"), 1, tuesday).unwrap();
        }
        assert!(bounds.store(post("c"), 1, tuesday).is_err(), "small things end too");
    }

    #[test]
    fn what_was_refused_counts_until_it_is_swept_away() {
        let bounds = Bounds::default();
        let today = "2026-11-30".parse().unwrap();
        let half = POST_DAY_BYTES_MAX / 2;
        for gone_with in [2, 3] {
            let counted = bounds.store(post("a"), half, today).unwrap();
            bounds.refused(post("a"), counted, gone_with);
        }
        bounds.swept(1);
        assert!(bounds.store(post("a"), 1, today).is_err(), "it still lies on the disk");
        bounds.swept(2);
        bounds.store(post("a"), half, today).unwrap();
        assert!(bounds.store(post("a"), 1, today).is_err(), "half of it does");
        bounds.swept(9);
        bounds.store(post("a"), half, today).unwrap();
        assert!(bounds.store(post("a"), half, today).is_err(), "and what was taken counts for the whole day");
    }
}
