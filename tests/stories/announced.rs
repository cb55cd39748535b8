//! What is announced of a document, on the desk and on its public page: what the law wants said, with the log's own dates.

use super::world::{On, REGION, World, both};
use serde_json::{Value, json};

const COUNTY: &str = "fylke-33";

fn by_board(meeting: &str) -> Value {
    json!({"body": "joint_board", "meeting_date": meeting, "case_number": "7/26"})
}

fn endorsed(municipality: &str, meeting: &str, number: &str) -> Value {
    json!({"type": "record_decision", "municipality": municipality, "outcome": "endorsed", "body": "Kommunestyret",
        "meeting_date": meeting, "case_number": number})
}

async fn announced(world: &World, id: &str, language: &str) -> String {
    world.page(&format!("/desk/documents/{id}/announcement?text={language}")).await.1
}

fn says(page: &str, sentences: &[&str]) {
    for sentence in sentences {
        assert!(page.contains(sentence), "{sentence} in {page}");
    }
}

async fn create(world: &World, kind: &str, title: &str, sections: Value) -> String {
    let body = json!({"kind": kind, "title": title, "parties": ["3336", "3338"]});
    let (_, created) = world.post(&format!("/api/v1/regions/{REGION}/documents"), &body).await;
    let id = created["id"].as_str().unwrap().to_owned();
    world.command(&id, json!({"type": "save_text", "sections": sections})).await;
    id
}

/// A plan on hearing until a Saturday, with an objection from the county to one of its sections.
async fn plan_in_hearing(world: &World, programme: &str) -> String {
    let sections = json!([{"heading": "Mål", "body": "Fjell."}, {"heading": "Arealdel", "body": "Hyttefelt."}]);
    let id = create(world, "intermunicipal_plan", "Plan for fjellet", sections).await;
    world.command(&id, json!({"type": "relate", "document": programme, "as": "follows"})).await;
    let start = announced(world, &id, "nb").await;
    let about = "startet 23. november 2026 (plan- og bygningsloven §§ 4-1, 9-4 og 11-12). Planen skal gjelde i Rollag, Nore og Uvdal.";
    says(
        &start,
        &["Oppstart av planarbeid: Plan for fjellet", about, "bygger på planprogrammet «Program for fjellet»"],
    );
    let open = json!({"type": "open_hearing", "deadline": "2027-01-16", "parties": ["3336", "3338", COUNTY],
        "decision": by_board("2026-11-20")});
    world.command(&id, open).await;
    let section = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap()["sections"][1]["id"].clone();
    let objection = json!({"type": "record_statement", "municipality": COUNTY, "position": "formal_objection", "text": "",
        "remarks": [{"section": section, "text": "Villreinen."}], "legal_basis": "pbl § 5-4",
        "received_on": "2026-11-23", "channel": "brev"});
    world.command(&id, objection).await;
    id
}

