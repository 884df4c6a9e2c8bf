//! The address behind `#`: what is shown and what is asked, both ways.
//!
//! `#/?q=…&from=2019-01&to=2019-07&source=…&-source=…&view=2019-07&sort=oldest`
//! is the timeline, `#/a/<id>?…&at=…` an article with the results it came
//! from, `#/about`, `#/help`, `#/saved` and `#/import` the rest. Keys repeat
//! for several values, `-` excludes. Reading is total: unknown keys are
//! ignored, unknown pages are the timeline. Pure; `platform::address` moves it
//! to and from the browser.

use std::fmt::Write;

use biennien_core::article::ArticleId;
use biennien_core::date::{Date, Day};
use biennien_core::search::{Choices, Facet, SearchOptions, Sort};
use biennien_core::timeline::{Days, Level};

/// What the histogram's scale is called where it is not the number of articles.
const SHARE: &str = "share";

/// Which page is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The results on a timeline.
    #[default]
    Timeline,
    /// An article.
    Article {
        /// Which.
        id: ArticleId,
        /// A passage in it.
        at: Option<String>,
    },
    /// Bookmarks and notes.
    Saved,
    /// Reading own files.
    Import,
    /// The archive, its owner and rights, and this software.
    About,
    /// Keys and the syntax of queries.
    Help,
}

/// What is asked of the archive. Two equal ones have the same results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The words, as typed.
    pub query: String,
    /// The first day of the range.
    pub from: Option<Day>,
    /// The last day of the range; never before `from`.
    pub to: Option<Day>,
    /// Values chosen; sorted, apart, no empty lists.
    pub include: Choices,
    /// Values excluded, likewise.
    pub exclude: Choices,
    /// The order of the results.
    pub sort: Sort,
}

/// Everything that the address says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// Which page.
    pub page: Page,
    /// What is asked, on whichever page.
    pub asked: Asked,
    /// What the histogram shows, if not everything.
    pub view: Option<Days>,
    /// Whether it shows the matches' share of all articles.
    pub is_share: bool,
}

impl Asked {
    /// Returns what the engine is asked beside the words.
    #[must_use]
    pub fn options(&self) -> SearchOptions {
        SearchOptions {
            from: self.from.map(|day| day.to_string()),
            to: self.to.map(|day| day.to_string()),
            include: self.include.clone(),
            exclude: self.exclude.clone(),
            sort: self.sort,
            ..SearchOptions::default()
        }
    }

    /// Returns the range, open ends taken from `span`, or nothing if both ends
    /// are open.
    #[must_use]
    pub fn range(&self, span: Days) -> Option<Days> {
        if self.from.is_none() && self.to.is_none() {
            return None;
        }
        let first = self
            .from
            .unwrap_or(span.first.min(self.to.unwrap_or(span.first)));
        let last = self.to.unwrap_or(span.last.max(first));
        Some(Days { first, last })
    }

    /// Returns whether anything but the words narrows the results.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.from.is_some()
            || self.to.is_some()
            || !self.include.is_empty()
            || !self.exclude.is_empty()
    }

    /// Returns the same without range and choices.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        Self {
            query: self.query.clone(),
            sort: self.sort,
            ..Self::default()
        }
    }

    /// Returns whether results come in the order of time.
    #[must_use]
    pub fn is_by_time(&self) -> bool {
        self.sort != Sort::Relevance || self.query.trim().is_empty()
    }
}

