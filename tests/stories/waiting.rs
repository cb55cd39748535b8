//! Letters that wait while the case goes on: taken back, put right, and never made to say what nobody wrote.

use super::{
    served::{Faults, Served, summary},
    world::tamper,
};
use serde_json::{Value, json};

const AWAY: &str = "451 4.3.2 come back later";

fn state(letter: &Value) -> &str {
    letter["state"].as_str().unwrap()
}

async fn waiting(faults: &Value) -> (Faults, Served, String) {
    let server = Faults::start(faults, 0);
    let mut served = Served::new(&[("SAMRAD_SMTP", &server.url())]);
    served.start();
    let id = served.in_hearing().await;
    (server, served, id)
}

#[tokio::test]
async fn a_case_withdrawn_in_a_hearing_takes_waiting_letters_back_and_tells_each_once() {
    // Case officers' servers put everything off; registries take theirs.
    let (server, served, id) = waiting(&json!([{"to": "^saksbehandler", "at": "rcpt", "do": AWAY, "times": 8}])).await;
    served
        .until(|letters| {
            letters.iter().filter(|l| state(l) == "deferred").count() == 8
                && letters.iter().filter(|l| state(l) == "accepted").count() == 8
        })
        .await;
    served.command_of(&id, json!({"type": "withdraw", "reason": "Saken er utsatt."})).await;
    let over = |l: &Value| ["accepted", "cancelled"].contains(&state(l));
    let letters = served.until(|letters| letters.len() == 32 && letters.iter().all(over)).await;
    let taken_back = letters.iter().filter(|letter| state(letter) == "cancelled");
    assert_eq!(taken_back.filter(|letter| letter["letter"] == "hearing_invitation").count(), 8);
    for letter in letters.iter().filter(|letter| letter["letter"] == "withdrawal_notice") {
        assert_eq!(state(letter), "accepted", "{:?}", summary(&letters));
    }
    let kept = server.kept_at_least(24).await;
    let officers = kept.iter().filter(|mail| mail["to"].as_str().unwrap().starts_with("saksbehandler"));
    let officers: Vec<&str> = officers.map(|mail| mail["message"].as_str().unwrap()).collect();
    assert_eq!(officers.len(), 8, "one notice each, and no invitation");
    // The deadline is taken out of their calendars.
    assert!(officers.iter().all(|message| message.contains("text/calendar; charset=utf-8; method=CANCEL")));
}

#[tokio::test]
async fn no_reminder_leaves_with_a_deadline_that_has_moved() {
    let (server, served, id) = waiting(&json!([{"to": "^saksbehandler", "at": "rcpt", "do": AWAY, "times": 16}])).await;
    served.command_of(&id, json!({"type": "remind"})).await;
    served.until(|letters| letters.iter().filter(|l| state(l) == "deferred").count() == 16).await;
    let extend = json!({"type": "extend_deadline", "deadline": "2099-02-16", "reason": "Ferie."});
    served.command_of(&id, extend).await;
    let reminded = |l: &Value| l["letter"] != "hearing_reminder" || state(l) == "cancelled";
    let letters = served.until(|letters| letters.iter().all(reminded)).await;
    assert_eq!(letters.iter().filter(|letter| letter["letter"] == "hearing_reminder").count(), 8);
    served.until(|letters| letters.iter().all(|l| l["letter"] != "deadline_extended" || state(l) == "accepted")).await;
    let kept = server.kept_at_least(24).await;
    assert!(kept.iter().all(|mail| !mail["message"].as_str().unwrap().contains("method=CANCEL")));
    let moved = kept.iter().filter(|mail| mail["to"].as_str().unwrap().starts_with("saksbehandler"));
    for mail in moved {
        assert!(!mail["id"].as_str().unwrap().is_empty());
        assert!(mail["message"].as_str().unwrap().contains("method=PUBLISH"), "only the new deadline leaves");
    }
}

