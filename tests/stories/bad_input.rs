//! What cannot be done is refused with a reason, and nothing of it happens.

use super::world::{On, REGION, World};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

#[tokio::test]
async fn what_is_no_command_is_unreadable_and_what_is_not_allowed_is_refused() {
    let world = World::empty(On::Sqlite).await;
    let id = world.create("strategy").await;
    let at = format!("/api/v1/documents/{id}/commands");
    let unreadable = [
        json!({"type": "open_hearing", "deadline": "i morgen"}),
        json!({"type": "open_hearing", "deadline": "2027-01-15", "extra": 1}),
        json!({"type": "no_such_thing"}),
        json!({"sections": []}),
        json!({"type": "create", "kind": "strategy", "title": "x"}),
        json!({"type": "save_text", "sections": [{"heading": "a\u{0}", "body": ""}]}),
        json!({"type": "attach", "file": "00", "title": "x"}),
    ];
    for body in unreadable {
        let (status, answer) = world.post(&at, &body).await;
        assert_eq!(status, 422, "{body} gave {answer}");
    }
    let refused = [
        (json!({"type": "open_hearing", "deadline": "2027-01-15"}), "no_text"),
        (json!({"type": "save_text", "sections": []}), "no_text"),
        (json!({"type": "close_hearing"}), "not_in_this_phase"),
        (
            json!({"type": "adopt", "body": "x", "meeting_date": "2026-11-23", "case_number": "1", "in_force_from": "2026-11-23"}),
            "not_in_this_phase",
        ),
        (json!({"type": "withdraw", "reason": " \u{200b} "}), "reason_missing"),
        (json!({"type": "number_case", "case_number": ""}), "case_number_missing"),
    ];
    for (body, name) in refused {
        assert_eq!(world.refused(&id, body).await, name);
    }
    let (status, _) =
        world.post("/api/v1/documents/dok_0000000000000/commands", &json!({"type": "close_hearing"})).await;
    assert_eq!(status, 404);
    let (status, answer) =
        world.post(&format!("/api/v1/regions/{REGION}/documents"), &json!({"kind": "novel", "title": "x"})).await;
    assert_eq!((status, answer["refusal"].as_str()), (409, Some("unknown_kind")));
    assert_eq!(
        world.post("/api/v1/regions/elsewhere/documents", &json!({"kind": "strategy", "title": "x"})).await.0,
        404
    );
    assert_eq!(world.events(&id).await.len(), 1, "nothing of it has happened");
    world.end().await;
}

#[tokio::test]
async fn a_hearing_cannot_be_shorter_than_the_kind_allows_nor_named_after_strangers() {
    let world = World::empty(On::Sqlite).await;
    let id = world.create("strategy").await;
    world.command(&id, json!({"type": "save_text", "sections": [{"heading": "A", "body": "B"}]})).await;
    let open =
        |deadline: &str, reason: Option<&str>| json!({"type": "open_hearing", "deadline": deadline, "reason": reason});
    assert_eq!(world.refused(&id, open("2026-12-31", None)).await, "deadline_too_short_without_reason");
    assert_eq!(world.refused(&id, open("2026-11-23", Some("Hast."))).await, "deadline_passed");
    let stranger = json!({"type": "open_hearing", "deadline": "2027-01-15", "parties": ["0301"]});
    assert_eq!(world.refused(&id, stranger).await, "unknown_municipality");
    world.command(&id, open("2026-12-31", Some("Avklart med kommunene."))).await;
    assert_eq!(
        world.refused(&id, json!({"type": "extend_deadline", "deadline": "2026-12-30", "reason": "x"})).await,
        "deadline_not_later"
    );
    assert_eq!(
        world.refused(&id, json!({"type": "refuse_extension", "municipality": "3303", "reason": "x"})).await,
        "no_extension_asked"
    );
    assert_eq!(world.refused(&id, json!({"type": "close_hearing"})).await, "hearing_must_run");
    assert_eq!(
        world.refused(&id, json!({"type": "assess_remark", "remark": "r9", "verdict": "noted", "reason": "x"})).await,
        "not_in_this_phase"
    );
    world.end().await;
}

