//! The range on the chart: what is inside, and a handle at each end.

use biennien_core::date::Day;
use biennien_core::timeline::Days;
use yew::prelude::*;

use super::gesture::{Edge, Grip};
use super::scale::Scale;
use crate::css::percent;
use crate::wording::Words;

/// Nearer to an edge than this part of the width, the label starts there
/// instead of being centered, so that it stays on the chart.
const EDGE: f64 = 0.2;

pub(super) struct RangeProps {
    pub(super) words: Words,
    pub(super) view: Days,
    /// What the handles can reach.
    pub(super) whole: Days,
    pub(super) range: Option<Days>,
    /// How many articles are in it, where that is known.
    pub(super) n_articles: Option<u32>,
    pub(super) on_begin: Callback<(Grip, PointerEvent)>,
    pub(super) on_key: Callback<(Edge, KeyboardEvent)>,
}

/// The range. Without one the handles stand at the ends, ready to be moved.
pub(super) fn range(props: &RangeProps) -> Html {
    let RangeProps {
        words,
        view,
        whole,
        range,
        n_articles,
        ..
    } = *props;
    let scale = Scale::new(view);
    let ends = range.unwrap_or(whole);
    let place = scale.clamped(ends);
    let middle = place.left.midpoint(place.right);
    let style = format!(
        "--from:{};--to:{}",
        percent(place.left),
        percent(place.right)
    );
    let label_class = classes!(
        "brush__label",
        (middle < EDGE).then_some("brush__label--left"),
        (middle > 1.0 - EDGE).then_some("brush__label--right")
    );
    let grip = props.on_begin.reform(|event| (Grip::Whole, event));
    html! {
        <div class={classes!("range", range.is_none().then_some("range--whole"))} {style}>
            if let Some(range) = range {
                <div class="brush" onpointerdown={grip}>
                    <span class={label_class}>
                        { words.days(range) }
                        if let Some(n) = n_articles {
                            <small>{ format!(" · {}", words.articles(n)) }</small>
                        }
                    </span>
                </div>
            }
            { handle(props, Edge::From, ends.first) }
            { handle(props, Edge::To, ends.last) }
        </div>
    }
}

fn handle(props: &RangeProps, edge: Edge, day: Day) -> Html {
    let texts = props.words.histogram();
    let (class, label) = match edge {
        Edge::From => ("handle handle--from", texts.from),
        Edge::To => ("handle handle--to", texts.to),
    };
    let offset = |day: Day| (day.0 - props.whole.first.0).to_string();
    let reachable = day.clamp(props.whole.first, props.whole.last);
    html! {
        <span
            {class}
            role="slider"
            tabindex="0"
            aria-label={label}
            aria-orientation="horizontal"
            aria-valuemin="0"
            aria-valuemax={offset(props.whole.last)}
            aria-valuenow={offset(reachable)}
            aria-valuetext={props.words.day_with_weekday(day)}
            onpointerdown={props.on_begin.reform(move |event| (Grip::Edge(edge), event))}
            onkeydown={props.on_key.reform(move |event| (edge, event))}
        />
    }
}
