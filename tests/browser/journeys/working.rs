//! The engine in a worker, and where there is none, or no more.

use serde_json::json;

use crate::failure::{Outcome, check, same};
use crate::page::{Page, SEARCH_BOX};
use crate::pages::{Edition, PACKED_ARTICLES};

/// Holds back what the worker is asked to search, until it is let go, and counts
/// it. A question is its number and what is asked; a search begins with 0.
const HOLD: &str = r"
const post = Worker.prototype.postMessage;
const held = [];
window.__asked = [];
Worker.prototype.postMessage = function (message, ...rest) {
  if (!Array.isArray(message[1]) || message[1][0] !== 0) {
    return post.call(this, message, ...rest);
  }
  window.__asked.push(message[1][1]);
  if (held) held.push(() => post.call(this, message, ...rest));
};
window.__letGo = () => {
  Worker.prototype.postMessage = function (message, ...rest) {
    if (Array.isArray(message[1]) && message[1][0] === 0) window.__asked.push(message[1][1]);
    return post.call(this, message, ...rest);
  };
  held.forEach(it => it());
};";

/// Searches off the page's own thread; who types fast is not answered what was
/// asked before, but what is asked now.
pub(crate) async fn drops_what_is_stale(page: Page<'_>) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    same(
        "bienNien.engine",
        page.run("return bienNien.engine").await?,
        json!("worker"),
    )?;
    is_prepared(page).await?;
    page.run(HOLD).await?;
    let typed = "cầu treo Suối Lụa";
    let type_fast = format!(
        "const field = document.querySelector('{SEARCH_BOX}');
         field.focus();
         for (let at = 1; at <= {typed}.length; at += 1) {{
           field.value = {typed}.slice(0, at);
           field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
           await new Promise(done => setTimeout(done));
         }}
         return field.value",
        typed = json!(typed)
    );
    same("the field", page.ask(&type_fast).await?, json!(typed))?;
    page.until("a question", "return __asked.length > 0")
        .await?;
    page.run("__letGo()").await?;
    let total = page.results_of(typed).await?;
    check(total > 0, || "nothing was found".to_owned())?;
    let asked = page.texts("return __asked").await?;
    check(
        asked.len() <= 3 && asked.last().is_some_and(|last| last == typed),
        || format!("the worker was asked {asked:?}"),
    )
}

/// Says when all texts were read, whoever reads them.
async fn is_prepared(page: Page<'_>) -> Outcome {
    let said = "return (await bienNien.prepared) === undefined";
    same("bienNien.prepared", page.ask(said).await?, json!(true))
}

/// Does all that it does with a worker.
pub(crate) async fn does_without(page: Page<'_>) -> Outcome {
    page.open("").await?;
    same("data-total", page.results_of("").await?, PACKED_ARTICLES)?;
    if page.subject.edition == Edition::DeadWorker {
        // By now it has died of what it was asked.
        page.set_query("lũ quét").await?;
        page.results_of("lũ quét").await?;
    }
    same(
        "bienNien.engine",
        page.run("return bienNien.engine").await?,
        json!("page"),
    )?;
    is_prepared(page).await?;
    page.set_query("\"cầu treo\"").await?;
    same("data-total", page.results_of("\"cầu treo\"").await?, 3)?;
    page.click("[data-results] article[data-id] a[href]")
        .await?;
    page.element("main [data-reader] .prose mark").await?;
    let item = page
        .ask("return (await bienNien.article('lu-quet')).content_text.length")
        .await?;
    check(item.as_u64() > Some(0), || {
        format!("an article's text is {item}")
    })
}

/// Says in the reader that a text is damaged; all else works.
pub(crate) async fn says_what_is_damaged(page: Page<'_>) -> Outcome {
    page.open("").await?;
    same("data-total", page.results_of("").await?, PACKED_ARTICLES)?;
    let last = page
        .ask("return (await bienNien.search('', { offset: 29, limit: 1 })).items[0].id")
        .await?;
    let last = last.as_str().unwrap_or_default().to_owned();
    page.open_hash(&format!("#/a/{last}")).await?;
    let said = page
        .until(
            "what is damaged",
            "const it = document.querySelector('main [data-reader] [role=alert]'); return it && it.innerText",
        )
        .await?;
    let said = said.as_str().unwrap_or_default().to_owned();
    check(said.contains("hãy") || said.contains("again"), || {
        said.clone()
    })?;
    page.open_hash("#/").await?;
    page.set_query("cau treo").await?;
    let total = page.results_of("cau treo").await?;
    check(total > 0, || "nothing was found".to_owned())
}
