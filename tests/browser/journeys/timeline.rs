//! The timeline: from far to near and back, shares, a link, what keeps its
//! place, and fingers on a small screen.

use std::sync::Arc;

use serde_json::{Value, json};
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::prelude::Key;

use crate::engine::Engine;
use crate::failure::{Outcome, check, same};
use crate::page::Page;

const BARS: &str = ".chart__bars";
const CRUMBS: &str = "return document.querySelectorAll('.crumbs li').length";
const SPOKEN: &str = "return document.querySelector('.band > [aria-live]').textContent";
const VIEW: &str =
    "return new URLSearchParams(location.hash.split('?')[1]).get('view') || 'all'";

/// From all of the archive's time to a day by keys alone, and back by a crumb.
pub(crate) async fn zooms(page: Page<'_>) -> Outcome {
    page.open("").await?;
    let all = page.results_of("").await?;
    page.element(BARS).await?;
    page.run(&format!("document.querySelector('{BARS}').focus()"))
        .await?;
    let mut said = Value::Null;
    let mut n_crumbs = page.run(CRUMBS).await?;
    let mut levels = 0;
    while !page.hash().await?.contains("from=") {
        said = to_bar_with_articles(page, &said).await?;
        page.press(Key::Enter).await?;
        let script = format!(
            "{}; return location.hash.includes('from=') || n !== {n_crumbs}",
            CRUMBS.replacen("return", "const n =", 1)
        );
        page.until("a nearer view", &script).await?;
        n_crumbs = page.run(CRUMBS).await?;
        levels += 1;
        check(levels < 9, || format!("no day after {levels} bars"))?;
    }
    check(levels > 2, || format!("a day after {levels} bars"))?;
    // A day fills no chart: it became the range.
    let one_day = "const of = key => new URLSearchParams(location.hash.split('?')[1]).get(key);
        return of('from') === of('to') && of('from').length === 10 && of('view') !== null";
    page.until("one day as the range", one_day).await?;
    let narrowed = format!(
        "const total = Number(document.querySelector('[data-results]').dataset.total); return total > 0 && total < {all}"
    );
    page.until("the articles of a day", &narrowed).await?;
    page.click(".crumbs li button").await?;
    page.until("all of the time", &format!("{CRUMBS} === 1"))
        .await?;
    check(page.hash().await?.contains("from="), || {
        "the range went with the view".to_owned()
    })?;
    page.leave_field().await?;
    page.press(Key::Escape).await?;
    page.until_total(all).await?;
    wheel(page).await?;
    shares(page, all).await?;
    find(page).await
}

/// The browser's own search is left alone, and the list says what it misses.
async fn find(page: Page<'_>) -> Outcome {
    let script = "const event = new KeyboardEvent('keydown', { key: 'f', ctrlKey: true, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event); return event.defaultPrevented";
    same("Ctrl+F is taken", page.run(script).await?, json!(false))?;
    page.click(".partial .btn:not(.btn--icon)").await?;
    page.until(
        "the search field",
        "return document.activeElement.name === 'q' && !document.querySelector('.partial')",
    )
    .await?;
    Ok(())
}

/// Goes back from the last bar to one that has articles; returns what it says.
async fn to_bar_with_articles(page: Page<'_>, before: &Value) -> Outcome<Value> {
    page.press(Key::End).await?;
    let mut last = before.clone();
    loop {
        let script = format!(
            "{SPOKEN} !== {last} && document.querySelector('.band > [aria-live]').textContent"
        );
        last = page.until("a bar's numbers", &script).await?;
        let text = last.as_str().unwrap_or_default();
        if !text.contains("không có dữ liệu") && !text.contains("nothing collected") {
            return Ok(last);
        }
        page.press(Key::Left).await?;
    }
}

/// Ctrl and the wheel go nearer; the wheel alone is left to the page.
async fn wheel(page: Page<'_>) -> Outcome {
    let turn = |init: &str| {
        format!(
            "const chart = document.querySelector('.chart'), box = chart.getBoundingClientRect();
             const event = new WheelEvent('wheel', {{ bubbles: true, cancelable: true,
               clientX: box.left + box.width * .7, clientY: box.top + 50, {init} }});
             chart.dispatchEvent(event); return event.defaultPrevented"
        )
    };
    same(
        "a plain wheel is taken",
        page.run(&turn("deltaY: -100")).await?,
        json!(false),
    )?;
    same("the view", page.run(VIEW).await?, json!("all"))?;
    for _ in 0..3 {
        let taken = page.run(&turn("deltaY: -100, ctrlKey: true")).await?;
        same("Ctrl and the wheel are taken", taken, json!(true))?;
    }
    page.until_hash_has("view=").await?;
    // All of it was one step.
    page.go(-1).await?;
    page.until("all of the time", &format!("{CRUMBS} === 1"))
        .await?;
    Ok(())
}

