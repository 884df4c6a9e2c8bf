//! Values to include and exclude, with how many of the matches and of all
//! articles have them; and the range in dates.

use biennien_core::catalogue::Values;
use biennien_core::search::{Choices, Facet, FacetCount, SearchResults};
use biennien_core::text::{Word, tokens};
use yew::prelude::*;

use super::chips;
use super::filter_sheet::FilterSheet;
use super::histogram::dates::{DateFieldsProps, date_fields};
use crate::css::percent;
use crate::hooks::Found;
use crate::opened::Opened;
use crate::platform::document::Field;
use crate::platform::keys;
use crate::route::Asked;
use crate::shared::Shared;
use crate::state::Action;
use crate::wording::Words;

/// So many values are shown until more are wanted.
const N_SHOWN: usize = 6;

/// Even then no more than so many: a list of ten thousand authors is searched,
/// not read.
const MAX_SHOWN: usize = 200;

/// From so many values on a field finds one by its name.
const MANY: usize = 11;

/// What the facets are given.
pub struct FacetsProps {
    /// The archive.
    pub opened: Shared<Opened>,
    /// What was found, once it was.
    pub found: Option<Found>,
    /// What is asked.
    pub asked: Asked,
    /// Whether there is room for them beside the results.
    pub is_wide: bool,
    /// The words.
    pub words: Words,
    /// Where changes go.
    pub dispatch: Callback<Action>,
}

/// The range in dates and the facets that have something to choose from: beside
/// the results, or behind a button.
pub fn facets(props: &FacetsProps) -> Html {
    let FacetsProps {
        opened,
        found,
        asked,
        is_wide,
        words,
        dispatch,
    } = props;
    let facet = |facet: Facet| one_facet(props, facet);
    let facets: Vec<Html> = Facet::ALL.into_iter().filter_map(facet).collect();
    if facets.is_empty() && opened.span.is_none() {
        return Html::default();
    }
    let dates = opened.span.map(|span| {
        date_fields(&DateFieldsProps {
            words: *words,
            span,
            range: asked.range(span),
            on_range: dispatch.reform(Action::SetRange),
        })
    });
    let filters = html! { <>{ dates }{ facets }</> };
    if *is_wide {
        return html! {
            <aside class="facets" aria-label={words.filters}>
                <div class="facets__head"><h2>{ words.narrow }</h2></div>
                { filters }
            </aside>
        };
    }
    html! {
        <FilterSheet
            n_active={chips::filters(asked, *words).len()}
            n_found={found.as_ref().map(|found| found.summary.total)}
            words={*words}
            on_clear={dispatch.reform(|()| Action::ClearFilters)}
        >
            { filters }
        </FilterSheet>
    }
}

fn one_facet(props: &FacetsProps, facet: Facet) -> Option<Html> {
    let FacetsProps {
        opened,
        found,
        asked,
        words,
        dispatch,
        ..
    } = props;
    if opened.facets.get(&facet)?.len() < 2 {
        return None;
    }
    let chosen = |choices: &Choices| choices.get(&facet).cloned().unwrap_or_default();
    Some(html! {
        <OneFacet
            key={facet.key()}
            {facet}
            opened={opened.clone()}
            found={found.as_ref().map(|found| found.summary.clone())}
            included={chosen(&asked.include)}
            excluded={chosen(&asked.exclude)}
            words={*words}
            dispatch={dispatch.clone()}
        />
    })
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Value {
    /// The value; empty for "says nothing".
    value: String,
    /// How many of the matches have it; unknown while they are looked for.
    n_matching: Option<u32>,
    /// How many of all articles have it.
    n_all: u32,
    /// Whether only articles with it are asked for.
    is_included: bool,
    /// Whether articles with it are left out.
    is_excluded: bool,
}

impl Value {
    /// How long its bar is, and how much of it matches, in percent.
    fn bar(&self, most: u32) -> String {
        let part = |n: u32| percent(f64::from(n) / f64::from(most.max(1)));
        let matching = part(self.n_matching.unwrap_or_default());
        format!("--t:{};--h:{matching}", part(self.n_all))
    }
}

/// What is known of the values of one facet.
struct Known<'a> {
    facet: Facet,
    /// What their numbers stand for.
    texts: &'a Values,
    /// All there are, in the order in which they are shown where nothing is asked.
    all: &'a [FacetCount],
    /// Those of the articles found, most frequent first.
    matching: Option<&'a [FacetCount]>,
    included: &'a [String],
    excluded: &'a [String],
}

