//! The files of `tests/corpus/`, made again and compared byte for byte.
