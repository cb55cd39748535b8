//! The officer's desk: what stands behind the link, for someone who has never seen it and for those who share it.

use super::{
    typed::choice,
    world::{On, REGION, World},
};
use serde_json::{Value, json};
use std::process::Command;

const SIGNED: [(&str, &str); 3] = [("name", "Åse Nordmann"), ("role", "rådgjevar"), ("confirm", "yes")];

async fn bytes(world: &World, path: &str) -> (String, Vec<u8>) {
    let answer = world.client.get(world.url(path)).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    (kind, answer.bytes().await.unwrap().to_vec())
}

/// What a zip holds, read with a tool of its own.
fn unzipped(world: &World, archive: &[u8], name: &str) -> String {
    let path = world.data.join("archive.zip");
    std::fs::write(&path, archive).unwrap();
    let read = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); sys.stdout.buffer.write(z.read(sys.argv[2]) if sys.argv[2] else chr(10).join(z.namelist()).encode())";
    let output = Command::new("python3").args(["-c", read]).arg(&path).arg(name).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

async fn attach(world: &World, id: &str, name: &str, content: &str) {
    let part = reqwest::multipart::Part::bytes(content.as_bytes().to_vec()).file_name(name.to_owned());
    let form = reqwest::multipart::Form::new().text("title", "Kart over veg").part("file", part);
    let address = world.url(&format!("/desk/documents/{id}/act/attach"));
    assert_eq!(world.client.post(address).multipart(form).send().await.unwrap().status(), 303);
}

#[tokio::test]
async fn no_remarks_is_said_in_one_form_and_nothing_is_kept_before() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let link = world.link(&id, "hearing_invitation", "4024").await;
        let (_, page) = world.page(&link).await;
        assert!(page.contains("Svar «utan merknader»") && page.contains("fredag 15. januar 2027"), "{page}");
        let (status, review) = world.page(&format!("{link}/review?position=without_remarks")).await;
        assert_eq!(status, 200);
        assert!(review.contains("Utan merknader"));
        assert_eq!(world.count(&id, "statement_started").await, 0, "looking keeps nothing");
        let (status, _, wrong) = world.submit(&review, "/submit", &[("name", "Åse")]).await;
        assert_eq!(status, 422);
        assert!(wrong.contains("Skriv stillinga") && wrong.contains("aria-invalid") && wrong.contains("Åse"));
        let (status, location, _) = world.submit(&wrong, "/submit", &SIGNED).await;
        assert_eq!(status, 303);
        let (_, receipt) = world.page(&location).await;
        assert!(receipt.contains("Utan merknader") && receipt.contains("Åse Nordmann, rådgjevar"), "{receipt}");
        assert!(receipt.contains("versjon 1"), "a receipt says which text was answered");
        assert_eq!(world.count(&id, "statement_submitted").await, 1);
        world.end().await;
    }
}

#[tokio::test]
async fn the_whole_set_is_one_file_and_the_text_can_be_printed() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    attach(&world, &id, "kart.txt", "E134 og Rv. 362").await;
    attach(&world, &id, "kart.txt", "Numedalsbanen").await;
    let link = world.link(&id, "hearing_invitation", "4024").await;
    let (_, text) = world.page(&format!("{link}/text")).await;
    assert!(text.contains("Veg og bane.") && text.contains("Vi ber om uttalelse.") && text.contains("Kart over veg"));
    let (kind, archive) = bytes(&world, &format!("{link}/documents.zip")).await;
    assert_eq!(kind, "application/zip");
    let names = unzipped(&world, &archive, "");
    let title = "Overordnet strategi 2027–2038";
    for name in [
        &format!("{title}.docx"),
        &format!("{title}.html"),
        &format!("{title}.txt"),
        "Høyringsbrev.txt",
        "Vedlegg/kart.txt",
        "Vedlegg/kart (2).txt",
    ] {
        assert!(names.lines().any(|line| line == name), "{name} in {names}");
    }
    assert!(unzipped(&world, &archive, &format!("{title}.txt")).contains("Samferdsel\n\nVeg og bane."));
    // The page needs nothing around it, and asks nobody for anything.
    let alone = unzipped(&world, &archive, &format!("{title}.html"));
    assert!(alone.contains("<h2>Samferdsel</h2>") && alone.contains("<p>Veg og bane.</p>"), "{alone}");
    assert!(["src=", "href=", "url(", "@import", "<script"].iter().all(|outside| !alone.contains(outside)), "{alone}");
    assert_eq!(unzipped(&world, &archive, "Vedlegg/kart (2).txt"), "Numedalsbanen");
    world.end().await;
}

