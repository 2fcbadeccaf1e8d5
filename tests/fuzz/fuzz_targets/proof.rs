//! See [`tabella_fuzz::proofs::proof`].

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tabella_fuzz::proofs::proof(data));
