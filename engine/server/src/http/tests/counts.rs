//! What the counts of a campaign say to the bearer of a post's token.

use muster_protocol::command::{CommandEnvelope, Receipt, ReportReceipt};
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::Position;

use super::accounts::Site;
use super::watching::play;
use super::*;
use crate::sample::{campaign, submit};

/// With two units, the counts of all say what the other one did. Those of each are its own, and together they are those of all.
#[tokio::test]
async fn counts_are_those_of_ones_own_unit() {
    let site = Site::new().await;
    let (handle, id) = (site.engine.handle(), campaign("c"));
    play(&handle, "2014-04-18T12:00:00+08:00").await;
    handle.execute(submit(&id, "1", "plan", "a")).await.unwrap();
    let rows = handle.read(Position(0), 4_096).await.unwrap();
    let to_b = rows.iter().rev().filter(|row| row.campaign == id).find_map(|row| {
        let NamedEvent::StepSent(body) = row.named().unwrap() else { return None };
        body.messages.into_iter().find(|message| message.key.contact.as_str() == "b-clerk")
    });
    let to_b = to_b.unwrap();
    let receipt = ReportReceipt {
        message: to_b.key,
        channel: to_b.channel,
        receipt: Receipt::Failed { said: None, others: Vec::new() },
    };
    let actor = ReportReceipt::gateway(&receipt.channel);
    let lost =
        CommandEnvelope { actor, command: Command::ReportReceipt(receipt), ..submit(&id, "2", "plan", "a") };
    handle.execute(lost).await.unwrap();

    let status = async |token: &str| -> serde_json::Value {
        let (status, body) = site.ask(token, "GET", "/v1/status?campaign=c", "").await;
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    };
    let whole = status(&site.server.address().token).await;
    let mut own = Vec::new();
    for post in ["a-clerk", "b-clerk", "c-clerk"] {
        own.push(status(&site.issue(post).await.token).await);
    }
    let of = |status: &serde_json::Value, path: &str| {
        status["status"]["campaigns"][0]
            .pointer(path)
            .unwrap()
            .as_u64()
            .unwrap_or_else(|| panic!("{path}: {status}"))
    };
    let in_review: Vec<u64> = own.iter().map(|status| of(status, "/items/in_review")).collect();
    assert_eq!(in_review, [1, 0, 0]);
    let all = |status: &serde_json::Value| status["status"]["dead_letters"].as_u64().unwrap();
    let dead: Vec<u64> = own.iter().map(all).collect();
    assert!(dead[0] == 0 && dead[1] > 0 && dead[2] == 0, "{dead:?}");
    let (mut paths, mut counted) = (Vec::new(), 0);
    for part in ["items", "steps", "messages"] {
        let fields = whole["status"]["campaigns"][0][part].as_object().unwrap();
        paths.extend(fields.keys().map(|field| format!("/{part}/{field}")));
    }
    let more = [
        "/afterwards",
        "/opted_out",
        "/dead_letters",
        "/today/messages",
        "/today/steps/planned",
        "/today/steps/sent",
    ];
    for path in paths.into_iter().chain(more.map(str::to_owned)) {
        let sum: u64 = own.iter().map(|status| of(status, &path)).sum();
        assert_eq!(sum, of(&whole, &path), "{path}");
        counted += usize::from(sum > 0);
    }
    assert!(counted >= 8, "there is something to count: {whole}");
    site.close().await;
}
