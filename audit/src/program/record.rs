//! Records: downloading and verifying them.

use crate::remarks::{self, ReportWithRemarks};
use rand::rngs::SysRng;
use serde_json::json;
use std::path::Path;
use tabella_audit::report::Report;
use tabella_audit::supplements::Supplements;
use tabella_audit::verify::verify_with;
use tabella_client::console::{Answer, Failure, OrFail as _, Outcome, Progress};
use tabella_client::{HttpBoard, RecordFolder, Source};
use tabella_crypto::checks::Check;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::trust::Trust;

/// `fetch`: downloads a record into a folder.
///
/// # Errors
/// The board cannot be read, or shows something that is not valid (LOG-03, LOG-04, the chain); the folder cannot be
/// written.
pub(crate) fn fetch(board: &HttpBoard, trust: &Trust, out: &Path) -> Outcome {
    let progress = Progress::new("", "entries", 0);
    let size = RecordFolder::new(out).fetch(board, trust, &mut |done, size| progress.set_of(done, size))?;
    drop(progress);
    let words = format!(
        "{size} entries written to {}. Nothing is verified yet. Next: tabella-audit verify {} --trust FILE",
        out.display(),
        out.display()
    );
    Ok(Answer::new(json!({ "size": size }), words))
}

/// The checkpoint of a record, and the number of entries that it states; 0 when it states none.
///
/// # Errors
/// It cannot be read, or a board shows one that it has not signed: there is no verdict then.
pub(crate) fn checkpoint_of(source: &Source) -> Result<(String, u64), Failure> {
    let checkpoint = source.checkpoint().or_fail("there is no checkpoint")?;
    let size = SignedCheckpoint::parse(&checkpoint).map_or(0, |signed| signed.unverified().size);
    Ok((checkpoint, size))
}

/// `verify`: the report on a record.
///
/// # Errors
/// There is no verdict: the record or a file cannot be read, or cannot be compared.
pub(crate) fn verify(place: &str, source: &Source, trust: &Trust, supplements: Supplements<'_>) -> Outcome {
    let no_verdict = format!("there is no verdict on the record at {place}");
    let (checkpoint, size) = checkpoint_of(source)?;
    let lines = source.lines(size).or_fail(&no_verdict)?;
    let names = remarks::names(&supplements);
    let progress = Progress::new("", "entries", size);
    let verified = verify_with(supplements, lines, &checkpoint, trust, || SysRng, |done| progress.set(done));
    drop(progress);
    let mut findings = verified.or_fail(&no_verdict)?;
    let set_aside = remarks::set_aside(&mut findings, &names);
    let line_ends_only = remarks::line_ends_only(&findings, source, &checkpoint, trust);
    let report = Report::new(&findings, trust);
    let mut words = remarks::before(&set_aside) + &report.to_text();
    if line_ends_only {
        words += "Only the line ends of this copy differ: fetch it again.\n";
    }
    let facts = ReportWithRemarks { report: &report, line_ends_only, set_aside: &set_aside };
    let answer = Answer::new(json!(facts), words);
    if !report.is_accepted() {
        let checks = report.failed().into_iter().filter_map(Check::from_id).collect();
        return Ok(answer.but(Failure::Refused { checks, reason: report.verdict_line() }));
    }
    if !set_aside.is_empty() {
        let reason = "the record is accepted, but not every file that was given could be used";
        return Ok(answer.but(Failure::failed(reason)));
    }
    Ok(answer)
}
