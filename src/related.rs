//! Articles on the subjects of another, by what they are filed under: tags,
//! place, section. Nothing here reads a text. Pure.

use biennien_core::article::Article;
use biennien_core::order;

/// A tag in common says so much, with a place 2 and a section 1.
const TAG: usize = 3;

/// Returns at most so many articles that have a tag in common with another, or
/// both place and section: the most in common first, then the nearest in time.
#[must_use]
pub fn related<'a>(articles: &'a [Article], of: &Article, n: usize) -> Vec<&'a Article> {
    let mut found: Vec<(usize, u32, usize)> = Vec::new();
    for (at, other) in articles.iter().enumerate() {
        let score = in_common(of, other);
        if score >= TAG && other.id != of.id {
            found.push((usize::MAX - score, days_between(of, other), at));
        }
    }
    order::sort_by_key(&mut found, |found| *found);
    let found = found.iter().take(n);
    found.filter_map(|(_, _, at)| articles.get(*at)).collect()
}

fn in_common(a: &Article, b: &Article) -> usize {
    let is_same = |a: &Option<String>, b: &Option<String>| usize::from(a.is_some() && a == b);
    let n_tags = a.tags.iter().filter(|tag| b.tags.contains(tag)).count();
    TAG * n_tags + 2 * is_same(&a.place, &b.place) + is_same(&a.section, &b.section)
}

fn days_between(a: &Article, b: &Article) -> u32 {
    let days = a.date.zip(b.date);
    days.map_or(u32::MAX, |(a, b)| a.first().0.abs_diff(b.first().0))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let all = [
            article(
                "bridge",
                "2019-07-08",
                &["road", "bridge"],
                "Hà Vân",
                "News",
            ),
            article("section", "2019-07-08", &[], "", "News"),
            article("far", "1990", &["road"], "", ""),
            article("near", "2019-07-30", &["road"], "", ""),
            article("undated", "", &["road"], "", ""),
            article("both", "1954", &["bridge", "road"], "", ""),
            article("there", "2019", &[], "Hà Vân", "News"),
            article("else", "2019", &["market"], "Hà Vân", ""),
        ];
        let found = related(&all, &all[0], 5);
        let found: Vec<&str> = found.iter().map(|it| it.id.0.as_str()).collect();
        assert_eq!(found, ["both", "near", "there", "far", "undated"]);
        assert!(related(&all, &all[1], 5).is_empty());
        assert!(related(&all, &Article::default(), 5).is_empty());
    }
}
