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

use indicatif::HumanCount;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use muster_core::definition::Finding;
use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::definition::Definition;
use muster_protocol::time::Date;
use muster_protocol::{id, say};

use super::counts::Counts;
use super::model::PreviewModel;
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
pub fn text(lang: Language, model: &PreviewModel<'_>, about: &About<'_>) -> String {
    let page = Page { lang, model, about };
    page.whole().into_string()
}

/// What every part of the page needs.
#[derive(Clone, Copy)]
struct Page<'a> {
    lang: Language,
    model: &'a PreviewModel<'a>,
    about: &'a About<'a>,
}

/// A section: its anchor and its title.
type Section = (&'static str, TextId);

const PHASES: Section = ("phases", id!("section-of-phases"));
const MONTHS: Section = ("months", id!("section-of-months"));
const CROWDED: Section = ("crowded", id!("section-of-crowded-days"));
const LOAD: Section = ("load", id!("section-of-load"));
const VISITS: Section = ("visits", id!("section-of-visits"));
const LIST: Section = ("list", id!("section-of-the-list"));
const UNITS: Section = ("units", id!("section-of-units"));
const NOTES: Section = ("notes", id!("section-of-notes"));
const SECTIONS: [Section; 8] = [PHASES, MONTHS, CROWDED, LOAD, VISITS, LIST, UNITS, NOTES];

/// A column of a table.
#[derive(Clone, Copy)]
struct Head {
    title: TextId,
    /// Whether it holds numbers.
    number: bool,
    /// What stands before its cells on narrow screens, where the heading is not seen.
    label: TextId,
}

const fn head(title: TextId) -> Head {
    Head { title, number: false, label: title }
}

const fn number(title: TextId) -> Head {
    Head { number: true, ..head(title) }
}

const fn labelled(title: TextId, label: TextId) -> Head {
    Head { label, ..head(title) }
}

impl<'a> Page<'a> {
    fn def(&self) -> &'a Definition {
        self.model.def()
    }

    fn say(&self, id: &'static str) -> &'static str {
        self.lang.say(id)
    }

    fn whole(&self) -> Markup {
        let policy = format!(
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{SCRIPT_SHA256}'; base-uri 'none'; form-action 'none'"
        );
        html! {
            (DOCTYPE)
            html lang=(self.say("language-of-a-page")) {
                head {
                    meta charset="utf-8";
                    meta name="generator" content=(GENERATOR);
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    title { (self.def().name) " · " (self.say("title-of-the-preview")) }
                    style { (PreEscaped(STYLE)) (PreEscaped(list::labels(self.lang))) }
                }
                body {
                    a class="skip" href="#main" { (self.say("skip-to-the-content")) }
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
                p class="kind" { (self.say("kind-of-page-preview")) }
                h1 { (def.name) }
                p class="soft" {
                    (self.years()) " · " (def.id)
                    @for name in whose.iter().flatten() { " · " strong { (name) } }
                    @if let Some((first, last)) = self.shown_days() { " · " (first) " – " (last) }
                }
                (self.facts())
                (self.behaviour())
                nav aria-label=(self.say("contents")) {
                    ol { @for (id, title) in SECTIONS { li { a href={ "#" (id) } { (title.say(self.lang)) } } } }
                }
            }
        }
    }

    /// The year of the campaign, or the years that it lies in.
    fn years(&self) -> String {
        say!(self.lang, "years-of-the-campaign", years = names::years(self.def()))
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
        let scored = say!(self.lang, "so-many-are-scored", scored);
        let facts = [
            (id!("units-of-the-roster"), def.units.len() as u64, scored),
            (id!("phases"), def.phases.len() as u64, String::new()),
            (id!("items"), counts.items, self.say("unit-time").to_owned()),
            (id!("column-visits"), counts.visits_proposed, String::new()),
            (id!("snapshots"), counts.snapshots, String::new()),
            (id!("messages"), counts.messages_sent, String::new()),
        ];
        html! {
            dl class="facts" {
                @for (what, count, more) in facts {
                    div { dt { (what.say(self.lang)) } dd { (thousands(count)) small { (more) } } }
                }
            }
            @if self.model.filter.narrows() {
                p class="soft" {
                    (self.say("these-numbers-are-of-the-whole-campaign-below"))
                }
            }
        }
    }

    fn behaviour(&self) -> Markup {
        let text = if self.about.answered {
            self.say("the-units-act-by-a-script-nothing-is")
        } else {
            self.say("nobody-hands-anything-in-so-that-every-reminder")
        };
        html! {
            p class="note" {
                strong { (say!(self.lang, "played-as", behaviour = self.about.behaviour)) }
                (text)
                " " (self.say("the-same-engine-computed-it-so-a-real"))
            }
        }
    }

    fn section(&self, (id, title): Section, own_page: bool, inside: &Markup) -> Markup {
        html! {
            section class=[own_page.then_some("page")] aria-labelledby=(id) {
                h2 id=(id) { (title.say(self.lang)) }
                (inside)
            }
        }
    }

    /// The headings of a table.
    fn heads(&self, heads: &[Head]) -> Markup {
        html! {
            @for head in heads { th scope="col" class=[head.number.then_some("num")] { (head.title.say(self.lang)) } }
        }
    }

    fn footer(&self) -> Markup {
        let def = self.def();
        let digest: String = def.digest().to_string().chars().take(16).collect();
        html! {
            footer {
                p {
                    (say!(self.lang, "in-the-zone", zone = def.zone))
                    " · " (say!(self.lang, "by-the-calendar", name = def.calendar.name, version = def.calendar.version))
                    " · " (self.say("digest")) code { (digest) }
                    " · muster preview"
                }
            }
        }
    }
}

/// A number with its thousands apart: `12,345`.
fn thousands(number: u64) -> String {
    HumanCount(number).to_string()
}
