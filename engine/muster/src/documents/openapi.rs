//! The OpenAPI 3.1 document of what a running engine answers over HTTP, made from the list of its requests. It is kept as
//! `proto/openapi.yaml`; a test compares.

use muster_server::http::routes::{Open, ROUTES, Route};

use super::asyncapi::{Node, event, map, reference, text};

const ABOUT: &str = "A running `muster up` or `muster engine` answers here, on an address of this machine unless --listen says another one; \
    TLS is a proxy's. The holder of the data directory shows the token of its file `address`; everybody else the token of a post, issued \
    by `muster account issue`. The same command under the same id changes nothing twice.";

/// A schema of the document: its name, what it is, and its fields with type and meaning. A type that begins with `#` is another
/// schema, one that ends in `[]` a list; `?` stands for a field that may be missing or null.
type Schema = (&'static str, &'static str, &'static [(&'static str, &'static str, &'static str)]);

const SCHEMAS: &[Schema] = &[
    (
        "CommandEnvelope",
        "A command. Which commands there are, and their bodies, is in proto/PROTOCOL.md.",
        &[
            (
                "id",
                "string?",
                "Its identity, a UUID of version 7; without it the header Idempotency-Key is needed",
            ),
            ("campaign", "string", "Id of the campaign"),
            ("actor", "string", "Post on whose authority it is given, such as 005-clerk"),
            ("behalf", "string?", "Post on whose behalf, where that is another's"),
            ("via", "string", "By which way it was given, such as http"),
            (
                "command",
                "object",
                "The command's name as the one key, its body as the value: {\"Submit\": {...}}",
            ),
        ],
    ),
    (
        "Accepted",
        "The answer to a command that was accepted.",
        &[
            ("position", "integer", "Where the log stood after it"),
            ("version", "integer", "Where the campaign stood after it"),
            (
                "events",
                "integer",
                "How many events it made; 0 where it changed nothing, or had been accepted before",
            ),
        ],
    ),
    (
        "Refusal",
        "A no that is not the caller's mistake in form: 409, or 403 where it is the right that is missing.",
        &[
            (
                "code",
                "any",
                "What kind of no: a name, or an object of a name and its ground, such as {\"NotAllowed\": \"Role\"}",
            ),
            ("detail", "object", "What exactly, in each language: zh, en"),
            ("instead", "string?", "A name that exists and may have been meant"),
        ],
    ),
    (
        "Problem",
        "A request that cannot be dealt with, or not now.",
        &[
            ("error", "string", "What is wrong, in English"),
            ("after_ms", "integer?", "When to try again, where that helps"),
            ("behind", "object?", "How far the view is: position and head"),
        ],
    ),
    ("Question", "A question of a worker, such as {\"Definition\": {\"campaign\": \"c\"}}.", &[]),
    ("Answer", "The answer, under the name of the question.", &[]),
    ("Stored", "What was stored.", &[("digest", "string", "Its digest: BLAKE3, 64 hexadecimal digits")]),
    (
        "Contacts",
        "Accounts of a campaign.",
        &[("campaign", "string", "The campaign"), ("contacts", "#Contact[]", "How its contacts are reached")],
    ),
    (
        "Contact",
        "How a contact is reached.",
        &[
            ("contact", "string", "Its id, such as 005-clerk"),
            ("channel", "string", "Name of the channel"),
            ("account", "string", "Account on it"),
        ],
    ),
    ("Staged", "What was staged, by its digest.", &[]),
    ("AcceptedBy", "On whose authority time is accepted.", &[("actor", "string", "A post")]),
    (
        "AcceptedJump",
        "The jump that was accepted.",
        &[("forward_ms", "integer?", "How far the machine's clock was ahead; null when time was not held")],
    ),
    (
        "ClockImpact",
        "What would fall due.",
        &[
            ("campaigns", "integer", "Campaigns in which something falls due"),
            ("over", "integer", "Of these, those that would be over"),
            ("steps", "integer", "Steps that would go out"),
            ("missed", "integer", "Steps that are too old to be made up for"),
            ("late", "integer", "Items that would become late"),
        ],
    ),
    (
        "Ready",
        "Each part is `ok`, or says what is wrong.",
        &[
            ("ready", "boolean", "Whether all is well that commands and people need"),
            ("writer", "string", "Whether commands are taken"),
            ("view", "string", "Whether the view follows the log"),
            ("time", "string", "Whether time moves"),
            ("sending", "string", "Whether what is due is sent"),
            ("relay", "string", "Whether events reach NATS; `none` where they are not published"),
        ],
    ),
    ("Proof", "A proof over the challenge.", &[("proof", "string", "64 hexadecimal digits")]),
    ("EngineStatus", "As `muster status --json` prints it.", &[]),
    ("DeadLetters", "A list of what was given up.", &[]),
    ("Why", "As `muster why --json` prints it.", &[]),
    ("Campaigns", "A list of ids.", &[]),
    ("Ranking", "One ranking.", &[]),
    ("Rankings", "A list of rankings.", &[]),
    ("Visits", "As `muster visits list --json` prints it.", &[]),
    (
        "UnplannedVisits",
        "A list of places, each with its name, the key and due day of the round's occasion, whether the round goes on, and why \
         the last plan had no visit for it: who was to go, the reason, when, and by which event.",
        &[],
    ),
    ("Occasions", "A list of occasions.", &[]),
    ("Table", "As `muster show --json` prints it.", &[]),
    (
        "Events",
        "A page of the log.",
        &[
            ("head", "integer", "Position of the log's last event"),
            ("place", "string", "Where the next page begins: its `after`"),
            ("reset", "object?", "There where the log is not the one of the place that was named"),
            ("events", "#Event[]", "The events, in order"),
        ],
    ),
    (
        "Token",
        "A token, without its text.",
        &[
            ("id", "string", "Its name, for revoking"),
            ("campaign", "string", "The campaign that it opens"),
            ("post", "string", "The post that its bearer acts as"),
            ("issued", "string", "When it was issued, RFC 3339"),
            ("expires", "string", "From when on it opens nothing"),
            ("revoked", "string?", "When it was revoked"),
            ("used", "string?", "Last day on which it was shown"),
        ],
    ),
    ("Tokens", "A list of tokens.", &[]),
    (
        "Issue",
        "A wish for a token.",
        &[
            ("campaign", "string", "The campaign that it opens"),
            ("post", "string", "The post, by its id or its word"),
            ("days", "integer", "For how many days"),
        ],
    ),
    ("Issued", "A token with its text, which is shown this once.", &[]),
    (
        "Revoke",
        "A wish that tokens, or links, end.",
        &[
            ("campaign", "string", "The campaign"),
            ("which", "string", "A post, or the id of a token or link"),
        ],
    ),
    (
        "Link",
        "A link to a post's page, without its text.",
        &[
            ("id", "string", "Its name, for revoking"),
            ("campaign", "string", "The campaign that it opens"),
            ("post", "string", "The post that its bearer acts as"),
            ("scope", "string", "What it opens there"),
            ("message", "string?", "The message that carried it"),
            ("holder", "string", "Digest of the accounts that the post had"),
            ("issued", "string", "When it was made, RFC 3339"),
            ("expires", "string", "From when on it opens nothing"),
            ("revoked", "string?", "When it was revoked"),
        ],
    ),
    ("Texts", "A list of what was said: position, at, event, actor, texts.", &[]),
    ("Links", "A list of links.", &[]),
    (
        "LinkWish",
        "A wish for a link.",
        &[
            ("campaign", "string", "The campaign that it opens"),
            ("post", "string", "The post, by its id or its word"),
        ],
    ),
    (
        "IssuedLink",
        "A link with its text, which is shown this once.",
        &[("page", "string", "Where it leads"), ("metadata", "#Link", "What is kept of it")],
    ),
];

