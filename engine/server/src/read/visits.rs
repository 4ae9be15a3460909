//! Visits as a feed that people add to their own calendar: the same bytes behind a link and out of a verb.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::question::Firmness;
use muster_protocol::refs::Ids;
use muster_protocol::shape::SlotReason;
use muster_protocol::time::Date;
use muster_protocol::{id, say};
use muster_rules::feed::{Entry, text, uid};

use crate::view::status::VisitLine;

/// How a visit stands, from its stable word; an unknown one stays as it is.
#[must_use]
pub fn stage(lang: Language, code: &str) -> &str {
    let said = match code {
        "proposed" => id!("proposed"),
        "confirmed" => id!("confirmed"),
        "made" => id!("made-to-be-recorded"),
        "recorded" => id!("visit-is-recorded"),
        "unrecorded" => id!("unrecorded"),
        "not-made" => id!("not-made"),
        "declined" => id!("declined"),
        "cancelled" => id!("cancelled"),
        "no-show" => id!("no-show"),
        "left" => id!("the-unit-left"),
        "handed-on" => id!("handed-on"),
        other => return other,
    };
    said.say(lang)
}

/// Why a slot was chosen, from the text in which the view keeps it. An empty one says nothing; one that this program cannot
/// read is no reason to say that there was none.
///
/// # Errors
/// What the parser says of a text that is no list of reasons.
pub fn reasons(text: &str) -> serde_json::Result<Vec<SlotReason<Ids>>> {
    if text.is_empty() { Ok(Vec::new()) } else { serde_json::from_str(text) }
}

/// The feed of these visits, under the name of the one who makes them where it is one's alone.
#[must_use]
pub fn feed(
    lang: Language,
    (campaign, def): (&CampaignId, Option<&Definition>),
    whose: Option<&str>,
    (lines, today): (&[&VisitLine], Date),
) -> String {
    let product = format!("-//muster//visits//{}", lang.code().to_uppercase());
    let name = whose.map_or_else(
        || lang.say("visits-of-all").to_owned(),
        |person| say!(lang, "visits-of-person", person),
    );
    let entries: Vec<Entry> = lines.iter().map(|line| entry(lang, campaign, def, (line, today))).collect();
    text(&product, &name, &entries)
}

fn entry(
    lang: Language,
    campaign: &CampaignId,
    def: Option<&Definition>,
    (line, today): (&VisitLine, Date),
) -> Entry {
    let firmness = match line.stage.as_str() {
        "proposed" => Firmness::Tentative,
        "declined" | "cancelled" | "no-show" | "left" | "handed-on" => Firmness::Cancelled,
        _ => Firmness::Confirmed,
    };
    let along = line.along();
    let party: Vec<&str> =
        std::iter::once(&line.visitor).chain(&along).map(|contact| post(def, contact)).collect();
    let post = party.join(lang.say("list-comma"));
    let summary = say!(lang, "visit-of-post-to-name", post, name = line.name);
    let unit = def.and_then(|def| def.unit(&line.place));
    let town = unit.map_or("", |unit| unit.town.as_str());
    Entry {
        uid: uid(campaign, (line.occasion.as_str(), line.place.as_str()), line.no),
        sequence: u32::try_from(line.sequence).unwrap_or_default(),
        changed: line.changed,
        start: line.start,
        end: line.end,
        summary,
        description: format!("{} · {}", line.name(), stage(lang, line.stage_on(def, today))),
        // Names of villages often begin with their town.
        location: if line.name.starts_with(town) {
            line.name.clone()
        } else {
            format!("{town} {}", line.name)
        },
        firmness,
    }
}

/// A post in the committee's words, where it stands by its id.
fn post<'a>(def: Option<&'a Definition>, id: &'a str) -> &'a str {
    def.map_or(id, |def| def.post(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_empty_text_has_no_reasons_to_read() {
        assert!(reasons("").unwrap().is_empty());
        assert!(reasons("[]").unwrap().is_empty());
        assert_eq!(reasons(r#"["NeverVisited"]"#).unwrap(), vec![SlotReason::NeverVisited]);
        for text in [" ", "null", "[", r#"["OnAWhim"]"#] {
            assert!(reasons(text).is_err(), "{text}");
        }
    }
}
