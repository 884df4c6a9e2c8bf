//! The histogram: how matches and all articles spread over time, and the range.
//!
//! A range is chosen by dragging, by the handles' keys, or by typing dates; the
//! table says what the bars show. What a drag would choose is shown while it goes
//! on, and told only at its end. What the chart shows is another thing: a click
//! on a bar, a pinch and Ctrl with the wheel go nearer, the crumbs lead back. The arithmetic is in `scale`,
//! `bins`, `axis`, `gesture`, `zoom` and `entry`, and is pure.

pub mod axis;
pub mod bins;
pub mod dates;
pub mod entry;
pub mod gesture;
mod head;
pub mod numbers;
mod plot;
mod pointers;
mod range;
pub mod scale;
pub mod zoom;

use std::rc::Rc;

use biennien_core::date::Day;
use biennien_core::search::Spread;
use biennien_core::timeline::{Days, Level};
use yew::prelude::*;

use crate::platform::wheel::{self, Wheel};
use crate::state::Action;
use crate::wording::Words;
use bins::{Bin, Top};
use gesture::{Edge, Grip, Step};
use head::{HeadProps, LegendProps};
use numbers::NumbersProps;
use plot::PlotProps;
use pointers::Pointers;
use range::RangeProps;
use scale::whole_bins;

/// What the histogram is given.
#[derive(Clone, Properties, PartialEq)]
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
    /// Whether bars show the matches' share of all.
    pub is_share: bool,
    /// The words.
    pub words: Words,
    /// Where changes go.
    pub dispatch: Callback<Action>,
}

impl HistogramProps {
    /// A range; one that leaves nothing out is none.
    fn narrowing(&self, range: Days) -> Option<Days> {
        (!range.contains(self.span)).then_some(range)
    }

    fn choose(&self, range: Days) {
        self.dispatch.emit(Action::SetRange(self.narrowing(range)));
    }

    fn show(&self, view: Option<Days>) {
        if let Some(view) = view {
            self.dispatch.emit(Action::SetView(self.narrowing(view)));
        }
    }

    /// The same as one of many small steps.
    fn show_bit(&self, view: Option<Days>) {
        if let Some(view) = view.filter(|view| *view != self.view) {
            self.dispatch.emit(Action::MoveView(self.narrowing(view)));
        }
    }

    /// Shows a bar from near; one that cannot be nearer becomes the range.
    fn look_into(&self, bin: Days) {
        let n_in = |spread: &Spread| {
            let at = spread
                .bins
                .binary_search_by_key(&bin.first, |(day, _)| *day);
            at.is_ok()
        };
        if !n_in(&self.all) {
            return;
        }
        if self.level == Level::Day || bin.contains(self.view) {
            self.choose(bin);
        } else {
            self.show(Some(bin));
        }
    }

    /// What the handles stand at while no range is chosen.
    fn whole(&self) -> Days {
        whole_bins(self.level, self.span)
    }

    /// What a key on a handle does, if it does anything.
    fn press(&self, edge: Edge, event: &KeyboardEvent) {
        let by = if event.shift_key() { 10 } else { 1 };
        let step = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => Step::Bins(-by),
            "ArrowRight" | "ArrowUp" => Step::Bins(by),
            "Home" => Step::First,
            "End" => Step::Last,
            key => return self.press_zoom(key, event),
        };
        event.prevent_default();
        let range = self.range.unwrap_or_else(|| self.whole());
        let range = gesture::step_edge(range, edge, step, self.level, self.span);
        self.dispatch.emit(Action::MoveRange(self.narrowing(range)));
    }

    fn press_zoom(&self, key: &str, event: &KeyboardEvent) {
        let view = match key {
            "+" | "=" => zoom::zoom_in(self.view, self.range),
            "-" | "−" => zoom::zoom_out(self.view, self.span),
            _ => return,
        };
        event.prevent_default();
        self.show(view);
    }

    /// What a key on the bars does: returns the bar that is looked at then.
    fn press_bars(&self, now: Option<Day>, bins: &[Bin], event: &KeyboardEvent) -> Option<Day> {
        let at = now.and_then(|day| bin_at(bins, day));
        let last = bins.len().checked_sub(1)?;
        let by = if event.shift_key() { 10 } else { 1 };
        let at_end = |end: usize| at == Some(end);
        let to = match event.key().as_str() {
            "ArrowLeft" if at_end(0) => return self.press_beyond(bins.first()?, -1, event),
            "ArrowRight" if at_end(last) => return self.press_beyond(bins.last()?, 1, event),
            "ArrowLeft" => at.unwrap_or(bins.len()).saturating_sub(by),
            "ArrowRight" => at.map_or(0, |at| (at + by).min(last)),
            "Home" => 0,
            "End" => last,
            key @ ("PageUp" | "PageDown") => {
                event.prevent_default();
                let view = zoom::beside(self.view, self.span, key == "PageDown");
                self.show_bit(view);
                return view.map_or(now, |view| Some(view.first));
            }
            key @ ("Enter" | " ") => {
                event.prevent_default();
                let bin = bins.get(at?)?.days;
                if key == "Enter" {
                    self.look_into(bin);
                } else {
                    self.choose(bin);
                }
                return now;
            }
            key => {
                self.press_zoom(key, event);
                return now;
            }
        };
        event.prevent_default();
        bins.get(to).map(|bin| bin.days.first)
    }

    /// Moves on from the bar at an end to the one beyond it, which is shown then.
    fn press_beyond(&self, end: &Bin, by: i32, event: &KeyboardEvent) -> Option<Day> {
        event.prevent_default();
        let beyond = if by < 0 {
            self.level.previous_bin(end.days.first)
        } else {
            self.level.next_bin(end.days.first)
        };
        let n_days = i32::try_from(end.days.n_days()).unwrap_or(i32::MAX);
        let view = zoom::moved(self.view, self.span, by * n_days);
        let is_there = beyond.filter(|_| view.is_some());
        self.show_bit(view);
        Some(is_there.unwrap_or(end.days).first)
    }

    /// Follows the wheel. Returns whether it was of use.
    fn turn(&self, wheel: Wheel) -> bool {
        match wheel {
            Wheel::Zoom { place, factor } => {
                self.show_bit(Some(zoom::nearer_at(self.view, self.span, place, factor)));
                true
            }
            Wheel::Pan(part) => {
                let days = part * f64::from(self.view.n_days());
                // At least a day, at most the calendar's.
                let days = days.signum() * days.abs().max(1.0);
                let view = zoom::moved(self.view, self.span, days as i32);
                self.show_bit(view);
                view.is_some()
            }
        }
    }
}

