//! Shortens the names by which Wasm and glue know each other.
//!
//! wasm-bindgen ends each name of an import in a hash, so that no two are alike,
//! and gives it twice: hashes cannot be compressed, and nobody reads them. Both
//! are given new names here, one letter or two, in the order in which they stand
//! in the Wasm.
//!
//! | import section of Wasm | |
//! |---|---|
//! | id | 2 |
//! | length in bytes | LEB128 |
//! | number of imports | LEB128 |
//! | of each: module, name | LEB128 of the length, UTF-8 |
//! | of each: kind and type | of a function 0 and LEB128; others are refused |
//!
//! Source: WebAssembly Core Specification 2.0, 5.5.5.

use anyhow::{Context, Result, bail};

/// Bytes before the first section: magic and version.
const HEAD_BYTES: usize = 8;

/// The id of the section of imports.
const IMPORTS: u8 = 2;

/// Gives new names to all imports of a module, and to the same in its glue.
pub(crate) fn shorten(wasm: &mut Vec<u8>, glue: &mut String) -> Result<()> {
    let mut at = HEAD_BYTES;
    while at < wasm.len() {
        let start = at;
        let id = wasm[at];
        at += 1;
        let n_bytes = read(wasm, &mut at)?;
        let end = at + n_bytes;
        if id == IMPORTS {
            let body = wasm.get(at..end).context("the Wasm is cut")?;
            let body = renamed(body, glue)?;
            let mut section = vec![IMPORTS];
            write(&mut section, body.len());
            section.extend(body);
            wasm.splice(start..end, section);
            return Ok(());
        }
        at = end;
    }
    Ok(())
}

fn renamed(section: &[u8], glue: &mut String) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut at = 0;
    let n_imports = read(section, &mut at)?;
    write(&mut out, n_imports);
    for number in 0..n_imports {
        let module = read_name(section, &mut at)?;
        let name = read_name(section, &mut at)?;
        let short = short(number);
        replace(glue, name, &short)?;
        for name in [module, &short] {
            write(&mut out, name.len());
            out.extend(name.as_bytes());
        }
        if section.get(at) != Some(&0) {
            bail!("the Wasm imports {name}, which is no function");
        }
        at += 1;
        out.push(0);
        write(&mut out, read(section, &mut at)?);
    }
    Ok(out)
}

/// Gives a new name to a function where the glue defines it, at the beginning
/// of a line.
fn replace(glue: &mut String, name: &str, short: &str) -> Result<()> {
    let defined = format!("\n{name}: ");
    let [before, after] = glue.split(&defined).collect::<Vec<_>>()[..] else {
        bail!("the glue does not define {name} once; xtask/src/names.rs has to find it");
    };
    *glue = format!("{before}\n{short}: {after}");
    Ok(())
}

/// Returns a name for a number: `a` to `z`, then `aa` and so on.
fn short(number: usize) -> String {
    let letter = char::from(b'a' + (number % 26) as u8);
    match number / 26 {
        0 => letter.to_string(),
        more => short(more - 1) + &letter.to_string(),
    }
}

fn read_name<'a>(bytes: &'a [u8], at: &mut usize) -> Result<&'a str> {
    let n_bytes = read(bytes, at)?;
    let name = bytes.get(*at..*at + n_bytes).context("the Wasm is cut")?;
    *at += n_bytes;
    Ok(std::str::from_utf8(name)?)
}

fn read(bytes: &[u8], at: &mut usize) -> Result<usize> {
    let mut number = 0;
    for shift in (0..32).step_by(7) {
        let byte = *bytes.get(*at).context("the Wasm is cut")?;
        *at += 1;
        number |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(number);
        }
    }
    bail!("a number in the Wasm is too great")
}

fn write(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    const WASM: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x15\x02\
        \x01m\x07f_12ab3\0\0\x01m\x03f_4\0\0\x03\x02\x01\0";

    #[test]
    fn wasm_and_glue_know_each_other_by_short_names() {
        let mut wasm = WASM.to_vec();
        let mut glue = "{\nf_4: function() {\n},\nf_12ab3: function(f_4) {\n}}".to_owned();
        shorten(&mut wasm, &mut glue).unwrap();
        assert_eq!(glue, "{\nb: function() {\n},\na: function(f_4) {\n}}");
        let want = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x0d\x02\
            \x01m\x01a\0\0\x01m\x01b\0\0\x03\x02\x01\0";
        assert_eq!(wasm, want);
    }

    #[test]
    fn a_name_that_the_glue_lacks_is_told() {
        let error = shorten(&mut WASM.to_vec(), &mut "\nf_4: ".to_owned()).unwrap_err();
        assert!(error.to_string().contains("f_12ab3"), "{error}");
        assert!(shorten(&mut WASM[..20].to_vec(), &mut String::new()).is_err());
    }

    #[test]
    fn no_two_names_are_alike() {
        let names = [0, 25, 26, 51, 52, 27 * 26].map(short);
        assert_eq!(names, ["a", "z", "aa", "az", "ba", "aaa"]);
    }
}
