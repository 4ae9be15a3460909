//! `muster preview`: the whole campaign, played in memory before anything is launched.

mod behaviour;
mod crowd;
mod documents;

use std::path::PathBuf;

use behaviour::Behaviour;
use clap::Args;
use documents::Documents;
use muster_core::players::Players;
use muster_core::script::Script;
use muster_core::simulate::{self, EVENTS_MAX, Listener, Played, Simulated};
use muster_protocol::catalogue::Language;
use muster_protocol::definition::{Definition, Phase};
use muster_protocol::ids::{CampaignId, ContactIx, UnitIx};
use muster_protocol::say;
use muster_protocol::time::{Date, Instant};
use muster_rules::calendar::is_workday;
use muster_rules::numbering::Numbering;
use muster_rules::worker::OutgoingMessage;

use crate::authoring::compiled::Read;
use crate::authoring::today::{Today, start_of};
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::preview::counts::Counts;
use crate::preview::days::{Days, date_line};
use crate::preview::filter::Filter;
use crate::preview::history::History;
use crate::preview::lateness::Lateness;
use crate::preview::letters::Letters;
use crate::preview::model::PreviewModel;
use crate::preview::page::About;
use crate::preview::report::Report;
use crate::preview::span::Span;
use crate::run::Run;
use crate::suggestions::hint;

/// Most names in a hint about a name that is not known.
const NAMES_HINTED_MAX: usize = 100;

/// The arguments of `muster preview`.
#[derive(Debug, Args)]
pub struct Preview {
    file: PathBuf,
    #[arg(long, value_name = "NAME|FILE")]
    script: Option<PathBuf>,
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    #[arg(long, value_name = "POST")]
    person: Option<String>,
    #[arg(long, value_name = "DATE", conflicts_with_all = ["from", "to"])]
    day: Option<TypedDay>,
    #[arg(long, value_name = "DATE")]
    from: Option<TypedDay>,
    #[arg(long, value_name = "DATE")]
    to: Option<TypedDay>,
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    xlsx: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    #[arg(long)]
    force: bool,
    #[arg(long)]
    json: bool,
    #[arg(long, value_name = "DAY")]
    launched: Option<String>,
    #[command(flatten)]
    today: Today,
}

/// What is recorded of a preview's run: the rows always, the days and the letters where somebody wants them.
#[derive(Debug)]
pub struct PreviewRun<'d> {
    /// The rows.
    pub history: History<'d>,
    days: Option<Days>,
    letters: Option<Letters>,
    filter: Filter,
    /// By which letters to posts are found again.
    posts: Numbering,
}

impl<'d> PreviewRun<'d> {
    /// The rows alone.
    #[must_use]
    pub fn rows(def: &'d Definition) -> Self {
        Self {
            history: History::new(def),
            days: None,
            letters: None,
            filter: Filter::default(),
            posts: Numbering::of(def),
        }
    }
}

impl Listener for PreviewRun<'_> {
    fn happened(&mut self, happened: &Simulated) {
        self.history.apply(happened.version, happened.at, &happened.event);
        if let Some(days) = &mut self.days {
            days.hear(&self.history, happened.at, &happened.event);
        }
    }

    fn written(&mut self, written: Vec<OutgoingMessage>) {
        let Some(letters) = &mut self.letters else { return };
        let filter = &self.filter;
        for letter in written.iter().filter(|letter| filter.day(letter.key.date)) {
            let contact =
                self.posts.contact(&letter.key.contact).filter(|contact| filter.person(Some(*contact)));
            contact.into_iter().for_each(|contact| letters.keep(contact, letter));
        }
    }
}

/// Plays a definition from its first phase's first day to 30 days after its last.
///
/// # Errors
/// [`Failure`] when the definition has no phases.
pub fn play(
    lang: Language,
    def: &Definition,
    script: Script,
    run: &mut PreviewRun<'_>,
) -> Result<Played, Failure> {
    play_from(lang, def, script, None, run)
}

