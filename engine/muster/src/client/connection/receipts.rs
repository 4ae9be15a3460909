//! Tells an engine what the counterpart of a channel tells, as the counterpart itself would: by the secret of the channel's
//! receipts, and without the token of anybody.

use std::path::Path;

use muster_protocol::catalogue::Language;
use muster_server::http::Address;
use muster_wire::link::LinkError;
use serde::Serialize;

use super::client::{Client, ConnectFailure};
use super::failures::not_let_in_later;
use crate::client::remote::{Place, Secret};
use crate::exit::{Exit, Failure};
use crate::words::refusal;

/// Tells the engine that runs on a directory, or elsewhere, what became of a letter.
///
/// # Errors
/// [`Failure`]: refused by the rules; everything else is to be told again.
pub async fn send_receipt<T: Serialize + Sync>(
    lang: Language,
    (dir, elsewhere): (&Path, Option<&Place>),
    (channel, secret): (&str, &Secret),
    told: &T,
) -> Result<(), Failure> {
    let client = match elsewhere {
        Some(place) => Client::remote(place),
        None => here(lang, dir, secret).await,
    };
    let said = client.map_err(later)?.receipt(channel, told).await;
    said.map_err(|error| not_heard(lang, &error))
}

/// The engine of a directory, which proves that it is that one before it is shown anything.
async fn here(lang: Language, dir: &Path, secret: &Secret) -> Result<Client, Failure> {
    let Some(address) = Address::read(dir) else {
        return Err(not_let_in_later(lang, dir, &ConnectFailure::NoAddress));
    };
    let client = Client::new(&address)?;
    client.probe().await.map_err(|failure| not_let_in_later(lang, dir, &failure))?;
    Ok(client.showing(secret.clone()))
}

/// What it may not know yet, or could not take down, it may the next time.
fn not_heard(lang: Language, error: &LinkError) -> Failure {
    match error {
        LinkError::Refused(no) => {
            let failure = Failure { next: None, ..refusal::failure(lang, no) };
            if failure.exit == Exit::Refused { failure } else { later(failure) }
        }
        LinkError::Busy { .. } | LinkError::Behind { .. } | LinkError::Unreachable(_) | LinkError::Closed => {
            Failure::new(Exit::Later, lang.say("the-engine-does-not-take-it-now")).because(error)
        }
    }
}

fn later(failure: Failure) -> Failure {
    Failure { exit: Exit::Later, ..failure }
}
