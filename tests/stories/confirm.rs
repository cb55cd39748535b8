//! A council's decision by link is confirmed with a code that was mailed to the municipality's registry.

use super::{
    served::Served,
    world::{EIGHT, On, REGION, World, tamper},
};
use procedure::{DocumentId, Hash, RegionId};
use samrad::links::{Granted, Links};
use serde_json::json;

const DECISION: [(&str, &str); 7] = [
    ("outcome", "endorsed"),
    ("body", "Kommunestyret"),
    ("meeting_date", "2026-11-23"),
    ("case_number", "12/27"),
    ("name", "Kari Nordmann"),
    ("role", "sekretær"),
    ("confirm", "yes"),
];

/// A decision filled in; gives the page that asks for its code, and the code.
async fn asked(world: &World, link: &str, decision: &[(&str, &str)]) -> (String, String) {
    let before = world.codes().await;
    let (_, page) = world.page(link).await;
    let (status, location, said) = world.submit(&page, "/decision", decision).await;
    assert_eq!(status, 303, "{said}");
    let (status, page) = world.page(&location).await;
    assert_eq!(status, 200);
    (page, world.code_since(&before).await)
}

/// Another code than the right one.
fn wrong(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

#[tokio::test]
async fn a_decision_by_link_is_recorded_only_with_the_code_from_the_registrys_mailbox() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.before_councils().await;
        let link = world.link(&id, "council_request", "3303").await;
        let (page, code) = asked(&world, &link, &DECISION).await;
        assert!(
            page.contains("Vi har sendt en kode til postmottaket") && page.contains("Tilslutning til teksten"),
            "{page}"
        );
        assert_eq!(world.count(&id, "decision_recorded").await, 0, "a robot that fills in forms gets no further");
        let letters = world.letters(&id, "confirmation_code").await;
        assert!(letters[0]["to"].as_str().unwrap().starts_with("postmottak@"), "{letters:?}");
        let letter = world.letter_text(letters[0]["id"].as_str().unwrap()).await;
        assert!(letter.contains("Kari Nordmann, sekretær") && letter.contains("12/27"), "{letter}");

        // The same form again has no second letter.
        let (_, form) = world.page(&link).await;
        assert!(form.contains("Kari Nordmann"), "nothing typed is lost meanwhile");
        assert_eq!(world.submit(&form, "/decision", &DECISION).await.0, 303);
        assert_eq!(world.codes().await.len(), 1);

        let (status, _, said) = world.submit(&page, "/confirm", &[("code", &wrong(&code))]).await;
        assert_eq!(status, 422);
        assert!(said.contains("9 forsøk igjen"), "{said}");
        let spaced = format!(" {} {} ", &code[..3].replace('0', "O"), &code[3..].replace('1', "l"));
        let (status, location, said) = world.submit(&page, "/confirm", &[("code", &spaced)]).await;
        assert_eq!(status, 303, "{said}");
        assert!(world.page(&location).await.1.contains("Kari Nordmann, sekretær"));
        assert_eq!(world.count(&id, "decision_recorded").await, 1);
        assert_eq!(
            world.submit(&page, "/confirm", &[("code", &code)]).await.0,
            303,
            "there is nothing left to confirm"
        );
        assert_eq!(world.count(&id, "decision_recorded").await, 1);
        world.end().await;
    }
}

#[tokio::test]
async fn a_decision_that_is_changed_needs_a_code_of_its_own() {
    let world = World::empty(On::Sqlite).await;
    let id = world.before_councils().await;
    let link = world.link(&id, "council_request", "3303").await;
    let (_, first) = asked(&world, &link, &DECISION).await;
    let mut other = DECISION;
    other[0] = ("outcome", "rejected");
    let (page, second) = asked(&world, &link, &other).await;
    assert_eq!(world.submit(&page, "/confirm", &[("code", &first)]).await.0, 422);
    assert_eq!(world.count(&id, "decision_recorded").await, 0);
    assert_eq!(world.submit(&page, "/confirm", &[("code", &second)]).await.0, 303);
    let decided = world.events(&id).await;
    let decided = decided.iter().find(|line| line["event"]["type"] == "decision_recorded").unwrap();
    assert_eq!(decided["event"]["decision"]["outcome"], "rejected");
    world.end().await;
}

