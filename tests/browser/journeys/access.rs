//! For those who listen: roles and names as the engines compute them, and what
//! axe has to say about every page.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use thirtyfour::WebElement;
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::prelude::By;

use crate::failure::{Outcome, check};
use crate::page::{Page, SEARCH_BOX};

/// What axe looks at: rules of WCAG 2.2, A and AA, and its best practices.
const AXE: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(
      r => done({ found: r.violations.map(v => v.id + ' (' + v.impact + '): ' + v.help + ' ' +
        v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + (n.any[0] ? n.any[0].message : '')).join(' | ')) }),
      e => done({ error: String(e) }))";

/// The search box, the handles, the facets and the list are what they are
/// called.
pub(crate) async fn names_parts(page: Page<'_>) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    page.element("[data-results] article[data-id]").await?;
    let parts = [
        (SEARCH_BOX, "searchbox"),
        (".band [role=slider]", "slider"),
        (".facet input[type=checkbox]", "checkbox"),
        ("[data-results] article[data-id]", "article"),
        ("[data-results] article[data-id] a[href]", "link"),
        ("main", "main"),
        ("button[lang=en]", "button"),
    ];
    for (selector, role) in parts {
        let elements = page.session.driver.find_all(By::Css(selector)).await?;
        check(!elements.is_empty(), || format!("there is no {selector}"))?;
        for element in elements.iter().take(3) {
            let found = computed(page, element, "computedrole").await?;
            check(found == role, || {
                format!("{selector} is a {found}, not a {role}")
            })?;
            let name = computed(page, element, "computedlabel").await?;
            let may_be_nameless = matches!(role, "main" | "article");
            check(may_be_nameless || !name.trim().is_empty(), || {
                format!("{selector} has no name")
            })?;
        }
    }
    let live = "return [...document.querySelectorAll('[aria-live], [role=status], output')].length > 0";
    check(page.run(live).await? == json!(true), || {
        "nothing tells of new results".to_owned()
    })
}

/// Asks the engine for what it computed of an element.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl ExtensionCommand for Computed {
    fn parameters_json(&self) -> Option<Value> {
        None
    }

    fn method(&self) -> http::Method {
        http::Method::GET
    }

    fn endpoint(&self) -> Arc<str> {
        format!("/element/{}/{}", self.element, self.what).into()
    }
}

async fn computed(page: Page<'_>, element: &WebElement, what: &'static str) -> Outcome<String> {
    let command = Computed {
        element: element.element_id().to_string(),
        what,
    };
    let answer = page
        .session
        .driver
        .cmd(Command::ExtensionCommand(Box::new(command)))
        .await?;
    Ok(answer.value()?)
}

/// axe on every page, light and dark.
pub(crate) async fn axe_is_content(page: Page<'_>, axe: &str) -> Outcome {
    let places = [
        ("timeline", "#/", "[data-results] article[data-id]"),
        (
            "results",
            "#/?q=cau&source=B%C3%A1o%20B%E1%BA%A3n%20M%C3%A2y&from=2018&to=2019",
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
        ("about", "#/about", "main h1"),
        ("help", "#/help", "main h1"),
        ("unknown article", "#/a/khong-co", "main h1"),
    ];
    page.open("").await?;
    page.run(axe).await?;
    let mut complaints: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for theme in ["light", "dark"] {
        // As the switch does, without its place in the page.
        let script = format!("document.documentElement.dataset.theme = '{theme}'");
        for (name, hash, sign) in places {
            page.open_hash(hash).await?;
            page.element(sign).await?;
            page.run(&script).await?;
            let answer = page.session.driver.execute_async(AXE, Vec::new()).await?;
            let found: Value = answer.json().clone();
            check(found.get("error").is_none(), || {
                format!("axe fell over: {found}")
            })?;
            for violation in found["found"].as_array().into_iter().flatten() {
                let violation = violation.as_str().unwrap_or_default().to_owned();
                complaints
                    .entry(violation)
                    .or_default()
                    .push(format!("{theme} {name}"));
            }
        }
    }
    let lines = complaints
        .iter()
        .map(|(what, places)| format!("{what} [{}]", places.join(", ")));
    let lines: Vec<String> = lines.collect();
    check(lines.is_empty(), || {
        format!("axe says:\n     {}", lines.join("\n     "))
    })
}
