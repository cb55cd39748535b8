//! The coordinator's desk: the board sifted and taken along, a hearing that opens on its day, councils side by side,
//! what changed since the hearing, statements on paper, and statements the public may not read.

use super::world::{EIGHT, On, World};
use serde_json::json;

/// A page read as a browser without scripts does it; it must be there.
async fn read(world: &World, path: &str) -> String {
    let (status, page) = world.page(path).await;
    assert_eq!(status, 200, "{path}: {page}");
    page
}

async fn drafted(world: &World, title: &str) -> String {
    let body = json!({"kind": "project_plan", "title": title});
    let (status, made) = world.post("/api/v1/regions/kongsbergregionen/documents", &body).await;
    assert_eq!(status, 201, "{made}");
    let id = made["id"].as_str().unwrap().to_owned();
    let sections = json!([{"heading": "Mål", "body": "Fiber til alle."}, {"heading": "Tiltak", "body": "Grave."}]);
    world.command(&id, json!({"type": "save_text", "sections": sections})).await;
    id
}

#[tokio::test]
async fn the_board_is_sifted_read_in_words_and_taken_along() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let heard = world.in_hearing().await;
        world.command(&heard, json!({"type": "number_case", "case_number": "013/26"})).await;
        drafted(&world, "=HYPERLINK(\"http://x\")").await;
        let link = world.link(&heard, "hearing_invitation", "3303").await;
        world.answer(&link, "with_remarks", "Rv. 40 mangler.").await;
        world.advance("1h").await;
        let board = read(&world, "/desk").await;
        assert!(board.contains("<caption") && board.contains("scope=\"row\""), "{board}");
        // State, deadline and last letter of a cell, for the eye and for the ear.
        let cell = "ikke begynt · frist fre. 15. jan. 2027 · høringsbrev, lagt i postkassen man. 23. nov.";
        assert_eq!(board.matches(cell).count(), 14, "{board}");
        assert!(board.contains("Viser 2 av 2 dokumenter. Sist oppdatert mandag 23. november 2026"), "{board}");
        assert!(board.contains("Påminnelse om «Overordnet strategi 2027–2038» går til"), "{board}");
        for (query, shown) in [
            ("q=strategi", 1),
            ("q=013%2F26", 1),
            ("q=reiseliv", 0),
            ("phase=drafting", 1),
            ("kind=strategy", 1),
            ("mine=yes", 1),
            ("municipality=3303", 2),
            ("phase=hearing&municipality=3303&q=STRATEGI", 1),
        ] {
            let page = read(&world, &format!("/desk?{query}")).await;
            assert!(page.contains(&format!("Viser {shown} av 2")), "{query}: {page}");
        }
        let words = read(&world, "/desk?view=words&municipality=3303").await;
        assert!(words.contains("scope=\"rowgroup\"") && words.contains("med merknader"), "{words}");
        let csv = read(&world, "/desk/board.csv").await;
        assert!(csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{csv}");
        assert!(csv.contains("013/26;Høring;Kongsberg;med merknader"), "{csv}");
        let xlsx = world.client.get(world.url("/desk/board.xlsx?phase=hearing")).send().await.unwrap();
        assert!(xlsx.bytes().await.unwrap().starts_with(b"PK"));
        assert_eq!(world.page("/desk/board.exe").await.0, 404);
        world.end().await;
    }
}

