//! Opting out by one click of a mail program (RFC 8058): it posts to the address that stands in the head of a letter, without a page
//! and without a form. Who only looks at that address is led to the page, and nothing changes.

use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::html;
use muster_protocol::command::{Command, CommandEnvelope, OptOut};
use muster_protocol::id;
use muster_protocol::ids::CommandId;
use muster_wire::link::LinkError;

use super::Entered;
use super::guest::Guest;
use super::shown::{Fault, Page};
use crate::execute::account::machine_today;
use crate::http::AppState;

/// Largest body: one field, as a form of either kind.
pub(super) const BODY_BYTES_MAX: usize = 4 * 1024;

/// Leads to where the page offers it.
pub(super) async fn look(Entered { guest, .. }: Entered) -> Response {
    let home = format!("{}#reminders", guest.home("../"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, home)]).into_response()
}

/// Opts the link's post out. Nobody can post here who was not told the link, so that there is no form whose secret could be asked
/// for; all that can be done here is this. The answer is no redirect, which mail programs do not follow.
pub(super) async fn act(Entered { app, guest, .. }: Entered, body: Bytes) -> Response {
    match opt_out(&app, &guest, &body).await {
        Ok(()) => {
            let lang = guest.lang;
            let body = html! {
                p .done role="status" { (lang.say("you-have-opted-out-of-reminders")) }
                p { a href=(guest.home("../")) { (lang.say("back-to-my-items")) } }
            };
            let title = lang.say("heading-reminders").to_owned();
            Page { title, body, below: true }.respond(&guest, StatusCode::OK)
        }
        Err(fault) => fault.respond(&guest),
    }
}

async fn opt_out(app: &AppState, guest: &Guest, body: &[u8]) -> Result<(), Fault> {
    if !is_one_click(body) {
        return Err(Fault::sent(StatusCode::BAD_REQUEST, id!("this-did-not-come-from-a-form-of")));
    }
    let (campaign, post) = (guest.link.campaign.clone(), guest.link.post.clone());
    let command = Command::OptOut(OptOut { contact: post.as_str().into(), out: true });
    // A click is not the one before: somebody may have opted in again between them. The state makes twice once.
    let id = CommandId(uuid::Uuid::new_v4().into_bytes());
    let envelope =
        CommandEnvelope { id, campaign, actor: post, behalf: None, via: "page".to_owned(), command };
    let caller = guest.caller();
    let envelope =
        caller.envelope(app, envelope).await?.map_err(|denied| LinkError::Refused(denied.refusal))?;
    app.bounds.give(caller.who(), machine_today()).map_err(LinkError::Refused)?;
    app.handle.execute(envelope).await?;
    Ok(())
}

/// Whether a mail program posts what it is to post, as a form of either kind.
fn is_one_click(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    text.contains("List-Unsubscribe") && text.contains("One-Click")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_comes_as_a_form_of_either_kind() {
        assert!(is_one_click(b"List-Unsubscribe=One-Click"));
        let parts =
            "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
        assert!(is_one_click(parts.as_bytes()));
        for other in ["", "out=yes", "List-Unsubscribe=", "One-Click", "\u{0}"] {
            assert!(!is_one_click(other.as_bytes()), "{other}");
        }
    }
}
