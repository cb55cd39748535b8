//! The machine's clock as it really behaves: it jumps, it stops, nobody is there for days.

use super::{
    served::{Served, faketime, summary},
    world::{EIGHT, REGION},
};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use std::time::Duration;

/// Looks at a node's clock before it is taken to stand still.
const CLOCK: u32 = 100;

async fn events(served: &Served, id: &str) -> usize {
    served.get(&format!("/api/v1/documents/{id}/events")).await["items"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_clock_five_years_ahead_sends_nothing_and_changes_nothing() {
    let mut served = Served::new(&[("SAMRAD_SETTLE_MINUTES", "0")]);
    served.counts();
    served.start();
    let id = served.in_hearing().await;
    let captured = |letters: &[Value]| letters.len() == 16 && letters.iter().all(|l| l["state"] == "captured");
    let before = served.until(captured).await;
    let log = events(&served, &id).await;
    served.stop();
    for offset in [Some("+5y"), Some("+5y"), None] {
        served.start_at(offset);
        served.clock(if offset.is_some() { "stopped" } else { "steady" }, CLOCK).await;
        served.after_round(0).await;
        assert_eq!(served.letters().await, before);
        assert_eq!(events(&served, &id).await, log);
        served.stop();
    }
    // An hour or a day back sends nothing twice either.
    for offset in ["-1h", "-1d"] {
        served.start_at(Some(offset));
        served.clock("steady", CLOCK).await;
        served.post_has_looked(&id).await;
        assert_eq!(served.letters().await, before, "{offset}");
        served.stop();
    }
    assert!(served.run(&["verify"]).status.success());
}

#[tokio::test]
async fn nine_days_away_bring_one_late_reminder_each() {
    let mut served = Served::new(&[("SAMRAD_SETTLE_MINUTES", "0")]);
    served.start();
    served.in_hearing().await;
    served.until(|letters| letters.iter().filter(|l| l["state"] == "captured").count() == 16).await;
    served.stop();
    for _ in 0..2 {
        served.start_at(Some("+9d"));
        served.clock("steady", CLOCK).await;
        let letters =
            served.until(|letters| letters.iter().all(|l| l["state"] == "captured") && letters.len() >= 24).await;
        let reminders = letters.iter().filter(|letter| letter["letter"] == "hearing_reminder").count();
        assert_eq!(reminders, 8, "{:?}", summary(&letters));
        served.stop();
    }
}

/// The process is there when the hearing opens, and then a week before its deadline, seven days after it, and two weeks after
/// that: whatever was missed meanwhile is one letter to each officer, or to the chief executive, and who is late is so by
/// the deadline itself.
#[tokio::test]
async fn rungs_missed_together_become_one_letter_and_the_deadline_keeps_its_day() {
    let mut served = Served::new(&[("SAMRAD_SETTLE_MINUTES", "0")]);
    served.start();
    let new = json!({"kind": "strategy", "title": "Plan"});
    let created = served.post(&format!("/api/v1/regions/{REGION}/documents"), &new).await;
    let id = created["id"].as_str().unwrap().to_owned();
    served.command_of(&id, json!({"type": "save_text", "sections": [{"heading": "A", "body": "B"}]})).await;
    let log = served.get(&format!("/api/v1/documents/{id}/events")).await;
    let today: NaiveDate = log["items"][0]["at"].as_str().unwrap()[..10].parse().unwrap();
    let deadline = procedure::on_or_after(today + Days::new(56));
    served.command_of(&id, json!({"type": "open_hearing", "deadline": deadline})).await;
    served.stop();
    let last = (deadline - today).num_days();
    let captured = |letters: &[Value]| letters.iter().all(|letter| letter["state"] == "captured");
    let rungs =
        [(25, json!({"not_started": 7}), Value::Null), (last - 7, json!({"before": 7}), json!([{"before": 14}]))];
    for (times, (day, rung, skipped)) in (1..).zip(&rungs) {
        served.start_at(Some(&format!("+{day}d")));
        served.clock("steady", CLOCK).await;
        let sent = |letters: &[Value]| letters.iter().filter(|l| l["letter"] == "hearing_reminder").count();
        let letters = served.until(|letters| captured(letters) && sent(letters) >= 8 * times).await;
        assert_eq!(sent(&letters), 8 * times, "day {day}: {:?}", summary(&letters));
        let log = served.get(&format!("/api/v1/documents/{id}/events")).await;
        let own = |e: &&Value| e["type"] == "reminded" && e["party"] == "3336" && e["rung"] != "escalation";
        let reminded = log["items"].as_array().unwrap().iter().map(|line| &line["event"]).rfind(own).unwrap();
        assert_eq!((&reminded["rung"], &reminded["skipped"]), (rung, skipped), "day {day}");
        assert_eq!(reminded["deadline"], deadline.to_string());
        served.stop();
    }
    served.start_at(Some(&format!("+{}d", last + 7)));
    served.clock("steady", CLOCK).await;
    let count = |letters: &[Value], kind: &str| letters.iter().filter(|l| l["letter"] == kind).count();
    let letters = served.until(|letters| captured(letters) && count(letters, "escalation") >= 8).await;
    assert_eq!(
        (count(&letters, "escalation"), count(&letters, "hearing_reminder")),
        (8, 16),
        "{:?}",
        summary(&letters)
    );
    let log = served.get(&format!("/api/v1/documents/{id}/events")).await;
    let skipped = |e: &&Value| e["type"] == "reminders_skipped" && e["party"] == "3336";
    let skipped = log["items"].as_array().unwrap().iter().map(|line| &line["event"]).rfind(skipped).unwrap();
    assert_eq!(skipped["rungs"], json!([{"before": 1}]));
    for (municipality, received_on, state) in
        [("3303", deadline, "answered"), ("3332", deadline + Days::new(1), "answered_late")]
    {
        let statement = json!({"type": "record_statement", "municipality": municipality, "position": "supports",
            "text": "", "received_on": received_on, "channel": "brev"});
        served.command_of(&id, statement).await;
        let document = served.get(&format!("/api/v1/documents/{id}")).await;
        let tracks = document["tracks"].as_array().unwrap();
        assert!(tracks.iter().any(|t| t["municipality"] == municipality && t["state"] == state), "{document}");
    }
    served.stop();
    served.start_at(Some(&format!("+{}d", last + 19)));
    served.clock("steady", CLOCK).await;
    let path = format!("/api/v1/documents/{id}");
    for _ in 0..100 {
        if served.get(&path).await["phase"] == "assessment" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(served.get(&path).await["phase"], "assessment");
    let letters = served.until(captured).await;
    assert_eq!(letters.iter().filter(|l| l["letter"] == "hearing_reminder").count(), 8 * 2, "{:?}", summary(&letters));
    served.stop();
    assert!(served.run(&["verify"]).status.success());
}

#[tokio::test]
async fn statutory_letters_that_became_three_days_late_wait_for_a_person() {
    let mut served = Served::new(&[("SAMRAD_SETTLE_MINUTES", "0"), ("SAMRAD_SMTP", "smtp://127.0.0.1:9")]);
    served.start();
    served.in_hearing().await;
    served.until(|letters| letters.len() == 16 && letters.iter().all(|l| l["state"] == "deferred")).await;
    served.stop();
    for (offset, held) in [("+2d", 0), ("+5d", 16)] {
        served.start_at(Some(offset));
        served.clock("steady", CLOCK).await;
        let letters = served.letters().await;
        let late = letters.iter().filter(|l| l["letter"] == "hearing_invitation" && l["state"] == "held");
        assert_eq!(late.count(), held, "{offset}: {:?}", summary(&letters));
        served.stop();
    }
    let released = served.command().arg("release").envs(faketime("+5d")).output().unwrap();
    assert!(String::from_utf8_lossy(&released.stdout).contains("16"), "{released:?}");
    served.start_at(Some("+5d"));
    served.clock("steady", CLOCK).await;
    served.until(|letters| letters.iter().all(|l| l["state"] == "deferred")).await;
}

#[tokio::test]
async fn after_a_long_stop_a_person_lets_the_clock_go_on() {
    let mut served = Served::new(&[("SAMRAD_SETTLE_MINUTES", "0"), ("SAMRAD_SMTP", "smtp://127.0.0.1:9")]);
    served.start();
    served.in_hearing().await;
    served.stop();
    let released = served.command().arg("release").envs(faketime("+40d")).output().unwrap();
    assert!(released.status.success(), "{}", String::from_utf8_lossy(&released.stderr));
    served.start_at(Some("+40d"));
    served.clock("steady", CLOCK).await;
}

#[test]
fn the_schedule_and_what_is_due_are_printed() {
    let served = Served::new(&[]);
    let printed = served.run(&["schedule", "--next", "20"]);
    let text = String::from_utf8_lossy(&printed.stdout).into_owned();
    assert_eq!(text.lines().count(), 20, "{text}");
    assert!(text.contains(" 07:00 ") && text.contains("reminders: sender påminnelser"), "{text}");
    assert!(served.run(&["due", "--on", "2027-03-01"]).status.success());
}

/// A plan on a hearing of four weeks, whose letters go at once: who serves it, its id, and the day it was made.
async fn heard() -> (Served, String, NaiveDate) {
    let mut served = Served::new(&[("SAMRAD_SETTLE_MINUTES", "0")]);
    served.start();
    let new = json!({"kind": "action_plan", "title": "Plan"});
    let created = served.post(&format!("/api/v1/regions/{REGION}/documents"), &new).await;
    let id = created["id"].as_str().unwrap().to_owned();
    served.command_of(&id, json!({"type": "save_text", "sections": [{"heading": "A", "body": "B"}]})).await;
    let log = served.get(&format!("/api/v1/documents/{id}/events")).await;
    let today: NaiveDate = log["items"][0]["at"].as_str().unwrap()[..10].parse().unwrap();
    let deadline = procedure::on_or_after(today + Days::new(28));
    served.command_of(&id, json!({"type": "open_hearing", "deadline": deadline})).await;
    (served, id, today)
}

/// A stop that lasts past the hearing's end: it closes, and each reminder that never went out stands in the log.
#[tokio::test]
async fn a_hearing_that_closes_after_a_stop_lists_every_reminder_it_missed() {
    let (mut served, id, _) = heard().await;
    let path = format!("/api/v1/documents/{id}");
    served.stop();
    assert!(served.command().arg("release").envs(faketime("+55d")).output().unwrap().status.success());
    served.start_at(Some("+55d"));
    served.clock("steady", CLOCK).await;
    for _ in 0..100 {
        if served.get(&path).await["phase"] == "assessment" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let log = served.get(&format!("{path}/events")).await;
    let events: Vec<&Value> = log["items"].as_array().unwrap().iter().map(|line| &line["event"]).collect();
    let skipped: Vec<&&Value> = events.iter().filter(|event| event["type"] == "reminders_skipped").collect();
    assert_eq!(skipped.len(), 8, "{log}");
    for rung in [json!({"not_started": 7}), json!({"before": 14}), json!({"before": 1}), json!("escalation")] {
        assert!(skipped[0]["rungs"].as_array().unwrap().contains(&rung), "{rung} in {}", skipped[0]);
    }
    assert_eq!(events.last().unwrap()["type"], "hearing_closed");
    assert!(served.letters().await.iter().all(|letter| letter["letter"] != "hearing_reminder"));
}

/// A stop past the day a revision opens and falls due: each notice is on the page and in the log, with why nobody got it.
#[tokio::test]
async fn notices_of_a_revision_that_fell_into_a_stop_are_listed_with_why() {
    let (mut served, id, today) = heard().await;
    let path = format!("/api/v1/documents/{id}");
    for municipality in EIGHT {
        let statement = json!({"type": "record_statement", "municipality": municipality, "position": "supports",
            "text": "", "received_on": today, "channel": "brev"});
        served.command_of(&id, statement).await;
    }
    served.command_of(&id, json!({"type": "close_hearing"})).await;
    served.command_of(&id, json!({"type": "finish_assessment", "next": "adoption"})).await;
    let adopt = json!({"type": "adopt", "body": "regional_council", "meeting_date": today, "case_number": "5/26",
        "in_force_from": today});
    served.command_of(&id, adopt).await;
    served.stop();
    assert!(served.command().arg("release").envs(faketime("+380d")).output().unwrap().status.success());
    served.start_at(Some("+380d"));
    served.clock("steady", CLOCK).await;
    for _ in 0..100 {
        if served.get(&path).await["phase"] == "drafting" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let log = served.get(&format!("{path}/events")).await;
    let events: Vec<&Value> = log["items"].as_array().unwrap().iter().map(|line| &line["event"]).collect();
    assert!(events.iter().all(|event| event["type"] != "revision_noticed"), "{log}");
    let started = events.iter().find(|event| event["type"] == "revision_started").expect("it opened");
    assert_eq!(started["skipped"], json!([{"opening": 3}, {"opening": 1}, {"notice": 3}, {"notice": 1}]));
    let cookie = served.log_in("koordinator@kongsbergregionen.example.test", served.token()).await;
    let client = reqwest::Client::new();
    let page = client.get(format!("{}/desk/documents/{id}", served.base())).header("cookie", &cookie);
    let page = page.send().await.unwrap().text().await.unwrap();
    for notice in ["3 måneder til rulleringen åpnes", "1 måned til rulleringen åpnes", "3 måneder igjen"] {
        let line = format!("Varsel til koordinatorene, {notice} (det den skulle minne om, var passert).");
        assert!(page.contains(&line), "{line} in {page}");
    }
    assert!(page.contains("Hoppet over: 3 måneder til rulleringen åpnes (det den"), "{page}");
}
