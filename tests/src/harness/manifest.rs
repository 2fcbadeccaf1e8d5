//! The manifest of a specification, and what an observer trusts who has compared it.

use super::keys::Keys;
use super::spec::{CLOSING, OPENING, Spec};
use std::collections::BTreeMap;
use tabella_crypto::bytes::Hash;
use tabella_crypto::contest::Rule;
use tabella_crypto::election::ceremony::TrusteeSeed;
use tabella_crypto::election::manifest::{
    Contest, ContestOption, Id, LogKey, Manifest, Party, SUITE, Style, Texts, VERSION, Witnesses,
};
use tabella_crypto::election::statement::{Body, Kind, Unsigned};

use tabella_crypto::text::{Paragraphs, Text};
use tabella_log::trust::Trust;
use tabella_log::witness::WitnessSigner;

/// What an observer trusts who has compared the honest manifest with the announcement.
pub fn trust(spec: &Spec, keys: &Keys) -> Trust {
    let manifest = manifest(spec, keys);
    let body = Body::Manifest(manifest.clone()).encode();
    let statement = Unsigned::new(keys.official.public(), &body, &Hash::ZERO, Kind::Manifest);
    Trust::of(&statement.digest(), &manifest)
}

/// The manifest of a specification.
pub fn manifest(spec: &Spec, keys: &Keys) -> Manifest {
    let texts = |english: &str, chinese: &str| -> Texts {
        let text = |text: &str| Text::new(text).expect("a text");
        BTreeMap::from([("en".into(), text(english)), ("zh-Hans".into(), text(chinese))])
    };
    let paragraphs = |english: &str, chinese: &str| {
        let text = |text: &str| Paragraphs::new(text).expect("a text");
        BTreeMap::from([("en".into(), text(english)), ("zh-Hans".into(), text(chinese))])
    };
    let id = |text: &str| Id::new(text).expect("an id");
    let name = |text: String| Text::new(text).expect("a name");
    let contest = |(title, rule, options): &(&str, Rule, usize)| Contest {
        id: id(title),
        options: (0..*options)
            .map(|o| ContestOption {
                id: id(&format!("option-{o}")),
                label: texts(&format!("Option {o}"), &format!("选项 {o}")),
            })
            .collect(),
        rule: *rule,
        title: texts(title, title),
    };
    let trustee = |(i, seed): (usize, &TrusteeSeed)| Party {
        key: *seed.identity().public(),
        name: name(format!("Trustee {}", i + 1)),
    };
    let witnesses: Vec<LogKey> = keys.witnesses.iter().map(WitnessSigner::witness).collect();
    let quorum = if witnesses.is_empty() { 0 } else { (spec.witnesses / 2 + 1).max(spec.witnesses - 1) };
    Manifest {
        all_trustees_needed: spec.threshold == spec.trustees,
        board: keys.board.board(),
        check_pages: vec![],
        client: vec![],
        closes_at: CLOSING,
        contests: spec.contests.iter().map(contest).collect(),
        description: paragraphs("A made-up election", "虚构的选举"),
        languages: vec!["en".into(), "zh-Hans".into()],
        minimum: spec.minimum,
        officials: vec![Party { key: *keys.official.public(), name: name("Official".into()) }],
        opens_at: OPENING,
        registrars: vec![Party { key: *keys.registrar.public(), name: name("Registrar".into()) }],
        revealing_weights: spec.revealing_weights,
        styles: spec
            .styles
            .iter()
            .enumerate()
            .map(|(i, contests)| Style {
                contests: contests.iter().map(|contest| id(contest)).collect(),
                id: id(&format!("style-{i}")),
            })
            .collect(),
        suite: SUITE.into(),
        threshold: spec.threshold,
        title: texts("A test election", "测试选举"),
        trustees: keys.trustees.iter().enumerate().map(trustee).collect(),
        unwitnessed: spec.witnesses == 0,
        version: VERSION,
        witnesses: Witnesses { keys: witnesses, quorum },
    }
}
