//! Keys of the page.

use yew::prelude::*;

use crate::platform::keys::{self, Shortcut};

/// Calls back with every shortcut while the component is shown. Nothing comes
/// while somebody types or composes; without `has_letter_keys` only `Esc` does.
#[hook]
pub fn use_shortcuts(has_letter_keys: bool, on_shortcut: Callback<Shortcut>) {
    use_effect_with(
        (has_letter_keys, on_shortcut),
        |(has_letter_keys, on_shortcut)| {
            let on_shortcut = on_shortcut.clone();
            let listener =
                keys::listen(*has_letter_keys, move |shortcut| on_shortcut.emit(shortcut));
            move || drop(listener)
        },
    );
}
