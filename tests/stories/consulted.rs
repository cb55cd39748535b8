//! What those who are heard are told: their own deadline, whether they were late, and nothing they did not say.

use super::world::{EIGHT, On, REGION, World, both};
use serde_json::{Value, json};

/// The state administrator, who is heard and has no council.
const STATE: &str = "sf-buskerud";

fn extension(municipality: &str, deadline: &str) -> Value {
    json!({"type": "extend_deadline", "municipality": municipality, "deadline": deadline, "reason": "Møtet er seinare."})
}

#[tokio::test]
async fn more_time_for_one_leaves_the_day_of_the_others_alone() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        world.command(&id, extension("3334", "2027-01-29")).await;
        let own = "Utsatt til fredag 29. januar 2027 for Flesberg.";
        let common = "15. januar 2027";
        for path in [format!("/{REGION}"), format!("/{REGION}/{id}"), format!("/desk/documents/{id}")] {
            let (_, page) = world.page(&path).await;
            assert!(page.contains(common), "{path}");
            assert!(page.contains(own), "{path}");
        }
        let (_, page) = world.page(&format!("/{REGION}/{id}/hearings/1")).await;
        assert!(page.contains("frist 15. januar 2027") && page.contains(own), "{page}");
        let (_, board) = world.page("/desk").await;
        assert!(board.contains("15. jan"), "the board says the common one: {board}");
        // Programs and calendars are told the same.
        let view = world.document(&id).await;
        assert_eq!(view["deadline"], "2027-01-15");
        let (_, view) = world.page(&format!("/{REGION}/{id}.json")).await;
        let view: Value = serde_json::from_str(&view).unwrap();
        assert_eq!((&view["deadline"], &view["hearings"][0]["deadline"]), (&json!("2027-01-15"), &json!("2027-01-15")));
        assert_eq!(view["hearings"][0]["own_deadlines"], json!({"3334": "2027-01-29"}));
        let (_, calendar) = world.page(&format!("/feeds/{REGION}/hearings.ics")).await;
        assert!(calendar.contains("20270115") && !calendar.contains("20270129"), "{calendar}");
        // The note says both, and the hearing waits for the last one all the same.
        let (_, note) = world.page(&format!("/desk/documents/{id}/hearing-note")).await;
        assert!(note.contains("15. januar 2027") && note.contains("29. januar 2027 (utsatt)"), "{note}");
        world.travel("2027-01-28T08:00").await;
        assert_eq!(world.phase(&id).await, "hearing");
        world.end().await;
    })
    .await;
}

/// Every place that says whether Rollag's answer came late.
async fn told_late(world: &World, id: &str) -> Vec<bool> {
    let track = world.document(id).await["tracks"].as_array().unwrap().clone();
    let track = track.into_iter().find(|track| track["municipality"] == "3336").unwrap();
    let statements = world.get(&format!("/api/v1/documents/{id}/statements")).await.unwrap();
    let (_, public) = world.page(&format!("/{REGION}/{id}.json")).await;
    let public: Value = serde_json::from_str(&public).unwrap();
    let pages = [
        format!("/{REGION}/{id}"),
        format!("/{REGION}/{id}/hearings/1"),
        format!("/desk/documents/{id}"),
        format!("/desk/documents/{id}/hearing-note"),
    ];
    let mut told = vec![
        track["late"] == true,
        track["state"] == "answered_late",
        statements["items"][0]["late"] == true,
        public["hearings"][0]["answers"][0]["late"] == true,
    ];
    for path in pages {
        let (_, page) = world.page(&path).await;
        let said = if path.ends_with("/hearings/1") { "etter fristen" } else { "kommet for sent" };
        told.push(page.contains(said));
    }
    let link = world.link(id, "hearing_invitation", "3336").await;
    let (_, receipt) = world.page(&format!("{}/receipt", link.split('?').next().unwrap())).await;
    told.push(receipt.contains("data-color=\"warning\">"));
    told
}

