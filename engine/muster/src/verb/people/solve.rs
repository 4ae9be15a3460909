//! `muster visits solve`: plans the visits of an instance that stands in a file, apart from any campaign.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use clap::Args;
use muster_protocol::catalogue::Language;
use muster_protocol::say;
use muster_solver::document::document;
use muster_solver::instance::Instance;
use muster_solver::schedule::Schedule;
use muster_solver::{Budget, Progress, Watch, reading, solve};
use tokio::task::JoinSet;

use crate::authoring::files;
use crate::client::runtime::block_on;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::service::ending::Asked;
use crate::words::visit_fault::failure;
use crate::words::visit_plan::lines;

/// Iterations for each visit when none are asked for: about a second for some hundreds of visits.
const ITERATIONS_EACH: u64 = 12_000;
/// Fewest iterations when none are asked for.
const ITERATIONS_MIN: u64 = 1_000_000;
/// Most iterations when none are asked for: half a minute for ten thousand visits.
const ITERATIONS_MAX: u64 = 20_000_000;
/// Most chains: more than that is better spent on iterations.
const CHAINS_MAX: u64 = 64;
/// How often the bar is moved.
const MOVED_EACH: Duration = Duration::from_millis(200);

/// The arguments of `muster visits solve`.
#[derive(Debug, Args)]
pub struct Solve {
    #[arg(value_name = "INSTANCE.json")]
    instance: PathBuf,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=10_000_000_000))]
    iterations: Option<u64>,
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=CHAINS_MAX))]
    chains: u64,
}

/// What the chains tell and are told.
#[derive(Debug, Default)]
struct Shared {
    stop: AtomicBool,
    done: AtomicU64,
    best: AtomicI64,
}

/// One chain's share of it.
struct Chain {
    shared: Arc<Shared>,
    done: u64,
}

impl Watch for Chain {
    fn go_on(&mut self, progress: Progress) -> bool {
        self.shared.done.fetch_add(progress.done - self.done, Ordering::Relaxed);
        self.shared.best.fetch_min(progress.objective, Ordering::Relaxed);
        self.done = progress.done;
        !self.shared.stop.load(Ordering::Relaxed)
    }
}

impl Run for Solve {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let bytes = files::read_all(out.lang, &self.instance)?;
        let instance = reading::read(&bytes).map_err(|fault| failure(out.lang, &self.instance, &fault))?;
        let visits = u64::try_from(instance.required()).unwrap_or(u64::MAX);
        let each = visits.saturating_mul(ITERATIONS_EACH).clamp(ITERATIONS_MIN, ITERATIONS_MAX);
        let iterations = self.iterations.unwrap_or(each);
        let instance = Arc::new(instance);
        let best = block_on(self.search(out, &instance, iterations))?;
        self.print_result(out, &instance, &best)
    }
}

