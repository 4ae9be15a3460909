use crate::say;
use serde::{Deserialize, Serialize};

use crate::ids::Digest;
use crate::item::Evidence;
use crate::refs::{bodies, plain_words};
use crate::time::Instant;

use super::description::{About, backed, describe, texts};

bodies! {
    /// Somebody is proposed for a list, with what stands behind it. Nobody stands on a list by a rule alone.
    pub struct ListProposed<R: Refs> {
        /// Id of the list.
        pub list: String,
        /// Name of the kind of entry.
        pub kind: String,
        /// The unit that is, or has, the one proposed.
        pub unit: R::Unit => unit,
        /// A code for a person of that unit, never a name; none is the unit itself.
        pub code: Option<String>,
        /// The snapshot whose table names it, where one does.
        pub snapshot: Option<R::Occasion> => (occasion),
        /// What is handed in with it.
        pub evidence: Vec<Evidence>,
        /// Why, a salted blob.
        pub reason: Option<Digest>,
        /// Messages for the unit's posts so far, those that could not be delivered too.
        pub notices: u32,
        /// Of these, signed.
        pub signed: u32,
    }
}

/// The one concerned made a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListStated {
    /// Number of the entry, from 1.
    pub entry: u32,
    /// The statement, a salted blob.
    pub statement: Digest,
}

/// A proposed entry is public up to an instant; nothing is decided before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPublished {
    /// Number of the entry.
    pub entry: u32,
    /// The instant.
    pub until: Instant,
}

/// A proposed entry was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDecided {
    /// Number of the entry.
    pub entry: u32,
    /// Whether it stands on the list.
    pub approved: bool,
    /// Whether it was decided knowing that not every notice was signed.
    pub unsigned_known: bool,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

describe! { (self, titles)
    ListProposed<R> {
        about: About::Listed(&self.list, &self.unit),
        blobs: backed(&self.evidence, self.reason.as_ref()),
        summary: Some(format!("{} proposed for {} as {}", self.unit, self.list, self.kind)),
        sentence: {
            let Self { list, kind, unit, .. } = self;
            say!(titles.language(), "unit-proposed-for-list-as-kind", unit, list, kind)
        },
    }
    ListStated {
        about: About::Whole,
        blobs: texts([&self.statement]),
        summary: Some(format!("statement on entry number {}", self.entry)),
        sentence: {
            let entry = self.entry;
            say!(titles.language(), "statement-on-entry-number-entry", entry)
        },
    }
    ListPublished {
        about: About::Whole,
        blobs: Vec::new(),
        summary: Some(format!("entry number {} made public", self.entry)),
        sentence: {
            let entry = self.entry;
            say!(titles.language(), "entry-number-entry-made-public", entry)
        },
    }
    ListDecided {
        about: About::Whole,
        blobs: texts(&self.reason),
        summary: {
            let how = if self.approved { "approved" } else { "not approved" };
            Some(format!("entry number {} {how}", self.entry))
        },
        sentence: {
            let entry = self.entry;
            if self.approved {
                say!(titles.language(), "entry-is-on-the-list", entry)
            } else {
                say!(titles.language(), "entry-is-not-on-the-list", entry)
            }
        },
    }
}

plain_words!(ListStated, ListPublished, ListDecided);
