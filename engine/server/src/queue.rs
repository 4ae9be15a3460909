//! The bounded queues before the shard's writer: ordinary work, workers' reports, ticks. Each has its own room, so
//! that a flood of one kind never keeps the others out.

use muster_protocol::command::{Accepted, CommandEnvelope, Origin};
use muster_protocol::ids::Digest;
use muster_protocol::question::{Answer, Question};
use muster_wire::link::LinkError;
use tokio::sync::{mpsc, oneshot};

use crate::store::Blob;

/// Most commands and blobs of people that wait.
pub const ORDINARY_MAX: usize = 4_096;
/// Most reports and questions of workers that wait.
pub const REPORTS_MAX: usize = 4_096;
/// Most ticks that wait: they merge, so few are enough.
pub const TICKS_MAX: usize = 64;
/// When to try again after [`LinkError::Busy`], in milliseconds of machine time: a few batches.
pub const BUSY_AFTER_MS: u64 = 20;

/// Where an answer goes.
pub(crate) type Reply<T> = oneshot::Sender<Result<T, LinkError>>;

/// One thing for the writer to do.
#[derive(Debug)]
pub(crate) enum Job {
    /// Decide a command.
    CommandEnvelope(Box<CommandEnvelope>, Reply<Accepted>),
    /// Answer a question against committed state.
    Ask(Question, Reply<Answer>),
    /// Store a blob.
    Put(Blob, Reply<Digest>),
    /// Take away blobs that nobody needs.
    Sweep(Reply<u64>),
}

/// The front of the queues.
#[derive(Debug, Clone)]
pub(crate) struct Front {
    ordinary: mpsc::Sender<Job>,
    reports: mpsc::Sender<Job>,
    ticks: mpsc::Sender<Reply<()>>,
}

/// The back of the queues, held by the writer.
#[derive(Debug)]
pub(crate) struct Back {
    pub(crate) ordinary: mpsc::Receiver<Job>,
    pub(crate) reports: mpsc::Receiver<Job>,
    pub(crate) ticks: mpsc::Receiver<Reply<()>>,
}

/// Makes the queues.
pub(crate) fn queues() -> (Front, Back) {
    let (ordinary, ordinary_back) = mpsc::channel(ORDINARY_MAX);
    let (reports, reports_back) = mpsc::channel(REPORTS_MAX);
    let (ticks, ticks_back) = mpsc::channel(TICKS_MAX);
    (
        Front { ordinary, reports, ticks },
        Back { ordinary: ordinary_back, reports: reports_back, ticks: ticks_back },
    )
}

impl Front {
    /// Queues a job or says that there is no room.
    pub(crate) fn push(&self, job: Job) -> Result<(), LinkError> {
        let lane = if is_report(&job) { &self.reports } else { &self.ordinary };
        lane.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => LinkError::Busy { after_ms: BUSY_AFTER_MS },
            mpsc::error::TrySendError::Closed(_) => LinkError::Closed,
        })
    }

    /// Jobs that wait, by queue.
    pub(crate) fn lengths(&self) -> [(&'static str, usize); 3] {
        fn length<T>(queue: &mpsc::Sender<T>) -> usize {
            queue.max_capacity() - queue.capacity()
        }
        [
            ("ordinary", length(&self.ordinary)),
            ("reports", length(&self.reports)),
            ("ticks", length(&self.ticks)),
        ]
    }

    /// Whether anything is let in.
    pub(crate) fn is_open(&self) -> bool {
        !self.ordinary.is_closed()
    }

    /// Queues a tick, waiting for room: a tick is never turned away.
    pub(crate) async fn tick(&self, reply: Reply<()>) -> Result<(), LinkError> {
        self.ticks.send(reply).await.map_err(|_| LinkError::Closed)
    }
}

/// Whether a job comes from work that the engine itself gave out.
fn is_report(job: &Job) -> bool {
    match job {
        Job::Ask(..) => true,
        Job::Put(..) | Job::Sweep(_) => false,
        Job::CommandEnvelope(envelope, _) => match envelope.command.origin() {
            Origin::Worker | Origin::Engine => true,
            Origin::People | Origin::Ops => false,
        },
    }
}

impl Back {
    /// Lets nothing more in; what waits can still be taken.
    pub(crate) fn close(&mut self) {
        self.ordinary.close();
        self.reports.close();
        self.ticks.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::ids::CampaignId;

    #[tokio::test]
    async fn a_full_lane_is_busy_and_leaves_the_other_free() {
        let (front, mut back) = queues();
        let put = || Job::Put(Blob::plain(vec![1]), oneshot::channel().0);
        for _ in 0..ORDINARY_MAX {
            front.push(put()).unwrap();
        }
        assert_eq!(front.push(put()), Err(LinkError::Busy { after_ms: BUSY_AFTER_MS }));
        let question = Question::Definition { campaign: CampaignId::new("c").unwrap() };
        front.push(Job::Ask(question, oneshot::channel().0)).unwrap();
        back.close();
        assert_eq!(front.push(put()), Err(LinkError::Closed));
        assert!(back.reports.try_recv().is_ok());
    }
}
