//! Every limit there is on what strangers can make us do or keep, in one place. Each has a test.

/// The largest file that is taken, in bytes.
pub const FILE: usize = 25 * 1024 * 1024;
/// The largest form with a file that is read to its end, in bytes: what is typed beside a file that is too large can
/// be given back then.
pub const UPLOAD: usize = 4 * FILE;
/// The largest mail message that is read, in bytes.
pub const MESSAGE: usize = 30 * 1024 * 1024;
/// The most entries of a zip package, such as a DOCX: each takes memory before anything of it is read.
pub const ENTRIES: u64 = 10_000;
/// The most that one part of a package may hold when it is unpacked, in bytes: a small file can unpack to gigabytes.
pub const PART: u64 = 32 * 1024 * 1024;
/// The largest body a form or a program may send, in bytes; routes that take files say their own.
pub const BODY: usize = 2 * 1024 * 1024;

/// Letters a link can have sent in 24 hours: to colleagues, new links, receipts, codes. More is no answer to a hearing.
pub const LINK_LETTERS: usize = 30;
/// Answers a link can send in 24 hours: each is kept for ever, and each has a receipt.
pub const LINK_ANSWERS: usize = 20;
/// New links a link can order in an hour: each is a letter to somebody.
pub const LINK_NEW_LINKS: usize = 3;
/// What a link can bring in 24 hours of files and drafts, in bytes: eight of the largest files.
pub const LINK_BYTES: u64 = 200 * 1024 * 1024;
/// How long a mailed code works, in minutes: as long as it takes to fetch it from the registry.
pub const CODE_MINUTES: i64 = 10;
/// Tries a mailed code has, of a million codes there are.
pub const CODE_TRIES: i64 = 10;
