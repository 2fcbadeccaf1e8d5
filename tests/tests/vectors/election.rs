//! The election that signatures, ceremony, ballots and tally are about.
//!
//! What needs the log (entries, their hashes) is given as plain hashes here.

use super::values::{derived, signing_key};
use serde_json::{Value, json};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ballot::OpenElection;
use tabella_crypto::election::ceremony::{Ceremony, CeremonyKeys, Dealer, KeyDeal, KeyShare, TrusteeSeed};
use tabella_crypto::election::manifest::{CheckedManifest, Manifest, SUITE, VERSION};
use tabella_crypto::election::statement::{Body, Statement, sign};
use tabella_crypto::group::Scalar;
use tabella_crypto::signature::SigningKey;

pub struct Election {
    pub manifest: CheckedManifest,
    /// The `manifest` statement.
    pub line: String,
    /// The election id, digest of `line` without its signature.
    pub id: Hash,
    pub seeds: Vec<TrusteeSeed>,
    pub ceremony: Ceremony,
    pub last_commitment: Hash,
    pub deals: Vec<KeyDeal>,
    pub keys: CeremonyKeys,
    pub phi: Hash,
}

impl Election {
    pub fn new() -> Election {
        let seeds: Vec<TrusteeSeed> =
            (1..=3u8).map(|i| TrusteeSeed::from_bytes(Hash::of(&[b"trustee", &[i]]).0.into())).collect();
        let manifest = manifest(&seeds);
        let line = sign(&official(), &Hash::ZERO, &Body::Manifest(manifest.clone()));
        let id = Statement::decode(&line).expect("manifest").digest;
        let manifest = manifest.check().expect("a manifest");
        let trustees = manifest.trustees.iter().map(|party| party.key).collect();
        let ceremony = Ceremony { election: id, threshold: 2, trustees };
        let last_commitment = Hash::of(&[b"last commitment"]);
        let deal = |(i, seed)| Dealer::new(seed, &ceremony, i).deal(&last_commitment);
        let deals: Vec<KeyDeal> = (1..).zip(&seeds).map(deal).collect();
        let keys = CeremonyKeys::new(&ceremony, &deals).expect("keys");
        let phi = Hash::of(&[b"open"]);
        Election { manifest, line, id, seeds, ceremony, last_commitment, deals, keys, phi }
    }

    pub fn official(&self) -> SigningKey {
        official()
    }

    /// The identity key of a trustee.
    pub fn trustee(&self, index: u64) -> SigningKey {
        self.seeds[index as usize - 1].identity()
    }

    /// The key share of a trustee.
    pub fn share(&self, index: u64) -> KeyShare {
        let seed = &self.seeds[index as usize - 1];
        KeyShare::open(seed, &self.ceremony, &self.deals, index).expect("share")
    }

    pub fn open(&self) -> OpenElection {
        OpenElection::new(self.manifest.clone(), self.phi, self.keys.Y)
    }
}

pub fn official_secret() -> Scalar {
    derived(b"official", b"", &[])
}

fn official() -> SigningKey {
    signing_key(&official_secret())
}

fn manifest(seeds: &[TrusteeSeed]) -> Manifest {
    let text = |text: &str| json!({"en": text});
    let option = |id: &str| json!({"id": id, "label": text(&format!("Option {id}"))});
    let contest = |id: &str, options: &[&str], rule: Value| {
        let options: Vec<Value> = options.iter().map(|id| option(id)).collect();
        let title = text(&format!("Contest {id}"));
        json!({"id": id, "options": options, "rule": {"choice": rule}, "title": title})
    };
    let registrar = signing_key(&derived(b"registrar", b"", &[]));
    let trustee = |(i, seed): (usize, &TrusteeSeed)| {
        json!({
            "key": seed.identity().public(),
            "name": format!("Trustee {}", i + 1),
        })
    };
    let manifest = json!({
        "all_trustees_needed": false,
        "board": {"key": Hash::of(&[b"board key"]), "name": "board.example"},
        "check_pages": ["https://check.example/t?e=1"],
        "client": [],
        "closing": 1_800_086_400,
        "contests": [
            contest("mayor", &["ada", "ben", "cleo"], json!({"blank": true, "max": 1, "min": 1})),
            contest("parks", &["north", "south", "west"], json!({"blank": false, "max": 2, "min": 0})),
            contest("clock", &["keep", "mend"], json!({"blank": false, "max": 1, "min": 1})),
        ],
        "description": text("For test vectors."),
        "languages": ["en"],
        "minimum": 2,
        "officials": [{"key": official().public(), "name": "Official"}],
        "opening": 1_800_000_000,
        "registrars": [{"key": registrar.public(), "name": "Registrar"}],
        "revealing_weights": false,
        "styles": [
            {"contests": ["mayor", "parks"], "id": "town"},
            {"contests": ["mayor", "clock"], "id": "village"},
        ],
        "suite": SUITE,
        "threshold": 2,
        "title": text("Example"),
        "trustees": seeds.iter().enumerate().map(trustee).collect::<Vec<_>>(),
        "unwitnessed": true,
        "version": VERSION,
        "witnesses": {"keys": [], "quorum": 0},
    });
    serde_json::from_value(manifest).expect("manifest")
}
