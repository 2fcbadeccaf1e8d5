use crate::{json, refused};
use rand::rngs::SysRng;
use serde_json::Value;
use tabella_audit::report::Report;
use tabella_audit::verify::verify;
use tabella_crypto::election::statement::Body;
use tabella_crypto::text::Text;
use tabella_log::copy::too_large;
use tabella_tests::harness::{Attacker, Draft, Harness, Keys, Nobody, Record, Spec};
use tabella_web::audit::Audit;
use tabella_web::refusal::RefusalKind;

/// The report in a browser that gets pieces of some length.
fn audited(record: &Record, length: usize) -> Value {
    let mut audit = Audit::new(&record.trust.to_text()).expect("audit");
    for piece in record.entries().chunks(length) {
        audit.take(piece).expect("a piece");
    }
    json(audit.finish(&record.checkpoint).expect("report"))
}

/// The report of the program.
fn printed(record: &Record) -> Value {
    let findings =
        verify(&*record.entries(), &record.checkpoint, &record.trust, || SysRng, |_| ()).expect("findings");
    let report = Report::new(&findings, &record.trust);
    let mut printed = json(&report);
    printed["last_line"] = report.to_text().lines().last().expect("a line").into();
    printed["trust_text"] = record.trust.shown_hash().into();
    printed["colluding"] = Value::Null;
    printed["look_alikes"] = json([(); 0]);
    printed["notes"] = json(&findings.remarks);
    printed
}

/// An official whose options look alike: the first letter of the second one is Cyrillic.
struct Alike;

impl Attacker for Alike {
    fn draft(&mut self, draft: &mut Draft, _keys: &Keys) {
        let Body::Manifest(manifest) = &mut draft.body else { return };
        for (option, label) in manifest.contests[0].options.iter_mut().zip(["Adam", "\u{410}dam"]) {
            option.label.insert("en".into(), Text::new(label).expect("a text"));
        }
    }
}

// MAN-09, MAN-13
#[test]
fn what_a_reader_should_know_comes_apart_from_the_checks_for_words_of_the_page() {
    let record = Harness::run(Spec::tiny(), &mut Alike);
    let audited = audited(&record, usize::MAX);
    assert_eq!(audited["verdict"], "accepted");
    assert_eq!(audited["colluding"], serde_json::json!({ "all": 3, "some": 1 }));
    assert_eq!(audited["look_alikes"], serde_json::json!([["Adam", "\u{410}dam"]]));
    assert_eq!((&audited["notes"], audited["remarks"].as_array().map(Vec::len)), (&json([(); 0]), Some(1)));
}

#[test]
fn pieces_of_any_length_give_the_report_of_the_program() {
    let honest = Harness::run(Spec::base(), &mut Nobody);
    let mut faulty = honest.clone();
    faulty.lines[3] = faulty.lines[3].replace(r#"{"at":1"#, r#"{"at":2"#);
    let mut untidy = honest.clone();
    untidy.file = Some([&honest.entries()[..], b"\n{"].concat());
    for (record, verdict) in [(&honest, "accepted"), (&faulty, "rejected"), (&untidy, "rejected")] {
        let expected = printed(record);
        assert_eq!(expected["verdict"], verdict);
        for length in [1, 1_000, usize::MAX] {
            assert_eq!(audited(record, length), expected);
        }
    }
}

// REP-07
#[test]
fn a_record_that_is_larger_than_what_is_taken_has_no_verdict() {
    let record = Harness::run(Spec::base(), &mut Nobody);
    let bytes = record.entries();
    let limited = |limit: usize| Audit::new(&record.trust.to_text()).expect("audit").with_limit(limit as u64);
    limited(bytes.len()).take(&bytes).expect("exactly as many");
    let refusal = limited(bytes.len() - 1).take(&bytes).expect_err("too many");
    assert_eq!(
        (refusal.kind, refusal.message),
        (RefusalKind::TooLarge, too_large(0, bytes.len() as u64 - 1))
    );
}

#[test]
fn what_is_trusted_is_brought_and_must_be_a_trust_file() {
    refused(Audit::new("").map(|_| ()), &["ENC-01"]);
}