#[tokio::test]
async fn the_same_key_happens_once_whatever_the_hurry() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.create("strategy").await;
        let send = |body: Value| {
            let request = world.client.post(world.url(&format!("/api/v1/documents/{id}/commands")));
            request.bearer_auth(&world.token).header("idempotency-key", "a").json(&body).send()
        };
        let body = json!({"type": "save_text", "sections": [{"heading": "A", "body": "B"}]});
        let all: Vec<_> = (0..50).map(|_| tokio::spawn(send(body.clone()))).collect();
        let mut answers = Vec::new();
        for one in all {
            let answer = one.await.unwrap().unwrap();
            assert_eq!(answer.status(), 200);
            answers.push(answer.json::<Value>().await.unwrap());
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{:?}", &answers[..2]);
        assert_eq!(world.count(&id, "text_saved").await, 1);
        let other = send(json!({"type": "number_case", "case_number": "1/26"})).await.unwrap();
        assert_eq!(other.status(), 422);
        world.end().await;
    }
}

#[tokio::test]
async fn two_coordinators_open_the_same_hearing() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.create("strategy").await;
        world.command(&id, json!({"type": "save_text", "sections": [{"heading": "A", "body": "B"}]})).await;
        let at = format!("/api/v1/documents/{id}/commands");
        let open = json!({"type": "open_hearing", "deadline": "2027-01-15"});
        let (one, other) = tokio::join!(world.post(&at, &open), world.post(&at, &open));
        let mut statuses = [one.0, other.0];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        assert_eq!(world.letters(&id, "hearing_invitation").await.len(), 16);
        world.end().await;
    }
}

#[tokio::test]
async fn texts_are_stored_exactly_or_refused() {
    let world = World::empty(On::Sqlite).await;
    let id = world.create("strategy").await;
    // A tab is a blank, and what would be a sign of Markdown comes back as the letters it was.
    for (body, kept) in [
        ("👩‍🚀 blåbær\tog\nlinje", "👩‍🚀 blåbær og\nlinje"),
        ("\u{202e}snudd", "\u{202e}snudd"),
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        (&"x".repeat(1_000_000), &"x".repeat(1_000_000)),
    ] {
        world.command(&id, json!({"type": "save_text", "sections": [{"heading": "A", "body": body}]})).await;
        let text = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap();
        assert_eq!(text["sections"][0]["body"], kept);
        let again = json!({"type": "save_text", "sections": [{"heading": "A", "body": kept}]});
        assert_eq!(world.refused(&id, again).await, "nothing_changed");
    }
    let before = json!({"type": "save_text", "sections": [{"heading": "B", "body": "b"}], "based_on": 1});
    assert_eq!(world.refused(&id, before).await, "changed_meanwhile");
    let large = json!({"type": "save_text", "sections": [{"heading": "A", "body": "x".repeat(3_000_000)}]});
    let (status, _) = world.post(&format!("/api/v1/documents/{id}/commands"), &large).await;
    assert_eq!(status, 413);
    let (_, page) = world.page(&format!("/desk/documents/{id}/versions/3")).await;
    assert!(page.contains("&#60;script&#62;") && !page.contains("<script>alert"));
    world.end().await;
}

