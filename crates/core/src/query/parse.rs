//! Reads a query: first cut into pieces, then put together as clauses.

use std::ops::Range;

use super::field::{Name, begun};
use super::{Atom, Clause, MAX_WORDS, Note, NoteKind, Parsed};
use crate::order;
use crate::text::{Likeness, Word, is_hidden, tokens};

/// A piece of a query as it was written.
struct Piece<'a> {
    /// With its sign.
    byte_range: Range<usize>,
    is_negative: bool,
    /// Before a colon.
    name: Option<Name>,
    /// The words, without quotation marks.
    text: &'a str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Or,
    Quoted,
    /// The quotation mark was not closed.
    Open,
}

/// Reads a query.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    let mut parser = Parser {
        text,
        parsed: Parsed::default(),
        n_words: 0,
    };
    let pieces = parser.pieces();
    let mut joins_next = false;
    for (at, piece) in pieces.iter().enumerate() {
        let is_joint = piece.kind == Kind::Or
            && !joins_next
            && can_be_joined(at.checked_sub(1).and_then(|at| pieces.get(at)))
            && can_be_joined(pieces.get(at + 1));
        if is_unfinished(&pieces, at) && !joins_next {
            parser.note(&piece.byte_range, NoteKind::Unfinished);
        } else if !is_joint {
            parser.push(piece, joins_next);
        }
        joins_next = is_joint;
    }
    let mut parsed = parser.parsed;
    let clauses = &parsed.query.clauses;
    if !clauses.is_empty() && clauses.iter().all(|clause| clause.is_negative) {
        let whole = Note::new(0..text.len(), NoteKind::OnlyNegative);
        parsed.notes.push(whole);
    }
    order::sort_by_key(&mut parsed.notes, |note| {
        (note.byte_range.start, note.byte_range.end)
    });
    parsed
}

/// Whether `OR` may stand beside a piece: it has words and is not left out.
fn can_be_joined(piece: Option<&Piece<'_>>) -> bool {
    piece.is_some_and(|piece| {
        !piece.is_negative && piece.kind != Kind::Or && tokens(piece.text).next().is_some()
    })
}

/// Whether a piece is `OR` behind something that it may join, and nothing to join
/// has been typed yet.
fn is_unfinished(pieces: &[Piece<'_>], at: usize) -> bool {
    let has_no_words =
        |piece: &Piece<'_>| !piece.is_negative && tokens(piece.text).next().is_none();
    pieces[at].kind == Kind::Or
        && can_be_joined(at.checked_sub(1).and_then(|at| pieces.get(at)))
        && pieces[at + 1..].iter().all(has_no_words)
}

struct Parser<'a> {
    text: &'a str,
    parsed: Parsed,
    n_words: usize,
}

impl<'a> Parser<'a> {
    /// Adds a piece: as an alternative to the last clause, or as one of its own.
    fn push(&mut self, piece: &Piece<'a>, joins: bool) {
        let room = MAX_WORDS - self.n_words;
        if room == 0 {
            return self.note(&piece.byte_range, NoteKind::TooLong);
        }
        let Some((mut atom, guess)) = self.atom(piece) else {
            return;
        };
        if atom.words.len() > room {
            self.note(&piece.byte_range, NoteKind::TooLong);
            atom.words.truncate(room);
            atom.is_prefix = false;
        }
        self.n_words += atom.words.len().max(1);
        let mut alternatives = vec![atom];
        if let Some(guess) = guess
            && self.n_words + guess.words.len() <= MAX_WORDS
        {
            self.n_words += guess.words.len();
            alternatives.push(guess);
        }
        match self.parsed.query.clauses.last_mut() {
            Some(clause) if joins => {
                clause.byte_range.end = piece.byte_range.end;
                clause.alternatives.extend(alternatives);
            }
            _ => self.parsed.query.clauses.push(Clause {
                is_negative: piece.is_negative,
                alternatives,
                byte_range: piece.byte_range.clone(),
            }),
        }
    }

