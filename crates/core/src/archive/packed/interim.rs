//! An index until there is one.

use std::rc::Rc;

use crate::article::Article;
use crate::catalogue::Catalogue;
use crate::search::Engine;
use crate::texts::{Texts, TextsError};

#[derive(Debug, thiserror::Error)]
#[error("not as it was packed")]
pub(super) struct InterimError;

pub(super) struct Index(u32);

impl Index {
    pub(super) fn build(articles: &[Article]) -> Vec<u8> {
        (articles.len() as u32).to_le_bytes().to_vec()
    }

    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, InterimError> {
        let bytes = bytes.as_slice().try_into().map_err(|_| InterimError)?;
        Ok(Self(u32::from_le_bytes(bytes)))
    }

    pub(super) fn n_docs(&self) -> u32 {
        self.0
    }
}

pub(super) fn engine(
    catalogue: &Rc<Catalogue>,
    _: Index,
    texts: &Texts,
) -> Result<Engine, TextsError> {
    Ok(Engine::new(&super::articles(catalogue, texts)?))
}
