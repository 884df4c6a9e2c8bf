//! A folder to work in, a viewer to pack with, and the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use biennien_core::archive::{Archive, packed};
use biennien_core::page::{self, Viewer};
use serde_json::Value;

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    #[track_caller]
    pub(crate) fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}{}", self.stdout, self.stderr);
        self
    }
}

/// A folder of its own for every test, with a small viewer in `viewer/`.
pub(crate) struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        let sandbox = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let page = page::one_page(&viewer(), &Archive::default()).concat();
        sandbox.write("viewer/bien-nien.html", page);
        sandbox
    }

    /// A sandbox with a copy of a folder of the fixtures.
    pub(crate) fn with(fixture: &str) -> Self {
        let sandbox = Self::new();
        sandbox.copy(fixture, fixture);
        sandbox
    }

    pub(crate) fn copy(&self, fixture: &str, to: &str) {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/cli");
        copy_folder(&fixtures.join(fixture), &self.path(to));
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect(path)
    }

    #[track_caller]
    pub(crate) fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.read(path)).expect(path)
    }

    /// The names in a folder, sorted.
    pub(crate) fn names(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(path)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The program, in the folder, with arguments apart by spaces.
    pub(crate) fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_biennien"));
        command
            .current_dir(self.folder.path())
            .args(args.split_whitespace());
        command
    }

    pub(crate) fn run(&self, args: &str) -> Run {
        finish(&mut self.command(args))
    }

    /// Packs with the small viewer.
    #[track_caller]
    pub(crate) fn pack(&self, args: &str) -> Run {
        self.run(&format!("pack {args} --viewer viewer"))
    }
}

pub(crate) fn finish(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A viewer that views nothing; packing only carries it along.
fn viewer() -> Viewer {
    Viewer {
        style: "body { color: #222 }".to_owned(),
        boot: "var loaded = 1".to_owned(),
        glue: "loaded = 2".to_owned(),
        wasm_gz: packed::gzip(b"\0asm\x01\0\0\0"),
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
