//! The program as an operator runs it: `serve` on a database of its own, with settings, stopped and started again.

use super::world::{REGION, browser, folder, program, ready};
use serde_json::{Value, json};
use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

/// The coordinator of the region's file.
pub const COORDINATOR: &str = "koordinator@kongsbergregionen.example.test";
/// Where a served installation's own pages come from.
pub const ORIGIN: &str = "https://samrad.example.test";

/// Sends a form as a page of ours does, with a cookie where one is given.
pub async fn post(served: &Served, path: &str, cookie: &str, form: &[(&str, &str)]) -> reqwest::Response {
    let request = browser().post(format!("{}{path}", served.base())).header("origin", ORIGIN);
    let request = if cookie.is_empty() { request } else { request.header("cookie", cookie) };
    request.form(form).send().await.expect("an answer")
}

/// A cookie that an answer sets, as a browser sends it back.
pub fn cookie_of(answer: &reqwest::Response, name: &str) -> Option<String> {
    let all = answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    all.filter_map(|value| value.split(';').next()).find(|value| value.starts_with(name)).map(str::to_owned)
}

pub struct Served {
    pub data: PathBuf,
    settings: Vec<(String, String)>,
    process: Option<Child>,
    base: String,
    token: String,
    client: reqwest::Client,
}

impl Served {
    /// A migrated database with a token; not serving yet.
    pub fn new(settings: &[(&str, &str)]) -> Self {
        Self::of_region(super::world::REGION, settings)
    }

    /// The same, with a token for one of several regions.
    pub fn of_region(region: &str, settings: &[(&str, &str)]) -> Self {
        let _first = rustls::crypto::ring::default_provider().install_default();
        let data = folder();
        let mut all: Vec<(String, String)> = vec![
            ("SAMRAD_DATABASE".into(), format!("sqlite:{}", data.join("samrad.db").display())),
            ("SAMRAD_KEY_FILE".into(), data.join("samrad.key").display().to_string()),
            ("SAMRAD_LISTEN".into(), "127.0.0.1:0".into()),
            ("SAMRAD_MAIL_FROM".into(), "Samråd <samrad@region.example.test>".into()),
            ("SAMRAD_PUBLIC_URL".into(), "https://samrad.example.test".into()),
        ];
        all.extend(settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let client = reqwest::Client::new();
        let mut served = Self { data, settings: all, process: None, base: String::new(), token: String::new(), client };
        assert!(served.run(&["migrate"]).status.success());
        let made = served.run(&["token", "create", "--name", "t", "--region", region]);
        let printed = String::from_utf8_lossy(&made.stdout);
        printed.split_whitespace().last().expect("a token is printed").clone_into(&mut served.token);
        served
    }

    /// Another node of the same installation: the same database, key and token, with settings that differ.
    pub fn beside(&self, settings: &[(&str, &str)]) -> Self {
        let mut all = self.settings.clone();
        all.extend(settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        Self {
            data: folder(),
            settings: all,
            process: None,
            base: String::new(),
            token: self.token.clone(),
            client: self.client.clone(),
        }
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    pub fn token(&self) -> &str {
        &self.token
    }

    /// The process that serves.
    pub fn pid(&self) -> u32 {
        self.process.as_ref().expect("it was started").id()
    }

    /// Runs a command on this database.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().expect("the program runs")
    }

    /// The same, with a clock that is off.
    pub fn run_at(&self, offset: &str, arguments: &[&str]) -> Output {
        self.command().envs(faketime(offset)).args(arguments).output().expect("the program runs")
    }

    /// The program with this installation's settings.
    pub fn command(&self) -> Command {
        let mut command = Command::new(program());
        command.envs(self.settings.iter().cloned());
        command
    }

    /// Another value for a setting, from the next start on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.settings.retain(|(known, _)| known != name);
        self.settings.push((name.to_owned(), value.to_owned()));
    }

    pub fn start(&mut self) {
        self.start_at(None);
    }

    /// Serves with a clock that is off by what faketime understands: `+5y`, `-1h`.
    pub fn start_at(&mut self, offset: Option<&str>) {
        self.start_with(offset.map(faketime).as_ref().map_or(&[], |faked| faked.as_slice()));
    }

    /// Serves with variables that change what is under it.
    pub fn start_with(&mut self, around: &[(&'static str, String)]) {
        let mut command = Command::new(program());
        command.arg("serve");
        self.start_by(command, around);
    }

    /// Serves where only so many files may be open.
    pub fn start_with_files(&mut self, files: u32) {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -n {files}; exec \"$0\" serve")]).arg(program());
        self.start_by(command, &[]);
    }

