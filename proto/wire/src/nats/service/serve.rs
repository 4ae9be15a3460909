//! One request, dealt with. Nothing here decides: it hands on to the owner.

use muster_protocol::text;
use std::sync::Arc;
use std::time::Duration;

use muster_protocol::codec;
use muster_protocol::command::{CommandEnvelope, Refusal, RefusalCode};
use muster_protocol::ids::{Digest, Position};
use muster_protocol::place::Begun;
use muster_protocol::question::{Answer, Question};
use muster_protocol::recorded::Recorded;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::pieces::{Taken, piece};
use super::{Fold, Service, held};
use crate::link::LinkError;
use crate::nats::frames::{
    Again, Dead, FoldOn, Folded, LogAfter, LogPage, Outcome, PieceOf, Row, Subscribe, Subscribed, Upload,
    Uploaded, Wait, damaged, query,
};
use crate::nats::logins::{Rights, rights};
use crate::nats::{NatsError, probe};

/// Most rows of one page.
const PAGE_ROWS: usize = 1_024;
/// Longest wait between two looks at the clock while a worker waits for an instant.
const LOOK: Duration = Duration::from_secs(1);

type Answered = Result<Vec<u8>, LinkError>;

fn no(code: RefusalCode, detail: String) -> LinkError {
    LinkError::Refused(Refusal::plain(code, detail))
}

fn read<T: DeserializeOwned>(name: &str, body: &[u8]) -> Result<T, LinkError> {
    codec::decode(name, body).map_err(|error| damaged(&error))
}

fn encoded<T: Serialize>(value: &T) -> Answered {
    Ok(codec::encode(value))
}

fn away(error: NatsError) -> LinkError {
    LinkError::Unreachable(error.to_string())
}

/// A worker speaks for its own consumer only.
fn own(consumer: &str, who: &str) -> Result<(), LinkError> {
    if consumer == who {
        return Ok(());
    }
    Err(no(RefusalCode::BadActor, format!("{who} may not speak for the consumer {consumer}")))
}

/// The rights of the one who speaks.
fn of(who: &str) -> Result<&'static Rights, LinkError> {
    rights(who).ok_or_else(|| no(RefusalCode::BadActor, format!("“{who}” is no login that the engine knows")))
}

/// A command: of the worker itself, and one that belongs to its work.
pub(super) async fn command(service: &Service, campaign: &str, who: &str, body: &[u8]) -> Answered {
    let rights = of(who)?;
    let envelope: CommandEnvelope = read("command", body)?;
    if envelope.campaign.as_str() != campaign {
        let detail = format!("{who} may not give commands to {} as {campaign}", envelope.campaign);
        return Err(no(RefusalCode::BadActor, detail));
    }
    gives(rights, &envelope)?;
    encoded(&service.0.owner.execute(envelope).await?)
}

/// Commands that a worker gives together: each is looked at and answered for itself.
pub(super) async fn commands(service: &Service, who: &str, body: &[u8]) -> Answered {
    let rights = of(who)?;
    let envelopes: Vec<CommandEnvelope> = read("commands", body)?;
    let may: Vec<Result<(), LinkError>> = envelopes.iter().map(|envelope| gives(rights, envelope)).collect();
    let given = envelopes.into_iter().zip(&may).filter(|(_, may)| may.is_ok()).map(|(envelope, _)| envelope);
    let answers = service.0.owner.execute_all(given.collect()).await;
    encoded(&outcomes(may, answers, service.piece_max()))
}

/// Whether a command is one that this worker may give.
fn gives(rights: &Rights, envelope: &CommandEnvelope) -> Result<(), LinkError> {
    let who = rights.name;
    if envelope.actor != format!("worker/{who}") || envelope.behalf.is_some() {
        let detail = format!("{who} may not give commands to {} as {}", envelope.campaign, envelope.actor);
        return Err(no(RefusalCode::BadActor, detail));
    }
    if !rights.gives(&envelope.command) {
        let detail = format!("{} is not among what {who} does", envelope.command.name());
        return Err(no(RefusalCode::BadActor, detail));
    }
    Ok(())
}

