//! Remarks weighed at the desk, one by one, together and by two; and the note that comes of it, opened by others.

use super::world::{EIGHT, On, REGION, World, both, folder};
use serde_json::{Value, json};
use std::{path::Path, process::Command};

/// The hearing is closed: remarks to the same section from two, a general one that came late, and five who said
/// nothing.
async fn heard(world: &World) -> String {
    let id = world.in_hearing().await;
    let text = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap();
    let section = text["sections"][1]["id"].clone();
    let say = |municipality: &str, remarks: Value, text: &str, on: &str| {
        json!({"type": "record_statement", "municipality": municipality, "position": "with_remarks", "text": text,
            "remarks": remarks, "received_on": on, "channel": "e-post"})
    };
    let veg = json!([{"section": section, "text": "=Veg & <bane> må stå først.", "proposed": "+Veg, bane og buss."}]);
    world.command(&id, say("3303", veg, "", "2026-11-23")).await;
    world.command(&id, say("4026", json!([{"section": section, "text": "Buss mangler."}]), "", "2026-11-23")).await;
    world.travel("2027-01-18T08:00").await;
    world.command(&id, say("4024", json!([]), "Vi saknar rv. 362.", "2027-01-18")).await;
    world.command(&id, json!({"type": "close_hearing"})).await;
    id
}