#[tokio::test]
async fn a_code_has_ten_tries_and_ten_minutes_and_then_a_new_one_can_be_asked_for() {
    let world = World::empty(On::Sqlite).await;
    let id = world.before_councils().await;
    let link = world.link(&id, "council_request", "3303").await;
    let (page, code) = asked(&world, &link, &DECISION).await;
    for _ in 0..10 {
        assert_eq!(world.submit(&page, "/confirm", &[("code", &wrong(&code))]).await.0, 422);
    }
    assert_eq!(world.submit(&page, "/confirm", &[("code", &code)]).await.0, 422, "the eleventh is too late");
    let (_, ended) = world.page(&format!("{link}/confirm")).await;
    assert!(ended.contains("Koden virker ikke lenger") && ended.contains("Kari"), "{ended}");
    assert_eq!(world.codes().await.len(), 1, "nobody has asked for a new one");
    let before = world.codes().await;
    assert_eq!(world.submit(&ended, "/confirm", &[("sure", "yes")]).await.0, 303);
    let code = world.code_since(&before).await;

    world.advance("1h").await;
    assert_eq!(world.submit(&page, "/confirm", &[("code", &code)]).await.0, 422, "an hour is more than ten minutes");
    let before = world.codes().await;
    assert_eq!(world.submit(&ended, "/confirm", &[("sure", "yes")]).await.0, 303);
    let code = world.code_since(&before).await;
    assert_eq!(world.submit(&page, "/confirm", &[("code", &code)]).await.0, 303);
    assert_eq!(world.count(&id, "decision_recorded").await, 1);
    world.end().await;
}

#[tokio::test]
async fn settings_say_whether_answers_and_decisions_are_confirmed() {
    let mut served = Served::new(&[("SAMRAD_CONFIRM__DECISIONS", "false"), ("SAMRAD_CONFIRM__ANSWERS", "true")]);
    served.start();
    let created = json!({"kind": "strategy", "title": "Strategi"});
    let made = served.post(&format!("/api/v1/regions/{REGION}/documents"), &created).await;
    let id = made["id"].as_str().unwrap().to_owned();
    let commands = format!("/api/v1/documents/{id}/commands");
    let sections = json!([{"heading": "Bakgrunn", "body": "Åtte kommuner."}]);
    served.post(&commands, &json!({"type": "save_text", "sections": sections})).await;
    served.post(&commands, &json!({"type": "open_hearing", "deadline": "2099-01-15"})).await;
    let log = served.get(&format!("/api/v1/documents/{id}/events")).await;
    // The day it is in the region, which an instant does not say by itself.
    let today = log["items"][2]["event"]["opened_on"].as_str().unwrap().to_owned();
    let links = Links::parse(&std::fs::read_to_string(served.data.join("samrad.key")).unwrap()).unwrap();
    let sign = |number: u32| {
        let (region, document) = (RegionId::from(REGION), DocumentId::from(id.as_str()));
        let granted = Granted { region: &region, document: &document, number, generation: 1, contact_generation: 1 };
        links.sign(&granted)
    };
    let client = crate::world::browser();
    let post = async |path: &str, form: &[(&str, &str)]| {
        let answer = client.post(format!("{}/l/{path}", served.base())).form(form).send().await.unwrap();
        let location = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        (answer.status().as_u16(), location.unwrap_or_default())
    };
    let first = sign(1);
    let signed = [
        ("position", "supports"),
        ("revision", "0"),
        ("statement", "0"),
        ("name", "Ola"),
        ("role", "rådgiver"),
        ("confirm", "yes"),
    ];
    let (status, location) = post(&format!("{first}/submit"), &signed).await;
    assert_eq!(status, 303);
    assert!(location.contains("/confirm"), "{location}");
    let log = served.get(&format!("/api/v1/documents/{id}/events")).await;
    assert!(!log.to_string().contains("statement_submitted"));
    // Whoever has the key can work the code out; the form it is for stands in the database.
    let database = format!("sqlite:{}", served.data.join("samrad.db").display());
    let body = tamper(&database, "select body from confirmation").await.unwrap();
    let salt = tamper(&database, "select salt from confirmation").await.unwrap();
    let fields: Vec<(String, String)> = serde_json::from_str(&body).unwrap();
    let said: Vec<String> = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}\u{1e}{value}"))
        .collect();
    let content = Hash::of(said.join("\u{1f}").as_bytes()).0;
    let code = links.code(&DocumentId::from(id.as_str()), 1, &salt, &content);
    let (status, location) = post(&format!("{first}/confirm"), &[("code", &code)]).await;
    assert_eq!(status, 303);
    assert!(location.contains("/receipt"), "{location}");
    let log = served.get(&format!("/api/v1/documents/{id}/events")).await;
    assert!(log.to_string().contains("statement_submitted"));

    for municipality in &EIGHT {
        let statement = json!({"type": "record_statement", "municipality": municipality, "position": "without_remarks",
            "text": "", "received_on": today, "channel": "brev"});
        served.try_post(&commands, &statement).await;
    }
    served.post(&commands, &json!({"type": "close_hearing"})).await;
    served.post(&commands, &json!({"type": "finish_assessment", "next": "endorsement"})).await;
    let mut decision = DECISION;
    decision[2] = ("meeting_date", &today);
    let council = (9..40).map(sign);
    let mut decided = false;
    for token in council {
        let (status, location) = post(&format!("{token}/decision"), &decision).await;
        decided |= status == 303 && location.contains("/decided");
    }
    assert!(decided, "no code where the setting is off");
    served.stop();
}
