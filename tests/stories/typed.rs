//! What people type is never lost: two windows, a hearing that closes, a step back, a file that is too large.

use super::world::{On, World};
use serde_json::json;

const SIGNED: [(&str, &str); 3] = [("name", "Åse Nordmann"), ("role", "rådgiver"), ("confirm", "yes")];

/// The names of the fields for remarks, in the order of the sections.
fn remark_fields(page: &str) -> Vec<String> {
    let names = page.split("name=\"remark-").skip(1).map(|rest| rest.split('"').next().unwrap());
    names.map(|name| format!("remark-{name}")).collect()
}

/// What the choice of a text is called in the form.
pub fn choice(page: &str, field: &str, text: &str) -> String {
    let start = format!("name=\"choose-{field}\" value=\"");
    let mut offered = page.split(&start).skip(1);
    let wanted = offered.find(|rest| rest.split("</div></div>").next().unwrap().contains(text));
    wanted.unwrap_or_else(|| panic!("{text} in {page}")).split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn two_windows_in_different_sections_are_both_kept() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let link = world.link(&id, "hearing_invitation", "3332").await;
        let (_, first) = world.page(&link).await;
        let (_, second) = world.page(&link).await;
        let fields = remark_fields(&first);
        let mine = [("position", "with_remarks"), (fields[0].as_str(), "Nevn skogen."), (fields[1].as_str(), "")];
        assert_eq!(world.submit(&first, "/draft", &mine).await.0, 303);
        // The second window was opened before, and holds the first section empty.
        let theirs = [(fields[0].as_str(), ""), (fields[1].as_str(), "Nevn E134.")];
        let review = world.review(&second, &theirs).await;
        assert!(review.contains("Nevn skogen.") && review.contains("Nevn E134."), "{review}");
        // A window writes over what it wrote itself, also when it did not hear that it was kept.
        assert_eq!(world.submit(&second, "/draft", &[(fields[1].as_str(), "Nevn E134 og Rv. 40.")]).await.0, 303);
        let review = world.review(&second, &[(fields[1].as_str(), "")]).await;
        assert!(review.contains("Nevn skogen.") && !review.contains("E134"), "{review}");
        world.end().await;
    }
}

#[tokio::test]
async fn two_windows_in_one_section_are_asked_and_either_text_can_be_chosen() {
    for on in [On::Sqlite, On::Postgres] {
        for chosen in ["Nevn skogen.", "Nevn jordbruket."] {
            let world = World::empty(on).await;
            let id = world.in_hearing().await;
            let link = world.link(&id, "hearing_invitation", "3332").await;
            let (_, first) = world.page(&link).await;
            let (_, second) = world.page(&link).await;
            let fields = remark_fields(&first);
            let (one, other) = (fields[0].as_str(), fields[1].as_str());
            let mine = [("position", "with_remarks"), (one, "Nevn skogen.")];
            let review = world.review(&first, &mine).await;
            let theirs = [("position", "with_remarks"), (one, "Nevn jordbruket."), (other, "Nevn E134.")];
            let (status, _, asked) = world.submit(&second, "/review", &theirs).await;
            assert_eq!(status, 409);
            for text in ["Nevn skogen.", "Nevn jordbruket.", "Nevn E134.", "Velg mellom to tekster"] {
                assert!(asked.contains(text), "{text} in {asked}");
            }
            // Nothing is sent before the choice, by either window, and both texts stay until then.
            assert_eq!(world.submit(&review, "/submit", &SIGNED).await.0, 409);
            assert_eq!(world.page(&format!("{link}/review")).await.0, 409);
            assert_eq!(world.submit(&second, "/review", &theirs).await.0, 409);
            let (_, again) = world.page(&link).await;
            assert!(again.contains("Nevn skogen.") && again.contains("Nevn jordbruket."));
            let choose = format!("choose-{one}");
            let review = world.review(&again, &[(&choose, &choice(&again, one, chosen))]).await;
            assert!(review.contains(chosen) && review.contains("Nevn E134."), "{review}");
            assert_eq!(world.submit(&review, "/submit", &SIGNED).await.0, 303);
            let (_, receipt) = world.page(&format!("{link}/receipt")).await;
            assert!(receipt.contains(chosen) && !receipt.contains("Velg mellom"), "{receipt}");
            world.end().await;
        }
    }
}

