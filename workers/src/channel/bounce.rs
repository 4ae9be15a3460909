//! Mails that come back. What comes to the bounce address is read here: a notice of what became of a mail (RFC 3464) tells of
//! the letter whose head it returns, and is told to the engine as a gateway's receipt is. Anybody may write to that address, so
//! a notice counts only where the returned head shows what nobody but its sender could write into it.

mod addresses;
mod mime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use muster_protocol::command::MessageName;
use muster_protocol::ids::CampaignId;
use muster_protocol::unseen;
use ring::hmac;
use serde::Serialize;

use addresses::{is_whole, without_addresses};
use mime::{Head, parts, uncommented};

use super::parcel::named;

/// Largest mail that is read, in bytes: servers return a letter whole, which has some ten thousand, or its beginning.
pub const BOUNCE_BYTES_MAX: usize = 1024 * 1024;

/// Longest cause that is passed on, in bytes: servers may say a lot, ops read its beginning.
const SAID_BYTES_MAX: usize = 500;

/// The field by which a letter is known again, as it stands in its head.
pub(super) const PROOF: &str = "Muster-Proof";

/// The same as it is looked for.
const PROOF_SOUGHT: &str = "muster-proof";

/// What a notice tells of a letter, as the settings of mail read it by default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bounce {
    /// The campaign.
    #[serde(skip)]
    pub campaign: CampaignId,
    /// The letter.
    #[serde(skip)]
    pub message: MessageName,
    /// The name under which the letter went.
    #[serde(rename = "message")]
    name: String,
    /// `failed` or `delivered`.
    pub action: &'static str,
    /// What the server said, without anybody's address.
    pub said: String,
}

/// Why a mail tells nothing of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoBounce {
    /// It is no notice of what became of a mail: an answer by somebody or something, or any other letter.
    NoNotice,
    /// The letter is still on its way, or was passed on to where nothing is told.
    NotYet,
    /// It is of a mail that is none of ours.
    NotOurs,
    /// It names a letter of ours and does not show what our letters carry.
    Forged,
    /// It says that it is a notice and does not hold what one holds.
    Broken,
    /// It has more bytes than are read.
    TooLarge,
}

/// How a server says what became of a mail (RFC 3464, 2.3.3).
const FAILED: &str = "failed";
const DELIVERED: &str = "delivered";

/// What the receipts' secret of a channel makes of the name of a letter: the letter carries it, and comes back with it.
pub(super) fn proof(secret: &str, name: &str) -> String {
    STANDARD.encode(hmac::sign(&key(secret), name.as_bytes()))
}

fn key(secret: &str) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes())
}

/// What a mail that came to the bounce address tells.
///
/// # Errors
/// Why it tells nothing.
pub fn read_bounce(mail: &[u8], secret: &str) -> Result<Bounce, NoBounce> {
    if mail.len() > BOUNCE_BYTES_MAX {
        return Err(NoBounce::TooLarge);
    }
    let text = String::from_utf8_lossy(mail);
    let (head, body) = Head::of(&text);
    let kind = head.kind();
    let reports = kind.get("report-type").is_some_and(|what| what.eq_ignore_ascii_case("delivery-status"));
    // OpenSMTPD says of its notices no more than that they have parts: there a report among them makes it one.
    let unlike = match kind.name.as_str() {
        "multipart/report" if reports => NoBounce::Broken,
        "multipart/mixed" => NoBounce::NoNotice,
        _ => return Err(NoBounce::NoNotice),
    };
    let boundary = kind.get("boundary").filter(|boundary| !boundary.is_empty()).ok_or(unlike)?;
    let (mut words, mut status, mut returned) = (None, None, None);
    for part in parts(body, boundary) {
        let (head, body) = Head::of(part);
        match head.kind().name.as_str() {
            "text/plain" if words.is_none() => words = head.decoded(body),
            "message/delivery-status" | "message/global-delivery-status" if status.is_none() => {
                status = Some(head.decoded(body).ok_or(NoBounce::Broken)?.into_owned());
            }
            "message/rfc822" | "text/rfc822-headers" | "message/global" | "message/global-headers"
                if returned.is_none() =>
            {
                returned = Some(Head::of(&head.decoded(body).ok_or(NoBounce::Broken)?).0);
            }
            _ => {}
        }
    }
    let status = status.ok_or(unlike)?;
    let returned = returned.ok_or(NoBounce::Broken)?;
    let (name, campaign, message) = ours(&returned, secret)?;
    let words = words.unwrap_or_default();
    let (action, said) = end(&Recipient::all(&status, &words, &written_to(&returned)))?;
    Ok(Bounce { campaign, message, name, action, said })
}

