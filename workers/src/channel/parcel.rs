//! One letter on its way to a counterpart: what it is called, to whom it goes, and why it was not taken.

use std::time::Duration;

use muster_protocol::command::MessageName;
use muster_protocol::ids::CampaignId;
use muster_protocol::question::{FailureCause, PersonBudget};
use muster_protocol::unseen;
use muster_rules::worker::OutgoingMessage;
use muster_wire::link::Boxed;

/// Why a counterpart did not take a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NotTaken {
    /// Another try may succeed: what keeps it, and what was said.
    Later(FailureCause, String),
    /// It wants to be left alone for a while.
    Pause(Duration, String),
    /// It will never take this letter at this address.
    Never(String),
}

/// The account of a person at a counterpart, and the letter's own name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parcel<'a> {
    /// The campaign.
    pub campaign: &'a CampaignId,
    /// What is sent.
    pub letter: &'a OutgoingMessage,
    /// To whom.
    pub account: &'a str,
    /// The part of it that goes now, where it is too long for one message.
    pub part: Option<&'a str>,
}

impl Parcel<'_> {
    /// A name that no other letter has, the same at every try: counterparts that know it drop the second.
    #[must_use]
    pub(super) fn name(&self) -> String {
        let MessageName { date, contact, kind } = &self.letter.key;
        format!("{}.{}.{contact}.{}", self.campaign, date, kind.code())
    }

    /// The whole text for counterparts without a line of their own for the subject, or the part that goes now.
    #[must_use]
    pub(super) fn whole(&self) -> String {
        if let Some(part) = self.part {
            return part.to_owned();
        }
        format!("{}\n\n{}", self.letter.subject, self.letter.text)
    }
}

/// The campaign and the letter of a name that [`Parcel::name`] gave; none for any other text.
pub(super) fn named(name: &str) -> Option<(CampaignId, MessageName)> {
    let mut parts = name.splitn(3, '.');
    let (campaign, date, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let (contact, kind) = rest.rsplit_once('.')?;
    let message = format!("{date}/{contact}/{kind}").parse().ok()?;
    Some((CampaignId::new(campaign).ok()?, message))
}

/// Speaks to one kind of counterpart.
pub(super) trait Sender: Send + Sync + 'static {
    /// Sends one letter.
    fn send<'a>(&'a self, parcel: Parcel<'a>) -> Boxed<'a, Result<(), NotTaken>>;
    /// The same; gives the number by which the counterpart tells of the letter later, where it has one of its own.
    fn send_numbered<'a>(&'a self, parcel: Parcel<'a>) -> Boxed<'a, Result<Option<String>, NotTaken>> {
        Box::pin(async move { self.send(parcel).await.map(|()| None) })
    }
    /// Most bytes of one message; a longer letter goes in parts.
    fn bytes_max(&self) -> Option<usize> {
        None
    }
    /// Whether others read it as well, so that nobody's own link may stand in it.
    fn reaches_others(&self) -> bool {
        false
    }
    /// Most letters a minute that this kind of counterpart takes, where its documents say so.
    fn per_minute(&self) -> Option<u32> {
        None
    }
    /// Most letters that it takes for one person, where its documents say so.
    fn per_person(&self) -> Option<PersonBudget> {
        None
    }
    /// Most letters a second.
    fn per_second(&self) -> Option<u32> {
        None
    }
}

/// Longest cause that is kept, in bytes: counterparts may say a lot, ops read its beginning.
const CAUSE_BYTES_MAX: usize = 500;

impl NotTaken {
    /// What the settings say is wrong: ops fix it, and then the letter goes.
    pub(super) fn settings(what: String) -> Self {
        Self::Later(FailureCause::Settings, what)
    }

    /// The counterpart answered, and said no for now.
    pub(super) fn not_now(words: String) -> Self {
        Self::Later(FailureCause::NotNow, words)
    }

    /// The same in words that do not tell the account: a counterpart often repeats it, and causes stand in log lines.
    pub(super) fn without(self, account: &str) -> Self {
        let clean = |cause: String| {
            // Strangers' words stand on terminals: nothing in them may steer one.
            let mut cause = hide(&cause, account).replace(unseen::steers, " ");
            cause.truncate(cause.floor_char_boundary(CAUSE_BYTES_MAX));
            cause
        };
        match self {
            Self::Later(cause, words) => Self::Later(cause, clean(words)),
            Self::Pause(time, cause) => Self::Pause(time, clean(cause)),
            Self::Never(cause) => Self::Never(clean(cause)),
        }
    }
}

/// The text without an account, wherever it stands as a word of its own.
fn hide(text: &str, account: &str) -> String {
    let mut hidden = String::with_capacity(text.len());
    let mut from = 0;
    let found = text.match_indices(account).filter(|_| !account.is_empty());
    for (at, _) in found.collect::<Vec<_>>() {
        let end = at + account.len();
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if inside(text[..at].chars().next_back()) || inside(text[end..].chars().next()) {
            continue;
        }
        hidden.push_str(&text[from..at]);
        hidden.push_str("<address>");
        from = end;
    }
    hidden.push_str(&text[from..]);
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_tells_no_account_steers_no_terminal_and_is_short() {
        let of = |cause: &str| match NotTaken::Never(cause.to_owned()).without("zj001") {
            NotTaken::Never(cause) => cause,
            other => panic!("{other:?}"),
        };
        assert_eq!(of("no user zj001, zj0012\r\n\u{1b}[2Jcleared"), "no user <address>, zj0012   [2Jcleared");
        assert_eq!(of(&"长".repeat(400)).len(), CAUSE_BYTES_MAX - CAUSE_BYTES_MAX % 3);
    }
}
