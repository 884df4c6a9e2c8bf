//! Which letters are another one with a mark.
//!
//! Of Unicode's canonical decompositions these are the small letters of the basic
//! plane that a text in NFC may have; the tests hold them against those of the
//! `unicode-normalization` crate. Its own tables would be a twentieth of the page.

/// How many letters there are.
const N: usize = 505;

/// By mark: letters, and behind each what it is with the mark.
const COMPOSED: [(char, &str); 53] = [
    (
        '\u{300}',
        "aàeèiìoòuùüǜnǹеѐиѝēḕōṑwẁâầăằêềôồơờưừyỳἀἂἁἃἐἒἑἓἠἢἡἣἰἲἱἳὀὂὁὃὐὒὑὓὠὢὡὣαὰεὲ\
        ηὴιὶοὸυὺωὼϊῒϋῢ",
    ),
    (
        '\u{301}',
        "aáeéiíoóuúyýcćlĺnńrŕsśzźüǘgǵåǻæǽøǿϊΐαάεέηήιίϋΰοόυύωώϒϓгѓкќçḉēḗïḯkḱmḿõṍ\
        ōṓpṕũṹwẃâấăắêếôốơớưứἀἄἁἅἐἔἑἕἠἤἡἥἰἴἱἵὀὄὁὅὐὔὑὕὠὤὡὥ",
    ),
    ('\u{302}', "aâeêiîoôuûcĉgĝhĥjĵsŝwŵyŷzẑạậẹệọộ"),
    ('\u{303}', "aãnñoõiĩuũvṽâẫăẵeẽêễôỗơỡưữyỹ"),
    ('\u{304}', "aāeēiīoōuūüǖäǟȧǡæǣǫǭöȫõȭȯȱyȳиӣуӯgḡḷḹṛṝαᾱιῑυῡ"),
    ('\u{306}', "aăeĕgğiĭoŏuŭийуўжӂаӑеӗȩḝạặαᾰιῐυῠ"),
    ('\u{307}', "cċeėgġzżaȧoȯbḃdḋfḟhḣmṁnṅpṗrṙsṡśṥšṧṣṩtṫwẇxẋyẏſẛ"),
    (
        '\u{308}',
        "aäeëiïoöuüyÿιϊυϋϒϔеёіїаӓәӛжӝзӟиӥоӧөӫэӭуӱчӵыӹhḧõṏūṻwẅxẍtẗ",
    ),
    ('\u{309}', "aảâẩăẳeẻêểiỉoỏôổơởuủưửyỷ"),
    ('\u{30a}', "aåuůwẘyẙ"),
    ('\u{30b}', "oőuűуӳ"),
    ('\u{30c}', "cčdďeělľnňrřsštťzžaǎiǐoǒuǔüǚgǧkǩʒǯjǰhȟ"),
    ('\u{30f}', "aȁeȅiȉoȍrȑuȕѵѷ"),
    ('\u{311}', "aȃeȇiȋoȏrȓuȗ"),
    ('\u{313}', "αἀεἐηἠιἰοὀυὐωὠρῤ"),
    ('\u{314}', "αἁεἑηἡιἱοὁυὑωὡρῥ"),
    ('\u{31b}', "oơuư"),
    ('\u{323}', "bḅdḍhḥkḳlḷmṃnṇrṛsṣtṭvṿwẉzẓaạeẹiịoọơợuụưựyỵ"),
    ('\u{324}', "uṳ"),
    ('\u{325}', "aḁ"),
    ('\u{326}', "sștț"),
    ('\u{327}', "cçgģkķlļnņrŗsştţeȩdḑhḩ"),
    ('\u{328}', "aąeęiįuųoǫ"),
    ('\u{32d}', "dḓeḙlḽnṋtṱuṷ"),
    ('\u{32e}', "hḫ"),
    ('\u{330}', "eḛiḭuṵ"),
    ('\u{331}', "bḇdḏkḵlḻnṉrṟtṯzẕhẖ"),
    ('\u{342}', "ἀἆἁἇἠἦἡἧἰἶἱἷὐὖὑὗὠὦὡὧαᾶηῆιῖϊῗυῦϋῧωῶ"),
    (
        '\u{345}',
        "ἀᾀἁᾁἂᾂἃᾃἄᾄἅᾅἆᾆἇᾇἠᾐἡᾑἢᾒἣᾓἤᾔἥᾕἦᾖἧᾗὠᾠὡᾡὢᾢὣᾣὤᾤὥᾥὦᾦὧᾧὰᾲαᾳάᾴᾶᾷὴῂηῃήῄῆῇὼῲωῳώῴ\
        ῶῷ",
    ),
    ('\u{653}', "\u{627}\u{622}"),
    (
        '\u{654}',
        "\u{627}\u{623}\u{648}\u{624}\u{64a}\u{626}\u{6d5}\u{6c0}\u{6c1}\u{6c2}\
        \u{6d2}\u{6d3}",
    ),
    ('\u{655}', "\u{627}\u{625}"),
    ('\u{93c}', "\u{928}\u{929}\u{930}\u{931}\u{933}\u{934}"),
    ('\u{9be}', "\u{9c7}\u{9cb}"),
    ('\u{9d7}', "\u{9c7}\u{9cc}"),
    ('\u{b3e}', "\u{b47}\u{b4b}"),
    ('\u{b56}', "\u{b47}\u{b48}"),
    ('\u{b57}', "\u{b47}\u{b4c}"),
    ('\u{bbe}', "\u{bc6}\u{bca}\u{bc7}\u{bcb}"),
    ('\u{bd7}', "\u{b92}\u{b94}\u{bc6}\u{bcc}"),
    ('\u{c56}', "\u{c46}\u{c48}"),
    ('\u{cc2}', "\u{cc6}\u{cca}"),
    ('\u{cd5}', "\u{cbf}\u{cc0}\u{cc6}\u{cc7}\u{cca}\u{ccb}"),
    ('\u{cd6}', "\u{cc6}\u{cc8}"),
    ('\u{d3e}', "\u{d46}\u{d4a}\u{d47}\u{d4b}"),
    ('\u{d57}', "\u{d46}\u{d4c}"),
    ('\u{dca}', "\u{dd9}\u{dda}\u{ddc}\u{ddd}"),
    ('\u{dcf}', "\u{dd9}\u{ddc}"),
    ('\u{ddf}', "\u{dd9}\u{dde}"),
    ('\u{102e}', "\u{1025}\u{1026}"),
    (
        '\u{1b35}',
        "\u{1b05}\u{1b06}\u{1b07}\u{1b08}\u{1b09}\u{1b0a}\u{1b0b}\u{1b0c}\
        \u{1b0d}\u{1b0e}\u{1b11}\u{1b12}\u{1b3a}\u{1b3b}\u{1b3c}\u{1b3d}\
        \u{1b3e}\u{1b40}\u{1b3f}\u{1b41}\u{1b42}\u{1b43}",
    ),
    (
        '\u{3099}',
        "かがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼうゔゝゞカガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅ\
        テデトドハバヒビフブヘベホボウヴワヷヰヸヱヹヲヺヽヾ",
    ),
    ('\u{309a}', "はぱひぴふぷへぺほぽハパヒピフプヘペホポ"),
];

