//! What was changed without being heard (plan- og bygningsloven § 11-15): found, asked about, kept in the log.

use super::world::{On, World, both};
use serde_json::{Value, json};

/// A strategy whose two sections were heard: Kongsberg has a remark to the second, and one in general.
async fn heard_with_remarks(world: &World) -> (String, Value) {
    let id = world.create("strategy").await;
    let sections = json!([{"heading": "Økonomi", "body": "Hver kommune kan gi 100 000 kr, jf. § 11-15."},
        {"heading": "Samferdsel", "body": "Veg og bane."}, {"heading": "Kultur", "body": "Kor."}]);
    world.command(&id, json!({"type": "save_text", "sections": sections})).await;
    world.command(&id, json!({"type": "open_hearing", "deadline": "2027-01-15"})).await;
    let text = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap()["sections"].clone();
    let statement = json!({"type": "record_statement", "municipality": "3303", "position": "with_remarks",
        "text": "Bra arbeid.", "remarks": [{"section": text[1]["id"], "text": "Ta inn buss."}],
        "received_on": "2026-11-23", "channel": "brev"});
    world.command(&id, statement).await;
    world.travel("2027-01-18T08:00").await;
    world.command(&id, json!({"type": "close_hearing"})).await;
    for remark in ["r1", "r2"] {
        let verdict =
            json!({"type": "assess_remark", "remark": remark, "verdict": "accommodated", "reason": "Tas inn."});
        world.command(&id, verdict).await;
    }
    (id, text)
}

/// Plan- og bygningsloven § 11-15: what was changed without being heard is found, asked about, and kept with the answers.
#[tokio::test]
async fn what_was_changed_without_being_heard_is_found_and_kept_with_the_answers() {
    both(async |on| {
        let world = World::empty(on).await;
        let (id, mut text) = heard_with_remarks(&world).await;
        let form = format!("/desk/documents/{id}/act/finish_assessment");
        let table = format!("/desk/documents/{id}/remarks");
        // Nothing is changed yet: both remarks are on the list, which keeps nobody from finishing.
        for page in [&form, &table] {
            let (_, page) = world.page(page).await;
            assert!(page.contains("2 ting å kontrollere før du avslutter"), "{page}");
            assert!(
                page.contains("Den generelle merknaden fra Kongsberg") && page.contains("til «Samferdsel»"),
                "{page}"
            );
        }
        let list = world.document(&id).await["check_list"].clone();
        assert_eq!(list, json!({"accommodated_unchanged": ["r1", "r2"], "changed_without_remark": []}));

        let economy = text[0]["id"].clone();
        text[0]["body"] = json!("Hver kommune skal gi 150 000 kr, jf. § 11-14.");
        text[2]["body"] = json!("Kor og korps.");
        world.command(&id, json!({"type": "save_text", "sections": text})).await;
        let list = world.document(&id).await["check_list"].clone();
        let unasked = json!([economy, text[2]["id"]]);
        assert_eq!(list, json!({"accommodated_unchanged": ["r2"], "changed_without_remark": unasked}));
        let (_, page) = world.page(&table).await;
        let link = format!("{form}#changed-{}", economy.as_str().unwrap());
        assert!(page.contains("«Økonomi» er endret etter høringen") && page.contains(&link), "{page}");

        let (_, page) = world.page(&form).await;
        assert!(page.contains(&format!("id=\"changed-{}\"", economy.as_str().unwrap())), "{page}");
        assert!(
            page.contains("<b>Beløp eller antall</b>: Økonomi") && page.contains("<b>Plikt eller adgang</b>"),
            "{page}"
        );
        assert!(!page.contains("<b>Område, grense eller formål</b>") && !page.contains("<b>Ordlyd</b>"), "{page}");
        let proposal = page.split("Kontrollen foreslår:").nth(1).unwrap().split("</p>").next().unwrap();
        assert!(proposal.contains("Ny høring av hele teksten."), "{proposal}");
        assert!(page.contains("name=\"change-amount\" value=\"yes\" checked"), "{page}");
        assert!(page.contains("name=\"change-area\" value=\"yes\">"), "{page}");
        // The person unticks what the checker ticked, and the checker keeps to what it found.
        let (_, _, again) = world.submit(&page, "/finish_assessment", &[("suggest", "yes")]).await;
        assert!(
            again.contains("Det er ikke krysset av for noe som taler for ny høring.")
                && again.contains("Ny høring av hele teksten."),
            "{again}"
        );

        let answers = [
            ("next", "endorsement"),
            ("changed", "no"),
            ("change_reason", "Avtalt med alle."),
            ("change-amount", "yes"),
            ("change-burden", "yes"),
        ];
        let (status, _, sent) = world.submit(&again, "/finish_assessment", &answers).await;
        assert_eq!(status, 303, "{sent}");
        let events = world.events(&id).await;
        let event = &events.iter().rev().find(|line| line["event"]["type"] == "assessment_finished").unwrap()["event"];
        let findings = json!([{"section": economy, "found": ["amount", "obligation"]},
            {"section": text[2]["id"], "found": ["wording"]}]);
        assert_eq!(event["findings"], findings);
        assert_eq!(event["substantial_change"]["involves"], json!(["amount", "burden"]));
        let (_, log) = world.page(&format!("/desk/documents/{id}/log")).await;
        for said in
            ["Kontrollen fant endringer etter høringen i 2 punkter", "Endringen ble ikke vurdert som vesentlig: Avtalt"]
        {
            assert!(log.contains(said), "{said} in {log}");
        }
        assert_eq!(world.document(&id).await["check_list"], Value::Null);
        world.end().await;
    })
    .await;
}

