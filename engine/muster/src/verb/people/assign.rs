//! `muster assign`: a task for units, at any time (交办).

use clap::Args;
use muster_core::campaign::Issuer;
use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::command::{Assign as AssignCommand, Command};
use muster_protocol::definition::Definition;
use muster_protocol::event::{self, OccasionPlanned};
use muster_protocol::ids::UnitIx;
use muster_protocol::say;
use muster_protocol::time::Instant;
use muster_rules::audience;
use muster_rules::numbering::Numbering;

use crate::client::act::{campaign, submit_and_report, with_connection};
use crate::client::connection::{Connection, Submitted};
use crate::client::definitions;
use crate::client::target::ActArgs;
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::words::{day, names};

/// The arguments of `muster assign`.
#[derive(Debug, Args)]
pub struct Assign {
    kind: String,
    #[arg(long, value_name = "TEXT")]
    title: String,
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    to: Vec<String>,
    #[arg(long, value_name = "DAY")]
    due: TypedDay,
    #[command(flatten)]
    acting: ActArgs,
}

impl Run for Assign {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        with_connection(out, &self.acting, async |connection, by| self.give(out, connection, by).await)
    }
}

impl Assign {
    async fn give(&self, out: &Output, connection: &Connection, by: Issuer<'_>) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.acting.target).await?;
        let def = definitions::in_force(out.lang, connection, &campaign).await?;
        let due_day = self.due.in_campaign(out.lang, &def)?;
        let to = self.to.iter().flat_map(|text| text.split(['，', '、'])).map(str::trim);
        let to = to.filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let (task, title) = (self.kind.clone(), self.title.clone());
        let command = Command::Assign(AssignCommand { task, title, to, due_day });
        let submitted = submit_and_report(out, connection, campaign, by, command).await?;
        print_planned(out, connection, &def, &submitted).await?;
        Ok(Exit::Fine)
    }
}

/// Says what a command gave out: to whom, until when, and when that is reminded of.
pub(super) async fn print_planned(
    out: &Output,
    connection: &Connection,
    def: &Definition,
    submitted: &Submitted,
) -> anyhow::Result<()> {
    for (plan, at) in planned(connection, def, submitted).await? {
        out.data(sentence(out.lang, def, (&plan, at)))?;
    }
    Ok(())
}

/// What a command gave out, and when.
async fn planned(
    connection: &Connection,
    def: &Definition,
    submitted: &Submitted,
) -> Result<Vec<(OccasionPlanned, Instant)>, Failure> {
    let made = connection.made(submitted).await?;
    let numbering = Numbering::of(def);
    let planned = made.iter().filter_map(|row| match row.named() {
        Ok(event::NamedEvent::OccasionPlanned(plan)) if plan.given.is_some() => {
            Some((numbering.numbers(plan).ok()?, row.at))
        }
        _ => None,
    });
    Ok(planned.collect())
}

/// Key, units, due day and reminders of a task.
fn sentence(lang: Language, def: &Definition, (plan, at): (&OccasionPlanned, Instant)) -> String {
    let zone = muster_rules::zone::Zone::of(def).ok();
    let given = plan.given.as_ref().map_or(&[][..], |given| &given.units);
    let units: Vec<String> = given.iter().map(|unit| names::unit(def, *unit)).collect();
    let units = if units.is_empty() {
        // Nobody was named: that so many got it is said, in case one was meant.
        let day = zone.as_ref().map_or(plan.due_day, |zone| zone.date_of(at));
        let taking_part =
            |unit: &UnitIx| def.units.get(unit.at()).is_some_and(|unit| audience::is_member(unit, day));
        let count = audience::opening(def, plan).into_iter().filter(taking_part).count();
        say!(lang, "all-so-many-units", #count = count)
    } else {
        units.join(lang.say("list-comma"))
    };
    let cal = audience::calendar_of(def, plan.group);
    let mut due = day::with_weekday(lang, plan.due_day);
    if matches!(day::mark(cal, plan.due_day), Some(day::Mark::MadeUp(_))) {
        due += lang.say("worked-2");
    }
    let at = |at| zone.as_ref().map_or_else(String::new, |zone| zone.rfc3339(at)[..16].replace('T', " "));
    let steps: Vec<String> = plan.steps.iter().map(|step| at(step.at)).collect();
    let (key, count) = (&plan.occasion.key, steps.len());
    let name = names::occasion(def, plan);
    if count == 0 {
        // Today's hour is over, or the duty has no policy: a task is first heard of in a reminder.
        return say!(lang, "key-name-given-to-units-no-reminder-before", key, name, units, due);
    }
    say!(
        lang,
        "key-name-given-to-units-reminded-before",
        key,
        name,
        units,
        due,
        #count = count,
        steps: Listed(&steps)
    )
}
