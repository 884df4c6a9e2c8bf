//! Typing into the search box: results follow, the field is left alone.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::failure::{Failure, Outcome, check, same};
use crate::page::{Page, SEARCH_BOX};
use crate::pages::PACKED_ARTICLES;

/// Results follow every key, and marked words say why.
pub(crate) async fn as_typed(page: Page<'_>) -> Outcome {
    page.open("").await?;
    let all = page.results_of("").await?;
    let query = word_to_type(page).await?;
    let mut typed = String::new();
    for letter in query.chars() {
        typed.push(letter);
        page.type_query(&letter.to_string()).await?;
        let total = page.results_of(&typed).await?;
        same("the field", page.query().await?, typed.clone())?;
        let script = format!(
            "return (await bienNien.search({}, {{ limit: 1 }})).total",
            json!(typed)
        );
        same(
            "data-total and the script's",
            Some(total),
            page.ask(&script).await?.as_u64(),
        )?;
    }
    let marks = "return [...document.querySelectorAll('[data-results] article mark')].map(m => m.textContent)";
    page.until(
        "a marked word",
        "return document.querySelector('[data-results] article mark')",
    )
    .await?;
    for mark in page.texts(marks).await? {
        let plain = without_marks(&mark);
        check(plain.contains(&query) || query.contains(&plain), || {
            format!("{mark:?} is marked for {query:?}")
        })?;
    }
    // Keys without a pause: none is lost, none moves.
    page.search("khong co tu nao nhu zzqx").await?;
    same(
        "data-total of nonsense",
        page.results_of("khong co tu nao nhu zzqx").await?,
        0,
    )?;
    // Esc in the field takes the words away.
    page.press(Key::Escape).await?;
    same("data-total after Esc", page.results_of("").await?, all)?;
    same("the field after Esc", page.query().await?.as_str(), "")
}

/// Returns a longer word of the newest article, in small letters, no marks.
async fn word_to_type(page: Page<'_>) -> Outcome<String> {
    let found = page
        .ask("return (await bienNien.search('', { limit: 1 })).items[0].title")
        .await?;
    let title = found.as_str().unwrap_or_default();
    let words = title
        .split(|letter: char| !letter.is_alphanumeric())
        .map(without_marks);
    let word = words.filter(|word| word.chars().all(|c| c.is_ascii_lowercase()));
    word.max_by_key(String::len)
        .filter(|word| word.len() > 1)
        .ok_or_else(|| Failure::new(format!("no word to type in {title:?}")))
}

/// Returns a text in small letters without marks.
pub(super) fn without_marks(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let base = text
        .nfd()
        .filter(|letter| !('\u{300}'..'\u{370}').contains(letter));
    base.flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// Phrases, minus, typed marks, two forms of one letter.
pub(crate) async fn syntax(page: Page<'_>) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    let queries: [(&str, &[&str]); 11] = [
        (
            "cau treo",
            &[
                "cau-treo-suoi-lua",
                "cau-treo-khanh-thanh",
                "cau-treo-tam",
                "treo-bang-ron",
            ],
        ),
        (
            "\"cầu treo\"",
            &["cau-treo-suoi-lua", "cau-treo-khanh-thanh", "cau-treo-tam"],
        ),
        (
            "cau treo -khánh",
            &["cau-treo-suoi-lua", "cau-treo-tam", "treo-bang-ron"],
        ),
        ("xay dung dang", &["xay-dung-dang-ky-luat"]),
        ("\"trong sạch vững mạnh\"", &["xay-dung-dang-ky-luat"]),
        ("đảng", &["xay-dung-dang-ky-luat", "dau-dang-bo-xay"]),
        ("đang xây", &["dau-dang-xay"]),
        ("lũ quét", &["lu-quet"]),
        ("lu\u{303} que\u{301}t", &["lu-quet"]),
        ("tổ hòa giải", &["hoa-giai-bien-gioi-nuong"]),
        ("cô giáo thúy", &["lop-hoc-ban-dem"]),
    ];
    for (query, wanted) in queries {
        page.set_query(query).await?;
        let total = page.results_of(&nfc(query)).await?;
        let mut rows = page.rows().await?;
        let mut wanted: Vec<String> = wanted.iter().map(|id| (*id).to_owned()).collect();
        rows.sort();
        wanted.sort();
        same(&format!("what {query:?} finds"), &rows, &wanted)?;
        same("data-total", total, wanted.len() as u64)?;
        page.until(
            "a marked word",
            "return document.querySelector('[data-results] article mark')",
        )
        .await?;
    }
    // What was typed stands as it was typed, whatever was made of it.
    for query in ["\"chưa đóng", "-", "OR", "tiêu-đề:", "(((", "a OR"] {
        page.set_query(query).await?;
        page.results_of(query).await?;
        same("the field", page.query().await?.as_str(), query)?;
    }
    page.open_hash("#/help").await?;
    page.until_there("main .keys a").await?;
    page.run("document.querySelector('main .keys a').focus()")
        .await?;
    page.press(Key::Enter).await?;
    same(
        "what the first example finds",
        page.results_of("xay dung dang").await?,
        1,
    )?;
    same("the field", page.query().await?.as_str(), "xay dung dang")
}

