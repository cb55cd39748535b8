//! The mailbox that is read by IMAP: who is trusted with its password, and where what was taken in goes.

use super::{
    real_mail::{OURS, Servers, header},
    served::Served,
    world::{folder, tamper},
};
use serde_json::Value;
use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    sync::{Arc, Mutex},
};

const SYSTEMS: &str = "/etc/ssl/certs/ca-certificates.crt";
const OFFICER: &str = "saksbehandler@tinn.example.test";

/// What `doctor` finds of the mailbox.
fn inbox(served: &Served) -> (bool, String) {
    let output = served.run(&["doctor", "--json"]);
    let findings: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let inbox = findings.iter().find(|finding| finding["check"] == "inbox").unwrap();
    (inbox["ok"] == true, inbox["says"].as_str().unwrap().to_owned())
}

fn message(subject: &str) -> String {
    format!(
        "From: Kari <{OFFICER}>\r\nTo: {OURS}\r\nSubject: {subject}\r\nMessage-ID: <{subject}@tinn.example.test>\r\n\r\nTinn sluttar seg til."
    )
}

/// The messages in a folder of ours, by what they are about; `true`: marked as seen.
fn in_folder(servers: &Servers, name: &str) -> Vec<(String, bool)> {
    let seen = |path: &std::path::PathBuf| path.display().to_string().contains(":2,S");
    let mut all: Vec<_> = servers.folder(OURS, name).iter().map(|path| (header(path, "Subject"), seen(path))).collect();
    all.sort();
    all
}

#[tokio::test]
async fn a_mailbox_is_opened_to_its_own_server_only_and_what_was_taken_is_moved() {
    let servers = Servers::start();
    let of =
        |scheme: &str, host: &str, port: u16| format!("{scheme}://{}@{host}:{port}/INBOX", OURS.replace('@', "%40"));
    let own = servers.home.join("localhost.pem").display().to_string();
    let mut served = Served::new(&[
        ("SAMRAD_INBOX__IMAP", &of("imaps", "localhost", servers.imaps)),
        ("SAMRAD_INBOX__IMAP_PASSWORD_FILE", &servers.home.join("password").display().to_string()),
        ("SAMRAD_INBOX__EVERY_SECONDS", "1"),
        ("SSL_CERT_FILE", &own),
    ]);
    let let_in = "the server lets us in; 1 messages in the folder";
    servers.send(OFFICER, OURS, &message("first"));
    servers.until(|| servers.mailbox(OURS).pop()).await;
    assert_eq!(inbox(&served), (true, let_in.to_owned()));
    // By STARTTLS too, where it is asked for.
    let upgraded = of("imap", "localhost", servers.imap) + "?tls=required";
    served.set("SAMRAD_INBOX__IMAP", &upgraded);
    assert_eq!(inbox(&served), (true, let_in.to_owned()));
    // A certificate nobody we trust has signed, and one for another name.
    for (trust, host, why) in
        [(SYSTEMS, "localhost", "invalid peer certificate"), (own.as_str(), "127.0.0.1", "not valid for name")]
    {
        for address in [of("imaps", host, servers.imaps), of("imap", host, servers.imap) + "?tls=required"] {
            served.set("SAMRAD_INBOX__IMAP", &address);
            served.set("SSL_CERT_FILE", trust);
            let (ok, says) = inbox(&served);
            assert!(!ok && says.contains(&format!("no safe connection to {host}; no password was sent")), "{says}");
            assert!(says.contains(why), "{says}");
            served.start();
            served.in_hearing().await;
            served.stop();
            assert_eq!(in_folder(&servers, ""), [("first".to_owned(), false)], "it is left where it is, unread");
        }
    }
    // A message that cannot be stored stays, and holds up no other.
    let database = format!("sqlite:{}", served.data.join("samrad.db").display());
    let fails = "create trigger no_room before insert on incoming when new.subject in ('first', '')
                 begin select raise(abort, 'no room'); end";
    tamper(&database, fails).await;
    served.set("SAMRAD_INBOX__IMAP", &upgraded);
    served.set("SSL_CERT_FILE", &own);
    served.set("SAMRAD_INBOX__IMAP_MOVE_TO", "Lest av Samråd");
    served.start();
    servers.send(OFFICER, OURS, &message("second"));
    let moved = ".Lest av Samr&AOU-d";
    servers.until(|| in_folder(&servers, moved).pop()).await;
    assert_eq!(in_folder(&servers, moved), [("second".to_owned(), false)]);
    // It is copied before it is taken away.
    servers.until(|| Some(()).filter(|()| in_folder(&servers, "") == [("first".to_owned(), false)])).await;
    tamper(&database, "drop trigger no_room").await;
    servers.until(|| Some(()).filter(|()| in_folder(&servers, moved).len() == 2)).await;
    servers.until(|| Some(()).filter(|()| in_folder(&servers, "").is_empty())).await;
    served.stop();
    let taken = "select group_concat(subject) from (select subject from incoming order by subject)";
    assert_eq!(tamper(&database, taken).await.as_deref(), Some("first,second"));
    // One too large to be taken in is told of, once, and stays where a person can read it.
    let large = format!("From: {OFFICER}\r\nSubject: third\r\n\r\n{}", "x".repeat(31 * 1024 * 1024));
    let inbox = servers.home.join("mail").join(OURS).join("new");
    std::fs::write(inbox.join("9.large.localhost"), large).unwrap();
    let told = "select group_concat(subject) from incoming where warnings like '%too-large%'";
    served.start();
    servers.until(|| in_folder(&servers, "").pop()).await;
    for next in ["fourth", "fifth"] {
        servers.send(OFFICER, OURS, &message(next));
        servers.until(|| in_folder(&servers, moved).into_iter().find(|(subject, _)| subject == next)).await;
    }
    served.stop();
    assert_eq!(tamper(&database, told).await.as_deref(), Some("third"));
    assert_eq!(in_folder(&servers, ""), [("third".to_owned(), false)]);
    assert!(served.run(&["verify"]).status.success());
}