/// The same, as if it were launched at this instant.
fn play_from(
    lang: Language,
    def: &Definition,
    script: Script,
    launched: Option<Instant>,
    run: &mut PreviewRun<'_>,
) -> Result<Played, Failure> {
    let nothing = || Failure::new(Exit::Fault, lang.say("the-file-has-no-phases"));
    let mut span = Span::of(def).ok_or_else(nothing)?;
    span.launch = launched.unwrap_or(span.launch);
    span.until = span.until.max(span.launch);
    let campaign = CampaignId::new(&def.id).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
    let players = Players::new(def, script);
    let read = run.letters.is_some();
    let mut workers = if read { muster_workers::all() } else { muster_workers::all_wordless() };
    Ok(simulate::play(def, &campaign, (span.launch, span.until), players, &mut workers, run))
}

impl Run for Preview {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let files = Documents::new(out.lang, self)?;
        let behaviour = Behaviour::of(self.script.as_deref());
        let read = Read::new(out.lang, &self.file, behaviour.file())?;
        let def = read.sound(out, &self.file)?;
        let filter = self.filter(out.lang, def)?;
        let script = behaviour.script(def, read.script.clone());
        let answered = script != Script::silent(def);
        let launched = self.launched.as_ref().map(|day| start_of(out.lang, def, day)).transpose()?;
        let now = self.today.now(out.lang, def)?;
        let mut run = PreviewRun {
            days: (!self.json && files.is_empty()).then(|| Days::new(out.lang, filter)),
            letters: self.json.then(Letters::default),
            filter,
            ..PreviewRun::rows(def)
        };
        let Played { refusals, cut, state } = play_from(out.lang, def, script, launched, &mut run)?;
        let PreviewRun { history, days, letters, .. } = run;
        let behaviour = behaviour.words(out.lang);
        let about = About { behaviour: &behaviour, answered, findings: &read.compiled.findings };
        if !files.is_empty() {
            files.write(out, &PreviewModel::new(&history, filter), &about)?;
        }
        match letters {
            Some(mut letters) => {
                letters.whole().map_err(|error| not_kept(out.lang, &error))?;
                out.json(&Report::new(&history, filter).with(&letters, &refusals))?;
            }
            None => print_result(out, &PreviewModel::new(&history, filter), days)?,
        }
        for (at, actor, refusal) in &refusals {
            let at = history.zone().rfc3339(*at);
            out.talk(format_args!("{}{at} {actor}: {refusal}", out.lang.say("refused")));
        }
        if let Some(lateness) = Lateness::of(def, launched.unwrap_or(now)).filter(Lateness::is_late) {
            lateness.lines(out.lang).iter().for_each(|line| out.talk(line));
            if launched.is_none() {
                out.talk(out.lang.say("this-was-played-as-if-launched-in-time"));
            }
        }
        history.faults().iter().for_each(|fault| out.talk(fault));
        if cut {
            out.failure(&cut_off(out.lang, history.zone().date_of(state.at())));
            return Ok(Exit::Fault);
        }
        Ok(if history.faults().is_empty() { Exit::Fine } else { Exit::Bug })
    }
}

impl Preview {
    fn filter(&self, lang: Language, def: &Definition) -> Result<Filter, Failure> {
        let said = |day: &Option<TypedDay>| day.as_ref().map(|day| day.in_campaign(lang, def)).transpose();
        let (day, from, to) = (said(&self.day)?, said(&self.from)?, said(&self.to)?);
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            let what = say!(lang, "from-from-is-after-to-to", from, to);
            return Err(Failure::new(Exit::Usage, what).next(format!("--from {to} --to {from}")));
        }
        Ok(Filter {
            unit: self.unit(lang, def)?,
            person: self.person(lang, def)?,
            from: from.or(day),
            to: to.or(day),
        })
    }

    fn unit(&self, lang: Language, def: &Definition) -> Result<Option<UnitIx>, Failure> {
        let Some(code) = &self.unit else { return Ok(None) };
        if let Some(unit) = def.unit_by_code(code) {
            return Ok(Some(unit));
        }
        let what = say!(lang, "the-roster-has-no-unit-with-code-code", code);
        let codes = def.units.iter().map(|unit| unit.code.as_str());
        Err(Failure::new(Exit::Fault, what).next(hint(lang, code, codes.clone(), &some(codes))))
    }

    /// The person with this contact id, or else the only one with this post.
    fn person(&self, lang: Language, def: &Definition) -> Result<Option<ContactIx>, Failure> {
        let Some(name) = &self.person else { return Ok(None) };
        let numbered = || (0u32..).map(ContactIx).zip(&def.contacts);
        if let Some((ix, _)) = numbered().find(|(_, contact)| contact.id == *name) {
            return Ok(Some(ix));
        }
        let mut with_post = numbered().filter(|(_, contact)| contact.post == *name);
        match (with_post.next(), with_post.next()) {
            (Some((ix, _)), None) => Ok(Some(ix)),
            (Some(_), Some(_)) => {
                let what = say!(lang, "several-persons-have-the-post-name-name-the", name);
                let theirs = def.contacts.iter().filter(|contact| contact.post == *name);
                Err(Failure::new(Exit::Fault, what).next(some(theirs.map(|contact| contact.id.as_str()))))
            }
            (None, _) => {
                let what = say!(lang, "nobody-has-the-post-or-the-contact-id", name);
                let ids = def.contacts.iter().map(|contact| contact.id.as_str());
                let posts = def.contacts.iter().map(|contact| contact.post.as_str());
                Err(Failure::new(Exit::Fault, what).next(hint(
                    lang,
                    name,
                    ids.chain(posts.clone()),
                    &some(posts),
                )))
            }
        }
    }
}

