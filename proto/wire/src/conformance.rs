//! What every link must keep, as one list of cases: the local link passes it, and any other link must.
//!
//! [`link_conformance!`](crate::link_conformance) makes one test of each case. Cases never sleep: where silence is to
//! be shown, they wait for the rig's own time of silence, which is virtual on the local link.

pub mod server;

use std::collections::BTreeSet;
use std::time::Duration;

use muster_protocol::command::{Command, CommandEnvelope, Refusal, RefusalCode, ReportMessages};
use muster_protocol::ids::{CampaignId, CommandId, Digest, Position};
use muster_protocol::question::{Answer, Question};

use crate::link::{ConsumerKind, Deliveries, Delivery, Link, LinkError, Subscription, Verdict};
use crate::memory::{OnCommand, OnQuestion};

/// A link with an engine behind it that a case can drive. Positions start at 1.
pub trait Rig: Send {
    /// The link under test.
    type Link: Link;
    /// One end of it.
    fn link(&self) -> Self::Link;
    /// The end of a worker that folds the log and stores blobs, where that is another one.
    fn fold(&self) -> Self::Link {
        self.link()
    }
    /// Appends events with these names to the log.
    fn append(&self, names: &[&str]) -> impl Future<Output = ()> + Send;
    /// Moves the campaign clock forward.
    fn advance(&self, millis: i64) -> impl Future<Output = ()> + Send;
    /// Decides commands from now on.
    fn on_command(&self, hook: OnCommand);
    /// Answers questions from now on.
    fn on_question(&self, hook: OnQuestion);
    /// Every command that came, refused ones included.
    fn envelopes(&self) -> Vec<CommandEnvelope>;
    /// The dead letters: consumer, position, cause.
    fn dead_letters(&self) -> impl Future<Output = Vec<(String, Position, String)>> + Send;
    /// Ends the link in good order and starts another over the same log, as a restarted process would.
    fn restart(&mut self) -> impl Future<Output = ()> + Send;
    /// Ends the link as a crash does, without a word to the other side, and starts another over the same log.
    fn crash(&mut self) -> impl Future<Output = ()> + Send;
    /// After so long without a delivery there is none to come.
    fn silence(&self) -> Duration;
}

type Stream<R> = <<R as Rig>::Link as Link>::Deliveries;
type Held<R> = <Stream<R> as Deliveries>::Item;

/// Longest wait for a delivery that must come: a guard against hanging, virtual on the local link.
const GUARD: Duration = Duration::from_secs(60);

async fn work<R: Rig>(rig: &R, window: usize) -> Stream<R> {
    subscribe(rig, ConsumerKind::Work { window }).await
}

async fn subscribe<R: Rig>(rig: &R, kind: ConsumerKind) -> Stream<R> {
    let (consumer, link) = match kind {
        ConsumerKind::Work { .. } => ("reminders", rig.link()),
        ConsumerKind::Fold { .. } => ("evaluation", rig.fold()),
    };
    let subscription = Subscription { consumer: consumer.to_owned(), events: vec!["message.due"], kind };
    link.subscribe(subscription).await.expect("a subscription")
}

async fn next<R: Rig>(stream: &mut Stream<R>) -> Held<R> {
    tokio::time::timeout(GUARD, stream.next()).await.expect("a delivery in time").expect("an open stream")
}

async fn is_silent<R: Rig>(rig: &R, stream: &mut Stream<R>) -> bool {
    tokio::time::timeout(rig.silence(), stream.next()).await.is_err()
}

async fn done(delivery: impl Delivery) -> u64 {
    let position = delivery.recorded().position.0;
    delivery.settle(Verdict::Done).await.expect("settled");
    position
}

fn again(after_ms: i64) -> Verdict {
    Verdict::Again { after_ms }
}

