//! What an official does before and during voting: create, open and close the election.

use crate::key_file::Key;
use crate::official::draft::{self, Drafted};
use crate::official::soundness;
use crate::program::answer::{Answer, Failure, Outcome};
use crate::program::asking::{self, Consent};
use crate::program::clock;
use crate::program::files::{Pending, Readers, cannot_read, cannot_write};
use crate::program::log::{self, Posted, manifest_of};
use crate::program::summary::{self, Summary};
use crate::registrar::classes;
use jiff::tz::TimeZone;
use rand::rngs::SysRng;
use serde_json::json;
use std::io::Write as _;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;
use tabella_client::{Depth, DownloadedLog, HttpBoard};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::TrusteeSeed;
use tabella_crypto::election::manifest::{CheckedManifest, Manifest, text_in};
use tabella_crypto::election::roll::Open;
use tabella_crypto::election::statement::{Body, sign};
use tabella_crypto::election::tally::Close;
use tabella_crypto::readable;
use tabella_log::entry::Entry;
use tabella_log::rulebook::{Election, Immediate, Phase};
use tabella_log::trust::Trust;

/// The signed manifest statement, in the folder that `election create` writes.
pub const MANIFEST: &str = "manifest.json";
/// The trust file, in the same folder.
pub const TRUST: &str = "trust.json";
/// How often `open` and `close` begin again because somebody else's entry came in between.
const ATTEMPTS: usize = 5;

/// A draft, and what is given beside it.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The draft.
    pub draft: &'a Path,
    /// The files of the web client, as [`draft::client_files`] reads them.
    pub client: Option<&'a Path>,
    /// Voting may be over, or end more than a year from now.
    pub unusual_times: bool,
    /// Contests with one or two ballots may be decrypted.
    pub small_minimum: bool,
}

impl Given<'_> {
    /// Everything that can be said of it without a key and a board.
    fn read(self) -> Result<(Drafted, Summary), Failure> {
        let mut drafted = draft::open(self.draft)?;
        if let Some(client) = self.client {
            if !drafted.manifest.client.is_empty() {
                return Err(Failure::failed(
                    "the draft names the files of the web client itself: give either [[client]] or --client",
                ));
            }
            let sums = std::fs::read_to_string(client).map_err(|error| cannot_read(client, &error))?;
            drafted.manifest.client = draft::client_files(&sums)?;
        }
        soundness::demand(&drafted.manifest)?;
        if !self.small_minimum {
            summary::demand_safe_minimum(&drafted.manifest)?;
        }
        if !self.unusual_times {
            summary::demand_usual_times(&drafted.manifest, clock::now())?;
        }
        let summary = Summary::of(&drafted, clock::now(), &TimeZone::system());
        Ok((drafted, summary))
    }
}

/// `election check`: what `election create` would publish, without a key and without a board.
///
/// # Errors
/// Those of [`create`] that the draft has.
pub fn check(given: Given<'_>) -> Outcome {
    let (drafted, summary) = given.read()?;
    // As long as the official's, whoever signs.
    let anybody = TrusteeSeed::generate(&mut SysRng)
        .map_err(|error| Failure::failed(format!("{error}: use another machine")))?;
    let body = Body::Manifest(drafted.manifest.clone());
    let statement = sign(&anybody.identity(), &Hash::ZERO, &body);
    soundness::demand_short(&drafted.manifest, &statement)?;
    let words = format!(
        "The draft makes this election. Nothing was posted.\n\n{}\n\nNext: when every line is right, \
         tabella-tally election create --draft {} --key FILE --board URL --out DIR",
        summary.words,
        given.draft.display(),
    );
    Ok(Answer { facts: summary.facts(&drafted), words })
}