/// Answers to all that was said together, in its order: of what may not be said the reason, of the rest what came of it.
/// As many as fit into `room`, one at least; anyone who asked says the others again.
fn outcomes<T: Serialize>(
    may: Vec<Result<(), LinkError>>,
    answers: Vec<Result<T, LinkError>>,
    room: usize,
) -> Vec<Outcome> {
    let mut answers = answers.into_iter();
    let nobody = || Err(LinkError::Unreachable("nobody answered".to_owned()));
    let each = may.into_iter().map(|may| match may {
        Ok(()) => answers.next().unwrap_or_else(nobody).map(|answer| codec::encode(&answer)),
        Err(error) => Err(error),
    });
    let (mut outcomes, mut bytes): (Vec<Outcome>, usize) = (Vec::new(), 0);
    for outcome in each.map(Outcome::from) {
        bytes += codec::encode(&outcome).len();
        if bytes > room && !outcomes.is_empty() {
            break;
        }
        outcomes.push(outcome);
    }
    outcomes
}

/// A query: one that belongs to the work of the one who asks.
pub(super) async fn query(service: &Service, name: &str, who: &str, body: &[u8]) -> Answered {
    let rights = of(who)?;
    if !rights.queries(name) {
        return Err(no(RefusalCode::BadActor, format!("the query {name} is not among what {who} does")));
    }
    match name {
        query::ASK => asks(service, rights, read(name, body)?).await,
        query::BLOB => blob(service, &read(name, body)?).await,
        query::BODY => event_body(service, rights, &read(name, body)?).await,
        query::STREAMS => encoded(&probe::streams(&service.0.connection).await.map_err(away)?),
        query::STORE => store(service, who, read(name, body)?).await,
        query::CONSUMER => subscribe(service, rights, &read(name, body)?).await,
        query::AGAIN => again(service, who, &read(name, body)?),
        query::WAIT => wait(service, who, &read(name, body)?).await,
        query::DEAD => dead(service, rights, &read(name, body)?).await,
        query::LOG => log(service, &read(name, body)?, false).await,
        query::FOLLOW => log(service, &read(name, body)?, true).await,
        query::FOLD => fold(service, who, &read(name, body)?).await,
        other => Err(no(RefusalCode::UnknownName, format!("no query {other}"))),
    }
}

/// Questions that are asked together: each is looked at and answered for itself.
async fn asks(service: &Service, rights: &Rights, questions: Vec<Question>) -> Answered {
    let who = rights.name;
    let may = |question: &Question| match rights.asks(question) {
        true => Ok(()),
        false => Err(no(RefusalCode::BadActor, format!("this question is not among what {who} asks"))),
    };
    let may: Vec<Result<(), LinkError>> = questions.iter().map(may).collect();
    let asked = questions.into_iter().zip(&may).filter(|(_, may)| may.is_ok()).map(|(question, _)| question);
    let answers = service.0.owner.answer_all(asked.collect()).await;
    encoded(&outcomes(may, answers, service.piece_max()))
}

async fn blob(service: &Service, asked: &PieceOf<Digest>) -> Answered {
    let kept = held(&service.0.last).get(asked.what);
    let bytes = match kept {
        Some(bytes) => bytes,
        None => match service.0.owner.answer(Question::Blob { digest: asked.what }).await? {
            Answer::Blob(bytes) => {
                let bytes = Arc::new(bytes);
                held(&service.0.last).keep(asked.what, &bytes);
                bytes
            }
            _ => return encoded(&None::<super::super::frames::Piece>),
        },
    };
    encoded(&Some(piece(&bytes, asked.offset, service.piece_max())))
}

/// The event of a position; none where the log has none.
async fn row(service: &Service, position: Position) -> Result<Option<Arc<Recorded>>, LinkError> {
    let rows = service.0.owner.read(Position(position.0.saturating_sub(1)), 1).await?;
    Ok(rows.into_iter().next().filter(|row| row.position == position))
}

async fn event_body(service: &Service, rights: &Rights, asked: &PieceOf<Position>) -> Answered {
    let row = row(service, asked.what).await?;
    if let Some(row) = &row {
        hears(rights, row)?;
    }
    encoded(&row.map(|row| piece(&row.body, asked.offset, service.piece_max())))
}

