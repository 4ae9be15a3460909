//! Visits as a feed that people add to their own calendar: the same bytes behind a link and out of a verb.

use muster_core::definition::Tongue;
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::time::Date;

use super::calendar::{Entry, Firmness, text};
use crate::view::status::VisitLine;

/// How a visit stands, from its stable word; an unknown one stays as it is.
#[must_use]
pub fn stage(tongue: Tongue, code: &str) -> &str {
    let (zh, en) = match code {
        "proposed" => ("待确认", "proposed"),
        "confirmed" => ("已确认", "confirmed"),
        "made" => ("已走访、待记录", "made, to be recorded"),
        "recorded" => ("已记录", "recorded"),
        "unrecorded" => ("超期未记录", "unrecorded"),
        "not-made" => ("未走访", "not made"),
        "declined" => ("走访人不能去", "declined"),
        "cancelled" => ("取消", "cancelled"),
        "no-show" => ("未到访", "no-show"),
        "handed-on" => ("已委托他人", "handed on"),
        other => return other,
    };
    match tongue {
        Tongue::Zh => zh,
        Tongue::En => en,
    }
}

/// The feed of these visits, under the name of the one who makes them where it is one's alone.
#[must_use]
pub fn feed(
    tongue: Tongue,
    (campaign, def): (&CampaignId, Option<&Definition>),
    whose: Option<&str>,
    (lines, today): (&[&VisitLine], Date),
) -> String {
    let (product, name) = match (whose, tongue) {
        (Some(person), Tongue::Zh) => ("-//muster//visits//ZH", format!("{person}的走访")),
        (Some(person), Tongue::En) => ("-//muster//visits//EN", format!("Visits of {person}")),
        (None, Tongue::Zh) => ("-//muster//visits//ZH", "走访".to_owned()),
        (None, Tongue::En) => ("-//muster//visits//EN", "Visits".to_owned()),
    };
    let entries: Vec<Entry> = lines.iter().map(|line| entry(tongue, campaign, def, (line, today))).collect();
    text(product, &name, &entries)
}

fn entry(
    tongue: Tongue,
    campaign: &CampaignId,
    def: Option<&Definition>,
    (line, today): (&VisitLine, Date),
) -> Entry {
    let firmness = match line.stage.as_str() {
        "proposed" => Firmness::Tentative,
        "declined" | "cancelled" | "no-show" | "handed-on" => Firmness::Cancelled,
        _ => Firmness::Confirmed,
    };
    let post = post(def, &line.visitor);
    let summary = match tongue {
        Tongue::Zh => format!("走访：{post}到{}", line.name),
        Tongue::En => format!("Visit: {post} to {}", line.name),
    };
    let unit = def.and_then(|def| def.units.get(def.unit_by_code(&line.place)?.at()));
    let town = unit.map_or("", |unit| unit.town.as_str());
    Entry {
        uid: format!("visit.{}.{}.{}@{campaign}", line.occasion, line.place, line.no),
        sequence: u32::try_from(line.sequence).unwrap_or_default(),
        changed: line.changed,
        start: line.start,
        end: line.end,
        summary,
        description: format!("{} · {}", line.name(), stage(tongue, line.stage_on(def, today))),
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
    let contact = def.and_then(|def| def.contacts.get(def.contact_by_id(id)?.at()));
    contact.map_or(id, |contact| contact.post.as_str())
}
