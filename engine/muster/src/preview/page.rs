//! The preview as one self-contained HTML page, for a committee to look at, pass on and print.
//!
//! Nothing is loaded from anywhere: style and script stand in the page, and its own policy forbids everything else. All
//! text goes through maud's escaping; only the style and the script are taken as they are. The page is whole without
//! its script, which only opens all lists at once. The same run gives the same bytes.

mod crowd;
mod list;
mod months;
mod phases;
mod tables;
mod units;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use muster_core::definition::Finding;
use muster_protocol::definition::Definition;
use muster_protocol::time::Date;

use super::counts::Counts;
use super::model::PreviewModel;
use crate::lang::Lang;
use crate::words::names;

/// Who made the page, which also marks the file as one that may be overwritten.
pub const GENERATOR: &str = "muster preview";

/// SHA-256 of the script in base64, as the page's policy names it; a test recomputes it.
pub const SCRIPT_SHA256: &str = "NzIk89CZqSm5XiHXlMp/JTF4+BvbL1MD+XH2Tqsap7o=";

/// The script.
pub const SCRIPT: &str = include_str!("page/open.js");

const STYLE: &str = include_str!("page/style.css");

/// What the page says besides the run.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The units' behaviour in words: `无人响应`, or the script's file.
    pub behaviour: &'a str,
    /// Whether units hand something in, so that results are worth showing.
    pub answered: bool,
    /// What the checker found in the file.
    pub findings: &'a [Finding],
}

/// The page of a run.
#[must_use]
pub fn text(lang: Lang, model: &PreviewModel<'_>, about: &About<'_>) -> String {
    let page = Page { lang, model, about };
    page.whole().into_string()
}

/// What every part of the page needs.
#[derive(Clone, Copy)]
struct Page<'a> {
    lang: Lang,
    model: &'a PreviewModel<'a>,
    about: &'a About<'a>,
}

