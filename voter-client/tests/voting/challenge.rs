use crate::election::{ANN, BEA, Setting, choices_of, ids};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::election::ballot::{BallotOpening, Selections};
use tabella_crypto::encoding::{decode, encode};
use tabella_crypto::group::Point;
use tabella_crypto::rejection::Culprit;
use tabella_log::rulebook::Election;
use tabella_vote::challenge::{check_opening, compare};
use tabella_vote::paper::Paper;

fn refused(
    setting: &Setting,
    opening: &BallotOpening,
    credential: &Point,
    tracker: &Hash,
    expected: &[Check],
) {
    let verdict = check_opening(opening, &setting.log.election, credential, tracker);
    let rejections = verdict.expect_err("accepted");
    assert_eq!(ids(&rejections), expected);
    // The board has signed nothing of what a voting device shows.
    assert!(rejections.iter().all(|rejection| rejection.culprit != Culprit::Board), "{rejections:?}");
}

fn selections(setting: &Setting, choices: &[(&str, &[&str])]) -> Selections {
    let manifest = setting.log.election.manifest().expect("manifest");
    Selections::choose(manifest, 0, &choices_of(choices)).expect("selections")
}

#[test]
fn an_honest_device_passes_and_its_opening_travels_as_one_canonical_line() {
    let setting = Setting::new(0, 0);
    let prepared = setting.prepare(0, ANN);
    let tracker = *prepared.tracker();
    let opening: BallotOpening = decode(encode(&prepared.challenge().0).as_bytes()).expect("opening");
    let found =
        check_opening(&opening, &setting.log.election, &setting.credential(0), &tracker).expect("honest");
    assert_eq!(compare(&found, &selections(&setting, ANN), &tracker), Ok(()));
    let manifest = setting.log.election.manifest().expect("manifest");
    let words = Paper::new(manifest, 0, &["en"]).expect("a style").words(&found);
    let shown: Vec<_> = words.iter().map(|choice| (choice.title.as_str(), choice.labels.join(" "))).collect();
    assert_eq!(shown, [("Chair", "ANN".to_owned()), ("Budget", "YES LATER".to_owned())]);
}

#[test]
fn a_device_that_encrypts_another_option_is_caught_however_it_opens() {
    let setting = Setting::new(0, 0);
    let prepared = setting.prepare(0, BEA);
    let tracker = *prepared.tracker();
    let honest = prepared.challenge().0;
    let found =
        check_opening(&honest, &setting.log.election, &setting.credential(0), &tracker).expect("rebuilds");
    let rejection = compare(&found, &selections(&setting, ANN), &tracker).expect_err("other choices");
    assert_eq!((rejection.check, rejection.culprit), (checks::RCP_07, Culprit::Tracker(tracker)));
    // Or it opens to what the voter wanted.
    let wanted = BallotOpening { selections: vec![1, 0, 0, 1, 0, 1], ..honest.clone() };
    refused(&setting, &wanted, &setting.credential(0), &tracker, &[checks::RCP_07]);
    // Or to a ballot that it made for the purpose.
    let other = setting.prepare(0, ANN).challenge().0;
    refused(&setting, &other, &setting.credential(0), &tracker, &[checks::RCP_07]);
    let impossible = BallotOpening { selections: vec![1, 1, 0, 0, 0, 0], ..honest };
    refused(&setting, &impossible, &setting.credential(0), &tracker, &[checks::RCP_07]);
}

#[test]
fn another_voters_ballot_or_style_or_election_is_refused() {
    let setting = Setting::new(0, 0);
    let prepared = setting.prepare(1, ANN);
    let tracker = *prepared.tracker();
    let opening = prepared.challenge().0;
    refused(&setting, &opening, &setting.credential(0), &tracker, &[checks::RCP_08]);
    refused(&setting, &opening, &setting.credential(2), &tracker, &[checks::RCP_08, checks::RCP_08]);
    let twin = Setting::of_board(9, 0, 0);
    refused(&twin, &opening, &twin.credential(1), &tracker, &[checks::RCP_08]);
    let verdict = check_opening(&opening, &Election::new(), &setting.credential(1), &tracker);
    assert_eq!(ids(&verdict.expect_err("accepted")), [checks::RCP_08]);
}

#[test]
fn a_challenged_ballot_that_is_in_the_log_raises_the_alarm() {
    let mut setting = Setting::new(0, 0);
    let prepared = setting.prepare(0, ANN);
    let tracker = *prepared.tracker();
    // A lying device keeps a copy of the ballot that it opens.
    let opening = prepared.challenge().0;
    let election = setting.log.election.open_election().expect("open");
    let place = setting.log.election.place(&setting.credential(0)).expect("place");
    let seed = tabella_crypto::election::ballot::Seed::generate(&mut Again(opening.seed.0, 0)).expect("seed");
    let chosen = selections(&setting, ANN);
    let copy = election.prepare(&setting.credential(0), place, chosen, seed).expect("copy");
    assert_eq!(*copy.tracker(), tracker);
    assert!(check_opening(&opening, &setting.log.election, &setting.credential(0), &tracker).is_ok());
    let statement = copy.cast(&setting.codes[0].credential()).expect("statement");
    let index = setting.log.append(&statement).expect("accepted");
    refused(&setting, &opening, &setting.credential(0), &tracker, &[checks::RCP_09]);
    let reason = &check_opening(&opening, &setting.log.election, &setting.credential(0), &tracker)
        .expect_err("cast")[0]
        .reason;
    assert!(reason.contains(&format!("entry {index}")), "{reason}");
}

/// A source that gives the wanted bytes first, then others.
struct Again([u8; 32], u8);

impl rand::TryRng for Again {
    type Error = core::convert::Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(0)
    }
    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(0)
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        bytes.copy_from_slice(&self.0);
        bytes[0] ^= self.1;
        self.1 += 1;
        Ok(())
    }
}

impl rand::TryCryptoRng for Again {}