/// How many articles match in each crumb, were no range chosen; nothing where a
/// bar that has some lies across its edge.
fn counts(props: &HistogramProps) -> Vec<Option<u32>> {
    let matches = &props.matches;
    let within = |days: Days| {
        let bins = matches
            .bins
            .iter()
            .map(|(day, n)| (matches.level.bin(*day), n));
        let mut sum = 0;
        for (bin, n) in bins {
            if days.contains(bin) {
                sum += n;
            } else if bin.first <= days.last && days.first <= bin.last {
                return None;
            }
        }
        Some(sum)
    };
    let crumbs = zoom::crumbs(props.view, props.span).into_iter();
    let narrower = crumbs.skip(1).map(within);
    std::iter::once(Some(props.total)).chain(narrower).collect()
}

fn bin_at(bins: &[Bin], day: Day) -> Option<usize> {
    bins.iter()
        .position(|bin| bin.days.first <= day && day <= bin.days.last)
}

/// What is looked at, and how it came to be: only what was reached by key is
/// also spoken.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Look {
    day: Option<Day>,
    is_by_key: bool,
}

/// The histogram.
#[component]
pub fn Histogram(props: &HistogramProps) -> Html {
    let HistogramProps {
        words, level, view, ..
    } = *props;
    let texts = words.histogram();
    let bins = use_memo(
        (props.all.clone(), props.matches.clone(), view, level),
        |(all, matches, view, level)| bins::bins(*view, *level, all, matches),
    );
    let pointers = Pointers {
        props: Rc::new(props.clone()),
        chart: use_node_ref(),
        held: use_mut_ref(pointers::Held::default),
        preview: use_state_eq(|| None::<Days>),
        look: use_state_eq(Look::default),
    };
    let Pointers {
        props,
        preview,
        look,
        ..
    } = &pointers;
    use_wheel(&pointers);
    let has_table = use_state_eq(|| false);
    let is_folded = use_state_eq(|| true);
    let fold = {
        let is_folded = is_folded.clone();
        move |_: MouseEvent| is_folded.set(!*is_folded)
    };
    let on_table = {
        let has_table = has_table.clone();
        Callback::from(move |_: MouseEvent| has_table.set(!*has_table))
    };
    let class = classes!("band", is_folded.then_some("band--folded"));
    let begin = pointers.on_begin();
    let onpointerleave = {
        let look = look.clone();
        Callback::from(move |_: PointerEvent| look.set(Look::default()))
    };
    let shown = preview.or(props.range);
    let looked_at = look
        .day
        .and_then(|day| bins.get(bin_at(&bins, day)?))
        .cloned();
    let top = Top::of(&bins, props.is_share);
    let legend = head::legend(&LegendProps {
        words,
        level,
        bin: looked_at.clone(),
        is_share: props.is_share,
        has_range: shown.is_some(),
    });
    let head = head::head(&HeadProps {
        words,
        view,
        span: props.span,
        range: props.range,
        counts: counts(props),
        is_share: props.is_share,
        has_table: *has_table,
        on_table,
        dispatch: props.dispatch.clone(),
        children: legend,
    });
    let plot = plot::plot(&PlotProps {
        words,
        view,
        top,
        bins: bins.clone(),
        range: shown,
        now: looked_at.as_ref().map(|bin| bin.days),
        on_begin: begin.reform(|event| (Grip::New, event)),
        onkeydown: on_bars_key(props, &bins, look),
    });
    let range = range::range(&RangeProps {
        words,
        view,
        whole: props.whole(),
        range: shown,
        n_articles: preview.is_none().then_some(props.in_range),
        on_begin: begin,
        on_key: on_handle_key(props),
    });
    let spoken = looked_at.as_ref().filter(|_| look.is_by_key);
    html! {
        <section {class} aria-labelledby="band-h">
            <h2 class="vh" id="band-h">{ texts.heading }</h2>
            <button
                class="band__fold"
                type="button"
                aria-expanded={(!*is_folded).to_string()}
                onclick={fold}
            >
                <span>{ texts.heading }</span>
            </button>
            { head }
            <p class="vh" aria-live="polite">
                { spoken.map(|bin| bar_in_words(props, bin)) }
            </p>
            <div
                ref={pointers.chart.clone()}
                class="chart"
                onpointermove={pointers.on_move()}
                onpointerup={pointers.on_end()}
                onpointercancel={pointers.on_cancel()}
                {onpointerleave}
            >
                { plot }
                // With a range its label stands there.
                if shown.is_none() {
                    <span class="chart__y">{ scale_in_words(words, top, level) }</span>
                }
                { range }
                { plot::axis_of(words, level, view) }
            </div>
            { foot(props, bins, *has_table) }
        </section>
    }
}

