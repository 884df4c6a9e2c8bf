//! Articles saved as plain text, the way people save them: the page's own date
//! on top, title, dateline, captions, paragraphs, a byline in capitals.
//!
//! In order: `lines` parts the text at empty lines; `head` takes dates, title
//! and `Tiêu đề: …` lines off the top; `foot` takes bylines and sources off
//! the bottom; `body` makes blocks of what is left; `dateline` takes *LSO-* or
//! *HÀ NỘI, 8/7 –* off the first paragraph; `when` weighs the dates.
//!
//! Every word of the input is in the article: in its title, blocks, authors,
//! sources or place, or as it stood in `extra_biennien` under
//! `page_date_text`, `header`, `trail`, `dateline`, `byline` or `source_text`.

use biennien_core::article::{Article, ArticleId, Block, Guess, Provenance};
use serde_json::Value;

use crate::dates::{DayMonth, Stamp};
use crate::decode::compose;
use crate::{Format, Note, NoteKind, Settings, language};

mod body;
mod dateline;
mod foot;
mod head;
mod lines;
mod masthead;
mod when;

/// What has been found out about an article so far.
#[derive(Debug, Default)]
struct Draft {
    article: Article,
    /// Date on the page, above or under the title.
    page_stamp: Option<Stamp>,
    /// Date that the file gives as the article's own (`Ngày: …`).
    own_stamp: Option<Stamp>,
    /// Day in the dateline.
    dateline_day: Option<DayMonth>,
    /// The paragraph that the dateline stood in, as an index of the blocks.
    news_idx: usize,
    notes: Vec<NoteKind>,
}

impl Draft {
    fn guess(&mut self, field: &str, reason: impl Into<String>) {
        let guess = Guess {
            field: field.to_owned(),
            reason: reason.into(),
        };
        self.article.provenance.guesses.push(guess);
    }

    /// Keeps a line as it stood, under those kept before.
    fn keep(&mut self, field: &str, raw: &str) {
        let kept = &mut self.article.extra_biennien;
        let text = match kept.text(field) {
            Some(before) => format!("{before}\n{raw}"),
            None => raw.to_owned(),
        };
        kept.insert(field, Value::String(text));
    }
}

/// Reads a text.
pub(crate) fn read(path: &str, text: &str, settings: &Settings) -> (Article, Vec<Note>) {
    let text = compose(text);
    let groups = lines::groups(&text);
    let guess = settings
        .language
        .as_deref()
        .or(language::guess(&text).map(|(language, _)| language));
    let timezone = settings.timezone_for(guess);
    let mut draft = Draft::default();
    draft.article.provenance = Provenance {
        path: Some(path.to_owned()),
        reader: Some(Format::Text.name().to_owned()),
        ..Provenance::default()
    };
    let rest = head::take(&mut draft, groups, timezone);
    let rest = foot::take(&mut draft, rest, timezone);
    draft.article.blocks = body::blocks(&rest);
    flag_captions(&mut draft);
    dateline::take(&mut draft);
    when::decide(&mut draft);
    if draft.article.title.is_empty() {
        title_from_path(&mut draft, path);
    }
    set_language(&mut draft, &text, settings);
    finish(draft, path)
}

fn flag_captions(draft: &mut Draft) {
    let is_guess = |block: &Block| match block {
        Block::Figure { caption, .. } => !body::is_caption_line(&caption.text),
        _ => false,
    };
    if draft.article.blocks.iter().any(is_guess) {
        let reason =
            "short lines between paragraphs that end no sentence are taken for a caption";
        draft.guess("blocks", reason);
    }
}

fn title_from_path(draft: &mut Draft, path: &str) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    draft.article.title = if stem.is_empty() { name } else { stem }.to_owned();
    draft.guess(
        "title",
        "the text has no line that is a title, so the file's name stands for it",
    );
}

fn set_language(draft: &mut Draft, text: &str, settings: &Settings) {
    if draft.article.language.is_some() {
        return;
    }
    draft.article.language.clone_from(&settings.language);
    if let Some((language, reason)) =
        language::guess(text).filter(|_| settings.language.is_none())
    {
        draft.article.language = Some(language.to_owned());
        draft.guess("language", reason);
    }
}

fn finish(draft: Draft, path: &str) -> (Article, Vec<Note>) {
    let Draft {
        mut article, notes, ..
    } = draft;
    let source = article.sources.first().map_or("", String::as_str);
    article.id =
        ArticleId::derive(article.url.as_deref(), &article.title, article.date, source);
    // A language that was guessed stands in the provenance; in a report of
    // thousands of files it would bury the dates.
    let told = article
        .provenance
        .guesses
        .iter()
        .filter(|guess| guess.field != "language");
    let guessed = told.map(|Guess { field, reason }| NoteKind::Guessed {
        field: field.clone(),
        reason: reason.clone(),
    });
    let kinds: Vec<NoteKind> = guessed.chain(notes).collect();
    let note = |kind| Note {
        path: path.to_owned(),
        item: None,
        id: Some(article.id.0.clone()),
        kind,
    };
    let notes = kinds.into_iter().map(note).collect();
    (article, notes)
}

#[cfg(test)]
mod tests;
