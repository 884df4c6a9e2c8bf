//! Articles on the subjects of another, by what they are filed under: tags,
//! place, section. Nothing here reads a text. Pure.

use biennien_core::catalogue::{Catalogue, Facet};

/// A tag in common says so much, with a place 2 and a section 1.
const TAG: u32 = 3;

/// Returns at most so many articles that have a tag in common with another, or
/// both place and section: the most in common first, then the nearest in time.
#[must_use]
pub fn related(catalogue: &Catalogue, of: u32, n: usize) -> Vec<u32> {
    let filed = Filed::new(catalogue, of);
    let mut best: Vec<(u32, u32, u32)> = Vec::with_capacity(n + 1);
    for doc in (0..catalogue.n_docs()).filter(|doc| *doc != of) {
        let score = filed.in_common(catalogue, doc);
        if score < TAG {
            continue;
        }
        let key = (u32::MAX - score, filed.days_to(catalogue, doc), doc);
        let place = best.partition_point(|other| *other < key);
        if place < n {
            best.insert(place, key);
            best.truncate(n);
        }
    }
    best.into_iter().map(|(_, _, doc)| doc).collect()
}

/// What an article is filed under: numbers of values.
struct Filed {
    tags: Vec<u32>,
    place: Option<u32>,
    section: Option<u32>,
    first_day: Option<i32>,
}

impl Filed {
    fn new(catalogue: &Catalogue, doc: u32) -> Self {
        let said = |facet| {
            let values = catalogue.values(facet);
            let of = catalogue.doc_values(facet, doc).iter().copied();
            of.filter(|value| !values.text(*value).is_empty())
        };
        Self {
            tags: said(Facet::Tag).collect(),
            place: said(Facet::Place).next(),
            section: said(Facet::Section).next(),
            first_day: catalogue.date(doc).map(|date| date.first().0),
        }
    }

    fn in_common(&self, catalogue: &Catalogue, doc: u32) -> u32 {
        let has = |facet, value: &Option<u32>| {
            let of = catalogue.doc_values(facet, doc);
            u32::from(value.is_some_and(|value| of.contains(&value)))
        };
        let tags = self.tags.iter().map(|tag| has(Facet::Tag, &Some(*tag)));
        TAG * tags.sum::<u32>()
            + 2 * has(Facet::Place, &self.place)
            + has(Facet::Section, &self.section)
    }

    fn days_to(&self, catalogue: &Catalogue, doc: u32) -> u32 {
        let day = catalogue.date(doc).map(|date| date.first().0);
        let days = self.first_day.zip(day);
        days.map_or(u32::MAX, |(a, b)| a.abs_diff(b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::article::Article;

    fn article(id: &str, date: &str, tags: &[&str], place: &str, section: &str) -> Article {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Article {
            id: biennien_core::article::ArticleId(id.into()),
            date: date.parse().ok(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            place: some(place),
            section: some(section),
            ..Article::default()
        }
    }

    #[test]
    fn the_most_in_common_comes_first_then_the_nearest_in_time() {
        let road = ["road", "bridge"];
        let all = [
            article("near", "2019-07-30", &["road"], "", ""),
            article("bridge", "2019-07-08", &road, "Hà Vân", "News"),
            article("section", "2019-07-08", &[], "", "News"),
            article("there", "2019", &[], "Hà Vân", "News"),
            article("else", "2019", &["market"], "Hà Vân", ""),
            article("far", "1990", &["road"], "", ""),
            article("both", "1954", &["bridge", "road"], "", ""),
            article("undated", "", &["road"], "", ""),
        ];
        let catalogue = Catalogue::open(&Catalogue::build(&all)).expect("it was just made");
        let found = |id, n| -> Vec<&str> {
            let doc = catalogue.doc(id).expect(id);
            let found = related(&catalogue, doc, n).into_iter();
            found.map(|doc| catalogue.id(doc)).collect()
        };
        let nearest = ["both", "near", "there", "far", "undated"];
        assert_eq!(found("bridge", 5), nearest);
        assert_eq!(found("bridge", 2), nearest[..2]);
        assert!(found("section", 5).is_empty());
    }
}
