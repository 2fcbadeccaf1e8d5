//! See [`tabella_fuzz::record::record`].

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tabella_fuzz::record::record(data));
