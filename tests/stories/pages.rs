//! Pages in three languages, as they are read: their words against the golden copies in `tests/golden`.

use super::world::{On, World};
use serde_json::json;
use std::fmt::Write as _;

/// The words of a page, a line for each piece of text. What is minted anew each time has a name in its place.
fn words(page: &str, id: &str) -> String {
    let main = page.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>"));
    let body = main.map_or(page, |(main, _)| main);
    let mut text = String::new();
    for piece in body.split('<') {
        let shown = piece.split_once('>').map_or("", |(_, shown)| shown);
        if !shown.trim().is_empty() {
            text += &shown.split_whitespace().collect::<Vec<_>>().join(" ");
            text.push('\n');
        }
    }
    text.replace(id, "DOCUMENT")
        .lines()
        .filter(|line| !line.ends_with('…') || line.len() > 12)
        .map(|line| if line.len() == 64 && line.bytes().all(|c| c.is_ascii_hexdigit()) { "KEY" } else { line })
        .collect::<Vec<_>>()
        .join("\n")
}

#[tokio::test]
async fn pages_read_as_they_should() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "4024").await;
    let answered = world.link(&id, "hearing_invitation", "3303").await;
    world.answer(&answered, "with_remarks", "Rv. 362 mangler.").await;
    world.advance("1h").await;
    let before_councils = world.before_councils().await;
    let council = world.link(&before_councils, "council_request", "3334").await;
    world.advance("1h").await;
    let drafted = world.create("project_plan").await;
    world.command(&drafted, json!({"type": "save_text", "sections": [{"heading": "A", "body": "B"}]})).await;
    for lang in ["nb", "nn", "en"] {
        let mut all = String::new();
        for (name, path) in [
            ("board", "/desk".to_owned()),
            ("documents", "/desk/documents".to_owned()),
            ("document in hearing", format!("/desk/documents/{id}")),
            ("document before the councils", format!("/desk/documents/{before_councils}")),
            ("log", format!("/desk/documents/{id}/log")),
            ("new document", "/desk/documents/new".to_owned()),
            ("text", format!("/desk/documents/{drafted}/text")),
            ("launch", format!("/desk/documents/{drafted}/hearing")),
            ("extend the deadline", format!("/desk/documents/{id}/act/extend_deadline")),
            ("record a statement", format!("/desk/documents/{id}/act/record_statement")),
            ("record a decision", format!("/desk/documents/{before_councils}/act/record_decision")),
            ("contacts", "/desk/contacts".to_owned()),
            ("log in", "/login".to_owned()),
            ("answer", link.clone()),
            ("colleague", format!("{link}/colleague")),
            ("extension", format!("{link}/extension")),
            ("question", format!("{link}/question")),
            ("disown", format!("{link}/disown")),
            ("receipt", format!("{answered}/receipt")),
            ("council", council.clone()),
            ("how the log is checked", "/proof".to_owned()),
            ("not found", "/no/such/page".to_owned()),
        ] {
            let request = world.client.get(world.url(&format!("{path}?lang={lang}"))).header("accept-language", lang);
            let answer = request.send().await.unwrap();
            assert!(answer.status().is_success() || name == "not found", "{name}: {}", answer.status());
            let page = answer.text().await.unwrap();
            assert!(page.contains(&format!("<html lang=\"{lang}\"")), "{name} in {lang}");
            writeln!(all, "======== {name}\n{}\n", words(&page, &id)).unwrap();
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../golden");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(format!("pages-{lang}"), all));
    }
    world.end().await;
}
