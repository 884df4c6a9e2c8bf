//! The archive beside the list as a core sample: a button a year (or decade, or
//! century) that leads to its first result, matches over all articles, and
//! where the list is now.

use std::cell::RefCell;
use std::rc::Rc;

use biennien_core::date::{Date, Day};
use biennien_core::timeline::{Days, Level, map_level};
use yew::prelude::*;

use super::result_list::Memory;
use crate::css::percent;
use crate::opened::Opened;
use crate::shared::Shared;
use crate::wording::Words;

/// How wide a full bar is, in units of the drawing.
const FULL: u32 = 100;

/// What the map is given.
#[derive(Properties, PartialEq)]
pub struct MinimapProps {
    /// The archive.
    pub opened: Shared<Opened>,
    /// The dates of the results, in their order.
    pub dates: Rc<Vec<Option<Date>>>,
    /// What knows which row is the first in sight.
    pub memory: Shared<RefCell<Memory>>,
    /// The words.
    pub words: Words,
    /// Goes to the result of a place.
    pub on_go: Callback<u32>,
}

/// A stretch of time with a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    days: Days,
    /// The place of its first result and how many it has.
    results: Option<(u32, u32)>,
}

/// The map.
#[component]
pub fn Minimap(props: &MinimapProps) -> Html {
    let MinimapProps {
        opened,
        dates,
        memory,
        words,
        on_go,
    } = props;
    let top = use_state_eq(|| memory.borrow().top_place());
    {
        let (memory, setter) = (memory.clone(), top.setter());
        use_effect_with((), move |()| {
            let on_top = Callback::from(move |place| setter.set(place));
            memory.borrow_mut().tell_top(Some(on_top));
            move || memory.borrow_mut().tell_top(None)
        });
    }
    let sample = use_memo((opened.clone(), dates.clone()), |(opened, dates)| {
        Sample::new(opened, dates)
    });
    let Some(sample) = sample.as_ref() else {
        return Html::default();
    };
    let now = (*top).and_then(|place| *dates.get(place as usize)?);
    let now = now.map(|date| Days::from(date).first);
    let button = |stretch: &Stretch| {
        let Stretch { days, results } = *stretch;
        let onclick = results.map(|(place, _)| on_go.reform(move |_: MouseEvent| place));
        let n = results.map_or(0, |(_, n)| n);
        let is_now = now.is_some_and(|now| days.first <= now && now <= days.last);
        html! {
            <li>
                <button
                    type="button"
                    disabled={results.is_none()}
                    aria-current={is_now.then_some("true")}
                    aria-label={format!("{}: {}", words.bin(sample.level, days.first), words.articles(n))}
                    {onclick}
                >
                    { words.year(days.first.ymd().0) }
                </button>
            </li>
        }
    };
    let mark = now.map(|now| (sample.part(now), mark_text(now, sample.level, *words)));
    html! {
        <nav class="minimap" aria-label={words.minimap()}>
            <div class="minimap__in">
                { sample.plot() }
                { for sample.gaps() }
                <ol>{ for sample.stretches.iter().map(button) }</ol>
                if let Some((part, text)) = mark {
                    <div
                        class="minimap__now"
                        aria-hidden="true"
                        style={format!("--y:{}", percent(part))}
                    >
                        <span>{ text }</span>
                    </div>
                }
            </div>
        </nav>
    }
}

fn mark_text(now: Day, level: Level, words: Words) -> String {
    match level {
        Level::Year => words.month_of_year_short(now),
        _ => words.year(now.ymd().0),
    }
}

/// All of the archive's time, cut into stretches.
struct Sample {
    level: Level,
    is_newest_first: bool,
    stretches: Vec<Stretch>,
    /// Per finer bin, from the top: its days, all articles and results.
    bars: Vec<(Days, u32, u32)>,
}