#[tokio::test]
async fn the_table_leads_from_what_is_left_to_the_end() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = heard(&world).await;
        let table = format!("/desk/documents/{id}/remarks");
        let (_, page) = world.page(&table).await;
        for shown in
            ["3 av 3 merknader", "Buss mangler.", "Vi saknar rv. 362.", "+Veg, bane og buss.", "Vurder neste merknad"]
        {
            assert!(page.contains(shown), "{shown} in {page}");
        }
        // Two that are alike, by one verdict and one reason.
        let (_, together) = world.page(&format!("{table}/assess?remark=r1&remark=r2")).await;
        let (status, _, again) =
            world.submit(&together, "/assess", &[("verdict", ""), ("reason", "Buss tas inn.")]).await;
        assert!(status == 422 && again.contains("Buss tas inn."), "{again}");
        let (status, _, again) = world.submit(&again, "/assess", &[("verdict", "partly"), ("reason", " ")]).await;
        assert_eq!(status, 409, "{again}");
        let weighed = [("verdict", "partly"), ("reason", "Buss tas inn."), ("then", "next")];
        let (status, location, sent) = world.submit(&again, "/assess", &weighed).await;
        assert_eq!(status, 303, "{sent}");
        assert_eq!(world.count(&id, "remark_assessed").await, 2);
        // On to the next; the reason is offered again, with where it was used.
        let (_, next) = world.page(&location).await;
        assert!(next.contains("Hjartdal: Generelt") && next.contains("Brukt for"), "{next}");
        assert!(next.contains("Kongsberg (Samferdsel)") && next.contains("Tinn (Samferdsel)"), "{next}");
        let seq = next.split("reuse=").nth(1).unwrap().split('#').next().unwrap();
        let (_, reused) = world.page(&format!("{location}&reuse={seq}")).await;
        assert!(reused.contains(">Buss tas inn.</textarea>"), "{reused}");
        assert!(reused.contains("value=\"partly\" checked"), "{reused}");
        // What is left has a link; what is done is linked to the changed text.
        let (_, page) = world.page(&format!("{table}?show=open")).await;
        assert!(page.contains("1 av 3 merknader er ikke vurdert.") && !page.contains("Buss mangler."), "{page}");
        assert!(page.contains("Vis dem som gjenstår"), "{page}");
        assert!(!page.contains("act/finish_assessment"), "{page}");
        let text = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap();
        let mut sections = text["sections"].clone();
        sections[1]["body"] = json!("Veg, bane og buss.");
        world.command(&id, json!({"type": "save_text", "sections": sections})).await;
        let (_, page) = world.page(&table).await;
        assert!(page.contains("assess?remark=r1#change"), "{page}");
        let (_, changed) = world.page(&format!("{table}/assess?remark=r1")).await;
        assert!(
            changed.contains("<del class=\"block\">")
                && changed.contains("<ins class=\"block\">")
                && changed.contains("buss."),
            "{changed}"
        );
        let weighed = [("verdict", "noted"), ("reason", "Sendt fylkeskommunen."), ("then", "next")];
        let (status, location, _) = world.submit(&reused, "/assess", &weighed).await;
        assert_eq!((status, location.as_str()), (303, table.as_str()));
        let (_, done) = world.page(&table).await;
        assert!(done.contains("Alle 3 merknader er vurdert."), "{done}");
        assert!(done.contains("Ingenting gjenstår") && done.contains("act/finish_assessment"), "{done}");
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn notes_sift_the_table_and_are_no_part_of_the_record() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = heard(&world).await;
        let table = format!("/desk/documents/{id}/remarks");
        let before = world.events(&id).await.len();
        let (_, page) = world.page(&format!("{table}/assess?remark=r1&remark=r3")).await;
        let person = page.split("name=\"assignee\"").nth(1).unwrap().split("value=\"").nth(2).unwrap();
        let person = person.split('"').next().unwrap().to_owned();
        let note = [
            ("tags", "veg, rv. 362, veg"),
            ("assignee", person.as_str()),
            ("due_on", "2027-01-11"),
            ("together", "Veg"),
        ];
        assert_eq!(world.submit(&page, "/notes", &note).await.0, 303);
        let (_, page) = world.page(&format!("{table}?tag=rv.+362&assignee={person}&group=Veg")).await;
        assert!(page.contains("id=\"r1\"") && page.contains("id=\"r3\"") && !page.contains("id=\"r2\""), "{page}");
        assert!(page.contains("skulle vært vurdert man. 11. jan."), "{page}");
        let (_, page) = world.page(&format!("{table}?municipality=4026&section=general")).await;
        assert!(page.contains("Ingen merknader passer"), "{page}");
        let (_, group) = world.page(&format!("{table}/assess?group=Veg")).await;
        assert!(group.contains("Vurder 2 merknader samlet"), "{group}");
        // An empty field of several changes nothing; of one it takes the note away.
        assert_eq!(world.submit(&group, "/notes", &[("tags", "haster")]).await.0, 303);
        let (_, one) = world.page(&format!("{table}/assess?remark=r1")).await;
        assert!(one.contains("value=\"veg, rv. 362, haster\""), "{one}");
        assert_eq!(world.submit(&one, "/notes", &[]).await.0, 303);
        let (_, page) = world.page(&format!("{table}?tag=haster")).await;
        assert!(!page.contains("id=\"r1\"") && page.contains("id=\"r3\""), "{page}");
        let (status, _, again) = world.submit(&one, "/notes", &[("due_on", "i går"), ("tags", "bru")]).await;
        assert_eq!(status, 422);
        assert!(again.contains("Skriv en dato.") && again.contains("value=\"bru\""), "{again}");
        assert_eq!(world.submit(&one, "/notes", &[("assignee", "en annen")]).await.0, 422);
        assert_eq!(world.events(&id).await.len(), before);
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn two_at_once_both_keep_their_words() {
    let world = World::empty(On::Sqlite).await;
    let id = heard(&world).await;
    let table = format!("/desk/documents/{id}/remarks");
    let (_, page) = world.page(&format!("{table}/assess?remark=r2")).await;
    let theirs = json!({"type": "assess_remarks", "remarks": [{"remark": "r2", "based_on": 0}], "verdict": "noted", "reason": "Den andres ord."});
    world.command(&id, theirs).await;
    let mine = [("verdict", "accommodated"), ("reason", "Mine ord.")];
    let (status, _, page) = world.submit(&page, "/assess", &mine).await;
    assert_eq!(status, 409);
    assert!(page.contains("Den andres ord.") && page.contains(">Mine ord.</textarea>"), "{page}");
    assert!(page.contains("value=\"accommodated\" checked"), "{page}");
    // Saving once more is saving over, knowingly; both stay in the history.
    assert_eq!(world.submit(&page, "/assess", &mine).await.0, 303);
    let (_, page) = world.page(&format!("{table}/assess?remark=r2")).await;
    assert!(page.contains("Den andres ord.") && page.contains("Mine ord."), "{page}");
    world.end().await;
}

