//! What is counted, for Prometheus: each metric has its line in [`METRICS`], from which help texts, the table of engine/OPERATIONS.md
//! and the test of the exposition come. Counters live as long as the engine; gauges are read off at each scrape.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use muster_protocol::command::{Accepted, RefusalCode};
use muster_protocol::recorded::Recorded;
use muster_wire::link::LinkError;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::gauge::{RelayStatus, WorkerStatus};
use super::health::{ChannelStatus, FailureCause};
use crate::view::status::{CampaignStatus, StepCounts};

/// A metric as it is documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metric {
    /// Its name as it is scraped.
    pub name: &'static str,
    /// `counter`, `gauge` or `histogram`.
    pub kind: &'static str,
    /// Names of its labels.
    pub labels: &'static str,
    /// What it says.
    pub help: &'static str,
}

/// A line a metric: its kind, name, labels, and what it says.
macro_rules! metrics {
    ($($kind:ident $name:literal $labels:literal $help:literal)+) => {
        /// Every metric. Alarms belong on those whose right value is zero.
        pub const METRICS: &[Metric] =
            &[$(Metric { name: $name, kind: stringify!($kind), labels: $labels, help: $help }),+];
    };
}
metrics! {
    counter "muster_events_total" "family, name" "Events appended since the start"
    counter "muster_commands_accepted_total" "command" "Commands accepted since the start"
    counter "muster_commands_repeated_total" "command" "Commands that changed nothing: said again, or so already"
    counter "muster_commands_refused_total" "command, code" "Commands refused by the rules, by code of the refusal"
    counter "muster_commands_not_allowed_total" "by"
        "Commands that somebody may not give, by ground: role, unit, phase, behalf"
    counter "muster_commands_unanswered_total" "cause" "Commands turned away (busy) or of unknown outcome (store)"
    counter "muster_http_unauthorised_total" "why"
        "Requests turned away: no token, an unknown, expired or revoked one, one that does not open this, another host, more than a share"
    histogram "muster_commit_seconds" "" "Time of one commit of the log, flushed"
    gauge "muster_commits_failing" "" "1 while commits of the log fail; right is 0"
    gauge "muster_queue_length" "queue" "Jobs waiting for the writer, by queue"
    gauge "muster_log_position" "" "Position of the log's last event"
    gauge "muster_view_lag" "" "Events of the log that the view has not yet"
    gauge "muster_view_stuck" "" "1 while the view cannot be brought on; right is 0"
    gauge "muster_relay_lag" "stream" "Events of the log that are not in the stream yet"
    gauge "muster_relay_stuck" "stream" "1 while nothing can be relayed; right is 0"
    gauge "muster_relay_refilled" "stream" "How often the stream was filled again since the start"
    gauge "muster_worker_lag" "worker" "Events that the worker was not given yet"
    gauge "muster_worker_out" "worker" "Events that are with the worker or wait for a later instant"
    gauge "muster_worker_listening" "worker" "How many listen under the worker's name: 0 means away or busy"
    gauge "muster_worker_absent" "worker" "1 while nobody listens or works under the worker's name; right is 0"
    counter "muster_channel_failures_total" "channel, cause"
        "Letters that the channel did not take since the start, tries included, by cause: unreachable, timeout, busy, \
         settings, not-now, local"
    gauge "muster_channel_stuck" "channel" "1 while the channel takes nothing; right is 0"
    gauge "muster_campaigns_held" "" "Campaigns whose sending somebody holds"
    gauge "muster_campaigns" "state" "Campaigns, running and closed"
    gauge "muster_campaigns_parked" "" "Campaigns in which a bug or damage was met; right is 0"
    gauge "muster_steps" "campaign, outcome" "Planned steps by outcome: sent, skipped, failed, withdrawn, open"
    gauge "muster_steps_past_due" "campaign" "Steps past due without an outcome; right is 0"
    gauge "muster_items_late" "campaign" "Items that are late and not done"
    gauge "muster_dead_letters" "" "Things given up that somebody must look at; right is 0"
    gauge "muster_clock_held" "" "1 while time is held after a jump of the machine's clock; right is 0"
    gauge "muster_clock_ahead_seconds" ""
        "How far the machine's clock is ahead of a time that is held or stands, negative when behind; right is 0"
    gauge "muster_clock_seconds" "" "Campaign clock, seconds since 1970 UTC"
    gauge "muster_next_due_seconds" "" "Earliest planned instant of all campaigns, seconds since 1970 UTC"
}

