//! The programs: versions, and the engine that runs on the directory.

use std::path::Path;

use muster_protocol::event::EVENTS;
use muster_rules::zone::ZONE_DATA;
use muster_server::http::EngineStatus;
use muster_server::watch::health::ChannelStatus;

use super::{Check, Level, Patient};
use crate::client::connection::{Connection, remedy};
use crate::lang::Lang;

/// How the engine of a directory stands; where one answers and cannot tell, what it says.
pub(super) async fn engine_status(lang: Lang, dir: &Path) -> (Option<EngineStatus>, Option<String>) {
    let Some(connection) = Connection::reach_dir(lang, dir).await else { return (None, None) };
    match connection.engine_status(None).await {
        Ok(engine_status) => (Some(engine_status), None),
        Err(failure) => (None, Some(failure.why.unwrap_or(failure.what))),
    }
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
    let Some(engine_status) = &patient.engine_status else { return vec![silent(patient)] };
    let holder = patient.holder.as_deref().unwrap_or("-");
    let text =
        patient.say(format!("进程 {holder} 在运行，有答复"), format!("process {holder} runs and answers"));
    let mut checks = vec![Check::new("engine", Level::Ok, text)];
    checks.push(store(patient, engine_status));
    checks.extend(engine_status.channels.iter().map(|channel| sending(patient, channel)));
    checks.extend(workers(patient, engine_status));
    checks.extend(held(patient, engine_status));
    checks.extend(engine_status.parked.iter().map(|(id, cause)| {
        let text = patient
            .say(format!("活动 {id} 已因故障停下：{cause}"), format!("campaign {id} is parked: {cause}"));
        let next =
            patient.say("重启引擎；仍出现请附原因报告", "start the engine again, and report the cause");
        Check::new("parked", Level::Fault, text).next(next)
    }));
    let past_due: u64 = engine_status.status.campaigns.iter().map(|campaign| campaign.steps.past_due).sum();
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
            .say("看 muster status：工作者在线吗", "see in `muster status` whether the workers listen");
        Check::new("past-due", Level::Warning, text).next(next)
    });
    let letters = engine_status.dead_letters.len();
    checks.push(if letters == 0 {
        Check::new("dead-letters", Level::Ok, patient.say("没有死信", "no dead letters"))
    } else {
        let text = patient.say(format!("死信{letters}封"), format!("{letters} dead letters"));
        Check::new("dead-letters", Level::Warning, text).next("muster dead list")
    });
    checks.extend(relay(patient, engine_status));
    checks
}

/// Commits of the log, with the system's own words.
fn store(patient: &Patient<'_>, engine_status: &EngineStatus) -> Check {
    let Some(cause) = &engine_status.store else {
        return Check::new(
            "commits",
            Level::Ok,
            patient.say("日志写得进去", "the log takes what is written"),
        );
    };
    let text = patient.say(format!("日志写不进去：{cause}"), format!("commits of the log fail: {cause}"));
    Check::new("commits", Level::Fault, text).next(remedy(patient.lang, cause))
}

fn sending(patient: &Patient<'_>, channel: &ChannelStatus) -> Check {
    let name = &channel.name;
    let Some(cause) = channel.trouble() else {
        let failures = channel.failures;
        let text = patient.say(
            format!("通道 {name} 收信，启动以来没收下{failures}次"),
            format!("the channel {name} takes letters; {failures} not taken since the start"),
        );
        return Check::new("channel", Level::Ok, text);
    };
    let mut text = patient.say(
        format!("通道 {name} 一封也不收：{cause}"),
        format!("the channel {name} takes nothing: {cause}"),
    );
    if let Some(until) = channel.rests_until {
        text += &patient.say(
            format!("；{until} 再试发一封，之前先走下一个渠道"),
            format!("; one letter tries at {until}, and until then the next channel is used"),
        );
    }
    let next = patient.say(
        "排除原因即可：信都等着，好了自动补发",
        "take the cause away: the letters wait, and go out by themselves",
    );
    Check::new("channel", Level::Fault, text).next(next)
}

fn workers(patient: &Patient<'_>, engine_status: &EngineStatus) -> Vec<Check> {
    let absent = engine_status.all_workers().into_iter().filter(|(_, worker)| worker.is_absent());
    let each = |(name, _): (String, _)| {
        let text = patient.say(format!("没有 {name} 在干活"), format!("nobody works as {name}"));
        let next = patient.say(
            format!("启动它：muster worker {name}，或重启 muster up"),
            format!("start it: `muster worker {name}`, or start `muster up` again"),
        );
        Check::new("worker", Level::Fault, text).next(next)
    };
    absent.map(each).collect()
}

/// Somebody holds what goes out: meant, and easily forgotten.
fn held(patient: &Patient<'_>, engine_status: &EngineStatus) -> Vec<Check> {
    let held = engine_status.status.campaigns.iter().filter(|campaign| campaign.state == "held");
    let each = |campaign: &muster_server::view::status::CampaignStatus| {
        let id = &campaign.id;
        let text = patient.say(format!("活动 {id} 暂停发送"), format!("sending of campaign {id} is held"));
        Check::new("held", Level::Warning, text).next("muster resume")
    };
    held.map(each).collect()
}

fn relay(patient: &Patient<'_>, engine_status: &EngineStatus) -> Option<Check> {
    let relay = engine_status.relay.as_ref()?;
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
    if let Some(why) = &patient.mute {
        let text = patient.say(
            format!("引擎在运行，但说不出现状：{why}"),
            format!("an engine runs and cannot tell how it stands: {why}"),
        );
        return Check::new("engine", Level::Fault, text).next(remedy(patient.lang, why));
    }
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
