//! The program: all of it is in the library beside, where other programs can reach its parsers.

/// Much of the work is many small texts that live for a moment: the system's allocator took a fifth of it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    samrad::cli::main()
}