/// One answer on a connection that stays open: its head and its body.
async fn answered(stream: &mut TcpStream) -> String {
    let mut said = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&said).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
            if body.len() >= length.parse().unwrap() {
                return text;
            }
        }
        let mut part = [0; 4096];
        let read = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut part)).await.unwrap().unwrap();
        assert!(read > 0, "closed after {text}");
        said.extend_from_slice(&part[..read]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_too_much_can_read_why_it_is_refused() {
    const MEGABYTES: usize = 40;
    let world = World::empty(On::Sqlite).await;
    let id = world.create("strategy").await;
    let address = world.base.strip_prefix("http://").unwrap().to_owned();
    let commands = format!("/api/v1/documents/{id}/commands");
    let mut stream = TcpStream::connect(&address).await.unwrap();
    // Programs and browsers send all of it before they look for an answer.
    let mut send = async |path: &str, token: &str| {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            MEGABYTES << 20
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        for _ in 0..MEGABYTES {
            stream.write_all(&vec![b' '; 1 << 20]).await.unwrap();
        }
        answered(&mut stream).await
    };
    let said = send(&commands, &world.token).await;
    assert!(said.starts_with("HTTP/1.1 413"), "{said}");
    // On the same connection, which is as it was.
    let said = send(&commands, "samrad_wrong").await;
    assert!(said.starts_with("HTTP/1.1 401"), "{said}");
    let said = send("/no/such/page/at/all", &world.token).await;
    assert!(said.starts_with("HTTP/1.1 404"), "{said}");
    world.end().await;
}

#[tokio::test]
async fn what_the_framework_refuses_is_said_in_the_readers_language() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    let link = link.split("/l/").nth(1).unwrap().split('?').next().unwrap();
    let long = "Skrevet av en som mener mye. ".repeat(100_000);
    let send = async |path: &str, field: &str| {
        let request = world.client.post(world.url(path)).header("accept-language", "nn");
        let answer = request.form(&[(field, long.as_str())]).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    for path in [format!("/l/{link}/review"), "/desk/documents/new".to_owned(), "/login".to_owned()] {
        let (status, page) = send(&path, "text").await;
        assert_eq!(status, 413, "{path}");
        assert!(page.contains("<html lang=\"nn\"") && page.contains("Det du skreiv, står der framleis"), "{page}");
    }
    let ask = async |method: reqwest::Method, path: &str, kind: &str| {
        let request = world.client.request(method, world.url(path)).header("accept-language", "nn");
        let answer = request.bearer_auth(&world.token).header("content-type", kind).body("{").send().await.unwrap();
        let allow = answer.headers().get("allow").map(|allow| allow.to_str().unwrap().to_owned());
        (answer.status().as_u16(), allow, answer.text().await.unwrap())
    };
    let (status, allow, page) = ask(reqwest::Method::DELETE, "/desk", "text/plain").await;
    assert!(status == 405 && allow.as_deref() == Some("GET,HEAD"), "{status} {allow:?}");
    assert!(page.contains("Denne adressa tek ikkje imot slike førespurnader."), "{page}");
    let (status, _, page) = ask(reqwest::Method::POST, &format!("/l/{link}/review"), "text/plain").await;
    assert!(status == 415 && page.contains("Skjemaet kunne ikkje lesast"), "{status} {page}");
    let (status, _, page) = ask(reqwest::Method::GET, "/assets/no-such.css", "text/plain").await;
    assert!(status == 404 && page.contains("Denne sida finst ikkje"), "{status} {page}");
    for (method, path, status, title) in [
        (reqwest::Method::DELETE, format!("/api/v1/documents/{id}"), 405, "method-not-allowed"),
        (reqwest::Method::GET, "/api/v1/mail?limit=many".to_owned(), 422, "unreadable"),
    ] {
        let (said, _, problem) = ask(method, &path, "application/json").await;
        let problem: serde_json::Value = serde_json::from_str(&problem).unwrap();
        assert_eq!(
            (said, problem["status"].as_u64(), problem["title"].as_str()),
            (status, Some(status.into()), Some(title))
        );
    }
    world.end().await;
}

#[tokio::test]
async fn other_sites_and_strangers_are_stopped() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let withdraw = format!("/desk/documents/{id}/act/withdraw");
    for (header, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("origin", "null")] {
        let request = world.client.post(world.url(&withdraw)).header(header, value).form(&[("reason", "x")]);
        assert_eq!(request.send().await.unwrap().status(), 403, "{header}");
    }
    assert_eq!(world.phase(&id).await, "hearing");
    let document = world.url(&format!("/api/v1/documents/{id}"));
    assert_eq!(world.client.get(&document).send().await.unwrap().status(), 401);
    assert_eq!(world.client.get(&document).bearer_auth("samrad_x").send().await.unwrap().status(), 401);
    let answer = world.client.get(world.url("/desk")).send().await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert!(header("content-security-policy").starts_with("default-src 'none'"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cache-control"), "no-store");
    let (_, refused) = world
        .post(
            &format!("/api/v1/documents/{id}/commands"),
            &json!({"type": "adopt", "body": "x",
        "meeting_date": "2026-11-23", "case_number": "1", "in_force_from": "2026-11-23"}),
        )
        .await;
    assert_eq!(refused["detail"], "This cannot be done in the phase the case is in now.");
    world.end().await;
}

#[tokio::test]
async fn a_form_sent_twice_acts_once_and_a_refused_form_keeps_what_was_typed() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let (status, page) = world.page(&format!("/desk/documents/{id}/act/extend_deadline")).await;
    assert_eq!(status, 200);
    let fields = [("deadline", "2027-01-10"), ("reason", "Kommunene ba om det.")];
    let (status, _, again) = world.submit(&page, "extend_deadline", &fields).await;
    assert_eq!(status, 409);
    assert!(again.contains("Kommunene ba om det.") && again.contains("En frist kan bare flyttes fram i tid"));
    let fields = [("deadline", "2027-02-10"), ("reason", "Kommunene ba om det.")];
    for _ in 0..2 {
        assert_eq!(world.submit(&again, "extend_deadline", &fields).await.0, 303);
    }
    assert_eq!(world.count(&id, "deadline_extended").await, 1);
    let (status, _, empty) = world.submit(&page, "extend_deadline", &[]).await;
    assert_eq!(status, 422);
    assert!(empty.contains("Fyll ut «Frist»"));
    world.end().await;
}

#[tokio::test]
async fn characters_nobody_sees_are_refused_at_every_address() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.create("strategy").await;
        for path in
            ["/%00".to_owned(), format!("/{REGION}/%00"), format!("/desk/documents/{id}%00"), "/l/%1b".to_owned()]
        {
            assert_eq!(world.page(&path).await.0, 404, "{path}");
        }
        let titled = json!({"kind": "strategy", "title": "Plan\u{0} for vegen"});
        let (status, said) = world.post(&format!("/api/v1/regions/{REGION}/documents"), &titled).await;
        assert_eq!(status, 422, "{said}");
        assert!(said.to_string().contains("title"), "{said}");
        world.end().await;
    }
}

