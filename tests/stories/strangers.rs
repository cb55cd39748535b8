//! What strangers do to an open door: thousands who never finish their sentence, bodies without end, guesses, forged
//! headers, files that are not what they say; and the answer that comes as the door is closed.

use super::{
    served::Served,
    sweep::Moments,
    world::{On, REGION, World},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    io::{Cursor, Write as _},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// How many files a process may have open, as far as half of them are for this test.
fn descriptors() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
    let line = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    line.split_whitespace().nth(3).and_then(|soft| soft.parse().ok()).unwrap_or(1024)
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_half_sent_requests_hold_up_nobody_and_are_cut_off() {
    // So many are let in that the caps are not what is tried here.
    let caps = [("SAMRAD_CONNECTIONS__MOST", "12000"), ("SAMRAD_CONNECTIONS__MOST_PER_ADDRESS", "12000")];
    let mut served = Served::new(&caps);
    served.start();
    let id = served.in_hearing().await;
    let address = served.base().strip_prefix("http://").unwrap().to_owned();
    let many = 5_000.min(descriptors() / 2 - 200);
    println!("{many} connections");
    let open = (0..many).map(|_| async {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        stream.write_all(b"GET /desk HTTP/1.1\r\nhost: localhost\r\nx-slow: ").await.unwrap();
        stream
    });
    let begun = Instant::now();
    let streams = futures_util::future::join_all(open).await;
    for n in 0..20 {
        let asked = Instant::now();
        served.command_of(&id, json!({"type": "number_case", "case_number": format!("{n}/26")})).await;
        assert_eq!(served.get("/readyz").await["database"], "ok");
        assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
    }
    let ended = streams.into_iter().map(|mut stream| async move {
        let mut said = Vec::new();
        tokio::time::timeout(Duration::from_mins(1), stream.read_to_end(&mut said)).await.is_ok()
    });
    let ended = futures_util::future::join_all(ended).await.into_iter().filter(|ended| *ended).count();
    assert_eq!(ended, many, "each is cut off");
    println!("all cut off {:?} after the first", begun.elapsed());
    served.stop();
}

/// Bytes of memory the process has in use.
fn memory(pid: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<usize>().ok()).unwrap() * 1024
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_without_end_and_bodies_cut_short_leave_nothing() {
    let mut served = Served::new(&[]);
    served.start();
    let path = format!("/api/v1/regions/{REGION}/files?name=stor.txt");
    let address = served.base().strip_prefix("http://").unwrap().to_owned();
    let head = |length: u64| {
        format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\ncontent-length: {length}\r\n\r\n",
            served.token()
        )
    };
    // Two gigabytes are announced: it is refused long before they have come, and never held in memory.
    let mut stream = TcpStream::connect(&address).await.unwrap();
    stream.write_all(head(2 << 30).as_bytes()).await.unwrap();
    let megabyte = vec![b'x'; 1 << 20];
    let mut sent = 0;
    while sent < 200 && stream.write_all(&megabyte).await.is_ok() {
        sent += 1;
    }
    let mut answer = Vec::new();
    let _reset_or_read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await;
    let said = String::from_utf8_lossy(&answer).into_owned();
    assert!(sent < 200, "it is not all read");
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 413"), "{said}");
    let used = memory(served.pid());
    assert!(used < 256 << 20, "{used} bytes in use after {sent} MiB");

    // Cut at 99 of 100 parts.
    let mut stream = TcpStream::connect(&address).await.unwrap();
    stream.write_all(head(1_000_000).as_bytes()).await.unwrap();
    stream.write_all(&megabyte[..990_000]).await.unwrap();
    drop(stream);
    let id = served.in_hearing().await;
    let cut = procedure::Hash::of(&megabyte[..990_000]);
    let attach = json!({"type": "attach", "file": cut, "title": "Vedlegg"});
    let (status, said) = served.try_post(&format!("/api/v1/documents/{id}/commands"), &attach).await;
    assert_eq!(status, 422, "a file that did not come whole is not there: {said}");
    served.stop();
    assert!(served.run(&["verify"]).status.success());
}

