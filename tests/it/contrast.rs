//! The colors that meet in the page, in every theme, computed from the tokens:
//! WCAG 2.2, success criteria 1.4.3 and 1.4.11.
//!
//! The tables name the pairs, and the styles are read to see that no color is
//! used that they do not know.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Text by the ground it stands on: 4.5 to 1, large text too.
const TEXTS: [(&str, &[&str]); 8] = [
    (
        "paper",
        &["ink", "ink-2", "ink-3", "accent", "accent-strong", "warn"],
    ),
    (
        "paper-sunk",
        &["ink", "ink-2", "ink-3", "accent", "accent-strong", "warn"],
    ),
    (
        "paper-raised",
        &["ink", "ink-2", "ink-3", "accent", "accent-strong", "warn"],
    ),
    ("mark-bg", &["ink", "ink-2", "accent"]),
    ("mark-now", &["on-mark-now"]),
    ("accent", &["on-accent"]),
    ("accent-strong", &["on-accent"]),
    ("ink", &["paper"]),
];
const TEXT_RATIO: f64 = 4.5;

/// What is no text and has to be seen, by what lies next to it: 3 to 1. Edges
/// of controls, focus, lines under hits, marks of the chart.
const MARKS: [(&str, &[&str]); 6] = [
    (
        "paper",
        &[
            "control",
            "focus",
            "accent",
            "accent-strong",
            "warn",
            "rule-strong",
            "ink",
            "ink-2",
            "ink-3",
            "mark-line",
            "mark-now",
            "bar-line",
            "bar-hit",
        ],
    ),
    (
        "paper-sunk",
        &["control", "focus", "accent", "ink", "mark-line", "bar-hit"],
    ),
    (
        "paper-raised",
        &["control", "focus", "accent", "ink", "mark-line"],
    ),
    ("mark-bg", &["mark-line", "mark-now"]),
    ("bar-total", &["bar-hit", "accent"]),
    ("accent-wash", &["bar-line", "bar-hit", "accent"]),
];
const MARK_RATIO: f64 = 3.0;

/// Never the only sign: hairlines where space divides anyway, the body of a bar
/// under its outline, the range's wash between its handles, and the hatch, which
/// legend, label and table say in words.
const FAINT: [&str; 4] = ["rule", "bar-total", "accent-wash", "hatch"];

type Colors = BTreeMap<String, String>;

/// A rule of a style sheet: its selector, and its declarations in order.
struct Rule {
    selector: String,
    declarations: Vec<(String, String)>,
}

#[test]
fn text_and_marks_stand_out_in_every_theme() {
    let mut found = Vec::new();
    for (theme, colors) in themes() {
        // On paper nothing is pressed, and no hit is the one being looked at.
        let n_tables = if theme == "print" { 1 } else { 2 };
        let tables = [(&TEXTS[..], TEXT_RATIO), (&MARKS[..], MARK_RATIO)];
        for (table, wanted) in &tables[..n_tables] {
            for (ground, fronts) in *table {
                for front in *fronts {
                    let ratio = ratio(resolve(&colors, front), resolve(&colors, ground));
                    if ratio < *wanted {
                        found.push(format!(
                            "{theme}: --{front} on --{ground} is {ratio:.2} to 1, not {wanted}"
                        ));
                    }
                }
            }
        }
    }
    assert!(found.is_empty(), "too faint:\n{}", found.join("\n"));
}

#[test]
fn both_ways_to_the_dark_lead_to_the_same_colors() {
    let rules = rules("tokens.css");
    let colors = |part: &str| {
        let rule = rules.iter().find(|rule| rule.selector.contains(part));
        rule.map(|rule| &rule.declarations)
            .unwrap_or_else(|| panic!("no rule for {part}"))
    };
    assert_eq!(colors("not([data-theme])"), colors("[data-theme=\"dark\"]"));
}

