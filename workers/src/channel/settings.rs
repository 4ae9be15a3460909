//! How channels of the file are reached: what stands under `channels` in the configuration, one entry a channel, by the
//! name that the file and the roster give it. Nothing secret stands in it: secrets lie in files or in the environment.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::contract::BreakerLimits;

/// Longest that one letter may take at a counterpart, in seconds, unless the setting says otherwise.
pub const TIMEOUT_SECONDS: u64 = 20;

/// Longest that a setting may say: a letter on its way takes one of a few places.
pub const TIMEOUT_SECONDS_MAX: u64 = 60;

/// Largest answer of a counterpart that is read, in bytes: a code and a sentence.
pub const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// Largest secret in bytes.
const SECRET_BYTES_MAX: u64 = 16 * 1024;

/// Where a secret lies.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Secret {
    /// The first line of a file.
    File(PathBuf),
    /// A variable of the environment.
    Env(String),
}

impl Secret {
    /// Reads it. It is read again at each new connection, so that a changed one needs no restart.
    ///
    /// # Errors
    /// Where it was looked for and what was found instead, never the secret.
    pub fn read(&self) -> Result<String, String> {
        let found = match self {
            Self::File(path) => {
                let size =
                    std::fs::metadata(path).map_err(|error| format!("{}: {error}", path.display()))?.len();
                if size > SECRET_BYTES_MAX {
                    return Err(format!("{} is no secret: {size} bytes", path.display()));
                }
                let text =
                    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
                text.lines().next().unwrap_or_default().trim().to_owned()
            }
            Self::Env(name) => std::env::var(name).map_err(|_| format!("{name} is not set"))?,
        };
        if found.is_empty() { Err(format!("{self:?} is empty")) } else { Ok(found) }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "the file {}", path.display()),
            Self::Env(name) => write!(f, "the variable {name}"),
        }
    }
}

/// One channel. Exactly one of the kinds is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ChannelSettings {
    /// Mail by SMTP.
    pub smtp: Option<SmtpSettings>,
    /// Any service that is called over HTTP, such as a gateway of text messages.
    pub http: Option<HttpSettings>,
    /// Standard Webhooks.
    pub webhook: Option<WebhookSettings>,
    /// An application of WeCom (企业微信应用消息), which writes to persons.
    pub wecom_app: Option<WecomAppSettings>,
    /// A robot of a WeCom group (企业微信群机器人).
    pub wecom_robot: Option<RobotSettings>,
    /// A robot of a DingTalk group (钉钉群机器人).
    pub dingtalk_robot: Option<RobotSettings>,
    /// A robot of a Feishu group (飞书群机器人).
    pub feishu_robot: Option<RobotSettings>,
    /// An Apprise API server as a bridge to a hundred services.
    pub apprise: Option<AppriseSettings>,
    /// How receipts of its counterpart are read, where it sends any: what became of a letter that it took.
    pub receipts: Option<ReceiptSettings>,
    /// Most letters a minute; what is more waits for its turn. Robots of groups have a limit of their own by default.
    pub per_minute: Option<u32>,
    /// How long the counterpart may take.
    pub timeout_seconds: Option<u64>,
    /// Over so many minutes from their hour the letters of a morning are spread, each at an instant of its own, so that a
    /// counterpart does not get all of them on the stroke of the hour. By default they go at once.
    pub spread_minutes: Option<u32>,
    /// After so many recipients in a row whose letters it did not take it is left alone for a while.
    pub breaker_after: Option<u32>,
    /// Longest such while in minutes: it begins with a minute and grows, and one letter at a time tries.
    pub breaker_minutes: Option<u32>,
}

/// Longest spread in minutes: what is due in the morning is there before noon.
pub const SPREAD_MINUTES_MAX: u32 = 120;

/// Most recipients in a row after which a setting may leave a channel alone: beyond it an outage would be tried by hundreds.
pub const BREAKER_AFTER_MAX: u32 = 100;

/// Longest pause in minutes that a setting may say: a channel that is back within a day is found within it.
pub const BREAKER_MINUTES_LIMIT: u32 = 24 * 60;

impl ChannelSettings {
    /// When it is left alone.
    ///
    /// # Errors
    /// Which setting is out of bounds.
    pub fn breaker(&self) -> Result<BreakerLimits, String> {
        let usual = BreakerLimits::default();
        let within = |name: &str, set: Option<u32>, most: u32| match set {
            Some(set) if set == 0 || set > most => Err(format!("{name} is 1 to {most}, not {set}")),
            set => Ok(set),
        };
        let after = within("breaker-after", self.breaker_after, BREAKER_AFTER_MAX)?;
        let minutes = within("breaker-minutes", self.breaker_minutes, BREAKER_MINUTES_LIMIT)?;
        Ok(BreakerLimits {
            after: after.and_then(|after| after.try_into().ok()).unwrap_or(usual.after),
            minutes_max: minutes.unwrap_or(usual.minutes_max),
        })
    }

    /// Over how long the letters of a morning are spread.
    #[must_use]
    pub fn spread(&self) -> Duration {
        let minutes = self.spread_minutes.unwrap_or(0).min(SPREAD_MINUTES_MAX);
        Duration::from_secs(60 * u64::from(minutes))
    }

    /// How its receipts are read, where it sends any. Of mail that came back `muster channel bounce` tells, always in one form.
    #[must_use]
    pub fn receipts(&self) -> Option<ReceiptSettings> {
        let mut receipts = self.receipts.clone()?;
        if self.smtp.is_some() {
            let usual = ReceiptSettings::of_mail(receipts.secret.clone());
            let put = |text: &mut String, usual: String| {
                if text.is_empty() {
                    *text = usual;
                }
            };
            put(&mut receipts.message, usual.message);
            put(&mut receipts.delivered, usual.delivered);
            put(&mut receipts.failed, usual.failed);
            receipts.said = receipts.said.or(usual.said);
        }
        Some(receipts)
    }

