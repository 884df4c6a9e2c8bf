//! Makes one archive of what several inputs held.

use std::collections::BTreeMap;

use biennien_core::archive::Archive;
use biennien_core::article::{Article, ArticleId, Provenance};

use crate::{Note, NoteKind, Reading, Refused};

/// One archive, and what there is to say about it.
#[derive(Debug, Default)]
pub struct Merged {
    /// The archive, in canonical order.
    pub archive: Archive,
    /// What was refused in any input, sorted by path and place.
    pub refused: Vec<Refused>,
    /// What was noted in any input or in merging, sorted by path and place.
    pub notes: Vec<Note>,
}

/// Gathers readings into one archive. Their order makes no difference.
///
/// The same article twice becomes one. Of different articles with the same id
/// the first by path keeps it; the id of another gets a hash of what it says,
/// so that it stays when more inputs are added.
#[must_use]
pub fn merge(mut readings: Vec<Reading>) -> Merged {
    readings.sort_by(|a, b| {
        let key = |reading: &Reading| (reading.path.clone(), reading.format);
        key(a).cmp(&key(b)).then_with(|| texts(a).cmp(texts(b)))
    });
    let mut merged = Merged::default();
    let heads = readings.iter_mut().filter_map(|reading| {
        reading
            .archive
            .take()
            .map(|archive| (reading.path.clone(), archive))
    });
    let heads: Vec<(String, Archive)> = heads.collect();
    take_head(&mut merged, heads);
    let mut gathered = Gathered::default();
    for reading in readings {
        for article in reading.articles {
            merged.notes.extend(gathered.push(&reading.path, article));
        }
        merged.refused.extend(reading.refused);
        merged.notes.extend(reading.notes);
    }
    merged.archive.articles = gathered.articles;
    merged.archive.sort_articles();
    if merged.archive.language.is_none() {
        merged.archive.language = main_language(&merged.archive.articles);
    }
    merged
        .refused
        .sort_by(|a, b| (&a.path, a.line, a.item).cmp(&(&b.path, b.line, b.item)));
    merged.notes.sort();
    merged.notes.dedup();
    merged
}

/// Ids and titles, which tell apart two inputs of the same path.
fn texts(reading: &Reading) -> impl Iterator<Item = (&ArticleId, &str)> {
    reading
        .articles
        .iter()
        .map(|article| (&article.id, article.title.as_str()))
}

/// Takes over the name, owner and rights of the one archive among the inputs.
fn take_head(merged: &mut Merged, mut heads: Vec<(String, Archive)>) {
    heads.dedup_by(|a, b| a.1 == b.1);
    if heads.len() > 1 {
        let titles = heads.iter().map(|(_, head)| head.title.clone()).collect();
        let path = heads.swap_remove(0).0;
        let kind = NoteKind::SeveralTitles { titles };
        merged.notes.push(Note {
            path,
            item: None,
            id: None,
            kind,
        });
    } else if let Some((_, head)) = heads.pop() {
        merged.archive = head;
    }
}

#[derive(Default)]
struct Gathered {
    articles: Vec<Article>,
    /// Where an id stands in `articles`, and the input it came from.
    by_id: BTreeMap<ArticleId, (usize, String)>,
}

impl Gathered {
    fn push(&mut self, path: &str, mut article: Article) -> Option<Note> {
        let Some((_, first)) = self.by_id.get(&article.id) else {
            self.insert(path, article);
            return None;
        };
        let first = first.clone();
        let (item, id) = (article.provenance.item, article.id.0.clone());
        let note = |kind, id| {
            Some(Note {
                path: path.to_owned(),
                item,
                id: Some(id),
                kind,
            })
        };
        let hash =
            ArticleId::derive(None, &article.title, article.date, &article.content_text());
        let base = format!("{id}~{}", hash.0.get(..8).unwrap_or_default());
        let mut now = id.clone();
        let mut n_tries = 1;
        while let Some((at, twin)) = self.by_id.get(&ArticleId(now.clone())) {
            if is_same(&self.articles[*at], &article) {
                let first = twin.clone();
                return note(NoteKind::Repeated { first }, now);
            }
            now = if n_tries == 1 {
                base.clone()
            } else {
                format!("{base}-{n_tries}")
            };
            n_tries += 1;
        }
        article.id = ArticleId(now.clone());
        self.insert(path, article);
        note(
            NoteKind::SameId {
                first,
                id,
                now: now.clone(),
            },
            now,
        )
    }

    fn insert(&mut self, path: &str, article: Article) {
        self.by_id
            .insert(article.id.clone(), (self.articles.len(), path.to_owned()));
        self.articles.push(article);
    }
}

/// Whether two articles say the same, wherever they were found.
fn is_same(a: &Article, b: &Article) -> bool {
    let bare = |article: &Article| Article {
        id: ArticleId::default(),
        provenance: Provenance::default(),
        ..article.clone()
    };
    bare(a) == bare(b)
}

/// The language of most articles; of several with as many, the first by name.
fn main_language(articles: &[Article]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for language in articles
        .iter()
        .filter_map(|article| article.language.as_deref())
    {
        *counts.entry(language).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .rev()
        .max_by_key(|(_, n_articles)| *n_articles);
    most.map(|(language, _)| language.to_owned())
}

#[cfg(test)]
mod tests;
