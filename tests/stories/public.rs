//! The public pages: what anyone may read, when, and that nothing else gets out.

use super::world::{EIGHT, On, REGION, World};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A page as a stranger sees it: no cookie, no token.
async fn visit(world: &World, path: &str) -> (u16, String, reqwest::header::HeaderMap) {
    let answer = world.client.get(world.url(path)).send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    (status, answer.text().await.unwrap_or_default(), headers)
}

/// Every page a stranger reaches from the region's page by links alone.
async fn walk(world: &World) -> Vec<(String, String)> {
    let mut waiting = vec![format!("/{REGION}"), format!("/{REGION}?lang=nn"), format!("/{REGION}?lang=en")];
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut pages = Vec::new();
    while let Some(path) = waiting.pop() {
        let (status, page, headers) = visit(world, &path).await;
        assert_eq!(status, 200, "{path}");
        assert!(headers.get("set-cookie").is_none(), "{path} sets a cookie");
        for address in ["src=\"", "href=\"", "action=\""].iter().flat_map(|mark| page.split(mark).skip(1)) {
            let address = address.split('"').next().unwrap_or_default().replace("&amp;", "&");
            let address = address.strip_prefix(&world.base).unwrap_or(&address).to_owned();
            assert!(!address.starts_with("http") && !address.starts_with("//"), "{path} leads to {address}");
            let public = address.starts_with(&format!("/{REGION}"))
                || address.starts_with("/feeds/")
                || address.starts_with("/privacy")
                || address.starts_with("/proof")
                || address.starts_with("/accessibility");
            if public && seen.insert(address.clone()) {
                waiting.push(address);
            }
        }
        // What a zip holds is read elsewhere; its bytes can look like anything.
        let kind = headers["content-type"].to_str().unwrap();
        if !kind.contains("openxmlformats") {
            pages.push((path, page));
        }
    }
    pages
}

