//! Who holds the posts after an amendment: steps that are in no message yet go to them.

use std::collections::BTreeMap;

use muster_protocol::ids::{OccasionIx, RoleIx, UnitIx};
use muster_protocol::item::OccasionKind;
use sqlx::{Row, SqliteConnection};

use super::campaigns::Resident;
use crate::store::StoreError;
use crate::store::sqlite::failed;

pub(super) async fn follow(connection: &mut SqliteConnection, resident: &Resident) -> Result<(), StoreError> {
    let roles: BTreeMap<&str, RoleIx> = (0u8..)
        .map(RoleIx)
        .zip(&resident.known.definition.roles)
        .map(|(ix, role)| (role.id.as_str(), ix))
        .collect();
    let rows = sqlx::query(
        "SELECT occasion, unit, due_version, no, role, contact FROM steps
         WHERE campaign = ? AND outcome IS NULL AND message IS NULL",
    )
    .bind(resident.no)
    .fetch_all(&mut *connection)
    .await
    .map_err(failed)?;
    for row in rows {
        let (occasion, unit): (u32, u32) = (row.try_get(0).map_err(failed)?, row.try_get(1).map_err(failed)?);
        let (role, had): (String, Option<String>) =
            (row.try_get(4).map_err(failed)?, row.try_get(5).map_err(failed)?);
        if roles.get(role.as_str()).is_some_and(|role| is_visit(resident, (occasion, unit), *role)) {
            continue;
        }
        let contact = roles.get(role.as_str()).and_then(|role| resident.known.post(UnitIx(unit), *role));
        if contact.as_deref() != had.as_deref() {
            let (version, no): (u8, u8) = (row.try_get(2).map_err(failed)?, row.try_get(3).map_err(failed)?);
            sqlx::query(
                "UPDATE steps SET contact = ?
                 WHERE campaign = ? AND occasion = ? AND unit = ? AND due_version = ? AND no = ?",
            )
            .bind(contact)
            .bind(resident.no)
            .bind(occasion)
            .bind(unit)
            .bind(version)
            .bind(no)
            .execute(&mut *connection)
            .await
            .map_err(failed)?;
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
