//! The pages with most on them: the board of many documents, the table of many remarks and what is taken along of it,
//! and the page an officer answers on. One reader, thirty looks; fails where a median is over its goal.

use crate::{
    growth::{SECRET, log_in},
    lanes, measure,
    measure::percentile,
    over::{Lane, Served},
    place, report,
    served::{self, Program},
    work::{self, MUNICIPALITIES, REGION},
};
use anyhow::{Context as _, ensure};
use serde_json::{Value, json};
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

const LOOKS: usize = 30;
const PAGE: Duration = Duration::from_millis(50);
const EXPORT: Duration = Duration::from_secs(2);
/// The process as a whole, while it makes an export of remarks.
const PEAK_MB: f64 = 64.0;
const LANES: usize = 8;

pub async fn run(program: &Path, database: &str, documents: usize, remarks: usize) -> anyhow::Result<()> {
    let conditions = report::Conditions::now()?;
    let installed = Arc::new(Program::install(program, database, Path::new("installed")).await?);
    installed.run(&["user", "add", "--name", "Kari", "--address", "kari@example.test"])?;
    let ledger = place::open(database).await?;
    log_in(&ledger).await?;
    ledger.close().await;
    let mut served = installed.serve()?;
    fill(&served, &installed, documents).await?;
    let mut lane = Lane::open(&served.address, Some(&installed.token)).await?;
    let assessed = assessed(&mut lane, remarks).await?;
    let (heard, _) = served::heard(&mut lane, "Plan for samferdsel").await?;

    let mut lane = Lane::open(&served.address, None).await?;
    lane.cookie = Some(format!("sid={SECRET}"));
    let table = format!("/desk/documents/{assessed}/remarks");
    let note = format!("/desk/documents/{assessed}/hearing-note");
    // The exports first: their memory is the process's own, not what the board of so many documents left.
    let asked = [
        ("remarks.docx", format!("{note}/docx"), EXPORT, 3),
        ("remarks.xlsx", format!("{note}/xlsx"), EXPORT, 3),
        ("remarks.csv", format!("{note}/csv"), EXPORT, 3),
        ("board", "/desk".to_owned(), PAGE, LOOKS),
        ("board.csv", "/desk/board.csv".to_owned(), EXPORT, 3),
        ("table of remarks", table, PAGE, LOOKS),
        ("reply page", installed.link(&heard, 1), PAGE, LOOKS),
    ];
    let mut over = Vec::new();
    for (what, path, goal, looks) in asked {
        let line = look(&mut lane, served.process.id(), &path, looks).await?;
        let line = measured(what, &line, goal);
        if line["over"] == true {
            over.push(what);
        }
        report::line(&conditions.with(merge(line, json!({"documents": documents, "remarks": remarks}))));
    }
    served.stop()?;
    ensure!(over.is_empty(), "over the goal: {}", over.join(", "));
    Ok(())
}

/// What one path cost.
struct Look {
    median: Duration,
    slowest: Duration,
    bytes: usize,
    before_mb: f64,
    peak_mb: f64,
}

async fn look(lane: &mut Lane, process: u32, path: &str, looks: usize) -> anyhow::Result<Look> {
    let before_mb = measure::memory(process, "VmRSS");
    measure::forget_peak(process);
    let mut times = Vec::new();
    let mut bytes = 0;
    for _ in 0..looks {
        let asked = Instant::now();
        let (status, body) = lane.get(path).await?;
        times.push(asked.elapsed());
        ensure!(status.is_success(), "{path}: {status}");
        bytes = body.len();
    }
    times.sort_unstable();
    let median = Duration::from_micros(percentile(&times, 0.5));
    let slowest = times.last().copied().context("a look")?;
    Ok(Look { median, slowest, bytes, before_mb, peak_mb: measure::memory(process, "VmHWM") })
}

fn measured(what: &str, look: &Look, goal: Duration) -> Value {
    let milliseconds = |time: Duration| measure::round(time.as_secs_f64() * 1e3);
    json!({
        "what": what,
        "engine": "samrad",
        "median_ms": milliseconds(look.median),
        "slowest_ms": milliseconds(look.slowest),
        "bytes": look.bytes,
        "before_mb": look.before_mb,
        "peak_mb": look.peak_mb,
        "over": look.median > goal || (what.starts_with("remarks.") && look.peak_mb > PEAK_MB),
    })
}

fn merge(mut line: Value, more: Value) -> Value {
    if let (Some(line), Value::Object(more)) = (line.as_object_mut(), more) {
        line.extend(more);
    }
    line
}

/// Half of them are being heard in all eight municipalities, half are drafts.
async fn fill(served: &Served, installed: &Arc<Program>, documents: usize) -> anyhow::Result<()> {
    lanes::run(documents, LANES, |_, next| {
        let (address, installed) = (served.address.clone(), installed.clone());
        async move {
            let mut lane = Lane::open(&address, Some(&installed.token)).await?;
            for number in next {
                let title = format!("Plan {number}");
                if number % 2 == 0 {
                    served::heard(&mut lane, &title).await?;
                } else {
                    lane.json(
                        &format!("/api/v1/regions/{REGION}/documents"),
                        &json!({"kind": "bench", "title": title}),
                    )
                    .await?;
                }
            }
            Ok(Vec::new())
        }
    })
    .await?;
    Ok(())
}

/// A document whose hearing is over, with so many remarks from all municipalities on all its sections.
async fn assessed(lane: &mut Lane, remarks: usize) -> anyhow::Result<procedure::DocumentId> {
    let (id, at) = served::heard(lane, "Overordnet strategi").await?;
    let document = lane.get(&format!("/api/v1/documents/{id}/text")).await?.1;
    let sections = section_ids(&document);
    let each = remarks / usize::try_from(MUNICIPALITIES)?;
    for municipality in served::municipalities() {
        let remark = |n: usize| {
            let text =
                format!("{n}. {}", "Vi ber om at tiltaket blir nevnt, med hvem som har ansvaret for det. ".repeat(4));
            let mut remark = json!({"text": text, "proposed": "Regionen skal utrede tiltaket innen 2028."});
            if let Some(section) = sections.get(n % sections.len().max(1)) {
                remark["section"] = json!(section);
            }
            remark
        };
        let remarks: Vec<_> = (0..each).map(remark).collect();
        let statement = json!({"type": "record_statement", "municipality": municipality, "position": "with_remarks",
            "text": "Kommunen støtter planen.", "remarks": remarks, "received_on": work::today_here(), "channel": "e-post"});
        lane.json(&at, &statement).await?;
    }
    lane.json(&at, &json!({"type": "close_hearing"})).await?;
    Ok(id)
}

/// The ids of a version's sections.
fn section_ids(version: &[u8]) -> Vec<String> {
    let version: Value = serde_json::from_slice(version).unwrap_or_default();
    let id = |section: &Value| section["id"].as_str().map(str::to_owned);
    version["sections"].as_array().into_iter().flatten().filter_map(id).collect()
}
