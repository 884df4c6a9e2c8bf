//! The bars and the axis under them.

use std::fmt::Write;
use std::rc::Rc;

use biennien_core::date::Day;
use biennien_core::timeline::{Days, Level};
use yew::prelude::*;

use super::axis::{self, Step};
use super::bins::{self, Bin, Top};
use super::scale::{Scale, Stretch};
use crate::css::percent;
use crate::wording::Words;

/// Labels on the widest screens; a phone leaves out those after a long one.
const MAX_LABELS: usize = 12;
/// From here on labels would touch on a phone.
const MANY_LABELS: usize = 7;
/// A label that began here would reach beyond the chart; it ends at its tick.
const LAST_LABEL: f64 = 0.96;
/// The least height of a bar that is not empty: 2 px of 104.
const LEAST_HEIGHT: f64 = 0.02;
/// With more bins the gutters between bars are thinner than the bars only on
/// wide screens.
const DENSE: usize = 60;

pub(super) struct PlotProps {
    pub(super) words: Words,
    pub(super) view: Days,
    pub(super) bins: Rc<Vec<Bin>>,
    /// What fills the height.
    pub(super) top: Top,
    pub(super) range: Option<Days>,
    /// The bar that is looked at.
    pub(super) now: Option<Days>,
    pub(super) on_begin: Callback<PointerEvent>,
    pub(super) onkeydown: Callback<KeyboardEvent>,
}

/// The bars.
pub(super) fn plot(props: &PlotProps) -> Html {
    let PlotProps {
        words,
        view,
        ref bins,
        top,
        range,
        now,
        ..
    } = *props;
    let scale = Scale::new(view);
    let wash = range.and_then(|range| scale.stretch(range));
    let is_dense = bins.len() > DENSE;
    html! {
        <div
            class={classes!("chart__bars", is_dense.then_some("chart__bars--dense"))}
            role="group"
            tabindex="0"
            aria-label={words.histogram().bars}
            onpointerdown={props.on_begin.clone()}
            onkeydown={props.onkeydown.clone()}
        >
            <svg class="chart__plot" aria-hidden="true">
                { hatch("hatch") }
                { for wash.map(|wash| rect("chart__wash", wash, 100.0)) }
                { for [0, 1, 2].map(|at| grid_line(f64::from(at) / 3.0)) }
                { for bins::gaps(bins).into_iter().filter_map(|days| gap(scale, days)) }
                { bars(&Bars { scale, bins, top }, range, now) }
            </svg>
        </div>
    }
}

/// The pattern of times that were never collected. Drawn in the page itself:
/// no style sheet can, and no file is at hand.
pub(super) fn hatch(id: &'static str) -> Html {
    html! {
        <defs>
            <pattern
                id={id}
                width="5"
                height="5"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
            >
                <path class="hatch__line" d="M0 0v5" stroke-width="2" />
            </pattern>
        </defs>
    }
}

/// A rectangle standing on the axis; `height` in percent of the chart's.
fn rect(class: &'static str, place: Stretch, height: f64) -> Html {
    html! {
        <rect
            {class}
            x={percent(place.left)}
            width={percent(place.width())}
            y={percent(1.0 - height / 100.0)}
            height={percent(height / 100.0)}
        />
    }
}

fn grid_line(at: f64) -> Html {
    html! { <line class="chart__grid" x1="0" x2="100%" y1={percent(at)} y2={percent(at)} /> }
}

fn gap(scale: Scale, days: Days) -> Option<Html> {
    let place = scale.stretch(days)?;
    Some(html! {
        <rect
            class="bar__none"
            fill="url(#hatch)"
            x={percent(place.left)}
            width={percent(place.width())}
            height="100%"
        />
    })
}

/// The bars, each of their layers a single path, however many there are.
struct Bars<'a> {
    scale: Scale,
    bins: &'a [Bin],
    top: Top,
}

/// A path's units across the chart and from its top down. Whole numbers, finer
/// than any screen.
const ACROSS: f64 = 100_000.0;
const DOWN: f64 = 1000.0;