impl Route {
    /// Reads what stands behind `#` (with or without the `#`).
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, keys) = hash.split_once('?').unwrap_or((hash, ""));
        let mut route = Self::default();
        let mut at = None;
        for pair in keys.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decode(&value.replace('+', " "));
            match decode(key).as_str() {
                "at" => at = Some(value),
                key => route.read_key(key, value),
            }
        }
        if let (Some(from), Some(to)) = (route.asked.from, route.asked.to)
            && to < from
        {
            (route.asked.from, route.asked.to) = (Some(to), Some(from));
        }
        route.page = match path.strip_prefix('/').unwrap_or(path) {
            "saved" => Page::Saved,
            "import" => Page::Import,
            "about" => Page::About,
            "help" => Page::Help,
            path => match path.strip_prefix("a/").map(decode) {
                Some(id) if !id.is_empty() => Page::Article {
                    id: ArticleId(id),
                    at,
                },
                _ => Page::Timeline,
            },
        };
        route
    }

    fn read_key(&mut self, key: &str, value: String) {
        let asked = &mut self.asked;
        let date = |value: &str| value.parse::<Date>().ok();
        match key {
            "q" => asked.query = value,
            "from" => asked.from = date(&value).map(Date::first),
            "to" => asked.to = date(&value).map(Date::last),
            "view" => self.view = date(&value).map(Days::from),
            "scale" => self.is_share = value == SHARE,
            "sort" => asked.sort = sort_from_key(&value).unwrap_or_default(),
            _ => {
                let (choices, name) = match key.strip_prefix('-') {
                    Some(name) => (&mut asked.exclude, name),
                    None => (&mut asked.include, key),
                };
                if let Some(facet) = Facet::from_key(name) {
                    add_choice(choices, facet, value);
                }
            }
        }
    }

    /// Writes what stands behind `#`, the `#` included.
    #[must_use]
    pub fn to_hash(&self) -> String {
        let Self {
            page,
            asked,
            view,
            is_share,
        } = self;
        let mut out = String::from("#/");
        let mut at = None;
        match page {
            Page::Timeline => {}
            Page::Article { id, at: passage } => {
                out.push_str("a/");
                encode(&id.0, &mut out);
                at = passage.as_deref();
            }
            Page::Saved => out.push_str("saved"),
            Page::Import => out.push_str("import"),
            Page::About => out.push_str("about"),
            Page::Help => out.push_str("help"),
        }
        let mut keys = Keys {
            out,
            is_first: true,
        };
        if !asked.query.is_empty() {
            keys.push("q", &asked.query);
        }
        let (from, to) = range_keys(asked.from, asked.to);
        from.into_iter().for_each(|from| keys.push("from", &from));
        to.into_iter().for_each(|to| keys.push("to", &to));
        keys.push_choices("", &asked.include);
        keys.push_choices("-", &asked.exclude);
        view.iter()
            .for_each(|view| keys.push("view", &days_key(*view)));
        if *is_share {
            keys.push("scale", SHARE);
        }
        if asked.sort != Sort::default() {
            keys.push("sort", sort_key(asked.sort));
        }
        at.into_iter().for_each(|at| keys.push("at", at));
        keys.out
    }

    /// Returns the address of an article among the same results.
    #[must_use]
    pub fn to_article(&self, id: &ArticleId) -> Self {
        let page = Page::Article {
            id: id.clone(),
            at: None,
        };
        Self {
            page,
            ..self.clone()
        }
    }

    /// Returns the address of another page with the same results behind it.
    #[must_use]
    pub fn to_page(&self, page: Page) -> Self {
        Self {
            page,
            ..self.clone()
        }
    }
}

/// Adds a value to a facet's, once and in order.
pub fn add_choice(choices: &mut Choices, facet: Facet, value: String) {
    let values = choices.entry(facet).or_default();
    if let Err(at) = values.binary_search(&value) {
        values.insert(at, value);
    }
}

/// Removes a value of a facet.
pub fn remove_choice(choices: &mut Choices, facet: Facet, value: &str) {
    if let Some(values) = choices.get_mut(&facet) {
        values.retain(|other| other != value);
        if values.is_empty() {
            choices.remove(&facet);
        }
    }
}

/// Returns the key of an order in addresses.
#[must_use]
pub fn sort_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "relevance",
        Sort::Newest => "newest",
        Sort::Oldest => "oldest",
    }
}

/// Returns the order of a key.
#[must_use]
pub fn sort_from_key(key: &str) -> Option<Sort> {
    [Sort::Relevance, Sort::Newest, Sort::Oldest]
        .into_iter()
        .find(|sort| sort_key(*sort) == key)
}

/// The two ends of a range as short as they can both be said: years, else
/// months, else days.
fn range_keys(from: Option<Day>, to: Option<Day>) -> (Option<String>, Option<String>) {
    let level = [Level::Year, Level::Month]
        .into_iter()
        .find(|level| {
            from.is_none_or(|day| level.bin(day).first == day)
                && to.is_none_or(|day| level.bin(day).last == day)
        })
        .unwrap_or(Level::Day);
    (
        from.map(|day| level.bin_key(day)),
        to.map(|day| level.bin_key(day)),
    )
}

/// A stretch of days as EDTF, as short as it can be said.
fn days_key(days: Days) -> String {
    let whole = Level::ALL
        .into_iter()
        .find(|level| level.bin(days.first) == days);
    if let Some(level) = whole {
        return level.bin_key(days.first);
    }
    let (from, to) = range_keys(Some(days.first), Some(days.last));
    format!("{}/{}", from.unwrap_or_default(), to.unwrap_or_default())
}

struct Keys {
    out: String,
    is_first: bool,
}

impl Keys {
    fn push(&mut self, key: &str, value: &str) {
        self.out.push(if self.is_first { '?' } else { '&' });
        self.is_first = false;
        self.out.push_str(key);
        self.out.push('=');
        encode(value, &mut self.out);
    }

    fn push_choices(&mut self, sign: &str, choices: &Choices) {
        for (facet, values) in choices {
            for value in values {
                self.push(&format!("{sign}{}", facet.key()), value);
            }
        }
    }
}

