//! §4 The key ceremony: Pedersen distributed key generation with proofs of possession, commit first,
//! public blame; and signs of life.

use super::credential::random_bytes;
use crate::checks;
use crate::encoding::{ByteString, Hash};
use crate::error::Culprit;
use crate::group::{Derivation, Element, Point, PublicScalar, Scalar, SecretScalar};
use crate::proofs::Claim;
use crate::proofs::dleq::Dleq;
use crate::proofs::possession::Possession;
use crate::signature::SigningKey;
use crate::transcript::Transcript;
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use core::fmt;
use rand::TryCryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Length of an encrypted share: 32 bytes and the tag of 16.
pub const SHARE_CIPHERTEXT_BYTES: usize = 48;

/// (4.1) The body of a `key-commitment`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyCommitment {
    /// SHA-256 over election id, index, all `A_ik` and `E_i`.
    pub commitment: Hash,
}

/// (4.2) The body of a `key-deal`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyDeal {
    /// `A_i0 .. A_i,t-1`.
    pub coefficients: Vec<Point>,
    /// `E_i`.
    pub ephemeral: Point,
    /// Of `a_i0` and `e_i`.
    pub proof: Possession,
    /// `f_i(j)` encrypted to trustee `j`, for every `j` in order.
    pub shares: Vec<ByteString>,
}

/// `D = x_j Q` with its proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case)]
pub struct Rehearsal {
    /// `x_j Q`.
    pub D: Point,
    /// DLEQ(G, X_j; Q, D).
    pub proof: Dleq,
}

/// (4.4) The body of a `key-confirmation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case)]
pub struct KeyConfirmation {
    /// All verification keys.
    pub X: Vec<Point>,
    /// The election key.
    pub Y: Point,
    /// Made with the stored backup.
    pub rehearsal: Rehearsal,
}

/// (4.5) The body of a `key-complaint`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case)]
pub struct KeyComplaint {
    /// `S = d_j E_i`, which opens the one share.
    pub S: Point,
    /// Hash of the `key-deal` entry; the dealer is its author.
    pub deal: Hash,
    /// DLEQ(G, T_j; E_i, S).
    pub proof: Dleq,
}

/// (4.6) The body of a `liveness` statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case)]
pub struct Liveness {
    /// `x_j Q`.
    pub D: Point,
    /// The entry `k` whose hash makes `Q`.
    pub entry: u64,
    /// DLEQ(G, X_j; Q, D).
    pub proof: Dleq,
}

/// What a trustee keeps and backs up: every ceremony secret derives from it. It is never serialised (TRU-12):
///
/// ```compile_fail
/// fn serialised<T: serde::Serialize>() {}
/// serialised::<tabella_crypto::election::ceremony::TrusteeSeed>();
/// ```
pub struct TrusteeSeed(Zeroizing<[u8; 32]>);

impl TrusteeSeed {
    /// A fresh seed; `None` when the source of randomness does not work.
    pub fn generate<R: TryCryptoRng>(rng: &mut R) -> Option<TrusteeSeed> {
        random_bytes(rng).map(TrusteeSeed)
    }

    /// A seed read from a backup.
    pub fn from_bytes(bytes: Zeroizing<[u8; 32]>) -> TrusteeSeed {
        TrusteeSeed(bytes)
    }

    /// The bytes, for the backup only.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The identity key `T_i = d_i G`, `d_i = wide(HKDF(seed, "", "tabella/1/identity"))`.
    pub fn identity(&self) -> SigningKey {
        // Unwrap safety: a derived scalar is zero with probability 2^-252.
        #[allow(clippy::unwrap_used)]
        SigningKey::new(SecretScalar::derive(self.0.as_ref(), b"", &[b"tabella/1/identity"])).unwrap()
    }
}

impl fmt::Debug for TrusteeSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

/// The ceremony of one election, as everybody sees it.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// The election id.
    pub election: Hash,
    /// `t`.
    pub threshold: u64,
    /// `T_1 .. T_n`.
    pub trustees: Vec<Point>,
}

