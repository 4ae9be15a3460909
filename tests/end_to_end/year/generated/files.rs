//! The files of a random campaign, as a committee would write them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use muster_core::definition::Files;
use muster_tests::tidy::tree;

use crate::xorshift::Xorshift;

/// The main file.
pub(super) const MAIN: &str = "generated.yaml";
const CATEGORIES: [&str; 2] = ["office", "firm"];
/// Days on which a sheet may be frozen: all working days of the last phase.
const FREEZES: [&str; 3] = ["2014-06-05", "2014-06-06", "2014-06-09"];

/// Points in quarters, so that sums are exact and lines round.
fn points(quarters: u64) -> String {
    format!("{}.{:02}", quarters / 4, quarters % 4 * 25)
}

fn one<'a>(random: &mut Xorshift, of: &[&'a str]) -> &'a str {
    of[usize::try_from(random.below(of.len() as u64)).unwrap()]
}

/// All files of a campaign.
pub(super) fn campaign(random: &mut Xorshift) -> Files {
    let calendars = tree::root().join("workflows").join("calendars").join("cn");
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for name in ["2013.csv", "2014.csv", "2015.csv", "hours.csv", "festivals.csv"] {
        files.insert(format!("../calendars/cn/{name}"), fs::read(calendars.join(name)).unwrap());
    }
    files.insert("roster.csv".to_owned(), roster(random).into_bytes());
    files.insert(MAIN.to_owned(), main(random).into_bytes());
    Files { main: MAIN.to_owned(), files, ..Files::default() }
}

/// Units, some of which join late, leave, or are merged into the first.
fn roster(random: &mut Xorshift) -> String {
    let mut text = String::from(
        "code,name,short,parent,category,tags,scored,members,leader_post,clerk_post,head_post,channel,account,joined,left,\
         merged_into,note\n",
    );
    for number in 1..=5 + random.below(8) {
        let code = format!("{number:03}");
        let first = usize::try_from(number - 1).ok().and_then(|at| CATEGORIES.get(at));
        let category = first.copied().unwrap_or_else(|| one(random, &CATEGORIES));
        // The first one has the tag: the file names it.
        let tags = if number == 1 { "window" } else { one(random, &["", "window"]) };
        let scored = if number > 2 && random.below(8) == 0 { "false" } else { "true" };
        let (joined, left, into) = match random.below(6) {
            0 if number > 2 => ("2014-05-12", "", ""),
            1 if number > 2 => ("", "2014-05-20", "001"),
            2 if number > 3 => ("", "2014-05-23", ""),
            _ => ("", "", ""),
        };
        let leader = one(random, &["Deputy A", "Deputy B"]);
        let _ = writeln!(
            text,
            "{code},Unit {code},U{code},,{category},{tags},{scored},12,{leader},Clerk {code},Head {code},mail,\
             u{code}@example.invalid,{joined},{left},{into},"
        );
    }
    text
}

