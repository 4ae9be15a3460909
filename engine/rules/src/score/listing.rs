//! Kinds of entries of lists, by who or what proposes somebody for them.

use muster_protocol::definition::{Condition, ListKind};
use muster_protocol::ids::RoleIx;

/// Whether nothing but what is counted proposes somebody for it.
#[must_use]
pub fn by_rule_alone(kind: &ListKind) -> bool {
    kind.any.iter().all(|condition| match condition {
        Condition::Grade { .. } | Condition::Total { .. } | Condition::Counted { .. } => true,
        Condition::Nominated | Condition::Found { .. } => false,
    })
}

/// The roles whose finding proposes somebody for it.
pub fn finders(kind: &ListKind) -> impl Iterator<Item = RoleIx> + '_ {
    kind.any.iter().filter_map(|condition| match condition {
        Condition::Found { by, .. } => Some(*by),
        Condition::Grade { .. }
        | Condition::Total { .. }
        | Condition::Counted { .. }
        | Condition::Nominated => None,
    })
}

/// Whether nothing but a finding proposes somebody for it: then those who find it propose, and nobody in their place.
#[must_use]
pub fn by_finding_alone(kind: &ListKind) -> bool {
    !kind.any.is_empty() && finders(kind).count() == kind.any.len()
}

#[cfg(test)]
mod tests {
    use muster_protocol::definition::{Compare, Decimal};

    use super::*;

    #[test]
    fn a_kind_goes_by_a_rule_alone_by_a_finding_alone_or_by_neither() {
        let rule = || Condition::Total { sheet: 0, compare: Compare::Less, with: Decimal::whole(60) };
        let found = || Condition::Found { by: RoleIx(3), what: "重视不够".to_owned() };
        let kind = |any: Vec<Condition>| ListKind { name: "k".to_owned(), any };
        for (any, rule_alone, finding_alone, roles) in [
            (vec![rule()], true, false, vec![]),
            (vec![found(), found()], false, true, vec![RoleIx(3), RoleIx(3)]),
            (vec![rule(), found()], false, false, vec![RoleIx(3)]),
            (vec![Condition::Nominated], false, false, vec![]),
            (vec![found(), Condition::Nominated], false, false, vec![RoleIx(3)]),
        ] {
            let kind = kind(any);
            let said = (by_rule_alone(&kind), by_finding_alone(&kind), finders(&kind).collect::<Vec<_>>());
            assert_eq!(said, (rule_alone, finding_alone, roles), "{kind:?}");
        }
    }
}
