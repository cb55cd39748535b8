//! Letters: their words, their bytes, how they are sent, and mail that comes in. Knows nothing of the web.

pub mod inbox;
pub mod mail;
pub mod postman;
