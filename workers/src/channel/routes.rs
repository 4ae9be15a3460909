//! Letters by the addresses of their person: the first channel that takes a letter has it, the next one is asked where the
//! former failed. A person without a usable address is written to in the folder, so that no letter is lost.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use muster_protocol::command::{MessageName, StepName};
use muster_protocol::ids::CampaignId;
use muster_protocol::question::{Address, FailureCause, PersonBudget};
use muster_rules::worker::OutgoingMessage;
use muster_wire::link::Boxed;

use super::budget::{Budget, TURN};
use super::contract::{BreakerLimits, Channel, ChannelError, Taken};
use super::lengths::parts;
use super::parcel::{NotTaken, Parcel, Sender};
use super::receipts::Receipts;
use super::settings::{ChannelSettings, SPREAD_MINUTES_MAX};
use super::{apprise, http, robot, smtp, webhook, wecom};

/// A channel of the file with what serves it.
struct Line {
    sender: Box<dyn Sender>,
    per_minute: Option<u32>,
    budget: Budget,
    timeout: Duration,
    spread: Duration,
    breaker: BreakerLimits,
    /// How many parts are out of letters that are not out whole.
    halfway: Mutex<BTreeMap<String, usize>>,
}

/// Most letters of which only some parts are out that are remembered; beyond it all begin with their first part.
const HALFWAY_MAX: usize = 1_000;

/// See the module.
pub struct Routes {
    lines: BTreeMap<String, Line>,
    /// For those who have no address that is served.
    folder: Arc<dyn Channel>,
}

impl std::fmt::Debug for Routes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.lines.keys()).finish()
    }
}

impl Routes {
    /// The configured channels over a folder.
    ///
    /// # Errors
    /// The channel's name and what is wrong with its setting.
    pub fn new(
        settings: &BTreeMap<String, ChannelSettings>,
        folder: Arc<dyn Channel>,
    ) -> Result<Self, (String, String)> {
        let mut lines = BTreeMap::new();
        for (name, setting) in settings {
            let sender = sender(setting).map_err(|what| (name.clone(), what))?;
            if let Some(minutes) = setting.spread_minutes.filter(|minutes| *minutes > SPREAD_MINUTES_MAX) {
                let what = format!("spread-minutes is at most {SPREAD_MINUTES_MAX}, not {minutes}");
                return Err((name.clone(), what));
            }
            let per_minute = setting.per_minute.or(sender.per_minute()).filter(|most| *most > 0);
            let budget = Budget::per_second(sender.per_second());
            let breaker = setting.breaker().map_err(|what| (name.clone(), what))?;
            Receipts::check(setting).map_err(|what| (name.clone(), what))?;
            let (timeout, spread) = (setting.timeout(), setting.spread());
            let halfway = Mutex::default();
            lines
                .insert(name.clone(), Line { sender, per_minute, budget, timeout, spread, breaker, halfway });
        }
        Ok(Self { lines, folder })
    }

    /// Channels of the test's own.
    #[cfg(test)]
    pub(super) fn of<S: Sender>(
        senders: impl IntoIterator<Item = (&'static str, S)>,
        folder: Arc<dyn Channel>,
    ) -> Self {
        let line = |(name, sender): (&str, S)| {
            let (per_minute, budget) = (None, Budget::per_second(None));
            let (timeout, spread) = (Duration::from_secs(5), Duration::ZERO);
            let breaker = BreakerLimits::default();
            let (sender, halfway) = (Box::new(sender), Mutex::default());
            (name.to_owned(), Line { sender, per_minute, budget, timeout, spread, breaker, halfway })
        };
        Self { lines: senders.into_iter().map(line).collect(), folder }
    }

    /// Names of the channels that are served.
    pub fn served(&self) -> impl Iterator<Item = &str> {
        self.lines.keys().map(String::as_str)
    }
}

fn sender(setting: &ChannelSettings) -> Result<Box<dyn Sender>, String> {
    let mut found: Vec<Result<Box<dyn Sender>, String>> = Vec::new();
    let timeout = setting.timeout();
    if let Some(smtp) = &setting.smtp {
        let secret = setting.receipts.as_ref().map(|receipts| receipts.secret.clone());
        found.push(smtp::Smtp::new(smtp.clone(), timeout).map(|smtp| boxed(smtp.proving(secret))));
    }
    if let Some(call) = &setting.http {
        found.push(http::Call::new(call.clone()).map(boxed));
    }
    if let Some(webhook) = &setting.webhook {
        found.push(webhook::Webhook::new(webhook.clone()).map(boxed));
    }
    if let Some(app) = &setting.wecom_app {
        found.push(wecom::App::new(app.clone()).map(boxed));
    }
    let robots = [
        (&setting.wecom_robot, robot::Kind::Wecom),
        (&setting.dingtalk_robot, robot::Kind::DingTalk),
        (&setting.feishu_robot, robot::Kind::Feishu),
    ];
    for (robot, kind) in robots {
        if let Some(robot) = robot {
            found.push(robot::Robot::new(kind, robot.clone()).map(boxed));
        }
    }
    if let Some(bridge) = &setting.apprise {
        found.push(apprise::Bridge::new(bridge.clone()).map(boxed));
    }
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => only,
        (None, _) => {
            Err("it says no kind: write one of smtp, http, webhook, wecom-app, wecom-robot, dingtalk-robot, \
                          feishu-robot, apprise"
                .to_owned())
        }
        (Some(_), false) => Err("it says more than one kind".to_owned()),
    }
}

fn boxed<S: Sender>(sender: S) -> Box<dyn Sender> {
    Box::new(sender)
}

