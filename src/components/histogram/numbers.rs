//! The same as the bars in numbers.

use std::rc::Rc;

use biennien_core::search::Spread;
use biennien_core::timeline::{Days, Level};
use yew::prelude::*;

use super::bins::Bin;
use crate::wording::Words;

/// What the table is given.
#[derive(Properties, PartialEq)]
pub struct NumbersProps {
    /// The words.
    pub words: Words,
    /// How wide the bins are.
    pub level: Level,
    /// The stretch that is shown.
    pub view: Days,
    /// Its bins.
    pub bins: Rc<Vec<Bin>>,
    /// How all articles spread.
    pub all: Rc<Spread>,
    /// How the matches spread.
    pub matches: Rc<Spread>,
}

/// The table. Times of which the archive has nothing say so.
pub fn table(props: &NumbersProps) -> Html {
    let NumbersProps {
        words,
        level,
        view,
        ref bins,
        ref all,
        ref matches,
    } = *props;
    let texts = words.histogram();
    let numbers = |n_matching: u32, n_all: u32| {
        html! {
            <>
                <td>{ words.number(n_matching) }</td>
                <td>{ words.number(n_all) }</td>
                <td>{ words.percent(n_matching, n_all) }</td>
            </>
        }
    };
    let row = |bin: &Bin| {
        let name = words.bin(level, bin.days.first);
        let cells = if bin.is_never_collected() {
            html! { <td colspan="3">{ texts.never_collected }</td> }
        } else {
            numbers(bin.n_matching, bin.n_all)
        };
        html! { <tr key={bin.days.first.0}><th scope="row">{ name }</th>{ cells }</tr> }
    };
    let rest = |name: &'static str, n_matching: u32, n_all: u32| {
        html! { <tr><th scope="row">{ name }</th>{ numbers(n_matching, n_all) }</tr> }
    };
    let sum = |spread: &Spread| {
        let n_in_bins: u32 = spread.bins.iter().map(|(_, n)| n).sum();
        n_in_bins + spread.imprecise + spread.undated
    };
    html! {
        <div class="numbers" tabindex="0" role="region" aria-label={texts.table}>
            <table>
                <caption>{ words.table_of(view) }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ texts.time_column }</th>
                        <th scope="col">{ texts.matching }</th>
                        <th scope="col">{ texts.all }</th>
                        <th scope="col">{ texts.share_column }</th>
                    </tr>
                </thead>
                <tbody>{ for bins.iter().map(row) }</tbody>
                <tfoot>
                    { rest(texts.imprecise, matches.imprecise, all.imprecise) }
                    { rest(texts.undated, matches.undated, all.undated) }
                    { rest(texts.sum, sum(matches), sum(all)) }
                </tfoot>
            </table>
        </div>
    }
}
