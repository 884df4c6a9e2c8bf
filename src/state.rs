//! What the page is showing, and every way in which that changes. Pure: the
//! address, the storage and the document follow it, never the other way round.

use biennien_core::article::ArticleId;
use biennien_core::search::{Facet, Sort};
use biennien_core::timeline::Days;

use crate::route::{Page, Route, add_choice, remove_choice};
use crate::wording::Language;

/// The one source of truth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// What the address says, or will.
    pub route: Route,
    /// What goes on bit by bit, so that its next bit belongs to the same step of
    /// Back.
    pub run: Option<Run>,
    /// How many steps of Back were made here, counted up only.
    pub n_steps: u32,
    /// How many times the query was changed by something other than typing, so
    /// that the field has to be told. Counted up only.
    pub n_rewrites: u32,
    /// What the reader of the page prefers.
    pub settings: Settings,
}

/// Changes that are made bit by bit and are one step of Back together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// The query is being typed.
    Typing,
    /// An end of the range is being moved by key.
    Moving,
    /// What the histogram shows follows fingers, a wheel or a key.
    Zooming,
}

/// What the reader of the page prefers; kept in the browser where it allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The language of the interface.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// How much of every result the list shows.
    pub density: Density,
    /// How large articles are set.
    pub text_size: TextSize,
    /// Whether single letters are keys.
    pub has_letter_keys: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: Theme::default(),
            density: Density::default(),
            text_size: TextSize::default(),
            has_letter_keys: true,
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Dark on the brown of old paper.
    Sepia,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Light, Self::Sepia, Self::Dark];

    /// Its name in `data-theme` and in storage.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Sepia => "sepia",
            Self::Dark => "dark",
        }
    }

    /// Returns the theme of a name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.key() == key)
    }

    /// Returns the next theme that looks different from this one, where the
    /// system prefers dark or does not.
    #[must_use]
    pub fn next(self, is_system_dark: bool) -> Self {
        let look = |theme| match theme {
            Self::Auto if is_system_dark => Self::Dark,
            Self::Auto => Self::Light,
            theme => theme,
        };
        let at = self as usize;
        let others = (1..4).map(|by| Self::ALL[(at + by) % 4]);
        let mut others = others.filter(|theme| look(*theme) != look(self));
        others.next().unwrap_or(self)
    }
}

/// How much of every result the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// Title, passage, picture, origin.
    #[default]
    List,
    /// A line each.
    Compact,
    /// Newspaper columns.
    Cards,
}

impl Density {
    /// Every density, in the order of the keys 1, 2 and 3.
    pub const ALL: [Self; 3] = [Self::List, Self::Compact, Self::Cards];

    /// Its name in `data-density` and in storage.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Compact => "compact",
            Self::Cards => "cards",
        }
    }

    /// Returns the density of a name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|density| density.key() == key)
    }
}

/// How large articles are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// 17 px where the browser's own size is 16.
    S,
    /// 19 px.
    #[default]
    M,
    /// 22 px.
    L,
    /// 25 px.
    Xl,
}

impl TextSize {
    /// Every size, the smallest first.
    pub const ALL: [Self; 4] = [Self::S, Self::M, Self::L, Self::Xl];

    /// Its name in `data-text-size` and in storage.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::S => "s",
            Self::M => "m",
            Self::L => "l",
            Self::Xl => "xl",
        }
    }

    /// Returns the size of a name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.key() == key)
    }
}

/// A change.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The field says this now.
    TypeQuery(String),
    /// The field was left, or its query confirmed.
    EndTyping,
    /// Something else than the field gives the query.
    SetQuery(String),
    /// The same, and drops range and choices.
    SearchAll(String),
    /// Chooses a range, or none.
    SetRange(Option<Days>),
    /// A key on a handle moves the range.
    MoveRange(Option<Days>),
    /// Chooses what the histogram shows, or everything.
    SetView(Option<Days>),
    /// The same, bit by bit.
    MoveView(Option<Days>),
    /// Whether the histogram shows the matches' share of all.
    SetShare(bool),
    /// Chooses a value of a facet, or no longer.
    Include(Facet, String, bool),
    /// Excludes a value of a facet, or no longer.
    Exclude(Facet, String, bool),
    /// Drops range and choices.
    ClearFilters,
    /// Drops range, choices and words.
    ClearAll,
    /// Chooses the order.
    SetSort(Sort),
    /// Opens an article from the results.
    Open(ArticleId),
    /// Shows a page with the same results behind it.
    Show(Page),
    /// Clears the words, else the range, else goes back to the results.
    Escape,
    /// The address was changed by the browser.
    Navigate(Route),
    /// Chooses the language of the interface.
    SetLanguage(Language),
    /// Chooses light or dark.
    SetTheme(Theme),
    /// Chooses how much of every result the list shows.
    SetDensity(Density),
    /// Chooses how large articles are set.
    SetTextSize(TextSize),
    /// Whether single letters are keys.
    SetLetterKeys(bool),
}