#[tokio::test]
async fn a_hearing_opens_by_itself_on_its_day() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = drafted(&world, "Prosjekt: fiber").await;
        let path = format!("/desk/documents/{id}/hearing");
        let page = read(&world, &path).await;
        // What was typed stays, whatever is pressed on the way; the season rule shows its working.
        let typed = [
            ("party", "3303"),
            ("party", "4026"),
            ("deadline", "2026-12-24"),
            ("letter", "Vi ber om uttalelse."),
            ("on", "2026-12-02"),
            ("season", "yes"),
        ];
        let christmas = [&typed[..4], &[("on", "2026-12-11"), ("season", "yes"), ("work", "yes")]].concat();
        let (status, _, worked) = world.submit(&page, "/hearing", &christmas).await;
        assert_eq!(status, 200);
        assert!(
            worked.contains("+ 1 uke for julen: fredag 8. januar 2027 (veiledende praksis i Vestfold)"),
            "{worked}"
        );
        assert!(worked.contains("Vi ber om uttalelse.") && worked.contains("value=\"2026-12-11\""), "{worked}");
        let later = [&typed[..2], &[("deadline", "2027-01-25")], &typed[3..]].concat();
        let (status, _, shown) = world.submit(&page, "/hearing", &[&later[..], &[("preview", "yes")]].concat()).await;
        assert_eq!(status, 200);
        assert!(shown.contains("4 brev blir sendt") && shown.contains("Planlegg høringen"), "{shown}");
        let (status, _, sent) = world.submit(&shown, "/hearing", &later).await;
        assert_eq!(status, 303, "{sent}");
        assert_eq!(world.phase(&id).await, "drafting");
        assert_eq!(world.letters(&id, "hearing_invitation").await.len(), 0);
        assert!(read(&world, "/desk").await.contains("åpnes automatisk"));
        assert!(read(&world, &format!("/desk/documents/{id}")).await.contains("onsdag 2. desember 2026"));
        world.travel("2026-12-02T08:00").await;
        assert_eq!(world.phase(&id).await, "hearing");
        assert_eq!(world.letters(&id, "hearing_invitation").await.len(), 4);
        // Another, taken back with a reason, opens nothing.
        let other = drafted(&world, "Prosjekt: buss").await;
        let plan = json!({"type": "schedule_hearing", "on": "2026-12-04", "deadline": "2027-02-01"});
        world.command(&other, plan).await;
        assert_eq!(world.refused(&other, json!({"type": "approve_hearing"})).await, "not_in_this_phase");
        world.command(&other, json!({"type": "cancel_schedule", "reason": "Kartet mangler."})).await;
        world.travel("2026-12-07T08:00").await;
        assert_eq!(world.phase(&other).await, "drafting");
        assert!(read(&world, &format!("/desk/documents/{other}")).await.contains("Kartet mangler."));
        world.end().await;
    }
}

#[tokio::test]
async fn councils_stand_side_by_side_and_a_correction_keeps_both() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.before_councils().await;
        let decided = |municipality: &str, outcome: &str, text: &str| {
            json!({"type": "record_decision", "municipality": municipality, "outcome": outcome, "text": text,
                "body": "Kommunestyret", "meeting_date": "2026-11-23", "case_number": "7/26"})
        };
        world.command(&id, decided("3303", "rejected", "")).await;
        world.command(&id, decided("3303", "endorsed", "")).await;
        world.command(&id, decided("4024", "endorsed_amended", "Punkt 2 blir stroke.")).await;
        world.command(&id, decided("4026", "endorsed_amended", "Punkt 2 skal gjelde fra 2028.")).await;
        let page = read(&world, &format!("/desk/documents/{id}/endorsement")).await;
        assert!(page.contains("Alle kommunestyrene må slutte seg til teksten."), "{page}");
        assert!(page.contains("Det mangler tilslutning fra 7 kommunestyrer."), "{page}");
        assert!(page.contains("<s>ikke tilslutning") && page.contains("(rettet, registrert"), "{page}");
        assert!(page.contains("Punkt 2 blir stroke.") && page.contains("Punkt 2 skal gjelde fra 2028."), "{page}");
        assert_eq!(page.matches("act/reconcile_decision?municipality=4024").count(), 2);
        let form = read(&world, &format!("/desk/documents/{id}/act/record_decision?municipality=3334")).await;
        assert!(form.contains("multipart/form-data") && form.contains("type=\"file\""), "{form}");
        world.end().await;
    }
}

