//! Links in letters: looking changes nothing, a broken one helps, and none opens another's door.

use super::world::{On, World};
use serde_json::json;

#[tokio::test]
async fn looking_changes_nothing_however_often() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3303").await;
    let before = world.events(&id).await.len();
    for _ in 0..3 {
        assert_eq!(world.client.head(world.url(&link)).send().await.unwrap().status(), 200);
        assert_eq!(world.page(&format!("{link}/review")).await.0, 200);
        assert_eq!(world.page(&format!("{link}/extension")).await.0, 200);
        assert_eq!(world.page(&format!("{link}/receipt")).await.0, 303);
    }
    assert_eq!(world.events(&id).await.len(), before);
    world.end().await;
}

#[tokio::test]
async fn a_token_opens_its_own_door_only() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3303").await;
    for end in [".", ">", ")", ">."] {
        assert_eq!(world.page(&format!("{link}{end}")).await.0, 200, "a trailing {end} is forgiven");
    }
    let (status, cut) = world.page(&link[..30]).await;
    assert_eq!(status, 404);
    assert!(cut.contains("kuttet av"));
    let nothing = world.page("/l/0000000000000100000000000000000000000000").await;
    assert_eq!(nothing.0, 404);
    for place in 4..link.len() {
        let mut other = link.clone().into_bytes();
        other[place] = if other[place] == b'0' { b'1' } else { b'0' };
        let (status, page) = world.page(&String::from_utf8(other).unwrap()).await;
        assert_eq!((status, page.as_str()), (404, nothing.1.as_str()), "character {place}");
    }
    world.end().await;
}

#[tokio::test]
async fn a_new_address_or_a_new_person_ends_the_old_link() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let old = world.link(&id, "hearing_invitation", "4026").await;
    world.command(&id, json!({"type": "invite_again", "municipality": "4026"})).await;
    let (status, replaced) = world.page(&old).await;
    assert_eq!(status, 200);
    assert!(replaced.contains("byttet ut"));
    let sure = [("sure", "yes")];
    assert_eq!(world.submit(&replaced, "/new-link", &[]).await.0, 422, "nobody has asked for one yet");
    let (status, _, asked) = world.submit(&replaced, "/new-link", &sure).await;
    assert_eq!(status, 200);
    assert!(asked.contains("sender vi en ny"));
    assert_eq!(world.letters(&id, "new_link").await.len(), 1);
    for _ in 0..2 {
        assert_eq!(world.submit(&replaced, "/new-link", &sure).await.2, asked, "always the same answer");
    }
    for _ in 0..3 {
        let (status, _, full) = world.submit(&replaced, "/new-link", &sure).await;
        assert_eq!(status, 429);
        assert!(full.contains("3 nye lenker") && full.contains("kl."), "{full}");
    }
    assert_eq!(world.letters(&id, "new_link").await.len(), 3, "three an hour");
    world.advance("1h").await;
    assert_eq!(world.submit(&replaced, "/new-link", &sure).await.0, 200, "it opens again when it said");
    let new = world.link(&id, "new_link", "4026").await;
    world.answer(&new, "supports", "").await;

    let other = world.link(&id, "hearing_invitation", "3334").await;
    let (_, page) = world.page("/desk/contacts/3334/case_officer").await;
    let changed = [("name", "Ny Person"), ("address", "ny.person@flesberg.example.test")];
    assert_eq!(world.submit(&page, "/desk/contacts", &changed).await.0, 303);
    assert_eq!(world.page(&other).await.0, 404, "the link sent to the old address is dead");
    world.command(&id, json!({"type": "invite_again", "municipality": "3334"})).await;
    let letters = world.letters(&id, "hearing_invitation").await;
    assert!(letters.iter().any(|letter| letter["to"] == "ny.person@flesberg.example.test"));
    let (_, page) = world.page("/desk/contacts/3334/registry").await;
    for address in ["", "a b@c.no", "a@b", "a@[127.0.0.1]", "a@b.no\r\nBcc: x@y.no"] {
        let (status, _, shown) = world.submit(&page, "/desk/contacts", &[("name", "N"), ("address", address)]).await;
        assert_eq!(status, 422, "{address}");
        assert!(shown.contains("Skriv en e-postadresse"));
    }
    world.end().await;
}

