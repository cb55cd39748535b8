//! The public answers a hearing: by a form and a link, released by a coordinator, weighed together where they are alike, and
//! proved by the number and the root that the log holds.

use super::world::{On, REGION, World, both, tamper};
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr};

const PARTIES: [&str; 3] = ["3336", "3338", "4026"];

fn by(body: &str, meeting: &str) -> Value {
    json!({"body": body, "meeting_date": meeting, "case_number": "7/27", "votes": {"for": 6, "against": 2}})
}

/// A plan on hearing until 15 January, which anyone may answer.
pub async fn plan(world: &World) -> String {
    let body = json!({"kind": "intermunicipal_plan", "title": "Kommunedelplan for fjellet", "parties": PARTIES});
    let (_, created) = world.post(&format!("/api/v1/regions/{REGION}/documents"), &body).await;
    let id = created["id"].as_str().unwrap().to_owned();
    let sections = json!([{"heading": "Mål", "body": "Fjell."}, {"heading": "Arealdel", "body": "Hyttefelt."}]);
    world.command(&id, json!({"type": "save_text", "sections": sections})).await;
    let open = json!({"type": "open_hearing", "deadline": "2027-01-15", "parties": PARTIES,
        "decision": by("Felles planstyre", "2026-11-20")});
    world.command(&id, open).await;
    id
}

pub fn form_of(id: &str) -> String {
    format!("/{REGION}/{id}/answer")
}

pub async fn form(world: &World, id: &str) -> String {
    let (status, page) = world.page(&form_of(id)).await;
    assert_eq!(status, 200, "{page}");
    page
}

/// What somebody types.
pub fn typed<'a>(name: &'a str, address: &'a str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("name", name), ("address", address), ("text", text), ("consent", "yes")]
}

/// Where the link in the last letter to an address leads.
pub async fn link_to(world: &World, address: &str) -> String {
    let list = world.get(&format!("/api/v1/mail?letter=public_answer_link&to={address}")).await.unwrap();
    let own = list["items"].as_array().unwrap().first();
    let id = own.unwrap_or_else(|| panic!("no letter to {address}: {list}"))["id"].as_str().unwrap().to_owned();
    let text = world.letter_text(&id).await;
    let line = text.lines().find(|line| line.contains("/l/")).unwrap_or_else(|| panic!("no link in {text}"));
    line[line.find("/l/").unwrap()..].to_owned()
}

/// Hands an answer in and confirms it by its link.
pub async fn answered(world: &World, id: &str, name: &str, address: &str, text: &str) {
    let page = form(world, id).await;
    let (status, _, said) = world.submit(&page, "/answer", &typed(name, address, text)).await;
    assert_eq!(status, 303, "{said}");
    confirmed(world, address).await;
}

pub async fn confirmed(world: &World, address: &str) {
    let link = link_to(world, address).await;
    let (status, page) = world.page(&link).await;
    assert_eq!(status, 200, "{page}");
    let (status, location, said) = world.submit(&page, "/public", &[]).await;
    assert_eq!((status, location.as_str()), (303, link.as_str()), "{said}");
}

pub async fn listed(world: &World, id: &str) -> Vec<Value> {
    let list = world.get(&format!("/api/v1/documents/{id}/public-answers")).await.unwrap();
    list["items"].as_array().unwrap().clone()
}

/// How many events of the document are about the public's answers.
async fn told(world: &World, id: &str) -> Vec<String> {
    let events = world.events(id).await;
    let names = events.iter().filter_map(|event| event["type"].as_str().or(event["event"]["type"].as_str()));
    names.filter(|name| name.starts_with("public_")).map(str::to_owned).collect()
}

pub async fn close(world: &World, id: &str) {
    world.travel("2027-01-18T08:00").await;
    world.command(id, json!({"type": "close_hearing"})).await;
}

/// One with a file, forty alike and one alone; released, weighed and published.
#[tokio::test]
async fn the_public_answers_are_released_weighed_and_published() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = plan(&world).await;
        let (_, document) = world.page(&format!("/{REGION}/{id}")).await;
        assert!(document.contains(&form_of(&id)), "{document}");
        let state = world.document(&id).await["seq"].clone();
        one_with_a_file(&world, &id).await;
        let answers = forty_alike(&world, &id).await;
        assert_eq!(world.document(&id).await["seq"], state, "no answer is an event");
        released(&world, &id, &answers).await;
        weighed(&world, &id).await;
        world.end().await;
    })
    .await;
}

