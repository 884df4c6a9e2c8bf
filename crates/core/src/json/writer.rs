//! Writes JSON value by value.

use super::Extra;

/// A JSON text being written, without white space. Commas are put where they
/// belong.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    out: String,
}

impl Writer {
    /// Begins an object (`{`) or a list (`[`).
    pub fn begin(&mut self, sign: char) {
        self.separate();
        self.out.push(sign);
    }

    /// Ends an object (`}`) or a list (`]`).
    pub fn end(&mut self, sign: char) {
        self.out.push(sign);
    }

    /// Writes the name of a field.
    pub fn name(&mut self, name: &str) {
        self.text(name);
        self.out.push(':');
    }

    /// Writes a text.
    pub fn text(&mut self, text: &str) {
        self.separate();
        self.out.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => self.out.extend(['\\', letter]),
                '\u{8}' => self.out.push_str("\\b"),
                '\t' => self.out.push_str("\\t"),
                '\n' => self.out.push_str("\\n"),
                '\u{c}' => self.out.push_str("\\f"),
                '\r' => self.out.push_str("\\r"),
                '\0'..' ' => {
                    let digit = |digit: u32| char::from_digit(digit, 16).unwrap_or('0');
                    let code = u32::from(letter);
                    self.out.push_str("\\u00");
                    self.out.extend([digit(code >> 4), digit(code & 0xf)]);
                }
                _ => self.out.push(letter),
            }
        }
        self.out.push('"');
    }

    /// Writes a list of texts.
    pub fn texts(&mut self, texts: &[String]) {
        self.begin('[');
        texts.iter().for_each(|text| self.text(text));
        self.end(']');
    }

    /// Writes a whole number.
    pub fn whole(&mut self, number: u64) {
        self.literal(&number.to_string());
    }

    /// Writes a number that is not below 0 and not great, to a thousandth.
    pub fn thousandths(&mut self, number: f64) {
        let number = (number * 1000.0).round() as u64;
        self.whole(number / 1000);
        self.out.push('.');
        let digits = (1000 + number % 1000).to_string();
        let digits = digits.get(1..).unwrap_or_default();
        let short = digits.trim_end_matches('0');
        self.out
            .push_str(if short.is_empty() { "0" } else { short });
    }

    /// Writes `true` or `false`.
    pub fn flag(&mut self, flag: bool) {
        self.literal(if flag { "true" } else { "false" });
    }

    /// Writes what is JSON already.
    pub fn literal(&mut self, json: &str) {
        self.separate();
        self.out.push_str(json);
    }

    /// Writes a field, if there is one.
    pub fn field(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.name(name);
            self.text(text);
        }
    }

    /// Writes fields that were kept; of two of the same name the later counts,
    /// so they come first.
    pub fn extra(&mut self, extra: &Extra) {
        if let Some(fields) = extra.fields() {
            self.literal(fields);
        }
    }

    /// Returns what was written.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    fn separate(&mut self) {
        let last = self.out.as_bytes().last();
        if !matches!(last, None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_stand_between_values_only() {
        let mut writer = Writer::default();
        writer.begin('{');
        writer.extra(&Extra::default());
        writer.field("a", Some("\"\u{1f}\\\n["));
        writer.field("b", None);
        writer.name("c");
        writer.begin('[');
        writer.flag(true);
        writer.texts(&[]);
        writer.whole(7);
        for number in [0.0, 1.5, 12.3456, 0.0004, 2.001] {
            writer.thousandths(number);
        }
        writer.end(']');
        writer.end('}');
        insta::assert_snapshot!(writer.finish(), @r#"{"a":"\"\u001f\\\n[","c":[true,[],7,0.0,1.5,12.346,0.0,2.001]}"#);
    }
}
