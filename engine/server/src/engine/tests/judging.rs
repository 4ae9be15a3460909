//! Scores over a campaign whose file changes: a snapshot is read with the definition under which it was taken, and an appeal is
//! answered against what the engine counts.

use muster_core::reconcile::reconcile;
use muster_protocol::command::{Amend, Backed, Decision, Judge, OnLine};
use muster_protocol::definition::{Appeals, Decimal, ScoreSheet};
use muster_protocol::event::Source;
use muster_protocol::ids::RoleIx;

use super::*;
use crate::read::tables::TableView;
use crate::sample::{date, score_line, score_sheet};
use crate::store;

/// The sample with a sheet of two lines, which clerks judge of their own units; an office answers appeals.
fn scored() -> Definition {
    let mut def = definition();
    add_office(&mut def, Role { name: "小组办公室".to_owned(), ..Role::default() });
    let lines = vec![score_line("实效", 20), score_line("满意", 10)];
    let appeals = Appeals { publicity: 10, by: RoleIx(1), answer: 5, last_answer: date("2014-05-30") };
    def.scores =
        vec![ScoreSheet { freeze: date("2014-04-30"), appeals: Some(appeals), ..score_sheet(lines, 30) }];
    def
}

fn backed(reason: Option<Digest>) -> Backed {
    Backed { unit: "a".to_owned(), evidence: Vec::new(), reason }
}

fn on(line: &str, reason: Option<Digest>) -> OnLine {
    OnLine { backed: backed(reason), sheet: "annual".to_owned(), line: line.to_owned() }
}

/// What a post judges, given with an id that follows from its name.
async fn judge(handle: &Handle, name: &str, actor: &str, body: Judge) -> Result<(), LinkError> {
    let wanted = envelope(&campaign("c"), name, Command::Judge(body));
    handle.execute(CommandEnvelope { actor: actor.to_owned(), ..wanted }).await.map(|_| ())
}

async fn give(handle: &Handle, line: &str, points: i32) {
    let body = Judge::Give(on(line, None), Decimal::whole(points));
    judge(handle, &format!("give-{line}-{points}"), "a联络员", body).await.unwrap();
}

/// Takes a snapshot and records its table, as the evaluation worker would; every event with the definition of its time.
async fn take(handle: &Handle, title: &str) {
    let body = Judge::Snapshot("month-end".to_owned(), title.to_owned());
    judge(handle, title, "小组办公室", body).await.unwrap();
    let (mut def, mut state, mut fold) = (Definition::default(), State::new(), Fold::new(Digest::default()));
    let mut tables = Vec::new();
    for row in handle.read(Position(0), 4_096).await.unwrap() {
        let puts = row.puts_in_force().unwrap();
        if let Some(digest) = puts {
            def = store::definition(handle.reader().as_ref(), digest).await.unwrap();
        }
        let event = state.numbering().read(puts.map(|_| &def), &row).unwrap();
        evolve(&def, &mut state, row.at, &event);
        fold.apply(&def, row.version, &event);
        if let NamedEvent::OccasionOpened(opened) = row.named().unwrap() {
            let ix = state.numbering().by_key(&opened.occasion).unwrap();
            tables.extend(fold.table(&def, ix).map(|table| (opened.occasion, table)));
        }
    }
    for (occasion, table) in tables {
        let digest = handle.store(table.to_bytes()).await.unwrap();
        let name = format!("snapshot-{occasion}");
        let record = RecordSnapshot { occasion, cutoff: table.cutoff, table: digest };
        handle.execute(envelope(&campaign("c"), &name, Command::RecordSnapshot(record))).await.unwrap();
    }
}

async fn amend(handle: &Handle, old: &Definition, new: &Definition) {
    let reconciled = reconcile(old, new, date("2014-04-01")).unwrap().definition;
    let body = Amend {
        from: old.digest(),
        definition: handle.store(reconciled.to_bytes()).await.unwrap(),
        sources: vec![Source {
            name: "sample.yaml".to_owned(),
            digest: handle.store("样本".as_bytes().to_vec()).await.unwrap(),
        }],
        reason: None,
        approver: None,
        contacts: None,
    };
    handle.execute(envelope(&campaign("c"), "amend", Command::Amend(body))).await.unwrap();
}

async fn show(handle: &Handle, name: &str) -> TableView {
    handle.show(&campaign("c"), name).await.unwrap().unwrap_or_else(|| panic!("no table {name}"))
}

/// Some columns of a table's rows, in Chinese.
fn columns(shown: &TableView, places: &[usize]) -> Vec<Vec<String>> {
    let cells = |row: &Vec<muster_protocol::catalogue::LocalizedText>| {
        places.iter().map(|at| row[*at].zh.clone()).collect()
    };
    shown.rows.iter().map(cells).collect()
}

