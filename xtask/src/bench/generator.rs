//! Articles in made-up Vietnamese, as many as wanted, the same for the same seed.
//!
//! They say nothing but are spread as a newspaper's are: `benches/syllables.txt`
//! holds the 2,000 commonest syllables of news with how often each comes in a
//! million words, and which other follows it how many times in a hundred. The
//! rest of a text is what no list holds: numbers, names of people and places
//! made of an onset, a rime and a tone, and foreign names, the n-th as rare as
//! Zipf's law has it. An article has a subject: pairs of words come again in it.
//!
//! | line of `syllables.txt` | |
//! |---|---|
//! | `của 11216 107:5 4:4` | syllable; times in a million words; number of the line (from 0) that follows it: percent |

use serde_json::{Value, json};

use super::chance::Chance;

const SYLLABLES: &str = include_str!("../../../benches/syllables.txt");

/// Words in a million that are numbers, as counted in the same news.
const NUMBERS: u32 = 28_800;
/// Words in a million that are neither numbers nor on the list.
const NAMES: u32 = 65_000;
/// How many names there are to choose from; the first few come most.
const N_NAMES: usize = 120_000;

/// Lengths of articles in words: the twentieths of the same news.
const LENGTHS: [usize; 20] = [
    120, 187, 230, 265, 297, 327, 358, 388, 419, 450, 482, 520, 562, 610, 670, 747, 850, 1000,
    1297, 1901,
];

const ONSETS: [&str; 24] = [
    "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "r",
    "s", "t", "th", "tr", "v", "x", "",
];
/// Rimes in all their tones, each as it is written.
const RIMES: [&str; 40] = [
    "a á à ả ã ạ",
    "an án àn ản ãn ạn",
    "ang áng àng ảng ãng ạng",
    "anh ánh ành ảnh ãnh ạnh",
    "ao áo ào ảo ão ạo",
    "ai ái ài ải ãi ại",
    "ac ác ạc",
    "am ám àm ảm ãm ạm",
    "ăn ắn ằn ẳn ẵn ặn",
    "ăng ắng ằng ẳng ẵng ặng",
    "ân ấn ần ẩn ẫn ận",
    "ây ấy ầy ẩy ẫy ậy",
    "e é è ẻ ẽ ẹ",
    "en én èn ẻn ẽn ẹn",
    "ê ế ề ể ễ ệ",
    "ên ến ền ển ễn ện",
    "i í ì ỉ ĩ ị",
    "in ín ìn ỉn ĩn ịn",
    "inh ính ình ỉnh ĩnh ịnh",
    "iên iến iền iển iễn iện",
    "o ó ò ỏ õ ọ",
    "on ón òn ỏn õn ọn",
    "ong óng òng ỏng õng ọng",
    "oan oán oàn oản oãn oạn",
    "ô ố ồ ổ ỗ ộ",
    "ôn ốn ồn ổn ỗn ộn",
    "ông ống ồng ổng ỗng ộng",
    "ôi ối ồi ổi ỗi ội",
    "ơ ớ ờ ở ỡ ợ",
    "ơn ớn ờn ởn ỡn ợn",
    "ơi ới ời ởi ỡi ợi",
    "u ú ù ủ ũ ụ",
    "ung úng ùng ủng ũng ụng",
    "uân uấn uần uẩn uẫn uận",
    "uyên uyến uyền uyển uyễn uyện",
    "ư ứ ừ ử ữ ự",
    "ưng ứng ừng ửng ững ựng",
    "ương ướng ường ưởng ưỡng ượng",
    "ươi ưới ười ưởi ưỡi ượi",
    "ưu ứu ừu ửu ữu ựu",
];
/// Parts of foreign names.
const PARTS: [&str; 32] = [
    "al", "an", "bar", "ber", "ca", "cor", "da", "del", "do", "el", "fer", "ga", "go", "ha",
    "jo", "ka", "ki", "la", "li", "lo", "ma", "mi", "mon", "na", "ra", "ri", "ro", "sa", "ta",
    "ter", "vi", "zo",
];

const SOURCES: [&str; 8] = [
    "Báo Đồng Chiêm",
    "Tin Bờ Bắc",
    "Thời báo Cửa Rào",
    "Nhật báo Sông Con",
    "Báo Núi Đôi",
    "Tạp chí Bến Cũ",
    "Tin Chợ Huyện",
    "Báo Ngã Ba",
];
const SECTIONS: [&str; 9] = [
    "Thời sự",
    "Kinh tế",
    "Xã hội",
    "Văn hóa",
    "Thể thao",
    "Giáo dục",
    "Pháp luật",
    "Thế giới",
    "Đời sống",
];

