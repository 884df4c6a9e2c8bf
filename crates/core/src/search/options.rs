//! What is asked beside the words, and how it crosses borders: as JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::catalogue::Facet;
use crate::json::{JsonError, Reader, Writer};
use crate::timeline::Level;

/// The order of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best first with words to look for, else newest first.
    #[default]
    Relevance,
    /// Newest first, undated last.
    Newest,
    /// Oldest first, undated last.
    Oldest,
}

/// Values chosen per facet; several of one facet mean any of them.
pub type Choices = BTreeMap<Facet, Vec<String>>;

/// What is asked beside the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchOptions {
    /// First day, month or year of the range (`2019`, `2019-01`, `2019-01-31`), inclusive.
    pub from: Option<String>,
    /// Last day, month or year of the range, inclusive to its end.
    pub to: Option<String>,
    /// Only articles with one of these values, facet by facet.
    pub include: Choices,
    /// No article with any of these values.
    pub exclude: Choices,
    /// The order of `items`.
    pub sort: Sort,
    /// At most so many `items`.
    pub limit: usize,
    /// How many to leave out before the first of `items`.
    pub offset: usize,
    /// How wide a bin is; chosen by the span of the archive if not given.
    pub level: Option<Level>,
    /// Whether items show what stands in their texts: snippet, picture, marks.
    pub has_snippets: bool,
    /// Whether facets and bins are counted; without, there are none in the results.
    pub has_counts: bool,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            include: Choices::new(),
            exclude: Choices::new(),
            sort: Sort::default(),
            limit: 20,
            offset: 0,
            level: None,
            has_snippets: true,
            has_counts: true,
        }
    }
}

const SORTS: [(Sort, &str); 3] = [
    (Sort::Relevance, "relevance"),
    (Sort::Newest, "newest"),
    (Sort::Oldest, "oldest"),
];

const LEVELS: [(Level, &str); 7] = [
    (Level::Day, "day"),
    (Level::Week, "week"),
    (Level::Month, "month"),
    (Level::Quarter, "quarter"),
    (Level::Year, "year"),
    (Level::Decade, "decade"),
    (Level::Century, "century"),
];

impl SearchOptions {
    /// Writes them as an object with a field for each.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = Writer::default();
        out.begin('{');
        out.field("from", self.from.as_deref());
        out.field("to", self.to.as_deref());
        for (name, choices) in [("include", &self.include), ("exclude", &self.exclude)] {
            out.name(name);
            out.begin('{');
            for (facet, values) in choices {
                out.name(facet.key());
                out.texts(values);
            }
            out.end('}');
        }
        let sort = SORTS.iter().find(|(sort, _)| *sort == self.sort);
        out.field("sort", sort.map(|(_, name)| *name));
        for (name, number) in [("limit", self.limit), ("offset", self.offset)] {
            out.name(name);
            out.whole(number as u64);
        }
        let level = LEVELS.iter().find(|(level, _)| Some(*level) == self.level);
        out.field("level", level.map(|(_, name)| *name));
        out.name("has_snippets");
        out.flag(self.has_snippets);
        out.name("has_counts");
        out.flag(self.has_counts);
        out.end('}');
        out.finish()
    }

    /// Reads them from an object; what it lacks is as by default.
    ///
    /// # Errors
    ///
    /// When it is none, has a field that is not known, or one of another type.
    pub fn from_json(json: &str) -> Result<Self, JsonError> {
        let mut options = Self::default();
        let mut reader = Reader::new(json);
        reader.object(&mut |reader, name| {
            match name {
                "from" => options.from = reader.text()?,
                "to" => options.to = reader.text()?,
                "include" => options.include = read_choices(reader)?,
                "exclude" => options.exclude = read_choices(reader)?,
                "sort" => {
                    let sort = reader.string()?;
                    let sort = SORTS.into_iter().find(|(_, name)| *name == sort);
                    options.sort = sort.ok_or(JsonError::Value("sort"))?.0;
                }
                "limit" => options.limit = read_number(reader)?,
                "offset" => options.offset = read_number(reader)?,
                "level" => {
                    options.level = match reader.text()? {
                        None => None,
                        Some(level) => {
                            let level = LEVELS.into_iter().find(|(_, name)| *name == level);
                            Some(level.ok_or(JsonError::Value("level"))?.0)
                        }
                    }
                }
                "has_snippets" => options.has_snippets = reader.flag()?,
                "has_counts" => options.has_counts = reader.flag()?,
                _ => return Err(JsonError::Unknown(name.to_owned())),
            }
            Ok(())
        })?;
        reader.end()?;
        Ok(options)
    }
}

fn read_choices(reader: &mut Reader) -> Result<Choices, JsonError> {
    let mut choices = Choices::new();
    reader.object(&mut |reader, name| {
        let facet = Facet::from_key(name);
        let facet = facet.ok_or_else(|| JsonError::Unknown(name.to_owned()))?;
        choices.insert(facet, reader.texts()?);
        Ok(())
    })?;
    Ok(choices)
}

/// Reads a number; what is too great for one is as great as can be.
fn read_number(reader: &mut Reader) -> Result<usize, JsonError> {
    Ok(usize::try_from(reader.whole()?).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_come_back_as_they_were_written() {
        let options = SearchOptions {
            from: Some("2019".into()),
            to: Some("2020-01".into()),
            include: Choices::from([(
                Facet::Source,
                vec!["Báo \"Núi\"".into(), String::new()],
            )]),
            exclude: Choices::from([(Facet::Lang, vec!["en".into()])]),
            sort: Sort::Oldest,
            limit: usize::MAX,
            offset: 3,
            level: Some(Level::Century),
            has_snippets: false,
            has_counts: false,
        };
        for options in [options, SearchOptions::default()] {
            assert_eq!(SearchOptions::from_json(&options.to_json()), Ok(options));
        }
        for ((sort, name), want) in SORTS.into_iter().zip(["Relevance", "Newest", "Oldest"]) {
            assert_eq!(
                (format!("{sort:?}"), name),
                (want.into(), &*want.to_lowercase())
            );
        }
        for (level, (named, name)) in Level::ALL.into_iter().zip(LEVELS) {
            assert_eq!(
                (level, name),
                (named, &*format!("{level:?}").to_lowercase())
            );
        }
    }

    #[track_caller]
    fn check(json: &str, want: &str) {
        let error = SearchOptions::from_json(json).expect_err("it is wrong");
        assert_eq!(error.to_string(), want);
    }

    #[test]
    fn options_that_mean_nothing_are_refused_by_name() {
        let null = SearchOptions::from_json(r#"{"from":null,"level":null}"#);
        assert_eq!(null, Ok(SearchOptions::default()));
        check(r#"{"limits":3}"#, "limits is not known");
        check(r#"{"include":{"sources":["a"]}}"#, "sources is not known");
        check(r#"{"sort":"best"}"#, "sort is none of its values");
        check(r#"{"level":"hour"}"#, "level is none of its values");
        check(r#"{"limit":-1}"#, "a whole number is expected at byte 9");
        check(
            r#"{"include":{"tag":"a"}}"#,
            "a list is expected at byte 18",
        );
        check("{} x", "it is no JSON from byte 3 on");
    }
}
