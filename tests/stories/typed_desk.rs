//! What a coordinator types is given back: through a log-in, in another language, beside every other button.

use super::{
    served::Served,
    world::{On, REGION, World},
};
use serde_json::json;

async fn post(world: &World, path: &str, form: &[(&str, &str)]) -> (u16, String) {
    let answer = world.client.post(world.url(path)).form(form).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn every_button_of_a_launch_keeps_what_is_typed() {
    let world = World::empty(On::Sqlite).await;
    let id = world.create("strategy").await;
    world.command(&id, json!({"type": "save_text", "sections": [{"heading": "A", "body": "B"}]})).await;
    let path = format!("/desk/documents/{id}/hearing");
    let typed = [
        ("nonce", "n"),
        ("letter", "Kjære kommune, vi ber om svar."),
        ("on", "2027-02-01"),
        ("party", "3303"),
        ("deadline", "2027-05-03"),
        ("adopt_by", "2027-11-01"),
    ];
    for button in ["plan", "work", "preview", "redraw"] {
        let mut form = typed.to_vec();
        form.push((button, "yes"));
        let (status, page) = post(&world, &path, &form).await;
        assert_eq!(status, 200, "{button}: {page}");
        for words in
            ["Kjære kommune, vi ber om svar.", "value=\"2027-02-01\"", "value=\"2027-11-01\"", "value=\"3303\" checked"]
        {
            assert!(page.contains(words), "{words} after {button}: {page}");
        }
        assert!(!page.contains("value=\"3332\" checked"), "{button}");
        assert!(button == "work" || page.contains("value=\"2027-05-03\""), "{button}");
    }
    assert_eq!(world.phase(&id).await, "drafting");
    world.end().await;
}

#[tokio::test]
async fn a_change_of_language_keeps_what_stands_in_a_form_of_the_desk() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let before = world.events(&id).await.len();
    for path in [
        format!("/desk/documents/{id}/text"),
        format!("/desk/documents/{id}/act/extend_deadline"),
        format!("/desk/documents/{id}/act/withdraw"),
        format!("/desk/documents/{id}/act/attach"),
        "/desk/documents/new".to_owned(),
        "/desk/contacts/3303/case_officer".to_owned(),
        "/desk/meetings/3303".to_owned(),
    ] {
        let (_, page) = world.page(&path).await;
        assert!(
            page.contains(&format!("formaction=\"{path}?lang=nn\"")) && page.contains("id=\"typed\""),
            "{path}: {page}"
        );
        let typed = [
            ("redraw", "language"),
            ("reason", "Halvferdig grunn"),
            ("title", "Halvferdig grunn"),
            ("name", "Halvferdig grunn"),
            ("meetings", "Halvferdig grunn"),
            ("id", ""),
            ("heading", "Halvferdig grunn"),
            ("body", "Tekst"),
        ];
        let answer = world.client.post(world.url(&format!("{path}?lang=nn"))).form(&typed).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        assert!(answer.headers()["set-cookie"].to_str().unwrap().starts_with("lang=nn"), "{path}");
        let page = answer.text().await.unwrap();
        assert!(page.contains("<html lang=\"nn\"") && page.contains("Halvferdig grunn"), "{path}: {page}");
    }
    assert_eq!(world.events(&id).await.len(), before);
    world.end().await;
}

#[tokio::test]
async fn reading_a_text_in_takes_no_unsaved_section_away() {
    let world = World::empty(On::Sqlite).await;
    let id = world.create("strategy").await;
    let import = async |file: (&str, &[u8]), paste: &str| {
        let part = reqwest::multipart::Part::bytes(file.1.to_vec()).file_name(file.0.to_owned());
        let form =
            reqwest::multipart::Form::new().text("based_on", "0").part("file", part).text("paste", paste.to_owned());
        let form = form.text("id", "").text("heading", "Ulagret").text("body", "Skrevet for hånd.");
        let answer =
            world.client.post(world.url(&format!("/desk/documents/{id}/import"))).multipart(form).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let (status, page) = import(("bilde.png", b"\x89PNG\r\n\x1a\n\0\0"), "Limt inn.").await;
    assert_eq!(status, 422);
    assert!(page.contains("Skrevet for hånd.") && page.contains("Limt inn."), "{page}");
    let (status, page) = import(("", b""), "# Ny del\n\nLest inn.").await;
    assert_eq!(status, 200);
    assert!(page.contains("Lest inn."), "{page}");
    let (status, _, back) = world
        .submit(
            &page,
            &format!("/desk/documents/{id}/text"),
            &[("do", "back"), ("heading", "Ny del"), ("body", "Lest inn.")],
        )
        .await;
    assert_eq!(status, 200);
    assert!(back.contains("Skrevet for hånd.") && !back.contains("Lest inn."), "{back}");
    world.end().await;
}

#[tokio::test]
async fn a_file_that_is_too_large_takes_no_title_with_it() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let part = reqwest::multipart::Part::bytes(vec![b'x'; 26 * 1024 * 1024]).file_name("kart.txt");
    let form = reqwest::multipart::Form::new().part("file", part).text("title", "Kart over veg");
    let path = format!("/desk/documents/{id}/act/attach");
    let answer = world.client.post(world.url(&path)).multipart(form).send().await.unwrap();
    assert_eq!(answer.status(), 422);
    let page = answer.text().await.unwrap();
    assert!(page.contains("Kart over veg") && page.contains("Filen er for stor"), "{page}");
    let part = reqwest::multipart::Part::bytes(vec![b'x'; 30 * 1024 * 1024]).file_name("plan.txt");
    let typed = [("id", ""), ("heading", "Bakgrunn"), ("body", "Skrevet før filen ble valgt.")];
    let form = reqwest::multipart::Form::new().part("file", part);
    let form = typed.into_iter().fold(form, |form, (name, value)| form.text(name, value));
    let path = format!("/desk/documents/{}/import", world.create("strategy").await);
    let answer = world.client.post(world.url(&path)).multipart(form).send().await.unwrap();
    assert_eq!(answer.status(), 422);
    let page = answer.text().await.unwrap();
    assert!(page.contains("Skrevet før filen ble valgt.") && page.contains("Filen er for stor"), "{page}");
    world.end().await;
}

