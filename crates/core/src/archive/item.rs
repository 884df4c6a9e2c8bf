//! Writes an article as a JSON Feed item, see `feed`.

use super::blocks;
use super::feed::NO_TIME;
use crate::article::{Article, Provenance};
use crate::json::{Extra, JsonError, Reader, Writer};

/// Writes an article as a JSON Feed item. A field may stand in it twice; the
/// later counts.
#[must_use]
pub fn item(article: &Article) -> String {
    let mut out = Writer::default();
    out.begin('{');
    out.extra(&article.extra);
    out.field("id", Some(&article.id.0));
    out.field("title", Some(&article.title));
    out.field("url", article.url.as_deref());
    out.field("summary", article.lead.as_deref());
    out.field("language", article.language.as_deref());
    out.field("content_text", Some(&article.content_text()));
    out.field("date_published", published(article).as_deref());
    if !are_kept(&article.extra, &article.authors) {
        out.name("authors");
        out.begin('[');
        for name in &article.authors {
            out.begin('{');
            out.field("name", Some(name));
            out.end('}');
        }
        out.end(']');
    }
    if !article.tags.is_empty() {
        out.name("tags");
        out.texts(&article.tags);
    }
    out.name("_biennien");
    out.begin('{');
    write_ours(&mut out, article);
    out.end('}');
    out.end('}');
    out.finish()
}

fn write_ours(out: &mut Writer, article: &Article) {
    out.extra(&article.extra_biennien);
    let dates = [
        ("date", article.date),
        ("page_date", article.page_date),
        ("event_date", article.event_date),
    ];
    for (name, date) in dates {
        out.field(name, date.map(|date| date.to_string()).as_deref());
    }
    out.field("section", article.section.as_deref());
    out.field("place", article.place.as_deref());
    if !article.sources.is_empty() {
        out.name("sources");
        out.texts(&article.sources);
    }
    if article.provenance != Provenance::default() {
        out.name("provenance");
        out.begin('{');
        write_provenance(out, &article.provenance);
        out.end('}');
    }
    out.name("blocks");
    blocks::write(out, &article.blocks);
}

fn write_provenance(out: &mut Writer, provenance: &Provenance) {
    out.extra(&provenance.extra);
    out.field("path", provenance.path.as_deref());
    out.field("reader", provenance.reader.as_deref());
    if let Some(item) = provenance.item {
        out.name("item");
        out.whole(item.into());
    }
    if provenance.guesses.is_empty() {
        return;
    }
    out.name("guesses");
    out.begin('[');
    for guess in &provenance.guesses {
        out.begin('{');
        out.field("field", Some(&guess.field));
        out.field("reason", Some(&guess.reason));
        out.end('}');
    }
    out.end(']');
}

fn published(article: &Article) -> Option<String> {
    if let Some(stamp) = &article.date_published {
        return Some(stamp.clone());
    }
    let day = article.date.filter(|date| !date.is_in_doubt())?.day()?;
    let (year, ..) = day.ymd();
    (year >= 0).then(|| [&day.to_string(), NO_TIME].concat())
}

/// Whether names need not be written: there are none, or what was kept has a
/// list that says more and has the same ones.
pub(super) fn are_kept(extra: &Extra, names: &[String]) -> bool {
    names.is_empty()
        || extra
            .value("authors")
            .and_then(|authors| read_names(authors).ok())
            .is_some_and(|kept| kept == names)
}

/// Reads the names in a list of authors, as a feed is read.
fn read_names(authors: &str) -> Result<Vec<String>, JsonError> {
    let mut names = Vec::new();
    let mut reader = Reader::new(authors);
    reader.list(&mut |reader| {
        let author = reader.skip()?;
        if author.starts_with('"') {
            names.push(Reader::new(author).string()?);
        } else {
            names.extend(Extra::from_json(author)?.text("name"));
        }
        Ok(())
    })?;
    names.retain(|name| !name.trim().is_empty());
    Ok(names)
}
