//! What lists and filters want to know of every article, in columns.
//!
//! The columns of a packed archive are a sealed part (see `bytes`) of magic
//! `BNcl`. Its body is the length of what follows inflated (varint), and that
//! deflated. Inflated it is, all numbers varints:
//!
//! | column | form |
//! |---|---|
//! | articles | how many, in the archive's order |
//! | titles | strings |
//! | ids | a byte: 1 if U+0001 in an id stands for the slug of its title (see `slug`), else 0; strings |
//! | dates | how many bytes say how each date is known, those, and the days since 1970-01-01 (see `dates`) |
//! | sources, section, authors, place, language, tags | the values, most frequent first, ties by text, as strings; how many an article has, by article; their numbers, in the article's own order |
//! | words | how many words an article has, by article |
//! | pictures | one bit an article, from the lowest of the first byte: whether a picture came with it |
//! | repeated | strings that the texts refer to by number |
//!
//! Strings are how many, the length of each in bytes, and all of them together
//! in UTF-8.

mod build;
pub(crate) mod dates;
pub(crate) mod slug;
mod strings;

use std::cell::OnceCell;

use serde::{Deserialize, Serialize};

use crate::article::minutes_to_read;
use crate::bytes::{BytesError, Reader, inflate_sized, unseal};
use crate::date::Date;
use crate::order;
use crate::timeline::Days;
pub(crate) use build::{Repeated, facet_list, facet_values};
pub use strings::Values;

/// What the columns begin with.
const MAGIC: [u8; 4] = *b"BNcl";

/// Their version.
const VERSION: u8 = 1;

/// A facet: a field whose values can be counted and chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// `Article::sources`.
    Source,
    /// `Article::section`.
    Section,
    /// `Article::authors`.
    Author,
    /// `Article::place`.
    Place,
    /// `Article::language`.
    Lang,
    /// `Article::tags`.
    Tag,
    /// The year of `Article::date`, where it lies within one.
    Year,
}

impl Facet {
    /// Every facet, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Source,
        Self::Section,
        Self::Author,
        Self::Place,
        Self::Lang,
        Self::Tag,
        Self::Year,
    ];

    /// Those that are stored; the year is made of the date.
    pub(crate) const STORED: [Self; 6] = [
        Self::Source,
        Self::Section,
        Self::Author,
        Self::Place,
        Self::Lang,
        Self::Tag,
    ];

    /// Its key in addresses and scripts.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Section => "section",
            Self::Author => "author",
            Self::Place => "place",
            Self::Lang => "lang",
            Self::Tag => "tag",
            Self::Year => "year",
        }
    }

    /// Returns the facet of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.key() == key)
    }
}

/// The value that stands for "says nothing" in a facet: an article without a
/// section counts under `("", n)`.
pub const NO_VALUE: &str = "";

/// Why columns cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// They are cut, damaged or foreign.
    #[error("the archive's columns cannot be read: {0}; {advice}", advice = .0.advice())]
    Bytes(#[from] BytesError),
}

/// One facet over all articles.
#[derive(Debug, Default)]
struct Column {
    values: Values,
    /// Where an article's numbers begin; empty if every article has one.
    starts: Vec<u32>,
    /// Numbers of values.
    numbers: Vec<u32>,
}

/// What lists and filters want to know of every article.
#[derive(Debug)]
pub struct Catalogue {
    n_docs: u32,
    titles: Values,
    ids: Values,
    /// Articles in the order of their ids, made when first asked for.
    by_id: OnceCell<Vec<usize>>,
    dates: Vec<Option<Date>>,
    columns: Vec<Column>,
    n_words: Vec<u32>,
    /// One bit an article.
    pictures: Vec<u8>,
    repeated: Values,
}

impl Catalogue {
    /// Writes the columns of articles, which are in canonical order.
    #[must_use]
    pub fn build(articles: &[crate::article::Article]) -> Vec<u8> {
        build::columns(articles)
    }

    /// Opens columns. Takes memory for a few times what they inflate to, which
    /// is at most about a thousand times the bytes.
    ///
    /// # Errors
    ///
    /// When they are cut, damaged, foreign or of another version.
    pub fn open(bytes: &[u8]) -> Result<Self, CatalogueError> {
        let body = unseal(bytes, MAGIC, VERSION)?;
        let inflated = inflate_sized(body)?;
        Ok(Self::read(&mut Reader::new(&inflated))?)
    }

