//! Icons: outlines on a grid of 20, drawn by the stylesheet. They say nothing to
//! a screen reader; the control around them has a name.

use yew::prelude::*;

use crate::state::Density;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A lens.
    Search,
    /// A cross.
    Close,
    /// Three lines.
    Menu,
    /// A half-filled circle.
    Theme,
    /// A keyboard.
    Keys,
    /// A letter in a circle.
    Info,
    /// An arrow into a tray.
    Save,
    /// Lines that grow shorter.
    Filter,
    /// Rows with a passage each.
    List,
    /// Rows of a line.
    Compact,
    /// Columns.
    Cards,
    /// An arrow to where one came from.
    Back,
    /// Links of a chain.
    Link,
    /// A printer.
    Print,
}

impl From<Density> for Shape {
    fn from(density: Density) -> Self {
        match density {
            Density::List => Self::List,
            Density::Compact => Self::Compact,
            Density::Cards => Self::Cards,
        }
    }
}

impl Shape {
    fn path(self) -> &'static str {
        match self {
            Self::Search => "M14.5 9a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zm-1.3 4.2 4 4",
            Self::Close => "m5 5 10 10M15 5 5 15",
            Self::Menu => "M3 5.5h14M3 10h14M3 14.500h14",
            Self::Theme => "M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z",
            Self::Keys => {
                "M2.5 5.5h15v9h-15zM5 8.2h.5m2.2 0h.5m2.2 0h.5m2.2 0h.5M6.500 11.700h7"
            }
            Self::Save => "M10 3v9m0 0-3.2-3.200M10 12l3.2-3.200M3.5 12.500v4h13v-4",
            Self::Info => "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zm-7-.8v4.300M10 6.300v.4",
            Self::Filter => "M3 5h14M5.5 10h9M8 15h4",
            Self::List => "M3 5h3M3 10h3M3 15h3M9 4.500h8M9 7h5M9 9.500h8M9 12h5M9 14.500h8",
            Self::Compact => "M3 4.500h14M3 8.200h14M3 11.900h14M3 15.600h14",
            Self::Cards => {
                "M3 3.500h5.500v6H3zM11.500 3.500H17v6h-5.500zM3 12.500h5.500m3 0H17M3 15.500h4m4.500 0h4"
            }
            Self::Back => "M16.5 10h-13m0 0L8 5.5M3.5 10 8 14.5",
            Self::Link => {
                "m8.5 11.5 3-3M7 9l-2 2a3 3 0 0 0 4 4l2-2M13 11l2-2a3 3 0 0 0-4-4L9 7"
            }
            Self::Print => "M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6z",
        }
    }
}

/// An icon.
pub fn icon(shape: Shape) -> Html {
    draw(shape, "icon")
}

/// An icon as small as the text beside it.
pub fn small_icon(shape: Shape) -> Html {
    draw(shape, "icon icon--s")
}

fn draw(shape: Shape, class: &'static str) -> Html {
    let flip = (shape == Shape::Back).then_some("icon--flip");
    let half = (shape == Shape::Theme).then(|| {
        html! { <path class="icon__half" d="M10 3.5a6.5 6.5 0 0 1 0 13z" /> }
    });
    html! {
        <svg
            class={classes!(class, flip)}
            viewBox="0 0 20 20"
            aria-hidden="true"
            focusable="false"
        >
            <path d={shape.path()} />
            { half }
        </svg>
    }
}
