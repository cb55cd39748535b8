//! Power cuts, again and again, at moments that differ: what was acknowledged is there, and nothing is half done.
//!
//! `SAMRAD_SWEEP` asks for that many cycles instead of the few that every run makes; `SAMRAD_SEED` repeats the moments.

use super::{load::Load, postgres, served::Served};
use std::time::{Duration, Instant};

/// A cycle is a start, work, and a kill; ready again within this.
const READY: Duration = Duration::from_secs(2);

/// Moments that differ, and are the same for the same seed.
pub struct Moments(u64);

impl Moments {
    pub fn new() -> Self {
        let given = std::env::var("SAMRAD_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| u64::from(std::process::id()));
        println!("SAMRAD_SEED={seed}");
        Self(seed)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        // Knuth's multiplier, MMIX; the high bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn cycles(usual: usize) -> usize {
    std::env::var("SAMRAD_SWEEP").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_killed_again_and_again_loses_nothing_on_sqlite() {
    let mut moments = Moments::new();
    let mut served = Served::new(&[]);
    let load = Load::start(served.token(), 1, 8);
    let mut slowest = Duration::ZERO;
    let cycles = cycles(200);
    for _ in 0..cycles {
        let begun = Instant::now();
        served.start();
        slowest = slowest.max(begun.elapsed());
        load.node(0, served.base());
        tokio::time::sleep(Duration::from_millis(moments.below(200))).await;
        load.node(0, "");
        served.kill();
    }
    served.start();
    load.node(0, served.base());
    let acknowledged = load.end(served.base()).await;
    served.stop();
    println!("{cycles} kills, {acknowledged} commands acknowledged, ready after {slowest:?} at most");
    let verified = served.run(&["verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    assert!(acknowledged >= cycles, "only {acknowledged} commands: it was killed before it could work");
    assert!(slowest <= READY * busy(), "ready after {slowest:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_killed_again_and_again_lose_nothing_on_postgres() {
    let mut moments = Moments::new();
    let mut first = Served::new(&[("SAMRAD_DATABASE", &postgres::database())]);
    let mut second = first.beside(&[]);
    let load = Load::start(first.token(), 2, 8);
    let mut slowest = Duration::ZERO;
    let cycles = cycles(50);
    first.start();
    second.start();
    load.node(0, first.base());
    load.node(1, second.base());
    for cycle in 0..cycles {
        tokio::time::sleep(Duration::from_millis(moments.below(200))).await;
        let (n, node) = if cycle % 2 == 0 { (0, &mut first) } else { (1, &mut second) };
        load.node(n, "");
        node.kill();
        let begun = Instant::now();
        node.start();
        slowest = slowest.max(begun.elapsed());
        load.node(n, node.base());
    }
    let acknowledged = load.end(first.base()).await;
    first.stop();
    second.stop();
    println!("{cycles} kills, {acknowledged} commands acknowledged, ready after {slowest:?} at most");
    let verified = first.run(&["verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    assert!(acknowledged >= cycles, "only {acknowledged} commands: they were killed before they could work");
    assert!(slowest <= READY * busy(), "ready after {slowest:?}");
}

/// How many times slower than alone a test runs that shares its machine with others: runnable processes a core.
fn busy() -> u32 {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: f64 = load.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(1.0);
    // A whole number of times, and not more than eight.
    (1..8).find(|times| load <= f64::from(*times) * f64::from(u32::try_from(cores).unwrap_or(1))).unwrap_or(8)
}
