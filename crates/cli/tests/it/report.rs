//! What is refused, guessed and left out, and how it is said.

use crate::sandbox::Sandbox;

#[test]
fn one_bad_input_does_not_hold_up_the_rest() {
    let sandbox = Sandbox::with("hong");
    let run = sandbox
        .pack("hong -o out.html --report report.json")
        .expect_code(1);
    assert!(
        run.stderr.contains("out.html: 1 article, 3 refused"),
        "{}",
        run.stderr
    );
    let report = sandbox.json("report.json");
    let refused: Vec<_> = report["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["path"].as_str().unwrap(), it["reason"].as_str().unwrap()))
        .collect();
    let paths: Vec<_> = refused.iter().map(|(path, _)| *path).collect();
    assert_eq!(paths, ["gay.json", "lan-lon.jsonl", "rong.txt"]);
    for (path, reason) in refused {
        assert!(
            run.stderr.contains(path) && run.stderr.contains(reason),
            "{reason}"
        );
    }
    let item = &report["refused"][1];
    assert!(item["line"] == 2 || item["item"] == 2, "{item}");
    assert_eq!(report["articles"], 1);
    assert_eq!(report["inputs"], 3);
}

#[test]
fn checking_says_the_same_and_writes_nothing() {
    let sandbox = Sandbox::with("hong");
    let run = sandbox.run("check hong").expect_code(1);
    assert!(
        run.stdout.ends_with("1 article in 3 inputs, 3 refused\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.starts_with("refused:\n  gay.json"),
        "{}",
        run.stdout
    );
    assert_eq!(run.stderr, "");
    assert_eq!(sandbox.names("."), ["hong", "viewer"]);
    sandbox.run("check hong/rong.txt").expect_code(2);
    sandbox.copy("kho", "kho");
    sandbox.run("check kho").expect_code(0);
}

#[test]
fn guesses_are_counted_by_field_and_listed_in_json() {
    let sandbox = Sandbox::with("tin");
    let run = sandbox
        .pack("tin -o out.html --report report.json")
        .expect_code(0);
    assert!(run.stderr.contains("guessed:\n"), "{}", run.stderr);
    let report = sandbox.json("report.json");
    let guessed = report["guessed"].as_object().unwrap();
    assert!(guessed.contains_key("date"), "{report}");
    let total: u64 = guessed.values().map(|n| n.as_u64().unwrap()).sum();
    let notes = report["notes"].as_array().unwrap();
    let listed = notes
        .iter()
        .filter(|it| it["message"].as_str().unwrap().contains("guessed"));
    assert_eq!(listed.count() as u64, total);
}

#[test]
fn a_path_that_is_not_there_is_refused_by_name() {
    let sandbox = Sandbox::with("tin");
    let run = sandbox.pack("tin nirgends.txt -o out.html").expect_code(1);
    assert!(run.stderr.contains("nirgends.txt"), "{}", run.stderr);
    let run = sandbox.pack("nirgends.txt -o none.html").expect_code(2);
    assert!(run.stderr.contains("nothing is written"), "{}", run.stderr);
    assert!(!sandbox.path("none.html").exists());
}

#[test]
fn hidden_files_and_programs_are_left_out_and_said() {
    let sandbox = Sandbox::with("tin");
    sandbox.write("tin/.git/config", "no article");
    sandbox.write("tin/node_modules/x/readme.txt", "no article");
    sandbox.write("tin/.an.txt", "no article");
    let run = sandbox
        .pack("tin -o out.html --report report.json")
        .expect_code(0);
    let skipped = &sandbox.json("report.json")["skipped"];
    assert_eq!(
        *skipped,
        serde_json::json!([".an.txt", ".git/", "node_modules/"])
    );
    assert!(run.stderr.contains("  node_modules/\n"), "{}", run.stderr);
}

#[test]
fn a_name_cannot_command_the_terminal() {
    let sandbox = Sandbox::new();
    sandbox.write("hong.json", r#"{"items": [{"id": "\u001b[31mđỏ"}]}"#);
    let run = sandbox.run("check hong.json").expect_code(2);
    assert!(!run.stdout.contains('\u{1b}'), "{}", run.stdout);
}
