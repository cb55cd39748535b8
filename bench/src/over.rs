//! The work over HTTP: one connection a lane, kept alive, every request answered before the next.

use crate::{
    lanes::{self, Next},
    report,
    work::COMMANDS,
};
use anyhow::{Context as _, bail, ensure};
use http_body_util::{BodyExt as _, Full};
use hyper::{Method, Request, StatusCode, body::Bytes, client::conn::http1};
use hyper_util::rt::TokioIo;
use serde_json::json;
use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tokio::net::TcpStream;

/// A process that serves on an address it chose.
pub struct Served {
    pub process: Child,
    pub address: String,
    pub ready_after: Duration,
    /// Processor time it had used when it was ready.
    cpu: f64,
}

impl Served {
    /// Starts a program that says `ready http://ADDRESS` when it is.
    pub fn start(command: &mut Command) -> anyhow::Result<Self> {
        let started = Instant::now();
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let output = process.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(output).lines();
        let ready = lines.find_map(|line| line.ok()?.strip_prefix("ready http://").map(str::to_owned));
        let address = ready.context("the program serves")?;
        let ready_after = started.elapsed();
        std::thread::spawn(move || lines.for_each(drop));
        let cpu = crate::measure::cpu(process.id());
        Ok(Self { process, address, ready_after, cpu })
    }

    /// What it has used since it was ready.
    pub fn work(&self) -> report::Work {
        let work = report::Work::of(self.process.id());
        report::Work { cpu: work.cpu - self.cpu, ..work }
    }

    /// Asks it to end, and waits until it has.
    pub fn stop(&mut self) -> anyhow::Result<()> {
        Command::new("kill").arg(self.process.id().to_string()).status()?;
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _gone = self.process.wait();
    }
}

/// One lane's connection.
pub struct Lane {
    address: String,
    token: Option<String>,
    /// Sent with every request while it is there, so that the request happens once.
    pub key: Option<String>,
    /// A person's session.
    pub cookie: Option<String>,
    /// Where it comes from, as a proxy says it.
    pub from: Option<String>,
    sender: http1::SendRequest<Full<Bytes>>,
    pub waits: Vec<Duration>,
}

impl Lane {
    pub async fn open(address: &str, token: Option<&str>) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let (address, token) = (address.to_owned(), token.map(str::to_owned));
        Ok(Self { address, token, key: None, cookie: None, from: None, sender, waits: Vec::new() })
    }

    pub async fn json(&mut self, path: &str, body: &serde_json::Value) -> anyhow::Result<serde_json::Value> {
        let (status, bytes) = self.send(Method::POST, path, "application/json", body.to_string()).await?;
        if !status.is_success() {
            bail!("{path}: {status} {}", String::from_utf8_lossy(&bytes));
        }
        Ok(serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// A form as a browser sends it; answered by a redirection.
    pub async fn form(&mut self, path: &str, fields: &str) -> anyhow::Result<()> {
        let kind = "application/x-www-form-urlencoded";
        let (status, bytes) = self.send(Method::POST, path, kind, fields.to_owned()).await?;
        if status != StatusCode::SEE_OTHER {
            bail!("{path}: {status} {}", String::from_utf8_lossy(&bytes));
        }
        Ok(())
    }

    pub async fn get(&mut self, path: &str) -> anyhow::Result<(StatusCode, Bytes)> {
        self.send(Method::GET, path, "text/plain", String::new()).await
    }

    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        kind: &str,
        body: String,
    ) -> anyhow::Result<(StatusCode, Bytes)> {
        let mut request =
            Request::builder().method(method).uri(path).header("host", &self.address).header("content-type", kind);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        if let Some(key) = &self.key {
            request = request.header("idempotency-key", key);
        }
        if let Some(from) = &self.from {
            request = request.header("x-forwarded-for", from);
        }
        let asked = Instant::now();
        // The answer before may have been read to its end before its connection knows.
        self.sender.ready().await?;
        let answer = self.sender.send_request(request.body(Full::from(body))?).await?;
        let status = answer.status();
        let bytes = answer.into_body().collect().await?.to_bytes();
        self.waits.push(asked.elapsed());
        Ok((status, bytes))
    }
}

/// Lives documents of the reference.
pub async fn plain_lane(address: String, next: Next) -> anyhow::Result<Vec<Duration>> {
    let mut lane = Lane::open(&address, None).await?;
    for number in next {
        let at = |command: &str| format!("/documents/{number}/{command}");
        let title = format!("Overordnet strategi {number}");
        lane.json(&at("create"), &json!({"title": title})).await?;
        lane.json(&at("save"), &json!({"text": "Åtte kommuner."})).await?;
        for stage in [0, 1] {
            let invited = lane.json(&at("invite"), &json!({"stage": stage})).await?;
            for token in invited["tokens"].as_array().context("tokens")? {
                lane.json(&at("answer"), &json!({"token": token})).await?;
            }
            if stage == 0 {
                lane.json(&at("close"), &json!({})).await?;
            }
        }
        lane.json(&at("adopt"), &json!({})).await?;
    }
    Ok(lane.waits)
}

/// Lives documents of a server with the reference's paths that somebody else has started, and holds each to its log.
pub async fn drive(
    engine: &str,
    address: &str,
    documents: usize,
    lanes: usize,
    processes: &[u32],
) -> anyhow::Result<()> {
    let conditions = report::Conditions::now()?;
    let cpu = || processes.iter().map(|process| crate::measure::cpu(*process)).sum::<f64>();
    let before = cpu();
    let sample = lanes::run(documents, lanes, |_, next| plain_lane(address.to_owned(), next)).await?;
    let peak_mb = processes.iter().map(|process| crate::measure::memory(*process, "VmHWM")).sum();
    let work = report::Work { cpu: cpu() - before, peak_mb };
    let mut asked = Lane::open(address, None).await?;
    for number in 0..documents {
        let found = asked.json(&format!("/documents/{number}/count"), &json!({})).await?;
        ensure!(found == json!({"phase": 4, "events": COMMANDS}), "document {number}: {found}");
    }
    ensure!(asked.json("/documents/0/close", &json!({})).await.is_err(), "a wrong step is refused");
    asked.json("/documents/repeated/create", &json!({"title": "Overordnet strategi"})).await?;
    asked.key = Some("once".to_owned());
    for _ in 0..2 {
        asked.json("/documents/repeated/save", &json!({"text": "Åtte kommuner."})).await?;
    }
    asked.key = None;
    let found = asked.json("/documents/repeated/count", &json!({})).await?;
    ensure!(found == json!({"phase": 0, "events": 2}), "a command that came twice happened once: {found}");
    report::work(engine, "own", documents, lanes, &sample, &work, None, &conditions, json!({}));
    Ok(())
}
