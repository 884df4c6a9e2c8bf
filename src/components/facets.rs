//! Values to include and exclude, with how many of the matches and of all
//! articles have them; and the range in dates.

use std::collections::HashMap;

use biennien_core::search::{Choices, Facet, FacetCount};
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
    let all = opened.facets.get(&facet)?;
    if all.len() < 2 {
        return None;
    }
    let matching = found
        .as_ref()
        .and_then(|found| found.summary.facets.get(&facet));
    let chosen = |choices: &Choices| choices.get(&facet).cloned().unwrap_or_default();
    let included = chosen(&asked.include);
    let excluded = chosen(&asked.exclude);
    let values = values(all, matching.map(Vec::as_slice), &included, &excluded);
    Some(html! {
        <OneFacet
            key={facet.key()}
            {facet}
            {values}
            words={*words}
            dispatch={dispatch.clone()}
        />
    })
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The value; empty for "says nothing".
    pub value: String,
    /// How many of the matches have it; unknown while they are looked for.
    pub n_matching: Option<u32>,
    /// How many of all articles have it.
    pub n_all: u32,
    /// Whether only articles with it are asked for.
    pub is_included: bool,
    /// Whether articles with it are left out.
    pub is_excluded: bool,
}

impl Value {
    fn is_chosen(&self) -> bool {
        self.is_included || self.is_excluded
    }

    /// How long its bar is, and how much of it matches, in percent.
    fn bar(&self, most: u32) -> String {
        let part = |n: u32| percent(f64::from(n) / f64::from(most.max(1)));
        let matching = part(self.n_matching.unwrap_or_default());
        format!("--t:{};--h:{matching}", part(self.n_all))
    }
}

/// Puts together what is known of a facet's values: those chosen first, then
/// the most frequent among the matches, then the most frequent at all, in the
/// order of the counts given.
fn values(
    all: &[FacetCount],
    matching: Option<&[FacetCount]>,
    included: &[String],
    excluded: &[String],
) -> Vec<Value> {
    let blank = |value: &str, n_all: u32| Value {
        value: value.to_owned(),
        n_matching: matching.map(|_| 0),
        n_all,
        is_included: false,
        is_excluded: false,
    };
    let matching = matching.unwrap_or_default();
    let mut known: HashMap<&str, Value> = all
        .iter()
        .map(|(value, n)| (value.as_str(), blank(value, *n)))
        .collect();
    for (value, n) in matching {
        if let Some(value) = known.get_mut(value.as_str()) {
            value.n_matching = Some(*n);
        }
    }
    for value in included {
        let known = known.entry(value).or_insert_with(|| blank(value, 0));
        known.is_included = true;
    }
    for value in excluded {
        let known = known.entry(value).or_insert_with(|| blank(value, 0));
        known.is_excluded = true;
    }
    let counted = matching.iter().chain(all).map(|(value, _)| value);
    let names = included.iter().chain(excluded).chain(counted);
    names
        .filter_map(|name| known.remove(name.as_str()))
        .collect()
}

#[derive(Properties, PartialEq)]
struct OneFacetProps {
    facet: Facet,
    values: Vec<Value>,
    words: Words,
    dispatch: Callback<Action>,
}

#[component]
fn OneFacet(props: &OneFacetProps) -> Html {
    let OneFacetProps {
        facet,
        values,
        words,
        dispatch,
    } = props;
    let shows_all = use_state_eq(|| false);
    let needle = use_state_eq(String::new);
    let wanted: Vec<Word> = tokens(&needle).filter_map(|token| token.word()).collect();
    let named: Vec<&Value> = values
        .iter()
        .filter(|value| is_named(&words.facet_value(*facet, &value.value), &wanted))
        .collect();
    let n_chosen = named.iter().filter(|value| value.is_chosen()).count();
    let n_first = N_SHOWN.max(n_chosen);
    let limit = if *shows_all { MAX_SHOWN } else { n_first };
    let n_hidden = named.len().min(MAX_SHOWN).saturating_sub(n_first);
    let toggle = {
        let shows_all = shows_all.clone();
        Callback::from(move |_: MouseEvent| shows_all.set(!*shows_all))
    };
    let is_open = use_stays_open(*facet != Facet::Tag || values.iter().any(Value::is_chosen));
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
    let most = values.iter().map(|value| value.n_all).max().unwrap_or(1);
    let row = |value: &&Value| option(*facet, value, most, *words, dispatch);
    html! {
        <details class="facet" open={is_open}>
            <summary>
                { words.facet(*facet) }{ " " }
                <small>{ words.number(u32::try_from(values.len()).unwrap_or(u32::MAX)) }</small>
            </summary>
            if values.len() >= MANY {
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
            <ul>{ for named.iter().take(limit).map(row) }</ul>
            if named.is_empty() {
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

    fn counts(all: &[(&str, u32)]) -> Vec<FacetCount> {
        all.iter()
            .map(|(value, n)| ((*value).to_owned(), *n))
            .collect()
    }

    #[test]
    fn chosen_values_come_first_and_never_get_lost() {
        let all = counts(&[("A", 9), ("B", 5), ("C", 2)]);
        let matching = counts(&[("C", 2), ("A", 1)]);
        let values = values(
            &all,
            Some(&matching),
            &["gone".to_owned()],
            &["B".to_owned()],
        );
        let told: Vec<String> = values
            .iter()
            .map(|value| format!("{} {:?}/{}", value.value, value.n_matching, value.n_all))
            .collect();
        assert_eq!(
            told,
            [
                "gone Some(0)/0",
                "B Some(0)/5",
                "C Some(2)/2",
                "A Some(1)/9"
            ]
        );
    }
}
