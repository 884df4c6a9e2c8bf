//! One of a few, as a row of buttons.

use yew::prelude::*;

use super::icon::{Shape, icon};
use crate::state::{Action, Density, Settings, TextSize, Theme};
use crate::wording::{Language, Words};

/// A button of the row.
struct Choice {
    shown: Html,
    name: &'static str,
    lang: Option<&'static str>,
    /// The theme that it is drawn in.
    theme: Option<&'static str>,
    is_chosen: bool,
    act: Action,
}

fn row(
    class: &'static str,
    label: &'static str,
    choices: &[Choice],
    dispatch: &Callback<Action>,
) -> Html {
    let button = |choice: &Choice| {
        let act = choice.act.clone();
        html! {
            <button
                type="button"
                lang={choice.lang}
                title={choice.name}
                aria-label={choice.name}
                data-theme={choice.theme}
                aria-pressed={choice.is_chosen.to_string()}
                onclick={dispatch.reform(move |_| act.clone())}
            >
                { choice.shown.clone() }
            </button>
        }
    };
    html! {
        <div {class} role="group" aria-label={label}>{ for choices.iter().map(button) }</div>
    }
}

/// How much of every result the list shows.
pub fn densities(settings: Settings, dispatch: &Callback<Action>) -> Html {
    let words = Words::from(settings.language);
    let choices = Density::ALL.map(|density| Choice {
        shown: icon(Shape::from(density)),
        name: words.density(density),
        lang: None,
        theme: None,
        is_chosen: density == settings.density,
        act: Action::SetDensity(density),
    });
    row("seg", words.density_label, &choices, dispatch)
}

/// Light or dark, each on its own paper.
pub fn themes(settings: Settings, dispatch: &Callback<Action>) -> Html {
    let words = Words::from(settings.language);
    let choices = Theme::ALL.map(|theme| Choice {
        shown: match theme {
            Theme::Auto => icon(Shape::Theme),
            _ => html! { { "Ê" } },
        },
        name: words.theme(theme),
        lang: None,
        theme: Some(theme.key()).filter(|_| theme != Theme::Auto),
        is_chosen: theme == settings.theme,
        act: Action::SetTheme(theme),
    });
    row("swatches", words.theme_label, &choices, dispatch)
}

/// How large articles are set.
pub fn text_sizes(settings: Settings, dispatch: &Callback<Action>) -> Html {
    let words = Words::from(settings.language);
    let choices = TextSize::ALL.map(|size| Choice {
        shown: html! { { "A" } },
        name: words.text_size(size),
        lang: None,
        theme: None,
        is_chosen: size == settings.text_size,
        act: Action::SetTextSize(size),
    });
    row("seg seg--sizes", words.text_size_label, &choices, dispatch)
}

/// The languages of the interface, in full or in two letters each.
pub fn languages(settings: Settings, is_short: bool, dispatch: &Callback<Action>) -> Html {
    let words = Words::from(settings.language);
    let choices = Language::ALL.map(|language| {
        let (short, name, both) = match language {
            Language::Vi => ("VI", "Tiếng Việt", "VI, Tiếng Việt"),
            Language::En => ("EN", "English", "EN, English"),
        };
        Choice {
            shown: html! { { if is_short { short } else { name } } },
            name: if is_short { both } else { name },
            lang: Some(language.tag()),
            theme: None,
            is_chosen: language == settings.language,
            act: Action::SetLanguage(language),
        }
    });
    row("seg", words.language_label, &choices, dispatch)
}