/// The document as YAML.
///
/// # Errors
/// What the writer of YAML says.
pub fn document() -> anyhow::Result<String> {
    let license = map([("name", text("MIT OR Apache-2.0")), ("identifier", text("MIT OR Apache-2.0"))]);
    let info = map([
        ("title", text("muster over HTTP")),
        ("version", text(env!("CARGO_PKG_VERSION"))),
        ("license", license),
        ("description", text(ABOUT)),
    ]);
    let token = map([
        ("type", text("http")),
        ("scheme", text("bearer")),
        ("description", text("A post's token, or that of the file `address` in the data directory.")),
    ]);
    let server = map([
        ("url", text("http://127.0.0.1:9464")),
        ("description", text("This machine, with --listen 127.0.0.1:9464.")),
    ]);
    let document = map([
        ("openapi", text("3.1.0")),
        ("info", info),
        ("servers", Node::List(vec![server])),
        ("paths", paths()),
        ("components", map([("schemas", schemas()), ("securitySchemes", map([("token", token)]))])),
    ]);
    Ok(format!("# Made by `muster openapi`; a test compares.\n{}", serde_saphyr::to_string(&document)?))
}

fn paths() -> Node {
    let mut paths: Vec<(String, Vec<(String, Node)>)> = Vec::new();
    for route in ROUTES {
        let one = (route.method.to_ascii_lowercase(), operation(route));
        match paths.iter_mut().find(|(path, _)| path == route.path) {
            Some((_, operations)) => operations.push(one),
            None => paths.push((route.path.to_owned(), vec![one])),
        }
    }
    Node::Map(paths.into_iter().map(|(path, operations)| (path, Node::Map(operations))).collect())
}

