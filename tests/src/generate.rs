//! Elections of any size with honest ballots: the same seed gives the same bytes, on any machine.

use crate::harness::{CLOSING, Harness, Nobody, OPENING, Sink, Spec, Vote};
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng};
use std::sync::Arc;
use tabella_crypto::bytes::Hash;
use tabella_crypto::contest::{Choice, Rule};
use tabella_crypto::election::credential::Code;
use tabella_log::trust::Trust;

/// How many ballots are prepared together.
const CROWD: usize = 4_096;

/// How large an election is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Number of voters who may vote.
    pub voters: usize,
    /// Number of ballots; beyond the number of voters they are re-votes.
    pub ballots: usize,
    /// Number of options of the one contest, of which a voter chooses one.
    pub options: usize,
}

/// What belongs to a log besides its lines.
pub struct Papers {
    /// The signed note.
    pub checkpoint: String,
    /// The trust file.
    pub trust: Trust,
    /// The code of one more voter, who has not voted.
    pub code: Code,
}

/// Writes a whole election into `sink`, or, if it is to stay `open`, all that comes before `close`.
/// `progress` hears how many ballots are cast.
///
/// # Errors
/// There are no voters for ballots, or a number is too large for an election.
pub fn generate<S: Sink>(
    size: Size,
    seed: u64,
    open: bool,
    sink: S,
    mut progress: impl FnMut(usize),
) -> anyhow::Result<(S, Papers)> {
    anyhow::ensure!(size.voters > 0 || size.ballots == 0, "there are ballots but no voters");
    let mut rng = StdRng::from_seed(Hash::of(&[b"generate", &seed.to_le_bytes()]).0);
    let mut nobody = Nobody;
    let mut harness = Harness::into(sink, spec(size, seed), &mut nobody);
    harness.found();
    let code = Code::generate(&harness.trust().election, &mut rng)?;
    harness.keys.voters[size.voters] = Arc::new(code.credential());
    harness.commit();
    harness.deal();
    harness.confirm();
    harness.enrol();
    harness.open();
    anyhow::ensure!(harness.election().fingerprint().is_some(), "the election did not open");
    harness.show_life();
    let mut done = 0;
    // In each round a voter votes at most once, so that the ballots of a crowd do not depend on each other.
    while done < size.ballots {
        let mut voters: Vec<usize> = (0..size.voters).collect();
        voters.shuffle(&mut rng);
        voters.truncate(size.ballots - done);
        for crowd in voters.chunks(CROWD) {
            let votes: Vec<Vote> =
                (done..).zip(crowd).map(|(nth, voter)| vote(size, nth, *voter, &mut rng)).collect();
            harness.cast_crowd(&votes);
            done += crowd.len();
            progress(done);
        }
    }
    if !open {
        harness.close();
        harness.announce();
    }
    let papers = Papers { checkpoint: harness.checkpoint(), trust: harness.trust(), code };
    Ok((harness.into_sink(), papers))
}

/// One contest, and one voter more than vote.
fn spec(size: Size, seed: u64) -> Spec {
    Spec {
        seed,
        contests: vec![("question", Rule::Choice(Choice { min: 1, max: 1, blank: false }), size.options)],
        styles: vec![vec!["question"]],
        voters: vec![(0, 1); size.voters + 1],
        ballots: vec![],
        ..Spec::tiny()
    }
}

/// The `nth` ballot; all of them are spread over the time of voting.
fn vote(size: Size, nth: usize, voter: usize, rng: &mut StdRng) -> Vote {
    let seconds = (CLOSING - OPENING - 100) as u128 * nth as u128 / size.ballots as u128;
    let choices = vec![vec![rng.random_range(0..size.options)]];
    Vote { voter, at: OPENING + 50 + seconds as u64, choices }
}