fn main(random: &mut Xorshift) -> String {
    let mut text = String::from(
        r#"campaign: {id: generated, name: Generated, year: 2014, timezone: Asia/Shanghai, calendar: cn, roster: roster.csv}
roles:
  clerk: {name: clerk, column: clerk_post, can: [submit, sign, handle_cases, appeal]}
  head: {name: head, column: head_post}
  leader: {name: leader, column: leader_post, shared: true, can: [rate, score]}
  office: {name: office, can: [check, preview, launch, amend, review, collate, handle_cases, sign, score]}
  panel: {name: panel, can: [score, approve_lists, veto, answer_appeals]}
  public: {name: public, outside: true, can: [rate]}
audiences:
  all units: {scored: true}
  offices: {scored: true, category: office}
  windows: {scored: true, tags: window}
phases:
  - {id: work, name: Work, from: 2014-04-01, to: 2014-05-31, notice: "09:00", cadences: true}
  - {id: judge, name: Judging, from: 2014-06-01, to: 2014-06-30, notice: "09:00"}
reminders:
  standard:
    to: clerk
    before: [3]
    on_day: true
    hour: "09:00"
    overdue: {every: 2, at_most: 2}
    cards:
      - {colour: yellow, after: 1, to: [head]}
      - {colour: red, after: 3, to: [head]}
duties:
  plan: {name: Plan, phase: work, who: all units, when: 2014-04-18, needs: [plan], review: {by: office, return_due: 3}}
  report: {name: Report, who: all units, when: monthly, needs: [record], measures: [reached]}
  weekly: {name: Weekly, who: offices, when: weekly, needs: [note]}
cases:
  hotline: {name: Hotline, sources: [hotline], accept: 2 working days, finish: 4 working days, reopen: dissatisfied, callback: all}
messages: {language: en}
snapshots:
  month-end: {name: Month's end, who: all units, when: monthly, hour: "18:00"}
  final: {name: Final, who: all units, when: 2014-06-30, hour: "20:00"}
"#,
    );
    text.push_str(&rounds(random));
    text.push_str("scores:\n");
    for name in ["annual", "window"].into_iter().take(1 + usize::try_from(random.below(2)).unwrap()) {
        sheet(random, name, &mut text);
    }
    text
}

fn rounds(random: &mut Xorshift) -> String {
    let scale = one(random, &["[content 100, fairly 80, not 40]", "0..100", "1..10"]);
    let (anonymous, least) = one(random, &["false 1", "false 2", "true 5"]).split_once(' ').unwrap();
    let (trim, too_few) = (one(random, &["0", "10", "20", "40"]), one(random, &["wait", "share", "zero"]));
    let weight = 10 + 5 * random.below(17);
    let rest = 100 - weight;
    let public = format!(
        "role: public, weight: {weight}, scale: {scale}, at_least: {least}, anonymous: {anonymous}, trim: {trim}"
    );
    let leaders = format!("role: leader, weight: {rest}, scale: 0..100");
    let when = one(random, &["[late April, late May]", "late May", "[mid-April, mid-May, late May]"]);
    let who = one(random, &["all units", "windows"]);
    // Beside it inspections, whose samples anybody draws again.
    format!(
        "reviews:\n  checks: {{name: Checks, who: all units, by: office, when: monthly, sample: 2}}\n  \
         survey:\n    name: Survey\n    who: {who}\n    when: {when}\n    too_few: {too_few}\n    raters:\n      \
         people: {{{public}}}\n      leaders: {{{leaders}}}\n"
    )
}

/// How a line is scored, of so many points.
fn scorer(random: &mut Xorshift, max: &str) -> String {
    let formulas = [
        format!("done_on_time / due * {max}"),
        format!("done / due * {max}"),
        format!("done_rate * {max}"),
        format!("on_time_rate * {max}"),
        format!("(done + done_on_time) / (due * 2) * {max}"),
        format!("{max} - late * 0.75 - yellow_cards - red_cards * 1.5"),
        format!("case_on_time_rate * {max}"),
        format!("survey.people / 100 * {max}"),
        format!("survey / 100 * {max}"),
        format!("report.reached / 60 * {max}"),
        format!("own_rate * {max}"),
        format!("{max} / (late - 1)"),
    ];
    let otherwise = one(
        random,
        &["", "", ", otherwise: done_rate * 2", ", otherwise: survey.leaders / 50", ", otherwise: 1.25"],
    );
    match random.below(6) {
        0 => "deduct: {finding: 1.25, late correction: 2}".to_owned(),
        1 => format!("by: {}, ask: effect", one(random, &["panel", "leader"])),
        _ => {
            let formulas: Vec<&str> = formulas.iter().map(String::as_str).collect();
            format!("auto: {}{otherwise}", one(random, &formulas))
        }
    }
}

fn sheet(random: &mut Xorshift, id: &str, text: &mut String) {
    let (mut full, mut groups, mut names) = (0, String::new(), Vec::new());
    for group in 0..=random.below(3) {
        let (mut sum, mut lines) = (0, String::new());
        for line in 0..=random.below(3) {
            let quarters = 4 + random.below(60);
            sum += quarters;
            let (max, name) = (points(quarters), format!("line {group} {line}"));
            // A line may be another one in each category, of as many points.
            let kinds: &[&str] = if random.below(4) == 0 { &CATEGORIES } else { &[""] };
            for category in kinds {
                let only =
                    if category.is_empty() { String::new() } else { format!(", category: [{category}]") };
                let name = format!("{name} {category}");
                let scorer = scorer(random, &max);
                let _ = writeln!(lines, "          {}: {{max: {max}, {scorer}{only}}}", name.trim());
                names.push(name.trim().to_owned());
            }
        }
        full += sum;
        let _ = write!(groups, "      group {group}:\n        max: {}\n        lines:\n{lines}", points(sum));
    }
    let whole = points(full);
    let grades = match random.below(3) {
        0 => format!(
            "{{top: first 30% and >= {}, good: \">= {}\", rest: rest}}",
            points(full * 3 / 4),
            points(full / 2)
        ),
        1 => "{top: first 50%, rest: rest}".to_owned(),
        _ => format!("{{top: \">= {}\", good: first 70%, rest: rest}}", points(full * 2 / 3)),
    };
    let ties: Vec<&str> =
        names.iter().take(usize::try_from(random.below(3)).unwrap()).map(String::as_str).collect();
    let (missing, ranked) = (one(random, &["wait", "share", "zero"]), one(random, &["category", "all"]));
    let who = if id == "annual" { "all units" } else { "windows" };
    let _ = write!(
        text,
        "  {id}:\n    name: Sheet {id}\n    who: {who}\n    max: {whole}\n    indicators:\n      own_rate: {{duties: [report, plan], \
         counted: {counted}}}\n    groups:\n{groups}    bonus: {{cap: 2.5, grants: {{model: 1.25, prize: 2}}}}\n    vetoes: \
         {{fire: not the best, fraud: as rest}}\n    grades: {grades}\n    ties: [{ties}]\n    missing: {missing}\n    ranked: \
         {ranked}\n    freeze: {freeze}\n    publicity: 2\n    appeals: {{to: panel, answer: 2}}\n",
        counted = one(random, &["done_rate", "on_time_rate"]),
        ties = ties.join(", "),
        freeze = one(random, &FREEZES),
    );
}
