//! The commit, and what is known when it fails: nothing is undone, everything is read again.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use muster_protocol::event::PUTS_IN_FORCE;
use muster_protocol::ids::{CampaignId, Position};
use muster_protocol::time::Instant;
use muster_wire::link::LinkError;

use super::Writer;
use super::draft::Draft;
use crate::queue::Job;
use crate::store::{AppendError, Batch};

/// Tries of a batch's commands before their senders are told that the outcome is unknown.
pub const COMMIT_TRIES: u32 = 4;
/// Pause before the second try and every later one, doubled each time; in machine time.
const PAUSE: Duration = Duration::from_millis(10);

/// Next planned instants that changed.
type DueChanges = Vec<(CampaignId, Option<Instant>)>;

impl Writer {
    /// Commits a draft and answers everybody who waits for it. False when the shard is lost.
    pub(super) async fn commit(&mut self, draft: Draft) -> bool {
        let due = self.due_changes(&draft);
        if draft.rows.is_empty() && draft.blobs.is_empty() && due.is_empty() {
            self.answer_all(draft).await;
            return true;
        }
        let erased = draft.erased();
        let batch = Batch {
            term: self.head.term,
            after: draft.after,
            rows: &draft.rows,
            blobs: &draft.blobs,
            erased: &erased,
            due: &due,
        };
        let begun = std::time::Instant::now();
        let appended = self.store.append(batch).await;
        self.metrics.commit_took(begun.elapsed());
        match appended {
            Ok(()) => {
                self.tries = 0;
                self.trouble.send_if_modified(|trouble| trouble.take().is_some());
                self.take_in(&draft).await;
                self.publish(&draft, &due);
                self.answer_all(draft).await;
                true
            }
            Err(AppendError::Unknown(cause)) => self.recover(draft, &due, &cause).await,
            Err(fenced @ AppendError::Fenced { .. }) => {
                self.lost(draft, &fenced.to_string());
                false
            }
        }
    }

    fn due_changes(&self, draft: &Draft) -> DueChanges {
        let wanted = |id: &CampaignId| match self.campaigns.get(id) {
            Some(resident) => (self.logic.next_due)(&resident.state),
            // Parked just now: after a restart it is looked at again, at once.
            None => Some(Instant(0)),
        };
        let rows_of = |id: &CampaignId| draft.rows.iter().any(|row| row.campaign == *id);
        draft
            .touched
            .iter()
            .filter(|id| self.campaigns.get(id).is_some() || rows_of(id))
            .map(|id| (id.clone(), wanted(id)))
            .filter(|(id, due)| self.dues.get(id) != *due)
            .collect()
    }

    /// Accounts that were accepted count from here on, before anybody hears of it. What cannot be taken in now stays
    /// staged: it is tried again behind the next commit, and at the next start.
    async fn take_in(&mut self, draft: &Draft) {
        for row in draft.rows.iter().filter(|row| PUTS_IN_FORCE.contains(&row.name.as_str())) {
            let import = row.named().ok().and_then(|said| said.brings_accounts());
            self.untaken.extend(import.map(|import| (row.campaign.clone(), import)));
        }
        while let Some((campaign, import)) = self.untaken.first() {
            if let Err(error) = self.contacts.take_in(campaign, *import).await {
                tracing::error!(%error, %campaign, "accounts were accepted and are not taken in yet");
                return;
            }
            self.untaken.remove(0);
        }
    }

    /// What was committed becomes visible.
    fn publish(&mut self, draft: &Draft, due: &DueChanges) {
        for (id, due) in due {
            let due = if self.campaigns.get(id).is_some() { *due } else { None };
            self.dues.set(id, due);
        }
        for id in draft.touched.iter().filter(|id| self.campaigns.parked(id).is_some()) {
            self.dues.set(id, None);
        }
        let earliest = self.dues.earliest();
        self.due.send_if_modified(|due| std::mem::replace(due, earliest) != earliest);
        if let Some(last) = draft.rows.last() {
            self.head.position = last.position;
            self.tail.push(&draft.rows);
            self.metrics.committed(draft.rows.iter().map(AsRef::as_ref));
            self.published.send_replace(last.position);
        }
    }

    async fn answer_all(&mut self, draft: Draft) {
        for (envelope, reply, outcome) in draft.envelopes {
            self.metrics.answered(envelope.command.name(), &outcome);
            // A sender that has gone asks again with the same id.
            let _gone = reply.send(outcome);
        }
        for (blob, reply) in draft.blobs.into_iter().zip(draft.puts) {
            let _gone = reply.send(Ok(blob.digest));
        }
        // Who has gone asks again; the work is for those who still wait.
        for (question, reply) in draft.questions.into_iter().filter(|(_, reply)| !reply.is_closed()) {
            let answer = self.answer(&question).await;
            let _gone = reply.send(answer);
            // Letters of a wave take long to think of; signs of life are passed on between two of them.
            tokio::task::yield_now().await;
        }
        self.campaigns.trim(draft.touched.into_iter());
    }