/// Most campaigns with lines of their own; the rest are summed under the name [`REST`]. Each has about eight lines.
pub const CAMPAIGNS_LABELLED_MAX: usize = 200;
/// The campaigns beyond [`CAMPAIGNS_LABELLED_MAX`]; no id of a campaign.
pub const REST: &str = "(rest)";

/// Upper ends of the buckets of a commit, in seconds: from a disk that caches to one that stalls.
const COMMIT_BUCKETS: [f64; 12] =
    [0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 1.0, 4.0];

type Labels = Vec<(&'static str, String)>;

/// The counters of an engine by their metrics, and the one histogram.
macro_rules! counters {
    ($($counter:ident $name:literal)+) => {
        /// The counters of an engine. Cloning is cheap and counts the same.
        #[derive(Debug, Clone)]
        pub struct Metrics {
            $($counter: Family<Labels, Counter>,)+
            commits: Histogram,
        }

        impl Default for Metrics {
            fn default() -> Self {
                Self { $($counter: Family::default(),)+ commits: Histogram::new(COMMIT_BUCKETS) }
            }
        }

        impl MetricsRegistry {
            fn counters(&mut self, of: &Metrics) {
                $(self.counter($name, &of.$counter);)+
            }
        }
    };
}
counters! {
    events "muster_events_total"
    accepted "muster_commands_accepted_total"
    repeated "muster_commands_repeated_total"
    refused "muster_commands_refused_total"
    not_allowed "muster_commands_not_allowed_total"
    unanswered "muster_commands_unanswered_total"
    unauthorised "muster_http_unauthorised_total"
}

/// What is read off at a scrape.
#[derive(Debug, Default)]
pub struct Gauges {
    /// Jobs waiting, by queue.
    pub queues: Vec<(&'static str, usize)>,
    /// Position of the log's last event.
    pub head: u64,
    /// Position that the view has reached.
    pub view: u64,
    /// Whether the view cannot be brought on.
    pub view_stuck: bool,
    /// The relay, where there is one.
    pub relay: Option<RelayStatus>,
    /// The workers inside; those outside stand with the relay.
    pub workers: BTreeMap<String, WorkerStatus>,
    /// The campaigns; none where the view cannot be read, whose gauges are then left out.
    pub campaigns: Option<Vec<CampaignStatus>>,
    /// Number of campaigns that are parked.
    pub parked: usize,
    /// Number of dead letters, as the campaigns.
    pub dead_letters: Option<u64>,
    /// Whether time is held.
    pub held: bool,
    /// How far the wall is ahead of a time that is held or stands, ms.
    pub ahead_ms: Option<i64>,
    /// Whether commits of the log fail.
    pub store_failing: bool,
    /// The channels of all workers.
    pub channels: Vec<ChannelStatus>,
    /// The campaign clock, ms.
    pub now: i64,
    /// The earliest planned instant, ms.
    pub next_due: Option<i64>,
}

impl Metrics {
    /// Rows were committed.
    pub(crate) fn committed<'a>(&self, rows: impl Iterator<Item = &'a Recorded>) {
        // A batch holds few names: one look-up each, however many rows.
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for row in rows {
            *counts.entry(&row.name).or_default() += 1;
        }
        for (name, count) in counts {
            let family = name.split('.').next().unwrap_or_default().to_owned();
            self.events.get_or_create(&vec![("family", family), ("name", name.to_owned())]).inc_by(count);
        }
    }

    /// A commit took so long (machine time).
    pub(crate) fn commit_took(&self, time: Duration) {
        self.commits.observe(time.as_secs_f64());
    }

    /// A command was answered.
    pub(crate) fn answered(&self, command: &'static str, outcome: &Result<Accepted, LinkError>) {
        let of = vec![("command", command.to_owned())];
        match outcome {
            Ok(Accepted { events: 0, .. }) => self.repeated.get_or_create(&of).inc(),
            Ok(_) => self.accepted.get_or_create(&of).inc(),
            Err(LinkError::Refused(refusal)) => {
                if let RefusalCode::NotAllowed(ground) = refusal.code {
                    self.not_allowed.get_or_create(&vec![("by", ground.name().to_owned())]).inc();
                }
                let of = vec![("command", command.to_owned()), ("code", refusal.code.to_string())];
                self.refused.get_or_create(&of).inc()
            }
            Err(LinkError::Busy { .. }) => self.lost("busy"),
            Err(LinkError::Behind { .. } | LinkError::Unreachable(_) | LinkError::Closed) => {
                self.lost("store")
            }
        };
    }

    fn lost(&self, cause: &str) -> u64 {
        self.unanswered.get_or_create(&vec![("cause", cause.to_owned())]).inc()
    }

    /// Somebody was turned away at the HTTP server.
    pub(crate) fn unauthorised(&self, why: &'static str) {
        self.unauthorised.get_or_create(&vec![("why", why.to_owned())]).inc();
    }

    /// Everything in Prometheus' text format.
    #[must_use]
    pub fn exposition(&self, gauges: &Gauges) -> String {
        let mut sheet = MetricsRegistry(Registry::default());
        sheet.counters(self);
        sheet.0.register("muster_commit_seconds", help("muster_commit_seconds"), self.commits.clone());
        sheet.engine(gauges);
        if let Some(campaigns) = &gauges.campaigns {
            sheet.campaigns(campaigns);
        }
        let mut text = String::new();
        if let Err(error) = encode(&mut text, &sheet.0) {
            // Writing to a string cannot fail; were it to, the scrape says so.
            let _written = writeln!(text, "# {error}");
        }
        text
    }
}

/// What a metric says.
fn help(name: &str) -> &'static str {
    METRICS.iter().find(|metric| metric.name == name).map_or("", |metric| metric.help)
}

