//! The two fields in which the ends of the range are typed.

use biennien_core::timeline::Days;
use yew::prelude::*;

use super::entry;
use crate::platform::geometry::Input;
use crate::wording::Words;

/// What the date fields are given.
pub struct DateFieldsProps {
    /// The words.
    pub words: Words,
    /// From the first day of the archive to its last.
    pub span: Days,
    /// The range chosen.
    pub range: Option<Days>,
    /// A range is chosen, or none.
    pub on_range: Callback<Option<Days>>,
}

/// Two fields, and a button that empties them.
pub fn date_fields(props: &DateFieldsProps) -> Html {
    let DateFieldsProps {
        words,
        span,
        range,
        ref on_range,
    } = *props;
    let texts = words.histogram();
    let on_from = on_range.reform(move |typed| from_typed(typed, range, span));
    let on_to = on_range.reform(move |typed| to_typed(typed, range, span));
    let edit = |day| AttrValue::from(words.day_to_edit(day));
    html! {
        <div class="dates" role="group" aria-labelledby="dates-h">
            <p class="dates__head">
                <b id="dates-h">{ words.period }</b>
                if range.is_some() {
                    <button
                        type="button"
                        class="link"
                        onclick={on_range.reform(|_| None)}
                    >
                        { texts.clear }
                    </button>
                }
            </p>
            <DateField
                {words}
                id="range-from"
                label={texts.from_field}
                open={edit(span.first)}
                value={range.map(|range| edit(range.first))}
                on_typed={on_from}
            />
            <DateField
                {words}
                id="range-to"
                label={texts.to_field}
                open={edit(span.last)}
                value={range.map(|range| edit(range.last))}
                on_typed={on_to}
            />
        </div>
    }
}

/// Returns the range after a period was typed as its beginning. One that begins
/// after the end is the whole range.
fn from_typed(typed: Option<Days>, range: Option<Days>, span: Days) -> Option<Days> {
    let end = range.map_or(span.last, |range| range.last);
    match typed {
        Some(typed) if typed.first > end => Some(typed),
        Some(typed) => Some(Days {
            first: typed.first,
            last: end,
        }),
        None if end >= span.last => None,
        None => Some(Days {
            first: span.first.min(end),
            last: end,
        }),
    }
}

/// Returns the range after a period was typed as its end. One that ends before
/// the beginning is the whole range.
fn to_typed(typed: Option<Days>, range: Option<Days>, span: Days) -> Option<Days> {
    let start = range.map_or(span.first, |range| range.first);
    match typed {
        Some(typed) if typed.last < start => Some(typed),
        Some(typed) => Some(Days {
            first: start,
            last: typed.last,
        }),
        None if start <= span.first => None,
        None => Some(Days {
            first: start,
            last: span.last.max(start),
        }),
    }
}

#[derive(Properties, PartialEq)]
struct DateFieldProps {
    words: Words,
    id: AttrValue,
    label: AttrValue,
    /// Where an open end lies.
    open: AttrValue,
    /// The end as it is, if there is one.
    value: Option<AttrValue>,
    /// A period, or nothing, was typed and confirmed.
    on_typed: Callback<Option<Days>>,
}

/// A field. What is being typed is its own until it is left or Enter pressed,
/// so that nothing that happens meanwhile takes a letter away.
#[component]
fn DateField(props: &DateFieldProps) -> Html {
    let DateFieldProps {
        words,
        id,
        label,
        open,
        value,
        on_typed,
    } = props;
    let draft = use_state_eq(|| None::<String>);
    let is_bad = use_state_eq(|| false);
    let confirm = {
        let (draft, is_bad, on_typed) = (draft.clone(), is_bad.clone(), on_typed.clone());
        move || {
            let Some(text) = draft.as_deref() else { return };
            let typed = entry::read(text);
            is_bad.set(typed.is_none() && !text.trim().is_empty());
            if typed.is_some() || text.trim().is_empty() {
                draft.set(None);
                on_typed.emit(typed);
            }
        }
    };
    let oninput = {
        let (draft, is_bad) = (draft.clone(), is_bad.clone());
        Callback::from(move |event: InputEvent| {
            draft.set(event.target_dyn_into::<Input>().map(|input| input.value()));
            is_bad.set(false);
        })
    };
    let onblur = {
        let confirm = confirm.clone();
        Callback::from(move |_: FocusEvent| confirm())
    };
    let onkeydown = {
        let (draft, is_bad) = (draft.clone(), is_bad.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            match event.key().as_str() {
                "Enter" => confirm(),
                "Escape" if draft.is_some() => {
                    event.prevent_default();
                    draft.set(None);
                    is_bad.set(false);
                }
                _ => {}
            }
        })
    };
    let texts = words.histogram();
    let error_id = format!("{id}-error");
    let shown = draft
        .as_deref()
        .map(|text| AttrValue::from(text.to_owned()));
    html! {
        <div class="dates__field">
            <label for={id.clone()}>{ label.clone() }</label>
            <input
                class="field"
                id={id.clone()}
                type="text"
                inputmode="numeric"
                autocomplete="off"
                spellcheck="false"
                placeholder={open.clone()}
                value={shown.or_else(|| value.clone()).unwrap_or_default()}
                aria-invalid={is_bad.then_some("true")}
                aria-describedby={is_bad.then(|| error_id.clone())}
                {oninput}
                {onblur}
                {onkeydown}
            />
            <p class="dates__error" id={error_id.clone()} role="alert">
                if *is_bad {
                    { texts.bad_date }
                }
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::date::Date;

    fn days(edtf: &str) -> Days {
        Days::from(edtf.parse::<Date>().expect("a date"))
    }

    #[test]
    fn a_typed_end_keeps_the_other_unless_they_cross() {
        let span = days("2003/2024");
        let range = Some(days("2018/2019"));
        assert_eq!(
            from_typed(Some(days("2019-07")), range, span),
            Some(days("2019-07/2019"))
        );
        assert_eq!(
            from_typed(Some(days("2020")), range, span),
            Some(days("2020"))
        );
        assert_eq!(
            to_typed(Some(days("2018-05")), range, span),
            Some(days("2018/2018-05"))
        );
        assert_eq!(
            to_typed(Some(days("2010")), range, span),
            Some(days("2010"))
        );
        assert_eq!(
            from_typed(Some(days("2020")), None, span),
            Some(days("2020/2024"))
        );
    }

    #[test]
    fn an_emptied_field_opens_its_end() {
        let span = days("2003/2024");
        assert_eq!(
            from_typed(None, Some(days("2018/2019")), span),
            Some(days("2003/2019"))
        );
        assert_eq!(from_typed(None, Some(days("2018/2024")), span), None);
        assert_eq!(to_typed(None, Some(days("2003/2019")), span), None);
        assert_eq!(to_typed(None, None, span), None);
    }
}
