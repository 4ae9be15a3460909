//! The HTTP server of a running engine on a loopback address, for the command line and for programs on the same machine.
//!
//! Every request carries a token, but for the few of [`watching`]: the one that stands in the address file of the data
//! directory (mode 0600) opens everything, a post's token what [`caller`] says. This must never decide anything: it turns requests into calls of a [`Handle`] and answers into JSON.

mod accounts;
mod address;
mod answer;
mod bodies;
mod bounds;
mod caller;
mod connection_slots;
mod engine_status;
mod following;
mod hosts;
mod links;
mod page;
mod reading;
mod receipts;
pub mod routes;
mod seen;
mod serve;
#[cfg(test)]
mod tests;
mod token_rights;
mod watching;
mod writing;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use axum::response::IntoResponse;
use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::question::{Answer, Question};
use muster_wire::link::LinkError;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, watch};
use tokio::task::JoinHandle;

use crate::description::Describer;
use crate::directory::identity::Lineage;
use crate::execute::Handle;
use crate::store::StoreError;

pub use accounts::{Issue, Revoke};
pub use address::{ADDRESS_FILE, Address};
pub use answer::{Behind, Problem};
pub use bounds::FOLLOWERS_MAX;
#[cfg(test)]
pub(crate) use engine_status::at_head_within;
pub use engine_status::{EngineStatus, at_head};
pub use following::{EVENTS_MAX, Events, WAIT_MS_MAX};
pub use links::LinkWish;
pub use routes::PROOF_PATH;
pub use watching::{Challenge, Proof, Ready};
pub use writing::{AcceptedBy, AcceptedJump, ContactsJson, Stored};

use answer::Rejection;
use bounds::{Bounds, Resource, Taken};
use caller::{Caller, Denied, turned_away};
use connection_slots::{CONNECTIONS_MAX, ConnectionSlots};
use hosts::Hosts;
use serve::Times;