impl Known<'_> {
    /// Returns the names of all values, with their numbers: those chosen first, then the most frequent
    /// among the matches, then the rest. Years are looked for by their place, so
    /// they keep it. Where the first few will do little else is looked at.
    fn names<'a>(
        &'a self,
        is_named: &'a dyn Fn(&str) -> bool,
    ) -> impl Iterator<Item = (&'a str, Option<u32>)> {
        let chosen = self.included.iter().chain(self.excluded);
        let chosen = chosen.map(|name| (name.as_str(), self.texts.find(name)));
        let matching = self.matching.filter(|_| self.facet != Facet::Year);
        let matching = matching.unwrap_or_default();
        let rest = move |value: &u32| count(matching, *value).is_none();
        let counted = matching.iter().map(|(value, _)| *value);
        let all = self.all.iter().map(|(value, _)| *value);
        let others = counted.chain(all.filter(rest));
        let others = others.map(|value| (self.texts.text(value), Some(value)));
        let others = others.filter(|(name, _)| !self.is_chosen(name));
        let names = chosen.chain(others);
        names.filter(move |(name, _)| is_named(name))
    }

    fn is_chosen(&self, name: &str) -> bool {
        let mut chosen = self.included.iter().chain(self.excluded);
        chosen.any(|other| other == name)
    }

    fn n_chosen(&self) -> usize {
        self.included.len() + self.excluded.len()
    }

    fn value(&self, name: &str, value: Option<u32>) -> Value {
        let has = |names: &[String]| names.iter().any(|other| other == name);
        let n_of = |counts| {
            value
                .and_then(|value| count(counts, value))
                .unwrap_or_default()
        };
        Value {
            value: name.to_owned(),
            n_matching: self.matching.map(n_of),
            n_all: n_of(self.all),
            is_included: has(self.included),
            is_excluded: has(self.excluded),
        }
    }
}

/// How many articles have a value, if it is among those counted.
fn count(counts: &[FacetCount], value: u32) -> Option<u32> {
    let found = counts.iter().find(|(other, _)| *other == value);
    found.map(|(_, n)| *n)
}

#[derive(Properties, PartialEq)]
struct OneFacetProps {
    facet: Facet,
    opened: Shared<Opened>,
    found: Option<Shared<SearchResults>>,
    included: Vec<String>,
    excluded: Vec<String>,
    words: Words,
    dispatch: Callback<Action>,
}

impl OneFacetProps {
    fn known(&self) -> Known<'_> {
        let found = self.found.as_ref();
        let matching = found.and_then(|found| found.facets.get(&self.facet));
        let all = self.opened.facets.get(&self.facet);
        Known {
            facet: self.facet,
            texts: self.opened.catalogue.values(self.facet),
            all: all.map(Vec::as_slice).unwrap_or_default(),
            matching: matching.map(Vec::as_slice),
            included: &self.included,
            excluded: &self.excluded,
        }
    }
}

#[component]
fn OneFacet(props: &OneFacetProps) -> Html {
    let OneFacetProps {
        facet,
        words,
        dispatch,
        ..
    } = props;
    let shows_all = use_state_eq(|| false);
    let needle = use_state_eq(String::new);
    let known = props.known();
    let wanted: Vec<Word> = tokens(&needle).filter_map(|token| token.word()).collect();
    let is_named = |name: &str| is_named(&words.facet_value(*facet, name), &wanted);
    let n_values = known.all.len();
    // Typing in the search field must not cost more where there are more values.
    let n_named = if wanted.is_empty() {
        n_values
    } else {
        let values = known.all.iter();
        values
            .filter(|(value, _)| is_named(known.texts.text(*value)))
            .count()
    };
    let n_first = N_SHOWN.max(known.n_chosen());
    let limit = if *shows_all { MAX_SHOWN } else { n_first };
    let n_hidden = n_named.min(MAX_SHOWN).saturating_sub(n_first);
    let shown = known.names(&is_named).take(limit);
    let shown: Vec<Value> = shown
        .map(|(name, value)| known.value(name, value))
        .collect();
    let toggle = {
        let shows_all = shows_all.clone();
        Callback::from(move |_: MouseEvent| shows_all.set(!*shows_all))
    };
    let is_open = use_stays_open(starts_open(*facet) || known.n_chosen() > 0);
    let oninput = {
        let needle = needle.clone();
        move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<Field>() {
                needle.set(field.value());
            }
        }
    };
    // Esc clears what is typed here before anything else.
    let onkeydown = move |event: KeyboardEvent| {
        let field = event.target_dyn_into::<Field>();
        let field = field.filter(|field| event.key() == "Escape" && !field.value().is_empty());
        if let Some(field) = field.filter(|_| !keys::is_composing(&event)) {
            event.prevent_default();
            field.set_value("");
            needle.set(String::new());
        }
    };
    let find = words.find_value(*facet);
    let most = known.all.iter().map(|(_, n)| *n).max().unwrap_or(1);
    let row = |value: &Value| option(*facet, value, most, *words, dispatch);
    html! {
        <details class="facet" open={is_open}>
            <summary>
                { words.facet(*facet) }{ " " }
                <small>{ words.number(u32::try_from(n_values).unwrap_or(u32::MAX)) }</small>
            </summary>
            if n_values >= MANY {
                <input
                    class="field facet__search"
                    type="text"
                    aria-label={find.clone()}
                    placeholder={find}
                    autocomplete="off"
                    spellcheck="false"
                    {oninput}
                    {onkeydown}
                />
            }
            <ul>{ for shown.iter().map(row) }</ul>
            if shown.is_empty() {
                <p class="facet__none" role="status">{ words.no_such_value }</p>
            }
            if n_hidden > 0 {
                <button class="link facet__more" type="button" onclick={toggle}>
                    if *shows_all {
                        { words.show_less }
                    } else {
                        { words.show_more(n_hidden) }
                    }
                </button>
            }
        </details>
    }
}