/// A delivery that is to come again waits for its instant, and others pass it meanwhile.
pub async fn again_does_not_block_others<R: Rig>(rig: R) {
    let mut stream = work(&rig, 2).await;
    rig.append(&["message.due", "message.due"]).await;
    let first = next::<R>(&mut stream).await;
    assert_eq!((first.recorded().position.0, first.attempt()), (1, 1));
    first.settle(again(60_000)).await.expect("settled");
    assert_eq!(done(next::<R>(&mut stream).await).await, 2);
    assert!(is_silent(&rig, &mut stream).await, "it came before its instant");
    rig.advance(60_000).await;
    let second = next::<R>(&mut stream).await;
    assert_eq!((second.recorded().position.0, second.attempt()), (1, 2));
    done(second).await;
    assert!(is_silent(&rig, &mut stream).await);
}

/// In a window of one what is put off keeps its turn.
pub async fn again_keeps_its_turn_in_a_window_of_one<R: Rig>(rig: R) {
    let mut stream = work(&rig, 1).await;
    rig.append(&["message.due", "message.due"]).await;
    next::<R>(&mut stream).await.settle(again(60_000)).await.expect("settled");
    assert!(is_silent(&rig, &mut stream).await, "it or another came before its instant");
    rig.advance(60_000).await;
    assert_eq!(done(next::<R>(&mut stream).await).await, 1);
    assert_eq!(done(next::<R>(&mut stream).await).await, 2);
    assert!(is_silent(&rig, &mut stream).await);
}

/// A handler that dies before its verdict hears the event again.
pub async fn a_dropped_delivery_comes_again<R: Rig>(rig: R) {
    let mut stream = work(&rig, 4).await;
    rig.append(&["message.due"]).await;
    drop(next::<R>(&mut stream).await);
    let second = next::<R>(&mut stream).await;
    assert_eq!((second.recorded().position.0, second.attempt()), (1, 2));
    assert_eq!(second.given_before(), 0, "this process alone had it");
    done(second).await;
    assert!(is_silent(&rig, &mut stream).await);
}

/// What a process had in hand when it died is told to its successor as given before; what came later is new to all.
pub async fn a_successor_is_told_what_was_given_before<R: Rig>(mut rig: R) {
    let mut stream = work(&rig, 4).await;
    rig.append(&["message.due"]).await;
    let held = next::<R>(&mut stream).await;
    assert_eq!((held.attempt(), held.given_before()), (1, 0));
    rig.crash().await;
    drop(held);
    drop(stream);
    let mut stream = work(&rig, 4).await;
    let again = next::<R>(&mut stream).await;
    assert_eq!((again.recorded().position.0, again.attempt()), (1, 1));
    assert!(again.given_before() >= 1, "a process had it, and nobody knows what came of that");
    done(again).await;
    rig.append(&["message.due"]).await;
    let new = next::<R>(&mut stream).await;
    assert_eq!((new.recorded().position.0, new.given_before()), (2, 0));
    done(new).await;
}

/// A handler that gives up after some tries leaves a dead letter, once, and the event does not come again.
pub async fn a_dead_delivery_is_a_dead_letter<R: Rig>(rig: R) {
    let mut stream = work(&rig, 4).await;
    rig.append(&["message.due"]).await;
    for attempt in 1..=3 {
        let delivery = next::<R>(&mut stream).await;
        assert_eq!(delivery.attempt(), attempt);
        let verdict = if attempt < 3 { again(0) } else { Verdict::Dead { cause: "three times".to_owned() } };
        delivery.settle(verdict).await.expect("settled");
    }
    assert!(is_silent(&rig, &mut stream).await);
    let letter = ("reminders".to_owned(), Position(1), "three times".to_owned());
    assert_eq!(rig.dead_letters().await, vec![letter]);
}

/// No more deliveries are out than the window allows.
pub async fn a_full_window_holds_back<R: Rig>(rig: R) {
    let mut stream = work(&rig, 2).await;
    rig.append(&["message.due", "message.due", "message.due"]).await;
    let first = next::<R>(&mut stream).await;
    let second = next::<R>(&mut stream).await;
    assert!(is_silent(&rig, &mut stream).await, "the window was not kept");
    done(first).await;
    assert_eq!(done(next::<R>(&mut stream).await).await, 3);
    done(second).await;
    assert!(is_silent(&rig, &mut stream).await);
}

