//! A duty: its items with what was filled in, and for activities what each unit has not used or treated yet (S9, S10).

use muster_rules::counted::counted;
use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::definition::{Bound, Definition, Duty, Hold, Measure, Variant};
use muster_protocol::form::{Form, Verdict};
use muster_protocol::ids::{DutyIx, UnitIx};

use super::records::{self, Happening, Record};
use super::{Asked, LocalizedText, TableView, localized, same};
use crate::store::StoreError;

/// Most items that are listed; the notes count all of them.
const LISTED_MAX: usize = 5_000;

/// What the units covered of an activity so far.
type Covered = BTreeMap<UnitIx, BTreeSet<String>>;

/// What is counted over all items.
#[derive(Default)]
struct Sum {
    items: usize,
    handed_in: usize,
    late: usize,
    above: usize,
}

pub(super) async fn show(asked: &mut Asked<'_>) -> Result<Option<TableView>, StoreError> {
    let def = std::sync::Arc::clone(&asked.def);
    let (name, code) = match asked.name.split_once('/') {
        Some((name, code)) => (name.to_owned(), Some(code)),
        None => (asked.name.to_owned(), None),
    };
    let only = code.map(|code| def.unit_by_code(code));
    if only == Some(None) {
        return Ok(None);
    }
    let only = only.flatten();
    let named = named(&def, &name);
    let happenings = records::happenings(asked, |duty, key| named.contains(&duty) || key == name).await?;
    if named.is_empty() && happenings.is_empty() {
        return Ok(None);
    }
    let first = named.first().copied().or_else(|| happenings.first().map(|happening| happening.duty));
    let mut title =
        first.and_then(|ix| def.duties.get(ix.at())).map_or(name.as_str(), |duty| duty.name.as_str());
    if named.len() > 1 {
        // Parts are called after the whole: `三会一课·党课`.
        title = title.split('·').next().unwrap_or(title);
    }
    let (mut rows, mut sum, mut covered) = (Vec::new(), Sum::default(), Covered::new());
    for happening in &happenings {
        let Some(duty) = def.duties.get(happening.duty.at()) else { continue };
        for record in records::of(asked, happening).await? {
            if only.is_some_and(|unit| unit != record.unit) {
                continue;
            }
            let names = covered.entry(record.unit).or_default();
            if record.counts() {
                names.extend(record.form.covers.iter().cloned());
            }
            let above = above(&def, duty, record.unit, &record.form);
            sum.add(&record, above);
            if rows.len() < LISTED_MAX {
                rows.push(row(&def, duty, happening, &record));
            }
        }
    }
    let mut notes = sum.notes(rows.len());
    for (hold, self_arranged) in named.iter().filter_map(|ix| match &def.duties.get(ix.at())?.variant {
        Variant::Hold(hold) => {
            Some((hold, def.self_arranged.iter().any(|self_arranged| self_arranged.duties.contains(ix))))
        }
        _ => None,
    }) {
        notes.extend(gaps(&def, (hold, self_arranged), &covered));
    }
    let mut shown = TableView { title: same(title), columns: columns(), rows, notes };
    drop_empty(&mut shown);
    Ok(Some(shown))
}

/// The duty of this id, else the parts of the duty of this id.
fn named(def: &Definition, name: &str) -> Vec<DutyIx> {
    let all = || (0u16..).map(DutyIx).zip(&def.duties);
    let exactly: Vec<DutyIx> = all().filter(|(_, duty)| duty.id == name).map(|(ix, _)| ix).collect();
    if !exactly.is_empty() {
        return exactly;
    }
    let part = format!("{name}-");
    all().filter(|(_, duty)| duty.id.starts_with(&part)).map(|(ix, _)| ix).collect()
}

fn columns() -> Vec<LocalizedText> {
    [
        ("事项", "item"),
        ("单位", "unit"),
        ("状态", "state"),
        ("到期", "due"),
        ("逾期", "late"),
        ("报送", "handed in"),
        ("数目", "numbers"),
        ("写明", "covers"),
        ("结论", "result"),
    ]
    .map(|(zh, en)| localized(zh, en))
    .to_vec()
}

/// Columns in which no row says anything are left out; the first four always stand.
fn drop_empty(shown: &mut TableView) {
    for column in (4..shown.columns.len()).rev() {
        if shown.rows.iter().all(|row| row.get(column).is_none_or(|cell| cell.en.is_empty())) {
            shown.columns.remove(column);
            for row in &mut shown.rows {
                row.remove(column);
            }
        }
    }
}

fn row(def: &Definition, duty: &Duty, happening: &Happening, record: &Record) -> Vec<LocalizedText> {
    let key = &happening.key;
    let late = match happening.before {
        _ if record.late => localized("逾期", "late"),
        Some(day) if def.phases.iter().all(|phase| day < phase.from) => {
            localized("早于开始", "before the start")
        }
        Some(_) => localized("早于发布", "before the launch"),
        None => same(""),
    };
    let short = def.units.get(record.unit.at()).map_or("", |unit| unit.short.as_str());
    vec![
        same(format!("{key}/{}", record.code)),
        same(short),
        record.status(),
        same(record.due_day),
        late,
        same(&record.pieces),
        numbers(def, duty, record.unit, &record.form),
        same(record.form.covers.join("、")),
        result(record),
    ]
}

