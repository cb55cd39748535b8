//! A program that opens every link of a letter and posts every form it finds as it stands, again and again: mail
//! scanners do. Nothing that matters changes.

use super::world::{On, World, tamper};
use serde_json::json;
use std::collections::{BTreeSet, VecDeque};

/// Every address on a page that leads somewhere behind the same link.
fn leads(page: &str, start: &str) -> Vec<String> {
    let found = page.split(start).skip(1).map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"));
    found.filter(|address| address.starts_with("/l/")).collect()
}

/// A form as a program without a person finds it.
struct Found {
    actions: Vec<String>,
    fields: Vec<(String, String)>,
    multipart: bool,
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.split('>').next()?;
    let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
    Some(rest.split('"').next()?.replace("&amp;", "&").replace("&quot;", "\""))
}

/// The forms of a page with every field's own value, boxes and choices only where they are ticked already, and every
/// button's own address.
fn forms(page: &str) -> Vec<Found> {
    let form = |form: &str| {
        let form = form.split("</form>").next().unwrap();
        let mut actions: Vec<String> = attribute(form, "action").into_iter().collect();
        let (mut fields, mut tags) = (Vec::new(), form.split('<').skip(1));
        for tag in &mut tags {
            let name = attribute(&format!(" {tag}"), "name");
            actions.extend(attribute(tag, "formaction"));
            let own = attribute(tag, "value").unwrap_or_default();
            if let Some(name) = name {
                let kind = attribute(tag, "type").unwrap_or_default();
                let chosen = !matches!(kind.as_str(), "checkbox" | "radio")
                    || tag.split('>').next().unwrap().contains(" checked");
                if tag.starts_with("textarea") {
                    fields.push((name, tag.split_once('>').unwrap().1.to_owned()));
                } else if tag.starts_with("input") && kind != "file" && chosen {
                    fields.push((name, own));
                }
            }
        }
        Found { actions, fields, multipart: form.contains("multipart/form-data\" action") }
    };
    let outside = page.split("<button ").skip(1).filter(|tag| tag.contains(" form=\"typed\""));
    let switches: Vec<String> = outside.filter_map(|tag| attribute(&format!(" {tag}"), "formaction")).collect();
    let mut all: Vec<Found> = page.split("<form ").skip(1).map(|rest| form(&format!(" {rest}"))).collect();
    for found in &mut all {
        found.actions.extend(switches.iter().cloned());
    }
    all
}

async fn post(world: &World, action: &str, form: &Found) -> (String, String) {
    let request = world.client.post(world.url(action));
    let request = if form.multipart {
        let empty =
            reqwest::multipart::Form::new().part("file", reqwest::multipart::Part::bytes(Vec::new()).file_name(""));
        request.multipart(form.fields.iter().cloned().fold(empty, |all, (name, value)| all.text(name, value)))
    } else {
        request.form(&form.fields)
    };
    let answer = request.send().await.unwrap();
    assert!(!answer.status().is_server_error(), "{action}");
    let location = answer.headers().get("location").and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
    (location, answer.text().await.unwrap_or_default())
}

/// Follows and posts everything behind a link, two times over; gives how many forms were posted.
async fn scan(world: &World, link: &str) -> usize {
    let mut posted = 0;
    for _ in 0..2 {
        let (mut waiting, mut seen) = (VecDeque::from([link.to_owned()]), BTreeSet::new());
        while let Some(path) = waiting.pop_front() {
            if !path.starts_with("/l/") || !seen.insert(path.clone()) || seen.len() > 200 {
                continue;
            }
            let (_, page) = world.page(&path).await;
            waiting.extend(leads(&page, "href=\""));
            let mut pages = vec![page];
            // Pages that a form leads to may have forms of their own.
            for depth in 0..2 {
                let mut next = Vec::new();
                for form in pages.iter().flat_map(|page| forms(page)) {
                    for action in &form.actions {
                        let (location, answer) = post(world, action, &form).await;
                        posted += 1;
                        waiting.push_back(location);
                        if depth == 0 {
                            next.push(answer);
                        }
                    }
                }
                pages = next;
            }
        }
    }
    posted
}

/// All that a scanner could spoil: the log, the letters, and what is kept behind the link.
async fn everything(world: &World, id: &str, links: &[&str]) -> String {
    let mut all = serde_json::to_string(&world.events(id).await).unwrap();
    let letters = world.get(&format!("/api/v1/mail?document={id}&limit=200")).await.unwrap();
    all.push_str(&letters["items"].as_array().unwrap().len().to_string());
    for link in links {
        let (status, page) = world.page(link).await;
        assert_eq!(status, 200);
        let typed: Vec<_> = forms(&page).into_iter().flat_map(|form| form.fields).collect();
        let typed = typed.into_iter().filter(|(name, _)| !matches!(name.as_str(), "page" | "nonce"));
        let typed: Vec<String> = typed.map(|(name, value)| format!("{name}={value}")).collect();
        all.push_str(&typed.join(" "));
        all.push_str(&leads(&page, "href=\"").join(" "));
    }
    all
}