/// A server that says what it is told to say, and what it has heard.
struct Scripted {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
    /// `answer` gets a line without its tag; `{tag}` in what it gives is that tag.
    fn at(address: &str, answer: fn(&str) -> &'static str) -> Self {
        let listener = TcpListener::bind((address, 0)).unwrap();
        let (port, heard) = (listener.local_addr().unwrap().port(), Arc::<Mutex<Vec<String>>>::default());
        let all = heard.clone();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                let _hung_up = stream.write_all(b"* OK ready\r\n");
                let mut tag = String::new();
                for line in lines {
                    // What answers a challenge has no tag.
                    let said = match line.split_once(' ') {
                        Some((new, said)) => {
                            new.clone_into(&mut tag);
                            said
                        }
                        None => &line,
                    };
                    all.lock().unwrap().push(said.to_owned());
                    let _hung_up = stream.write_all(answer(said).replace("{tag}", &tag).as_bytes());
                }
            }
        });
        Self { port, heard }
    }

    fn heard(&self) -> Vec<String> {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }
}

/// `user=samrad@region.example.test`, and the right token.
const RIGHT: &str = "dXNlcj1zYW1yYWRAcmVnaW9uLmV4YW1wbGUudGVzdAFhdXRoPUJlYXJlciByaWdodAEB";

#[tokio::test]
async fn no_password_is_sent_in_the_clear_and_a_token_opens_too() {
    let home = folder();
    let secret = home.join("secret");
    std::fs::write(&secret, "right\n").unwrap();
    let secret_file = secret.display().to_string();
    // Another machine that does not encrypt, or only says that it will.
    for (answer, why) in [
        (
            (|_| "{tag} BAD what\r\n") as fn(&str) -> &'static str,
            "the server does not encrypt (STARTTLS); no password was sent",
        ),
        (
            |_| "{tag} OK go on\r\n{tag} OK [CAPABILITY IMAP4rev1] logged in\r\n",
            "no safe connection to 127.0.0.2; no password was sent",
        ),
    ] {
        let server = Scripted::at("127.0.0.2", answer);
        let address = format!("imap://samrad@127.0.0.2:{}/INBOX", server.port);
        let served =
            Served::new(&[("SAMRAD_INBOX__IMAP", &address), ("SAMRAD_INBOX__IMAP_PASSWORD_FILE", &secret_file)]);
        let (ok, says) = inbox(&served);
        assert!(!ok && says.contains(why), "{says}");
        let heard = server.heard();
        assert_eq!(heard.first().map(String::as_str), Some("STARTTLS"));
        assert!(!heard.iter().any(|line| line.contains("LOGIN") || line.contains("right")), "{heard:?}");
    }
    // XOAUTH2: the token is said when it is asked for; a wrong one is refused with the server's reason.
    let server = Scripted::at("127.0.0.1", |line| match line {
        "AUTHENTICATE XOAUTH2" => "+ \r\n",
        RIGHT => "{tag} OK logged in\r\n",
        "" => "{tag} NO AUTHENTICATE failed.\r\n",
        _ if line.starts_with("EXAMINE") => "* 3 EXISTS\r\n{tag} OK [READ-ONLY] done\r\n",
        "LOGOUT" => "* BYE\r\n{tag} OK bye\r\n",
        _ => "+ eyJzdGF0dXMiOiI0MDAifQ==\r\n",
    });
    let address = format!("imap://samrad%40region.example.test@127.0.0.1:{}/INBOX", server.port);
    let mut served = Served::new(&[("SAMRAD_INBOX__IMAP", &address), ("SAMRAD_INBOX__IMAP_TOKEN_FILE", &secret_file)]);
    assert_eq!(inbox(&served), (true, "the server lets us in; 3 messages in the folder".to_owned()));
    assert_eq!(server.heard(), ["AUTHENTICATE XOAUTH2", RIGHT, "EXAMINE \"INBOX\"", "LOGOUT"]);
    std::fs::write(&secret, "stale").unwrap();
    let (ok, says) = inbox(&served);
    assert!(!ok && says.contains("the server does not let us in") && says.contains("AUTHENTICATE failed"), "{says}");
    // One of the two proofs, not both, and not none.
    served.set("SAMRAD_INBOX__IMAP_PASSWORD_FILE", &secret_file);
    let both = served.run(&["check-config"]);
    assert_eq!(both.status.code(), Some(78));
    assert!(String::from_utf8_lossy(&both.stderr).contains("not both"), "{both:?}");
    std::fs::remove_dir_all(home).unwrap();
}
