//! What kind of election to make.

use tabella_crypto::contest::{Choice, Rule};

/// When the election of a harness opens, Unix seconds.
pub const OPENING: u64 = 1_800_000_000;
/// When it closes.
pub const CLOSING: u64 = OPENING + 864_000;

/// What kind of election to make.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Everything random derives from it.
    pub seed: u64,
    /// Number of trustees.
    pub trustees: u64,
    /// How many of them are needed.
    pub threshold: u64,
    /// The trustees who post a share.
    pub decrypting: Vec<u64>,
    /// The trustees who show a live key.
    pub live: Vec<u64>,
    /// Number of witnesses; the quorum is the smallest majority and one more if there is room.
    pub witnesses: u64,
    /// The contests.
    pub contests: Vec<(&'static str, Rule, usize)>,
    /// The contests of each style.
    pub styles: Vec<Vec<&'static str>>,
    /// Style and weight of each voter.
    pub voters: Vec<(u64, u64)>,
    /// Fewest ballots of an announced contest.
    pub minimum: u64,
    /// Whether totals may show the weights of few people.
    pub revealing_weights: bool,
    /// In order: the voter, and for each contest of its style the chosen slots.
    pub ballots: Vec<(usize, Vec<Vec<usize>>)>,
}

impl Spec {
    /// The small base election: 3 trustees, t = 2; 7 voters of two styles and two weights; a blank vote,
    /// an empty vote and a re-vote; 4 witnesses.
    pub fn base() -> Spec {
        Spec {
            seed: 1,
            trustees: 3,
            threshold: 2,
            decrypting: vec![1, 3],
            live: vec![1, 2],
            witnesses: 4,
            contests: vec![
                ("chair", Rule::Choice(Choice { min: 1, max: 1, blank: false }), 3),
                ("projects", Rule::Choice(Choice { min: 0, max: 2, blank: true }), 3),
            ],
            styles: vec![vec!["chair", "projects"], vec!["chair"]],
            voters: vec![(0, 1), (0, 1), (0, 1), (0, 2), (0, 2), (1, 1), (1, 1)],
            minimum: 2,
            revealing_weights: false,
            ballots: vec![
                (0, vec![vec![0], vec![0, 2]]),
                (1, vec![vec![1], vec![3]]),
                (3, vec![vec![2], vec![]]),
                (0, vec![vec![1], vec![1]]),
                (4, vec![vec![2], vec![0, 1]]),
                (5, vec![vec![0]]),
                (6, vec![vec![0]]),
            ],
        }
    }

    /// The smallest election: 1 contest, 3 voters, no witnesses.
    pub fn tiny() -> Spec {
        Spec {
            witnesses: 0,
            contests: vec![("chair", Rule::Choice(Choice { min: 1, max: 1, blank: false }), 2)],
            styles: vec![vec!["chair"]],
            voters: vec![(0, 1); 3],
            minimum: 1,
            ballots: vec![(0, vec![vec![0]]), (1, vec![vec![1]]), (2, vec![vec![1]])],
            ..Spec::base()
        }
    }
}