/// A text that was saved meanwhile is looked at before it goes on, and nothing typed is lost.
#[tokio::test]
async fn a_text_saved_meanwhile_is_looked_at_before_the_assessment_is_finished() {
    both(async |on| {
        let world = World::empty(on).await;
        let (id, mut text) = heard_with_remarks(&world).await;
        let path = format!("/desk/documents/{id}/act/finish_assessment");
        let (_, form) = world.page(&path).await;
        text[2]["body"] = json!("Kor, korps og dans.");
        world.command(&id, json!({"type": "save_text", "sections": text})).await;
        let change = json!({"changed": false, "reason": "Avtalt."});
        let mut finish =
            json!({"type": "finish_assessment", "next": "endorsement", "substantial_change": change, "based_on": 1});
        assert_eq!(world.refused(&id, finish.clone()).await, "changed_meanwhile");
        let answers = [("next", "endorsement"), ("changed", "no"), ("change_reason", "Avtalt med alle.")];
        let (status, _, meanwhile) = world.submit(&form, "/finish_assessment", &answers).await;
        assert!(status == 409 && meanwhile.contains("dans") && meanwhile.contains("Avtalt med alle."), "{meanwhile}");
        assert_eq!(world.phase(&id).await, "assessment");
        finish["based_on"] = json!(2);
        world.command(&id, finish).await;
        world.end().await;
    })
    .await;
}

/// A program's findings are the server's as well, and none that it sends itself are taken.
#[tokio::test]
async fn a_program_cannot_say_what_the_checker_found() {
    let world = World::empty(On::Sqlite).await;
    let (id, mut text) = heard_with_remarks(&world).await;
    text[0]["body"] = json!("Hver kommune kan gi 90 000 kr, jf. § 11-15.");
    world.command(&id, json!({"type": "save_text", "sections": text})).await;
    let change = json!({"changed": false, "reason": "Lavere.", "involves": ["amount"]});
    let mut finish = json!({"type": "finish_assessment", "next": "endorsement", "substantial_change": change});
    for (field, value) in [("checked", json!({})), ("findings", json!([]))] {
        let mut own = finish.clone();
        own[field] = value;
        let (status, _) = world.post(&format!("/api/v1/documents/{id}/commands"), &own).await;
        assert_eq!(status, 422, "{field}");
    }
    finish["substantial_change"]["involves"] = json!(["weather"]);
    let (status, _) = world.post(&format!("/api/v1/documents/{id}/commands"), &finish).await;
    assert_eq!(status, 422);
    finish["substantial_change"]["involves"] = json!(["amount", "amount"]);
    let done = world.command(&id, finish).await;
    let event = &done["events"][0]["event"];
    assert_eq!(event["findings"], json!([{"section": text[0]["id"], "found": ["amount"]}]));
    assert_eq!(event["substantial_change"]["involves"], json!(["amount"]));
    world.end().await;
}
