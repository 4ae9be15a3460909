//! What is asked in kinds whose own life the engine does not have yet: each kind is told once, with its lines.

use muster_words::definition::{By, Terms, Variant};

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

static HOLD: Kind = kind(
    "开展活动",
    "按报送执行，方式、专题、参加人员还不逐次登记",
    "activities",
    "carried as things to hand in; methods, topics and invitees are not recorded yet",
);
static COUNT: Kind = kind(
    "只计数",
    "按报送执行，数目还不登记",
    "counters",
    "carried as things to hand in; the numbers are not recorded yet",
);
static PLEDGE: Kind = kind(
    "承诺",
    "按报送执行，内容是否齐全还不校验",
    "pledges",
    "carried as things to hand in; their sections are not checked yet",
);
static PLEDGE_CHECK: Kind = kind(
    "承诺检查",
    "按报送执行，还不记兑现、部分兑现、未兑现",
    "checks of pledges",
    "carried as things to hand in; kept, partly kept and broken are not recorded yet",
);
static LEDGER: Kind = kind(
    "台账",
    "按报送执行，各栏和平衡关系还不校验",
    "ledgers",
    "carried as things to hand in; rows and balances are not checked yet",
);
static PUBLISH: Kind = kind(
    "发布",
    "按报送执行，还不按渠道登记",
    "publications",
    "carried as things to hand in; outlets are not recorded yet",
);
static EXPLORE: Kind = kind(
    "探索事项",
    "按报送执行，还不能以“不采用”办结",
    "things tried out",
    "carried as things to hand in; they cannot end as not adopted yet",
);
static PROGRESS: Kind = kind(
    "进度",
    "按报送执行，办结后还会继续要",
    "progress",
    "carried as things to hand in; it goes on being asked for when all is done",
);
static MEASURES: Kind = kind(
    "数目",
    "还不登记，也不与下限、上限比较",
    "numbers",
    "they are neither recorded nor held against their bounds yet",
);
static COUNTS_FOR: Kind = kind(
    "计入并行活动",
    "还不分别计数",
    "counting for campaigns alongside",
    "they are not counted apart yet",
);
static FOCUS: Kind =
    kind("分类重点", "是否写明还不校验", "focus of categories", "whether it is covered is not checked yet");
static BY_ROLE: Kind = kind(
    "由委员会做的步骤",
    "逐步办理，还没有提醒",
    "stages done by the committee",
    "they are passed one by one and are not reminded yet",
);

fn of_variant(variant: &Variant) -> Option<&'static Kind> {
    Some(match variant {
        Variant::Deliver | Variant::Task | Variant::Stage(..) => return None,
        Variant::Hold(_) => &HOLD,
        Variant::Count => &COUNT,
        Variant::Pledge(_) => &PLEDGE,
        Variant::PledgeCheck(_) => &PLEDGE_CHECK,
        Variant::Ledger(_) => &LEDGER,
        Variant::Publish(_) | Variant::Outlet(_) => &PUBLISH,
        Variant::Explore => &EXPLORE,
        Variant::Progress(_) => &PROGRESS,
    })
}

fn of_terms(terms: &Terms) -> impl Iterator<Item = &'static Kind> {
    let kinds = [
        (!terms.measures.is_empty()).then_some(&MEASURES),
        (!terms.counts_for.is_empty()).then_some(&COUNTS_FOR),
        terms.focus.then_some(&FOCUS),
    ];
    kinds.into_iter().flatten()
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
        let kinds = of_variant(&line.duty.variant).into_iter().chain(of_terms(&line.duty.terms));
        kinds.for_each(|kind| add(kind, line.place, &line.duty.id));
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
