//! Stories live in `stories/`; this crate has no code of its own.