#[tokio::test]
async fn the_deadline_is_one_entry_in_a_calendar_however_it_came_there() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "4024").await;
    let (_, page) = world.page(&link).await;
    assert!(page.contains("/deadline.ics?lang=nn\">Legg i kalendaren</a>"), "{page}");
    let before = world.events(&id).await.len();
    let (kind, file) = bytes(&world, &format!("{link}/deadline.ics")).await;
    assert_eq!(kind, "text/calendar; charset=utf-8");
    let entry = |file: &str| {
        let kept = ["UID:", "SEQUENCE:", "DTSTAMP:", "DTSTART", "SUMMARY:"];
        let mut lines: Vec<_> =
            file.lines().filter(|line| kept.iter().any(|k| line.starts_with(k))).map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let mine = entry(&String::from_utf8(file).unwrap());
    assert!(mine.contains(&"DTSTART;VALUE=DATE:20270115".to_owned()), "{mine:?}");
    // More time moves the entry: the same uid, a later number.
    world.command(&id, json!({"type": "extend_deadline", "municipality": "4024", "deadline": "2027-01-29", "reason": "Møtet er seinare."})).await;
    let (_, file) = bytes(&world, &format!("{link}/deadline.ics")).await;
    let moved = entry(&String::from_utf8(file).unwrap());
    assert!(moved.contains(&"DTSTART;VALUE=DATE:20270129".to_owned()), "{moved:?}");
    let uid = mine.last().filter(|uid| uid.starts_with(&format!("UID:{id}-deadline@")));
    assert_eq!(moved.last(), uid, "the same as the letters bring");
    assert_ne!(moved, mine);
    assert_eq!(world.events(&id).await.len(), before + 1, "looking writes nothing");
    world.travel("2027-02-08T08:00").await;
    assert_eq!(world.page(&format!("{link}/deadline.ics")).await.0, 404);
    world.end().await;
}

#[tokio::test]
async fn a_new_round_shows_what_changed_word_by_word() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let answered = world.link(&id, "hearing_invitation", "3303").await;
    world.answer(&answered, "with_remarks", "Nevn E134.").await;
    world.travel("2027-01-18T08:00").await;
    world.command(&id, json!({"type": "close_hearing"})).await;
    let old = world.link(&id, "hearing_invitation", "4024").await;
    assert!(world.page(&old).await.1.contains("Høyringa er avslutta"));
    world
        .command(
            &id,
            json!({"type": "assess_remark", "remark": "r1", "verdict": "accommodated", "reason": "Tatt inn."}),
        )
        .await;
    let sections = json!([{"heading": "Bakgrunn", "body": "Åtte kommuner."}, {"heading": "Samferdsel", "body": "Veg, med E134 først, og bane."},
        {"heading": "Kultur", "body": "Bibliotek."}]);
    world.command(&id, json!({"type": "save_text", "sections": sections})).await;
    world
        .command(
            &id,
            json!({"type": "finish_assessment", "next": "limited_hearing",
        "substantial_change": {"changed": true, "reason": "Ny veg."}}),
        )
        .await;
    world.command(&id, json!({"type": "open_hearing", "deadline": "2027-03-15"})).await;
    assert!(world.page(&old).await.1.contains("Denne høyringsrunden er avslutta"), "the old link says where to look");
    let (_, receipt) = world.page(&format!("{answered}/receipt")).await;
    assert!(receipt.contains("Nevn E134.") && receipt.contains("versjon 1"), "an old round's answer can be read");
    let link = world.link(&id, "hearing_invitation", "4024").await;
    let (_, page) = world.page(&link).await;
    let plain = page.replace("<span class=\"ds-sr-only\">", "").replace("</span>", "");
    assert!(plain.contains("Veg<ins>Sett inn: , med E134 først,</ins> og bane."), "{plain}");
    assert!(page.contains("2 punkt er endra eller nye"));
    let first = page.find("id=\"h-").unwrap();
    assert!(page[first..].find("Samferdsel").unwrap() < page[first..].find("Bakgrunn").unwrap(), "changed ones first");
    world.end().await;
}

