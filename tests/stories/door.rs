//! Log-in, and what strangers' connections and forms can take of the process.

use super::{
    served::{COORDINATOR, ORIGIN, Served, cookie_of, faketime, post},
    world::browser,
};
use reqwest::{Client, StatusCode};
use serde_json::Value;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// The newest log-in letter's link and code, once it has gone.
async fn letter(served: &Served, letters: usize) -> (String, String) {
    let log_in = |letter: &&Value| letter["letter"] == "login";
    let all = served
        .until(|all| {
            let mut sent = all.iter().filter(log_in);
            all.iter().filter(log_in).count() >= letters && sent.all(|letter| letter["state"] == "captured")
        })
        .await;
    let newest = all.iter().filter(log_in).max_by_key(|letter| letter["id"].as_str().unwrap()).unwrap();
    let at = format!("{}/api/v1/mail/{}", served.base(), newest["id"].as_str().unwrap());
    let text = browser().get(at).bearer_auth(served.token()).send().await.unwrap().text().await.unwrap();
    let link = text.lines().find(|line| line.contains("/login/")).unwrap().trim();
    let code = text.lines().find(|line| line.len() == 6 && line.bytes().all(|byte| byte.is_ascii_digit())).unwrap();
    (link[link.find("/login/").unwrap()..].to_owned(), code.to_owned())
}

#[tokio::test]
async fn a_log_in_is_finished_where_it_was_asked_for_or_with_the_code() {
    let mut served = Served::new(&[]);
    served.start();
    let asked = post(&served, "/login", "", &[("address", COORDINATOR)]).await;
    let own = cookie_of(&asked, "__Host-login=").unwrap();
    let (link, code) = letter(&served, 1).await;
    // A scanner opens the link and sends the form as it stands, again and again: it gets in nowhere and uses nothing up.
    for _ in 0..20 {
        let looked = browser().get(format!("{}{link}", served.base())).send().await.unwrap();
        assert_eq!(looked.status(), StatusCode::OK);
        let sent = post(&served, &link, "", &[("code", "")]).await;
        assert_eq!((sent.status(), cookie_of(&sent, "__Host-sid=")), (StatusCode::UNPROCESSABLE_ENTITY, None));
    }
    // Another browser needs the code; a capital O is read as a zero.
    let typed = code.replace('0', "O");
    let entered = post(&served, &link, "", &[("code", &format!("{} {}", &typed[..3], &typed[3..]))]).await;
    assert!(cookie_of(&entered, "__Host-sid=").is_some(), "{}", entered.status());
    assert_eq!(post(&served, &link, &own, &[]).await.status(), StatusCode::NOT_FOUND, "it is used once");
    // The browser that asked needs none.
    let asked = post(&served, "/login", &own, &[("address", COORDINATOR)]).await;
    let own = cookie_of(&asked, "__Host-login=").unwrap();
    let (link, _) = letter(&served, 2).await;
    let entered = post(&served, &link, &own, &[]).await;
    assert!(cookie_of(&entered, "__Host-sid=").is_some(), "{}", entered.status());
    served.stop();
}

