//! What is written in a letter's log where no server has said anything. Pages know these words again, and say them in the
//! reader's language.

pub const ADDRESS: &str = "the address cannot be used";
pub const PAST: &str = "its purpose is past";
pub const BROKEN: &str = "rendering it panicked";
pub const SILENT: &str = "the server did not answer in time";
pub const NO_ANSWER: &str = "no answer to the message";
pub const ENDED: &str = "the process ended while it was handed over";
/// Beside the state of a letter that a machine answered.
pub const AUTOMATIC: &str = "automatic";
/// Beside the state of a letter to which something came back that no machine could read.
pub const UNSURE: &str = "something came back";
/// Beside the state of a letter whose recipient told their provider that they did not want it.
pub const COMPLAINT: &str = "complaint";
/// Before the words of a report that did not come by the return path.
pub const UNPROVEN: &str = "unproven: ";
