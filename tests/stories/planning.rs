//! Looking years ahead: councils' meetings, a plan backwards, every document's clock, and the feeds that show them.

use super::world::{On, REGION, World};

/// What the form to add meetings answers.
async fn add(world: &World, party: &str, meetings: &str) -> (u16, String) {
    let path = world.url(&format!("/desk/meetings/{party}"));
    let answer = world.client.post(path).form(&[("meetings", meetings)]).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn a_plan_backwards_names_the_meeting_of_each_council() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let (status, page) = add(&world, "3303", "17.02.2027\nonsdag etter påske").await;
        assert_eq!(status, 422);
        assert!(page.contains("Linje 2") && page.contains("onsdag etter påske"), "{page}");
        assert_eq!(add(&world, "3303", "Møte;Frist\n12.05.2027;28.04.2027\n2027-06-16\n").await.0, 303);
        let calendar = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20270609\nEND:VEVENT\nEND:VCALENDAR\n";
        assert_eq!(add(&world, "3334", calendar).await.0, 303);
        let (_, page) = world.page("/desk/meetings/3303").await;
        assert!(page.contains("onsdag 12. mai 2027") && page.contains("onsdag 16. juni 2027"), "{page}");
        // The first meeting's own button takes it away; it is put back for the plan.
        assert_eq!(world.submit(&page, "/desk/meetings/3303/remove", &[]).await.0, 303);
        assert!(!world.page("/desk/meetings/3303").await.1.contains("12. mai 2027"));
        assert_eq!(add(&world, "3303", "12.05.2027;28.04.2027").await.0, 303);

        let id = world.create("strategy").await;
        let (status, page) = world.page(&format!("/desk/documents/{id}/hearing?adopt_by=2027-06-15")).await;
        assert_eq!(status, 200);
        for line in [
            "Åpne høringen senest tirsdag 23. februar 2027.",
            "Kongsberg: møtet onsdag 12. mai 2027, saksdokumenter innen onsdag 28. april 2027.",
            "Flesberg: møtet onsdag 9. juni 2027",
            "Rollag: ingen kjente møter passer.",
        ] {
            assert!(page.contains(line), "{line} in {page}");
        }
        let (_, page) = world.page(&format!("/desk/documents/{id}/hearing?adopt_by=2026-12-24")).await;
        assert!(page.contains("Velg en senere vedtaksdato eller et annet møte."), "{page}");
        let bad =
            [("abc", "Skriv en dato."), ("1000-01-01", "Kontroller datoen."), ("9999-12-31", "Kontroller datoen.")];
        for (day, said) in bad {
            let (status, page) = world.page(&format!("/desk/documents/{id}/hearing?adopt_by={day}")).await;
            assert!(status == 200 && page.contains(said) && page.contains("id=\"adopt_by-wrong\""), "{day}: {page}");
        }
        world.end().await;
    }
}

#[tokio::test]
async fn the_command_line_plans_and_lists_what_will_be_revised() {
    let mut world = World::start(On::Sqlite, &[]).await;
    world.stop();
    let plan = world.run(&["plan", "--adopt-by", "2032-06-15", "--kind", "strategy"]);
    let text = String::from_utf8_lossy(&plan.stdout).into_owned();
    assert!(plan.status.success() && text.contains("Åpne høringen senest") && text.contains("Tinn: "), "{text}");
    let unknown = world.run(&["plan", "--adopt-by", "2032-06-15", "--kind", "no_such"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("`no_such` is no kind"));
    let revisions = world.run(&["revisions", "--years", "20"]);
    let text = String::from_utf8_lossy(&revisions.stdout).into_owned();
    let days: Vec<&str> = text.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(days.len() > 5 && days.is_sorted(), "{text}");
}

#[tokio::test]
async fn the_calendar_is_secret_and_the_news_are_open() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let (status, page) = world.page("/desk/revisions").await;
        assert_eq!(status, 200);
        let make = async |page: &str| {
            let (status, _, made) = world.submit(page, "/desk/revisions/feed", &[]).await;
            assert_eq!(status, 200, "{made}");
            let start = made.find("/feeds/").expect("the address is shown");
            made[start..start + made[start..].find(".ics").unwrap() + 4].to_owned()
        };
        let first = make(&page).await;
        let (status, calendar) = world.page(&first).await;
        assert_eq!(status, 200);
        assert!(calendar.starts_with("BEGIN:VCALENDAR"), "{calendar}");
        assert!(calendar.contains("DTSTART;VALUE=DATE:20270115") && calendar.contains(&format!("UID:{id}-deadline")));
        // A new address takes the place of the old, and is not shown again.
        let second = make(&page).await;
        assert_ne!(first, second);
        assert_eq!(world.page(&first).await.0, 404);
        let (_, page) = world.page("/desk/revisions").await;
        assert!(!page.contains(&second), "the address is shown once");
        assert_eq!(world.submit(&page, "/desk/revisions/feed/revoke", &[]).await.0, 303);
        assert_eq!(world.page(&second).await.0, 404);

        let (status, news) = world.page(&format!("/feeds/{REGION}/events.atom")).await;
        assert_eq!(status, 200);
        assert!(news.contains("<feed") && news.matches("<entry>").count() == 1, "{news}");
        assert!(!news.contains('@'), "no addresses of people: {news}");
        assert_eq!(world.page("/feeds/nowhere/events.atom").await.0, 404);
        world.end().await;
    }
}
