//! What is kept of a fold has a version that is raised with every change of its shape. The shape is read from the types
//! themselves, so that nobody need remember it: a field or a variant that is added, dropped, moved or of another type is another
//! text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use serde::de::value::U32Deserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};

use crate::numbering::Numbering;
use crate::score::{Fold, STORED};

/// Most readings until every variant of every type was looked at: each looks at one more.
const READINGS_MAX: usize = 64;

/// The types that were met.
#[derive(Debug, Default)]
struct Types {
    structs: BTreeSet<String>,
    /// How many variants a type has, and those that were looked at.
    enums: BTreeMap<&'static str, (usize, Vec<String>)>,
}

/// Why a type cannot be told.
#[derive(Debug)]
struct Untold(String);

impl fmt::Display for Untold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Untold {}

impl de::Error for Untold {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self(text.to_string())
    }
}

/// Reads a value of which nothing is there, and says of what type it would be.
struct Reader<'t> {
    types: &'t mut Types,
    said: &'t mut String,
}

/// So many parts, read one after the other.
struct Parts<'t> {
    types: &'t mut Types,
    left: usize,
    said: Vec<String>,
}

/// A variant, by its place.
struct Variant<'t> {
    types: &'t mut Types,
    said: &'t mut String,
    at: usize,
}

impl Reader<'_> {
    fn row<'de, V: Visitor<'de>>(
        &mut self,
        count: usize,
        visitor: V,
    ) -> Result<(V::Value, Vec<String>), Untold> {
        let mut parts = Parts { types: &mut *self.types, left: count, said: Vec::new() };
        let value = visitor.visit_seq(&mut parts)?;
        Ok((value, parts.said))
    }

    fn named<'de, V: Visitor<'de>>(
        &mut self,
        fields: &[&str],
        visitor: V,
    ) -> Result<(V::Value, String), Untold> {
        let (value, said) = self.row(fields.len(), visitor)?;
        let fields: Vec<String> =
            fields.iter().zip(said).map(|(name, said)| format!("{name}: {said}")).collect();
        Ok((value, format!("{{{}}}", fields.join(", "))))
    }
}

/// Parts of a tuple; many of one type are counted.
fn tuple(parts: &[String]) -> String {
    match parts {
        [first, rest @ ..] if !rest.is_empty() && rest.iter().all(|part| part == first) => {
            format!("({first} × {})", parts.len())
        }
        _ => format!("({})", parts.join(", ")),
    }
}