/// Numbers as they were reported, shares as percent, what lies above its ceiling marked (S17).
pub(super) fn numbers(def: &Definition, duty: &Duty, unit: UnitIx, form: &Form) -> LocalizedText {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for number in &form.numbers {
        let measure = duty.terms.measures.iter().find(|measure| measure.name == number.name);
        let mut text = localized(
            format!("{} {}", number.name, number.value),
            format!("{} {}", number.name, number.value),
        );
        let whole = measure.and_then(|it| it.share_of).and_then(|ix| number_of(duty, form, ix));
        if let Some(whole) = whole.filter(|whole| *whole > 0) {
            let percent = u64::from(number.value) * 100 / u64::from(whole);
            text.zh.push_str(&format!("（{percent} %）"));
            text.en.push_str(&format!(" ({percent} %)"));
        }
        if let Some(most) = measure.and_then(|it| ceiling(def, duty, unit, form, it))
            && number.value > most
        {
            text.zh.push_str(&format!("（超过上限{most}）"));
            text.en.push_str(&format!(" (above the ceiling of {most})"));
        }
        zh.push(text.zh);
        en.push(text.en);
    }
    localized(zh.join("、"), en.join(", "))
}

fn number_of(duty: &Duty, form: &Form, ix: u8) -> Option<u32> {
    let name = &duty.terms.measures.get(usize::from(ix))?.name;
    form.numbers.iter().find(|number| number.name == *name).map(|number| number.value)
}

fn ceiling(def: &Definition, duty: &Duty, unit: UnitIx, form: &Form, measure: &Measure) -> Option<u32> {
    match measure.at_most? {
        Bound::Number(number) => Some(number),
        Bound::Members => def.units.get(unit.at()).map(|unit| unit.members),
        Bound::Measure(ix) => number_of(duty, form, ix),
    }
}

fn above(def: &Definition, duty: &Duty, unit: UnitIx, form: &Form) -> bool {
    duty.terms.measures.iter().zip(0u8..).any(|(measure, ix)| {
        let value = number_of(duty, form, ix);
        value.zip(ceiling(def, duty, unit, form, measure)).is_some_and(|(value, most)| value > most)
    })
}

/// How it ended, what is done with it, which points of the rubric are not met.
fn result(record: &Record) -> LocalizedText {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    if let Some(localized) = record.form.verdict.map(verdict) {
        zh.push(localized.zh);
        en.push(localized.en);
    }
    if !record.form.done.is_empty() {
        let done: Vec<String> = record.form.done.iter().map(u8::to_string).collect();
        zh.push(format!("办结第{}项", done.join("、")));
        en.push(format!("done: {}", done.join(", ")));
    }
    if !record.failed.is_empty() {
        zh.push(format!("未达：{}", record.failed));
        en.push(format!("not met: {}", record.failed));
    }
    localized(zh.join("；"), en.join("; "))
}

/// A verdict in words.
pub(super) fn verdict(verdict: Verdict) -> LocalizedText {
    match verdict {
        Verdict::Kept => localized("已兑现", "kept"),
        Verdict::PartlyKept => localized("部分兑现", "partly kept"),
        Verdict::Broken => localized("未兑现", "broken"),
        Verdict::Adopted => localized("采用", "adopted"),
        Verdict::NotAdopted => localized("不采用", "not adopted"),
    }
}

impl Sum {
    fn add(&mut self, record: &Record, above: bool) {
        self.items += 1;
        self.handed_in += usize::from(record.counts());
        self.late += usize::from(record.late);
        self.above += usize::from(above);
    }

    fn notes(&self, listed: usize) -> Vec<LocalizedText> {
        let Self { items, handed_in, late, above } = self;
        let mut notes = vec![localized(
            format!("{items}项，已报{handed_in}，逾期{late}"),
            format!("{items}, {handed_in} handed in, {late} late", items = counted(&items, "item")),
        )];
        if *above > 0 {
            notes.push(localized(
                format!("超过上限的{above}项：只显示，由人判断"),
                format!("{above} above the ceiling: shown, and judged by people"),
            ));
        }
        if listed < *items {
            notes.push(localized(format!("只列出前{listed}项"), format!("the first {listed} are listed")));
        }
        notes
    }
}

/// What each unit did not use or treat yet: a line for each unit that has a gap.
fn gaps(def: &Definition, (hold, self_arranged): (&Hold, bool), covered: &Covered) -> Vec<LocalizedText> {
    let mut notes = Vec::new();
    let (unused, none) = if self_arranged {
        (
            ("还没有走到，下次先去", "not been to yet, these come first:"),
            ("每个单位都走到了", "every unit has been everywhere"),
        )
    } else {
        (
            ("还没有用过", "methods not used yet"),
            ("每个单位都用齐了方式和专题", "every unit used every method and treated every topic"),
        )
    };
    if hold.methods.is_empty() && hold.topics.is_empty() {
        return notes;
    }
    for (unit, names) in covered {
        let missing = |all: &[String]| {
            all.iter().filter(|name| !names.contains(*name)).cloned().collect::<Vec<_>>().join("、")
        };
        let (methods, topics) = (missing(&hold.methods), missing(&hold.topics));
        let Some(unit) = def.units.get(unit.at()) else { continue };
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        if !methods.is_empty() {
            zh.push(format!("{} {methods}", unused.0));
            en.push(format!("{} {methods}", unused.1));
        }
        if !topics.is_empty() {
            zh.push(format!("还没有涉及 {topics}"));
            en.push(format!("topics not treated yet {topics}"));
        }
        if !zh.is_empty() {
            let who = format!("{} {}", unit.code, unit.short);
            notes.push(localized(format!("{who}：{}", zh.join("；")), format!("{who}: {}", en.join("; "))));
        }
    }
    if notes.is_empty() && !covered.is_empty() {
        notes.push(localized(none.0, none.1));
    }
    notes
}