#[tokio::test]
async fn a_scanner_that_posts_every_form_as_it_stands_changes_nothing() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3332").await;
    let (_, page) = world.page(&format!("{link}/colleague")).await;
    let eva = [("name", "Eva Dahl"), ("mail", "eva@sigdal.example.test")];
    assert_eq!(world.submit(&page, "colleague", &eva).await.0, 303);
    let theirs = world.link(&id, "colleague_invitation", "3332").await;
    let part = reqwest::multipart::Part::bytes(b"%PDF-1.7 kart".to_vec()).file_name("kart.pdf");
    let form =
        reqwest::multipart::Form::new().text("text", "Halvferdig").text("position", "opposes").part("file", part);
    let sent = world.client.post(world.url(&format!("{link}/files"))).multipart(form).send().await.unwrap();
    assert_eq!(sent.status(), 303);
    let replaced = world.link(&id, "hearing_invitation", "4026").await;
    world.command(&id, json!({"type": "invite_again", "municipality": "4026"})).await;

    let links = [link.as_str(), theirs.as_str(), replaced.as_str()];
    let before = everything(&world, &id, &links).await;
    let mut posted = 0;
    for link in links {
        posted += scan(&world, link).await;
    }
    assert!(posted > 50, "{posted} forms were posted");
    assert_eq!(everything(&world, &id, &links).await, before);
    assert_eq!(world.count(&id, "statement_submitted").await, 0);

    let councils = world.before_councils().await;
    let council = world.link(&councils, "council_request", "3332").await;
    let before = everything(&world, &councils, &[&council]).await;
    assert!(scan(&world, &council).await > 5);
    assert_eq!(everything(&world, &councils, &[&council]).await, before);
    world.end().await;
}

#[tokio::test]
async fn a_link_that_works_orders_no_new_one() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3303").await;
    let answer =
        world.client.post(world.url(&format!("{link}/new-link"))).form(&[("sure", "yes")]).send().await.unwrap();
    assert_eq!(answer.status(), 409);
    assert!(answer.text().await.unwrap().contains("Den du har, virker."));
    assert_eq!(world.letters(&id, "new_link").await.len(), 0);
    world.end().await;
}

#[tokio::test]
async fn a_link_of_one_purpose_is_unknown_to_the_other() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let hearing = world.link(&id, "hearing_invitation", "3303").await;
    let councils = world.before_councils().await;
    let council = world.link(&councils, "council_request", "3303").await;
    let unknown = "/l/0000000000000100000000000000000000000000";
    let same = async |link: &str, path: &str| {
        for method in [reqwest::Method::GET, reqwest::Method::POST] {
            let ask = async |start: &str| {
                let request = world.client.request(method.clone(), world.url(&format!("{start}{path}")));
                let request = if method == "POST" { request.form(&[("sure", "yes")]) } else { request };
                let answer = request.send().await.unwrap();
                (answer.status(), answer.text().await.unwrap())
            };
            assert_eq!(ask(link).await, ask(unknown).await, "{method} {path}");
        }
    };
    for path in ["/decision", "/decided", "/case-paper", "/case-paper.docx"] {
        same(&hearing, path).await;
    }
    for path in [
        "/draft",
        "/files",
        "/review",
        "/submit",
        "/receipt",
        "/receipt/1",
        "/colleagues",
        "/colleagues/1/remove",
        "/colleague",
        "/extension",
        "/question",
        "/hand-over",
        "/disown",
        "/deadline.ics",
    ] {
        same(&council, path).await;
    }
    world.end().await;
}

#[tokio::test]
async fn a_link_has_a_days_letters_and_answers_and_is_told_when_there_are_more() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3332").await;
    let invite = async |n: usize| {
        let (_, page) = world.page(&format!("{link}/colleague")).await;
        let address = format!("eva{n}@sigdal.example.test");
        world.submit(&page, "colleague", &[("name", "Eva Dahl"), ("mail", &address)]).await
    };
    let mut answered = 0;
    for n in 0..21 {
        let (_, page) = world.page(&link).await;
        let review = world.review(&page, &[("position", "opposes"), ("text", &format!("Svar {n}"))]).await;
        let signed = [("name", "Åse"), ("role", "rådgiver"), ("confirm", "yes")];
        let (status, _, said) = world.submit(&review, "/submit", &signed).await;
        answered += usize::from(status == 303);
        if status != 303 {
            assert_eq!(status, 429, "{said}");
            assert!(said.contains("20 svar") && said.contains("Svar 20") && said.contains("24. november"), "{said}");
        }
    }
    assert_eq!(answered, 20);
    let mut invited = 0;
    for n in 0..12 {
        let (status, _, said) = invite(n).await;
        invited += usize::from(status == 303);
        if status != 303 {
            assert_eq!(status, 429, "{said}");
            assert!(said.contains("30 brev") && said.contains("Eva Dahl") && said.contains("@sigdal"), "{said}");
        }
    }
    assert_eq!(invited, 10, "with twenty receipts");
    world.travel("2026-11-24T08:01").await;
    assert_eq!(invite(20).await.0, 303, "the next day there are more");
    world.end().await;
}

#[tokio::test]
async fn a_link_has_a_days_bytes_and_what_is_typed_beyond_them_stands_in_the_form() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let link = world.link(&id, "hearing_invitation", "3303").await;
    let brought = format!(
        "insert into link_file (region, document, link, hash, at, size)
         select region, id, number, 'hash', '2026-11-23T07:00:00+00:00', 209715200 from document,
           (select 1 as number union select 2 union select 3 union select 4 union select 5 union select 6 union select 7
            union select 8) where id = '{id}'"
    );
    assert_eq!(tamper(world.database(), &brought).await, None);
    let (_, page) = world.page(&link).await;
    let (status, _, full) = world.submit(&page, "/draft", &[("text", "Ett ord til.")]).await;
    assert_eq!(status, 429);
    assert!(full.contains("200 MB") && full.contains("Ett ord til.") && full.contains("24. november"), "{full}");
    world.travel("2026-11-24T09:00").await;
    assert_eq!(world.submit(&full, "/draft", &[("text", "Ett ord til.")]).await.0, 303);
    assert!(world.page(&link).await.1.contains("Ett ord til."));
    world.end().await;
}
