//! The articles that are measured: from a file, or made up.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use biennien_core::archive::{Archive, feed};
use biennien_core::article::{Article, ArticleId, Block};
use flate2::read::MultiGzDecoder;
use serde_json::{Value, json};

use super::SEED;
use super::generator::Generator;

/// Articles to be measured.
pub(crate) struct Corpus {
    /// What the table calls it.
    pub(crate) name: String,
    /// In canonical order.
    pub(crate) archive: Archive,
    /// UTF-8 bytes of all titles and texts: what sizes are a share of.
    pub(crate) n_bytes: usize,
}

impl Corpus {
    /// Reads the first articles of a file of JSON lines, gzipped or not, or
    /// makes them up.
    pub(crate) fn load(file: Option<&Path>, limit: usize) -> Result<Self> {
        let articles: Vec<Article> = match file {
            Some(file) => read(file, limit)?.iter().filter_map(article).collect(),
            None => {
                let generator = Generator::new(SEED);
                let made = (0..limit).map(|number| generator.article(number));
                made.filter_map(|line| article(&line)).collect()
            }
        };
        let mut archive = Archive {
            title: "Bench".to_owned(),
            articles,
            ..Archive::default()
        };
        archive.sort_articles();
        let n_bytes = archive.articles.iter().map(n_bytes).sum();
        Ok(Self {
            name: name(file),
            archive,
            n_bytes,
        })
    }

    pub(crate) fn n_articles(&self) -> usize {
        self.archive.articles.len()
    }

    pub(crate) fn is_vietnamese(&self) -> bool {
        self.language() == "vi"
    }

    /// Returns the language of its first article that has one.
    pub(crate) fn language(&self) -> &str {
        let mut languages = self
            .archive
            .articles
            .iter()
            .filter_map(|it| it.language.as_deref());
        languages.next().unwrap_or("vi")
    }

    /// Writes every article as a line for the peers: number, title, text.
    pub(crate) fn write_plain(&self, file: &Path) -> Result<()> {
        let mut out = std::io::BufWriter::new(File::create(file)?);
        for (id, article) in self.archive.articles.iter().enumerate() {
            let line =
                json!({ "id": id, "title": article.title, "body": article.content_text() });
            writeln!(out, "{line}")?;
        }
        Ok(out.flush()?)
    }
}

/// Returns what tables call the articles of a file, or made-up ones.
pub(crate) fn name(file: Option<&Path>) -> String {
    let Some(file) = file else {
        return "made up".to_owned();
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.split(".jsonl").next().unwrap_or_default().to_owned()
}

/// Writes made-up articles, a line each.
pub(crate) fn write_generated(n_articles: usize, out: &mut impl Write) -> Result<()> {
    let generator = Generator::new(SEED);
    for number in 0..n_articles {
        writeln!(out, "{}", generator.article(number))?;
    }
    Ok(out.flush()?)
}

/// Returns a real corpus below `BIENNIEN_CORPORA`, or says what to set.
pub(crate) fn real(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("BIENNIEN_CORPORA").map(PathBuf::from);
    let file = folder.map(|folder| folder.join(name));
    let found = file.filter(|file| file.is_file());
    if found.is_none() {
        println!("{name} is not there: BIENNIEN_CORPORA names no folder that holds it");
    }
    found
}

/// Returns the first lines of a file.
pub(crate) fn read(file: &Path, limit: usize) -> Result<Vec<Value>> {
    let opened = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let is_gzip = file.extension().is_some_and(|ending| ending == "gz");
    let plain: Box<dyn Read> = if is_gzip {
        Box::new(MultiGzDecoder::new(opened))
    } else {
        Box::new(opened)
    };
    let lines = BufReader::new(plain).lines().take(limit).enumerate();
    let lines = lines.map(|(at, line)| {
        serde_json::from_str(&line?)
            .with_context(|| format!("line {} of {} is no JSON", at + 1, file.display()))
    });
    lines.collect()
}

/// Reads an article, or nothing where there is neither title nor text.
pub(crate) fn article(line: &Value) -> Option<Article> {
    let text = |key: &str| line[key].as_str().unwrap_or_default().trim().to_owned();
    let list = |key: &str| match &line[key] {
        Value::String(text) if !text.is_empty() => vec![text.clone()],
        Value::Array(items) => {
            let items = items.iter().filter_map(Value::as_str);
            items.map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    let title = text("title")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let blocks = feed::paragraphs(&text("body"));
    let date = line["date"].as_str().and_then(|date| date.get(..10));
    let is_any = !title.is_empty() || !blocks.is_empty();
    is_any.then(|| Article {
        id: ArticleId(text("id")),
        title,
        language: line["lang"].as_str().map(str::to_owned),
        authors: list("author"),
        sources: list("source"),
        section: line["section"].as_str().map(str::to_owned),
        tags: list("tags"),
        date: date.and_then(|date| date.parse().ok()),
        blocks,
        ..Article::default()
    })
}

/// Returns the bytes of an article's strings.
fn n_bytes(article: &Article) -> usize {
    strings(article).map(str::len).sum()
}

/// Returns what an article of a corpus says, string by string.
pub(crate) fn strings(article: &Article) -> impl Iterator<Item = &str> {
    let paragraphs = article.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text.text.as_str()),
        _ => None,
    });
    std::iter::once(article.title.as_str()).chain(paragraphs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_come_in_canonical_order_with_their_bytes_counted() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("tin.jsonl");
        let lines = concat!(
            "{\"id\":\"a\",\"title\":\"Cũ\",\"date\":\"2019-01-02T03:04\",\"body\":\"Một.\\n\\nHai.\"}\n",
            "{\"id\":\"b\",\"title\":\"\",\"date\":null,\"body\":\"\"}\n",
            "{\"id\":\"c\",\"title\":\"Mới\",\"date\":\"2020-01-02\",\"body\":\"Ba.\"}\n",
        );
        std::fs::write(&file, lines).unwrap();
        let corpus = Corpus::load(Some(&file), 10).unwrap();
        assert_eq!(corpus.name, "tin");
        let titles = corpus
            .archive
            .articles
            .iter()
            .map(|article| &*article.title);
        assert_eq!(titles.collect::<Vec<_>>(), ["Mới", "Cũ"]);
        assert_eq!(corpus.n_bytes, "MớiBa.CũMột.Hai.".len());
        assert_eq!(strings(&corpus.archive.articles[1]).last(), Some("Hai."));
    }
}
