//! What falls due together is asked and reported together, and each member of such a batch stands for itself.

use muster_protocol::command::Accepted;
use muster_wire::link::{Link, Subscription};
use muster_wire::local::{Local, LocalDeliveries};

use super::*;

/// How many questions and commands came at a time.
type Counts = Arc<Mutex<(Vec<usize>, Vec<usize>)>>;

/// A link that counts.
#[derive(Clone)]
struct Counting(Local, Counts);

impl Link for Counting {
    type Deliveries = LocalDeliveries;

    async fn command(&self, envelope: CommandEnvelope) -> Result<Accepted, LinkError> {
        self.0.command(envelope).await
    }

    async fn commands(&self, envelopes: Vec<CommandEnvelope>) -> Vec<Result<Accepted, LinkError>> {
        self.1.lock().unwrap().1.push(envelopes.len());
        self.0.commands(envelopes).await
    }

    async fn ask(&self, question: Question) -> Result<Answer, LinkError> {
        self.0.ask(question).await
    }

    async fn asks(&self, questions: Vec<Question>) -> Vec<Result<Answer, LinkError>> {
        let messages = questions.iter().filter(|it| matches!(it, Question::Messages { .. })).count();
        self.1.lock().unwrap().0.extend((messages > 0).then_some(messages));
        self.0.asks(questions).await
    }

    async fn store(&self, bytes: Vec<u8>) -> Result<Digest, LinkError> {
        self.0.store(bytes).await
    }

    async fn subscribe(&self, subscription: Subscription) -> Result<LocalDeliveries, LinkError> {
        self.0.subscribe(subscription).await
    }
}

/// A worker that begins when events for these contacts are there already, an event for each.
async fn begin(channel: Arc<dyn Channel>, contacts: &[u32]) -> (Rig, Counts) {
    let (owner, outcomes, counts) = (owner(), Outcomes::default(), Counts::default());
    answers(&owner, &outcomes);
    let hub = owner.hub();
    let (stop, stopped) = watch::channel(false);
    let link = Counting(hub.link(), counts.clone());
    let rig = Rig { owner, hub, outcomes, stop, worker: tokio::spawn(async { Ok(()) }) };
    contacts.iter().for_each(|contact| rig.due(&[*contact]));
    let worker = tokio::spawn(run(link, Box::new(Reminders::new()), channel, stopped));
    rig.hub.subscribed(1).await;
    (Rig { worker, ..rig }, counts)
}

#[tokio::test(start_paused = true)]
async fn what_falls_due_together_is_asked_and_reported_together() {
    let (rig, counts) = begin(Arc::new(Nothing), &[0, 1, 2, 3, 4, 5]).await;
    rig.pass(0).await;
    assert!((0..6).all(|contact| rig.is_sent(contact)));
    assert_eq!(*counts.lock().unwrap(), (vec![6], vec![6]));
    let ids: BTreeSet<_> = rig.owner.envelopes().iter().map(|envelope| envelope.id).collect();
    assert_eq!(ids.len(), 6, "each report is a command of its own");
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_a_letter_keeps_no_report_back() {
    let channel = Arc::new(Flaky { hanging: names(&["001-clerk"]), ..Flaky::failing(&["002-clerk"]) });
    let (rig, counts) = begin(channel, &[0, 1, 2, 3]).await;
    let all_but_the_hanging = async {
        while !(rig.is_sent(2) && rig.is_sent(3)) {
            tokio::task::yield_now().await;
        }
    };
    // Without any time passing: the letter that hangs would be given back after half a minute.
    let begun = tokio::time::Instant::now();
    all_but_the_hanging.await;
    assert_eq!(begun.elapsed(), Duration::ZERO);
    assert_eq!((rig.outcome(0), rig.outcome(1)), (None, None));
    assert_eq!(counts.lock().unwrap().1, [2]);
    rig.pass(0).await;
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn one_report_that_is_refused_keeps_no_other_back() {
    let (rig, _) = begin(Arc::new(Nothing), &[]).await;
    let into = rig.outcomes.clone();
    rig.owner.on_command(Box::new(move |envelope| {
        if reports(envelope).iter().any(|report| report.key == key(DAY, 1)) {
            return Err(refusal(RefusalCode::WrongState));
        }
        keep(&into, envelope);
        Ok(())
    }));
    [0, 1, 2].iter().for_each(|contact| rig.due(&[*contact]));
    rig.pass(0).await;
    assert!(rig.is_sent(0) && rig.is_sent(2));
    let dead = rig.owner.dead_letters();
    assert_eq!(dead.iter().map(|(_, position, _)| position.0).collect::<Vec<_>>(), [2]);
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn a_batch_whose_answer_is_lost_is_given_again_under_the_same_ids() {
    let (rig, _) = begin(Arc::new(Nothing), &[]).await;
    let (into, mut lost) = (rig.outcomes.clone(), 0);
    rig.owner.on_command(Box::new(move |envelope| {
        keep(&into, envelope);
        lost += 1;
        if lost <= 3 { Err(LinkError::Unreachable("the answer is lost".to_owned())) } else { Ok(()) }
    }));
    [0, 1, 2].iter().for_each(|contact| rig.due(&[*contact]));
    rig.pass(0).await;
    let given: Vec<_> = rig.owner.envelopes().iter().map(|envelope| envelope.id).collect();
    assert_eq!(given.len(), 6);
    assert_eq!(given[..3], given[3..]);
    assert!(rig.owner.dead_letters().is_empty());
    rig.end().await;
}
