//! What is written on a message: to whom, of which kind, on which day.

use muster_protocol::ids::ContactIx;
use muster_protocol::item::{MessageKey, MessageKind};
use muster_protocol::time::Date;

/// Order that finds a person's messages together.
pub(in crate::campaign) type Envelope = (ContactIx, MessageKind, Date);

pub(in crate::campaign) fn envelope(key: &MessageKey) -> Envelope {
    (key.contact, key.kind, key.date)
}
