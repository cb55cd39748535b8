//! The canonical work, measured. Every command prints one line of JSON, and checks what came of it before it does.

mod board;
mod growth;
mod inside;
mod lanes;
mod mail;
mod measure;
mod over;
mod pages;
mod place;
mod public;
mod reference;
mod report;
mod served;
mod sink;
mod tick;
mod work;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// The work in process
    Inside(Amount),
    /// The work over HTTP, against the program
    Served {
        #[command(flatten)]
        amount: Amount,
        #[command(flatten)]
        program: Program,
        #[arg(long, value_enum, default_value = "desk")]
        by: served::By,
    },
    /// The work by the bare reference, in process
    Reference(Amount),
    /// The work by the bare reference, over HTTP
    ReferenceServed(Amount),
    /// Serves the reference, for the one before
    ServeReference { database: String },
    /// The work by a server with the reference's paths that runs already
    Drive {
        #[command(flatten)]
        amount: Amount,
        #[arg(long)]
        engine: String,
        #[arg(long)]
        address: String,
        /// Whose processor time and memory are counted
        #[arg(long)]
        process: Vec<u32>,
    },
    /// Letters to a mail server that takes everything
    Mail {
        #[command(flatten)]
        amount: Amount,
        #[command(flatten)]
        program: Program,
        #[arg(long, default_value_t = 8)]
        connections: usize,
    },
    /// The calendar: an empty look, and what is due carried out
    Tick {
        #[command(flatten)]
        amount: Amount,
        #[command(flatten)]
        program: Program,
    },
    /// The pages with most on them, and what is taken along of them
    Board {
        #[command(flatten)]
        amount: Amount,
        #[command(flatten)]
        program: Program,
        #[arg(long, default_value_t = 2_000)]
        remarks: usize,
    },
    /// What a page, a command and a look cost on top of many documents
    Growth {
        /// What the databases' names begin with: `sqlite:FILE` or `postgres://…/NAME`
        #[arg(long, default_value = "sqlite:growth")]
        database: String,
        /// The first is what the others are held against
        #[arg(long, value_delimiter = ',', default_value = "1000,100000")]
        documents: Vec<usize>,
        #[arg(long, default_value_t = 30)]
        rounds: usize,
        /// Leaves the databases, to look at what was slow
        #[arg(long)]
        keep: bool,
        #[command(flatten)]
        program: Program,
    },
    /// A crowd of the public at one document: what its page and commands cost before and after, and whether all get in
    Public {
        /// `sqlite:FILE` or `postgres://…/NAME`: emptied first
        #[arg(long, default_value = "sqlite:bench.db")]
        database: String,
        #[arg(long, default_value_t = 100_000)]
        answers: usize,
        /// Who answers at once, over HTTP
        #[arg(long, default_value_t = 5_000)]
        crowd: usize,
        #[arg(long, default_value_t = 256)]
        connections: usize,
        #[command(flatten)]
        program: Program,
    },
    /// The page an officer answers on
    Pages {
        #[command(flatten)]
        amount: Amount,
        #[command(flatten)]
        program: Program,
        #[arg(long, default_value_t = 5)]
        seconds: u64,
    },
}

#[derive(Args)]
struct Amount {
    /// `sqlite:FILE` or `postgres://…/NAME`: emptied first
    #[arg(long, default_value = "sqlite:bench.db")]
    database: String,
    #[arg(long, default_value_t = 500)]
    documents: usize,
    /// Documents under way at once, or connections
    #[arg(long, default_value_t = 64)]
    lanes: usize,
}

#[derive(Args)]
struct Program {
    /// The program that is measured
    #[arg(long, default_value = "target/release/samrad")]
    program: PathBuf,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Cli::parse().what {
        What::Inside(Amount { database, documents, lanes }) => inside::run(&database, documents, lanes).await,
        What::Served { amount: Amount { database, documents, lanes }, program, by } => {
            served::run(&program.program, &database, documents, lanes, by).await
        }
        What::Reference(Amount { database, documents, lanes }) => reference::run(&database, documents, lanes).await,
        What::ReferenceServed(Amount { database, documents, lanes }) => {
            reference::run_served(&database, documents, lanes).await
        }
        What::ServeReference { database } => reference::serve(&database).await,
        What::Drive { amount: Amount { documents, lanes, .. }, engine, address, process } => {
            over::drive(&engine, &address, documents, lanes, &process).await
        }
        What::Mail { amount: Amount { database, documents, .. }, program, connections } => {
            mail::run(&program.program, &database, documents, connections).await
        }
        What::Tick { amount: Amount { database, documents, .. }, program } => {
            tick::run(&program.program, &database, documents).await
        }
        What::Board { amount: Amount { database, documents, .. }, program, remarks } => {
            board::run(&program.program, &database, documents, remarks).await
        }
        What::Growth { database, documents, rounds, keep, program } => {
            growth::run(&program.program, &database, &documents, rounds, keep).await
        }
        What::Public { database, answers, crowd, connections, program } => {
            public::run(&program.program, &database, answers, crowd, connections).await
        }
        What::Pages { amount: Amount { database, lanes, .. }, program, seconds } => {
            pages::run(&program.program, &database, lanes, seconds).await
        }
    }
}