#[tokio::test]
async fn a_session_that_ends_over_a_text_gives_the_text_back_after_log_in() {
    let mut served = Served::new(&[]);
    served.start();
    let made = served
        .post(&format!("/api/v1/regions/{REGION}/documents"), &json!({"kind": "strategy", "title": "Strategi"}))
        .await;
    let path = format!("/desk/documents/{}/text", made["id"].as_str().unwrap());
    let client = crate::world::browser();
    let send = async |cookie: &str, form: &[(String, String)]| {
        let request = client.post(format!("{}{path}", served.base())).header("origin", "https://samrad.example.test");
        let answer = request.header("cookie", cookie).form(form).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let typed = [
        field("nonce", "n"),
        field("based_on", "0"),
        field("id", ""),
        field("heading", "Bakgrunn"),
        field("body", "\nEn time <b>arbeid</b>\n\nog litt til."),
        field("save", "yes"),
    ];
    let (status, page) = send("sid=ended", &typed).await;
    assert_eq!(status, 403);
    assert!(page.contains("Du er logget ut") && page.contains("og litt til."), "{page}");
    assert!(page.contains("href=\"/login\" target=\"_blank\""), "the window with the text stays open");
    // The form on that page, sent on by a browser that has logged in meanwhile.
    let form = page.split(&format!("action=\"{path}\">")).nth(1).unwrap().split("</form>").next().unwrap();
    let plain = |text: &str| text.replace("&lt;", "<").replace("&#60;", "<").replace("&#62;", ">").replace("&gt;", ">");
    let mut again: Vec<(String, String)> = form
        .split("<textarea name=\"")
        .skip(1)
        .map(|rest| {
            let (name, rest) = rest.split_once("\" hidden>\n").unwrap();
            (name.to_owned(), plain(rest.split("</textarea>").next().unwrap()))
        })
        .collect();
    assert_eq!(again.len(), typed.len());
    again.push(field("redraw", "login"));
    let cookie = served.log_in("koordinator@kongsbergregionen.example.test", served.token()).await;
    let (status, page) = send(&cookie, &again).await;
    assert_eq!(status, 200, "{page}");
    assert!(page.contains("value=\"Bakgrunn\"") && page.contains("og litt til.") && page.contains("arbeid"), "{page}");
    let log = served.get(&format!("/api/v1/documents/{}/events", made["id"].as_str().unwrap())).await;
    assert!(!log.to_string().contains("text_saved"), "nothing is saved before the coordinator says so: {log}");
    // A button with no text is not pressed for somebody who has to log in first.
    let answer = client.post(format!("{}/desk/release", served.base())).form(&[("x", "y")]).send().await.unwrap();
    assert_eq!(answer.status(), 303);
    served.stop();
}

/// What is beyond the log's measure is refused with a sentence, and given back whole.
#[tokio::test]
async fn a_reason_or_a_name_too_long_for_the_log_is_given_back() {
    let world = World::empty(On::Sqlite).await;
    let id = world.create("strategy").await;
    let long = "ø".repeat(procedure::REASON + 1);
    assert_eq!(world.refused(&id, json!({"type": "withdraw", "reason": long})).await, "text_too_long");
    let (_, form) = world.page(&format!("/desk/documents/{id}/act/withdraw")).await;
    let (status, _, again) = world.submit(&form, "act/withdraw", &[("reason", &long)]).await;
    assert!(status == 409 && again.contains("Teksten er for lang. Den kan ha høyst 20000 tegn."), "{status}");
    assert!(again.contains(&long) && again.contains("id=\"reason-wrong\""), "nothing is lost");
    let number = "ø".repeat(procedure::LINE + 1);
    assert_eq!(world.refused(&id, json!({"type": "number_case", "case_number": number})).await, "text_too_long");
    let (_, form) = world.page(&format!("/desk/documents/{id}/act/number_case")).await;
    let (status, _, again) = world.submit(&form, "act/number_case", &[("case_number", &number)]).await;
    assert!(status == 409 && again.contains(&number) && again.contains("høyst 500 tegn"), "{status} {again}");
    assert_eq!(world.phase(&id).await, "drafting");
    world.end().await;
}
