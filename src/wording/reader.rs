//! The reader's texts.

/// Fixed texts.
pub struct Texts {
    /// Goes back to the results.
    pub back: &'static str,
}

/// Vietnamese.
pub static VI: Texts = Texts {
    back: "Về kết quả"
};

/// English.
pub static EN: Texts = Texts {
    back: "Back to the results",
};