#[tokio::test]
async fn a_hearing_that_closes_over_an_unsent_answer_gives_it_back() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    let (_, page) = world.page(&link).await;
    assert_eq!(world.submit(&page, "/draft", &[("text", "Lagret før lukking.")]).await.0, 303);
    let (_, page) = world.page(&link).await;
    let section = remark_fields(&page)[0].clone();
    world.travel("2027-01-18T08:00").await;
    world.command(&id, json!({"type": "close_hearing"})).await;
    let late =
        [("position", "opposes"), ("text", "Lagret før lukking."), (section.as_str(), "Skrevet da det ble lukket.")];
    let (status, _, refused) = world.submit(&page, "/review", &late).await;
    assert_eq!(status, 409);
    for page in [refused, world.page(&link).await.1] {
        for words in [
            "Høringen er avsluttet",
            "Lagret før lukking.",
            "Skrevet da det ble lukket.",
            "Bakgrunn",
            "Går imot",
            "ikke sendt",
        ] {
            assert!(page.contains(words), "{words} in {page}");
        }
        assert!(
            page.contains("koordinator@") && !page.contains("<textarea"),
            "it is read, and sent by other means: {page}"
        );
    }
    world.end().await;
}

#[tokio::test]
async fn what_is_typed_is_kept_on_the_way_to_what_is_asked_beside_it() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    let (_, page) = world.page(&link).await;
    for ask in ["colleague", "extension", "question", "hand-over", "disown"] {
        assert!(page.contains(&format!("name=\"next\" value=\"{ask}\"")), "{ask} in {page}");
        let text = format!("Skrevet før {ask}.");
        let typed = [("text", text.as_str()), ("next", ask)];
        let (status, location, _) = world.submit(&page, "/draft", &typed).await;
        assert!(status == 303 && location.contains(&format!("/{ask}?")), "{status} {location}");
        assert!(world.page(&link).await.1.contains(&text), "{ask}");
    }
    let (status, location, _) = world.submit(&page, "/draft", &[("next", "//evil.test")]).await;
    assert!(status == 303 && location.starts_with("/l/"), "{location}");
    world.end().await;
}

#[tokio::test]
async fn a_file_that_comes_too_late_is_named() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let map = ("kart.pdf", b"%PDF-1.7 kart".as_slice());
    let (link, other) =
        (world.link(&id, "hearing_invitation", "3334").await, world.link(&id, "hearing_invitation", "3336").await);
    let (page, given) = (world.page(&link).await.1, world.page(&other).await.1);
    let (_, ask) = world.page(&format!("{}/hand-over", other.split('?').next().unwrap())).await;
    let per = [("name", "Per"), ("mail", "per@rollag.example.test"), ("sure", "yes")];
    assert_eq!(world.submit(&ask, "/hand-over", &per).await.0, 303);
    world.travel("2027-01-18T08:00").await;
    let (status, handed) = world.upload(&given, "/draft", &[("text", "Se kartet.")], map).await;
    assert_eq!(status, 409);
    world.command(&id, json!({"type": "close_hearing"})).await;
    for path in ["/draft", "/review", "/files"] {
        let (status, late) = world.upload(&page, path, &[("position", "supports"), ("text", "Se kartet.")], map).await;
        assert_eq!(status, 409);
        for page in [&late, &handed] {
            assert!(page.contains("Filen «kart.pdf» er ikke tatt imot") && page.contains("Se kartet."), "{page}");
        }
    }
    world.end().await;
}

#[tokio::test]
async fn what_was_sent_is_not_called_unsent_when_the_hearing_closes() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    world.answer(&link, "with_remarks", "Nevn Fv. 40.").await;
    world.travel("2027-01-18T08:00").await;
    world.command(&id, json!({"type": "close_hearing"})).await;
    let (_, page) = world.page(&link).await;
    assert!(page.contains("Se svaret slik det er mottatt") && !page.contains("Nevn Fv. 40."), "{page}");
    world.end().await;
}

#[tokio::test]
async fn the_review_is_a_page_one_can_come_back_to() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    let (_, page) = world.page(&link).await;
    let (status, location, _) = world.submit(&page, "/review", &[("position", "supports"), ("text", "Ja.")]).await;
    assert_eq!(status, 303);
    assert!(location.starts_with(&format!("{link}/review")), "{location}");
    let (_, review) = world.page(&location).await;
    assert_eq!(world.submit(&review, "/submit", &SIGNED).await.0, 303);
    let (status, back) = world.page(&location).await;
    assert_eq!(status, 200);
    assert!(back.contains("Ja."), "{back}");
    world.end().await;
}

#[tokio::test]
async fn a_file_that_is_too_large_takes_nothing_that_was_typed_with_it() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    let large = || reqwest::multipart::Part::bytes(vec![b'x'; 26 * 1024 * 1024]).file_name("kart.txt");
    let form = reqwest::multipart::Form::new().part("file", large()).text("based_on", "0").text("text", "Se kartet.");
    let answer = world.client.post(world.url(&format!("{link}/files"))).multipart(form).send().await.unwrap();
    assert_eq!(answer.status(), 422);
    let page = answer.text().await.unwrap();
    assert!(page.contains("Filen er for stor") && page.contains("Se kartet."), "{page}");
    assert!(world.page(&link).await.1.contains("Se kartet."));

    let councils = world.before_councils().await;
    let council = world.link(&councils, "council_request", "3334").await;
    let form = reqwest::multipart::Form::new().text("body", "Kommunestyret").part("file", large()).text("name", "Kari");
    let answer = world.client.post(world.url(&format!("{council}/decision"))).multipart(form).send().await.unwrap();
    assert_eq!(answer.status(), 422);
    let page = answer.text().await.unwrap();
    assert!(page.contains("Filen er for stor") && page.contains("value=\"Kari\""), "what stood after the file: {page}");
    world.end().await;
}