#[tokio::test]
async fn an_answer_is_late_everywhere_or_nowhere() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        world.travel("2027-01-18T08:00").await;
        let link = world.link(&id, "hearing_invitation", "3336").await;
        world.answer(&link, "without_remarks", "").await;
        world.release(&id).await;
        let late = told_late(&world, &id).await;
        assert!(late.iter().all(|late| *late), "{late:?}");
        world.command(&id, extension("3336", "2027-01-20")).await;
        let late = told_late(&world, &id).await;
        assert!(late.iter().all(|late| !late), "{late:?}");
        world.command(&id, json!({"type": "extend_deadline", "deadline": "2027-01-19", "reason": "Alle."})).await;
        let late = told_late(&world, &id).await;
        assert!(late.iter().all(|late| !late), "{late:?}");
        world.travel("2027-02-01T08:00").await;
        assert_eq!(world.phase(&id).await, "assessment");
        let late = told_late(&world, &id).await;
        assert!(late.iter().all(|late| !late), "closed {late:?}");
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn a_municipality_that_never_answered_is_not_told_that_it_had_no_remarks() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let answer = json!({"type": "record_statement", "municipality": "3303", "position": "without_remarks",
            "text": "", "received_on": "2026-11-23", "channel": "brev"});
        world.command(&id, answer).await;
        world.travel("2027-01-18T08:00").await;
        world.command(&id, json!({"type": "close_hearing"})).await;
        world.command(&id, json!({"type": "finish_assessment", "next": "endorsement"})).await;
        let notice = async |municipality: &str| {
            let letters = world.letters(&id, "assessment_notice").await;
            let letter = letters.iter().find(|letter| letter["municipality"] == municipality).unwrap();
            world.letter_text(letter["id"].as_str().unwrap()).await
        };
        let (answered, silent) = (notice("3303").await, notice("3336").await);
        assert!(answered.contains("Svaret deres hadde ingen merknader"), "{answered}");
        assert!(silent.contains("Vi har ikke mottatt noe svar fra dere i høringen"), "{silent}");
        assert!(!silent.contains("ingen merknader"), "{silent}");
        for (municipality, said) in [("3303", "hadde ingen merknader"), ("3336", "Vi har ikke mottatt noe svar fra")] {
            let link = world.link(&id, "council_request", municipality).await;
            let (_, paper) = world.page(&format!("{}/case-paper?lang=nb", link.split('?').next().unwrap())).await;
            assert!(paper.contains(said), "{paper}");
            assert_eq!(paper.contains("ingen merknader"), municipality == "3303", "{paper}");
        }
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn a_silence_in_the_last_round_is_not_filled_with_an_earlier_answer() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let answer = json!({"type": "record_statement", "municipality": "3336", "position": "supports",
            "text": "", "received_on": "2026-11-23", "channel": "brev"});
        world.command(&id, answer).await;
        world.travel("2027-01-18T08:00").await;
        world.command(&id, json!({"type": "close_hearing"})).await;
        world.command(&id, json!({"type": "finish_assessment", "next": "full_hearing"})).await;
        world.command(&id, json!({"type": "open_hearing", "deadline": "2027-03-15"})).await;
        world.travel("2027-03-16T08:00").await;
        world.command(&id, json!({"type": "close_hearing"})).await;
        world.command(&id, json!({"type": "finish_assessment", "next": "endorsement"})).await;
        let link = world.link(&id, "council_request", "3336").await;
        let (_, paper) = world.page(&format!("{}/case-paper?lang=nb", link.split('?').next().unwrap())).await;
        assert!(paper.contains("Rollag svarte ikke.") && !paper.contains("Rollag svarte:"), "{paper}");
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn the_state_administrator_is_written_to_as_itself() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = world.create("strategy").await;
        let text = json!({"type": "save_text", "sections": [{"heading": "Bakgrunn", "body": "Åtte kommuner."}]});
        world.command(&id, text).await;
        let parties: Vec<&str> = EIGHT.into_iter().chain([STATE]).collect();
        world.command(&id, json!({"type": "open_hearing", "deadline": "2027-01-15", "parties": parties})).await;
        world.travel("2027-01-22T08:00").await;
        world.command(&id, json!({"type": "close_hearing"})).await;
        world.command(&id, json!({"type": "finish_assessment", "next": "endorsement"})).await;
        world.all_endorse(&id, "2027-01-21").await;
        let adopt = json!({"type": "adopt", "body": "Regionrådet", "meeting_date": "2027-01-21",
            "case_number": "1/27", "in_force_from": "2027-01-22"});
        world.command(&id, adopt).await;
        for kind in ["hearing_invitation", "hearing_reminder", "escalation", "assessment_notice", "adoption_notice"] {
            let letters = world.letters(&id, kind).await;
            let theirs: Vec<_> = letters.iter().filter(|letter| letter["municipality"] == STATE).collect();
            assert!(!theirs.is_empty(), "{kind}");
            for letter in theirs {
                let text = world.letter_text(letter["id"].as_str().unwrap()).await;
                assert!(text.contains("Til Statsforvalteren"), "{kind} {text}");
                for wrong in ["kommunedirektøren", "kommunens", "fra kommunen", "får kommunen"] {
                    assert!(!text.contains(wrong), "{kind} {wrong} {text}");
                }
            }
        }
        let escalated = world.letters(&id, "escalation").await;
        let rollag = escalated.iter().find(|letter| letter["municipality"] == "3336").unwrap();
        let text = world.letter_text(rollag["id"].as_str().unwrap()).await;
        assert!(text.contains("Til kommunedirektøren i Rollag kommune"), "{text}");
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn everything_that_was_answered_is_one_click_from_the_document_for_ever() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let answer = |position: &str, text: &str| {
            json!({"type": "record_statement", "municipality": "3336", "position": position, "text": text,
                "remarks": [], "received_on": "2026-11-23", "channel": "brev"})
        };
        world.command(&id, answer("supports", "Første ord fra Rollag.")).await;
        world.command(&id, answer("supports", "Rollag støtter planen helt og fullt.")).await;
        world.release(&id).await;
        let answers = format!("/desk/documents/{id}/answers");
        let seen = async || {
            let (_, document) = world.page(&format!("/desk/documents/{id}")).await;
            assert!(document.contains(&format!("href=\"{answers}\"")), "{document}");
            let (status, page) = world.page(&answers).await;
            assert_eq!(status, 200);
            for said in
                ["Rollag støtter planen helt og fullt.", "Første ord fra Rollag.", "brev", "versjon 2 av svaret"]
            {
                assert!(page.contains(said), "{said} in {page}");
            }
            let (_, public) = world.page(&format!("/{REGION}/{id}/hearings/1")).await;
            assert!(public.contains("Rollag støtter planen helt og fullt."), "{public}");
        };
        seen().await;
        world.travel("2027-01-18T08:00").await;
        world.command(&id, json!({"type": "close_hearing"})).await;
        world.command(&id, json!({"type": "finish_assessment", "next": "endorsement"})).await;
        seen().await;
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn a_council_says_by_link_when_it_meets_and_is_not_reminded_before() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.before_councils().await;
        let link = world.link(&id, "council_request", "3303").await;
        let (_, page) = world.page(&link).await;
        for (day, status, said) in
            [("", 422, "Fyll ut datoen for møtet."), ("2026-11-02", 409, "Datoen for møtet er passert.")]
        {
            let (refused, _, again) = world.submit(&page, "/meeting", &[("planned", day)]).await;
            assert_eq!(refused, status, "{again}");
            assert!(again.contains(said) && again.contains(&format!("value=\"{day}\"")), "{again}");
        }
        assert_eq!(world.submit(&page, "/meeting", &[("planned", "2027-06-16")]).await.0, 303);
        let (_, page) = world.page(&link).await;
        assert!(page.contains("Meldt møtedato: onsdag 16. juni 2027"), "{page}");
        // A decision that is half typed stands there still.
        let half = [("planned", "2027-06-17"), ("body", "Kommunestyret"), ("text", "Et forbehold.")];
        let (status, page) = world.upload(&page, "/meeting", &half, ("utskrift.txt", b"Vedtatt.")).await;
        assert_eq!(status, 200, "{page}");
        for words in ["torsdag 17. juni 2027", "value=\"Kommunestyret\"", "Et forbehold.", "utskrift.txt"] {
            assert!(page.contains(words), "{words} in {page}");
        }
        assert_eq!(world.submit(&page, "/meeting", &[("planned", "2072-06-16")]).await.0, 409);
        assert_eq!(world.submit(&page, "/meeting", &[("planned", "2027-06-16")]).await.0, 303);
        // Said over and over, it is said once; and a day has no more than so many days in it.
        for _ in 0..3 {
            assert_eq!(world.submit(&page, "/meeting", &[("planned", "2027-06-16")]).await.0, 303);
        }
        for n in 1..=7 {
            assert_eq!(world.submit(&page, "/meeting", &[("planned", &format!("2027-07-0{n}"))]).await.0, 303);
        }
        assert_eq!(world.submit(&page, "/meeting", &[("planned", "2027-07-20")]).await.0, 429);
        world.travel("2027-01-20T08:00").await;
        let (_, page) = world.page(&link).await;
        assert_eq!(world.submit(&page, "/meeting", &[("planned", "2027-06-16")]).await.0, 303);
        let (_, board) = world.page(&format!("/desk/documents/{id}")).await;
        assert!(board.contains("16. juni 2027"), "{board}");
        world.travel("2027-05-03T08:00").await;
        let reminded = world.letters(&id, "council_reminder").await;
        assert!(reminded.iter().any(|letter| letter["municipality"] == "3334"), "{reminded:?}");
        assert!(!reminded.iter().any(|letter| letter["municipality"] == "3303"), "{reminded:?}");
        world.end().await;
    }
}

