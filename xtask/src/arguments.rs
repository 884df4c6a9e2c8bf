//! The words after `cargo xtask`.

use std::path::PathBuf;

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
cargo xtask run      set up, build dist/ and dist/bien-nien.html, serve dist/
    --no-serve       stop after the build
    --port N         where to serve; 8080, or the next free one
    --mount PATH     serve under a path, such as /some/where/
cargo xtask dist     the same as run --no-serve
cargo xtask test     every check there is, browsers last
    browser          only the built page, in browsers
cargo xtask bench    list the benchmarks
    NAME             run one; figures go to benches/RESULTS.md
    --corpus FILE    articles as JSON lines (.jsonl, .jsonl.gz) instead of all there are
    --limit N        so many articles; 10000
    --queries N      so many queries of each kind; 100
    --engines A,B    only these; the figures are only shown
cargo xtask corpus N write N made-up articles as JSON lines
cargo xtask pictures take the README's pictures from the built page
cargo xtask notices  write THIRD-PARTY.md again
cargo xtask stage    what Trunk calls at the end of a build";

/// What there is to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Chore {
    Help,
    Run(RunOptions),
    Test(Extent),
    Bench(BenchOptions),
    Corpus(usize),
    Pictures,
    Stage,
    Notices,
}

/// How much to test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Everything.
    All,
    /// The built page and what browsers do with it.
    Browser,
}

/// How to run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RunOptions {
    /// Whether to serve what was built.
    pub(crate) is_served: bool,
    /// The first port to try.
    pub(crate) port: u16,
    /// The path to serve under; begins and ends with a slash.
    pub(crate) mount: String,
}

/// What to measure, and with what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BenchOptions {
    /// The benchmark; without one they are listed.
    pub(crate) name: Option<String>,
    /// Articles as JSON lines, instead of those of the benchmark.
    pub(crate) corpus: Option<PathBuf>,
    /// At most so many articles.
    pub(crate) limit: Option<usize>,
    /// So many queries of each kind.
    pub(crate) n_queries: Option<usize>,
    /// Only these engines, if any is named.
    pub(crate) engines: Vec<String>,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            is_served: true,
            port: 8080,
            mount: "/".to_owned(),
        }
    }
}

/// Reads the words; the error is a sentence.
pub(crate) fn parse(words: &[String]) -> Result<Chore, String> {
    let Some((chore, rest)) = words.split_first() else {
        return Ok(Chore::Help);
    };
    let none_left = |chore| match rest.first() {
        Some(word) => Err(format!("nothing is known about {word:?} here")),
        None => Ok(chore),
    };
    match chore.as_str() {
        "run" => parse_run(rest).map(Chore::Run),
        "dist" => none_left(Chore::Run(RunOptions {
            is_served: false,
            ..RunOptions::default()
        })),
        "test" if rest == ["browser"] => Ok(Chore::Test(Extent::Browser)),
        "test" => none_left(Chore::Test(Extent::All)),
        "bench" => parse_bench(rest).map(Chore::Bench),
        "corpus" => match rest {
            [n_articles] => number(n_articles).map(Chore::Corpus),
            _ => Err("corpus needs the number of articles and nothing else".to_owned()),
        },
        "stage" => none_left(Chore::Stage),
        "pictures" => none_left(Chore::Pictures),
        "notices" => none_left(Chore::Notices),
        "help" | "--help" | "-h" => Ok(Chore::Help),
        other => Err(format!("there is no chore named {other:?}")),
    }
}

fn parse_run(words: &[String]) -> Result<RunOptions, String> {
    let mut options = RunOptions::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--no-serve" => options.is_served = false,
            "--port" => {
                let port = value()?;
                options.port = port.parse().map_err(|_| format!("{port:?} is no port"))?;
            }
            "--mount" => options.mount = mount(value()?),
            other => return Err(format!("run knows no option {other:?}")),
        }
    }
    Ok(options)
}

fn parse_bench(words: &[String]) -> Result<BenchOptions, String> {
    let mut options = BenchOptions::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--corpus" => options.corpus = Some(value()?.into()),
            "--limit" => options.limit = Some(number(value()?)?),
            "--queries" => options.n_queries = Some(number(value()?)?),
            "--engines" => options.engines = value()?.split(',').map(str::to_owned).collect(),
            name if options.name.is_none() && !name.starts_with('-') => {
                options.name = Some(name.to_owned());
            }
            other => return Err(format!("bench knows no option {other:?}")),
        }
    }
    Ok(options)
}

fn number(word: &str) -> Result<usize, String> {
    match word.parse() {
        Ok(0) | Err(_) => Err(format!("{word:?} is no number of anything")),
        Ok(number) => Ok(number),
    }
}

fn mount(path: &str) -> String {
    match path.trim_matches('/') {
        "" => "/".to_owned(),
        path => format!("/{path}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Result<Chore, &str>) {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        assert_eq!(parse(&words), expected.map_err(str::to_owned));
    }

    #[test]
    fn options_are_read_in_any_order() {
        let options = RunOptions {
            is_served: false,
            port: 9000,
            mount: "/some/where/".to_owned(),
        };
        check(
            "run --mount some/where --no-serve --port 9000",
            Ok(Chore::Run(options)),
        );
        check("test", Ok(Chore::Test(Extent::All)));
        check("test browser", Ok(Chore::Test(Extent::Browser)));
        check("run", Ok(Chore::Run(RunOptions::default())));
        let options = BenchOptions {
            name: Some("search".to_owned()),
            corpus: Some("tin.jsonl".into()),
            limit: Some(500),
            n_queries: None,
            engines: vec!["minisearch".to_owned(), "flexsearch".to_owned()],
        };
        check(
            "bench --corpus tin.jsonl search --limit 500 --engines minisearch,flexsearch",
            Ok(Chore::Bench(options)),
        );
        check("bench", Ok(Chore::Bench(BenchOptions::default())));
        check("corpus 30", Ok(Chore::Corpus(30)));
    }

    #[test]
    fn unknown_words_are_named() {
        check("", Ok(Chore::Help));
        check("biuld", Err("there is no chore named \"biuld\""));
        check(
            "bench search --limit 0",
            Err("\"0\" is no number of anything"),
        );
        check("bench search open", Err("bench knows no option \"open\""));
        check("run --port", Err("--port needs a value"));
        check("run --port lots", Err("\"lots\" is no port"));
        check("test --fast", Err("nothing is known about \"--fast\" here"));
    }
}
