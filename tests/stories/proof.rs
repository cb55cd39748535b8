//! What the record proves: whoever changes the database, reads our source and has not the keys is found out, by us or by
//! what others have kept.

use super::{
    postgres,
    served::Served,
    world::{EIGHT, On, World, folder, program, tamper},
};
use serde_json::Value;
use std::{
    path::PathBuf,
    process::{Command, Output},
};

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

/// A record with an answer, a text, a file, a signer, letters that have gone and seals, and nobody serving it.
struct Ground {
    on: On,
    world: World,
    /// Answered and sealed.
    first: String,
    /// Where the region's newest event is.
    last: String,
    /// A letter as it stands in a municipality's archive.
    letter: PathBuf,
    /// The proof that the answer's receipt gives.
    proof: PathBuf,
}

impl Ground {
    async fn new(on: On) -> Self {
        let mut world = World::empty(on).await;
        let first = world.in_hearing().await;
        let link = world.link(&first, "hearing_invitation", EIGHT[0]).await;
        let (_, page) = world.page(&link).await;
        let answer = [("position", "supports"), ("text", "Planen er god.")];
        let (status, _) = world.upload(&page, "/review", &answer, ("kart.txt", b"Kart over Sigdal.")).await;
        assert!(status < 400, "{status}");
        let bare = link.split('?').next().unwrap().to_owned();
        let (_, review) = world.page(&format!("{bare}/review")).await;
        let signed = [("name", "Siri"), ("role", "rådgiver"), ("confirm", "yes")];
        assert_eq!(world.submit(&review, "/submit", &signed).await.0, 303);
        let (_, receipt) = world.page(&format!("{bare}/receipt")).await;
        assert!(!receipt.contains("proof.json"), "not before it is sealed");
        world.travel("2026-11-25T08:00").await;
        let last = world.in_hearing().await;
        world.travel("2026-11-26T08:00").await;
        let home = folder();
        let (_, receipt) = world.page(&format!("{bare}/receipt")).await;
        let at = receipt.find("/events/").expect("the receipt leads to its proof");
        let path = receipt[at..].split('"').next().unwrap();
        let (status, proof) = world.page(&format!("{bare}{path}")).await;
        assert_eq!(status, 200, "{proof}");
        let file = home.join("proof.json");
        std::fs::write(&file, proof).unwrap();
        let number = serde_json::json!({"type": "number_case", "case_number": "1/26"});
        world.command(&last, number).await;
        let deadline = serde_json::json!({"type": "extend_deadline", "municipality": EIGHT[1], "deadline": "2027-03-01", "reason": "Møtet er flyttet."});
        world.command(&last, deadline).await;
        world.travel("2026-11-26T09:00").await;
        let told = world.letters(&last, "deadline_extended").await;
        let text = world.letter_text(told[0]["id"].as_str().unwrap()).await;
        let letter = home.join("letter.eml");
        std::fs::write(&letter, text).unwrap();
        world.stop();
        Self { on, world, first, last, letter, proof: file }
    }

    /// A copy of the database to change.
    fn copy(&self, n: usize) -> String {
        let from = self.world.database();
        match self.on {
            On::Sqlite => {
                let from = from.trim_start_matches("sqlite:");
                let to = format!("{from}.{n}");
                for ending in ["", "-wal"] {
                    let _absent = std::fs::copy(format!("{from}{ending}"), format!("{to}{ending}"));
                }
                format!("sqlite:{to}")
            }
            On::Postgres => {
                let (server, name) = from.rsplit_once('/').unwrap();
                let to = format!("{name}_{n}");
                postgres::asks(&format!("{server}/postgres"), &format!("create database {to} template {name}"));
                format!("{server}/{to}")
            }
        }
    }

    fn verify(&self, database: &str, anchors: &[&PathBuf]) -> (bool, String) {
        let mut command = Command::new(program());
        command.arg("verify").env("SAMRAD_DATABASE", database);
        command.env("SAMRAD_KEY_FILE", self.world.data.join("samrad.key"));
        if !anchors.is_empty() {
            command.arg("--anchor").args(anchors);
        }
        let output = command.output().unwrap();
        (output.status.success(), said(&output))
    }
}

