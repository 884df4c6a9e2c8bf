//! How much text can be packed so that it can be read again.

use super::{MAX_ARTICLE_BYTES, searchable};
use crate::article::{Article, Block};

/// All articles unpack to no more than this: 2 GiB, what a page could hold at all.
pub(crate) const MAX_BYTES: usize = 1 << 31;

/// What any string takes beside its bytes.
pub(crate) const STRING_BYTES: usize = 64;

/// Why articles cannot be packed or searched together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TooLarge {
    /// One has more text than is read of any.
    #[error(
        "the article {title:?} has more than {} MiB of text; divide it",
        MAX_ARTICLE_BYTES >> 20
    )]
    Article {
        /// Its headline.
        title: String,
    },
    /// All have together.
    #[error(
        "the articles have more than {} MiB of text and pictures; pack them in several",
        MAX_BYTES >> 20
    )]
    All,
}

/// Checks whether articles can be packed together: an index and a table of words
/// are no larger than the texts, so that those alone need be counted.
///
/// # Errors
///
/// When one is too large, or all are together.
pub fn check_size(articles: &[Article]) -> Result<(), TooLarge> {
    check(articles, MAX_ARTICLE_BYTES, MAX_BYTES)
}

fn check(articles: &[Article], max_article: usize, max_bytes: usize) -> Result<(), TooLarge> {
    let mut left = max_bytes;
    for article in articles {
        let texts = searchable(article).map(|(_, text)| text.len() + STRING_BYTES);
        let n_bytes: usize = texts.sum();
        if n_bytes > max_article {
            let title = article.title.chars().take(80).collect();
            return Err(TooLarge::Article { title });
        }
        let pictures = article.blocks.iter().map(|block| match block {
            Block::Figure { src: Some(src), .. } => src.len() + STRING_BYTES,
            _ => 0,
        });
        let n_bytes = n_bytes.saturating_add(pictures.sum());
        left = left.checked_sub(n_bytes).ok_or(TooLarge::All)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_is_named() {
        let articles = ["một", "hai"].map(|title| Article {
            title: title.to_owned(),
            ..Article::default()
        });
        let error = |max_article, max_bytes| {
            let error = check(&articles, max_article, max_bytes).expect_err("too large");
            error.to_string()
        };
        assert_eq!(check_size(&articles), Ok(()));
        let one = 2 * STRING_BYTES;
        assert_eq!(check(&articles, one + 5, 2 * one + 8), Ok(()));
        insta::assert_snapshot!([error(one + 4, 999), error(999, 2 * one + 7)].join("\n"), @r#"
        the article "một" has more than 256 MiB of text; divide it
        the articles have more than 2048 MiB of text and pictures; pack them in several
        "#);
    }
}
