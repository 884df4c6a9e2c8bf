//! The address and the state, in step: the state is the truth.

use yew::prelude::*;

use crate::platform::address::{self, Mirror};
use crate::route::Route;
use crate::state::{Action, State};

/// Writes the address after the state, and tells the state what the browser
/// made of the address.
#[hook]
pub fn use_address(state: &State, dispatch: Callback<Action>) {
    let mirror = use_memo((), |()| Mirror::default());
    let written = (state.route.clone(), state.n_steps);
    {
        let mirror = (*mirror).clone();
        use_effect_with(written, move |(route, n_steps)| {
            mirror.write(route.to_hash(), *n_steps);
        });
    }
    let mirror = (*mirror).clone();
    use_effect_with((), move |()| {
        let listeners = address::follow(move |hash| {
            mirror.forget();
            dispatch.emit(Action::Navigate(Route::parse(&hash)));
        });
        move || drop(listeners)
    });
}
