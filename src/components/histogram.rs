//! The histogram: how matches and all articles spread over time, and the range.

use std::rc::Rc;

use biennien_core::search::Spread;
use biennien_core::timeline::{Days, Level};
use yew::prelude::*;

use crate::wording::Words;

/// What the histogram is given.
#[derive(Properties, PartialEq)]
pub struct HistogramProps {
    /// How all articles spread.
    pub all: Rc<Spread>,
    /// How the matches spread if no range were chosen.
    pub matches: Rc<Spread>,
    /// How wide the bins of both are.
    pub level: Level,
    /// From the first day of the archive to its last.
    pub span: Days,
    /// The stretch that is shown.
    pub view: Days,
    /// The range chosen.
    pub range: Option<Days>,
    /// How many articles match in the range.
    pub in_range: u32,
    /// How many match without it.
    pub total: u32,
    /// The words.
    pub words: Words,
    /// A range is chosen, or none.
    pub on_range: Callback<Option<Days>>,
    /// Another stretch is to be shown, or everything.
    pub on_view: Callback<Option<Days>>,
}

/// The histogram.
#[component]
pub fn Histogram(props: &HistogramProps) -> Html {
    html! {
        <section class="band" aria-labelledby="band-h">
            <h2 class="vh" id="band-h">{ props.words.histogram().heading }</h2>
        </section>
    }
}
