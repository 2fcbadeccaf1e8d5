//! Records of elections that are not over: nothing in them fails, and the verdict says how far they are (D22).

use super::attack::{Case, case, finish, played};
use tabella_tests::harness::{Harness, Record, Spec, receipt, sign};

/// An honest log until somewhere, and the phase that every verifier must say.
fn until(name: &str, phase: &'static str, play: impl FnOnce(&mut Harness<'_>)) -> Case {
    Case { phase: Some(phase), ..case(format!("honest-unfinished-{name}"), played(&Spec::tiny(), play), &[]) }
}

pub fn cases() -> Vec<Case> {
    let empty = Record { lines: vec![], ..played(&Spec::tiny(), |_| ()) };
    vec![
        Case { phase: Some("setup"), ..case("man-02-no-entries", empty, &[("MAN-02", "board")]) },
        until("manifest-alone", "setup", |harness| harness.found()),
        until("after-the-commitments", "setup", |harness| {
            harness.found();
            harness.commit();
        }),
        until("after-the-deals", "setup", |harness| {
            harness.found();
            harness.commit();
            harness.deal();
        }),
        until("after-the-ceremony", "setup", |harness| {
            harness.found();
            harness.commit();
            harness.deal();
            harness.confirm();
        }),
        until("after-the-roll", "setup", |harness| {
            harness.found();
            harness.commit();
            harness.deal();
            harness.confirm();
            harness.enrol();
        }),
        until("after-open", "open", |harness| harness.prepare()),
        until("while-voting", "open", |harness| {
            harness.prepare();
            harness.vote();
        }),
        until("after-close", "closed", |harness| {
            harness.prepare();
            harness.vote();
            harness.close();
        }),
        until("after-the-first-share", "closed", |harness| {
            harness.prepare();
            harness.vote();
            harness.close();
            harness.spec.decrypting = vec![3];
            harness.decrypt();
        }),
        until("after-all-shares", "closed", |harness| {
            harness.prepare();
            harness.vote();
            harness.close();
            harness.decrypt();
        }),
        {
            let finished = played(&Spec::tiny(), |harness| {
                harness.prepare();
                finish(harness);
            });
            Case { phase: Some("finished"), ..case("honest-finished", finished, &[]) }
        },
        early_prefix(),
    ]
}

/// The board shows an early state under its own early checkpoint; the observer holds a receipt of it.
fn early_prefix() -> Case {
    let spec = Spec { witnesses: 4, ..Spec::tiny() };
    let mut record = played(&spec, |harness| {
        harness.prepare();
        harness.vote();
    });
    record.lines.truncate(15);
    let keys = tabella_tests::harness::Keys::new(&spec);
    let at = tabella_tests::harness::OPENING + 60;
    record.checkpoint = sign(&keys, &record.lines, &record.trust, at);
    let receipt = receipt(&keys, &record.lines, &record.trust, 14, at);
    let mut case = case("honest-unfinished-with-a-receipt", record, &[]);
    case.given = vec![("own.tlog-proof", receipt.to_text().into_bytes())];
    Case { phase: Some("open"), ..case }
}
