//! The law's own procedure, kind by kind: who decides, on what, with which effect. Through the interface and the pages, on
//! both databases.

use super::world::{EIGHT, On, REGION, World, both};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const PLANNERS: [&str; 3] = ["3336", "3338", "4026"];
const COUNTY: &str = "fylke-33";

fn by(body: &str, meeting: &str) -> Value {
    json!({"body": body, "meeting_date": meeting, "case_number": "7/27", "votes": {"for": 6, "against": 2}})
}

fn endorsed(municipality: &str, meeting: &str) -> Value {
    json!({"type": "record_decision", "municipality": municipality, "outcome": "endorsed", "body": "Kommunestyret",
        "meeting_date": meeting, "case_number": "2/27"})
}

/// A plan of three municipalities with a land-use part, on hearing until 15 January.
async fn plan(world: &World) -> String {
    let body = json!({"kind": "intermunicipal_plan", "title": "Kommunedelplan for fjellet", "parties": PLANNERS});
    let (_, created) = world.post(&format!("/api/v1/regions/{REGION}/documents"), &body).await;
    let id = created["id"].as_str().unwrap().to_owned();
    let sections = json!([{"heading": "Mål", "body": "Fjell."}, {"heading": "Arealdel", "body": "Hyttefelt."}]);
    world.command(&id, json!({"type": "save_text", "sections": sections})).await;
    // A section says whether it is of the land-use part.
    let text = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap();
    let land_use = text["sections"][1]["id"].as_str().unwrap();
    let (_, form) = world.page(&format!("/desk/documents/{id}/act/mark_land_use")).await;
    assert!(form.contains("Arealdel") && !form.contains("checked"), "{form}");
    let (status, _, said) = world.submit(&form, "act/mark_land_use", &[("sections", land_use)]).await;
    assert_eq!(status, 303, "{said}");
    assert!(world.page(&format!("/desk/documents/{id}/act/mark_land_use")).await.1.contains("checked"));
    let parties: Vec<&str> = PLANNERS.into_iter().chain([COUNTY]).collect();
    let mut open = json!({"type": "open_hearing", "deadline": "2026-12-14", "parties": parties, "reason": "Hast."});
    assert_eq!(world.refused(&id, open.clone()).await, "deadline_too_short");
    open["deadline"] = json!("2027-01-15");
    assert_eq!(world.refused(&id, open.clone()).await, "decision_missing");
    open["decision"] = by("Regionrådet", "2026-11-20");
    assert_eq!(world.refused(&id, open.clone()).await, "body_not_competent");
    open["decision"] = by("Felles planstyre", "2026-11-20");
    world.command(&id, open).await;
    id
}

async fn objected(world: &World, id: &str) {
    let text = world.get(&format!("/api/v1/documents/{id}/text")).await.unwrap();
    let [social, section] = [0, 1].map(|n: usize| text["sections"][n]["id"].clone());
    let to_social = json!({"type": "record_statement", "municipality": COUNTY, "position": "formal_objection", "text": "",
        "remarks": [{"section": social, "text": "Målet."}], "legal_basis": "pbl § 5-4", "received_on": "2026-11-23",
        "channel": "brev"});
    assert_eq!(world.refused(id, to_social).await, "objection_to_social_part");
    let objection = |party: &str, basis: Option<&str>| {
        json!({"type": "record_statement", "municipality": party, "position": "formal_objection", "text": "",
            "remarks": [{"section": section, "text": "Villreinen."}], "legal_basis": basis, "received_on": "2026-11-23",
            "channel": "brev"})
    };
    assert_eq!(world.refused(id, objection("3336", Some("pbl § 5-4"))).await, "objection_by_participant");
    assert_eq!(world.refused(id, objection(COUNTY, None)).await, "legal_basis_missing");
    world.command(id, objection(COUNTY, Some("pbl § 5-4"))).await;
}

