//! See [`tabella_fuzz::board::http`].

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tabella_fuzz::board::http(data));
