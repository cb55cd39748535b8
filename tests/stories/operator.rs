//! The operator's part: settings that are wrong say so, keys are not mixed up, the command line answers.

use super::world::{On, World, folder, program};
use std::{
    fs::Permissions,
    os::unix::fs::PermissionsExt as _,
    process::{Command, Output},
};

fn run(arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    Command::new(program()).args(arguments).envs(settings.iter().copied()).output().expect("the program runs")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn a_deadline_shows_its_working() {
    let output = run(&["deadline", "--received", "2026-11-13", "--weeks", "6", "--season"], &[]);
    let text = said(&output);
    assert_eq!(text.lines().last(), Some("2027-01-04"), "{text}");
    assert!(text.contains("domstolloven § 149") && text.contains("jul"), "{text}");
    let months = run(&["deadline", "--received", "2026-11-30", "--months", "3"], &[]);
    assert_eq!(said(&months).lines().last(), Some("2027-03-01"));
    assert_eq!(run(&["deadline", "--received", "x"], &[]).status.code(), Some(2));
}

#[test]
fn wrong_settings_are_named_with_their_place() {
    let home = folder();
    let file = home.join("samrad.toml");
    std::fs::write(&file, "listen = \"127.0.0.1:1\"\nlissen = 1\n").unwrap();
    let output = run(&["check-config"], &[("SAMRAD_CONFIG", file.to_str().unwrap())]);
    assert_eq!(output.status.code(), Some(78));
    assert!(said(&output).contains("lissen"), "{}", said(&output));

    let kinds = home.join("kinds");
    std::fs::create_dir(&kinds).unwrap();
    std::fs::write(
        kinds.join("odd.toml"),
        "id = \"odd\"\nname = { nb = \"a\", nn = \"b\", en = \"c\" }\n\n[rules]\nparties = \"some\"\n",
    )
    .unwrap();
    let output = run(&["check-config"], &[("SAMRAD_KINDS", kinds.to_str().unwrap())]);
    assert_eq!(output.status.code(), Some(78));
    assert!(said(&output).contains("odd.toml:5:"), "{}", said(&output));

    let templates = home.join("templates");
    std::fs::create_dir(&templates).unwrap();
    std::fs::write(templates.join("fjordregionen.dotx"), "no template").unwrap();
    let output = run(&["check-config"], &[("SAMRAD_TEMPLATES", templates.to_str().unwrap())]);
    assert_eq!(output.status.code(), Some(78));
    assert!(said(&output).contains("fjordregionen.dotx: is no Word template"), "{}", said(&output));

    let output = run(&["check-config"], &[("SAMRAD_SCHEDULES__REMINDERS", "0 7 * * 1")]);
    assert_eq!(output.status.code(), Some(78));
    assert!(said(&output).contains("weekdays by number"), "{}", said(&output));
    assert!(run(&["check-config"], &[]).status.success());
}

#[test]
fn a_key_belongs_to_its_database() {
    let home = folder();
    let database = format!("sqlite:{}", home.join("a.db").display());
    let key = home.join("key");
    let settings = [("SAMRAD_DATABASE", database.as_str()), ("SAMRAD_KEY_FILE", key.to_str().unwrap())];
    assert_eq!(run(&["serve"], &settings).status.code(), Some(1), "an empty database is not served");
    assert!(run(&["migrate"], &settings).status.success());
    assert!(run(&["migrate"], &settings).status.success());
    let doctor = run(&["doctor", "--json"], &settings);
    assert!(doctor.status.success(), "{}", said(&doctor));
    // A new key goes first, the one before it stays until its links are past. The record key stays for ever.
    let old = std::fs::read_to_string(&key).unwrap();
    let record = old.lines().find(|line| line.starts_with("record ")).expect("migrate made one");
    let new = "cd".repeat(32);
    for keys in [format!("{new}\n{old}"), format!("{new}\n{record}\n")] {
        std::fs::write(&key, keys).unwrap();
        assert!(run(&["migrate"], &settings).status.success());
    }
    std::fs::write(&key, format!("{}\n{record}\n", "ab".repeat(32))).unwrap();
    let output = run(&["serve"], &settings);
    assert_eq!(output.status.code(), Some(78));
    assert!(said(&output).contains("not the key"), "{}", said(&output));
    std::fs::write(&key, format!("{new}\n")).unwrap();
    let output = run(&["serve"], &settings);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("the record is kept under another key"), "{}", said(&output));
    std::fs::remove_file(&key).unwrap();
    assert_eq!(run(&["migrate"], &settings).status.code(), Some(78), "a lost key is never made anew");
}

