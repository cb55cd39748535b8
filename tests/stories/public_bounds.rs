//! The public's answers at their bounds: what a stranger may try, the last minute, the language of the letters, a second
//! person's yes, and what waits for the coordinators.

use super::{
    public_answers::{answered, close, form, form_of, link_to, listed, plan, typed},
    world::{On, World, both},
};
use serde_json::json;

#[tokio::test]
async fn the_link_opens_in_the_language_the_answer_was_written_in() {
    let world = World::empty(On::Sqlite).await;
    let id = plan(&world).await;
    let (_, page) = world.page(&format!("{}?lang=nn", form_of(&id))).await;
    let (status, _, said) = world.submit(&page, "/answer", &typed("Kari", "kari@eksempel.example.test", "Nei.")).await;
    assert_eq!(status, 303, "{said}");
    let link = link_to(&world, "kari@eksempel.example.test").await;
    let (_, page) = world.page(&link).await;
    assert!(page.contains("<html lang=\"nn\"") && page.contains("Stadfest"), "{page}");
    assert!(page.contains(&format!("href=\"{link}?lang=en\"")), "{page}");
    assert!(page.contains("oppdikta"), "the demo's letters lead to the demo: {page}");
    let (_, english) = world.page(&format!("{link}?lang=en")).await;
    assert!(english.contains("<html lang=\"en\""), "{english}");
    let (status, location, said) = world.submit(&english, "/public", &[]).await;
    assert_eq!((status, location), (303, format!("{link}?lang=en")), "{said}");
    let (_, after) = world.page(&link).await;
    assert!(after.contains("<html lang=\"nn\""), "also when it is confirmed: {after}");
    world.end().await;
}

#[tokio::test]
async fn the_pages_about_the_service_say_that_the_demo_is_invented() {
    let world = World::empty(On::Sqlite).await;
    for path in ["/privacy", "/accessibility", "/proof"] {
        let (status, page) = world.page(path).await;
        assert!(status == 200 && page.contains("oppdiktet"), "{path}: {page}");
    }
    world.end().await;
}

#[tokio::test]
async fn what_a_stranger_tries_is_refused_or_shown_as_it_was_typed() {
    let world = World::empty(On::Sqlite).await;
    let id = plan(&world).await;
    let page = form(&world, &id).await;
    let sound = "kari@eksempel.example.test";
    let injects = "kari@eksempel.example.test\r\nBcc: alle@eksempel.example.test";
    let long = "x".repeat(1_000_000);
    let refused = [
        ("Kari", injects, "Nei."),
        ("Kari", "kari@eksempel.example.test,ola@eksempel.example.test", "Nei."),
        ("\u{200b}\u{202e}", sound, "Nei."),
        ("Kari", sound, "\u{200b}\u{2060} \u{feff}"),
        ("Kari", sound, &long),
    ];
    for (name, address, text) in refused {
        let (status, _, said) = world.submit(&page, "/answer", &typed(name, address, text)).await;
        assert!((400..500).contains(&status), "{status} {name} {address}: {said}");
    }
    assert_eq!(world.get("/api/v1/mail?letter=public_answer_link").await.unwrap()["items"], json!([]));
    answered(&world, &id, "<b>Odd\u{202e}\0</b>", sound, "Nei til <script>alert(1)</script>\0 vei").await;
    let other = "ola@eksempel.example.test";
    answered(&world, &id, "Ola", other, "Nei til <script>alert(1)</script>\u{200b} ve\u{ad}i").await;
    let answers = listed(&world, &id).await;
    assert_eq!(answers[0]["name"], "<b>Odd</b>");
    assert_eq!(answers[1]["group"], 1, "nobody sees what they differ by: {answers:?}");
    world.command(&id, json!({"type": "release_public_answers", "through": 2})).await;
    let (_, public) = world.page(&format!("/{}/{id}/hearings/1/public", super::world::REGION)).await;
    assert!(!public.contains("<script>alert") && !public.contains("<b>Odd"), "{public}");
    assert!(!public.contains('\u{202e}') && !public.contains('\0'), "{public}");
    world.end().await;
}

