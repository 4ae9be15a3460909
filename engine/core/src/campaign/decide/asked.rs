//! Of whom what is asked, and what is said of what is not there: handing in, forms and numbers speak of the same.

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::definition::{Definition, Duty};
use muster_protocol::ids::UnitIx;

use super::super::state::State;

/// Of whom what is asked.
pub(super) struct Asked<'a> {
    pub(super) def: &'a Definition,
    pub(super) state: &'a State,
    pub(super) duty: &'a Duty,
    pub(super) unit: UnitIx,
}

/// Something that is missing or too much.
pub(super) type Fault = LocalizedText;
