//! An edition from before the region began: registered, it holds, and what pages say of it and of what is saved meanwhile
//! is true.

use super::world::{On, REGION, World};
use serde_json::json;

#[tokio::test]
async fn an_edition_from_before_is_registered_and_says_when_its_revision_opens() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let (_, board) = world.page("/desk").await;
        assert!(board.contains("Registrer en utgave som allerede gjelder"), "{board}");
        let id = world.create("strategy").await;
        world
            .command(&id, json!({"type": "save_text", "sections": [{"heading": "Mål", "body": "Veg og bane."}]}))
            .await;
        let (_, form) = world.page(&format!("/desk/documents/{id}/act/register_edition")).await;
        let fields = [
            ("body", "Regionrådet"),
            ("meeting_date", "2024-02-01"),
            ("case_number", "12/24"),
            ("in_force_from", "2024-03-01"),
        ];
        let (status, _, said) = world.submit(&form, "act/register_edition", &fields).await;
        assert_eq!(status, 303, "{said}");
        let (_, page) = world.page(&format!("/desk/documents/{id}")).await;
        assert!(page.contains("Utgave 1 ble registrert: Regionrådet vedtok den torsdag 1. februar 2024"), "{page}");
        // Due four years after the meeting, and begun in time to be finished by then.
        assert!(page.contains("Rulleringen startes automatisk mandag 1. februar 2027."), "{page}");
        assert!(world.letters(&id, "adoption_notice").await.is_empty());
        let (status, public) = world.page(&format!("/{REGION}/{id}")).await;
        assert!(status == 200 && public.contains("Veg og bane."), "{public}");
        world.end().await;
    }
}

#[tokio::test]
async fn what_another_saved_meanwhile_is_a_link_away_and_nothing_typed_is_lost() {
    let world = World::empty(On::Sqlite).await;
    let id = world.create("strategy").await;
    let save = |body: &str| json!({"type": "save_text", "sections": [{"heading": "Mål", "body": body}]});
    world.command(&id, save("Veg.")).await;
    let at = format!("/desk/documents/{id}/text");
    let (_, seen) = world.page(&at).await;
    world.command(&id, save("Veg og bane.")).await;
    let own = [("heading", "Mål"), ("body", "Veg og buss.")];
    let (status, _, page) = world.submit(&seen, "/text", &own).await;
    assert_eq!(status, 409);
    assert!(page.contains("Veg og buss."), "{page}");
    let newer = format!("/desk/documents/{id}/versions/2?against=1");
    assert!(page.contains(&format!("href=\"{newer}\"")), "{page}");
    assert!(world.page(&newer).await.1.contains("bane"));
    let (status, _, said) = world.submit(&page, "/text", &own).await;
    assert_eq!(status, 303, "{said}");
    world.end().await;
}

#[tokio::test]
async fn what_is_not_there_is_said_in_the_readers_language() {
    let world = World::empty(On::Sqlite).await;
    for path in ["/nowhere/dok_0000000000000", "/desk/documents/dok_0000000000000"] {
        let (status, page) = world.page(&format!("{path}?lang=nn")).await;
        assert_eq!(status, 404);
        assert!(page.contains("lang=\"nn\"") && page.contains("Sida finst ikkje"), "{path}: {page}");
    }
    world.end().await;
}