    /// The outcome of the append is unknown: forget, look, and either go on as committed or decide again.
    async fn recover(&mut self, mut draft: Draft, due: &DueChanges, cause: &str) -> bool {
        tracing::error!(cause, after = %draft.after, rows = draft.rows.len(), "the outcome of a commit is unknown");
        self.trouble.send_replace(Some(cause.to_owned()));
        for id in &draft.touched {
            self.campaigns.forget(id);
        }
        self.turns.clear();
        self.tries += 1;
        if self.tries > 1 {
            tokio::time::sleep(PAUSE * 2u32.saturating_pow(self.tries - 2)).await;
        }
        let ours = Position(draft.after.0 + draft.rows.len() as u64);
        match self.store.own().head().await {
            Ok(head) if head.term != self.head.term => {
                self.lost(draft, "another term holds the shard");
                return false;
            }
            Ok(head) if head.position == ours && !draft.rows.is_empty() && self.is_last(&draft).await => {
                for (id, due) in due {
                    self.dues.set(id, *due);
                }
                self.tries = 0;
                self.trouble.send_replace(None);
                self.take_in(&draft).await;
                self.publish(&draft, &Vec::new());
                self.answer_all(draft).await;
                return true;
            }
            Ok(head) if head.position == draft.after => {}
            Ok(head) => {
                self.lost(draft, &format!("the head stands at {}, which nobody here wrote", head.position));
                return false;
            }
            Err(error) => tracing::error!(%error, "the head cannot be read"),
        }
        if self.tries < COMMIT_TRIES {
            self.queue_again(&mut draft);
        } else {
            self.tries = 0;
            let unknown = LinkError::Unreachable(format!("the store failed: {cause}"));
            self.refuse_behind(&draft.waiting, &unknown);
            self.refuse_all(draft, &unknown);
            self.end_tick(&Err(unknown));
        }
        true
    }

    /// Whether the row at the head is the last of the draft.
    async fn is_last(&self, draft: &Draft) -> bool {
        let Some(last) = draft.rows.last() else { return false };
        let before = Position(last.position.0 - 1);
        let found = self.store.own().read(before, 1).await.ok().and_then(|rows| rows.first().map(Arc::clone));
        found.is_some_and(|found| found.hash == last.hash && found.campaign == last.campaign)
    }

    /// Puts a draft's jobs back to the front of the queue, in their order.
    fn queue_again(&mut self, draft: &mut Draft) {
        for (envelope, reply, _) in draft.envelopes.drain(..).rev() {
            self.pending.push_front(Job::CommandEnvelope(Box::new(envelope), reply));
        }
        for (question, reply) in draft.questions.drain(..).rev() {
            self.pending.push_front(Job::Ask(question, reply));
        }
        for (blob, reply) in draft.blobs.drain(..).zip(draft.puts.drain(..)).rev() {
            self.pending.push_front(Job::Put(blob, reply));
        }
    }

    fn lost(&mut self, draft: Draft, cause: &str) {
        tracing::error!(cause, "the shard is lost; this engine stops writing");
        let lost = LinkError::Unreachable(format!("this engine no longer holds the log: {cause}"));
        self.refuse_all(draft, &lost);
        self.end_tick(&Err(lost));
    }

    /// Commands that wait until their campaign has caught up are told as well: it does not, as long as nothing is committed.
    fn refuse_behind(&mut self, waiting: &BTreeSet<CampaignId>, error: &LinkError) {
        for job in std::mem::take(&mut self.pending) {
            match job {
                Job::CommandEnvelope(envelope, reply) if waiting.contains(&envelope.campaign) => {
                    self.metrics.answered(envelope.command.name(), &Err(error.clone()));
                    let _gone = reply.send(Err(error.clone()));
                }
                job @ (Job::CommandEnvelope(..) | Job::Put(..) | Job::Ask(..) | Job::Sweep(_)) => {
                    self.pending.push_back(job);
                }
            }
        }
    }

    fn refuse_all(&self, draft: Draft, error: &LinkError) {
        for (envelope, reply, _) in draft.envelopes {
            self.metrics.answered(envelope.command.name(), &Err(error.clone()));
            let _gone = reply.send(Err(error.clone()));
        }
        for reply in draft.puts {
            let _gone = reply.send(Err(error.clone()));
        }
        for (_, reply) in draft.questions {
            let _gone = reply.send(Err(error.clone()));
        }
    }
}
