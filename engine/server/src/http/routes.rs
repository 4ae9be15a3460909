//! Every request that is answered, as data: who may make it, what it takes and what it gives. The OpenAPI document is made
//! from this list, and what a post's token opens is read from it; a test holds it to the routers.

use axum::http::Method;

/// Where an engine proves itself.
pub const PROOF_PATH: &str = "/v1/proof";

/// Who may make a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// Anybody who asks by an address or a name of this engine.
    Anybody,
    /// Anybody on this machine; elsewhere the token of the address file.
    Here,
    /// The bearer of a post's token, within its campaign, and the holder of the directory.
    Posts,
    /// The holder of the directory, by the token of its address file.
    Directory,
    /// The counterpart of a channel, by the secret of its channel's settings.
    Gateways,
}

/// One request.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// Its method.
    pub method: &'static str,
    /// Its path, with parameters in braces.
    pub path: &'static str,
    /// Who may make it.
    pub open: Open,
    /// Its parameters in the query: name and meaning.
    pub query: &'static [(&'static str, &'static str)],
    /// Its body: a schema of the document, or a media type.
    pub takes: Option<&'static str>,
    /// What a good answer holds: a schema of the document, or a media type.
    pub gives: &'static str,
    /// What it is for.
    pub about: &'static str,
}

const CAMPAIGN: (&str, &str) =
    ("campaign", "Id of the campaign; a post's token needs none, and opens its own alone.");
const AFTER: (&str, &str) = (
    "after",
    "Place behind which to begin, such as `534.2.1f3a9c02` (position, generation, log); a position alone will do at first.",
);
const FILTERS: [(&str, &str); 5] = [
    ("family", "A family such as `item`, or a name such as `item.late`."),
    ("unit", "Code of a unit."),
    ("item", "An item, such as `unit-plan/005`."),
    ("from", "First local day."),
    ("until", "Last local day."),
];

const fn get(path: &'static str, open: Open, gives: &'static str, about: &'static str) -> Route {
    Route { method: "GET", path, open, query: &[], takes: None, gives, about }
}

const fn post(
    path: &'static str,
    open: Open,
    (takes, gives): (&'static str, &'static str),
    about: &'static str,
) -> Route {
    Route { method: "POST", path, open, query: &[], takes: Some(takes), gives, about }
}

impl Route {
    const fn query(self, query: &'static [(&'static str, &'static str)]) -> Self {
        Self { query, ..self }
    }

    /// Whether this is a request's: a HEAD is asked for as a GET.
    pub(super) fn is(&self, method: &Method, path: &str) -> bool {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        self.method == method.as_str() && self.path == path
    }
}

