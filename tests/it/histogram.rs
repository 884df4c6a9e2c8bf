//! The histogram as HTML: what is drawn, and what is said to those who do not
//! see it.

use std::rc::Rc;

use biennien_core::date::Date;
use biennien_core::search::Spread;
use biennien_core::timeline::{Days, Level};
use biennien_viewer::components::histogram::bins::bins;
use biennien_viewer::components::histogram::numbers::{NumbersProps, table};
use biennien_viewer::components::histogram::{Histogram, HistogramProps};
use biennien_viewer::wording::{Language, Words};
use yew::prelude::*;

use crate::html::{one_element_a_line, text_of};

fn days(edtf: &str) -> Days {
    Days::from(edtf.parse::<Date>().expect("a date"))
}

fn spread(bins: &[(&str, u32)], imprecise: u32, undated: u32) -> Rc<Spread> {
    let bins = bins.iter().map(|(key, n)| (days(key).first, *n));
    Rc::new(Spread {
        level: Level::Month,
        bins: bins.collect(),
        imprecise,
        undated,
    })
}

fn props() -> HistogramProps {
    HistogramProps {
        all: spread(&[("2019-01", 4), ("2019-02", 8), ("2019-04", 2)], 3, 1),
        matches: spread(&[("2019-02", 4)], 1, 0),
        level: Level::Month,
        span: days("2019-01/2019-04"),
        view: days("2019-01/2019-04"),
        range: None,
        in_range: 5,
        total: 5,
        is_share: false,
        words: Words::from(Language::Vi),
        dispatch: Callback::noop(),
    }
}

/// Renders and gives one element a line, without what only the looks need.
async fn lines(props: HistogramProps) -> String {
    let html = yew::LocalServerRenderer::<Histogram>::with_props(props)
        .hydratable(false)
        .render()
        .await;
    one_element_a_line(&html)
}

#[track_caller]
fn only<'a>(html: &'a str, part: &str) -> Vec<&'a str> {
    html.lines().filter(|line| line.contains(part)).collect()
}

#[tokio::test]
async fn the_whole_histogram() {
    insta::assert_snapshot!(lines(props()).await);
}

#[tokio::test]
async fn both_ends_of_the_range_are_sliders_with_spoken_dates() {
    let html = lines(HistogramProps {
        range: Some(days("2019-02")),
        words: Words::from(Language::En),
        ..props()
    })
    .await;
    insta::assert_snapshot!(only(&html, "slider").join("\n"), @r##"
    <span role="slider" tabindex="0" aria-label="Start of the range" aria-orientation="horizontal" aria-valuemin="0" aria-valuemax="119" aria-valuenow="31" aria-valuetext="Friday 1 February 2019" class="handle handle--from"></span>
    <span role="slider" tabindex="0" aria-label="End of the range" aria-orientation="horizontal" aria-valuemin="0" aria-valuemax="119" aria-valuenow="58" aria-valuetext="Thursday 28 February 2019" class="handle handle--to"></span></div>
    "##);
}

#[tokio::test]
async fn what_is_in_the_range_is_drawn_apart_up_to_the_day() {
    let html = lines(HistogramProps {
        range: Some(days("2019-02-15/2019-04")),
        ..props()
    })
    .await;
    insta::assert_snapshot!(only(&html, "bar__hit--in").join("\n"), @r##"
    <path d="M37500 1000V500H49167V1000z" class="bar__hit bar__hit--in"></path>
    "##);
}

#[tokio::test]
async fn the_way_out_is_a_list_of_buttons() {
    let html = lines(HistogramProps {
        span: days("2003/2024"),
        view: days("2019-07"),
        level: Level::Day,
        ..props()
    })
    .await;
    let crumbs: Vec<&str> = html
        .lines()
        .skip_while(|line| !line.contains("crumbs"))
        .take_while(|line| !line.contains("</nav>"))
        .collect();
    insta::assert_snapshot!(crumbs.join("\n"), @r##"
    <nav aria-label="Khoảng thời gian đang xem" class="crumbs">
    <ol>
    <li>
    <button type="button">Tất cả
    <small> 5</small></button></li>
    <li>
    <button type="button">thập niên 2010
    <small> 4</small></button></li>
    <li>
    <button type="button">2019
    <small> 4</small></button></li>
    <li>
    <span aria-current="location">Tháng 7, 2019
    "##);
}

#[tokio::test]
async fn any_span_has_an_axis() {
    for (view, level) in [
        ("2019-07-08", Level::Day),
        ("2019-07", Level::Day),
        ("2018/2019", Level::Month),
        ("0938/2024", Level::Decade),
        ("-0200/-0101", Level::Year),
    ] {
        let days = days(view);
        let html = lines(HistogramProps {
            span: days,
            view: days,
            level,
            ..props()
        })
        .await;
        let n_labels = only(&html, "axis__long").len();
        assert!((1..=12).contains(&n_labels), "{view}: {n_labels} labels");
    }
}

#[tokio::test]
async fn the_table_says_the_same_as_the_bars() {
    #[derive(Properties, PartialEq)]
    struct TableProps {
        props: Rc<NumbersProps>,
    }
    #[component]
    fn Table(props: &TableProps) -> Html {
        table(&props.props)
    }
    let HistogramProps {
        all,
        matches,
        level,
        view,
        words,
        ..
    } = props();
    let bins = Rc::new(bins(view, level, &all, &matches));
    let props = Rc::new(NumbersProps {
        words,
        level,
        view,
        bins,
        all,
        matches,
    });
    let html = yew::LocalServerRenderer::<Table>::with_props(TableProps { props })
        .hydratable(false)
        .render()
        .await;
    let rows: Vec<String> = html.split("</tr>").map(text_of).collect();
    insta::assert_snapshot!(rows.join("\n"), @r##"
    Số bài theo thời gian: 1/1 – 30/4/2019 Thời gian bài khớp tất cả bài tỷ lệ bài khớp
    Tháng 1, 2019 0 4 0%
    Tháng 2, 2019 4 8 50%
    Tháng 3, 2019 không có dữ liệu
    Tháng 4, 2019 0 2 0%
    chỉ biết ngày đại khái 1 3 33,3%
    không có ngày 0 1 0%
    Tổng cộng 5 18 27,8%
    "##);
}