/// A worker is told of the events of its work and of no others.
fn hears(rights: &Rights, row: &Recorded) -> Result<(), LinkError> {
    if rights.hears(&row.name) {
        return Ok(());
    }
    let detail = format!("event {}, {}, is not among what {} hears", row.position, row.name, rights.name);
    Err(no(RefusalCode::BadActor, detail))
}

async fn store(service: &Service, who: &str, upload: Upload) -> Answered {
    let taken = held(&service.0.uploads).take(who, upload)?;
    match taken {
        Taken::GoOn(offset) => encoded(&Uploaded::GoOn(offset)),
        Taken::Whole(bytes) => encoded(&Uploaded::Stored(service.0.owner.store(bytes).await?)),
    }
}

async fn subscribe(service: &Service, rights: &Rights, wish: &Subscribe) -> Answered {
    let who = rights.name;
    own(&wish.consumer, who)?;
    let kind = if wish.window.is_some() { query::PULL } else { query::FOLD };
    if !rights.queries(kind) || !rights.hears_only(&wish.events) {
        let detail = format!("{} of {:?} is not how {who} hears", kind, wish.events);
        return Err(no(RefusalCode::BadActor, detail));
    }
    if service.0.options.inside.contains(&wish.consumer) {
        return Err(LinkError::Refused(Refusal::with_text(
            RefusalCode::WrongState,
            text!("who-runs-inside-the-engines-own-process-already", who),
        )));
    }
    held(&service.0.holds).came(&wish.consumer, &wish.instance);
    let Some(window) = wish.window else {
        let fold = Fold { instance: wish.instance.clone(), after: Position(0), waits: 0 };
        held(&service.0.folds).insert(wish.consumer.clone(), fold);
        service.changed();
        let options = service.0.stream.options();
        let (stream, generation) = (options.name(), options.generation);
        return encoded(&Subscribed { stream, generation, ack_wait_ms: 0 });
    };
    let subscribed = service.0.consumers.declare(wish, window).await.map_err(away)?;
    service.changed();
    encoded(&subscribed)
}

fn again(service: &Service, who: &str, wish: &Again) -> Answered {
    own(&wish.consumer, who)?;
    let at = (service.0.now)().plus(wish.after_ms);
    held(&service.0.holds).add(&wish.consumer, &wish.instance, &[(wish.position, at)]);
    service.changed();
    encoded(&at)
}

/// How long a request may wait here: less than the other side waits for its answer.
fn patience(service: &Service) -> Duration {
    service.0.connection.options().request / 2
}

async fn wait(service: &Service, who: &str, wish: &Wait) -> Answered {
    own(&wish.consumer, who)?;
    held(&service.0.holds).add(&wish.consumer, &wish.instance, &wish.held);
    let until = tokio::time::Instant::now() + patience(service);
    loop {
        let woken = service.0.wakes.notified();
        tokio::pin!(woken);
        // Enabled before the look: a step between the look and the waiting is not missed.
        woken.as_mut().enable();
        let now = service.horizon();
        let (due, next) = {
            let mut holds = held(&service.0.holds);
            (holds.due(&wish.consumer, &wish.instance, now), holds.next(&wish.consumer, &wish.instance))
        };
        if due || next.is_none() || tokio::time::Instant::now() >= until || *service.0.stop.borrow() {
            if due {
                service.changed();
            }
            return encoded(&now);
        }
        let left = next.map_or(0, |next| next.0.saturating_sub(now.0)).max(1);
        let look = Duration::from_millis(u64::try_from(left).unwrap_or(1)).min(LOOK);
        tokio::select! {
            () = woken => {}
            () = tokio::time::sleep(look) => {}
            () = tokio::time::sleep_until(until) => {}
        }
    }
}

