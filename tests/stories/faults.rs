//! A mail server that misbehaves, and a sender that is killed: every letter is accounted for.

use super::served::{Faults, Served, summary};
use serde_json::{Value, json};
use std::{collections::BTreeMap, time::Duration};

/// In the form of a link's token.
const TOKEN: &str = "t6k3x9w2c5v8p1z7g4m0n2b5c8d1f4h7j0k3p6q9s";

fn of<'a>(letters: &'a [Value], address: &str) -> &'a Value {
    letters.iter().find(|letter| letter["to"] == address).unwrap_or_else(|| panic!("no letter to {address}"))
}

fn reason(letter: &Value) -> &str {
    letter["reason"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn each_fault_has_its_state() {
    let server = Faults::start(
        &json!([
            {"to": "^saksbehandler@kongsberg", "at": "rcpt", "do": "550 5.1.1 no such user"},
            {"to": "^saksbehandler@sigdal", "at": "rcpt", "do": "451 4.7.1 greylisted, come back"},
            {"to": "^saksbehandler@flesberg", "at": "dot", "do": "552 5.3.4 too big"},
            {"to": "^saksbehandler@rollag", "at": "dot", "wait": 1500},
            {"to": "^saksbehandler@nore", "at": "dot", "do": "keep"},
            {"to": "^saksbehandler@notodden", "at": "dot", "do": "half"},
            {"to": "^saksbehandler@hjartdal", "at": "rcpt", "do": "421 4.3.2 closing"},
            {"to": "^saksbehandler@tinn", "at": "data", "do": "drop"},
            {"to": "^postmottak@tinn", "at": "rcpt", "do": "554 5.7.1 relay denied"},
            {"to": "^postmottak@flesberg", "at": "rcpt", "do": "552 5.2.2 over quota"},
            {"to": "^postmottak@rollag", "at": "dot", "do": format!("554 5.7.1 blocked: http://a.no/l/{TOKEN}")},
            {"to": "^postmottak@sigdal", "at": "rcpt", "do": "452 4.2.2 mailbox full"},
        ]),
        0,
    );
    let mut served = Served::new(&[("SAMRAD_SMTP", &server.url())]);
    served.start();
    served.in_hearing().await;
    let settled = |letters: &[Value]| {
        letters.len() == 16
            && letters.iter().all(|l| !["queued", "claimed", "data"].contains(&l["state"].as_str().unwrap()))
    };
    let letters = served.until(settled).await;
    for (address, state, said) in [
        ("saksbehandler@kongsberg.example.test", "failed", "recipient: "),
        ("saksbehandler@sigdal.example.test", "deferred", "greylisted"),
        ("saksbehandler@flesberg.example.test", "failed", "content: "),
        ("saksbehandler@rollag.example.test", "accepted", "250"),
        // Statutory letters that may have arrived wait to go once more.
        ("saksbehandler@nore-og-uvdal.example.test", "deferred", ""),
        ("saksbehandler@notodden.example.test", "deferred", ""),
        ("saksbehandler@hjartdal.example.test", "deferred", "421"),
        ("saksbehandler@tinn.example.test", "deferred", ""),
        ("postmottak@tinn.example.test", "failed", "infrastructure: "),
        ("postmottak@sigdal.example.test", "deferred", "mailbox full"),
        ("postmottak@flesberg.example.test", "deferred", "over quota"),
        // A filter may quote the link that it does not like.
        ("postmottak@rollag.example.test", "failed", "blocked: http://a.no/l/…"),
        ("postmottak@kongsberg.example.test", "accepted", "250"),
    ] {
        let letter = of(&letters, address);
        assert_eq!(letter["state"], state, "{letter}");
        assert!(reason(letter).contains(said), "{letter}");
    }
    // A retry is byte for byte the same message.
    let id = of(&letters, "saksbehandler@notodden.example.test")["id"].as_str().unwrap().to_owned();
    served.post(&format!("/api/v1/mail/{id}/retry"), &json!({})).await;
    for _ in 0..100 {
        if server.kept().iter().filter(|mail| mail["to"] == "saksbehandler@notodden.example.test").count() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let kept = server.kept();
    let copies: Vec<&Value> = kept.iter().filter(|mail| mail["to"] == "saksbehandler@notodden.example.test").collect();
    assert_eq!(copies.len(), 2);
    assert_eq!(copies[0]["message"], copies[1]["message"]);
    // After two copies it waits for a person.
    let letters =
        served.until(|letters| of(letters, "saksbehandler@notodden.example.test")["state"] == "uncertain").await;
    let failed = of(&letters, "saksbehandler@flesberg.example.test")["id"].as_str().unwrap();
    assert_eq!(served.post(&format!("/api/v1/mail/{failed}/cancel"), &json!({})).await["state"], "failed");
    assert_eq!(served.get("/readyz").await["mail"], "open");
}

#[tokio::test]
async fn a_server_that_turns_us_away_fails_no_letter() {
    for (faults, ending) in
        [(json!([{"at": "auth", "do": "535 5.7.8 wrong password"}]), ""), (json!([]), "?tls=required")]
    {
        let server = Faults::start(&faults, 0);
        let url = format!("smtp://user:secret@127.0.0.1:{}{ending}", server.port);
        let mut served = Served::new(&[("SAMRAD_SMTP", &url)]);
        served.start();
        served.in_hearing().await;
        served.ready_with("mail", "turned away").await;
        let letters = served.until(|letters| letters.iter().all(|letter| letter["state"] == "queued")).await;
        assert_eq!(letters.len(), 16);
        assert!(server.kept().is_empty());
    }
}

/// 2 000 statutory letters and 1 000 reminders, and a sender that is killed fifty times on the way.
#[tokio::test]
async fn a_sender_killed_at_random_loses_nothing_and_doubles_no_reminder() {
    let server = Faults::start(&json!([]), 3);
    let mut served = Served::new(&[
        ("SAMRAD_SMTP", &server.url()),
        ("SAMRAD_MAIL__LEASE_SECONDS", "2"),
        ("SAMRAD_MAIL__UNCERTAIN_MINUTES", "0"),
        ("SAMRAD_MAIL__PER_DOMAIN_PER_MINUTE", "0"),
    ]);
    served.start();
    let mut kills = 0;
    let mut documents = 0;
    let mut wait = 1_u64;
    while documents < 125 || kills < 50 {
        for _ in 0..3 {
            if documents < 125 {
                let id = served.in_hearing().await;
                served.command_of(&id, json!({"type": "remind"})).await;
                documents += 1;
            }
        }
        if kills < 50 {
            // A different moment each time, the same in every run.
            wait = (wait * 1_103_515_245 + 12_345) % (1 << 31);
            tokio::time::sleep(Duration::from_millis(wait % 180)).await;
            served.kill();
            served.start();
            kills += 1;
        }
    }
    let over = ["accepted", "uncertain"];
    let letters = served.until(|letters| letters.iter().all(|l| over.contains(&l["state"].as_str().unwrap()))).await;
    assert_eq!(letters.len(), 125 * (16 + 8), "{:?}", summary(&letters));
    let mut copies: BTreeMap<String, usize> = BTreeMap::new();
    for mail in server.kept() {
        *copies.entry(mail["id"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    for letter in &letters {
        let count = copies.remove(letter["message_id"].as_str().unwrap()).unwrap_or(0);
        let statutory = letter["class"] == "statutory";
        if letter["state"] == "accepted" {
            assert!(count >= 1, "{letter} never arrived");
        }
        assert!(count <= if statutory { 2 } else { 1 }, "{count} copies of {letter}");
    }
    assert!(copies.is_empty(), "letters nobody wrote: {copies:?}");
    served.stop();
    assert!(served.run(&["verify"]).status.success());
}
