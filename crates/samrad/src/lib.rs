//! Samråd: carries each plan, revision and project proposal of a region through hearing, endorsement and adoption.

pub mod cli;
mod demo;
mod gauges;
pub mod probe;
mod simulate;

pub use app::links;
