//! Weighs the dates of a text: which day it was printed, and on what grounds.
//!
//! A date that the file gives as its own counts. Else the day in dateline or
//! first paragraph, in the last year that does not put it after the page's
//! date; else the page's date. Only the first is not a guess.

use biennien_core::article::Block;
use biennien_core::date::{Date, Day};

use crate::NoteKind;
use crate::dates::{DayMonth, Stamp, find_day, find_today, last_such_day};
use crate::text::Draft;

/// News of a day is printed within so many days; a page dated later than that
/// was dated when it was saved.
const MAX_DAYS_TO_PRINT: i32 = 7;

/// A day and month further back than this, in days, may as well be the day to
/// come: a forecast or an invitation.
const MAX_DAYS_BACK: i32 = 300;

/// So much of the first paragraph is looked at, in letters.
const MAX_FIRST: usize = 2_000;

/// Sets `date`, `page_date`, `event_date` and `date_published`.
pub(super) fn decide(draft: &mut Draft) {
    draft.article.page_date = draft.page_stamp.as_ref().map(|stamp| stamp.date);
    let text = first_text(draft);
    let own = draft.own_stamp.take();
    let reference = own
        .as_ref()
        .or(draft.page_stamp.as_ref())
        .map(|stamp| stamp.date.last());
    let in_dateline = draft.dateline_day.take();
    let is_dateline = in_dateline.is_some();
    let found = in_dateline.or_else(|| find_day(&text));
    let found = found.filter(|found| !is_to_come(draft, found, is_dateline));
    let day = found.as_ref().and_then(|found| resolve(found, reference));
    if let (Some(found), None, None) = (&found, day, &own) {
        let text = format!("{}/{}", found.day, found.month);
        draft.notes.push(NoteKind::NoYear { text });
    }
    if !is_dateline {
        draft.article.event_date = day
            .zip(found.as_ref())
            .map(|(day, found)| to_date(day, found));
    }
    if let Some(Stamp {
        date, published, ..
    }) = own
    {
        draft.article.date = Some(date);
        draft.article.date_published = published;
        return;
    }
    match found.zip(day) {
        Some((found, day)) => {
            let says = if is_dateline {
                kept_dateline(draft)
            } else {
                quote(&text, &found)
            };
            from_day(draft, &found, day, is_dateline, &says);
        }
        None => from_page(draft, find_today(&text)),
    }
}

/// The paragraph with the dateline, or else the first, where news says when.
fn first_text(draft: &Draft) -> String {
    let mut blocks = draft.article.blocks.iter().skip(draft.news_idx);
    let text = blocks.find_map(|block| match block {
        Block::Paragraph(text) => Some(text.text.chars().take(MAX_FIRST).collect()),
        _ => None,
    });
    text.unwrap_or_default()
}

fn kept_dateline(draft: &Draft) -> String {
    let kept = draft.article.extra_biennien.text("dateline");
    kept.unwrap_or_default()
}

fn resolve(found: &DayMonth, reference: Option<Day>) -> Option<Day> {
    match found.year {
        Some(year) => Day::from_ymd(year, found.month, found.day),
        None => last_such_day(found.day, found.month, reference?),
    }
}

/// Whether a day without a year may be one that was still to come when the
/// page was printed; only a time of day says when that was.
fn is_to_come(draft: &Draft, found: &DayMonth, is_dateline: bool) -> bool {
    let stamp = draft.page_stamp.as_ref().filter(|stamp| stamp.has_time);
    let Some(page_day) = stamp.and_then(|stamp| stamp.date.day()) else {
        return false;
    };
    let is_that_day = is_dateline || found.is_today || found.year.is_some();
    !is_that_day
        && resolve(found, Some(page_day)).is_some_and(|day| page_day.0 - day.0 > MAX_DAYS_BACK)
}

fn to_date(day: Day, found: &DayMonth) -> Date {
    let date = Date::from_day(day);
    if found.year.is_none() {
        date.uncertain()
    } else {
        date
    }
}

/// Dates the article by a day in its text.
fn from_day(draft: &mut Draft, found: &DayMonth, day: Day, is_dateline: bool, says: &str) {
    let page_day = draft.article.page_date.and_then(Date::day);
    let is_that_day = is_dateline || found.is_today;
    if let Some(page_day) = page_day
        && (0..=MAX_DAYS_TO_PRINT).contains(&(page_day.0 - day.0))
        && (!is_that_day || page_day == day)
    {
        let reason = format!(
            "the text says \"{says}\" and the page is dated {page_day}, so the page's date is taken for the day of printing"
        );
        date_by_page(draft, reason);
        if page_day == day {
            draft.article.date = Some(Date::from_day(day));
        }
        return;
    }
    let year = match (found.year, page_day) {
        (None, Some(page_day)) => {
            format!(
                " without a year; {day} is the last such day not after the page's date, {page_day}"
            )
        }
        _ => format!(", which is {day}"),
    };
    let printed = if is_that_day {
        "it was printed that day"
    } else {
        "it was printed about then"
    };
    draft.guess(
        "date",
        format!("the text says \"{says}\"{year}, and {printed}"),
    );
    let is_sure = is_that_day && found.year.is_some();
    let date = Date::from_day(day);
    draft.article.date = Some(if is_sure { date } else { date.uncertain() });
}

/// Dates the article by its page.
fn from_page(draft: &mut Draft, today: Option<&str>) {
    let Some(date) = draft.article.page_date else {
        return;
    };
    let reason = match today {
        Some(today) => {
            format!("the text says \"{today}\" without a date, and the page is dated {date}")
        }
        None => format!("only the page is dated, {date}; it may be the day when it was saved"),
    };
    date_by_page(draft, reason);
}

/// A time of day is that of printing; a bare day may be that of saving.
fn date_by_page(draft: &mut Draft, reason: String) {
    let Some(stamp) = draft.page_stamp.clone() else {
        return;
    };
    draft.guess("date", reason);
    let is_sure = stamp.has_time;
    draft.article.date = Some(if is_sure {
        stamp.date
    } else {
        stamp.date.uncertain()
    });
    draft.article.date_published = stamp.published;
}

/// The words that name the day, with those before that call it today.
fn quote(text: &str, found: &DayMonth) -> String {
    let before = text[..found.byte_range.start].trim_end_matches(['(', ' ', ',']);
    let n_words = if found.is_today || before.ends_with(" qua") {
        2
    } else {
        1
    };
    let start = before
        .rmatch_indices(' ')
        .nth(n_words - 1)
        .map_or(0, |(at, _)| at + 1);
    let closing = usize::from(text[found.byte_range.end..].starts_with(')'));
    text[start..found.byte_range.end + closing].replace('\n', " ")
}