/// The table says the same as the engine, and shares are in the address.
async fn shares(page: Page<'_>, all: u64) -> Outcome {
    page.click(".band__tools [aria-pressed]").await?;
    page.until_hash_has("scale=share").await?;
    page.until(
        "a share as the scale",
        "return document.querySelector('.chart__y').textContent.startsWith('100%')",
    )
    .await?;
    page.click(".band__tools [aria-expanded]").await?;
    page.until_there(".numbers tfoot").await?;
    let script = "const n = cell => Number(cell.textContent.replace(/\\D/g, ''));
        const sum = rows => [...rows].reduce((all, row) => all + (row.cells.length > 2 ? n(row.cells[1]) : 0), 0);
        const rest = [...document.querySelectorAll('.numbers tfoot tr')];
        return [sum(document.querySelectorAll('.numbers tbody tr')) + sum(rest.slice(0, 2)), sum(rest.slice(2))]";
    let sums = page.run(script).await?;
    same("bars, imprecise and undated", sums, json!([all, all]))?;
    page.click(".band__tools [aria-expanded]").await?;
    page.click(".band__tools [aria-pressed]").await
}

/// What is chosen is in the address, and the same for whoever opens it; counts
/// are what choosing gives.
pub(crate) async fn shares_link(page: Page<'_>) -> Outcome {
    page.open("#/?q=c%E1%BA%A7u&view=2018/2019&sort=oldest")
        .await?;
    let before = page.results_of("cầu").await?;
    page.click(".facet .opt__not").await?;
    page.until_hash_has("-source=").await?;
    let script = format!(
        "const total = document.querySelector('[data-results]').dataset.total;
         return total !== '' && Number(total) < {before}"
    );
    page.until("fewer articles", &script).await?;
    counts_are_true(page).await?;
    let look = "const all = selector => [...document.querySelectorAll(selector)].map(e => e.innerText);
        return { hash: location.hash, total: document.querySelector('[data-results]').dataset.total,
          rows: [...document.querySelectorAll('[data-results] article')].map(r => r.dataset.id),
          chips: all('.chip'), crumbs: all('.crumbs li'), facets: all('.facet li'),
          bars: [...document.querySelectorAll('.bars path')].map(p => p.getAttribute('d')) }";
    let seen = page.run(look).await?;
    let hash = seen["hash"].as_str().unwrap_or_default().to_owned();
    page.open(&hash).await?;
    page.until_total(
        seen["total"]
            .as_str()
            .and_then(|n| n.parse().ok())
            .unwrap_or(0),
    )
    .await?;
    let opened = page.run(look).await?;
    same("what a link opens", opened, seen)?;
    let links = page.run("return history.length > 0").await?;
    same("a history", links, json!(true))
}

/// For the values in sight of facets in which nothing is chosen: as many
/// articles as are found with the value chosen too.
async fn counts_are_true(page: Page<'_>) -> Outcome {
    let script = "const asked = new URLSearchParams(location.hash.split('?')[1]);
        const chosen = { exclude: { source: asked.getAll('-source') }, limit: 1 };
        const whole = await bienNien.search(asked.get('q'), chosen);
        const told = [...document.querySelectorAll('.facet')].flatMap(facet =>
          [...facet.querySelectorAll('.opt')].map(o => [o.querySelector('.opt__name').innerText, Number(o.querySelector('b').innerText)]));
        const wrong = [];
        for (const [value, n] of whole.facets.section) {
          const found = await bienNien.search(asked.get('q'), { ...chosen, include: { section: [value] } });
          if (found.total !== n) wrong.push([value, n, found.total]);
          if (!told.some(([, shown]) => shown === n)) wrong.push(['not shown', value, n]);
        }
        const dated = whole.bins.reduce((sum, [, n]) => sum + n, 0);
        if (dated + whole.imprecise + whole.undated !== whole.total) wrong.push(['bins', whole]);
        return wrong";
    let wrong = page.ask(script).await?;
    same("wrong counts", wrong, json!([]))
}

