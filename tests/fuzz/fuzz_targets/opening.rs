//! See [`tabella_fuzz::decoders::opening`].

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tabella_fuzz::decoders::opening(data));
