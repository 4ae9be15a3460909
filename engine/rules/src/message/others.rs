//! Letters to somebody who holds several posts: whose matters they tell besides, and where those are answered.

use std::collections::BTreeSet;

use muster_protocol::definition::Definition;
use muster_protocol::question::MessageLine;

/// A post of the reader's beside the one under which a letter comes.
#[derive(Debug, Clone)]
pub(super) struct Other {
    /// The post in the committee's words.
    pub(super) post: String,
    /// The address of its page; empty where there is none.
    pub(super) link: String,
}

/// The other posts that lines are for, in the order of the lines.
pub(super) fn of(def: &Definition, lines: &[MessageLine]) -> Vec<Other> {
    let mut known = BTreeSet::new();
    let others = lines.iter().filter_map(|line| line.other.as_ref());
    let new = others.filter(|other| known.insert(&other.contact));
    new.map(|other| {
        let contact = def.contact_by_id(&other.contact).and_then(|ix| def.contacts.get(ix.at()));
        let post = contact.map_or_else(|| other.contact.to_string(), |contact| contact.post.clone());
        Other { post, link: other.link.as_ref().map(|link| link.0.clone()).unwrap_or_default() }
    })
    .collect()
}
