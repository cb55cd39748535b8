//! Log-in and log-out as the database and the mail server see them: on both databases, with letters that leave.

use super::{
    postgres,
    served::{COORDINATOR, Faults, Served, cookie_of, faketime, post},
    world::browser,
};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use sqlx::Connection as _;
use std::{
    io::Write as _,
    process::{Command, Stdio},
    time::Duration,
};

async fn get(served: &Served, path: &str, cookie: &str) -> (StatusCode, String) {
    let answer = browser().get(format!("{}{path}", served.base())).header("cookie", cookie).send().await.unwrap();
    (answer.status(), answer.text().await.unwrap())
}

fn set(answer: &Response, name: &str) -> Option<String> {
    let all = answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    all.filter(|value| value.starts_with(name)).map(str::to_owned).next()
}

/// Link and code of a message as it came to the mail server.
fn read(message: &str) -> (String, String) {
    let sent = message.split("base64\r\n\r\n").nth(1).and_then(|part| part.split("--").next());
    let text = sent.map_or_else(|| message.to_owned(), decoded);
    let link = text.lines().find(|line| line.contains("/login/"));
    let link = link.unwrap_or_else(|| panic!("no link in {text}")).trim();
    let code =
        text.lines().map(str::trim).find(|line| line.len() == 6 && line.bytes().all(|byte| byte.is_ascii_digit()));
    (link[link.find("/login/").unwrap()..].to_owned(), code.unwrap().to_owned())
}

fn decoded(body: &str) -> String {
    let mut decoder = Command::new("base64").arg("-di").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    decoder.stdin.take().unwrap().write_all(body.as_bytes()).unwrap();
    String::from_utf8(decoder.wait_with_output().unwrap().stdout).unwrap()
}

async fn logins(served: &Served) -> Vec<Value> {
    served.letters().await.into_iter().filter(|letter| letter["letter"] == "login").collect()
}

/// What the database keeps of log-in letters.
async fn kept(database: &str) -> String {
    let sql = "select coalesce(data, '') || ' ' || coalesce(body, '') from letter where kind = 'login'";
    let all: Vec<String> = if database.starts_with("sqlite:") {
        let mut connection = sqlx::SqliteConnection::connect(database).await.unwrap();
        sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
    } else {
        let mut connection = sqlx::PgConnection::connect(database).await.unwrap();
        sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
    };
    all.join("\n")
}

