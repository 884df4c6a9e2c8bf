//! Takes typed fields out of a JSON object, one by one; what is left was not
//! known.

use serde_json::{Map, Value};

use super::feed::ItemError;

/// What is left of a JSON object, and where in the item it stands.
pub(super) struct Fields {
    map: Map<String, Value>,
    /// `blocks[3].`, put before the name of a field in an error.
    place: String,
}

impl Fields {
    pub(super) fn new(map: Map<String, Value>, place: impl Into<String>) -> Self {
        Self {
            map,
            place: place.into(),
        }
    }

    pub(super) fn from_value(value: Value, place: &str) -> Result<Self, ItemError> {
        match value {
            Value::Object(map) => Ok(Self::new(map, format!("{place}."))),
            other => Err(wrong_type(place, "an object", &other)),
        }
    }

    /// Takes a field; `null` counts as absent.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.map.remove(key).filter(|value| !value.is_null())
    }

    /// Takes a text; an empty one counts as absent.
    pub(super) fn text(&mut self, key: &str) -> Result<Option<String>, ItemError> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.trim().is_empty())),
            Some(other) => Err(wrong_type(&self.path(key), "a text", &other)),
        }
    }

    /// Takes a text that may be written as a number, as ids often are.
    pub(super) fn id(&mut self, key: &str) -> Result<Option<String>, ItemError> {
        match self.take(key) {
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(other) => {
                self.map.insert(key.to_owned(), other);
                self.text(key)
            }
            None => Ok(None),
        }
    }

    pub(super) fn flag(&mut self, key: &str) -> Result<bool, ItemError> {
        match self.take(key) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(flag),
            Some(other) => Err(wrong_type(&self.path(key), "true or false", &other)),
        }
    }

    pub(super) fn list(&mut self, key: &str) -> Result<Vec<Value>, ItemError> {
        match self.take(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(list)) => Ok(list),
            Some(other) => Err(wrong_type(&self.path(key), "a list", &other)),
        }
    }

    /// Takes a list of texts.
    pub(super) fn texts(&mut self, key: &str) -> Result<Vec<String>, ItemError> {
        let path = self.path(key);
        let text = |value| match value {
            Value::String(text) => Ok(text),
            other => Err(wrong_type(&path, "a list of texts", &other)),
        };
        self.list(key)?.into_iter().map(text).collect()
    }

    /// Takes an object; its leftovers are the caller's to keep.
    pub(super) fn object(&mut self, key: &str) -> Result<Option<Self>, ItemError> {
        let path = self.path(key);
        self.take(key)
            .map(|value| Self::from_value(value, &path))
            .transpose()
    }

    /// Takes a field of any type that serde can read.
    pub(super) fn parse<T: serde::de::DeserializeOwned>(
        &mut self,
        key: &str,
    ) -> Result<Option<T>, ItemError> {
        let Some(value) = self.take(key) else {
            return Ok(None);
        };
        serde_json::from_value(value)
            .map(Some)
            .map_err(|error| ItemError::Field {
                field: self.path(key),
                message: error.to_string(),
            })
    }

    pub(super) fn path(&self, key: &str) -> String {
        format!("{}{key}", self.place)
    }

    pub(super) fn into_rest(self) -> Map<String, Value> {
        self.map
    }
}

pub(super) fn wrong_type(field: &str, expected: &'static str, found: &Value) -> ItemError {
    let found = match found {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    ItemError::Type {
        field: field.to_owned(),
        expected,
        found,
    }
}