/// One of the listed syllables.
struct Syllable {
    text: &'static str,
    /// Numbers of syllables that follow, each with the percents up to and with it.
    followers: Vec<(usize, usize)>,
}

/// Makes one article after another.
pub(crate) struct Generator {
    syllables: Vec<Syllable>,
    /// Counts up to and with each syllable.
    sums: Vec<u32>,
    seed: u64,
}

/// What was begun in a text and what comes again in it.
struct Writing {
    chance: Chance,
    last: Option<usize>,
    /// Pairs that the article is about.
    subject: Vec<[usize; 2]>,
    /// The second syllable of a pair that was begun.
    due: Option<usize>,
    names: Vec<usize>,
}

impl Generator {
    pub(crate) fn new(seed: u64) -> Self {
        let mut syllables = Vec::new();
        let mut sums = Vec::new();
        let mut sum = 0;
        for line in SYLLABLES.lines() {
            let mut fields = line.split(' ');
            let text = fields.next().unwrap_or_default();
            sum += fields
                .next()
                .and_then(|count| count.parse::<u32>().ok())
                .unwrap_or(1);
            let mut percents = 0;
            let followers = fields.filter_map(|field| {
                let (number, percent) = field.split_once(':')?;
                percents += percent.parse::<usize>().ok()?;
                Some((number.parse().ok()?, percents))
            });
            syllables.push(Syllable {
                text,
                followers: followers.collect(),
            });
            sums.push(sum);
        }
        Self {
            syllables,
            sums,
            seed,
        }
    }

    /// Returns an article as a line of a corpus has it.
    pub(crate) fn article(&self, number: usize) -> Value {
        let mut writing = Writing {
            chance: Chance::new(
                self.seed ^ (number as u64).wrapping_mul(0x9fb2_1c65_1e98_df25),
            ),
            last: None,
            subject: Vec::new(),
            due: None,
            names: Vec::new(),
        };
        self.choose_subject(&mut writing);
        let title = capitalised(&self.words(&mut writing, 11).join(" "));
        let body = self.body(&mut writing);
        let chance = &mut writing.chance;
        json!({
            "id": format!("bn-{number:07}"),
            "title": title,
            "date": date(chance),
            "author": self.author(chance),
            "source": chance.pick(&SOURCES),
            "section": chance.pick(&SECTIONS),
            "tags": [],
            "lang": "vi",
            "body": body,
        })
    }

    fn choose_subject(&self, writing: &mut Writing) {
        while writing.subject.len() < 12 {
            let first = self.listed(&mut writing.chance);
            let [most @ .., _] = &self.syllables[first].followers[..] else {
                continue;
            };
            // The commonest words are in every article and are no subject.
            if first > 60 {
                let next = writing.chance.pick(most).map_or(first, |(next, _)| *next);
                writing.subject.push([first, next]);
            }
        }
        for _ in 0..5 {
            let name = name_number(&mut writing.chance);
            writing.names.push(name);
        }
    }

    fn body(&self, writing: &mut Writing) -> String {
        let at = writing.chance.below(LENGTHS.len() - 1);
        let spread = LENGTHS[at + 1] - LENGTHS[at];
        let n_words = LENGTHS[at] + writing.chance.below(spread);
        let mut body = String::new();
        let mut n_written = 0;
        let mut paragraph_end = 0;
        while n_written < n_words {
            if n_written >= paragraph_end {
                paragraph_end = n_written + 40 + writing.chance.below(60);
                if !body.is_empty() {
                    body.push_str("\n\n");
                }
            } else {
                body.push(' ');
            }
            let n_sentence = 8 + writing.chance.below(30);
            let mut words = self.words(writing, n_sentence);
            for at in (6..words.len().saturating_sub(3)).step_by(9) {
                if writing.chance.percent(70) {
                    words[at].push(',');
                }
            }
            body.push_str(&capitalised(&words.join(" ")));
            body.push('.');
            n_written += n_sentence;
        }
        body
    }

    fn words(&self, writing: &mut Writing, n_words: usize) -> Vec<String> {
        writing.last = None;
        writing.due = None;
        (0..n_words).map(|_| self.word(writing)).collect()
    }

    fn word(&self, writing: &mut Writing) -> String {
        let kind = u32::try_from(writing.chance.below(1_000_000)).unwrap_or_default();
        if writing.due.is_none() && kind < NUMBERS {
            writing.last = None;
            return number(&mut writing.chance);
        }
        if writing.due.is_none() && kind < NUMBERS + NAMES {
            writing.last = None;
            // Who was named is named again.
            let again = writing.chance.percent(60);
            let name = writing.chance.pick(&writing.names).copied();
            let name = name.filter(|_| again);
            return name_text(name.unwrap_or_else(|| name_number(&mut writing.chance)));
        }
        let next = self.next(writing);
        writing.last = Some(next);
        self.syllables[next].text.to_owned()
    }

