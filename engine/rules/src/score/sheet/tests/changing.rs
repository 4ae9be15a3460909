//! What lies beyond a line's points, and what becomes of points when the file calls lines and groups otherwise.

use muster_protocol::event::CampaignAmended;

use super::*;

fn found(points: i32) -> Vec<Deduction> {
    vec![Deduction { cause: "隐患".to_owned(), points: Decimal::whole(points) }]
}

impl Run {
    fn deduct(&mut self, unit: u32, times: u32) {
        self.say(ScoreDeducted {
            unit: at(unit),
            sheet: "annual".to_owned(),
            line: "督查".to_owned(),
            cause: "隐患".to_owned(),
            times,
            inspection: None,
            evidence: Vec::new(),
            reason: None,
            correction: None,
        });
    }

    fn appeal(&mut self, unit: u32, line: &str, change: i64) {
        let (sheet, line, evidence, reason) =
            ("annual".to_owned(), line.to_owned(), Vec::new(), Digest([9; 32]));
        self.say(AppealFiled { unit: at(unit), sheet, line, evidence, reason });
        let appeal = u32::try_from(self.fold.facts().appeals.len()).unwrap();
        self.say(AppealAnswered { appeal, upheld: true, change: Decimal(change), reason: None });
    }

    /// The file changed: what `change` makes of it is in force.
    fn amend(&mut self, change: impl FnOnce(&mut Definition)) {
        change(&mut self.def);
        self.say(CampaignAmended {
            from: Digest([1; 32]),
            definition: Digest([2; 32]),
            sources: Vec::new(),
            reason: None,
            approver: None,
            phases: Vec::new(),
            changes: Vec::new(),
            contacts: None,
        });
    }

    /// The points of the first unit's lines as they would be now.
    fn points(&mut self) -> Vec<Option<i64>> {
        let def = self.def.clone();
        let table = self.fold.as_of(&def, SnapshotIx(0), date("2014-05-30"), Instant(0));
        table.sheets[0].rows[0].lines.iter().map(|line| line.points).collect()
    }
}

/// 21 and 27 points of 20 are taken: both have 0, and nobody is before the other.
#[test]
fn what_is_taken_beyond_zero_or_given_beyond_the_maximum_parts_no_equal_totals() {
    let beyond = vec![Term::Number(Decimal::whole(60)), tally(Tally::Done), Term::Multiply];
    let lines =
        vec![line("督查", 20, Scorer::Deduct(found(1))), line("多", 15, Scorer::Auto(Formula(beyond)))];
    let mut first = sheet(lines);
    first.ties = vec![LineRef { group: 0, line: 0 }, LineRef { group: 0, line: 1 }];
    let mut run = Run::new(first, 2);
    for (unit, times) in [(0, 21), (1, 27)] {
        run.close(unit);
        run.deduct(unit, times);
    }
    let rows = run.rows();
    let shown: Vec<_> = rows.iter().map(|row| (row.total, row.rank)).collect();
    assert_eq!(shown, [(Some(1_500), 1), (Some(1_500), 1)]);
    let value = |at: usize| exact::rounded(&exact::read(rows[1].lines[at].value.as_ref().unwrap()).unwrap());
    assert_eq!((value(0), value(1)), (0, 1_500), "the exact value is that of the points");
}

#[test]
fn an_appeal_changes_the_points_that_are_shown_and_not_what_lies_below_zero() {
    let mut run = Run::new(sheet(vec![line("督查", 20, Scorer::Deduct(found(1)))]), 1);
    run.deduct(0, 27);
    run.appeal(0, "督查", 30_000);
    assert_eq!(run.totals(), [Some(300)]);
}

#[test]
fn points_and_appeals_follow_a_line_that_is_called_otherwise() {
    let mut run = Run::new(sheet(vec![judged("实效", 20), judged("满意", 10)]), 1);
    run.give(0, "实效", "j", 170_000);
    run.appeal(0, "实效", 10_000);
    run.amend(|def| {
        let lines = &mut def.scores[0].groups[0].lines;
        lines.reverse();
        (lines[1].name, lines[1].formerly) = ("成效".to_owned(), vec!["实效".to_owned()]);
    });
    assert_eq!(run.points(), [None, Some(1_800)]);
    // What is said from now on stands beside it.
    run.give(0, "成效", "j", 190_000);
    assert_eq!(run.points(), [None, Some(2_000)]);
    // Another line of the old name is another line.
    run.amend(|def| {
        let old = judged("实效", 5);
        def.scores[0].groups[0].lines.push(old);
    });
    run.give(0, "实效", "j", 40_000);
    run.amend(|_| {});
    assert_eq!(run.points(), [None, Some(2_000), Some(400)]);
}

#[test]
fn answers_stay_those_of_their_group_wherever_the_file_has_it() {
    let mut run = Run::new(sheet(vec![rated()]), 1);
    let mut round = mass(1, 0);
    let other = RaterGroup { name: "企业".to_owned(), ..round.raters[0].clone() };
    round.raters[0].weight = Decimal::whole(50);
    run.def.reviews = vec![round];
    run.rate("群众", 1, 0, 80);
    run.amend(|def| {
        def.reviews[0].raters.insert(0, RaterGroup { weight: Decimal::whole(50), ..other });
        def.scores[0].groups[0].lines[0].scorer =
            Scorer::Auto(Formula(vec![Term::Rated { round: 0, group: 1 }]));
    });
    let groups: Vec<_> = run.taken().ratings.into_iter().map(|row| (row.group, row.answers)).collect();
    assert_eq!(groups, [("群众".to_owned(), 1)]);
    assert_eq!(run.points(), [Some(1_000)]);
}