/// Plan- og bygningsloven §§ 5-4 to 5-6, 9-3, 9-5, 11-16.
#[tokio::test]
async fn a_plan_with_an_objection_comes_into_force_in_two_municipalities_on_different_days() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = plan(&world).await;
        objected(&world, &id).await;
        world.travel("2026-12-14T08:00").await;
        let leaving = json!({"type": "record_leaving", "municipality": "4026", "received_on": "2026-12-10", "reason": "Egen plan."});
        world.command(&id, leaving).await;
        assert!(world.letters(&id, "leaving_notice").await.iter().any(|letter| letter["municipality"] == "3336"));
        world.travel("2027-01-18T08:00").await;
        world.command(&id, json!({"type": "close_hearing"})).await;
        let verdict = json!({"type": "assess_remark", "remark": "r1", "verdict": "not_accommodated", "reason": "Veid."});
        world.command(&id, verdict).await;
        let (_, page) = world.page(&format!("/desk/documents/{id}/remarks")).await;
        assert!(page.contains("Den stanser ikke behandlingen i kommunestyrene"), "{page}");
        let finish = json!({"type": "finish_assessment", "next": "endorsement"});
        assert_eq!(world.refused(&id, finish.clone()).await, "decision_missing");
        let mut decided = finish;
        decided["decision"] = by("joint_board", "2027-01-18");
        world.command(&id, decided).await;
        let go_on = json!({"type": "go_on_without", "municipality": "4026", "reason": "Ute."});
        assert_eq!(world.refused(&id, go_on.clone()).await, "notice_runs");
        world.travel("2027-03-11T08:00").await;
        world.command(&id, endorsed("3336", "2027-02-10")).await;
        let document = world.document(&id).await;
        let held = |document: &Value, party: &str| {
            let tracks = document["tracks"].as_array().unwrap().clone();
            tracks.into_iter().find(|track| track["municipality"] == party).unwrap()["in_force_from"].clone()
        };
        assert_eq!((document["phase"].as_str(), held(&document, "3336")), (Some("endorsement"), json!("2027-02-10")));
        assert!(held(&document, "3338").is_null());
        world.command(&id, go_on).await;
        let (_, gone) = world.page(&world.link(&id, "hearing_invitation", "4026").await).await;
        assert!(gone.contains("Tinn deltar ikke lenger i denne saken") && !gone.contains("byttet ut"), "{gone}");
        world.command(&id, endorsed("3338", "2027-03-03")).await;
        let document = world.document(&id).await;
        assert_eq!(document["phase"], "in_force");
        assert_eq!((held(&document, "3336"), held(&document, "3338")), (json!("2027-02-10"), json!("2027-03-03")));
        assert_eq!(document["objections"][0]["sections"].as_array().unwrap().len(), 1);
        let notices = world.letters(&id, "adoption_notice").await;
        let said = world.letter_text(notices[0]["id"].as_str().unwrap()).await;
        assert!(said.contains("- Rollag: ") && said.contains("Gjelder der fra") && said.contains("§ 11-16"), "{said}");
        let sections = document["objections"][0]["sections"].clone();
        let section = sections[0].as_str().unwrap();
        let (_, form) = world.page(&format!("/desk/documents/{id}/act/advance_objection?municipality={COUNTY}")).await;
        assert!(form.contains(&format!("id=\"sections-{section}\"")) && form.contains(">Arealdel</label>"), "{form}");
        let partly = [
            ("municipality", COUNTY),
            ("step", "partly_withdrawn"),
            ("date", "2027-03-08"),
            ("sections", section),
            ("reason", "Bare hyttene står igjen."),
        ];
        let (status, _, said) = world.submit(&form, "act/advance_objection", &partly).await;
        assert_eq!(status, 303, "{said}");
        assert_eq!(world.document(&id).await["objections"][0]["sections"], sections);
        let step = |step: &str, date: &str| {
            json!({"type": "advance_objection", "municipality": COUNTY, "step": step, "date": date, "reason": "Brev."})
        };
        assert_eq!(world.refused(&id, step("not_upheld", "2027-03-11")).await, "objection_not_sent");
        world.command(&id, step("sent_to_ministry", "2027-03-10")).await;
        assert_eq!(world.refused(&id, step("not_upheld", "2027-03-09")).await, "before_objection");
        world.command(&id, step("not_upheld", "2027-03-11")).await;
        assert!(world.document(&id).await["objections"].as_array().unwrap().is_empty());
        let (_, public) = world.page(&format!("/{REGION}/{id}")).await;
        assert!(public.contains("Gjelder her fra"), "{public}");
        assert!(public.contains("ble vedtatt av kommunestyrene, det siste 3. mars 2027"), "{public}");
        world.end().await;
    })
    .await;
}