#[tokio::test]
async fn officers_ask_for_time_add_colleagues_and_hand_over() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3332").await;
    let ask = async |what: &str, fields: &[(&str, &str)]| {
        let (_, page) = world.page(&format!("{link}/{what}")).await;
        world.submit(&page, what, fields).await
    };
    assert_eq!(ask("extension", &[("until", "2027-02-01")]).await.0, 422);
    assert_eq!(ask("extension", &[("until", "2027-02-01"), ("reason", "Møtet er i januar.")]).await.0, 303);
    assert!(world.page("/desk").await.1.contains("ber om utsatt frist"));
    world.command(&id, json!({"type": "extend_deadline", "municipality": "3332", "deadline": "2027-02-01", "reason": "Innvilget."})).await;
    assert_eq!(world.letters(&id, "deadline_extended").await.len(), 2);

    let (status, _, page) = ask("colleague", &[("name", "Eva"), ("mail", "eva@gmail.com")]).await;
    assert_eq!(status, 422);
    assert!(page.contains("eva@gmail.com"));
    assert_eq!(ask("colleague", &[("name", "Eva"), ("mail", "eva@sigdal.example.test")]).await.0, 303);
    let colleague = world.link(&id, "colleague_invitation", "3332").await;
    assert_ne!(colleague, link);

    let per = [("name", "Per"), ("mail", "per@sigdal.example.test"), ("sure", "yes")];
    let (status, _, page) = ask("hand-over", &per[..2]).await;
    assert_eq!(status, 422, "it is asked once more");
    assert!(page.contains("per@sigdal.example.test"));
    assert_eq!(ask("hand-over", &per).await.0, 303);
    let (_, left) = world.page(&link).await;
    assert!(left.contains("Per overtok høringssvaret") && left.contains("byttet ut"), "{left}");
    assert!(!left.contains("/new-link"), "the answer is another's now: {left}");
    let mut letter = String::new();
    for written in world.letters(&id, "colleague_invitation").await {
        let text = world.letter_text(written["id"].as_str().unwrap()).await;
        letter = if text.contains("per@sigdal.example.test") { text } else { letter };
    }
    assert!(letter.contains("har overført høringssvaret om") && !letter.contains("Alle hos dere"), "{letter}");
    let (_, page) = world.page(&format!("{colleague}/disown")).await;
    assert_eq!(world.submit(&page, "disown", &[("reason", "Feil kommune."), ("sure", "yes")]).await.0, 303);
    assert_eq!(world.count(&id, "disowned").await, 1);
    world.end().await;
}

#[tokio::test]
async fn a_case_that_ends_leaves_its_links_readable_and_writes_once_to_each() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3338").await;
    let (_, page) = world.page(&link).await;
    world.command(&id, json!({"type": "withdraw", "reason": "Samarbeidet utsettes."})).await;
    assert_eq!(world.phase(&id).await, "withdrawn");
    let (status, shown) = world.page(&link).await;
    assert_eq!(status, 200);
    assert!(shown.contains("trukket"));
    let (status, _, _) = world.submit(&page, "/review", &[("position", "supports")]).await;
    assert_eq!(status, 409);
    assert_eq!(world.letters(&id, "withdrawal_notice").await.len(), 16);
    world.end().await;
}

#[tokio::test]
async fn files_are_known_by_what_they_hold() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3303").await;
    let upload = async |name: &str, bytes: &[u8]| {
        let part = reqwest::multipart::Part::bytes(bytes.to_vec()).file_name(name.to_owned());
        let form =
            reqwest::multipart::Form::new().text("based_on", "0").text("position", "supports").part("file", part);
        world.client.post(world.url(&format!("{link}/files"))).multipart(form).send().await.unwrap()
    };
    assert_eq!(upload("x.pdf", b"<html>").await.status(), 422);
    let answer = upload("../../vedtak.pdf", b"%PDF-1.7 innhold").await;
    assert!(answer.status() == 303 || answer.status() == 409, "{}", answer.status());
    let (_, page) = world.page(&link).await;
    assert!(page.contains("vedtak.pdf") || page.contains("Svar innen"));
    world.end().await;
}