#[tokio::test]
async fn the_last_minute_is_taken_and_a_hearing_that_is_withdrawn_is_counted() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = plan(&world).await;
        world.travel("2027-01-15T23:59").await;
        answered(&world, &id, "Ola", "ola@eksempel.example.test", "I siste liten.").await;
        let page = form(&world, &id).await;
        let (status, _, said) =
            world.submit(&page, "/answer", &typed("Kari", "kari@eksempel.example.test", "Nei.")).await;
        assert_eq!(status, 303, "{said}");
        let link = link_to(&world, "kari@eksempel.example.test").await;
        let (_, before) = world.page(&link).await;
        world.command(&id, json!({"type": "withdraw", "reason": "Planen legges bort."})).await;
        let (status, _, said) = world.submit(&before, "/public", &[]).await;
        assert!(status == 409 && said.contains("tar ikke imot flere svar"), "{status} {said}");
        assert_eq!(listed(&world, &id).await.len(), 1);
        let events = world.events(&id).await;
        let last = events.last().unwrap();
        let counted = if last["type"].is_string() { last } else { &last["event"] };
        assert_eq!((&counted["type"], &counted["number"]), (&json!("public_answers_counted"), &json!(1)), "{last}");
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn a_second_person_approves_verdicts_on_public_answers_too() {
    let kind = include_str!("../../config/kinds/intermunicipal_plan.toml");
    let kind = kind.replacen("[rules.competence]", "[rules.assessment]\nsecond_person = true\n\n[rules.competence]", 1);
    for on in [On::Sqlite, On::Postgres] {
        let world = World::with_kind(on, &kind).await;
        let id = plan(&world).await;
        answered(&world, &id, "Ola", "ola@eksempel.example.test", "Nei.").await;
        answered(&world, &id, "Kari", "kari@eksempel.example.test", "Ja.").await;
        close(&world, &id).await;
        let table = format!("/desk/documents/{id}/public-answers");
        let weigh = json!({"type": "assess_public_answers", "group": 1, "verdict": "noted", "reason": "Vurdert."});
        world.command(&id, weigh).await;
        let pressed = async |fields: &[(&str, &str)]| {
            let answer = world.client.post(world.url(&table)).form(fields).send().await.unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap())
        };
        let own = [("what", "assess"), ("group", "2"), ("verdict", "noted"), ("reason", "Min egen.")];
        assert_eq!(pressed(&own).await.0, 303);
        let decision = json!({"body": "joint_board", "meeting_date": "2027-01-18", "case_number": "7/27",
            "votes": {"for": 6, "against": 2}});
        let finish = json!({"type": "finish_assessment", "next": "endorsement", "decision": decision});
        assert_eq!(world.refused(&id, finish.clone()).await, "verdicts_must_be_approved");
        assert!(world.page("/desk").await.1.contains("2 vurderinger av svar fra offentligheten"));
        // The coordinator's own is not the coordinator's to approve; a program approves nothing.
        let program = json!({"type": "approve_public_verdict", "group": 1});
        assert_eq!(world.refused(&id, program).await, "own_verdict");
        let (_, page) = world.page(&format!("{table}?show=approve")).await;
        assert_eq!(page.matches("name=\"what\" value=\"approve\"").count(), 1, "{page}");
        assert_eq!(page.matches("venter på godkjenning").count(), 2, "{page}");
        let (status, said) = pressed(&[("what", "approve"), ("group", "2")]).await;
        assert!(status == 409 && said.contains("En annen koordinator"), "{status} {said}");
        let (status, said) = pressed(&[("what", "approve"), ("group", "1"), ("based_on", "1")]).await;
        assert_eq!(status, 409, "not the verdict that was shown: {said}");
        assert_eq!(pressed(&[("what", "approve"), ("group", "1")]).await.0, 303);
        assert_eq!(world.refused(&id, finish).await, "verdicts_must_be_approved");
        let (_, page) = world.page(&format!("{table}?show=approve")).await;
        assert_eq!(page.matches("name=\"what\" value=\"approve\"").count(), 0, "{page}");
        world.end().await;
    }
}

#[tokio::test]
async fn the_digest_tells_of_answers_that_wait() {
    let world = World::empty(On::Sqlite).await;
    let id = plan(&world).await;
    answered(&world, &id, "Ola", "ola@eksempel.example.test", "Nei.").await;
    answered(&world, &id, "Kari", "kari@eksempel.example.test", "Ja.").await;
    world.travel("2026-11-24T09:00").await;
    let digests = async || world.get("/api/v1/mail?letter=digest&limit=200").await.unwrap()["items"].clone();
    for letter in digests().await.as_array().unwrap() {
        let text = world.letter_text(letter["id"].as_str().unwrap()).await;
        assert!(!text.contains("Venter på gjennomgang"), "two working days: {text}");
    }
    world.travel("2026-11-27T09:00").await;
    let last = digests().await[0]["id"].as_str().unwrap().to_owned();
    let text = world.letter_text(&last).await;
    let said = "Kommunedelplan for fjellet: 2 svar fra offentligheten er ikke gått gjennom.";
    assert!(text.contains("Venter på gjennomgang:") && text.contains(said), "{text}");
    assert!(text.contains("Det eldste kom mandag 23. november 2026"), "{text}");
    let told = digests().await.as_array().unwrap().len();
    world.travel("2026-12-03T09:00").await;
    let newest = digests().await[0]["id"].as_str().unwrap().to_owned();
    let text = world.letter_text(&newest).await;
    assert!(digests().await.as_array().unwrap().len() == told || text.contains("Siden sist:"), "not by itself: {text}");
    world.command(&id, json!({"type": "release_public_answers", "through": 2})).await;
    answered(&world, &id, "Per", "per@eksempel.example.test", "Kanskje.").await;
    world.travel("2026-12-08T09:00").await;
    let last = digests().await[0]["id"].as_str().unwrap().to_owned();
    let text = world.letter_text(&last).await;
    assert!(
        text.contains("Ett svar fra offentligheten er ikke gått gjennom. Det kom torsdag 3. desember 2026"),
        "{text}"
    );
    world.end().await;
}
