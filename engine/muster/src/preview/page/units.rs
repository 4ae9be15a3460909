//! A list for each unit, folded up until somebody opens it.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};
use muster_protocol::ids::{OccasionIx, UnitIx};

use super::{Page, UNITS, thousands};
use crate::lang::Lang;
use crate::preview::model::Happening;
use crate::words::day::{short, with_weekday};
use crate::words::{item, names, reason};

/// Most rows of all the units' lists together: about as much as a browser and a mailbox take well. Beyond it the page
/// has one line for each unit; `--unit CODE` gives a page of one, and the workbook has them all.
const LIST_ROWS_MAX: usize = 10_000;

/// Most units that have a line of their own.
const UNITS_SHOWN_MAX: usize = 5_000;

/// Of each occasion its name and its reminders, both already markup, and as texts what is to be handed in and the reason
/// of its day: name, needs, reminders, reason.
type Texts = BTreeMap<OccasionIx, [String; 4]>;

impl Page<'_> {
    pub(super) fn units(&self) -> Markup {
        let mut theirs: BTreeMap<UnitIx, Vec<usize>> = BTreeMap::new();
        for (at, happening) in self.model.happenings.iter().enumerate() {
            happening.units.iter().for_each(|unit| theirs.entry(*unit).or_default().push(at));
        }
        let rows: usize = theirs.values().map(Vec::len).sum();
        let inside = html! {
            @if rows > LIST_ROWS_MAX {
                (self.too_many(rows))
                (self.summaries(&theirs))
            } @else {
                @if theirs.len() > 1 { (self.opener()) }
                @let texts = self.texts();
                @for (unit, list) in &theirs { (self.unit(*unit, list, &texts, theirs.len() == 1)) }
            }
            @if theirs.len() > UNITS_SHOWN_MAX {
                p class="note" { (self.say("只列前", "Only the first ")) (UNITS_SHOWN_MAX) (self.say("个单位。", " units are listed.")) }
            }
        };
        self.section(UNITS, true, &inside)
    }

    fn opener(&self) -> Markup {
        html! {
            p class="screen" {
                button type="button" id="open-all" hidden aria-pressed="false"
                    data-open=(self.say("全部展开", "open all")) data-close=(self.say("全部收起", "close all")) { (self.say("全部展开", "open all")) }
                " " span class="soft" { (self.say("点开一个单位看清单；打印时只印展开的。", "Open a unit to see its list; only open ones are printed.")) }
            }
        }
    }

    fn too_many(&self, rows: usize) -> Markup {
        let (rows, most) = (thousands(rows as u64), thousands(LIST_ROWS_MAX as u64));
        html! {
            p class="note" {
                @if self.lang == Lang::Zh {
                    "清单共" (rows) "行，超过一页能放的" (most) "行，所以这里每个单位只有一行。一个单位的清单：muster preview 文件 --unit 编码 --html 页面；全部：--xlsx 工作簿。"
                } @else {
                    "The lists have " (rows) " rows, more than the " (most) " that a page takes, so each unit has one line here. For one unit: muster preview FILE --unit CODE --html PAGE; for all: --xlsx WORKBOOK."
                }
            }
        }
    }

    fn summaries(&self, theirs: &BTreeMap<UnitIx, Vec<usize>>) -> Markup {
        html! {
            table class="t-summaries" {
                thead { tr {
                    th scope="col" { (self.say("单位", "unit")) }
                    th scope="col" class="num" { (self.say("事项", "items")) }
                    th scope="col" { (self.say("第一项", "first")) }
                    th scope="col" { (self.say("最后一项", "last")) }
                } }
                tbody {
                    @for (unit, list) in theirs.iter().take(UNITS_SHOWN_MAX) {
                        tr {
                            th scope="row" { (names::unit(self.def(), *unit)) }
                            td class="num" { (list.len()) }
                            @for at in [list.first(), list.last()] {
                                td { (at.and_then(|at| self.model.happenings.get(*at)).map(|row| row.due.to_string()).unwrap_or_default()) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// What every unit's list says alike of a happening.
    fn texts(&self) -> Texts {
        let text = |happening: &Happening| {
            let plan = &self.model.row(happening.occasion)?.plan;
            let (before, _) = self.model.reminders(happening.occasion);
            let name = self.name(plan).into_string();
            let why = reason::due(self.lang, self.def(), plan);
            Some((happening.occasion, [name, self.needs(plan.kind), self.steps(&before).into_string(), why]))
        };
        self.model.happenings.iter().filter_map(text).collect()
    }

    fn unit(&self, unit: UnitIx, list: &[usize], texts: &Texts, open: bool) -> Markup {
        let def = self.def();
        let (category, posts) = def.units.get(unit.at()).map_or(("", Vec::new()), |row| {
            let posts = row.contacts.iter().flatten().map(|contact| names::contact(def, *contact));
            (row.category.as_str(), posts.collect())
        });
        html! {
            details open[open] {
                summary {
                    b { (names::unit(def, unit)) }
                    span { (category) " · " (list.len()) (self.say("项", " items")) (self.membership(unit)) }
                }
                div {
                    p class="soft" { (posts.join(self.say("、", ", "))) }
                    table class="stack t-unit" {
                        thead { tr {
                            th scope="col" { (self.say("截止", "due")) }
                            th scope="col" { (self.say("事项", "item")) }
                            th scope="col" { (self.say("开始", "opens")) }
                            th scope="col" { (self.say("要交", "to hand in")) }
                            th scope="col" { (self.say("提醒", "reminders")) }
                            th scope="col" { (self.say("为什么是这一天", "why that day")) }
                            @if self.about.answered { th scope="col" { (self.say("预演结果", "as played")) } }
                        } }
                        tbody {
                            @for happening in list.iter().filter_map(|at| self.model.happenings.get(*at)) {
                                @if let Some(texts) = texts.get(&happening.occasion) { (self.owed(unit, happening, texts)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn membership(&self, unit: UnitIx) -> String {
        let Some(row) = self.def().units.get(unit.at()) else { return String::new() };
        let mut text = String::new();
        if let Some(joined) = row.joined {
            text += &format!(" · {}{}", short(self.lang, joined), self.say("加入", " joins"));
        }
        if let Some(left) = row.left {
            let what = match row.merged_into.and_then(|into| self.def().units.get(into.at())) {
                Some(into) if self.lang == Lang::Zh => format!("后并入{}", into.short),
                Some(into) => format!(": then merged into {}", into.short),
                None => self.say("后退出", ": then leaves").to_owned(),
            };
            text += &format!(" · {}{what}", short(self.lang, left));
        }
        text
    }

    fn owed(&self, unit: UnitIx, happening: &Happening, texts: &[String; 4]) -> Markup {
        let [name, needs, reminders, why] = texts;
        let row = self.model.history.item(happening.occasion, unit);
        let due = row.map_or(happening.due, |row| row.due_day);
        html! {
            tr {
                th scope="row" class="day" { (with_weekday(self.lang, due)) }
                td { (PreEscaped(name)) }
                td class="day" { (short(self.lang, happening.opens)) }
                td { (needs) }
                td { (PreEscaped(reminders)) }
                td {
                    @if due == happening.due { (why) }
                    @else { (self.say("退回后另算；原为", "recomputed after a return; it was ")) (with_weekday(self.lang, happening.due)) }
                }
                @if self.about.answered {
                    td {
                        @if let Some(row) = row {
                            (item::state(self.lang, row.state))
                            @if row.late { " " span class="late" { (self.say("逾期", "late")) } }
                        }
                    }
                }
            }
        }
    }
}
