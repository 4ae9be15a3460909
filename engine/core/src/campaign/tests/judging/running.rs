//! Those who run a round: they are reminded to draw until a sample is drawn, and hear once the round is over where too few answered.

use muster_protocol::definition::{ReviewRound, Scale, TooFew};
use muster_rules::audience;
use muster_rules::score::sessions;

use super::super::super::is_drawn;
use super::super::super::sample::date;
use super::*;

const MAY: &str = "round-supervision-office.2014-05";
pub(super) const JULY: &str = "round-three-way-office.2014-07";

/// What is said to those who run a round while time passes with a worker, a line each: day, post, occasion, kind, and the groups of
/// which too few answered.
pub(super) fn said(world: &mut World, until: &str, round: &str) -> Vec<String> {
    let key = format!("round-{round}-");
    let mut said = Vec::new();
    world.pass_looking(until, |world, due| {
        for (name, lines) in world.read(due) {
            let post = world.def.contact(&name.contact).unwrap().post.as_str();
            let theirs = lines.iter().filter(|line| line.step.occasion.starts_with(&key));
            said.extend(theirs.map(|line| {
                let (day, groups) = (&name.date.to_string()[5..], line.failed.join("、"));
                format!("{day} {post} {} {} {groups}", line.step.occasion, line.kind).trim_end().to_owned()
            }));
        }
    });
    said
}

pub(super) fn draw() -> Command {
    let (round, seed) = ("supervision".to_owned(), "s1".to_owned());
    judge(Judge::Draw(Draw { round, session: None, seed }))
}

fn round<'d>(def: &'d Definition, id: &str) -> &'d ReviewRound {
    def.reviews.iter().find(|round| round.id == id).unwrap()
}

#[test]
fn who_draws_is_reminded_from_the_first_working_day_until_a_sample_is_drawn() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-05-02 00:00");
    // The 4th is a Sunday that is worked, and the first working day of the month; the 30th is the last.
    let first = said(&mut world, "2014-05-22 10:00", "supervision");
    assert_eq!(first.len(), 1, "{first:?}");
    assert!(first[0].starts_with(&format!("05-04 小组办公室 {MAY} before:")), "{first:?}");
    let drawn =
        |world: &World| is_drawn(&world.def, &world.state, world.state.occasion_by_key(MAY).unwrap().1);
    assert!(!drawn(&world));
    world.take();
    world.submit("2014-05-22 10:00", &draw()).unwrap();
    assert!(drawn(&world));
    assert!(world.take().contains("Drawn"), "what is not said any more says why");
    world.submit("2014-05-22 11:00", &draw()).unwrap();
    assert_eq!(world.of("step"), "", "the same draw again takes nothing back");
    assert_eq!(said(&mut world, "2014-06-01 00:00", "supervision"), [""; 0], "nothing more of May");
    let june = said(&mut world, "2014-06-04 00:00", "supervision");
    assert!(
        matches!(june.as_slice(), [one] if one.starts_with("06-03 小组办公室 round-supervision-office.2014-06"))
    );
}

#[test]
fn a_sample_that_nobody_draws_is_reminded_of_up_to_its_last_day_and_nobody_is_late() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-05-02 00:00");
    world.take();
    let all = said(&mut world, "2014-06-01 00:00", "supervision");
    let kinds: Vec<&str> = all.iter().filter_map(|line| line.rsplit(' ').next()).collect();
    assert_eq!(kinds[1..], ["before:5", "before:1", "on-day"], "{all:?}");
    assert!(all.iter().all(|line| line.contains(MAY)) && !world.take().contains("of round-"), "{all:?}");
}

#[test]
fn what_was_decided_before_the_draw_is_not_said_behind_it() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-05-03 00:00");
    world.pass("2014-05-04 09:00");
    let of_may = |world: &World| {
        let read = world.read(at("2014-05-04 09:01"));
        read.iter().flat_map(|(_, lines)| lines).any(|line| line.step.occasion.as_str() == MAY)
    };
    assert!(of_may(&world));
    world.submit("2014-05-04 09:01", &draw()).unwrap();
    assert!(!of_may(&world), "drawn a minute after it was decided");
}