#[tokio::test]
async fn a_second_person_approves_before_the_case_goes_on() {
    let kind = include_str!("../../config/kinds/strategy.toml");
    let kind = kind.replace("[rules.endorsement]", "[rules.assessment]\nsecond_person = true\n\n[rules.endorsement]");
    let world = World::with_kind(On::Sqlite, &kind).await;
    let id = heard(&world).await;
    let table = format!("/desk/documents/{id}/remarks");
    let assess =
        |remark: &str| json!({"type": "assess_remark", "remark": remark, "verdict": "noted", "reason": "Vurdert."});
    world.command(&id, assess("r1")).await;
    world.command(&id, assess("r2")).await;
    let (_, own) = world.page(&format!("{table}/assess?remark=r3")).await;
    assert_eq!(world.submit(&own, "/assess", &[("verdict", "noted"), ("reason", "Min egen.")]).await.0, 303);
    let finish = json!({"type": "finish_assessment", "next": "endorsement"});
    assert_eq!(world.refused(&id, finish.clone()).await, "verdicts_must_be_approved");
    let (_, board) = world.page("/desk").await;
    assert!(board.contains("3 vurderinger av merknader") && board.contains("venter på godkjenning"), "{board}");
    // The coordinator's own is not among those the coordinator can approve; a program approves nothing.
    let (_, page) = world.page(&format!("{table}?show=approve")).await;
    assert!(page.contains("Godkjenn 2 vurderinger"), "{page}");
    assert_eq!(world.submit(&page, "/approve", &[]).await.0, 303);
    let own = json!({"type": "approve_verdicts", "remarks": [{"remark": "r3"}]});
    assert_eq!(world.refused(&id, own).await, "own_verdict");
    let (status, _, page) = world.submit(&page, "/approve", &[("seen", "r3:1")]).await;
    assert_eq!(status, 409, "{page}");
    world.command(&id, assess("r3")).await;
    let (_, page) = world.page(&format!("{table}/assess?remark=r3")).await;
    assert_eq!(world.submit(&page, "/approve", &[]).await.0, 303);
    let (_, page) = world.page(&format!("{table}/assess?remark=r3")).await;
    assert!(page.contains("Godkjent av Ingvild Moen Haugerud"), "{page}");
    world.command(&id, finish).await;
    world.end().await;
}

async fn download(world: &World, path: &str, into: &Path) {
    let answer = world.client.get(world.url(path)).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    let disposition = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(disposition.starts_with("attachment; filename*=UTF-8''Merknadsdokument"), "{disposition}");
    std::fs::write(into, answer.bytes().await.unwrap()).unwrap();
}

/// Has LibreOffice open a file and write it again as another kind.
fn reopened(folder: &Path, file: &str, filter: &str, ending: &str) -> String {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", filter, "--outdir"]).arg(folder).arg(folder.join(file));
    let done = office.output().expect("LibreOffice runs");
    let made = folder.join(file).with_extension(ending);
    std::fs::read_to_string(&made).unwrap_or_else(|error| panic!("{error}: {done:?}"))
}