/// Where an engine listens unless it is told otherwise: this machine alone, any free port.
pub const LOOPBACK: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// Why the HTTP server could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// Nobody can listen there.
    #[error("cannot listen on {listen}: {cause}")]
    Listen {
        /// The address asked for.
        listen: SocketAddr,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The address file cannot be written.
    #[error("cannot write {}: {cause}", path.display())]
    AddressFile {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The log does not say who it is.
    #[error(transparent)]
    Log(#[from] StoreError),
}

/// What every handler has at hand.
#[derive(Clone)]
pub(crate) struct AppState {
    handle: Handle,
    token: blake3::Hash,
    /// Where it listens, with the token: for who asks whether this is the engine of the address file.
    address: Arc<Address>,
    /// Turns true when the HTTP server closes: anyone who waits or follows is let go.
    stopped: watch::Receiver<bool>,
    /// One for all: names only grow.
    describer: Arc<Mutex<Describer>>,
    bounds: Bounds,
    /// How often addresses ask for pages.
    rate: page::Rate,
    /// How often counterparts of channels call.
    calls: receipts::Calls,
    hosts: Hosts,
    lineage: Arc<Lineage>,
    /// The definition in force of each campaign that a post has come in for, under its digest.
    definitions: Arc<Mutex<BTreeMap<CampaignId, InForce>>>,
}

/// A definition with its digest.
type InForce = (Digest, Arc<Definition>);

impl AppState {
    /// Takes one of what a caller may have at once; the answer where it has its share already.
    fn share(&self, caller: &Caller, what: Resource) -> Result<Taken, Rejection> {
        self.bounds.take(caller.who(), what).map_err(|full| {
            self.handle.metrics().unauthorised("share");
            full.into_response().into()
        })
    }

    /// What somebody may have; the answer to somebody who may not, which is counted.
    fn checked<T>(&self, may: Result<T, Denied>) -> Result<T, Rejection> {
        may.map_err(|denied| turned_away(&self.handle, denied).into())
    }

    /// The definition in force of a campaign; read once.
    async fn definition(&self, campaign: &CampaignId) -> Result<Arc<Definition>, LinkError> {
        let mut known = self.definitions.lock().await;
        let in_force = self.handle.ask(Question::Definition { campaign: campaign.clone() }).await?;
        if let (Some((digest, definition)), Answer::Definition(now)) = (known.get(campaign), &in_force)
            && digest == now
        {
            return Ok(Arc::clone(definition));
        }
        let definition = Arc::new(self.handle.definition(campaign).await?);
        if let Answer::Definition(digest) = in_force {
            known.insert(campaign.clone(), (digest, Arc::clone(&definition)));
        }
        Ok(definition)
    }
}

/// An open HTTP server. Dropping it leaves it open until the runtime ends; [`HttpServer::close`] is the orderly end.
#[derive(Debug)]
pub struct HttpServer {
    address: Address,
    file: PathBuf,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl HttpServer {
    /// Listens on `listen`, and writes the address with a new token into the data directory.
    pub async fn open(handle: Handle, data_dir: &Path, listen: SocketAddr) -> Result<Self, HttpError> {
        Self::open_as(handle, data_dir, listen, &[]).await
    }

    /// The same, asked for by these names besides addresses and `localhost`.
    pub async fn open_as(
        handle: Handle,
        data_dir: &Path,
        listen: SocketAddr,
        hosts: &[String],
    ) -> Result<Self, HttpError> {
        Self::with_times(handle, data_dir, listen, (hosts, Times::default())).await
    }

    async fn with_times(
        handle: Handle,
        data_dir: &Path,
        listen: SocketAddr,
        (hosts, times): (&[String], Times),
    ) -> Result<Self, HttpError> {
        let failed = |cause| HttpError::Listen { listen, cause };
        let lineage = Arc::new(Lineage::of(handle.reader().as_ref()).await?);
        let listener = TcpListener::bind(listen).await.map_err(failed)?;
        let address = Address::new(listener.local_addr().map_err(failed)?);
        let file = data_dir.join(ADDRESS_FILE);
        address.write(&file).map_err(|cause| HttpError::AddressFile { path: file.clone(), cause })?;
        let (stop, stopped) = watch::channel(false);
        let app = AppState {
            token: blake3::hash(address.token.as_bytes()),
            address: Arc::new(address.clone()),
            stopped: stopped.clone(),
            describer: Arc::new(Mutex::new(Describer::new(Arc::clone(handle.reader())))),
            bounds: Bounds::default(),
            rate: page::Rate::default(),
            calls: receipts::Calls::default(),
            hosts: Hosts::new(hosts),
            lineage,
            definitions: Arc::default(),
            handle,
        };
        let connection_slots = ConnectionSlots::new(CONNECTIONS_MAX);
        let serving = tokio::spawn(serve::serve(listener, router(app), connection_slots, times, stopped));
        Ok(Self { address, file, stop, serving })
    }

    /// Where it listens, with the token.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// Answers what was asked as far as that is taken within a named time, lets nobody in any more, and takes the address file away.
    pub async fn close(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.serving.await {
            tracing::error!(%error, "the HTTP server ended in a bug");
        }
        if let Err(error) = std::fs::remove_file(&self.file) {
            tracing::warn!(%error, file = %self.file.display(), "the address file stays");
        }
    }
}

fn router(app: AppState) -> Router {
    Router::new()
        .merge(writing::routes())
        .merge(reading::routes())
        .merge(following::routes())
        .merge(accounts::routes())
        .merge(links::routes())
        .fallback(async || answer::problem(StatusCode::NOT_FOUND, "there is nothing at this path"))
        .layer(middleware::from_fn_with_state(app.clone(), caller::only_known))
        .merge(page::routes(app.clone()))
        .merge(receipts::routes())
        .merge(watching::routes().layer(middleware::from_fn_with_state(app.clone(), hosts::asked_for_here)))
        .with_state(app)
}