    fn start_by(&mut self, mut command: Command, around: &[(&'static str, String)]) {
        command.envs(self.settings.iter().cloned()).envs(around.iter().cloned());
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        self.base = ready(&mut process);
        self.process = Some(process);
    }

    /// How the process ended by itself.
    pub fn ended(&mut self, within: Duration) -> ExitStatus {
        let process = self.process.as_mut().expect("it was started");
        let started = std::time::Instant::now();
        while started.elapsed() < within {
            if let Some(status) = process.try_wait().expect("its state is known") {
                return status;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it goes on");
    }

    /// As a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _gone = process.kill();
            let _ended = process.wait();
        }
    }

    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _sent = Command::new("kill").arg(process.id().to_string()).status();
            let _ended = process.wait();
        }
    }

    pub async fn get(&self, path: &str) -> Value {
        let answer = self.client.get(format!("{}{path}", self.base)).bearer_auth(&self.token).send().await;
        answer.expect("an answer").json().await.expect("JSON")
    }

    pub async fn post(&self, path: &str, body: &Value) -> Value {
        let request = self.client.post(format!("{}{path}", self.base)).bearer_auth(&self.token).json(body);
        let answer = request.send().await.expect("an answer");
        let (status, text) = (answer.status(), answer.text().await.expect("a text"));
        assert!(status.is_success(), "{path} {body}: {status} {text}");
        serde_json::from_str(&text).expect("JSON")
    }