fn databases() -> [Option<String>; 2] {
    [None, Some(postgres::database())]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_in_that_was_sent_leaves_no_secret_behind_on_either_database() {
    for database in databases() {
        let server = Faults::start(&json!([]), 0);
        let smtp = server.url();
        let mut settings = vec![("SAMRAD_SMTP", smtp.as_str())];
        settings.extend(database.as_deref().map(|database| ("SAMRAD_DATABASE", database)));
        let mut served = Served::new(&settings);
        served.start();
        let file = database.clone().unwrap_or_else(|| format!("sqlite:{}", served.data.join("samrad.db").display()));
        let asked = post(&served, "/login", "", &[("address", COORDINATOR)]).await;
        let own = cookie_of(&asked, "__Host-login=").unwrap();
        let sent = server.kept_at_least(1).await;
        let (link, code) = read(sent[0]["message"].as_str().unwrap());
        served.until(|letters| letters.iter().any(|l| l["letter"] == "login" && l["state"] == "accepted")).await;
        let left = kept(&file).await;
        assert!(!left.contains(link.trim_start_matches("/login/")) && !left.contains(&code), "{left}");
        let entered = post(&served, &link, &own, &[]).await;
        let session = set(&entered, "__Host-sid=").unwrap();
        assert!(session.contains(&format!("Max-Age={}", 30 * 24 * 3600)), "{session}");
        assert_eq!(get(&served, "/desk", &cookie_of(&entered, "__Host-sid=").unwrap()).await.0, StatusCode::OK);
        served.stop();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_at_the_screen_waits_for_no_settling_and_no_held_outbox_on_either_database() {
    for database in databases() {
        let server = Faults::start(&json!([]), 0);
        let smtp = server.url();
        let mut settings = vec![("SAMRAD_SMTP", smtp.as_str()), ("SAMRAD_SETTLE_MINUTES", "15")];
        settings.extend(database.as_deref().map(|database| ("SAMRAD_DATABASE", database)));
        let mut served = Served::new(&settings);
        served.start();
        served.clock("steady", 200).await;
        served.stop();
        // PostgreSQL has a clock of its own that cannot be moved, so there it is the outbox that is held.
        if let Some(database) = &database {
            let mut connection = sqlx::PgConnection::connect(database).await.unwrap();
            let hold = sqlx::query("insert into setting (name, value) values ('outbox_held', 'now')");
            hold.execute(&mut connection).await.unwrap();
            served.start();
            served.clock("steady", 200).await;
        } else {
            served.start_with(&faketime("+11m"));
            served.clock("waking", 200).await;
        }
        served.in_hearing().await;
        post(&served, "/login", "", &[("address", COORDINATOR)]).await;
        served.until(|letters| letters.iter().any(|l| l["letter"] == "login" && l["state"] == "accepted")).await;
        assert_eq!(server.kept().len(), 1, "nothing else has gone");
        served.stop();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_copy_goes_the_log_in_that_was_asked_for_there_and_nothing_else() {
    let server = Faults::start(&json!([]), 0);
    let smtp = server.url();
    let mut served = Served::new(&[("SAMRAD_SMTP", "smtp://127.0.0.1:9")]);
    served.start();
    served.in_hearing().await;
    post(&served, "/login", "", &[("address", COORDINATOR)]).await;
    served.stop();
    let copied = served.data.join("copied.db");
    assert!(served.run(&["backup", copied.to_str().unwrap()]).status.success());
    served.set("SAMRAD_DATABASE", &format!("sqlite:{}", copied.display()));
    served.set("SAMRAD_SMTP", &smtp);
    served.start();
    assert_eq!(served.get("/readyz").await["outbox"], "held");
    post(&served, "/login", "", &[("address", COORDINATOR)]).await;
    served.until(|letters| letters.iter().any(|l| l["letter"] == "login" && l["state"] == "accepted")).await;
    assert_eq!(server.kept().len(), 1, "not the hearing, nor the log-in of the one it was copied from");
    served.stop();
}

#[tokio::test]
async fn a_log_in_that_cannot_be_sent_in_time_is_shown_as_expired() {
    let mut served = Served::new(&[("SAMRAD_SMTP", "smtp://127.0.0.1:9")]);
    served.start();
    post(&served, "/login", "", &[("address", COORDINATOR)]).await;
    served.ready_with("mail", "away").await;
    assert_ne!(logins(&served).await[0]["state"], "expired", "there is time yet");
    served.stop();
    served.start_with(&faketime("+16m"));
    let letters = served.until(|letters| letters.iter().any(|letter| letter["state"] == "expired")).await;
    assert!(letters.iter().any(|letter| letter["letter"] == "login"), "{letters:?}");
    let left = kept(&format!("sqlite:{}", served.data.join("samrad.db").display())).await;
    assert!(left.starts_with(' '), "its secret is gone: {left}");
    served.stop();
}

#[tokio::test]
async fn a_session_ends_after_twelve_idle_hours_and_after_thirty_days() {
    let mut served = Served::new(&[]);
    served.start();
    let cookie = served.log_in(COORDINATOR, served.token()).await;
    let file = format!("sqlite:{}", served.data.join("samrad.db").display());
    let seen = async || -> String {
        let mut connection = sqlx::SqliteConnection::connect(&file).await.unwrap();
        sqlx::query_scalar("select seen_at from session").fetch_one(&mut connection).await.unwrap()
    };
    for hours in ["+11h", "+22h", "+33h"] {
        let before = seen().await;
        served.stop();
        served.start_with(&faketime(hours));
        assert_eq!(get(&served, "/desk", &cookie).await.0, StatusCode::OK, "{hours}");
        // That it was used is noted beside the answer.
        while seen().await == before {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    served.stop();
    served.start_with(&faketime("+46h"));
    assert_eq!(get(&served, "/desk", &cookie).await.0, StatusCode::SEE_OTHER);
    served.stop();
    served.set("SAMRAD_SESSION__IDLE_HOURS", "10000");
    served.start_with(&faketime("+29d"));
    assert_eq!(get(&served, "/desk", &cookie).await.0, StatusCode::OK);
    served.stop();
    served.start_with(&faketime("+31d"));
    assert_eq!(get(&served, "/desk", &cookie).await.0, StatusCode::SEE_OTHER);
    served.stop();
}

#[tokio::test]
async fn logging_out_everywhere_ends_log_ins_that_are_not_used_yet() {
    let mut served = Served::new(&[]);
    served.start();
    let cookie = served.log_in(COORDINATOR, served.token()).await;
    let asked = post(&served, "/login", "", &[("address", COORDINATOR)]).await;
    let own = cookie_of(&asked, "__Host-login=").unwrap();
    served.until(|all| all.iter().filter(|l| l["letter"] == "login" && l["state"] == "captured").count() == 2).await;
    let newest = logins(&served).await.into_iter().max_by_key(|l| l["id"].as_str().unwrap().to_owned()).unwrap();
    let at = format!("{}/api/v1/mail/{}", served.base(), newest["id"].as_str().unwrap());
    let text = browser().get(at).bearer_auth(served.token()).send().await.unwrap().text().await.unwrap();
    let (link, _) = read(&text);
    assert_eq!(get(&served, &link, &own).await.0, StatusCode::OK);
    assert!(get(&served, "/desk", &cookie).await.1.contains("formaction=\"/logout/everywhere\""), "a button does it");
    let left = post(&served, "/logout/everywhere", &cookie, &[]).await;
    assert_eq!(left.status(), StatusCode::SEE_OTHER);
    assert_eq!(get(&served, &link, &own).await.0, StatusCode::NOT_FOUND);
    assert_eq!(post(&served, &link, &own, &[]).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(get(&served, "/desk", &cookie).await.0, StatusCode::SEE_OTHER);
    served.stop();
}

#[tokio::test]
async fn whoever_is_erased_commands_nothing_any_more_by_session_or_by_token() {
    let mut served = Served::new(&[]);
    let add = ["user", "add", "--name", "Kari Nordmann", "--address", "kari@example.test"];
    assert!(served.run(&add).status.success());
    let made = served.run(&["token", "create", "--name", "eget", "--for", "kari@example.test"]);
    let token = String::from_utf8_lossy(&made.stdout).split_whitespace().last().unwrap().to_owned();
    served.start();
    let cookie = served.log_in("kari@example.test", served.token()).await;
    let program = async || {
        let at = format!("{}/api/v1/mail", served.base());
        browser().get(at).bearer_auth(&token).send().await.unwrap().status()
    };
    assert_eq!((get(&served, "/desk", &cookie).await.0, program().await), (StatusCode::OK, StatusCode::OK));
    assert!(served.run(&["erase", "--person", "kari@example.test", "--by", "Ingvild"]).status.success());
    assert_eq!(get(&served, "/desk", &cookie).await.0, StatusCode::SEE_OTHER);
    assert_eq!(program().await, StatusCode::UNAUTHORIZED);
    served.stop();
}

#[tokio::test]
async fn a_coordinator_is_added_disabled_and_let_in_again_on_the_desks_page() {
    let mut served = Served::new(&[]);
    served.start();
    let cookie = served.log_in(COORDINATOR, served.token()).await;
    let list = "/desk/coordinators";
    let (_, page) = get(&served, list, &cookie).await;
    let own = page.split("/desk/coordinators/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    // The only one there is cannot shut everybody out, and is told so.
    let (status, asked) = get(&served, &format!("{list}/{own}/disable"), &cookie).await;
    assert!(status == StatusCode::OK && !asked.contains("method=\"post\" action=\"/desk/coordinators"), "{asked}");
    assert_eq!(post(&served, &format!("{list}/{own}/disable"), &cookie, &[]).await.status(), StatusCode::CONFLICT);
    let wrong = post(&served, list, &cookie, &[("name", "Kari Nordmann"), ("address", "kari")]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().await.unwrap().contains("value=\"Kari Nordmann\""), "what was typed is kept");
    let new = [("name", "Kari Nordmann"), ("address", "kari@example.test")];
    assert_eq!(post(&served, list, &cookie, &new).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(post(&served, list, &cookie, &new).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "twice is once");
    // Whoever is there is named in letters: the next active one.
    let (_, asked) = get(&served, &format!("{list}/{own}/disable"), &cookie).await;
    assert!(
        asked.contains("method=\"post\" action=\"/desk/coordinators") && asked.contains("Dette er deg selv"),
        "{asked}"
    );
    assert_eq!(get(&served, "/desk", &cookie).await.0, StatusCode::OK, "asking does nothing");
    assert_eq!(post(&served, &format!("{list}/{own}/disable"), &cookie, &[]).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(get(&served, "/desk", &cookie).await.0, StatusCode::SEE_OTHER);
    // Their own program is stopped with them; one of Kari's reads on.
    assert_eq!(served.try_post("/api/v1/documents/x/commands", &json!({})).await.0, 401);
    let made = served.run(&["token", "create", "--name", "eget", "--for", "kari@example.test"]);
    let token = String::from_utf8_lossy(&made.stdout).split_whitespace().last().unwrap().to_owned();
    let public = get(&served, "/privacy?lang=nb", "").await.1;
    assert!(!public.contains(COORDINATOR), "{public}");
    let new = json!({"kind": "strategy", "title": "Strategi"});
    let at = format!("{}/api/v1/regions/kongsbergregionen/documents", served.base());
    assert_eq!(browser().post(at).bearer_auth(&token).json(&new).send().await.unwrap().status(), StatusCode::CREATED);
    let kari = served.log_in("kari@example.test", &token).await;
    let (_, page) = get(&served, list, &kari).await;
    assert!(page.contains(&format!("{list}/{own}/enable")), "{page}");
    assert_eq!(post(&served, &format!("{list}/{own}/enable"), &kari, &[]).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(get(&served, "/desk", &cookie).await.0, StatusCode::SEE_OTHER, "by a new log-in only");
    served.log_in(COORDINATOR, &token).await;
    served.stop();
}
