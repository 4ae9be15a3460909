//! The AsyncAPI 3 document of what muster says over NATS, made from the list of events, their meanings, the subjects
//! and the headers. It is kept as `proto/asyncapi.yaml`; a test compares.

use muster_protocol::event::{EVENTS, MEANINGS};
use muster_protocol::ids::CampaignId;
use muster_protocol::subject;
use muster_wire::nats::headers::HEADERS;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// A part of the document; the fields of a map keep their order.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Text(String),
    Flag(bool),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(nodes) => serializer.collect_seq(nodes),
            Self::Map(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, node) in fields {
                    map.serialize_entry(name, node)?;
                }
                map.end()
            }
        }
    }
}

pub(crate) fn text(text: impl Into<String>) -> Node {
    Node::Text(text.into())
}

pub(crate) fn map<const N: usize>(fields: [(&str, Node); N]) -> Node {
    Node::Map(fields.map(|(name, node)| (name.to_owned(), node)).into())
}

pub(crate) fn reference(to: impl std::fmt::Display) -> Node {
    map([("$ref", text(format!("#/{to}")))])
}

/// What stands in a subject.
const SHARD: &str = "The shard; an engine without a cluster has the one, 0.";
const CAMPAIGN: &str = "Id of the campaign, 1 to 40 of a-z, 0-9 and -.";
const WORKER: &str = "Name of the worker that speaks; the server's permissions hold every user to its own.";

const ABOUT: &str = "muster runs campaigns and publishes everything that happened as events. The log of the engine is the \
    truth; the stream MUSTER_EVENT_<generation>_<shard> is a copy of it, in order, each position once. Headers say what \
    happened without the payload: `nats sub --headers-only 'muster.event.>'`. Workers speak back by request and reply; \
    those frames are of one release and are not described here field by field.";

const PAYLOAD: &str = "In postcard, of the schema that the header Muster-Schema names. First a list of the texts that the body names \
    (how many, then each behind its length in bytes), each once, in the order of their first use; then the body, in which a place \
    in that list, from 0, stands for each thing that it names. Whole numbers are in groups of seven bits, the lowest first. \
    `muster events --json` and the mirror print the body as JSON.";

/// The fields of the JSON of an event with their types and meanings.
const JSON: [(&str, &str, &str); 16] = [
    ("position", "integer", "Place in the shard's log"),
    ("campaign", "string", "Id of the campaign"),
    ("version", "integer", "Number within the campaign"),
    (
        "record",
        "object",
        "What one command or one tick caused: first (position of its first event), count (of its events), content (digest of \
         what the command asked for, or null)",
    ),
    ("at", "string", "Campaign clock when it was decided, RFC 3339 in UTC"),
    ("name", "string", "family.verb"),
    ("schema", "integer", "Version of the body's schema"),
    ("actor", "string", "On whose authority: a post, worker/<name> or clock"),
    ("behalf", "string or null", "On whose behalf, where that is another's"),
    ("via", "string", "By which way the command came, such as cli; empty for what time brought"),
    ("command", "string or null", "The command that caused it; null for what time brought"),
    ("hash", "string", "Link of the campaign's hash chain behind the record, in hexadecimal"),
    ("about", "string or null", "Key of the one thing that it is about, such as unit-plan/005"),
    ("summary", "string", "What happened, a short sentence of keys and codes"),
    (
        "body",
        "object or null",
        "The body, in which everything is named by id, key or code; null where it cannot be read",
    ),
    ("bytes", "string", "The body's bytes in hexadecimal, as the hash covers them"),
];

/// The document as YAML.
///
/// # Errors
/// What the writer of YAML says.
pub fn document() -> anyhow::Result<String> {
    let info = map([
        ("title", text("muster over NATS")),
        ("version", text(env!("CARGO_PKG_VERSION"))),
        ("description", text(ABOUT)),
    ]);
    let server = map([
        ("host", text("localhost:4222")),
        ("protocol", text("nats")),
        ("description", text("nats-server 2.12 or newer with JetStream.")),
    ]);
    let document = map([
        ("asyncapi", text("3.0.0")),
        ("info", info),
        ("defaultContentType", text("application/postcard")),
        ("servers", map([("nats", server)])),
        ("channels", channels()),
        ("operations", operations()),
        ("components", components()),
    ]);
    Ok(format!("# Made by `muster asyncapi`; a test compares.\n{}", serde_saphyr::to_string(&document)?))
}

