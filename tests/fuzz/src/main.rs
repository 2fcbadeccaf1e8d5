//! The fuzzer: one program for all targets, of which TABELLA_FUZZ names one; `list` prints their names.

#![no_main]

use std::sync::LazyLock;
use tabella_fuzz::{TARGETS, Target};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("TABELLA_FUZZ").unwrap_or_default();
    if name == "list" {
        TARGETS.iter().for_each(|(name, _)| println!("{name}"));
        std::process::exit(0);
    }
    let Some((_, target)) = TARGETS.iter().find(|(known, _)| *known == name) else {
        eprintln!("TABELLA_FUZZ must be the name of a target, or `list`");
        std::process::exit(2);
    };
    *target
});

libfuzzer_sys::fuzz_target!(init: { LazyLock::force(&TARGET); }, |data: &[u8]| TARGET(data));
