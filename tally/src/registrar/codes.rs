//! What a registrar makes offline: a code for every voter, and the rows that the board gets.
//!
//! Codes stay with the registrar, in a file that its owner alone can read; only public rows go to the
//! board (ROL-08).

use crate::official::manifest;
use crate::refusal::Refusal;
use crate::registrar::letters::Letters;
use crate::registrar::roll;
use crate::registrar::voters::{List, Voter};
use rand::TryCryptoRng;
use std::io::Write;
use tabella_crypto::bytes::Hash;
use tabella_crypto::carried::{self, CHANGED};
use tabella_crypto::checks::{self, Group};
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::manifest::CheckedManifest;
use tabella_crypto::election::roll::Row;
use tabella_crypto::readable;
use zeroize::Zeroizing;

/// Reads the signed manifest that `election create` wrote, whatever its journey did to line ends.
///
/// # Errors
/// It is not what the official signed, which says nothing against anyone; or the board would refuse it.
pub fn read_manifest<R: TryCryptoRng>(file: &[u8], rng: R) -> Result<(Hash, CheckedManifest), Refusal> {
    let changed = |reason: &str| {
        Refusal::unusable(format!(
            "{CHANGED}. It is not a manifest as `tabella-tally election create` writes it ({reason})"
        ))
    };
    let statement = carried::json(file).map_err(|error| changed(&error.reason))?;
    manifest::judge(&statement, rng).map_err(|refusal| {
        let is_damage =
            refusal.checks.iter().all(|check| check.group() == Group::Encoding || *check == checks::REP_02);
        if refusal.is_by(checks::LOG_13) {
            changed("its signature is not valid")
        } else if is_damage {
            changed(&refusal.to_string())
        } else {
            refusal.because(checks::ROL_07, "the manifest file is not valid")
        }
    })
}

/// Everything that codes are made of.
#[derive(Clone, Copy, Debug)]
pub struct Issue<'a> {
    /// Who gets one.
    pub list: &'a List,
    /// The election that they are for.
    pub manifest: &'a CheckedManifest,
    /// What stands on the letters.
    pub letters: &'a Letters,
}

impl Issue<'_> {
    /// Checks weights and styles, before a code is made.
    ///
    /// # Errors
    /// The board would refuse the roll.
    pub fn check(&self) -> Result<(), Refusal> {
        roll::check_voters(&self.classes(), self.manifest)
    }

    /// Style and weight of each voter.
    pub fn classes(&self) -> Vec<(u64, u64)> {
        self.list.voters.iter().map(|voter| (voter.style, voter.weight)).collect()
    }

    /// Writes `voter,code,credential,style,weight,trust` lines in the order of the list, with a `link` when there
    /// is an address of the board, `check` when there is one of a check page, and the further columns of the list.
    /// Separated as the list is, with a byte order mark, so that spreadsheets open it as it is meant.
    ///
    /// Gives the rows in the order of the roll, after every check on them. `progress` is told how many codes are made.
    ///
    /// # Errors
    /// The random number generator failed, the board would refuse the roll, or it cannot be written.
    pub fn write_codes<R: TryCryptoRng>(
        &self,
        mut file: impl Write,
        rng: &mut R,
        mut progress: impl FnMut(u64),
    ) -> Result<Vec<Row>, Refusal> {
        file.write_all("\u{feff}".as_bytes()).map_err(cannot_write)?;
        let mut table = csv::WriterBuilder::new().delimiter(self.list.separator).from_writer(file);
        let mut header = vec!["voter", "code", "credential", "style", "weight", "trust"];
        header.extend(self.letters.columns());
        header.extend(self.list.others.iter().map(String::as_str));
        table.write_record(header).map_err(cannot_write)?;
        let mut rows = Vec::with_capacity(self.list.voters.len());
        for (done, voter) in (1..).zip(&self.list.voters) {
            let (cells, row) = self.line(voter, rng)?;
            table.write_record(cells.iter().map(|cell| cell.as_str())).map_err(cannot_write)?;
            rows.push(row);
            progress(done);
        }
        table.flush().map_err(cannot_write)?;
        rows.sort_by_key(|row| row.credential);
        roll::check(&rows, self.manifest)?;
        Ok(rows)
    }

    /// The cells of one voter, and their row.
    fn line<R: TryCryptoRng>(
        &self,
        voter: &Voter,
        rng: &mut R,
    ) -> Result<(Vec<Zeroizing<String>>, Row), Refusal> {
        let election = &self.letters.election;
        let code = Code::generate(election, rng)
            .map_err(|error| Refusal::by(checks::ROL_08, format!("{}: {error}", checks::ROL_08)))?
            .show();
        // ROL-07: what the letter says leads to the row that is published.
        let credential = *Code::read(&code, election)?.credential().public();
        let shown_credential = readable::show(readable::Kind::Credential, credential.as_bytes());
        let style = self.manifest.styles.get(voter.style as usize).map_or("", |style| style.id.as_str());
        let links = self.letters.links(&code, &shown_credential);
        let others = voter.others.iter().map(|other| carried::inert(other).into_owned());
        let mut cells = vec![Zeroizing::new(carried::inert(voter.label.as_str()).into_owned()), code];
        let public =
            [shown_credential, style.to_owned(), voter.weight.to_string(), self.letters.trust.clone()];
        cells.extend(public.map(Zeroizing::new));
        cells.extend(links);
        cells.extend(others.map(Zeroizing::new));
        Ok((cells, Row { credential, style: voter.style, weight: voter.weight }))
    }
}

fn cannot_write(error: impl core::fmt::Display) -> Refusal {
    Refusal::unusable(format!("cannot write the codes: {error}"))
}

/// Counts the cells of a list that begin in a way that a spreadsheet takes for a formula; see [`carried::inert`].
pub fn marked_cells(list: &List) -> usize {
    let cells = |voter: &Voter| {
        let cells = core::iter::once(voter.label.as_str()).chain(voter.others.iter().map(String::as_str));
        cells.filter(|cell| carried::inert(cell) != *cell).count()
    };
    list.voters.iter().map(cells).sum()
}