/// Under the chart: what lies in no bar, and the table.
fn foot(props: &HistogramProps, bins: Rc<Vec<Bin>>, has_table: bool) -> Html {
    let HistogramProps {
        words, level, view, ..
    } = *props;
    let numbers = has_table.then(|| {
        numbers::table(&NumbersProps {
            words,
            level,
            view,
            bins,
            matches: props.matches.clone(),
            all: props.all.clone(),
        })
    });
    html! {
        <div class="band__foot">
            if let Some(rest) = words.outside_of_bars(&props.matches) {
                <p>{ rest }</p>
            }
            { numbers }
        </div>
    }
}

/// Listens to the wheel, which Yew's own listeners could not keep from the page.
#[hook]
fn use_wheel(pointers: &Pointers) {
    let latest = use_mut_ref(|| Rc::clone(&pointers.props));
    *latest.borrow_mut() = Rc::clone(&pointers.props);
    let (chart, held) = (pointers.chart.clone(), Rc::clone(&pointers.held));
    use_effect_with((), move |()| {
        let listeners = wheel::listen(&chart, move |turn| {
            // Some browsers tell of two fingers in two ways.
            let props = Rc::clone(&latest.borrow());
            held.borrow().is_pinched() || props.turn(turn)
        });
        move || drop(listeners)
    });
}

fn on_bars_key(
    props: &Rc<HistogramProps>,
    bins: &Rc<Vec<Bin>>,
    look: &UseStateHandle<Look>,
) -> Callback<KeyboardEvent> {
    let (props, bins, look) = (props.clone(), bins.clone(), look.clone());
    Callback::from(move |event: KeyboardEvent| {
        if !has_modifier(&event) {
            let day = props.press_bars(look.day, &bins, &event);
            look.set(Look {
                day,
                is_by_key: true,
            });
        }
    })
}

fn on_handle_key(props: &Rc<HistogramProps>) -> Callback<(Edge, KeyboardEvent)> {
    let props = props.clone();
    Callback::from(move |(edge, event): (Edge, KeyboardEvent)| {
        if !has_modifier(&event) {
            props.press(edge, &event);
        }
    })
}

fn has_modifier(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.alt_key() || event.meta_key()
}

/// A bar's time and numbers.
fn bar_in_words(props: &HistogramProps, bin: &Bin) -> String {
    let HistogramProps { words, level, .. } = *props;
    let numbers = bar_numbers(words, bin, props.is_share);
    format!("{}: {numbers}", words.bin(level, bin.days.first))
}

fn bar_numbers(words: Words, bin: &Bin, is_share: bool) -> String {
    if is_share {
        words.bar_with_share(bin.n_matching, bin.n_all)
    } else {
        words.bar(bin.n_matching, bin.n_all)
    }
}

/// What the height of the chart stands for.
fn scale_in_words(words: Words, top: Top, level: Level) -> String {
    match top {
        Top::Articles(n) => words.per_bin(n, level),
        Top::Share(n, of) => words.share_per_bin(n, of, level),
    }
}
