//! What a notice binds: the link by which a member says that they cannot come, and the agenda as it was sent; on both
//! databases.

use super::{
    meetings::{act, elected, meeting, roll},
    world::{On, REGION, World, both},
};
use serde_json::{Value, json};

/// A meeting of the regional council that has been called, with one item.
async fn called(world: &World) -> String {
    elected(world).await;
    let arrange = json!({"type": "arrange_meeting", "body": "regional_council",
        "appointment": {"on": "2026-12-08", "at": "10:00", "form": "remote"}});
    let (status, arranged) = world.post(&format!("/api/v1/regions/{REGION}/meetings"), &arrange).await;
    assert_eq!(status, 201, "{arranged}");
    let id = arranged["id"].as_str().unwrap().to_owned();
    act(world, &id, item("Innkalling og saksliste")).await;
    act(world, &id, json!({"type": "call_meeting"})).await;
    id
}

fn item(title: &str) -> Value {
    json!({"type": "add_item", "matter": {"title": title, "recommendation": "Tas til orientering."}})
}

/// The path of the link in the one letter of a kind to an address.
async fn link(world: &World, id: &str, kind: &str, to: &str) -> Option<String> {
    let letters = world.letters(id, kind).await;
    let own = letters.iter().find(|letter| letter["to"] == to).expect("a letter");
    let text = world.letter_text(own["id"].as_str().unwrap()).await;
    let at = text.find("/l/")?;
    Some(text[at..].split_whitespace().next().unwrap().to_owned())
}

#[tokio::test]
async fn a_member_reports_absence_by_link_and_takes_it_back() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = called(&world).await;
        assert_eq!(link(&world, &id, "meeting_notice", "vara@4024.example.test").await, None, "a deputy is not called");
        let own = link(&world, &id, "meeting_notice", "medlem@4024.example.test").await.expect("a link");
        let before = meeting(&world, &id).await["events"].as_array().unwrap().len();
        let (status, page) = world.page(&own).await;
        assert!(status == 200 && page.contains("Meld forfall") && page.contains("Møte i regionrådet"), "{page}");
        assert_eq!(meeting(&world, &id).await["events"].as_array().unwrap().len(), before, "looking changes nothing");
        let (status, location, said) = world.submit(&page, "/absence", &[("reason", "Er i utlandet.")]).await;
        assert_eq!(status, 303, "{said}");
        let (_, page) = world.page(&location).await;
        assert!(page.contains("Du har meldt forfall") && page.contains("Er i utlandet."), "{page}");
        assert!(page.contains("vara 4024 er kalla inn"), "in the municipality's own form: {page}");
        let theirs = link(&world, &id, "deputy_called", "vara@4024.example.test").await.expect("a link of their own");
        assert_ne!(own, theirs);
        let (_, desk) = world.page(&format!("/desk/meeting/{id}")).await;
        assert!(desk.contains("medlem 4024, Hjartdal. vara 4024 er kalt inn."), "{desk}");
        let (status, _, said) = world.submit(&page, "/attendance", &[]).await;
        assert_eq!(status, 303, "{said}");
        assert_eq!(world.letters(&id, "deputy_released").await.len(), 1);
        let (_, page) = world.page(&format!("{own}/absence?back=yes")).await;
        assert!(page.contains("Forfallet er trekt tilbake"), "{page}");
        let (_, released) = world.page(&theirs).await;
        assert!(released.contains("Du treng ikkje møte") && !released.contains("<textarea"), "{released}");
        refused(&world, &id, &own, &page).await;
        world.end().await;
    })
    .await;
}

