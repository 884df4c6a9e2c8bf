//! The histogram's texts.

/// Fixed texts.
pub struct Texts {
    /// The section's name.
    pub heading: &'static str,
}

/// Vietnamese.
pub static VI: Texts = Texts {
    heading: "Số bài theo thời gian",
};

/// English.
pub static EN: Texts = Texts {
    heading: "Articles over time",
};
