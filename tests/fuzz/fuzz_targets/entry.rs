//! See [`tabella_fuzz::decoders::entry`].

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tabella_fuzz::decoders::entry(data));
