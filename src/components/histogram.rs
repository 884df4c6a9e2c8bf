//! The histogram: how matches and all articles spread over time, and the range.
//!
//! A range is chosen by dragging, by the handles' keys, by a bar, or by typing
//! dates; the table says what the bars show. What a drag would choose is shown
//! while it goes on, and told only at its end. The arithmetic is in `scale`,
//! `bins`, `axis`, `gesture`, `zoom` and `entry`, and is pure.

pub mod axis;
pub mod bins;
pub mod dates;
pub mod entry;
pub mod gesture;
mod head;
pub mod numbers;
mod plot;
mod range;
pub mod scale;
pub mod zoom;

use std::rc::Rc;

use biennien_core::date::Day;
use biennien_core::search::Spread;
use biennien_core::timeline::{Days, Level};
use yew::prelude::*;

use crate::platform::geometry;
use crate::wording::Words;
use bins::Bin;
use gesture::{Drag, Edge, Grip, Step};
use head::{HeadProps, LegendProps};
use numbers::NumbersProps;
use plot::PlotProps;
use range::RangeProps;
use scale::{Scale, whole_bins};

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
    /// A key moves the range, or takes it away.
    pub on_move: Callback<Option<Days>>,
    /// Another stretch is to be shown, or everything.
    pub on_view: Callback<Option<Days>>,
}

impl HistogramProps {
    /// A range; one that leaves nothing out is none.
    fn narrowing(&self, range: Days) -> Option<Days> {
        (!range.contains(self.span)).then_some(range)
    }

    fn choose(&self, range: Days) {
        self.on_range.emit(self.narrowing(range));
    }