/// A trustee as dealer: the same seed and election always give the same bytes (TRU-09).
pub struct Dealer<'a> {
    ceremony: &'a Ceremony,
    index: u64,
    coefficients: Vec<SecretScalar>,
    ephemeral: SecretScalar,
}

impl<'a> Dealer<'a> {
    /// Derives `a_i0 .. a_i,t-1` and `e_i` from the seed; the election id is the salt.
    pub fn new(seed: &TrusteeSeed, ceremony: &'a Ceremony, index: u64) -> Dealer<'a> {
        let derivation = Derivation::new(seed.0.as_ref(), &ceremony.election.0);
        let coefficient = |k: u64| derivation.scalar(&[b"tabella/1/coefficient", &k.to_le_bytes()]);
        Dealer {
            ceremony,
            index,
            coefficients: (0..ceremony.threshold).map(coefficient).collect(),
            ephemeral: derivation.scalar(&[b"tabella/1/ephemeral"]),
        }
    }

    fn public(&self) -> (Vec<Point>, Point) {
        // Unwrap safety: derived scalars are zero with probability 2^-252.
        #[allow(clippy::unwrap_used)]
        let point = |secret| Point::public(secret).unwrap();
        (self.coefficients.iter().map(point).collect(), point(&self.ephemeral))
    }

    /// (4.1) The commitment.
    pub fn commit(&self) -> KeyCommitment {
        let (coefficients, ephemeral) = self.public();
        KeyCommitment {
            commitment: commitment(&self.ceremony.election, self.index, &coefficients, &ephemeral),
        }
    }

    /// (4.2) The deal; `last_commitment` is the hash of the last `key-commitment` entry.
    ///
    /// The caller has checked that the log holds all commitments and extends what it saw before.
    /// `None` with probability 2^-252.
    pub fn deal(&self, last_commitment: &Hash) -> Option<KeyDeal> {
        let (coefficients, ephemeral) = self.public();
        let transcript =
            possession(&self.ceremony.election, self.index, &coefficients, &ephemeral, last_commitment);
        let proof = Possession::prove(transcript, self.coefficients.first()?, &self.ephemeral)?;
        let shares = (1..).zip(&self.ceremony.trustees).map(|(j, trustee)| {
            let secret = Point::new(trustee.element() * self.ephemeral.0)?;
            let key = ShareKey::new(self.ceremony, self.index, j, &ephemeral, &secret)?;
            let plain = Zeroizing::new(self.share(j).0.to_bytes());
            key.cipher().encrypt(&Nonce::default(), plain.as_ref()).ok().map(ByteString)
        });
        let shares = shares.collect::<Option<_>>()?;
        Some(KeyDeal { coefficients, ephemeral, proof, shares })
    }

    /// `f_i(j) = sum a_ik j^k`.
    fn share(&self, j: u64) -> SecretScalar {
        let j = Scalar::from(j);
        SecretScalar(self.coefficients.iter().rev().fold(Scalar::ZERO, |sum, a| sum * j + a.0))
    }
}

/// (4.1) `SHA-256("tabella/1/key-commitment" || election id || i || number of A || all A_ik || E_i)`.
fn commitment(election: &Hash, index: u64, coefficients: &[Point], ephemeral: &Point) -> Hash {
    let coefficients_bytes: Vec<u8> = coefficients.iter().flat_map(|point| *point.as_bytes()).collect();
    Hash::of(&[
        b"tabella/1/key-commitment",
        &election.0,
        &index.to_le_bytes(),
        &(coefficients.len() as u64).to_le_bytes(),
        &coefficients_bytes,
        ephemeral.as_bytes(),
    ])
}

/// Transcript `possession`: election id, index, all `A_ik`, `E_i`, hash of the last commitment entry.
fn possession(
    election: &Hash,
    index: u64,
    coefficients: &[Point],
    ephemeral: &Point,
    last: &Hash,
) -> Transcript {
    let mut transcript = Transcript::new("possession");
    transcript.hash("election", election);
    transcript.integer("trustee", index);
    transcript.points("A", coefficients.iter());
    transcript.point("E", ephemeral);
    transcript.hash("last commitment", last);
    transcript
}

impl KeyDeal {
    /// (4.1) Whether the deal of trustee `index` opens its commitment (KEY-02).
    pub fn opens(&self, commitment: &KeyCommitment, ceremony: &Ceremony, index: u64) -> bool {
        self::commitment(&ceremony.election, index, &self.coefficients, &self.ephemeral)
            == commitment.commitment
    }

