//! What a finding is about, as its sentences name it.

use super::finding::Report;
use crate::definition::keys::Key;

/// What a text stands for in sentences: a key of the language, named as the file itself writes its keys, or a name of the
/// committee's own.
#[derive(Debug, Clone, Copy)]
pub(crate) enum What<'a> {
    Key(Key),
    Own(&'a str),
}

impl From<Key> for What<'_> {
    fn from(key: Key) -> Self {
        Self::Key(key)
    }
}

impl<'a> From<&'a str> for What<'a> {
    fn from(own: &'a str) -> Self {
        Self::Own(own)
    }
}

impl<'a> From<&'a String> for What<'a> {
    fn from(own: &'a String) -> Self {
        Self::Own(own)
    }
}

impl<'a> What<'a> {
    /// As both sentences of a finding say it.
    pub(crate) fn said(self, report: &Report) -> &'a str {
        match self {
            Self::Key(key) => report.own(key),
            Self::Own(own) => own,
        }
    }
}