#[tokio::test]
async fn every_revision_is_kept_and_a_late_one_is_marked() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3336").await;
    world.answer(&link, "supports", "Første svar.").await;
    world.travel("2027-01-16T08:00").await;
    assert!(world.page(&link).await.1.contains("Fristen gikk ut"));
    world.answer(&link, "with_remarks", "Andre svar.").await;
    let (_, receipt) = world.page(&format!("{link}/receipt")).await;
    assert!(receipt.contains("Andre svar.") && receipt.contains("etter fristen") && receipt.contains("Utgave 1"));
    let (status, earlier) = world.page(&format!("{link}/receipt/1")).await;
    assert_eq!(status, 200);
    assert!(
        earlier.contains("Første svar.") && earlier.contains("Den er erstattet") && !earlier.contains("etter fristen")
    );
    assert_eq!(world.page(&format!("{link}/receipt/3")).await.0, 404);
    world.end().await;
}

/// The number of the colleague's link that can be taken away.
fn number(people: &str) -> String {
    people.split("/colleagues/").nth(1).unwrap().split('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn two_officers_write_one_answer() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let link = world.link(&id, "hearing_invitation", "3332").await;
        let (_, page) = world.page(&format!("{link}/colleague")).await;
        let eva = [("name", "Eva Dahl"), ("mail", "eva@sigdal.example.test")];
        assert_eq!(world.submit(&page, "colleague", &eva).await.0, 303);
        let theirs = world.link(&id, "colleague_invitation", "3332").await;
        let (_, my_page) = world.page(&link).await;
        let (_, their_page) = world.page(&theirs).await;
        assert!(my_page.contains("Eva Dahl"), "one sees who else can write");

        // The script saves as they write; the answer says with which revision.
        let save = async |path: &str, based_on: &str, text: &str| {
            let fields = [("based_on", based_on), ("position", "opposes"), ("text", text)];
            let request = world.client.post(world.url(&format!("{path}/draft"))).header("accept", "application/json");
            let answer = request.form(&fields).send().await.unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap())
        };
        let (status, kept) = save(&theirs, "0", "Evas tekst").await;
        assert_eq!(status, 200);
        assert!(kept.contains("\"based_on\":1") && kept.contains("Sist lagret av Eva Dahl"), "{kept}");
        assert_eq!(save(&link, "0", "Min tekst").await.0, 409);
        let (status, _, both) =
            world.submit(&my_page, "/review", &[("position", "opposes"), ("text", "Min tekst")]).await;
        assert_eq!(status, 409);
        assert!(both.contains("Evas tekst") && both.contains("Min tekst") && both.contains("Skrevet av Eva Dahl"));
        let review = world.review(&both, &[("choose-text", &choice(&both, "text", "Min tekst"))]).await;
        assert!(review.contains("Min tekst") && !review.contains("Evas tekst"));
        assert_eq!(save(&theirs, "2", "Evas siste").await.0, 200);
        let (status, _, again) = world.submit(&review, "/submit", &SIGNED).await;
        assert_eq!(status, 409, "nobody sends what they have not seen");
        assert!(again.contains("Evas siste") && again.contains("Se over én gang til"));
        drop(their_page);

        let (_, people) = world.page(&format!("{link}/colleagues")).await;
        assert!(people.contains("Sist lagret av Eva Dahl") && people.contains("Fjern Eva Dahl"));
        let (_, question) = world.page(&format!("{link}/colleagues/{}/remove", number(&people))).await;
        assert!(question.contains("slutter å virke"), "{question}");
        assert_eq!(world.submit(&question, "/remove", &[]).await.0, 422);
        assert_eq!(world.submit(&question, "/remove", &[("sure", "yes")]).await.0, 303);
        assert!(world.page(&theirs).await.1.contains("Lenken er byttet ut"));
        assert_eq!(save(&theirs, "3", "Mer").await.0, 409);
        assert_eq!(world.count(&id, "colleague_removed").await, 1);
        world.end().await;
    }
}