    fn read(reader: &mut Reader) -> Result<Self, BytesError> {
        let n_docs = reader.varint_u32()?;
        let n = n_docs as usize;
        let titles = Values::read(reader)?;
        let has_slugs = reader.u8()? == 1;
        let mut ids = Values::read(reader)?;
        if titles.n() != n_docs || ids.n() != n_docs {
            return Err(BytesError::Number);
        }
        if has_slugs {
            ids = with_slugs(&ids, &titles);
        }
        let dates = dates::read(reader, n)?;
        let mut columns = Vec::with_capacity(Facet::ALL.len());
        for _ in Facet::STORED {
            columns.push(Column::read(reader, n)?);
        }
        columns.push(years(&dates));
        Ok(Self {
            n_docs,
            titles,
            ids,
            by_id: OnceCell::new(),
            dates,
            columns,
            n_words: numbers(reader, n, u32::MAX)?,
            pictures: reader.bytes(n.div_ceil(8))?.to_vec(),
            repeated: Values::read(reader)?,
        })
    }

    /// How many articles it has.
    #[must_use]
    pub fn n_docs(&self) -> u32 {
        self.n_docs
    }

    /// Returns an article's id; empty where there is no such article.
    #[must_use]
    pub fn id(&self, doc: u32) -> &str {
        self.ids.text(doc)
    }

    /// Returns an article's headline; empty where there is no such article.
    #[must_use]
    pub fn title(&self, doc: u32) -> &str {
        self.titles.text(doc)
    }

    /// Returns an article's date.
    #[must_use]
    pub fn date(&self, doc: u32) -> Option<Date> {
        self.dates.get(doc as usize).copied().flatten()
    }

    /// Returns the article of an id. The first call sorts the ids.
    #[must_use]
    pub fn doc(&self, id: &str) -> Option<u32> {
        let at = |place: usize| self.ids.text(place as u32);
        let by_id = self
            .by_id
            .get_or_init(|| order::places(self.n_docs as usize, &|a, b| at(a).cmp(at(b))));
        let place = by_id.partition_point(|place| at(*place) < id);
        let doc = *by_id.get(place)?;
        (at(doc) == id).then_some(doc as u32)
    }

    /// Returns the values of a facet: most frequent first, ties by text; years
    /// ascending, what has none first.
    #[must_use]
    pub fn values(&self, facet: Facet) -> &Values {
        &self.columns[facet as usize].values
    }

    /// Returns the numbers of an article's values, at least one, none twice, in
    /// the article's own order; nothing where there is no such article.
    #[must_use]
    pub fn doc_values(&self, facet: Facet, doc: u32) -> &[u32] {
        self.columns[facet as usize].doc(doc as usize)
    }

    /// Adds to how many of some articles have each value of a facet; a count for
    /// every value.
    pub(crate) fn count_values(
        &self,
        facet: Facet,
        docs: impl Iterator<Item = u32>,
        counts: &mut [u32],
    ) {
        let Column {
            starts, numbers, ..
        } = &self.columns[facet as usize];
        let mut add = |number: &u32| {
            if let Some(count) = counts.get_mut(*number as usize) {
                *count += 1;
            }
        };
        if starts.is_empty() {
            docs.filter_map(|doc| numbers.get(doc as usize))
                .for_each(add);
            return;
        }
        for doc in docs {
            self.doc_values(facet, doc).iter().for_each(&mut add);
        }
    }

    /// Returns how many words an article has, as `Article::n_words` counts them.
    #[must_use]
    pub fn n_words(&self, doc: u32) -> u32 {
        self.n_words.get(doc as usize).copied().unwrap_or(0)
    }

    /// Whether a picture came with an article.
    #[must_use]
    pub fn has_picture(&self, doc: u32) -> bool {
        let byte = self.pictures.get(doc as usize / 8).copied();
        byte.unwrap_or(0) >> (doc % 8) & 1 == 1
    }

    /// Returns how many minutes an article takes to read, at least one.
    #[must_use]
    #[inline]
    pub fn minutes_to_read(&self, doc: u32) -> usize {
        let language = self.doc_values(Facet::Lang, doc).first();
        let language = language.map_or(NO_VALUE, |value| self.values(Facet::Lang).text(*value));
        minutes_to_read(self.n_words(doc) as usize, language)
    }