/// Each change as whoever has the database can make it, and what is said of it.
#[expect(clippy::too_many_lines, reason = "a list: a change after another")]
fn changes(first: &str, last: &str) -> Vec<(&'static str, Vec<String>, &'static str)> {
    let a = format!("(select key from document where id = '{first}')");
    let b = format!("(select key from document where id = '{last}')");
    let newest = format!("seq = (select max(seq) from event where document = {b})");
    let other_hash = "(select hash from event where seq = 1 order by id limit 1)";
    vec![
        (
            "one byte",
            vec![format!(
                "update event set body = replace(body, 'strategy', 'strategi') where document = {a} and seq = 1"
            )],
            "is not what was written",
        ),
        (
            "a line from the middle",
            vec![format!("delete from event where document = {a} and seq = 2")],
            "is missing, or out of order",
        ),
        (
            "the end",
            vec![format!("delete from event where document = {b} and seq > 4")],
            "its log does not end where its state says",
        ),
        (
            "another order",
            vec![
                format!("update event set seq = 1000 where document = {a} and seq = 2"),
                format!("update event set seq = 2 where document = {a} and seq = 3"),
                format!("update event set seq = 3 where document = {a} and seq = 1000"),
            ],
            "is not what was written",
        ),
        (
            "a line put in",
            vec![
                format!("update event set seq = seq + 1000 where document = {a} and seq > 2"),
                format!("update event set seq = seq - 999 where document = {a} and seq > 1000"),
                format!(
                    "insert into event (id, document, seq, kind, actor_kind, at, actor, body, letters, key, hash)
                     select id + 900000, document, 3, kind, actor_kind, at, actor, body, letters, key, hash
                     from event where document = {a} and seq = 2"
                ),
                format!("update document set seq = seq + 1 where id = '{first}'"),
            ],
            "is not what was written",
        ),
        (
            "emptied",
            vec![format!("update event set body = '' where document = {a} and seq = 2")],
            "is not what was written",
        ),
        (
            "the chain made anew",
            vec![
                format!(
                    "update event set body = replace(body, 'strategy', 'strategi') where document = {a} and seq = 1"
                ),
                format!("update event set hash = {other_hash} where document = {a}"),
                format!("update document set head = {other_hash} where id = '{first}'"),
            ],
            "is not what was written",
        ),
        (
            "the end, and the head put right",
            vec![
                format!(
                    "delete from letter_log where letter in (select key from letter where document = '{last}' and seq = (select max(seq) from event where document = {b}))"
                ),
                format!(
                    "delete from letter where document = '{last}' and seq = (select max(seq) from event where document = {b})"
                ),
                format!("delete from event where document = {b} and {newest}"),
                format!(
                    "update document set seq = seq - 1, fold = 0,
                       head = (select hash from event where document = {b} and {newest}) where id = '{last}'"
                ),
                "update region set position = position - 1".to_owned(),
            ],
            "its log does not end where its state says",
        ),
        (
            "a document and all that is of it",
            vec![
                format!("delete from letter_log where letter in (select key from letter where document = '{first}')"),
                format!("delete from letter where document = '{first}'"),
                format!("delete from event where document = {a}"),
                format!("delete from document where id = '{first}'"),
            ],
            "an event is missing here",
        ),
        (
            "the newest document, and the region's position put back",
            vec![
                format!("delete from letter_log where letter in (select key from letter where document = '{last}')"),
                format!("delete from letter where document = '{last}'"),
                format!("delete from event where document = {b}"),
                format!("delete from document where id = '{last}'"),
                "update region set position = (select max(id) from event) - (number << 40)".to_owned(),
            ],
            "is over more events than there are",
        ),
        (
            "the newest event moved out of sight",
            vec![
                format!("update event set id = id + 1000000 where document = {b} and {newest}"),
                "update region set position = position - 1".to_owned(),
            ],
            "its newest event is not where it says",
        ),
        (
            "the position turned about",
            vec!["update region set position = -position".to_owned()],
            "its newest event is not where it says",
        ),
        (
            "what lists and the calendar read of a document",
            vec![format!("update document set wakes_on = null where id = '{first}'")],
            "its state is not what its log says",
        ),
        (
            "everybody who signed",
            vec!["delete from signer".to_owned()],
            "names whoever signed, and the row is not there",
        ),
        (
            "the proof of an address",
            vec![format!(
                "update letter_log set mac = substr(mac, 1, 32)
                 where letter in (select key from letter where document = '{first}') and state = 'captured'"
            )],
            "its log says that it got there, and nobody wrote that",
        ),
        (
            "what a letter is called",
            vec![format!("update letter set id = id || '-x' where document = '{first}' and kind = 'hearing_invitation'")],
            "is not called after the event that posted it",
        ),
        (
            "an event added",
            vec![
                format!(
                    "insert into event (id, document, seq, kind, actor_kind, at, actor, body, letters, key, hash)
                     select id + 1, document, seq + 1, kind, actor_kind, at, actor, body, letters, key, hash
                     from event where document = {b} and {newest}"
                ),
                format!("update document set seq = seq + 1 where id = '{last}'"),
                "update region set position = position + 1".to_owned(),
            ],
            "is not what was written",
        ),
        (
            "all seals",
            vec!["delete from seal".to_owned(), "update region set seals = 0".to_owned()],
            "its last seals are missing",
        ),
        (
            "the last seal",
            vec![
                "delete from seal where day = (select max(day) from seal)".to_owned(),
                "update region set seals = seals - 1".to_owned(),
            ],
            "its last seals are missing",
        ),
        (
            "a seal",
            vec!["update seal set size = size - 1 where day = (select min(day) from seal)".to_owned()],
            "is not signed by its key",
        ),
        (
            "a text in its row",
            vec!["update prose set body = replace(body, 'Planen er god', 'Planen er elendig')".to_owned()],
            "names a text that is not what was written",
        ),
        ("texts", vec!["delete from prose".to_owned()], "names a text that is not there"),
        (
            "a file's bytes",
            vec!["update file_chunk set bytes = (select head from document limit 1)".to_owned()],
            "names a file that is not what was kept",
        ),
        ("a file", vec!["delete from file".to_owned()], "names a file that is not there"),
        ("who signed", vec!["update signer set name = 'Ola'".to_owned()], "is not who signed"),
        (
            "letters",
            vec![
                format!("delete from letter_log where letter in (select key from letter where document = '{first}')"),
                format!("delete from letter where document = '{first}'"),
            ],
            "its letters are not those it posted",
        ),
        (
            "a letter that got there",
            vec![
                format!(
                    "update letter set state = 'accepted' where document = '{first}' and kind = 'hearing_invitation'"
                ),
                format!(
                    "insert into letter_log (letter, n, at, state, mac)
                     select letter, 99, at, 'accepted', mac from letter_log where state = 'captured'
                       and letter in (select key from letter where document = '{first}' and kind = 'hearing_invitation')"
                ),
            ],
            "its log says that it got there, and nobody wrote that",
        ),
        (
            "the address a letter went to",
            vec![format!("update letter set address = 'a@b.no' where document = '{first}' and kind = 'hearing_invitation'")],
            "its address is not the one it was sent to",
        ),
        (
            "whom a letter was to",
            vec![format!(
                "update letter set contact = (select max(id) from contact) where document = '{first}' and kind = 'hearing_invitation'"
            )],
            "its letters are not those it posted",
        ),
        (
            "a key",
            vec!["update record_key set since = (select created_at from document where kind <> 'register' limit 1)".to_owned()],
            "was not handed over to by the key before it",
        ),
    ]
}