impl Sample {
    fn new(opened: &Opened, dates: &[Option<Date>]) -> Option<Self> {
        let span = opened.span?;
        let days: Vec<Days> = dates.iter().flatten().map(|date| (*date).into()).collect();
        let level = map_level(span, days.len())?;
        let finer = match level {
            Level::Century => Level::Decade,
            Level::Decade => Level::Year,
            _ => Level::Month,
        };
        let (first, last) = (days.first()?, days.last()?);
        let is_newest_first = first.first >= last.first;
        let mut stretches: Vec<Stretch> = level.bins(span).map(stretch).collect();
        let mut bars: Vec<(Days, u32, u32)> = stretches
            .iter()
            .flat_map(|stretch| finer.bins(stretch.days))
            .map(|days| (days, 0, 0))
            .collect();
        for (place, days) in (0..).zip(&days) {
            let at = stretches.partition_point(|stretch| stretch.days.last < days.first);
            if let Some(stretch) = stretches.get_mut(at) {
                let (place, n) = stretch.results.unwrap_or((place, 0));
                stretch.results = Some((place, n + 1));
            }
            if let Some(bar) = bar(&mut bars, days.first) {
                bar.2 += 1;
            }
        }
        for doc in 0..opened.n_articles() {
            let day = opened.catalogue.date(doc).map(Date::first);
            if let Some(bar) = day.and_then(|day| bar(&mut bars, day)) {
                bar.1 += 1;
            }
        }
        if is_newest_first {
            stretches.reverse();
            bars.reverse();
        }
        Some(Self {
            level,
            is_newest_first,
            stretches,
            bars,
        })
    }

    /// How far down a day is: 0 the top, 1 the bottom.
    fn part(&self, day: Day) -> f64 {
        let is_there = |(days, ..): &(Days, u32, u32)| days.first <= day && day <= days.last;
        let Some(at) = self.bars.iter().position(is_there) else {
            return 0.0;
        };
        let days = self.bars[at].0;
        let within = f64::from(day.0 - days.first.0) / f64::from(days.n_days());
        let within = if self.is_newest_first {
            1.0 - within
        } else {
            within
        };
        (at as f64 + within) / self.bars.len() as f64
    }

    /// What was never collected: of years, not of centuries, which nobody
    /// collects month by month.
    fn gaps(&self) -> Vec<Html> {
        let (mut gaps, mut at) = (Vec::new(), 0);
        if self.level != Level::Year {
            return gaps;
        }
        let n_bars = self.bars.len() as f64;
        for run in self.bars.chunk_by(|a, b| (a.1 == 0) == (b.1 == 0)) {
            if run[0].1 == 0 {
                let (top, height) = (at as f64 / n_bars, run.len() as f64 / n_bars);
                let style = format!("--y:{};--h:{}", percent(top), percent(height));
                gaps.push(html! { <i class="minimap__gap" {style}></i> });
            }
            at += run.len();
        }
        gaps
    }

    fn plot(&self) -> Html {
        let all = self.bars.iter().map(|(_, all, _)| *all);
        let tallest = f64::from(all.max().unwrap_or_default().max(1)).sqrt();
        // By the square root: one article is to be seen beside a hundred.
        // Whole, since fractions are dear to write (see `css`); at most FULL.
        let width = |n: u32| (f64::from(n).sqrt() / tallest * f64::from(FULL)).ceil() as u32;
        let mut paths = [String::new(), String::new()];
        for (at, (_, all, results)) in self.bars.iter().enumerate() {
            let mut bar = |kind: usize, width: u32| {
                paths[kind].push_str(&format!("M0 {at}h{width}v1h-{width}z"));
            };
            if *all > 0 {
                bar(0, width(*all));
            }
            if *results > 0 {
                bar(1, width(*results));
            }
        }
        let [all, results] = paths;
        html! {
            <svg
                class="minimap__plot"
                viewBox={format!("0 0 {FULL} {}", self.bars.len())}
                preserveAspectRatio="none"
                aria-hidden="true"
                shape-rendering="crispEdges"
            >
                <path class="total" d={all} />
                <path class="hit" d={results} />
            </svg>
        }
    }
}

fn stretch(days: Days) -> Stretch {
    Stretch {
        days,
        results: None,
    }
}

/// The bar of a day; bars are oldest first.
fn bar(bars: &mut [(Days, u32, u32)], day: Day) -> Option<&mut (Days, u32, u32)> {
    let at = bars.partition_point(|(days, ..)| days.last < day);
    bars.get_mut(at)
}