    /// Returns the first and the last day that any date may mean, or nothing if
    /// every article is undated.
    #[must_use]
    pub fn span(&self) -> Option<Days> {
        let spans = self.dates.iter().flatten().map(|date| Days::from(*date));
        spans.reduce(|a, b| Days {
            first: a.first.min(b.first),
            last: a.last.max(b.last),
        })
    }

    /// Strings that the texts refer to by number.
    pub(crate) fn repeated(&self) -> &Values {
        &self.repeated
    }
}

impl Column {
    fn read(reader: &mut Reader, n_docs: usize) -> Result<Self, BytesError> {
        let values = Values::read(reader)?;
        let counts = numbers(reader, n_docs, u32::MAX)?;
        let mut starts = Vec::new();
        let mut end: u32 = 0;
        if counts.iter().all(|count| *count == 1) {
            end = counts.len() as u32;
        } else {
            starts.reserve_exact(n_docs + 1);
            starts.push(0);
            for count in counts {
                let next = end.checked_add(count).filter(|_| count > 0);
                end = next.ok_or(BytesError::Number)?;
                starts.push(end);
            }
        }
        let column = Self {
            numbers: numbers(reader, end as usize, values.n())?,
            values,
            starts,
        };
        // Where every article has one value none is there twice.
        let n_docs = column.starts.len().saturating_sub(1);
        let mut last_doc = vec![
            u32::MAX;
            if n_docs > 0 {
                column.values.n() as usize
            } else {
                0
            }
        ];
        for doc in 0..n_docs {
            for number in column.doc(doc) {
                let last = &mut last_doc[*number as usize];
                if std::mem::replace(last, doc as u32) == doc as u32 {
                    return Err(BytesError::Number);
                }
            }
        }
        Ok(column)
    }

    fn doc(&self, doc: usize) -> &[u32] {
        let range = if self.starts.is_empty() {
            doc..doc.saturating_add(1)
        } else {
            match self.starts.get(doc..doc.saturating_add(2)) {
                Some([start, end]) => *start as usize..*end as usize,
                _ => return &[],
            }
        };
        self.numbers.get(range).unwrap_or_default()
    }
}

/// Reads so many numbers, each less than `bound`.
fn numbers(reader: &mut Reader, n: usize, bound: u32) -> Result<Vec<u32>, BytesError> {
    // Each takes a byte at least, so no more room is made than there are bytes.
    if n > reader.rest().len() {
        return Err(BytesError::End);
    }
    let mut numbers = Vec::with_capacity(n);
    for _ in 0..n {
        let number = reader.varint_u32()?;
        if number >= bound {
            return Err(BytesError::Number);
        }
        numbers.push(number);
    }
    Ok(numbers)
}

/// Puts back the slugs of titles.
fn with_slugs(ids: &Values, titles: &Values) -> Values {
    let mut whole = Values::default();
    for doc in 0..ids.n() {
        whole.push(&slug::with_slug(ids.text(doc), titles.text(doc)));
    }
    whole
}

/// Makes the facet of years.
fn years(dates: &[Option<Date>]) -> Column {
    let year = |date: &Option<Date>| {
        let date = (*date)?;
        let year = date.first().ymd().0;
        (year == date.last().ymd().0).then_some(year)
    };
    // Years run from -9999 to 9999.
    let place = |year: Option<i32>| year.map_or(0, |year| (year + 10_000).max(1) as usize);
    let mut numbers_of = vec![u32::MAX; 20_001];
    for date in dates {
        numbers_of[place(year(date))] = 0;
    }
    let mut values = Values::default();
    for (place, number) in numbers_of.iter_mut().enumerate() {
        if *number == 0 {
            *number = values.n();
            let point = crate::date::Point::from_year(place as i32 - 10_000);
            match point.filter(|_| place > 0) {
                Some(point) => values.push(&point.to_string()),
                None => values.push(NO_VALUE),
            }
        }
    }
    Column {
        values,
        starts: Vec::new(),
        numbers: dates
            .iter()
            .map(|date| numbers_of[place(year(date))])
            .collect(),
    }
}

#[cfg(test)]
mod tests;
