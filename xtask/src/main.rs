//! Every chore of the project, on any system that has cargo: `cargo xtask help`
//! lists them. Here is only which word starts which chore.

mod arguments;
mod bench;
mod browsers;
mod budget;
mod build;
mod check;
mod lean;
mod names;
mod notices;
mod paths;
mod serve;
mod stage;
mod step;
mod tools;
mod workspace;

use std::process::ExitCode;

use arguments::Chore;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let chore = match arguments::parse(&words) {
        Ok(chore) => chore,
        Err(error) => {
            eprintln!("error: {error}\n\n{}", arguments::HELP);
            return ExitCode::from(2);
        }
    };
    match start(chore) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(chore: Chore) -> anyhow::Result<ExitCode> {
    match chore {
        Chore::Help => println!("{}", arguments::HELP),
        Chore::Run(options) => build::run(&options)?,
        Chore::Test(extent) => return check::test(extent),
        Chore::Bench(options) => return bench::run(&options),
        Chore::Corpus(n_articles) => bench::write_corpus(n_articles)?,
        Chore::Pictures => check::take_pictures()?,
        Chore::Stage => stage::stage_from_trunk()?,
        Chore::Notices => notices::write()?,
    }
    Ok(ExitCode::SUCCESS)
}