#[tokio::test]
async fn a_chosen_file_goes_with_the_answer_whichever_button_is_pressed() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    let (_, page) = world.page(&link).await;
    assert!(page.contains("id=\"typed\"") && page.contains("enctype=\"multipart/form-data\" action=\"/l/"), "{page}");
    let answer = [("position", "supports"), ("text", "Vi viser til vedlegget.")];
    for (name, path) in [("kart.pdf", "/draft"), ("vedtak.pdf", "/review")] {
        let (_, page) = world.page(&link).await;
        let file = format!("%PDF-1.7 {name}");
        assert_eq!(world.upload(&page, path, &answer, (name, file.as_bytes())).await.0, 303);
    }
    let (_, review) = world.page(&format!("{link}/review")).await;
    assert!(review.contains("kart.pdf") && review.contains("vedtak.pdf"), "{review}");
    let (_, page) = world.page(&link).await;
    assert_eq!(world.upload(&page, "/review", &answer, ("side.pdf", b"<html>")).await.0, 422);
    assert_eq!(world.submit(&review, "/submit", &SIGNED).await.0, 303);
    let statements = world.get(&format!("/api/v1/documents/{id}/statements")).await.unwrap();
    assert_eq!(statements["items"][0]["files"].as_array().map(Vec::len), Some(2), "{statements}");
    world.end().await;
}

#[tokio::test]
async fn a_file_is_kept_when_two_windows_have_changed_the_same_field() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    let (mine, theirs) = (world.page(&link).await.1, world.page(&link).await.1);
    assert_eq!(world.submit(&mine, "/draft", &[("text", "Fra det ene vinduet.")]).await.0, 303);
    let answer = [("position", "supports"), ("text", "Fra det andre vinduet.")];
    let (status, page) = world.upload(&theirs, "/review", &answer, ("kart.pdf", b"%PDF-1.7 kart")).await;
    assert_eq!(status, 409);
    assert!(page.contains("Fra det ene vinduet.") && page.contains("Fra det andre vinduet."), "{page}");
    assert!(page.contains("kart.pdf"), "{page}");
    world.end().await;
}

#[tokio::test]
async fn what_an_answer_lacks_is_said_before_it_is_signed() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    let (_, page) = world.page(&link).await;
    let (status, _, page) = world.submit(&page, "/review", &[("position", "with_remarks")]).await;
    assert_eq!(status, 422);
    assert!(page.contains("href=\"#text\""), "{page}");
    world.end().await;
}

#[tokio::test]
async fn a_change_of_language_keeps_what_stands_in_a_form_behind_a_link() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3334").await;
    let (_, page) = world.page(&link).await;
    let switch = page.split("formaction=\"").find(|rest| rest.contains("name=\"redraw\"") && rest.contains("lang=nn"));
    let switch = switch.unwrap().split('"').next().unwrap().to_owned();
    let typed = [("redraw", "language"), ("based_on", "0"), ("text", "Halvferdig svar")];
    let answer = world.client.post(world.url(&switch)).form(&typed).send().await.unwrap();
    assert_eq!(answer.status(), 303);
    let location = answer.headers()["location"].to_str().unwrap().to_owned();
    let (_, page) = world.page(&location).await;
    assert!(page.contains("<html lang=\"nn\"") && page.contains("Halvferdig svar"), "{page}");

    let before = world.events(&id).await.len();
    for path in ["extension", "question", "colleague", "hand-over", "disown", "treatment", "submit"] {
        let typed = [
            ("redraw", "language"),
            ("name", "Per Dal"),
            ("reason", "Møtet er i januar."),
            ("question", "Møtet er i januar."),
            ("until", "2027-02-01"),
            ("mail", "per@flesberg.example.test"),
            ("text", "Formannskapet vil."),
            ("sure", "yes"),
            ("confirm", "yes"),
        ];
        let answer = world.client.post(world.url(&format!("{link}/{path}?lang=nn"))).form(&typed).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let page = answer.text().await.unwrap();
        assert!(page.contains("<html lang=\"nn\""), "{path}");
        assert!(page.contains("Per Dal") || page.contains("Møtet er i januar."), "{path}: {page}");
    }
    assert_eq!(world.events(&id).await.len(), before, "nothing is done on the way");
    world.end().await;
}
