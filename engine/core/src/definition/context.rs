//! What a line may be read from besides itself.

use std::collections::BTreeMap;

use muster_protocol::definition::Contact;
use muster_rules::zone::Zone;

use super::findings::finding::Finding;

/// The files of the campaign, the posts of its roster, its zone, and what is found about other files.
pub(crate) struct Context<'a> {
    pub(crate) files: &'a BTreeMap<String, Vec<u8>>,
    pub(crate) contacts: &'a [Contact],
    /// The campaign's zone, if it has a good one.
    pub(crate) zone: Option<Zone>,
    /// Findings about other files.
    pub(crate) others: &'a mut Vec<Finding>,
}