    /// Waits until the node says that of its clock, in so many looks.
    pub async fn clock(&self, expected: &str, looks: u32) {
        let mut seen = Value::Null;
        for _ in 0..looks {
            seen = self.get("/readyz").await;
            if seen["clock"] == expected {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the clock is {seen}, not {expected}");
    }

    /// Counts what it does, on an address of its own, from the next start on.
    pub fn counts(&mut self) -> String {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address");
        self.set("SAMRAD_METRICS", &free.to_string());
        free.to_string()
    }

    /// How often the postman has been round.
    pub async fn rounds(&self) -> u64 {
        let address = self.settings.iter().find_map(|(name, value)| (name == "SAMRAD_METRICS").then_some(value));
        let address = format!("http://{}/metrics", address.expect("it counts"));
        // Pages are served before the figures are.
        let mut asked = self.client.get(&address).send().await;
        for _ in 0..50 {
            if asked.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            asked = self.client.get(&address).send().await;
        }
        let text = asked.expect("an answer").text().await.expect("an answer");
        let line = text.lines().find_map(|line| line.strip_prefix("samrad_post_rounds_total "));
        line.map_or(0, |count| count.parse().expect("a number"))
    }

    /// Waits until the postman has looked at everything there is now: what it has left then, it leaves. The first round that
    /// ends may have begun before; the second has not. A case number rings for each.
    pub async fn post_has_looked(&self, id: &str) {
        for number in ["1/26", "2/26"] {
            let seen = self.rounds().await;
            self.command_of(id, json!({"type": "number_case", "case_number": number})).await;
            self.after_round(seen).await;
        }
    }

    /// Waits for the end of a round after so many.
    pub async fn after_round(&self, seen: u64) {
        for _ in 0..600 {
            if self.rounds().await > seen {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the postman has not been round");
    }

    pub async fn status(&self, path: &str) -> u16 {
        self.client.get(format!("{}{path}", self.base)).send().await.expect("an answer").status().as_u16()
    }

    /// The same, where there may be no answer.
    pub async fn status_or_none(&self, path: &str) -> Option<u16> {
        let asked = self.client.get(format!("{}{path}", self.base)).send().await;
        asked.ok().map(|answer| answer.status().as_u16())
    }

    /// Whatever comes of it: the status, and the answer where it is JSON.
    pub async fn try_post(&self, path: &str, body: &Value) -> (u16, Value) {
        let request = self.client.post(format!("{}{path}", self.base)).bearer_auth(&self.token).json(body);
        let answer = request.send().await.expect("an answer");
        (answer.status().as_u16(), answer.json().await.unwrap_or(Value::Null))
    }

    /// A coordinator's cookie, by the letter they get: `token` is their region's, and letters are captured.
    pub async fn log_in(&self, address: &str, token: &str) -> String {
        let client = browser();
        let link_request =
            |path: &str| client.post(format!("{}{path}", self.base)).header("origin", "https://samrad.example.test");
        let read = async |path: &str| {
            let asked = client.get(format!("{}{path}", self.base)).bearer_auth(token).send().await;
            asked.expect("an answer").text().await.expect("a text")
        };
        let set = |answer: &reqwest::Response, name: &str| {
            let all = answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
            let cookies = all.filter_map(|value| value.split(';').next()).map(str::to_owned);
            cookies.into_iter().find(|cookie| cookie.starts_with(name)).unwrap_or_else(|| panic!("{name} is set"))
        };
        let asked = link_request("/login").form(&[("address", address)]).send().await.expect("an answer");
        let browser = set(&asked, "__Host-login=");
        for _ in 0..200 {
            let list: Value = serde_json::from_str(&read("/api/v1/mail?letter=login").await).expect("JSON");
            if let Some(login) = list["items"].get(0).filter(|letter| letter["state"] == "captured") {
                let text = read(&format!("/api/v1/mail/{}", login["id"].as_str().expect("an id"))).await;
                let line = text.lines().find(|line| line.contains("/login/")).expect("the letter has its link");
                let path = &line[line.find("/login/").expect("it is there")..];
                let entered = link_request(path.trim()).header("cookie", &browser).form(&[("x", "")]);
                return set(&entered.send().await.expect("an answer"), "__Host-sid=");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no log-in comes");
    }

    /// A document whose hearing is open for many years.
    pub async fn in_hearing(&self) -> String {
        let new = json!({"kind": "strategy", "title": "Strategi"});
        let created = self.post(&format!("/api/v1/regions/{REGION}/documents"), &new).await;
        let id = created["id"].as_str().expect("an id").to_owned();
        self.command_of(&id, json!({"type": "save_text", "sections": [{"heading": "A", "body": "B"}]})).await;
        self.command_of(&id, json!({"type": "open_hearing", "deadline": "2099-01-15"})).await;
        id
    }

    pub async fn command_of(&self, document: &str, body: Value) -> Value {
        self.post(&format!("/api/v1/documents/{document}/commands"), &body).await
    }

    /// A command that may be refused; whether it was accepted.
    pub async fn try_command_of(&self, document: &str, body: &Value) -> bool {
        let at = format!("{}/api/v1/documents/{document}/commands", self.base);
        let answer = self.client.post(at).bearer_auth(&self.token).json(body).send().await.expect("an answer");
        assert!(answer.status().is_success() || answer.status().is_client_error(), "{}", answer.status());
        answer.status().is_success()
    }

    /// Every letter there is.
    pub async fn letters(&self) -> Vec<Value> {
        let mut all = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = self.get(&format!("/api/v1/mail{cursor}")).await;
            all.extend(page["items"].as_array().expect("items").clone());
            match page["next"].as_str() {
                Some(next) => cursor = format!("?cursor={next}"),
                None => return all,
            }
        }
    }

    /// Waits until `/readyz` says so, and gives it.
    pub async fn ready_with(&self, part: &str, expected: &str) -> Value {
        let mut seen = Value::Null;
        for _ in 0..200 {
            seen = self.get("/readyz").await;
            if seen[part] == expected {
                return seen;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{part} is never {expected}: {seen}");
    }

    /// Waits until what it asks of all letters holds.
    pub async fn until(&self, holds: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        for _ in 0..600 {
            let letters = self.letters().await;
            if holds(&letters) {
                return letters;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("it never came to that: {:#?}", summary(&self.letters().await));
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.kill();
        let _left = std::fs::remove_dir_all(&self.data);
    }
}

/// What makes a program see another time: Debian's faketime, without the wrapper that would stand between.
pub fn faketime(offset: &str) -> [(&'static str, String); 3] {
    let folders = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let library = folders.map(|folder| folder.join("faketime/libfaketime.so.1")).find(|path| path.exists());
    let library = library.expect("the package faketime is installed").display().to_string();
    [("LD_PRELOAD", library), ("FAKETIME", offset.to_owned()), ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned())]
}

/// Puts a message into `mail-in`, and gives what it says.
pub fn mail_in(mut command: Command, arguments: &[&str], message: &str) -> String {
    command.arg("mail-in").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().expect("the program starts");
    let mut input = process.stdin.take().expect("its input is piped");
    input.write_all(message.as_bytes()).expect("it reads");
    drop(input);
    let output = process.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// How many letters are in which state.
pub fn summary(letters: &[Value]) -> std::collections::BTreeMap<String, usize> {
    let mut counts = std::collections::BTreeMap::new();
    for letter in letters {
        *counts.entry(format!("{} {}", letter["class"], letter["state"])).or_default() += 1;
    }
    counts
}

/// A mail server that misbehaves as told, and what it has kept.
pub struct Faults {
    process: Child,
    pub port: String,
    pub kept: Arc<Mutex<Vec<Value>>>,
}

impl Faults {
    pub fn start(faults: &Value, jitter: u32) -> Self {
        Self::with(faults, jitter, &[])
    }

    /// With settings of its own: a certificate and its key.
    pub fn with(faults: &Value, jitter: u32, settings: &[(&str, &std::path::Path)]) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/faults/smtp.mjs");
        Self::run(script, &[faults.to_string(), jitter.to_string()], settings)
    }

    /// One without faults, on a port of our choice.
    pub fn at(port: u16) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/faults/smtp.mjs");
        Self::run(script, &["[]".to_owned(), "0".to_owned(), port.to_string()], &[])
    }

    /// A script that prints its port, then a line of JSON for each thing that happens.
    pub fn run(script: &str, arguments: &[String], settings: &[(&str, &std::path::Path)]) -> Self {
        let mut command = Command::new("node");
        command.arg(script).args(arguments).envs(settings.iter().copied()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("node runs");
        let mut lines = BufReader::new(process.stdout.take().expect("its output is piped")).lines();
        let port = lines.next().expect("a port").expect("a line");
        let kept = Arc::new(Mutex::new(Vec::new()));
        let all = kept.clone();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Ok(message) = serde_json::from_str(&line) {
                    all.lock().expect("no reader panics").push(message);
                }
            }
        });
        Self { process, port, kept }
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Its output comes a moment after its answer.
    pub async fn kept_at_least(&self, count: usize) -> Vec<Value> {
        for _ in 0..100 {
            if self.kept().len() >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.kept()
    }

    pub fn kept(&self) -> Vec<Value> {
        self.kept.lock().expect("no reader panics").clone()
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        let _gone = self.process.kill();
        let _ended = self.process.wait();
    }
}