/// More happens than a run may have; what was shown ends where it was cut.
fn cut_off(lang: Language, last: Date) -> Failure {
    let what = say!(lang, "the-preview-was-cut-on-last-after-events", last, events_max = EVENTS_MAX);
    let next = lang.say("preview-a-part-of-the-roster-at-a");
    Failure::new(Exit::Fault, what).next(next)
}

/// Texts of letters are many; those that memory does not hold go to the folder for temporary files.
fn not_kept(lang: Language, error: &std::io::Error) -> Failure {
    let folder = std::env::temp_dir();
    let what = say!(lang, "the-messages-texts-do-not-fit-into-the", folder = folder.display());
    let next = lang.say("name-another-folder-with-tmpdir-or-ask-for");
    Failure::new(Exit::Fault, what).because(error.to_string()).next(next)
}

/// The first of many names, for a hint.
fn some<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.take(NAMES_HINTED_MAX + 1).collect();
    if names.len() > NAMES_HINTED_MAX {
        names.truncate(NAMES_HINTED_MAX);
        names.push("…");
    }
    names.join(" ")
}

/// Heading, phases, the days if they are wanted here, crowded days, load and sums.
fn print_result(out: &Output, model: &PreviewModel<'_>, days: Option<Days>) -> std::io::Result<()> {
    let (def, history) = (model.def(), model.history);
    out.data(say!(
        out.lang,
        "name-id-zone-zone-calendar-calendar",
        name = def.name,
        id = def.id,
        zone = def.zone,
        calendar = def.calendar.name
    ))?;
    for phase in &def.phases {
        out.data(phase_line(out.lang, def, phase))?;
    }
    out.data("")?;
    if let Some(days) = days {
        out.lines(days.read(history).lines())?;
        out.data("")?;
    }
    out.lines(crowd::lines(out.lang, model))?;
    out.data("")?;
    if model.filter.narrows() {
        out.data(out.lang.say("of-the-whole-campaign-all-units-all-days"))?;
    }
    out.lines(sums(out.lang, &Counts::of(history)))?;
    Ok(())
}

fn phase_line(lang: Language, def: &Definition, phase: &Phase) -> String {
    let days = (phase.from.0..=phase.to.0).map(Date);
    let worked = days.filter(|day| is_workday(&def.calendar, *day).unwrap_or(false)).count();
    let day = |day| date_line(lang, &def.calendar, day);
    say!(
        lang,
        "name-from-to-to-worked-working-days",
        name = phase.name,
        from = day(phase.from),
        to = day(phase.to),
        #worked = worked
    )
}