#[tokio::test]
async fn politicians_speak_after_the_administration_by_the_same_link() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let link = world.link(&id, "hearing_invitation", "4024").await;
        world.answer(&link, "supports", "Administrasjonen støttar.").await;
        world.travel("2027-01-18T08:00").await;
        world.command(&id, json!({"type": "close_hearing"})).await;
        let (_, page) = world.page(&format!("{link}/treatment")).await;
        let said = [
            ("body", "Formannskapet"),
            ("meeting_date", "2027-01-14"),
            ("case_number", "4/27"),
            ("votes_for", "fem"),
            ("votes_against", "2"),
            ("text", "Formannskapet vil ha Rv. 362 med."),
            ("name", "Åse Nordmann"),
            ("role", "rådgjevar"),
        ];
        let (status, _, wrong) = world.submit(&page, "/treatment", &said).await;
        assert_eq!(status, 422);
        assert!(wrong.contains("talet på røyster") && wrong.contains("Rv. 362 med"));

        // With the extract of the minutes.
        let right = said.map(|(name, value)| (name, if name == "votes_for" { "5" } else { value }));
        let minutes = ("utskrift.pdf", &b"%PDF-1.7 utskrift"[..]);
        assert_eq!(world.upload(&wrong, "/treatment", &right, minutes).await.0, 303);
        let (_, receipt) = world.page(&format!("{link}/receipt")).await;
        for words in ["Administrasjonen støttar.", "Formannskapet vil ha Rv. 362 med.", "5 for, 2 mot", "utskrift.pdf"]
        {
            assert!(receipt.contains(words), "{words} in {receipt}");
        }
        let start = receipt.find("/files/").unwrap();
        let file = &receipt[start..start + receipt[start..].find('"').unwrap()];
        assert_eq!(bytes(&world, &format!("{link}{file}")).await.1, b"%PDF-1.7 utskrift");
        let other = world.link(&id, "hearing_invitation", "4026").await;
        assert_eq!(world.page(&format!("{other}{file}")).await.0, 404, "another municipality's file");
        assert!(
            world.page(&format!("/desk/documents/{id}/log")).await.1.contains("Formannskapet i Hjartdal behandlet")
        );
        let (_, desk) = world.page(&format!("/desk/documents/{id}")).await;
        assert_eq!(desk.matches("Politisk behandling: Formannskapet, tor. 14. jan., sak 4/27").count(), 1, "{desk}");
        world.end().await;
    }
}

#[tokio::test]
async fn the_council_has_its_paper_its_advice_and_its_extract() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let officer = world.link(&id, "hearing_invitation", "4024").await;
    world.answer(&officer, "with_remarks", "=Rv. 362 manglar.").await;
    world.travel("2027-01-18T08:00").await;
    world.command(&id, json!({"type": "close_hearing"})).await;
    let reason = "Vegen er tatt inn.";
    world
        .command(&id, json!({"type": "assess_remark", "remark": "r1", "verdict": "accommodated", "reason": reason}))
        .await;
    world.command(&id, json!({"type": "finish_assessment", "next": "endorsement"})).await;
    let link = world.link(&id, "council_request", "4024").await;
    let (_, paper) = world.page(&format!("{link}/case-paper")).await;
    for words in
        ["Framlegg til vedtak", "sluttar seg til", "=Rv. 362 manglar.", "teken til følgje", reason, "15. januar 2027"]
    {
        assert!(paper.contains(words), "{words} in {paper}");
    }
    let (_, bokmål) = world.page(&format!("{link}/case-paper?lang=nb")).await;
    assert!(bokmål.contains("Forslag til vedtak"));
    let (kind, docx) = bytes(&world, &format!("{link}/case-paper.docx")).await;
    assert!(kind.contains("wordprocessingml"));
    assert!(unzipped(&world, &docx, "word/document.xml").contains("Rv. 362 manglar."));

    let (_, advice) = world.page(&format!("{link}/treatment")).await;
    let said = [
        ("body", "Formannskapet"),
        ("meeting_date", "2027-01-18"),
        ("case_number", "5/27"),
        ("text", "Rår til å slutte seg til."),
        ("name", "Kari"),
        ("role", "sekretær"),
    ];
    assert_eq!(world.submit(&advice, "/treatment", &said).await.0, 303);
    let (_, page) = world.page(&link).await;
    assert!(page.contains("Rår til å slutte seg til.") && page.contains("Formannskapet, måndag 18. januar 2027"));
    assert_eq!(world.count(&id, "decision_recorded").await, 0, "advice is no decision");
    let (_, desk) = world.page(&format!("/desk/documents/{id}")).await;
    assert!(desk.contains("Innstilling: Formannskapet") && !desk.contains("Politisk behandling"), "{desk}");
    world.decide(&link, "rejected", "2027-01-18").await;
    world.decide(&link, "endorsed", "2027-01-18").await;
    let (_, decided) = world.page(&format!("{link}/decided")).await;
    assert!(decided.contains("retta") && decided.contains("gjeld") && decided.contains("Rår til å slutte seg til."));
    world.end().await;
}