#[tokio::test]
async fn no_field_can_write_a_header_or_end_a_message() {
    let (server, served, _) = waiting(&json!([])).await;
    served.until(|letters| letters.iter().all(|letter| state(letter) == "accepted")).await;
    let sly = "Plan\r\nBcc: all@example.test\r\n\r\n.\r\nMAIL FROM:<x@example.test>\r\n";
    let new = json!({"kind": "strategy", "title": sly});
    let id = served.post(&format!("/api/v1/regions/{}/documents", super::world::REGION), &new).await;
    let id = id["id"].as_str().unwrap().to_owned();
    for command in [
        json!({"type": "number_case", "case_number": "013/26\r\nX-Evil: 1"}),
        json!({"type": "save_text", "sections": [{"heading": sly, "body": sly}]}),
        json!({"type": "open_hearing", "deadline": "2099-01-15", "letter": sly}),
        json!({"type": "extend_deadline", "deadline": "2099-02-16", "reason": sly}),
        json!({"type": "record_statement", "municipality": "3336", "position": "with_remarks", "text": sly,
            "case_reference": sly, "received_on": "2026-11-25", "channel": sly}),
        json!({"type": "withdraw", "reason": sly}),
    ] {
        // Refused or written as it is: either way nothing of it acts.
        let _refused = served.try_command_of(&id, &command).await;
    }
    // NUL is no text at all.
    let nul = json!({"type": "withdraw", "reason": "a\u{0}b"});
    assert!(!served.try_command_of(&id, &nul).await, "NUL is refused");
    let over = |l: &Value| ["accepted", "cancelled"].contains(&state(l));
    let letters = served.until(|letters| letters.iter().all(over)).await;
    let accepted = letters.iter().filter(|letter| state(letter) == "accepted").count();
    let kept = server.kept_at_least(accepted).await;
    assert_eq!(kept.len(), accepted, "each letter is one message");
    assert!(kept.len() > 16, "letters of the sly document went out");
    for mail in &kept {
        assert!(mail["to"].as_str().unwrap().ends_with(".example.test") && mail["id"] != Value::Null);
        let message = mail["message"].as_str().unwrap();
        let headers = message.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        let names: Vec<&str> = headers.split("\r\n").filter_map(|line| line.split_once(": ")).map(|(n, _)| n).collect();
        for name in &names {
            let once = names.iter().filter(|other| *other == name).count();
            assert_eq!(once, 1, "{headers}");
            assert!(!["Bcc", "X-Evil", "MAIL FROM"].contains(name), "{headers}");
        }
        assert!(message.bytes().all(|byte| byte != 0));
        assert!(!message.replace("\r\n", "").contains(['\r', '\n']), "no bare line end");
    }
}

#[tokio::test]
async fn an_address_changed_between_writing_and_sending_is_the_one_that_is_used() {
    let (server, served, id) =
        waiting(&json!([{"to": "^saksbehandler@tinn", "at": "rcpt", "do": AWAY, "times": 1}])).await;
    let waits = |letters: &[Value]| {
        let found = letters.iter().find(|l| state(l) == "deferred")?;
        Some(found["id"].as_str().unwrap().to_owned())
    };
    let letters = served.until(|letters| letters.len() == 16 && waits(letters).is_some()).await;
    let letter = waits(&letters).unwrap();
    // The person is erased: their address goes nowhere any more, and the log stays whole.
    let erased = served.run(&["erase", "--person", "saksbehandler@tinn.example.test", "--by", "Ingvild Moen Haugerud"]);
    let said = String::from_utf8_lossy(&erased.stdout).into_owned();
    assert!(erased.status.success() && said.contains("rows blanked"), "{said}");
    served.post(&format!("/api/v1/mail/{letter}/retry"), &json!({})).await;
    let suppressed = |l: &Value| l["id"] != letter.as_str() || state(l) == "suppressed";
    served.until(|letters| letters.iter().all(suppressed)).await;
    assert!(server.kept().iter().all(|mail| mail["to"] != "saksbehandler@tinn.example.test"));
    let everything = served.get(&format!("/api/v1/documents/{id}/events")).await.to_string()
        + &Value::from(served.letters().await).to_string();
    assert!(!everything.contains("saksbehandler@tinn"), "{everything}");
    let mut served = served;
    served.stop();
    assert!(served.run(&["verify"]).status.success());
}

#[tokio::test]
async fn a_letter_that_cannot_be_written_is_held_with_its_reason_and_holds_no_other() {
    let mut served = Served::new(&[]);
    served.start();
    served.ready_with("clock", "steady").await;
    served.stop();
    // More than thirty days later nothing is sent until a person says so.
    served.start_at(Some("+40d"));
    served.ready_with("clock", "stopped").await;
    let id = served.in_hearing().await;
    let remind = served.in_hearing().await;
    let database = format!("sqlite:{}", served.data.join("samrad.db").display());
    served.stop();
    // The log names a text that is gone: as damage would leave it.
    let torn = format!(
        "update event set body = replace(body, '\"hearing_opened\"', '\"no_such\"')
         where document = (select key from document where id = '{id}')"
    );
    tamper(&database, &torn).await;
    assert!(served.run_at("+40d", &["release"]).status.success());
    served.start_at(Some("+40d"));
    let settled = |l: &Value| ["captured", "held"].contains(&state(l));
    let letters = served.until(|letters| letters.len() == 32 && letters.iter().all(settled)).await;
    for letter in &letters {
        let expected = if letter["document"] == *id { "held" } else { "captured" };
        assert_eq!(state(letter), expected, "{letter}");
        assert!(expected == "captured" || !letter["reason"].as_str().unwrap_or_default().is_empty(), "{letter}");
    }
    assert!(letters.iter().any(|letter| letter["document"] == *remind));
}