async fn one_with_a_file(world: &World, id: &str) {
    // One with a file, about a section.
    let page = form(world, id).await;
    let section = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap()["sections"][1]["id"].clone();
    let mut fields = typed("Kari Nordmann", "kari@eksempel.example.test", "Hyttefeltet ligger i trekkveien.");
    fields.push(("section", section.as_str().unwrap()));
    let (status, said) = world.upload(&page, "/answer", &fields, ("kart.txt", b"Her gaar reinen.")).await;
    assert_eq!(status, 303, "{said}");
    assert_eq!(listed(world, id).await, [] as [Value; 0], "nobody's until it is confirmed");
    let link = link_to(world, "kari@eksempel.example.test").await;
    for _ in 0..2 {
        let (status, page) = world.page(&link).await;
        assert!(status == 200 && page.contains("trekkveien") && page.contains("kart.txt"), "{page}");
    }
    assert_eq!(listed(world, id).await.len(), 0, "whoever looks changes nothing");
    confirmed(world, "kari@eksempel.example.test").await;
    confirmed_before(world, &link).await;
    let receipts = world.get("/api/v1/mail?letter=public_answer_receipt").await.unwrap();
    let receipt = world.letter_text(receipts["items"][0]["id"].as_str().unwrap()).await;
    assert!(receipt.contains("trekkveien") && receipt.contains("nummer 1"), "{receipt}");
}

/// With one alone after them.
async fn forty_alike(world: &World, id: &str) -> Vec<Value> {
    // Forty alike, but for case, spaces and marks, and one alone.
    for n in 0..40 {
        let text = ["Nei til hyttefeltet!", "nei  til hyttefeltet", "NEI TIL HYTTEFELTET."][n % 3];
        let address = format!("{n}@eksempel.example.test");
        answered(world, id, &format!("Ola {n}"), &address, text).await;
    }
    answered(world, id, "Per", "per@eksempel.example.test", "Ja takk.").await;
    let answers = listed(world, id).await;
    assert_eq!(answers.len(), 42);
    assert_eq!(answers.iter().filter(|answer| answer["group"] == 2).count(), 40);
    assert_eq!(answers[0]["files"][0]["name"], "kart.txt");
    answers
}

async fn released(world: &World, id: &str, answers: &[Value]) {
    // Nothing is public before a coordinator has looked.
    let here = format!("/{REGION}/{id}/hearings/1/public");
    let (_, public) = world.page(&here).await;
    assert!(public.contains("42 svar") && !public.contains("hyttefeltet"), "{public}");
    let file = answers[0]["files"][0]["hash"].as_str().unwrap().to_owned();
    assert_eq!(world.page(&format!("/{REGION}/{id}/files/{file}")).await.0, 404);
    world.travel("2026-11-27T08:00").await;
    let (_, board) = world.page("/desk").await;
    assert!(board.contains("42 svar fra offentligheten"), "two working days: {board}");
    let (status, desk) = world.page(&format!("/desk/documents/{id}/public-answers")).await;
    assert!(status == 200 && desk.contains("40 like svar"), "{desk}");
    let exempt = json!({"type": "exempt_public_answer", "number": 42, "legal_basis": "offl. § 13", "redacted": "Ja."});
    world.command(id, exempt).await;
    world.command(id, json!({"type": "release_public_answers", "through": 42, "group": 2})).await;
    let (_, public) = world.page(&here).await;
    assert!(public.contains("Ola 0") && public.contains("offl. § 13") && !public.contains("Ja takk"), "{public}");
    assert!(!public.contains("trekkveien") && !public.contains("eksempel.example.test"), "{public}");
    world.command(id, json!({"type": "release_public_answers", "through": 42})).await;
    assert!(world.page(&here).await.1.contains("trekkveien"));
    assert_eq!(world.page(&format!("/{REGION}/{id}/files/{file}")).await.0, 200);
    let again = json!({"type": "release_public_answers", "through": 42});
    assert_eq!(world.refused(id, again).await, "public_answer_unknown");
}

