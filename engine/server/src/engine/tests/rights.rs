//! Who may not is refused without an event, and counted by the ground; who acts for another is written down.

use muster_protocol::command::Ground;
use muster_protocol::definition::Right;

use super::*;
use crate::watch::metrics::Gauges;

/// The sample with rights: clerks hand in, the office hands in for them.
async fn launch_with_rights(handle: &Handle) {
    let mut def = definition();
    def.roles[0].can = vec![Right::Submit];
    let can = vec![Right::Launch, Right::Amend, Right::SubmitFor];
    add_office(&mut def, Role { name: "小组办公室".to_owned(), can, recorded: true, ..Role::default() });
    launch_of(handle, &campaign("c"), &def).await;
    handle.tick().await.unwrap();
}

#[tokio::test]
async fn who_may_not_leaves_no_event_and_is_counted_by_the_ground() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    let id = campaign("c");
    launch_with_rights(&handle).await;
    let head = *handle.head().borrow();
    let of = |name: &str, actor: &str, behalf: Option<&str>| {
        let behalf = behalf.map(str::to_owned);
        CommandEnvelope { actor: actor.to_owned(), behalf, ..submit(&id, name, "plan", "a") }
    };
    let refused = [
        (of("1", "小组办公室", None), Ground::Role),
        (of("2", "b联络员", None), Ground::Unit),
        (of("3", "b联络员", Some("a联络员")), Ground::Behalf),
        (of("4", "生人", Some("a联络员")), Ground::Behalf),
    ];
    for (envelope, ground) in refused {
        let Err(LinkError::Refused(refusal)) = handle.execute(envelope).await else { panic!("it was taken") };
        assert_eq!(refusal.code, RefusalCode::NotAllowed(ground), "{refusal}");
    }
    assert_eq!(*handle.head().borrow(), head, "no event");
    let text = handle.metrics().exposition(&Gauges::default());
    for line in [
        "muster_commands_refused_total{command=\"submit\",code=\"not-allowed\"} 4",
        "muster_commands_not_allowed_total{by=\"role\"} 1",
        "muster_commands_not_allowed_total{by=\"unit\"} 1",
        "muster_commands_not_allowed_total{by=\"behalf\"} 2",
    ] {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
    engine.shutdown().await;
}

#[tokio::test]
async fn who_acts_for_another_is_written_down_with_the_way() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    let id = campaign("c");
    launch_with_rights(&handle).await;
    let behalf = Some("a联络员".to_owned());
    let odd = CommandEnvelope { via: "By Hand".to_owned(), ..submit(&id, "odd", "plan", "a") };
    let Err(LinkError::Refused(refusal)) = handle.execute(odd).await else { panic!("it was taken") };
    assert_eq!(refusal.code, RefusalCode::BadActor);
    let envelope = CommandEnvelope { behalf, via: "phone".to_owned(), ..submit(&id, "once", "plan", "a") };
    let accepted = handle.execute(envelope).await.unwrap();
    let before = Position(accepted.position.0 - u64::from(accepted.events));
    for row in handle.read(before, 10).await.unwrap() {
        let who = (row.actor.as_str(), row.behalf.as_deref(), row.via.as_str());
        assert_eq!(who, ("小组办公室", Some("a联络员"), "phone"));
    }
    handle.view().reached(accepted.position).await.unwrap();
    let Some(Why::Item(why)) = handle.view().why(Some(&id), "plan/a").await.unwrap() else { panic!() };
    assert_eq!(why.history[0].behalf.as_deref(), Some("a联络员"));
    engine.shutdown().await;
}

#[tokio::test]
async fn an_amendment_is_judged_by_the_rights_in_force() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    let id = campaign("c");
    launch_with_rights(&handle).await;
    let rows = handle.read(Position(0), 1).await.unwrap();
    let NamedEvent::CampaignLaunched(launched) = rows[0].named().unwrap() else { panic!("not launched") };
    // The file that is asked for gives nobody any right; the one in force counts.
    let wanted = definition();
    let stored = handle.store(wanted.to_bytes()).await.unwrap();
    let amend = |approver: Option<&str>| {
        Command::Amend(muster_protocol::command::Amend {
            from: launched.definition,
            definition: stored,
            sources: launched.sources.clone(),
            reason: None,
            approver: approver.map(str::to_owned),
            contacts: None,
        })
    };
    let by = |name: &str, actor: &str, approver: Option<&str>| CommandEnvelope {
        actor: actor.to_owned(),
        ..envelope(&id, name, amend(approver))
    };
    for denied in [by("1", "a联络员", None), by("2", "小组办公室", Some("a联络员"))] {
        let Err(LinkError::Refused(refusal)) = handle.execute(denied).await else { panic!("it was taken") };
        assert_eq!(refusal.code, RefusalCode::NotAllowed(Ground::Role), "{refusal}");
    }
    // Who may gets further: the file lacks a role and is not reconciled.
    let Err(LinkError::Refused(refusal)) = handle.execute(by("3", "小组办公室", None)).await else {
        panic!("it was taken")
    };
    assert_eq!(refusal.code, RefusalCode::Infeasible, "{refusal}");
    engine.shutdown().await;
}

#[tokio::test]
async fn who_read_what_is_written_down_for_the_roles_of_which_the_file_says_so() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    let id = campaign("c");
    launch_with_rights(&handle).await;
    for (post, unit) in [("a-clerk", "b"), ("office", "a"), ("office", "a"), ("office", "b")] {
        handle.was_read(&id, post, unit, "plan/x").await;
    }
    let read = handle.contacts().readings(&id).await.unwrap();
    let read: Vec<(&str, &str)> = read.iter().map(|it| (it.post.as_str(), it.unit.as_str())).collect();
    assert_eq!(read, [("office", "a"), ("office", "b")], "once a day, and nothing of a role that is silent");
    engine.shutdown().await;
}