/// Events that nobody asked for are passed over, and what comes later is heard.
pub async fn only_named_events_are_heard<R: Rig>(rig: R) {
    let mut stream = work(&rig, 2).await;
    rig.append(&["item.closed", "message.due", "item.closed"]).await;
    assert_eq!(done(next::<R>(&mut stream).await).await, 2);
    assert!(is_silent(&rig, &mut stream).await);
    rig.append(&["message.due"]).await;
    assert_eq!(done(next::<R>(&mut stream).await).await, 4);
}

/// Two streams of one work consumer share its events: each event is heard by one of them.
pub async fn two_subscriptions_compete<R: Rig>(rig: R) {
    let mut one = work(&rig, 8).await;
    let mut two = work(&rig, 8).await;
    rig.append(&["message.due"; 6]).await;
    let mut heard = BTreeSet::new();
    for _ in 0..3 {
        assert!(heard.insert(done(next::<R>(&mut one).await).await), "heard twice");
        assert!(heard.insert(done(next::<R>(&mut two).await).await), "heard twice");
    }
    assert_eq!(heard, (1..=6).collect());
    assert!(is_silent(&rig, &mut one).await && is_silent(&rig, &mut two).await);
    // What one of them drops, the other may hear.
    rig.append(&["message.due"]).await;
    drop(next::<R>(&mut one).await);
    drop(one);
    assert_eq!(done(next::<R>(&mut two).await).await, 7);
}

/// A fold hears one event at a time, in order, whatever its verdicts.
pub async fn a_fold_is_ordered<R: Rig>(rig: R) {
    rig.append(&["message.due", "item.closed", "message.due"]).await;
    let mut stream = subscribe(&rig, ConsumerKind::FOLD).await;
    let first = next::<R>(&mut stream).await;
    assert!(is_silent(&rig, &mut stream).await, "two at a time");
    first.settle(again(1_000)).await.expect("settled");
    assert!(is_silent(&rig, &mut stream).await, "a later event passed the one to hear again");
    rig.advance(1_000).await;
    drop(next::<R>(&mut stream).await);
    let third = next::<R>(&mut stream).await;
    assert_eq!((third.recorded().position.0, third.attempt()), (1, 3));
    done(third).await;
    assert_eq!(done(next::<R>(&mut stream).await).await, 3);
}

/// A fold that starts over hears everything from the start, and the one before it hears nothing more.
pub async fn a_fold_is_single<R: Rig>(rig: R) {
    let mut old = subscribe(&rig, ConsumerKind::FOLD).await;
    rig.append(&["message.due", "message.due"]).await;
    assert_eq!(done(next::<R>(&mut old).await).await, 1);
    let stale = next::<R>(&mut old).await;
    let mut new = subscribe(&rig, ConsumerKind::FOLD).await;
    assert!(tokio::time::timeout(GUARD, old.next()).await.expect("an end").is_none(), "two folds at a time");
    drop(stale);
    for position in [1, 2] {
        let delivery = next::<R>(&mut new).await;
        assert_eq!(delivery.attempt(), 1);
        assert_eq!(done(delivery).await, position);
    }
    assert!(is_silent(&rig, &mut new).await);
}

/// A fold that knows the log up to a position hears what stands behind it, and everything where it says nothing.
pub async fn a_fold_begins_behind_what_it_knows<R: Rig>(rig: R) {
    rig.append(&["message.due", "item.closed", "message.due", "message.due"]).await;
    let mut stream = subscribe(&rig, ConsumerKind::Fold { after: Position(1) }).await;
    for position in [3, 4] {
        assert_eq!(done(next::<R>(&mut stream).await).await, position);
    }
    assert!(is_silent(&rig, &mut stream).await);
    let mut whole = subscribe(&rig, ConsumerKind::FOLD).await;
    assert_eq!(done(next::<R>(&mut whole).await).await, 1);
}