/// The sums of a run, a line each.
#[must_use]
pub fn sums(lang: Language, counts: &Counts) -> Vec<String> {
    let Counts { planned, sent, skipped, failed, withdrawn, open, .. } = counts;
    let duties: Vec<String> =
        counts.items_by_duty.iter().map(|(id, items)| format!("{id} {items}")).collect();
    let duties = duties.join(lang.say("clause-comma"));
    let (visits, snapshots) = (counts.visits_proposed, counts.snapshots);
    let (messages, most) = (counts.messages_sent, counts.routine_a_day_most);
    vec![
        say!(lang, "items-duties-of-these-late", items = counts.items, duties, late = counts.late),
        say!(lang, "visits-snapshots", visits, snapshots),
        say!(lang, "messages-routine-ones-a-day-at-most", messages, most),
        say!(
            lang,
            "steps-planned-sent-skipped-failed-withdrawn-open",
            planned,
            sent,
            skipped,
            failed,
            withdrawn,
            open
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;
    use clap::Parser;
    use muster_core::definition::compile;
    use muster_rules::zone::Zone;
    use serde_json::Value;

    fn report(def: &Definition, letters: Option<Letters>) -> Value {
        let mut run = PreviewRun { letters, ..PreviewRun::rows(def) };
        let played = play(Language::Zh, def, Script::silent(def), &mut run).unwrap();
        assert!(run.history.faults().is_empty());
        let mut report = match &run.letters {
            Some(letters) => serde_json::to_value(
                Report::new(&run.history, Filter::default()).with(letters, &played.refusals),
            ),
            None => serde_json::to_value(Report::new(&run.history, Filter::default())),
        }
        .unwrap();
        for message in report["messages"].as_array_mut().unwrap() {
            let texts = ["subject", "text"].map(|field| message[field].take());
            let there = texts.iter().all(|text| text.as_str().is_some_and(|text| !text.is_empty()));
            assert_eq!(there, run.letters.is_some() && !message["sent"].is_null(), "{message}");
        }
        report
    }

    #[test]
    fn letters_that_nobody_reads_change_nothing_else() {
        let mut def = compile(&embedded::files()).definition.unwrap();
        assert_eq!(report(&def, None), report(&def, Some(Letters::default())));
        // A wording of one's own may fail for one person only: then its messages fail, no matter who reads them.
        let all = report(&def, None);
        let first =
            all["messages"].as_array().unwrap().iter().find(|message| message["kind"] == "routine").unwrap();
        let contact = def.contacts.iter().find(|contact| first["contact"] == contact.id.as_str()).unwrap();
        let post = contact.post.clone();
        def.templates.routine = format!("{{% if 岗位 != '{post}' %}}{{{{ 总数 }}}}项{{% endif %}}");
        let read = report(&def, Some(Letters::default()));
        assert!(read["counts"]["failed"].as_u64().unwrap() > 0, "{}", read["counts"]);
        assert_eq!(report(&def, None), read);
    }

    #[test]
    fn a_run_that_is_cut_says_where() {
        let def = compile(&embedded::files()).definition.unwrap();
        let span = Span::of(&def).unwrap();
        let campaign = CampaignId::new(&def.id).unwrap();
        let at_most = |most| {
            let (players, mut run) = (Players::new(&def, Script::silent(&def)), PreviewRun::rows(&def));
            let mut workers = muster_workers::all_wordless();
            let span = (span.launch, span.until);
            simulate::play_at_most(most, &def, &campaign, span, players, &mut workers, &mut run)
        };
        let cut = at_most(100);
        assert!(cut.cut);
        assert!(!at_most(EVENTS_MAX).cut);
        let note = cut_off(Language::En, Zone::of(&def).unwrap().date_of(cut.state.at()));
        assert!(note.what.contains("was cut on 2014-04-23, after "), "{}", note.what);
    }

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        preview: Preview,
    }

    #[test]
    fn days_in_the_wrong_order_are_a_usage_error() {
        let def = compile(&embedded::files()).definition.unwrap();
        let ordered = |from: &str, to: &str| {
            let line = Line::parse_from(["preview", "x.yaml", "--from", from, "--to", to]);
            line.preview.filter(Language::En, &def).map(drop).map_err(|failure| failure.exit)
        };
        assert_eq!(ordered("2014-05-02", "2014-05-01"), Err(Exit::Usage));
        assert_eq!(ordered("2014-05-01", "2014-05-01"), Ok(()));
    }

    #[test]
    fn both_ends_are_said_as_a_day_is() {
        let def = compile(&embedded::files()).definition.unwrap();
        let days = |from: &str, to: &str| {
            let line = Line::parse_from(["preview", "x.yaml", "--from", from, "--to", to]);
            line.preview.filter(Language::En, &def).map(|filter| (filter.from, filter.to)).unwrap()
        };
        let meant = days("2014-04-25", "2014-09-30");
        for (from, to) in [("4月25日", "10月1日前1个工作日"), ("April 25", "2014年9月30日")] {
            assert_eq!(days(from, to), meant, "{from} {to}");
        }
    }
}
