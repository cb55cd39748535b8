//! The regional council's own meetings (kommuneloven chapters 11 and 18), through pages and interface, on both databases.

use super::world::{On, REGION, World, both, tamper};
use serde_json::{Value, json};

pub(super) const TOWNS: [&str; 8] = ["3303", "3332", "3334", "3336", "3338", "4005", "4024", "4026"];

/// Each council has elected a member and a deputy.
pub(super) async fn elected(world: &World) {
    for town in TOWNS {
        let person =
            |kind: &str| json!({"name": format!("{kind} {town}"), "address": format!("{kind}@{town}.example.test")});
        let elect = json!({"type": "elect", "body": "regional_council", "municipality": town,
            "members": [person("medlem")], "deputies": [person("vara")], "from": "2023-10-15", "until": "2027-10-14",
            "reason": "Konstituerende møte."});
        let (status, done) = world.post(&format!("/api/v1/regions/{REGION}/register"), &elect).await;
        assert_eq!(status, 200, "{done}");
    }
}

pub(super) async fn meeting(world: &World, id: &str) -> Value {
    world.get(&format!("/api/v1/regions/{REGION}/meetings/{id}")).await.expect("a meeting")
}

pub(super) async fn act(world: &World, id: &str, body: Value) -> Value {
    let (status, done) = world.post(&format!("/api/v1/regions/{REGION}/meetings/{id}"), &body).await;
    assert_eq!(status, 200, "{done}");
    done
}

/// Arranges a meeting through its page, and gives its id.
async fn arranged(world: &World, on: &str) -> String {
    let (_, form) = world.page("/desk/meeting/new").await;
    let fields = [("body", "regional_council"), ("on", on), ("at", "10:00"), ("form", "in_person")];
    let (status, _, again) = world.submit(&form, "/desk/meeting/new", &fields).await;
    assert!(status == 409 && again.contains("Skriv hvor møtet holdes.") && again.contains(on), "{status} {again}");
    let placed: Vec<_> = fields.into_iter().chain([("place", "Rådhuset på Kongsberg")]).collect();
    let (status, location, said) = world.submit(&again, "/desk/meeting/new", &placed).await;
    assert_eq!(status, 303, "{said}");
    location.rsplit('/').next().unwrap().to_owned()
}