#[tokio::test]
async fn one_database_has_one_owner_and_a_changed_log_is_found() {
    let mut world = World::empty(On::Sqlite).await;
    world.in_hearing().await;
    assert!(!world.run(&["rebuild"]).status.success(), "a second instance is refused");
    assert!(world.run(&["verify"]).status.success(), "beside the process that serves");
    world.stop();
    assert!(world.run(&["verify"]).status.success());
    assert!(said(&world.run(&["rebuild"])).contains("1 documents"));
    assert!(world.run(&["verify"]).status.success());
    let file = world.data.join("samrad.db");
    let bytes = std::fs::read(&file).unwrap();
    let needle = b"Vi ber om uttalelse.";
    assert!(bytes.windows(needle.len()).any(|window| window == needle));
    let changed = String::from_utf8_lossy(b"2027-01-15").into_owned();
    let place = bytes.windows(10).rposition(|window| window == changed.as_bytes()).unwrap();
    let mut bytes = bytes;
    bytes[place + 9] = b'6';
    std::fs::write(&file, bytes).unwrap();
    let found = world.run(&["verify"]);
    assert!(!found.status.success());
    assert!(said(&found).contains("dok_"), "{}", said(&found));
}

#[tokio::test]
async fn the_description_of_the_interface_and_the_health_pages_answer() {
    let world = World::empty(On::Postgres).await;
    let description = world.get("/api/openapi.json").await.unwrap();
    assert_eq!(description["openapi"], "3.1.0");
    assert_eq!(world.page("/healthz").await.0, 200);
    assert_eq!(world.page("/readyz").await.0, 200);
    assert_eq!(world.get("/version").await.unwrap()["name"], "samrad");
    assert_eq!(world.page("/desk/documents/new").await.0, 200);
    assert_eq!(world.page("/no/such/page").await.0, 404);
    world.end().await;
}

#[test]
fn a_key_of_zeros_or_one_that_others_can_read_is_refused() {
    let home = folder();
    let key = home.join("samrad.key");
    let database = format!("sqlite:{}", home.join("samrad.db").display());
    let settings = [
        ("SAMRAD_DATABASE", database.as_str()),
        ("SAMRAD_KEY_FILE", key.to_str().unwrap()),
        ("SAMRAD_LISTEN", "127.0.0.1:0"),
    ];
    assert!(run(&["migrate"], &settings).status.success());
    assert_eq!(mode(&key), 0o600);
    for (open, readable) in [(0o644, true), (0o640, true), (0o604, true), (0o600, false), (0o400, false)] {
        std::fs::set_permissions(&key, Permissions::from_mode(open)).unwrap();
        let refused = said(&run(&["doctor"], &settings)).contains("BAD  key: key_file");
        assert_eq!(refused, readable, "{open:o}");
    }
    std::fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();
    let served = run(&["serve"], &settings);
    assert_eq!(served.status.code(), Some(78));
    assert!(said(&served).contains("others than its owner may read it"), "{}", said(&served));
    std::fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
    std::fs::write(&key, "00".repeat(32) + "\n").unwrap();
    let served = run(&["serve"], &settings);
    assert_eq!(served.status.code(), Some(78));
    assert!(said(&served).contains("all zeros"), "{}", said(&served));
    std::fs::remove_dir_all(&home).unwrap();
}

#[test]
fn what_is_kept_is_its_owners_alone() {
    let home = folder();
    let (file, key, copy) = (home.join("samrad.db"), home.join("samrad.key"), home.join("copy.db"));
    let database = format!("sqlite:{}", file.display());
    let settings = [("SAMRAD_DATABASE", database.as_str()), ("SAMRAD_KEY_FILE", key.to_str().unwrap())];
    assert!(run(&["migrate"], &settings).status.success());
    assert!(run(&["backup", copy.to_str().unwrap()], &settings).status.success());
    for entry in std::fs::read_dir(&home).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(mode(&entry.path()), 0o600, "{}", entry.path().display());
    }
    // One that was made by an older version, or put there by hand.
    std::fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    run(&["user", "add", "--name", "Kari", "--address", "kari@example.test"], &settings);
    assert_eq!(mode(&file) & 0o007, 0);
    std::fs::remove_dir_all(&home).unwrap();
}

fn mode(file: &std::path::Path) -> u32 {
    file.metadata().unwrap().permissions().mode() & 0o777
}
