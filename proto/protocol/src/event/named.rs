//! Bytes of events that say names.

use super::NamedEvent;
use crate::codec::DecodeError;
use crate::refs::Plainly;

impl NamedEvent {
    /// The body's bytes, without name and schema; see [`texts`].
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        #[expect(clippy::expect_used, reason = "what is a name already has one")]
        self.write(&mut Plainly).expect("names are names")
    }

    /// Reads a body of any known schema and lifts it to the newest.
    pub fn read(name: &str, schema: u16, body: &[u8]) -> Result<Self, DecodeError> {
        Self::find(name, schema, body, &mut Plainly)
    }
}
