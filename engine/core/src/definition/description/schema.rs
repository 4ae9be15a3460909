//! The JSON Schema of a committee's file, for editors that complete and underline while one types. `check` stays the
//! judge: the schema knows shapes and words, no dates, names or calendars.

use muster_protocol::catalogue::Language;
use muster_protocol::say;
use serde_json::{Map, Value as Json, json};

use super::grammar;
use super::shape::{Scalar, Shape, Slot};

/// The schema (draft 2020-12). Keys of both languages are valid; descriptions are in the one that the editor shows.
#[must_use]
pub fn schema(lang: Language) -> Json {
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("title".to_owned(), json!(lang.say("a-campaigns-file")));
    if let Json::Object(fields) = of(&grammar::FILE, lang) {
        whole.extend(fields);
    }
    Json::Object(whole)
}

fn of(shape: &'static Shape, lang: Language) -> Json {
    match shape {
        Shape::Scalar(scalar) => self::scalar(*scalar),
        Shape::Map(slots) => map(slots, lang),
        Shape::Named(one) => json!({"type": "object", "additionalProperties": of(one, lang)}),
        Shape::List(one) => {
            let one = of(one, lang);
            json!({"anyOf": [{"type": "array", "items": one}, one]})
        }
        Shape::Either(several) => {
            json!({"anyOf": several.iter().map(|one| of(one, lang)).collect::<Vec<_>>()})
        }
    }
}

/// YAML guesses types that the language never asks for: 010 and 是 are read as they were written.
fn scalar(scalar: Scalar) -> Json {
    match scalar {
        Scalar::Text => json!({"type": ["string", "number", "boolean"]}),
        Scalar::Lines => json!({"type": "string"}),
        Scalar::Number => json!({"type": ["integer", "string"]}),
        Scalar::Flag => json!({"enum": ["是", "否", true, false]}),
        Scalar::Slug => json!({"type": "string", "pattern": "^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$"}),
        Scalar::Time => json!({"type": "string", "pattern": "^([01]?[0-9]|2[0-3])[:：][0-5][0-9]$"}),
        Scalar::Word(words) => {
            json!({"enum": words.iter().flat_map(|word| [word.zh, word.en]).collect::<Vec<_>>()})
        }
    }
}

fn map(slots: &'static [Slot], lang: Language) -> Json {
    let mut properties = Map::new();
    let mut needed = Vec::new();
    for slot in slots {
        let mut below = of(slot.shape, lang);
        if let Json::Object(fields) = &mut below {
            let says = say!(lang, "key-with-other-word", says: slot.says, other = slot.key.other(lang));
            fields.insert("description".to_owned(), json!(says));
        }
        // The language that is shown comes first in an editor's list.
        let names = [slot.key.say(lang), slot.key.other(lang)];
        if slot.must {
            needed.push(json!({"anyOf": names.map(|name| json!({"required": [name]}))}));
        }
        for name in names {
            properties.insert(name.to_owned(), below.clone());
        }
    }
    let mut map = Map::new();
    map.insert("type".to_owned(), json!("object"));
    map.insert("properties".to_owned(), Json::Object(properties));
    map.insert("additionalProperties".to_owned(), json!(false));
    if !needed.is_empty() {
        map.insert("allOf".to_owned(), Json::Array(needed));
    }
    Json::Object(map)
}
