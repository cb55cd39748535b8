//! Metrics of what happens, counted as it does. Labels are words of the program's own, so that their number is bounded.

use ledger::{Done, Error};
use metrics::counter;

/// What became of a command.
pub fn command(answer: &Result<Done, Error>) {
    let outcome = match answer {
        Ok(done) if done.replayed => "repeated",
        Ok(_) => "done",
        Err(Error::Refused(refusal)) => {
            counter!("samrad_refusals_total", "refusal" => refusal.name()).increment(1);
            "refused"
        }
        Err(Error::NotFound | Error::NoKey | Error::KeyReused | Error::Newer) => "not_possible",
        Err(Error::Conflict) => "conflict",
        Err(Error::Busy | Error::Full | Error::Lost(_)) => "busy",
        Err(Error::Storage(_) | Error::Database(_) | Error::Migration(_) | Error::Broken(_)) => "broken",
    };
    counter!("samrad_commands_total", "outcome" => outcome).increment(1);
}
