//! What a line may be read from besides itself.

use std::collections::BTreeMap;

use muster_protocol::definition::Contact;
use muster_rules::zone::Zone;

use super::findings::finding::{Finding, Report};

/// The files of the campaign, the posts of its roster, its zone, and what is found about other files.
pub(crate) struct Context<'a> {
    pub(crate) files: &'a BTreeMap<String, Vec<u8>>,
    pub(crate) contacts: &'a [Contact],
    /// The campaign's zone, if it has a good one.
    pub(crate) zone: Option<Zone>,
    /// Findings about other files.
    pub(crate) others: &'a mut Vec<Finding>,
}

impl Context<'_> {
    /// Takes in what was found about another file: once, however many lines name it.
    pub(crate) fn found(&mut self, report: Report) {
        let findings = report.into_findings();
        let known = |file: &str| self.others.iter().any(|finding| finding.file == file);
        if findings.first().is_some_and(|first| !known(&first.file)) {
            self.others.extend(findings);
        }
    }
}
