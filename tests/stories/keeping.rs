//! Keeping an installation for decades: backups that come back, copies that send nothing, from one database to another.

use super::{
    postgres,
    served::{Faults, Served},
    world::{On, World, folder, program, ready, tamper},
};
use serde_json::{Value, json};
use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn refused(output: &Output, why: &str) {
    assert_eq!(output.status.code(), Some(1), "{}", said(output));
    assert!(said(output).contains(why), "{}", said(output));
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    said(output)
}

fn held(letters: &[Value]) -> bool {
    letters.iter().all(|letter| letter["state"] == "held" && letter["reason"] == "restore")
}

#[tokio::test]
async fn a_backup_taken_while_serving_comes_back_whole_and_sends_nothing() {
    let server = Faults::start(&json!([]), 0);
    // Nobody listens there: letters wait.
    let mut served = Served::new(&[("SAMRAD_SMTP", "smtp://127.0.0.1:9"), ("SAMRAD_SETTLE_MINUTES", "0")]);
    served.start();
    let id = served.in_hearing().await;
    served.until(|letters| letters.len() == 16 && letters.iter().all(|letter| letter["state"] == "deferred")).await;
    let file = served.data.join("monday.db");
    let backup = file.to_str().unwrap();
    assert!(done(&served.run(&["backup", backup])).contains("1 documents, 3 events"));
    refused(&served.run(&["backup", backup]), "never written over");
    let manifest: Value = serde_json::from_slice(&std::fs::read(served.data.join("monday.db.json")).unwrap()).unwrap();
    let sum = Command::new("sha256sum").arg(&file).output().unwrap();
    assert!(said(&sum).starts_with(manifest["sha256"].as_str().unwrap()));
    let later = served.in_hearing().await;
    served.kill();

    let database = served.data.join("samrad.db");
    refused(&served.run(&["restore", backup]), "samrad.db-wal is left of an earlier database");
    let lost = served.data.join("lost");
    std::fs::create_dir(&lost).unwrap();
    for name in ["samrad.db-wal", "samrad.db-shm"] {
        std::fs::rename(served.data.join(name), lost.join(name)).unwrap();
    }
    refused(&served.run(&["restore", backup]), "samrad.db exists: move it away");
    std::fs::rename(&database, lost.join("samrad.db")).unwrap();
    refused(&served.run(&["restore", lost.join("samrad.db").to_str().unwrap()]), "a copy of a database in use");
    let cut = served.data.join("cut.db");
    std::fs::copy(&file, &cut).unwrap();
    std::fs::copy(served.data.join("monday.db.json"), served.data.join("cut.db.json")).unwrap();
    std::fs::File::options().write(true).open(&cut).unwrap().set_len(8192).unwrap();
    refused(&served.run(&["restore", cut.to_str().unwrap()]), "not what its manifest says");
    assert!(!database.exists());

    // Opened as a database, it would not be what its manifest says any more.
    let mut checked = served.command();
    checked.env("SAMRAD_DATABASE", format!("sqlite:{backup}")).arg("verify");
    refused(&checked.output().unwrap(), "is a backup");
    let restored = done(&served.run(&["restore", backup]));
    assert!(
        restored.contains("1 documents and 3 events are back") && restored.contains("restore-accept"),
        "{restored}"
    );
    served.set("SAMRAD_SMTP", &server.url());
    served.counts();
    served.start();
    assert_eq!(served.get("/readyz").await["outbox"], "held");
    refused(&served.run(&["doctor"]), "BAD  database: was put back");
    served.command_of(&id, json!({"type": "remind"})).await;
    served.post_has_looked(&id).await;
    let letters = served.letters().await;
    let (old, new): (Vec<Value>, Vec<Value>) = letters.into_iter().partition(|l| l["letter"] != "hearing_reminder");
    assert!(old.len() == 16 && held(&old), "{old:#?}");
    assert!(new.len() == 8 && new.iter().all(|letter| letter["state"] == "queued"), "{new:#?}");
    assert!(server.kept().is_empty());

    assert!(done(&served.run(&["restore-accept"])).contains("16 that had waited"));
    assert_eq!(served.get("/readyz").await["outbox"], "open");
    // Whatever is done next rings for the postman.
    served.command_of(&id, json!({"type": "number_case", "case_number": "3/26"})).await;
    served.until(|letters| letters.len() == 24 && letters.iter().all(|letter| letter["state"] == "accepted")).await;
    assert_eq!(served.get(&format!("/api/v1/documents/{later}")).await["title"], "not-found");
    served.stop();
    assert!(served.run(&["verify"]).status.success());
    refused(&served.run(&["restore", served.data.join("none").to_str().unwrap()]), "samrad.db exists");
}

