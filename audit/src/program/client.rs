//! The web client that a board serves, compared with the one that the manifest names.

use crate::announcement::manifest_in;
use crate::browser::Browser;
use core::fmt;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use tabella_client::console::{Answer, Failure, OrFail as _, Outcome};
use tabella_crypto::bytes::{Hash, hex};
use tabella_crypto::quote::quote;
use tabella_log::trust::Trust;

/// The pages that people open, the file that each must be, and what a browser then asks for, in this order. `ELECTION`
/// stands for the election id. The voting page comes first, as with a voter. The manifest comes last: the audit page
/// asks for it in the same words, and nothing else does.
const PAGES: [(&str, &str, &[&str]); 3] = [
    (
        "vote",
        "web/booth.html",
        &["web/style.css", "web/booth.js", "web/worker.js", "web/tabella.wasm", "elections/ELECTION"],
    ),
    ("check", "web/check.html", &["web/check.js"]),
    ("audit", "web/audit.html", &["web/audit.js", "elections/ELECTION"]),
];

/// The limits of every comparison.
const LIMITS: &str = "This program asked as a browser does. A board that recognised it all the same, or that serves \
    another client to one voter only, is not found in this way: compare in a browser too, with tabella-check.html, and \
    test devices.";

/// A path, and what a board serves there. Fields in canonical order.
#[derive(Serialize)]
struct Compared {
    /// The hash in the manifest; null when it does not name the file of a page.
    expected: Option<Hash>,
    path: String,
    /// SHA-256 of what is served; null when there is nothing.
    served: Option<Hash>,
    verdict: FileComparison,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum FileComparison {
    Same,
    Different,
    Missing,
    Unnamed,
}

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = quote(&self.path);
        match (self.verdict, self.expected, self.served) {
            (FileComparison::Same, ..) => write!(f, "       same  {path}"),
            (FileComparison::Different, Some(expected), Some(served)) => {
                write!(
                    f,
                    "  DIFFERENT  {path}\n             named   {}\n             served  {}",
                    hex(&expected.0),
                    hex(&served.0)
                )
            }
            (FileComparison::Missing, ..) => write!(f, "    MISSING  {path}"),
            _ => write!(f, "    UNNAMED  {path}: the manifest does not name its file"),
        }
    }
}

/// `client`: compares all files and pages with those of the manifest.
///
/// # Errors
/// The board cannot be reached, or shows another manifest than that of the trusted election: there is no verdict then.
pub(crate) fn compare(address: &str, trust: &Trust) -> Outcome {
    let election = trust.election;
    let mut walk = Walk::new(address);
    for (page, _, files) in PAGES {
        walk.ask(&format!("{page}/{election}"))?;
        files.iter().try_for_each(|file| walk.ask(&file.replace("ELECTION", &election.to_string())))?;
    }
    let compared: Vec<Compared> = expected(&walk.browser, trust)?
        .into_iter()
        .map(|(path, expected)| walk.look(path, expected))
        .collect::<Result<_, _>>()?;
    let different = compared.iter().filter(|compared| compared.verdict != FileComparison::Same).count();
    let same = different == 0 && !compared.is_empty();
    let count = compared.len();
    let verdict = match (count, different) {
        (0, _) => "The manifest names no web client: nothing to compare.".into(),
        (_, 0) => format!("SAME: all {count} files and pages are those that the manifest names.\n{LIMITS}"),
        _ => format!(
            "DIFFERENT: {different} of {count} files and pages are not those that the manifest names: do not vote \
             with them, and tell the officials and the public."
        ),
    };
    let files: String = compared.iter().map(|compared| format!("{compared}\n")).collect();
    let facts = json!({ "election": election, "files": compared, "same": same });
    let answer = Answer::new(facts, files + &verdict);
    Ok(if same { answer } else { answer.but(Failure::Refused { checks: vec![], reason: verdict }) })
}

/// Every file that the manifest names with its hash, and every page with that of its file; nothing when the manifest
/// names no web client.
fn expected(browser: &Browser, trust: &Trust) -> Result<Vec<(String, Option<Hash>)>, Failure> {
    let election = trust.election;
    let entry = browser.file(&format!("elections/{election}/entries?from=0&to=1"))?;
    let entry = entry.ok_or_else(|| Failure::failed("the board does not show this election"))?;
    let manifest = manifest_in(&entry, &election).or_fail("nothing can be compared")?;
    if let Some(rejection) = trust.check(&election, &manifest, 0).first() {
        return Err(Failure::failed(rejection.to_string()));
    }
    let named: BTreeMap<&str, Hash> =
        manifest.client.iter().map(|file| (file.path.as_str(), file.sha256)).collect();
    let mut expected: Vec<(String, Option<Hash>)> =
        named.iter().map(|(path, hash)| ((*path).to_owned(), Some(*hash))).collect();
    if !named.is_empty() {
        let page =
            |(page, file, _): (&str, &str, _)| (format!("{page}/{election}"), named.get(file).copied());
        expected.extend(PAGES.map(page));
    }
    Ok(expected)
}

/// The files that a board serves while someone opens its pages. Nothing is asked for twice.
struct Walk {
    browser: Browser,
    /// The hash of what is served at a path, if anything is.
    served: BTreeMap<String, Option<Hash>>,
}

impl Walk {
    fn new(address: &str) -> Walk {
        Walk { browser: Browser::new(address), served: BTreeMap::new() }
    }

    fn ask(&mut self, path: &str) -> Result<(), Failure> {
        if !self.served.contains_key(path) {
            let file = self.browser.file(path)?;
            self.served.insert(path.to_owned(), file.map(|bytes| Hash::of(&[&bytes])));
        }
        Ok(())
    }

    fn look(&mut self, path: String, expected: Option<Hash>) -> Result<Compared, Failure> {
        self.ask(&path)?;
        let served = self.served.get(&path).copied().flatten();
        let verdict = match (expected, served) {
            (_, None) => FileComparison::Missing,
            (None, _) => FileComparison::Unnamed,
            (expected, served) if expected == served => FileComparison::Same,
            _ => FileComparison::Different,
        };
        Ok(Compared { expected, path, served, verdict })
    }
}
