//! Time: reminders happen once and at their own hour, deadlines hold to the last second, years go by.

use super::world::{On, World};
use serde_json::json;

#[tokio::test]
async fn the_ladder_of_a_hearing() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let link = world.link(&id, "hearing_invitation", "3303").await;
        world.answer(&link, "supports", "").await;
        world.travel("2027-01-30T08:00").await;
        // Seven who are silent: not started, 14, 7 and 1 days before; five working days later the chief executive.
        assert_eq!(world.letters(&id, "hearing_reminder").await.len(), 7 * 4);
        assert_eq!(world.letters(&id, "escalation").await.len(), 7);
        let days: Vec<String> = world
            .events(&id)
            .await
            .iter()
            .filter(|line| line["event"]["type"] == "reminded" && line["event"]["party"] == "3332")
            .map(|line| line["event"]["on"].as_str().unwrap().to_owned())
            .collect();
        // 1 January is a holiday: that rung moves back.
        assert_eq!(days, ["2026-11-30", "2026-12-31", "2027-01-08", "2027-01-14", "2027-01-21"]);
        assert_eq!(world.phase(&id).await, "assessment");
        let closed =
            world.events(&id).await.into_iter().find(|line| line["event"]["type"] == "hearing_closed").unwrap();
        assert_eq!(closed["event"]["on"], "2027-01-23");
        assert_eq!(closed["actor"], "calendar");
        let before = world.events(&id).await.len();
        world.advance("2w").await;
        assert_eq!(world.events(&id).await.len(), before, "nothing happens twice");
        world.end().await;
    }
}

#[tokio::test]
async fn a_deadline_ends_with_its_last_second() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let (one, other) =
        (world.link(&id, "hearing_invitation", "3303").await, world.link(&id, "hearing_invitation", "3332").await);
    world.travel("2027-01-15T23:59").await;
    world.answer(&one, "supports", "").await;
    world.travel("2027-01-16T00:00").await;
    world.answer(&other, "supports", "").await;
    let document = world.document(&id).await;
    let track = |n: usize| document["tracks"][n]["state"].as_str().unwrap().to_owned();
    assert_eq!((track(0), track(1)), ("answered".to_owned(), "answered_late".to_owned()));
    world.end().await;
}

#[tokio::test]
async fn an_extension_brings_its_rungs_anew_and_no_letter_with_the_old_date_follows() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    world.travel("2027-01-09T08:00").await;
    world
        .command(&id, json!({"type": "extend_deadline", "deadline": "2027-02-12", "reason": "Flere ba om det."}))
        .await;
    let before = world.letters(&id, "hearing_reminder").await.len();
    world.travel("2027-02-13T08:00").await;
    let reminders = world.letters(&id, "hearing_reminder").await;
    assert_eq!(reminders.len() - before, 8 * 3);
    for letter in &reminders[..8 * 3] {
        let text = world.letter_text(letter["id"].as_str().unwrap()).await;
        assert!(text.contains("12. februar 2027") && !text.contains("15. januar"), "{text}");
    }
    world.end().await;
}

#[tokio::test]
async fn the_demo_clock_moves_forward_only_and_keeps_the_local_hour() {
    let world = World::empty(On::Sqlite).await;
    let set = async |body: serde_json::Value| {
        world.client.post(world.url("/demo/clock")).json(&body).send().await.unwrap().status().as_u16()
    };
    assert_eq!(set(json!({"to": "2026-11-22T08:00"})).await, 409);
    assert_eq!(set(json!({"advance": "soon"})).await, 422);
    assert_eq!(set(json!({"to": "2027-03-27T08:00"})).await, 200);
    assert_eq!(set(json!({"advance": "1d"})).await, 200);
    let now =
        world.client.get(world.url("/demo/clock")).send().await.unwrap().json::<serde_json::Value>().await.unwrap();
    assert_eq!(now["now"], "2027-03-28T08:00");
    world.end().await;
}

#[tokio::test]
async fn councils_are_reminded_by_their_meetings_and_not_once_they_have_decided() {
    let world = World::empty(On::Sqlite).await;
    let id = world.before_councils().await;
    let plan = json!({"type": "plan_meeting", "municipality": "3303", "meeting_date": "2027-02-10", "papers_due": "2027-01-29"});
    world.command(&id, plan).await;
    for municipality in ["3332", "3334", "3336", "3338", "4005", "4024"] {
        let decision = json!({"type": "record_decision", "municipality": municipality, "outcome": "endorsed", "body": "Kommunestyret",
            "meeting_date": "2026-11-23", "case_number": "9/26"});
        world.command(&id, decision).await;
    }
    world.travel("2027-03-03T08:00").await;
    // Kongsberg: 14 days before its meeting. Tinn, with none stated: monthly from the day it was asked, and five working
    // days after the third upwards.
    let reminded: Vec<String> = world
        .letters(&id, "council_reminder")
        .await
        .iter()
        .map(|letter| letter["municipality"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(reminded.iter().filter(|m| *m == "3303").count(), 1);
    assert_eq!(reminded.iter().filter(|m| *m == "4026").count(), 3);
    assert_eq!(reminded.len(), 4);
    assert_eq!(world.letters(&id, "escalation").await.len(), 1);
    world.end().await;
}