    /// (4.2) Possession of `a_i0` (KEY-04) and `e_i` (KEY-05), bound to the last commitment entry.
    ///
    /// `None` without coefficients.
    pub fn claim(
        &self,
        ceremony: &Ceremony,
        index: u64,
        last_commitment: &Hash,
        culprit: Culprit,
    ) -> Option<Claim> {
        let transcript =
            possession(&ceremony.election, index, &self.coefficients, &self.ephemeral, last_commitment);
        let equations = self.proof.equations(transcript, self.coefficients.first()?, &self.ephemeral);
        Some(Claim { culprit, equations })
    }

    /// `sum_k j^k A_ik`, which is `f_i(j) G`.
    pub fn share_point(&self, j: u64) -> Element {
        evaluate(self.coefficients.iter().map(Point::element), j)
    }

    /// (4.5) Opens the share of trustee `j` with `S = d_j E_i = e_i T_j`; `None` if it is bad (KEY-07).
    pub fn open_share(
        &self,
        ceremony: &Ceremony,
        dealer: u64,
        j: u64,
        secret: &Point,
    ) -> Option<SecretScalar> {
        let key = ShareKey::new(ceremony, dealer, j, &self.ephemeral, secret)?;
        let ciphertext = &self.shares.get(usize::try_from(j.checked_sub(1)?).ok()?)?.0;
        let plain = Zeroizing::new(key.cipher().decrypt(&Nonce::default(), ciphertext.as_slice()).ok()?);
        let bytes = Zeroizing::new(<[u8; 32]>::try_from(plain.as_slice()).ok()?);
        let share = SecretScalar(PublicScalar::decode(*bytes).ok()?.0);
        (Element::mul_base(&share.0) == self.share_point(j)).then_some(share)
    }
}

/// (4.2) The key of one share: HKDF(e_i T_j; election id, i, j, E_i, T_j).
struct ShareKey(Zeroizing<[u8; 32]>);

impl ShareKey {
    fn new(ceremony: &Ceremony, dealer: u64, j: u64, ephemeral: &Point, secret: &Point) -> Option<ShareKey> {
        let trustee = ceremony.trustees.get(usize::try_from(j.checked_sub(1)?).ok()?)?;
        let derivation = Derivation::new(secret.as_bytes(), &ceremony.election.0);
        Some(ShareKey(derivation.bytes(&[
            b"tabella/1/share",
            &dealer.to_le_bytes(),
            &j.to_le_bytes(),
            ephemeral.as_bytes(),
            trustee.as_bytes(),
        ])))
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(*self.0))
    }
}

/// (4.3) `Y = sum_i A_i0` and `X_j = sum_i sum_k j^k A_ik`.
#[derive(Clone, Debug, PartialEq)]
#[allow(non_snake_case)]
pub struct CeremonyKeys {
    /// The election key.
    pub Y: Point,
    /// Verification keys of trustees 1..n.
    pub X: Vec<Point>,
}

impl CeremonyKeys {
    /// Computes the keys from all deals; `None` if one would be the identity.
    pub fn new<'a>(
        ceremony: &Ceremony,
        deals: impl IntoIterator<Item = &'a KeyDeal>,
    ) -> Option<CeremonyKeys> {
        // `sum_i A_ik`: one polynomial for all dealers.
        let mut sums: Vec<Element> = vec![];
        for deal in deals {
            sums.resize(sums.len().max(deal.coefficients.len()), Element::default());
            sums.iter_mut().zip(&deal.coefficients).for_each(|(sum, point)| *sum += point.element());
        }
        let verification = |j| Point::new(evaluate(sums.iter(), j));
        Some(CeremonyKeys {
            Y: Point::new(*sums.first()?)?,
            X: (1..=ceremony.trustees.len() as u64).map(verification).collect::<Option<_>>()?,
        })
    }
}

