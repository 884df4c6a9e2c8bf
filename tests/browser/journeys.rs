//! The journeys: what is claimed, and on which pages in which engines.

mod access;
mod broken;
mod filtering;
mod first_paint;
mod hostile;
mod keyboard;
mod layout;
pub(crate) mod oldest;
mod opening;
mod panes;
mod reading;
mod saving;
mod searching;
mod switching;
mod timeline;
mod working;

use crate::engine::{Engine, Without};
use crate::failure::Outcome;
use crate::page::Page;
use crate::pages::{Edition, Scheme};
use crate::settings::Settings;

/// Something that somebody does in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Journey {
    /// Opens it and looks around.
    Open,
    /// Types into the search box.
    SearchAsTyped,
    /// Opens articles and comes back.
    Read,
    /// Reads articles beside the results, in a wide window.
    Panes,
    /// Uses phrases, minus, marks and letters in two forms.
    Syntax,
    /// Chooses a range and values.
    Filter,
    /// Follows addresses, and Back.
    Address,
    /// Goes from all of the time to a day, and back.
    Zoom,
    /// Opens a link that somebody else made.
    Link,
    /// Loads the page anew further down.
    Place,
    /// Has a phone, and fingers.
    Touch,
    /// Changes language and theme.
    Switch,
    /// Saves the archive as one page.
    Save,
    /// Sees a headline before the viewer runs.
    FirstPaint,
    /// Types with an input method.
    Compose,
    /// Has an archive full of scripts.
    Hostile,
    /// An archive of nothing but attacks.
    Attacks,
    /// Is heard rather than seen: roles and names.
    Roles,
    /// Is looked at by axe, page after page.
    Axe,
    /// Has no mouse.
    Keys,
    /// Has a small window, or large letters.
    Small,
    /// Sees a small phone's first window.
    FirstLook,
    /// Looks at the marks of Vietnamese letters.
    Marks,
    /// Searches 2,000 real articles.
    Large,
    /// Types while an article is open.
    TypeOver,
    /// Has a viewer that traps.
    Trap,
    /// Opens a page with a part that is damaged.
    DamagedPart,
    /// Types faster than a worker answers.
    Stale,
    /// Has no workers, or one that dies.
    NoWorker,
    /// Opens an article whose text is damaged.
    Damaged,
    /// Opens a page that was cut.
    Cut,
    /// Opens an archive from the future.
    Newer,
    /// Has no WebAssembly.
    NoWasm,
    /// Has no JavaScript.
    NoScript,
}