/// `election create`: shows what a draft makes, asks, and signs and posts its manifest.
///
/// # Errors
/// The draft cannot be read or makes no sense, nobody says yes, the board refuses, its receipt does not
/// hold, or the files cannot be written. Doing it again is safe: the same draft and key give the same election.
pub fn create(
    given: Given<'_>,
    consent: Consent,
    official: &Key,
    board: &HttpBoard,
    folder: &Path,
) -> Outcome {
    let (drafted, summary) = given.read()?;
    let manifest = drafted.manifest;
    if !manifest.officials.iter().any(|party| party.key == *official.public()) {
        return Err(Failure::refused(
            checks::LOG_12,
            format!(
                "your key is not among the [[officials]] of the draft: put {} ({}) there, or use the key of an \
                 official who is. Nothing was posted",
                official.public(),
                official.name,
            ),
        ));
    }
    let statement = sign(official.signing(), &Hash::ZERO, &Body::Manifest(manifest.clone()));
    soundness::demand_short(&manifest, &statement)?;
    let (id, manifest) = judge_manifest(&statement)?;
    let trust = Trust::of(&id, &manifest);
    std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    let files = [(folder.join(MANIFEST), format!("{statement}\n")), (folder.join(TRUST), trust.to_text())];
    for (path, text) in &files {
        demand_same_or_absent(path, text)?;
    }
    ask(&summary.words, consent)?;
    let posted = log::create(board, &trust, &statement)?;
    if posted.entry.index != 0 {
        return Err(Failure::refused(
            checks::LOG_01,
            format!(
                "the board put the manifest at index {} of the log, not at 0: it does not work as it must. Tell its operator",
                posted.entry.index
            ),
        ));
    }
    for (path, text) in &files {
        let mut pending = Pending::new(path, Readers::Everybody)?;
        pending.write_all(text.as_bytes()).map_err(|error| cannot_write(path, &error))?;
        pending.replace()?;
    }
    let shown = readable::show(readable::Kind::Election, &id.0);
    let words = format!(
        "Created the election \"{title}\": {standing}.\n\n  Election id  {shown}\n               {id}\n  \
         Trust file   {trust_hash}\n\nWritten: {manifest_path} and {trust_path}.\n\nNext: announce the \
         election id and the hash of the trust file where everybody sees them (print, gazette, web site), \
         and give {trust_path} to the trustees and {manifest_path} to the registrar. Each trustee then runs\n  \
         tabella-tally trustee ceremony --key FILE --board {address} --trust {trust_path} --wait",
        title = text_in(&manifest.title, &languages(&manifest)),
        standing = posted.standing.in_words(),
        trust_hash = trust.shown_hash(),
        manifest_path = files[0].0.display(),
        trust_path = files[1].0.display(),
        address = board.address(),
    );
    let facts = json!({
        "command": "election create",
        "election": id,
        "election_text": shown,
        "manifest": files[0].0,
        "standing": posted.standing,
        "trust": files[1].0,
        "trust_hash": trust.hash(),
        "trust_hash_text": trust.shown_hash(),
    });
    Ok(Answer { words, facts })
}

/// Shows what is about to be published, and demands a yes.
fn ask(summary: &str, consent: Consent) -> Result<(), Failure> {
    let words = format!("This is the election that you are about to publish.\n\n{summary}");
    if consent == Consent::Given {
        eprintln!("{words}\n");
        return Ok(());
    }
    let alone = "nobody is there to say yes to what would be published: run this in a terminal, or look at it with \
                 `tabella-tally election check DRAFT` and give --yes. Nothing was posted";
    if asking::is_yes(&words, "Publish it? It can never be changed or taken back.", alone)? {
        return Ok(());
    }
    Err(Failure::failed("you did not say yes: nothing was posted. Correct the draft, and run this again"))
}

/// Everything that the rulebook says of a manifest statement as the first entry of a log; its id.
///
/// # Errors
/// Every check that refuses it, in words.
pub fn judge_manifest(statement: &str) -> Result<(Hash, CheckedManifest), Failure> {
    let entry = Entry::decode(Entry::line(0, 0, &Hash::ZERO, statement).as_bytes())?;
    let mut election = Election::new();
    let judgement = election.apply(&entry, &mut Immediate(SysRng));
    if !judgement.rejections.is_empty() {
        return Err(judgement.rejections.into());
    }
    // The rulebook lets nothing else be the first entry.
    let not_a_manifest = || Failure::refused(checks::LOG_11, "this is not a manifest");
    Ok((entry.statement.digest, election.manifest().ok_or_else(not_a_manifest)?.clone()))
}

/// The languages of a manifest, in order of preference.
pub fn languages(manifest: &Manifest) -> Vec<&str> {
    manifest.languages.iter().map(String::as_str).collect()
}

fn demand_same_or_absent(path: &Path, text: &str) -> Result<(), Failure> {
    match std::fs::read_to_string(path) {
        Ok(there) if there != text => Err(Failure::failed(format!(
            "{} belongs to another election and is not overwritten: choose another folder with --out",
            path.display()
        ))),
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(cannot_read(path, &error)),
        _ => Ok(()),
    }
}