#[tokio::test]
async fn a_backup_whose_record_was_changed_is_not_put_back() {
    let mut served = Served::new(&[]);
    served.start();
    served.in_hearing().await;
    served.stop();
    let file = served.data.join("b.db");
    done(&served.run(&["backup", file.to_str().unwrap()]));
    std::fs::remove_file(served.data.join("b.db.json")).unwrap();
    tamper(&format!("sqlite:{}", file.display()), "update event set body = replace(body, 'Strategi', 'Strategy')")
        .await;
    std::fs::remove_file(served.data.join("samrad.db")).unwrap();
    refused(&served.run(&["restore", file.to_str().unwrap()]), "the record does not hold");
    assert!(!served.data.join("samrad.db").exists());
}

#[tokio::test]
async fn a_database_put_back_by_copying_files_is_caught() {
    let mut served = Served::new(&[]);
    let outbox = async |served: &Served| served.get("/readyz").await["outbox"].clone();
    for _ in 0..2 {
        served.start();
        assert_eq!(outbox(&served).await, "open", "nothing was moved");
        served.stop();
    }
    let (database, copy) = (served.data.join("samrad.db"), served.data.join("copy.db"));
    std::fs::copy(&database, &copy).unwrap();
    served.start();
    served.in_hearing().await;
    served.stop();
    // The same file, and what was in it earlier.
    std::fs::copy(&copy, &database).unwrap();
    served.start();
    assert_eq!(outbox(&served).await, "held", "older than what was served here last");
    assert!(done(&served.run(&["restore-accept"])).contains("0 that had waited"));
    served.stop();
    served.start();
    assert_eq!(outbox(&served).await, "open");
    served.stop();
    // Another file of the same name.
    std::fs::rename(&database, served.data.join("old.db")).unwrap();
    std::fs::copy(served.data.join("old.db"), &database).unwrap();
    served.start();
    assert_eq!(outbox(&served).await, "held", "another file");
    served.stop();
    // A copy beside it, for somebody to try something on.
    served.set("SAMRAD_DATABASE", &format!("sqlite:{}", copy.display()));
    served.start();
    assert_eq!(outbox(&served).await, "held", "another place");
}

#[tokio::test]
async fn the_board_says_that_letters_are_held_and_lets_them_go() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        assert!(!world.page("/desk").await.1.contains("/desk/accept"));
        tamper(world.database(), "insert into setting (name, value) values ('outbox_held', 'x')").await;
        let id = world.in_hearing().await;
        let (_, page) = world.page("/desk").await;
        assert!(page.contains("gjenopprettet fra en sikkerhetskopi"), "{page}");
        assert!(world.letters(&id, "hearing_invitation").await.iter().all(|letter| letter["state"] == "queued"));
        assert_eq!(world.submit(&page, "/desk/accept", &[]).await.0, 303);
        assert!(!world.page("/desk").await.1.contains("/desk/accept"));
        world.advance("1d").await;
        world.end().await;
    }
}

/// The tables the migrations make, as they stand there.
fn tables_of_the_migrations() -> Vec<String> {
    let mut tables = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        for line in std::fs::read_to_string(file).unwrap().lines() {
            if let Some(rest) = line.strip_prefix("create table ") {
                tables.push(rest.trim_end_matches(" (").to_owned());
            }
            if let Some(gone) = line.strip_prefix("drop table ") {
                tables.retain(|table| table != gone.trim_end_matches(';'));
            }
        }
    }
    tables.sort();
    tables
}

