//! Deadlines as the desk sets them: a day off and the better day, more time with a new invitation, reminders that a stop
//! passed over, and a plan that becomes the form.

use super::world::{On, World, both, tamper};
use serde_json::json;

#[tokio::test]
async fn a_deadline_on_a_day_off_is_asked_about_once_and_moved_by_one_click() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let path = format!("/desk/documents/{id}/act/extend_deadline");
        let (_, form) = world.page(&path).await;
        let fields = [("deadline", "2027-01-23"), ("reason", "Ferie.")];
        let (status, _, asked) = world.submit(&form, "act/extend_deadline", &fields).await;
        assert!(
            status == 409 && asked.contains("Ferie.") && asked.contains("Fristen er en fridag."),
            "{status} {asked}"
        );
        assert!(
            asked.contains("Svar som kommer til og med mandag 25. januar 2027, regnes som kommet i tide."),
            "{asked}"
        );
        assert!(asked.contains("Sett fristen til mandag 25. januar 2027"), "{asked}");
        let better = [fields[0], fields[1], ("better_deadline", "2027-01-25")];
        let (status, _, said) = world.submit(&asked, "act/extend_deadline", &better).await;
        assert!(status == 303, "{status} {said}");
        assert_eq!(world.document(&id).await["deadline"], "2027-01-25");
        // Sent once more, the day off is kept.
        let fields = [("deadline", "2027-01-30"), ("reason", "Ferie.")];
        let (_, form) = world.page(&path).await;
        let (_, _, asked) = world.submit(&form, "act/extend_deadline", &fields).await;
        assert_eq!(world.submit(&asked, "act/extend_deadline", &fields).await.0, 303);
        assert_eq!(world.document(&id).await["deadline"], "2027-01-30");

        let draft = world.create("strategy").await;
        world.command(&draft, json!({"type": "save_text", "sections": [{"heading": "Mål", "body": "Vei."}]})).await;
        let (_, form) = world.page(&format!("/desk/documents/{draft}/hearing")).await;
        let typed = [("deadline", "2027-01-23"), ("party", "3303"), ("letter", "Vi ber om uttalelse.")];
        let shown: Vec<(&str, &str)> = typed.into_iter().chain([("preview", "yes")]).collect();
        let (_, _, shown) = world.submit(&form, "/hearing", &shown).await;
        assert!(shown.contains("Sett fristen til mandag 25. januar 2027"), "{shown}");
        let better: Vec<(&str, &str)> = typed.into_iter().chain([("better_deadline", "2027-01-25")]).collect();
        let (status, _, moved) = world.submit(&shown, "/hearing", &better).await;
        assert!(status == 200 && moved.contains("value=\"2027-01-25\"") && moved.contains("Vi ber om"), "{moved}");
        assert!(!moved.contains("better_deadline") && world.phase(&draft).await == "drafting", "{moved}");
        world.end().await;
    })
    .await;
}

#[tokio::test]
async fn a_new_invitation_after_a_bounce_gives_the_time_that_was_lost() {
    both(async |on| {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let path = format!("/desk/documents/{id}/act/invite_again?municipality=3336");
        assert!(!world.page(&path).await.1.contains("more_time"), "it was reached");
        tamper(
            world.database(),
            "update letter set state = 'bounced' where party = '3336' and kind = 'hearing_invitation' and copy = false",
        )
        .await;
        world.travel("2026-12-14T08:00").await;
        let (_, contacts) = world.page("/desk/contacts").await;
        assert!(contacts.contains(&format!("/desk/documents/{id}/act/invite_again?municipality=3336")), "{contacts}");
        let (_, form) = world.page(&path).await;
        assert!(
            form.contains("Rollag har ikke fått høringsbrevet før nå.") && form.contains("kortere tid enn 6 uker"),
            "{form}"
        );
        assert!(form.contains("Send ny lenke, og gi frist til mandag 25. januar 2027"), "{form}");
        for day in ["x", "2027-01-26", "2199-01-01"] {
            let fields = [("municipality", "3336"), ("more_time", day)];
            let (status, _, said) = world.submit(&form, "act/invite_again", &fields).await;
            assert!(status == 409 && said.contains("Noe i skjemaet kan ikke leses."), "{day}: {said}");
        }
        assert_eq!(world.count(&id, "invited_again").await, 0);
        let fields = [("municipality", "3336"), ("more_time", "2027-01-25")];
        let (status, _, said) = world.submit(&form, "act/invite_again", &fields).await;
        assert_eq!(status, 303, "{said}");
        let document = world.document(&id).await;
        let tracks = document["tracks"].as_array().unwrap();
        let rollag = tracks.iter().find(|track| track["municipality"] == "3336").unwrap();
        assert_eq!((&document["deadline"], &rollag["deadline"]), (&json!("2027-01-15"), &json!("2027-01-25")));
        assert_eq!(world.count(&id, "invited_again").await, 1);
        // The reason is ours, and so in both written forms.
        let events = world.events(&id).await;
        let extended = events.iter().find(|line| line["event"]["type"] == "deadline_extended").unwrap();
        let [nb, nn] = [
            "Høringsbrevet nådde ikke fram før 14. desember 2026.",
            "Høyringsbrevet nådde ikkje fram før 14. desember 2026.",
        ];
        assert_eq!(extended["event"]["reason"], json!({"nb": nb, "nn": nn}));
        let log = world.page(&format!("/desk/documents/{id}/log")).await.1;
        assert!(log.contains("Høringsbrevet nådde ikke fram før 14. desember 2026."), "{log}");
        world.end().await;
    })
    .await;
}

/// The calendar is not run until the hearing is long over.
#[tokio::test]
async fn reminders_that_a_stop_passed_over_are_listed_with_their_reasons() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    world.command(&id, json!({"type": "pause_reminders", "reason": "Prøve."})).await;
    world.travel("2027-01-04T08:00").await;
    world.command(&id, json!({"type": "resume_reminders"})).await;
    world.travel("2027-01-05T08:00").await;
    let (_, page) = world.page(&format!("/desk/documents/{id}")).await;
    assert!(page.contains("Påminnelser som ble hoppet over"), "{page}");
    assert!(page.contains("(en senere påminnelse gikk ut i stedet)"), "{page}");
    world.end().await;
}

#[tokio::test]
async fn a_plan_becomes_the_form() {
    let world = World::empty(On::Sqlite).await;
    let id = world.create("strategy").await;
    let path = format!("/desk/documents/{id}/hearing");
    let (_, page) = world.page(&format!("{path}?adopt_by=2027-08-21")).await;
    for line in ["Vedtak fredag 20. august 2027, siste virkedag før den ønskede datoen.", "lagt utenom juli"] {
        assert!(page.contains(line), "{line} in {page}");
    }
    let fields = [("adopt_by", "2027-08-21"), ("letter", "Vi ber om uttalelse."), ("use_plan", "yes")];
    let (status, _, form) = world.submit(&page, "/hearing", &fields).await;
    assert!(status == 200 && form.contains("Vi ber om uttalelse."), "{form}");
    let value = |name: &str| {
        let field = form.split("<input").find(|field| field.contains(&format!("name=\"{name}\""))).unwrap();
        field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    assert_eq!((value("deadline").as_str(), value("on").as_str()), ("2027-06-17", "2027-05-05"), "{form}");
    let (_, late) = world.page(&format!("{path}?adopt_by=2026-12-24")).await;
    assert!(!late.contains("use_plan"), "{late}");
    world.end().await;
}