/// `GET /v1/why/{name}` is `get_v1_why_name`.
fn name(route: &Route) -> String {
    let path: String = route.path.chars().filter(|c| !matches!(c, '{' | '}')).collect();
    format!("{}{}", route.method.to_ascii_lowercase(), path.replace('/', "_"))
}

fn operation(route: &Route) -> Node {
    let who = match route.open {
        Open::Anybody => "No token is needed.",
        Open::Here => "No token is needed on this machine; from elsewhere that of the directory.",
        Open::Posts => "Open to a post's token, within its campaign.",
        Open::Directory => "For the token of the directory alone.",
        Open::Gateways => "For the counterpart of a channel alone, by the secret of the channel's settings.",
    };
    let mut fields = vec![
        ("operationId".to_owned(), text(name(route))),
        ("summary".to_owned(), text(route.about)),
        ("description".to_owned(), text(who)),
        ("security".to_owned(), security(route.open)),
    ];
    let parameters = parameters(route);
    if !parameters.is_empty() {
        fields.push(("parameters".to_owned(), Node::List(parameters)));
    }
    if let Some(takes) = route.takes {
        let body = map([("required", Node::Flag(true)), ("content", content(takes))]);
        fields.push(("requestBody".to_owned(), body));
    }
    fields.push(("responses".to_owned(), responses(route)));
    Node::Map(fields)
}

fn security(open: Open) -> Node {
    let token = || map([("token", Node::List(Vec::new()))]);
    match open {
        Open::Anybody => Node::List(Vec::new()),
        Open::Here => Node::List(vec![Node::Map(Vec::new()), token()]),
        Open::Posts | Open::Directory | Open::Gateways => Node::List(vec![token()]),
    }
}

fn parameters(route: &Route) -> Vec<Node> {
    let one = |name: &str, place: &str, meaning: &str, needed: bool| {
        map([
            ("name", text(name)),
            ("in", text(place)),
            ("required", Node::Flag(needed)),
            ("description", text(meaning)),
            ("schema", map([("type", text("string"))])),
        ])
    };
    let mut all: Vec<Node> = route
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| one(name, "path", "What is asked for, percent-encoded.", true))
        .collect();
    all.extend(route.query.iter().map(|(name, meaning)| one(name, "query", meaning, false)));
    if route.path == "/v1/commands" {
        let meaning = "A name of the caller's own, 1 to 255 visible ASCII characters, in place of an id.";
        all.push(one("Idempotency-Key", "header", meaning, false));
    }
    if route.path == "/events" {
        all.push(one("Last-Event-ID", "header", "The place that was heard last.", false));
    }
    all
}

/// A body: of a media type, or JSON of a schema.
fn content(what: &str) -> Node {
    if what.contains('/') {
        let schema = map([("type", text("string"))]);
        return Node::Map(vec![(what.to_owned(), map([("schema", schema)]))]);
    }
    let schema = reference(format!("components/schemas/{what}"));
    map([("application/json", map([("schema", schema)]))])
}

