//! Trust files: made from what a board shows, for a person to compare with the announcement.

use crate::board_at;
use serde_json::json;
use std::path::Path;
use tabella_audit::report::LOOK_ALIKES;
use tabella_client::console::{Answer, Failure, Outcome, Readers, Typed, write_file};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::{Manifest, text_in};
use tabella_crypto::election::statement::Body;
use tabella_crypto::readable;
use tabella_log::entry::Entry;
use tabella_log::trust::Trust;

/// `trust`: writes a trust file.
///
/// # Errors
/// The board cannot be read, or shows another manifest (MAN-02); the file cannot be written.
pub(crate) fn make_trust(address: &str, election: &str, out: &Path) -> Outcome {
    let election = Typed::election(election)?;
    let line = board_at(address).entries(&election, 0, 1)?.next_line()?;
    let line = line.ok_or_else(|| Failure::failed("the log is empty"))?;
    let manifest = manifest_in(&line, &election)?;
    let trust = Trust::of(&election, &manifest);
    write_file(out, trust.to_text(), Readers::Everyone)?;
    let words = format!(
        "{}\n\nWritten to {}. Next: tabella-audit verify {address} --trust {}",
        to_compare(&trust, &manifest),
        out.display(),
        out.display()
    );
    Ok(Answer::new(json!({ "trust": trust.shown_hash() }), words))
}

/// (MAN-02) The manifest in the first entry of the log of an election: a line, with or without its end.
///
/// # Errors
/// The line does not decode, or is not the manifest of the election.
pub(crate) fn manifest_in(line: &[u8], election: &Hash) -> Result<Manifest, Failure> {
    let entry = Entry::decode(line.strip_suffix(b"\n").unwrap_or(line))?;
    let Body::Manifest(manifest) = entry.statement.body else {
        return Err(Failure::refused(checks::MAN_02, "the first entry is not a manifest"));
    };
    if entry.statement.digest != *election {
        let reason = "MAN-02: the board shows another manifest than that of the election id";
        return Err(Failure::refused(checks::MAN_02, reason));
    }
    Ok(manifest)
}

/// The lines that a person must compare with the published announcement.
fn to_compare(trust: &Trust, manifest: &Manifest) -> String {
    let mut lines = vec![
        "Compare every line with the official announcement of the election (print, gazette, official web site).".to_owned(),
        "If a line differs, someone wants you to check another election: do not use this trust file.\n".to_owned(),
        format!("  Title        {}", text_in(&manifest.title, &["en"])),
        format!("  Election     {}", readable::show(readable::Kind::Election, &trust.election.0)),
        format!("  Board        {} with key {}", trust.board.name, trust.board.key),
        format!("  Trustees     {} of {} are needed to decrypt:", manifest.threshold, manifest.trustees.len()),
    ];
    lines.extend(
        manifest.trustees.iter().map(|party| format!("               {}  {}", party.key, party.name)),
    );
    if manifest.unwitnessed {
        lines.push("  Witnesses    none: recorded by the board alone, no independent witness".into());
        lines.extend(manifest.collusion_in_words().map(|collusion| format!("               {collusion}")));
    } else {
        let witnesses = &trust.witnesses;
        lines.push(format!("  Witnesses    {} of {} must cosign:", witnesses.quorum, witnesses.keys.len()));
        lines.extend(
            witnesses.keys.iter().map(|witness| format!("               {}  {}", witness.key, witness.name)),
        );
    }
    lines.push(format!("  Trust file   {}", trust.shown_hash()));
    for [one, other] in manifest.look_alikes().iter().take(LOOK_ALIKES) {
        lines.push(format!("\nWARNING: {one:?} and {other:?} are two, and look alike."));
    }
    lines.join("\n")
}