async fn weighed(world: &World, id: &str) {
    let here = format!("/{REGION}/{id}/hearings/1/public");
    // Closed, counted, weighed: one verdict for the forty.
    close(world, id).await;
    assert_eq!(world.document(id).await["phase"], "assessment");
    assert_eq!(told(world, id).await.iter().filter(|name| *name == "public_answers_counted").count(), 1);
    let finish =
        json!({"type": "finish_assessment", "next": "endorsement", "decision": by("joint_board", "2027-01-18")});
    assert_eq!(world.refused(id, finish.clone()).await, "public_answers_must_be_assessed");
    let (_, desk) = world.page(&format!("/desk/documents/{id}/public-answers?show=open")).await;
    let blank = world.submit(&desk, "/public-answers", &[("what", "assess"), ("group", "2"), ("reason", "Tatt ut.")]);
    let (status, _, said) = blank.await;
    assert!(status == 422 && said.contains("Velg en vurdering") && said.contains("Tatt ut."), "{status} {said}");
    let weigh = |group: u32, verdict: &str| json!({"type": "assess_public_answers", "group": group, "verdict": verdict, "reason": "Feltet er tatt ut."});
    world.command(id, weigh(1, "accommodated")).await;
    world.command(id, weigh(2, "accommodated")).await;
    assert_eq!(world.refused(id, weigh(3, "noted")).await, "public_answer_unknown");
    world.command(id, weigh(42, "noted")).await;
    world.command(id, weigh(42, "not_accommodated")).await;
    let (_, before) = world.page(&here).await;
    assert!(!before.contains("Feltet er tatt ut."), "verdicts are told when all of them stand");
    world.command(id, finish).await;
    let (_, after) = world.page(&here).await;
    assert!(after.contains("Feltet er tatt ut."), "{after}");
    let (_, note) = world.page(&format!("/{REGION}/{id}/hearings/1/note")).await;
    assert!(note.contains("41 svar: tas til følge") && note.contains("40 svar fra offentligheten"), "{note}");
    assert!(!note.contains("Ja takk"), "{note}");
    let (status, csv) = world.page(&format!("/{REGION}/{id}/hearings/1/note/csv")).await;
    assert!(status == 200 && csv.contains("Nei til hyttefeltet!"), "{csv}");
    // Never counted as a municipality's.
    let (_, hearing) = world.page(&format!("/{REGION}/{id}/hearings/1")).await;
    assert!(hearing.contains("Ingen svar.") && hearing.contains("42 svar fra offentligheten"), "{hearing}");
}

/// A link that was used says what came of it.
async fn confirmed_before(world: &World, link: &str) {
    let (status, page) = world.page(link).await;
    assert!(status == 200 && page.contains("Svar nr. 1"), "{page}");
}

#[tokio::test]
async fn a_misspelled_answer_gets_back_what_was_typed() {
    let world = World::empty(On::Sqlite).await;
    let id = plan(&world).await;
    let page = form(&world, &id).await;
    for label in ["name", "address", "section", "text", "file", "consent"] {
        assert!(page.contains(&format!("for=\"{label}\"")), "{label} has a label");
    }
    let wrong = [("name", ""), ("address", "kari(at)eksempel"), ("text", "Skrevet lenge på dette.")];
    let (status, _, said) = world.submit(&page, "/answer", &wrong).await;
    assert_eq!(status, 422);
    assert!(said.contains("Skrevet lenge på dette.") && said.contains("kari(at)eksempel"), "{said}");
    for field in ["name", "address", "consent"] {
        assert!(said.contains(&format!("href=\"#{field}\"")), "{field} is told of: {said}");
    }
    let long = "x".repeat(100_001);
    let (status, _, said) = world.submit(&page, "/answer", &typed("Kari", "kari@eksempel.example.test", &long)).await;
    assert!(status == 422 && said.contains("Svaret er for langt"), "{status}");
    let name = "x".repeat(201);
    let (status, ..) = world.submit(&page, "/answer", &typed(&name, "kari@eksempel.example.test", "Nei.")).await;
    assert_eq!(status, 422);
    let program = ("svar.exe", &b"MZ\x90\0"[..]);
    let (status, said) =
        world.upload(&page, "/answer", &typed("Kari", "kari@eksempel.example.test", "Se vedlegg."), program).await;
    assert!(status == 422 && said.contains("Se vedlegg.") && said.contains("Velg dem på nytt"), "{said}");
    let mut many = reqwest::multipart::Form::new();
    for (name, value) in typed("Kari", "kari@eksempel.example.test", "Se vedlegg.") {
        many = many.text(name.to_owned(), value.to_owned());
    }
    for n in 0..6 {
        let part = reqwest::multipart::Part::bytes(vec![b'a'; 10]).file_name(format!("{n}.txt"));
        many = many.part("file", part);
    }
    let sent = world.client.post(world.url(&form_of(&id))).multipart(many).send().await.unwrap();
    assert_eq!(sent.status(), 422);
    assert!(sent.text().await.unwrap().contains("inntil fem filer"));
    assert_eq!(world.get("/api/v1/mail?letter=public_answer_link").await.unwrap()["items"], json!([]));
    world.end().await;
}

/// A browser at another address of this machine.
fn from(n: u8) -> reqwest::Client {
    let own = IpAddr::V4(Ipv4Addr::new(127, 0, 1, n));
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).local_address(own);
    client.build().unwrap()
}

