//! The outbox as the coordinator sees it: each recipient's letters with every state they have been in, and what can be
//! done about one that did not get there.

use super::{
    served::{Faults, Served},
    world::{On, World},
};
use serde_json::{Value, json};

const BASE: &str = "https://samrad.example.test";

#[tokio::test]
async fn every_letter_stands_by_its_recipient_with_every_state_it_has_been_in() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        world.command(&id, json!({"type": "remind", "municipality": "3336"})).await;
        let (_, page) = world.page(&format!("/desk/documents/{id}")).await;
        let letters = page.split("Brev til hver mottaker").nth(1).unwrap().split("</section>").next().unwrap();
        assert_eq!(letters.matches("<summary>").count(), 8);
        assert_eq!(letters.matches("/desk/letters/").count(), 17);
        assert_eq!(letters.matches(": venter</li>").count(), 17);
        assert_eq!(letters.matches(": lagt i postkassen</li>").count(), 17);
        let rollag = letters.split("Rollag: 3 brev</summary>").nth(1).unwrap().split("</details>").next().unwrap();
        assert_eq!(rollag.matches("/desk/letters/").count(), 3);
        assert!(rollag.contains("saksbehandler@rollag.example.test") && rollag.contains("postmottak@rollag"));
        let (_, sifted) =
            world.page(&format!("/desk/letters?document={id}&municipality=3336&kind=hearing_reminder")).await;
        assert_eq!(sifted.matches("href=\"/desk/letters/").count(), 1, "{sifted}");
        world.end().await;
    }
}

/// A coordinator's browser on an installation that sends.
struct Desk {
    served: Served,
    client: reqwest::Client,
    cookie: String,
}

impl Desk {
    async fn page(&self, path: &str) -> String {
        let asked = self.client.get(format!("{}{path}", self.served.base())).header("cookie", &self.cookie);
        let answer = asked.send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.unwrap()
    }

    async fn press(&self, path: &str, fields: &[(&str, &str)]) {
        let pressed = self.client.post(format!("{}{path}", self.served.base())).header("cookie", &self.cookie);
        let answer = pressed.header("origin", BASE).form(fields).send().await.unwrap();
        assert_eq!(answer.status(), 303, "{path}: {}", answer.text().await.unwrap());
    }
}

#[tokio::test]
async fn a_letter_that_did_not_get_there_is_seen_and_seen_to() {
    let server = Faults::start(
        &json!([
            {"to": "^saksbehandler@rollag", "at": "rcpt", "do": "550 5.1.1 no such user here"},
            {"to": "^saksbehandler@tinn", "at": "rcpt", "do": "451 4.7.1 greylisted, come back"},
        ]),
        0,
    );
    let mut served = Served::new(&[]);
    served.start();
    let cookie = served.log_in("koordinator@kongsbergregionen.example.test", served.token()).await;
    served.stop();
    served.set("SAMRAD_SMTP", &server.url());
    served.start();
    let id = served.in_hearing().await;
    let settled = |l: &Value| ["accepted", "failed", "deferred", "captured"].contains(&l["state"].as_str().unwrap());
    let letters = served.until(|letters| letters.len() == 17 && letters.iter().all(settled)).await;
    let of = |to: &str| letters.iter().find(|letter| letter["to"] == to).unwrap()["id"].as_str().unwrap().to_owned();
    let failed = format!("/desk/letters/{}", of("saksbehandler@rollag.example.test"));
    let deferred = format!("/desk/letters/{}", of("saksbehandler@tinn.example.test"));
    let client = crate::world::browser();
    let desk = Desk { served, client, cookie };
    // On the document's page: which recipient, every state with its time, and what the server said.
    let document = desk.page(&format!("/desk/documents/{id}")).await;
    let of =
        |party: &str| document.split(&format!("{party}: 2 brev")).nth(1).unwrap().split("</details>").next().unwrap();
    assert!(of("Rollag").starts_with(", 1 må følges opp</summary>"), "{document}");
    for words in [
        failed.as_str(),
        ": venter</li>",
        ": gjøres klart",
        ": ikke sendt – Feil hos mottakeren: 550 5.1.1 no such user here</li>",
    ] {
        assert!(of("Rollag").contains(words), "{words}: {}", of("Rollag"));
    }
    assert!(of("Tinn").contains(": prøves igjen – ") && of("Tinn").contains("greylisted, come back"), "{document}");
    assert!(of("Sigdal").contains(": sendt – 250 2.0.0 kept"), "{document}");
    // In the outbox: by state, and one by one with the message as it was sent.
    let list = desk.page("/desk/letters?state=failed").await;
    assert_eq!(list.matches("href=\"/desk/letters/").count(), 1, "{list}");
    let letter = desk.page(&failed).await;
    for words in
        ["550 5.1.1 no such user here", "Subject: ", "Message-ID: ", "/retry", "/desk/contacts/3336/case_officer"]
    {
        assert!(letter.contains(words), "{words}: {letter}");
    }
    // Taken back; sent again to another address.
    assert!(desk.page(&deferred).await.contains("/cancel"));
    desk.press(&format!("{deferred}/cancel"), &[]).await;
    let cancelled = desk.page(&deferred).await;
    assert!(cancelled.contains(": avlyst</li>") && !cancelled.contains("/retry"), "{cancelled}");
    let changed = [("name", "Ola Nordmann"), ("address", "ny@rollag.example.test")];
    desk.press("/desk/contacts/3336/case_officer", &changed).await;
    desk.press(&format!("{failed}/retry"), &[]).await;
    desk.served
        .until(|letters| letters.iter().any(|l| l["to"] == "ny@rollag.example.test" && l["state"] == "accepted"))
        .await;
    let letter = desk.page(&failed).await;
    for words in [": ikke sendt – ", ": sendt – 250 2.0.0 kept", "/desk/contacts/3336/case_officer"] {
        assert!(letter.contains(words), "{words}: {letter}");
    }
    let kept = server.kept_at_least(15).await;
    assert!(kept.iter().any(|mail| mail["to"] == "ny@rollag.example.test"));
    assert!(kept.iter().all(|mail| mail["to"] != "saksbehandler@tinn.example.test"));
}
