//! Through upgrades: cut short anywhere, old and new side by side, a node stopped under load.

use super::{
    postgres,
    served::Served,
    world::{EIGHT, On, World, folder, program, ready, tamper},
};
use serde_json::json;
use std::{
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A key file, for its owner alone: others are refused.
fn put_key(home: &Path, key: &[u8]) {
    let file = home.join("key");
    std::fs::write(&file, key).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
}

/// The shim that kills a process at its n-th write to a file.
fn killer(home: &Path) -> PathBuf {
    let library = home.join("kill.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/faults/kill.c");
    let built = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).args([source, "-ldl"]).output();
    assert!(built.as_ref().is_ok_and(|built| built.status.success()), "{built:?}");
    library
}

fn migrate(home: &Path, database: &str) -> Command {
    let mut command = Command::new(program());
    command.arg("migrate").env("SAMRAD_DATABASE", database).env("SAMRAD_KEY_FILE", home.join("key"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

const SHAPE: &str =
    "select group_concat(sql, ';') from (select sql from sqlite_master where sql is not null order by name)";

#[tokio::test]
async fn a_first_migration_killed_at_any_write_is_finished_by_the_next() {
    let home = folder();
    let library = killer(&home);
    let fresh = format!("sqlite:{}", home.join("fresh.db").display());
    assert!(migrate(&home, &fresh).output().unwrap().status.success());
    let expected = tamper(&fresh, SHAPE).await;
    let key = std::fs::read(home.join("key")).unwrap();
    let (mut at, mut kills, mut step) = (1, 0, 1);
    loop {
        let place = home.join(format!("at-{at}"));
        std::fs::create_dir(&place).unwrap();
        put_key(&place, &key);
        let database = format!("sqlite:{}", place.join("samrad.db").display());
        let cut =
            migrate(&place, &database).env("LD_PRELOAD", &library).env("DIE_AT", at.to_string()).output().unwrap();
        let killed = cut.status.code().is_none();
        if killed {
            kills += 1;
            let again = migrate(&place, &database).output().unwrap();
            assert!(again.status.success(), "killed at write {at}: {}", said(&again));
        }
        assert_eq!(tamper(&database, SHAPE).await, expected, "killed at write {at}");
        assert_eq!(tamper(&database, "select count(*) || '' from region").await.as_deref(), Some("1"));
        assert_eq!(tamper(&database, "pragma integrity_check").await.as_deref(), Some("ok"));
        std::fs::remove_dir_all(&place).unwrap();
        if !killed {
            break;
        }
        // Every write while they are few, then one in so many.
        step = if at < 40 { 1 } else { step + 1 };
        at += step;
    }
    assert!(kills >= 20, "{kills} kills met {at} writes");
    let _left = std::fs::remove_dir_all(&home);
}

#[tokio::test]
async fn a_first_migration_of_postgres_killed_at_any_time_is_finished_by_the_next() {
    let home = folder();
    put_key(&home, "ab".repeat(32).as_bytes());
    let mut milliseconds = 5;
    for round in 0..12 {
        let database = postgres::database();
        let mut process = migrate(&home, &database).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        milliseconds += 15;
        let (_, _) = (process.kill(), process.wait());
        // The server may still hold the lock of the one that is gone; the next waits for it.
        let again = migrate(&home, &database).output().unwrap();
        assert!(again.status.success(), "round {round}: {}", said(&again));
        let regions = tamper(&database, "select count(*)::text from region").await;
        assert_eq!(regions.as_deref(), Some("1"));
    }
}

/// A database of version 0.1 is told by its migrations: whoever has one is told which version reads it.
#[tokio::test]
async fn a_database_of_the_first_version_is_refused_with_the_version_that_reads_it() {
    let mut served = Served::new(&[]);
    let database = format!("sqlite:{}", served.data.join("samrad.db").display());
    tamper(&database, "update _sqlx_migrations set version = 1").await;
    for command in ["serve", "migrate", "verify"] {
        let output = served.run(&[command]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains("samrad 0.1"), "{}", said(&output));
    }
    served.stop();
}

#[tokio::test]
async fn a_newer_database_is_not_served() {
    let mut served = Served::new(&[]);
    let database = format!("sqlite:{}", served.data.join("samrad.db").display());
    tamper(
        &database,
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'later', true, '', 0)",
    )
    .await;
    for command in ["serve", "migrate", "verify"] {
        let output = served.run(&[command]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    }
    assert!(said(&served.run(&["serve"])).contains("newer version"), "{}", said(&served.run(&["serve"])));
    served.stop();
}

/// Two versions side by side: what only the newer one can read stays as it is, and everything else goes on.
#[tokio::test]
async fn a_document_of_a_newer_version_is_left_alone_and_the_others_are_served() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let (future, other) = (world.in_hearing().await, world.in_hearing().await);
        let link = world.link(&future, "hearing_invitation", EIGHT[0]).await;
        let event = json!({"type": "teleported", "to": "2040"}).to_string();
        for statement in [
            format!(
                "insert into event (id, document, seq, kind, actor_kind, at, actor, body, letters, key, hash)
                 select id + 500000, document, seq + 1, 'teleported', actor_kind, at, actor, '{event}', letters, key, hash
                 from event where document = (select key from document where id = '{future}') and seq = 3"
            ),
            format!("update document set fold = 9999, seq = 4, wakes_on = '2027-03-01' where id = '{future}'"),
        ] {
            tamper(world.database(), &statement).await;
        }
        let state = match on {
            On::Sqlite => "hex(state)",
            On::Postgres => "encode(state, 'hex')",
        };
        let row =
            format!("select cast(fold as text) || {state} || cast(seq as text) from document where id = '{future}'");
        let before = tamper(world.database(), &row).await;
        let (status, board) = world.page("/desk").await;
        assert_eq!(status, 200);
        assert!(board.contains(&other) && board.contains(&future), "both are on the board");
        for path in [format!("/desk/documents/{future}"), link] {
            let (status, page) = world.page(&path).await;
            assert_eq!(status, 503, "{page}");
            assert!(page.contains("nyere versjon"), "{page}");
        }
        let commands = format!("/api/v1/documents/{future}/commands");
        let (status, answer) = world.post(&commands, &json!({"type": "number_case", "case_number": "1/26"})).await;
        assert_eq!((status, answer["title"].as_str()), (503, Some("newer")), "{answer}");
        world.command(&other, json!({"type": "number_case", "case_number": "1/26"})).await;
        // Time goes on for the other, past the day the newer version would have looked at its own.
        world.travel("2027-03-02T08:00").await;
        assert!(!world.letters(&other, "hearing_reminder").await.is_empty());
        assert_eq!(world.phase(&other).await, "assessment", "the hearing closed by itself");
        assert_eq!(tamper(world.database(), &row).await, before, "as it was");
        assert!(world.letters(&future, "hearing_reminder").await.is_empty());
    }
}

/// Requests that go on while one of two nodes is told to stop: each is answered, by that one or by the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_stopped_under_load_loses_no_request() {
    let database = postgres::database();
    let mut first = Served::new(&[("SAMRAD_DATABASE", &database)]);
    first.start();
    let id = first.in_hearing().await;
    let mut second = Command::new(program());
    second.arg("serve").env("SAMRAD_DATABASE", &database).env("SAMRAD_LISTEN", "127.0.0.1:0");
    second
        .env("SAMRAD_KEY_FILE", first.data.join("samrad.key"))
        .env("SAMRAD_PUBLIC_URL", "https://samrad.example.test");
    let mut second = second.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let nodes = Arc::new([ready(&mut second), first.base().to_owned()]);
    let (enough, broken) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let lanes = (0..8).map(|lane| {
        let (nodes, enough, broken, token) = (nodes.clone(), enough.clone(), broken.clone(), first.token().to_owned());
        let id = id.clone();
        tokio::spawn(async move {
            // As a proxy talks to its nodes: a connection a request, and another node where the first takes none.
            let client = reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap();
            let mut acknowledged = 0_u64;
            while !enough.load(Ordering::Relaxed) {
                let number = format!("{lane}-{acknowledged}/26");
                let body = json!({"type": "number_case", "case_number": number});
                let mut node = 0;
                loop {
                    let request = client.post(format!("{}/api/v1/documents/{id}/commands", nodes[node]));
                    let request = request.bearer_auth(&token).header("idempotency-key", &number).json(&body);
                    match request.send().await {
                        Ok(answer) if answer.status() == 200 => break,
                        Ok(answer) => assert_eq!(answer.status(), 409, "only others that were faster"),
                        Err(error) if error.is_connect() => node = 1,
                        Err(_) => {
                            broken.fetch_add(1, Ordering::Relaxed);
                            node = 1;
                        }
                    }
                }
                acknowledged += 1;
            }
            acknowledged
        })
    });
    let lanes: Vec<_> = lanes.collect();
    let count = format!(
        "select count(*)::text from event where document = (select key from document where id = '{id}') and kind = 'case_numbered'"
    );
    let numbered = async || tamper(&database, &count).await.unwrap().parse::<u64>().unwrap();
    while numbered().await < 60 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let _sent = Command::new("kill").arg(second.id().to_string()).status();
    assert!(second.wait().unwrap().success(), "it ends well");
    let after = numbered().await;
    while numbered().await < after + 20 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    enough.store(true, Ordering::Relaxed);
    let mut acknowledged = 0;
    for lane in lanes {
        acknowledged += lane.await.unwrap();
    }
    // What comes in the instant the door is closed is cut off by the kernel, and answered when it is asked again.
    assert!(broken.load(Ordering::Relaxed) <= 3, "requests that were sent and not answered: {broken:?}");
    assert_eq!(numbered().await, acknowledged, "every one acknowledged is there, once");
    first.stop();
    assert!(first.run(&["verify"]).status.success());
}

