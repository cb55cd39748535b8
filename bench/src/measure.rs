//! What is read before, during and after a sample: time, processor, memory, disk, and how busy the machine was.

use anyhow::Context as _;
use std::{
    fs,
    io::{Seek as _, Write as _},
    path::Path,
    time::{Duration, Instant},
};

/// Linux counts a process's time in hundredths of a second.
const TICK: f64 = 0.01;

/// Seconds of processor time a process and its threads have had.
pub fn cpu(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name in parentheses may hold spaces; user and system time are the 12th and 13th field after it.
    let after = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: f64 = after.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks * TICK
}

/// Megabytes: `VmRSS` now, `VmHWM` at most.
pub fn memory(process: u32, field: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'));
    let kilobytes: f64 = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0.0);
    round(kilobytes / 1024.0)
}

/// Lets `VmHWM` begin anew.
pub fn forget_peak(process: u32) {
    let _not_ours = fs::write(format!("/proc/{process}/clear_refs"), "5");
}

pub fn percentile(sorted: &[Duration], share: f64) -> u64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        clippy::cast_possible_truncation,
        reason = "a place in a list"
    )]
    let place = (sorted.len().saturating_sub(1) as f64 * share) as usize;
    sorted.get(place).map_or(0, |time| u64::try_from(time.as_micros()).unwrap_or(u64::MAX))
}

/// The median of fifty writes of a page, each made durable, in microseconds.
pub fn fsync(folder: &Path) -> anyhow::Result<u64> {
    let name = folder.join("fsync.probe");
    let mut file = fs::File::create(&name).with_context(|| name.display().to_string())?;
    let mut times = Vec::new();
    for _ in 0..50 {
        let started = Instant::now();
        file.rewind()?;
        file.write_all(&[0; 4096])?;
        file.sync_data()?;
        times.push(started.elapsed());
    }
    fs::remove_file(name)?;
    times.sort_unstable();
    Ok(percentile(&times, 0.5))
}

/// How much of the last ten seconds somebody waited for a processor, in per cent.
pub fn pressure() -> f64 {
    let text = fs::read_to_string("/proc/pressure/cpu").unwrap_or_default();
    let average = text.split_whitespace().find_map(|word| word.strip_prefix("avg10="));
    average.and_then(|number| number.parse().ok()).unwrap_or(0.0)
}

pub fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

pub fn per_second(count: usize, time: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let rate = count as f64 / time.as_secs_f64();
    round(rate)
}
