//! The life of a document from draft to revision, with eight officers and eight councils.

use super::world::{EIGHT, On, World};
use serde_json::json;

#[tokio::test]
async fn a_strategy_lives_on_sqlite() {
    life(On::Sqlite).await;
}

#[tokio::test]
async fn a_strategy_lives_on_postgres() {
    life(On::Postgres).await;
}

async fn life(on: On) {
    let world = World::empty(on).await;
    let id = world.in_hearing().await;
    assert_eq!(world.letters(&id, "hearing_invitation").await.len(), 16);

    for municipality in EIGHT {
        let link = world.link(&id, "hearing_invitation", municipality).await;
        match municipality {
            "3332" => with_a_remark(&world, &link).await,
            "4024" => world.answer(&link, "with_remarks", "Vi saknar rv. 362.").await,
            _ => world.answer(&link, "without_remarks", "").await,
        }
    }
    assert_eq!(world.count(&id, "statement_submitted").await, 9);
    assert_eq!(world.letters(&id, "statement_receipt").await.len(), 18);

    world.command(&id, json!({"type": "close_hearing"})).await;
    assert_eq!(
        world.refused(&id, json!({"type": "finish_assessment", "next": "endorsement"})).await,
        "all_remarks_must_be_assessed"
    );
    let statements = world.get(&format!("/api/v1/documents/{id}/statements")).await.unwrap();
    let remarks = statements["items"].as_array().unwrap().iter().flat_map(|s| s["remarks"].as_array().unwrap());
    let remarks: Vec<String> = remarks.map(|r| r["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(remarks.len(), 3);
    for remark in &remarks {
        let verdict = if remark == "r1" { "not_accommodated" } else { "accommodated" };
        world
            .command(&id, json!({"type": "assess_remark", "remark": remark, "verdict": verdict, "reason": "Vurdert."}))
            .await;
    }
    world.command(&id, json!({"type": "finish_assessment", "next": "endorsement"})).await;
    assert_eq!(world.phase(&id).await, "endorsement");

    world.all_endorse(&id, "2026-11-23").await;
    assert_eq!(world.phase(&id).await, "adoption");
    let adopt = json!({"type": "adopt", "body": "Regionrådet", "meeting_date": "2026-11-23", "case_number": "14/26", "in_force_from": "2027-01-01"});
    world.command(&id, adopt).await;
    assert_eq!(world.phase(&id).await, "adoption");
    world.travel("2027-01-02T08:00").await;
    let document = world.document(&id).await;
    assert_eq!(document["phase"], "in_force");
    assert_eq!(document["revision_due"], "2030-11-23");
    assert_eq!(document["in_force"]["edition"], 1);
    assert!(!world.letters(&id, "adoption_notice").await.is_empty());

    world.travel("2030-11-24T08:00").await;
    let document = world.document(&id).await;
    assert_eq!(document["phase"], "drafting");
    assert_eq!(document["in_force"]["edition"], 1);
    // Four before it opens, a year ahead of its day, and three before that day.
    assert_eq!(world.letters(&id, "revision_notice").await.len(), 7);
    let opened = world.letters(&id, "revision_opened").await;
    let text = world.letter_text(opened[0]["id"].as_str().unwrap()).await;
    assert!(text.contains("Bakgrunn mangler"), "{text}");
    let numbers: Vec<u64> = world.events(&id).await.iter().map(|line| line["seq"].as_u64().unwrap()).collect();
    assert!(numbers.iter().zip(1..).all(|(seq, expected)| *seq == expected));
    world.end().await;
}

/// A remark to a section with a proposed wording, saved first and gone on with later.
async fn with_a_remark(world: &World, link: &str) {
    let (_, page) = world.page(link).await;
    let field = page.split("name=\"remark-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (remark, proposed) = (format!("remark-{field}"), format!("proposed-{field}"));
    let fields = [
        ("position", "with_remarks"),
        (remark.as_str(), "Bakgrunn mangler skogen."),
        (proposed.as_str(), "Åtte kommuner og mye skog."),
    ];
    let (status, location, _) = world.submit(&page, "/review", &[]).await.to_owned();
    assert_eq!((status, location.as_str()), (422, ""));
    let review = world.review(&page, &fields).await;
    let (_, again) = world.page(link).await;
    assert!(again.contains("Bakgrunn mangler skogen.") && again.contains("mye skog"));
    let (status, _, page) = world.submit(&review, "/submit", &[("name", "Jon"), ("role", "planlegger")]).await;
    assert_eq!(status, 422, "the box is never ticked beforehand");
    let (status, location, _) =
        world.submit(&page, "/submit", &[("name", "Jon"), ("role", "planlegger"), ("confirm", "yes")]).await;
    assert_eq!(status, 303);
    assert!(world.page(&location).await.1.contains("mye skog"));
    // A second remark, from the general text: the answer is replaced, the first remark keeps its id.
    let (_, page) = world.page(link).await;
    let fields = [fields[0], fields[1], fields[2], ("text", "I tillegg: fv. 287.")];
    let review = world.review(&page, &fields).await;
    let signed = [("name", "Jon"), ("role", "planlegger"), ("confirm", "yes")];
    assert_eq!(world.submit(&review, "/submit", &signed).await.0, 303);
}

#[tokio::test]
async fn a_text_changed_after_the_hearing_must_be_heard_again() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let answer = json!({"type": "record_statement", "municipality": "3303", "position": "with_remarks", "text": "Mer om veg.",
        "received_on": "2026-11-23", "channel": "brev"});
    world.command(&id, answer).await;
    world.travel("2027-01-18T08:00").await;
    world.command(&id, json!({"type": "close_hearing"})).await;
    world.command(&id, json!({"type": "assess_remark", "remark": "r1", "verdict": "accommodated", "reason": "Tatt inn.", "based_on": 0})).await;
    let stale = json!({"type": "assess_remark", "remark": "r1", "verdict": "noted", "reason": "Nei.", "based_on": 0});
    assert_eq!(world.refused(&id, stale).await, "changed_meanwhile");
    let text = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap();
    let mut sections = text["sections"].clone();
    sections[1]["body"] = json!("Veg først, så bane.");
    world.command(&id, json!({"type": "save_text", "sections": sections, "based_on": text["version"]})).await;
    let finish = |next: &str, changed: Option<bool>| {
        let change = changed.map(|changed| json!({"changed": changed, "reason": "Ny prioritering."}));
        json!({"type": "finish_assessment", "next": next, "substantial_change": change})
    };
    assert_eq!(world.refused(&id, finish("endorsement", None)).await, "substantial_change_missing");
    assert_eq!(world.refused(&id, finish("endorsement", Some(true))).await, "substantial_change_must_be_heard");
    assert_eq!(world.refused(&id, finish("adoption", Some(false))).await, "endorsement_required");
    world.command(&id, finish("limited_hearing", None)).await;
    assert_eq!(world.phase(&id).await, "drafting");
    world.command(&id, json!({"type": "open_hearing", "deadline": "2027-03-15"})).await;
    let opened = world.events(&id).await.into_iter().rfind(|line| line["event"]["type"] == "hearing_opened").unwrap();
    assert_eq!(opened["event"]["scope"]["limited"].as_array().unwrap().len(), 1);
    let link = world.link(&id, "hearing_invitation", "4026").await;
    let (_, page) = world.page(&link).await;
    assert!(
        page.contains("<ins class=\"block\">")
            && page.contains("<del class=\"block\">")
            && page.contains("Resten av teksten"),
        "{page}"
    );
    world.end().await;
}

#[tokio::test]
async fn councils_differ_and_the_rule_decides() {
    let world = World::empty(On::Sqlite).await;
    let id = world.before_councils().await;
    let decision = |municipality: &str, outcome: &str| {
        json!({"type": "record_decision", "municipality": municipality, "outcome": outcome, "body": "Kommunestyret",
            "meeting_date": "2026-11-23", "case_number": "1/26", "text": "Endret punkt."})
    };
    for municipality in &EIGHT[..6] {
        world.command(&id, decision(municipality, "endorsed")).await;
    }
    world.command(&id, decision("4024", "endorsed_amended")).await;
    let mut postponed = decision("4026", "postponed");
    assert_eq!(world.refused(&id, postponed.clone()).await, "postponed_to_missing");
    postponed["postponed_to"] = json!("2026-12-10");
    world.command(&id, postponed).await;
    assert_eq!(world.phase(&id).await, "endorsement");
    assert_eq!(world.refused(&id, json!({"type": "conclude_endorsement", "reason": "Nok."})).await, "amendment_open");
    world
        .command(
            &id,
            json!({"type": "reconcile_decision", "municipality": "4024", "as": "reservation", "reason": "Avklart."}),
        )
        .await;
    assert_eq!(
        world.refused(&id, json!({"type": "conclude_endorsement", "reason": "Nok."})).await,
        "outcome_not_settled"
    );
    world.command(&id, decision("4026", "rejected")).await;
    let document = world.document(&id).await;
    assert_eq!(
        (document["phase"].as_str(), document["endorsement"]["concluded"].as_bool()),
        (Some("endorsement"), Some(false))
    );
    // A wrongly entered decision is corrected: both entries stay, and the outcome follows the last.
    world.command(&id, decision("4026", "endorsed")).await;
    assert_eq!(world.phase(&id).await, "adoption");
    assert_eq!(world.count(&id, "decision_recorded").await, 10);
    assert_eq!(
        world.refused(&id, json!({"type": "go_on_without", "municipality": "4026", "reason": "x"})).await,
        "not_in_this_phase"
    );
    world.command(&id, json!({"type": "return_to_drafting", "reason": "Regionrådet ber om ny vurdering."})).await;
    assert_eq!(world.phase(&id).await, "drafting");
    world.end().await;
}

#[tokio::test]
async fn a_document_in_force_is_prolonged_revised_put_off_and_repealed() {
    let world = World::empty(On::Sqlite).await;
    let id = world.create("action_plan").await;
    world.command(&id, json!({"type": "save_text", "sections": [{"heading": "Tiltak", "body": "Ett."}]})).await;
    world.command(&id, json!({"type": "number_case", "case_number": "013/26"})).await;
    world.command(&id, json!({"type": "open_hearing", "deadline": "2026-12-14"})).await;
    world.travel("2026-12-22T08:00").await;
    assert_eq!(world.phase(&id).await, "assessment", "the hearing closes by itself after its days of grace");
    world.command(&id, json!({"type": "finish_assessment", "next": "adoption"})).await;
    let adopt = json!({"type": "adopt", "body": "Regionrådet", "meeting_date": "2026-12-22", "case_number": "15/26", "in_force_from": "2026-12-22"});
    world.command(&id, adopt).await;
    assert_eq!(world.document(&id).await["revision_due"], "2027-12-22");
    let decided = json!({"body": "Regionrådet", "meeting_date": "2026-12-22", "case_number": "16/26"});
    let prolong = json!({"type": "prolong", "until": "2028-06-01", "reason": "Valg."});
    assert_eq!(world.refused(&id, prolong).await, "decision_missing", "it takes the body that adopted");
    world.command(&id, json!({"type": "prolong", "until": "2028-06-01", "reason": "Valg.", "decision": decided})).await;
    assert_eq!(world.document(&id).await["revision_due"], "2028-06-01");
    world.command(&id, json!({"type": "start_revision"})).await;
    assert_eq!(world.refused(&id, json!({"type": "withdraw", "reason": "Ikke nå."})).await, "must_be_put_off_until");
    world.command(&id, json!({"type": "withdraw", "reason": "Ikke nå.", "until": "2029-01-02"})).await;
    let document = world.document(&id).await;
    assert_eq!((document["phase"].as_str(), document["revision_due"].as_str()), (Some("in_force"), Some("2029-01-02")));
    world.command(&id, json!({"type": "repeal", "reason": "Erstattet.", "decision": decided})).await;
    assert_eq!(world.phase(&id).await, "repealed");
    assert!(!world.letters(&id, "repeal_notice").await.is_empty());
    assert!(!world.letters(&id, "prolonged_notice").await.is_empty());
    world.end().await;
}
