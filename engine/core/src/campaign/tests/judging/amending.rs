//! Amendments while units are judged: what was recorded goes on counting, and nobody is told what is not so any more.

use muster_protocol::definition::{Moment, Pattern, Roll, Rule};
use muster_protocol::ids::SnapshotIx;

use super::super::super::amend;
use super::super::super::sample::date;
use super::running::{JULY, draw, said};
use super::*;
use crate::definition::compile;
use crate::definition::tests::service_year;
use crate::reconcile::reconcile;

const DAYS: &str = "时间: [7月中旬, 11月中旬]";

/// The shipped file with other words in the place of some.
fn written(from: &str, to: &str) -> Definition {
    let mut files = service_year();
    let main = files.files.get_mut(&files.main).unwrap();
    let text = String::from_utf8(main.clone()).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    *main = text.replace(from, to).into_bytes();
    compile(&files).definition.unwrap()
}

/// Why an amendment is refused, in Chinese.
fn not_amended(world: &World, when: &str, change: impl FnOnce(&mut Definition)) -> String {
    let mut changed = world.def.clone();
    change(&mut changed);
    let reconciled = reconcile(&world.def, &changed, date(&when[..10])).unwrap().definition;
    let body = amendment(&world.state, &reconciled);
    let refusal = amend(&world.def, &reconciled, &world.state, at(when), &body).unwrap_err();
    assert!(refusal.code == RefusalCode::Infeasible && !refusal.detail.en.is_empty(), "{refusal:?}");
    refusal.detail.zh
}

fn rename_round(def: &mut Definition) {
    def.reviews.iter_mut().find(|round| round.id == "supervision").unwrap().id = "inspection".to_owned();
}

#[test]
fn a_round_gets_another_id_only_while_nothing_was_drawn_or_answered_in_it() {
    let launched = || World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-05-20 10:00");
    let mut drawn = launched();
    drawn.submit("2014-05-20 10:00", &draw()).unwrap();
    let said = not_amended(&drawn, "2014-05-21 10:00", rename_round);
    insta::assert_snapshot!(said, @"评议“supervision”已经有记录，编号改成“inspection”，这些记录就不算了：编号不要改，名称可以改");

    let mut renamed = launched().afresh();
    renamed.amend("2014-05-20 10:00", rename_round);
    let draw = Draw { round: "inspection".to_owned(), session: None, seed: "s1".to_owned() };
    renamed.submit("2014-05-20 11:00", &judge(Judge::Draw(draw))).unwrap();
    assert!(renamed.take().contains("Drawn"), "who draws is reminded no more, under whatever id");
}

#[test]
fn a_session_keeps_its_name_once_somebody_has_answered_in_it() {
    let another = || written(DAYS, "时间: [7月中旬, 7月下旬, 11月中旬]");
    let launched = || World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-15 10:00");
    let mut answered = launched();
    let paper = Ballot::Paper("1".to_owned());
    answered.submit("2014-07-15 10:00", &rate("群众评议", paper, "014", "满意")).unwrap();
    let said = not_amended(&answered, "2014-07-15 11:00", |def| *def = another());
    assert!(said.contains("three-way") && said.contains("2014-07"), "{said}");
    // As long as nobody has, the days are the committee's.
    let mut fresh = launched();
    fresh.amend("2014-07-15 11:00", |def| *def = another());
}

#[test]
fn a_sheet_on_which_something_stands_keeps_its_id_and_a_frozen_one_its_day() {
    let mut world = by_november();
    let rename = |def: &mut Definition| def.scores[0].id = "yearly".to_owned();
    world
        .submit("2014-12-10 10:00", &judge(Judge::Give(on("具体服务事项", "005"), Decimal(180_000))))
        .unwrap();
    let said = not_amended(&world, "2014-12-10 11:00", rename);
    assert!(said.starts_with("评分表“annual”已经有记录"), "{said}");
    let later = |def: &mut Definition| def.scores[0].freeze = date("2014-12-19");
    world.amend("2014-12-10 12:00", later);
    world.amend("2014-12-10 13:00", |def| def.scores[0].freeze = date("2014-12-12"));
    world.pass_sending("2014-12-15 10:00");
    insta::assert_snapshot!(
        not_amended(&world, "2014-12-15 10:00", later),
        @"annual“年度考核评分表”已在2014-12-12冻结并公示，冻结日不能再改；分数有错的走申诉"
    );
}