/// Refuses a key that has not the role of an official in the manifest (LOG-12).
///
/// # Errors
/// It has not.
pub fn demand_official(official: &Key, manifest: &Manifest) -> Result<(), Failure> {
    if manifest.officials.iter().any(|party| party.key == *official.public()) {
        return Ok(());
    }
    Err(Failure::refused(
        checks::LOG_12,
        format!(
            "{} ({}) is not an official of this election: use the key of an official whom its manifest names, \
             and the trust file of that election",
            official.name,
            official.public()
        ),
    ))
}

/// `election open`: seals manifest, key and roll; its hash is the fingerprint phi.
///
/// # Errors
/// The ceremony or the roll is not finished, voting would be over already (`unusual_times` allows that), or the
/// board refuses.
pub fn open(official: &Key, board: &HttpBoard, trust: &Trust, unusual_times: bool) -> Outcome {
    let mut mirror = log::mirror(board, trust, Depth::Everything)?;
    let manifest = manifest_of(&mirror)?;
    demand_official(official, manifest)?;
    if mirror.election().open_body().is_none() && !unusual_times {
        demand_time_left(manifest, clock::now())?;
    }
    for attempt in 1.. {
        if let (Some(body), Some(phi)) = (mirror.election().open_body(), mirror.election().fingerprint()) {
            return Ok(opened(&mirror, trust, phi, body, None));
        }
        let body = opening(&mirror)?;
        let statement = sign(official.signing(), &trust.election, &Body::Open(body.clone()));
        match log::post(board, trust, &statement) {
            Ok(posted) => return Ok(opened(&mirror, trust, &posted.entry.hash, &body, Some(&posted))),
            // A part of the roll came in between: begin again after it.
            Err(failure) if failure.is_by(checks::LOG_01) && attempt < ATTEMPTS => log::refresh(&mut mirror)?,
            Err(failure) => return Err(failure),
        }
    }
    Err(Failure::failed("the log grows too fast to open the election: try again"))
}

/// Nobody could vote in an election that is opened after its end.
fn demand_time_left(manifest: &Manifest, now: u64) -> Result<(), Failure> {
    if now < manifest.closes_at {
        return Ok(());
    }
    Err(Failure::failed(format!(
        "voting ended at {}, {} ago: nobody could vote, so the election was not opened. Create a new one with a later \
         closing; or look at the clock of this machine if that is wrong. --unusual-times opens it all the same",
        clock::in_calendar(manifest.closes_at, &TimeZone::system()).join(", "),
        clock::length(now - manifest.closes_at),
    )))
}

/// What `open` must say on this log.
fn opening(mirror: &DownloadedLog) -> Result<Open, Failure> {
    let election = mirror.election();
    let refuse = |reason: &str| Err(Failure::refused(checks::LOG_11, reason));
    match (election.phase(), election.keys()) {
        (Phase::Void, _) => refuse(
            "the election is void: its key ceremony failed. Create a new one with `tabella-tally election create`",
        ),
        (Phase::Roll, _) if election.roll_rows() == 0 => {
            refuse("there is no roll yet: the registrar runs `tabella-tally roll publish` first")
        }
        (Phase::Roll, Some(keys)) => Ok(Open {
            election_key: keys.Y,
            last_roll: *election.last_roll(),
            rows: election.roll_rows(),
            weight: election.roll_weight(),
        }),
        _ => refuse(
            "the key ceremony is not finished: every trustee runs `tabella-tally trustee ceremony` first",
        ),
    }
}

fn opened(mirror: &DownloadedLog, trust: &Trust, phi: &Hash, body: &Open, posted: Option<&Posted>) -> Answer {
    let shown = readable::show(readable::Kind::Fingerprint, &phi.0);
    let numbers = mirror.election().manifest().map(|manifest| {
        (clock::in_words(manifest.opens_at), clock::in_words(manifest.closes_at), manifest.threshold)
    });
    let (from, to, threshold) = numbers.unwrap_or_default();
    let withheld = withheld_in_words(mirror.election());
    let words = format!(
        "{done}: the roll has {rows} rows of total weight {weight}, and nothing about the election can \
         change any more.\n\n  Fingerprint  {shown}\n               {phi}\n\nVoting is from {from} to \
         before {to}.\n\n{withheld}Next: publish the fingerprint, and the number of entitled persons for everybody to \
         compare with the {rows} rows. Until voting ends at least {threshold} trustees must run\n  \
         tabella-tally trustee alive --key FILE --board {address} --trust FILE",
        done = match posted {
            Some(posted) => format!("Opened the election ({})", posted.standing.in_words()),
            None => "The election is open already".into(),
        },
        rows = body.rows,
        weight = body.weight,
        address = mirror.board().address(),
    );
    let facts = json!({
        "command": "election open",
        "already": posted.is_none(),
        "election": trust.election,
        "election_key": body.election_key,
        "entry": posted.map(|posted| posted.entry.index),
        "fingerprint": phi,
        "fingerprint_text": shown,
        "rows": body.rows,
        "standing": posted.map(|posted| posted.standing),
        "weight": body.weight,
    });
    Answer { words, facts }
}

