//! Files that were handed in: the table, the very same file of two units, and all of it once more from the log.

use muster_protocol::command::Erase;

use super::erasing::hand_in;
use super::*;
use crate::read::tables::TableView;
use crate::view::VIEW_FILE;

async fn show(handle: &Handle, name: &str) -> TableView {
    handle.view().reached(*handle.head().borrow()).await.unwrap();
    handle.show(&campaign("c"), name).await.unwrap().unwrap_or_else(|| panic!("no table {name}"))
}

fn column(shown: &TableView, at: usize) -> Vec<String> {
    shown.rows.iter().map(|row| row[at].zh.clone()).collect()
}

#[tokio::test]
async fn the_same_file_of_two_units_is_flagged_also_after_the_view_was_rebuilt() {
    let Site { dir, engine, handle } = Site::launched().await;
    let id = campaign("c");
    handle.tick().await.unwrap();
    let own = handle.store(b"a's own".to_vec()).await.unwrap();
    let copied = handle.store(b"copied".to_vec()).await.unwrap();
    handle.execute(hand_in(&id, "b", copied)).await.unwrap();
    handle.execute(hand_in(&id, "a", own)).await.unwrap();
    assert!(show(&handle, "evidence/duplicates").await.rows.is_empty());
    handle.execute(hand_in(&id, "c", copied)).await.unwrap();
    let all = show(&handle, "evidence").await;
    assert_eq!(column(&all, 1), ["plan/b", "plan/a", "plan/c"]);
    assert_eq!(column(&all, 6), ["重复材料，同plan/c", "", "重复材料，同plan/b"]);
    assert_eq!(all.rows[0][0].en, copied.to_string()[..12]);
    assert_eq!((all.rows[0][2].zh.as_str(), all.rows[0][4].zh.as_str()), ("报告", "2014-04-01 09:00"));
    assert_eq!(column(&show(&handle, "evidence/a").await, 1), ["plan/a"]);
    assert_eq!(column(&show(&handle, "evidence/duplicates").await, 1), ["plan/b", "plan/c"]);
    let one = show(&handle, &format!("evidence/{}", &copied.to_string()[..9])).await;
    assert_eq!(column(&one, 0), [copied.to_string(), copied.to_string()]);
    assert_eq!(handle.show(&id, "evidence/nobody").await.unwrap(), None);
    let Some(Why::Item(why)) = handle.view().why(Some(&id), "plan/c").await.unwrap() else { panic!() };
    assert_eq!(why.evidence[0].also, ["plan/b"]);
    let reason = handle.store_text("重复").await.unwrap();
    let erase = Command::Erase(Erase { blob: own, reason, everywhere: false });
    handle.execute(envelope(&id, "erase", erase)).await.unwrap();
    assert!(show(&handle, "evidence/a").await.rows[0][6].zh.starts_with("已删除"));
    let before = show(&handle, "evidence").await;
    engine.shutdown().await;
    for name in [VIEW_FILE.to_owned(), format!("{VIEW_FILE}-wal"), format!("{VIEW_FILE}-shm")] {
        let _ = std::fs::remove_file(dir.path().join(name));
    }
    let engine = open(dir.path()).await;
    assert_eq!(show(&engine.handle(), "evidence").await, before);
    engine.shutdown().await;
}

#[tokio::test]
async fn what_is_of_no_kind_that_may_be_handed_in_is_refused_whichever_way_it_came() {
    let Site { dir: _dir, engine, handle } = Site::launched().await;
    let id = campaign("c");
    handle.tick().await.unwrap();
    for bytes in [vec![0; 64], b"MZ\x90\0\x03".to_vec()] {
        let file = handle.store(bytes).await.unwrap();
        let no = handle.execute(hand_in(&id, "a", file)).await;
        let Err(LinkError::Refused(refusal)) = no else { panic!("it was taken: {no:?}") };
        assert_eq!(refusal.code, RefusalCode::Incomplete);
        assert!(refusal.detail.zh.contains(&file.to_string()[..12]), "{}", refusal.detail.zh);
    }
    let plan = handle.store(b"%PDF-1.4".to_vec()).await.unwrap();
    handle.execute(hand_in(&id, "a", plan)).await.unwrap();
    engine.shutdown().await;
}

#[tokio::test]
async fn what_passed_on_names_its_successor_and_the_successor_where_it_came_from() {
    let Site { dir: _dir, engine, handle } = Site::launched().await;
    let id = campaign("c");
    play(&handle, Some("2014-04-22T12:00:00+08:00")).await;
    handle.view().reached(*handle.head().borrow()).await.unwrap();
    let why = async |name: &str| match handle.view().why(Some(&id), name).await.unwrap() {
        Some(Why::Item(why)) => *why,
        other => panic!("{name}: {other:?}"),
    };
    let (merged, successor) = (why("plan/b").await, why("plan/c").await);
    assert_eq!(merged.state, "passed-on");
    let to = merged.passed_to.unwrap();
    assert_eq!((to.item.as_str(), to.unit.as_str()), ("plan/c", "c"));
    assert_eq!(successor.passed_from.len(), 1);
    assert_eq!(
        (successor.passed_from[0].item.as_str(), successor.passed_from[0].position),
        ("plan/b", to.position)
    );
    assert!(successor.passed_to.is_none() && merged.passed_from.is_empty());
    engine.shutdown().await;
}

#[tokio::test]
async fn what_a_unit_that_left_still_owed_is_late_in_the_record_and_not_late_now() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    let (id, mut def) = (campaign("c"), definition());
    // Its plan is due on 4/25.
    def.units[1].left = Some("2014-04-28".parse().unwrap());
    launch_of(&handle, &id, &def).await;
    let stands = async |until: &str| {
        play(&handle, Some(until)).await;
        handle.view().reached(*handle.head().borrow()).await.unwrap();
        let status = handle.view().status(Some(&id), handle.clock().now()).await.unwrap();
        let Some(Why::Item(why)) = handle.view().why(Some(&id), "plan/b").await.unwrap() else { panic!() };
        (status.campaigns[0].items, why.state, why.late)
    };
    let (before, state, late) = stands("2014-04-28T12:00:00+08:00").await;
    assert_eq!((before.late_open, before.ended, state.as_str(), late), (2, 0, "open", true));
    let (after, state, late) = stands("2014-04-29T12:00:00+08:00").await;
    assert_eq!((after.late_open, after.late, after.ended), (1, before.late, 1));
    assert_eq!((state.as_str(), late), ("ended", true), "its lateness stays its own");
    engine.shutdown().await;
}
