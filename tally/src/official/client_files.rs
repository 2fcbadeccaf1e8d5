//! The files of the web client, as `sha256sum` prints their hashes.

use crate::refusal::Refusal;
use tabella_crypto::bytes::Bytes;
use tabella_crypto::election::manifest::ClientFile;
use tabella_crypto::text::Text;

/// Reads the `SHA256SUMS` of the web client, as `sha256sum` prints it: the board serves its files under
/// `web/`.
///
/// # Errors
/// A line that is not a hash with the plain name of a file, a name that is there twice, or no line at all.
pub fn read(sums: &str) -> Result<Vec<ClientFile>, Refusal> {
    let wrong =
        |reason: String| Refusal::unusable(format!("the hashes of the web client cannot be used: {reason}"));
    let plain = |name: &&str| {
        !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
            && !name.starts_with('.')
    };
    let mut files: Vec<ClientFile> = vec![];
    for (number, line) in (1..).zip(sums.lines()) {
        let (hash, name) = line.split_once("  ").or_else(|| line.split_once(" *")).unwrap_or_default();
        let file = read_hex(hash).zip(Some(name).filter(plain)).and_then(|(sha256, name)| {
            Some(ClientFile { path: Text::new(format!("web/{name}")).ok()?, sha256 })
        });
        let file = file.ok_or_else(|| wrong(format!("line {number} is not as sha256sum prints it")))?;
        if files.iter().any(|other| other.path == file.path) {
            return Err(wrong(format!("line {number} names {name} again")));
        }
        files.push(file);
    }
    if files.is_empty() {
        return Err(wrong("no file is named".into()));
    }
    Ok(files)
}

/// 32 bytes in hexadecimal digits.
pub(crate) fn read_hex(text: &str) -> Option<Bytes<32>> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let digits = |i: usize| u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..32).map(digits).collect();
    bytes?.try_into().ok().map(Bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_that_sha256sum_prints_gives_the_files_that_the_board_serves() {
        let (zero, one) = ("00".repeat(32), "01".repeat(32));
        let files = read(&format!("{zero}  booth.html\n{one} *tabella.wasm\n")).expect("files");
        let files: Vec<_> = files.iter().map(|file| (file.path.as_str(), file.sha256)).collect();
        assert_eq!(files, [("web/booth.html", Bytes([0; 32])), ("web/tabella.wasm", Bytes([1; 32]))]);
        for (bad, reason) in [
            (String::new(), "no file"),
            ("\n".into(), "line 1"),
            (format!("{zero} booth.html"), "line 1"),
            (format!("{zero}  "), "line 1"),
            (format!("{zero}  ../booth.html"), "line 1"),
            (format!("{zero}  a b"), "line 1"),
            (format!("\\{zero}  a"), "line 1"),
            (format!("{}  a", &zero[1..]), "line 1"),
            (format!("{zero}  a\n{one}  a"), "line 2 names a again"),
        ] {
            let error = read(&bad).expect_err(&bad).to_string();
            assert!(error.contains(reason), "{bad}: {error}");
        }
    }
}
