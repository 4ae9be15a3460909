//! Messages per person, the visit plan, and what the checker noted.

use maud::{Markup, html};
use muster_core::definition::{Finding, Severity};

use super::{LOAD, NOTES, Page, VISITS, thousands};
use crate::preview::history::VisitRow;
use crate::preview::model::{BANDS, PersonLoad, REMINDERS_A_DAY_MAX};
use crate::words::day::with_weekday;
use crate::words::{names, step};

/// Most persons in the table: those with the fullest day. The workbook has them all.
const PEOPLE_SHOWN_MAX: usize = 25;

/// Most visits in the table; a person's or a unit's page, or the workbook, has the rest.
const VISITS_SHOWN_MAX: usize = 1_000;

/// Most findings that are shown; `check` tells them all.
const FINDINGS_SHOWN_MAX: usize = 100;

impl Page<'_> {
    pub(super) fn load(&self) -> Markup {
        let load = &self.model.load;
        let most = load.bands.iter().max().copied().unwrap_or(0).max(1);
        let inside = html! {
            (self.load_summary())
            h3 { (self.say("多少人收到多少条", "How many get how many")) }
            table class="t-bands" {
                thead { tr {
                    th scope="col" class="num" { (self.say("全程消息", "messages in all")) }
                    th scope="col" class="num" { (self.say("岗位", "posts")) }
                    th scope="col" style="width:60%" { span class="soft" { (self.say("比例", "share")) } }
                } }
                tbody {
                    @for ((from, to), people) in BANDS.iter().zip(load.bands) {
                        tr {
                            th scope="row" class="num" { @match to { Some(to) if to == from => (from), Some(to) => { (from) "–" (to) }, None => { (from) "+" } } }
                            td class="num" { (thousands(u64::from(people))) }
                            td { @if people > 0 { span class="meter" style=(format!("width:{:.1}%", f64::from(people) * 100.0 / f64::from(most))) {} } }
                        }
                    }
                }
            }
            h3 { (self.say("一天里提醒最多的人", "Persons with the fullest day")) }
            table class="stack t-people" {
                thead { tr {
                    th scope="col" { (self.say("岗位", "post")) }
                    th scope="col" class="num" { (self.say("消息", "messages")) }
                    th scope="col" class="num" { (self.say("红色督办单", "red cards")) }
                    th scope="col" class="num" { (self.say("提醒合计", "reminders")) }
                    th scope="col" class="num" { (self.say("一天最多", "most a day")) }
                    th scope="col" { (self.say("哪一天", "on")) }
                    th scope="col" class="num" { (self.say("超过", "days over ")) (REMINDERS_A_DAY_MAX) (self.say("项的天数", "")) }
                } }
                tbody { @for person in load.people.iter().take(PEOPLE_SHOWN_MAX) { (self.person(person)) } }
            }
            @if load.people.len() > PEOPLE_SHOWN_MAX {
                p class="soft" {
                    (self.say("只列前", "Only the first ")) (PEOPLE_SHOWN_MAX) (self.say("人，全部在工作簿里（--xlsx）。", " are listed; the workbook (--xlsx) has them all."))
                }
            }
        };
        self.section(LOAD, false, &inside)
    }

    fn load_summary(&self) -> Markup {
        let load = &self.model.load;
        let Some(first) = load.people.first() else {
            return html! { p { (self.say("没有人收到消息。", "Nobody gets a message.")) } };
        };
        let (post, day) = (names::contact(self.def(), first.contact), with_weekday(self.lang, first.most_on));
        let (people, over) = (load.people.len(), load.over());
        html! {
            p {
                @if self.lang == crate::lang::Lang::Zh {
                    (people) "个岗位收到消息，每人每天例行消息最多一条，红色督办单另发。一天里提醒最多的是" strong { (post) } "："
                    (day) "，" (first.most) "项。有某天超过" (REMINDERS_A_DAY_MAX) "项的岗位：" strong { (over) "个" } "。"
                } @else {
                    (people) " posts get messages, at most one routine message a person and day, red cards apart. The fullest day has "
                    strong { (post) } ": " (day) ", " (first.most) " reminders. Posts with a day above " (REMINDERS_A_DAY_MAX) ": " strong { (over) } "."
                }
            }
        }
    }

    fn person(&self, person: &PersonLoad) -> Markup {
        html! {
            tr {
                th scope="row" { (names::contact(self.def(), person.contact)) }
                td class="num" { (person.messages) }
                td class="num" { (person.red) }
                td class="num" { (thousands(u64::from(person.reminders))) }
                td class="num" { span class=[(person.most > REMINDERS_A_DAY_MAX).then_some("late")] { (person.most) } }
                td class="day" { (with_weekday(self.lang, person.most_on)) }
                td class="num" { (person.days_over) }
            }
        }
    }

    pub(super) fn visits(&self) -> Markup {
        let mut rows: Vec<&VisitRow> =
            self.model.history.visits().iter().filter(|row| self.model.filter.visit(row)).collect();
        rows.sort_by_key(|row| (row.visit.start, row.visit.place));
        let inside = html! {
            @if rows.is_empty() {
                p { (self.say("没有走访。", "There are no visits.")) }
            } @else {
                p { (self.say("这是建议的时间，正式运行时按当时的忙闲重排，并可改期。", "These are proposals; a real run plans them by what is known then, and they can be moved.")) }
                table class="stack t-visits" {
                    thead { tr {
                        th scope="col" { (self.say("日期", "day")) }
                        th scope="col" { (self.say("时间", "time")) }
                        th scope="col" { (self.say("走访人", "visitor")) }
                        th scope="col" { (self.say("地点", "place")) }
                        th scope="col" { (self.say("项目", "programme")) }
                        th scope="col" { (self.say("为什么排在这时", "why this time")) }
                    } }
                    tbody { @for row in rows.iter().take(VISITS_SHOWN_MAX) { (self.visit(row)) } }
                }
                @if rows.len() > VISITS_SHOWN_MAX {
                    p class="note" { (self.say("走访共", "There are ")) (rows.len()) (self.say("次，只列前", " visits, of these the first ")) (VISITS_SHOWN_MAX) (self.say("次。", " are listed.")) }
                }
            }
        };
        self.section(VISITS, false, &inside)
    }

    fn visit(&self, row: &VisitRow) -> Markup {
        let (def, zone, visit) = (self.def(), self.model.history.zone(), &row.visit);
        let programme = self.model.row(row.occasion).map(|row| self.name(&row.plan));
        let why: Vec<String> = visit
            .reasons
            .iter()
            .map(|why| step::slot(self.lang, why, |unit| names::unit(def, *unit)))
            .collect();
        html! {
            tr {
                th scope="row" class="day" { (with_weekday(self.lang, visit.date)) }
                td class="day" { (zone.time_of(visit.start)) "–" (zone.time_of(visit.end)) }
                td { (names::contact(def, visit.visitor)) }
                td { (names::unit(def, visit.place)) }
                td { @if let Some(name) = programme { (name) } }
                td { (why.join(self.say("；", "; "))) }
            }
        }
    }

    pub(super) fn notes(&self) -> Markup {
        let mut found: Vec<&Finding> = self.about.findings.iter().collect();
        found.sort_by_key(|finding| finding.severity);
        let inside = html! {
            @if found.is_empty() {
                p { (self.say("检查没有发现问题。", "The check found nothing.")) }
            } @else {
                table class="stack t-notes" {
                    thead { tr {
                        th scope="col" { (self.say("种类", "kind")) }
                        th scope="col" { (self.say("位置", "place")) }
                        th scope="col" { (self.say("发现", "found")) }
                        th scope="col" { (self.say("改法", "fix")) }
                    } }
                    tbody { @for finding in found.iter().take(FINDINGS_SHOWN_MAX) { (self.finding(finding)) } }
                }
                @if found.len() > FINDINGS_SHOWN_MAX {
                    p class="soft" { (self.say("其余用 muster check 查看。", "`muster check` tells the rest.")) }
                }
            }
        };
        self.section(NOTES, false, &inside)
    }

    fn finding(&self, finding: &Finding) -> Markup {
        let kind = match finding.severity {
            Severity::Error => self.say("错误", "error"),
            Severity::Warning => self.say("提醒", "warning"),
            Severity::Note => self.say("说明", "note"),
        };
        let say = |sentence: &muster_core::definition::Sentence| {
            self.lang.pick(&sentence.zh, &sentence.en).to_owned()
        };
        html! {
            tr {
                td class="day" { span class="tag" { (kind) } " " (finding.code) }
                td { (finding.file) ":" (finding.line) }
                td { (say(&finding.sentence)) }
                td { (finding.fix.as_ref().map(say).unwrap_or_default()) }
            }
        }
    }
}
