//! The site folder. Every file but `index.html` is named by its content, so
//! that any host may let browsers keep it for ever.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest, Sha256};

use super::html::attribute;
use super::{Viewer, first, frame, head};
use crate::archive::{Archive, packed};

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

/// Returns the files of a site folder, `index.html` last.
#[must_use]
pub fn site(viewer: &Viewer, archive: &Archive) -> Vec<SiteFile> {
    // The module as it is: a host compresses it on its way.
    let wasm = packed::gunzip(&viewer.wasm_gz).unwrap_or_default();
    let packed = packed::pack(archive);
    let text = |stem: &str, ending: &str, text: &str| {
        SiteFile::new(stem, ending, text.as_bytes().to_vec())
    };
    let style = text("viewer", "css", &viewer.style);
    let boot = text("boot", "js", &viewer.boot);
    let glue = text("viewer", "js", &viewer.glue);
    let wasm_file = SiteFile::new("viewer", "wasm", wasm);
    let wasm_script = SiteFile::script("viewer-wasm", "wasm", &viewer.wasm_gz);
    let catalogue = text("catalogue", "json", &packed.catalogue);
    let catalogue_script =
        SiteFile::script("catalogue", "catalogue", packed.catalogue.as_bytes());
    // No .gz ending: some hosts would serve it with a Content-Encoding, and the
    // browser would unpack what the viewer wants packed.
    let texts = SiteFile::new("texts", "bin", packed.texts.clone());
    let texts_script = SiteFile::script("texts", "texts", &packed.texts);
    let [before, after] = frame(viewer, archive);
    let page = serde_json::json!({ "before": before, "after": after });
    let page_script = SiteFile::script("viewer-page", "page", sorted(page).as_bytes());
    let files = sorted(serde_json::json!({
        "wasm": wasm_file.name, "wasmScript": wasm_script.name,
        "catalogue": catalogue.name, "catalogueScript": catalogue_script.name,
        "texts": texts.name, "textsScript": texts_script.name,
        "pageScript": page_script.name,
    }));
    let index = index(archive, &files, [&style, &boot, &glue]);
    let index = SiteFile {
        name: "index.html".to_owned(),
        bytes: index.into_bytes(),
    };
    vec![
        style,
        boot,
        glue,
        wasm_file,
        wasm_script,
        page_script,
        catalogue,
        catalogue_script,
        texts,
        texts_script,
        index,
    ]
}

/// Returns JSON in the same order whether or not `serde_json` keeps that of
/// insertion.
fn sorted(mut value: serde_json::Value) -> String {
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
