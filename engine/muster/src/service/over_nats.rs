//! The command line's way to NATS: the options that every verb over NATS shares, and what is said of the connection.

mod description;

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use muster_server::relay::{OverNats, RelayError};
use muster_wire::nats::connect::SERVER_MIN;
use muster_wire::nats::{Difference, Login, NatsError, Options, Secret};

use crate::exit::{Exit, Failure};
use crate::lang::Lang;

pub use description::ConnectionLog;

/// Where a server on this machine listens unless it was told otherwise.
pub const LOCAL: &str = "nats://127.0.0.1:4222";

/// Password of the user, where it stands in no file. Never an option: other users of a machine see those.
const PASSWORD: &str = "MUSTER_NATS_PASSWORD";

/// How to reach NATS and who connects. Every option may stand in the environment instead.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "NATS")]
pub struct NatsArgs {
    /// NATS 服务器地址，几个用逗号隔开 · Addresses of nats-server, separated by commas
    #[arg(long = "nats", env = "MUSTER_NATS", value_name = "URL")]
    url: Option<String>,
    /// 用户名，默认是本端的名字；口令在 MUSTER_NATS_PASSWORD 或下面的文件里 · User, by default the name of this end; the password stands in MUSTER_NATS_PASSWORD or in the file below
    #[arg(long, env = "MUSTER_NATS_USER", value_name = "NAME")]
    nats_user: Option<String>,
    /// 口令文件 · A file with the password
    #[arg(long, env = "MUSTER_NATS_PASSWORD_FILE", value_name = "FILE")]
    nats_password_file: Option<PathBuf>,
    /// 凭据文件（JWT 和种子） · A file of credentials (JWT and seed)
    #[arg(long, env = "MUSTER_NATS_CREDS", value_name = "FILE", conflicts_with_all = ["nats_user", "nats_password_file", "nats_nkey"])]
    nats_creds: Option<PathBuf>,
    /// nkey 种子文件 · A file with the seed of an nkey
    #[arg(long, env = "MUSTER_NATS_NKEY", value_name = "FILE", conflicts_with_all = ["nats_user", "nats_password_file"])]
    nats_nkey: Option<PathBuf>,
    /// 只信这些根证书，并要求 TLS · Trust these root certificates, and require TLS
    #[arg(long, env = "MUSTER_NATS_CA", value_name = "FILE")]
    nats_ca: Option<PathBuf>,
    /// 本端的证书 · Certificate of this end
    #[arg(long, env = "MUSTER_NATS_CERT", value_name = "FILE", requires = "nats_key")]
    nats_cert: Option<PathBuf>,
    /// 本端证书的私钥 · Key of this end's certificate
    #[arg(long, env = "MUSTER_NATS_KEY", value_name = "FILE", requires = "nats_cert")]
    nats_key: Option<PathBuf>,
    /// 一次问话最多等多久，如 5s · Longest wait for one answer, such as 5s
    #[arg(long, env = "MUSTER_NATS_REQUEST", value_name = "TIME", default_value = "5s", value_parser = time)]
    nats_request: Duration,
    /// 问不到答复时坚持多久 · How long the same is said again before the other side counts as not reachable
    #[arg(long, env = "MUSTER_NATS_PATIENCE", value_name = "TIME", default_value = "30s", value_parser = time)]
    nats_patience: Duration,
    /// 多久探一次连接 · How often the connection is probed
    #[arg(long, env = "MUSTER_NATS_PING", value_name = "TIME", default_value = "10s", value_parser = time)]
    nats_ping: Duration,
    /// 一次取活在服务器上等多久 · How long one request for work waits at the server
    #[arg(long, env = "MUSTER_NATS_PULL", value_name = "TIME", default_value = "20s", value_parser = time)]
    nats_pull: Duration,
}

