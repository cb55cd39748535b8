//! The command line: one program, its errors saying what to do. Exit status 0 done, 1 failed, 2 usage, 78 settings.

mod backup;
mod check;
mod deadline;
mod demo;
mod health;
mod keep;
mod open;
mod people;
mod post;
mod progress;
mod record;
mod serve;
mod simulate;
mod time;

use clap::{Args, CommandFactory as _, Parser, Subcommand};
use std::{
    fmt::Display,
    io::{self, Write as _},
    process::ExitCode,
};

/// Settings that cannot be used.
const EX_CONFIG: u8 = 78;
/// Not now: a mail server keeps the message and tries again.
const EX_TEMPFAIL: u8 = 75;

/// Carries plans, revisions and project proposals through hearing, endorsement and adoption.
#[derive(Parser)]
#[command(name = "samrad", version)]
struct Cli {
    #[command(subcommand)]
    command: Order,
}

#[derive(Subcommand)]
enum Order {
    /// Serve pages, programs, the calendar and the post
    Serve,
    /// Try everything on invented data, with a clock you move by hand
    Demo(demo::Demo),
    /// Make the database, or bring it up to this version; a copy of the file is kept first
    Migrate(keep::Migrate),
    /// Fold every log anew and write its state
    Rebuild,
    /// Prove that nothing in the record was changed, also against what was kept outside
    Verify(record::Verify),
    /// The daily seals of the record
    #[command(subcommand)]
    Seal(record::Seals),
    /// Check the proof of an event, without the database
    Prove(record::Prove),
    /// Write out what is kept
    #[command(subcommand)]
    Export(record::Export),
    /// Copy the database into a file while it is served, with a manifest beside it
    Backup(backup::Backup),
    /// Put a backup back, once it has proved to be whole; its letters are held
    Restore(backup::Restore),
    /// Let letters go from a database that was put back or copied
    RestoreAccept,
    /// Copy a whole database into another, SQLite or PostgreSQL, and compare them
    Copy(backup::Copy),
    /// Ask the process that serves whether it is ready
    Healthcheck,
    /// Read the settings, the kinds and the regions, and say what is wrong with them
    CheckConfig(check::CheckConfig),
    /// Look over the installation
    Doctor(check::Doctor),
    /// Work out a deadline, line by line
    Deadline(deadline::Deadline),
    /// Print what will be looked at, and when
    Schedule(time::Schedule),
    /// Print which letters will go to whom on a day, if nobody does anything until then
    Due(time::Due),
    /// Live through years of a region in seconds, and hold every promise against every day
    Simulate(simulate::Simulate),
    /// Plan backwards from the day something is to be adopted
    Plan(time::Plan),
    /// Print when every document falls due for revision
    Revisions(time::Revisions),
    /// Take mail in, on stdin: bounces, and answers by e-mail
    MailIn(post::MailIn),
    /// Blank what is known of a person
    Erase(post::Erase),
    /// Go on after a long stop: the clock is right, and letters that waited may be sent
    Release,
    /// Coordinators
    #[command(subcommand)]
    User(people::User),
    /// Programs' tokens
    #[command(subcommand)]
    Token(people::Token),
    /// Write completions for a shell
    Completions(Shell),
    /// Write the manual page
    Man,
}

#[derive(Args)]
struct Shell {
    shell: clap_complete::Shell,
}

/// Why a command failed, and with which exit status.
enum Failure {
    Settings(String),
    /// For a mail server to try again.
    Later(String),
    Other(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

impl From<ledger::Error> for Failure {
    fn from(error: ledger::Error) -> Self {
        Self::Other(error.into())
    }
}

impl From<app::config::ConfigError> for Failure {
    fn from(error: app::config::ConfigError) -> Self {
        Self::Settings(error.to_string())
    }
}

pub fn main() -> ExitCode {
    let cli = Cli::parse();
    // What is written holds names, addresses and keys: databases, backups and archives are their owner's alone.
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        return ExitCode::FAILURE;
    }
    // Years lived step by step have nothing to do at the same time, and nobody to talk to.
    let runtime = match &cli.command {
        Order::Simulate(_) => tokio::runtime::Builder::new_current_thread().enable_time().build(),
        _ => tokio::runtime::Runtime::new(),
    };
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error, ExitCode::FAILURE),
    };
    match runtime.block_on(run(cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Settings(error)) => fail(&error, ExitCode::from(EX_CONFIG)),
        Err(Failure::Later(error)) => fail(&error, ExitCode::from(EX_TEMPFAIL)),
        Err(Failure::Other(error)) => fail(&format!("{error:#}"), ExitCode::FAILURE),
    }
}

fn fail(error: &dyn Display, code: ExitCode) -> ExitCode {
    let _closed = writeln!(io::stderr(), "samrad: {error}");
    code
}

/// Prints a line; a reader who has gone away is no error.
fn say(line: impl Display) {
    let _closed = writeln!(io::stdout(), "{line}");
}

async fn run(order: Order) -> Result<(), Failure> {
    match order {
        Order::Serve => serve::serve().await,
        Order::Demo(demo) => demo::run(demo).await,
        Order::Migrate(asked) => keep::migrate(asked).await,
        Order::Rebuild => keep::rebuild().await,
        Order::Verify(asked) => record::verify(asked).await,
        Order::Seal(asked) => record::seals(asked).await,
        Order::Prove(asked) => record::prove(&asked),
        Order::Export(asked) => record::export(asked).await,
        Order::Backup(asked) => backup::backup(asked).await,
        Order::Restore(asked) => backup::restore(asked).await,
        Order::RestoreAccept => backup::accept().await,
        Order::Copy(asked) => backup::copy(asked).await,
        Order::Healthcheck => health::check().await,
        Order::CheckConfig(asked) => check::check_config(&asked),
        Order::Doctor(doctor) => check::doctor(doctor).await,
        Order::Deadline(asked) => {
            deadline::run(&asked);
            Ok(())
        }
        Order::Schedule(asked) => time::schedule(asked).await,
        Order::Due(asked) => time::due(asked).await,
        Order::Simulate(asked) => simulate::run(asked).await,
        Order::Plan(asked) => time::plan(asked).await,
        Order::Revisions(asked) => time::revisions(asked).await,
        Order::MailIn(asked) => post::mail_in(asked).await,
        Order::Erase(asked) => post::erase(asked).await,
        Order::Release => time::release().await,
        Order::User(user) => people::user(user).await,
        Order::Token(token) => people::token(token).await,
        Order::Completions(shell) => {
            clap_complete::generate(shell.shell, &mut Cli::command(), "samrad", &mut io::stdout());
            Ok(())
        }
        Order::Man => {
            let page = clap_mangen::Man::new(Cli::command());
            page.render(&mut io::stdout()).map_err(|error| Failure::Other(error.into()))
        }
    }
}