/// A section: its anchor and its title in Chinese and English.
type Section = (&'static str, &'static str, &'static str);

const PHASES: Section = ("phases", "阶段", "Phases");
const MONTHS: Section = ("months", "月历", "Calendar");
const CROWDED: Section = ("crowded", "忙碌的日子", "Crowded days");
const LOAD: Section = ("load", "每人收到的消息", "Messages per person");
const VISITS: Section = ("visits", "走访安排", "Visits");
const LIST: Section = ("list", "全部事项和日期的由来", "All items, and why on that day");
const UNITS: Section = ("units", "各单位清单", "Lists of the units");
const NOTES: Section = ("notes", "检查结果", "Notes of the check");
const SECTIONS: [Section; 8] = [PHASES, MONTHS, CROWDED, LOAD, VISITS, LIST, UNITS, NOTES];

impl<'a> Page<'a> {
    fn def(&self) -> &'a Definition {
        self.model.def()
    }

    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(zh, en)
    }

    fn whole(&self) -> Markup {
        let policy = format!(
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{SCRIPT_SHA256}'; base-uri 'none'; form-action 'none'"
        );
        html! {
            (DOCTYPE)
            html lang=(self.say("zh-CN", "en")) {
                head {
                    meta charset="utf-8";
                    meta name="generator" content=(GENERATOR);
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    title { (self.def().name) " · " (self.say("全年预演", "preview")) }
                    style { (PreEscaped(STYLE)) (PreEscaped(list::labels(self.lang))) }
                }
                body {
                    a class="skip" href="#main" { (self.say("跳到正文", "skip to the content")) }
                    (self.header())
                    main id="main" {
                        (self.phases())
                        (self.months())
                        (self.crowded())
                        (self.load())
                        (self.visits())
                        (self.list())
                        (self.units())
                        (self.notes())
                    }
                    (self.footer())
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        }
    }

    fn header(&self) -> Markup {
        let def = self.def();
        let whose = [
            self.model.filter.unit.map(|unit| names::unit(def, unit)),
            self.model.filter.person.map(|person| names::contact(def, person)),
        ];
        html! {
            header {
                p class="kind" { (self.say("预演", "Preview")) }
                h1 { (def.name) }
                p class="soft" {
                    (self.years()) " · " (def.id)
                    @for name in whose.iter().flatten() { " · " strong { (name) } }
                    @if let Some((first, last)) = self.shown_days() { " · " (first) " – " (last) }
                }
                (self.facts())
                (self.behaviour())
                nav aria-label=(self.say("目录", "contents")) {
                    ol { @for (id, zh, en) in SECTIONS { li { a href={ "#" (id) } { (self.lang.pick(zh, en)) } } } }
                }
            }
        }
    }

    /// The year of the campaign, or the years that it lies in.
    fn years(&self) -> String {
        names::years(self.def()) + self.say("年", "")
    }

    /// The stretch of days to which the page is narrowed.
    fn shown_days(&self) -> Option<(Date, Date)> {
        let (from, to) = (self.model.filter.from, self.model.filter.to);
        let first = self.def().phases.iter().map(|phase| phase.from).min()?;
        let last = self.def().phases.iter().map(|phase| phase.to).max()?;
        (from.is_some() || to.is_some()).then(|| (from.unwrap_or(first), to.unwrap_or(last)))
    }

    fn facts(&self) -> Markup {
        let (def, counts) = (self.def(), Counts::of(self.model.history));
        let scored = def.units.iter().filter(|unit| unit.scored).count();
        let scored = match self.lang {
            Lang::Zh => format!("（参评{scored}）"),
            Lang::En => format!(" ({scored} scored)"),
        };
        let facts = [
            (("名册单位", "units"), def.units.len() as u64, scored),
            (("阶段", "phases"), def.phases.len() as u64, String::new()),
            (("应办事项", "items"), counts.items, self.say("（单位×次）", " (unit × time)").to_owned()),
            (("走访", "visits"), counts.visits_proposed, String::new()),
            (("进度快照", "snapshots"), counts.snapshots, String::new()),
            (("发出消息", "messages"), counts.messages_sent, String::new()),
        ];
        html! {
            dl class="facts" {
                @for ((zh, en), count, more) in facts {
                    div { dt { (self.lang.pick(zh, en)) } dd { (thousands(count)) small { (more) } } }
                }
            }
            @if self.model.filter.narrows() {
                p class="soft" {
                    (self.say("以上数字是全程合计；下面只列出所选的单位、人员或日期。",
                        "These numbers are of the whole campaign; below stands only what was asked for."))
                }
            }
        }
    }

    fn behaviour(&self) -> Markup {
        let text = if self.about.answered {
            self.say(
                "各单位按脚本报送，提醒在办结后不再发。",
                "The units act by a script; nothing is sent any more once an item is done.",
            )
        } else {
            self.say(
                "假设谁都不报送，所以每一步提醒、催办和督办都会出现。实际收到的只会更少。",
                "Nobody hands anything in, so that every reminder and card shows. What people really get can only be less.",
            )
        };
        html! {
            p class="note" {
                strong { (self.say("按“", "Played as “")) (self.about.behaviour) (self.say("”预演。", "”. ")) }
                (text)
                " " (self.say("这是同一个引擎算出来的，正式运行时日期与此相同；什么也没有发出。",
                    "The same engine computed it, so a real run has the same dates; nothing was sent."))
            }
        }
    }

    fn section(&self, (id, zh, en): Section, own_page: bool, inside: &Markup) -> Markup {
        html! {
            section class=[own_page.then_some("page")] aria-labelledby=(id) {
                h2 id=(id) { (self.lang.pick(zh, en)) }
                (inside)
            }
        }
    }

    fn footer(&self) -> Markup {
        let def = self.def();
        let digest: String = def.digest().to_string().chars().take(16).collect();
        html! {
            footer {
                p {
                    (self.say("时区 ", "zone ")) (def.zone)
                    " · " (self.say("日历 ", "calendar ")) (def.calendar.name) "@" (def.calendar.version)
                    " · " (self.say("文件摘要 ", "digest ")) code { (digest) }
                    " · muster preview"
                }
            }
        }
    }
}

/// A number with its thousands apart: `12,345`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([7, 999, 1_000, 1_234_567].map(thousands), ["7", "999", "1,000", "1,234,567"]);
    }
}