/// Kommuneloven § 18-4: every council adopts the same text; it holds when the last has, or on the day it says.
#[tokio::test]
async fn statutes_are_adopted_by_every_council_and_hold_on_the_day_they_say() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = world.create("statutes").await;
        world.command(&id, json!({"type": "save_text", "sections": [{"heading": "§ 1", "body": "Åtte."}]})).await;
        let page = format!("/desk/documents/{id}/hearing");
        let (_, form) = world.page(&page).await;
        assert!(form.contains("Dette må være vedtatt av et av organene nedenfor"), "{form}");
        let open =
            json!({"type": "open_hearing", "deadline": "2027-01-15", "decision": by("regional_council", "2026-11-20")});
        world.command(&id, open).await;
        world.travel("2027-01-18T08:00").await;
        world.command(&id, json!({"type": "close_hearing"})).await;
        let finish = json!({"type": "finish_assessment", "next": "endorsement", "in_force_from": "2027-07-01",
            "decision": by("Regionrådet", "2027-01-18")});
        world.command(&id, finish).await;
        let mut reserved = endorsed("3303", "2027-01-18");
        reserved["outcome"] = json!("endorsed_with_reservation");
        assert_eq!(world.refused(&id, reserved).await, "councils_adopt_as_it_is");
        world.all_endorse(&id, "2027-01-18").await;
        assert_eq!(world.phase(&id).await, "adoption");
        assert_eq!(world.refused(&id, json!({"type": "return_to_drafting", "reason": "x"})).await, "adopted_already");
        world.travel("2027-07-02T08:00").await;
        let document = world.document(&id).await;
        assert_eq!(
            (document["phase"].as_str(), document["in_force"]["since"].as_str()),
            (Some("in_force"), Some("2027-07-01"))
        );
        let log = world.page(&format!("/desk/documents/{id}/log")).await.1;
        assert!(log.contains("Vedtatt av regionrådet") && log.contains("(6 for, 2 mot)"), "{log}");
        repealed_by_each_council(&world, &id).await;
        world.end().await;
    })
    .await;
}

