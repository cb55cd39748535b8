//! What the record proves: a text or a file that the log names cannot be changed or taken away without being found out.

use super::world::{On, World, tamper};

#[tokio::test]
async fn a_text_and_a_file_that_the_log_names_are_proved_with_it() {
    for on in [On::Sqlite, On::Postgres] {
        let mut world = World::empty(on).await;
        let id = world.in_hearing().await;
        let link = world.link(&id, "hearing_invitation", "3334").await;
        let (_, page) = world.page(&link).await;
        let answer = [("position", "supports"), ("text", "Planen er god.")];
        let (status, _) = world.upload(&page, "/review", &answer, ("kart.txt", b"Kart over Sigdal.")).await;
        assert!(status < 400, "{status}");
        let (_, review) = world.page(&format!("{}/review", link.split('?').next().unwrap())).await;
        let signed = [("name", "Siri"), ("role", "rådgiver"), ("confirm", "yes")];
        assert_eq!(world.submit(&review, "/submit", &signed).await.0, 303);
        world.stop();
        let said = || {
            let verified = world.run(&["verify"]);
            let words = [verified.stdout, verified.stderr].concat();
            (verified.status.success(), String::from_utf8_lossy(&words).into_owned())
        };
        let (whole, words) = said();
        assert!(whole && words.contains("every text and file is what was written"), "{words}");
        // Each change, what takes it back, and what is found meanwhile.
        for (change, back, found) in [
            (
                "update prose set body = replace(body, 'Planen er god', 'Planen er elendig')",
                "update prose set body = replace(body, 'Planen er elendig', 'Planen er god')",
                "names a text that is not what was written",
            ),
            (
                "update prose set hash = hash || 'x'",
                "update prose set hash = replace(hash, 'x', '')",
                "names a text that is not there",
            ),
            (
                "update file set hash = hash || 'x'",
                "update file set hash = replace(hash, 'x', '')",
                "names a file that is not there",
            ),
            ("delete from file_chunk", "select null where false", "names a file that is not what was kept"),
        ] {
            tamper(world.database(), change).await;
            let (whole, words) = said();
            assert!(!whole && words.contains(found), "{change}: {words}");
            tamper(world.database(), back).await;
        }
    }
}
