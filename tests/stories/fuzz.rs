//! Anything at all, thrown at every place where strangers' bytes come in: what is kept in `fuzz/corpus`, and what can be
//! made of it for a while. `SAMRAD_FUZZ` is how many seconds a place gets; with the nightly compiler and cargo-fuzz the
//! same places are fuzzed by what of the program each input reaches (`fuzz/README.md`).

use super::sweep::Moments;
use samrad::probe;
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// What parsers stumble over.
const WORDS: [&[u8]; 18] = [
    b"\r\n",
    b"\r\n.\r\n",
    b"\0",
    b"\n\n",
    b"=",
    b"@",
    b";",
    b"\"",
    b"--b\r\n",
    b"--b--",
    b"\xff\xfe",
    "\u{202e}".as_bytes(),
    "\u{200b}".as_bytes(),
    "\u{10ffff}".as_bytes(),
    b"%PDF-",
    b"PK\x03\x04",
    b"9999999999999999999999",
    b"../../",
];

fn seconds() -> Duration {
    let asked = std::env::var("SAMRAD_FUZZ").ok().and_then(|text| text.parse().ok());
    Duration::from_secs_f64(asked.unwrap_or(0.5))
}

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/corpus")).join(name);
    let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// One input out of another, a few steps away.
fn changed(from: &[Vec<u8>], moments: &mut Moments) -> Vec<u8> {
    let place = |moments: &mut Moments, length: usize| usize::try_from(moments.below(length as u64 + 1)).unwrap();
    let any = |moments: &mut Moments| from[usize::try_from(moments.below(from.len() as u64)).unwrap()].clone();
    let mut bytes = any(moments);
    for _ in 0..=moments.below(6) {
        let at = place(moments, bytes.len());
        let end = place(moments, bytes.len()).max(at);
        match moments.below(6) {
            0 => bytes[at..end].reverse(),
            1 => drop(bytes.drain(at..end.min(at + 40))),
            2 => drop(bytes.splice(at..at, WORDS[usize::try_from(moments.below(18)).unwrap()].iter().copied())),
            3 => drop(bytes.splice(at..end.min(at + 1), [u8::try_from(moments.below(256)).unwrap()])),
            4 => {
                let other = any(moments);
                let from = place(moments, other.len());
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            _ => {
                let again = bytes[at..end.min(at + 200)].to_vec();
                drop(bytes.splice(at..at, again));
            }
        }
        bytes.truncate(200_000);
    }
    bytes
}

#[test]
fn nothing_that_comes_in_breaks_what_is_promised() {
    let mut moments = Moments::new();
    for (name, probe) in probe::ALL {
        let corpus = corpus(name);
        assert!(corpus.len() >= 3, "{name} has something to begin with");
        let stands = |bytes: &[u8]| {
            if std::panic::catch_unwind(|| probe(bytes)).is_err() {
                let kept = std::env::temp_dir().join(format!("samrad-fuzz-{name}"));
                std::fs::write(&kept, bytes).unwrap();
                panic!("{name} broke; the input is in {}", kept.display());
            }
        };
        for bytes in &corpus {
            stands(bytes);
        }
        let begun = Instant::now();
        let mut inputs = 0;
        while begun.elapsed() < seconds() {
            stands(&changed(&corpus, &mut moments));
            inputs += 1;
        }
        println!("{name}: {inputs} inputs");
    }
}
