//! The program: all of it is in the library beside, where other programs can reach its parsers.

fn main() -> std::process::ExitCode {
    samrad::cli::main()
}
