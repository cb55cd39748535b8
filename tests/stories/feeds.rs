//! Feeds: calendars and news that others' programs read, each by its own strict rules.

use super::world::{On, REGION, World};
use serde_json::json;
use std::{
    io::Write as _,
    process::{Command, Stdio},
};

/// Whether another program reads it as XML, and what it finds at a path.
fn found_in_xml(xml: &str, path: &str) -> String {
    let python = "import sys, xml.etree.ElementTree as tree\n\
        root = tree.fromstring(sys.stdin.buffer.read())\n\
        print('\\n'.join(e.text or '' for e in root.findall(sys.argv[1], {'a': 'http://www.w3.org/2005/Atom'})))";
    let mut reader = Command::new("python3")
        .args(["-c", python, path])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs");
    reader.stdin.take().expect("its input is piped").write_all(xml.as_bytes()).expect("it reads");
    let read = reader.wait_with_output().expect("it ends");
    assert!(read.status.success(), "not well-formed: {xml}");
    String::from_utf8(read.stdout).expect("it is text")
}

#[tokio::test]
async fn a_title_pasted_from_slides_breaks_nobodys_feed() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let (_, page) = world.page("/desk/documents/new").await;
        let fields = [("kind", "project_plan"), ("party", "3303"), ("title", "Plan\u{b}for\u{0} brua")];
        let (status, location, sent) = world.submit(&page, "/desk/documents/new", &fields).await;
        assert_eq!(status, 303, "{sent}");
        let id = location.split('/').find(|part| part.starts_with("dok_")).expect("the new document").to_owned();
        world.command(&id, json!({"type": "save_text", "sections": [{"heading": "A", "body": "B"}]})).await;
        world.command(&id, json!({"type": "open_hearing", "deadline": "2027-01-15"})).await;

        let (status, news) = world.page(&format!("/feeds/{REGION}/events.atom")).await;
        assert_eq!(status, 200);
        assert!(found_in_xml(&news, "a:entry/a:title").contains("Plan for brua: "), "{news}");
        assert_eq!(found_in_xml(&news, "a:author/a:name"), "Regionrådet for Kongsbergregionen\n", "RFC 4287 § 4.1.1");
        let (_, calendar) = world.page(&format!("/feeds/{REGION}/hearings.ics")).await;
        assert!(calendar.contains("Plan for brua"), "{calendar}");
        let letters = world.letters(&id, "hearing_invitation").await;
        let letter = world.letter_text(letters[0]["id"].as_str().unwrap()).await;
        let subject = letter.lines().find(|line| line.starts_with("Subject: ")).unwrap();
        assert!(subject.contains("Plan for brua"), "a subject holds the whole title: {letter}");
        assert!(!calendar.chars().any(|c| c.is_control() && !matches!(c, '\r' | '\n')), "{calendar}");
        world.end().await;
    }
}

#[tokio::test]
async fn a_deadline_is_one_whole_day_with_one_name_in_every_calendar() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "4024").await;
    let (_, page) = world.page("/desk/revisions").await;
    let (_, _, made) = world.submit(&page, "/desk/revisions/feed", &[]).await;
    let start = made.find("/feeds/").expect("the address is shown");
    let desk = made[start..start + made[start..].find(".ics").unwrap() + 4].to_owned();
    let mut names = Vec::new();
    for path in [format!("{link}/deadline.ics"), format!("/feeds/{REGION}/hearings.ics"), desk] {
        let (status, calendar) = world.page(&path).await;
        assert_eq!(status, 200, "{path}");
        // RFC 5545 § 3.6.1: the end is the day after.
        for line in ["DTSTART;VALUE=DATE:20270115", "DTEND;VALUE=DATE:20270116", "TRANSP:TRANSPARENT"] {
            assert!(calendar.lines().any(|found| found == line), "{line} in {calendar}");
        }
        names.extend(calendar.lines().find(|line| line.starts_with("UID:")).map(str::to_owned));
    }
    assert_eq!(names.len(), 3);
    assert!(names.iter().all(|name| *name == names[0]), "{names:?}");
    world.end().await;
}
