//! The built web client: files that are read once, at the start, and served as they were.

use crate::store::MachineError;
use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tabella_crypto::bytes::Hash;

/// Most bytes of all files together.
const LIMIT_BYTES: u64 = 64 << 20;
/// The document that voters open; without it there is no web client.
const BOOTH: &str = "booth.html";
/// The check page in one file. It is to be kept and opened elsewhere, never run in the name of this board.
const STANDALONE: &str = "tabella-check.html";

/// The files that may be in the folder, by the end of their names.
const CONTENT_TYPES: &[(&str, &str)] = &[
    (".css", "text/css; charset=utf-8"),
    (".html", "text/html; charset=utf-8"),
    (".js", "text/javascript; charset=utf-8"),
    (".json", "application/json"),
    (".svg", "image/svg+xml"),
    (".txt", "text/plain; charset=utf-8"),
    (".wasm", "application/wasm"),
    ("SHA256SUMS", "text/plain; charset=utf-8"),
];

/// Bytes with their type and hash.
#[derive(Clone)]
pub(crate) struct File {
    bytes: Bytes,
    content_type: &'static str,
    etag: HeaderValue,
    attachment: bool,
}

impl File {
    pub(crate) fn new(bytes: impl Into<Bytes>, content_type: &'static str) -> File {
        let bytes = bytes.into();
        // Unwrap safety: base64url is visible ASCII.
        #[allow(clippy::unwrap_used)]
        let etag = HeaderValue::try_from(format!("\"{}\"", Hash::of(&[&bytes]))).unwrap();
        File { bytes, content_type, etag, attachment: false }
    }

    /// The file, or that the reader has it already.
    pub(crate) fn answer(&self, asked: &HeaderMap) -> Response {
        let has_it = asked.get_all(IF_NONE_MATCH).iter().any(|known| names(known, &self.etag));
        let mut response = if has_it {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            ([(CONTENT_TYPE, self.content_type)], self.bytes.clone()).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(ETAG, self.etag.clone());
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if self.attachment {
            headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
        }
        response
    }
}

/// Returns true if a list of tags, which may be weak, names this one.
fn names(known: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(known), Ok(etag)) = (known.to_str(), etag.to_str()) else { return false };
    known.split(',').map(|tag| tag.trim().trim_start_matches("W/")).any(|tag| tag == "*" || tag == etag)
}

/// All files of the built web client, by name.
#[derive(Clone)]
pub struct WebClient(BTreeMap<String, File>);

impl WebClient {
    /// Reads the folder that `scripts/build-web` has written.
    ///
    /// # Errors
    /// A folder that cannot be read or holds no booth, or anything in it that is not a plain file of a
    /// known kind: whatever is in it will be served to everyone.
    pub fn read(folder: &Path) -> Result<WebClient, MachineError> {
        let shown = folder.display();
        let failed =
            |error: std::io::Error| MachineError::failed(format!("reading the web client in {shown}"), error);
        let refuse = |reason: String| {
            let start = format!("reading the web client in {shown}");
            Err(MachineError::failed(start, format!("{reason}. ./scripts/build-web writes it")))
        };
        let (mut files, mut left) = (BTreeMap::new(), LIMIT_BYTES);
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = CONTENT_TYPES.iter().find(|(end, _)| name.ends_with(end));
            let metadata = entry.metadata().map_err(failed)?;
            let (true, Some((_, content_type))) = (metadata.is_file() && is_plain(&name), kind) else {
                return refuse(format!("{name} is not a file that belongs to it"));
            };
            let Some(rest) = left.checked_sub(metadata.len()) else {
                return refuse(format!("there are more than {LIMIT_BYTES} bytes"));
            };
            left = rest;
            let file = File::new(fs::read(entry.path()).map_err(failed)?, content_type);
            files.insert(name.clone(), File { attachment: name == STANDALONE, ..file });
        }
        if !files.contains_key(BOOTH) {
            return refuse(format!("there is no {BOOTH}"));
        }
        Ok(WebClient(files))
    }

    pub(crate) fn file(&self, name: &str) -> Option<&File> {
        self.0.get(name)
    }
}

fn is_plain(name: &str) -> bool {
    !name.starts_with('.') && name.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c))
}