/// Percent-encodes everything but the unreserved letters of RFC 3986, section
/// 2.3, since browsers rewrite most of the others when asked for the address.
fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// Decodes percent-encoding. What is none stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |at: usize| tail.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::btree_map;
    use proptest::prelude::*;

    #[track_caller]
    fn check(hash: &str, want: &str) {
        assert_eq!(Route::parse(hash).to_hash(), want);
    }

    #[test]
    fn an_address_is_written_as_short_as_it_can_be_said() {
        check("", "#/");
        check("#/?q=xay+dung", "#/?q=xay%20dung");
        check("#/?from=2019-01&to=2019-07", "#/?from=2019-01&to=2019-07");
        check("#/?from=2019-01-01&to=2019-12-31", "#/?from=2019&to=2019");
        check(
            "#/?from=2019-01-02&to=2019-07",
            "#/?from=2019-01-02&to=2019-07-31",
        );
        check(
            "#/?to=2019-07&from=2020",
            "#/?from=2019-07-31&to=2020-01-01",
        );
        check("#/?view=2010/2019", "#/?view=201X");
        check("#/?view=2019-07/2019-08", "#/?view=2019-07%2F2019-08");
        check(
            "#/?-source=B&source=C&source=A&source=A",
            "#/?source=A&source=C&-source=B",
        );
        check("#/?section=", "#/?section=");
        check("#/?sort=oldest", "#/?sort=oldest");
        check("#/?scale=share", "#/?scale=share");
        check("#/?scale=log", "#/");
    }

    #[test]
    fn what_an_address_does_not_know_is_ignored() {
        check("#/?utm=1&q=a&&=&sort=best&from=soon", "#/?q=a");
        check("#/nowhere", "#/");
        check("#/a/", "#/");
        check("#/?q=%", "#/?q=%25");
        check("#/?q=%E1%BA", "#/?q=%EF%BF%BD");
    }

    #[test]
    fn an_article_keeps_the_results_it_came_from() {
        let route = Route::parse("#/?q=đảng&from=2019");
        let article = route.to_article(&ArticleId("https://x.vn/a?b=1#c".into()));
        let hash = article.to_hash();
        assert_eq!(
            hash,
            "#/a/https%3A%2F%2Fx.vn%2Fa%3Fb%3D1%23c?q=%C4%91%E1%BA%A3ng&from=2019"
        );
        assert_eq!(Route::parse(&hash), article);
    }

    #[test]
    fn an_open_end_of_a_range_is_the_archives_own() {
        let span = Days {
            first: Day(100),
            last: Day(200),
        };
        let asked = |from, to| {
            Asked {
                from,
                to,
                ..Asked::default()
            }
            .range(span)
        };
        assert_eq!(asked(None, None), None);
        assert_eq!(
            asked(Some(Day(150)), None),
            Some(Days {
                first: Day(150),
                last: Day(200)
            })
        );
        assert_eq!(
            asked(None, Some(Day(50))),
            Some(Days {
                first: Day(50),
                last: Day(50)
            })
        );
        assert_eq!(
            asked(Some(Day(300)), None),
            Some(Days {
                first: Day(300),
                last: Day(300)
            })
        );
    }

    fn choices() -> impl Strategy<Value = Choices> {
        let facet = (0..Facet::ALL.len()).prop_map(|at| Facet::ALL[at]);
        let values = proptest::collection::btree_set("\\PC{0,6}", 1..4);
        btree_map(
            facet,
            values.prop_map(|set| set.into_iter().collect()),
            0..3,
        )
    }

    fn day() -> impl Strategy<Value = Day> {
        (Day::MIN.0..=Day::MAX.0).prop_map(Day)
    }

    fn page() -> impl Strategy<Value = Page> {
        let article = ("\\PC{1,12}", proptest::option::of("\\PC{0,6}")).prop_map(|(id, at)| {
            Page::Article {
                id: ArticleId(id),
                at,
            }
        });
        prop_oneof![
            Just(Page::Timeline),
            Just(Page::Saved),
            Just(Page::Import),
            Just(Page::About),
            Just(Page::Help),
            article
        ]
    }

    proptest! {
        #[test]
        fn a_route_survives_the_address(
            page in page(),
            query in "\\PC{0,12}",
            (from, to) in (proptest::option::of(day()), proptest::option::of(day())),
            (include, exclude) in (choices(), choices()),
            sort in prop_oneof![Just(Sort::Relevance), Just(Sort::Newest), Just(Sort::Oldest)],
            view in proptest::option::of((day(), day())),
            is_share in proptest::bool::ANY,
        ) {
            let (from, to) = match (from, to) {
                (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
                ends => ends,
            };
            let view = view.map(|(a, b)| Days { first: a.min(b), last: a.max(b) });
            let asked = Asked { query, from, to, include, exclude, sort };
            let route = Route { page, asked, view, is_share };
            prop_assert_eq!(Route::parse(&route.to_hash()), route);
        }

        #[test]
        fn any_text_is_an_address(hash in "\\PC{0,40}|#/[a?&=%0-9F/-]{0,30}") {
            let route = Route::parse(&hash);
            prop_assert_eq!(Route::parse(&route.to_hash()), route);
        }
    }
}
