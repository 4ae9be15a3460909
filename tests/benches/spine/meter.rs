//! Wall time, CPU time and memory of this process, and the table that is printed.

use std::fmt;
use std::time::{Duration, Instant};

/// Jiffies a second, as Linux has it on every machine that this runs on.
const TICKS: f64 = 100.0;

/// Measures from its making on.
pub(crate) struct Meter {
    wall: Instant,
    cpu: f64,
}

impl Meter {
    pub(crate) fn start() -> Self {
        Self { wall: Instant::now(), cpu: cpu_seconds() }
    }

    pub(crate) fn wall(&self) -> Duration {
        self.wall.elapsed()
    }

    pub(crate) fn cpu(&self) -> f64 {
        cpu_seconds() - self.cpu
    }
}

/// User and system seconds of this process so far (Linux; zero elsewhere).
fn cpu_seconds() -> f64 {
    cpu_seconds_of("self")
}

/// The same of another process.
pub(crate) fn cpu_seconds_of(process: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
    (ticks(11) + ticks(12)) / TICKS
}

/// User and system seconds so far of the threads of this process that live and whose name begins so (Linux; zero elsewhere).
pub(crate) fn cpu_seconds_of_threads(name: &str) -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let of = |task: std::fs::DirEntry| {
        let id = task.file_name().to_string_lossy().into_owned();
        let called = std::fs::read_to_string(task.path().join("comm")).unwrap_or_default();
        called.starts_with(name).then(|| cpu_seconds_of(&format!("self/task/{id}")))
    };
    tasks.filter_map(of).sum()
}

/// Resident memory of this process in MiB now (Linux; zero elsewhere).
pub(crate) fn resident_mib() -> f64 {
    status_mib("VmRSS:")
}

/// Most resident memory of this process in MiB since [`reset_peak`] (Linux; zero elsewhere).
pub(crate) fn peak_mib() -> f64 {
    status_mib("VmHWM:")
}

fn status_mib(field: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap_or_default() / 1024.0
}

/// Begins to look for the most memory again; where the system does not let it, the most of the whole run counts.
pub(crate) fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Rows of `what, figure, beside it`.
pub(crate) struct Table(Vec<[String; 3]>);

impl Table {
    pub(crate) fn new() -> Self {
        Self(vec![["bench".to_owned(), "figure".to_owned(), "beside it, same run".to_owned()]])
    }

    pub(crate) fn row(
        &mut self,
        what: impl Into<String>,
        figure: impl Into<String>,
        beside: impl Into<String>,
    ) {
        let row = [what.into(), figure.into(), beside.into()];
        // Said at once too: a long run that is cut off has then told what it had.
        eprintln_row(&row);
        self.0.push(row);
    }
}

#[expect(clippy::print_stderr, reason = "a bench talks while it runs")]
fn eprintln_row(row: &[String; 3]) {
    eprintln!("{} | {} | {}", row[0], row[1], row[2]);
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width =
            |column: usize| self.0.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
        let (first, second) = (width(0), width(1));
        for [what, figure, beside] in &self.0 {
            writeln!(f, "{what:first$}  {figure:second$}  {beside}")?;
        }
        Ok(())
    }
}
