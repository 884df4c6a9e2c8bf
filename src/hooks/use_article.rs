//! An article's text, read when it is opened, and those beside it before they
//! are.

use std::rc::Rc;

use biennien_core::article::Article;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::opened::Opened;
use crate::shared::Shared;

/// How far an article's text is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Story {
    /// It is being read; only what lists know of the article is there.
    Loading,
    /// It is there.
    #[default]
    Ready,
    /// It is damaged, and so.
    Damaged(AttrValue),
}

/// Reads an article: at once where it was read before, else a moment later.
/// Then reads those beside it.
#[hook]
pub fn use_article(
    opened: &Shared<Opened>,
    doc: u32,
    beside: [Option<u32>; 2],
) -> (Rc<Article>, Story) {
    let read = use_state(|| None::<(u32, Result<Rc<Article>, String>)>);
    // What is shown stays, however much else is read meanwhile.
    let shown = use_mut_ref(|| None::<(u32, Rc<Article>)>);
    let outline = use_memo(doc, |doc| Rc::new(opened.outline(*doc)));
    {
        let (opened, setter) = (opened.clone(), read.setter());
        use_effect_with(doc, move |doc| {
            let doc = *doc;
            // What was kept is drawn already.
            if opened.kept(doc).is_none() {
                spawn_local(async move {
                    let article = opened.read(doc).await;
                    setter.set(Some((doc, article)));
                });
            }
        });
    }
    {
        let opened = opened.clone();
        use_effect_with(beside, move |beside| {
            let beside = *beside;
            spawn_local(async move {
                for doc in beside.into_iter().flatten() {
                    // Whoever goes there is told.
                    let _ = opened.read(doc).await;
                }
            });
        });
    }
    let known = (*read).clone().filter(|(of, _)| *of == doc);
    let before = shown.borrow_mut().take().filter(|(of, _)| *of == doc);
    let kept = || before.map(|(_, article)| article);
    let kept = || kept().or_else(|| opened.kept(doc)).map(Ok);
    match known.map(|(_, article)| article).or_else(kept) {
        Some(Ok(article)) => {
            *shown.borrow_mut() = Some((doc, Rc::clone(&article)));
            (article, Story::Ready)
        }
        Some(Err(detail)) => ((*outline).clone(), Story::Damaged(detail.into())),
        None => ((*outline).clone(), Story::Loading),
    }
}