#[tokio::test]
async fn a_file_of_exactly_the_limit_is_taken_and_one_byte_more_is_told_so() {
    let world = World::empty(On::Sqlite).await;
    let upload = async |bytes: usize| {
        let mut file = b"%PDF-1.7 ".to_vec();
        file.resize(bytes, b'x');
        let to = world.url(&format!("/api/v1/regions/{REGION}/files?name=kart.pdf"));
        let answer = world.client.post(to).bearer_auth(&world.token).body(file).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    assert_eq!(upload(25 * 1024 * 1024).await.0, 201);
    let (status, said) = upload(25 * 1024 * 1024 + 1).await;
    assert_eq!(status, 413);
    assert!(said.contains("25 MB"), "{said}");
    world.end().await;
}

#[tokio::test]
async fn no_working_link_stands_in_what_people_or_programs_write() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    let token = link.split("/l/").nth(1).unwrap().split('?').next().unwrap().to_owned();
    let quoted = format!("Se https://plan.example.no/l/{token}?lang=nb for saken.");
    let answer = json!({"type": "record_statement", "municipality": "3336", "position": "with_remarks",
        "text": quoted, "remarks": [{"text": quoted, "proposed": quoted}], "case_reference": quoted,
        "received_on": "2026-11-23", "channel": quoted});
    world.command(&id, answer).await;
    world.command(&id, json!({"type": "extend_deadline", "deadline": "2027-01-29", "reason": quoted})).await;
    world.answer(&world.link(&id, "hearing_invitation", "4024").await, "with_remarks", &quoted).await;
    for path in [
        format!("/{REGION}/{id}"),
        format!("/{REGION}/{id}/hearings/1"),
        format!("/{REGION}/{id}.json"),
        format!("/desk/documents/{id}"),
        format!("/desk/documents/{id}/log"),
        format!("/desk/documents/{id}/answers"),
        format!("/desk/documents/{id}/remarks"),
        format!("/desk/documents/{id}/hearing-note"),
        format!("/desk/documents/{id}/hearing-note/csv"),
        format!("/feeds/{REGION}/events.atom"),
    ] {
        let (status, page) = world.page(&path).await;
        assert_eq!(status, 200, "{path}");
        assert!(!page.contains(&token), "{path} holds a working link");
    }
    let log = world.get(&format!("/api/v1/documents/{id}/events")).await.unwrap();
    let statements = world.get(&format!("/api/v1/documents/{id}/statements")).await.unwrap();
    assert!(!log.to_string().contains(&token) && !statements.to_string().contains(&token), "{log}");
    world.end().await;
}