#[tokio::test]
async fn a_snapshot_is_read_with_the_definition_under_which_it_was_taken() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    let def = scored();
    launch_of(&handle, &campaign("c"), &def).await;
    handle.tick().await.unwrap();
    give(&handle, "实效", 17).await;
    give(&handle, "满意", 9).await;
    take(&handle, "改之前").await;
    // The lines change places, one has another maximum and the other another name.
    let mut changed = def.clone();
    let lines = &mut changed.scores[0].groups[0].lines;
    lines.reverse();
    lines[0].name = "满意度".to_owned();
    lines[1].max = Decimal::whole(25);
    amend(&handle, &def, &changed).await;
    take(&handle, "改之后").await;

    let lines = show(&handle, "snapshots/month-end.asked-1/annual/lines").await;
    let of_a = |shown: &TableView| columns(shown, &[1, 2, 3])[..2].to_vec();
    assert_eq!(of_a(&lines), [["实效", "20", "17.00"], ["满意", "10", "9.00"]]);
    let lines = show(&handle, "snapshots/month-end.asked-2/annual/lines").await;
    assert_eq!(of_a(&lines), [["满意度", "10", "9.00"], ["实效", "25", "17.00"]]);

    // No points differ, and that the sheet is another is said.
    let differ = show(&handle, "snapshots/month-end.asked-1..month-end.asked-2").await;
    assert_eq!(
        columns(&differ, &[1, 2, 3, 4]),
        [["", "评分项名称", "满意", "满意度"], ["", "实效：满分", "20", "25"]]
    );
    assert!(differ.notes.iter().any(|note| note.zh.contains("活动文件改过")), "{:?}", differ.notes);
    let listed = show(&handle, "snapshots").await;
    let first = show(&handle, "snapshots/month-end.asked-1").await;
    let cutoff = &columns(&listed, &[3])[0][0];
    assert!(first.notes[0].zh.contains(&format!("第{cutoff}号事件")), "{cutoff}: {:?}", first.notes);
    let sheet = show(&handle, "snapshots/month-end.asked-1/annual").await;
    assert!(sheet.notes.iter().all(|note| !note.zh.contains("分数会变")), "{:?}", sheet.notes);
    engine.shutdown().await;
}

#[tokio::test]
async fn points_of_a_sheet_are_shown_by_themselves() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    let mut def = scored();
    let mut other = def.scores[0].clone();
    other.id = "other".to_owned();
    def.scores.push(other);
    launch_of(&handle, &campaign("c"), &def).await;
    handle.tick().await.unwrap();
    give(&handle, "实效", 17).await;
    assert_eq!(show(&handle, "points").await.rows.len(), 1);
    assert_eq!(show(&handle, "points/annual").await.rows.len(), 1);
    assert_eq!(show(&handle, "points/other").await.rows.len(), 0);
    assert_eq!(handle.show(&campaign("c"), "points/never").await.unwrap(), None);
    engine.shutdown().await;
}

/// 17 of 20 were given: an appeal may add 3, which the one who answers need not have counted.
#[tokio::test]
async fn an_appeal_is_answered_against_what_the_engine_counts() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    launch_of(&handle, &campaign("c"), &scored()).await;
    handle.tick().await.unwrap();
    give(&handle, "实效", 17).await;
    play(&handle, Some("2014-05-05T10:00:00+08:00")).await;
    let reason = Some(handle.store_text("少算了").await.unwrap());
    for line in ["实效", "满意"] {
        let name = format!("appeal-{line}");
        judge(&handle, &name, "a联络员", Judge::Appeal(on(line, reason))).await.unwrap();
    }
    let answer = async |number: u32, change: i32| {
        let decision = Decision { yes: true, reason };
        // What a sender says of the line's worth is not believed.
        let said = Some(muster_protocol::command::Worth { points: Some(Decimal(0)) });
        let body = Judge::AnswerAppeal(number, decision, Decimal::whole(change), said);
        judge(&handle, &format!("answer-{number}-{change}"), "小组办公室", body).await
    };
    let refused = async |number: u32, change: i32| match answer(number, change).await {
        Err(LinkError::Refused(refusal)) => refusal.detail.zh,
        other => panic!("{change} was taken: {other:?}"),
    };
    assert!(refused(1, 4).await.contains("最多加3分、减17分"));
    assert!(refused(2, 4).await.contains("还没有分"));
    answer(1, 3).await.unwrap();
    let lines = show(&handle, "annual/lines").await;
    assert_eq!(columns(&lines, &[1, 3])[0], ["实效", "20.00"]);
    engine.shutdown().await;
}
