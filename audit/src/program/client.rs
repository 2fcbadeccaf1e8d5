//! Is the web client that a board serves the one that the manifest names?

use crate::browser::Browser;
use crate::manifest_in;
use anyhow::{Context as _, bail};
use core::fmt;
use serde::Serialize;
use std::collections::BTreeMap;
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

/// What no comparison can find.
const LIMITS: &str = "This program asked as a browser does. A board that recognised it all the same, or that serves \
    another client to one voter only, is not found in this way: compare in a browser too, with tabella-check.html, and \
    test devices.";

/// What a board serves at a path. Fields in canonical order.
#[derive(Serialize)]
struct Compared {
    /// What the manifest says; null when it does not name the file of a page.
    expected: Option<Hash>,
    path: String,
    /// SHA-256 of what is served; null when there is nothing.
    served: Option<Hash>,
    verdict: Verdict,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Same,
    Different,
    Missing,
    Unnamed,
}

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = quote(&self.path);
        match (self.verdict, self.expected, self.served) {
            (Verdict::Same, ..) => write!(f, "       same  {path}"),
            (Verdict::Different, Some(expected), Some(served)) => {
                write!(
                    f,
                    "  DIFFERENT  {path}\n             named   {}\n             served  {}",
                    hex(&expected.0),
                    hex(&served.0)
                )
            }
            (Verdict::Missing, ..) => write!(f, "    MISSING  {path}"),
            _ => write!(f, "    UNNAMED  {path}: the manifest does not name its file"),
        }
    }
}

/// `client`: whether all files and pages are those of the manifest.
///
/// # Errors
/// The board cannot be reached, or shows another manifest than that of the trusted election.
pub(crate) fn compare(address: &str, trust: &Trust, json: bool) -> anyhow::Result<bool> {
    let election = trust.election;
    let mut visit = Visit::new(address);
    for (page, _, files) in PAGES {
        visit.ask(&format!("{page}/{election}"))?;
        files.iter().try_for_each(|file| visit.ask(&file.replace("ELECTION", &election.to_string())))?;
    }
    let entry = format!("elections/{election}/entries?from=0&to=1");
    let manifest = visit.browser.file(&entry)?.context("the board does not show this election")?;
    let manifest = manifest_in(&manifest, &election)?;
    if let Some(rejection) = trust.check(&election, &manifest, 0).first() {
        bail!("{rejection}");
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
    let compared: Vec<Compared> =
        expected.into_iter().map(|(path, expected)| visit.look(path, expected)).collect::<Result<_, _>>()?;
    let different = compared.iter().filter(|compared| compared.verdict != Verdict::Same).count();
    let same = different == 0 && !compared.is_empty();
    if json {
        let report = serde_json::json!({ "election": election, "files": compared, "same": same });
        println!("{}", serde_json::to_string_pretty(&report)?);
        return Ok(same);
    }
    compared.iter().for_each(|compared| println!("{compared}"));
    let count = compared.len();
    println!(
        "{}",
        match (count, different) {
            (0, _) => "The manifest names no web client: nothing to compare.".into(),
            (_, 0) =>
                format!("SAME: all {count} files and pages are those that the manifest names.\n{LIMITS}"),
            _ => format!(
                "DIFFERENT: {different} of {count} files and pages are not those that the manifest names: do not vote \
                 with them, and tell the officials and the public."
            ),
        }
    );
    Ok(same)
}

/// What a board serves while somebody opens its pages. Nothing is asked for twice.
struct Visit {
    browser: Browser,
    /// The hash of what is served at a path, if anything is.
    served: BTreeMap<String, Option<Hash>>,
}

impl Visit {
    fn new(address: &str) -> Visit {
        Visit { browser: Browser::new(address), served: BTreeMap::new() }
    }

    fn ask(&mut self, path: &str) -> anyhow::Result<()> {
        if !self.served.contains_key(path) {
            let file = self.browser.file(path)?;
            self.served.insert(path.to_owned(), file.map(|bytes| Hash::of(&[&bytes])));
        }
        Ok(())
    }

    fn look(&mut self, path: String, expected: Option<Hash>) -> anyhow::Result<Compared> {
        self.ask(&path)?;
        let served = self.served.get(&path).copied().flatten();
        let verdict = match (expected, served) {
            (_, None) => Verdict::Missing,
            (None, _) => Verdict::Unnamed,
            (expected, served) if expected == served => Verdict::Same,
            _ => Verdict::Different,
        };
        Ok(Compared { expected, path, served, verdict })
    }
}