    /// Returns a piece as it is read, and as it may be read too.
    fn atom(&mut self, piece: &Piece<'a>) -> Option<(Atom, Option<Atom>)> {
        let Piece {
            byte_range, kind, ..
        } = piece;
        let is_last = byte_range.end == self.text.len() && !piece.is_negative;
        let mut atom = Atom {
            field: None,
            words: Vec::new(),
            is_prefix: is_last && *kind != Kind::Quoted,
            byte_range: byte_range.clone(),
            is_quoted: matches!(kind, Kind::Quoted | Kind::Open),
            is_guess: false,
        };
        let mut words = piece.text;
        if let Some(name) = piece.name {
            if tokens(words).next().is_none() {
                self.note(byte_range, NoteKind::EmptyField);
                return None;
            }
            atom.field = name.field(words);
            if let Some(super::Field::Date(_)) = atom.field {
                atom.is_prefix = false;
                return Some((atom, None));
            }
            let is_typed = byte_range.end == self.text.len() && *kind == Kind::Plain;
            if atom.field.is_none()
                && is_typed
                && let Some(begun) = begun(words)
            {
                self.note(byte_range, NoteKind::Unfinished);
                atom.field = name.field(begun);
                atom.is_prefix = false;
                return atom.field.is_some().then_some((atom, None));
            }
            if atom.field.is_none() {
                self.note(byte_range, NoteKind::BadDate);
                words = &self.text[byte_range.clone()];
            }
        }
        if *kind == Kind::Or {
            self.note(byte_range, NoteKind::LoneOr);
        }
        let guess = atom.guess(words);
        if !atom.read(words) {
            self.note(byte_range, NoteKind::NoWords);
            return None;
        }
        Some((atom, guess))
    }

    /// Adds a note, or lengthens the last one if it says the same of what stands
    /// right before: a long text would have thousands.
    fn note(&mut self, byte_range: &Range<usize>, kind: NoteKind) {
        if let Some(last) = self.parsed.notes.last_mut()
            && last.kind == kind
            && matches!(
                kind,
                NoteKind::TooLong | NoteKind::NoWords | NoteKind::EmptyField
            )
            // Nothing behind what is too long is searched.
            && (kind == NoteKind::TooLong
                || self
                    .text
                    .get(last.byte_range.end..byte_range.start)
                    .is_some_and(|between| between.trim().is_empty()))
        {
            last.byte_range.end = byte_range.end;
            return;
        }
        self.parsed.notes.push(Note::new(byte_range.clone(), kind));
    }

    /// Cuts the query at spaces and quotation marks.
    fn pieces(&mut self) -> Vec<Piece<'a>> {
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        let mut at = self.skip(0, is_between);
        while at < self.text.len() {
            let piece = self.piece(at, pieces.last());
            at = self.skip(piece.byte_range.end, is_between);
            // Its name began in the piece before.
            if let Some(last) = pieces.last()
                && piece.byte_range.start == last.byte_range.start
            {
                pieces.pop();
            }
            pieces.push(piece);
        }
        pieces
    }

    /// Reads the piece that begins at a place.
    fn piece(&mut self, start: usize, last: Option<&Piece<'a>>) -> Piece<'a> {
        let mut piece = Piece {
            byte_range: start..start,
            is_negative: false,
            name: None,
            text: "",
            kind: Kind::Plain,
        };
        let mut body = start;
        if let Some(dash @ ('-' | '−')) = self.first(start) {
            let behind = self.skip(start + dash.len_utf8(), is_hidden);
            let next = self.first(behind);
            if next.is_some_and(|next| is_quote(next) || next.is_alphanumeric()) {
                piece.is_negative = true;
                body = behind;
            }
        }
        self.read(&mut piece, body);
        if piece.kind != Kind::Plain {
            return piece;
        }
        if is_or(piece.text) && !piece.is_negative {
            piece.kind = Kind::Or;
        } else if let Some((name, _)) = piece.text.split_once(':') {
            let colon = body + name.len();
            self.read_field(&mut piece, body..colon, last);
        }
        piece
    }

    /// Reads words, in quotation marks or up to the next space.
    fn read(&mut self, piece: &mut Piece<'a>, body: usize) {
        let Some(quote) = self.first(body).filter(|quote| is_quote(*quote)) else {
            let stop = |letter: char| letter.is_whitespace() || is_quote(letter);
            let end = self.skip(body, |letter| !stop(letter));
            piece.text = &self.text[body..end];
            piece.byte_range.end = end;
            return;
        };
        let inner = body + quote.len_utf8();
        let end = self.skip(inner, |letter| !is_quote(letter));
        let close = self.first(end);
        piece.text = &self.text[inner..end];
        piece.byte_range.end = end + close.map_or(0, char::len_utf8);
        piece.kind = Kind::Quoted;
        if close.is_none() {
            piece.kind = Kind::Open;
            self.note(&(body..end), NoteKind::OpenQuote);
        }
    }

    /// Takes a piece for a field if what stands before its colon names one.
    fn read_field(
        &mut self,
        piece: &mut Piece<'a>,
        before_colon: Range<usize>,
        last: Option<&Piece<'a>>,
    ) {
        let is_word = |last: &&Piece<'a>| {
            last.kind == Kind::Plain
                && last.name.is_none()
                && !piece.is_negative
                && last.byte_range.end + 1 == before_colon.start
        };
        let own = &self.text[before_colon.clone()];
        let name = match last.filter(is_word) {
            Some(last) => {
                let joined = &self.text[last.byte_range.start..before_colon.end];
                let joined = joined.trim_start_matches(['-', '−']);
                let name = Name::new(joined);
                if name.is_some() {
                    piece.byte_range.start = last.byte_range.start;
                    piece.is_negative = last.is_negative;
                }
                // A headline of the city, written without marks, is no place.
                name.or_else(|| Name::new(own).filter(|_| !is_city(joined)))
            }
            None => Name::new(own),
        };
        if name.is_none() {
            return;
        }
        piece.name = name;
        let value = before_colon.end + 1;
        if value < piece.byte_range.end {
            piece.text = &self.text[value..piece.byte_range.end];
            return;
        }
        piece.text = "";
        let next = self.skip(value, is_between);
        let rest = &self.text[next..];
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        let is_other = word.is_empty()
            || word.starts_with(['-', '−'])
            || is_or(word)
            || word
                .split_once(':')
                .is_some_and(|(name, _)| Name::new(name).is_some());
        if !is_other {
            self.read(piece, next);
        }
    }

    fn first(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// Returns the place of the first character from a place on that is none of
    /// these.
    fn skip(&self, at: usize, skips: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[at..];
        at + rest.find(|letter| !skips(letter)).unwrap_or(rest.len())
    }
}

