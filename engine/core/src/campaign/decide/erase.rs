//! Erasing: the bytes of a blob go, its digest stays (ARCHITECTURE.md, “What always holds”).
//!
//! What events name is not part of the state: anyone who holds the log looks first whether the blob may go.

use muster_protocol::command::Erase;
use muster_protocol::event::{BlobErased, Event};

pub(super) fn erase(body: &Erase) -> Vec<Event> {
    vec![BlobErased { blob: body.blob, reason: body.reason }.into()]
}
