//! Fields that nobody here knows, kept as they came.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{JsonError, Reader, Writer};

/// Fields that are not known, kept: an object as JSON. Made from a map, its
/// fields are sorted at every depth, so that the same fields are the same text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    /// Empty, where there are no fields.
    json: String,
}

impl Extra {
    /// Takes an object: its fields in their order, numbers as they stand.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn from_json(json: &str) -> Result<Self, JsonError> {
        let mut reader = Reader::new(json);
        let mut out = Writer::default();
        copy_object(&mut reader, &mut out)?;
        reader.end()?;
        let mut json = out.finish();
        if json == "{}" {
            json.clear();
        }
        Ok(Self { json })
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.json.is_empty()
    }

    /// Returns the object as JSON.
    #[must_use]
    pub fn json(&self) -> &str {
        if self.json.is_empty() {
            "{}"
        } else {
            &self.json
        }
    }

    /// Returns the fields without the brackets around them, if there are any.
    pub(super) fn fields(&self) -> Option<&str> {
        self.json.strip_prefix('{')?.strip_suffix('}')
    }

    /// Returns a field that is a text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        let text = self.value(name)?;
        Reader::new(text).string().ok()
    }

    /// Returns a field as JSON.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut found = None;
        let mut reader = Reader::new(&self.json);
        let whole = reader.object(&mut |reader, here| {
            let value = reader.skip()?;
            if here == name {
                found = Some(value);
            }
            Ok(())
        });
        whole.ok().and(found)
    }

    /// Puts a field in, over what stands there.
    pub fn insert(&mut self, name: &str, value: Value) {
        let mut map = self.to_map();
        map.insert(name.to_owned(), value);
        *self = map.into();
    }

    /// Returns the fields as values.
    #[must_use]
    pub fn to_map(&self) -> Map<String, Value> {
        serde_json::from_str(self.json()).unwrap_or_default()
    }
}

impl From<Map<String, Value>> for Extra {
    fn from(map: Map<String, Value>) -> Self {
        if map.is_empty() {
            return Self::default();
        }
        let mut value = Value::Object(map);
        // Maps of the same fields give the same text, whether or not serde_json
        // keeps the order of insertion.
        value.sort_all_objects();
        Self::from_json(&value.to_string()).unwrap_or_default()
    }
}

fn copy_object(reader: &mut Reader, out: &mut Writer) -> Result<(), JsonError> {
    out.begin('{');
    reader.object(&mut |reader, name| {
        out.name(name);
        copy(reader, out)
    })?;
    out.end('}');
    Ok(())
}

/// Copies a value; what texts are escaped by does not matter, nor white space.
fn copy(reader: &mut Reader, out: &mut Writer) -> Result<(), JsonError> {
    match reader.peek() {
        b'{' => copy_object(reader, out)?,
        b'[' => {
            out.begin('[');
            reader.list(&mut |reader| copy(reader, out))?;
            out.end(']');
        }
        b'"' => out.text(&reader.string()?),
        _ => out.literal(reader.skip()?),
    }
    Ok(())
}

impl FromIterator<(String, Value)> for Extra {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(fields: I) -> Self {
        Map::from_iter(fields).into()
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_map().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_kept_and_found() {
        let mut extra = Extra::default();
        assert_eq!((extra.json(), extra.is_empty()), ("{}", true));
        extra.insert("b", json!({"z": 1.5, "y": [null]}));
        extra.insert("a", json!("Đ\n"));
        assert_eq!(extra.json(), r#"{"a":"Đ\n","b":{"y":[null],"z":1.5}}"#);
        assert_eq!(extra.text("a").as_deref(), Some("Đ\n"));
        assert_eq!(extra.text("b"), None);
        assert_eq!(extra.value("b"), Some(r#"{"y":[null],"z":1.5}"#));
        assert_eq!(Extra::from_json(extra.json()), Ok(extra.clone()));
        assert_eq!(Extra::from(extra.to_map()), extra);
        let other = Extra::from_json(r#"{ "a":"\u0110\u000a", "b": {"y":[ null ],"z":1.5}}"#);
        assert_eq!(other, Ok(extra));
        assert_eq!(Extra::from_json(" { } "), Ok(Extra::default()));
        assert!(Extra::from_json("[]").is_err() && Extra::from_json("{} {}").is_err());
    }
}