#[tokio::test]
async fn a_letter_has_its_date_both_case_numbers_and_the_registry_the_public_page() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        world.command(&id, json!({"type": "number_case", "case_number": "13/26"})).await;
        let to = async |kind: &str, role: &str| {
            let letters = world.letters(&id, kind).await;
            let own = letters.iter().find(|letter| letter["municipality"] == "3336" && letter["role"] == role);
            world.letter_text(own.unwrap_or_else(|| panic!("{kind} {letters:?}"))["id"].as_str().unwrap()).await
        };
        let page = format!("/kongsbergregionen/{id}\n");
        for role in ["case_officer", "registry"] {
            let text = to("hearing_invitation", role).await;
            assert!(text.contains("Dato: 23. november 2026\n") && text.contains("offentleglova § 3"), "{text}");
            assert!(text.contains("kommuneloven kapittel 18") && text.contains("Vedlegg\n=======\n"), "{text}");
            assert!(text.contains(&page) && text.contains("/l/") == (role == "case_officer"), "{text}");
        }
        world
            .command(
                &id,
                json!({"type": "record_statement", "municipality": "3336", "position": "with_remarks",
                    "text": "Vi støtter planen.", "case_reference": "26/9", "received_on": "2026-11-23",
                    "channel": "letter"}),
            )
            .await;
        let receipt = to("statement_receipt", "registry").await;
        assert!(receipt.contains("Til Rollag kommune, postmottak\n"), "{receipt}");
        assert!(receipt.contains("Vår sak: 13/26\nDeres sak: 26/9\n") && receipt.contains(&page), "{receipt}");
        world.end().await;
    })
    .await;
}
