//! Nothing that people wrote goes away unseen: what stood before, what could not be taken, and what came in time.

use super::{
    served::{ORIGIN, Served},
    world::{On, REGION, World, browser},
};
use serde_json::json;

#[tokio::test]
async fn who_changes_an_answer_begins_with_the_one_that_stands_and_sees_what_goes() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let link = world.link(&id, "hearing_invitation", "3336").await;
        let text = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap();
        let section = text["sections"][0]["id"].as_str().unwrap().to_owned();
        // Received on paper, and recorded by a coordinator: no draft is kept of it.
        let paper = json!({"type": "record_statement", "municipality": "3336", "position": "with_remarks",
            "text": "Uttalelse fra formannskapet.", "remarks": [{"section": section, "text": "Brua må bygges først."}],
            "case_reference": "3/27", "received_on": "2026-11-23", "channel": "brev"});
        world.command(&id, paper).await;
        let (_, page) = world.page(&link).await;
        for kept in ["Uttalelse fra formannskapet.", "Brua må bygges først.", "value=\"3/27\""] {
            assert!(page.contains(kept), "{kept}: {page}");
        }
        assert!(page.contains("value=\"with_remarks\" checked"), "{page}");
        // Looking it over as it stands writes nothing.
        let before = world.events(&id).await.len();
        let remark = format!("remark-{section}");
        let same = [
            ("position", "with_remarks"),
            ("text", "Uttalelse fra formannskapet."),
            ("case_reference", "3/27"),
            (remark.as_str(), "Brua må bygges først."),
        ];
        let review = world.review(&page, &same).await;
        assert!(!review.contains("faller bort når du sender"), "{review}");
        assert_eq!(world.events(&id).await.len(), before);
        // A field that is emptied is told of before it goes, and what was not touched stays.
        let emptied = [("position", "supports"), ("text", "Uttalelse fra formannskapet."), (remark.as_str(), "")];
        let review = world.review(&page, &emptied).await;
        assert!(review.contains("faller bort når du sender") && review.contains("Brua må bygges først."), "{review}");
        let signed = [("name", "Ola Nordmann"), ("role", "rådgiver"), ("confirm", "yes")];
        assert_eq!(world.submit(&review, "/submit", &signed).await.0, 303);
        let answers = world.get(&format!("/api/v1/documents/{id}/statements")).await.unwrap();
        let own = answers["items"].as_array().unwrap().iter().find(|item| item["municipality"] == "3336").unwrap();
        assert_eq!(
            (own["position"].as_str(), own["text"].as_str()),
            (Some("supports"), Some("Uttalelse fra formannskapet."))
        );
        assert_eq!(own["case_reference"], "3/27", "{own}");
        world.end().await;
    }
}

#[tokio::test]
async fn what_is_written_behind_a_link_that_stopped_working_is_given_back() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    let (_, page) = world.page(&link).await;
    // The coordinator corrects the address meanwhile: links to the old one stop working.
    let (_, contact) = world.page("/desk/contacts/3334/case_officer").await;
    let new = [("name", "Ny Saksbehandler"), ("address", "ny@flesberg.example.test")];
    assert_eq!(world.submit(&contact, "/desk/contacts/3334/case_officer", &new).await.0, 303);
    let (status, _, said) = world.submit(&page, "/review", &[("text", "En time med gode ord.")]).await;
    assert_eq!(status, 404);
    assert!(said.contains("Dette skrev du") && said.contains("En time med gode ord."), "{said}");
    world.end().await;
}

#[tokio::test]
async fn a_verdict_that_comes_after_the_case_has_gone_on_is_given_back() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let paper = json!({"type": "record_statement", "municipality": "3334", "position": "with_remarks", "text": "",
        "remarks": [{"text": "Vi vil ha bru."}], "received_on": "2026-11-23", "channel": "brev"});
    world.command(&id, paper).await;
    world.travel("2027-01-16T08:00").await;
    if world.phase(&id).await == "hearing" {
        world.command(&id, json!({"type": "close_hearing"})).await;
    }
    let (_, page) = world.page(&format!("/desk/documents/{id}/remarks/assess?remark=r1")).await;
    world.command(&id, json!({"type": "withdraw", "reason": "Avlyst."})).await;
    let (status, _, said) =
        world.submit(&page, "/assess", &[("verdict", "noted"), ("reason", "En vel overveid grunn.")]).await;
    assert!(status >= 400 && said.contains("En vel overveid grunn."), "{status} {said}");
    world.end().await;
}

#[tokio::test]
async fn a_session_that_ends_takes_no_words_along_whatever_form_they_stood_in() {
    let mut served = Served::new(&[]);
    served.start();
    let client = browser();
    let origin = |path: &str| {
        let request = client.post(format!("{}{path}", served.base())).header("origin", ORIGIN);
        request.header("cookie", "sid=ended")
    };
    let note = [("tags", "veg, bru og ferge"), ("seen", "r1:0")];
    let answer = origin("/desk/documents/dok_0000000000000/remarks/notes").form(&note).send().await.unwrap();
    assert_eq!(answer.status(), 403);
    assert!(answer.text().await.unwrap().contains("veg, bru og ferge"));
    let file = reqwest::multipart::Part::bytes(vec![b'x'; 3 * 1024 * 1024]).file_name("plan.txt");
    let form = reqwest::multipart::Form::new().part("file", file).text("body", "Skrevet etter filen, for hånd.");
    let answer = origin("/desk/documents/dok_0000000000000/import").multipart(form).send().await.unwrap();
    assert_eq!(answer.status(), 403);
    assert!(answer.text().await.unwrap().contains("Skrevet etter filen, for hånd."));
    served.stop();
}

