//! What the public answered is proved: by the number and the root that the log holds, by a keyed hash a row, and by what the
//! log says was released, exempted and weighed. Whoever has only the database is named.

use super::{
    public_answers::{answered, close, confirmed, form, listed, plan, typed},
    world::{World, both, tamper},
};
use serde_json::json;

fn verified(world: &World) -> (bool, String) {
    let said = world.run(&["verify"]);
    (said.status.success(), String::from_utf8_lossy(&said.stdout).into_owned())
}

/// Changes a row, has it found and named, and puts it back.
async fn found(world: &World, change: &str, back: &str, expected: &str) {
    let database = world.database().to_owned();
    tamper(&database, change).await;
    let (held, said) = verified(world);
    assert!(!held && said.contains(expected), "{change}: {said}");
    tamper(&database, back).await;
    let (held, said) = verified(world);
    assert!(held, "{back}: {said}");
}

/// The log's number and root prove the answers: a name that is erased is told apart from an answer that was changed.
#[tokio::test]
async fn an_erased_name_is_told_apart_from_a_changed_answer() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = plan(&world).await;
        for (name, text) in [("Kari", "Nei."), ("Ola", "Ja."), ("Per", "Kanskje.")] {
            answered(&world, &id, name, &format!("{}@eksempel.example.test", name.to_lowercase()), text).await;
        }
        close(&world, &id).await;
        let (held, said) = verified(&world);
        assert!(held, "{said}");
        let erased = world.run(&["erase", "--person", "kari@eksempel.example.test", "--by", "Ingvild"]);
        assert!(erased.status.success());
        assert_eq!(listed(&world, &id).await[0]["name"], "");
        let (held, said) = verified(&world);
        assert!(held, "an erased name leaves the proof whole: {said}");

        found(
            &world,
            "update public_person set name = 'Odd' where name = 'Ola'",
            "update public_person set name = 'Ola' where name = 'Odd'",
            "public answer 2: is not from whoever handed it in",
        )
        .await;
        found(
            &world,
            "update public_answer set received_at = received_at + 1 where number = 3",
            "update public_answer set received_at = received_at - 1 where number = 3",
            "public answer 3: is not what was handed in",
        )
        .await;
        // Together with the tree, so that the log's own line tells of it too.
        found(
            &world,
            "update public_answer set number = 9 where number = 3",
            "update public_answer set number = 3 where number = 9",
            "its public answers are not those that were counted",
        )
        .await;
        tamper(world.database(), "delete from public_answer where number = 3").await;
        let (held, said) = verified(&world);
        assert!(!held && said.contains("counts more public answers than there are"), "{said}");
    })
    .await;
}

/// Three answers, one with a file: one released, one exempt and redacted, one that nobody has looked at.
async fn disclosed(world: &World) -> String {
    let id = plan(world).await;
    let page = form(world, &id).await;
    let fields = typed("Kari", "kari@eksempel.example.test", "Nei.");
    let (status, said) = world.upload(&page, "/answer", &fields, ("kart.txt", b"Her gaar reinen.")).await;
    assert_eq!(status, 303, "{said}");
    confirmed(world, "kari@eksempel.example.test").await;
    answered(world, &id, "Ola", "ola@eksempel.example.test", "Naboen er sjuk.").await;
    answered(world, &id, "Per", "per@eksempel.example.test", "Kanskje.").await;
    world.command(&id, json!({"type": "release_public_answers", "from": 1, "through": 1})).await;
    let exempt = json!({"type": "exempt_public_answer", "number": 2, "legal_basis": "offl. § 13", "redacted": "Ja."});
    world.command(&id, exempt).await;
    id
}

/// Before anything is counted, and where nothing ever was because the hearing was withdrawn.
#[tokio::test]
async fn what_was_released_exempted_or_changed_behind_the_log_is_named() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = disclosed(&world).await;
        let (held, said) = verified(&world);
        assert!(held, "{said}");
        forged(&world, &id).await;
        let withdraw = json!({"type": "withdraw", "reason": "Planen legges bort."});
        world.command(&id, withdraw).await;
        forged(&world, &id).await;
        world.end().await;
    })
    .await;
}