/// A dead letter: only of what was given to that worker.
async fn dead(service: &Service, rights: &Rights, letter: &Dead) -> Answered {
    own(&letter.consumer, rights.name)?;
    let Some(row) = row(service, letter.position).await? else {
        let detail = format!("there is no event {} to give up", letter.position);
        return Err(no(RefusalCode::UnknownName, detail));
    };
    hears(rights, &row)?;
    if rights.queries(query::PULL) {
        let lag = service.0.consumers.lag(rights.name).await.map_err(away)?;
        if lag.is_none_or(|lag| lag.delivered < row.position) {
            let detail = format!("event {} was not given to {}", row.position, rights.name);
            return Err(no(RefusalCode::UnknownName, detail));
        }
    }
    service.0.owner.dead_letter(&letter.consumer, letter.position, &letter.cause).await?;
    encoded(&())
}

/// Rows after a position, as many as fit into a message.
async fn page(service: &Service, after: Position, limit: usize) -> Result<Vec<Row>, LinkError> {
    let rows = service.0.owner.read(after, limit.min(PAGE_ROWS)).await?;
    let room = service.piece_max();
    let (mut page, mut bytes) = (Vec::new(), 0);
    for row in &rows {
        let row = Row::new(row, room / 4);
        // The columns around the body are short.
        bytes += row.body.as_ref().map_or(0, Vec::len) + row.record.actor.len() + 256;
        if bytes > room && !page.is_empty() {
            break;
        }
        page.push(row);
    }
    Ok(page)
}

/// Rows after a place for somebody who only watches; anyone who follows waits until there is something or some time has
/// passed.
async fn log(service: &Service, asked: &LogAfter, follows: bool) -> Answered {
    let Begun { place, reset } = service.0.owner.begin(&asked.after).await?;
    let after = place.position;
    if follows && reset.is_none() {
        let (mut head, mut stop) = (service.0.head.clone(), service.0.stop.subscribe());
        tokio::select! {
            moved = head.wait_for(|head| *head > after) => if moved.is_err() { return Err(LinkError::Closed) },
            _ended = stop.wait_for(|stop| *stop) => {}
            () = tokio::time::sleep(patience(service)) => {}
        }
    }
    let rows = page(service, after, asked.limit as usize).await?;
    let last = rows.last().map_or(after, |row| row.position);
    encoded(&LogPage { place: place.at(last), reset, rows })
}

async fn fold(service: &Service, who: &str, wish: &FoldOn) -> Answered {
    own(&wish.consumer, who)?;
    let until = tokio::time::Instant::now() + patience(service);
    let mut head = service.0.head.clone();
    loop {
        let woken = service.0.wakes.notified();
        tokio::pin!(woken);
        // Enabled before the look, as above.
        woken.as_mut().enable();
        let current = {
            let mut folds = held(&service.0.folds);
            // After a restart of the engine the first to ask is the one that counts.
            let fold = folds.entry(wish.consumer.clone()).or_insert_with(|| Fold {
                instance: wish.instance.clone(),
                after: Position(0),
                waits: 0,
            });
            let current = fold.instance == wish.instance;
            if current && fold.after != wish.after {
                fold.after = wish.after;
                drop(folds);
                service.changed();
            }
            current
        };
        if !current {
            return encoded(&Folded::Superseded);
        }
        let at = *head.borrow_and_update();
        let waits = at <= wish.after && tokio::time::Instant::now() < until && !*service.0.stop.borrow();
        if !waits {
            return encoded(&Folded::Page(page(service, wish.after, PAGE_ROWS).await?));
        }
        let _waits = Waits::new(service, &wish.consumer);
        tokio::select! {
            moved = head.changed() => if moved.is_err() { return Err(LinkError::Closed) },
            () = woken => {}
            () = tokio::time::sleep_until(until) => {}
        }
    }
}

/// A fold's request that waits, counted as long as it does.
struct Waits<'a>(&'a Service, &'a str);

impl<'a> Waits<'a> {
    fn new(service: &'a Service, consumer: &'a str) -> Self {
        if let Some(fold) = held(&service.0.folds).get_mut(consumer) {
            fold.waits += 1;
        }
        Self(service, consumer)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        if let Some(fold) = held(&self.0.0.folds).get_mut(self.1) {
            fold.waits = fold.waits.saturating_sub(1);
        }
    }
}