/// Returns the state after a change.
#[must_use]
pub fn reduce(state: &State, action: Action) -> State {
    let mut next = state.clone();
    let mut run = None;
    match action {
        Action::TypeQuery(query) => {
            if query == state.route.asked.query {
                return next;
            }
            next.route.asked.query = query;
            // Whoever types wants to see what is found.
            next.route.page = Page::Timeline;
            next.n_steps += u32::from(state.run != Some(Run::Typing));
            next.run = Some(Run::Typing);
            return next;
        }
        Action::Navigate(route) => {
            next.n_rewrites += u32::from(route.asked.query != state.route.asked.query);
            next.route = route;
            next.run = None;
            return next;
        }
        Action::EndTyping => next.run = None,
        Action::SetLanguage(language) => next.settings.language = language,
        Action::SetTheme(theme) => next.settings.theme = theme,
        Action::SetDensity(density) => next.settings.density = density,
        Action::SetTextSize(size) => next.settings.text_size = size,
        Action::SetLetterKeys(has_letter_keys) => {
            next.settings.has_letter_keys = has_letter_keys;
        }
        action => {
            run = match action {
                Action::MoveRange(_) => Some(Run::Moving),
                Action::MoveView(_) => Some(Run::Zooming),
                _ => None,
            };
            next.route = change_route(&state.route, action);
        }
    }
    if next.route != state.route {
        next.n_steps += u32::from(run.is_none() || run != state.run);
        next.run = run;
        next.n_rewrites += u32::from(next.route.asked.query != state.route.asked.query);
    }
    next
}

/// The acts that are a step of Back each.
fn change_route(route: &Route, action: Action) -> Route {
    let mut next = route.clone();
    let asked = &mut next.asked;
    match action {
        Action::SetQuery(query) => asked.query = query,
        Action::SearchAll(query) => {
            *asked = asked.without_filters();
            asked.query = query;
        }
        Action::SetRange(range) | Action::MoveRange(range) => {
            asked.from = range.map(|range| range.first);
            asked.to = range.map(|range| range.last);
        }
        Action::SetView(view) | Action::MoveView(view) => next.view = view,
        Action::SetShare(is_share) => next.is_share = is_share,
        Action::Include(facet, value, is_chosen) => {
            remove_choice(&mut asked.include, facet, &value);
            if is_chosen {
                remove_choice(&mut asked.exclude, facet, &value);
                add_choice(&mut asked.include, facet, value);
            }
        }
        Action::Exclude(facet, value, is_chosen) => {
            remove_choice(&mut asked.exclude, facet, &value);
            if is_chosen {
                remove_choice(&mut asked.include, facet, &value);
                add_choice(&mut asked.exclude, facet, value);
            }
        }
        Action::ClearFilters => *asked = asked.without_filters(),
        Action::ClearAll => {
            *asked = asked.without_filters();
            asked.query.clear();
        }
        Action::SetSort(sort) => asked.sort = sort,
        Action::Open(id) => next = route.to_article(&id),
        Action::Show(page) => next.page = page,
        Action::Escape => escape(&mut next),
        Action::TypeQuery(_)
        | Action::EndTyping
        | Action::Navigate(_)
        | Action::SetLanguage(_)
        | Action::SetTheme(_)
        | Action::SetDensity(_)
        | Action::SetTextSize(_)
        | Action::SetLetterKeys(_) => {}
    }
    next
}