async fn forged(world: &World, id: &str) {
    let set = |number: u32, to: &str| format!("update public_answer set {to} where number = {number}");
    let each = [
        (set(3, "released = true"), set(3, "released = false"), "public answer 3: is released by nobody"),
        (
            set(1, "released = false"),
            set(1, "released = true"),
            "public answer 1: is not released, and the log says so",
        ),
        (
            set(2, "legal_basis = null"),
            set(2, "legal_basis = 'offl. § 13'"),
            "public answer 2: is not exempt from disclosure as the log says",
        ),
        (
            set(1, "legal_basis = 'offl. § 13'"),
            set(1, "legal_basis = null"),
            "public answer 1: is not exempt from disclosure as the log says",
        ),
        (
            "update public_person set name = 'Odd' where name = 'Per'".to_owned(),
            "update public_person set name = 'Per' where name = 'Odd'".to_owned(),
            "public answer 3: is not from whoever handed it in",
        ),
        (
            set(1, "files = replace(files, 'kart', 'bilde')"),
            set(1, "files = replace(files, 'bilde', 'kart')"),
            "public answer 1: is not what was handed in",
        ),
        (
            "update prose set body = 'Jo.' where body = 'Nei.'".to_owned(),
            "update prose set body = 'Nei.' where body = 'Jo.'".to_owned(),
            "public answer 1: names a text that is not what was written",
        ),
        (
            "update public_group set verdict = 'noted', reason = 'Nei.' where first = 1".to_owned(),
            "update public_group set verdict = null, reason = null where first = 1".to_owned(),
            "public answer 1: has a verdict that nobody gave",
        ),
        (
            "update public_group set answers = 40 where first = 1".to_owned(),
            "update public_group set answers = 1 where first = 1".to_owned(),
            "public answer 1: stands for another number of answers than are alike",
        ),
        (set(3, "number = 4"), "update public_answer set number = 3 where number = 4".to_owned(), "public answer 4"),
        (
            "update public_hearing set open = not open".to_owned(),
            "update public_hearing set open = not open".to_owned(),
            "takes answers from anyone when its log says otherwise",
        ),
    ];
    for (change, back, expected) in each {
        found(world, &change, &back, expected).await;
    }
    // Another redacted version, and the one that was put there by a coordinator.
    let redacted = "(select redacted from public_answer where number = 2)";
    tamper(world.database(), &format!("update public_group set alike = {redacted} where first = 3")).await;
    let back = set(2, "redacted = (select alike from public_group where first = 3)");
    found(world, &set(2, "redacted = body"), &back, "public answer 2: is not exempt from disclosure as").await;
    let file = listed(world, id).await[0]["files"][0]["hash"].as_str().unwrap().to_owned();
    let bytes = |to: &str, of: &str| {
        if world.database().starts_with("sqlite:") {
            format!("update file_chunk set bytes = cast('{to}' as blob) where hash = '{of}'")
        } else {
            format!("update file_chunk set bytes = convert_to('{to}', 'utf8') where hash = '{of}'")
        }
    };
    let (change, back) = (bytes("Her er ingenting.", &file), bytes("Her gaar reinen.", &file));
    found(world, &change, &back, "public answer 1: names a file that is not what was kept").await;
}

#[tokio::test]
async fn a_release_is_of_what_was_there_and_takes_no_exemption_back_by_the_way() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = plan(&world).await;
        answered(&world, &id, "Ola", "ola@eksempel.example.test", "Naboen er sjuk.").await;
        let exempt = json!({"type": "exempt_public_answer", "number": 1, "legal_basis": "offl. § 13"});
        world.command(&id, exempt).await;
        // From a page that was opened before it was exempt.
        let all = json!({"type": "release_public_answers", "through": 1});
        assert_eq!(world.refused(&id, all).await, "public_answer_unknown");
        assert_eq!(listed(&world, &id).await[0]["legal_basis"], "offl. § 13");
        answered(&world, &id, "Kari", "kari@eksempel.example.test", "Nei.").await;
        world.command(&id, json!({"type": "release_public_answers", "through": 1000})).await;
        answered(&world, &id, "Per", "per@eksempel.example.test", "Ja.").await;
        let shown: Vec<_> = listed(&world, &id).await.iter().map(|answer| answer["released"].clone()).collect();
        assert_eq!(shown, [true, true, false], "what comes later is not released");
        let (held, said) = verified(&world);
        assert!(held, "{said}");
        world.command(&id, json!({"type": "release_public_answers", "from": 1, "through": 1})).await;
        assert_eq!(listed(&world, &id).await[0]["legal_basis"], json!(null), "named alone");
        let (held, said) = verified(&world);
        assert!(held, "{said}");
        world.end().await;
    })
    .await;
}