#[tokio::test]
async fn numbers_say_how_many_letters_wait_and_what_was_refused() {
    let mut served = Served::new(&[("SAMRAD_SMTP", "smtp://127.0.0.1:9"), ("SAMRAD_DATABASE", &postgres::database())]);
    let address = served.counts();
    served.start();
    let id = served.in_hearing().await;
    served.until(|letters| letters.iter().all(|letter| letter["state"] == "deferred")).await;
    let client = reqwest::Client::new();
    let early = json!({"type": "close_hearing"});
    let early = client.post(format!("{}/api/v1/documents/{id}/commands", served.base())).json(&early);
    assert_eq!(early.bearer_auth(served.token()).send().await.unwrap().status(), 409);
    let text = client.get(format!("http://{address}/metrics")).send().await.unwrap().text().await.unwrap();
    for line in [
        "samrad_letters{state=\"deferred\"} 16",
        "samrad_letters{state=\"held\"} 0",
        "samrad_commands_total{outcome=\"done\"} 3",
        "samrad_commands_total{outcome=\"refused\"} 1",
        "samrad_refusals_total{refusal=\"hearing_must_run\"} 1",
        "samrad_outbox_held 0",
        "samrad_mail_open 0",
        "samrad_clock_steady 1",
        "samrad_database_answers 1",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    for name in [
        "samrad_batch_commands_count",
        "samrad_letters_oldest_seconds",
        "samrad_heartbeat_age_seconds",
        "samrad_look_age_seconds",
        "samrad_database_seconds",
    ] {
        assert!(text.contains(name), "{name} is not in {text}");
    }
    assert!(!text.contains(&id), "no label is made of what people do");
    served.stop();
}
