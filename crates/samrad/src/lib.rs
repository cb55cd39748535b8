//! Samråd: carries each plan, revision and project proposal of a region through hearing, endorsement and adoption.

mod app;
mod calendar;
pub mod cli;
mod clock;
mod config;
mod demo;
mod files;
mod forecast;
mod history;
mod ids;
pub mod import;
mod inbox;
mod language;
pub mod links;
pub mod mail;
mod markup;
mod numbers;
mod paper;
mod planning;
mod postman;
mod pulse;
mod schedule;
mod simulate;
mod texts;
mod watch;
mod web;