/// `sum_k j^k A_k`, not in constant time. `j` is small, so that doubling and adding is far faster than
/// multiplication by a scalar.
fn evaluate<'a>(coefficients: impl DoubleEndedIterator<Item = &'a Element>, j: u64) -> Element {
    let times_j = |point: Element| {
        (0..u64::BITS - j.leading_zeros()).rev().fold(Element::default(), |sum, bit| {
            let double = sum + sum;
            if j >> bit & 1 == 1 { double + point } else { double }
        })
    };
    coefficients.rev().fold(Element::default(), |sum, coefficient| times_j(sum) + coefficient)
}

/// A trustee's share `x_j` of the election key, computed from its seed and the log. It is neither serialised nor
/// copied (TRU-12):
///
/// ```compile_fail
/// fn serialised<T: serde::Serialize>() {}
/// serialised::<tabella_crypto::election::ceremony::KeyShare>();
/// ```
///
/// ```compile_fail
/// fn copied<T: Clone>() {}
/// copied::<tabella_crypto::election::ceremony::KeyShare>();
/// ```
pub struct KeyShare {
    index: u64,
    secret: SecretScalar,
    public: Point,
}

/// A deal whose share for this trustee is bad: the trustee complains and does not confirm (KEY-07).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadShare {
    /// Index of the dealer, from 1.
    pub dealer: u64,
}

impl KeyShare {
    /// `x_j = sum_i f_i(j)`, after opening and checking every share of trustee `j`.
    ///
    /// The caller has verified every deal, the possession proofs above all (TRU-10).
    ///
    /// # Errors
    /// The first dealer whose share does not open or does not fit its coefficients.
    pub fn open(
        seed: &TrusteeSeed,
        ceremony: &Ceremony,
        deals: &[KeyDeal],
        j: u64,
    ) -> Result<KeyShare, BadShare> {
        let identity = seed.identity();
        let mut sum = SecretScalar(Scalar::ZERO);
        for (dealer, deal) in (1..).zip(deals) {
            let share = shared_secret(&identity, deal)
                .and_then(|secret| deal.open_share(ceremony, dealer, j, &secret))
                .ok_or(BadShare { dealer })?;
            sum.0 += share.0;
        }
        let public = Point::public(&sum).ok_or(BadShare { dealer: 1 })?;
        Ok(KeyShare { index: j, secret: sum, public })
    }

    /// The trustee's index `j`.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// `X_j`.
    pub fn public(&self) -> &Point {
        &self.public
    }

    pub(crate) fn secret(&self) -> &SecretScalar {
        &self.secret
    }

    /// (4.4) The rehearsal of a confirmation; `last_deal` is the hash of the last `key-deal` entry.
    ///
    /// `None` with probability 2^-252.
    pub fn rehearse(&self, election: &Hash, last_deal: &Hash) -> Option<Rehearsal> {
        self.show("rehearsal", election, &crate::generators::rehearsal(last_deal))
    }

    /// (4.6) A sign of life on entry `k` with hash `entry_hash`.
    ///
    /// `None` with probability 2^-252.
    pub fn live(&self, election: &Hash, entry: u64, entry_hash: &Hash) -> Option<Liveness> {
        let Rehearsal { D, proof } =
            self.show("liveness", election, &crate::generators::liveness(entry_hash))?;
        Some(Liveness { D, entry, proof })
    }

    fn show(&self, purpose: &'static str, election: &Hash, base: &Element) -> Option<Rehearsal> {
        let product = Point::new(base * self.secret.0)?;
        let transcript = key_transcript(purpose, election, self.index, &self.public, base, &product);
        Some(Rehearsal { D: product, proof: Dleq::prove(transcript, base, &self.secret)? })
    }
}

impl fmt::Debug for KeyShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyShare({}, <redacted>)", self.index)
    }
}

/// `S = d_j E_i`.
fn shared_secret(identity: &SigningKey, deal: &KeyDeal) -> Option<Point> {
    Point::new(deal.ephemeral.element() * identity.secret().0)
}