/// A seal as somebody makes one up.
fn guess(moments: &mut Moments) -> String {
    const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    (0..26).map(|_| char::from(SIGNS[usize::try_from(moments.below(32)).unwrap()])).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_guess_gets_the_same_answer() {
    let mut served = Served::new(&[]);
    served.start();
    let id = served.in_hearing().await;
    let letters = served.until(|all| all.iter().all(|letter| letter["state"] == "captured")).await;
    let mut moments = Moments::new();
    let key = id.strip_prefix("dok_").unwrap();
    let (client, base) = (&reqwest::Client::new(), served.base());
    let mut answers = BTreeSet::new();
    for _ in 0..100 {
        let asked = (0..20).map(|n| {
            let token = format!("{key}{}{}", n % 9 + 1, guess(&mut moments));
            let path = ["", "/review", "/receipt", "/decided"][n % 4];
            async move {
                let answer = client.get(format!("{base}/l/{token}{path}")).send().await.unwrap();
                (answer.status().as_u16(), answer.text().await.unwrap())
            }
        });
        answers.extend(futures_util::future::join_all(asked.collect::<Vec<_>>()).await);
    }
    let statuses: Vec<u16> = answers.iter().map(|(status, _)| *status).collect();
    assert_eq!(statuses, [404, 429], "one answer to all, until there are too many");
    // A sign of another script where the token is taken apart.
    let split = format!("{base}/l/{}%E2%80%8B{}", &guess(&mut moments)[..19], guess(&mut moments));
    assert_eq!(client.get(split).send().await.unwrap().status(), 429);
    assert_eq!(served.letters().await, letters);
    served.stop();
}

#[tokio::test]
async fn guesses_are_slowed_where_they_come_from_and_right_links_are_not() {
    let mut served = Served::new(&[]);
    served.start();
    served.in_hearing().await;
    let letters = served.until(|all| all.len() == 16 && all.iter().all(|l| l["state"] == "captured")).await;
    let officer = letters.iter().find(|l| l["to"].as_str().unwrap().starts_with("saksbehandler@tinn")).unwrap();
    let client = reqwest::Client::new();
    let text = client.get(format!("{}/api/v1/mail/{}", served.base(), officer["id"].as_str().unwrap()));
    let text = text.bearer_auth(served.token()).send().await.unwrap().text().await.unwrap();
    let line = text.lines().find(|line| line.contains("/l/")).unwrap();
    let right = line[line.find("/l/").unwrap()..].trim().to_owned();
    let ask = async |served: &Served, path: &str, header: (&str, &str)| {
        let asked = client.get(format!("{}{path}", served.base())).header("accept-language", "nn");
        asked.header(header.0, header.1).send().await.unwrap()
    };
    let mut moments = Moments::new();
    let mut wrong = |n: u64| {
        let token = format!("/l/{}1{}", &right[3..16], guess(&mut moments));
        if n.is_multiple_of(4) { format!("/login/{}", &token[3..]) } else { token }
    };
    // What a stranger says of where they are is not believed.
    let mut slowed = 0;
    for n in 0..200 {
        let answer = ask(&served, &wrong(n), ("x-real-ip", &format!("203.0.113.{n}"))).await;
        if answer.status() == 429 {
            slowed += 1;
            let wait: u64 = answer.headers()["retry-after"].to_str().unwrap().parse().unwrap();
            assert!((1..=11).contains(&wait), "{wait}");
            let page = answer.text().await.unwrap();
            assert!(
                page.contains("Det er gjort for mange forsøk med ugyldige lenkjer") && page.contains("lang=\"nn\""),
                "{page}"
            );
        } else {
            assert_eq!(answer.status(), 404);
        }
        if n % 40 == 39 {
            assert_eq!(ask(&served, &right, ("x-real-ip", "203.0.113.1")).await.status(), 200, "after {n} wrong ones");
        }
    }
    assert!((130..=140).contains(&slowed), "{slowed} of 200");
    served.stop();
    // Behind a proxy its own header counts, what it put there last, and no other.
    served.set("SAMRAD_CLIENT_ADDRESS_HEADER", "x-forwarded-for");
    served.start();
    for n in 0..70 {
        let answer = ask(&served, &wrong(n), ("x-forwarded-for", &format!("198.51.100.{n}, 203.0.113.7"))).await;
        assert_eq!(answer.status() == 429, n >= 60, "guess {n}");
    }
    assert_eq!(ask(&served, &wrong(1), ("x-forwarded-for", "203.0.113.7, 203.0.113.8")).await.status(), 404);
    assert_eq!(ask(&served, &right, ("x-forwarded-for", "203.0.113.7")).await.status(), 200);
    served.stop();
    served.set("SAMRAD_CLIENT_ADDRESS_HEADER", "no header");
    assert_eq!(served.run(&["check-config"]).status.code(), Some(78));
}

/// The function every route verifies a link with, against guesses made up here: `SAMRAD_GUESSES` says how many.
#[test]
fn no_guess_is_verified() {
    let asked = std::env::var("SAMRAD_GUESSES").ok().and_then(|text| text.parse().ok());
    let rate_limit: u64 = asked.unwrap_or(1_000_000);
    let keys = samrad::links::Links::parse(&"5a".repeat(32)).unwrap();
    let (region, document) = (procedure::RegionId::from(REGION), procedure::DocumentId::from("dok_0123456789abc"));
    let (number, generation) = (1, 1);
    let granted =
        samrad::links::Granted { region: &region, document: &document, number, generation, contact_generation: 1 };
    let own = keys.sign(&granted);
    assert!(keys.verifies(&samrad::links::read(&own).unwrap(), &granted));
    let mut moments = Moments::new();
    for _ in 0..rate_limit {
        let token = format!("0123456789abc1{}", guess(&mut moments));
        assert!(!keys.verifies(&samrad::links::read(&token).unwrap(), &granted), "{token}");
    }
}

#[tokio::test]
async fn forged_headers_lead_nobody_astray() {
    let mut served = Served::new(&[]);
    served.start();
    let client = crate::world::browser();
    let forged = |request: reqwest::RequestBuilder| {
        request
            .header("host", "evil.example")
            .header("x-forwarded-host", "evil.example")
            .header("x-forwarded-for", "203.0.113.7")
            .header("x-forwarded-proto", "gopher")
            .header("forwarded", "for=203.0.113.7;host=evil.example")
    };
    for path in ["/", "/login", "/desk", "/no/such/page", "/api/openapi.json"] {
        let answer = forged(client.get(format!("{}{path}", served.base()))).send().await.unwrap();
        let headers = format!("{:?}", answer.headers());
        assert!(!headers.contains("evil") && !answer.text().await.unwrap().contains("evil"), "{path}");
    }
    let ask = client.post(format!("{}/login", served.base())).header("origin", "https://samrad.example.test");
    let asked = forged(ask).form(&[("address", "koordinator@kongsbergregionen.example.test")]).send().await.unwrap();
    assert!(asked.status().is_success());
    // Its own name does not make a foreign origin ours.
    let foreign = client.post(format!("{}/login", served.base())).header("origin", "https://evil.example");
    assert_eq!(forged(foreign).form(&[("address", "a@b.no")]).send().await.unwrap().status(), 403);
    let letters = served.until(|all| !all.is_empty() && all.iter().all(|letter| letter["state"] == "captured")).await;
    let text = client.get(format!("{}/api/v1/mail/{}", served.base(), letters[0]["id"].as_str().unwrap()));
    let text = text.bearer_auth(served.token()).send().await.unwrap().text().await.unwrap();
    assert!(text.contains("https://samrad.example.test/login/") && !text.contains("evil"), "{text}");
    served.stop();
}

#[tokio::test]
async fn files_that_are_not_what_they_say_are_refused_or_harmless() {
    let world = World::empty(On::Sqlite).await;
    let id = world.in_hearing().await;
    let upload = async |name: &str, bytes: Vec<u8>| {
        let name = name.bytes().fold(String::new(), |name, byte| name + &format!("%{byte:02x}"));
        let to = world.url(&format!("/api/v1/regions/{REGION}/files?name={name}"));
        let answer = world.client.post(to).bearer_auth(&world.token).body(bytes).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    for (name, bytes) in [
        ("svar.pdf", &b"<!doctype html><script>alert(1)</script>"[..]),
        ("svar.pdf", b"\xef\xbb\xbf  <html>"),
        ("bilde.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("tekst.txt", b"tekst\0tekst"),
        ("arkiv.docx", b"PK\x03\x04 ikke et arkiv"),
        ("tom.txt", b""),
        ("program.pdf", b"MZ\x90\0\x03"),
    ] {
        assert_eq!(upload(name, bytes.to_vec()).await.0, 422, "{name}");
    }
    // A PDF that is a page as well, a text with a path for a name: kept, and never shown by a browser as a page.
    for (name, bytes, shown) in [
        ("svar.html", &b"%PDF-1.7\n<script>alert(1)</script>"[..], "svar.pdf"),
        ("../../etc/x\r\nSet-Cookie: a=b", b"tekst", "x"),
        ("svar.txt", b"tekst med <script>alert(1)</script>", "svar.txt"),
    ] {
        let (status, kept) = upload(name, bytes.to_vec()).await;
        assert_eq!(status, 201, "{name}: {kept}");
        let file = kept["file"].as_str().unwrap();
        world.command(&id, json!({"type": "attach", "file": file, "title": name})).await;
        let got = world.client.get(world.url(&format!("/desk/documents/{id}/files/{file}"))).send().await.unwrap();
        assert_eq!(got.status(), 200, "{name}");
        let header = |name: &str| got.headers()[name].to_str().unwrap().to_owned();
        let disposition = header("content-disposition");
        assert!(disposition.starts_with("attachment;") && disposition.contains(shown), "{disposition}");
        assert!(!disposition.contains("etc"), "{disposition}");
        assert!(header("content-security-policy").contains("sandbox"), "{name}");
        assert!(!header("content-type").contains("html"), "{name}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{name}");
        assert!(!got.headers().contains_key("set-cookie"), "{name}");
    }
    // A hundred megabytes in a hundred kilobytes are not unpacked.
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..100 {
        zip.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    let (_, page) = world.page(&format!("/desk/documents/{}/text", world.create("strategy").await)).await;
    let actions = page.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let import = actions.into_iter().find(|action| action.contains("/import")).unwrap();
    let part = reqwest::multipart::Part::bytes(bomb).file_name("plan.docx");
    let form = reqwest::multipart::Form::new().part("file", part);
    let begun = Instant::now();
    let answer = world.client.post(world.url(import)).multipart(form).send().await.unwrap();
    assert_eq!(answer.status(), 422);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert_eq!(world.page("/healthz").await.0, 200);
    world.end().await;
}

const SIGNED: [(&str, &str); 3] = [("name", "Ola Nordmann"), ("role", "rådgiver"), ("confirm", "yes")];

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_fifty_times_at_once_acts_once_and_says_the_same() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let link = world.link(&id, "hearing_invitation", "3303").await;
        let (_, page) = world.page(&link).await;
        let remarks = [("position", "with_remarks"), ("text", "Punkt 2.")];
        let review = world.review(&page, &remarks).await;
        let all = (0..50).map(|_| world.submit(&review, "/submit", &SIGNED));
        let answers = futures_util::future::join_all(all).await;
        assert!(answers.iter().all(|answer| (answer.0, &answer.1) == (303, &answers[0].1)), "{:?}", answers[0]);
        assert_eq!(world.count(&id, "statement_submitted").await, 1);
        assert_eq!(world.letters(&id, "statement_receipt").await.len(), 2, "to the officer and the registry");
        world.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_in_the_moment_of_the_closing_is_before_or_after_it() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let mut ready = Vec::new();
        for _ in 0..12 {
            let id = world.in_hearing().await;
            let link = world.link(&id, "hearing_invitation", "3303").await;
            ready.push((id, link));
        }
        world.travel("2027-01-18T09:00").await;
        let (mut before, mut after) = (0, 0);
        for (n, (id, link)) in ready.iter().enumerate() {
            let (status, page) = world.page(link).await;
            assert_eq!(status, 200);
            let review = world.review(&page, &[("position", "supports"), ("text", "")]).await;
            let close = async {
                tokio::time::sleep(Duration::from_micros(n as u64 * 400)).await;
                let commands = format!("/api/v1/documents/{id}/commands");
                world.post(&commands, &json!({"type": "close_hearing"})).await
            };
            let ((closed, said), (sent, _, _)) = tokio::join!(close, world.submit(&review, "/submit", &SIGNED));
            assert_eq!(closed, 200, "{said}");
            let log = world.events(id).await;
            let place = |kind: &str| log.iter().position(|line| line["event"]["type"] == kind);
            match (place("statement_submitted"), place("hearing_closed")) {
                (Some(statement), Some(closing)) => {
                    assert!(statement < closing, "nothing comes into a closed hearing");
                    assert_eq!(sent, 303);
                    before += 1;
                }
                (None, Some(_)) => {
                    assert!([404, 409].contains(&sent), "{sent}");
                    after += 1;
                }
                _ => panic!("the hearing was closed: {log:?}"),
            }
        }
        println!("{before} before the closing, {after} after it");
        world.end().await;
    }
}
