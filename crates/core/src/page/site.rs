//! The site folder. Every file but `index.html` is named by its content, so
//! that any host may let browsers keep it for ever.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::html::attribute;
use super::{Viewer, first, frame, head};
use crate::archive::Archive;
use crate::archive::gzip::gunzip;
use crate::archive::packed::{self, Packed, Part};

/// A file of a site folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// Its name; no folders.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl SiteFile {
    fn new(stem: &str, ending: &str, bytes: Vec<u8>) -> Self {
        let hash: String = Sha256::digest(&bytes)
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            name: format!("{stem}-{hash}.{ending}"),
            bytes,
        }
    }

    /// Returns the same data as a classic script, for where `fetch` is refused.
    fn script(stem: &str, part: &str, data: &[u8]) -> Self {
        let call = format!(
            "bienNienData(\"{part}\",\"{}\");\n",
            BASE64_STANDARD.encode(data)
        );
        Self::new(stem, "js", call.into_bytes())
    }
}

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; \
    worker-src blob:; base-uri 'none'; form-action 'none'";

/// The Wasm may unpack to at most so many bytes.
const MAX_WASM_BYTES: u64 = 1 << 30;

/// Returns the files of a site folder, `index.html` last.
#[must_use]
pub fn site(viewer: &Viewer, archive: &Archive) -> Vec<SiteFile> {
    // The module as it is: a host compresses it on its way.
    let wasm = gunzip(&viewer.wasm_gz, MAX_WASM_BYTES).unwrap_or_default();
    let text = |stem: &str, ending: &str, text: &str| {
        SiteFile::new(stem, ending, text.as_bytes().to_vec())
    };
    let style = text("viewer", "css", &viewer.style);
    let boot = text("boot", "js", &viewer.boot);
    let glue = text("viewer", "js", &viewer.glue);
    let [before, after] = frame(viewer, archive);
    let page = sorted(json!({ "before": before, "after": after }));
    let wasm_file = SiteFile::new("viewer", "wasm", wasm);
    let wasm_script = SiteFile::script("viewer-wasm", "wasm", &viewer.wasm_gz);
    let page_script = SiteFile::script("viewer-page", "page", page.as_bytes());
    let mut names = Map::from_iter([
        ("wasm".to_owned(), json!(wasm_file.name)),
        ("wasmScript".to_owned(), json!(wasm_script.name)),
        ("pageScript".to_owned(), json!(page_script.name)),
    ]);
    let mut data = vec![wasm_file, wasm_script, page_script];
    for [file, script] in data_files(&packed::pack(archive)) {
        let part = file.name.split('-').next().unwrap_or_default();
        names.insert(part.to_owned(), json!(file.name));
        names.insert(format!("{part}Script"), json!(script.name));
        data.extend([file, script]);
    }
    let names = sorted(Value::Object(names));
    let index = SiteFile {
        name: "index.html".to_owned(),
        bytes: index(archive, &names, [&style, &boot, &glue]).into_bytes(),
    };
    let mut files = vec![style, boot, glue];
    files.extend(data);
    files.push(index);
    files
}

/// Returns the files of the catalogue and of each part, named after it.
fn data_files(packed: &Packed) -> Vec<[SiteFile; 2]> {
    let catalogue = packed.catalogue.as_bytes();
    let mut files = vec![[
        SiteFile::new("catalogue", "json", catalogue.to_vec()),
        SiteFile::script("catalogue", "catalogue", catalogue),
    ]];
    for part in Part::ALL {
        let (name, bytes) = (part.name(), packed.part(part));
        // No ending that a host may know: some would serve it with a
        // Content-Encoding, and the browser would unpack what the viewer wants
        // packed.
        files.push([
            SiteFile::new(name, "bin", bytes.to_vec()),
            SiteFile::script(name, name, bytes),
        ]);
    }
    files
}

/// Returns JSON in the same order whether or not `serde_json` keeps that of
/// insertion.
fn sorted(mut value: Value) -> String {
    value.sort_all_objects();
    value.to_string()
}

/// The boot script stands before the style, which it would wait for, and before
/// the shell, which it marks before it is seen.
fn index(archive: &Archive, files: &str, linked: [&SiteFile; 3]) -> String {
    let [style, boot, glue] = linked.map(|file| file.name.as_str());
    format!(
        "{head}<meta name=\"bien-nien-files\" content=\"{files}\">\n\
         <script src=\"{boot}\"></script>\n\
         <link rel=\"stylesheet\" href=\"{style}\">\n</head>\n<body>\n\
         {shell}\n<script src=\"{glue}\"></script>\n</body>\n</html>\n",
        head = head::head(archive, POLICY),
        files = attribute(files),
        shell = first::shell(archive),
    )
}