#[tokio::test]
async fn what_a_council_cannot_have_decided_is_refused_before_a_code_is_sent() {
    let world = World::empty(On::Sqlite).await;
    let id = world.before_councils().await;
    let link = world.link(&id, "council_request", "3334").await;
    let (_, page) = world.page(&link).await;
    let before = world.codes().await;
    let decided = |outcome: &'static str, on: &'static str, text: &'static str| {
        [
            ("outcome", outcome),
            ("body", "Kommunestyret"),
            ("meeting_date", on),
            ("case_number", "12/27"),
            ("text", text),
            ("name", "Kari Nordmann"),
            ("role", "sekretær"),
            ("confirm", "yes"),
        ]
    };
    let (status, _, said) = world.submit(&page, "/decision", &decided("endorsed", "2199-01-01", "")).await;
    assert_eq!(status, 409);
    assert!(said.contains("Datoen er ikke kommet ennå"), "{said}");
    let (status, _, said) =
        world.submit(&page, "/decision", &decided("endorsed_with_reservation", "2027-01-20", "")).await;
    assert_eq!(status, 422);
    assert!(said.contains("Skriv forbeholdet ordrett"), "{said}");
    assert_eq!(world.codes().await, before, "no letter is sent for what is refused");
    world.end().await;
}

#[tokio::test]
async fn an_answer_recorded_by_a_coordinator_is_not_written_over_by_an_old_draft_unseen() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3336").await;
    let (_, stale) = world.page(&link).await;
    world.answer(&link, "supports", "Den første teksten.").await;
    let paper = json!({"type": "record_statement", "municipality": "3336", "position": "opposes",
        "text": "Formannskapet går imot.", "case_reference": "26/9", "received_on": "2026-11-23", "channel": "brev"});
    world.command(&id, paper).await;
    // The form begins with what stands, not with the draft that was sent before it.
    let (_, page) = world.page(&link).await;
    assert!(page.contains("Formannskapet går imot.") && page.contains("value=\"26/9\""), "{page}");
    assert!(!page.contains(">Den første teksten.</textarea>"), "{page}");
    // Two windows that change a field each meet no conflict.
    let (_, second) = world.page(&link).await;
    let standing = [("position", "opposes"), ("case_reference", "26/9")];
    let one = [&standing[..], &[("text", "Formannskapet går imot. Se vedtaket.")]].concat();
    let other = [("position", "opposes"), ("case_reference", "26/10"), ("text", "Formannskapet går imot.")];
    assert_eq!(world.submit(&page, "/draft", &one).await.0, 303);
    assert_eq!(world.submit(&second, "/draft", &other).await.0, 303);
    let (_, page) = world.page(&link).await;
    assert!(page.contains("Se vedtaket.") && page.contains("value=\"26/10\""), "{page}");
    // A window from before all this asks before it writes over what came since, or tells what will go.
    let (status, location, said) =
        world.submit(&stale, "/review", &[("position", "supports"), ("text", "Fra et gammelt vindu.")]).await;
    let said = if status == 303 { world.page(&location).await.1 } else { said };
    assert!(said.contains("Formannskapet går imot."), "{status} {said}");
    world.end().await;
}

#[tokio::test]
async fn a_file_has_the_name_that_its_own_answer_gives_it() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let attach = async |party: &str, name: &str| {
        let link = world.link(&id, "hearing_invitation", party).await;
        let part = reqwest::multipart::Part::bytes(b"Uttalelse til planen.".to_vec()).file_name(name.to_owned());
        let form = reqwest::multipart::Form::new().text("based_on", "0").part("file", part);
        let sent = world.client.post(world.url(&format!("{link}/files"))).multipart(form).send().await.unwrap();
        assert_eq!(sent.status().as_u16(), 303, "{}", sent.text().await.unwrap());
        link
    };
    // The first is a draft that is never sent; the second sends the same bytes.
    attach("3303", "Internt utkast.txt").await;
    let link = attach("3336", "Uttalelse Rollag.txt").await;
    let (_, page) = world.page(&link).await;
    let review = world.review(&page, &[("position", "supports")]).await;
    let sender = [("name", "Gunnhild Eng"), ("role", "Rådgiver"), ("confirm", "yes")];
    assert_eq!(world.submit(&review, "/submit", &sender).await.0, 303);
    world.release(&id).await;
    let (_, public) = world.page(&format!("/{REGION}/{id}/hearings/1")).await;
    assert!(public.contains("Uttalelse Rollag.txt") && !public.contains("Internt utkast"), "{public}");
    let file = public.split(&format!("/{REGION}/{id}/files/")).nth(1).unwrap().split('"').next().unwrap();
    let sent = world.client.get(world.url(&format!("/{REGION}/{id}/files/{file}"))).send().await.unwrap();
    let named = sent.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(named.contains("Uttalelse%20Rollag.txt"), "{named}");
    world.end().await;
}

#[tokio::test]
async fn a_draft_that_was_sent_gives_way_to_a_newer_answer_whatever_its_line_ends() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3336").await;
    let (_, page) = world.page(&link).await;
    let review = world.review(&page, &[("position", "supports"), ("text", "Første gang.\r\n")]).await;
    assert_eq!(
        world.submit(&review, "/submit", &[("name", "Gunnhild Eng"), ("role", "Rådgiver"), ("confirm", "yes")]).await.0,
        303
    );
    let newer = json!({"type": "record_statement", "municipality": "3336", "position": "opposes", "text": "Nytt svar.",
        "received_on": "2026-11-23", "channel": "brev"});
    world.command(&id, newer).await;
    let (_, page) = world.page(&link).await;
    assert!(page.contains("Nytt svar.") && !page.contains("Første gang."), "{page}");
    world.end().await;
}
