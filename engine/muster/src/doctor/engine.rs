//! The programs: versions, and the engine that runs on the directory.

use std::path::Path;

use muster_rules::zone::ZONE_DATA;
use muster_server::http::Standing;
use muster_words::event::EVENTS;

use super::{Check, Level, Patient};
use crate::door::Door;
use crate::lang::Lang;

/// How the engine of a directory stands; none where none answers.
pub(super) async fn standing(lang: Lang, dir: &Path) -> Option<Standing> {
    Door::reach_dir(lang, dir).await?.standing(None).await.ok()
}

pub(super) fn versions(patient: &Patient<'_>) -> Check {
    let version = env!("CARGO_PKG_VERSION");
    let sqlite = patient.found.sqlite.as_deref().unwrap_or("-");
    let count = EVENTS.len();
    let text = patient.say(
        format!("muster {version}，{count}种事件，SQLite {sqlite}，时区数据 {ZONE_DATA}"),
        format!("muster {version}, {count} kinds of events, SQLite {sqlite}, zone data {ZONE_DATA}"),
    );
    Check::new("versions", Level::Ok, text)
}

pub(super) fn checks(patient: &Patient<'_>) -> Vec<Check> {
    let Some(standing) = &patient.standing else { return vec![silent(patient)] };
    let holder = patient.holder.as_deref().unwrap_or("-");
    let text =
        patient.say(format!("进程 {holder} 在运行，有答复"), format!("process {holder} runs and answers"));
    let mut checks = vec![Check::new("engine", Level::Ok, text)];
    checks.extend(standing.parked.iter().map(|(id, cause)| {
        let text =
            patient.say(format!("活动 {id} 已停放：{cause}"), format!("campaign {id} is parked: {cause}"));
        let next =
            patient.say("重启引擎；仍出现请附原因报告", "start the engine again, and report the cause");
        Check::new("parked", Level::Fault, text).next(next)
    }));
    let past_due: u64 = standing.status.campaigns.iter().map(|campaign| campaign.steps.past_due).sum();
    checks.push(if past_due == 0 {
        Check::new(
            "past-due",
            Level::Ok,
            patient.say("到时的提醒都有结果", "every step that is due has its outcome"),
        )
    } else {
        let text = patient.say(
            format!("{past_due}次提醒到时没有结果"),
            format!("{past_due} steps are past due without an outcome"),
        );
        let next = patient
            .say("看 muster status：工作者在听吗", "see in `muster status` whether the workers listen");
        Check::new("past-due", Level::Warning, text).next(next)
    });
    let letters = standing.dead_letters.len();
    checks.push(if letters == 0 {
        Check::new("dead-letters", Level::Ok, patient.say("没有死信", "no dead letters"))
    } else {
        let text = patient.say(format!("死信{letters}封"), format!("{letters} dead letters"));
        Check::new("dead-letters", Level::Warning, text).next("muster dead list")
    });
    checks.extend(relay(patient, standing));
    checks
}

fn relay(patient: &Patient<'_>, standing: &Standing) -> Option<Check> {
    let relay = standing.relay.as_ref()?;
    let (stream, lag) = (&relay.stream, relay.lag);
    let text = patient.say(format!("{stream} 落后{lag}"), format!("{stream} is {lag} behind"));
    Some(match &relay.trouble {
        None => Check::new("relay", Level::Ok, text),
        Some(why) => {
            let next =
                patient.say("看 NATS；muster doctor --nats URL", "look at NATS: `muster doctor --nats URL`");
            Check::new("relay", Level::Warning, format!("{text}: {why}")).next(next)
        }
    })
}

/// Nobody answers: either nobody runs, or the one who runs does not answer.
fn silent(patient: &Patient<'_>) -> Check {
    match &patient.holder {
        None => Check::new("engine", Level::Ok, patient.say("没有引擎在运行", "no engine runs")),
        Some(holder) => {
            let text = patient.say(
                format!("进程 {holder} 占着目录，但没有答复"),
                format!("process {holder} holds the directory and does not answer"),
            );
            let next = patient.say(
                "可能正在启动或退出；一直如此就停掉它，再 muster up",
                "it may be starting or ending; if that goes on, stop it and start `muster up` again",
            );
            Check::new("engine", Level::Warning, text).next(next)
        }
    }
}