async fn found_out(on: On) {
    let ground = Ground::new(on).await;
    let (whole, words) = ground.verify(ground.world.database(), &[&ground.letter]);
    assert!(whole && words.contains("what 1 anchors from outside say still holds"), "{words}");
    for (n, (what, statements, found)) in changes(&ground.first, &ground.last).into_iter().enumerate() {
        let copy = ground.copy(n);
        assert!(ground.verify(&copy, &[]).0, "{what}: the copy is whole");
        for statement in statements {
            tamper(&copy, &statement).await;
        }
        let (whole, words) = ground.verify(&copy, &[]);
        assert!(!whole && words.contains(found), "{what}: {words}");
    }
    prove(&ground);
}

/// The proof is checked by the program without a database, and by the script in the manual.
fn prove(ground: &Ground) {
    let mut proof: Value = serde_json::from_str(&std::fs::read_to_string(&ground.proof).unwrap()).unwrap();
    let key = proof["keys"][0]["public"].as_str().unwrap().to_owned();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/prove.py");
    let file = ground.proof.with_file_name("checked.json");
    let both = |proof: &Value, key: &str| {
        std::fs::write(&file, proof.to_string()).unwrap();
        let ours = Command::new(program()).arg("prove").arg(&file).args(["--key", key]).output().unwrap();
        let theirs = Command::new("python3").arg(script).arg(&file).arg(key).output().unwrap();
        assert_eq!(ours.status.success(), theirs.status.success(), "{}{}", said(&ours), said(&theirs));
        ours.status.success()
    };
    assert!(both(&proof, &key), "{proof}");
    assert!(!both(&proof, &"ab".repeat(32)), "another key");
    for (field, value) in [
        ("/body", Value::from(proof["body"].as_str().unwrap().replace("supports", "opposes") + " ")),
        ("/seq", 99.into()),
        ("/position", (proof["position"].as_u64().unwrap() + 1).into()),
        ("/at", 0.into()),
        ("/salt", "00".repeat(16).into()),
        ("/path/0", "00".repeat(32).into()),
        ("/seal/root", "00".repeat(32).into()),
        ("/seal/signature", "00".repeat(64).into()),
        ("/keys/0/signature", "00".repeat(64).into()),
    ] {
        let before = proof.pointer(field).unwrap().clone();
        *proof.pointer_mut(field).unwrap() = value;
        assert!(!both(&proof, &key), "{field}");
        *proof.pointer_mut(field).unwrap() = before;
    }
}