/// Who is who at the meeting: the ids of those present, the deputy in one's place.
pub(super) async fn roll(world: &World, id: &str, absent: &str) -> Vec<String> {
    let meeting = meeting(world, id).await;
    let seats = meeting["seats"].as_array().unwrap().clone();
    let sits =
        |seat: &Value| if seat["party"] == absent { seat["deputies"][0].clone() } else { seat["member"].clone() };
    seats.iter().map(|seat| sits(seat).as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_meeting_is_called_held_and_its_decision_opens_the_hearing() {
    both(async |on| {
        let world = World::empty(on).await;
        elected(&world).await;
        let document = world.create("strategy").await;
        let sections = json!([{"heading": "Mål", "body": "Vi bygger."}]);
        world.command(&document, json!({"type": "save_text", "sections": sections})).await;
        let id = arranged(&world, "2026-12-08").await;
        let desk = format!("/desk/meeting/{id}");
        // The document waits for this body; its own form puts it on the agenda.
        let (_, page) = world.page(&desk).await;
        assert!(page.contains(&format!("/desk/documents/{document}/hearing?agenda={id}")), "{page}");
        let (_, form) = world.page(&format!("/desk/documents/{document}/hearing?agenda={id}")).await;
        assert!(form.contains("Sett opp som sak") && !form.contains("name=\"meeting_date\""), "{form}");
        let parties: Vec<(&str, &str)> = TOWNS.iter().map(|town| ("party", *town)).collect();
        let short: Vec<_> = parties.iter().copied().chain([("deadline", "2027-01-04")]).collect();
        let (status, _, again) = world.submit(&form, "/hearing", &short).await;
        assert!(status == 409 && again.contains("Sett opp som sak"), "six weeks from the meeting: {status} {again}");
        let fields: Vec<_> =
            parties.into_iter().chain([("deadline", "2027-02-01"), ("letter", "Vi ber om svar.")]).collect();
        let (status, location, said) = world.submit(&again, "/hearing", &fields).await;
        assert!(status == 303 && location == desk, "{status} {said}");
        assert_eq!(world.phase(&document).await, "drafting", "nothing has been decided");
        let free = [("title", "Lønn til daglig leder"), ("recommendation", "Lønnen øker."), ("closed", "offl. § 13")];
        let (_, page) = world.page(&desk).await;
        let (status, _, said) = world.submit(&page, "/add_item", &free).await;
        assert_eq!(status, 303, "{said}");
        assert_eq!(world.page(&format!("/{REGION}/meetings/{id}")).await.0, 404, "the agenda is not sent");
        let (status, _, said) = world.submit(&page, "/call_meeting", &[]).await;
        assert_eq!(status, 303, "{said}");
        let notices = world.letters(&id, "meeting_notice").await;
        assert_eq!(notices.len(), 24, "eight members, their deputies and the chief executives");
        let own = notices.iter().find(|letter| letter["to"] == "medlem@4024.example.test").expect("a letter");
        let text = world.letter_text(own["id"].as_str().unwrap()).await;
        assert!(text.contains("Vi kallar deg inn") && text.contains("Sak 001/26"), "in its written form: {text}");
        assert!(!text.contains("Lønn"), "{text}");
        let (status, paper) = world.page(&format!("/{REGION}/meetings/{id}/items/1")).await;
        assert!(status == 200 && paper.contains("Vi bygger."), "the papers are public with the notice: {paper}");
        assert_eq!(world.page(&format!("/{REGION}/meetings/{id}/items/2")).await.0, 404, "a closed one's are not");
        let (_, public) = world.page(&format!("/{REGION}/meetings/{id}")).await;
        assert!(public.contains("Sak 001/26") && public.contains("offl. § 13"), "{public}");
        assert!(!public.contains("Lønn") && !public.contains("medlem 3303"), "{public}");
        held(&world, &id, &document).await;
        approved(&world, &id).await;
        world.end().await;
    })
    .await;
}

/// One cannot come and a deputy is called; one is disqualified; the hearing opens by the decision.
async fn held(world: &World, id: &str, document: &str) {
    let desk = format!("/desk/meeting/{id}");
    let (_, page) = world.page(&desk).await;
    let seats = meeting(world, id).await["seats"].clone();
    let absent = seats[1]["member"].as_str().unwrap();
    let (status, _, said) = world.submit(&page, "/declare_absence", &[("person", absent), ("reason", "Sykdom.")]).await;
    assert_eq!(status, 303, "{said}");
    let called = world.letters(id, "deputy_called").await;
    assert!(called.len() == 1 && called[0]["to"] == "vara@3332.example.test", "{called:?}");
    let present = roll(world, id, "3332").await;
    let ticked = |chair: bool| {
        let all = present.iter().map(|person| ("present", person.as_str()));
        all.chain(chair.then_some(("chair", present[0].as_str()))).collect::<Vec<_>>()
    };
    let (status, _, early) = world.submit(&page, "/open_meeting", &ticked(true)).await;
    assert!(status == 409 && early.contains("kan ikke settes før den dagen"), "{status} {early}");
    world.travel("2026-12-08T09:55").await;
    let (status, _, again) = world.submit(&page, "/open_meeting", &ticked(false)).await;
    assert!(status == 409 && again.contains("Velg møteleder"), "{status} {again}");
    let (status, _, said) = world.submit(&again, "/open_meeting", &ticked(true)).await;
    assert_eq!(status, 303, "{said}");
    let (_, page) = world.page(&desk).await;
    assert!(page.contains(&format!("value=\"{}\" selected", present[0])), "who leads stands in the roll: {page}");
    let (_, item) = world.page(&format!("{desk}/items/1")).await;
    let out = [("person", present[5].as_str()), ("legal_basis", "fvl. § 6 første ledd bokstav e")];
    let (status, _, said) = world.submit(&item, "/disqualify", &out).await;
    assert_eq!(status, 303, "{said}");
    let proposal = [("by", present[7].as_str()), ("text", "Høringen gjelder også kostnadene.")];
    let (status, _, said) = world.submit(&item, "/put_proposal", &proposal).await;
    assert_eq!(status, 303, "{said}");
    let votes = [("outcome", "adopted"), ("votes_for", "8"), ("votes_against", "0")];
    let (status, _, again) = world.submit(&item, "/decide_item", &votes).await;
    assert!(status == 409 && again.contains("til sammen være 7") && again.contains("value=\"8\""), "{status} {again}");
    let votes = [("outcome", "adopted"), ("votes_for", "6"), ("votes_against", "1")];
    let (status, _, said) = world.submit(&again, "/decide_item", &votes).await;
    assert_eq!(status, 303, "{said}");
    assert_eq!(world.phase(document).await, "hearing", "the decided item is the document's decision");
    let opened = world.events(document).await.into_iter().find(|line| line["event"]["type"] == "hearing_opened");
    let decision = opened.expect("it was opened")["event"]["decision"].clone();
    let expected = json!({"body": "regional_council", "meeting_date": "2026-12-08", "case_number": "001/26",
        "votes": {"for": 6, "against": 1}});
    assert_eq!(decision, expected);
    assert_eq!(
        world.letters(document, "hearing_invitation").await.iter().filter(|l| l["role"] == "case_officer").count(),
        8
    );
    assert_eq!(meeting(world, id).await["items"][0]["carried"], "done");
    act(world, id, json!({"type": "decide_item", "item": 2, "outcome": "adopted"})).await;
}

/// The minutes are public when they are approved, without what was closed.
async fn approved(world: &World, id: &str) {
    let (desk, public) = (format!("/desk/meeting/{id}"), format!("/{REGION}/meetings/{id}"));
    let (_, page) = world.page(&desk).await;
    let (status, _, said) = world.submit(&page, "/close_meeting", &[]).await;
    assert_eq!(status, 303, "{said}");
    assert!(!world.page(&public).await.1.contains("vedtatt ("), "the minutes are not approved");
    let (_, page) = world.page(&desk).await;
    assert!(page.contains("vara 3332, Sigdal, varamedlem for medlem 3332"), "{page}");
    let (status, _, said) = world.submit(&page, "/approve_minutes", &[]).await;
    assert_eq!(status, 303, "{said}");
    let (_, minutes) = world.page(&public).await;
    for told in
        ["Utfall: vedtatt (6 for, 1 mot)", "medlem 4005, Notodden er inhabil", "Høringen gjelder også kostnadene."]
    {
        assert!(minutes.contains(told), "{told}: {minutes}");
    }
    assert!(!minutes.contains("Lønn"), "{minutes}");
    let notices = world.letters(id, "minutes_notice").await;
    assert_eq!(notices.iter().filter(|letter| letter["role"] == "registry").count(), 8, "each registry has a copy");
    let answer = world.client.get(world.url(&format!("{public}/agenda.docx"))).send().await.unwrap();
    let paper = answer.bytes().await.unwrap();
    assert!(paper.starts_with(b"PK"), "a Word document");
    let feed = world.page(&format!("/feeds/{REGION}/meetings.ics")).await.1;
    assert!(feed.contains("DTSTART:20261208T090000Z") && feed.contains("Rådhuset på Kongsberg"), "{feed}");
    let (status, late) = world
        .post(
            &format!("/api/v1/regions/{REGION}/meetings/{id}"),
            &json!({"type": "decide_item", "item": 2, "outcome": "rejected"}),
        )
        .await;
    assert!(status == 409 && late["refusal"] == "not_in_this_phase", "{late}");
}

/// What a meeting decides of a text is that text: another one is not sent.
#[tokio::test]
async fn a_decision_falls_with_its_text_and_the_meeting_says_so() {
    both(async |on| {
        let world = World::empty(on).await;
        elected(&world).await;
        let document = world.create("strategy").await;
        let text = |body: &str| json!({"type": "save_text", "sections": [{"heading": "Mål", "body": body}]});
        world.command(&document, text("Vi bygger.")).await;
        let arrange = json!({"type": "arrange_meeting", "body": "regional_council",
            "appointment": {"on": "2026-12-08", "at": "10:00", "form": "remote"}});
        let path = format!("/api/v1/regions/{REGION}/meetings");
        let (status, arranged) = world.post(&path, &arrange).await;
        assert_eq!(status, 201, "{arranged}");
        let id = arranged["id"].as_str().unwrap();
        let item = |deadline: &str| {
            json!({"type": "add_item", "matter": {"title": "Høring", "document": document,
            "command": {"type": "open_hearing", "deadline": deadline, "letter": "Vi ber om svar."}}})
        };
        let (status, short) = world.post(&format!("{path}/{id}"), &item("2027-01-04")).await;
        assert!(status == 409 && short["refusal"] == "deadline_too_short_without_reason", "{short}");
        act(&world, id, item("2027-02-01")).await;
        act(&world, id, json!({"type": "call_meeting"})).await;
        world.command(&document, text("Vi river.")).await;
        world.travel("2026-12-08T10:00").await;
        let present = roll(&world, id, "").await;
        act(&world, id, json!({"type": "open_meeting", "present": present, "chair": present[0]})).await;
        act(&world, id, json!({"type": "decide_item", "item": 1, "outcome": "adopted", "text": "Sendes ikke."})).await;
        let (_, page) = world.page(&format!("/desk/meeting/{id}")).await;
        assert!(page.contains("avviker fra forslaget"), "{page}");
        act(&world, id, json!({"type": "decide_item", "item": 1, "outcome": "adopted"})).await;
        assert_eq!(world.phase(&document).await, "drafting");
        let held = meeting(&world, id).await;
        assert_eq!(held["items"][0]["carried"], json!({"hindered": "changed_meanwhile"}), "{held}");
        let (_, page) = world.page(&format!("/desk/meeting/{id}")).await;
        assert!(page.contains("kunne ikke føres inn i dokumentet"), "{page}");
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn the_plan_shows_the_regions_meetings_beside_the_councils() {
    let world = World::empty(On::Sqlite).await;
    arranged(&world, "2026-12-08").await;
    let (_, form) = world.page("/desk/meetings/3303").await;
    let (status, _, said) = world.submit(&form, "/desk/meetings/3303", &[("meetings", "2027-02-17")]).await;
    assert_eq!(status, 303, "{said}");
    let (_, plan) = world.page("/desk/meetings").await;
    assert!(plan.contains("Møte i regionrådet 8. desember 2026") && plan.contains("17. februar 2027"), "{plan}");
    let (_, form) = world.page("/desk/meeting/members").await;
    let fields = [
        ("body", "regional_council"),
        ("municipality", "3303"),
        ("member-1", "Solveig Lie"),
        ("from", "2023-10-15"),
        ("reason", "Valgt."),
    ];
    let (status, _, again) = world.submit(&form, "/desk/meeting/members", &fields).await;
    assert!(status == 422 && again.contains("value=\"Solveig Lie\""), "{status} {again}");
    let whole: Vec<_> = fields.into_iter().chain([("member-1-address", "solveig@kongsberg.example.test")]).collect();
    let (status, _, said) = world.submit(&again, "/desk/meeting/members", &whole).await;
    assert_eq!(status, 303, "{said}");
    assert!(world.page("/desk/meeting/members").await.1.contains("Solveig Lie"));
    let (_, public) = world.page(&format!("/{REGION}/meetings")).await;
    assert!(public.contains("8. desember 2026") && !public.contains("/meetings/mtg_"), "{public}");
    world.end().await;
}

/// A number is never given twice: whoever turns the row back is found by what the meetings' logs say.
#[tokio::test]
async fn numbers_that_were_given_stand_in_the_logs() {
    both(async |on| {
        let mut world = World::empty(on).await;
        elected(&world).await;
        let arrange = json!({"type": "arrange_meeting", "body": "regional_council",
            "appointment": {"on": "2026-12-08", "at": "10:00", "form": "remote"}});
        let (_, arranged) = world.post(&format!("/api/v1/regions/{REGION}/meetings"), &arrange).await;
        let id = arranged["id"].as_str().unwrap();
        act(&world, id, json!({"type": "add_item", "matter": {"title": "Eventuelt"}})).await;
        act(&world, id, json!({"type": "call_meeting", "first": 12})).await;
        world.stop();
        assert!(world.run(&["verify"]).status.success());
        tamper(world.database(), "update agenda_number set last = 3").await;
        let checked = world.run(&["verify"]);
        let said = String::from_utf8_lossy(&checked.stdout).into_owned() + &String::from_utf8_lossy(&checked.stderr);
        assert!(!checked.status.success() && said.contains("body regional_council: has given a number"), "{said}");
        assert!(world.run(&["rebuild"]).status.success());
        assert!(world.run(&["verify"]).status.success());
    })
    .await;
}

/// A meeting's members read both written forms: each reason in its letters can be given in both.
#[tokio::test]
async fn a_meetings_reasons_go_out_in_each_written_form() {
    both(async |on| {
        let world = World::empty(on).await;
        elected(&world).await;
        let id = arranged(&world, "2026-12-08").await;
        act(&world, &id, json!({"type": "add_item", "matter": {"title": "Budsjett"}})).await;
        act(&world, &id, json!({"type": "call_meeting"})).await;
        let path = format!("/desk/meeting/{id}");
        let (_, page) = world.page(&path).await;
        for field in ["move_meeting-reason_nn", "cancel_meeting-reason_nn"] {
            assert!(page.contains(&format!("id=\"{field}\"")), "{field} in {page}");
        }
        let letters = async |kind: &str, town: &str| {
            let all = world.letters(&id, kind).await;
            let own = all.iter().filter(|letter| letter["municipality"] == town);
            let newest = own.max_by_key(|letter| letter["written_at"].as_str().map(str::to_owned));
            world.letter_text(newest.expect("a letter")["id"].as_str().unwrap()).await
        };
        let reasons = [("reason", "Storm er varslet."), ("reason_nn", "Storm er varsla.")];
        let (status, _, said) = world.submit(&page, "/cancel_meeting", &reasons).await;
        assert_eq!(status, 303, "{said}");
        let (nb, nn) = (letters("meeting_cancelled", "3303").await, letters("meeting_cancelled", "4024").await);
        assert!(nb.contains("Begrunnelse: Storm er varslet."), "{nb}");
        assert!(nn.contains("Grunngiving: Storm er varsla."), "{nn}");
        world.end().await;
    })
    .await;
}
