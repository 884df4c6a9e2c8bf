//! What the page looks like: size of the text, theme, density.

use yew::prelude::*;

use super::choice::{densities, text_sizes, themes};
use super::icon::Shape;
use super::popover::Popover;
use crate::state::{Action, Settings};
use crate::wording::Words;

/// The panel behind its button.
pub fn look(settings: Settings, dispatch: &Callback<Action>) -> Html {
    let words = Words::from(settings.language);
    html! {
        <Popover label={words.look} shape={Shape::Theme}>
            <div class="menu__row">
                <span>{ words.text_size_label }</span>
                { text_sizes(settings, dispatch) }
            </div>
            <div class="menu__row">
                <span>{ words.theme_label }</span>
                { themes(settings, dispatch) }
            </div>
            <div class="menu__row">
                <span>{ words.density_label }</span>
                { densities(settings, dispatch) }
            </div>
            <p class="menu__refused">{ words.not_kept }</p>
        </Popover>
    }
}