impl Atom {
    /// Reads the words of a text, and whether there are any. A sign behind the
    /// last one ends it, but a star lets it go on.
    fn read(&mut self, text: &str) -> bool {
        let mut behind = text;
        for token in tokens(text) {
            behind = &text[token.byte_range.end..];
            self.words.extend(token.word());
        }
        match behind.trim_matches(is_hidden) {
            "" => {}
            "*" => self.is_prefix = true,
            _ => self.is_prefix = false,
        }
        !self.words.is_empty()
    }

    /// Returns how a text is read too if a number of it is still being typed: as
    /// one that lacks digits of its last group of three, or, if that has three, as
    /// one where that is no group but will have more.
    fn guess(&self, text: &str) -> Option<Self> {
        let text = text.trim_end_matches(is_hidden);
        let group = text
            .trim_end_matches(|letter: char| letter.is_ascii_digit())
            .len();
        let n_lacking = "000".len().checked_sub(text.len() - group)?;
        if !self.is_prefix || !text[..group].ends_with(['.', ',']) {
            return None;
        }
        let whole = [text, &"000"[..n_lacking]].concat();
        let number = tokens(&whole).last()?.byte_range;
        if number.start >= group {
            return None;
        }
        let parts = if n_lacking > 0 {
            [&text[..number.start], &whole[number.start..]]
        } else {
            text.split_at(group).into()
        };
        let mut guess = Self {
            is_guess: true,
            ..self.clone()
        };
        for part in parts {
            guess
                .words
                .extend(tokens(part).filter_map(|token| token.word()));
        }
        if n_lacking > 0 {
            let last = guess.words.pop()?;
            guess.words.push(last.lacking(n_lacking as u8)?);
        }
        Some(guess)
    }
}

/// Whether a character stands between pieces and belongs to none.
fn is_between(letter: char) -> bool {
    letter.is_whitespace() || is_hidden(letter)
}

/// Whether a character opens or closes a quotation.
pub(crate) fn is_quote(letter: char) -> bool {
    matches!(
        letter,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』' | '〝'
            ..='〟'
    )
}

/// Whether a word is `OR` or `HOẶC`: in capitals, with all its marks or fewer.
fn is_or(text: &str) -> bool {
    let is_small = text.chars().any(char::is_lowercase);
    let Some(word) = Word::new(text).filter(|_| !is_small) else {
        return false;
    };
    let likens = |or| Word::new(or).and_then(|or| word.liken(&or, false));
    word.key() == "or" || likens("hoặc") >= Some(Likeness::Marked)
}

fn is_city(text: &str) -> bool {
    let mut words = tokens(text).filter_map(|token| token.word());
    let mut is_next = |fold: &str| words.next().is_some_and(|word| word.fold() == fold);
    is_next("ha") && is_next("noi")
}
