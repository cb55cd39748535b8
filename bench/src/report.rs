//! One line of JSON a sample.

use crate::{
    lanes::Sample,
    measure::{self, percentile, round},
};
use serde_json::{Value, json};
use std::path::Path;

/// How fast the disk and how busy the machine was before a sample.
pub struct Conditions {
    fsync_p50_us: u64,
    cpu_pressure: f64,
}

impl Conditions {
    pub fn now() -> anyhow::Result<Self> {
        Ok(Self { cpu_pressure: measure::pressure(), fsync_p50_us: measure::fsync(Path::new("."))? })
    }

    /// Adds itself to a line.
    pub fn with(&self, mut line: Value) -> Value {
        line["fsync_p50_us"] = self.fsync_p50_us.into();
        line["cpu_pressure"] = self.cpu_pressure.into();
        line
    }
}

/// What a process had used when its work was done.
pub struct Work {
    pub cpu: f64,
    pub peak_mb: f64,
}

impl Work {
    pub fn of(process: u32) -> Self {
        Self { cpu: measure::cpu(process), peak_mb: measure::memory(process, "VmHWM") }
    }
}

#[expect(clippy::print_stdout, reason = "a measurement is printed")]
pub fn line(line: &Value) {
    println!("{line}");
}

#[expect(clippy::too_many_arguments, reason = "a line's fields")]
pub fn work(
    engine: &str,
    database: &str,
    documents: usize,
    lanes: usize,
    sample: &Sample,
    work: &Work,
    bytes: Option<u64>,
    conditions: &Conditions,
    more: Value,
) {
    #[expect(clippy::cast_precision_loss, reason = "a count of documents")]
    let per_1000 = work.cpu / documents as f64 * 1000.0;
    let mut said = json!({
        "what": "w",
        "engine": engine,
        "database": database.split(':').next(),
        "documents": documents,
        "lanes": lanes,
        "documents_per_second": measure::per_second(documents, sample.took),
        "commands_per_second": measure::per_second(sample.waits.len(), sample.took),
        "p50_us": percentile(&sample.waits, 0.5),
        "p99_us": percentile(&sample.waits, 0.99),
        "cpu_s_per_1000": round(per_1000),
        "peak_mb": work.peak_mb,
        "bytes_per_document": bytes.map(|bytes| bytes / u64::try_from(documents).unwrap_or(1)),
        "checked": true,
    });
    if let (Some(said), Value::Object(more)) = (said.as_object_mut(), more) {
        said.extend(more);
    }
    line(&conditions.with(said));
}
