//! Events as sentences: what happened, to whom.

use muster_server::telling::Subject;
use muster_words::command::{MessageName, StepName};
use muster_words::event::Said as Event;
use muster_words::events_of;
use muster_words::refs::{Ids, OccasionKey, UnitCode};
use muster_words::shape::SlotReason;

use crate::lang::Lang;
use crate::words::glossary::Glossary;
use crate::words::{people, step, trouble, visits};

/// Most names in one sentence; the rest are counted.
const NAMES_SHOWN: usize = 4;

/// What happened, as a sentence without who did it. Of many messages those are named that carry something of `about`.
#[must_use]
pub fn sentence(lang: Lang, known: &Glossary, about: Option<&Subject>, event: &Event) -> String {
    Teller { lang, known, about }.tell(event)
}

struct Teller<'a> {
    lang: Lang,
    known: &'a Glossary,
    about: Option<&'a Subject>,
}

impl Teller<'_> {
    fn zh(&self) -> bool {
        self.lang == Lang::Zh
    }

    fn tell(&self, event: &Event) -> String {
        match event {
            Event::CampaignAmended(_)
            | Event::CampaignHeld(_)
            | Event::CampaignResumed(_)
            | Event::PhaseHeld(_)
            | Event::PhaseResumed(_)
            | Event::OccasionMoved(_)
            | Event::OccasionRetired(_)
            | Event::ItemMoved(_)
            | Event::StepHeld(_) => self.of_change(event),
            Event::CampaignLaunched(_)
            | Event::CampaignClosed(_)
            | Event::PhaseEntered(_)
            | Event::PhaseEnded(_)
            | Event::PhaseCarriedOver(_)
            | Event::UnitJoined(_)
            | Event::UnitLeft(_)
            | Event::OccasionPlanned(_)
            | Event::OccasionOpened(_)
            | Event::SnapshotTaken(_) => self.of_campaign(event),
            Event::ItemOpened(_)
            | Event::ItemSubmitted(_)
            | Event::ItemBackfilled(_)
            | Event::ItemReturned(_)
            | Event::ItemAccepted(_)
            | Event::ItemClosed(_)
            | Event::ItemLate(_)
            | Event::ItemWaived(_)
            | Event::ItemPassedOn(_)
            | events_of!(visit) => self.of_item(event),
            Event::MessageDue(_)
            | Event::MessageReissued(_)
            | Event::MessageSigned(_)
            | Event::StepSent(_)
            | Event::StepSkipped(_)
            | Event::StepFailed(_)
            | Event::StepWithdrawn(_)
            | Event::StepDeferred(_) => self.of_step(event),
            Event::StepRetried(_)
            | Event::DeliveryFailed(_)
            | Event::DeliveryRetried(_)
            | Event::DeadLetterDropped(_)
            | Event::ClockHeld(_)
            | Event::ClockAccepted(_) => trouble::sentence(self.lang, event),
            other => {
                people::sentence(self.lang, self.known, other).unwrap_or_else(|| other.name().to_owned())
            }
        }
    }

    fn some(&self, mut names: Vec<String>) -> String {
        let count = names.len();
        names.truncate(NAMES_SHOWN);
        let shown = names.join(self.lang.pick("、", ", "));
        match (count > NAMES_SHOWN, self.zh()) {
            (false, _) => shown,
            (true, true) => format!("{shown} 等{count}个"),
            (true, false) => format!("{shown} and {} more", count - NAMES_SHOWN),
        }
    }

    /// Names of messages: all, or those that carry something of what is asked about.
    fn messages<'m>(&self, messages: impl Iterator<Item = (&'m MessageName, &'m [StepName])>) -> String {
        let asked = |steps: &[StepName]| self.about.is_none_or(|about| about.carried_by(steps));
        self.some(messages.filter(|(_, steps)| asked(steps)).map(|(key, _)| key.to_string()).collect())
    }

    fn units(&self, units: &[UnitCode]) -> String {
        self.some(units.iter().map(|unit| self.known.unit(unit)).collect())
    }

    fn steps(&self, steps: &[StepName]) -> String {
        self.some(steps.iter().map(|step| step.to_string()).collect())
    }

    fn of_campaign(&self, event: &Event) -> String {
        let known = self.known;
        match event {
            Event::CampaignLaunched(body) => {
                let digest = body.definition.to_string();
                let digest = digest.get(..12).unwrap_or_default();
                let name = known.definition().map(|def| def.name.clone()).unwrap_or_default();
                format!("{}{name} ({digest})", self.lang.pick("活动发布：", "launched: "))
            }
            Event::CampaignClosed(_) => self.lang.pick("活动结束", "the campaign is over").to_owned(),
            Event::PhaseEntered(body) => {
                self.lang.pick("进入阶段：", "phase begins: ").to_owned() + &self.known.phase(&body.phase)
            }
            Event::PhaseEnded(body) => {
                self.lang.pick("阶段结束：", "phase ended: ").to_owned() + &self.known.phase(&body.phase)
            }
            Event::PhaseCarriedOver(body) => {
                let (phase, into) = (self.known.phase(&body.phase), self.known.phase(&body.into));
                match self.lang {
                    Lang::Zh => format!("{phase}未办结的{}项转入{into}", body.items),
                    Lang::En => format!("{} unfinished items of {phase} go on in {into}", body.items),
                }
            }
            Event::UnitJoined(body) => known.unit(&body.unit) + self.lang.pick(" 加入", " joined"),
            Event::UnitLeft(body) => match &body.merged_into {
                Some(to) => format!(
                    "{}{}{}",
                    known.unit(&body.unit),
                    self.lang.pick(" 并入 ", " merged into "),
                    known.unit(to)
                ),
                None => known.unit(&body.unit) + self.lang.pick(" 退出", " left"),
            },
            Event::OccasionPlanned(body) => {
                let (name, opens, steps) =
                    (known.occasion(&body.occasion), known.local(body.opens), body.steps.len());
                match self.lang {
                    Lang::Zh => format!(
                        "排定 {name} [{}]：{opens} 开始，{} 截止，提醒{steps}次",
                        body.occasion, body.due_day
                    ),
                    Lang::En => format!(
                        "planned {name} [{}]: opens {opens}, due {}, {steps} steps",
                        body.occasion, body.due_day
                    ),
                }
            }
            Event::OccasionOpened(body) => {
                let name = known.occasion(&body.occasion);
                format!("{}{name} [{}]", self.lang.pick("开始 ", "opened "), body.occasion)
            }
            Event::SnapshotTaken(body) => {
                let (name, table) = (known.occasion(&body.occasion), body.table.to_string());
                let table = table.get(..12).unwrap_or_default();
                match self.lang {
                    Lang::Zh => format!("快照 {name}：截至第{}号事件，表 {table}", body.cutoff),
                    Lang::En => format!("snapshot {name}: up to event {}, table {table}", body.cutoff),
                }
            }
            _ => event.name().to_owned(),
        }
    }

    /// Amendments and holds.
    fn of_change(&self, event: &Event) -> String {
        let (lang, known) = (self.lang, self.known);
        match event {
            Event::CampaignAmended(body) => {
                let digest = body.definition.to_string();
                let digest = digest.get(..12).unwrap_or_default();
                let approver = body.approver.as_deref().unwrap_or_default();
                match (lang, approver) {
                    (Lang::Zh, "") => format!("修订活动（{digest}）"),
                    (Lang::Zh, post) => format!("修订活动（{digest}），{post}批准"),
                    (Lang::En, "") => format!("amended ({digest})"),
                    (Lang::En, post) => format!("amended ({digest}), approved by {post}"),
                }
            }
            Event::CampaignHeld(_) => lang.pick("暂停发送", "sending held").to_owned(),
            Event::CampaignResumed(_) => lang.pick("恢复发送", "sending resumed").to_owned(),
            Event::PhaseHeld(body) => {
                lang.pick("暂停发送：", "sending held: ").to_owned() + &self.known.phase(&body.phase)
            }
            Event::PhaseResumed(body) => {
                lang.pick("恢复发送：", "sending resumed: ").to_owned() + &self.known.phase(&body.phase)
            }
            Event::OccasionMoved(body) => {
                let (name, plan) = (known.occasion(&body.plan.occasion), &body.plan);
                match lang {
                    Lang::Zh => format!("重排 {name} [{}]：{} 截止", plan.occasion, plan.due_day),
                    Lang::En => format!("reckoned anew {name} [{}]: due {}", plan.occasion, plan.due_day),
                }
            }
            Event::OccasionRetired(body) => {
                let name = known.occasion(&body.occasion);
                format!("{}{name} [{}]", lang.pick("停用 ", "retired "), body.occasion)
            }
            Event::ItemMoved(body) => {
                let (name, units) = (known.occasion(&body.occasion), self.units(&body.units));
                match (&body.own, lang) {
                    (None, _) => format!("{}{name}: {units}", lang.pick("随之改期 ", "moved with it ")),
                    (Some(own), Lang::Zh) => format!("{name}：{units}，改为{}截止", own.due_day),
                    (Some(own), Lang::En) => format!("{name}: {units} moved to {}", own.due_day),
                }
            }
            Event::StepHeld(body) => {
                lang.pick("暂停中，待恢复：", "held: ").to_owned() + &self.steps(&body.steps)
            }
            _ => event.name().to_owned(),
        }
    }

    /// Why a slot was chosen.
    fn slot(&self, reasons: &[SlotReason<Ids>]) -> String {
        let reasons = reasons.iter().map(|why| step::slot(self.lang, why, |unit| self.known.unit(unit)));
        reasons.collect::<Vec<_>>().join(self.lang.pick("，", ", "))
    }

    fn of_item(&self, event: &Event) -> String {
        let known = self.known;
        let item = |occasion: &OccasionKey, unit: &UnitCode| {
            format!("{occasion}/{unit} {}", known.occasion(occasion))
        };
        match event {
            Event::ItemOpened(body) => {
                let name = known.occasion(&body.occasion);
                format!("{}{name}: {}", self.lang.pick("补开 ", "opened later "), self.units(&body.units))
            }
            Event::ItemSubmitted(body) => {
                let evidence: Vec<String> =
                    body.evidence.iter().map(|piece| format!("{}×{}", piece.need, piece.count)).collect();
                let handed =
                    self.lang.pick("报送 ", "handed in ").to_owned() + &item(&body.occasion, &body.unit);
                if evidence.is_empty() {
                    return handed;
                }
                format!("{handed}: {}", evidence.join(self.lang.pick("、", ", ")))
            }
            Event::ItemBackfilled(body) => {
                self.lang.pick("补录 ", "backfilled ").to_owned() + &item(&body.occasion, &body.unit)
            }
            Event::ItemReturned(body) => {
                let item = item(&body.occasion, &body.unit);
                match self.lang {
                    Lang::Zh => format!("退回 {item}，改为 {} 截止", body.due_day),
                    Lang::En => format!("returned {item}, now due {}", body.due_day),
                }
            }
            Event::ItemAccepted(body) => {
                self.lang.pick("通过 ", "accepted ").to_owned() + &item(&body.occasion, &body.unit)
            }
            Event::ItemClosed(body) => {
                self.lang.pick("办结 ", "closed ").to_owned() + &item(&body.occasion, &body.unit)
            }
            Event::ItemLate(body) => {
                let name = known.occasion(&body.occasion);
                format!("{}{name}: {}", self.lang.pick("逾期 ", "late "), self.units(&body.units))
            }
            Event::ItemWaived(body) => {
                let name = known.occasion(&body.occasion);
                format!("{}{name}: {}", self.lang.pick("免办 ", "waived "), self.units(&body.units))
            }
            Event::ItemPassedOn(body) => {
                let (item, to) = (item(&body.occasion, &body.unit), known.unit(&body.to));
                format!("{}{item} → {to}", self.lang.pick("转交 ", "passed on "))
            }
            Event::VisitProposed(body) => {
                let visit = &body.visit;
                format!(
                    "{}{} {} → {} ({})",
                    self.lang.pick("拟走访 ", "visit proposed "),
                    known.local(visit.start),
                    visit.visitor,
                    item(&body.occasion, &visit.place),
                    self.slot(&visit.reasons)
                )
            }
            Event::VisitConfirmed(body) => {
                format!(
                    "{}{}",
                    self.lang.pick("确认走访 ", "visit confirmed "),
                    item(&body.occasion, &body.place)
                )
            }
            Event::VisitMoved(body) => format!(
                "{}{} → {}",
                self.lang.pick("走访改期 ", "visit moved "),
                item(&body.occasion, &body.visit.place),
                known.local(body.visit.start)
            ),
            Event::VisitDelegated(body) => format!(
                "{}{} → {}",
                self.lang.pick("委托走访 ", "visit delegated "),
                item(&body.occasion, &body.visit.place),
                body.visit.visitor
            ),
            Event::VisitCalledOff(body) => {
                let why = visits::called_off(self.lang, body.why);
                let item = item(&body.occasion, &body.place);
                format!(
                    "{}{item}{}{why}",
                    self.lang.pick("取消走访 ", "visit called off "),
                    self.lang.pick("：", ": ")
                )
            }
            Event::VisitMade(body) => format!(
                "{}{}{}{}",
                self.lang.pick("已走访 ", "visit made "),
                item(&body.occasion, &body.place),
                self.lang.pick("，", ", "),
                body.on
            ),
            Event::VisitRecorded(body) => {
                let item = item(&body.occasion, &body.place);
                match self.lang {
                    Lang::Zh => format!("走访记录 {item}，{} 成行", body.on),
                    Lang::En => format!("visit recorded {item}, made on {}", body.on),
                }
            }
            _ => event.name().to_owned(),
        }
    }

    fn of_step(&self, event: &Event) -> String {
        let known = self.known;
        match event {
            Event::MessageDue(body) => {
                let keys = self.messages(body.messages.iter().map(|one| (&one.key, one.steps.as_slice())));
                let steps: usize = body.messages.iter().map(|message| message.steps.len()).sum();
                match self.lang {
                    Lang::Zh => {
                        format!("应发消息{}条（提醒{steps}项）：{}", body.messages.len(), keys)
                    }
                    Lang::En => {
                        format!("{} messages due ({steps} steps): {}", body.messages.len(), keys)
                    }
                }
            }
            Event::MessageReissued(body) => {
                let keys = body.messages.iter().map(ToString::to_string).collect();
                self.lang.pick("重新交发 ", "given out again ").to_owned() + &self.some(keys)
            }
            Event::MessageSigned(body) => {
                format!("{}{}", self.lang.pick("签收 ", "signed for "), body.message)
            }
            Event::StepSent(body) => {
                let keys = self.messages(body.messages.iter().map(|one| (&one.key, one.steps.as_slice())));
                let channel =
                    body.messages.first().map(|message| message.channel.clone()).unwrap_or_default();
                match self.lang {
                    Lang::Zh => {
                        format!("已发消息{}条（{channel}）：{}", body.messages.len(), keys)
                    }
                    Lang::En => {
                        format!("{} messages sent ({channel}): {}", body.messages.len(), keys)
                    }
                }
            }
            Event::StepSkipped(body) => {
                let why = step::reason(self.lang, body.reason);
                format!("{}{} ({why})", self.lang.pick("免发 ", "skipped "), self.steps(&body.steps))
            }
            Event::StepFailed(body) => {
                let why = step::reason(self.lang, body.reason);
                format!("{}{} ({why})", self.lang.pick("发送失败 ", "failed "), self.steps(&body.steps))
            }
            Event::StepWithdrawn(body) => {
                let why = step::reason(self.lang, body.reason);
                let items: Vec<String> =
                    body.units.iter().map(|unit| format!("{}/{unit}", body.occasion)).collect();
                let count = body.steps.len();
                match self.lang {
                    Lang::Zh => format!("撤回提醒{count}次：{}（{why}）", self.some(items)),
                    Lang::En => format!("{count} steps withdrawn: {} ({why})", self.some(items)),
                }
            }
            Event::StepDeferred(body) => {
                let (to, steps) = (known.local(body.to), self.steps(&body.steps));
                match self.lang {
                    Lang::Zh => {
                        format!("推迟到 {to}：{steps}（{}当天已有消息）", body.contact)
                    }
                    Lang::En => {
                        format!("deferred to {to}: {steps} ({} had a message that day)", body.contact)
                    }
                }
            }
            _ => event.name().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_words::event::CampaignClosed;
    use muster_words::event::of::{ItemAccepted, ItemLate};
    use muster_words::time::Instant;

    #[test]
    fn an_event_reads_as_a_sentence_even_without_a_definition() {
        let known = Glossary::default();
        let say = |event: Event| sentence(Lang::En, &known, None, &event);
        assert_eq!(say(CampaignClosed { due: Instant(0) }.into()), "the campaign is over");
        let accepted = ItemAccepted { occasion: "plan".into(), unit: "004".into() };
        assert_eq!(say(accepted.into()), "accepted plan/004 plan");
        let units = (0..6).map(|unit| format!("00{unit}").into()).collect();
        let late =
            ItemLate { occasion: "plan".into(), units, due_version: 0, steps: Vec::new(), due: Instant(0) };
        assert_eq!(say(late.into()), "late plan: 000, 001, 002, 003 and 2 more");
    }
}
