//! See [`tabella_fuzz::record::given`].

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tabella_fuzz::record::given(data));
