//! NATS: whether it is there and new enough, what it lets this end do, and whether its stream is a copy of the log.

use std::time::Duration;

use muster_server::care::inspect::Looked;
use muster_wire::nats::link::Found;
use muster_wire::nats::probe::{Probed, probe};
use muster_wire::nats::stream::StreamOptions;
use muster_wire::nats::{Connection, NatsError, Options};

use super::{Check, Level, Patient};

/// Longest wait for one answer (machine time): a person sits before it.
const ANSWER_WAIT: Duration = Duration::from_secs(5);

pub(super) async fn checks(patient: &Patient<'_>, options: Options) -> Vec<Check> {
    let options = Options { request: options.request.min(ANSWER_WAIT), ..options };
    let probed = match Connection::open(options).await {
        Ok(connection) => probe(&connection).await,
        Err(error) => Err(error),
    };
    match probed {
        Err(error) => vec![away(patient, &error)],
        Ok(probed) => vec![version(patient, &probed), rights(patient, &probed), stream(patient, &probed)],
    }
}

fn away(patient: &Patient<'_>, error: &NatsError) -> Check {
    let next = match error {
        NatsError::TooOld { .. } => patient.say(
            "安装新版 nats-server",
            "install a newer nats-server; older ones drop settings without a word",
        ),
        _ => patient.say(
            "看地址、口令和 nats-server 是否在运行",
            "look at the address, the login, and whether nats-server runs",
        ),
    };
    Check::new("nats", Level::Fault, error.to_string()).next(next)
}

fn version(patient: &Patient<'_>, probed: &Probed) -> Check {
    let version = &probed.version;
    Check::new(
        "nats",
        Level::Ok,
        patient.say(format!("nats-server {version}"), format!("nats-server {version}")),
    )
}

fn rights(patient: &Patient<'_>, probed: &Probed) -> Check {
    if probed.restricted {
        let text = patient.say("服务器按账号限权", "the server holds this login to its permissions");
        return Check::new("nats-rights", Level::Ok, text);
    }
    let text = patient.say(
        "服务器什么都让说：谁都能冒充引擎发事件",
        "the server lets this login say anything: anybody could publish events in the engine's name",
    );
    let next = patient.say(
        "用 proto/wire/src/nats/accounts.conf 里的账号",
        "use the accounts of proto/wire/src/nats/accounts.conf",
    );
    Check::new("nats-rights", Level::Warning, text).next(next)
}

fn stream(patient: &Patient<'_>, probed: &Probed) -> Check {
    const NAME: &str = "stream";
    let streams = match &probed.streams {
        Ok(streams) => streams,
        Err(why) => {
            let text =
                patient.say(format!("看不到事件流：{why}"), format!("the streams cannot be seen: {why}"));
            let next = patient.say(
                "引擎在运行时，ops 的账号就看得到；否则用 engine 的账号；服务器要开 JetStream",
                "the login ops sees them while the engine runs, the login engine always; the server needs JetStream",
            );
            return Check::new(NAME, Level::Fault, text).next(next);
        }
    };
    if patient.found.log != Looked::Sound {
        let names = streams.iter().map(|stream| format!("{} {}", stream.name, stream.last));
        let names = names.collect::<Vec<_>>().join(", ");
        let text = patient.say(
            format!("这里没有日志可比；服务器上有：{names}"),
            format!("no log here to compare with; there are: {names}"),
        );
        return Check::new(NAME, Level::Ok, text);
    }
    let (wanted, last) =
        (StreamOptions::new("", patient.found.generation).name(), patient.found.last.unwrap_or_default());
    let Some(Found { last: at, messages, .. }) = streams.iter().find(|stream| stream.name == wanted) else {
        let text = patient.say(format!("没有事件流 {wanted}"), format!("there is no stream {wanted}"));
        let next = patient
            .say("经 NATS 启动引擎，会从日志填满", "start the engine over NATS: it fills it from the log");
        return Check::new(NAME, Level::Warning, text).next(next);
    };
    let text = patient.say(
        format!("{wanted} 到第{at}号，日志到第{last}号"),
        format!("{wanted} ends at {at}, the log at {last}"),
    );
    if at > &last || *messages != at.0 {
        let next = patient.say("muster stream check", "muster stream check");
        return Check::new(NAME, Level::Fault, text).next(next);
    }
    if at < &last && patient.engine_status.is_none() {
        let next = patient.say("启动引擎后会补上", "the engine fills it up when it runs");
        return Check::new(NAME, Level::Warning, text).next(next);
    }
    Check::new(NAME, Level::Ok, text)
}