fn number(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

/// One scrape.
struct MetricsRegistry(Registry);

impl MetricsRegistry {
    fn counter(&mut self, name: &'static str, family: &Family<Labels, Counter>) {
        // The ending belongs to the format, which writes it itself.
        self.0.register(name.trim_end_matches("_total"), help(name), family.clone());
    }

    fn gauge(&mut self, name: &'static str, value: i64) {
        let gauge: Gauge = Gauge::default();
        gauge.set(value);
        self.0.register(name, help(name), gauge);
    }

    fn gauges(&mut self, name: &'static str, values: impl IntoIterator<Item = (Labels, i64)>) {
        let family: Family<Labels, Gauge> = Family::default();
        for (labels, value) in values {
            family.get_or_create(&labels).set(value);
        }
        self.0.register(name, help(name), family);
    }

    fn engine(&mut self, now: &Gauges) {
        let queues =
            now.queues.iter().map(|(queue, length)| (vec![("queue", (*queue).to_owned())], number(*length)));
        self.gauge("muster_commits_failing", i64::from(now.store_failing));
        self.gauges("muster_queue_length", queues);
        self.gauge("muster_log_position", number(now.head));
        self.gauge("muster_view_lag", number(now.head.saturating_sub(now.view)));
        self.gauge("muster_view_stuck", i64::from(now.view_stuck));
        let relay = |value: fn(&RelayStatus) -> i64| {
            now.relay.iter().map(move |relay| (vec![("stream", relay.stream.clone())], value(relay)))
        };
        self.gauges("muster_relay_lag", relay(|relay| number(relay.lag)));
        self.gauges(
            "muster_relay_stuck",
            relay(|relay| i64::from(relay.trouble.is_some() || !relay.connected)),
        );
        self.gauges("muster_relay_refilled", relay(|relay| number(relay.refilled)));
        let worker = |value: fn(&WorkerStatus) -> i64| {
            let outside = now.relay.iter().flat_map(|relay| &relay.workers);
            now.workers
                .iter()
                .chain(outside)
                .map(move |(name, one)| (vec![("worker", name.clone())], value(one)))
        };
        self.gauges("muster_worker_lag", worker(|one| number(one.pending)));
        self.gauges("muster_worker_out", worker(|one| number(one.out)));
        self.gauges("muster_worker_listening", worker(|one| number(one.listening)));
        self.gauges("muster_worker_absent", worker(|one| i64::from(one.is_absent())));
        let channel = |value: fn(&ChannelStatus) -> i64| {
            now.channels.iter().map(move |one| (vec![("channel", one.name.clone())], value(one)))
        };
        let failures: Family<Labels, Counter> = Family::default();
        for one in &now.channels {
            // All of them from the start, so that a rate is seen from the first failure on.
            for cause in FailureCause::ALL {
                let labels = vec![("channel", one.name.clone()), ("cause", cause.code().to_owned())];
                failures.get_or_create(&labels).inc_by(one.by_cause.get(&cause).copied().unwrap_or(0));
            }
        }
        self.counter("muster_channel_failures_total", &failures);
        self.gauges("muster_channel_stuck", channel(|one| i64::from(one.trouble().is_some())));
        self.gauge("muster_campaigns_parked", number(now.parked));
        if let Some(letters) = now.dead_letters {
            self.gauge("muster_dead_letters", number(letters));
        }
        self.gauge("muster_clock_held", i64::from(now.held));
        self.gauge("muster_clock_ahead_seconds", now.ahead_ms.unwrap_or_default() / 1_000);
        self.gauge("muster_clock_seconds", now.now.div_euclid(1_000));
        if let Some(due) = now.next_due {
            self.gauge("muster_next_due_seconds", due.div_euclid(1_000));
        }
    }

    fn campaigns(&mut self, campaigns: &[CampaignStatus]) {
        let running = campaigns.iter().filter(|one| one.state != "closed").count();
        let state = |state: &str, count| (vec![("state", state.to_owned())], number(count));
        self.gauges(
            "muster_campaigns",
            [state("running", running), state("closed", campaigns.len() - running)],
        );
        let held = campaigns.iter().filter(|one| one.state == "held").count();
        self.gauge("muster_campaigns_held", number(held));
        let (mut steps, mut past_due, mut late) = (Vec::new(), Vec::new(), Vec::new());
        for (campaign, counts, late_open) in by_campaign(campaigns) {
            let of = |outcome: &str, count| {
                (vec![("campaign", campaign.clone()), ("outcome", outcome.to_owned())], number(count))
            };
            let StepCounts { planned: _, sent, skipped, failed, withdrawn, open, past_due: come } = counts;
            steps.extend([
                of("sent", sent),
                of("skipped", skipped),
                of("failed", failed),
                of("withdrawn", withdrawn),
                of("open", open),
            ]);
            past_due.push((vec![("campaign", campaign.clone())], number(come)));
            late.push((vec![("campaign", campaign.clone())], number(late_open)));
        }
        self.gauges("muster_steps", steps);
        self.gauges("muster_steps_past_due", past_due);
        self.gauges("muster_items_late", late);
    }
}

/// Counts by campaign; those beyond the limit in one line.
fn by_campaign(campaigns: &[CampaignStatus]) -> Vec<(String, StepCounts, u64)> {
    let (own, rest) = campaigns.split_at(campaigns.len().min(CAMPAIGNS_LABELLED_MAX));
    let mut lines: Vec<_> = own.iter().map(|one| (one.id.clone(), one.steps, one.items.late_open)).collect();
    if !rest.is_empty() {
        let (mut steps, mut late) = (StepCounts::default(), 0);
        for one in rest {
            steps.add(&one.steps);
            late += one.items.late_open;
        }
        lines.push((REST.to_owned(), steps, late));
    }
    lines
}