impl Bars<'_> {
    /// Draws something of each bar: it is given the edges of the bin, or of what
    /// of it lies in a range, and the top of a number of its articles.
    fn path(
        &self,
        range: Option<Days>,
        n: impl Fn(&Bin) -> u32,
        draw: impl Fn(&mut String, [i64; 3]) -> std::fmt::Result,
    ) -> String {
        let mut path = String::new();
        for bin in self.bins.iter().filter(|bin| !bin.is_never_collected()) {
            let days = match range {
                Some(range) => Days {
                    first: range.first.max(bin.days.first),
                    last: range.last.min(bin.days.last),
                },
                None => bin.days,
            };
            let place = self.scale.stretch(days);
            let Some(place) = place.filter(|_| days.first <= days.last) else {
                continue;
            };
            let part = match n(bin) {
                0 => continue,
                n => self.top.part(n, bin).max(LEAST_HEIGHT),
            };
            let edge = |at: f64| (at * ACROSS).round() as i64;
            let top = ((1.0 - part) * DOWN).round() as i64;
            // Writing to a string cannot fail.
            let _ = draw(&mut path, [edge(place.left), edge(place.right), top]);
        }
        path
    }

    fn area(&self, range: Option<Days>, n: impl Fn(&Bin) -> u32) -> String {
        self.path(range, n, |path, [left, right, top]| {
            write!(path, "M{left} 1000V{top}H{right}V1000z")
        })
    }
}

fn bars(bars: &Bars, range: Option<Days>, now: Option<Days>) -> Html {
    let area = |class: &'static str, range: Option<Days>, n: &dyn Fn(&Bin) -> u32| {
        let path = bars.area(range, n);
        (!path.is_empty()).then(|| html! { <path {class} d={path} /> })
    };
    let is_share = matches!(bars.top, Top::Share(..));
    let n_all = |bin: &Bin| if is_share { 0 } else { bin.n_all };
    let n_matching = |bin: &Bin| bin.n_matching;
    let sky = bars.path(None, n_all, |path, [left, right, top]| {
        write!(path, "M{left} {top}H{right}")
    });
    let gaps = bars.path(
        None,
        |bin| bin.n_all,
        |path, [left, ..]| write!(path, "M{left} 0V1000"),
    );
    html! {
        <svg
            class="bars"
            viewBox="0 0 100000 1000"
            preserveAspectRatio="none"
            width="100%"
            height="100%"
        >
            { area("bar__total", None, &n_all) }
            <path class="bar__line" d={sky} />
            { for now.and_then(|now| area("bar__now", Some(now), &n_all)) }
            { area("bar__hit", None, &n_matching) }
            { for range.and_then(|range| area("bar__hit bar__hit--in", Some(range), &n_matching)) }
            <path class="bar__gap" d={gaps} />
        </svg>
    }
}

/// The labels under the bars.
pub(super) fn axis_of(words: Words, level: Level, view: Days) -> Html {
    let scale = Scale::new(view);
    let (step, days) = axis::ticks(view, level, MAX_LABELS);
    let is_many = days.len() > MANY_LABELS;
    let mut is_after_long = false;
    let label = |(at, day): (usize, &Day)| {
        let left = scale.left(*day);
        let (long, short) = name(words, view, step, *day, at == 0);
        let is_spare = is_many && is_after_long;
        is_after_long = !is_spare && short.chars().count() > 2;
        let class = classes!(
            (left == 0.0).then_some("axis__start"),
            (left > LAST_LABEL).then_some("axis__end"),
            is_spare.then_some("axis__spare")
        );
        html! {
            <li {class} style={format!("--x:{}", percent(left))}>
                <span>
                    <span class="axis__long">{ long }</span>
                    <span class="axis__short">{ short }</span>
                </span>
            </li>
        }
    };
    html! {
        <ol class="axis" aria-hidden="true">{ for days.iter().enumerate().map(label) }</ol>
    }
}

/// A label, and what is left of it on a phone.
fn name(words: Words, view: Days, step: Step, day: Day, is_first: bool) -> (String, String) {
    let (year, month, of_month) = day.ymd();
    let is_one_year = year == view.first.ymd().0 && year == view.last.ymd().0;
    let twice = |text: String| (text.clone(), text);
    match step {
        Step::Days(_) if is_first || of_month == 1 => twice(words.day_of_year(day)),
        Step::Days(_) => twice(of_month.to_string()),
        Step::Months(_) if is_one_year => (words.month_name(month), words.month_short(month)),
        Step::Months(_) if month == 1 => twice(words.year(year)),
        Step::Months(_) => (words.month_name(month), words.month_short(month)),
        Step::Years(_) => twice(words.year(year)),
    }
}
