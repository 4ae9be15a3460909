//! Who holds the posts after an amendment: steps that are in no message yet go to them.

use std::collections::BTreeMap;

use muster_protocol::ids::{OccasionIx, RoleIx, UnitIx};
use muster_protocol::item::OccasionKind;
use sqlx::SqliteConnection;

use super::campaigns::Resident;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound, rows};

rows! {
    /// Where a step stands.
    struct Place {
        occasion: u32,
        unit: u32,
        due_version: u8,
        no: u8,
    }
}

pub(super) async fn follow(connection: &mut SqliteConnection, resident: &Resident) -> Result<(), StoreError> {
    let roles: BTreeMap<&str, RoleIx> = (0u8..)
        .map(RoleIx)
        .zip(&resident.known.definition.roles)
        .map(|(ix, role)| (role.id.as_str(), ix))
        .collect();
    let query = bound!(
        "SELECT occasion, unit, due_version, no, role, contact FROM steps
         WHERE campaign = ? AND outcome IS NULL AND message IS NULL",
        resident.no,
    );
    for (place, role, had) in cells::all::<(Place, String, Option<String>)>(query, connection).await? {
        let Place { occasion, unit, due_version, no } = place;
        if roles.get(role.as_str()).is_some_and(|role| is_visit(resident, (occasion, unit), *role)) {
            continue;
        }
        let contact = roles.get(role.as_str()).and_then(|role| resident.known.post(UnitIx(unit), *role));
        if contact.as_deref() != had.as_deref() {
            let query = bound!(
                "UPDATE steps SET contact = ?
                 WHERE campaign = ? AND occasion = ? AND unit = ? AND due_version = ? AND no = ?",
                contact,
                resident.no,
                occasion,
                unit,
                due_version,
                no,
            );
            query.execute(&mut *connection).await?;
        }
    }
    Ok(())
}

/// Whether a step is about a visit that somebody makes in person: it stays theirs when the role changes hands.
fn is_visit(resident: &Resident, (occasion, unit): (u32, u32), role: RoleIx) -> bool {
    let Some(occasion) = resident.state.occasions().get(OccasionIx(occasion).at()) else { return false };
    let OccasionKind::Visit(programme) = occasion.kind() else { return false };
    let visits = resident.known.definition.visits.get(programme.at());
    visits.is_some_and(|visits| visits.visitor == role) && occasion.life(UnitIx(unit)).is_some()
}
