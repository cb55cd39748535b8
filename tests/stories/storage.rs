//! What lies under the record fails: a full disk, a broken one, a locked file, a server that promises too little.

use super::{
    postgres,
    served::Served,
    world::{REGION, folder, program},
};
use serde_json::{Value, json};
use sqlx::{Connection as _, Executor as _};
use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// A disk under the database that does as it is told.
struct Disk {
    library: PathBuf,
    told: PathBuf,
}

impl Disk {
    fn new(home: &Path) -> Self {
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/faults/disk.c");
        let library = home.join("disk.so");
        let made = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(source).arg("-ldl").status();
        assert!(made.is_ok_and(|status| status.success()), "the C compiler makes the disk");
        Self { library, told: home.join("disk-fault") }
    }

    fn settings(&self) -> [(&'static str, String); 2] {
        [("LD_PRELOAD", self.library.display().to_string()), ("DISK_FAULT", self.told.display().to_string())]
    }

    fn is(&self, what: &str) {
        std::fs::write(&self.told, what).expect("the folder can be written");
    }
}

/// Asks for a text of some size to be saved: the status, and what was said.
async fn save(served: &Served, id: &str, words: &str) -> (u16, Value) {
    let body = json!({"type": "save_text", "sections": [{"heading": "A", "body": words}]});
    served.try_post(&format!("/api/v1/documents/{id}/commands"), &body).await
}

async fn texts(served: &Served, id: &str) -> usize {
    let log = served.get(&format!("/api/v1/documents/{id}/events")).await;
    log["items"].as_array().unwrap().iter().filter(|line| line["event"]["type"] == "text_saved").count()
}

async fn document(served: &Served) -> String {
    let new = json!({"kind": "strategy", "title": "Strategi"});
    let made = served.post(&format!("/api/v1/regions/{REGION}/documents"), &new).await;
    made["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_full_disk_refuses_writes_serves_reads_and_recovers_by_itself() {
    let mut served = Served::new(&[]);
    let disk = Disk::new(&served.data);
    served.start_with(&disk.settings());
    let id = document(&served).await;
    assert_eq!(save(&served, &id, "først").await.0, 200);
    let before = served.letters().await;
    disk.is("full");
    for n in 0..10 {
        let (status, said) = save(&served, &id, &format!("full {n} {}", "x".repeat(100_000))).await;
        assert_eq!(status, 503, "{said}");
        assert_eq!(texts(&served, &id).await, 1, "nothing of it happened");
    }
    let opened = json!({"type": "open_hearing", "deadline": "2099-01-15"});
    assert_eq!(served.try_post(&format!("/api/v1/documents/{id}/commands"), &opened).await.0, 503);
    assert_eq!(served.letters().await, before, "no letter of a hearing that was not opened");
    // Who asks is told what is wrong, and when to try again.
    assert_eq!(served.get("/readyz").await["database"], "disk full");
    assert_eq!(served.status("/readyz").await, 503);
    let refused = reqwest::Client::new().post(format!("{}/api/v1/documents/{id}/commands", served.base()));
    let refused = refused.bearer_auth(served.token()).json(&opened).send().await.unwrap();
    assert!(refused.headers().contains_key("retry-after"), "{refused:?}");
    disk.is("");
    assert_eq!(served.ready_with("database", "ok").await["database"], "ok");
    assert_eq!(save(&served, &id, "etterpå").await.0, 200);
    served.command_of(&id, opened).await;
    assert_eq!(texts(&served, &id).await, 2);
    assert_eq!(served.until(|letters| letters.iter().all(|l| l["state"] == "captured")).await.len(), 16);
    served.stop();
    assert!(served.run(&["verify"]).status.success());
}

#[tokio::test]
async fn a_full_disk_under_postgresql_is_told_of_in_the_same_way() {
    let database = postgres::database();
    let mut served = Served::new(&[("SAMRAD_DATABASE", &database)]);
    served.start();
    let id = document(&served).await;
    assert_eq!(save(&served, &id, "først").await.0, 200);
    // What the server says when it cannot extend a table's file.
    let tables = |what: &str| {
        format!("do $$ declare t text; begin
            for t in select tablename from pg_tables where schemaname = 'public' loop execute format('{what}', t); end loop;
        end $$")
    };
    let fails = "create function no_room() returns trigger language plpgsql as $$
        begin raise exception 'could not extend file' using errcode = '53100'; end $$";
    postgres::asks(&database, fails);
    let full = "create trigger no_room before insert or update on %I execute function no_room()";
    postgres::asks(&database, &tables(full));
    assert_eq!(save(&served, &id, "full").await.0, 503);
    let answer = reqwest::get(format!("{}/readyz", served.base())).await.unwrap();
    assert_eq!(answer.status(), 503);
    assert_eq!(answer.json::<Value>().await.unwrap()["database"], "disk full");
    assert_eq!(texts(&served, &id).await, 1, "what is kept can be read");
    postgres::asks(&database, &tables("drop trigger no_room on %I"));
    assert_eq!(save(&served, &id, "etterpå").await.0, 200);
    assert_eq!(served.ready_with("database", "ok").await["database"], "ok");
    assert_eq!(texts(&served, &id).await, 2);
    served.stop();
}

#[tokio::test]
async fn a_broken_disk_ends_the_process_and_the_next_one_starts_clean() {
    let mut served = Served::new(&[]);
    let disk = Disk::new(&served.data);
    served.start_with(&disk.settings());
    let id = document(&served).await;
    assert_eq!(save(&served, &id, "først").await.0, 200);
    disk.is("broken");
    assert_eq!(save(&served, &id, "borte").await.0, 503);
    assert_eq!(served.ended(Duration::from_secs(30)).code(), Some(1), "it ends by itself, and says that it failed");
    disk.is("");
    served.start();
    assert_eq!(texts(&served, &id).await, 1);
    assert_eq!(save(&served, &id, "etterpå").await.0, 200);
    served.stop();
    assert!(served.run(&["verify"]).status.success());
}

#[tokio::test]
async fn while_another_process_locks_the_database_reads_go_on_and_writes_wait_and_say_no() {
    let mut served = Served::new(&[]);
    served.start();
    let id = document(&served).await;
    assert_eq!(save(&served, &id, "først").await.0, 200);
    let file = format!("sqlite:{}", served.data.join("samrad.db").display());
    let mut other = sqlx::SqliteConnection::connect(&file).await.unwrap();
    other.execute("begin immediate").await.unwrap();
    let reads = async {
        for _ in 0..50 {
            assert_eq!(texts(&served, &id).await, 1);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    // Many at once are told together, not one after the other.
    let writes = futures_util::future::join_all((0..20).map(|_| save(&served, &id, "opptatt")));
    let started = std::time::Instant::now();
    let ((), answers) = tokio::join!(reads, writes);
    assert!(answers.iter().all(|(status, _)| *status == 503), "{answers:?}");
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
    other.execute("rollback").await.unwrap();
    assert_eq!(save(&served, &id, "etterpå").await.0, 200);
    assert_eq!(texts(&served, &id).await, 2);
    served.stop();
    assert!(served.run(&["verify"]).status.success());
}

#[test]
fn a_place_that_cannot_be_written_and_a_second_instance_are_refused() {
    // Where nobody makes files, root neither.
    let nowhere = Command::new(program()).arg("migrate").env("SAMRAD_DATABASE", "sqlite:/proc/samrad.db").output();
    let nowhere = nowhere.unwrap();
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("/proc/samrad.db"), "{nowhere:?}");

    let mut served = Served::new(&[]);
    served.start();
    let second = served.run(&["serve"]);
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another samrad"), "{second:?}");
}

#[test]
fn a_server_that_could_lose_what_it_has_acknowledged_is_refused() {
    let unsafe_server = postgres::Server::start("-c fsync=off").expect("PostgreSQL starts");
    let hasty = postgres::database();
    let (_, name) = hasty.rsplit_once('/').unwrap();
    postgres::asks(&hasty, &format!("alter database {name} set synchronous_commit = off"));
    for (database, setting) in [(unsafe_server.database(), "fsync"), (hasty, "synchronous_commit")] {
        let home = folder();
        let refused = Command::new(program())
            .arg("migrate")
            .env("SAMRAD_DATABASE", &database)
            .env("SAMRAD_KEY_FILE", home.join("samrad.key"))
            .output()
            .unwrap();
        assert_eq!(refused.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&refused.stderr).contains(setting), "{refused:?}");
    }
}