#[test]
fn every_theme_has_every_color() {
    let light: Vec<String> = own_colors(":root").into_keys().collect();
    for selector in [
        "not([data-theme])",
        "[data-theme=\"dark\"]",
        "[data-theme=\"sepia\"]",
    ] {
        let names: Vec<String> = own_colors(selector).into_keys().collect();
        assert_eq!(names, light, "colors of {selector}");
    }
}

#[test]
fn no_style_uses_a_color_whose_contrast_nobody_computed() {
    let tokens = own_colors(":root");
    let mut found = Vec::new();
    for file in style_files() {
        // On paper other rules hold, and tokens are where colors come from.
        if ["tokens.css", "print.css"].contains(&file.as_str()) {
            continue;
        }
        for rule in rules(&file) {
            let complaints = unknown_pairs(&rule, &tokens);
            found.extend(
                complaints
                    .iter()
                    .map(|it| format!("{file} {}: {it}", rule.selector)),
            );
        }
    }
    assert!(
        found.is_empty(),
        "put these into the tables of tests/it/contrast.rs:\n{}",
        found.join("\n")
    );
}

fn unknown_pairs(rule: &Rule, tokens: &Colors) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut ground = "paper".to_owned();
    let mut texts = Vec::new();
    for (property, value) in &rule.declarations {
        if has_literal_color(value) {
            complaints.push(format!("{property}: {value} is no token"));
        }
        for name in names_in(value).filter(|name| tokens.contains_key(*name)) {
            match property.as_str() {
                "color" => texts.push(name.to_owned()),
                "background" | "background-color" => ground = name.to_owned(),
                _ if !is_mark(name) => complaints.push(format!("--{name} as a mark")),
                _ => {}
            }
        }
    }
    if ground != "paper" && !is_ground(&ground) && !is_mark(&ground) {
        complaints.push(format!("--{ground} as a ground"));
    }
    let unknown = texts.iter().filter(|text| !has_pair(&TEXTS, &ground, text));
    complaints.extend(unknown.map(|text| format!("--{text} on --{ground}")));
    complaints
}

fn has_pair(table: &[(&str, &[&str])], ground: &str, front: &str) -> bool {
    table
        .iter()
        .any(|(known, fronts)| *known == ground && fronts.contains(&front))
}

fn is_ground(name: &str) -> bool {
    TEXTS.iter().any(|(ground, _)| *ground == name)
}

fn is_mark(name: &str) -> bool {
    FAINT.contains(&name)
        || MARKS
            .iter()
            .any(|(ground, marks)| *ground == name || marks.contains(&name))
        || TEXTS.iter().any(|(_, texts)| texts.contains(&name))
}

/// Every theme with all its colors, by name; once more as whoever asks for more
/// contrast has it, and as it is printed.
fn themes() -> Vec<(String, Colors)> {
    let light = own_colors(":root");
    let mut themes = Vec::new();
    for theme in ["light", "dark", "sepia"] {
        let mut colors = light.clone();
        if theme != "light" {
            colors.extend(own_colors(&format!("[data-theme=\"{theme}\"]")));
        }
        let mut more = colors.clone();
        more.extend(own_colors(":root:root"));
        themes.push((theme.to_owned(), colors));
        themes.push((format!("{theme}, more contrast"), more));
    }
    let mut printed = light;
    let print = rules("print.css")
        .into_iter()
        .find(|rule| rule.selector.starts_with(":root"));
    printed.extend(
        print
            .expect("print has its colors")
            .declarations
            .into_iter()
            .filter_map(color),
    );
    themes.push(("print".to_owned(), printed));
    themes
}