fn nfc(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().collect()
}

/// *đảng*, letter by letter, as UniKey and Telex have it: the page neither
/// touches the field nor the caret while it is composed.
pub(crate) async fn composes(page: Page<'_>) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    page.click(SEARCH_BOX).await?;
    let cdp = page.session.driver.cdp();
    for composed in ["d", "dd", "đ", "đa", "đan", "đang", "đảng"] {
        let end = composed.chars().count();
        let step = json!({ "text": composed, "selectionStart": end, "selectionEnd": end });
        cdp.send_raw("Input.imeSetComposition", step).await?;
        check_field(page, composed, end).await?;
    }
    cdp.send_raw("Input.insertText", json!({ "text": "đảng" }))
        .await?;
    check_field(page, "đảng", 4).await?;
    same("data-total", page.results_of("đảng").await?, 2)?;
    check_field(page, "đảng", 4).await?;
    // A second word, composed in front of the first.
    page.press(Key::Home).await?;
    for composed in ["x", "xâ", "xây"] {
        let end = composed.chars().count();
        let step = json!({ "text": composed, "selectionStart": end, "selectionEnd": end });
        cdp.send_raw("Input.imeSetComposition", step).await?;
        check_field(page, &format!("{composed}đảng"), end).await?;
    }
    cdp.send_raw("Input.insertText", json!({ "text": "xây " }))
        .await?;
    check_field(page, "xây đảng", 4).await?;
    page.results_of("xây đảng").await?;
    check_field(page, "xây đảng", 4).await
}

/// The field says this and its caret stands there, now and after the page has
/// drawn twice.
async fn check_field(page: Page<'_>, text: &str, caret: usize) -> Outcome {
    let read = format!(
        "await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
         const field = document.querySelector('{SEARCH_BOX}');
         return [field.value, field.selectionStart, field.selectionEnd]"
    );
    same(
        "field and caret",
        page.ask(&read).await?,
        json!([text, caret, caret]),
    )
}

/// 2,000 real articles, typed key by key.
pub(crate) async fn large(page: Page<'_>) -> Outcome {
    page.open("").await?;
    let ready = page.ask("return await bienNien.ready").await?;
    let all = page.results_of("").await?;
    same("data-total", Some(all), ready["articles"].as_u64())?;
    check(all > 1900, || {
        format!("only {all} of 2,000 articles were taken")
    })?;
    let mut typed = String::new();
    for letter in "thanh pho".chars() {
        typed.push(letter);
        page.type_query(&letter.to_string()).await?;
        let total = page.results_of(&typed).await?;
        let script = format!(
            "return await bienNien.search({}, {{ limit: 1 }})",
            json!(typed)
        );
        let found: Value = page.ask(&script).await?;
        same(
            "data-total and the script's",
            Some(total),
            found["total"].as_u64(),
        )?;
    }
    let total = page.results_of("thanh pho").await?;
    check(total > 0 && total < all, || {
        format!("{total} of {all} articles have thanh pho")
    })?;
    let n_rows = page.rows().await?.len();
    check(n_rows < 300, || {
        format!("{n_rows} rows stand in the page at once")
    })
}

const _: () = assert!(
    PACKED_ARTICLES > 20,
    "the fixture needs more than a screenful"
);