/// Letter, letter without its last mark, mark; ascending by letter.
static PAIRS: [[u16; 3]; N] = pairs();

/// Hands out a letter's base and its marks, as Unicode decomposes it.
pub(super) fn decompose(letter: char, emit: &mut dyn FnMut(char)) {
    if let '\u{ac00}'..='\u{d7a3}' = letter {
        return decompose_syllable(u32::from(letter) - 0xac00, emit);
    }
    match part(letter) {
        Some((first, mark)) => {
            decompose(first, emit);
            emit(mark);
        }
        None => emit(letter),
    }
}

/// Cuts a Korean syllable into its letters; counted from the first one (The
/// Unicode Standard, section 3.12).
fn decompose_syllable(nth: u32, emit: &mut dyn FnMut(char)) {
    let parts = [
        0x1100 + nth / 588,
        0x1161 + nth % 588 / 28,
        0x11a7 + nth % 28,
    ];
    let has_last = !nth.is_multiple_of(28);
    for part in &parts[..2 + usize::from(has_last)] {
        emit(char::from_u32(*part).unwrap_or_default());
    }
}

/// Returns a letter without its last mark, and that mark.
fn part(letter: char) -> Option<(char, char)> {
    let code = u16::try_from(u32::from(letter))
        .ok()
        .filter(|code| *code >= 0xc0)?;
    let at = PAIRS.partition_point(|pair| pair[0] < code);
    let [whole, first, mark] = *PAIRS.get(at)?;
    let to_char = |code| char::from_u32(u32::from(code));
    Some((to_char(first)?, to_char(mark)?)).filter(|_| whole == code)
}

/// Returns what a letter is with a mark, if that is a letter of its own.
pub(super) fn with_mark(letter: char, mark: char) -> Option<char> {
    let is_it = |pair: &&[u16; 3]| {
        u32::from(pair[1]) == u32::from(letter) && u32::from(pair[2]) == u32::from(mark)
    };
    let [whole, ..] = PAIRS.iter().find(is_it)?;
    char::from_u32(u32::from(*whole))
}

const fn pairs() -> [[u16; 3]; N] {
    let mut pairs = [[0; 3]; N];
    let (mut row, mut n) = (0, 0);
    while row < COMPOSED.len() {
        let (mark, text) = COMPOSED[row];
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let (first, behind) = read(rest);
            let (whole, behind) = read(behind);
            rest = behind;
            let mut at = n;
            while at > 0 && pairs[at - 1][0] > whole {
                pairs[at] = pairs[at - 1];
                at -= 1;
            }
            pairs[at] = [whole, first, mark as u16];
            n += 1;
        }
        row += 1;
    }
    assert!(n == N, "every letter has its place");
    pairs
}

/// Reads a letter of UTF-8, as `char` cannot be read before the program runs.
const fn read(bytes: &[u8]) -> (u16, &[u8]) {
    let (head, n_more) = match bytes[0] {
        byte @ ..0x80 => (byte, 0),
        byte @ ..0xe0 => (byte & 0x1f, 1),
        byte => (byte & 0x0f, 2),
    };
    let mut code = head as u16;
    let mut at = 1;
    while at <= n_more {
        code = code << 6 | (bytes[at] & 0x3f) as u16;
        at += 1;
    }
    (code, bytes.split_at(at).1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization as _;

    #[test]
    fn letters_are_cut_as_unicode_does() {
        for letter in '\0'..='\u{ffff}' {
            let mut parts = String::new();
            decompose(letter, &mut |part| parts.push(part));
            let is_stable = letter.nfc().eq([letter]) && letter.is_alphanumeric();
            if is_stable && letter.to_lowercase().eq([letter]) {
                assert_eq!(parts, letter.nfd().collect::<String>());
            } else {
                assert_eq!(parts, letter.to_string());
            }
        }
    }

    #[test]
    fn letters_are_put_together_as_unicode_does() {
        assert_eq!(with_mark('ê', '\u{301}'), Some('ế'));
        assert_eq!(with_mark('a', '\u{93c}'), None);
    }
}