/// What the councils adopted, no single council repeals; the page says whose decision is missing, and keeps the others.
async fn repealed_by_each_council(world: &World, id: &str) {
    let one = json!({"type": "repeal", "reason": "Nye.", "decision": by("municipal_council", "2027-07-01")});
    assert_eq!(world.refused(id, one).await, "council_missing");
    let (_, form) = world.page(&format!("/desk/documents/{id}/act/repeal")).await;
    assert!(form.contains("Vedtakene i kommunestyrene") && !form.contains("name=\"body\""), "{form}");
    let members = ["3303", "3332", "3334", "3336", "3338", "4005", "4024", "4026"];
    let names: Vec<(String, String)> = members
        .iter()
        .flat_map(|m| {
            [(format!("meeting_date-{m}"), "2027-07-01".to_owned()), (format!("case_number-{m}"), format!("1{m}/27"))]
        })
        .collect();
    let reason = ("reason", "Nye vedtekter.");
    let filled = |n: usize| -> Vec<(&str, &str)> {
        [reason].into_iter().chain(names[..n].iter().map(|(name, value)| (name.as_str(), value.as_str()))).collect()
    };
    let (status, _, again) = world.submit(&form, "act/repeal", &filled(names.len() - 2)).await;
    assert!(status == 409 && again.contains("saksnummer for Tinn") && again.contains("14024/27"), "{status} {again}");
    let (status, _, page) = world.submit(&again, "act/repeal", &filled(names.len())).await;
    assert!(status < 400, "{status} {page}");
    assert_eq!(world.phase(id).await, "repealed");
    let notices = world.letters(id, "repeal_notice").await;
    let said = world.letter_text(notices[0]["id"].as_str().unwrap()).await;
    assert!(said.contains("- Hjartdal: ") && said.contains("14024/27"), "{said}");
    let log = world.page(&format!("/desk/documents/{id}/log")).await.1;
    assert!(
        log.contains("Vedtatt av kommunestyrene: ") && log.contains("Tinn torsdag 1. juli 2027, sak 14026/27"),
        "{log}"
    );
}

/// The forms of acts that a body decides: filled in, refused with the words kept, carried out.
#[tokio::test]
async fn a_coordinator_records_the_decision_an_act_rests_on() {
    let world = World::empty(On::Sqlite).await;
    let id = world.before_councils().await;
    world.all_endorse(&id, "2026-11-23").await;
    let adopt = json!({"type": "adopt", "body": "Regionrådet", "meeting_date": "2026-11-23", "case_number": "5/26",
        "in_force_from": "2026-11-23", "votes": {"for": 9, "against": 0}});
    assert_eq!(
        world.refused(&id, adopt.clone()).await,
        "votes_beyond_body",
        "eight mayors sit in the regional council"
    );
    let mut adopt = adopt;
    adopt["votes"] = json!({"for": 3, "against": 0});
    assert_eq!(world.refused(&id, adopt.clone()).await, "quorum_missing");
    adopt["votes"] = json!({"for": 5, "against": 1});
    world.command(&id, adopt).await;
    let path = format!("/desk/documents/{id}/act/prolong");
    let fields = |meeting: &'static str| {
        [
            ("until", "2031-06-01"),
            ("reason", "Valgår."),
            ("body", "regional_council"),
            ("meeting_date", meeting),
            ("case_number", "6/26"),
        ]
    };
    let (_, form) = world.page(&path).await;
    let (status, _, again) = world.submit(&form, "act/prolong", &fields("2026-11-24")).await;
    assert!(status == 409 && again.contains("Valgår.") && again.contains("value=\"6/26\""), "{status} {again}");
    let (status, _, _) = world.submit(&again, "act/prolong", &fields("2026-11-23")).await;
    assert!(status < 400, "{status}");
    assert_eq!(world.document(&id).await["revision_due"], "2031-06-01");
    let prolonged = id;
    // A meeting on a Sunday is lawful, and asked about once.
    let id = world.create("strategy").await;
    let path = format!("/desk/documents/{id}/act/withdraw");
    let fields = [
        ("reason", "Slått sammen."),
        ("body", "regional_council"),
        ("meeting_date", "2026-11-22"),
        ("case_number", "8/26"),
    ];
    let (_, form) = world.page(&path).await;
    let (status, _, asked) = world.submit(&form, "act/withdraw", &fields).await;
    assert!(
        status == 409 && asked.contains("søndag 22. november 2026. Det stemmer.") && asked.contains("Slått sammen."),
        "{status} {asked}"
    );
    let mut sure: Vec<(&str, &str)> = fields.into_iter().chain([("sure", "yes")]).collect();
    // The tick is an answer about that Sunday, and about no other.
    sure[2].1 = "2026-11-15";
    let (status, _, other) = world.submit(&asked, "act/withdraw", &sure).await;
    assert!(status == 409 && other.contains("søndag 15. november 2026. Det stemmer."), "{status} {other}");
    assert!(!other.contains("id=\"sure\" name=\"sure\" value=\"yes\" checked"), "{other}");
    sure[2].1 = "2026-11-22";
    let (status, _, _) = world.submit(&asked, "act/withdraw", &sure).await;
    assert!(status < 400 && world.phase(&id).await == "withdrawn", "{status}");
    let id = prolonged;
    let notices = world.letters(&id, "prolonged_notice").await;
    let said = world.letter_text(notices[0]["id"].as_str().unwrap()).await;
    assert!(said.contains("Vedtatt av regionrådet") && said.contains("sak 6/26"), "{said}");
    world.end().await;
}

