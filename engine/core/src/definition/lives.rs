//! What is asked in kinds whose own life the engine does not have yet: each kind is told once, with its lines.

use muster_words::definition::{By, Variant};

use crate::definition::code;
use crate::definition::finding::{Place, Report};
use crate::definition::line::DutyLine;
use crate::definition::selections::SelectionLine;

/// A kind with what is meant to come, in Chinese and English.
struct Kind {
    zh: (&'static str, &'static str),
    en: (&'static str, &'static str),
}

const fn kind(
    name_zh: &'static str,
    yet_zh: &'static str,
    name_en: &'static str,
    yet_en: &'static str,
) -> Kind {
    Kind { zh: (name_zh, yet_zh), en: (name_en, yet_en) }
}

static LEDGER: Kind = kind(
    "台账",
    "按报送执行，各栏和平衡关系还不校验",
    "ledgers",
    "carried as things to hand in; rows and balances are not checked yet",
);
static BY_ROLE: Kind = kind(
    "由委员会做的步骤",
    "逐步办理，还没有提醒",
    "stages done by the committee",
    "they are passed one by one and are not reminded yet",
);

fn of_variant(variant: &Variant) -> Option<&'static Kind> {
    match variant {
        Variant::Ledger(_) => Some(&LEDGER),
        Variant::Deliver
        | Variant::Hold(_)
        | Variant::Count
        | Variant::Pledge(_)
        | Variant::PledgeCheck(_)
        | Variant::Publish(_)
        | Variant::Outlet(_)
        | Variant::Explore(_)
        | Variant::Progress(_)
        | Variant::Task
        | Variant::Stage(..) => None,
    }
}

/// Tells of every kind that the lines use.
pub(crate) fn tell(duties: &[DutyLine], selections: &[SelectionLine], report: &mut Report) {
    let mut told: Vec<(&'static Kind, Place, Vec<String>)> = Vec::new();
    let mut add = |kind: &'static Kind, place: Place, name: &str| match told
        .iter_mut()
        .find(|(known, ..)| std::ptr::eq(*known, kind))
    {
        Some((.., names)) => names.push(name.to_owned()),
        None => told.push((kind, place, vec![name.to_owned()])),
    };
    for line in duties {
        if let Some(kind) = of_variant(&line.duty.variant) {
            add(kind, line.place, &line.duty.id);
        }
    }
    for line in selections {
        let by_committee = |by: &By| !matches!(by, By::Units(_));
        if line.selection.stages.iter().any(|stage| by_committee(&stage.by)) {
            add(&BY_ROLE, line.place, &line.selection.id);
        }
    }
    for (kind, place, ids) in told {
        let ids = ids.join("、");
        let ((name, yet), (name_en, yet_en)) = (kind.zh, kind.en);
        report.note(
            code::NOT_LIVED,
            place,
            format!("{name}：{yet}（{ids}）"),
            format!("{name_en}: {yet_en} ({ids})"),
        );
    }
}