fn escape(route: &mut Route) {
    let asked = &mut route.asked;
    if route.page != Page::Timeline {
        route.page = Page::Timeline;
    } else if !asked.query.is_empty() {
        asked.query.clear();
    } else {
        asked.from = None;
        asked.to = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::date::Day;

    fn after(actions: impl IntoIterator<Item = Action>) -> State {
        actions
            .into_iter()
            .fold(State::default(), |state, action| reduce(&state, action))
    }

    fn typed(text: &str) -> Vec<Action> {
        text.char_indices()
            .map(|(at, letter)| Action::TypeQuery(text[..at + letter.len_utf8()].to_owned()))
            .collect()
    }

    #[test]
    fn typing_is_one_step_of_back() {
        let state = after(typed("đảng ủy"));
        assert_eq!((state.n_steps, state.n_rewrites), (1, 0));
        assert_eq!(state.route.to_hash(), "#/?q=%C4%91%E1%BA%A3ng%20%E1%BB%A7y");
    }

    #[test]
    fn what_is_typed_after_leaving_the_field_is_another_step() {
        let mut actions = typed("ab");
        actions.push(Action::EndTyping);
        actions.push(Action::TypeQuery("abc".into()));
        assert_eq!(after(actions).n_steps, 2);
    }

    #[test]
    fn zooming_bit_by_bit_is_one_step_of_back() {
        let view = |last| {
            let first = Day(0);
            let last = Day(last);
            Some(Days { first, last })
        };
        let mut actions = vec![
            Action::MoveView(view(30)),
            Action::MoveView(view(20)),
            Action::MoveView(view(10)),
        ];
        assert_eq!(after(actions.clone()).n_steps, 1);
        actions.push(Action::SetView(view(5)));
        actions.push(Action::SetView(None));
        actions.push(Action::SetShare(true));
        let state = after(actions);
        assert_eq!(
            (state.n_steps, &*state.route.to_hash()),
            (4, "#/?scale=share")
        );
    }

    #[test]
    fn moving_a_handle_key_by_key_is_one_step_of_back() {
        let until = |last| {
            let first = Day(0);
            let last = Day(last);
            Some(Days { first, last })
        };
        let mut actions = vec![
            Action::MoveRange(None),
            Action::MoveRange(until(30)),
            Action::MoveRange(until(29)),
            Action::MoveRange(until(28)),
        ];
        assert_eq!(after(actions.clone()).n_steps, 1);
        actions.push(Action::TypeQuery("a".into()));
        actions.push(Action::MoveRange(until(27)));
        assert_eq!(after(actions.clone()).n_steps, 3);
        actions.push(Action::SetRange(until(20)));
        actions.push(Action::SetRange(until(10)));
        assert_eq!(after(actions).n_steps, 5);
    }

    #[test]
    fn what_changes_nothing_is_no_step() {
        let state = after([
            Action::SetRange(None),
            Action::Show(Page::Timeline),
            Action::Include(Facet::Source, "A".into(), false),
            Action::TypeQuery(String::new()),
            Action::Escape,
        ]);
        assert_eq!(state, State::default());
    }

    #[test]
    fn a_value_is_included_or_excluded_never_both() {
        let state = after([
            Action::Include(Facet::Source, "A".into(), true),
            Action::Exclude(Facet::Source, "A".into(), true),
        ]);
        assert_eq!(state.route.to_hash(), "#/?-source=A");
        let state = reduce(&state, Action::Include(Facet::Source, "A".into(), true));
        assert_eq!(state.route.to_hash(), "#/?source=A");
        let state = reduce(&state, Action::Include(Facet::Source, "A".into(), false));
        assert_eq!(state.route.to_hash(), "#/");
    }

    #[test]
    fn what_is_asked_of_the_whole_archive_keeps_no_filter() {
        let state = after([
            Action::SetSort(Sort::Oldest),
            Action::Include(Facet::Lang, "vi".into(), true),
            Action::SearchAll("a".into()),
        ]);
        assert_eq!(state.route.to_hash(), "#/?q=a&sort=oldest");
        assert_eq!((state.n_steps, state.n_rewrites), (3, 1));
    }

    #[test]
    fn escape_goes_back_then_clears_the_words_then_the_range() {
        let range = Days {
            first: Day(0),
            last: Day(30),
        };
        let mut state = after([
            Action::SetRange(Some(range)),
            Action::SetQuery("a".into()),
            Action::Open(ArticleId("x".into())),
        ]);
        let mut seen = Vec::new();
        for _ in 0..4 {
            state = reduce(&state, Action::Escape);
            seen.push(state.route.to_hash());
        }
        let dated = "#/?from=1970-01&to=1970-01";
        assert_eq!(seen, ["#/?q=a&from=1970-01&to=1970-01", dated, "#/", "#/"]);
    }

    #[test]
    fn every_next_theme_looks_different() {
        use Theme::{Auto, Dark, Light, Sepia};
        let three = |is_dark: bool, first: Theme| {
            let second = first.next(is_dark);
            [
                second,
                second.next(is_dark),
                second.next(is_dark).next(is_dark),
            ]
        };
        assert_eq!(three(false, Auto), [Sepia, Dark, Auto]);
        assert_eq!(three(true, Auto), [Light, Sepia, Dark]);
        assert_eq!(three(true, Dark), [Light, Sepia, Dark]);
        assert_eq!(three(false, Light), [Sepia, Dark, Auto]);
    }

    #[test]
    fn the_field_is_told_only_what_it_did_not_say_itself() {
        let state = after(typed("ab"));
        let state = reduce(&state, Action::Navigate(Route::default()));
        assert_eq!((state.n_rewrites, state.run), (1, None));
        let state = reduce(&state, Action::Navigate(Route::parse("#/about")));
        assert_eq!((state.n_rewrites, state.n_steps), (1, 1));
    }
}