    fn show(&self, view: Option<Days>) {
        if let Some(view) = view {
            self.on_view.emit(self.narrowing(view));
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
        self.on_move.emit(self.narrowing(range));
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
        let to = match event.key().as_str() {
            "ArrowLeft" => at.unwrap_or(bins.len()).saturating_sub(by),
            "ArrowRight" => at.map_or(0, |at| (at + by).min(last)),
            "Home" => 0,
            "End" => last,
            "Enter" | " " => {
                event.prevent_default();
                self.choose(bins.get(at?)?.days);
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
}

/// How many articles match in each crumb, were no range chosen.
fn counts(props: &HistogramProps) -> Vec<u32> {
    let matches = &props.matches;
    let within = |days: Days| {
        let bins = matches.bins.iter();
        let inside = bins.filter(|(day, _)| days.contains(matches.level.bin(*day)));
        inside.map(|(_, n)| n).sum()
    };
    let crumbs = zoom::crumbs(props.view, props.span).into_iter();
    let narrower = crumbs.skip(1).map(within);
    std::iter::once(props.total).chain(narrower).collect()
}

fn bin_at(bins: &[Bin], day: Day) -> Option<usize> {
    bins.iter()
        .position(|bin| bin.days.first <= day && day <= bin.days.last)
}

/// What is looked at, and how it came to be: only what was reached by key is
/// also spoken.
#[derive(Clone, Copy, Default, PartialEq)]
struct Look {
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
    let chart = use_node_ref();
    let look = use_state_eq(Look::default);
    let preview = use_state_eq(|| None::<Days>);
    let drag = use_mut_ref(|| None::<Drag>);
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
    let props = Rc::new(HistogramProps { ..clone(props) });

    let begin = on_begin(&props, &chart, &drag);
    let onpointermove = on_move(&props, &chart, &drag, &preview, &look);
    let onpointerup = on_end(&props, &drag, &preview);
    let onpointercancel = on_cancel(&drag, &preview);
    let onpointerleave = {
        let look = look.clone();
        Callback::from(move |_: PointerEvent| look.set(Look::default()))
    };
    let ondblclick = on_double_click(&props, &bins, &look);
    let on_bars_key = on_bars_key(&props, &bins, &look);
    let on_handle_key = on_handle_key(&props);

    let shown = preview.or(props.range);
    let looked_at = look
        .day
        .and_then(|day| bins.get(bin_at(&bins, day)?))
        .cloned();
    let tallest = bins::tallest(&bins);
    let legend = head::legend(&LegendProps {
        words,
        level,
        bin: looked_at.clone(),
        has_range: shown.is_some(),
    });
    let head = head::head(&HeadProps {
        words,
        view,
        span: props.span,
        range: props.range,
        counts: counts(&props),
        has_table: *has_table,
        on_table,
        on_view: props.on_view.clone(),
        children: legend,
    });
    let plot = plot::plot(&PlotProps {
        words,
        view,
        tallest,
        bins: bins.clone(),
        range: shown,
        now: looked_at.as_ref().map(|bin| bin.days),
        on_begin: begin.reform(|event| (Grip::New, event)),
        onkeydown: on_bars_key,
    });
    let range = range::range(&RangeProps {
        words,
        view,
        whole: props.whole(),
        range: shown,
        n_articles: preview.is_none().then_some(props.in_range),
        on_begin: begin,
        on_key: on_handle_key,
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
                { spoken.map(|bin| bar_in_words(words, level, bin)) }
            </p>
            <div
                ref={chart}
                class="chart"
                {onpointermove}
                {onpointerup}
                {onpointercancel}
                {onpointerleave}
                {ondblclick}
            >
                { plot }
                // With a range its label stands there.
                if shown.is_none() {
                    <span class="chart__y">{ words.per_bin(tallest, level) }</span>
                }
                { range }
                { plot::axis_of(words, level, view) }
            </div>
            { foot(&props, bins, *has_table) }
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

fn on_cancel(drag: &Held, preview: &UseStateHandle<Option<Days>>) -> Callback<PointerEvent> {
    let (drag, preview) = (drag.clone(), preview.clone());
    Callback::from(move |_: PointerEvent| {
        drag.replace(None);
        preview.set(None);
    })
}

fn on_double_click(
    props: &Rc<HistogramProps>,
    bins: &Rc<Vec<Bin>>,
    look: &UseStateHandle<Look>,
) -> Callback<MouseEvent> {
    let (props, bins, look) = (props.clone(), bins.clone(), look.clone());
    Callback::from(move |_: MouseEvent| {
        let bin = look.day.and_then(|day| bins.get(bin_at(&bins, day)?));
        let days = bin.map(|bin| bin.days);
        props.show(days.filter(|days| days.n_days() < props.view.n_days()));
    })
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

fn clone(props: &HistogramProps) -> HistogramProps {
    HistogramProps {
        all: props.all.clone(),
        matches: props.matches.clone(),
        words: props.words,
        on_range: props.on_range.clone(),
        on_move: props.on_move.clone(),
        on_view: props.on_view.clone(),
        ..*props
    }
}

type Held = Rc<std::cell::RefCell<Option<Drag>>>;

fn on_begin(
    props: &Rc<HistogramProps>,
    chart: &NodeRef,
    drag: &Held,
) -> Callback<(Grip, PointerEvent)> {
    let (props, chart, drag) = (props.clone(), chart.clone(), drag.clone());
    Callback::from(move |(grip, event): (Grip, PointerEvent)| {
        let place = geometry::place_across(&event, &chart).filter(|_| event.button() == 0);
        if let Some(place) = place {
            event.stop_propagation();
            geometry::capture(&event, &chart);
            let day = Scale::new(props.view).day_at(place);
            let before = props.range.unwrap_or_else(|| props.whole());
            drag.replace(Some(Drag {
                grip,
                before,
                start: day,
                now: day,
                is_moved: false,
            }));
        }
    })
}

fn on_move(
    props: &Rc<HistogramProps>,
    chart: &NodeRef,
    drag: &Held,
    preview: &UseStateHandle<Option<Days>>,
    look: &UseStateHandle<Look>,
) -> Callback<PointerEvent> {
    let (props, chart, drag) = (props.clone(), chart.clone(), drag.clone());
    let (preview, look) = (preview.clone(), look.clone());
    Callback::from(move |event: PointerEvent| {
        let Some(place) = geometry::place_across(&event, &chart) else {
            return;
        };
        let day = Scale::new(props.view).day_at(place);
        let bin = props.level.bin(day);
        look.set(Look {
            day: Some(bin.first),
            is_by_key: false,
        });
        if let Some(drag) = drag.borrow_mut().as_mut() {
            drag.now = day;
            drag.is_moved |= day != drag.start;
            preview.set(Some(drag.range(props.level, props.span)));
        }
    })
}

fn on_end(
    props: &Rc<HistogramProps>,
    drag: &Held,
    preview: &UseStateHandle<Option<Days>>,
) -> Callback<PointerEvent> {
    let (props, drag, preview) = (props.clone(), drag.clone(), preview.clone());
    Callback::from(move |_: PointerEvent| {
        let ended = drag.replace(None);
        preview.set(None);
        let Some(drag) = ended else { return };
        let range = drag.range(props.level, props.span);
        if range != drag.before {
            props.choose(range);
        }
    })
}

fn has_modifier(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.alt_key() || event.meta_key()
}

/// A bar's time and numbers.
fn bar_in_words(words: Words, level: Level, bin: &Bin) -> String {
    let numbers = words.bar(bin.n_matching, bin.n_all);
    format!("{}: {numbers}", words.bin(level, bin.days.first))
}
