//! The region's register: who joins by the statutes that all adopt, who leaves, who takes whose place. Through pages and
//! interface, on both databases.

use super::world::{REGION, World, both, tamper};
use serde_json::{Value, json};

const NEW: &str = "3330";

async fn register(world: &World) -> Value {
    world.get(&format!("/api/v1/regions/{REGION}/register")).await.expect("the register")
}

async fn party(world: &World, id: &str) -> Value {
    let parties = register(world).await["parties"].clone();
    parties.as_array().unwrap().iter().find(|party| party["id"] == id).cloned().unwrap_or_default()
}

/// How many parties a document was created with.
async fn parties(world: &World, id: &str) -> usize {
    let events = world.get(&format!("/api/v1/documents/{id}/events")).await.expect("the log");
    events["items"][0]["event"]["parties"].as_array().map_or(0, Vec::len)
}

/// An act of the register through its page: seen first, then done.
async fn entered(world: &World, act: &str, fields: &[(&str, &str)], follows: &str) {
    let (_, form) = world.page(&format!("/desk/register/{act}")).await;
    let path = format!("register/{act}");
    let (status, _, seen) = world.submit(&form, &path, fields).await;
    assert!(status == 200 && seen.contains(follows), "{status} {seen}");
    let sure: Vec<(&str, &str)> = fields.iter().copied().chain([("sure", "yes")]).collect();
    let (status, location, page) = world.submit(&seen, &path, &sure).await;
    assert!(status == 303 && location == "/desk/register", "{status} {page}");
}

const KRODSHERAD: [(&str, &str); 7] = [
    ("municipality", NEW),
    ("name", "Krødsherad"),
    ("standing", "municipality"),
    ("county", "Buskerud"),
    ("language", "nn"),
    ("mail_domains", "krodsherad.example.test"),
    ("reason", "Vil bli med."),
];

/// What is entered twice is entered once, and coordinators hear of who leaves the next morning.
#[tokio::test]
async fn what_changes_nothing_is_refused_and_who_leaves_is_told_in_the_digest() {
    both(async |on| {
        let world = World::empty(on).await;
        entered(&world, "enter_party", &KRODSHERAD, "Krødsherad blir part").await;
        let (_, form) = world.page("/desk/register/enter_party").await;
        let (status, _, again) = world.submit(&form, "register/enter_party", &KRODSHERAD).await;
        assert!(status == 409 && again.contains("Ingenting er endret siden sist."), "{status} {again}");
        assert!(again.contains("value=\"Krødsherad\""), "{again}");
        let path = format!("/api/v1/regions/{REGION}/register");
        let leaves = json!({"type": "release_member", "municipality": "3303", "received_on": "2026-11-20",
            "leaves_on": "2030-01-01", "reason": "Går ut."});
        let (status, said) = world.post(&path, &leaves).await;
        assert!(status < 300, "{status} {said}");
        world.travel("2026-11-24T08:00").await;
        let digests = world.get("/api/v1/mail?letter=digest").await.unwrap();
        let digest = world.letter_text(digests["items"][0]["id"].as_str().unwrap()).await;
        assert!(digest.contains("Kongsberg") && digest.contains("1. januar 2030"), "{digest}");
        world.end().await;
    })
    .await;
}

