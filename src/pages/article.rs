//! The reader: one article.

use std::rc::Rc;

use biennien_core::article::Article;
use biennien_core::search::Highlighter;
use yew::prelude::*;

use crate::shared::Shared;
use crate::wording::Words;

/// An article before or after this one in the results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbor {
    /// Its address, `#` included.
    pub href: AttrValue,
    /// Its headline.
    pub title: AttrValue,
}

/// What the reader is given.
#[derive(Properties, PartialEq)]
pub struct ArticlePageProps {
    /// The article.
    pub article: Rc<Article>,
    /// Marks the query's hits in any text.
    pub highlighter: Shared<Highlighter>,
    /// The query that it was found by; empty if none.
    pub query: AttrValue,
    /// A passage to go to.
    #[prop_or_default]
    pub at: Option<AttrValue>,
    /// The address of the results it came from, `#` included.
    pub back: AttrValue,
    /// How many results there are, where that is known.
    #[prop_or_default]
    pub total: Option<u32>,
    /// The article's place among them, counted from 1.
    #[prop_or_default]
    pub position: Option<u32>,
    /// The result before.
    #[prop_or_default]
    pub previous: Option<Neighbor>,
    /// The result after.
    #[prop_or_default]
    pub next: Option<Neighbor>,
    /// Whether single letters are keys.
    pub has_letter_keys: bool,
    /// The words.
    pub words: Words,
    /// Goes back to the results.
    pub on_back: Callback<()>,
}

/// The reader.
#[component]
pub fn ArticlePage(props: &ArticlePageProps) -> Html {
    let ArticlePageProps {
        article,
        back,
        words,
        ..
    } = props;
    html! {
        <main class="reader" id="main" tabindex="-1" data-reader={article.id.0.clone()}>
            <a href={back.clone()}>{ words.reader().back }</a>
            <h1>{ article.title.clone() }</h1>
            <p>{ article.content_text() }</p>
        </main>
    }
}