/// (6.1) Which contests few people could withhold, as `roll issue` has told the registrar.
fn withheld_in_words(election: &Election) -> String {
    let Some(manifest) = election.manifest() else { return String::new() };
    let risks = classes::at_risk(&classes::smallest(manifest, election.roll_classes()), manifest);
    risks.iter().map(|risk| format!("NOTE: {risk}.\n\n")).collect()
}

/// `election close`: ends voting; with `wait`, at the closing time.
///
/// # Errors
/// Voting has not begun, or not ended by the board's clock or by that of this machine, unless the latter is known to
/// be `wrong`; too few trustees have shown a live key, or the board refuses.
pub fn close(official: &Key, board: &HttpBoard, trust: &Trust, wait: bool, wrong: bool) -> Outcome {
    let mut mirror = log::mirror(board, trust, Depth::WithoutBallotProofs)?;
    let manifest = manifest_of(&mirror)?;
    demand_official(official, manifest)?;
    let closing = manifest.closes_at;
    if wait && mirror.election().phase() == Phase::Voting && clock::now() < closing {
        eprintln!("Waiting until voting ends at {}.", clock::in_words(closing));
        while clock::now() < closing {
            sleep(Duration::from_millis(500));
        }
        log::refresh(&mut mirror)?;
    }
    let election = mirror.election();
    let phi = match (election.phase(), election.fingerprint()) {
        (Phase::Closed | Phase::Finished, _) => return Ok(closed(&mirror, None)),
        (Phase::Voting, Some(phi)) => *phi,
        _ => {
            return Err(Failure::refused(
                checks::LOG_11,
                "the election is not open, so it cannot be closed: run `tabella-tally election open` first",
            ));
        }
    };
    demand_live_quorum(&mirror)?;
    if !wrong {
        demand_over(clock::now(), closing)?;
    }
    let mut attempts = 1..ATTEMPTS;
    // The board's clock decides; it may be a little behind ours.
    let patience = if wait { closing.saturating_add(trust.tolerance_seconds) } else { 0 };
    loop {
        let close = Close { previous: mirror.election().head() };
        let statement = sign(official.signing(), &phi, &Body::Close(close));
        match log::post(board, trust, &statement) {
            Ok(posted) => return Ok(closed(&mirror, Some(&posted))),
            // A ballot or a sign of life came in between: begin again on the new head.
            Err(failure) if failure.is_by(checks::LOG_01) && attempts.next().is_some() => {
                log::refresh(&mut mirror)?;
            }
            Err(failure) if failure.is_by(checks::LOG_16) && clock::now() < patience => {
                sleep(Duration::from_secs(1));
            }
            Err(failure) if failure.is_by(checks::LOG_16) => {
                return Err(Failure::refused(
                    checks::LOG_16,
                    format!("voting ends at {} (--wait waits for it): {failure}", clock::in_words(closing)),
                ));
            }
            Err(failure) => return Err(failure),
        }
    }
}

/// Voting is over by the official's own clock too: a board whose clock is ahead would end it early, for good.
fn demand_over(now: u64, closing: u64) -> Result<(), Failure> {
    match closing.checked_sub(now) {
        None | Some(0) => Ok(()),
        Some(early) => Err(Failure::failed(format!(
            "by the clock of this machine voting goes on for {early} seconds, until {}. Nothing was posted: --wait \
             waits for it. If this clock is wrong and you have compared the time elsewhere, add --my-clock-is-wrong",
            clock::in_words(closing)
        ))),
    }
}

/// KEY-15: nobody closes an election that cannot be decrypted.
fn demand_live_quorum(mirror: &DownloadedLog) -> Result<(), Failure> {
    let manifest = manifest_of(mirror)?;
    let live = mirror.election().live_trustees();
    if live.len() as u64 >= manifest.threshold {
        return Ok(());
    }
    let missing = (1..).zip(&manifest.trustees).filter(|(index, _)| !live.contains(index));
    let missing: Vec<&str> = missing.map(|(_, party)| party.name.as_str()).collect();
    Err(Failure::refused(
        checks::KEY_15,
        format!(
            "{} of the {} trustees that are needed have shown a live key since the election was opened. \
             Missing: {}. They run `tabella-tally trustee alive`",
            live.len(),
            manifest.threshold,
            missing.join(", ")
        ),
    ))
}