async fn sent(world: &World, client: &reqwest::Client, id: &str, address: &str) -> u16 {
    let fields = typed("Ola", address, "Nei takk.");
    let answer = client.post(world.url(&form_of(id))).form(&fields).send().await.unwrap();
    let (status, page) = (answer.status().as_u16(), answer.text().await.unwrap());
    assert!(status == 303 || page.contains("Nei takk."), "what was typed is given back: {page}");
    status
}

#[tokio::test]
async fn a_flood_of_answers_is_turned_away_and_a_crowd_is_not() {
    let world = World::empty(On::Sqlite).await;
    let id = plan(&world).await;
    // One mailbox gets five letters, wherever they come from.
    for n in 1..=5 {
        assert_eq!(sent(&world, &from(n), &id, "en@eksempel.example.test").await, 303);
    }
    assert_eq!(sent(&world, &from(6), &id, "En@Eksempel.example.test").await, 429);
    let letters = world.get("/api/v1/mail?letter=public_answer_link&limit=200").await.unwrap();
    assert_eq!(letters["items"].as_array().unwrap().len(), 5);
    // One address hands in so many, and then waits.
    let flood = from(7);
    let mut taken = 0;
    for n in 0..70 {
        taken += u32::from(sent(&world, &flood, &id, &format!("f{n}@eksempel.example.test")).await == 303);
    }
    assert!((60..=62).contains(&taken), "{taken}");
    // Others are not kept out by it.
    for n in 8..60 {
        assert_eq!(sent(&world, &from(n), &id, &format!("c{n}@eksempel.example.test")).await, 303);
    }
    // What nobody has confirmed has a bound of its own at the document.
    tamper(world.database(), "update public_hearing set unconfirmed = 50000").await;
    assert_eq!(sent(&world, &from(61), &id, "full@eksempel.example.test").await, 503);
    world.end().await;
}

#[tokio::test]
async fn what_nobody_confirms_is_erased_after_a_week() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = plan(&world).await;
        let page = form(&world, &id).await;
        let (status, said) = world
            .upload(&page, "/answer", &typed("Kari", "kari@eksempel.example.test", "Nei."), ("a.txt", b"Hei."))
            .await;
        assert_eq!(status, 303, "{said}");
        let link = link_to(&world, "kari@eksempel.example.test").await;
        world.travel("2026-11-29T08:00").await;
        assert_eq!(world.page(&link).await.0, 200);
        world.travel("2026-12-03T08:00").await;
        let (status, gone) = world.page(&link).await;
        assert!(status == 404 && gone.contains("Lenken virker ikke"), "{gone}");
        assert_eq!(world.client.post(world.url(&link)).send().await.unwrap().status(), 404);
        for table in ["public_unconfirmed", "public_unconfirmed_file", "public_person"] {
            let count = format!("select cast(count(*) as text) from {table}");
            assert_eq!(tamper(world.database(), &count).await.as_deref(), Some("0"), "{table}");
        }
        let kept = "select cast(count(*) as text) from letter where address like 'kari@%' or body like '%kari@%'";
        assert_eq!(tamper(world.database(), kept).await.as_deref(), Some("0"));
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn confirmation_ends_with_the_hearing() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = plan(&world).await;
        world.travel("2027-01-15T22:00").await;
        let page = form(&world, &id).await;
        let (status, _, said) =
            world.submit(&page, "/answer", &typed("Kari", "kari@eksempel.example.test", "I siste liten.")).await;
        assert_eq!(status, 303, "{said}");
        answered(&world, &id, "Ola", "ola@eksempel.example.test", "Nei.").await;
        let link = link_to(&world, "kari@eksempel.example.test").await;
        let (_, before) = world.page(&link).await;
        close(&world, &id).await;
        let (status, _, said) = world.submit(&before, "/public", &[]).await;
        assert!(status == 409 && said.contains("tar ikke imot flere svar"), "{said}");
        let (status, _, said) =
            world.submit(&page, "/answer", &typed("Per", "per@eksempel.example.test", "Nei.")).await;
        assert!(status == 409 && said.contains("tar ikke imot flere svar"), "{said}");
        assert_eq!(world.page(&form_of(&id)).await.0, 404);
        assert_eq!(listed(&world, &id).await.len(), 1);
        // Opened again, it takes the one that waited, and is counted again.
        let reopen = json!({"type": "reopen_hearing", "deadline": "2027-01-22", "reason": "Strømbrudd."});
        world.command(&id, reopen).await;
        confirmed(&world, "kari@eksempel.example.test").await;
        world.travel("2027-01-25T08:00").await;
        world.command(&id, json!({"type": "close_hearing"})).await;
        let events = told(&world, &id).await;
        assert_eq!(events.iter().filter(|name| *name == "public_answers_counted").count(), 2);
        assert_eq!(listed(&world, &id).await.len(), 2);
        world.end().await;
    })
    .await;
}