/// The letter of ours whose head was returned. Whatever may be one of ours and does not show so is not thrown away as a mail of
/// somebody else.
fn ours(returned: &Head, secret: &str) -> Result<(String, CampaignId, MessageName), NoBounce> {
    let names: Vec<String> = returned.each("message-id").map(name_of).collect();
    let proofs: Vec<&str> = returned.each(PROOF_SOUGHT).collect();
    if proofs.is_empty() && names.iter().all(|name| named(name).is_none()) {
        return Err(NoBounce::NotOurs);
    }
    // Of two that differ nobody can say which holds.
    let ([name], [shown]) = (names.as_slice(), proofs.as_slice()) else { return Err(NoBounce::Forged) };
    let (campaign, message) = named(name).ok_or(NoBounce::Forged)?;
    let shown: String = uncommented(shown).split_whitespace().collect();
    let shown = STANDARD.decode(shown).unwrap_or_default();
    hmac::verify(&key(secret), name.as_bytes(), &shown).map_err(|_| NoBounce::Forged)?;
    Ok((name.clone(), campaign, message))
}

/// The name that a Message-ID holds: what stands before its host.
fn name_of(id: &str) -> String {
    let id: String = uncommented(id).split_whitespace().collect();
    let inside = id.split_once('<').map_or(id.as_str(), |(_, rest)| rest);
    let inside = inside.split_once('>').map_or(inside, |(inside, _)| inside);
    inside.rsplit_once('@').map_or(inside, |(name, _)| name).to_owned()
}

/// To whom a letter went, as its head says.
fn written_to(returned: &Head) -> Vec<String> {
    let inside = |one: &str| {
        let one = one.split_once('<').map_or(one, |(_, rest)| rest);
        one.split_once('>').map_or(one, |(inside, _)| inside).trim().to_owned()
    };
    let all = returned.each("to").flat_map(|value| value.split(','));
    all.map(inside).filter(|address| is_whole(address)).collect()
}

/// What is told of the letter in the end. It goes to one address, behind which there may be several people: where it came to one
/// of them it arrived, and where it may still come to one of them nothing is told yet.
fn end(recipients: &[Recipient]) -> Result<(&'static str, String), NoBounce> {
    if recipients.is_empty() {
        return Err(NoBounce::Broken);
    }
    if recipients.iter().any(|it| it.action == DELIVERED) {
        return Ok((DELIVERED, String::new()));
    }
    match recipients.first() {
        Some(first) if recipients.iter().all(|it| it.action == FAILED) => Ok((FAILED, first.said.clone())),
        _ => Err(NoBounce::NotYet),
    }
}

/// What became of a mail for one of its recipients.
#[derive(Debug, PartialEq, Eq)]
struct Recipient {
    /// In small letters.
    action: String,
    said: String,
}

impl Recipient {
    /// Those of whom a notice tells; what it says of itself names none. `words` is what it says to people, `known` are addresses that
    /// may stand in what it says.
    fn all(body: &str, words: &str, known: &[String]) -> Vec<Self> {
        Head::all(body).iter().filter_map(|fields| Self::of(fields, words, known)).collect()
    }

    fn of(fields: &Head, words: &str, known: &[String]) -> Option<Self> {
        let word = |name: &str| {
            let value = fields.one(name).map(uncommented)?;
            value.split_whitespace().next().map(str::to_owned)
        };
        let addresses =
            ["final-recipient", "original-recipient"].map(|name| fields.one(name).map(after_kind));
        let (action, status) = (word("action")?.to_ascii_lowercase(), word("status").unwrap_or_default());
        addresses.iter().flatten().next()?;
        let diagnosis = fields.one("diagnostic-code").map(after_kind);
        let to_people = || addresses.iter().flatten().find_map(|address| said_of(words, address));
        let words = diagnosis.or_else(to_people).unwrap_or_default();
        let said = match words {
            "" => status,
            words if words.contains(status.as_str()) => words.to_owned(),
            words => format!("{status} {words}"),
        };
        let known = addresses.iter().flatten().copied().chain(known.iter().map(String::as_str));
        let known: Vec<&str> = known.filter(|address| is_whole(address)).collect();
        let mut said = without_addresses(&said, &known).replace(unseen::steers, " ");
        said.truncate(said.floor_char_boundary(SAID_BYTES_MAX));
        Some(Self { action, said })
    }
}

/// What a notice says of an address to people, in a line that begins with it: OpenSMTPD gives no other diagnosis.
fn said_of<'t>(words: &'t str, address: &str) -> Option<&'t str> {
    let of = |line: &'t str| line.trim().strip_prefix(address)?.strip_prefix(':').map(str::trim);
    words.lines().filter(|_| is_whole(address)).find_map(of).filter(|said| !said.is_empty())
}

/// What stands behind the kind of an address or of a diagnosis: `rfc822; a@b.test`, `smtp; 550 unknown`.
fn after_kind(value: &str) -> &str {
    let value = value.split_once(';').map_or(value, |(_, value)| value);
    value.trim().trim_start_matches('<').trim_end_matches('>')
}

#[cfg(test)]
mod tests;