/// Plan- og bygningsloven §§ 4-1, 11-13: the plan rests on its programme, and says so.
#[tokio::test]
async fn a_plan_says_which_programme_it_rests_on() {
    let world = World::empty(On::Sqlite).await;
    let (programme, plan) = (world.create("planning_programme").await, world.create("intermunicipal_plan").await);
    let relate = |document: &str| json!({"type": "relate", "document": document, "as": "follows"});
    let path = format!("/api/v1/documents/{plan}/commands");
    assert_eq!(world.post(&path, &relate("dok_none")).await.0, 422);
    assert_eq!(world.post(&path, &relate(&plan)).await.0, 422, "nothing rests on itself");
    let form = format!("/desk/documents/{plan}/act/relate");
    let (_, page) = world.page(&form).await;
    let (status, _, said) =
        world.submit(&page, "act/relate", &[("document", programme.as_str()), ("as", "follows")]).await;
    assert!(status < 400, "{status} {said}");
    let document = world.document(&plan).await;
    assert_eq!(
        (&document["relations"][0]["document"], &document["relations"][0]["as"]),
        (&json!(programme), &json!("follows"))
    );
    let (_, page) = world.page(&format!("/desk/documents/{plan}")).await;
    assert!(page.contains("bygger på") && page.contains(&format!("/desk/documents/{programme}")), "{page}");
    world.end().await;
}