macro_rules! plain {
    ($de:lifetime: $($read:ident $visit:ident $said:literal $value:expr),+ $(,)?) => {$(
        fn $read<V: Visitor<$de>>(self, visitor: V) -> Result<V::Value, Untold> {
            self.said.push_str($said);
            visitor.$visit($value)
        }
    )+};
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Untold;

    plain! { 'de:
        deserialize_bool visit_bool "bool" false,
        deserialize_u8 visit_u8 "u8" 0,
        deserialize_u16 visit_u16 "u16" 0,
        deserialize_u32 visit_u32 "u32" 0,
        deserialize_u64 visit_u64 "u64" 0,
        deserialize_i32 visit_i32 "i32" 0,
        deserialize_i64 visit_i64 "i64" 0,
        deserialize_str visit_str "string" "",
        deserialize_string visit_str "string" "",
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u128 f32 f64 char bytes byte_buf unit unit_struct identifier ignored_any
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Untold> {
        Err(de::Error::custom("this test does not know how to tell such a type"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Untold> {
        self.said.push_str("option ");
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Untold> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Untold> {
        let (value, said) = self.row(1, visitor)?;
        self.said.push_str(&format!("[{}]", said.join(", ")));
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(mut self, count: usize, visitor: V) -> Result<V::Value, Untold> {
        let (value, said) = self.row(count, visitor)?;
        self.said.push_str(&tuple(&said));
        Ok(value)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        count: usize,
        visitor: V,
    ) -> Result<V::Value, Untold> {
        self.deserialize_tuple(count, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Untold> {
        // One key with its value.
        let mut parts = Parts { types: self.types, left: 2, said: Vec::new() };
        let value = visitor.visit_map(&mut parts)?;
        self.said.push_str(&format!("{{{}}}", parts.said.join(": ")));
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Untold> {
        let (value, said) = self.named(fields, visitor)?;
        self.types.structs.insert(format!("{name} {said}"));
        self.said.push_str(name);
        Ok(value)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Untold> {
        let known = self.types.enums.get(name).map_or(0, |(_, said)| said.len());
        let at = if known < variants.len() { known } else { 0 };
        let mut said = String::new();
        let value = visitor.visit_enum(Variant { types: &mut *self.types, said: &mut said, at })?;
        let (count, all) = self.types.enums.entry(name).or_default();
        *count = variants.len();
        if known < variants.len() {
            all.push(format!("{}{said}", variants[at]));
        }
        self.said.push_str(name);
        Ok(value)
    }
}

impl<'de> SeqAccess<'de> for Parts<'_> {
    type Error = Untold;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Untold> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let mut said = String::new();
        let value = seed.deserialize(Reader { types: &mut *self.types, said: &mut said })?;
        self.said.push(said);
        Ok(Some(value))
    }
}

impl<'de> MapAccess<'de> for Parts<'_> {
    type Error = Untold;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Untold> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Untold> {
        self.next_element_seed(seed)?.ok_or_else(|| de::Error::custom("a key without a value"))
    }
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = Untold;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Untold> {
        let place = u32::try_from(self.at).map_err(<Untold as de::Error>::custom)?;
        let place: U32Deserializer<Untold> = place.into_deserializer();
        Ok((seed.deserialize(place)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Untold;

    fn unit_variant(self) -> Result<(), Untold> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Untold> {
        self.said.push(' ');
        seed.deserialize(Reader { types: self.types, said: self.said })
    }

    fn tuple_variant<V: Visitor<'de>>(self, count: usize, visitor: V) -> Result<V::Value, Untold> {
        let mut reader = Reader { types: self.types, said: self.said };
        let (value, said) = reader.row(count, visitor)?;
        reader.said.push_str(&format!(" {}", tuple(&said)));
        Ok(value)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Untold> {
        let mut reader = Reader { types: self.types, said: self.said };
        let (value, said) = reader.named(fields, visitor)?;
        reader.said.push_str(&format!(" {said}"));
        Ok(value)
    }
}

/// A type and all that stand in it, a line each.
fn shape<T: DeserializeOwned>() -> String {
    let (mut types, mut whole) = (Types::default(), String::new());
    let complete = |types: &Types| types.enums.values().all(|(count, said)| said.len() == *count);
    for _ in 0..READINGS_MAX {
        whole.clear();
        drop(T::deserialize(Reader { types: &mut types, said: &mut whole }).unwrap());
        if complete(&types) {
            break;
        }
    }
    assert!(complete(&types), "a variant was never looked at: {types:?}");
    let enums = types.enums.iter().map(|(name, (_, variants))| format!("{name} = {}", variants.join(" | ")));
    let lines: BTreeSet<String> = enums.chain(types.structs.iter().cloned()).collect();
    lines.into_iter().fold(whole + "\n", |text, line| text + &line + "\n")
}

#[test]
fn a_shape_says_every_field_and_every_variant_with_its_type() {
    #[derive(Deserialize)]
    #[allow(dead_code, reason = "only its types are looked at")]
    struct Small {
        first: u8,
        kind: Kind,
        pairs: Vec<(u32, u32)>,
        by_name: BTreeMap<String, Option<bool>>,
    }
    #[derive(Deserialize)]
    #[allow(dead_code, reason = "only its types are looked at")]
    enum Kind {
        One,
        Two(u16),
        Three { at: i64 },
    }
    let said = "Small\n\
        Kind = One | Two u16 | Three {at: i64}\n\
        Small {first: u8, kind: Kind, pairs: [(u32 × 2)], by_name: {string: option bool}}\n";
    assert_eq!(shape::<Small>(), said);
}

/// Who changes the shape and leaves the version fails here: the next process would go on from what it cannot read rightly.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "asked to, the test writes the file of a new version; what it tests reads none"
)]
fn what_is_kept_of_a_fold_has_the_shape_of_its_version() {
    let name = format!("stored.v{STORED}.txt");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/score/tests").join(&name);
    let shape = shape::<(Numbering, Fold)>();
    let held = std::fs::read_to_string(&path).unwrap_or_default();
    if held.is_empty() && std::env::var("MUSTER_REGENERATE").as_deref() == Ok("1") {
        std::fs::write(&path, &shape).unwrap();
        return;
    }
    assert_eq!(
        held, shape,
        "what is kept of a fold is no longer what {name} says: raise STORED (engine/rules/src/score.rs), so that nobody \
         goes on from what was counted before; then MUSTER_REGENERATE=1 writes the file of the new version, and the old one goes"
    );
}
