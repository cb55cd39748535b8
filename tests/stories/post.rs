//! The post: letters leave by a real mail server, say what they should, and hold nothing they should not.

use super::world::{On, World, both, folder, program, ready};
use serde_json::{Value, json};
use std::{
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    time::Duration,
};

#[tokio::test]
async fn letters_are_clear_and_the_registry_gets_no_link() {
    let world = World::empty(On::Sqlite).await;
    let id = world.create("strategy").await;
    world.command(&id, json!({"type": "number_case", "case_number": "013/26"})).await;
    world.command(&id, json!({"type": "save_text", "sections": [{"heading": "A", "body": "B"}]})).await;
    world
        .command(&id, json!({"type": "open_hearing", "deadline": "2027-01-15", "letter": "Velkommen til høring."}))
        .await;
    let letters = world.letters(&id, "hearing_invitation").await;
    for letter in &letters {
        let text = world.letter_text(letter["id"].as_str().unwrap()).await;
        let registry = letter["role"] == "registry";
        assert_eq!(text.contains("/l/"), !registry, "{text}");
        assert!(text.contains("Subject: Sak 013/26: "), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated"));
        assert!(text.contains("fredag 15. januar 2027"), "{text}");
        assert!(text.contains("Velkommen til høring."));
        let nynorsk = letter["municipality"] == "4024";
        assert_eq!(letter["language"], if nynorsk { "nn" } else { "nb" });
        assert_eq!(text.contains("Høyring av"), nynorsk);
    }
    let reminder = world.link(&id, "hearing_invitation", "3334").await;
    world.command(&id, json!({"type": "remind", "municipality": "3334"})).await;
    assert_eq!(world.refused(&id, json!({"type": "remind", "municipality": "3334"})).await, "reminded_today");
    assert_eq!(world.link(&id, "hearing_reminder", "3334").await, reminder, "every letter carries the same link");
    world.end().await;
}

#[tokio::test]
async fn a_real_server_gets_each_letter_once() {
    let _first = rustls::crypto::ring::default_provider().install_default();
    let sink = concat!(env!("CARGO_MANIFEST_DIR"), "/faults/sink.mjs");
    let mut server = Command::new("node").arg(sink).stdout(Stdio::piped()).spawn().expect("node runs");
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let port = lines.next().unwrap().unwrap();
    let data = folder();
    let settings = |command: &mut Command| {
        command
            .env("SAMRAD_DATABASE", format!("sqlite:{}", data.join("samrad.db").display()))
            .env("SAMRAD_KEY_FILE", data.join("samrad.key"))
            .env("SAMRAD_LISTEN", "127.0.0.1:0")
            .env("SAMRAD_SMTP", format!("smtp://127.0.0.1:{port}"))
            .env("SAMRAD_MAIL_FROM", "Samråd <samrad@region.example.test>")
            .env("SAMRAD_PUBLIC_URL", "https://samrad.example.test");
    };
    let run = |arguments: &[&str]| {
        let mut command = Command::new(program());
        settings(&mut command);
        command.args(arguments).output().unwrap()
    };
    assert!(run(&["migrate"]).status.success());
    let made = String::from_utf8(run(&["token", "create", "--name", "t"]).stdout).unwrap();
    let token = made.split_whitespace().last().unwrap().to_owned();
    let mut command = Command::new(program());
    settings(&mut command);
    let mut process = command.arg("serve").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let base = ready(&mut process);
    let client = reqwest::Client::new();
    let post = async |path: &str, body: serde_json::Value| {
        let answer = client.post(format!("{base}{path}")).bearer_auth(&token).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
        answer.json::<serde_json::Value>().await.unwrap()
    };
    let created =
        post("/api/v1/regions/kongsbergregionen/documents", json!({"kind": "strategy", "title": "Blå\r\nBcc: x@y.no"}))
            .await;
    let commands = format!("/api/v1/documents/{}/commands", created["id"].as_str().unwrap());
    post(&commands, json!({"type": "save_text", "sections": [{"heading": "A", "body": "B"}]})).await;
    let far = json!({"type": "open_hearing", "deadline": "2099-01-15"});
    post(&commands, far).await;
    let received: Vec<serde_json::Value> =
        lines.take(16).map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
    let recipients: std::collections::BTreeSet<_> = received.iter().map(|mail| mail["to"].to_string()).collect();
    assert_eq!(recipients.len(), 16);
    for mail in &received {
        let message = mail["message"].as_str().unwrap();
        let headers = message.split("\r\n\r\n").next().unwrap();
        assert!(!headers.to_lowercase().contains("\r\nbcc:"), "{headers}");
        assert_eq!(headers.matches("\r\nMessage-ID: <dok_").count(), 1);
    }
    let mut sent = 0;
    for _ in 0..100 {
        let list = client.get(format!("{base}/api/v1/mail?state=accepted")).bearer_auth(&token).send().await.unwrap();
        sent = list.json::<serde_json::Value>().await.unwrap()["items"].as_array().unwrap().len();
        if sent == 16 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(sent, 16);
    let (_, _) = (process.kill(), process.wait());
    let (_, _) = (server.kill(), server.wait());
}

#[tokio::test]
async fn one_address_in_two_roles_gets_one_letter_and_a_changed_one_gets_the_next() {
    let world = World::empty(On::Sqlite).await;
    let change = async |role: &str, address: &str| {
        let (_, page) = world.page(&format!("/desk/contacts/3303/{role}")).await;
        let fields = [("name", "Nina Nordmann"), ("address", address)];
        let (status, _, answer) = world.submit(&page, &format!("/desk/contacts/3303/{role}"), &fields).await;
        assert_eq!(status, 303, "{answer}");
    };
    change("registry", "saksbehandler@kongsberg.example.test").await;
    let id = world.in_hearing().await;
    let to = |letters: &[serde_json::Value]| -> Vec<String> {
        let own = letters.iter().filter(|letter| letter["municipality"] == "3303");
        own.map(|letter| letter["to"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(to(&world.letters(&id, "hearing_invitation").await), ["saksbehandler@kongsberg.example.test"]);
    assert_eq!(world.letters(&id, "hearing_invitation").await.len(), 15);
    change("case_officer", "ny@kongsberg.example.test").await;
    world.advance("1w").await;
    assert_eq!(to(&world.letters(&id, "hearing_reminder").await), ["ny@kongsberg.example.test"]);
    world.end().await;
}

/// Each municipality gets the covering letter in its own written form; who gets it in the other is told of before it is sent,
/// and the letter says so.
#[tokio::test]
async fn a_covering_letter_goes_out_in_each_written_form() {
    both(async |on| {
        let world = World::empty(on).await;
        let text = |id: &str, of: Vec<Value>| {
            let letter = of.into_iter().find(|letter| letter["municipality"] == id).expect("it was invited");
            letter["id"].as_str().unwrap().to_owned()
        };
        let drafted = async || {
            let id = world.create("strategy").await;
            world.command(&id, json!({"type": "save_text", "sections": [{"heading": "Mål", "body": "Åtte."}]})).await;
            id
        };
        // By the page: the second field is there because Hjartdal reads nynorsk.
        let id = drafted().await;
        let path = format!("/desk/documents/{id}/hearing");
        let (_, form) = world.page(&path).await;
        assert!(form.contains("name=\"letter_nn\""), "{form}");
        let deadline = [("deadline", "2027-01-15"), ("letter", "Vi ber om synspunkter.")];
        let parties = ["3303", "4024"].map(|id| ("party", id));
        let fields = |more: &[(&'static str, &'static str)]| {
            deadline.iter().chain(&parties).chain(more).copied().collect::<Vec<_>>()
        };
        let (_, _, seen) = world.submit(&form, &path, &fields(&[("preview", "yes")])).await;
        assert!(seen.contains("Høringsbrevet er ikke skrevet på nynorsk") && seen.contains("Hjartdal"), "{seen}");
        assert!(seen.contains("Teksten under er skriven på bokmål:"), "{seen}");
        let both = [("letter_nn", "Vi ber om synspunkt."), ("preview", "yes")];
        let (_, _, seen) = world.submit(&form, &path, &fields(&both)).await;
        assert!(
            !seen.contains("er ikke skrevet på nynorsk") && seen.contains("Vi ber om synspunkt.</textarea>"),
            "{seen}"
        );
        let (status, _, page) = world.submit(&seen, &path, &fields(&both[..1])).await;
        assert_eq!(status, 303, "{page}");
        let invited = world.letters(&id, "hearing_invitation").await;
        let (nb, nn) = (text("3303", invited.clone()), text("4024", invited));
        let (nb, nn) = (world.letter_text(&nb).await, world.letter_text(&nn).await);
        assert!(nb.contains("Vi ber om synspunkter.") && !nb.contains("Teksten under"), "{nb}");
        assert!(nn.contains("Vi ber om synspunkt.") && !nn.contains("Teksten under"), "{nn}");
        // By the interface: one text, or one by form.
        let id = drafted().await;
        let letter = json!({"nn": "Vi ber om synspunkt."});
        world.command(&id, json!({"type": "open_hearing", "deadline": "2027-01-15", "letter": letter})).await;
        let nb = text("3303", world.letters(&id, "hearing_invitation").await);
        let nb = world.letter_text(&nb).await;
        assert!(nb.contains("Teksten under er skrevet på nynorsk:\n\nVi ber om synspunkt."), "{nb}");
        world.end().await;
    })
    .await;
}

/// The letters of a kind to Kongsberg, which writes bokmål, and Hjartdal, which writes nynorsk: the newest of each.
async fn by_form(world: &World, document: &str, kind: &str) -> (String, String) {
    let letters = world.letters(document, kind).await;
    let newest = async |municipality: &str| {
        let to = |letter: &&Value| letter["municipality"] == municipality && letter["role"] == "case_officer";
        let letter = letters.iter().filter(to).max_by_key(|letter| letter["written_at"].as_str().map(str::to_owned));
        world.letter_text(letter.expect("it was written to")["id"].as_str().unwrap()).await
    };
    (newest("3303").await, newest("4024").await)
}

/// A reason that goes to several is asked for in the other form where somebody reads that, and a letter that has it in the
/// reader's other form says so.
#[tokio::test]
async fn reasons_go_out_in_each_written_form() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let act = |name: &str| format!("/desk/documents/{id}/act/{name}");
        // More time for one that reads bokmål: nobody reads the other form.
        let (_, one) = world.page(&format!("{}?municipality=3303", act("extend_deadline"))).await;
        assert!(!one.contains("reason_nn"), "{one}");
        let (_, form) = world.page(&act("extend_deadline")).await;
        for said in ["Begrunnelse på nynorsk", "Disse får brev på nynorsk: ", "Hjartdal", "teksten på bokmål"] {
            assert!(form.contains(said), "{said} in {form}");
        }
        let fields =
            [("deadline", "2027-01-20"), ("reason", "Mange ba om det."), ("reason_nn", "Mange bad om det, òg i Tinn.")];
        let (status, _, page) = world.submit(&form, "extend_deadline", &fields).await;
        assert_eq!(status, 303, "{page}");
        let (nb, nn) = by_form(&world, &id, "deadline_extended").await;
        assert!(nb.contains("Begrunnelse: Mange ba om det."), "{nb}");
        assert!(nn.contains("Grunngiving: Mange bad om det, òg i Tinn."), "{nn}");
        // A refusal gives both back as they were typed.
        let (_, form) = world.page(&act("extend_deadline")).await;
        let (status, _, again) = world.submit(&form, "extend_deadline", &fields).await;
        assert!(status == 409 && again.contains(">Mange bad om det, òg i Tinn.</textarea>"), "{status} {again}");
        // A program that sends one text: the letter to the other form says which it is in.
        world.advance("1h").await;
        let plain = json!({"type": "extend_deadline", "deadline": "2027-01-22", "reason": "Enda flere ba om det."});
        world.command(&id, plain).await;
        let (nb, nn) = by_form(&world, &id, "deadline_extended").await;
        assert!(nb.contains("Begrunnelse: Enda flere ba om det."), "{nb}");
        assert!(nn.contains("Grunngiving: (bokmål) Enda flere ba om det."), "{nn}");
        // Withdrawn, by its form, with the second field left empty.
        let (_, form) = world.page(&act("withdraw")).await;
        assert!(form.contains("reason_nn"), "{form}");
        let (status, _, page) = world.submit(&form, "withdraw", &[("reason", "Arbeidet stanses.")]).await;
        assert_eq!(status, 303, "{page}");
        let (nb, nn) = by_form(&world, &id, "withdrawal_notice").await;
        assert!(nb.contains("Begrunnelse: Arbeidet stanses."), "{nb}");
        assert!(nn.contains("Grunngiving: (bokmål) Arbeidet stanses."), "{nn}");
        world.end().await;
    })
    .await;
}