#[tokio::test]
async fn characters_and_days_that_nobody_means_break_no_page() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        for path in [
            "/desk/letters?to=%00".to_owned(),
            "/desk/documents?title=a%00b".to_owned(),
            format!("/desk/documents/{id}/act/record_statement?text=%00"),
            "/api/v1/mail?cursor=%00".to_owned(),
            format!("/api/v1/regions/{REGION}/documents?cursor=%00"),
        ] {
            let answer = world.client.get(world.url(&path)).bearer_auth(&world.token).send().await.unwrap();
            assert_eq!(answer.status(), 404, "{path}");
        }
        let link = world.link(&id, "hearing_invitation", "3334").await;
        let token = link.split("/l/").nth(1).unwrap().split('?').next().unwrap();
        let draft =
            world.client.post(world.url(&format!("/l/{token}/draft"))).form(&[("remark-\u{0}", "x"), ("text", "y")]);
        assert_eq!(draft.send().await.unwrap().status(), 303);
        let (status, page) = world.page(&link).await;
        assert!(status == 200 && page.contains(">y</textarea>"), "{page}");
        for day in ["0026-11-20", "+262142-12-01", "-0001-01-01", "2200-01-01"] {
            let paper = json!({"type": "record_statement", "municipality": "3336", "position": "supports",
                "text": "Ja.", "received_on": day, "channel": "brev"});
            assert_eq!(world.refused(&id, paper).await, "day_implausible", "{day}");
            let longer = json!({"type": "extend_deadline", "deadline": day, "reason": "x"});
            assert_eq!(world.refused(&id, longer).await, "day_implausible", "{day}");
        }
        let (status, _) = world.page(&format!("/desk/documents/{id}/hearing?adopt_by=-262143-01-01")).await;
        assert_eq!(status, 200);
        world.end().await;
    }
}

#[tokio::test]
async fn a_pdf_that_hides_what_it_holds_is_refused_with_the_reason() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    let token = link.split("/l/").nth(1).unwrap().split('?').next().unwrap();
    let pdf = "%PDF-1.6\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R /Encrypt 2 0 R >>\n";
    let part = reqwest::multipart::Part::bytes(pdf.as_bytes()).file_name("svar.pdf");
    let form = reqwest::multipart::Form::new().part("file", part).text("based_on", "0").text("position", "supports");
    let answer = world.client.post(world.url(&format!("/l/{token}/files"))).multipart(form).send().await.unwrap();
    assert_eq!(answer.status(), 422);
    let page = answer.text().await.unwrap();
    assert!(page.contains("Filen er låst med passord, eller mot endring eller kopiering."), "{page}");
    world.end().await;
}

#[tokio::test]
async fn no_file_that_is_kept_or_shown_holds_a_working_link() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    let token = link.split("/l/").nth(1).unwrap().split('?').next().unwrap().to_owned();
    let letter = format!("Les dokumentet og svar her:\n\nhttps://plan.example.no/l/{token}?lang=nn\n");
    let part = reqwest::multipart::Part::bytes(letter.into_bytes()).file_name("brev.txt");
    let form = reqwest::multipart::Form::new().part("file", part).text("based_on", "0").text("position", "supports");
    let added = world.client.post(world.url(&format!("/l/{token}/files"))).multipart(form).send().await.unwrap();
    assert_eq!(added.status(), 303);
    world.answer(&link, "supports", "Se vedlegget.").await;
    world.release(&id).await;
    world.travel("2027-01-20T08:00").await;
    let (_, page) = world.page(&format!("/{REGION}/{id}/hearings/1")).await;
    let start = page.find("/files/").expect("the file is public");
    let path = &page[page[..start].rfind('"').unwrap() + 1..start + page[start..].find('"').unwrap()];
    let (status, file) = world.page(path).await;
    assert_eq!(status, 200);
    assert!(file.contains("Les dokumentet") && !file.contains(&token), "{file}");
    world.end().await;
}
