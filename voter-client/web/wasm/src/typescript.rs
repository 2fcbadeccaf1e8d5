//! The TypeScript types of what this module and a board answer with: `voter-client/web/src/generated/answers.ts`.
//!
//! `TABELLA_WRITE_TYPES=1 cargo test --locked --release --workspace --lib typescript` writes the file anew.

use crate::audit::AuditReport;
use crate::booth::{CastReceipt, ChoiceView, ContestView, LatestBallot, OptionView, PaperView, PreparedView};
use crate::check::{BallotStatus, CredentialStatus, OpenedBallot, ReceiptContents, TrackerStatus};
use crate::log::{Collusion, Overview};
use crate::refusal::{Fault, Refusal, RefusalKind};
use std::fs;
use std::path::Path;
use tabella_audit::report::{CheckReport, CheckVerdict, ContestReport, OptionReport, RecordVerdict, Report};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::{ClientFile, LogKey};
use tabella_crypto::election::tally::Withheld;
use tabella_log::api::{Consistency, ElectionSummary, Elections, Problem, RejectionText};
use tabella_log::rulebook::{Latest, Phase};
use tabella_log::witness::Standing;
use tabella_vote::status::Status;
use ts_rs::{Config, TS};

const HEAD: &str = "\
// The values that the WebAssembly module and a board answer with, as JSON. Times are Unix seconds; hashes and keys are
// base64url, but for those that people read.
//
// Written by the tests of the crate tabella-web (wasm/src/typescript.rs): change the types in Rust.
";

/// A declaration, with the comment of the Rust type.
fn declare<T: TS>(out: &mut String) {
    let config = Config::new().with_large_int("number");
    let text = format!("\n{}export {}\n", T::docs().unwrap_or_default(), T::decl(&config));
    // The generator leaves a space before a comment.
    out.push_str(&text.replace(" \n", "\n"));
}

/// A name of which Rust knows the values, and writes them as text.
fn declare_names(out: &mut String, name: &str, values: &[&str]) {
    let quoted: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
    out.push_str(&format!("\nexport type {name} = {};\n", quoted.join(" | ")));
}

fn phases() -> Vec<&'static str> {
    [Phase::Roll, Phase::Voting, Phase::Closed, Phase::Finished, Phase::Void].map(Phase::name).into()
}

fn standings() -> Vec<&'static str> {
    [Standing::Recorded, Standing::Unwitnessed, Standing::Received].map(Standing::name).into()
}

fn statuses() -> Vec<&'static str> {
    let latest = Latest { tracker: Hash::ZERO, sequence: 0, index: 0, at: 0 };
    let older = Status::OlderView { shown: 0, known: 0 };
    [
        Status::NotInRoll,
        Status::Absent,
        Status::NotYetCounted(latest),
        Status::Counted(latest),
        Status::Superseded(latest),
        Status::Missing,
        older,
    ]
    .map(|status| status.name())
    .into()
}

/// Every type, in the order in which a page meets it.
fn answers() -> String {
    let mut out = HEAD.to_owned();
    declare_names(&mut out, "Phase", &phases());
    declare_names(&mut out, "Standing", &standings());
    declare_names(&mut out, "Status", &statuses());
    macro_rules! declare_all {
        ($($type:ty),* $(,)?) => { $(declare::<$type>(&mut out);)* };
    }
    declare_all![
        Fault,
        RefusalKind,
        Refusal, // what is thrown
        Elections,
        ElectionSummary,
        Consistency,
        Problem,
        RejectionText, // what a board says
        Overview,
        LogKey,
        Collusion,
        ClientFile,
        PaperView,
        ContestView,
        OptionView,
        LatestBallot,
        PreparedView,
        ChoiceView,
        CastReceipt,
        BallotStatus,
        TrackerStatus,
        CredentialStatus,
        OpenedBallot,
        ReceiptContents,
        AuditReport,
        Report,
        RecordVerdict,
        CheckReport,
        CheckVerdict,
        ContestReport,
        OptionReport,
        Withheld,
    ];
    out
}

#[test]
fn the_pages_have_the_types_of_the_answers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/generated/answers.ts");
    if std::env::var_os("TABELLA_WRITE_TYPES").is_some() {
        fs::write(&path, answers()).expect("written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == answers(), "answers.ts is stale: TABELLA_WRITE_TYPES=1 writes it anew");
}
