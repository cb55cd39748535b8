//! Every limit there is on what strangers can make us do or keep, in one place. Each has a test.

/// The largest file that is taken, in bytes.
pub const FILE: usize = 25 * 1024 * 1024;
/// The largest mail message that is read, in bytes.
pub const MESSAGE: usize = 30 * 1024 * 1024;
/// The largest body a form or a program may send, in bytes; routes that take files say their own.
pub const BODY: usize = 2 * 1024 * 1024;