#[tokio::test]
async fn the_note_comes_out_by_itself_and_others_can_open_it() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = heard(&world).await;
        let verdict = json!({"type": "assess_remark", "remark": "r1", "verdict": "partly", "reason": "@Bane er ute av vår hånd."});
        world.command(&id, verdict).await;
        let note = format!("/desk/documents/{id}/hearing-note");
        let (_, page) = world.page(&note).await;
        for shown in ["23. november 2026 til 15. januar 2027", "3 av 8 høringsinstanser har svart", "ikke svart",
            "med merknader, kommet for sent", "=Veg &#38; &#60;bane&#62; må stå først.", "tas delvis til følge", "ikke vurdert",
            "Teksten er ikke endret"] {
            assert!(page.contains(shown), "{shown} in {page}");
        }
        let (_, nynorsk) = world.page(&format!("{note}?lang=nn")).await;
        assert!(nynorsk.contains("delvis teken til følgje") && nynorsk.contains("ikkje svart"), "{nynorsk}");
        assert_eq!(world.page(&format!("{note}?hearing=2")).await.0, 404);
        assert_eq!(world.page(&format!("{note}/pdf")).await.0, 404);

        let folder = folder();
        for ending in ["docx", "xlsx", "csv"] {
            download(&world, &format!("{note}/{ending}"), &folder.join(format!("note.{ending}"))).await;
        }
        let python = "import csv, json, sys\n\
            print(json.dumps(list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline=''), delimiter=';'))))";
        let read = Command::new("python3").args(["-c", python]).arg(folder.join("note.csv")).output().unwrap();
        let rows: Vec<Vec<String>> = serde_json::from_slice(&read.stdout).unwrap();
        assert_eq!(rows.len(), 1 + EIGHT.len(), "a row for each of the eight: {rows:?}");
        assert!(rows.iter().all(|row| row.len() == 10));
        let kongsberg = rows.iter().find(|row| row[0] == "Kongsberg").unwrap();
        assert_eq!(kongsberg[6], "'=Veg & <bane> må stå først.");
        assert_eq!((kongsberg[7].as_str(), kongsberg[9].as_str()), ("'+Veg, bane og buss.", "'@Bane er ute av vår hånd."));
        assert_eq!(rows.iter().filter(|row| row[1] == "ikke svart").count(), 5);

        let sheet = reopened(&folder, "note.xlsx", "csv:Text - txt - csv (StarCalc):59,34,76", "csv");
        assert!(sheet.contains("=Veg & <bane> må stå først.") && sheet.contains("@Bane er ute av vår hånd."), "{sheet}");
        assert_eq!(sheet.lines().count(), 9, "{sheet}");
        let text = reopened(&folder, "note.docx", "txt:Text (encoded):UTF8", "txt");
        for shown in ["Merknadsdokument: Overordnet strategi", "=Veg & <bane> må stå først.", "tas delvis til følge", "ikke svart"] {
            assert!(text.contains(shown), "{shown} in {text}");
        }
        std::fs::remove_dir_all(&folder).unwrap();

        let list = world.get(&format!("/api/v1/documents/{id}/remarks")).await.unwrap();
        let first = &list["items"][0];
        assert_eq!((first["municipality"].as_str(), first["verdict"].as_str()), (Some("3303"), Some("partly")));
        assert_eq!(first["reason"], "@Bane er ute av vår hånd.");
        assert_eq!((first["proposed"].as_str(), first["revision"].as_u64()), (Some("+Veg, bane og buss."), Some(1)));
        assert_eq!(list["items"].as_array().unwrap().len(), 3);
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn each_municipality_hears_what_became_of_its_own_remarks() {
    let world = World::empty(On::Sqlite).await;
    let id = heard(&world).await;
    for (remark, reason) in [("r1", "Veg er tatt inn."), ("r2", "Buss er tatt inn."), ("r3", "Sendt videre.")] {
        let verdict = json!({"type": "assess_remark", "remark": remark, "verdict": "accommodated", "reason": reason});
        world.command(&id, verdict).await;
    }
    world.command(&id, json!({"type": "finish_assessment", "next": "endorsement"})).await;
    let mut told = 0;
    for letter in world.letters(&id, "assessment_notice").await {
        let text = world.letter_text(letter["id"].as_str().unwrap()).await.replace("=\r\n", "");
        let own = match letter["municipality"].as_str().unwrap() {
            "3303" => Some("Veg er tatt inn."),
            "4026" => Some("Buss er tatt inn."),
            "4024" => Some("Sendt videre."),
            _ => None,
        };
        for reason in ["Veg er tatt inn.", "Buss er tatt inn.", "Sendt videre."] {
            assert_eq!(text.contains(reason), own == Some(reason), "{reason} in {text}");
        }
        told += usize::from(own.is_some());
    }
    assert_eq!(told, 6, "the case officer and the registry of each of the three");
    world.end().await;
}

/// All that a file says, in every part of it where it is a zip.
async fn says(world: &World, path: &str) -> String {
    let answer = world.client.get(world.url(path)).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    let folder = folder();
    let file = folder.join("file");
    std::fs::write(&file, answer.bytes().await.unwrap()).unwrap();
    let read = "import sys, zipfile\n\
        z = zipfile.ZipFile(sys.argv[1])\n\
        sys.stdout.buffer.write(b'\\n'.join(z.read(name) for name in z.namelist()))";
    let said = match Command::new("python3").args(["-c", read]).arg(&file).output().unwrap() {
        parts if parts.status.success() => parts.stdout,
        _ => std::fs::read(&file).unwrap(),
    };
    std::fs::remove_dir_all(&folder).unwrap();
    String::from_utf8(said).unwrap()
}