impl Journey {
    /// What its line says.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Open => "opens on its archive",
            Self::SearchAsTyped => "searches as typed",
            Self::Read => "reads an article and comes back",
            Self::Panes => "reads beside the results",
            Self::Syntax => "finds by phrase, minus and marks",
            Self::Filter => "filters by range and values",
            Self::Address => "follows its address, and Back",
            Self::Zoom => "zooms from all to a day, and back",
            Self::Link => "opens the same by a link",
            Self::Place => "keeps its place when loaded anew",
            Self::Touch => "obeys fingers",
            Self::Switch => "changes language and theme",
            Self::Save => "saves itself as one page",
            Self::FirstPaint => "shows a headline before the Wasm",
            Self::Compose => "leaves an input method alone",
            Self::Hostile => "shows scripts as text",
            Self::Attacks => "is not moved by attacks",
            Self::Roles => "names its parts",
            Self::Axe => "has nothing for axe to say",
            Self::Keys => "does all by keys, and sees the focus",
            Self::Small => "loses nothing in a small window",
            Self::FirstLook => "shows two headlines on a small phone",
            Self::Marks => "cuts no marks from letters",
            Self::Large => "searches 2,000 articles as typed",
            Self::TypeOver => "types over an article",
            Self::Trap => "says that it cannot go on",
            Self::DamagedPart => "says that it is damaged",
            Self::Stale => "answers what is asked now",
            Self::NoWorker => "does without a worker",
            Self::Damaged => "says which text is damaged",
            Self::Cut => "says that it was cut",
            Self::Newer => "says that its archive is newer",
            Self::NoWasm => "says that it wants WebAssembly",
            Self::NoScript => "says that it wants JavaScript",
        }
    }

    /// Returns the journeys of an engine by a scheme, with their pages.
    pub(crate) fn of(
        engine: Engine,
        scheme: Scheme,
        settings: &Settings,
    ) -> Vec<(Self, Edition)> {
        let mut list = Vec::new();
        for edition in [Edition::OnePage, Edition::Site, Edition::Packed] {
            list.extend([Self::Open, Self::SearchAsTyped, Self::Read].map(|it| (it, edition)));
        }
        let packed = [Self::Syntax, Self::Filter, Self::Address, Self::Switch];
        list.extend(packed.map(|journey| (journey, Edition::Packed)));
        list.push((Self::Save, Edition::Site));
        if scheme == Scheme::Http {
            return list;
        }
        list.extend([Edition::OnePage, Edition::Packed].map(|it| (Self::Save, it)));
        list.push((Self::Zoom, Edition::OnePage));
        let timeline = [Self::Link, Self::Place, Self::Touch];
        list.extend(timeline.map(|journey| (journey, Edition::Packed)));
        list.push((Self::Panes, Edition::Packed));
        list.push((Self::Stale, Edition::Packed));
        list.push((Self::TypeOver, Edition::Packed));
        list.push((Self::Damaged, Edition::Damaged));
        let damaged = [
            Edition::DamagedIndex,
            Edition::DamagedColumns,
            Edition::DamagedHead,
        ];
        list.extend(damaged.map(|it| (Self::DamagedPart, it)));
        let workers = [Edition::NoWorker, Edition::DeadWorker, Edition::MuteWorker];
        list.extend(workers.map(|it| (Self::NoWorker, it)));
        list.push((Self::Trap, Edition::Trap));
        list.extend([Self::Hostile, Self::Roles].map(|it| (it, Edition::Packed)));
        list.push((Self::Attacks, Edition::Hostile));
        list.extend([(Self::Cut, Edition::Cut), (Self::Newer, Edition::Newer)]);
        if settings.corpora.is_some() {
            list.push((Self::Large, Edition::Large));
        }
        if engine == Engine::Chromium {
            list.extend(
                [Self::Compose, Self::Keys, Self::Small, Self::Marks]
                    .map(|it| (it, Edition::Packed)),
            );
            list.push((Self::FirstLook, Edition::OnePage));
            // What axe sees in one engine it would see in all.
            list.extend(
                [Edition::Packed, Edition::Newer, Edition::Empty].map(|it| (Self::Axe, it)),
            );
            list.extend([Edition::OnePage, Edition::Site].map(|it| (Self::FirstPaint, it)));
            list.extend([Edition::OnePage, Edition::Site].map(|it| (Self::NoWasm, it)));
        }
        if engine != Engine::WebKit {
            list.extend([Edition::OnePage, Edition::Site].map(|it| (Self::NoScript, it)));
        }
        list
    }

    /// What its session has to do without; such a session is its own.
    pub(crate) fn without(self, engine: Engine) -> Without {
        Without {
            wasm: self == Self::NoWasm,
            // Chromium is told so in the page, through its own protocol.
            javascript: self == Self::NoScript && engine == Engine::Firefox,
        }
    }

    /// Whether a line on the console belongs to the journey.
    pub(crate) fn expects(self, line: &str) -> bool {
        // A script that was cut in the middle cannot but be told of.
        match self {
            Self::Cut => line.contains("SyntaxError") || line.contains("Unexpected end"),
            // Nor can a trap.
            Self::Trap => line.contains("unreachable"),
            _ => false,
        }
    }

    /// Takes it.
    pub(crate) async fn take(self, page: Page<'_>, axe: &str) -> Outcome {
        match self {
            Self::Open => opening::opens(page).await,
            Self::Address => opening::follows_address(page).await,
            Self::SearchAsTyped => searching::as_typed(page).await,
            Self::Syntax => searching::syntax(page).await,
            Self::Compose => searching::composes(page).await,
            Self::Large => searching::large(page).await,
            Self::Read => reading::reads(page).await,
            Self::Panes => panes::reads_beside(page).await,
            Self::Filter => filtering::filters(page).await,
            Self::Save => saving::saves(page).await,
            Self::FirstPaint => first_paint::comes_before_wasm(page).await,
            Self::Zoom => timeline::zooms(page).await,
            Self::Link => timeline::shares_link(page).await,
            Self::Place => timeline::keeps_place(page).await,
            Self::Touch => timeline::by_touch(page).await,
            Self::Switch => switching::switches(page).await,
            Self::Hostile => hostile::shows_as_text(page).await,
            Self::Attacks => hostile::withstands(page).await,
            Self::TypeOver => panes::types_over(page).await,
            Self::Trap => broken::traps(page).await,
            Self::Stale => working::drops_what_is_stale(page).await,
            Self::NoWorker => working::does_without(page).await,
            Self::Damaged => working::says_what_is_damaged(page).await,
            Self::Roles => access::names_parts(page).await,
            Self::Keys => keyboard::all_by_keys(page).await,
            Self::Small => layout::loses_nothing(page).await,
            Self::FirstLook => layout::first_look(page).await,
            Self::Marks => layout::cuts_no_mark(page).await,
            Self::Axe => access::axe_is_content(page, axe).await,
            Self::Cut | Self::Newer | Self::DamagedPart | Self::NoWasm | Self::NoScript => {
                broken::says_so(page, self).await
            }
        }
    }
}
