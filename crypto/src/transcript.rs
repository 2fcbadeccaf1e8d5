//! (1.5) Fiat-Shamir transcripts: merlin 3, made here and nowhere else.
//!
//! Labels are constants and data is a message. Every list is preceded by its length. The statement
//! comes before the commitments, these before the challenge. `docs/specification.md` lists every item that
//! each transcript absorbs, in order.

use crate::bytes::Hash;
use crate::domain::{self, Purpose};
use crate::group::{Element, Point, Scalar, SecretScalar, element_bytes};
use zeroize::Zeroizing;

/// A running transcript of one proof or signature.
#[derive(Clone)]
pub struct Transcript(merlin::Transcript);

impl Transcript {
    /// A transcript for one purpose of the protocol.
    pub fn new(purpose: Purpose) -> Transcript {
        #[cfg(feature = "instrument")]
        instrument::note(purpose.name(), "purpose", &[]);
        let mut transcript = merlin::Transcript::new(domain::TRANSCRIPT);
        transcript.append_message(b"purpose", purpose.name().as_bytes());
        Transcript(transcript)
    }

    /// Absorbs bytes under a constant label.
    pub fn bytes(&mut self, label: &'static str, message: &[u8]) {
        #[cfg(feature = "instrument")]
        if !instrument::note("", label, message) {
            return;
        }
        self.0.append_message(label.as_bytes(), message);
    }

    /// Absorbs an integer as u64le.
    pub fn integer(&mut self, label: &'static str, value: u64) {
        self.bytes(label, &value.to_le_bytes());
    }

    /// Absorbs a hash, digest or id.
    pub fn hash(&mut self, label: &'static str, hash: &Hash) {
        self.bytes(label, &hash.0);
    }

    /// Absorbs a point.
    pub fn point(&mut self, label: &'static str, point: &Point) {
        self.bytes(label, point.as_bytes());
    }

    /// Absorbs a computed element.
    pub fn element(&mut self, label: &'static str, element: &Element) {
        self.bytes(label, &element_bytes(element));
    }

    /// Absorbs a scalar.
    pub fn scalar(&mut self, label: &'static str, scalar: &Scalar) {
        self.bytes(label, scalar.as_bytes());
    }

    /// Absorbs the length of a list under its label, then each point under the same label.
    pub fn points<'a>(&mut self, label: &'static str, points: impl ExactSizeIterator<Item = &'a Point>) {
        self.integer(label, points.len() as u64);
        for point in points {
            self.point(label, point);
        }
    }

    /// The next challenge: 64 bytes reduced modulo the group order.
    pub fn challenge(&mut self, label: &'static str) -> Scalar {
        let mut bytes = [0; 64];
        self.0.challenge_bytes(label.as_bytes(), &mut bytes);
        let challenge = Scalar::from_bytes_mod_order_wide(&bytes);
        #[cfg(feature = "instrument")]
        instrument::note("challenge", label, challenge.as_bytes());
        challenge
    }

    /// A nonce derived from a secret and everything absorbed so far.
    ///
    /// It is a function of both: a fork or a restored backup gives the same nonce only to the same
    /// challenge. The transcript itself does not change.
    pub fn nonce(&self, label: &'static str, secret: &SecretScalar) -> SecretScalar {
        let mut fork = self.0.clone();
        fork.append_message(b"witness", secret.0.as_bytes());
        let mut bytes = Zeroizing::new([0; 64]);
        fork.challenge_bytes(label.as_bytes(), bytes.as_mut());
        SecretScalar::from_wide(&bytes)
    }
}

/// Test code only: what transcripts absorb, and forgers that leave one item out.
#[cfg(feature = "instrument")]
pub mod instrument {
    use std::cell::RefCell;

    /// One absorbed item or challenge.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Item {
        /// The transcript's purpose on its first item, `challenge` on a challenge, else empty.
        pub mark: &'static str,
        /// The constant label.
        pub label: &'static str,
        /// The bytes.
        pub bytes: Vec<u8>,
    }

    #[derive(Default)]
    struct State {
        items: Vec<Item>,
        left_out: Option<usize>,
    }

    thread_local!(static STATE: RefCell<Option<State>> = const { RefCell::new(None) });

    /// Runs `action` and returns all that transcripts absorbed on this thread meanwhile.
    pub fn record<T>(action: impl FnOnce() -> T) -> (T, Vec<Item>) {
        run(None, action)
    }

    /// As [`record`], but the item with index `left_out` is noted and not absorbed.
    pub fn leave_out<T>(left_out: usize, action: impl FnOnce() -> T) -> (T, Vec<Item>) {
        run(Some(left_out), action)
    }

    fn run<T>(left_out: Option<usize>, action: impl FnOnce() -> T) -> (T, Vec<Item>) {
        STATE.with(|state| *state.borrow_mut() = Some(State { items: vec![], left_out }));
        let result = action();
        let state = STATE.with(|state| state.borrow_mut().take());
        (result, state.map(|state| state.items).unwrap_or_default())
    }

    /// Notes an item; false when it is to be left out.
    pub(super) fn note(mark: &'static str, label: &'static str, bytes: &[u8]) -> bool {
        STATE.with(|state| match &mut *state.borrow_mut() {
            Some(state) => {
                state.items.push(Item { mark, label, bytes: bytes.to_vec() });
                state.left_out != Some(state.items.len() - 1)
            }
            None => true,
        })
    }
}
