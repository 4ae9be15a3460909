//! The one screen that ops look at: clock, log, stream, workers, today by campaign, and what should be none.
//!
//! Plain lines without control codes: who draws them on a terminal adds colours and places. What should be none and is
//! not begins with `!`.

use console::{Alignment, measure_text_width, pad_str, truncate_str};
use muster_protocol::catalogue::{Language, Listed, TextId};
use muster_protocol::time::Instant;
use muster_protocol::{id, say};
use muster_rules::zone::Zone;
use muster_server::http::EngineStatus;
use muster_server::view::status::CampaignStatus;
use muster_server::watch::gauge::WorkerStatus;

use crate::words::clock;

/// Mark of a line that somebody should look at.
const ALARM: &str = "! ";
/// Most campaigns that are named as held.
const HELD_SHOWN: usize = 5;
/// Width of what a line is about.
const HEAD: usize = 13;
/// The same for the rows of campaigns, whose ids are longer: with the counts behind it 80 columns.
const HEAD_TODAY: usize = 24;

/// What is counted of a campaign's day.
const COUNTS: [TextId; 7] = [
    id!("steps-planned"),
    id!("steps-sent"),
    id!("steps-skipped"),
    id!("steps-failed"),
    id!("steps-withdrawn"),
    id!("steps-open"),
    id!("steps-messages"),
];

/// A line of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// Whether somebody should look at it.
    pub alarm: bool,
}

/// The board. `campaigns` is the most campaigns that have a line each; the rest are counted.
#[must_use]
pub fn lines(lang: Language, engine_status: &EngineStatus, campaigns: usize) -> Vec<Line> {
    let dashboard = Dashboard { lang, engine_status };
    let mut lines = vec![dashboard.clock()];
    lines.extend(dashboard.log());
    lines.extend(dashboard.stream());
    lines.extend(dashboard.workers());
    lines.extend(dashboard.channels());
    lines.extend(dashboard.held());
    lines.extend(dashboard.today(campaigns));
    lines.extend(dashboard.past_due());
    lines.push(dashboard.dead_letters());
    lines.extend(dashboard.parked());
    lines
}

/// A line cut to the columns of a terminal.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    truncate_str(text, columns, "~").into_owned()
}

struct Dashboard<'a> {
    lang: Language,
    engine_status: &'a EngineStatus,
}

