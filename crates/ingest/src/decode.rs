//! Bytes to text: UTF-8, with or without a byte order mark, and UTF-16 with one.
//!
//! Any other encoding is refused with the byte that does not fit rather than
//! guessed at. Letters are composed (NFC), so that a word is the same word in
//! whatever way it was typed.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::Reason;

/// How files that are not text begin.
const SIGNATURES: [&[u8]; 9] = [
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"\xfd7zXZ",
    b"RIFF",
];

/// One control character in so many bytes is a slip; more are a binary file.
const BYTES_PER_CONTROL: usize = 200;

/// Returns the text of a file, without byte order mark.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Reason> {
    if SIGNATURES
        .iter()
        .any(|signature| bytes.starts_with(signature))
    {
        return Err(Reason::Binary {
            offset: 0,
            byte: bytes[0],
        });
    }
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => Cow::Owned(decode_utf16(rest, u16::from_le_bytes)?),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(decode_utf16(rest, u16::from_be_bytes)?),
        [0xef, 0xbb, 0xbf, rest @ ..] => decode_utf8(rest, 3)?,
        _ => decode_utf8(bytes, 0)?,
    };
    if text.trim_matches(is_blank).is_empty() {
        return Err(Reason::Empty);
    }
    Ok(text)
}

/// Returns the text in composed letters, without control characters.
pub(crate) fn compose(text: &str) -> String {
    let is_stray = |letter: char| {
        (letter.is_control() && !matches!(letter, '\n' | '\t'))
            || matches!(letter, '\u{feff}' | '\u{200b}')
    };
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let text = if text.contains(is_stray) {
        Cow::Owned(
            text.replace(['\u{feff}', '\u{200b}'], "")
                .replace(is_stray, " "),
        )
    } else {
        text
    };
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.into_owned(),
        _ => text.nfc().collect(),
    }
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}' | '\u{1a}')
}

fn decode_utf8(bytes: &[u8], skipped: usize) -> Result<Cow<'_, str>, Reason> {
    let is_control =
        |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    let n_controls = bytes.iter().filter(|byte| is_control(**byte)).count();
    let offset = bytes.iter().position(|byte| *byte == 0).or_else(|| {
        let is_binary = n_controls > 1 && n_controls > bytes.len() / BYTES_PER_CONTROL;
        is_binary
            .then(|| bytes.iter().position(|byte| is_control(*byte)))
            .flatten()
    });
    if let Some(offset) = offset {
        return Err(Reason::Binary {
            offset: offset + skipped,
            byte: bytes[offset],
        });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => {
            let offset = error.valid_up_to() + skipped;
            Err(Reason::Encoding {
                encoding: "UTF-8",
                offset,
            })
        }
    }
}

/// `bytes` come after the byte order mark.
fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Reason> {
    let broken = |offset: usize| Reason::Encoding {
        encoding: "UTF-16",
        offset,
    };
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(broken(bytes.len() + 1));
    }
    let mut out = String::with_capacity(bytes.len());
    let mut offset = 2;
    for letter in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let letter = letter.map_err(|_| broken(offset))?;
        if letter == '\0' {
            return Err(Reason::Binary { offset, byte: 0 });
        }
        offset += letter.len_utf16() * 2;
        out.push(letter);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], want: &str) {
        let got = match decode(bytes) {
            Ok(text) => compose(&text),
            Err(reason) => reason.to_string(),
        };
        assert_eq!(got, want);
    }

    #[test]
    fn utf8_and_utf16_with_a_mark_are_read() {
        check("Đảng".as_bytes(), "Đảng");
        check(b"\xef\xbb\xbfHu\xe1\xba\xbf", "Huế");
        check(b"\xff\xfeH\0u\0\xbf\x1e", "Huế");
        check(b"\xfe\xff\0H\0u\x1e\xbf", "Huế");
        check("Hue\u{302}\u{301}\r\nxanh\rđỏ".as_bytes(), "Huế\nxanh\nđỏ");
        check(b"a\x02b", "a b");
    }

    #[test]
    fn what_is_no_text_is_refused_by_the_byte() {
        check(b"", "it is empty; leave it out or save it again");
        check(b" \r\n\t", "it is empty; leave it out or save it again");
        check(
            b"ab\0c",
            "it is no text: byte 2 is 0x00; give the text, not the document or picture",
        );
        check(
            b"%PDF-1.7",
            "it is no text: byte 0 is 0x25; give the text, not the document or picture",
        );
        check(
            b"Vi\xd6t Nam",
            "it is not UTF-8: byte 2 does not fit; save it again as UTF-8",
        );
        check(
            b"\xff\xfeH\0u",
            "it is not UTF-16: byte 4 does not fit; save it again as UTF-8",
        );
        check(
            b"\xff\xfe\0\xd8H\0",
            "it is not UTF-16: byte 2 does not fit; save it again as UTF-8",
        );
    }
}
