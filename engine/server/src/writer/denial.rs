//! What goes out instead of an answer: refusals of the domain, failures of the store.

use muster_protocol::command::{Refusal, RefusalCode};
use muster_wire::link::LinkError;

use super::campaigns::{Halt, LoadError};
use crate::store::StoreError;

/// A refusal on its way out.
pub(super) fn refused(code: RefusalCode, detail: String) -> LinkError {
    LinkError::Refused(Refusal::plain(code, detail))
}

/// A failure of the store on its way out: the same command may be given again.
pub(super) fn unreachable(error: &StoreError) -> LinkError {
    LinkError::Unreachable(match error {
        StoreError::Damaged(_) => format!("{error}; look with `muster verify`, or restore a backup"),
        StoreError::Failed(_) | StoreError::Behind { .. } => error.to_string(),
    })
}

/// A campaign that could not be loaded, on its way out.
pub(super) fn not_loaded(error: LoadError) -> LinkError {
    match error {
        LoadError::Store(error) => unreachable(&error),
        LoadError::Parked(Halt::Bug(cause)) => refused(RefusalCode::Fault, cause),
        LoadError::Parked(Halt::Damage(cause)) => refused(RefusalCode::Damaged, cause),
    }
}