impl Dashboard<'_> {
    fn line(&self, head: Option<TextId>, text: &str, alarm: bool) -> Line {
        let mark = if alarm { ALARM } else { "  " };
        let head = head.map_or("", |head| head.say(self.lang));
        let head = pad_str(head, HEAD.max(measure_text_width(head) + 1), Alignment::Left, None);
        Line { text: format!("{mark}{head}{text}").trim_end().to_owned(), alarm }
    }

    /// An instant in the zone of the campaign, or of the first one.
    fn local(&self, at: Instant, campaign: Option<&CampaignStatus>) -> String {
        let campaign = campaign.or_else(|| self.engine_status.status.campaigns.first());
        match campaign.and_then(|campaign| Zone::load(&campaign.zone).ok()) {
            Some(zone) => format!("{} {}", zone.date_of(at), zone.time_of(at)),
            None => at.to_string(),
        }
    }

    fn clock(&self) -> Line {
        let engine_status = self.engine_status;
        let zone = engine_status.status.campaigns.first().map_or("", |campaign| campaign.zone.as_str());
        let now = format!("{} {zone}", self.local(engine_status.now, None)).trim_end().to_owned();
        let kind = match engine_status.clock.as_str() {
            "stepped" => id!("clock-kind-stepped"),
            _ => id!("clock-kind-wall"),
        };
        if let Some(why) = clock::halted(self.lang, engine_status) {
            let text = say!(self.lang, "now-kind-why-see-muster-clock-show-muster", now, kind: kind, why);
            return self.line(Some(id!("clock")), &text, true);
        }
        let text = match engine_status.next_due.map(|due| self.local(due, None)) {
            Some(due) => say!(self.lang, "now-kind-runs-next-due-due", now, kind: kind, due),
            None => say!(self.lang, "now-kind-runs-nothing-due", now, kind: kind),
        };
        self.line(Some(id!("clock")), &text, false)
    }

    fn log(&self) -> Vec<Line> {
        let head = self.engine_status.head.0;
        let behind = head.saturating_sub(self.engine_status.status.position);
        let waiting: u64 = self.engine_status.queues.values().sum();
        let text =
            say!(self.lang, "last-event-head-view-behind-behind-waiting-waiting", head, behind, waiting);
        let trouble =
            self.engine_status.store.as_ref().map(|cause| say!(self.lang, "commits-fail-cause", cause));
        let mut lines = vec![self.line(Some(id!("log")), &text, trouble.is_some())];
        lines.extend(trouble.map(|why| self.line(None, &why, true)));
        lines
    }

    fn stream(&self) -> Vec<Line> {
        let Some(relay) = &self.engine_status.relay else {
            let text = self.lang.say("none-not-over-nats");
            return vec![self.line(Some(id!("stream")), text, false)];
        };
        let (name, at, lag) = (&relay.stream, relay.position, relay.lag);
        let text = say!(self.lang, "name-last-at-lag-behind", name, at, lag);
        let away = (!relay.connected).then(|| self.lang.say("nats-is-away").to_owned());
        let trouble = away.as_ref().or(relay.trouble.as_ref());
        let mut lines = vec![self.line(Some(id!("stream")), &text, trouble.is_some())];
        lines.extend(trouble.map(|why| self.line(None, why, true)));
        lines
    }

    fn workers(&self) -> Vec<Line> {
        let workers = self.engine_status.all_workers();
        if workers.is_empty() {
            let text = self.lang.say("none-runs");
            return vec![self.line(Some(id!("workers")), text, false)];
        }
        let wide = workers.keys().map(|name| measure_text_width(name)).max().unwrap_or(0);
        let each = |(nth, (name, worker)): (usize, (&String, &WorkerStatus))| {
            let name = pad_str(name, wide, Alignment::Left, None);
            let (pending, out, listening) = (worker.pending, worker.out, worker.listening);
            let text = say!(
                self.lang,
                "name-pending-behind-out-in-hand-listening-listening",
                name,
                pending,
                out,
                listening
            );
            let text = if worker.is_absent() { say!(self.lang, "text-absent", text) } else { text };
            self.line((nth == 0).then_some(id!("workers")), &text, worker.is_absent())
        };
        workers.iter().enumerate().map(each).collect()
    }

    /// Channels that take nothing. One that takes letters needs no line.
    fn channels(&self) -> Vec<Line> {
        let stuck =
            self.engine_status.channels.iter().filter_map(|channel| Some((channel, channel.trouble()?)));
        stuck
            .map(|(channel, cause)| {
                let (name, failing) = (&channel.name, channel.failing);
                let text = say!(self.lang, "name-takes-nothing-failing-in-a-row-cause", name, failing, cause);
                self.line(Some(id!("channel")), &text, true)
            })
            .collect()
    }

    /// Campaigns of which somebody holds what goes out.
    fn held(&self) -> Option<Line> {
        let held = self.engine_status.status.campaigns.iter().filter(|campaign| campaign.state == "held");
        let ids: Vec<&str> = held.map(|campaign| campaign.id.as_str()).take(HELD_SHOWN).collect();
        if ids.is_empty() {
            return None;
        }
        let text = say!(self.lang, "ids-nothing-is-sent-muster-resume-goes-on", ids: Listed(&ids));
        Some(self.line(Some(id!("held")), &text, true))
    }

    /// Steps of today by campaign: running ones first.
    fn today(&self, most: usize) -> Vec<Line> {
        let mut campaigns: Vec<&CampaignStatus> = self.engine_status.status.campaigns.iter().collect();
        if campaigns.is_empty() {
            let text = self.lang.say("no-campaigns-yet");
            return vec![self.line(Some(id!("today")), text, false)];
        }
        campaigns.sort_by_key(|campaign| (campaign.state == "closed", campaign.id.clone()));
        let titles = COUNTS.map(|title| title.say(self.lang));
        let row = |head: &str, cells: &[String]| -> String {
            let cell =
                |(cell, wide): (&String, usize)| pad_str(cell, wide, Alignment::Right, None).into_owned();
            let cells = cells.iter().zip([7, 6, 7, 6, 9, 5, 8]).map(cell).collect::<Vec<_>>().join(" ");
            format!("{}{cells}", pad_str(&cut(head, HEAD_TODAY - 1), HEAD_TODAY, Alignment::Left, None))
        };
        let day = campaigns.first().map(|campaign| campaign.today.day).unwrap_or_default();
        let head = format!("{} {day}", self.lang.say("today"));
        let mut lines =
            vec![Line { text: format!("  {}", row(&head, &titles.map(str::to_owned))), alarm: false }];
        for campaign in campaigns.iter().take(most) {
            let steps = &campaign.today.steps;
            let counts =
                [steps.planned, steps.sent, steps.skipped, steps.failed, steps.withdrawn, steps.open];
            let mut cells: Vec<String> = counts.map(|count| count.to_string()).into();
            cells.push(campaign.today.messages.to_string());
            let alarm = steps.failed > 0;
            let mark = if alarm { ALARM } else { "  " };
            let mut text = format!("{mark}{}", row(&campaign.id, &cells));
            if campaign.today.day != day {
                // Another zone has another day.
                text += &format!(" {}", campaign.today.day);
            }
            lines.push(Line { text, alarm });
        }
        let more = campaigns.len().saturating_sub(most);
        if more > 0 {
            let text = say!(self.lang, "and-more-more-campaigns", #more = more);
            lines.push(self.line(None, &text, false));
        }
        lines
    }

    fn past_due(&self) -> Vec<Line> {
        let head = Some(id!("past-due"));
        let open: Vec<_> = self
            .engine_status
            .status
            .campaigns
            .iter()
            .filter_map(|campaign| campaign.oldest_past_due.as_ref().map(|step| (campaign, step)))
            .collect();
        if open.is_empty() {
            let text = self.lang.say("none-without-an-outcome");
            return vec![self.line(head, text, false)];
        }
        let each = |(campaign, step): (&CampaignStatus, &muster_server::view::status::PastDue)| {
            let (at, count) = (self.local(step.at, Some(campaign)), campaign.steps.past_due);
            let (id, step) = (&campaign.id, &step.step);
            let text = say!(self.lang, "count-without-an-outcome-the-oldest-step-of", count, step, at, id);
            self.line(head, &text, true)
        };
        open.into_iter().map(each).collect()
    }

    fn dead_letters(&self) -> Line {
        let letters = &self.engine_status.dead_letters;
        let text = match letters.last() {
            None => self.lang.say("none-6").to_owned(),
            Some(last) => say!(
                self.lang,
                "count-the-latest-source-name-cause",
                count = letters.len(),
                source = last.source,
                name = last.name,
                cause = last.cause
            ),
        };
        self.line(Some(id!("dead-letters")), &text, !letters.is_empty())
    }

    fn parked(&self) -> Vec<Line> {
        let parked = &self.engine_status.parked;
        if parked.is_empty() {
            let text = self.lang.say("none-6");
            return vec![self.line(Some(id!("parked")), text, false)];
        }
        let each =
            |(id, cause): (&String, &String)| self.line(Some(id!("parked")), &format!("{id}: {cause}"), true);
        parked.iter().map(each).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::ids::Position;
    use muster_server::view::status::{PastDue, Status, StepCounts, Today};
    use muster_server::watch::health::ChannelStatus;
    use std::collections::BTreeMap;

    fn engine_status() -> EngineStatus {
        let at: Instant = "2014-04-25T09:00:00+08:00".parse().unwrap();
        let steps =
            StepCounts { planned: 40, sent: 30, failed: 1, open: 9, past_due: 2, ..StepCounts::default() };
        let campaign = CampaignStatus {
            afterwards: 0,
            opted_out: 0,
            id: "service-year-2014".to_owned(),
            name: "服务年".to_owned(),
            zone: "Asia/Shanghai".to_owned(),
            state: "running".to_owned(),
            phase: None,
            phase_name: None,
            begins: None,
            launched: at,
            at,
            version: 7,
            position: 7,
            items: muster_server::view::status::ItemCounts::default(),
            steps,
            today: Today { day: "2014-04-25".parse().unwrap(), steps, messages: 12 },
            oldest_past_due: Some(PastDue { step: "unit-plan/005#0.1".to_owned(), at }),
            messages: muster_server::view::status::MessageCounts::default(),
            dead_letters: 0,
            draws: Vec::new(),
        };
        let worker = WorkerStatus { pending: 3, out: 1, listening: 1 };
        EngineStatus {
            now: at,
            clock: "wall".to_owned(),
            held: true,
            doubt: Some("jump".to_owned()),
            ahead_ms: Some(7_200_000),
            stands_ms: None,
            store: None,
            channels: Vec::new(),
            next_due: None,
            parked: BTreeMap::new(),
            head: Position(7),
            relay: None,
            workers: [("reminders".to_owned(), worker)].into(),
            queues: BTreeMap::new(),
            status: Status { position: 5, campaigns: vec![campaign], dead_letters: 0 },
            dead_letters: Vec::new(),
        }
    }

    fn text(lang: Language, columns: usize) -> Vec<String> {
        lines(lang, &engine_status(), 10).iter().map(|line| cut(&line.text, columns)).collect()
    }

    #[test]
    fn what_should_be_none_and_is_not_is_marked() {
        assert_eq!(
            text(Language::En, 80),
            [
                "! clock        2014-04-25 09:00 Asia/Shanghai (wall) time is HELD: the machine'~",
                "  log          last event 7; view 2 behind; 0 waiting",
                "  stream       none: not over NATS",
                "  workers      reminders  3 behind, 1 in hand, 1 listening",
                "  today 2014-04-25        planned   sent skipped failed withdrawn  open messages",
                "! service-year-2014            40     30       0      1         0     9       12",
                "! past due     2 without an outcome, the oldest unit-plan/005#0.1 of 2014-04-25~",
                "  dead letters none",
                "  parked       none",
            ]
        );
    }

    #[test]
    fn whatever_is_not_right_has_its_mark() {
        let mut engine_status = engine_status();
        (engine_status.held, engine_status.doubt, engine_status.ahead_ms) =
            (true, Some("back".to_owned()), Some(-2_592_000_000));
        engine_status.store = Some("(code: 13) database or disk is full".to_owned());
        engine_status.status.campaigns[0].state = "held".to_owned();
        engine_status.workers.insert("visits".to_owned(), WorkerStatus::default());
        let cause = Some("No space left on device (os error 28)".to_owned());
        engine_status.channels = vec![ChannelStatus {
            name: "outbox".to_owned(),
            failures: 7,
            failing: 5,
            cause,
            ..ChannelStatus::default()
        }];
        let marked: Vec<String> = lines(Language::En, &engine_status, 10)
            .into_iter()
            .filter(|line| line.alarm)
            .map(|line| line.text)
            .collect();
        assert!(marked.iter().all(|line| line.starts_with(ALARM)), "{marked:?}");
        let text = marked.join("\n");
        for what in [
            "time is HELD: the machine's clock is 30 days behind",
            "commits fail: (code: 13) database or disk is full",
            "visits     0 behind, 0 in hand, 0 listening: absent",
            "outbox takes nothing (5 in a row): No space left on device (os error 28)",
            "service-year-2014: nothing is sent; `muster resume` goes on",
        ] {
            assert!(text.contains(what), "{what} in {text}");
        }
    }

    #[test]
    fn in_chinese_columns_stand_under_their_titles_too() {
        let chinese = text(Language::Zh, 200);
        let widths: Vec<usize> = chinese[4..6].iter().map(|line| measure_text_width(line)).collect();
        assert_eq!(widths, [80, 80], "{chinese:?}");
        assert!(chinese[0].starts_with("! 时钟"), "{chinese:?}");
    }
}
