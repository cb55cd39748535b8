//! Programs at work while the ground shakes: each sends commands under keys, sends again until it is told, and
//! remembers what it was told. In the end the record is held against their memory.

use super::world::REGION;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::task::JoinHandle;

/// Numbers a document's case gets before its lane begins another document.
const NUMBERS: usize = 12;

pub struct Load {
    shared: Arc<Shared>,
    lanes: Vec<JoinHandle<()>>,
}

struct Shared {
    /// Where the nodes answer now; empty for one that is down.
    bases: Mutex<Vec<String>>,
    token: String,
    client: reqwest::Client,
    ended: AtomicBool,
    acknowledged: AtomicUsize,
    /// Case numbers whose registration was acknowledged, by document, in the order they were.
    told: Mutex<BTreeMap<String, Vec<String>>>,
}

impl Load {
    /// Begins `lanes` programs, each on documents of its own.
    pub fn start(token: &str, nodes: usize, lanes: usize) -> Self {
        let client = reqwest::Client::builder().timeout(Duration::from_secs(90));
        let client = client.pool_idle_timeout(Duration::from_secs(5)).build().expect("a client");
        let shared = Arc::new(Shared {
            bases: Mutex::new(vec![String::new(); nodes]),
            token: token.to_owned(),
            client,
            ended: AtomicBool::new(false),
            acknowledged: AtomicUsize::new(0),
            told: Mutex::default(),
        });
        let lanes = (0..lanes).map(|lane| tokio::spawn(work(shared.clone(), lane))).collect();
        Self { shared, lanes }
    }

    /// Says where a node answers, once it does; nowhere while it is down.
    pub fn node(&self, n: usize, base: &str) {
        base.clone_into(&mut self.shared.bases.lock().expect("no lane panics")[n]);
    }

    pub fn acknowledged(&self) -> usize {
        self.shared.acknowledged.load(Ordering::Relaxed)
    }

    /// Waits until so many more commands have been acknowledged.
    pub async fn more(&self, commands: usize) {
        let goal = self.acknowledged() + commands;
        for _ in 0..1200 {
            if self.acknowledged() >= goal {
                return;
            }
            assert!(self.lanes.iter().all(|lane| !lane.is_finished()), "a program got an answer it cannot have got");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the work stands still at {} commands", self.acknowledged());
    }

    /// Lets every lane finish the command it is at, and holds the record against what they were told: each
    /// acknowledged command is there exactly once, in its order, and nothing is there that nobody asked for.
    pub async fn end(self, base: &str) -> usize {
        self.shared.ended.store(true, Ordering::Relaxed);
        for lane in self.lanes {
            lane.await.expect("no lane panics");
        }
        let told = std::mem::take(&mut *self.shared.told.lock().expect("no lane panics"));
        let get = async |path: String| {
            let request = self.shared.client.get(format!("{base}{path}")).bearer_auth(&self.shared.token);
            request.send().await.expect("an answer").json::<Value>().await.expect("JSON")
        };
        for (document, numbers) in &told {
            let log = get(format!("/api/v1/documents/{document}/events?limit=500")).await;
            let events: Vec<&Value> = log["items"].as_array().expect("items").iter().map(|e| &e["event"]).collect();
            let count = |kind: &str| events.iter().filter(|event| event["type"] == kind).count();
            let written: Vec<&str> = events.iter().filter_map(|event| event["case_number"].as_str()).collect();
            assert_eq!(written, *numbers, "{document}");
            assert_eq!(count("document_created"), 1, "{document}");
            assert!(count("text_saved") <= 1 && count("hearing_opened") <= 1, "{document}: {log}");
            let letters = get(format!("/api/v1/mail?document={document}&letter=hearing_invitation")).await;
            let letters = letters["items"].as_array().expect("items").len();
            assert_eq!(letters, 16 * count("hearing_opened"), "{document}: an opening with half its letters");
        }
        let listed = get(format!("/api/v1/regions/{REGION}/documents?limit=500")).await;
        let unasked = listed["items"].as_array().expect("items").iter();
        let unasked = unasked.filter(|row| row["title"].as_str().is_some_and(|title| title.starts_with("Lane ")));
        for row in unasked {
            assert!(told.contains_key(row["id"].as_str().expect("an id")), "a document nobody was told of: {row}");
        }
        self.shared.acknowledged.load(Ordering::Relaxed)
    }
}

async fn work(shared: Arc<Shared>, lane: usize) {
    for document in 0.. {
        let name = format!("Lane {lane} document {document}");
        let new = json!({"kind": "strategy", "title": name});
        let Some(made) = shared.send(&format!("/api/v1/regions/{REGION}/documents"), &name, &new).await else { return };
        let id = made["id"].as_str().expect("an id").to_owned();
        shared.told.lock().expect("no lane panics").insert(id.clone(), Vec::new());
        let commands = format!("/api/v1/documents/{id}/commands");
        let text = json!({"type": "save_text", "sections": [{"heading": "A", "body": name}]});
        let open = json!({"type": "open_hearing", "deadline": "2099-01-15"});
        for (step, body) in [("text", text), ("open", open)] {
            if shared.send(&commands, &format!("{name} {step}"), &body).await.is_none() {
                return;
            }
        }
        for n in 0..NUMBERS {
            let number = format!("{lane}.{document}.{n}/26");
            let body = json!({"type": "number_case", "case_number": number});
            if shared.send(&commands, &number, &body).await.is_none() {
                return;
            }
            shared.told.lock().expect("no lane panics").get_mut(&id).expect("it is there").push(number);
        }
    }
}

impl Shared {
    /// Sends until it is acknowledged. `None` when the work is over and it was not begun.
    async fn send(&self, path: &str, key: &str, body: &Value) -> Option<Value> {
        if self.ended.load(Ordering::Relaxed) {
            return None;
        }
        for attempt in 0_usize.. {
            let base = {
                let bases = self.bases.lock().expect("no lane panics");
                bases[(attempt + key.len()) % bases.len()].clone()
            };
            if base.is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
                continue;
            }
            let request = self.client.post(format!("{base}{path}")).bearer_auth(&self.token);
            let answer = request.header("idempotency-key", key).json(body).send().await;
            let Ok(answer) = answer else { continue };
            let status = answer.status();
            match answer.json::<Value>().await {
                Ok(value) if status.is_success() => {
                    self.acknowledged.fetch_add(1, Ordering::Relaxed);
                    return Some(value);
                }
                // Not now, or the answer was cut off: the same key gives the true one.
                _ if status.is_success() || status.is_server_error() || status == 408 => {
                    assert_ne!(status, 500, "{path} {body}");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                answer => panic!("{path} {body}: {status} {answer:?}"),
            }
        }
        None
    }
}
