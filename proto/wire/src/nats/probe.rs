//! A look at a server for anyone who asks whether all is well. It changes nothing.

use std::time::Duration;

use futures_util::TryStreamExt;
use muster_protocol::ids::Position;

use super::NatsError;
use super::connect::Connection;
use super::link::{Found, NatsLink};
use super::stream::{EventStream, PREFIX, StreamOptions, away};

/// The login of people who watch.
const WATCHES: &str = "ops";
/// A subject that no account of muster's may publish on and nobody hears.
const UNUSED_SUBJECT: &str = "muster.doctor.probe";
/// How long the server's complaint about it is waited for: it comes with the answer to the next ping.
const COMPLAINT: Duration = Duration::from_secs(1);

/// What a look at a server finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probed {
    /// Version of the server.
    pub version: String,
    /// Streams of events, with their last positions and their sizes in messages; or why they cannot be listed.
    pub streams: Result<Vec<Found>, String>,
    /// Whether the server holds this end to what it needs: false where everybody may say everything.
    pub restricted: bool,
}

/// Looks at the server of a connection.
///
/// # Errors
/// [`NatsError`]: nobody is there within the connection's time for a request, or the server is too old.
pub async fn probe(connection: &Connection) -> Result<Probed, NatsError> {
    connection.let_in_within(connection.options().request).await?;
    let version = connection.client().server_info().version;
    let mut complaints = connection.complaints();
    complaints.borrow_and_update();
    // Who may only watch asks the engine; the others ask the server. A denied request looks like one that nobody answered,
    // and the server's complaint says which it is.
    let streams = if connection.options().name == WATCHES {
        NatsLink::over(connection.clone()).streams().await.map_err(|error| error.to_string())
    } else {
        streams(connection).await.map_err(|error| connection.denied(&mut complaints, error).to_string())
    };
    complaints.borrow_and_update();
    connection.client().publish(UNUSED_SUBJECT, Vec::new().into()).await.map_err(away)?;
    connection.flush().await;
    let restricted = tokio::time::timeout(COMPLAINT, complaints.changed()).await.is_ok();
    Ok(Probed { version, streams, restricted })
}

/// The streams of events on the server, seen by who may ask JetStream.
pub(super) async fn streams(connection: &Connection) -> Result<Vec<Found>, NatsError> {
    let stream = EventStream::new(connection, StreamOptions::new("", 0));
    let js = stream.context();
    let names: Vec<String> = js.stream_names().try_collect().await.map_err(away)?;
    let mut found = Vec::new();
    for name in names.into_iter().filter(|name| name.starts_with(PREFIX)) {
        let info = js.get_stream(&name).await.map_err(away)?.cached_info().clone();
        let (last, messages) = (Position(info.state.last_sequence), info.state.messages);
        found.push(Found { name, last, messages });
    }
    Ok(found)
}