/// Names and addresses that are nobody's business: of every contact of every municipality.
async fn private_words(world: &World) -> Vec<String> {
    let mut words = vec!["@".to_owned(), "/l/".to_owned(), "con_".to_owned(), "\"links\"".to_owned()];
    for municipality in EIGHT {
        for role in ["case_officer", "chief_executive", "council_secretary"] {
            let (_, page) = world.page(&format!("/desk/contacts/{municipality}/{role}")).await;
            let name = page.split("name=\"name\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1));
            words.extend(name.and_then(|rest| rest.split('"').next()).map(str::to_owned));
        }
    }
    words.retain(|word| !word.trim().is_empty());
    words
}

#[expect(clippy::too_many_lines, reason = "one document is followed from draft to revision")]
async fn story(on: On) {
    let world = World::empty(on).await;
    let id = world.create("strategy").await;
    let region = format!("/{REGION}");
    let here = format!("{region}/{id}");

    // A draft is nobody's business, with its attachment.
    let secret = json!([{"heading": "Hemmelig utkast", "body": "Ikke ferdig."}]);
    world.command(&id, json!({"type": "save_text", "sections": secret})).await;
    assert_eq!(visit(&world, &here).await.0, 404);
    assert_eq!(visit(&world, &format!("{here}.json")).await.0, 404);
    assert!(!visit(&world, &region).await.1.contains("Overordnet strategi"));

    let file = world.client.post(world.url(&format!("/api/v1/regions/{REGION}/files?name=Konsekvensutredning.txt")));
    let file = file.bearer_auth(&world.token).body("Konsekvenser").send().await.unwrap();
    let file = file.json::<Value>().await.unwrap()["file"].as_str().unwrap().to_owned();
    world.command(&id, json!({"type": "attach", "file": file, "title": "Konsekvensutredning"})).await;
    assert_eq!(visit(&world, &format!("{here}/files/{file}")).await.0, 404);

    let sections = json!([{"heading": "Samferdsel", "body": "Veg og bane."}]);
    world.command(&id, json!({"type": "save_text", "sections": sections})).await;
    world
        .command(&id, json!({"type": "open_hearing", "deadline": "2027-01-15", "letter": "Vi ber om uttalelse."}))
        .await;

    // Open from the day the hearing opens: text, covering letter, attachment, deadline.
    let (status, page, _) = visit(&world, &region).await;
    assert_eq!(status, 200);
    assert!(page.contains("Overordnet strategi 2027–2038") && page.contains("fredag 15. januar 2027"), "{page}");
    let (_, page, _) = visit(&world, &here).await;
    assert!(page.contains("Veg og bane.") && page.contains("Konsekvensutredning"), "{page}");
    assert!(!page.contains("Hemmelig utkast"));
    let (status, content, headers) = visit(&world, &format!("{here}/files/{file}")).await;
    assert_eq!((status, content.as_str()), (200, "Konsekvenser"));
    assert!(headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    let (_, hearing, _) = visit(&world, &format!("{here}/hearings/1")).await;
    assert!(hearing.contains("Vi ber om uttalelse."), "{hearing}");
    let (_, calendar, _) = visit(&world, &format!("/feeds/{REGION}/hearings.ics")).await;
    assert!(calendar.contains("DTSTART;VALUE=DATE:20270115"), "{calendar}");

    // What a municipality has begun to write is its own; what it has sent is a case document.
    let tinn = world.link(&id, "hearing_invitation", "4026").await;
    let (_, form) = world.page(&tinn).await;
    let review = world.review(&form, &[("position", "with_remarks"), ("text", "Rv. 37 må nevnes.")]).await;
    let pages = walk(&world).await;
    assert!(pages.iter().all(|(_, page)| !page.contains("Rv. 37") && !page.contains("har begynt")));
    let signed = [("name", "Siri Haukåsen"), ("role", "rådgiver"), ("confirm", "yes")];
    assert_eq!(world.submit(&review, "/submit", &signed).await.0, 303);
    // It is public when a coordinator has looked at it; that it came is public at once.
    let (_, hearing, _) = visit(&world, &format!("{here}/hearings/1")).await;
    assert!(hearing.contains("blir offentlig når sekretariatet har gått gjennom det"), "{hearing}");
    for (path, page) in walk(&world).await {
        assert!(!page.contains("Rv. 37") && !page.contains("Haukåsen") && !page.contains("with_remarks"), "{path}");
        assert!(!page.contains(">M<"), "{path}");
    }
    world.release(&id).await;
    let (_, hearing, _) = visit(&world, &format!("{here}/hearings/1")).await;
    assert!(hearing.contains("Rv. 37 må nevnes.") && hearing.contains("Siri Haukåsen, rådgiver"), "{hearing}");
    let data = world.client.get(world.url(&here)).header("accept", "application/json").send().await.unwrap();
    let data: Value = data.json().await.unwrap();
    assert_eq!(data["hearings"][0]["answers"][0]["position"], "with_remarks");
    assert_eq!(data["text_in_force"], Value::Null);

    // An exempt answer is known of, with its paragraph; what it says is not, but for what the redacted version says.
    let exempt = json!({"type": "exempt_statement", "municipality": "4026", "legal_basis": "offl. § 13",
        "redacted": "Riksvegen må nevnes."});
    world.command(&id, exempt).await;
    let (_, hearing, _) = visit(&world, &format!("{here}/hearings/1")).await;
    assert!(hearing.contains("offl. § 13") && hearing.contains("Riksvegen må nevnes."), "{hearing}");
    for (path, page) in walk(&world).await {
        assert!(!page.contains("Rv. 37") && !page.contains("Haukåsen"), "{path}");
        assert!(!page.contains("with_remarks") && !page.contains(">M<"), "{path}");
    }
    let (_, data, _) = visit(&world, &format!("{here}.json")).await;
    assert!(data.contains("\"exempt\":true") && !data.contains("with_remarks"), "{data}");
    let open = json!({"type": "disclose_statement", "municipality": "4026", "reason": "Bare egne opplysninger."});
    world.command(&id, open).await;
    assert!(visit(&world, &format!("{here}/hearings/1")).await.1.contains("Rv. 37 må nevnes."));

    // Verdicts are working notes until all of them are given; so is the text as it is changed meanwhile.
    world.travel("2027-01-18T08:00").await;
    world.command(&id, json!({"type": "close_hearing"})).await;
    let remark = world.document(&id).await["remarks"][0]["id"].as_str().unwrap().to_owned();
    let verdict =
        json!({"type": "assess_remark", "remark": remark, "verdict": "accommodated", "reason": "Vegen er tatt inn."});
    world.command(&id, verdict).await;
    let changed = json!([{"heading": "Samferdsel", "body": "Veg, bane og rv. trettisju."}]);
    world.command(&id, json!({"type": "save_text", "sections": changed})).await;
    for (path, page) in walk(&world).await {
        assert!(!page.contains("Vegen er tatt inn.") && !page.contains("trettisju"), "{path}");
    }
    let change = json!({"changed": false, "reason": "En presisering."});
    world.command(&id, json!({"type": "finish_assessment", "next": "endorsement", "substantial_change": change})).await;
    assert!(visit(&world, &format!("{here}/hearings/1")).await.1.contains("Vegen er tatt inn."));
    assert!(visit(&world, &here).await.1.contains("trettisju"));

    // Councils' decisions, then the document in force with the year of its revision.
    world.all_endorse(&id, "2027-01-18").await;
    assert!(visit(&world, &here).await.1.contains("12/27"));
    let adopt = json!({"type": "adopt", "body": "Regionrådet", "meeting_date": "2027-01-18", "case_number": "5/27",
        "in_force_from": "2027-01-18"});
    world.command(&id, adopt).await;
    world.advance("1d").await;
    let (_, page, _) = visit(&world, &region).await;
    assert!(page.contains("2031") && page.contains("Avsluttede høringer"), "{page}");
    let data: Value = serde_json::from_str(&visit(&world, &format!("{region}.json")).await.1).unwrap();
    assert_eq!(data["documents"][0]["in_force"]["revision_due"], "2031-01-18");
    let (_, atom, _) = visit(&world, &format!("/feeds/{REGION}/events.atom")).await;
    assert!(atom.contains(&here) && atom.contains("Utgave 1"), "{atom}");

    // A revision is a draft again, and the edition in force stays what is shown.
    world.command(&id, json!({"type": "start_revision"})).await;
    world.command(&id, json!({"type": "save_text", "sections": secret})).await;
    world.command(&id, json!({"type": "attach", "file": file, "title": "Nytt vedlegg"})).await;
    let pages = walk(&world).await;
    assert!(pages.len() > 12, "{}", pages.len());
    let private = private_words(&world).await;
    assert!(private.len() > 20, "{private:?}");
    for (path, page) in pages {
        assert!(!page.contains("Hemmelig utkast") && !page.contains("Nytt vedlegg"), "{path}");
        // `@samrad` ends the name of a calendar's entry, an `@` comes before the day in a name of Akoma Ntoso; who signs
        // an answer is part of it.
        let page = if path.ends_with("/xml") { page.replace('@', "") } else { page };
        let page = page.replace("@samrad", "").replace("Siri Haukåsen", "");
        for word in &private {
            assert!(!page.contains(word.as_str()), "{path} tells {word}");
        }
    }
    world.end().await;
}

#[tokio::test]
async fn anyone_can_follow_a_plan_and_see_nothing_that_is_not_public() {
    story(On::Sqlite).await;
}

#[tokio::test]
async fn the_public_pages_are_the_same_on_postgres() {
    story(On::Postgres).await;
}

#[tokio::test]
async fn the_public_pages_keep_to_their_own_region_and_language() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    for path in ["/desk.json", "/nowhere", &format!("/nowhere/{id}"), &format!("/{REGION}/dok_0000000000000")] {
        assert_eq!(visit(&world, path).await.0, 404, "{path}");
    }
    assert_eq!(visit(&world, &format!("/{REGION}/{id}/hearings/0")).await.0, 404);
    assert_eq!(visit(&world, &format!("/{REGION}/{id}/hearings/2")).await.0, 404);
    let accept = |lang: &'static str| {
        world.client.get(world.url(&format!("/{REGION}"))).header("accept-language", lang).header("cookie", "lang=en")
    };
    assert!(accept("nn").send().await.unwrap().text().await.unwrap().contains("På høyring no"));
    assert!(accept("fr").send().await.unwrap().text().await.unwrap().contains("På høring nå"));
    let (_, english, _) = visit(&world, &format!("/{REGION}?lang=en")).await;
    assert!(english.contains("Out for consultation now") && english.contains(&format!("/{REGION}/{id}?lang=en")));
    // What the description of the interface calls open is, as JSON.
    let description = world.get("/api/openapi.json").await.unwrap();
    let paths = description["paths"].as_object().unwrap();
    let open: Vec<_> = paths.iter().filter(|(_, path)| path["get"]["security"] == json!([])).collect();
    assert_eq!(open.len(), 2);
    for (path, _) in open {
        let path = path.replace("{region}", REGION).replace("{id}", &id);
        let (status, body, _) = visit(&world, &path).await;
        assert!(status == 200 && serde_json::from_str::<Value>(&body).is_ok(), "{path}");
    }
    // About accessibility and privacy, from every page and in three languages.
    for path in ["/accessibility", "/privacy"] {
        for (lang, word) in [("nb", "ikke"), ("nn", "ikkje"), ("en", "not")] {
            let (status, page, _) = visit(&world, &format!("{path}?lang={lang}")).await;
            assert!(
                status == 200 && page.contains(word) && page.contains(&format!("lang=\"{lang}\"")),
                "{path} {lang}"
            );
        }
        for page in ["/desk", "/login", &format!("/{REGION}"), &world.link(&id, "hearing_invitation", "3303").await] {
            assert!(visit(&world, page).await.1.contains(&format!("href=\"{path}?lang=")), "{page}");
        }
    }
    // How the log is checked, from the region's own page, with the key to check it by.
    let (_, page, _) = visit(&world, &format!("/{REGION}")).await;
    let key = page.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).unwrap();
    for lang in ["nb", "nn", "en"] {
        let (status, proof, _) = visit(&world, &format!("/proof?lang={lang}")).await;
        assert!(status == 200 && proof.contains(key) && proof.contains(&format!("lang=\"{lang}\"")), "{lang}");
    }
    assert!(page.contains("href=\"/proof?lang="), "{page}");
    world.end().await;
}

