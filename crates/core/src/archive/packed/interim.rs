//! The engine until it takes what was packed.

use std::rc::Rc;

use crate::catalogue::Catalogue;
use crate::index::packed::Index;
use crate::search::Engine;
use crate::texts::{Texts, TextsError};

pub(super) fn engine(
    catalogue: &Rc<Catalogue>,
    _: &Index,
    texts: &Texts,
) -> Result<Engine, TextsError> {
    Ok(Engine::new(&super::articles(catalogue, texts)?))
}