#[tokio::test]
async fn anyone_can_take_the_finished_note_along_and_it_tells_nothing_exempt() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = heard(&world).await;
        world.release(&id).await;
        let hearing = format!("/{REGION}/{id}/hearings/1");
        let note = format!("{hearing}/note");
        let exempt = json!({"type": "exempt_statement", "municipality": "3303", "legal_basis": "offl. § 13",
            "redacted": "Kommunen vil ha mer."});
        world.command(&id, exempt).await;
        let reasons = [("r1", "Banen løper utenfor regionen."), ("r2", "Buss er tatt inn."), ("r3", "Sendt videre.")];
        for (remark, reason) in reasons {
            let verdict = json!({"type": "assess_remark", "remark": remark, "verdict": "partly", "reason": reason});
            world.command(&id, verdict).await;
        }
        assert_eq!(world.page(&note).await.0, 404, "verdicts are working notes until they are all given");
        assert_eq!(world.page(&format!("{note}/csv")).await.0, 404);
        assert!(!world.page(&hearing).await.1.contains(&note));
        let text = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap();
        let mut sections = text["sections"].clone();
        sections[1]["body"] = json!("Veg og trikk.");
        world.command(&id, json!({"type": "save_text", "sections": sections})).await;
        let change = json!({"changed": false, "reason": "En presisering."});
        let finish = json!({"type": "finish_assessment", "next": "endorsement", "substantial_change": change});
        world.command(&id, finish).await;
        assert!(world.page(&hearing).await.1.contains(&format!("href=\"{note}\"")), "the hearing leads to its note");

        let forms = ["", "/docx", "/xlsx", "/csv"].map(|form| format!("{note}{form}"));
        for form in &forms {
            let said = says(&world, form).await;
            for open in ["Buss mangler.", "Buss er tatt inn.", "offl. § 13", "Kommunen vil ha mer.", "Kongsberg"] {
                assert!(said.contains(open), "{open} in {form}: {said}");
            }
            for secret in ["må stå først", "Veg, bane og buss", "Banen løper", "&lt;bane", "&#60;bane"] {
                assert!(!said.contains(secret), "{form} tells {secret}: {said}");
            }
        }
        let (_, page) = world.page(&note).await;
        assert!(
            page.contains("trikk") && page.contains("<ins class=\"block\">"),
            "what the councils are asked about is public: {page}"
        );
        assert!(world.page(&format!("{note}?lang=nn")).await.1.contains("delvis teken til følgje"));
        assert_eq!(world.page(&format!("{note}/pdf")).await.0, 404);
        assert_eq!(world.page(&format!("/{REGION}/{id}/hearings/2/note")).await.0, 404);
        // At the desk the verdict on it is at hand; disclosed, it is for everyone.
        assert!(world.page(&format!("/desk/documents/{id}/hearing-note")).await.1.contains("Banen løper"));
        let open =
            json!({"type": "disclose_statement", "municipality": "3303", "reason": "Ingen opplysninger å skjerme."});
        world.command(&id, open).await;
        for form in &forms {
            let said = says(&world, form).await;
            assert!(said.contains("må stå først") && said.contains("Banen løper"), "{form}: {said}");
        }
        // What the councils are not asked about any more is a draft again, and so are verdicts given meanwhile.
        let kongsberg = world.link(&id, "council_request", "3303").await;
        world.decide(&kongsberg, "endorsed_amended", "2027-01-18").await;
        let again =
            json!({"type": "reconcile_decision", "municipality": "3303", "as": "new_text", "reason": "Tas inn."});
        world.command(&id, again).await;
        sections[1]["body"] = json!("Veg og svevebane.");
        world.command(&id, json!({"type": "save_text", "sections": sections})).await;
        let verdict =
            json!({"type": "assess_remark", "remark": "r2", "verdict": "noted", "reason": "Ikke buss likevel."});
        world.command(&id, verdict).await;
        for form in &forms {
            let said = says(&world, form).await;
            assert!(said.contains("Buss er tatt inn."), "{form}: {said}");
            assert!(!said.contains("svevebane") && !said.contains("Ikke buss likevel."), "{form}: {said}");
        }
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn a_text_to_be_heard_again_is_not_told_by_the_note() {
    let world = World::empty(On::Sqlite).await;
    let id = heard(&world).await;
    world.release(&id).await;
    for remark in ["r1", "r2", "r3"] {
        let verdict = json!({"type": "assess_remark", "remark": remark, "verdict": "partly", "reason": "Delvis med."});
        world.command(&id, verdict).await;
    }
    let text = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap();
    let mut sections = text["sections"].clone();
    sections[1]["body"] = json!("Trikk til alle.");
    world.command(&id, json!({"type": "save_text", "sections": sections})).await;
    let change = json!({"changed": true, "reason": "Nytt tiltak."});
    let finish = json!({"type": "finish_assessment", "next": "full_hearing", "substantial_change": change});
    world.command(&id, finish).await;
    let note = format!("/{REGION}/{id}/hearings/1/note");
    for form in ["", "/docx", "/xlsx", "/csv"] {
        let said = says(&world, &format!("{note}{form}")).await;
        assert!(said.contains("Delvis med.") && !said.contains("Trikk"), "{form}: {said}");
    }
    assert!(!world.page(&note).await.1.contains("Endringer i teksten"));
    assert!(world.page(&format!("/desk/documents/{id}/hearing-note")).await.1.contains("Trikk"));
    world.end().await;
}

