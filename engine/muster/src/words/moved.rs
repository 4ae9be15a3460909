//! How a due day came to be another than it was: the day before, the day after, and which amendment or resume did it.

use muster_protocol::item::StepReason;
use muster_protocol::say;
use muster_server::view::moves::{ChangeLine, MoveLine};

use super::glossary::Glossary;
use super::{names, step};
use muster_protocol::catalogue::Language;

/// The name of the event of an amendment; what else moves days is a resume.
const AMENDED: &str = "campaign.amended";

/// A move as a line. `reason` is the text of what did it; none where it may not be read.
#[must_use]
pub fn line(lang: Language, known: &Glossary, moved: &MoveLine, reason: Option<&str>) -> String {
    let MoveLine { before, after, position, withdrawn, .. } = moved;
    let same = before == after;
    let days = if same {
        say!(lang, "reminders-planned-again-still-due", after)
    } else {
        say!(lang, "was-due-now-due", before, after)
    };
    let by = by(lang, known, &moved.by, reason);
    let why = step::reason(lang, if same { StepReason::Replanned } else { StepReason::DueMoved });
    let taken_back = match withdrawn {
        0 => String::new(),
        count => say!(lang, "reminders-were-taken-back", #count = count, why),
    };
    say!(lang, "days-moved-by-event", days, by, taken_back, position)
}

fn by(lang: Language, known: &Glossary, change: &ChangeLine, reason: Option<&str>) -> String {
    let ChangeLine { position, at, name, actor, behalf, approver, reason: text } = change;
    let (at, who) = (known.local(*at), names::by(lang, actor, behalf.as_deref()));
    let approved = approver.as_ref().map_or_else(String::new, |post| say!(lang, "approved-by-post", post));
    let because = match (text, reason) {
        (None, _) => String::new(),
        (Some(_), Some(reason)) => say!(lang, "because-reason", reason),
        (Some(_), None) => lang.say("for-a-reason-that-cannot-be-read").to_owned(),
    };
    if name == AMENDED {
        say!(lang, "amended-at-by", at, who, position, approved, because)
    } else {
        say!(lang, "resumed-at-by", at, who, position)
    }
}
