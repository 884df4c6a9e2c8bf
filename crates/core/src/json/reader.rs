//! Reads JSON value by value.

/// Values may stand in one another so deep: what `serde_json` takes.
const MAX_DEPTH: u32 = 127;

/// Why a text is not the JSON that it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// It is no JSON.
    #[error("it is no JSON from byte {at} on")]
    Syntax {
        /// UTF-8 bytes before the place.
        at: usize,
    },
    /// A value is of another type.
    #[error("{expected} is expected at byte {at}")]
    Type {
        /// What it must be.
        expected: &'static str,
        /// UTF-8 bytes before the place.
        at: usize,
    },
    /// A field has to be there and is not.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A field has a value that it cannot have.
    #[error("{0} is none of its values")]
    Value(&'static str),
    /// A field is not known.
    #[error("{0} is not known")]
    Unknown(String),
}

/// A JSON text being read.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    text: &'a str,
    /// UTF-8 bytes that have been read.
    at: usize,
    depth: u32,
}

impl<'a> Reader<'a> {
    /// Begins with a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let (at, depth) = (0, 0);
        Self { text, at, depth }
    }

    /// Reads an object: `field` is called with each name and has to read the
    /// value, or to skip it.
    ///
    /// # Errors
    ///
    /// When it is none, or `field` errs.
    pub fn object(
        &mut self,
        field: &mut dyn FnMut(&mut Self, &str) -> Result<(), JsonError>,
    ) -> Result<(), JsonError> {
        self.members(b'{', b'}', "an object", &mut |reader| {
            let name = reader.string()?;
            reader.sign(b':')?;
            field(reader, &name)
        })
    }

    /// Reads a list: `item` is called before each value and has to read it.
    ///
    /// # Errors
    ///
    /// When it is none, or `item` errs.
    pub fn list(
        &mut self,
        item: &mut dyn FnMut(&mut Self) -> Result<(), JsonError>,
    ) -> Result<(), JsonError> {
        self.members(b'[', b']', "a list", item)
    }

    fn members(
        &mut self,
        open: u8,
        close: u8,
        expected: &'static str,
        member: &mut dyn FnMut(&mut Self) -> Result<(), JsonError>,
    ) -> Result<(), JsonError> {
        if self.depth == MAX_DEPTH || !self.take(open) {
            return Err(self.wrong(expected));
        }
        self.depth += 1;
        if !self.take(close) {
            member(self)?;
            while self.take(b',') {
                member(self)?;
            }
            self.sign(close)?;
        }
        self.depth -= 1;
        Ok(())
    }

    /// Reads a text.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn string(&mut self) -> Result<String, JsonError> {
        if !self.take(b'"') {
            return Err(self.wrong("a text"));
        }
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let is_end = |byte: u8| byte == b'"' || byte == b'\\' || byte < b' ';
            let end = rest.bytes().position(is_end);
            let (plain, _) = rest.split_at(end.unwrap_or(rest.len()));
            out.push_str(plain);
            self.at += plain.len();
            match self.next() {
                b'"' => return Ok(out),
                b'\\' => out.push(self.escaped()?),
                _ => return Err(self.syntax()),
            }
        }
    }

    /// Reads a text, or `null` as nothing.
    ///
    /// # Errors
    ///
    /// When it is neither.
    pub fn text(&mut self) -> Result<Option<String>, JsonError> {
        if self.null() {
            return Ok(None);
        }
        self.string().map(Some)
    }

    /// Reads a list of texts.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn texts(&mut self) -> Result<Vec<String>, JsonError> {
        let mut texts = Vec::new();
        self.list(&mut |reader| {
            texts.push(reader.string()?);
            Ok(())
        })?;
        Ok(texts)
    }

    /// Reads a whole number, not below 0.
    ///
    /// # Errors
    ///
    /// When it is none, or beyond 64 bits.
    pub fn whole(&mut self) -> Result<u64, JsonError> {
        let wrong = self.wrong("a whole number");
        let number = self.skip()?.parse();
        number.map_err(|_| wrong)
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    ///
    /// When it is neither.
    pub fn flag(&mut self) -> Result<bool, JsonError> {
        let is_true = self.word("true");
        if is_true || self.word("false") {
            return Ok(is_true);
        }
        Err(self.wrong("true or false"))
    }

    /// Reads `null`, if it is there.
    pub fn null(&mut self) -> bool {
        self.word("null")
    }

    /// Reads any value and returns it as it stands.
    ///
    /// # Errors
    ///
    /// When it is no JSON.
    pub fn skip(&mut self) -> Result<&'a str, JsonError> {
        let sign = self.peek();
        let start = self.at;
        match sign {
            b'{' => self.object(&mut |reader, _| reader.skip().map(drop))?,
            b'[' => self.list(&mut |reader| reader.skip().map(drop))?,
            b'"' => drop(self.string()?),
            b'a'..=b'z' => {
                if !self.null() {
                    self.flag()?;
                }
            }
            _ => self.number()?,
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Reads the end.
    ///
    /// # Errors
    ///
    /// When something follows.
    pub fn end(&mut self) -> Result<(), JsonError> {
        self.peek();
        if self.at < self.text.len() {
            return Err(self.syntax());
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), JsonError> {
        self.next_if(b"-");
        if !self.next_if(b"0") {
            self.digits()?;
        }
        if self.next_if(b".") {
            self.digits()?;
        }
        if self.next_if(b"eE") {
            self.next_if(b"+-");
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        while self.next_if(b"0123456789") {}
        if start == self.at {
            return Err(self.syntax());
        }
        Ok(())
    }

    /// Reads what stands behind a backslash.
    fn escaped(&mut self) -> Result<char, JsonError> {
        Ok(match self.next() {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.unit_pair()?,
            sign @ (b'"' | b'\\' | b'/') => char::from(sign),
            _ => return Err(self.syntax()),
        })
    }

    /// Reads a letter as one UTF-16 unit or two.
    fn unit_pair(&mut self) -> Result<char, JsonError> {
        let mut letter = self.unit()?;
        if letter & 0xfc00 == 0xd800 && self.next_if(b"\\") && self.next_if(b"u") {
            let low = self.unit()?;
            if low & 0xfc00 == 0xdc00 {
                letter = 0x1_0000 + ((letter & 0x3ff) << 10 | low & 0x3ff);
            }
        }
        char::from_u32(letter).ok_or_else(|| self.syntax())
    }

    fn unit(&mut self) -> Result<u32, JsonError> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = char::from(self.next()).to_digit(16);
            unit = unit << 4 | digit.ok_or_else(|| self.syntax())?;
        }
        Ok(unit)
    }

    /// Returns the next sign behind white space, 0 at the end.
    pub(super) fn peek(&mut self) -> u8 {
        while self.next_if(b" \t\n\r") {}
        self.here()
    }

    fn here(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn next(&mut self) -> u8 {
        let sign = self.here();
        self.at = self.text.len().min(self.at + 1);
        sign
    }

    fn next_if(&mut self, signs: &[u8]) -> bool {
        let is_one = signs.contains(&self.here());
        self.at += usize::from(is_one);
        is_one
    }

    fn take(&mut self, sign: u8) -> bool {
        self.peek();
        self.next_if(&[sign])
    }

    fn sign(&mut self, sign: u8) -> Result<(), JsonError> {
        if self.take(sign) {
            return Ok(());
        }
        Err(self.syntax())
    }

    fn word(&mut self, word: &str) -> bool {
        self.peek();
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_word = rest.starts_with(word);
        self.at += if is_word { word.len() } else { 0 };
        is_word
    }

    fn syntax(&self) -> JsonError {
        JsonError::Syntax { at: self.at }
    }

    fn wrong(&mut self, expected: &'static str) -> JsonError {
        self.peek();
        let at = self.at;
        JsonError::Type { expected, at }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn read(text: &str) -> Result<&str, JsonError> {
        let mut reader = Reader::new(text);
        let value = reader.skip()?;
        reader.end()?;
        Ok(value)
    }

    #[track_caller]
    fn check(text: &str, want: &str) {
        let error = read(text).expect_err("it is no JSON");
        assert_eq!(error.to_string(), want, "{text}");
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        check("", "it is no JSON from byte 0 on");
        check("{\"a\":1,}", "a text is expected at byte 7");
        check("[1 2]", "it is no JSON from byte 3 on");
        check("\"a\nb\"", "it is no JSON from byte 3 on");
        check("\"\\ud800\"", "it is no JSON from byte 7 on");
        check("\"\\u+123\"", "it is no JSON from byte 4 on");
        check("01", "it is no JSON from byte 1 on");
        check("nul", "true or false is expected at byte 0");
        check(&"[".repeat(200), "a list is expected at byte 127");
        let (open, close) = ("[".repeat(127), "]".repeat(127));
        read(&[open, close].concat()).expect("not too deep");
    }

    #[test]
    fn values_are_read_as_what_they_must_be() {
        let mut reader = Reader::new(" {\"a\" : [1, 18446744073709551615], \"b\": null}");
        let mut seen = Vec::new();
        let fields = reader.object(&mut |reader, name| {
            seen.push(name.to_owned());
            match name {
                "a" => reader.list(&mut |reader| {
                    seen.push(reader.whole()?.to_string());
                    Ok(())
                }),
                _ => {
                    seen.push(format!("{:?}", reader.text()?));
                    Ok(())
                }
            }
        });
        fields.expect("it is one");
        assert_eq!(seen, ["a", "1", "18446744073709551615", "b", "None"]);
        for text in ["1.0", "-1", "\"1\"", "18446744073709551616"] {
            let error = Reader::new(text).whole().expect_err(text);
            assert_eq!(
                error.to_string(),
                "a whole number is expected at byte 0",
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_json_where_it_is_for_others(
            text in "([\\[\\]{},:\" \\\\]|null|true|0|1|\\.5|-|e|\\\\u[dD][89cC]00|\\PC){0,12}",
        ) {
            let is_json = serde_json::from_str::<Value>(&text).is_ok();
            prop_assert_eq!(read(&text).is_ok(), is_json, "{}", text);
        }

        #[test]
        fn any_text_is_read_as_it_was_written(text in "(\\PC|[\0-\x1f\"\\\\])*") {
            let escaped = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
            let escaped = format!("\"{}\"", escaped.collect::<String>());
            let theirs = serde_json::to_string(&text).expect("a text");
            let mut ours = crate::json::Writer::default();
            ours.text(&text);
            let ours = ours.finish();
            prop_assert_eq!(&ours, &theirs);
            for json in [escaped, theirs, ours] {
                let read = Reader::new(&json).string();
                prop_assert_eq!(read.as_ref(), Ok(&text));
            }
        }
    }
}