/// Whoever has no seat any more, and everyone once the meeting is open, is told why nothing can be said.
async fn refused(world: &World, id: &str, own: &str, page: &str) {
    for other in ["text", "receipt", "colleagues", "question", "documents.zip", "events/1/proof.json"] {
        assert_eq!(world.page(&format!("{own}/{other}")).await.0, 404, "a meeting's link opens no document: {other}");
    }
    let person = json!({"name": "Ny", "address": "ny@4024.example.test"});
    let elect = json!({"type": "elect", "body": "regional_council", "municipality": "4024", "members": [person],
        "from": "2026-11-01", "until": "2027-10-14", "reason": "Nyvalg."});
    let (status, done) = world.post(&format!("/api/v1/regions/{REGION}/register"), &elect).await;
    assert_eq!(status, 200, "{done}");
    let (status, _, again) = world.submit(page, "/absence", &[("reason", "Er bortreist.")]).await;
    assert!(
        status == 409 && again.contains("Lenkja verkar ikkje lenger") && again.contains("Er bortreist."),
        "{again}"
    );
    let sits = link(world, id, "meeting_notice", "medlem@3303.example.test").await.expect("a link");
    let (_, open) = world.page(&sits).await;
    world.travel("2026-12-08T10:00").await;
    let present = roll(world, id, "").await;
    act(world, id, json!({"type": "open_meeting", "present": present, "chair": present[0]})).await;
    let (status, _, late) = world.submit(&open, "/absence", &[]).await;
    assert!(status == 409 && late.contains("Møtet er satt eller holdt"), "{late}");
    assert_eq!(meeting(world, id).await["absences"], Value::Null);
}

#[tokio::test]
async fn a_link_to_a_meeting_has_a_days_letters() {
    let world = World::empty(On::Sqlite).await;
    let id = called(&world).await;
    let own = link(&world, &id, "meeting_notice", "medlem@3303.example.test").await.expect("a link");
    for _ in 0..15 {
        let (_, page) = world.page(&own).await;
        assert_eq!(world.submit(&page, "/absence", &[]).await.0, 303);
        let (_, page) = world.page(&own).await;
        assert_eq!(world.submit(&page, "/attendance", &[]).await.0, 303);
    }
    let (_, page) = world.page(&own).await;
    assert_eq!(world.submit(&page, "/absence", &[]).await.0, 429);
    world.end().await;
}

#[tokio::test]
async fn the_public_reads_the_agenda_that_was_sent_and_the_minutes_say_what_came_up() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = called(&world).await;
        let public = format!("/{REGION}/meetings/{id}");
        act(&world, &id, item("Ny vegstrekning")).await;
        assert!(!world.page(&public).await.1.contains("Ny vegstrekning"), "nobody has been sent it");
        let (_, desk) = world.page(&format!("/desk/meeting/{id}")).await;
        assert!(desk.contains("Ny vegstrekning") && desk.contains("viser den som er sendt ut"), "{desk}");
        world.advance("1d").await;
        act(&world, &id, json!({"type": "call_meeting"})).await;
        let (_, page) = world.page(&public).await;
        assert!(
            page.contains("Ny vegstrekning") && page.contains("Ny saksliste ble sendt 24. november 2026"),
            "{page}"
        );
        let mut told = 0;
        for letter in world.letters(&id, "meeting_notice").await {
            let text = world.letter_text(letter["id"].as_str().unwrap()).await;
            told += usize::from(text.contains("er endret.") && text.contains("Ny vegstrekning"));
        }
        assert!(told > 0, "the new notice says that the agenda has changed");
        world.travel("2026-12-08T10:00").await;
        let present = roll(&world, &id, "").await;
        act(&world, &id, json!({"type": "open_meeting", "present": present, "chair": present[0]})).await;
        came_up(&world, &id, &present).await;
        for number in [1, 2] {
            act(&world, &id, json!({"type": "decide_item", "item": number, "outcome": "noted"})).await;
        }
        assert!(!world.page(&public).await.1.contains("Reise"), "the minutes are not approved");
        act(&world, &id, json!({"type": "close_meeting"})).await;
        act(&world, &id, json!({"type": "approve_minutes"})).await;
        let (_, minutes) = world.page(&public).await;
        let said = "Saken sto ikke på den utsendte sakslisten (kommuneloven § 11-3). medlem 3332, Sigdal motsatte seg";
        assert!(minutes.contains("Reise") && minutes.contains(said), "{minutes}");
        world.end().await;
    })
    .await;
}

