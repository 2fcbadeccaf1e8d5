//! See [`tabella_fuzz::decoders::trust`].

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tabella_fuzz::decoders::trust(data));
