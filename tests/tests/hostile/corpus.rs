//! The files of `tests/corpus/`, made again and compared byte for byte.

use super::all;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tabella_tests::cases::Case;

/// Every file below a folder, but the README.
fn read(folder: &Path, below: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = below.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            read(&entry.path(), &path, found);
        } else if path != Path::new("README.md") {
            found.insert(path, std::fs::read(entry.path()).expect("a file"));
        }
    }
}

#[test]
fn the_corpus_is_what_the_harness_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let made: BTreeMap<PathBuf, Vec<u8>> = all()
        .iter()
        .flat_map(Case::files)
        .chain(super::evidence::all().iter().flat_map(super::evidence::EvidenceCase::files))
        .chain(super::undecided::all().iter().flat_map(super::undecided::Undecided::files))
        .collect();
    if std::env::var_os("TABELLA_WRITE_CORPUS").is_some() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                std::fs::remove_dir_all(entry.path()).expect("removed");
            }
        }
        for (path, bytes) in &made {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, bytes).expect("a file that can be written");
        }
    }
    let mut committed = BTreeMap::new();
    read(&folder, Path::new(""), &mut committed);
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&committed), names(&made), "tests/corpus holds other files");
    let differs: Vec<_> = made.iter().filter(|(path, bytes)| committed[*path] != **bytes).collect();
    assert!(differs.is_empty(), "tests/corpus is out of date: see the head of tests/tests/attacks.rs");
    let bytes: usize = committed.values().map(Vec::len).sum();
    assert!(bytes < 20 << 20, "{bytes} bytes");
}
