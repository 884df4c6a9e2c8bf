//! Small windows and large letters: nothing is lost, nothing is cut.

use std::collections::BTreeSet;

use serde_json::json;

use crate::failure::{Outcome, check};
use crate::page::Page;

/// A small phone, and a laptop's window at 200 percent.
const WINDOWS: [(u32, u32); 2] = [(320, 640), (640, 512)];

/// What stands beyond the edge, and what cannot be clicked on where it stands.
const LOST: &str = r"
const root = document.documentElement, lost = [];
const tell = e => e.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
if (root.scrollWidth > root.clientWidth) {
  const wide = [...document.querySelectorAll('body *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > root.clientWidth + 1 && getComputedStyle(e).position !== 'fixed';
  });
  lost.push('the page is ' + root.scrollWidth + ' px wide: ' + wide.slice(0, 3).map(tell).join(' '));
}
const scope = document.querySelector('dialog[open]') || document;
for (const e of [...scope.querySelectorAll('a[href], button, input, select, summary, [role=slider]')]) {
  if (e.matches('.skip, :disabled') || !e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
  e.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  if (!e.isConnected || !e.getClientRects().length) continue;
  const box = e.getClientRects()[0];
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  if (x < 0 || x > root.clientWidth || y < 0 || y > innerHeight) { lost.push('out of reach: ' + tell(e)); continue; }
  const hit = document.elementFromPoint(x, y);
  if (!hit || !e.contains(hit) && hit.closest('label')?.control !== e)
    lost.push('covered: ' + tell(e) + ' by ' + (hit ? tell(hit) : 'nothing'));
}
scrollTo({ top: 0, behavior: 'instant' });
return lost";

/// Lines too low for two marks on a letter, and texts that are cut.
const CUT: &str = r"
const pen = document.createElement('canvas').getContext('2d'), cut = [];
const tell = e => e.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
const own = e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('') + (e.placeholder || '');
// Ends in dots when it is long, or is read out only.
const mayBeCut = '.wordmark__name, .back small, .vh';
for (const e of document.querySelectorAll('body *')) {
  if (!e.checkVisibility({ checkVisibilityCSS: true }) || e.closest('svg, .vh')) continue;
  const style = getComputedStyle(e), size = parseFloat(style.fontSize), line = parseFloat(style.lineHeight);
  const hides = side => ['hidden', 'clip'].includes(style['overflow' + side]);
  if (!e.matches(mayBeCut) && (hides('Y') && e.scrollHeight > e.clientHeight + 1 || hides('X') && e.scrollWidth > e.clientWidth + 1))
    cut.push('cut: ' + tell(e) + ' ' + [e.scrollWidth, e.clientWidth, e.scrollHeight, e.clientHeight]);
  if (!/\p{L}/u.test(own(e)) || e.closest('kbd, code, pre')) continue;
  const floor = e.closest('h1, h2, h3') ? 1.24 : 1.3;
  if (!(line / size > floor - .005)) cut.push('lines of ' + style.lineHeight + ' for letters of ' + style.fontSize + ': ' + tell(e));
  if (!hides('Y')) continue;
  pen.font = [style.fontStyle, style.fontWeight, style.fontSize, style.fontFamily].join(' ');
  const ink = pen.measureText('\u1EC4\u1EAC\u1ED8\u1EB2g');
  const base = (line - ink.fontBoundingBoxAscent - ink.fontBoundingBoxDescent) / 2 + ink.fontBoundingBoxAscent;
  const above = ink.actualBoundingBoxAscent - base - parseFloat(style.paddingTop);
  const below = ink.actualBoundingBoxDescent - (line - base) - parseFloat(style.paddingBottom);
  if (above > 1 || below > 1) cut.push('marks are cut by ' + [above, below].map(Math.round) + ' px: ' + tell(e));
}
return cut";

/// Every screen in windows of 320 px, and of 1280 px at 200 percent.
pub(crate) async fn loses_nothing(page: Page<'_>) -> Outcome {
    let mut lost = BTreeSet::new();
    page.reduce_motion(true).await?;
    page.open("").await?;
    for (width, height) in WINDOWS {
        page.resize(width, height).await?;
        for (name, hash, sign) in [
            ("timeline", "#/", "[data-results] article[data-id]"),
            (
                "results",
                "#/?q=cau&from=2018&source=Tu%E1%BA%A7n%20b%C3%A1o%20C%E1%BB%ADa%20S%C3%B4ng",
                "[data-results]",
            ),
            (
                "nothing found",
                "#/?q=zzqx",
                "[data-results][data-total='0']",
            ),
            (
                "reader",
                "#/a/cau-treo-tam?q=cau%20treo",
                "main [data-reader] mark",
            ),
            ("help", "#/help", "main h1"),
            ("about", "#/about", "main h1"),
        ] {
            page.open_hash(hash).await?;
            page.element(sign).await?;
            note(page, &format!("{name} at {width} px"), LOST, &mut lost).await?;
        }
        page.open_hash("#/").await?;
        page.click(".filters-btn").await?;
        page.element("dialog[open] .facet").await?;
        page.run("for (const e of document.querySelectorAll('dialog .facet')) e.open = true")
            .await?;
        note(page, &format!("filters at {width} px"), LOST, &mut lost).await?;
        page.run("document.querySelector('dialog').close()").await?;
    }
    page.end_emulation().await?;
    check_none("lost", lost)
}

/// Headings, titles, buttons and the field have room for two marks on a letter.
pub(crate) async fn cuts_no_mark(page: Page<'_>) -> Outcome {
    let mut cut = BTreeSet::new();
    page.open("").await?;
    page.speak("vi").await?;
    for width in [360, 768, 1440] {
        page.resize(width, 900).await?;
        for (name, hash, sign) in [
            (
                "timeline",
                "#/?q=cau&from=2018",
                "[data-results] article mark",
            ),
            (
                "nothing found",
                "#/?q=zzqx",
                "[data-results][data-total='0']",
            ),
            (
                "reader",
                "#/a/cau-treo-tam?q=cau%20treo",
                "main [data-reader] mark",
            ),
            ("help", "#/help", "main h1"),
            ("about", "#/about", "main h1"),
        ] {
            page.open_hash(hash).await?;
            page.element(sign).await?;
            note(page, &format!("{name} at {width} px"), CUT, &mut cut).await?;
        }
        page.open_hash("#/").await?;
        for density in ["compact", "cards", "list"] {
            page.run(&format!(
                "document.documentElement.dataset.density = '{density}'"
            ))
            .await?;
            note(page, &format!("{density} at {width} px"), CUT, &mut cut).await?;
        }
    }
    page.end_emulation().await?;
    check_none("cut", cut)
}

async fn note(
    page: Page<'_>,
    place: &str,
    script: &str,
    found: &mut BTreeSet<String>,
) -> Outcome {
    for complaint in page.texts(script).await? {
        // Of rows alike the first is enough.
        let start: String = complaint.chars().take(70).collect();
        if !found.iter().any(|known| known.contains(&start)) {
            found.insert(format!("{place}: {complaint}"));
        }
    }
    Ok(())
}

fn check_none(what: &str, found: BTreeSet<String>) -> Outcome {
    let lines: Vec<String> = found.into_iter().collect();
    check(lines.is_empty(), || {
        format!("{} {what}:\n     {}", lines.len(), lines.join("\n     "))
    })
}

/// On a small phone the archive's name, the search field and two headlines
/// stand in the first window, in both languages.
pub(crate) async fn first_look(page: Page<'_>) -> Outcome {
    page.resize(360, 640).await?;
    page.open("").await?;
    for language in ["vi", "en"] {
        page.speak(language).await?;
        page.run("scrollTo(0, 0)").await?;
        let script = "const box = e => { const b = e && e.getBoundingClientRect();
              return b && [e.textContent.trim() || e.name, Math.round(b.top), Math.round(b.bottom)] };
            const titles = [...document.querySelectorAll('[data-results] article[data-id] h3')].slice(0, 2);
            return titles.length === 2 && document.fonts.status === 'loaded' &&
              [document.querySelector('.wordmark__name'), document.querySelector('input[name=q]'), ...titles].map(box)";
        let found = page.until("the first screen", script).await?;
        for part in found.as_array().into_iter().flatten() {
            let is_in_sight = part[1].as_i64() >= Some(0) && part[2].as_i64() <= Some(640);
            check(is_in_sight, || {
                format!(
                    "{part} (top, bottom) is not in the first 640 px in {language}: {found}"
                )
            })?;
        }
    }
    check(page.run("return scrollY").await? == json!(0), || {
        "it scrolled by itself".to_owned()
    })?;
    page.end_emulation().await
}
