//! Progress of long work, shown on a terminal and nowhere else.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal as _;
use std::time::Duration;

/// A bar or a spinner on standard error, if that is a terminal; dropped, it is gone.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar for `count` things: `doing` says what is done, and may be empty; `things` is their plural, such as
    /// "entries".
    pub fn new(doing: &str, things: &str, count: u64) -> Progress {
        if !std::io::stderr().is_terminal() {
            return Progress(ProgressBar::hidden());
        }
        let message = if doing.is_empty() { "" } else { "{msg} " };
        let style = format!("{message}{{bar:40}} {{pos}}/{{len}} {things}, {{eta}} left");
        let style = ProgressStyle::with_template(&style).unwrap_or_else(|_| ProgressStyle::default_bar());
        Progress(ProgressBar::new(count).with_style(style).with_message(doing.to_owned()))
    }

    /// A spinner beside words, for work of unknown length.
    pub fn spinner(words: impl Into<String>) -> Progress {
        if !std::io::stderr().is_terminal() {
            return Progress(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner().with_message(words.into());
        bar.enable_steady_tick(Duration::from_millis(120));
        Progress(bar)
    }

    /// So many are done.
    pub fn set(&self, done: u64) {
        self.0.set_position(done);
    }

    /// So many of so many are done.
    pub fn set_of(&self, done: u64, count: u64) {
        self.0.set_length(count);
        self.0.set_position(done);
    }

    /// One more is done.
    pub fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
