//! For those who listen: roles and names as the engines compute them, and what
//! axe has to say about every page.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use thirtyfour::WebElement;
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::prelude::{By, Key};

use crate::failure::{Outcome, check};
use crate::page::{LOOK, MENU, Page, SEARCH_BOX};
use crate::pages::Edition;

/// Runs the rules given and says where each is broken.
const AXE: &str = "const done = arguments[arguments.length - 1];
    // At the edge of what scrolls a target is smaller until it is scrolled to.
    const isWhole = node => !node.any.concat(node.all).some(c => c.data && /partiallyObscured/i.test(c.data.messageKey));
    axe.run(document, { runOnly: arguments[0], resultTypes: ['violations'] }).then(
      r => done({ found: r.violations.map(v => ({ ...v, nodes: v.nodes.filter(isWhole) })).filter(v => v.nodes.length).map(v =>
        v.id + ' (' + v.impact + '): ' + v.help + ' ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + (n.any[0] ? n.any[0].message : '')).join(' | ')) }),
      e => done({ error: String(e) }))";

/// Its rules of WCAG 2.0 to 2.2, A and AA, and its best practices.
const TAGS: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// The search box, the handles, the facets and the list are what they are
/// called.
pub(crate) async fn names_parts(page: Page<'_>) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    page.element("[data-results] article[data-id]").await?;
    let parts = [
        (SEARCH_BOX, "searchbox"),
        (".band", "region"),
        (".band .crumbs", "navigation"),
        (".chart__bars", "group"),
        (".band [role=slider]", "slider"),
        (".band__tools button", "button"),
        (".facets", "complementary"),
        (".facet .opt__not", "button"),
        ("[data-results] .period", "region"),
        ("[data-results] .period__head h2", "heading"),
        ("[data-results] .rows", "list"),
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
            let may_be_nameless = matches!(role, "main" | "article" | "list");
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

/// A screen: where it is, what shows that it is there, and what opens it.
struct Screen {
    name: &'static str,
    hash: &'static str,
    sign: &'static str,
    /// A button to press; what it opens is closed with Esc.
    opener: Option<&'static str>,
    /// Windows that show it, width by height.
    windows: &'static [(u32, u32)],
}

const WINDOWS: &[(u32, u32)] = &[(1440, 900), (390, 844)];
const ROW: &str = "[data-results] article[data-id]";

const fn screen(name: &'static str, hash: &'static str, sign: &'static str) -> Screen {
    Screen {
        name,
        hash,
        sign,
        opener: None,
        windows: WINDOWS,
    }
}

const fn opened(name: &'static str, opener: &'static str, sign: &'static str) -> Screen {
    Screen {
        opener: Some(opener),
        ..screen(name, "#/", sign)
    }
}

const SCREENS: [Screen; 12] = [
    screen("timeline", "#/", ROW),
    screen(
        "results",
        "#/?q=cau&source=B%C3%A1o%20B%E1%BA%A3n%20M%C3%A2y&from=2018&to=2019",
        "[data-results] article mark",
    ),
    screen(
        "nothing found",
        "#/?q=zzqx",
        "[data-results][data-total='0']",
    ),
    screen(
        "reader",
        "#/a/cau-treo-tam?q=cau%20treo",
        "main [data-reader] mark",
    ),
    Screen {
        windows: &[(1700, 950)],
        ..screen(
            "panes",
            "#/a/cau-treo-tam?q=cau%20treo",
            "main [data-reader] mark",
        )
    },
    Screen {
        windows: &[(1700, 950)],
        ..screen("wide timeline", "#/?q=cau", "[data-results] article mark")
    },
    opened("look", LOOK, ".pop__panel"),
    opened("menu", MENU, ".pop__panel"),
    Screen {
        windows: &[(390, 844)],
        ..opened("filters", ".filters-btn", "dialog[open] .opt input")
    },
    screen("about", "#/about", "main h1"),
    screen("help", "#/help", "main h1"),
    screen("unknown article", "#/a/khong-co", "main h1"),
];

/// The screens of an archive that cannot be opened, or holds nothing.
const POOR: [Screen; 1] = [screen("as it opens", "", "h1, h2")];

/// axe on every screen: all its rules in both languages, and once more for the
/// colors of the other themes, which no language changes.
pub(crate) async fn axe_is_content(page: Page<'_>, axe: &str) -> Outcome {
    page.open_unready("").await?;
    let is_settled = "return document.documentElement.dataset.archive !== 'loading'";
    page.until("an archive, or none", is_settled).await?;
    page.reduce_motion(true).await?;
    page.run(axe).await?;
    let mut complaints = BTreeMap::new();
    let screens = match page.subject.edition {
        Edition::Packed => &SCREENS[..],
        _ => &POOR,
    };
    for screen in screens {
        for (width, height) in screen.windows {
            page.resize(*width, *height).await?;
            look_at(page, screen, *width, &mut complaints).await?;
        }
    }
    page.end_emulation().await?;
    let lines = complaints
        .iter()
        .map(|(what, places): (&String, &Vec<String>)| {
            format!("{what} [{}]", places.join(", "))
        });
    let lines: Vec<String> = lines.collect();
    check(lines.is_empty(), || {
        format!("axe says:\n     {}", lines.join("\n     "))
    })
}

async fn look_at(
    page: Page<'_>,
    screen: &Screen,
    width: u32,
    complaints: &mut BTreeMap<String, Vec<String>>,
) -> Outcome {
    if !screen.hash.is_empty() {
        page.open_hash(screen.hash).await?;
    }
    for language in ["vi", "en"] {
        // A page that failed says the same in both at once.
        if page.subject.edition != Edition::Newer {
            page.speak(language).await?;
        }
        if let Some(opener) = screen.opener {
            page.click(opener).await?;
        }
        page.element(screen.sign).await?;
        let themes: &[&str] = match language {
            "vi" => &["light", "dark", "sepia"],
            _ => &["light"],
        };
        for theme in themes {
            // As the switch does, without its place in the page.
            page.run(&format!(
                "document.documentElement.dataset.theme = '{theme}'"
            ))
            .await?;
            for violation in ask_axe(page, *theme == "light").await? {
                let place = format!("{} {width} {language} {theme}", screen.name);
                complaints.entry(violation).or_default().push(place);
            }
        }
        if screen.opener.is_some() {
            page.press(Key::Escape).await?;
            let script = format!("return !document.querySelector({})", json!(screen.sign));
            page.until("it closed by Esc", &script).await?;
        }
    }
    Ok(())
}

/// Returns what axe has to say: by all rules, or by that of colors alone.
async fn ask_axe(page: Page<'_>, by_all: bool) -> Outcome<Vec<String>> {
    let rules = if by_all {
        json!({ "type": "tag", "values": TAGS })
    } else {
        json!({ "type": "rule", "values": ["color-contrast"] })
    };
    let driver = &page.session.driver;
    let answer = driver.execute_async(AXE, vec![rules]).await?;
    let found = answer.json();
    check(found.get("error").is_none(), || {
        format!("axe fell over: {found}")
    })?;
    Ok(serde_json::from_value(found["found"].clone())?)
}