/// After a restart a work consumer hears what it had not settled, and nothing from before it.
pub async fn progress_survives_a_restart<R: Rig>(mut rig: R) {
    let mut stream = work(&rig, 4).await;
    rig.append(&["message.due", "message.due", "message.due", "message.due"]).await;
    assert_eq!(done(next::<R>(&mut stream).await).await, 1);
    let second = next::<R>(&mut stream).await;
    assert_eq!(done(next::<R>(&mut stream).await).await, 3);
    drop(second);
    drop(stream);
    rig.restart().await;
    let mut stream = work(&rig, 4).await;
    let mut heard = BTreeSet::new();
    while let Ok(Some(delivery)) = tokio::time::timeout(rig.silence(), stream.next()).await {
        heard.insert(done(delivery).await);
    }
    // 3 may come again: it lies behind one that was not settled.
    assert!(heard.is_superset(&BTreeSet::from([2, 4])) && !heard.contains(&1), "heard {heard:?}");
}

/// What a worker had in hand when it crashed is heard again; what it had settled before is not.
pub async fn a_crash_before_the_verdict_loses_nothing<R: Rig>(mut rig: R) {
    let mut stream = work(&rig, 4).await;
    rig.append(&["message.due", "message.due", "message.due"]).await;
    assert_eq!(done(next::<R>(&mut stream).await).await, 1);
    let held = next::<R>(&mut stream).await;
    next::<R>(&mut stream).await.settle(again(60_000)).await.expect("settled");
    rig.crash().await;
    drop(held);
    drop(stream);
    let mut stream = work(&rig, 4).await;
    let mut heard = BTreeSet::new();
    while heard.len() < 2 {
        // The first may come again: its acknowledgement may have been on the way.
        let position = done(next::<R>(&mut stream).await).await;
        assert!(position == 1 || heard.insert(position), "{position} twice");
    }
    assert_eq!(heard, BTreeSet::from([2, 3]));
    assert!(is_silent(&rig, &mut stream).await);
}

/// A blob that is larger than any message goes to the owner and comes back, and one that is not there is unknown.
pub async fn large_blobs_go_both_ways<R: Rig>(rig: R) {
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| n.to_le_bytes()[1]).collect();
    for bytes in [bytes, vec![7; 100], Vec::new()] {
        let digest = rig.fold().store(bytes.clone()).await.expect("stored");
        assert_eq!(digest, Digest::of(&bytes));
        let answer = rig.fold().ask(Question::Blob { digest }).await.expect("an answer");
        assert!(answer == Answer::Blob(bytes), "another blob came back");
    }
    let answer = rig.fold().ask(Question::Blob { digest: Digest([1; 32]) }).await;
    assert_eq!(answer, Ok(Answer::Unknown));
}

/// So many things said together that no link carries them in one message.
const MANY: u8 = 150;

fn campaign(n: u8) -> CampaignId {
    CampaignId::new(&format!("c{n}")).expect("a slug")
}

/// Every tenth is refused.
fn refused(campaign: &CampaignId) -> Result<(), LinkError> {
    let no = || LinkError::Refused(Refusal::plain(RefusalCode::WrongState, campaign.to_string()));
    if campaign.as_str().ends_with('7') { Err(no()) } else { Ok(()) }
}

/// Commands that are given together are answered each for itself, in their order: those that are refused keep no other back,
/// and all of them may be given again under their ids.
pub async fn commands_together_are_answered_one_by_one<R: Rig>(rig: R) {
    rig.on_command(Box::new(|envelope| refused(&envelope.campaign)));
    let envelope = |n: u8| CommandEnvelope {
        id: CommandId([n; 16]),
        campaign: campaign(n),
        actor: "worker/reminders".to_owned(),
        behalf: None,
        via: "worker".to_owned(),
        command: Command::ReportMessages(ReportMessages { reports: Vec::new() }),
    };
    let envelopes: Vec<CommandEnvelope> = (0..MANY).map(envelope).collect();
    for _ in 0..2 {
        let answers = rig.link().commands(envelopes.clone()).await;
        let expected: Vec<_> = envelopes.iter().map(|envelope| refused(&envelope.campaign)).collect();
        assert_eq!(answers.into_iter().map(|answer| answer.map(drop)).collect::<Vec<_>>(), expected);
    }
    let came: Vec<CommandId> = rig.envelopes().iter().map(|envelope| envelope.id).collect();
    let given: Vec<CommandId> = envelopes.iter().chain(&envelopes).map(|envelope| envelope.id).collect();
    assert_eq!(came, given);
    assert!(rig.link().commands(Vec::new()).await.is_empty());
}