#[tokio::test]
async fn five_wrong_codes_end_a_log_in() {
    let mut served = Served::new(&[]);
    served.start();
    post(&served, "/login", "", &[("address", COORDINATOR)]).await;
    let (link, code) = letter(&served, 1).await;
    let wrong = format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000);
    for _ in 0..4 {
        assert_eq!(post(&served, &link, "", &[("code", &wrong)]).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(post(&served, &link, "", &[("code", &wrong)]).await.status(), StatusCode::NOT_FOUND);
    let late = post(&served, &link, "", &[("code", &code)]).await;
    assert_eq!((late.status(), cookie_of(&late, "__Host-sid=")), (StatusCode::NOT_FOUND, None));
    served.stop();
}

#[tokio::test]
async fn an_address_may_ask_for_five_log_ins_an_hour() {
    let mut served = Served::new(&[]);
    served.start();
    for _ in 0..8 {
        assert_eq!(post(&served, "/login", "", &[("address", COORDINATOR)]).await.status(), StatusCode::OK);
    }
    letter(&served, 5).await;
    assert_eq!(served.letters().await.len(), 5);
    served.stop();
}

/// Memory in use, in kilobytes.
fn resident(served: &Served) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", served.pid())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn large_log_ins_are_refused_and_leave_no_memory() {
    let mut served = Served::new(&[]);
    served.start();
    let client = browser();
    let ask = async |n: usize| {
        let address = format!("{n}{}@example.test", "a".repeat(1_900_000));
        let request = client.post(format!("{}/login", served.base())).header("origin", ORIGIN);
        request.form(&[("address", address.as_str())]).send().await.unwrap().status()
    };
    for n in 0..10 {
        assert_eq!(ask(n).await, StatusCode::PAYLOAD_TOO_LARGE);
    }
    let before = resident(&served);
    for n in 10..300 {
        assert_eq!(ask(n).await, StatusCode::PAYLOAD_TOO_LARGE);
    }
    let after = resident(&served);
    assert!(after < before + 20_000, "from {before} to {after} kB");
    served.stop();
}

#[tokio::test]
async fn a_connection_that_says_nothing_more_is_cut_off() {
    let mut served = Served::new(&[
        ("SAMRAD_CONNECTIONS__FIRST_BYTE_SECONDS", "1"),
        ("SAMRAD_CONNECTIONS__HEADER_SECONDS", "1"),
        ("SAMRAD_CONNECTIONS__IDLE_SECONDS", "1"),
    ]);
    served.start();
    let address = served.base().strip_prefix("http://").unwrap().to_owned();
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".as_slice();
    let whole = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n".as_slice();
    for said in [b"".as_slice(), b"PRI", preface, b"GET / HTTP/1.1\r\nhost: a\r\nx: ", whole] {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        stream.write_all(said).await.unwrap();
        let mut answer = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(30), stream.read_to_end(&mut answer)).await;
        assert!(ended.is_ok(), "{:?} is never cut off", String::from_utf8_lossy(said));
    }
    served.stop();
}

#[tokio::test]
async fn a_client_that_never_reads_is_cut_off() {
    let mut served = Served::new(&[("SAMRAD_CONNECTIONS__IDLE_SECONDS", "1")]);
    served.start();
    let address = served.base().strip_prefix("http://").unwrap().to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    // What it asks for is many times what lies between two sockets.
    let asks = b"GET /accessibility HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(20_000);
    let asking = async { while stream.write_all(&asks).await.is_ok() {} };
    assert!(tokio::time::timeout(Duration::from_mins(1), asking).await.is_ok(), "it is served for ever");
    served.stop();
}