#[test]
fn a_list_on_which_somebody_was_proposed_keeps_its_id() {
    let mut world = by_november();
    world.submit("2014-12-10 10:00", &propose("commend", "优秀个人", "005", None)).unwrap();
    let rename = |def: &mut Definition| {
        def.lists.iter_mut().find(|list| list.id == "commend").unwrap().id = "honours".to_owned();
    };
    let said = not_amended(&world, "2014-12-10 11:00", rename);
    assert!(said.starts_with("名单“commend”已经有记录"), "{said}");
}

/// It was planned for the first end. Said then, it would be wrong: the raters have days left.
#[test]
fn of_a_session_that_is_extended_it_is_said_once_and_at_its_new_end_that_too_few_answered() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-15 10:00");
    world.amend("2014-07-15 10:00", |def| *def = written(DAYS, "时间: [7月下旬, 11月中旬]"));
    let told = said(&mut world, "2014-09-01 00:00", "three-way");
    let of_july: Vec<&String> = told.iter().filter(|line| line.contains(JULY)).collect();
    assert_eq!(of_july, [&format!("08-01 小组办公室 {JULY} too-few 群众评议、党员互评、领导点评")]);
}

#[test]
fn of_a_session_that_is_over_nothing_is_said_any_more_where_the_file_lets_nothing_wait() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-20 10:00");
    // The 18th is over, and the letter would go on Monday the 21st.
    world.amend("2014-07-20 10:00", |def| *def = written("人数不足: 暂缓", "人数不足: 记零"));
    let told = said(&mut world, "2014-07-22 00:00", "three-way");
    assert_eq!(told, [""; 0]);
}

#[test]
fn in_a_round_that_the_file_names_no_more_nothing_is_drawn_or_answered() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-05-10 10:00");
    world.amend("2014-05-10 10:00", |def| def.reviews.retain(|round| round.id != "supervision"));
    insta::assert_snapshot!(
        no(&mut world, "2014-05-20 10:00", &draw()),
        @"supervision已从文件里删去，不再邀请、评议和抽取"
    );
    assert_eq!(said(&mut world, "2014-07-01 00:00", "supervision"), [""; 0], "and nobody is reminded");
}

#[test]
fn on_a_sheet_that_the_file_names_no_more_nothing_is_entered() {
    let mut def = shipped();
    let freezes = |moment: &Moment| matches!(moment, Moment::Freeze(sheet) if sheet == "window");
    let plan = def.snapshots.iter().position(|plan| freezes(&plan.moment)).unwrap();
    def.retired.snapshots.push(SnapshotIx(u16::try_from(plan).unwrap()));
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-11-10 10:00");
    let cause = Cause { name: "任何".to_owned(), times: 1 };
    let add = judge(Judge::Add(backed("015"), "window".to_owned(), cause));
    assert!(no(&mut world, "2014-11-10 10:00", &add).contains("已从文件里删去，不再记分"));
}

/// What counts down to the one day of a session says nothing before it begins.
#[test]
fn who_draws_in_a_session_of_one_day_is_reminded_on_it() {
    let mut def = shipped();
    let (first, last) = (date("2014-05-20"), date("2014-05-20"));
    let round = def.reviews.iter_mut().find(|round| round.id == "supervision").unwrap();
    round.rules = vec![Rule::new(Pattern::Window { first, last }, Roll::Back, first, last)];
    let policy = round.policy.unwrap();
    def.policies[policy.at()].on_day = false;
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-05-02 00:00");
    let told = said(&mut world, "2014-06-01 00:00", "supervision");
    assert_eq!(told, ["05-20 小组办公室 round-supervision-office.2014-05 on-day"]);
}
