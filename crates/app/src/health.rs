//! Whether this process may act, as the loops, the board and `/readyz` know it: a clock that has jumped sends nothing, and
//! a mail server that turns us away stops the post.

use tokio::sync::watch;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClockState {
    /// Not looked yet.
    #[default]
    Unknown,
    Steady,
    /// After a gap: waits, and looks again.
    Settling,
    /// More than 30 days, either way: waits for a person.
    Stopped,
    /// This machine's clock and the database's disagree.
    Skewed,
}

impl ClockState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Steady => "steady",
            Self::Settling => "waking",
            Self::Stopped => "stopped",
            Self::Skewed => "apart",
        }
    }
}

/// What the two loops know of each other, and the board and `/readyz` show.
#[derive(Clone, Debug)]
pub struct Health {
    pub clock_state: watch::Sender<ClockState>,
    /// Why no post is sent, while none is.
    pub channel: watch::Sender<Option<Closed>>,
    /// Told to stop: what comes now is answered, what comes later should go to another node.
    pub leaving: watch::Sender<bool>,
}

/// The mail server, when it cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// It will not have us: authentication or TLS. Otherwise it cannot be reached.
    pub turned_away: bool,
    pub said: String,
}

impl Closed {
    pub fn as_str(&self) -> &'static str {
        if self.turned_away { "turned away" } else { "away" }
    }
}

impl Default for Health {
    fn default() -> Self {
        Self {
            clock_state: watch::Sender::new(ClockState::Unknown),
            channel: watch::Sender::new(None),
            leaving: watch::Sender::new(false),
        }
    }
}

impl Health {
    /// For a clock that is driven by hand, which may jump as it likes.
    pub fn steady() -> Self {
        Self { clock_state: watch::Sender::new(ClockState::Steady), ..Self::default() }
    }

    pub fn clock_state(&self) -> ClockState {
        *self.clock_state.borrow()
    }
}
