//! What stands under the last row: the nearest periods with matches outside of
//! the range, or that this is the end.

use biennien_core::date::Day;
use biennien_core::search::Sort;
use biennien_core::timeline::{Days, Level, Period};
use yew::prelude::*;

use crate::hooks::Found;
use crate::opened::Opened;
use crate::shared::Shared;
use crate::state::Action;
use crate::wording::Words;

/// What the end is given.
#[derive(Properties, PartialEq)]
pub struct EndOfListProps {
    /// The archive.
    pub opened: Shared<Opened>,
    /// What was found.
    pub found: Found,
    /// The words.
    pub words: Words,
    /// Where changes go.
    pub dispatch: Callback<Action>,
}

/// The end.
#[component]
pub fn EndOfList(props: &EndOfListProps) -> Html {
    let EndOfListProps {
        opened,
        found,
        words,
        dispatch,
    } = props;
    let range = opened.span.and_then(|span| found.asked.range(span));
    let mut beyond = range.map_or_else(Vec::new, |range| neighbors(found, range));
    if found.asked.sort == Sort::Oldest {
        beyond.reverse();
    }
    let offer = |(days, n): (Days, u32)| {
        let wider = range.map(|range| Days {
            first: range.first.min(days.first),
            last: range.last.max(days.last),
        });
        let onclick = dispatch.reform(move |_| Action::SetRange(wider));
        html! {
            <div class="edge">
                <p><b>{ words.period(Period::Span(days)) }</b>{ " " }{ words.outside_range(n) }</p>
                <button class="btn" type="button" {onclick}>{ words.widen_range(days) }</button>
            </div>
        }
    };
    if beyond.is_empty() {
        return html! { <p class="list-end">{ words.end_of_list(found.summary.total) }</p> };
    }
    html! { { for beyond.into_iter().map(offer) } }
}

/// The nearest month, or wider bin, before the range that has matches, and the
/// nearest after it; of a month that the range cuts only what is outside.
fn neighbors(found: &Found, range: Days) -> Vec<(Days, u32)> {
    let spread = &found.unranged;
    let bin = |(day, n): &(Day, u32)| (spread.level.bin(*day), *n);
    let bins: Vec<(Days, u32)> = spread.bins.iter().map(bin).collect();
    let level = found.level.max(Level::Month);
    let before = bins
        .iter()
        .rev()
        .filter(|(days, _)| days.last < range.first);
    let after = bins.iter().filter(|(days, _)| days.first > range.last);
    let near = |mut bins: Box<dyn Iterator<Item = &(Days, u32)> + '_>| {
        let (days, n) = bins.next()?;
        let whole = level.bin(days.first);
        let rest = bins.take_while(|(days, _)| whole.contains(*days));
        Some((whole, n + rest.map(|(_, n)| n).sum::<u32>()))
    };
    let clip = |(mut days, n): (Days, u32)| {
        if days.first < range.first && days.last >= range.first {
            days.last = Day(range.first.0 - 1);
        } else if days.last > range.last && days.first <= range.last {
            days.first = Day(range.last.0 + 1);
        }
        (days, n)
    };
    let near = [near(Box::new(before)), near(Box::new(after))];
    near.into_iter().flatten().map(clip).collect()
}
