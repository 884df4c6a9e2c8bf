//! The fixed texts of the page: one field each, named by what it is for.

/// Fixed texts of one language.
pub struct Texts {
    /// What is said of a list that is not drawn whole.
    pub shows_part: &'static str,
    /// The button beside it.
    pub search_all: &'static str,
    /// Takes a message away.
    pub hide: &'static str,
    /// The software's own name.
    pub product: &'static str,
    /// Small print under everything.
    pub made_with: &'static str,
    /// First link of the page.
    pub skip: &'static str,
    /// The search field.
    pub search_label: &'static str,
    /// In the empty search field.
    pub search_placeholder: &'static str,
    /// Empties the search field.
    pub clear_query: &'static str,
    /// Before the hints on the syntax of queries.
    pub syntax: &'static str,
    /// Sample of a phrase.
    pub hint_phrase: &'static str,
    /// What a phrase does.
    pub hint_phrase_title: &'static str,
    /// Sample of leaving out.
    pub hint_not: &'static str,
    /// What leaving out does.
    pub hint_not_title: &'static str,
    /// Sample of either.
    pub hint_or: &'static str,
    /// Typed between two words for either of them.
    pub or_sign: &'static str,
    /// What either does.
    pub hint_or_title: &'static str,
    /// The switch of languages.
    pub language_label: &'static str,
    /// Opens what the page looks like.
    pub look: &'static str,
    /// The themes.
    pub theme_label: &'static str,
    /// The archive in the menu.
    pub archive: &'static str,
    /// The languages, before their names.
    pub language_short: &'static str,
    /// How much of every result is shown.
    pub density_label: &'static str,
    /// How large articles are set.
    pub text_size_label: &'static str,
    /// Closes the sheet of filters.
    pub close_filters: &'static str,
    /// No value of a facet has this name.
    pub no_such_value: &'static str,
    /// Whether single letters are keys.
    pub letter_keys: &'static str,
    /// Opens the menu.
    pub menu: &'static str,
    /// The page on the archive.
    pub about: &'static str,
    /// The page of keys and syntax.
    pub help: &'static str,
    /// The page of bookmarks.
    pub saved: &'static str,
    /// The browser keeps nothing between visits.
    pub not_kept: &'static str,
    /// Saves the archive as one page.
    pub save_page: &'static str,
    /// The page of own files.
    pub import: &'static str,
    /// The results, where nothing was asked.
    pub results: &'static str,
    /// After the number in the range.
    pub in_range: &'static str,
    /// While a search runs.
    pub searching: &'static str,
    /// The line under the head.
    pub at_a_glance: &'static str,
    /// The column of filters.
    pub filters: &'static str,
    /// Its heading.
    pub narrow: &'static str,
    /// The chips.
    pub active_filters: &'static str,
    /// Drops every filter.
    pub clear_all: &'static str,
    /// Before the range in a chip.
    pub range: &'static str,
    /// Before an excluded value in a chip.
    pub without: &'static str,
    /// Between the two counts of a value, spoken.
    pub matching_of: &'static str,
    /// Folds a long facet.
    pub show_less: &'static str,
    /// The menu of orders.
    pub sort_label: &'static str,
    /// A date that is not certain.
    pub in_doubt: &'static str,
    /// Heading of what can be taken away.
    pub loosen: &'static str,
    /// Heading of what fewer words would find.
    pub fewer_words: &'static str,
    /// Takes every filter away.
    pub clear_filters: &'static str,
    /// The archive has no articles.
    pub empty_archive: &'static str,
    /// What to do then.
    pub empty_archive_step: &'static str,
    /// What to type then.
    pub empty_archive_command: &'static str,
    /// Leads to the help.
    pub see_syntax: &'static str,
    /// Leads to every article.
    pub to_all: &'static str,
    /// No article has this id.
    pub unknown_article: &'static str,
    /// What to do then.
    pub unknown_article_step: &'static str,
    /// Leads back to the results.
    pub back_to_results: &'static str,
    /// Who keeps the archive.
    pub owner: &'static str,
    /// What may be done with it.
    pub rights: &'static str,
    /// How to reach the owner.
    pub contact: &'static str,
    /// Where it is published.
    pub home_page: &'static str,
    /// When and by what it was made.
    pub made: &'static str,
    /// How much is in it.
    pub size: &'static str,
    /// Which time it spans.
    pub period: &'static str,
    /// The promise of privacy.
    pub nothing_leaves: &'static str,
    /// A page that is not there yet.
    pub not_yet: &'static str,
    /// Heading of the keys.
    pub keys_heading: &'static str,
    /// Says when letters are keys.
    pub keys_letter_note: &'static str,
    /// Heading of the syntax.
    pub syntax_heading: &'static str,
    /// The keys and what they do.
    pub keys: &'static [(&'static str, &'static str)],
    /// Read out before a sample query, which links to what it finds.
    pub search_for: &'static str,
    /// Sample queries and what they find.
    pub queries: &'static [(&'static str, &'static str)],
}