#[tokio::test]
async fn a_hearing_that_was_stopped_is_not_shown_as_open() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    world.command(&id, json!({"type": "withdraw", "reason": "Regionrådet trekker saken."})).await;
    let here = format!("/{REGION}/{id}");
    for path in [here.clone(), format!("{here}/hearings/1")] {
        let (_, page, _) = visit(&world, &path).await;
        assert!(page.contains("stanset 23. november 2026") && page.contains("Ingen svar."), "{path} {page}");
        assert!(!page.contains("Ingen svar ennå") && !page.contains("Teksten som er på høring"), "{path} {page}");
    }
    world.end().await;
}

/// A document that was adopted today, and holds from a day.
async fn adopted(world: &World, in_force_from: &str) -> String {
    let id = world.before_councils().await;
    world.all_endorse(&id, "2026-11-23").await;
    let adopt = json!({"type": "adopt", "body": "Regionrådet", "meeting_date": "2026-11-23", "case_number": "5/26",
        "in_force_from": in_force_from});
    world.command(&id, adopt).await;
    id
}

fn decided() -> serde_json::Value {
    json!({"body": "regional_council", "meeting_date": "2026-11-23", "case_number": "17/26"})
}

#[tokio::test]
async fn an_edition_that_is_repealed_before_its_day_is_nowhere_in_force() {
    let world = World::empty(On::Sqlite).await;
    let id = adopted(&world, "2027-01-18").await;
    let (_, page) = world.page(&format!("/desk/documents/{id}/act/repeal")).await;
    assert!(page.contains("utgave som ikke gjelder ennå, trer ikke i kraft"), "{page}");
    world.command(&id, json!({"type": "repeal", "reason": "Vedtatt ved en feil.", "decision": decided()})).await;
    let notices = world.letters(&id, "repeal_notice").await;
    assert_eq!(notices.len(), world.letters(&id, "adoption_notice").await.len(), "{notices:?}");
    let said = world.letter_text(notices[0]["id"].as_str().unwrap()).await;
    assert!(said.contains("er opphevet og trer ikke i kraft"), "{said}");
    let link = world.link(&id, "hearing_invitation", "3303").await;
    assert!(world.page(&link).await.1.contains("Saken er avsluttet"));
    world.advance("60d").await;
    assert!(world.document(&id).await["in_force"].is_null());
    let (_, page, _) = visit(&world, &format!("/{REGION}/{id}")).await;
    assert!(page.contains("opphevet før den trådte i kraft") && !page.contains("Gjelder fra"), "{page}");
    world.end().await;
}

#[tokio::test]
async fn an_edition_that_was_in_force_is_not_after_its_repeal() {
    let world = World::empty(On::Sqlite).await;
    let id = adopted(&world, "2026-11-23").await;
    assert_eq!(world.document(&id).await["in_force"]["edition"], 1);
    world.command(&id, json!({"type": "repeal", "reason": "Ikke lenger i bruk.", "decision": decided()})).await;
    let document = world.document(&id).await;
    assert!(document["in_force"].is_null() && document["revision_due"].is_null(), "{document}");
    world.end().await;
}

/// Whoever finds a page of a demo is told so, on every one of them and in each language.
#[tokio::test]
async fn every_public_page_of_a_demo_says_that_it_is_invented() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    for path in [String::new(), format!("/{id}"), format!("/{id}/hearings/1")] {
        for (lang, word) in [("nb", "oppdiktet"), ("nn", "oppdikta"), ("en", "invented")] {
            let (status, page) = world.page(&format!("/kongsbergregionen{path}?lang={lang}")).await;
            assert!(status == 200 && page.contains(word), "{path} {lang}: {page}");
        }
    }
    world.end().await;
}