fn closed(mirror: &DownloadedLog, posted: Option<&Posted>) -> Answer {
    let words = format!(
        "{}.\n\nNext: trustees decrypt, each with\n  tabella-tally trustee decrypt --key FILE --board {} \
         --trust FILE",
        match posted {
            Some(posted) => format!("Closed the election: {}", posted.standing.in_words()),
            None => "The election is closed already".into(),
        },
        mirror.board().address(),
    );
    let facts = json!({
        "command": "election close",
        "already": posted.is_none(),
        "election": mirror.trust().election,
        "entry": posted.map(|posted| posted.entry.index),
        "standing": posted.map(|posted| posted.standing),
    });
    Answer { words, facts }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_file::Role;
    use tabella_crypto::text::Text;

    const EXAMPLE: &str = include_str!("../../examples/draft.toml");

    fn key() -> Key {
        Key::generate(Text::new("Olga").expect("text"), Role::Official).expect("key")
    }

    /// The example's manifest with this official in it, signed by it.
    fn signed(key: &Key, change: impl FnOnce(&mut Manifest)) -> String {
        let mut manifest = draft::read(EXAMPLE).expect("example");
        manifest.officials[0].key = *key.public();
        change(&mut manifest);
        sign(key.signing(), &Hash::ZERO, &Body::Manifest(manifest))
    }

    #[test]
    fn a_manifest_is_judged_by_the_rulebook_with_every_fault_in_words() {
        let key = key();
        let (id, manifest) = judge_manifest(&signed(&key, |_| {})).expect("sound");
        assert_eq!(manifest.officials[0].key, *key.public());
        assert_eq!(Trust::of(&id, &manifest).check(&id, &manifest, 0), []);
        let failure = judge_manifest(&signed(&key, |manifest| {
            manifest.threshold = 1;
            manifest.minimum = 0;
        }))
        .expect_err("two faults");
        assert!(failure.is_by(checks::MAN_09) && failure.is_by(checks::MAN_12), "{failure}");
        assert!(failure.to_string().contains("threshold 1 of"), "{failure}");
    }

    #[test]
    fn a_manifest_that_does_not_name_its_official_or_is_changed_is_refused() {
        let stranger = key();
        let statement = signed(&stranger, |manifest| manifest.officials[0].key = *key().public());
        assert!(judge_manifest(&statement).expect_err("stranger").is_by(checks::LOG_12));
        let changed = signed(&stranger, |_| {}).replace("board.example", "board.invalid");
        assert!(judge_manifest(&changed).expect_err("changed").is_by(checks::LOG_13));
        assert!(judge_manifest("{}").is_err());
        let close = sign(stranger.signing(), &Hash::ZERO, &Body::Close(Close { previous: Hash::ZERO }));
        assert!(judge_manifest(&close).expect_err("close").is_by(checks::LOG_11));
    }

    #[test]
    fn an_election_whose_voting_is_over_is_not_opened() {
        let manifest = draft::read(EXAMPLE).expect("example");
        demand_time_left(&manifest, manifest.closes_at - 1).expect("a second is left");
        let failure = demand_time_left(&manifest, manifest.closes_at + 3_600).expect_err("over");
        assert_eq!(failure.exit_code(), 2);
        let words = failure.to_string();
        for expected in
            ["Friday 5 March 2027, 17:00:00 (UTC)", "1 hour ago", "Create a new one with a later closing"]
        {
            assert!(words.contains(expected), "{words}");
        }
    }

    #[test]
    fn the_files_of_another_election_are_not_overwritten() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join(TRUST);
        assert!(demand_same_or_absent(&path, "a").is_ok());
        std::fs::write(&path, "a").expect("write");
        assert!(demand_same_or_absent(&path, "a").is_ok());
        assert_eq!(demand_same_or_absent(&path, "b").expect_err("other").exit_code(), 2);
    }

    // Attack 8: the second clock that is asked.
    #[test]
    fn nobody_closes_before_their_own_clock_says_so() {
        assert!(demand_over(2_000, 2_000).is_ok() && demand_over(2_001, 2_000).is_ok());
        let failure = demand_over(1_940, 2_000).expect_err("closed");
        assert_eq!(failure.exit_code(), 2);
        let said = failure.to_string();
        assert!(said.contains("60 seconds") && said.contains("--my-clock-is-wrong"), "{said}");
    }
}