/// A verdict's reason is read by everyone who was heard: it can be given in both written forms, and the letter and the
/// note take the reader's; where there is none they say which it is in.
#[tokio::test]
async fn a_verdicts_reason_is_read_in_the_readers_written_form() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = heard(&world).await;
        let assess = format!("/desk/documents/{id}/remarks/assess");
        let (_, form) = world.page(&format!("{assess}?remark=r3")).await;
        assert!(form.contains("Begrunnelse på nynorsk") && form.contains("Hjartdal"), "{form}");
        let given =
            [("verdict", "accommodated"), ("reason", "Veien er tatt inn."), ("reason_nn", "Vegen er teken inn.")];
        let (status, _, page) = world.submit(&form, "/assess", &given).await;
        assert_eq!(status, 303, "{page}");
        // It opens with both as they stand.
        let (_, again) = world.page(&format!("{assess}?remark=r3")).await;
        assert!(again.contains(">Veien er tatt inn.</textarea>"), "{again}");
        assert!(again.contains(">Vegen er teken inn.</textarea>"), "{again}");
        // Given again for others, it comes in both.
        let (_, next) = world.page(&format!("{assess}?remark=r1")).await;
        let seq = next.split("reuse=").nth(1).unwrap().split('#').next().unwrap();
        let (_, reused) = world.page(&format!("{assess}?remark=r1&reuse={seq}")).await;
        assert!(reused.contains(">Vegen er teken inn.</textarea>"), "{reused}");
        let seen = json!([{"remark": "r1"}, {"remark": "r2"}]);
        let noted = json!({"type": "assess_remarks", "remarks": seen, "verdict": "noted", "reason": "Sendes videre."});
        world.command(&id, noted).await;
        let weighed = world.get(&format!("/api/v1/documents/{id}/remarks")).await.unwrap();
        let reason = |remark: &str| {
            let all = weighed["items"].as_array().unwrap();
            all.iter().find(|one| one["id"] == remark).unwrap()["reason"].clone()
        };
        assert_eq!(reason("r1"), "Sendes videre.");
        assert_eq!(reason("r3"), json!({"nb": "Veien er tatt inn.", "nn": "Vegen er teken inn."}));
        let note = format!("/desk/documents/{id}/hearing-note");
        let (_, bokmal) = world.page(&format!("{note}?lang=nb")).await;
        assert!(bokmal.contains("Veien er tatt inn.") && bokmal.contains("</b> Sendes videre."), "{bokmal}");
        let (_, nynorsk) = world.page(&format!("{note}?lang=nn")).await;
        assert!(
            nynorsk.contains("Vegen er teken inn.") && nynorsk.contains("</b> (bokmål) Sendes videre."),
            "{nynorsk}"
        );
        world.command(&id, json!({"type": "finish_assessment", "next": "endorsement"})).await;
        let notices = world.letters(&id, "assessment_notice").await;
        let to = |letter: &&Value| letter["municipality"] == "4024" && letter["role"] == "case_officer";
        let letter = notices.iter().find(to).expect("Hjartdal is told")["id"].as_str().unwrap();
        let told = world.letter_text(letter).await;
        assert!(told.contains(" Vegen er teken inn."), "{told}");
        world.end().await;
    })
    .await;
}