/// Transcripts `rehearsal` and `liveness`: election id, index, `X_j`, `Q`, `D`.
fn key_transcript(
    purpose: &'static str,
    election: &Hash,
    index: u64,
    public: &Point,
    base: &Element,
    product: &Point,
) -> Transcript {
    let mut transcript = Transcript::new(purpose);
    transcript.hash("election", election);
    transcript.integer("trustee", index);
    transcript.point("X", public);
    transcript.element("Q", base);
    transcript.point("D", product);
    transcript
}

impl Rehearsal {
    /// (4.4) The rehearsal of trustee `index` holds (KEY-09); `Q` is recomputed.
    pub fn claim(
        &self,
        election: &Hash,
        index: u64,
        public: &Point,
        last_deal: &Hash,
        culprit: Culprit,
    ) -> Claim {
        let base = crate::generators::rehearsal(last_deal);
        let transcript = key_transcript("rehearsal", election, index, public, &base, &self.D);
        let equations =
            self.proof.equations(transcript, checks::KEY_09, &base, public.element(), self.D.element());
        Claim { culprit, equations }
    }
}

impl Liveness {
    /// (4.6) The sign of life of trustee `index` holds (KEY-14); `Q` is recomputed.
    pub fn claim(
        &self,
        election: &Hash,
        index: u64,
        public: &Point,
        entry_hash: &Hash,
        culprit: Culprit,
    ) -> Claim {
        let base = crate::generators::liveness(entry_hash);
        let transcript = key_transcript("liveness", election, index, public, &base, &self.D);
        let equations =
            self.proof.equations(transcript, checks::KEY_14, &base, public.element(), self.D.element());
        Claim { culprit, equations }
    }
}

/// Transcript `complaint`: election id, dealer, complainer, `T_j`, `E_i`, `S`.
fn complaint_transcript(
    ceremony: &Ceremony,
    dealer: u64,
    j: u64,
    trustee: &Point,
    deal: &KeyDeal,
    secret: &Point,
) -> Transcript {
    let mut transcript = Transcript::new("complaint");
    transcript.hash("election", &ceremony.election);
    transcript.integer("dealer", dealer);
    transcript.integer("trustee", j);
    transcript.point("T", trustee);
    transcript.point("E", &deal.ephemeral);
    transcript.point("S", secret);
    transcript
}

impl KeyComplaint {
    /// (4.5) Reveals `S`, so that anyone can open the share of trustee `j` and see who is at fault.
    ///
    /// The caller has verified the dealer's possession proof; without it `S` must not be revealed
    /// (TRU-10). `None` with probability 2^-252.
    pub fn make(
        seed: &TrusteeSeed,
        ceremony: &Ceremony,
        deal: &KeyDeal,
        dealer: u64,
        entry: &Hash,
        j: u64,
    ) -> Option<KeyComplaint> {
        let identity = seed.identity();
        let secret = shared_secret(&identity, deal)?;
        let transcript = complaint_transcript(ceremony, dealer, j, identity.public(), deal, &secret);
        let proof = Dleq::prove(transcript, deal.ephemeral.element(), identity.secret())?;
        Some(KeyComplaint { S: secret, deal: *entry, proof })
    }

    /// DLEQ(G, T_j; E_i, S), as equations of KEY-11. The caller has found the deal and its dealer by the hash that
    /// the complaint names.
    pub fn claim(
        &self,
        ceremony: &Ceremony,
        deal: &KeyDeal,
        dealer: u64,
        j: u64,
        trustee: &Point,
        culprit: Culprit,
    ) -> Claim {
        let transcript = complaint_transcript(ceremony, dealer, j, trustee, deal, &self.S);
        let base = deal.ephemeral.element();
        let equations =
            self.proof.equations(transcript, checks::KEY_11, base, trustee.element(), self.S.element());
        Claim { culprit, equations }
    }

