//! The JSON Schema of a committee's file, for editors that complete and underline while one types. `check` stays the
//! judge: the schema knows shapes and words, no dates, names or calendars.

use serde_json::{Map, Value as Json, json};

use super::grammar;
use super::shape::{Scalar, Shape, Slot};

/// Which language an editor shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// 中文。
    Zh,
    /// English.
    En,
}

/// The schema (draft 2020-12). Keys of both languages are valid; descriptions are in one.
#[must_use]
pub fn schema(tongue: Tongue) -> Json {
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    let title = match tongue {
        Tongue::Zh => "活动文件",
        Tongue::En => "A campaign's file",
    };
    whole.insert("title".to_owned(), json!(title));
    if let Json::Object(fields) = of(&grammar::FILE, tongue) {
        whole.extend(fields);
    }
    Json::Object(whole)
}

fn of(shape: &'static Shape, tongue: Tongue) -> Json {
    match shape {
        Shape::Scalar(scalar) => self::scalar(*scalar),
        Shape::Map(slots) => map(slots, tongue),
        Shape::Named(one) => json!({"type": "object", "additionalProperties": of(one, tongue)}),
        Shape::List(one) => {
            let one = of(one, tongue);
            json!({"anyOf": [{"type": "array", "items": one}, one]})
        }
        Shape::Either(several) => {
            json!({"anyOf": several.iter().map(|one| of(one, tongue)).collect::<Vec<_>>()})
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
            json!({"enum": words.iter().flat_map(|(zh, en)| [zh, en]).collect::<Vec<_>>()})
        }
    }
}

fn map(slots: &'static [Slot], tongue: Tongue) -> Json {
    let mut properties = Map::new();
    let mut needed = Vec::new();
    for slot in slots {
        let mut below = of(slot.shape, tongue);
        if let Json::Object(fields) = &mut below {
            let (zh, en) = slot.says;
            let says = match tongue {
                Tongue::Zh => format!("{zh}（{}）", slot.key.en),
                Tongue::En => format!("{en} ({})", slot.key.zh),
            };
            fields.insert("description".to_owned(), json!(says));
        }
        // The language that is shown comes first in an editor's list.
        let names = match tongue {
            Tongue::Zh => [slot.key.zh, slot.key.en],
            Tongue::En => [slot.key.en, slot.key.zh],
        };
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