/// Whether a facet is open before it is used. Tags are many, and years have the
/// histogram.
fn starts_open(facet: Facet) -> bool {
    !matches!(facet, Facet::Tag | Facet::Year)
}

/// Whether a facet was to be open at any time: one in use is not to close when
/// its last value is dropped.
#[hook]
fn use_stays_open(is_open: bool) -> bool {
    let was_open = use_mut_ref(|| false);
    let mut was_open = was_open.borrow_mut();
    *was_open |= is_open;
    *was_open
}

/// Whether every word that is looked for begins a word of a name; marks left
/// out match any, as in a search.
fn is_named(name: &str, wanted: &[Word]) -> bool {
    wanted.iter().all(|wanted| {
        let mut words = tokens(name).filter_map(|token| token.word());
        words.any(|word| wanted.liken(&word, true).is_some())
    })
}

fn option(
    facet: Facet,
    value: &Value,
    most: u32,
    words: Words,
    dispatch: &Callback<Action>,
) -> Html {
    let bar = value.bar(most);
    let Value {
        value,
        n_matching,
        n_all,
        is_included,
        is_excluded,
    } = value;
    let name = words.facet_value(facet, value);
    let change = |act: fn(Facet, String, bool) -> Action, is_on: bool| {
        let value = value.clone();
        move || act(facet, value.clone(), !is_on)
    };
    let include = change(Action::Include, *is_included);
    let exclude = change(Action::Exclude, *is_excluded);
    let class = classes!("opt", (*n_matching == Some(0)).then_some("opt--zero"));
    let shown = if value.is_empty() {
        html! { <i>{ name.clone() }</i> }
    } else {
        let lang = (facet == Facet::Lang).then(|| value.clone());
        html! { <bdi {lang}>{ name.clone() }</bdi> }
    };
    html! {
        <li key={value.clone()} class={classes!(is_excluded.then_some("is-excluded"))}>
            <label {class}>
                <input
                    type="checkbox"
                    checked={*is_included}
                    onchange={dispatch.reform(move |_| include())}
                />
                <span class="opt__name">{ shown }</span>
                <span class="opt__n">
                    if let Some(n) = n_matching {
                        <b>{ words.number(*n) }</b>
                        <span class="vh">{ format!(" {}", words.matching_of) }</span>
                        { " / " }
                    }
                    { words.number(*n_all) }
                </span>
                <span class="opt__bar" style={bar} />
            </label>
            <button
                class="opt__not"
                type="button"
                aria-pressed={is_excluded.to_string()}
                aria-label={words.exclude(&name)}
                title={words.exclude(&name)}
                onclick={dispatch.reform(move |_| exclude())}
            >
                { "−" }
            </button>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::article::Article;
    use biennien_core::catalogue::Catalogue;

    #[test]
    fn a_value_is_found_by_the_beginnings_of_its_words() {
        let is_found = |typed: &str, name: &str| {
            let wanted: Vec<Word> = tokens(typed).filter_map(|token| token.word()).collect();
            is_named(name, &wanted)
        };
        assert!(is_found("duy nong", "Nông Thị Duyên"));
        assert!(is_found("", "Nông Thị Duyên"));
        assert!(!is_found("dủy", "Nông Thị Duyên"));
    }

    fn told(facet: Facet, matching: Option<&[FacetCount]>) -> Vec<String> {
        let article = |source: &str| Article {
            sources: vec![source.to_owned()],
            ..Article::default()
        };
        let articles = ["A", "B", "C", "D"].map(article);
        let catalogue = Catalogue::open(&Catalogue::build(&articles)).expect("a catalogue");
        let all = [(0, 9), (1, 5), (2, 2), (3, 1)];
        let (included, excluded) = (["gone".to_owned()], ["B".to_owned()]);
        let known = Known {
            facet,
            texts: catalogue.values(Facet::Source),
            all: &all,
            matching,
            included: &included,
            excluded: &excluded,
        };
        let values = known
            .names(&|_| true)
            .map(|(name, value)| known.value(name, value));
        let told = values.map(|it| format!("{} {:?}/{}", it.value, it.n_matching, it.n_all));
        told.collect()
    }

    #[test]
    fn chosen_values_come_first_and_never_get_lost() {
        let matching = [(2, 2), (0, 1)];
        let by_matches = [
            "gone Some(0)/0",
            "B Some(0)/5",
            "C Some(2)/2",
            "A Some(1)/9",
        ];
        let told_of = |facet| told(facet, Some(&matching));
        assert_eq!(told_of(Facet::Source)[..4], by_matches);
        assert_eq!(told_of(Facet::Source)[4..], ["D Some(0)/1"]);
        let by_time = ["A Some(1)/9", "C Some(2)/2", "D Some(0)/1"];
        assert_eq!(told_of(Facet::Year)[2..], by_time);
        assert_eq!(
            told(Facet::Tag, None)[2..],
            ["A None/9", "C None/2", "D None/1"]
        );
    }
}
