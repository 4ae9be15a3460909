//! How a refusal is told: who asked, what is missing, which roles have it, who holds them here, and what to do.

use muster_protocol::command::{Ground, Refusal, RefusalCode};
use muster_protocol::definition::Definition;
use muster_protocol::ids::{PhaseIx, RoleIx, UnitIx};

use super::super::state::State;
use super::needed::{About, Grant, Need};
use super::outcome::{RightsOutcome, holders, names};
use super::post::Post;
use crate::definition::right;

/// Most posts and units that are told one by one: a line.
const LISTED_MAX: usize = 5;

/// One who may not, with what was asked.
pub(super) struct Denial<'a> {
    pub(super) def: &'a Definition,
    pub(super) state: &'a State,
    pub(super) need: &'a Need,
    pub(super) post: &'a Post<'a>,
}

impl Denial<'_> {
    /// Why a post may not do it itself.
    pub(super) fn refusal(&self, found: &RightsOutcome) -> Refusal {
        let (en, zh) = self.way_on();
        match found {
            RightsOutcome::None | RightsOutcome::Holds => self.by_role(&en, &zh),
            RightsOutcome::Elsewhere(units) => self.by_unit(units, (&en, &zh)),
            RightsOutcome::OwnUnit(unit) => {
                let who = self.post.text;
                let unit = self.unit(*unit);
                refusal(
                    Ground::Unit,
                    format!("“{who}” belongs to {unit} and keeps out of its own unit's matters: {en}"),
                    format!("“{who}”是{unit}的岗位，评本单位的要回避：{zh}"),
                )
            }
            RightsOutcome::NotNow(role) => self.by_phase(*role, (&en, &zh)),
        }
    }

    fn by_role(&self, en: &str, zh: &str) -> Refusal {
        let who = self.post.text;
        let (what_en, what_zh) = self.what();
        if self.post.is_known(self.def) {
            return refusal(
                Ground::Role,
                format!("“{who}” does not have {what_en}: {en}"),
                format!("“{who}”没有{what_zh}：{zh}"),
            );
        }
        let refusal = refusal(
            Ground::Role,
            format!("“{who}” is not a post of this campaign, and this needs {what_en}: {en}"),
            format!("“{who}”不是本活动的岗位，办这件事要有{what_zh}：{zh}"),
        );
        refusal.instead(self.post.instead(self.def))
    }

    fn by_unit(&self, units: &[UnitIx], (en, zh): (&str, &str)) -> Refusal {
        let who = self.post.text;
        let (what_en, what_zh) = self.what();
        let (own_en, own_zh) = (self.units(units, ", "), self.units(units, "、"));
        let (mut only_en, mut only_zh) = (format!(" for {own_en} only"), format!("只限{own_zh}"));
        if units.is_empty() {
            (only_en, only_zh) = (" for what is its own only".to_owned(), "只限自己的事".to_owned());
        }
        let (about_en, about_zh) = self.about();
        refusal(
            Ground::Unit,
            format!("“{who}” has {what_en}{only_en}, not for {about_en}: {en}"),
            format!("“{who}”的{what_zh}{only_zh}，不能办{about_zh}：{zh}"),
        )
    }

    fn by_phase(&self, role: RoleIx, (en, zh): (&str, &str)) -> Refusal {
        let who = self.post.text;
        let (what_en, what_zh) = self.what();
        let role = &self.def.roles[role.at()];
        let phases = |between: &str| {
            let names: Vec<&str> = role.phases.iter().map(|phase| self.phase(*phase)).collect();
            names.join(between)
        };
        let (now_en, now_zh) = match self.state.phase() {
            Some(phase) => {
                let name = self.phase(phase);
                (format!("the phase now is “{name}”"), format!("现在是“{name}”阶段"))
            }
            None => ("no phase has begun".to_owned(), "现在还没有进入任何阶段".to_owned()),
        };
        let (in_en, in_zh) = (phases("”, “"), phases("”、“"));
        let by = |open: &str, close: &str| {
            if role.name == who { String::new() } else { format!("{open}{}{close}", role.name) }
        };
        let (by_en, by_zh) = (by(" (", ")"), by("（", "）"));
        refusal(
            Ground::Phase,
            format!(
                "“{who}”{by_en} has {what_en} in the phase “{in_en}” only, and {now_en}: wait for it, or else {en}"
            ),
            format!("“{who}”{by_zh}的{what_zh}只在“{in_zh}”阶段有效，{now_zh}：请到那时再办，否则{zh}"),
        )
    }

    /// Why a post may not do it for another that may.
    pub(super) fn behalf(&self, whose: &Post<'_>) -> Refusal {
        let (who, whose) = (self.post.text, whose.text);
        let (mut en, mut zh) = (String::new(), String::new());
        for lent in &self.need.lent {
            let lending = Need::lending(self.need, *lent, None);
            let named = names(self.def, self.state, &lending);
            if !named.is_empty() {
                let (right_zh, right_en) = right(*lent);
                en.push_str(&format!(
                    "anyone who has the right “{right_en}” ({}) may, and ",
                    named.join(", ")
                ));
                zh.push_str(&format!("有“{right_zh}”权限的（{}）可以代办，", named.join("、")));
            }
        }
        let refusal = refusal(
            Ground::Behalf,
            format!(
                "“{who}” may not act for “{whose}”: {en}who answers for the same unit, or stands in for that role, may; or \
                 let “{whose}” do it"
            ),
            format!(
                "“{who}”不能代“{whose}”办理：{zh}同一单位的第一责任人或替补可以代办；或请“{whose}”自己办理"
            ),
        );
        let unknown = !self.post.is_known(self.def);
        refusal.instead(if unknown { self.post.instead(self.def) } else { None })
    }

    /// What is missing, in English and in Chinese.
    fn what(&self) -> (String, String) {
        let mut rights: Vec<(String, String)> = Vec::new();
        for way in &self.need.ways {
            rights.extend(match way {
                Grant::Right(one) => {
                    let (zh, en) = right(*one);
                    Some((format!("the right “{en}”"), format!("“{zh}”权限")))
                }
                // A role that has the right anyway need not be named beside it.
                Grant::Role(role) => {
                    let role = &self.def.roles[role.at()];
                    let anyway = role.can.iter().any(|right| self.need.ways.contains(&Grant::Right(*right)));
                    let name = &role.name;
                    (!anyway).then(|| (format!("the role “{name}”"), format!("“{name}”这个角色")))
                }
                Grant::Anybody => Some(("a role here".to_owned(), "任何角色".to_owned())),
                Grant::Post(_) | Grant::Name(_) => None,
            });
        }
        let (en, zh): (Vec<String>, Vec<String>) = rights.into_iter().unzip();
        (en.join(" or "), zh.join("或"))
    }

    /// What it is about, in English and in Chinese.
    fn about(&self) -> (String, String) {
        match self.need.about {
            About::Unit(unit) => (self.unit(unit), format!("{}的事", self.unit(unit))),
            About::Audience(audience) => {
                let name = self.def.audiences.get(audience.at()).map_or("", |audience| &audience.name);
                (format!("what is {name}'s"), format!("“{name}”的事"))
            }
            About::Contact(contact) => {
                let post = self.def.contacts.get(contact.at()).map_or("", |contact| &contact.post);
                (format!("what was sent to “{post}”"), format!("发给“{post}”的消息"))
            }
            About::Campaign => ("the whole campaign".to_owned(), "整个活动的事".to_owned()),
        }
    }

    /// Which roles have it, who holds them here, and what to do.
    fn way_on(&self) -> (String, String) {
        let roles = names(self.def, self.state, self.need);
        let all = matches!(self.need.about, About::Campaign | About::Audience(_));
        let mut posts: Vec<String> = Vec::new();
        for post in holders(self.def, self.state, self.need) {
            if posts.len() > LISTED_MAX {
                break;
            }
            if !posts.contains(&post) && !Post::named(self.def, &post).same(self.def, self.post) {
                posts.push(post);
            }
        }
        if roles.is_empty() && posts.is_empty() {
            return ("act as a post of the roster".to_owned(), "请以名册里的岗位办理".to_owned());
        }
        // Those of all units are no help one by one.
        if posts.is_empty() || all && posts.len() > LISTED_MAX || posts == roles {
            return (format!("it is for {}", roles.join(", ")), format!("请由{}办理", roles.join("、")));
        }
        let (en, zh) = (posts.join(", "), posts.join("、"));
        if let About::Contact(_) = self.need.about {
            return (format!("it is for {en}"), format!("请由{zh}办理"));
        }
        (
            format!("it is for {} (here {en})", roles.join(", ")),
            format!("请由{}（这里是{zh}）办理", roles.join("、")),
        )
    }

    fn units(&self, units: &[UnitIx], between: &str) -> String {
        let listed: Vec<String> = units.iter().take(LISTED_MAX).map(|unit| self.unit(*unit)).collect();
        let more = if units.len() > listed.len() { " …" } else { "" };
        listed.join(between) + more
    }

    fn unit(&self, unit: UnitIx) -> String {
        self.def.units.get(unit.at()).map_or_else(String::new, |unit| format!("{} {}", unit.code, unit.short))
    }

    fn phase(&self, phase: PhaseIx) -> &str {
        self.def.phases.get(phase.at()).map_or("", |phase| phase.name.as_str())
    }
}

fn refusal(ground: Ground, en: String, zh: String) -> Refusal {
    Refusal::with_text(RefusalCode::NotAllowed(ground), en, zh)
}