#[tokio::test]
async fn whoever_changes_the_record_is_found_out_on_sqlite() {
    found_out(On::Sqlite).await;
}

#[tokio::test]
async fn whoever_changes_the_record_is_found_out_on_postgres() {
    found_out(On::Postgres).await;
}

/// An older file in today's place is whole in itself: only what others have kept shows what is gone.
#[tokio::test]
async fn yesterdays_file_in_todays_place_is_found_by_what_others_have_kept() {
    let mut world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    world.travel("2026-11-25T08:00").await;
    let yesterday = world.data.join("yesterday.db");
    assert!(world.run(&["backup", yesterday.to_str().unwrap()]).status.success());
    let number = serde_json::json!({"type": "extend_deadline", "municipality": EIGHT[1], "deadline": "2027-03-01", "reason": "Møtet er flyttet."});
    world.command(&id, number).await;
    world.travel("2026-11-27T08:00").await;
    let told = world.letters(&id, "deadline_extended").await;
    let [letter, seals] = ["letter.eml", "seals.jsonl"].map(|name| world.data.join(name));
    std::fs::write(&letter, world.letter_text(told[0]["id"].as_str().unwrap()).await).unwrap();
    let exported = world.run(&["seal", "export"]);
    assert!(exported.status.success(), "{}", said(&exported));
    std::fs::write(&seals, exported.stdout).unwrap();
    let verify = |world: &World, kept: &PathBuf| {
        let output = world.run(&["verify", "--anchor", kept.to_str().unwrap()]);
        (output.status.success(), said(&output))
    };
    for kept in [&letter, &seals] {
        assert!(verify(&world, kept).0, "{}", verify(&world, kept).1);
    }
    world.stop();
    let database = world.data.join("samrad.db");
    for ending in ["", "-wal", "-shm"] {
        let _absent = std::fs::remove_file(format!("{}{ending}", database.display()));
    }
    std::fs::copy(&yesterday, &database).unwrap();
    let alone = world.run(&["verify"]);
    assert!(alone.status.success(), "{}", said(&alone));
    for (kept, found) in [(&letter, "was cut off since"), (&seals, "was made when this was kept, and is gone")] {
        let (whole, words) = verify(&world, kept);
        assert!(!whole && words.contains(found), "{words}");
    }
}

