//! Small print under everything: rights, contact, and what made the page.

use biennien_core::archive::packed::Head;
use biennien_core::article::is_safe_link;
use yew::prelude::*;

use crate::opened::Opened;
use crate::route::{Page, Route};
use crate::wording::Words;

/// The small print.
pub fn colophon(opened: &Opened, route: &Route, words: Words) -> Html {
    let Head {
        title,
        language,
        owners,
        rights,
        contact,
        ..
    } = &opened.head;
    let owners = owners.join(", ");
    html! {
        <footer class="colophon">
            <p>
                <b lang={language.clone()}><bdi>{ title.clone() }</bdi></b>
                if !owners.is_empty() {
                    { " · " }<bdi>{ owners }</bdi>
                }
                if let Some(rights) = rights {
                    { " · " }<bdi>{ rights.clone() }</bdi>
                }
                if let Some(contact) = contact {
                    { format!(" · {}: ", words.contact) }{ contact_link(contact) }
                }
            </p>
            <p>
                <a class="link" href={route.to_page(Page::About).to_hash()}>{ words.about }</a>
                <small>{ format!(" · {}", words.made_with) }</small>
            </p>
        </footer>
    }
}

/// A way to reach somebody: an address of the web or of mail as a link,
/// anything else as it is.
pub(crate) fn contact_link(contact: &str) -> Html {
    let is_mail = contact.contains('@') && !contact.contains([' ', ':', '/']);
    let address = if is_mail {
        format!("mailto:{contact}")
    } else {
        contact.to_owned()
    };
    if is_safe_link(&address) {
        html! { <a class="link" href={address} rel="noreferrer">{ contact.to_owned() }</a> }
    } else {
        html! { <bdi>{ contact.to_owned() }</bdi> }
    }
}