#[test]
fn who_collates_hears_once_and_behind_the_last_day_where_too_few_answered() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-02 00:00");
    let before = said(&mut world, "2014-07-19 00:00", "three-way");
    assert!(!before.iter().any(|line| line.contains("three-way")), "not before the 18th is over: {before:?}");
    // The 21st is a Monday.
    let wanted = format!("07-21 小组办公室 {JULY} too-few 群众评议、党员互评、领导点评");
    let behind: Vec<String> = said(&mut world, "2014-08-30 00:00", "three-way");
    let of_july: Vec<&String> = behind.iter().filter(|line| line.contains(JULY)).collect();
    assert_eq!(of_july, [&wanted]);
}

#[test]
fn too_few_answers_about_the_goals_are_told_as_well() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-04-30 23:00");
    let told = said(&mut world, "2014-05-05 00:00", "goals-survey");
    let survey = "05-04 小组办公室 round-goals-survey-office.2014-04 too-few 服务对象";
    assert!(told.iter().any(|line| line == survey), "{told:?}");
}

/// As many paper ballots as each group needs, about every unit.
fn enough(world: &mut World, when: &str, but: Option<&str>) {
    let three_way = round(&world.def, "three-way").clone();
    let units = sessions::among(&world.def, &three_way, date("2014-07-18"));
    let codes: Vec<String> = units.iter().map(|unit| world.def.units[unit.at()].code.clone()).collect();
    for group in three_way.raters.iter().filter(|group| Some(group.name.as_str()) != but) {
        let answer = match &group.scale {
            Scale::Choices(choices) => choices[0].name.clone(),
            Scale::Range(..) => "90".to_owned(),
        };
        // Leaders answer each as their post, also on paper.
        let posts = audience::raters(&world.def, group.role.unwrap(), date("2014-07-18")).into_iter();
        let posts = posts.filter_map(|unit| audience::contact_of(&world.def, unit, group.role?));
        let posts: Vec<String> = posts.map(|ix| world.def.contacts[ix.at()].post.clone()).collect();
        let by_post = audience::rates_by_post(&world.def, group);
        for number in 0..group.at_least.max(1) {
            let own = format!("{}-{number}", group.name);
            let number = if by_post { posts[usize::from(number)].clone() } else { own };
            let rate = Rate {
                round: three_way.id.clone(),
                session: Some("2014-07".to_owned()),
                group: group.name.clone(),
                ballot: Ballot::Paper(number),
                answers: codes.iter().map(|code| (code.clone(), answer.clone())).collect(),
                comment: Some(Digest([8; 32])),
                unit: None,
            };
            world.submit(when, &judge(Judge::Rate(rate))).unwrap();
        }
    }
}

#[test]
fn nobody_hears_of_too_few_where_paper_that_came_behind_the_last_day_is_enough() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-20 10:00");
    enough(&mut world, "2014-07-20 10:00", None);
    world.take();
    let told = said(&mut world, "2014-07-22 00:00", "three-way");
    assert!(!told.iter().any(|line| line.contains(JULY)), "{told:?}");
    assert!(world.take().contains("Enough"), "what is not said says why");
}

#[test]
fn only_the_groups_of_which_too_few_answered_are_named() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-20 10:00");
    enough(&mut world, "2014-07-20 10:00", Some("党员互评"));
    let told = said(&mut world, "2014-07-22 00:00", "three-way");
    let wanted = format!("07-21 小组办公室 {JULY} too-few 党员互评");
    assert!(told.contains(&wanted), "{told:?}");
}

#[test]
fn where_too_few_share_or_count_nothing_nothing_waits_and_nobody_is_told() {
    for too_few in [TooFew::Share, TooFew::Zero] {
        let mut def = shipped();
        def.reviews.iter_mut().find(|round| round.id == "three-way").unwrap().too_few = too_few;
        let world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-07-22 00:00");
        assert!(world.state.occasion_by_key(JULY).is_none(), "{too_few:?}");
    }
}

#[test]
fn a_file_that_reminds_nobody_of_a_draw_says_so_and_raters_are_run_all_the_same() {
    let mut def = shipped();
    def.reviews.iter_mut().for_each(|round| round.policy = None);
    let world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-07-22 00:00");
    assert!(world.state.occasion_by_key(MAY).is_none());
    assert!(world.state.occasion_by_key(JULY).is_some());
}
