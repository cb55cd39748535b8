//! Two versions beside each other at three doors: the coordinator's, the officer's and anyone's.

use super::world::{On, REGION, World, both};
use serde_json::json;

/// A plan in force whose revision is drafted: version 1, and version 2 with a section moved, one changed and one new.
async fn revised(world: &World) -> String {
    let id = world.create("action_plan").await;
    let table = "| Tiltak | År |\n| --- | --: |\n| Fiber til alle husstander | 2027 |";
    let sections = json!([{"heading": "Bakgrunn", "body": "Åtte kommuner planlegger sammen."},
        {"heading": "Samferdsel", "body": "Regionen skal arbeide for veg og bane."}, {"heading": "Tiltak", "body": table}]);
    world.command(&id, json!({"type": "save_text", "sections": sections})).await;
    world.command(&id, json!({"type": "number_case", "case_number": "013/26"})).await;
    world.command(&id, json!({"type": "open_hearing", "deadline": "2026-12-14"})).await;
    world.travel("2026-12-22T08:00").await;
    world.command(&id, json!({"type": "finish_assessment", "next": "adoption"})).await;
    let adopt = json!({"type": "adopt", "body": "Regionrådet", "meeting_date": "2026-12-22", "case_number": "15/26", "in_force_from": "2026-12-22"});
    world.command(&id, adopt).await;
    world.command(&id, json!({"type": "start_revision"})).await;
    let text = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap();
    let mut sections = text["sections"].clone();
    sections[1]["body"] = json!("Regionen skal arbeide for **veg** og buss.");
    sections[2]["body"] =
        json!(format!("{} |\n| Buss til byen | 2028 |", table.trim_end_matches(" |").replace("2027", "2029")));
    let kultur = json!({"heading": "Kultur", "body": "Bibliotekene samarbeider."});
    let moved = json!([sections[2], sections[0], sections[1], kultur]);
    world.command(&id, json!({"type": "save_text", "sections": moved, "based_on": text["version"]})).await;
    id
}

fn without_hidden(page: &str) -> String {
    page.replace("<span class=\"ds-sr-only\">", "").replace("</span>", "")
}

#[tokio::test]
async fn two_versions_stand_beside_each_other_at_three_doors() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = revised(&world).await;
        let (_, version) = world.page(&format!("/desk/documents/{id}/versions/2")).await;
        assert!(version.contains("name=\"against\""), "{version}");
        let desk = format!("/desk/documents/{id}/versions/2?against=1");
        let (status, page) = world.page(&desk).await;
        let page = without_hidden(&page);
        assert_eq!(status, 200, "{page}");
        assert!(page.contains("3 av 4 punkter er endret."), "{page}");
        let marked = "for <span class=\"formatted\">Ny utheving: <strong>veg</strong> og <del>Tatt ut: bane</del><ins>Satt inn: buss</ins>.";
        assert!(page.contains(marked), "{page}");
        assert!(page.contains("flyttet") && page.contains(">nytt<") && page.contains("uendret"), "{page}");
        let row = "<td class=\"changed\"><ins>Satt inn: Buss til byen</ins> <small class=\"aside\">ny rad</small></td>";
        let cell = "<td class=\"right changed\"><del>Tatt ut: 2027</del><ins>Satt inn: 2029</ins></td>";
        assert!(page.contains(row) && page.contains(cell), "{page}");
        // The other way round, what is new is gone.
        let (_, back) = world.page(&format!("/desk/documents/{id}/versions/1?against=2")).await;
        assert!(
            without_hidden(&back).contains("<del class=\"block\">Tatt ut: <p>Bibliotekene samarbeider.</p></del>"),
            "{back}"
        );
        let (_, beside) = world.page(&format!("{desk}&view=beside")).await;
        assert!(beside.contains("class=\"beside\"") && beside.contains("<del>"), "{beside}");
        let (_, new) = world.page(&format!("{desk}&view=new")).await;
        let text = &new[new.find("<article").unwrap()..];
        assert!(text.contains("Buss til byen") && !text.contains("<ins") && !text.contains("<del"), "{new}");
        let (_, only) = world.page(&format!("{desk}&only=1")).await;
        assert!(!only.contains("Åtte kommuner planlegger sammen.") && only.contains("Bibliotekene"), "{only}");
        assert_eq!(world.page(&format!("/desk/documents/{id}/versions/2?against=9")).await.0, 404);

        // Nobody sees a draft.
        let public = format!("/{REGION}/{id}/compare");
        assert_eq!(world.page(&public).await.0, 404);
        assert!(!world.page(&format!("/{REGION}/{id}")).await.1.contains(&public));
        world.command(&id, json!({"type": "number_case", "case_number": "014/26"})).await;
        world.command(&id, json!({"type": "open_hearing", "deadline": "2027-02-26"})).await;
        assert!(world.page(&format!("/{REGION}/{id}")).await.1.contains(&public));
        let (status, page) = world.page(&format!("{public}?lang=nn&view=beside")).await;
        assert_eq!(status, 200, "{page}");
        assert!(page.contains("3 av 4 punkt er endra.") && page.contains("lang=nn&#38;view=new"), "{page}");
        // What is drafted meanwhile is not compared.
        let link = world.link(&id, "hearing_invitation", "4024").await;
        let (_, answer) = world.page(&link).await;
        assert!(answer.contains("/compare?lang=") && answer.contains("ny rad"), "{answer}");
        for (lang, said) in [("nn", "Kva som er endra"), ("nb", "Hva som er endret"), ("en", "What has changed")] {
            let (status, page) = world.page(&format!("{link}/compare?lang={lang}")).await;
            assert!(status == 200 && page.contains(said) && page.contains("<ins>"), "{page}");
        }
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn where_nothing_was_in_force_there_is_nothing_to_compare() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "4024").await;
    assert_eq!(world.page(&format!("{link}/compare")).await.0, 404);
    assert!(!world.page(&link).await.1.contains("/compare?"));
    assert_eq!(world.page(&format!("/{REGION}/{id}/compare")).await.0, 404);
    world.end().await;
}