/// A decision in the demo's log: of which municipality, on which day, by which number, with how many votes.
fn decided(event: &Value) -> (String, String, String, u64) {
    let decision = &event["decision"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let votes = &decision["votes"];
    let cast = votes["for"].as_u64().unwrap_or_default() + votes["against"].as_u64().unwrap_or_default();
    (text(&event["party"]), text(&decision["meeting_date"]), text(&decision["case_number"]), cast)
}

#[tokio::test]
async fn the_demo_has_one_of_each_kind_with_numbers_and_votes_that_fit() {
    both(async |on| {
        let world = World::start(on, &[]).await;
        let documents = world.get(&format!("/api/v1/regions/{REGION}/documents?limit=100")).await.unwrap();
        let documents = documents["items"].as_array().unwrap();
        let kinds = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../config/kinds")).unwrap();
        for kind in kinds {
            let kind = kind.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
            assert!(documents.iter().any(|document| document["kind"] == kind.as_str()), "{kind}");
        }
        let (mut sizes, mut numbers) = (BTreeMap::new(), BTreeSet::new());
        for document in documents {
            let log = world.events(document["id"].as_str().unwrap()).await;
            for event in log.iter().map(|line| &line["event"]).filter(|event| event["type"] == "decision_recorded") {
                let (party, day, number, cast) = decided(event);
                assert!(number.ends_with(&format!("/{}", &day[2..4])), "{event}");
                assert_eq!(*sizes.entry(party.clone()).or_insert(cast), cast, "{event}");
                assert!(numbers.insert((party, number)), "a number is used once: {event}");
            }
        }
        assert!(sizes.len() == 8 && sizes.values().all(|cast| *cast > 0), "{sizes:?}");
        let plan = documents.iter().find(|document| document["kind"] == "intermunicipal_plan").unwrap();
        let plan = world.document(plan["id"].as_str().unwrap()).await;
        assert_eq!(plan["relations"][0]["as"], "follows", "{plan}");
        assert_eq!(plan["objections"][0]["state"]["step"], "dialogue", "{plan}");
        let tracks = plan["tracks"].as_array().unwrap();
        for consultee in ["fylke-33", "fylke-40", "sf-buskerud", "sf-telemark"] {
            assert!(tracks.iter().any(|track| track["municipality"] == consultee), "{consultee}");
        }
        world.end().await;
    })
    .await;
}

/// What is lawful and unlikely is asked about once: a Sunday, and the same votes in every council.
#[tokio::test]
async fn unlikely_votes_and_days_are_asked_about_once() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = world.before_councils().await;
        for municipality in ["3303", "3332"] {
            let mut decision = endorsed(municipality, "2026-11-23");
            decision["votes"] = json!({"for": 20, "against": 3});
            world.command(&id, decision).await;
        }
        let path = format!("/desk/documents/{id}/act/record_decision");
        let fields = |votes: &'static str| {
            [
                ("municipality", "3334"),
                ("outcome", "endorsed"),
                ("body", "Kommunestyret"),
                ("meeting_date", "2026-11-23"),
                ("case_number", "41/26"),
                ("votes_for", votes),
                ("votes_against", "3"),
            ]
        };
        let (_, form) = world.page(&path).await;
        let (status, _, asked) = world.submit(&form, "act/record_decision", &fields("20")).await;
        assert!(
            status == 409 && asked.contains("20 for, 3 mot, som i alle de andre") && asked.contains("41/26"),
            "{asked}"
        );
        let (status, _, _) = world.submit(&asked, "act/record_decision", &fields("17")).await;
        assert!(status < 400, "other votes are no doubt: {status}");
        // Programs are not asked, and behind the secretary's link nothing typed is lost.
        let mut again = endorsed("3334", "2026-11-23");
        again["votes"] = json!({"for": 20, "against": 3});
        world.command(&id, again).await;
        let link = world.link(&id, "council_request", "3336").await;
        let typed = [
            ("outcome", "endorsed"),
            ("body", "Kommunestyret"),
            ("meeting_date", "2026-11-29"),
            ("case_number", "33/26"),
            ("votes_for", "20"),
            ("votes_against", "3"),
            ("text", "Enstemmig nesten."),
            ("name", "Kari Nordmann"),
            ("role", "sekretær"),
            ("confirm", "yes"),
        ];
        world.travel("2026-11-30T08:00").await;
        let (_, page) = world.page(&link).await;
        let (status, _, asked) = world.submit(&page, "/decision", &typed).await;
        assert!(status == 409 && asked.contains("søndag 29. november 2026. Det stemmer."), "{asked}");
        assert!(asked.contains("som i alle de andre") && asked.contains("Enstemmig nesten."), "{asked}");
        let sure: Vec<(&str, &str)> = typed.into_iter().chain([("sure", "yes")]).collect();
        let before = world.codes().await;
        let (status, location, said) = world.submit(&asked, "/decision", &sure).await;
        assert_eq!(status, 303, "{said}");
        let (_, confirm) = world.page(&location).await;
        let code = world.code_since(&before).await;
        let (status, _, said) = world.submit(&confirm, "/confirm", &[("code", &code)]).await;
        assert_eq!(status, 303, "{said}");
        assert_eq!(world.count(&id, "decision_recorded").await, 5);
        world.end().await;
    })
    .await;
}