impl Solve {
    /// All chains, as many at a time as the machine has processors; which is best does not depend on that.
    async fn search(
        &self,
        out: &mut Output,
        instance: &Arc<Instance>,
        iterations: u64,
    ) -> anyhow::Result<Schedule> {
        let shared = Arc::new(Shared { best: AtomicI64::new(i64::MAX), ..Shared::default() });
        let next = Arc::new(AtomicU64::new(0));
        let (chains, seed) = (self.chains, self.seed);
        let mut asked = Asked::listen();
        let visits = instance.required();
        out.talk(say!(out.lang, "planning-visits-visit-iterations-iteration-seed-seed-ctrl", #visits = visits, #iterations = iterations, seed));
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = threads.min(usize::try_from(chains).unwrap_or(1));
        let mut searches = JoinSet::new();
        for _ in 0..threads {
            let (instance, shared, next) = (instance.clone(), shared.clone(), next.clone());
            let budget = Budget { iterations, seed, chain: 0 };
            searches.spawn_blocking(move || chain_after_chain(&instance, budget, (&next, chains), &shared));
        }
        let all = iterations.saturating_mul(chains);
        out.start_bar(all);
        let mut tick = tokio::time::interval(MOVED_EACH);
        let mut best: Option<Schedule> = None;
        loop {
            tokio::select! {
                ended = searches.join_next() => match ended {
                    None => break,
                    Some(Ok(found)) => best = found.into_iter().fold(best, better),
                    // What is a bug ends as one.
                    Some(Err(error)) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                    Some(Err(error)) => return Err(error.into()),
                },
                () = asked.next(), if !shared.stop.load(Ordering::Relaxed) => {
                    shared.stop.store(true, Ordering::Relaxed);
                }
                _ = tick.tick() => {
                    let (lang, done) = (out.lang, shared.done.load(Ordering::Relaxed));
                    let best = shared.best.load(Ordering::Relaxed);
                    out.move_bar(done, || beside_bar(lang, (done, all), best));
                }
            }
        }
        out.end_bar();
        let mut best = best.ok_or_else(|| anyhow::anyhow!("no chain gave a plan"))?;
        best.cut |= shared.stop.load(Ordering::Relaxed);
        Ok(best)
    }

    fn print_result(&self, out: &Output, instance: &Instance, best: &Schedule) -> anyhow::Result<Exit> {
        let lang = out.lang;
        let broken = || {
            let codes: Vec<&str> = best.judgement.violations.iter().map(|one| one.rule.code()).collect();
            codes.join(" ")
        };
        if !best.sound {
            let what = lang.say("the-plan-fails-its-own-check-and-is");
            return Err(Failure::new(Exit::Bug, what).because(broken()).into());
        }
        out.json(&document(instance, best, self.chains))?;
        lines(lang, instance, best).iter().for_each(|line| out.talk(line));
        if !best.judgement.violations.is_empty() {
            let what = lang.say("locked-visits-break-rules-by-themselves-the-plan");
            let next = lang.say("see-violations-and-change-their-days-in-the");
            return Err(Failure::new(Exit::Fault, what).because(broken()).next(next).into());
        }
        if best.cut {
            out.talk(say!(lang, "stopped-this-is-the-best-plan-up-to", iterations = best.iterations));
            return Ok(Exit::Interrupted);
        }
        Ok(Exit::Fine)
    }
}

/// What stands beside the bar: how far all chains are, what the best plan so far costs (`i64::MAX` where there is none), and how
/// to stop them.
fn beside_bar(lang: Language, (done, all): (u64, u64), best: i64) -> String {
    let percent = done.saturating_mul(100).checked_div(all).unwrap_or(100).min(100);
    if best == i64::MAX {
        return say!(lang, "percent-no-plan-yet-ctrl-c-stops", percent);
    }
    say!(lang, "percent-best-cost-ctrl-c-stops", percent, best)
}

/// Searches chains until none is left; the best of them.
fn chain_after_chain(
    instance: &Instance,
    budget: Budget,
    (next, chains): (&AtomicU64, u64),
    shared: &Arc<Shared>,
) -> Option<Schedule> {
    let mut best: Option<Schedule> = None;
    loop {
        let chain = next.fetch_add(1, Ordering::Relaxed);
        // A person who stops it gets what there is; one chain at least is there.
        if chain >= chains || best.is_some() && shared.stop.load(Ordering::Relaxed) {
            return best;
        }
        let mut watch = Chain { shared: shared.clone(), done: 0 };
        best = better(best, solve(instance, Budget { chain, ..budget }, &mut watch));
    }
}

/// The better of two: by what is broken, then by cost, then the earlier chain.
fn better(best: Option<Schedule>, found: Schedule) -> Option<Schedule> {
    let rank = |one: &Schedule| (!one.sound, one.objective, one.budget.chain);
    match best {
        Some(best) if rank(&best) <= rank(&found) => Some(best),
        Some(_) | None => Some(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beside_the_bar_stands_how_far_it_is_what_is_best_and_how_to_stop() {
        let said = |all| Language::ALL.map(|lang| beside_bar(lang, (3_000_000, all), 104_371));
        for line in said(12_000_000) {
            assert!(line.contains("25") && line.contains("104371") && line.contains("Ctrl-C"), "{line}");
        }
        // What was done is counted by several threads, and no iterations at all may be asked for.
        for line in said(2_000_000).into_iter().chain(said(0)) {
            assert!(line.contains("100") && line.contains("104371"), "{line}");
        }
        for line in Language::ALL.map(|lang| beside_bar(lang, (0, 1_000), i64::MAX)) {
            assert!(!line.contains(&i64::MAX.to_string()) && line.contains("Ctrl-C"), "{line}");
        }
    }
}