/// Kommuneloven § 18-4: as when Sigdal joined, the ninth is a member when every council has adopted the changed statutes.
#[tokio::test]
async fn a_ninth_municipality_joins_by_the_statutes_that_all_adopt() {
    both(async |on| {
        let world = World::empty(on).await;
        let (_, form) = world.page("/desk/register/enter_party").await;
        let short = [("municipality", NEW), ("name", "Krødsherad")];
        let (status, _, again) = world.submit(&form, "register/enter_party", &short).await;
        assert!(status == 422 && again.contains("value=\"Krødsherad\""), "{status} {again}");
        entered(&world, "enter_party", &KRODSHERAD, "Krødsherad blir part").await;
        for role in ["case_officer", "registry", "chief_executive", "council_secretary"] {
            let path = format!("/desk/contacts/{NEW}/{role}");
            let (_, form) = world.page(&path).await;
            let address = format!("{role}@krodsherad.example.test");
            let (status, _, page) = world.submit(&form, &path, &[("name", "Kari Moe"), ("address", &address)]).await;
            assert!(status < 400, "{status} {page}");
        }
        let id = world.create("statutes").await;
        world.command(&id, json!({"type": "save_text", "sections": [{"heading": "§ 1", "body": "Ni."}]})).await;
        let (_, form) = world.page(&format!("/desk/documents/{id}/act/invite_to_join")).await;
        assert!(form.contains("Krødsherad") && !form.contains("value=\"3303\""), "{form}");
        let (status, _, page) = world.submit(&form, "act/invite_to_join", &[("municipality", NEW)]).await;
        assert!(status < 400, "{status} {page}");
        assert_eq!(world.refused(&id, json!({"type": "invite_to_join", "municipality": NEW})).await, "member_already");
        let decision = json!({"body": "regional_council", "meeting_date": "2026-11-20", "case_number": "7/26"});
        world.command(&id, json!({"type": "open_hearing", "deadline": "2027-01-15", "decision": decision})).await;
        assert!(world.letters(&id, "hearing_invitation").await.iter().any(|letter| letter["municipality"] == NEW));
        world.travel("2027-01-25T08:00").await;
        let decision = json!({"body": "regional_council", "meeting_date": "2027-01-25", "case_number": "8/27"});
        world.command(&id, json!({"type": "finish_assessment", "next": "endorsement", "decision": decision})).await;
        world.all_endorse(&id, "2027-01-25").await;
        assert_eq!(world.phase(&id).await, "endorsement", "its own council has not adopted it");
        assert!(party(&world, NEW).await["member_from"].is_null());
        let own = json!({"type": "record_decision", "municipality": NEW, "outcome": "endorsed", "body": "Kommunestyret",
            "meeting_date": "2027-01-25", "case_number": "2/27"});
        world.command(&id, own).await;
        assert_eq!(world.phase(&id).await, "in_force");
        assert_eq!(party(&world, NEW).await["member_from"], "2027-01-25");
        let acts = register(&world).await["acts"].clone();
        let last = acts.as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            (last["event"]["type"].as_str(), last["actor"].as_str()),
            (Some("member_admitted"), Some("calendar")),
            "{last}"
        );
        let next = world.create("strategy").await;
        assert_eq!(parties(&world, &next).await, 9);
        let (_, page) = world.page("/desk/register").await;
        assert!(page.contains("Krødsherad er medlem fra mandag 25. januar 2027. Det følger av"), "{page}");
        let checked = world.run(&["verify"]);
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn a_member_leaves_by_notice_and_another_gets_a_new_number() {
    both(async |on| {
        let world = World::empty(on).await;
        let old = world.create("strategy").await;
        let path = format!("/api/v1/regions/{REGION}/register");
        let mut release = json!({"type": "release_member", "municipality": "4026", "received_on": "2026-11-20",
            "leaves_on": "2027-02-01", "reason": "Eget råd."});
        let (status, answer) = world.post(&path, &release).await;
        assert_eq!((status, answer["refusal"].as_str()), (409, Some("leaves_too_soon")), "{answer}");
        release["leaves_on"] = json!("2027-12-31");
        let (status, answer) = world.post(&path, &release).await;
        assert_eq!(status, 200, "{answer}");
        let notices = world.letters(&format!("register-{REGION}"), "leaving_notice").await;
        let registries = notices.iter().filter(|letter| letter["role"] == "registry" || letter["copy"] == true).count();
        assert!(registries == 8 && notices.len() == 24, "{registries} {notices:?}");
        let said = world.letter_text(notices[0]["id"].as_str().unwrap()).await;
        assert!(said.contains("Tinn har meldt skriftlig") && said.contains("kommuneloven § 18-4"), "{said}");
        let succeed = [
            ("municipalities", "4024"),
            ("into", "4099"),
            ("name", "Hjartdal og Seljord"),
            ("standing", "municipality"),
            ("language", "nn"),
            ("from", "2028-01-01"),
            ("reason", "Slått saman."),
        ];
        entered(&world, "succeed_party", &succeed, "Én sak som er i gang").await;
        let (_, page) = world.page("/desk/register").await;
        assert_eq!(page.matches("Medlemskommunene er endret siden tallet ble ført").count(), 2, "{page}");
        let size = json!({"type": "size_body", "body": "regional_council", "size": 9, "reason": "Ni ordførere."});
        assert_eq!(world.post(&path, &size).await.0, 200);
        assert_eq!(register(&world).await["bodies"]["regional_council"], 9);
        let (_, page) = world.page("/desk/register").await;
        assert_eq!(
            page.matches("Medlemskommunene er endret siden tallet ble ført").count(),
            1,
            "one is entered: {page}"
        );
        let (_, board) = world.page("/desk").await;
        assert!(!board.contains("Hjartdal og Seljord (Hjartdal)"), "{board}");
        world.travel("2028-01-03T08:00").await;
        let new = world.create("strategy").await;
        let (before, after) = (parties(&world, &old).await, parties(&world, &new).await);
        assert_eq!((before, after), (8, 7), "a case under way keeps its parties");
        // Pages show who has taken the place of whom; before the day they did not.
        let (_, board) = world.page("/desk").await;
        assert!(board.contains("Hjartdal og Seljord (Hjartdal)"), "{board}");
        world.command(&new, json!({"type": "save_text", "sections": [{"heading": "§ 1", "body": "Sju."}]})).await;
        world.command(&new, json!({"type": "open_hearing", "deadline": "2028-04-03"})).await;
        let invited = world.letters(&new, "hearing_invitation").await;
        assert!(
            invited.iter().any(|letter| letter["municipality"] == "4099" && letter["to"].is_string()),
            "{invited:?}"
        );
        // A register is no document: it stands in no list, and has no page.
        let list = world.get(&format!("/api/v1/regions/{REGION}/documents")).await.unwrap();
        assert_eq!(list["items"].as_array().map(Vec::len), Some(2), "{list}");
        assert_eq!(world.page(&format!("/desk/documents/register-{REGION}")).await.0, 404);
        let checked = world.run(&["verify"]);
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
        world.end().await;
    })
    .await;
}

/// What `verify` says of a database that somebody has changed, and whether it then holds again after a rebuild.
async fn found(world: &World, change: &str, names: &str) {
    assert!(world.run(&["verify"]).status.success(), "{change}: whole before");
    tamper(world.database(), change).await;
    let checked = world.run(&["verify"]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned() + &String::from_utf8_lossy(&checked.stderr);
    assert!(!checked.status.success() && said.contains(names), "{change}: {said}");
    let rebuilt = world.run(&["rebuild"]);
    assert!(rebuilt.status.success(), "{}", String::from_utf8_lossy(&rebuilt.stderr));
}

/// Who is who is in the register's log from its first line on: whoever changes a row behind the program's back is found.
#[tokio::test]
async fn rows_that_say_who_is_who_are_held_against_the_log() {
    both(async |on| {
        let mut world = World::empty(on).await;
        world.travel("2026-11-26T08:00").await;
        let acts = register(&world).await["acts"].clone();
        assert_eq!(acts[1]["event"]["type"], "register_begun", "within days: {acts}");
        assert_eq!(acts[1]["event"]["bodies"]["regional_council"], 8, "{acts}");
        assert!(!acts.to_string().contains('@'), "no person's address stands in the log: {acts}");
        let (_, page) = world.page("/desk/register").await;
        assert!(page.contains("Registeret begynner med"), "{page}");
        let elect = json!({"type": "elect", "body": "regional_council", "municipality": "3303", "from": "2023-10-15",
            "members": [{"name": "Solveig Lie", "address": "solveig@3303.example.test"}], "reason": "Valgt."});
        let (status, done) = world.post(&format!("/api/v1/regions/{REGION}/register"), &elect).await;
        assert_eq!(status, 200, "{done}");
        world.stop();
        let is = "is not what the register's log says";
        for (change, row) in [
            ("update party set council_size = 3 where id = '3303'", format!("party 3303: {is}")),
            ("update party set member_from = '2026-01-01' where id = '4026'", format!("party 4026: {is}")),
            ("update body set size = 80 where id = 'regional_council'", format!("body regional_council: {is}")),
            ("update election set members = 'con_other'", format!("election of 3303 to regional_council: {is}")),
            ("delete from party where id = '4026'", "party 4026: stands in the register's log, and".to_owned()),
            ("delete from body where id = 'regional_council'", "body regional_council: stands in".to_owned()),
            (
                "insert into body (region, id, size) select id, 'joint_board', 3 from region",
                "body joint_board: has a row".to_owned(),
            ),
        ] {
            found(&world, change, &row).await;
        }
        assert!(world.run(&["verify"]).status.success());
    })
    .await;
}