/// How an engine is on NATS.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "NATS")]
pub struct RelayArgs {
    /// 事件流在集群里存几份 · Copies of the stream in a cluster
    #[arg(long, env = "MUSTER_NATS_REPLICAS", value_name = "N", default_value_t = 1, value_parser = replicas)]
    nats_replicas: usize,
    /// 事件流最多占多少字节，满了就停在那里等 · Most bytes of the stream; when it is full the relay stops and lags
    #[arg(long, env = "MUSTER_NATS_BYTES", value_name = "BYTES")]
    nats_bytes: Option<u64>,
    /// 活交出去多久没有回音就另派 · Work that is not answered for so long is given to another worker
    #[arg(long, env = "MUSTER_ACK_WAIT", value_name = "TIME", default_value = "30s", value_parser = time)]
    ack_wait: Duration,
    /// 没有新事件时多久看一次事件流 · How often the stream is looked at while nothing is published
    #[arg(long, env = "MUSTER_NATS_AUDIT", value_name = "TIME", default_value = "10s", value_parser = time)]
    nats_audit: Duration,
    /// 另把每个事件以 JSON 发到 muster.json.> · Also publish every event as JSON on muster.json.>
    #[arg(long, env = "MUSTER_JSON_MIRROR")]
    json_mirror: bool,
}

fn time(text: &str) -> Result<Duration, String> {
    match humantime::parse_duration(text) {
        Ok(time) if time.is_zero() => Err("more than nothing".to_owned()),
        Ok(time) => Ok(time),
        Err(error) => Err(error.to_string()),
    }
}

/// More copies than these no server keeps.
const REPLICAS_MAX: usize = 5;

fn replicas(text: &str) -> Result<usize, String> {
    let count = text.parse::<usize>().map_err(|error| error.to_string())?;
    if (1..=REPLICAS_MAX).contains(&count) { Ok(count) } else { Err(format!("1 to {REPLICAS_MAX}")) }
}

impl NatsArgs {
    /// Whether NATS was asked for at all.
    #[must_use]
    pub fn wanted(&self) -> bool {
        self.url.is_some()
    }

    /// The options of a connection for the end of this name (`engine`, or a worker's): files are read, nothing is
    /// connected. Without an address it is [`LOCAL`].
    ///
    /// # Errors
    /// [`Failure`]: a file that cannot be read, a password in the address.
    pub fn options(&self, lang: Lang, name: &str) -> Result<Options, Failure> {
        let url = self.url.as_deref().unwrap_or(LOCAL);
        if url.split(',').any(has_password) {
            let what =
                lang.pick("NATS 地址里不要写口令", "a password does not belong into the address of NATS");
            return Err(
                Failure::new(Exit::Usage, what).next(format!("--nats-password-file FILE, {PASSWORD}"))
            );
        }
        Ok(Options {
            login: self.login(lang, name)?,
            tls_root: there(lang, self.nats_ca.as_deref())?,
            tls_client: match (&self.nats_cert, &self.nats_key) {
                (Some(cert), Some(key)) => there(lang, Some(cert))?.zip(there(lang, Some(key))?),
                _ => None,
            },
            ping: self.nats_ping,
            request: self.nats_request,
            patience: self.nats_patience,
            pull: self.nats_pull,
            ..Options::new(url, name)
        })
    }

    fn login(&self, lang: Lang, name: &str) -> Result<Login, Failure> {
        if let Some(path) = there(lang, self.nats_creds.as_deref())? {
            return Ok(Login::Creds(path));
        }
        if let Some(path) = &self.nats_nkey {
            return Ok(Login::Nkey(in_file(lang, path)?));
        }
        let password = match &self.nats_password_file {
            Some(path) => Some(in_file(lang, path)?),
            None => std::env::var(PASSWORD).ok().filter(|password| !password.is_empty()).map(Secret::Text),
        };
        Ok(match (self.nats_user.clone(), password) {
            (None, None) => Login::Nobody,
            (user, password) => Login::User {
                user: user.unwrap_or_else(|| name.to_owned()),
                password: password.unwrap_or_else(|| Secret::Text(String::new())),
            },
        })
    }
}

impl RelayArgs {
    /// How an engine goes on NATS by these options; which workers run where is the caller's to add.
    #[must_use]
    pub fn over(&self, connect: Options) -> OverNats {
        OverNats {
            bytes_max: self.nats_bytes,
            replicas: self.nats_replicas,
            ack_wait: self.ack_wait,
            audit: self.nats_audit,
            json: self.json_mirror,
            connect,
            ..OverNats::new("")
        }
    }
}

/// Whether an address such as `nats://user:password@host` carries a password.
fn has_password(url: &str) -> bool {
    let place = url.split_once("://").map_or(url, |(_, place)| place);
    place.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'))
}