/// The name of an event as a key: `item.passed_on` is `item_passed_on`.
fn key(event: &str) -> String {
    event.replace('.', "_")
}

/// The subject of an event with parameters in the place of shard and campaign.
fn address(event: &str) -> String {
    let made = CampaignId::new("c").map(|campaign| subject::event(0, &campaign, event)).unwrap_or_default();
    made.replacen(".0.c.", ".{shard}.{campaign}.", 1)
}

fn parameters<const N: usize>(names: [(&str, &str); N]) -> Node {
    map(names.map(|(name, meaning)| (name, map([("description", text(meaning))]))))
}

fn channels() -> Node {
    let event = |(name, meaning): &(&str, &str)| {
        let key = key(name);
        let message = reference(format!("components/messages/{key}"));
        let channel = map([
            ("address", text(address(name))),
            ("title", text(*name)),
            ("description", text(meaning.trim())),
            ("parameters", parameters([("shard", SHARD), ("campaign", CAMPAIGN)])),
            ("messages", Node::Map(vec![(key.clone(), message)])),
        ]);
        (key, channel)
    };
    let mut channels: Vec<(String, Node)> = MEANINGS.iter().map(event).collect();
    let mirror = map([
        ("address", text(address("{family}.{verb}").replacen("muster.event", "muster.json", 1))),
        ("title", text("mirror")),
        ("description", text("Every event as JSON, when the mirror is switched on; kept by nobody.")),
        (
            "parameters",
            parameters([
                ("shard", SHARD),
                ("campaign", CAMPAIGN),
                ("family", "Family of the event, such as item."),
                ("verb", "What happened, such as late."),
            ]),
        ),
        ("messages", map([("mirrored", reference("components/messages/mirrored"))])),
    ]);
    channels.push(("mirror".to_owned(), mirror));
    let requests = |title: &str, address: &str, meaning: &str, names: Node| {
        map([
            ("address", text(address)),
            ("title", text(title)),
            ("description", text(meaning)),
            ("parameters", names),
            ("messages", map([("frame", reference("components/messages/frame"))])),
        ])
    };
    channels.push((
        "command".to_owned(),
        requests(
            "command",
            "muster.command.{shard}.{campaign}.{worker}",
            "A worker's report to the engine, answered when it is durable; said again with the same id it changes nothing.",
            parameters([("shard", SHARD), ("campaign", CAMPAIGN), ("worker", WORKER)]),
        ),
    ));
    channels.push((
        "commands".to_owned(),
        requests(
            "commands",
            "muster.command.{shard}._.{worker}",
            "A worker's reports of any campaigns together, each answered for itself.",
            parameters([("shard", SHARD), ("worker", WORKER)]),
        ),
    ));
    channels.push((
        "query".to_owned(),
        requests(
            "query",
            "muster.query.{name}.{worker}",
            "A worker's question to the engine. Asking changes nothing of any campaign.",
            parameters([("name", "What is asked, such as ask, blob, log or follow."), ("worker", WORKER)]),
        ),
    ));
    Node::Map(channels)
}

fn operations() -> Node {
    let operation = |channel: &str, action: &str, summary: &str| {
        map([
            ("action", text(action)),
            ("channel", reference(format!("channels/{channel}"))),
            ("summary", text(summary)),
        ])
    };
    let sends = MEANINGS.iter().map(|(name, meaning)| {
        let key = key(name);
        let sent = operation(&key, "send", meaning.trim());
        (format!("send_{key}"), sent)
    });
    let mut operations: Vec<(String, Node)> = sends.collect();
    operations.push(("send_mirror".to_owned(), operation("mirror", "send", "Every event as JSON.")));
    operations.push((
        "receive_command".to_owned(),
        operation("command", "receive", "Workers report what they did."),
    ));
    operations.push((
        "receive_commands".to_owned(),
        operation("commands", "receive", "Workers report what they did in several campaigns."),
    ));
    operations.push(("receive_query".to_owned(), operation("query", "receive", "Workers ask.")));
    Node::Map(operations)
}