/// An item is put on the agenda in the meeting: two oppose it, then one, and it is decided.
async fn came_up(world: &World, id: &str, present: &[String]) {
    let (_, page) = world.page(&format!("/desk/meeting/{id}")).await;
    let fields = [("title", "Reise til Oslo"), ("recommendation", "Rådet reiser.")];
    let (status, location, said) = world.submit(&page, "/add_item", &fields).await;
    assert!(status == 303 && location.ends_with("/items/3"), "{status} {location} {said}");
    let (_, page) = world.page(&location).await;
    let adopted = [("outcome", "adopted")];
    let (status, _, again) = world.submit(&page, "/decide_item", &adopted).await;
    assert!(status == 409 && again.contains("Før inn om noen motsetter seg"), "{again}");
    let (status, _, said) = world.submit(&page, "/take_up_item", &[("opposed", &present[0])]).await;
    assert_eq!(status, 303, "{said}");
    let (_, page) = world.page(&location).await;
    assert!(page.contains("og den kan derfor ikke avgjøres nå"), "the chair opposes it: {page}");
    assert_eq!(world.submit(&page, "/decide_item", &adopted).await.0, 409);
    let (status, _, said) = world.submit(&page, "/take_up_item", &[("opposed", &present[1])]).await;
    assert_eq!(status, 303, "{said}");
    let (status, _, said) = world.submit(&page, "/decide_item", &adopted).await;
    assert_eq!(status, 303, "{said}");
}

/// Another's change is not overwritten unseen, and what was typed for a form that is gone can be copied.
#[tokio::test]
async fn a_meetings_form_keeps_what_was_typed_and_says_what_has_changed() {
    let world = World::empty(On::Sqlite).await;
    let id = called(&world).await;
    let (_, page) = world.page(&format!("/desk/meeting/{id}/items/1")).await;
    let change = json!({"type": "change_item", "item": 1, "title": "Saksliste", "recommendation": "Godkjennes."});
    act(&world, &id, change).await;
    let typed = [("title", "Innkalling"), ("recommendation", "Innkallingen godkjennes.")];
    let (status, _, again) = world.submit(&page, "/change_item", &typed).await;
    assert!(status == 409 && again.contains("Noen har endret dette mens du skrev"), "{status} {again}");
    assert!(again.contains("Sak endret: Saksliste") && again.contains("Innkallingen godkjennes."), "{again}");
    let (status, _, said) = world.submit(&again, "/change_item", &typed).await;
    assert_eq!(status, 303, "what is sent again is meant: {said}");
    let (_, page) = world.page(&format!("/desk/meeting/{id}/items/1")).await;
    act(&world, &id, json!({"type": "remove_item", "item": 1, "reason": "Trukket."})).await;
    let (status, _, again) = world.submit(&page, "/change_item", &typed).await;
    assert!(status == 409 && again.contains("Innkallingen godkjennes.") && again.contains("Trukket."), "{again}");
    let (_, page) = world.page(&format!("/desk/meeting/{id}")).await;
    act(&world, &id, json!({"type": "cancel_meeting", "reason": "Sykdom."})).await;
    let (status, _, again) = world.submit(&page, "/add_item", &[("title", "Eventuelt til slutt")]).await;
    assert!(status == 409 && again.contains("Eventuelt til slutt") && again.contains("Møtet ble avlyst"), "{again}");
    world.end().await;
}

/// From the document's own form too, an item can be put before closed doors.
#[tokio::test]
async fn a_documents_form_sets_up_an_item_behind_closed_doors() {
    let world = World::empty(On::Sqlite).await;
    let id = called(&world).await;
    let document = world.create("strategy").await;
    let sections = json!([{"heading": "Mål", "body": "Vi bygger."}]);
    world.command(&document, json!({"type": "save_text", "sections": sections})).await;
    let address = format!("/desk/documents/{document}/hearing?agenda={id}");
    let (_, form) = world.page(&address).await;
    let fields = [("party", "3303"), ("deadline", "2027-02-01"), ("letter", "Vi ber om svar.")];
    let all: Vec<_> = fields.into_iter().chain([("closed", "koml. § 11-5")]).collect();
    let (status, _, said) = world.submit(&form, "/hearing", &all).await;
    assert_eq!(status, 303, "{said}");
    assert_eq!(meeting(&world, &id).await["items"][1]["matter"]["closed"], "koml. § 11-5");
    act(&world, &id, json!({"type": "call_meeting"})).await;
    assert_eq!(world.page(&format!("/{REGION}/meetings/{id}/items/2")).await.0, 404);
    world.end().await;
}