fn unreadable(lang: Lang, path: &Path, error: &std::io::Error) -> Failure {
    let what = match lang {
        Lang::Zh => format!("读不了 {}", path.display()),
        Lang::En => format!("{} cannot be read", path.display()),
    };
    Failure::new(Exit::Fault, what).because(error)
}

/// The path, if the file can be opened: the client would say less clearly which one it could not.
fn there(lang: Lang, path: Option<&Path>) -> Result<Option<PathBuf>, Failure> {
    let Some(path) = path else { return Ok(None) };
    std::fs::File::open(path).map_err(|error| unreadable(lang, path, &error))?;
    Ok(Some(path.to_owned()))
}

/// A secret in a file that can be read now; it is read again at every connecting.
fn in_file(lang: Lang, path: &Path) -> Result<Secret, Failure> {
    std::fs::read_to_string(path).map_err(|error| unreadable(lang, path, &error))?;
    Ok(Secret::File(path.to_owned()))
}

/// Why NATS does not do what it should, as part of a sentence.
#[must_use]
pub fn why(lang: Lang, error: &NatsError) -> String {
    if lang == Lang::En {
        return error.to_string();
    }
    match error {
        NatsError::Options(why) => format!("连不了 NATS：{why}"),
        NatsError::TooOld { version } => format!("nats-server {version} 太旧"),
        NatsError::Dropped { of, setting, asked, kept } => {
            format!("服务器没有照办 {of} 的设置 {setting}：要 {asked}，留的是 {kept}")
        }
        NatsError::Newer { stream, ours } => {
            format!("事件流 {stream} 的代次比这份日志（第{ours}代）新：这是旧副本吗？")
        }
        NatsError::Stranger { stream, whose, ours } => {
            format!("事件流 {stream} 是另一份日志（{whose}）的，不是这一份（{ours}）的；没有动它")
        }
        NatsError::Held { stream, term } => {
            format!("事件流 {stream} 由另一个引擎在填（任期{term}），它开的是同一份日志的副本")
        }
        NatsError::Taken { stream, subject } => format!("流 {stream} 已经存着 {subject}"),
        NatsError::NotLetIn => "服务器不让进：用户或口令不对".to_owned(),
        NatsError::Denied(what) => format!("服务器不允许：{what}"),
        NatsError::Unseen => "事件流还没看过".to_owned(),
        NatsError::NoStream(stream) => format!("没有事件流 {stream}"),
        NatsError::Differs(found) => format!("事件流与日志不一致：{}", difference(lang, found)),
        NatsError::Away(why) => why.clone(),
    }
}

/// In what a stream differs from the log, as part of a sentence.
#[must_use]
pub fn difference(lang: Lang, found: &Difference) -> String {
    if lang == Lang::En {
        return found.to_string();
    }
    match found {
        Difference::Holes { messages, last } => format!("到第{last}号只有{messages}条"),
        Difference::Beyond { last, head } => format!("它到第{last}号，日志只到第{head}号"),
        Difference::Foreign(at) => format!("第{at}条不是这一号的事件"),
        Difference::Another(at) => format!("第{at}条与日志的事件不同"),
        Difference::Missing(at) => format!("缺第{at}条"),
        Difference::Swallowed { position, message } => {
            format!("第{position}号事件被当成第{message}条的重复")
        }
        Difference::Ends { last, at } => format!("它到第{last}号，应该到第{at}号"),
        Difference::Before(at) => format!("第{at}号事件之前进来了别的东西"),
        Difference::Replaced => "它换了一个，或者由另一个引擎在填".to_owned(),
    }
}

