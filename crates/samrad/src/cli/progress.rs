//! How far something long has come, for a person at a terminal; nothing anywhere else.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on standard error. indicatif draws none where that is no terminal.
pub struct Progress(ProgressBar);

impl Progress {
    pub fn bytes() -> Self {
        Self::styled("{bar:40} {bytes} of {total_bytes}, {eta} left")
    }

    pub fn rows() -> Self {
        Self::styled("{bar:40} {human_pos} of {human_len} rows, {eta} left")
    }

    fn styled(template: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        Self(match ProgressStyle::with_template(template) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        })
    }

    pub fn at(&self, done: u64, of: u64) {
        self.0.set_length(of.max(done));
        self.0.set_position(done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
