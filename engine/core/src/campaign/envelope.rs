//! What is written on a message: to whom, of which kind, on which day.

use muster_protocol::ids::ContactIx;
use muster_protocol::item::{MessageKey, MessageKind};
use muster_protocol::time::Date;

/// Order that finds a person's messages together.
pub(super) type Envelope = (ContactIx, MessageKind, Date);

pub(super) fn envelope(key: &MessageKey) -> Envelope {
    (key.contact, key.kind, key.date)
}