    fn next(&self, writing: &mut Writing) -> usize {
        if let Some(due) = writing.due.take() {
            return due;
        }
        if writing.chance.percent(9)
            && let Some([first, second]) = writing.chance.pick(&writing.subject).copied()
        {
            writing.due = Some(second);
            return first;
        }
        let drawn = writing.chance.below(100);
        let last = writing.last.map(|last| &self.syllables[last]);
        let follower = last.and_then(|last| {
            let mut followers = last.followers.iter();
            followers.find(|(_, percents)| drawn < *percents)
        });
        follower.map_or_else(|| self.listed(&mut writing.chance), |(next, _)| *next)
    }

    /// Returns the number of a syllable, each as often as it comes in news.
    fn listed(&self, chance: &mut Chance) -> usize {
        let all = self.sums.last().copied().unwrap_or(1);
        let drawn = u32::try_from(chance.below(all as usize)).unwrap_or_default();
        self.sums.partition_point(|sum| *sum <= drawn)
    }

    fn author(&self, chance: &mut Chance) -> String {
        let first = capitalised(self.syllables[200 + chance.below(20)].text);
        format!("{first} {}", name_text(chance.below(300) * 2 + 1))
    }
}

/// Returns a number that is small as a rule: the n-th about one n-th as often.
fn name_number(chance: &mut Chance) -> usize {
    let bits = (usize::BITS - N_NAMES.leading_zeros()) as usize;
    let size = 1 << chance.below(bits);
    (size - 1 + chance.below(size)).min(N_NAMES - 1)
}

/// Returns the n-th name, of a word.
fn name_text(number: usize) -> String {
    let mut chance = Chance::new(number as u64 ^ 0x6e61_6d65);
    if chance.percent(55) {
        let onset = chance.pick(&ONSETS).copied().unwrap_or_default();
        let rime = chance.pick(&RIMES).copied().unwrap_or_default();
        let tones: Vec<&str> = rime.split(' ').collect();
        let rime = chance.pick(&tones).copied().unwrap_or_default();
        return capitalised(&format!("{onset}{rime}"));
    }
    let n_parts = 2 + chance.below(3);
    let parts: String = (0..n_parts)
        .filter_map(|_| chance.pick(&PARTS).copied())
        .collect();
    capitalised(&parts)
}

fn number(chance: &mut Chance) -> String {
    match chance.below(10) {
        0..=4 => chance.below(32).to_string(),
        5 | 6 => (1990 + chance.below(36)).to_string(),
        7 => format!("{}.000", 1 + chance.below(900)),
        _ => chance.below(1000).to_string(),
    }
}

/// Returns a day of ten years, or none in ten of a hundred.
fn date(chance: &mut Chance) -> Option<String> {
    let (year, month) = (2010 + chance.below(10), 1 + chance.below(12));
    let day = 1 + chance.below(28);
    let is_known = !chance.percent(10);
    is_known.then(|| format!("{year}-{month:02}-{day:02}"))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_writes_the_same_articles_in_any_order() {
        let articles = |seed| {
            let generator = Generator::new(seed);
            (0..5).map(|n| generator.article(n)).collect::<Vec<_>>()
        };
        assert_eq!(articles(1), articles(1));
        assert_ne!(articles(1), articles(2));
        assert_eq!(Generator::new(1).article(3), articles(1)[3]);
    }

    #[test]
    fn words_are_spread_as_in_news() {
        let generator = Generator::new(1);
        let mut counts = std::collections::BTreeMap::new();
        let mut n_words = 0;
        for number in 0..100 {
            let article = generator.article(number);
            let body = article["body"].as_str().unwrap_or_default();
            for word in body.split(|letter: char| !letter.is_alphanumeric()) {
                if !word.is_empty() {
                    *counts.entry(word.to_lowercase()).or_insert(0) += 1;
                    n_words += 1;
                }
            }
        }
        let mean = n_words / 100;
        assert!((450..700).contains(&mean), "{mean} words an article");
        // In news the commonest word is one in ninety.
        let most = counts.values().max().copied().unwrap_or_default();
        assert!(
            (n_words / 150..n_words / 50).contains(&most),
            "{most} of {n_words}"
        );
        assert!(counts.len() > 3_000, "{} different words", counts.len());
    }

    #[test]
    fn every_follower_is_on_the_list() {
        let generator = Generator::new(1);
        assert_eq!(generator.syllables.len(), generator.sums.len());
        for syllable in &generator.syllables {
            for (number, percents) in &syllable.followers {
                assert!(*number < generator.syllables.len() && *percents <= 100);
            }
        }
    }
}
