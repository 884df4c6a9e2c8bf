//! Addresses that repeat the headline: *mot-ty-usd* in the address of *Một tỷ
//! USD*. The form is fixed for ever, since archives are written with it.

use std::ops::RangeInclusive;

/// Stands for the slug of the title in an address.
pub(crate) const SLUG: char = '\u{1}';

/// Small letters without marks for U+00C0 to U+024F, `-` for none.
const LATIN: &[u8; 400] = b"\
    aaaaaa-ceeeeiiii-nooooo-ouuuuy--aaaaaa-ceeeeiiii-nooooo-ouuuuy-y\
    aaaaaaccccccccddddeeeeeeeeeegggggggghh--iiiiiiiii---jjkk-llllll-\
    -llnnnnnn---oooooo--rrrrrrsssssssstttt--uuuuuuuuuuuuwwyyyzzzzzz-\
    --------------------------------oo-------------uu---------------\
    -------------aaiioouuuuuuuuuu-aaaa----ggkkoooo--j---gg--nnaa----\
    aaaaeeeeiiiioooorrrruuuusstt--hh------aaeeooooooooyy------------\
    ----------------";

/// The same for U+1E00 to U+1EFF, where most Vietnamese letters are.
const VIETNAMESE: &[u8; 256] = b"\
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
    mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
    wwwwwwwwwwxxxxyyzzzzzzhtwy------aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy------";

/// Marks that follow their letter.
const MARKS: RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// Returns the small letters and digits of a title without marks; a hyphen for
/// whatever stands between them.
pub(crate) fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    let mut is_apart = false;
    for letter in title.chars().filter(|letter| !MARKS.contains(letter)) {
        let base = base(letter);
        if base == b'-' {
            is_apart = true;
            continue;
        }
        if is_apart && !slug.is_empty() {
            slug.push('-');
        }
        is_apart = false;
        slug.push(base.into());
    }
    slug
}

fn base(letter: char) -> u8 {
    let at = letter as usize;
    let base = match letter {
        'a'..='z' | '0'..='9' => return at as u8,
        'A'..='Z' => return (at as u8).to_ascii_lowercase(),
        '\u{c0}'..='\u{24f}' => LATIN.get(at - 0xc0),
        '\u{1e00}'..='\u{1eff}' => VIETNAMESE.get(at - 0x1e00),
        _ => None,
    };
    base.copied().unwrap_or(b'-')
}

/// Returns an address with `SLUG` where it repeats the title; nothing where it
/// does not, or `SLUG` would not be the only one.
pub(crate) fn without_slug(address: &str, title: &str) -> Option<String> {
    let slug = slug(title);
    let is_worth_it = slug.len() > 3 && !address.contains(SLUG);
    let at = address.find(&slug).filter(|_| is_worth_it)?;
    let (before, rest) = address.split_at(at);
    Some([before, &rest[slug.len()..]].join("\u{1}"))
}

/// Undoes `without_slug`.
pub(crate) fn with_slug(address: &str, title: &str) -> String {
    match address.split_once(SLUG) {
        Some((before, after)) => [before, after].join(&slug(title)),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_newspapers() {
        #[track_caller]
        fn check(title: &str, want: &str) {
            assert_eq!(slug(title), want);
        }
        check(
            "Ông Trump muốn phạt đại học Mỹ",
            "ong-trump-muon-phat-dai-hoc-my",
        );
        check("  'Đảng ủy' 5.000, Ðà… ", "dang-uy-5-000-a");
        check("Da\u{309}ng Łódź nº 大 x", "dang-lodz-n-x");
        check("…", "");
    }

    #[test]
    fn an_address_comes_back_with_its_slug() {
        #[track_caller]
        fn check(address: &str, title: &str, want: Option<&str>) {
            let short = without_slug(address, title);
            assert_eq!(short.as_deref(), want);
            let long = short.map(|short| with_slug(&short, title));
            assert_eq!(long.unwrap_or(address.to_owned()), address);
        }
        check(
            "https://a.vn/mot-hai-7.htm",
            "Một, hai",
            Some("https://a.vn/\u{1}-7.htm"),
        );
        check(
            "https://a.vn/mot-hai/mot-hai",
            "Một hai",
            Some("https://a.vn/\u{1}/mot-hai"),
        );
        check("https://a.vn/ba", "Một hai", None);
        check("mot-hai\u{1}", "Một hai", None);
        check("a", "", None);
    }
}