/// All of them.
pub const ROUTES: &[Route] = &[
    get("/healthz", Open::Anybody, "text/plain", "Whether the process is alive."),
    get("/readyz", Open::Anybody, "Ready", "Whether it can do its work; 503 with the cause where it cannot."),
    get("/metrics", Open::Here, "application/openmetrics-text", "The numbers, for Prometheus."),
    get(PROOF_PATH, Open::Anybody, "Proof", "Proves that this is the engine of the address file, before a token is shown.")
        .query(&[("challenge", "Any text of at most 128 bytes, a new one each time.")]),
    post("/v1/commands", Open::Posts, ("CommandEnvelope", "Accepted"), "Gives a command; answered when it is durable. The same id, or the same header Idempotency-Key, changes nothing twice."),
    post("/v1/questions", Open::Posts, ("Question", "Answer"), "Asks what workers ask. A post's token asks for the definition in force, and where a visit of its own could lie instead."),
    post("/v1/blobs", Open::Posts, ("application/octet-stream", "Stored"), "Stores a file; a command names it by its digest."),
    get("/v1/blobs/{digest}", Open::Posts, "application/octet-stream", "Reads one. A post's token reads the definition in force, and files that were handed in as far as it may see that unit's matters."),
    post("/v1/texts", Open::Posts, ("text/plain", "Stored"), "Stores a free text under a salted digest."),
    post("/v1/contacts", Open::Directory, ("Contacts", "Staged"), "Stages accounts; they count once a command that names them is accepted."),
    post("/v1/receipts/{channel}", Open::Gateways, ("application/json", "text/plain"), "Tells what became of letters that the counterpart of a channel took, as the channel's settings read it; answered with what they say the counterpart wants to hear.")
        .query(&[("token", "The secret of the channel's receipts, where it cannot be sent as a bearer's token.")]),
    post("/v1/clock/accept", Open::Directory, ("AcceptedBy", "AcceptedJump"), "Accepts the machine's clock after a jump."),
    get("/v1/clock/impact", Open::Directory, "ClockImpact", "What would fall due if the machine's clock were accepted."),
    get("/v1/status", Open::Posts, "EngineStatus", "How the engine and its campaigns stand, as `muster status --json` prints it.")
        .query(&[CAMPAIGN]),
    get("/v1/dead", Open::Directory, "DeadLetters", "What was given up."),
    get("/v1/why/{name}", Open::Posts, "Why", "The story of an item, step, message, unit or occasion; slashes of the name are percent-encoded.")
        .query(&[CAMPAIGN]),
    get("/v1/campaigns", Open::Posts, "Campaigns", "Ids of the campaigns."),
    get("/v1/ranking", Open::Posts, "Ranking", "A ranking; the latest where no snapshot is named.")
        .query(&[CAMPAIGN, ("snapshot", "Occasion of the snapshot.")]),
    get("/v1/rankings", Open::Posts, "Rankings", "The latest ranking of the campaign, or of each.").query(&[CAMPAIGN]),
    get("/v1/visits", Open::Posts, "Visits", "The visits of a campaign, with how each stands.").query(&[CAMPAIGN]),
    get("/v1/visits/unplanned", Open::Posts, "UnplannedVisits", "Places that await a visit and have none planned: those for which a plan had no slot, with why, and those of rounds that are over.").query(&[CAMPAIGN]),
    get("/v1/occasions", Open::Posts, "Occasions", "The occasions of a campaign with their dates and counts.").query(&[CAMPAIGN]),
    get("/v1/show/{name}", Open::Posts, "Table", "A table, as `muster show --json` prints it.").query(&[CAMPAIGN]),
    get("/v1/texts/{name}", Open::Posts, "Texts", "What was said about an item or a case: reasons, records, answers. A post reads its own unit's, and what the file's rights open.")
        .query(&[CAMPAIGN]),
    get("/v1/events", Open::Posts, "Events", "A page of events; with wait_ms it waits for the next one.").query(&[
        AFTER,
        ("limit", "Most events of the page, at most 1000."),
        ("wait_ms", "How long to wait where there is none yet, at most 30000."),
        CAMPAIGN,
    ]),
    get("/events", Open::Posts, "text/event-stream", "Every event that passes, as server-sent events: data is an Event, id its place; `event: reset` tells that the log is another, `event: trouble` why the stream ends. Last-Event-ID goes on from there.")
        .query(&[AFTER, CAMPAIGN, FILTERS[0], FILTERS[1], FILTERS[2], FILTERS[3], FILTERS[4]]),
    get("/v1/tokens", Open::Directory, "Tokens", "The tokens of posts, without their texts."),
    post("/v1/tokens", Open::Directory, ("Issue", "Issued"), "Issues a token; its text is shown this once."),
    get("/v1/links", Open::Directory, "Links", "The links to posts' pages, without their texts."),
    post("/v1/links", Open::Directory, ("LinkWish", "IssuedLink"), "Makes a link to a post's page; it is shown this once."),
    post("/v1/links/revoke", Open::Directory, ("Revoke", "Links"), "Revokes all links of a post, or one by its id."),
    post("/v1/tokens/revoke", Open::Directory, ("Revoke", "Tokens"), "Revokes all tokens of a post, or one by its id."),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::description::Filter;

    /// Paths as the routers have them.
    fn routed() -> BTreeSet<&'static str> {
        let sources = [
            include_str!("accounts.rs"),
            include_str!("following.rs"),
            include_str!("links.rs"),
            include_str!("reading.rs"),
            include_str!("receipts.rs"),
            include_str!("watching.rs"),
            include_str!("writing.rs"),
        ];
        let literal = |rest: &'static str| rest.strip_prefix('"').and_then(|rest| rest.split('"').next());
        let paths = sources.into_iter().flat_map(|source| source.split(".route(").skip(1));
        paths.map(|rest| literal(rest).unwrap_or(PROOF_PATH)).collect()
    }

    #[test]
    fn the_list_has_every_path_of_the_routers_and_no_other() {
        assert_eq!(ROUTES.iter().map(|route| route.path).collect::<BTreeSet<_>>(), routed());
        let mut both: Vec<_> = ROUTES.iter().map(|route| (route.method, route.path)).collect();
        both.sort_unstable();
        assert!(both.windows(2).all(|pair| pair[0] != pair[1]), "{both:?}");
    }

    #[test]
    fn a_follower_has_every_filter() {
        let follow = ROUTES.iter().find(|route| route.path == "/events").unwrap();
        let names: BTreeSet<&str> = follow.query.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, Filter::PARAMETERS.into_iter().chain(["after"]).collect());
    }
}
