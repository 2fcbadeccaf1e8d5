//! See [`tabella_fuzz::record::differential`].

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tabella_fuzz::record::differential(data));