fn responses(route: &Route) -> Node {
    let answer =
        |meaning: &str, what: &str| map([("description", text(meaning)), ("content", content(what))]);
    let mut all = vec![("200".to_owned(), answer("As asked.", route.gives))];
    let mut add =
        |status: &str, meaning: &str, what: &str| all.push((status.to_owned(), answer(meaning, what)));
    if route.path == "/readyz" {
        add("503", "It cannot do its work.", "Ready");
    }
    if matches!(route.open, Open::Posts | Open::Directory | Open::Here | Open::Gateways) {
        add("401", "No token, or one that opens nothing.", "Refusal");
    }
    if matches!(route.open, Open::Posts | Open::Directory) {
        add("400", "The request is not understood.", "Problem");
        add("403", "The token or the role does not open this.", "Refusal");
        add("404", "There is nothing of this name.", "Problem");
        add("409", "Refused by the rules.", "Refusal");
        add("429", "More at once than one caller may have.", "Problem");
        add("502", "The store failed: say it again with the same id.", "Problem");
        add("503", "Busy, or being brought on: try again.", "Problem");
    }
    if route.open == Open::Gateways {
        add("400", "Nothing can be read in it.", "Problem");
        add("409", "Refused by the rules.", "Refusal");
        add("429", "More calls than one channel may make.", "Problem");
        add("502", "The store failed: say it again.", "Problem");
        add("503", "Busy: say it again.", "Problem");
    }
    if route.takes.is_some() {
        add("413", "Larger than it may be.", "Problem");
    }
    Node::Map(all)
}

fn schemas() -> Node {
    let field = |(name, kind, meaning): &(&str, &str, &str)| {
        let plain = kind.trim_end_matches('?').trim_end_matches("[]");
        let mut node = match plain.strip_prefix('#') {
            Some(other) => reference(format!("components/schemas/{other}")),
            None if plain == "any" => Node::Map(Vec::new()),
            None if kind.ends_with('?') => map([("type", Node::List(vec![text(plain), text("null")]))]),
            None => map([("type", text(plain))]),
        };
        if kind.ends_with("[]") {
            node = map([("type", text("array")), ("items", node)]);
        }
        if let Node::Map(fields) = &mut node {
            fields.push(("description".to_owned(), text(*meaning)));
        }
        ((*name).to_owned(), node)
    };
    let one = |(name, about, fields): &Schema| {
        let mut schema = vec![("description".to_owned(), text(*about))];
        if !fields.is_empty() {
            let needed =
                fields.iter().filter(|(_, kind, _)| !kind.ends_with('?')).map(|(name, ..)| text(*name));
            schema.push(("type".to_owned(), text("object")));
            schema.push(("required".to_owned(), Node::List(needed.collect())));
            schema.push(("properties".to_owned(), Node::Map(fields.iter().map(field).collect())));
        }
        ((*name).to_owned(), Node::Map(schema))
    };
    let mut all: Vec<(String, Node)> = SCHEMAS.iter().map(one).collect();
    all.push(("Event".to_owned(), event()));
    Node::Map(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_that_is_named_is_there() {
        let document = document().unwrap();
        let known = |name: &str| name == "Event" || SCHEMAS.iter().any(|(known, ..)| *known == name);
        let named = document.split("#/components/schemas/").skip(1);
        let named: Vec<&str> =
            named.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next()).collect();
        assert!(named.len() > 40, "{named:?}");
        for name in named {
            assert!(known(name), "{name}");
        }
    }

    #[test]
    fn the_fields_are_those_that_the_answers_have() {
        let fields = |name: &str| -> Vec<&str> {
            let schema = SCHEMAS.iter().find(|(known, ..)| *known == name).unwrap();
            let mut fields: Vec<&str> = schema.2.iter().map(|(name, ..)| *name).collect();
            fields.sort_unstable();
            fields
        };
        let of =
            |json: serde_json::Value| -> Vec<String> { json.as_object().unwrap().keys().cloned().collect() };
        let ok = || "ok".to_owned();
        let ready = muster_server::http::Ready {
            ready: true,
            writer: ok(),
            view: ok(),
            time: ok(),
            sending: ok(),
            relay: ok(),
        };
        assert_eq!(of(serde_json::to_value(ready).unwrap()), fields("Ready"));
        let refusal =
            muster_protocol::command::Refusal::plain(muster_protocol::command::RefusalCode::Closed, "");
        assert_eq!(of(serde_json::to_value(refusal).unwrap()), fields("Refusal"));
        let accepted = r#"{"position":1,"version":1,"events":1}"#;
        assert!(serde_json::from_str::<muster_protocol::command::Accepted>(accepted).is_ok());
    }
}