/// The same votes in every council are asked about where each of them prolongs, too.
#[tokio::test]
async fn the_same_votes_everywhere_are_asked_about_where_each_council_prolongs() {
    let world = World::empty(On::Sqlite).await;
    let id = world.create("statutes").await;
    world.command(&id, json!({"type": "save_text", "sections": [{"heading": "§ 1", "body": "Åtte."}]})).await;
    let decision = by("regional_council", "2026-11-20");
    world.command(&id, json!({"type": "open_hearing", "deadline": "2027-01-15", "decision": decision})).await;
    world.travel("2027-01-25T08:00").await;
    let decision = by("regional_council", "2027-01-25");
    world.command(&id, json!({"type": "finish_assessment", "next": "endorsement", "decision": decision})).await;
    for municipality in EIGHT {
        world.command(&id, endorsed(municipality, "2027-01-25")).await;
    }
    let (_, form) = world.page(&format!("/desk/documents/{id}/act/prolong")).await;
    let councils = form.split("name=\"votes_for-").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    let councils: Vec<String> = councils.collect();
    assert!(councils.len() > 2, "{form}");
    let fields = |last: &str| {
        let mut fields = vec![("until".to_owned(), "2033-06-01".to_owned()), ("reason".to_owned(), "Valg.".to_owned())];
        for (place, council) in councils.iter().enumerate() {
            let in_favour = if place + 1 == councils.len() { last } else { "17" };
            for (field, value) in [
                ("meeting_date", "2027-01-25"),
                ("case_number", "3/27"),
                ("votes_for", in_favour),
                ("votes_against", "4"),
            ] {
                fields.push((format!("{field}-{council}"), value.to_owned()));
            }
        }
        fields
    };
    let submit = async |page: &str, fields: &[(String, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        world.submit(page, "act/prolong", &fields).await
    };
    let (status, _, asked) = submit(&form, &fields("17")).await;
    assert!(status == 409 && asked.contains("17 for, 4 mot, som i alle de andre"), "{status} {asked}");
    let (status, _, said) = submit(&asked, &fields("15")).await;
    assert_eq!(status, 303, "other votes are no doubt: {said}");
    world.end().await;
}

/// The button for an adoption is called by the bodies that may adopt.
#[tokio::test]
async fn an_adoption_is_called_by_its_own_bodies() {
    for (kind, words) in [
        ("planning_programme", "vedtaket i felles planstyre eller kommunestyret"),
        ("action_plan", "regionrådets vedtak"),
    ] {
        let world = World::empty(On::Sqlite).await;
        let id = world.create(kind).await;
        world.command(&id, json!({"type": "save_text", "sections": [{"heading": "Mål", "body": "Fjell."}]})).await;
        let decision = by("joint_board", "2026-11-23");
        let decision = Some(decision).filter(|_| kind == "planning_programme");
        world.command(&id, json!({"type": "open_hearing", "deadline": "2027-01-15", "decision": decision})).await;
        world.travel("2027-01-18T08:00").await;
        world.command(&id, json!({"type": "close_hearing"})).await;
        world.command(&id, json!({"type": "finish_assessment", "next": "adoption"})).await;
        let (_, page) = world.page(&format!("/desk/documents/{id}")).await;
        assert!(page.contains(&format!("Registrer {words}")), "{page}");
        let (_, form) = world.page(&format!("/desk/documents/{id}/act/adopt")).await;
        assert!(form.contains(&format!("Registrer {words}")), "{form}");
        world.end().await;
    }
}

/// §§ 4-1, 11-13: a hearing that a program opened without a programme leaves the question standing until it is answered.
#[tokio::test]
async fn a_plan_heard_without_a_programme_is_asked_why_until_it_is_answered() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = plan(&world).await;
        let path = format!("/desk/documents/{id}");
        let asked = "sendt på høring uten at planprogrammet er fastsatt";
        assert!(world.page(&path).await.1.contains(asked));
        world.travel("2027-01-18T08:00").await;
        world.command(&id, json!({"type": "close_hearing"})).await;
        let (_, form) = world.page(&format!("{path}/act/finish_assessment")).await;
        assert!(form.contains(asked) && form.contains(&format!("{path}/act/waive_programme")), "{form}");
        let (_, form) = world.page(&format!("{path}/act/waive_programme")).await;
        let (status, _, said) = world.submit(&form, "act/waive_programme", &[("reason", "Liten endring.")]).await;
        assert_eq!(status, 303, "{said}");
        assert!(!world.page(&path).await.1.contains(asked));
        assert_eq!(world.count(&id, "programme_waived").await, 1);
        let mediation = json!({"type": "record_mediation", "step": "asked", "date": "1990-01-01", "reason": "Uenige."});
        assert_eq!(world.refused(&id, mediation).await, "before_case");
        world.end().await;
    })
    .await;
}

