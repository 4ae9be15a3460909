//! What an amendment and a snapshot that somebody asks for leave as it was.

use muster_protocol::event::{CampaignAmended, Given};

use super::*;

const ASKED: OccasionIx = OccasionIx(3);

#[test]
fn a_snapshot_that_somebody_asks_for_by_the_plan_of_the_freeze_freezes_nothing() {
    let mut run = Run::new(sheet(vec![share("办结", 10)]), 2);
    run.close(0);
    let zone = shanghai();
    let (day, opens) = (date("2014-05-12"), zone.at(date("2014-05-12"), TimeOfDay(9 * 60)));
    run.say(OccasionPlanned {
        occasion: Planned { ix: ASKED, key: "annual-freeze.asked-1".into() },
        kind: OccasionKind::Snapshot(SnapshotIx(1)),
        nth: 0,
        group: None,
        opens,
        due_day: day,
        due: opens,
        steps: Vec::new(),
        backfill: false,
        catch_up_hours: 0,
        calendar: "x".to_owned(),
        zone_data: "x".to_owned(),
        given: Some(Given { title: "看看".to_owned(), units: Vec::new(), found_at: None, caused_by: None }),
    });
    run.open(ASKED, "2014-05-12");
    let asked = run.fold.table(&run.def, ASKED).unwrap();
    assert_eq!(asked.sheets[0].frozen, None);
    // What is closed behind it counts, until the day of the file comes.
    run.close(1);
    run.open(FREEZE, "2014-05-30");
    let frozen = run.version;
    let table = run.fold.table(&run.def, FREEZE).unwrap();
    assert_eq!(table.sheets[0].frozen, Some(Version(frozen)));
    let rows = &table.sheets[0].rows;
    assert_eq!(rows.iter().map(|row| row.total).collect::<Vec<_>>(), [Some(1_000), Some(1_000)]);
    assert!(rows.iter().all(|row| row.addendum.is_empty()), "nothing was closed too late");
}

/// A group of raters that the file puts before another takes none of that one's answers, and one that it names no more takes none
/// from those behind it.
#[test]
fn answers_stay_with_their_group_whatever_groups_stand_around_it_after_an_amendment() {
    let mut run = Run::new(sheet(vec![rated()]), 1);
    let mut round = mass(1, 0);
    let first = round.raters[0].clone();
    let named = |name: &str| RaterGroup { name: name.to_owned(), ..first.clone() };
    round.raters = vec![named("群众"), named("党员")];
    run.def.reviews = vec![round];
    run.rate("群众", 0, 0, 90);
    run.rate("党员", 0, 0, 50);
    let amended = |run: &mut Run, groups: &[&str]| {
        run.def.reviews[0].raters = groups.iter().map(|name| named(name)).collect();
        run.say(CampaignAmended {
            from: Digest([1; 32]),
            definition: Digest([2; 32]),
            sources: Vec::new(),
            reason: None,
            approver: None,
            phases: Vec::new(),
            changes: Vec::new(),
            contacts: None,
        });
        let table = run.fold.as_of(&run.def, SnapshotIx(0), date("2014-05-30"), Instant(0));
        let said = |row: &muster_protocol::table::RatedRow| {
            (row.group.clone(), row.mean.as_ref().map(|mean| mean.numerator.clone()))
        };
        table.ratings.iter().map(said).collect::<Vec<_>>()
    };
    let of = |group: &str, mean: &str| (group.to_owned(), Some(mean.to_owned()));
    assert_eq!(amended(&mut run, &["党员", "群众"]), [of("党员", "50"), of("群众", "90")]);
    assert_eq!(amended(&mut run, &["群众"]), [of("群众", "90")]);
    // What comes behind it is taken in at the new places.
    run.rate("群众", 1, 0, 70);
    assert_eq!(amended(&mut run, &["领导", "群众", "党员"]), [of("群众", "80"), of("党员", "50")]);
}
