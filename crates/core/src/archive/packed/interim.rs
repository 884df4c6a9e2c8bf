//! Index and texts until there are some.
use super::super::{Archive, feed};
use crate::article::Article;
use crate::search::Engine;
use std::rc::Rc;

#[derive(Debug, thiserror::Error)]
#[error("not as it was packed")]
pub(super) struct InterimError;

use crate::catalogue::Catalogue;
pub(super) struct Index(u32);
impl Index {
    pub(super) fn build(articles: &[Article]) -> Vec<u8> {
        (articles.len() as u32).to_le_bytes().to_vec()
    }
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, InterimError> {
        Ok(Self(u32::from_le_bytes(
            (&bytes[..]).try_into().map_err(|_| InterimError)?,
        )))
    }
    pub(super) fn n_docs(&self) -> u32 {
        self.0
    }
}
pub(super) struct Texts(Vec<Article>);
impl Texts {
    pub(super) fn build(articles: &[Article], _: u8) -> Vec<u8> {
        feed::write_compact(&Archive {
            articles: articles.to_vec(),
            ..Archive::default()
        })
        .into_bytes()
    }
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, InterimError> {
        Ok(Self(
            feed::read(&bytes, feed::ReadOptions::default())
                .map_err(|_| InterimError)?
                .archive
                .articles,
        ))
    }
    pub(super) fn n_docs(&self) -> u32 {
        self.0.len() as u32
    }
}
pub(super) fn articles(_: &Catalogue, texts: &Texts) -> Result<Vec<Article>, InterimError> {
    Ok(texts.0.clone())
}
pub(super) fn engine(_: Rc<Catalogue>, _: Index, texts: Texts) -> Engine {
    Engine::new(&texts.0)
}