#[tokio::test]
async fn an_officer_asks_the_coordinator_and_nobody_else_sees_it() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let link = world.link(&id, "hearing_invitation", "4026").await;
        let (_, answer) = world.page(&link).await;
        assert!(answer.contains(">Spør koordinatoren</button>"), "{answer}");
        let (_, page) = world.page(&format!("{link}/question")).await;
        assert!(page.contains("Spør koordinatoren") && page.contains("adressen lenken ble sendt til"), "{page}");
        for blank in ["", " \r\n "] {
            let (status, _, again) = world.submit(&page, "/question", &[("question", blank)]).await;
            assert_eq!(status, 422, "{again}");
            let beside = again.split("<textarea").nth(1).unwrap().split("</div>").next().unwrap();
            assert!(beside.contains("aria-invalid") && beside.contains("Skriv spørsmålet."), "{again}");
        }
        let token = link.trim_start_matches("/l/");
        let question = format!("Gjelder punkt 2 også sideveger?\r\nSe https://plan.example.no/l/{token} for saken.");
        let (status, location, said) = world.submit(&page, "/question", &[("question", &question)]).await;
        assert_eq!(status, 303, "{said}");
        assert_eq!(location, format!("{link}?lang=nb"));
        // The same form sent again is one question.
        assert_eq!(world.submit(&page, "/question", &[("question", &question)]).await.0, 303);
        assert_eq!(world.count(&id, "question_asked").await, 1);

        let asker = asker(&world, &id, "4026").await;
        let letters = world.letters(&id, "question_notice").await;
        assert_eq!(letters.len(), 1, "{letters:?}");
        assert_eq!((&letters[0]["role"], &letters[0]["municipality"]), (&json!("coordinator"), &Value::Null));
        let letter = world.letter_text(letters[0]["id"].as_str().unwrap()).await;
        let desk = format!("/desk/documents/{id}");
        for words in ["Spørsmål fra Tinn: Overordnet strategi", "også sideveger?\nSe https://plan", &asker, &desk] {
            assert!(letter.replace("\r\n", "\n").contains(words), "{words} in {letter}");
        }
        assert!(!letter.contains(token) && !letter.contains("/l/0"), "{letter}");

        let told = "Tinn spurte koordinatoren: Gjelder punkt 2 også sideveger?";
        assert!(world.page(&format!("/desk/documents/{id}/log?lang=nb")).await.1.contains(told));
        let neighbour = world.link(&id, "hearing_invitation", "3303").await;
        for path in [
            link.clone(),
            neighbour.clone(),
            format!("{neighbour}/colleagues"),
            format!("/{REGION}/{id}"),
            format!("/{REGION}/{id}/hearings/1"),
            format!("/{REGION}/{id}.json"),
            format!("/feeds/{REGION}/events.atom"),
        ] {
            // As a stranger: without the coordinator's cookie.
            let (status, shown) = world.page(&path).await;
            assert_eq!(status, 200, "{path}");
            assert!(!shown.contains("sideveger") && !shown.contains("spurte"), "{path}: {shown}");
        }
        world.travel("2026-11-24T08:00").await;
        let digests = world.get("/api/v1/mail?letter=digest").await.unwrap();
        let digest = world.letter_text(digests["items"][0]["id"].as_str().unwrap()).await;
        assert!(digest.contains("Tinn spurte koordinatoren"), "{digest}");
        world.end().await;
    }
}

/// The address a municipality's invitation went to.
async fn asker(world: &World, id: &str, municipality: &str) -> String {
    let letters = world.letters(id, "hearing_invitation").await;
    let own = letters.iter().find(|letter| letter["municipality"] == municipality && letter["role"] == "case_officer");
    own.unwrap()["to"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn questions_are_among_a_links_letters_of_the_day_and_one_too_late_is_given_back() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3303").await;
    let (_, page) = world.page(&format!("{link}/question")).await;
    for n in 1..=31 {
        let question = format!("Spørsmål nummer {n}?");
        let (status, _, said) = world.submit(&page, "/question", &[("question", &question)]).await;
        assert_eq!(status, if n <= 30 { 303 } else { 429 }, "{n}: {said}");
        assert!(n <= 30 || said.contains("30 brev") && said.contains(&question), "{said}");
    }
    assert_eq!(world.letters(&id, "question_notice").await.len(), 30);
    world.command(&id, json!({"type": "withdraw", "reason": "Samarbeidet utsettes."})).await;
    let (status, _, late) = world.submit(&page, "/question", &[("question", "Hva med punkt 3?")]).await;
    assert_eq!(status, 409);
    assert!(late.contains("Spørsmål") && late.contains("Hva med punkt 3?"), "{late}");
    assert_eq!(world.count(&id, "question_asked").await, 30);
    world.end().await;
}