/// The row at the top stays there when the page is loaded anew.
pub(crate) async fn keeps_place(page: Page<'_>) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    let top = "const under = document.querySelector('.period__head').getBoundingClientRect().height + parseFloat(getComputedStyle(document.querySelector('.period__head')).top);
        const row = [...document.querySelectorAll('[data-results] article[data-id]')].find(r => r.getBoundingClientRect().bottom > under + 40);
        return row && scrollY > 500 && [row.dataset.id, Math.round(row.getBoundingClientRect().top)]";
    page.element("[data-results] article[data-id]").await?;
    page.run("scrollTo(0, 2600)").await?;
    let mut before = page.until("a row further down", top).await?;
    loop {
        page.run("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            .await?;
        let now = page.until("a row further down", top).await?;
        if now == before {
            break;
        }
        before = now;
    }
    page.reload().await?;
    page.results_of("").await?;
    let id = before[0].as_str().unwrap_or_default();
    let script = format!(
        "const row = document.querySelector('article[data-id=\"{id}\"]');
         return row && scrollY > 500 && Math.abs(row.getBoundingClientRect().top - {}) < 220",
        before[1]
    );
    page.until("the same row near the top", &script).await?;
    Ok(())
}

/// Raw input: fingers, which the driver's own chains do not have.
#[derive(Debug)]
struct Input(Value);

impl ExtensionCommand for Input {
    fn parameters_json(&self) -> Option<Value> {
        Some(self.0.clone())
    }

    fn method(&self) -> http::Method {
        http::Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        "/actions".into()
    }
}

/// Two fingers as the page would be told of them.
const PINCH: &str = "const bars = document.querySelector('.chart__bars');
    const tell = (type, pointerId, [clientX, clientY]) => bars.dispatchEvent(new PointerEvent(type,
      { pointerId, pointerType: 'touch', clientX, clientY, bubbles: true, cancelable: true, isPrimary: pointerId === 11 }));
    const ways = arguments[0];
    for (const [type, end] of [['pointerdown', 0], ['pointermove', 1], ['pointerup', 1]])
      ways.forEach((way, at) => tell(type, 11 + at, way[end]))";

/// Has a finger for each way go along it, all at once.
async fn touch(page: Page<'_>, ways: &[[[i64; 2]; 2]]) -> Outcome {
    let finger = |(at, [from, to]): (usize, &[[i64; 2]; 2])| {
        let go = |[x, y]: [i64; 2], millis: u32| json!({ "type": "pointerMove", "duration": millis, "x": x, "y": y, "origin": "viewport" });
        let middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
        json!({
            "type": "pointer", "id": format!("finger{at}"), "parameters": { "pointerType": "touch" },
            "actions": [go(*from, 0), { "type": "pointerDown", "button": 0 }, go(middle, 60), go(*to, 60), { "type": "pointerUp", "button": 0 }],
        })
    };
    let fingers: Vec<Value> = ways.iter().enumerate().map(finger).collect();
    let command = Command::ExtensionCommand(Box::new(Input(json!({ "actions": fingers }))));
    page.session.driver.cmd(command).await?;
    Ok(())
}

/// A phone's window and fingers: the histogram unfolds, a drag chooses, a pinch
/// goes nearer, and the filters are in a sheet.
pub(crate) async fn by_touch(page: Page<'_>) -> Outcome {
    let window = page.session.driver.get_window_rect().await?;
    page.session.driver.set_window_rect(0, 0, 500, 900).await?;
    let done = touches(page).await;
    let (width, height) = (window.width as u32, window.height as u32);
    page.session
        .driver
        .set_window_rect(0, 0, width, height)
        .await?;
    done
}

async fn touches(page: Page<'_>) -> Outcome {
    page.open("").await?;
    let all = page.results_of("").await?;
    page.until("a narrow window", "return innerWidth < 700")
        .await?;
    page.click(".band__fold").await?;
    let script = "const box = document.querySelector('.chart__bars').getBoundingClientRect();
        return box.height > 60 && [.25, .4, .6, .75].map(at => Math.round(box.left + box.width * at)).concat(Math.round(box.top + box.height / 2))";
    let places = page.until("the chart unfolded", script).await?;
    let [a, b, c, d, y]: [i64; 5] = serde_json::from_value(places)?;
    touch(page, &[[[b, y], [c, y]]]).await?;
    page.until_hash_has("from=").await?;
    let narrowed = format!(
        "const total = Number(document.querySelector('[data-results]').dataset.total); return total > 0 && total < {all}"
    );
    page.until("fewer articles", &narrowed).await?;
    let ways = [[[b, y], [a, y]], [[c, y], [d, y]]];
    if page.engine() == Engine::WebKit {
        // Its driver has one finger only.
        page.run_with(PINCH, json!(ways)).await?;
    } else {
        touch(page, &ways).await?;
    }
    page.until_hash_has("view=").await?;
    page.leave_field().await?;
    page.press(Key::Escape).await?;
    page.until_total(all).await?;
    sheet(page, all).await?;
    let wide = "return document.documentElement.scrollWidth <= innerWidth";
    same(
        "nothing is cut at the side",
        page.run(wide).await?,
        json!(true),
    )
}

/// Chooses a value in the sheet, and closes it.
async fn sheet(page: Page<'_>, all: u64) -> Outcome {
    page.click(".filters-btn").await?;
    page.click("dialog[open] .opt input").await?;
    let narrowed = format!(
        "const total = Number(document.querySelector('[data-results]').dataset.total); return total > 0 && total < {all}"
    );
    page.until("fewer articles", &narrowed).await?;
    page.press(Key::Escape).await?;
    page.until(
        "the sheet closed",
        "return !document.querySelector('dialog[open]')",
    )
    .await?;
    page.until_there(".chip").await
}