impl Line {
    /// The letter as this channel may say it.
    fn sayable<'l>(&self, letter: &'l OutgoingMessage) -> Cow<'l, OutgoingMessage> {
        if self.sender.reaches_others() { Cow::Owned(letter.without_link()) } else { Cow::Borrowed(letter) }
    }

    /// The letter in the messages in which it goes; none where it goes as it is.
    fn parts(&self, parcel: &Parcel<'_>) -> Option<Vec<String>> {
        let most = self.sender.bytes_max()?;
        let letter = self.sayable(parcel.letter);
        Some(parts(&Parcel { letter: &letter, ..*parcel }.whole(), most)).filter(|parts| parts.len() > 1)
    }

    /// Sends a letter in one go, or part by part. What is out of it is remembered: the next try goes on behind it.
    /// A letter of several parts has no number.
    async fn send(&self, parcel: Parcel<'_>) -> Result<Option<String>, NotTaken> {
        let letter = self.sayable(parcel.letter);
        let parcel = Parcel { letter: &letter, ..parcel };
        let Some(parts) = self.parts(&parcel) else { return self.send_one(parcel).await };
        let name = format!("{}/{}", parcel.name(), parcel.account);
        let out = self.halfway().get(&name).copied().unwrap_or_default();
        for (at, part) in parts.iter().enumerate().skip(out) {
            self.send_one(Parcel { part: Some(part), ..parcel }).await?;
            let mut halfway = self.halfway();
            if halfway.len() >= HALFWAY_MAX {
                halfway.clear();
            }
            halfway.insert(name.clone(), at + 1);
        }
        self.halfway().remove(&name);
        Ok(None)
    }

    fn halfway(&self) -> MutexGuard<'_, BTreeMap<String, usize>> {
        self.halfway.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn send_one(&self, parcel: Parcel<'_>) -> Result<Option<String>, NotTaken> {
        if !self.budget.turn().await {
            return Err(NotTaken::Later(
                FailureCause::Busy,
                "it wants to be left alone for a while".to_owned(),
            ));
        }
        let sent = tokio::time::timeout(self.timeout, self.sender.send_numbered(parcel)).await;
        let late = || NotTaken::Later(FailureCause::Timeout, "no answer in time".to_owned());
        let sent = sent.unwrap_or_else(|_| Err(late()));
        if let Err(NotTaken::Pause(time, _)) = &sent {
            self.budget.pause(*time);
        }
        sent.map_err(|not| not.without(parcel.account))
    }
}

impl Channel for Routes {
    /// What goes by no channel goes to the folder.
    fn name(&self) -> &'static str {
        self.folder.name()
    }

    fn channels(&self) -> Vec<String> {
        self.lines.keys().cloned().collect()
    }

    fn per_minute(&self, channel: &str) -> Option<u32> {
        self.lines.get(channel)?.per_minute
    }

    fn per_person(&self, channel: &str) -> Option<PersonBudget> {
        self.lines.get(channel)?.sender.per_person()
    }

    fn parts(&self, campaign: &CampaignId, letter: &OutgoingMessage, channel: &str) -> u32 {
        let parts = self
            .lines
            .get(channel)
            .and_then(|line| line.parts(&Parcel { campaign, letter, account: "", part: None }));
        parts.and_then(|parts| parts.len().try_into().ok()).unwrap_or(1)
    }

    fn breaker(&self, channel: &str) -> BreakerLimits {
        self.lines.get(channel).map_or_else(BreakerLimits::default, |line| line.breaker)
    }

    fn needs_addresses(&self) -> bool {
        true
    }

    fn serves(&self, channel: &str) -> bool {
        self.lines.contains_key(channel)
    }

    fn spread(&self, channel: &str) -> Duration {
        self.lines.get(channel).map_or(Duration::ZERO, |line| line.spread)
    }

    /// Each channel may take its whole time before the next one is asked, and the folder comes last.
    fn patience(&self) -> Duration {
        self.lines.values().map(|line| TURN + line.timeout).sum::<Duration>() + self.folder.patience()
    }

    fn hand<'a>(
        &'a self,
        campaign: &'a CampaignId,
        letter: &'a OutgoingMessage,
        addresses: &'a [Address],
    ) -> Boxed<'a, Result<Taken, ChannelError>> {
        Box::pin(async move {
            let (mut later, mut never, mut kept) = (Vec::new(), Vec::new(), None);
            for Address { channel, account } in addresses {
                let Some(line) = self.lines.get(channel) else { continue };
                match line.send(Parcel { campaign, letter, account, part: None }).await {
                    Ok(number) => return Ok(Taken { number, ..Taken::by(channel) }),
                    Err(NotTaken::Later(cause, words)) => {
                        kept.get_or_insert(cause);
                        later.push(format!("{channel}: {words}"));
                    }
                    Err(NotTaken::Pause(_, words)) => {
                        kept.get_or_insert(FailureCause::Busy);
                        later.push(format!("{channel}: {words}"));
                    }
                    Err(NotTaken::Never(words)) => never.push(format!("{channel}: {words}")),
                }
            }
            match (kept, never.is_empty()) {
                (None, true) => self.folder.hand(campaign, letter, &[]).await,
                (None, false) => Err(ChannelError::Refused(never.join("; "))),
                // As long as one of them may still take it, it is not refused.
                (Some(kept), _) => {
                    let words: Vec<String> = later.into_iter().chain(never).collect();
                    Err(ChannelError::Temporary(kept, words.join("; ")))
                }
            }
        })
    }

    fn handed<'a>(
        &'a self,
        campaign: &'a CampaignId,
        key: &'a MessageName,
    ) -> Boxed<'a, Option<Vec<StepName>>> {
        self.folder.handed(campaign, key)
    }
}
