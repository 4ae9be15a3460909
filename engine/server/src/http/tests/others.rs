//! What the bearer of a post's token is told of others by what it asks for: by filters, and by the stories of tasks.

use muster_protocol::command::{Assign, CommandEnvelope};
use muster_protocol::definition::Assignable;
use muster_protocol::ids::{DutyIx, RoleIx};
use muster_protocol::time::TimeOfDay;
use serde_json::Value;

use super::accounts::Site;
use super::watching::{Follower, play};
use super::*;
use crate::sample::{campaign, date, definition, envelope, launch_of, submit};

async fn json(site: &Site, token: &str, path: &str) -> Value {
    let (status, body) = site.ask(token, "GET", path, "").await;
    assert_eq!(status, 200, "{path}: {body}");
    serde_json::from_str(&body).unwrap()
}

/// Units that were late together stand in one event, of which each hears the name alone: asked for by another's name it would tell
/// that the other stands in it too.
#[tokio::test]
async fn an_event_is_found_by_what_one_sees_of_it() {
    let site = Site::new().await;
    let (handle, id) = (site.engine.handle(), campaign("c"));
    let token = site.issue("a-clerk").await.token;
    play(&handle, "2014-04-30T00:00:00+08:00").await;
    // What it did itself it hears whole, whatever it is about: with this its stream for unit c begins.
    let own = CommandEnvelope { actor: "a-clerk".to_owned(), ..submit(&id, "1", "plan", "c") };
    handle.execute(own).await.unwrap();
    let all = json(&site, &site.server.address().token, "/v1/events?campaign=c").await;
    let late = |event: &&Value| event["name"] == "item.late" && event["body"]["occasion"] == "plan";
    let late = all["events"].as_array().unwrap().iter().find(late).unwrap();
    let named = late["body"]["units"].to_string();
    assert!(named.contains("\"a\"") && named.contains("\"c\""), "{named}");
    for path in ["/events?family=item&unit=c", "/events?family=item&item=plan/c"] {
        let mut follower = Follower::by(&site.server, &token, path, "").await;
        let first = follower.events(1).await.remove(0).1;
        assert_eq!(
            (first.name.as_str(), first.about.as_deref()),
            ("item.submitted", Some("plan/c")),
            "{path}"
        );
    }
    // By its own name it finds the event, and hears no more of it than without a filter.
    let mut follower = Follower::by(&site.server, &token, "/events?family=item.late&item=plan/a", "").await;
    let (position, event) = follower.events(1).await.remove(0);
    assert_eq!(Some(position), late["position"].as_u64());
    assert!(event.body.is_null() && event.bytes.is_empty() && event.record.content.is_none(), "{event:?}");
    site.close().await;
}

/// A task that was given to others alone is nothing to a unit: not in its story, nor in the log, nor in a table.
#[tokio::test]
async fn a_task_of_others_is_nothing() {
    let mut def = definition();
    let (id, name) = ("study".to_owned(), "任务".to_owned());
    def.assignable.push(Assignable { id, name, refs: Vec::new(), by: RoleIx(0), duty: DutyIx(1) });
    let site = Site::of(&def).await;
    let handle = site.engine.handle();
    for (title, units) in [("整改", vec!["b"]), ("自查", vec!["a", "b"])] {
        let to = units.into_iter().map(str::to_owned).collect();
        let (task, due_day) = ("study".to_owned(), date("2014-04-10"));
        let given = Command::Assign(Assign { task, title: title.to_owned(), to, due_day });
        let given = CommandEnvelope { actor: "b-clerk".to_owned(), ..envelope(&campaign("c"), title, given) };
        handle.execute(given).await.unwrap();
    }
    let (token, ops) = (site.issue("a-clerk").await.token, site.server.address().token.clone());
    let planned = json(&site, &ops, "/v1/occasions?campaign=c").await;
    let key_of = |title: &str| {
        let mut all = planned.as_array().unwrap().iter();
        let found = all.find(|one| one["given"]["title"] == title).unwrap();
        found["occasion"]["key"].as_str().unwrap().to_owned()
    };
    let (theirs, shared) = (key_of("整改"), key_of("自查"));
    let told = json(&site, &ops, "/v1/why/study?campaign=c").await.to_string();
    assert!(told.contains("整改") && told.contains("自查"), "{told}");
    let told = json(&site, &token, "/v1/why/study").await.to_string();
    assert!(!told.contains("整改") && told.contains("自查"), "{told}");
    let status = async |token: &str, path: String| site.ask(token, "GET", &path, "").await.0;
    for path in [format!("/v1/why/{theirs}?campaign=c"), format!("/v1/show/{theirs}?campaign=c")] {
        assert_eq!(status(&ops, path.clone()).await, 200, "{path}");
        assert_eq!(status(&token, path.clone()).await, 404, "{path}");
    }
    assert_eq!(status(&token, format!("/v1/why/{shared}")).await, 200);
    // Whether another unit has an item of a task is not told by the kind of the no.
    for (item, there) in [(format!("{theirs}%2Fb"), 200), (format!("{shared}%2Fc"), 404)] {
        assert_eq!(status(&ops, format!("/v1/why/{item}?campaign=c")).await, there, "{item}");
        assert_eq!(status(&token, format!("/v1/why/{item}")).await, 403, "{item}");
    }
    assert_eq!(status(&token, format!("/v1/why/{theirs}%2Fa")).await, 404, "its own, and not there");
    let opened = async |token: &str| -> Vec<String> {
        let all = json(&site, token, "/v1/events?campaign=c").await;
        let all = all["events"].as_array().unwrap().iter().filter(|event| event["name"] == "occasion.opened");
        all.filter_map(|event| event["about"].as_str().map(str::to_owned)).collect()
    };
    assert!(opened(&ops).await.contains(&theirs));
    let own = opened(&token).await;
    assert!(!own.contains(&theirs) && own.contains(&shared), "{own:?}");
    site.close().await;
}

#[tokio::test]
async fn the_next_instant_is_of_ones_own_campaign() {
    let mut def = definition();
    let site = Site::of(&def).await;
    let handle = site.engine.handle();
    let token = site.issue("a-clerk").await.token;
    handle.tick().await.unwrap();
    let own = handle.next_due();
    def.phases[0].notice = Some(TimeOfDay(9 * 60 + 15));
    launch_of(&handle, &campaign("other"), &def).await;
    handle.tick().await.unwrap();
    assert!(own.is_some() && handle.next_due() < own, "something is due elsewhere before");
    let status: EngineStatus =
        serde_json::from_str(&site.ask(&token, "GET", "/v1/status", "").await.1).unwrap();
    assert_eq!(status.next_due, own);
    site.close().await;
}
