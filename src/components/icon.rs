//! Icons: outlines on a grid of 20, drawn by the stylesheet. They say nothing to
//! a screen reader; the control around them has a name.

use yew::prelude::*;

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
}

impl Shape {
    fn path(self) -> &'static str {
        match self {
            Self::Search => "M14.5 9a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zm-1.3 4.2 4 4",
            Self::Close => "m5 5 10 10M15 5 5 15",
            Self::Menu => "M3 5.5h14M3 10h14M3 14.500h14",
            Self::Theme => "M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM10 3.500v13",
            Self::Keys => {
                "M2.5 5.5h15v9h-15zM5 8.2h.5m2.2 0h.5m2.2 0h.5m2.2 0h.5M6.500 11.700h7"
            }
            Self::Save => "M10 3v9m0 0-3.2-3.200M10 12l3.2-3.200M3.5 12.500v4h13v-4",
            Self::Info => "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zm-7-.8v4.300M10 6.300v.4",
        }
    }
}

/// What an icon is given.
#[derive(Properties, PartialEq)]
pub struct IconProps {
    /// What is drawn.
    pub shape: Shape,
    /// Whether it is as small as the text beside it.
    #[prop_or_default]
    pub is_small: bool,
}

/// An icon.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    let class = classes!("icon", props.is_small.then_some("icon--s"));
    html! {
        <svg {class} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d={props.shape.path()} />
        </svg>
    }
}
