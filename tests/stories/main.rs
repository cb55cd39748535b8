//! Stories: the whole product through HTTP, with the clock moved by hand and every letter read, on both databases.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod assessment;
mod bad_input;
mod channel;
mod clock;
mod confirm;
mod consulted;
mod desk;
mod door;
mod faults;
mod feeds;
mod fuzz;
mod hang_up;
mod incoming;
mod incoming_mail;
mod keeping;
mod kept;
mod life;
mod links;
mod load;
mod mailbox;
mod model;
mod nodes;
mod officer;
mod operator;
mod outbox;
mod pages;
mod planning;
mod post;
mod post_model;
mod postgres;
mod public;
mod real_mail;
mod routes;
mod scanner;
mod served;
mod storage;
mod strangers;
mod sweep;
mod taken_along;
mod time;
mod typed;
mod typed_desk;
mod waiting;
mod world;