fn components() -> Node {
    let message = |(name, meaning): &(&str, &str)| {
        let schema = EVENTS.iter().find(|(known, _)| known == name).map_or(1, |(_, schema)| *schema);
        let message = map([
            ("name", text(*name)),
            ("title", text(*name)),
            ("summary", text(meaning.trim())),
            ("description", text(format!("Newest schema of the body: {schema}."))),
            ("contentType", text("application/postcard")),
            ("headers", reference("components/schemas/headers")),
            ("payload", reference("components/schemas/body")),
        ]);
        (key(name), message)
    };
    let mut messages: Vec<(String, Node)> = MEANINGS.iter().map(message).collect();
    let plain = |name: &str, kind: &str, schema: &str| {
        map([
            ("name", text(name)),
            ("contentType", text(kind)),
            ("payload", reference(format!("components/schemas/{schema}"))),
        ])
    };
    messages.push(("mirrored".to_owned(), plain("mirrored", "application/json", "event")));
    messages.push(("frame".to_owned(), plain("frame", "application/postcard", "frame")));
    let binary = |meaning: &str| {
        map([("type", text("string")), ("format", text("binary")), ("description", text(meaning))])
    };
    let schemas = map([
        ("headers", headers()),
        ("body", binary(PAYLOAD)),
        ("event", event()),
        ("frame", binary("A frame between an engine and a worker of one release.")),
    ]);
    map([("messages", Node::Map(messages)), ("schemas", schemas)])
}

fn headers() -> Node {
    let property = |(name, meaning, _): &(&str, &str, bool)| {
        ((*name).to_owned(), map([("type", text("string")), ("description", text(*meaning))]))
    };
    let required = HEADERS.iter().filter(|(.., always)| *always).map(|(name, ..)| text(*name));
    map([
        ("type", text("object")),
        ("required", Node::List(required.collect())),
        ("properties", Node::Map(HEADERS.iter().map(property).collect())),
        ("additionalProperties", Node::Flag(true)),
    ])
}

/// The schema of an event as JSON: the same for the mirror, `/events`, `muster events --json` and the OpenAPI document.
pub(crate) fn event() -> Node {
    let property = |(name, kinds, meaning): &(&str, &str, &str)| {
        let kinds: Vec<Node> = kinds.split(" or ").map(text).collect();
        let kind = if let [only] = kinds.as_slice() { only.clone() } else { Node::List(kinds) };
        ((*name).to_owned(), map([("type", kind), ("description", text(*meaning))]))
    };
    map([
        ("type", text("object")),
        ("required", Node::List(JSON.iter().map(|(name, ..)| text(*name)).collect())),
        ("properties", Node::Map(JSON.iter().map(property).collect())),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::event::{CampaignClosed, NamedEvent};
    use muster_protocol::ids::{Position, Version};
    use muster_protocol::recorded::{Record, Recorded, Written};
    use muster_protocol::time::Instant;
    use muster_server::description::EventJson;

    #[test]
    fn the_fields_of_an_events_json_are_those_that_it_has() {
        let event = NamedEvent::from(CampaignClosed { due: Instant(0) });
        let record = Record::by_clock(CampaignId::new("c").unwrap(), Position(1), Version(1), Instant(0));
        let row = Recorded::alone(record, Written::from(&event));
        let json = serde_json::to_value(EventJson::of(&row)).unwrap();
        let mut listed: Vec<&str> = JSON.iter().map(|(name, ..)| *name).collect();
        listed.sort_unstable();
        assert_eq!(json.as_object().unwrap().keys().collect::<Vec<_>>(), listed);
    }

    #[test]
    fn subjects_have_their_parameters() {
        assert_eq!(address("item.late"), "muster.event.{shard}.{campaign}.item.late");
    }
}