#[tokio::test]
async fn what_changed_since_the_hearing_is_marked_and_suggests_what_comes_next() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    for municipality in EIGHT {
        let statement = json!({"type": "record_statement", "municipality": municipality, "position": "without_remarks",
            "text": "", "received_on": "2026-11-23", "channel": "brev"});
        world.command(&id, statement).await;
    }
    world.command(&id, json!({"type": "close_hearing"})).await;
    let text = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap();
    let mut sections = text["sections"].clone();
    sections[1]["body"] = json!("Veg og fly.");
    world.command(&id, json!({"type": "save_text", "sections": sections})).await;
    let form = read(&world, &format!("/desk/documents/{id}/act/finish_assessment")).await;
    assert!(form.contains("<del>") && form.contains("<ins>") && form.contains("Tatt ut"), "{form}");
    assert!(form.contains("Kontrollen fant ingen endring av beløp") && !form.contains("er ikke vesentlig"), "{form}");
    let fields = [("next", "endorsement"), ("change-amount", "yes"), ("reason", "Nytt tall."), ("suggest", "yes")];
    let (status, _, again) = world.submit(&form, "/finish_assessment", &fields).await;
    assert_eq!(status, 200);
    assert!(again.contains("Avgrenset høring av punktene som er endret.") && again.contains("Nytt tall."), "{again}");
    let (status, _, refused) = world.submit(&form, "/finish_assessment", &[("next", "endorsement")]).await;
    assert_eq!(status, 409, "{refused}");
    let next = [("next", "limited_hearing"), ("reason", "Nytt tall.")];
    let (status, _, sent) = world.submit(&form, "/finish_assessment", &next).await;
    assert_eq!(status, 303, "{sent}");
    let launch = read(&world, &format!("/desk/documents/{id}/hearing")).await;
    assert!(
        launch.contains("Høringen gjelder bare disse punktene:") && launch.contains("<li>Samferdsel</li>"),
        "{launch}"
    );
    world.end().await;
}

#[tokio::test]
async fn a_statement_on_paper_keeps_its_remarks_and_can_be_kept_from_the_public() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let path = format!("/desk/documents/{id}/act/record_statement?municipality=3338");
        let form = read(&world, &path).await;
        let remark = form.split("name=\"remark-").nth(2).unwrap().split('"').next().unwrap();
        let remark = format!("remark-{remark}");
        let fields = [
            ("municipality", "3338"),
            ("position", "with_remarks"),
            ("text", "Se merknaden."),
            (remark.as_str(), "Banen mangler."),
            ("received_on", "2026-11-23"),
            ("channel", "brev"),
        ];
        let (status, _, sent) = world.submit(&form, "/record_statement", &fields).await;
        assert_eq!(status, 303, "{sent}");
        let statements = world.get(&format!("/api/v1/documents/{id}/statements")).await.unwrap().to_string();
        assert!(statements.contains("Banen mangler."), "{statements}");
        // A file comes along as a browser sends it.
        let form = read(&world, &path).await;
        let nonce = form.split("name=\"nonce\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let mut sent = reqwest::multipart::Form::new();
        for (name, value) in fields.iter().chain(&[("nonce", nonce)]) {
            sent = sent.text((*name).to_owned(), (*value).to_owned());
        }
        let file = reqwest::multipart::Part::bytes("Fra kommunen.".as_bytes().to_vec()).file_name("brev.txt");
        let request = world.client.post(world.url(&format!("/desk/documents/{id}/act/record_statement")));
        let request = request.multipart(sent.part("file", file));
        assert_eq!(request.send().await.unwrap().status(), 303);
        let events = world.events(&id).await;
        let last = events.iter().rev().find(|line| line["event"]["type"] == "statement_recorded").unwrap();
        assert_eq!(last["event"]["statement"]["files"].as_array().map(Vec::len), Some(1), "{last}");

        let document = read(&world, &format!("/desk/documents/{id}")).await;
        assert!(document.contains("act/exempt_statement") && document.contains("act/disclose_statement"));
        // It waits for a coordinator to look at it, and the board says so after two working days.
        let (_, board) = world.page("/desk").await;
        assert!(!board.contains("er ikke gjort offentlig"), "{board}");
        let form = read(&world, &format!("/desk/documents/{id}/act/exempt_statement")).await;
        assert_eq!(form.matches("<option value=\"3").count(), 1, "only those who answered: {form}");
        let fields = [("municipality", "3338"), ("exemption_basis", "offentleglova § 13"), ("redacted", "Banen …")];
        let (status, _, sent) = world.submit(&form, "/exempt_statement", &fields).await;
        assert_eq!(status, 303, "{sent}");
        assert_eq!(
            world.refused(&id, json!({"type": "exempt_statement", "municipality": "3303", "legal_basis": "x"})).await,
            "no_statement"
        );
        let document = read(&world, &format!("/desk/documents/{id}")).await;
        assert!(document.contains("ble unntatt offentlighet (offentleglova § 13)"), "{document}");
        world.command(&id, json!({"type": "disclose_statement", "municipality": "3338", "reason": "Samtykke."})).await;
        let document = read(&world, &format!("/desk/documents/{id}")).await;
        assert!(!document.contains("act/disclose_statement"), "nothing waits: {document}");
        assert_eq!(world.count(&id, "statement_disclosed").await, 1);
        world.end().await;
    }
}
