//! The interface's language, and light and dark.

use crate::failure::{Outcome, check, same};
use crate::page::Page;

/// Both change at once, and are there again after a reload.
pub(crate) async fn switches(page: Page<'_>) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    let label = "const field = document.querySelector('input[type=search][name=q]');
        return (field.labels[0] ? field.labels[0].textContent : field.getAttribute('aria-label')) || ''";
    choose_language(page, "vi").await?;
    let vietnamese = page.run(label).await?;
    choose_language(page, "en").await?;
    let english = page.run(label).await?;
    check(vietnamese != english, || {
        format!("the search box is {english} in both languages")
    })?;
    page.reload().await?;
    page.until(
        "lang=en after a reload",
        "return document.documentElement.lang === 'en'",
    )
    .await?;
    choose_language(page, "vi").await?;
    same("the search box's name", page.run(label).await?, vietnamese)?;
    themes(page).await
}

async fn choose_language(page: Page<'_>, language: &str) -> Outcome {
    page.click(&format!("button[lang={language}]")).await?;
    let script = format!("return document.documentElement.lang === '{language}'");
    page.until(&format!("lang={language}"), &script).await?;
    Ok(())
}

/// `t` goes through the themes; one is light, one is dark, and paper and ink
/// differ in each.
async fn themes(page: Page<'_>) -> Outcome {
    page.leave_field().await?;
    let mut papers = Vec::new();
    for _ in 0..4 {
        let before = page
            .run("return document.documentElement.dataset.theme || null")
            .await?;
        page.press("t").await?;
        let script =
            format!("return (document.documentElement.dataset.theme || null) !== {before}");
        page.until("another data-theme", &script).await?;
        let colors = "const style = getComputedStyle(document.body); return [style.backgroundColor, style.color]";
        let colors = page.texts(colors).await?;
        check(colors[0] != colors[1], || {
            format!("paper and ink are both {}", colors[0])
        })?;
        papers.push(colors[0].clone());
    }
    papers.sort();
    papers.dedup();
    check(papers.len() > 1, || {
        "light and dark look the same".to_owned()
    })
}