/// So are questions that are asked together, what comes in pieces among them.
pub async fn questions_together_are_answered_one_by_one<R: Rig>(rig: R) {
    let of = |campaign: &CampaignId| Answer::Definition(Digest::of(campaign.as_str().as_bytes()));
    rig.on_question(Box::new(move |question| match question {
        Question::Definition { campaign } => refused(campaign).map(|()| of(campaign)),
        _ => Ok(Answer::Unknown),
    }));
    let question = |n: u8| Question::Definition { campaign: campaign(n) };
    let mut questions: Vec<Question> = (0..MANY).map(question).collect();
    let mut expected: Vec<_> = (0..MANY).map(campaign).map(|id| refused(&id).map(|()| of(&id))).collect();
    assert_eq!(rig.link().asks(questions.clone()).await, expected);
    questions.truncate(9);
    expected.truncate(9);
    questions.push(Question::Blob { digest: Digest([1; 32]) });
    expected.push(Ok(Answer::Unknown));
    assert_eq!(rig.link().asks(questions).await, expected);
}

/// Deliveries come in pages that are no larger than was asked for; what is settled together does not come again after a
/// restart, and after a crash what was not settled does.
pub async fn a_page_is_settled_at_once<R: Rig>(mut rig: R) {
    let mut stream = work(&rig, 8).await;
    rig.append(&["message.due"; 6]).await;
    let mut page = Vec::new();
    while page.len() < 6 {
        let most = (6 - page.len()).min(4);
        let next = tokio::time::timeout(GUARD, stream.page(most)).await.expect("in time").expect("open");
        assert!((1..=most).contains(&next.len()), "{} of {most}", next.len());
        page.extend(next);
    }
    let left = page.split_off(4);
    Delivery::done(page).await.expect("settled");
    drop((left, stream));
    rig.restart().await;
    let mut stream = work(&rig, 8).await;
    let mut left = vec![next::<R>(&mut stream).await, next::<R>(&mut stream).await];
    left.sort_by_key(|delivery| delivery.recorded().position);
    assert_eq!(left.iter().map(|delivery| delivery.recorded().position.0).collect::<Vec<_>>(), [5, 6]);
    let six = left.pop();
    Delivery::done(left).await.expect("settled");
    rig.crash().await;
    drop((six, stream));
    let mut stream = work(&rig, 8).await;
    let mut heard = BTreeSet::new();
    while !heard.contains(&6) {
        heard.insert(done(next::<R>(&mut stream).await).await);
    }
    // 5 may come again: that it was settled may have been on the way.
    assert!(heard.is_subset(&BTreeSet::from([5, 6])), "heard {heard:?}");
    assert!(is_silent(&rig, &mut stream).await);
}

/// One test per case, over rigs made by the expression: on virtual time, or after `real` on the machine's.
#[macro_export]
macro_rules! link_conformance {
    (real $rig:expr) => { $crate::link_conformance!(@all (flavor = "multi_thread", worker_threads = 2) $rig); };
    (@all $how:tt $rig:expr) => {
        $crate::link_conformance!(@each $how $rig,
            again_does_not_block_others again_keeps_its_turn_in_a_window_of_one a_dropped_delivery_comes_again
            a_successor_is_told_what_was_given_before
            a_dead_delivery_is_a_dead_letter
            a_full_window_holds_back only_named_events_are_heard two_subscriptions_compete
            a_fold_is_ordered a_fold_is_single a_fold_begins_behind_what_it_knows progress_survives_a_restart
            a_crash_before_the_verdict_loses_nothing large_blobs_go_both_ways
            commands_together_are_answered_one_by_one questions_together_are_answered_one_by_one
            a_page_is_settled_at_once);
    };
    (@each $how:tt $rig:expr, $($case:ident)+) => {$(
        #[tokio::test $how]
        async fn $case() {
            $crate::conformance::$case($rig).await;
        }
    )+};
    ($rig:expr) => { $crate::link_conformance!(@all (start_paused = true) $rig); };
}
