//! An archive that tries to run something: articles are data.

use serde_json::{Value, json};

use super::reading::wait_for_reader;
use super::saving::saves_as_packed;
use crate::failure::{Outcome, check, same};
use crate::page::Page;

/// Every field of the hostile articles is shown as the text it is.
pub(crate) async fn shows_as_text(page: Page<'_>) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    page.set_query("phá hoại").await?;
    same("data-total", page.results_of("phá hoại").await?, 2)?;
    let rows = page.rows().await?;
    for id in &rows {
        page.row_link(id).await?.click().await?;
        wait_for_reader(page, id).await?;
        check_harmless(page).await?;
        if id != "pha-hoai-hai" {
            let shown = "const text = document.querySelector('main [data-reader]').textContent;
                return text.includes('Đoạn một <script>window.__pwned=1</script> hết.') && text.includes('Đoạn hai <img src=x')";
            page.until("the script as text", shown).await?;
        }
        page.go(-1).await?;
        page.results_of("phá hoại").await?;
        page.until(
            "rows",
            "return document.querySelectorAll('[data-results] article[data-id]').length === 2",
        )
        .await?;
    }
    check_harmless(page).await
}

/// An archive that is nothing but attacks is saved as it came; every article of it
/// opens, shows its title as text, and nothing runs or is asked for.
pub(crate) async fn withstands(page: Page<'_>) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    check_harmless(page).await?;
    let ids = page
        .ask("const found = await bienNien.search('', { limit: 1000 }); return found.items.map(item => item.id)")
        .await?;
    let ids: Vec<&str> = ids
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    check(ids.len() > 30, || format!("{} articles", ids.len()))?;
    saves_as_packed(page).await?;
    for id in ids {
        page.run_with("bienNien.open(arguments[0])", json!(id))
            .await?;
        wait_for_reader(page, id).await?;
        check_harmless(page).await?;
    }
    page.open_hash("#/about").await?;
    check_harmless(page).await
}

async fn check_harmless(page: Page<'_>) -> Outcome {
    let found = page
        .texts(
            "const bad = [];
             if ('__pwned' in window) bad.push('a script ran');
             for (const a of document.querySelectorAll('[href], [src]')) {
               const to = a.getAttribute('href') || a.getAttribute('src') || '';
               if (/^\\s*(javascript|vbscript|data:text)/i.test(to)) bad.push(a.outerHTML);
               if (a.tagName === 'IMG' && !/^(data:image|blob:)/.test(to)) bad.push(a.outerHTML);
             }
             for (const e of document.querySelectorAll('#bien-nien *'))
               for (const a of e.attributes) if (/^on/i.test(a.name)) bad.push(e.outerHTML);
             if (document.querySelector('#bien-nien script')) bad.push('a script element');
             return bad",
        )
        .await?;
    check(found.is_empty(), || format!("{found:?}"))
}