#[tokio::test]
async fn silent_connections_beyond_their_number_are_closed_and_others_are_answered() {
    let mut served = Served::new(&[("SAMRAD_CONNECTIONS__MOST", "40"), ("SAMRAD_CONNECTIONS__MOST_PER_ADDRESS", "30")]);
    served.start();
    let address = served.base().strip_prefix("http://").unwrap().to_owned();
    let mut silent = Vec::new();
    for _ in 0..200 {
        silent.push(TcpStream::connect(&address).await.unwrap());
    }
    // The newest are closed at once; the oldest are let be until their time is up.
    let mut byte = [0];
    let newest = tokio::time::timeout(Duration::from_secs(20), silent[199].read(&mut byte)).await;
    assert!(matches!(newest, Ok(Ok(0) | Err(_))), "{newest:?}");
    drop(silent);
    for _ in 0..200 {
        if served.status_or_none("/healthz").await == Some(200) {
            served.stop();
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nobody is answered any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn however_many_say_nothing_others_are_answered_all_the_while() {
    let mut served = Served::new(&[("SAMRAD_CONNECTIONS__FIRST_BYTE_SECONDS", "60")]);
    served.start_with_files(256);
    let address = served.base().strip_prefix("http://").unwrap().to_owned();
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".as_slice();
    let mut silent = Vec::new();
    for n in 0..600 {
        let Ok(mut stream) = TcpStream::connect(&address).await else { continue };
        let _closed = stream.write_all([b"".as_slice(), b"PRI", preface][n % 3]).await;
        silent.push(stream);
    }
    let elsewhere = Client::builder().local_address(Some([127, 0, 0, 2].into())).build().unwrap();
    for _ in 0..5 {
        let asked = elsewhere.get(format!("{}/readyz", served.base())).timeout(Duration::from_secs(10)).send().await;
        assert_eq!(asked.unwrap().status(), StatusCode::OK);
    }
    drop(silent);
    served.stop();
}

#[tokio::test]
async fn who_waits_at_the_screen_gets_the_log_in_at_once_after_a_stop() {
    let mut served = Served::new(&[("SAMRAD_SETTLE_MINUTES", "15")]);
    served.start();
    served.clock("steady", 200).await;
    served.stop();
    // Eleven minutes later the process settles before it sends anything else.
    served.start_with(&faketime("+11m"));
    served.clock("waking", 200).await;
    post(&served, "/login", "", &[("address", COORDINATOR)]).await;
    let (link, _) = letter(&served, 1).await;
    assert_eq!(served.get("/readyz").await["clock"], "waking");
    assert_eq!(browser().get(format!("{}{link}", served.base())).send().await.unwrap().status(), StatusCode::OK);
    served.stop();
}

#[tokio::test]
async fn who_can_accept_a_held_outbox_can_log_in() {
    let mut served = Served::new(&[]);
    served.start();
    served.stop();
    let copied = served.data.join("copied.db");
    assert!(served.run(&["backup", copied.to_str().unwrap()]).status.success());
    served.set("SAMRAD_DATABASE", &format!("sqlite:{}", copied.display()));
    served.start();
    assert_eq!(served.get("/readyz").await["outbox"], "held");
    post(&served, "/login", "", &[("address", COORDINATOR)]).await;
    letter(&served, 1).await;
    served.stop();
}

#[tokio::test]
async fn a_coordinator_who_is_disabled_can_do_nothing_from_that_moment() {
    let mut served = Served::new(&[]);
    let add = ["user", "add", "--name", "Kari Nordmann", "--address", "kari@example.test"];
    assert!(served.run(&add).status.success());
    served.start();
    let cookie = served.log_in(COORDINATOR, served.token()).await;
    let desk = async || {
        let request = browser().get(format!("{}/desk", served.base())).header("cookie", &cookie);
        request.send().await.unwrap().status()
    };
    assert_eq!(desk().await, StatusCode::OK);
    assert!(served.run(&["user", "disable", "--address", COORDINATOR]).status.success());
    assert_eq!(desk().await, StatusCode::SEE_OTHER, "to the log-in");
    let listed = String::from_utf8(served.run(&["user", "list"]).stdout).unwrap();
    assert!(listed.contains(&format!("disabled  {COORDINATOR}")) && listed.contains("active    kari@"), "{listed}");
    let last = served.run(&["user", "disable", "--address", "kari@example.test"]);
    assert!(!last.status.success(), "somebody must be able to log in");
    assert!(served.run(&["user", "enable", "--address", COORDINATOR]).status.success());
    assert_eq!(desk().await, StatusCode::SEE_OTHER, "the old session does not come back");
    served.stop();
}

#[tokio::test]
async fn a_change_of_language_leads_nowhere_else() {
    let mut served = Served::new(&[]);
    served.start();
    for (back, leads) in [
        ("/kongsbergregionen", "/kongsbergregionen"),
        ("/%09/evil.test", "/"),
        ("//evil.test", "/"),
        ("/%5C/evil.test", "/"),
        ("/%0a/evil.test", "/"),
        ("https://evil.test/", "/"),
        ("javascript:alert(1)", "/"),
    ] {
        let answer = browser().get(format!("{}/language?lang=nb&back={back}", served.base())).send().await.unwrap();
        let location = answer.headers()["location"].to_str().unwrap();
        assert!(!location.contains("evil") && location.split('?').next() == Some(leads), "{back}: {location}");
    }
    served.stop();
}