/// Plan- og bygningsloven §§ 4-1, 5-2, 9-3, 11-12 to 11-16.
#[tokio::test]
async fn a_plan_is_announced_when_it_starts_when_it_is_heard_and_council_by_council() {
    both(async |on| {
        let world = World::empty(on).await;
        let text = json!([{"heading": "Formål", "body": "Fjellet."}]);
        let programme = create(&world, "planning_programme", "Program for fjellet", text).await;
        says(&announced(&world, &programme, "nb").await, &["Det er ikke noe å kunngjøre nå."]);
        let open = json!({"type": "open_hearing", "deadline": "2027-01-15", "decision": by_board("2026-11-20")});
        world.command(&programme, open).await;
        let first = announced(&world, &programme, "nb").await;
        let heading = "Oppstart av planarbeid og høring av planprogram: Program for fjellet";
        says(&first, &[heading, "fra 23. november 2026 (plan- og bygningsloven §§ 4-1, 9-4, 11-12 og 11-13)"]);

        let id = plan_in_hearing(&world, &programme).await;
        let hearing = [
            "Høring og offentlig ettersyn: Plan for fjellet",
            "lagt ut til offentlig ettersyn fra 23. november 2026 (plan- og bygningsloven §§ 5-2 og 11-14)",
            "Fristen for å uttale seg er 16. januar 2027. Fristen lørdag 16. januar 2027 er en fridag.",
            "Alle kan uttale seg.",
            "Innsigelse må fremmes innen fristen",
        ];
        says(&announced(&world, &id, "nb").await, &hearing);
        let public = world.page(&format!("/{REGION}/{id}")).await.1;
        says(&public, &hearing);
        // No address is set for the public: its page says who takes the answers, and the desk what is missing.
        says(&public, &["Alle kan uttale seg. Regionrådet for Kongsbergregionen tar imot uttalelsene."]);
        assert!(!public.contains('@') && !public.contains("sendes til Regionrådet"), "{public}");
        let desk = announced(&world, &id, "nb").await;
        says(
            &desk,
            &["innstillingen «public_contact» er tom", "Uttalelser sendes til Regionrådet for Kongsbergregionen, "],
        );
        says(&announced(&world, &id, "nn").await, &["Høyring og offentleg ettersyn: Plan for fjellet"]);
        says(&announced(&world, &id, "en").await, &["The deadline for answers is 16 January 2027."]);
        let (status, taken) = world.page(&format!("/desk/documents/{id}/announcement/hearing?text=nb")).await;
        assert!(status == 200 && taken.starts_with("Høring og offentlig ettersyn: Plan for fjellet\n\n"), "{taken}");
        assert!(taken.contains(&format!("/{REGION}/{id}.\n")), "{taken}");
        assert_eq!(world.page(&format!("/desk/documents/{id}/announcement/adoption")).await.0, 404);

        world.travel("2027-01-19T08:00").await;
        world.command(&id, json!({"type": "close_hearing"})).await;
        let verdict =
            json!({"type": "assess_remark", "remark": "r1", "verdict": "not_accommodated", "reason": "Veid."});
        world.command(&id, verdict).await;
        let finish = json!({"type": "finish_assessment", "next": "endorsement", "decision": by_board("2027-01-19")});
        world.command(&id, finish).await;
        world.travel("2027-03-11T08:00").await;
        world.command(&id, endorsed("3336", "2027-02-10", "2/27")).await;
        let some =
            ["Rollag: 10. februar 2027, sak 2/27. Gjelder der fra 10. februar 2027.", "Nore og Uvdal: ikke vedtatt."];
        says(&announced(&world, &id, "nb").await, &some);
        world.command(&id, endorsed("3338", "2027-03-03", "9/27")).await;
        let adopted = [
            "«Plan for fjellet» er vedtatt av kommunestyrene:",
            some[0],
            "Nore og Uvdal: 3. mars 2027, sak 9/27. Gjelder der fra 3. mars 2027.",
            "Vedtaket kan ikke påklages (plan- og bygningsloven § 11-15).",
            "Disse punktene gjelder ikke før innsigelsen fra Buskerud fylkeskommune er trukket eller avgjort",
            "<li>Arealdel</li>",
        ];
        says(&announced(&world, &id, "nb").await, &adopted);
        says(&world.page(&format!("/{REGION}/{id}")).await.1, &adopted);
        world.end().await;
    })
    .await;
}

/// Forvaltningsloven § 28: a strategy is no decision in a single case.
#[tokio::test]
async fn a_strategy_is_announced_without_a_right_to_complain() {
    let world = World::empty(On::Sqlite).await;
    let id = world.before_councils().await;
    says(&announced(&world, &id, "nb").await, &["Det er ikke noe å kunngjøre nå."]);
    world.all_endorse(&id, "2026-11-23").await;
    let adopt = json!({"type": "adopt", "body": "regional_council", "meeting_date": "2026-11-23", "case_number": "5/26",
        "in_force_from": "2027-01-01"});
    world.command(&id, adopt).await;
    let said = [
        "er vedtatt av regionrådet 23. november 2026, sak 5/26.",
        "Dokumentet gjelder fra 1. januar 2027.",
        "Vedtaket er ikke et enkeltvedtak og kan ikke påklages (forvaltningsloven § 28).",
    ];
    says(&announced(&world, &id, "nb").await, &said);
    let page = world.page(&format!("/desk/documents/{id}")).await.1;
    assert!(page.contains(&format!("/desk/documents/{id}/announcement")), "{page}");
    world.travel("2027-01-04T08:00").await;
    let decision = json!({"body": "regional_council", "meeting_date": "2027-01-04", "case_number": "1/27"});
    let prolong = json!({"type": "prolong", "until": "2031-06-02", "reason": "Valg.", "decision": decision});
    world.command(&id, prolong).await;
    says(&announced(&world, &id, "nb").await, &["Det skal rulleres innen 2. juni 2031."]);
    world.end().await;
}