#[tokio::test]
async fn a_database_moves_to_postgres_and_back_without_losing_a_row() {
    let mut world = World::start(On::Sqlite, &[]).await;
    refused(&world.run(&["copy", "--from", world.database(), "--to", "sqlite:/nowhere/x.db"]), "another samrad");
    world.stop();
    let there = postgres::database();
    let copy = |from: &str, to: &str| world.run(&["copy", "--from", from, "--to", to]);
    let forth = done(&copy(world.database(), &there));
    let counts: Vec<&str> = forth.lines().take_while(|line| !line.contains(',')).collect();
    let mut copied: Vec<&str> = counts.iter().filter_map(|line| line.split(' ').next()).collect();
    copied.sort_unstable();
    assert_eq!(copied, tables_of_the_migrations(), "every table is copied");
    for table in ["event", "letter", "prose", "contact"] {
        let line = counts.iter().find(|line| line.starts_with(&format!("{table} "))).unwrap();
        assert!(!line.ends_with(" 0"), "{line} shows nothing");
    }
    refused(&copy(world.database(), &there), "the target is not empty");
    let back = format!("sqlite:{}", world.data.join("back.db").display());
    assert!(done(&copy(&there, &back)).contains("every row is there and the same"));
    for database in [&there, &back] {
        let run = |arguments: &[&str]| {
            let mut command = Command::new(program());
            command.args(arguments).env("SAMRAD_DATABASE", database);
            command.env("SAMRAD_KEY_FILE", world.data.join("samrad.key")).output().unwrap()
        };
        done(&run(&["verify"]));
        let mut command = Command::new(program());
        command.arg("serve").env("SAMRAD_DATABASE", database).env("SAMRAD_LISTEN", "127.0.0.1:0");
        command.env("SAMRAD_KEY_FILE", world.data.join("samrad.key")).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap();
        let base = ready(&mut process);
        let found: Value = world.client.get(format!("{base}/readyz")).send().await.unwrap().json().await.unwrap();
        assert_eq!(found["outbox"], "held", "{found}");
        let (_, _) = (process.kill(), process.wait());
        assert!(done(&run(&["restore-accept"])).contains("letters go from this database"));
    }
}

#[tokio::test]
async fn a_dump_of_postgres_put_back_elsewhere_is_held() {
    let mut served = Served::new(&[("SAMRAD_DATABASE", &postgres::database())]);
    served.start();
    served.in_hearing().await;
    assert_eq!(served.get("/readyz").await["outbox"], "open");
    let file = served.data.join("dump");
    done(&served.run(&["backup", file.to_str().unwrap()]));
    served.stop();
    served.start();
    assert_eq!(served.get("/readyz").await["outbox"], "open", "nothing was moved");
    served.stop();
    refused(&served.run(&["restore", file.to_str().unwrap()]), "pg_restore --no-owner");
    let other = postgres::database();
    let put =
        Command::new("pg_restore").args(["--no-owner", "--exit-on-error", "--dbname", &other]).arg(&file).output();
    done(&put.unwrap());
    served.set("SAMRAD_DATABASE", &other);
    served.start();
    assert_eq!(served.get("/readyz").await["outbox"], "held");
    served.stop();
    assert!(served.run(&["verify"]).status.success());
}

#[test]
fn new_commands_say_what_is_wrong_and_are_in_the_manual() {
    let home = folder();
    let run = |arguments: &[&str], settings: &[(&str, &str)]| {
        let mut command = Command::new(program());
        command.args(arguments).current_dir(&home).envs(settings.iter().copied()).output().unwrap()
    };
    let manual = done(&run(&["man"], &[]));
    for command in ["backup", "restore", "copy", "healthcheck"] {
        assert_eq!(run(&[command, "--no-such"], &[]).status.code(), Some(2));
        assert!(manual.contains(command), "{manual}");
        assert!(done(&run(&["completions", "bash"], &[])).contains(&format!("samrad__subcmd__{command}")), "{command}");
    }
    refused(&run(&["backup", "b.db"], &[]), "nothing to back up");
    refused(&run(&["healthcheck"], &[("SAMRAD_LISTEN", "127.0.0.1:9")]), "127.0.0.1:9");
    std::fs::write(home.join("secret"), "smtps://user:hemmelig@mail.example.test\n").unwrap();
    let printed = done(&run(&["check-config", "--print"], &[("SAMRAD_SMTP_FILE", "secret")]));
    assert!(printed.contains("smtps://user:REDACTED@mail.example.test"), "{printed}");
    let missing = run(&["check-config"], &[("SAMRAD_SMTP_FILE", "nowhere")]);
    assert_eq!(missing.status.code(), Some(78), "{}", said(&missing));
    std::fs::write(home.join("example.toml"), done(&run(&["check-config", "--example"], &[]))).unwrap();
    done(&run(&["check-config"], &[("SAMRAD_CONFIG", "example.toml")]));
    let waiting = done(&run(&["migrate", "--dry-run"], &[]));
    assert!(waiting.contains("0101 first: waits") && !home.join("samrad.db").exists(), "{waiting}");
    done(&run(&["migrate"], &[]));
    let applied: Value = serde_json::from_str(&done(&run(&["migrate", "--dry-run", "--json"], &[]))).unwrap();
    assert!(applied.as_array().unwrap().iter().all(|line| line["applied"] == true), "{applied}");
}
