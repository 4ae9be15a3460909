//! What is said of an item that is not open: from which day it is, or which happening of its duty is meant now.

use muster_protocol::command::{ItemName, Refusal, RefusalCode};
use muster_protocol::definition::Definition;
use muster_protocol::ids::{DutyIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::time::Date;
use muster_rules::audience;
use muster_rules::zone::Zone;

use super::super::state::{ItemState, Occasion, State};

/// Why a unit has no item here, in English and in Chinese: it opens later, or is not the unit's at all.
pub(super) fn why(def: &Definition, place: &Occasion, unit: UnitIx) -> (String, String) {
    let asked = audience::opening(def, &place.plan).contains(&unit);
    match opens(def, place).filter(|_| asked && !place.is_open() && !place.retired) {
        Some(day) => (format!("it opens on {day}"), format!("{day}才开始")),
        None => (
            "the unit has no such item: it is not in the audience, or the item has not opened".to_owned(),
            "该单位没有这一项：不在范围内，或还没有开始".to_owned(),
        ),
    }
}

/// Of a name that is a duty's and no happening's: the happening that the unit has open, else the next one; nothing where no
/// duty is called so.
pub(super) fn happening(def: &Definition, state: &State, name: &ItemName) -> Option<Refusal> {
    let at = def.duties.iter().position(|duty| duty.id == name.occasion)?;
    let kind = OccasionKind::Duty(DutyIx(u16::try_from(at).ok()?));
    let unit = def.unit_by_code(&name.unit)?;
    let own = || state.occasions.iter().filter(|occasion| occasion.plan.kind == kind && !occasion.retired);
    let duty = &name.occasion;
    let open =
        own().filter(|occasion| occasion.item(unit).awaits()).min_by_key(|occasion| occasion.due(unit));
    if let Some(open) = open {
        let item = format!("{}/{}", open.key(), name.unit);
        let en = format!("“{duty}” is asked for several times; open now is {item}");
        let zh = format!("“{duty}”要报好几次；现在要报的是 {item}");
        return Some(Refusal::with_text(RefusalCode::UnknownName, en, zh).instead(Some(item)));
    }
    let ahead = own().filter(|occasion| {
        !occasion.is_open()
            && occasion.item(unit).state() == ItemState::None
            && audience::opening(def, &occasion.plan).contains(&unit)
    });
    let next = ahead.min_by_key(|occasion| occasion.plan.opens)?;
    let (item, day) = (format!("{}/{}", next.key(), name.unit), opens(def, next)?);
    let en = format!("“{duty}” is asked for several times; the next one, {item}, opens on {day}");
    let zh = format!("“{duty}”要报好几次；下一次是 {item}，{day}开始");
    Some(Refusal::with_text(RefusalCode::UnknownName, en, zh))
}

/// The local day on which an occasion opens.
fn opens(def: &Definition, place: &Occasion) -> Option<Date> {
    Zone::of(def).ok().map(|zone| zone.date_of(place.plan.opens))
}