/// Plan- og bygningsloven §§ 4-1, 9-5, 11-13: the programme comes first, or the reason why not; disagreement is mediated.
#[tokio::test]
async fn a_plan_without_a_programme_is_asked_why_and_a_disagreement_is_mediated() {
    both(async |on| {
        let world = World::empty(on).await;
        let body = json!({"kind": "intermunicipal_plan", "title": "Plan for fjellet", "parties": PLANNERS});
        let (_, created) = world.post(&format!("/api/v1/regions/{REGION}/documents"), &body).await;
        let id = created["id"].as_str().unwrap().to_owned();
        world.command(&id, json!({"type": "save_text", "sections": [{"heading": "Mål", "body": "Fjell."}]})).await;
        let programme = world.create("planning_programme").await;
        world.command(&id, json!({"type": "relate", "document": programme, "as": "follows"})).await;
        let (_, page) = world.page(&format!("/desk/documents/{id}")).await;
        assert!(page.contains("som ikke er fastsatt ennå"), "{page}");
        let path = format!("/desk/documents/{id}/hearing");
        let fields = [
            ("deadline", "2027-01-15"),
            ("party", "3336"),
            ("party", "3338"),
            ("letter", "Vi ber om svar."),
            ("body", "joint_board"),
            ("meeting_date", "2026-11-23"),
            ("case_number", "7/26"),
        ];
        let (_, form) = world.page(&path).await;
        let (status, _, asked) = world.submit(&form, "/hearing", &fields).await;
        assert!(status == 422 && asked.contains("Vi ber om svar.") && asked.contains("value=\"7/26\""), "{asked}");
        assert!(asked.contains("aria-invalid=\"true\"") && world.phase(&id).await == "drafting", "{asked}");
        let because = fields.into_iter().chain([("no_programme", "Bare en liten endring.")]).collect::<Vec<_>>();
        let (status, _, said) = world.submit(&asked, "/hearing", &because).await;
        assert!(status == 303 && world.phase(&id).await == "hearing", "{said}");
        let (_, log) = world.page(&format!("/desk/documents/{id}/log")).await;
        assert!(log.contains("Planprogram trengs ikke: Bare en liten endring."), "{log}");

        let step =
            |step: &str| json!({"type": "record_mediation", "step": step, "date": "2026-11-23", "reason": "Uenige."});
        assert_eq!(world.refused(&id, step("agreed")).await, "mediation_not_asked");
        let path = format!("/desk/documents/{id}/act/record_mediation");
        let (_, form) = world.page(&path).await;
        assert!(form.contains("statsforvalteren er bedt om å mekle"), "{form}");
        let asks = [("step", "asked"), ("date", "2026-11-23"), ("reason", "Uenige om hyttene.")];
        assert_eq!(world.submit(&form, "act/record_mediation", &asks).await.0, 303);
        assert_eq!(world.document(&id).await["mediation"]["step"], "asked");
        world.command(&id, step("not_agreed")).await;
        let (_, page) = world.page(&format!("/desk/documents/{id}")).await;
        assert!(page.contains("avsluttet uten enighet, mandag 23. november 2026"), "{page}");
        world.end().await;
    })
    .await;
}