/// The colors that the first rule of the tokens with this selector sets: those
/// written as such, and names of others.
fn own_colors(selector: &str) -> Colors {
    let is_it = |rule: &&Rule| match selector {
        ":root" => rule.selector.split(',').next() == Some(":root"),
        ":root:root" => rule.selector == selector,
        part => rule.selector.contains(part),
    };
    let rules = rules("tokens.css");
    let rule = rules
        .iter()
        .find(is_it)
        .unwrap_or_else(|| panic!("no rule for {selector}"));
    rule.declarations
        .iter()
        .cloned()
        .filter_map(color)
        .collect()
}

fn color((property, value): (String, String)) -> Option<(String, String)> {
    let name = property.strip_prefix("--")?;
    let is_color = value.starts_with('#') || value.starts_with("var(");
    is_color.then(|| (name.to_owned(), value))
}

/// Returns the color behind a name, `#rrggbb` or `#rgb`.
fn resolve<'a>(colors: &'a Colors, name: &str) -> &'a str {
    let value = colors
        .get(name)
        .unwrap_or_else(|| panic!("there is no --{name}"));
    match names_in(value).next() {
        Some(other) => resolve(colors, other),
        None => value,
    }
}

/// WCAG's contrast ratio: (L1 + 0.05) / (L2 + 0.05), the lighter one first.
fn ratio(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG's relative luminance of an sRGB color.
fn luminance(color: &str) -> f64 {
    let digits: Vec<u32> = color
        .chars()
        .filter_map(|digit| digit.to_digit(16))
        .collect();
    let channels: Vec<u32> = match digits.len() {
        3 => digits.iter().map(|digit| digit * 17).collect(),
        6 => digits
            .chunks(2)
            .map(|pair| pair[0] * 16 + pair[1])
            .collect(),
        _ => panic!("{color} is no color"),
    };
    let linear = channels.iter().map(|channel| {
        let share = f64::from(*channel) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    });
    linear
        .zip([0.2126, 0.7152, 0.0722])
        .map(|(channel, weight)| channel * weight)
        .sum()
}

/// The names in `var(--a) … var(--b)`.
fn names_in(value: &str) -> impl Iterator<Item = &str> {
    value.split("var(--").skip(1).map(|rest| {
        let end = rest.find([')', ',', ' ']).unwrap_or(rest.len());
        &rest[..end]
    })
}

fn has_literal_color(value: &str) -> bool {
    let is_hex = |word: &str| word.starts_with('#') && word.len() > 3;
    value.split([' ', ',', '(']).any(is_hex) || value.contains("rgb(") || value.contains("hsl(")
}

fn style_files() -> Vec<String> {
    let entries = fs::read_dir(styles())
        .expect("static/styles is there")
        .flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".css")).collect();
    names.sort();
    names
}

fn styles() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("static/styles")
}

/// The innermost rules of a style sheet, whatever they stand in.
fn rules(file: &str) -> Vec<Rule> {
    let text = fs::read_to_string(styles().join(file)).expect("a style sheet is text");
    let mut rules = Vec::new();
    let mut rest = String::new();
    for (nth, part) in text.split("/*").enumerate() {
        let code = if nth == 0 {
            part
        } else {
            part.split_once("*/").map_or("", |it| it.1)
        };
        rest.push_str(code);
    }
    for block in rest.split('}') {
        let Some((before, body)) = block.rsplit_once('{') else {
            continue;
        };
        let selector = before.rsplit(['{', ';']).next().unwrap_or_default();
        let declarations = body.split(';').filter_map(|line| line.split_once(':'));
        rules.push(Rule {
            selector: selector.split_whitespace().collect::<Vec<_>>().join(" "),
            declarations: declarations
                .map(|(property, value)| (property.trim().to_owned(), value.trim().to_owned()))
                .collect(),
        });
    }
    rules
}

#[test]
fn the_ratio_is_that_of_the_guidelines() {
    assert!((ratio("#000", "#ffffff") - 21.0).abs() < 1e-9);
    // The lightest gray that text on white may have.
    assert!(ratio("#767676", "#fff") > TEXT_RATIO && ratio("#777777", "#fff") < TEXT_RATIO);
}