/// Why NATS cannot be used, for people.
#[must_use]
pub fn failure(lang: Lang, error: &NatsError) -> Failure {
    let needed = format!("{}.{}.{}", SERVER_MIN.0, SERVER_MIN.1, SERVER_MIN.2);
    match (error, lang) {
        (NatsError::TooOld { version }, Lang::Zh) => Failure::new(
            Exit::Unreachable,
            format!("nats-server {version} 太旧：muster 要 {needed} 或更新的"),
        )
        .because("旧版会悄悄丢掉一些设置，如工作者只听自己的事件")
        .next(format!("装 nats-server {needed} 以上，再试一次")),
        (NatsError::TooOld { .. }, Lang::En) => Failure::new(Exit::Unreachable, error.to_string())
            .because("older ones silently drop settings, such as which events a worker hears")
            .next(format!("install nats-server {needed} or newer and try again")),
        (NatsError::Options(why), _) => {
            Failure::new(Exit::Usage, lang.pick("连 NATS 的选项不对", "the options for NATS cannot be used"))
                .because(why)
        }
        (NatsError::NotLetIn, _) => {
            let what = lang.pick(
                "NATS 不让进：用户或口令不对，或者没有给",
                "NATS does not let this login in: wrong user or password, or none was given",
            );
            let options = "--nats-user, --nats-password-file, --nats-creds, --nats-nkey";
            Failure::new(Exit::NotAllowed, what).next(format!("{options}, {PASSWORD}"))
        }
        (NatsError::Denied(what), _) => {
            let said = lang.pick("NATS 不允许这个账号这样做", "NATS does not allow this to this login");
            Failure::new(Exit::NotAllowed, said).because(what)
        }
        (NatsError::Stranger { .. }, _) => {
            let said = lang.pick("事件流不是这份日志的", "the stream is not this log's");
            let next = lang.pick(
                "换一个 NATS 账号或服务器；确实不要那个流，就用 nats stream rm 删掉它",
                "use another account or server of NATS; if nobody needs that stream, delete it with `nats stream rm`",
            );
            Failure::new(Exit::Refused, said).because(why(lang, error)).next(next)
        }
        (other, _) => Failure::new(Exit::Unreachable, lang.pick("NATS 用不了", "NATS cannot be used"))
            .because(why(lang, other)),
    }
}

/// Why an engine could not be put on NATS, for people.
#[must_use]
pub fn not_relayed(lang: Lang, error: &RelayError) -> Failure {
    match error {
        RelayError::Nats(error) => failure(lang, error),
        RelayError::Store(error) => {
            Failure::new(Exit::Fault, lang.pick("打不开数据", "the data cannot be opened")).because(error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        nats: NatsArgs,
        #[command(flatten)]
        relay: RelayArgs,
    }

    fn line(arguments: &[&str]) -> Result<Line, clap::Error> {
        Line::try_parse_from([&["muster"], arguments].concat())
    }

    #[test]
    fn a_password_never_stands_on_the_command_line() {
        for url in ["nats://u:p@localhost", "u:p@localhost:4222", "nats://a:1,tls://u:p@b:2"] {
            let failure = line(&["--nats", url]).unwrap().nats.options(Lang::En, "engine").unwrap_err();
            assert_eq!(failure.exit, Exit::Usage, "{url}");
        }
        assert!(line(&["--nats", "nats://localhost:4222"]).unwrap().nats.options(Lang::En, "engine").is_ok());
    }

    #[test]
    fn who_connects_is_named_after_the_end() {
        let file = std::env::temp_dir().join(format!("muster-password-{}", std::process::id()));
        std::fs::write(&file, "geheim\r\n").unwrap();
        let path = file.to_str().unwrap();
        let login =
            |arguments: &[&str]| line(arguments).unwrap().nats.options(Lang::En, "visits").unwrap().login;
        let Login::User { user, password } = login(&["--nats-password-file", path]) else { panic!() };
        assert_eq!((user.as_str(), password), ("visits", Secret::File(file.clone())));
        assert!(
            matches!(login(&["--nats-nkey", path]), Login::Nkey(seed) if seed == Secret::File(file.clone()))
        );
        assert!(matches!(login(&[]), Login::Nobody));
        std::fs::remove_file(&file).unwrap();
        let failure = line(&["--nats-creds", path]).unwrap().nats.options(Lang::En, "visits").unwrap_err();
        assert!(failure.exit == Exit::Fault && failure.what.contains(path), "{}", failure.what);
        assert!(line(&["--nats-creds", path, "--nats-nkey", path]).is_err());
    }

    #[test]
    fn times_are_written_with_their_unit() {
        let relay = line(&["--ack-wait", "1500ms", "--nats-replicas", "3", "--json-mirror"]).unwrap().relay;
        let over = relay.over(Options::new(LOCAL, "engine"));
        assert_eq!((over.ack_wait, over.replicas, over.json), (Duration::from_millis(1_500), 3, true));
        assert_eq!(over.connect.url, LOCAL);
        for bad in ["5", "0s", "-1s", "soon"] {
            assert!(line(&["--ack-wait", bad]).is_err(), "{bad}");
        }
        assert!(line(&["--nats-replicas", "6"]).is_err());
    }
}