/// Whoever serves on PostgreSQL needs not own the tables: then it can add to the record, and change nothing in it.
#[tokio::test]
async fn a_role_that_serves_can_change_nothing_in_the_record() {
    let database = postgres::database();
    let (server, name) = database.rsplit_once('/').unwrap();
    let role = format!("serves_{name}");
    postgres::asks(&database, &format!("create role {role} login"));
    let mut served = Served::new(&[("SAMRAD_DATABASE", &database)]);
    let granted = served.run(&["migrate", "--role", &role]);
    assert!(granted.status.success(), "{}", said(&granted));
    let own = format!("{}/{name}", server.replace("postgres@", &format!("{role}@")));
    served.set("SAMRAD_DATABASE", &own);
    served.start();
    let id = served.in_hearing().await;
    served.until(|letters| letters.len() == 16 && letters.iter().all(|letter| letter["state"] == "captured")).await;
    served.command_of(&id, serde_json::json!({"type": "number_case", "case_number": "1/26"})).await;
    served.stop();
    assert!(served.run(&["verify"]).status.success(), "{}", said(&served.run(&["verify"])));
    for statement in [
        "update event set actor = ''",
        "delete from event",
        "truncate event",
        "update seal set size = 0",
        "delete from prose",
        "update file_chunk set n = 2",
        "delete from record_key",
        "alter table event disable trigger user",
    ] {
        let refused = postgres::tool("psql").args([&own, "-qAtc", statement]).output().unwrap();
        let words = said(&refused);
        assert!(words.contains("permission denied") || words.contains("must be owner"), "{statement}: {words}");
    }
    // The owner is stopped by the triggers, until they are taken away.
    let refused = postgres::tool("psql").args([&database, "-qAtc", "delete from event"]).output().unwrap();
    assert!(said(&refused).contains("event only grows"), "{}", said(&refused));
}

/// A new record key stands before the old one in the key file; what was written under each is proved by its own.
#[tokio::test]
async fn a_new_record_key_is_handed_over_to() {
    let mut world = World::empty(On::Sqlite).await;
    world.in_hearing().await;
    world.stop();
    let file = world.data.join("samrad.key");
    let old = std::fs::read_to_string(&file).unwrap();
    let new = format!("record {}\n", "cd".repeat(32));
    let verified = || said(&world.run(&["verify"]));
    std::fs::write(&file, format!("{new}{}", old.lines().next().unwrap())).unwrap();
    assert!(verified().contains("this is not the key file of the database"), "{}", verified());
    std::fs::write(&file, format!("{new}{old}")).unwrap();
    assert!(verified().contains("serve` takes a new one into use"), "{}", verified());
    // Whatever opens it to write takes the key into use.
    let rebuilt = world.run(&["rebuild"]);
    assert!(rebuilt.status.success(), "{}", said(&rebuilt));
    assert!(verified().contains("every log is whole"), "{}", verified());
    std::fs::write(&file, format!("{new}{}", old.lines().next().unwrap())).unwrap();
    assert!(verified().contains("a record key that the key file does not have"), "{}", verified());
    std::fs::write(&file, old).unwrap();
    assert!(!verified().contains("every log is whole"), "{}", verified());
}