    /// How long the counterpart may take.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds.unwrap_or(TIMEOUT_SECONDS).clamp(1, TIMEOUT_SECONDS_MAX))
    }
}

/// Mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SmtpSettings {
    /// Name or address of the server.
    pub server: String,
    /// Port; by default 465 for `tls`, 587 for `starttls`, 25 for `none`.
    pub port: Option<u16>,
    /// How the connection is secured.
    #[serde(default)]
    pub security: Security,
    /// File of the certificates (PEM) from which the server's must follow, such as the house's own; without it those that the machine
    /// trusts count.
    pub ca: Option<PathBuf>,
    /// User of the server; none where it wants none.
    pub user: Option<String>,
    /// The user's password.
    pub password: Option<Secret>,
    /// Who writes: `办公室 <office@example.org>`.
    pub from: String,
    /// Where what cannot be delivered comes back to; by default the address of `from`.
    pub bounce: Option<String>,
    /// Where answers go; by default to `from`.
    pub reply_to: Option<String>,
}

/// How a connection to a mail server is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// By STARTTLS, and never without.
    #[default]
    Starttls,
    /// From the first byte.
    Tls,
    /// Not at all: for a server on this machine.
    None,
}

impl Security {
    /// The port that goes with it.
    #[must_use]
    pub const fn port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

/// A call over HTTP, written as templates of minijinja over `account`, `subject`, `text`, `message` (its name), `campaign`,
/// `contact`, and `secret.NAME`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct HttpSettings {
    /// The address that is called.
    pub url: String,
    /// The method.
    #[serde(default = "post")]
    pub method: String,
    /// Headers.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The body; use `|tojson` inside JSON.
    #[serde(default)]
    pub body: String,
    /// Most characters of `text`: a longer one is cut at a line and ends with the link, since each message costs.
    pub text_chars: Option<u32>,
    /// When it was taken: an expression over `status` and `body` (JSON where it is JSON, else a text).
    #[serde(default = "fine")]
    pub success: String,
    /// When another try makes sense, where it was not taken.
    #[serde(default = "later")]
    pub temporary: String,
    /// Where the number stands by which the service tells of the message later: an expression as `success`. It is for those that
    /// cannot be given the message's own name.
    pub number: Option<String>,
    /// Secrets that the templates name.
    #[serde(default)]
    pub secrets: BTreeMap<String, Secret>,
}

fn post() -> String {
    "POST".to_owned()
}

fn fine() -> String {
    "status >= 200 and status < 300".to_owned()
}

fn later() -> String {
    "status >= 500 or status in [408, 425, 429]".to_owned()
}

/// How receipts of a counterpart are read, which it sends to `/v1/receipts/CHANNEL` of the engine. Expressions of minijinja over
/// `body` (JSON where it is JSON, else the fields of a form) and, but for `each`, over `receipt`, the one that is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReceiptSettings {
    /// What the counterpart shows: `Authorization: Bearer ...`, or `?token=...` where it can send no header.
    pub secret: Secret,
    /// The receipts, where several come at once, such as `body.reports`; by default the body is one, or a list of them.
    pub each: Option<String>,
    /// The name of the message, as `message` gave it to the counterpart, or the number that it gave (`number` of `http`). Of mail
    /// this and the next two need not be written.
    #[serde(default)]
    pub message: String,
    /// When it arrived.
    #[serde(default)]
    pub delivered: String,
    /// When it did not and will not; a receipt of which neither holds says nothing yet.
    #[serde(default)]
    pub failed: String,
    /// What the counterpart says of a failure.
    pub said: Option<String>,
    /// What the counterpart wants to hear.
    #[serde(default = "ok")]
    pub answer: String,
}

fn ok() -> String {
    "ok".to_owned()
}

impl ReceiptSettings {
    /// Those that say no more than their secret.
    pub(super) fn of(secret: Secret) -> Self {
        let nothing = String::new;
        let (message, delivered, failed) = (nothing(), nothing(), nothing());
        Self { secret, each: None, message, delivered, failed, said: None, answer: ok() }
    }

    /// Those of what [`super::bounce`] tells.
    fn of_mail(secret: Secret) -> Self {
        Self {
            message: "receipt.message".to_owned(),
            delivered: "receipt.action == 'delivered'".to_owned(),
            failed: "receipt.action == 'failed'".to_owned(),
            said: Some("receipt.said".to_owned()),
            ..Self::of(secret)
        }
    }
}

/// A webhook as <https://www.standardwebhooks.com> describes it. The account is the address, where none is written here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WebhookSettings {
    /// The address that is called for every person.
    pub url: String,
    /// The signing secret, `whsec_` and base64.
    pub secret: Secret,
}

/// An application of WeCom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WecomAppSettings {
    /// Id of the organisation.
    pub corp_id: String,
    /// Id of the application.
    pub agent_id: u64,
    /// The application's secret.
    pub secret: Secret,
    /// Where the interface is; another address than WeCom's own for a private installation.
    #[serde(default = "wecom")]
    pub base: String,
}

fn wecom() -> String {
    "https://qyapi.weixin.qq.com".to_owned()
}

/// A robot of a group. It speaks to the group: the letter says whom it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RobotSettings {
    /// The robot's address, which is itself a secret.
    pub url: Secret,
    /// The robot's signing secret, where it has one.
    pub secret: Option<Secret>,
}

/// An Apprise API server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AppriseSettings {
    /// Address of the server.
    pub url: String,
    /// Key of the configuration that is stored there; the account is the tag.
    pub key: Secret,
}
