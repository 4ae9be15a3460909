//! What is said of an item that is not open: from which day it is, or which happening of its duty is meant now.

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::command::{ItemName, Refusal};
use muster_protocol::definition::Definition;
use muster_protocol::ids::{DutyIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::text;
use muster_protocol::time::Date;
use muster_rules::audience;
use muster_rules::zone::Zone;

use super::super::state::{ItemState, Occasion, State};

/// Why a unit has no item here: it opens later, or is not the unit's at all.
pub(super) fn why(def: &Definition, place: &Occasion, unit: UnitIx) -> LocalizedText {
    let asked = audience::opening(def, &place.plan).contains(&unit);
    match opens(def, place).filter(|_| asked && !place.is_open() && !place.retired) {
        Some(day) => text!("it-opens-on-day", day),
        None => text!("the-unit-has-no-such-item-it-is"),
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
        return Some(
            Refusal::unknown_name(text!("duty-is-asked-for-several-times-open-now", duty, item))
                .instead(Some(item)),
        );
    }
    let ahead = own().filter(|occasion| {
        !occasion.is_open()
            && occasion.item(unit).state() == ItemState::None
            && audience::opening(def, &occasion.plan).contains(&unit)
    });
    let next = ahead.min_by_key(|occasion| occasion.plan.opens)?;
    let (item, day) = (format!("{}/{}", next.key(), name.unit), opens(def, next)?);
    Some(Refusal::unknown_name(text!("duty-is-asked-for-several-times-the-next", duty, item, day)))
}

/// The local day on which an occasion opens.
fn opens(def: &Definition, place: &Occasion) -> Option<Date> {
    Zone::of(def).ok().map(|zone| zone.date_of(place.plan.opens))
}