    /// Whether the opened share is bad, so that the dealer is at fault and not the complainer.
    pub fn shows_a_bad_share(&self, ceremony: &Ceremony, deal: &KeyDeal, dealer: u64, j: u64) -> bool {
        deal.open_share(ceremony, dealer, j, &self.S).is_none()
    }
}

/// The Lagrange coefficients at 0 for the indices `set`, which are distinct and from 1:
/// `lambda_i = prod_{j != i} j / (j - i)`.
pub fn lagrange(set: &[u64]) -> Vec<Scalar> {
    let coefficient = |i: &u64| {
        let others = set.iter().filter(|j| *j != i).map(|j| Scalar::from(*j));
        let (numerator, denominator) = others
            .fold((Scalar::ONE, Scalar::ONE), |(top, bottom), j| (top * j, bottom * (j - Scalar::from(*i))));
        numerator * denominator.invert()
    };
    set.iter().map(coefficient).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generators::G;
    use crate::proofs::batch::{Bases, verify_one};
    use proptest::prelude::*;

    fn seed(i: u8) -> TrusteeSeed {
        TrusteeSeed::from_bytes(Zeroizing::new([i; 32]))
    }

    fn ceremony(n: u8, threshold: u64) -> (Ceremony, Vec<KeyDeal>) {
        let trustees = (1..=n).map(|i| *seed(i).identity().public()).collect();
        let ceremony = Ceremony { election: Hash::of(&[b"election"]), threshold, trustees };
        let deal = |i| Dealer::new(&seed(i), &ceremony, i.into()).deal(&Hash::ZERO).expect("deal");
        let deals = (1..=n).map(deal).collect();
        (ceremony, deals)
    }

    fn failing(claim: &Claim) -> Vec<&'static str> {
        verify_one(&Bases::new(None, vec![]), claim).iter().map(|rejection| rejection.check.id()).collect()
    }

    #[test]
    fn every_set_of_t_shares_gives_the_election_key() {
        let (ceremony, deals) = ceremony(5, 3);
        let keys = CeremonyKeys::new(&ceremony, &deals).expect("keys");
        for set in [[1, 2, 3], [1, 3, 5], [2, 4, 5]] {
            let sum: Element = set
                .iter()
                .zip(lagrange(&set))
                .map(|(j, lambda)| keys.X[*j as usize - 1].element() * lambda)
                .sum();
            assert_eq!(&sum, keys.Y.element());
        }
        for j in 1..=5 {
            let share = KeyShare::open(&seed(j as u8), &ceremony, &deals, j).expect("share");
            assert_eq!(share.public(), &keys.X[j as usize - 1]);
        }
    }

    #[test]
    fn keys_of_the_most_trustees_that_fit_a_line_take_no_time_to_speak_of() {
        // 560 deals of 560 coefficients: 175 million multiplications, were they done for each deal.
        let point = |i| Point::new(G * Scalar::from(i)).expect("point");
        let trustees: Vec<Point> = (1..=560u64).map(point).collect();
        let (_, deals) = ceremony(2, 2);
        let deal = KeyDeal { coefficients: trustees.clone(), ..deals[0].clone() };
        let ceremony = Ceremony { election: Hash::ZERO, threshold: 560, trustees };
        let started = std::time::Instant::now();
        let keys = CeremonyKeys::new(&ceremony, &vec![deal; 560]).expect("keys");
        assert_eq!(keys.Y, point(560));
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }

    #[test]
    fn an_honest_deal_opens_its_commitment_and_proves_possession() {
        let (ceremony, deals) = ceremony(3, 2);
        let dealer = Dealer::new(&seed(2), &ceremony, 2);
        assert!(deals[1].opens(&dealer.commit(), &ceremony, 2));
        assert!(!deals[1].opens(&dealer.commit(), &ceremony, 1));
        let claim =
            |index, last| deals[1].claim(&ceremony, index, last, Culprit::Trustee(index)).expect("claim");
        assert_eq!(failing(&claim(2, &Hash::ZERO)), Vec::<&str>::new());
        assert_eq!(failing(&claim(1, &Hash::ZERO)), ["KEY-04"], "the index is bound");
        assert_eq!(failing(&claim(2, &Hash::of(&[b"other"]))), ["KEY-04"], "the last commitment is bound");
    }

    #[test]
    fn an_ephemeral_key_without_possession_is_rejected() {
        let (ceremony, mut deals) = ceremony(3, 2);
        deals[0].proof.s_e.0 += Scalar::ONE;
        let claim = deals[0].claim(&ceremony, 1, &Hash::ZERO, Culprit::Trustee(1)).expect("claim");
        assert_eq!(failing(&claim), ["KEY-05"]);
    }

    #[test]
    fn a_bad_share_is_found_and_the_complaint_convinces_everybody() {
        let (ceremony, mut deals) = ceremony(3, 2);
        let good = deals[0].clone();
        deals[0].shares[1] = good.shares[2].clone();
        let error = KeyShare::open(&seed(2), &ceremony, &deals, 2).expect_err("bad share");
        assert_eq!(error, BadShare { dealer: 1 });
        let entry = Hash::of(&[b"entry"]);
        let complaint = KeyComplaint::make(&seed(2), &ceremony, &deals[0], 1, &entry, 2).expect("complaint");
        assert_eq!(complaint.deal, entry);
        let fails = |complaint: &KeyComplaint, dealer| {
            let trustee = &ceremony.trustees[1];
            failing(&complaint.claim(&ceremony, &deals[0], dealer, 2, trustee, Culprit::Trustee(2)))
        };
        assert_eq!(fails(&complaint, 1), Vec::<&str>::new());
        assert_eq!(fails(&complaint, 3), ["KEY-11"], "the dealer is bound");
        assert!(complaint.shows_a_bad_share(&ceremony, &deals[0], 1, 2));
        assert!(!complaint.shows_a_bad_share(&ceremony, &good, 1, 2), "a false complaint shows a good share");
        let mut forged = complaint;
        forged.S = Point::new(forged.S.element() + G).expect("point");
        assert_eq!(fails(&forged, 1), ["KEY-11"]);
    }

    #[test]
    fn rehearsals_and_signs_of_life_hold_for_their_own_trustee_and_entry_only() {
        let (ceremony, deals) = ceremony(3, 2);
        let share = KeyShare::open(&seed(1), &ceremony, &deals, 1).expect("share");
        let keys = CeremonyKeys::new(&ceremony, &deals).expect("keys");
        let last = Hash::of(&[b"last deal"]);
        let rehearsal = share.rehearse(&ceremony.election, &last).expect("rehearsal");
        let claim = |index: u64, hash: &Hash| {
            let public = &keys.X[index as usize - 1];
            rehearsal.claim(&ceremony.election, index, public, hash, Culprit::Trustee(index))
        };
        assert_eq!(failing(&claim(1, &last)), Vec::<&str>::new());
        assert_eq!(failing(&claim(2, &last)), ["KEY-09"]);
        assert_eq!(failing(&claim(1, &Hash::ZERO)), ["KEY-09"]);
        let live = share.live(&ceremony.election, 7, &last).expect("live");
        let claim = |index: u64, hash: &Hash| {
            live.claim(&ceremony.election, index, &keys.X[index as usize - 1], hash, Culprit::Trustee(index))
        };
        assert_eq!(failing(&claim(1, &last)), Vec::<&str>::new());
        assert_eq!(failing(&claim(2, &last)), ["KEY-14"]);
        assert_eq!(failing(&claim(1, &Hash::ZERO)), ["KEY-14"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn lagrange_coefficients_of_any_set_interpolate_at_zero(set in proptest::collection::btree_set(1u64..50, 1..6)) {
            let set: Vec<u64> = set.into_iter().collect();
            // A polynomial of degree |set| - 1 with constant term 42.
            let f = |x: u64| (1..set.len() as u64).fold(Scalar::from(42u64), |sum, k| {
                sum + (0..k).fold(Scalar::from(k + 3), |term, _| term * Scalar::from(x))
            });
            let value: Scalar = set.iter().zip(lagrange(&set)).map(|(i, lambda)| f(*i) * lambda).sum();
            prop_assert_eq!(value, Scalar::from(42u64));
        }
    }
}
