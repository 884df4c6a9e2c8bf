//! Above the chart: the way to what is shown, the legend, the zoom.

use biennien_core::timeline::{Days, Level};
use yew::prelude::*;

use super::bar_numbers;
use super::bins::Bin;
use super::plot::hatch;
use super::zoom;
use crate::state::Action;
use crate::wording::Words;

pub(super) struct HeadProps {
    pub(super) words: Words,
    pub(super) view: Days,
    pub(super) span: Days,
    pub(super) range: Option<Days>,
    /// How many articles match in each crumb.
    pub(super) counts: Vec<Option<u32>>,
    pub(super) is_share: bool,
    pub(super) has_table: bool,
    pub(super) on_table: Callback<MouseEvent>,
    pub(super) dispatch: Callback<Action>,
    /// Between the crumbs and the buttons.
    pub(super) children: Html,
}

/// The crumbs, what stands beside them, and the buttons.
pub(super) fn head(props: &HeadProps) -> Html {
    let HeadProps {
        words,
        view,
        span,
        range,
        ..
    } = *props;
    let texts = words.histogram();
    let go = |days: Option<Days>| {
        let days = days.filter(|days| !days.contains(span));
        props
            .dispatch
            .reform(move |_: MouseEvent| Action::SetView(days))
    };
    let button = |label: &'static str, shape: &'static str, to: Option<Days>| {
        html! {
            <button
                type="button"
                class="btn btn--icon"
                aria-label={label}
                title={label}
                disabled={to.is_none()}
                onclick={go(to)}
            >
                { icon(shape) }
            </button>
        }
    };
    let crumbs = zoom::crumbs(view, span);
    let last = crumbs.len() - 1;
    let crumb = |(at, days): (usize, Days)| {
        let name = if at == 0 {
            texts.whole.to_owned()
        } else {
            words.days(days)
        };
        let n = props.counts.get(at).copied().flatten();
        let n = n.map(|n| format!(" {}", words.number(n)));
        let inner = html! { <>{ name }<small>{ n }</small></> };
        let inner = if at == last {
            html! { <span aria-current="location">{ inner }</span> }
        } else {
            html! { <button type="button" onclick={go(Some(days))}>{ inner }</button> }
        };
        html! { <li key={at}>{ inner }</li> }
    };
    html! {
        <div class="band__head">
            <nav class="crumbs" aria-label={texts.crumbs}>
                <ol>{ for crumbs.into_iter().enumerate().map(crumb) }</ol>
            </nav>
            { props.children.clone() }
            <div class="band__tools" role="group" aria-label={texts.tools}>
                if !view.contains(span) {
                    { button(texts.earlier, "m12 5-5 5 5 5", zoom::beside(view, span, false)) }
                    { button(texts.later, "m8 5 5 5-5 5", zoom::beside(view, span, true)) }
                    { take_view(props) }
                }
                { button(texts.zoom_out, "M4 10h12", zoom::zoom_out(view, span)) }
                { button(texts.zoom_in, "M10 4v12M4 10h12", zoom::zoom_in(view, range)) }
                { share(props) }
                <button
                    type="button"
                    class="btn btn--icon"
                    aria-label={texts.table}
                    title={texts.table}
                    aria-expanded={props.has_table.to_string()}
                    onclick={props.on_table.clone()}
                >
                    { icon("M3 4h14v12H3zM3 8h14M3 12h14M8 4v12") }
                </button>
            </div>
        </div>
    }
}

/// Makes what is shown the range.
fn take_view(props: &HeadProps) -> Html {
    let label = props.words.histogram().take_view;
    let view = props.view;
    let take = move |_: MouseEvent| Action::SetRange(Some(view));
    html! {
        <button
            type="button"
            class="btn btn--icon"
            aria-label={label}
            title={label}
            disabled={props.range == Some(view)}
            onclick={props.dispatch.reform(take)}
        >
            { icon("M7 4H4v12h3M13 4h3v12h-3M7.500 10h5") }
        </button>
    }
}

/// Switches between numbers and shares.
fn share(props: &HeadProps) -> Html {
    let label = props.words.histogram().share;
    let is_share = props.is_share;
    html! {
        <button
            type="button"
            class="btn btn--icon"
            aria-label={label}
            title={label}
            aria-pressed={is_share.to_string()}
            onclick={props.dispatch.reform(move |_: MouseEvent| Action::SetShare(!is_share))}
        >
            { "%" }
        </button>
    }
}

fn icon(shape: &'static str) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d={shape} /></svg>
    }
}

pub(super) struct LegendProps {
    pub(super) words: Words,
    pub(super) level: Level,
    /// The bar that is looked at; its numbers take the legend's place.
    pub(super) bin: Option<Bin>,
    pub(super) is_share: bool,
    pub(super) has_range: bool,
}

/// What the bars mean, or what one of them says.
pub(super) fn legend(props: &LegendProps) -> Html {
    let LegendProps {
        words,
        level,
        ref bin,
        is_share,
        has_range,
    } = *props;
    let texts = words.histogram();
    if let Some(bin) = bin {
        return html! {
            <p class="legend legend__bar" aria-hidden="true">
                <span>
                    <b>{ words.bin(level, bin.days.first) }</b>
                    { ": " }
                    { bar_numbers(words, bin, is_share) }
                </span>
            </p>
        };
    }
    let sample = |class: &'static str, text: &'static str| {
        html! {
            <li>
                <svg aria-hidden="true" class={class}>
                    <rect class="bar__total" width="14" height="12" />
                    <rect class="bar__sky" width="14" height="1" />
                    <rect class="bar__hit" width="14" height="12" />
                </svg>
                { text }
            </li>
        }
    };
    html! {
        <div class="legend">
            <ul aria-label={texts.legend}>
                if is_share {
                    { sample(if has_range { "bar--in" } else { "" }, texts.share_column) }
                } else if has_range {
                    { sample("bar--in", texts.matching_inside) }
                    { sample("", texts.matching_outside) }
                } else {
                    { sample("", texts.matching) }
                }
                if !is_share {
                    { sample("bar--all", texts.all) }
                }
                <li>
                    <svg aria-hidden="true">
                        { hatch("hatch-legend") }
                        <rect width="14" height="12" fill="url(#hatch-legend)" />
                    </svg>
                    { texts.never_collected }
                </li>
            </ul>
        </div>
    }
}
