//! The way out: certificates, servers that are away for days, slow ones, and signatures a stranger can verify.

use super::{
    served::{Faults, Served, mail_in},
    world::{folder, tamper},
};
use serde_json::{Value, json};
use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

fn openssl(arguments: &[&str]) -> Vec<u8> {
    let made = Command::new("openssl").args(arguments).output().expect("openssl runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    made.stdout
}

/// A certificate for a name, and its key.
pub fn certificate(home: &Path, name: &str) -> (PathBuf, PathBuf) {
    let (file, key) = (home.join(format!("{name}.pem")), home.join(format!("{name}.key")));
    let (out, keyout) = (file.display().to_string(), key.display().to_string());
    let (subject, names) = (format!("/CN={name}"), format!("subjectAltName=DNS:{name}"));
    openssl(&[
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "30",
        "-subj",
        &subject,
        "-addext",
        &names,
        "-addext",
        "basicConstraints=critical,CA:FALSE",
        "-keyout",
        &keyout,
        "-out",
        &out,
    ]);
    (file, key)
}

#[tokio::test]
async fn a_certificate_must_be_the_servers_own() {
    let home = folder();
    for (name, trusted, expected) in [
        ("localhost", true, "open"),
        ("localhost", false, "turned away"),
        ("mail.somebody-else.example.test", true, "turned away"),
    ] {
        let (file, key) = certificate(&home, name);
        let server = Faults::with(&json!([]), 0, &[("FAULTS_CERTIFICATE", &file), ("FAULTS_KEY", &key)]);
        let trust = if trusted { file.display().to_string() } else { "/etc/ssl/certs/ca-certificates.crt".to_owned() };
        let url = format!("smtp://localhost:{}?tls=required", server.port);
        let mut served = Served::new(&[("SAMRAD_SMTP", &url), ("SSL_CERT_FILE", &trust)]);
        served.start();
        served.in_hearing().await;
        if expected == "open" {
            served.until(|letters| letters.len() == 16 && letters.iter().all(|l| l["state"] == "accepted")).await;
        } else {
            served.ready_with("mail", expected).await;
            served.until(|letters| letters.iter().all(|letter| letter["state"] == "queued")).await;
            assert!(server.kept().is_empty());
        }
        assert_eq!(served.get("/readyz").await["mail"], expected, "{name} {trusted}");
    }
    std::fs::remove_dir_all(home).unwrap();
}

#[tokio::test]
async fn greylisting_and_a_tarpit_only_take_time() {
    let server = Faults::start(
        &json!([
            {"to": "^saksbehandler@tinn", "at": "rcpt", "do": "451 4.7.1 greylisted, come back", "times": 1},
            {"to": "^postmottak@tinn", "at": "rcpt", "do": "drip", "wait": 20},
            {"to": "^postmottak@sigdal", "at": "dot", "do": "drip", "wait": 20},
            {"to": "^saksbehandler@sigdal", "at": "mail", "do": "421 4.3.2 too busy", "times": 1},
        ]),
        0,
    );
    let mut served = Served::new(&[("SAMRAD_SMTP", &server.url())]);
    served.start();
    served.in_hearing().await;
    let grey = "saksbehandler@tinn.example.test";
    let letters = served
        .until(|letters| {
            letters.len() == 16
                && letters.iter().all(|l| l["state"] == if l["to"] == grey { "deferred" } else { "accepted" })
        })
        .await;
    let waiting = letters.iter().find(|letter| letter["to"] == grey).unwrap()["id"].as_str().unwrap().to_owned();
    served.post(&format!("/api/v1/mail/{waiting}/retry"), &json!({})).await;
    served.until(|letters| letters.iter().all(|letter| letter["state"] == "accepted")).await;
    assert_eq!(server.kept().len(), 16, "none arrived twice");
}

/// 2 000 letters, half of them reminders, and a server that nobody answers at for three days.
#[tokio::test]
async fn after_three_days_letters_go_in_order_and_late_reminders_do_not() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut served = Served::new(&[
        ("SAMRAD_SMTP", &format!("smtp://127.0.0.1:{port}")),
        ("SAMRAD_SETTLE_MINUTES", "0"),
        ("SAMRAD_MAIL__PER_DOMAIN_PER_MINUTE", "0"),
        ("SAMRAD_MAIL__CONNECTIONS", "1"),
    ]);
    served.start();
    for _ in 0..84 {
        let id = served.in_hearing().await;
        served.command_of(&id, json!({"type": "remind"})).await;
    }
    let away = served.ready_with("mail", "away").await;
    assert_eq!(away["database"], "ok");
    served.stop();
    // Days go by; whoever looks finds the server away, and nothing is given up.
    for hours in ["+30h", "+60h"] {
        served.start_at(Some(hours));
        served.ready_with("mail", "away").await;
        served.stop();
    }
    served.start_at(Some("+71h"));
    let mut before = served.letters().await;
    // The coordinators' digests of the days between are another matter.
    before.retain(|letter| letter["letter"] != "digest");
    let waits = |letter: &Value| ["queued", "deferred", "claimed"].contains(&letter["state"].as_str().unwrap());
    assert_eq!(before.len(), 84 * 24);
    assert!(before.iter().all(waits), "{:?}", super::served::summary(&before));
    served.stop();
    let server = Faults::at(port);
    served.start_at(Some("+72h"));
    // So late that a person looks first.
    assert!(served.run_at("+72h", &["release"]).status.success());
    let over = |letter: &Value| {
        let late = letter["class"] == "reminder";
        letter["letter"] == "digest" || letter["state"] == if late { "expired" } else { "accepted" }
    };
    served.until(|letters| letters.iter().all(over)).await;
    let mut kept = server.kept();
    kept.retain(|mail| mail["id"].as_str().unwrap().starts_with("<dok_"));
    assert_eq!(kept.len(), 84 * 16, "each statutory letter once");
    let documents: Vec<&str> =
        kept.iter().map(|mail| mail["id"].as_str().unwrap().split('-').next().unwrap()).collect();
    let mut turns = documents.clone();
    turns.dedup();
    assert_eq!(turns.len(), 84, "one hearing after the other, as they were written");
}

#[tokio::test]
async fn a_stranger_verifies_the_signatures_of_both_kinds_of_key() {
    let home = folder();
    for (algorithm, options) in [("rsa", &["-pkeyopt", "rsa_keygen_bits:2048"][..]), ("ed25519", &[])] {
        let key = home.join(format!("{algorithm}.pem")).display().to_string();
        openssl(&[&["genpkey", "-algorithm", algorithm, "-out", &key][..], options].concat());
        let public = home.join("public.der").display().to_string();
        openssl(&["pkey", "-in", &key, "-pubout", "-outform", "DER", "-out", &public]);
        let server = Faults::start(&json!([{"to": "^saksbehandler@tinn", "at": "dot", "do": "keep"}]), 0);
        let mut served = Served::new(&[
            ("SAMRAD_SMTP", &server.url()),
            ("SAMRAD_MAIL__DKIM_KEY_FILE", &key),
            ("SAMRAD_MAIL__UNCERTAIN_MINUTES", "0"),
        ]);
        served.start();
        served.in_hearing().await;
        let lost = "saksbehandler@tinn.example.test";
        served
            .until(|letters| {
                letters.len() == 16
                    && letters.iter().all(|l| l["state"] == if l["to"] == lost { "uncertain" } else { "accepted" })
            })
            .await;
        let kept = server.kept();
        let copies: Vec<&Value> = kept.iter().filter(|mail| mail["to"] == lost).collect();
        assert_eq!(copies.len(), 2);
        assert_eq!(copies[0]["message"], copies[1]["message"], "the signature of a retry is the same");
        let message = copies[0]["message"].as_str().unwrap();
        assert_eq!(verified(algorithm, &public, message), "True", "{message}");
        let (head, body) = message.split_once("\r\n\r\n").unwrap();
        let others = [
            format!("{head}\r\n\r\n{}", body.replacen('a', "b", 1)),
            message.replacen("Subject: ", "Subject: x", 1),
            format!("From: somebody@else.example.test\r\n{message}"),
        ];
        for other in others {
            assert_eq!(verified(algorithm, &public, &other), "False", "{other}");
        }
    }
    std::fs::remove_dir_all(home).unwrap();
}

/// What dkimpy says of a message.
fn verified(algorithm: &str, public: &str, message: &str) -> String {
    let script = r#"
import base64, dkim, sys
algorithm, file = sys.argv[1:]
key = open(file, "rb").read()
key = base64.b64encode(key[-32:] if algorithm == "ed25519" else key)
record = b"v=DKIM1; k=" + algorithm.encode() + b"; p=" + key
message = sys.stdin.buffer.read()
print(dkim.verify(message, dnsfunc=lambda name, timeout=5: record if name == b"samrad._domainkey.region.example.test." else None))
"#;
    let mut command = Command::new("/usr/bin/python3");
    command.args(["-c", script, algorithm, public]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut process = command.spawn().expect("python3 runs");
    process.stdin.take().unwrap().write_all(message.as_bytes()).unwrap();
    String::from_utf8_lossy(&process.wait_with_output().unwrap().stdout).trim().to_owned()
}

#[tokio::test]
async fn a_test_message_is_sent_and_dns_is_asked() {
    let server = Faults::start(&json!([{"to": "^nobody@", "at": "rcpt", "do": "550 5.1.1 no such user"}]), 0);
    let names = dns(&json!({
        "MX region.example.test": ["mx.region.example.test"],
        "TXT region.example.test": ["v=spf1 ip4:127.0.0.1 -all"],
    }));
    let (url, resolver) = (server.url(), format!("127.0.0.1:{}", names.port));
    let served = Served::new(&[("SAMRAD_SMTP", &url), ("SAMRAD_MAIL__NAME_SERVER", &resolver)]);
    let findings = |address: &str| -> Vec<Value> {
        let output = served.run(&["doctor", "--json", "--send-test-mail", address]);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
    };
    let of = |findings: &[Value], check: &str| findings.iter().find(|f| f["check"] == check).cloned().unwrap();
    let found = findings("drift@region.example.test");
    assert_eq!(of(&found, "test_mail")["ok"], true, "{found:?}");
    assert_eq!(of(&found, "smtp")["ok"], true);
    assert_eq!((&of(&found, "dns_mx")["ok"], &of(&found, "dns_spf")["ok"]), (&json!(true), &json!(true)), "{found:?}");
    assert_eq!(of(&found, "dns_dmarc")["ok"], false, "{found:?}");
    let kept = server.kept_at_least(1).await;
    assert!(kept[0]["message"].as_str().unwrap().contains("Auto-Submitted: auto-generated"));
    let refused = of(&findings("nobody@region.example.test"), "test_mail");
    assert_eq!(refused["ok"], false);
    assert!(refused["says"].as_str().unwrap().contains("no such user"), "{refused}");
    // DNS that does not answer is said, and is no fault of the installation.
    drop(names);
    let found = findings("drift@region.example.test");
    let mx = of(&found, "dns_mx");
    assert_eq!(mx["ok"], true);
    assert!(mx["says"].as_str().unwrap().contains("could not be asked"), "{mx}");
}

/// The finding of our key in DNS, where the name server knows one record for it, or none.
fn key_in_dns(key: &str, record: Option<&str>) -> (bool, String) {
    let names = dns(&json!({"TXT samrad._domainkey.region.example.test": record.into_iter().collect::<Vec<_>>()}));
    let served = Served::new(&[
        ("SAMRAD_SMTP", "smtp://127.0.0.1:9"),
        ("SAMRAD_MAIL__NAME_SERVER", &format!("127.0.0.1:{}", names.port)),
        ("SAMRAD_MAIL__DKIM_KEY_FILE", key),
    ]);
    let findings: Vec<Value> = serde_json::from_slice(&served.run(&["doctor", "--json"]).stdout).unwrap();
    let found = findings.iter().find(|finding| finding["check"] == "dns_dkim").unwrap();
    (found["ok"] == true, found["says"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn the_key_in_dns_is_held_against_the_one_that_signs() {
    let home = folder();
    let make = |algorithm: &str, name: &str| {
        let key = home.join(name).display().to_string();
        openssl(&["genpkey", "-algorithm", algorithm, "-out", &key]);
        let public = home.join("public.der").display().to_string();
        openssl(&["pkey", "-in", &key, "-pubout", "-outform", "DER", "-out", &public]);
        // As docs/OPERATIONS.md says: all of an RSA key, the last 32 bytes of an Ed25519 one.
        let tail = if algorithm == "rsa" { "cat" } else { "tail -c 32" };
        let shown = Command::new("sh").args(["-c", &format!("{tail} {public} | base64 -w0")]).output().unwrap();
        (key, format!("v=DKIM1; k={algorithm}; p={}", String::from_utf8(shown.stdout).unwrap()))
    };
    let name = "samrad._domainkey.region.example.test";
    for algorithm in ["rsa", "ed25519"] {
        let ((key, record), (_, other)) = (make(algorithm, "ours.pem"), make(algorithm, "other.pem"));
        let (ok, says) = key_in_dns(&key, Some(&record));
        assert!(ok && says.contains(&record), "{says}");
        let (ok, says) = key_in_dns(&key, None);
        assert!(!ok && says == format!("{name} has no TXT: receivers cannot verify our signatures"), "{says}");
        let (ok, says) = key_in_dns(&key, Some(&other));
        assert!(!ok && says.starts_with(&format!("{name} holds another key than {key}")), "{says}");
        // A key of the other kind, or one that was withdrawn.
        let wrong_kind =
            record.replace(&format!("k={algorithm}"), if algorithm == "rsa" { "k=ed25519" } else { "k=rsa" });
        for record in [wrong_kind.as_str(), "v=DKIM1; p="] {
            assert!(!key_in_dns(&key, Some(record)).0, "{record}");
        }
    }
    std::fs::remove_dir_all(home).unwrap();
}

fn dns(records: &Value) -> Faults {
    Faults::run(concat!(env!("CARGO_MANIFEST_DIR"), "/faults/dns.mjs"), &[records.to_string()], &[])
}

#[tokio::test]
async fn mail_is_taken_in_by_lmtp_with_an_answer_for_each_recipient() {
    const DSN: &str = include_str!("../data/mail/postfix-dsn.eml");
    let server = Faults::start(&json!([]), 0);
    let mut served = Served::new(&[("SAMRAD_SMTP", &server.url())]);
    served.start();
    served.in_hearing().await;
    served.until(|letters| letters.len() == 16 && letters.iter().all(|l| l["state"] == "accepted")).await;
    let kept = server.kept();
    let sent = kept.iter().find(|mail| mail["to"] == "saksbehandler@rollag.example.test").unwrap();
    let path = sent["from"].as_str().unwrap();
    // The report names nobody's return path in its headers; the envelope does.
    let report = DSN.replace('\n', "\r\n").replace("\r\r\n", "\r\n");
    let stuffed = format!("\r\n{report}").replace("\r\n.", "\r\n..");
    let spoken = format!(
        "EHLO x\r\nLHLO test\r\nDATA\r\nMAIL FROM:<>\r\nRCPT TO:<{path}>\r\nRCPT TO:<samrad@region.example.test>\r\nRCPT TO:x\r\nDATA\r\n{}.\r\nQUIT\r\n",
        &stuffed[2..]
    );
    let said = mail_in(served.command(), &["--lmtp"], &spoken);
    let codes: Vec<&str> = said.lines().filter(|l| l.as_bytes()[3] == b' ').map(|line| &line[..3]).collect();
    assert_eq!(codes, ["220", "500", "250", "503", "250", "250", "250", "501", "354", "250", "250", "221"], "{said}");
    let letters = served.letters().await;
    let bounced = letters.iter().find(|l| l["to"] == "saksbehandler@rollag.example.test").unwrap();
    assert_eq!(bounced["state"], "bounced");
    assert_eq!(mail_in(served.command(), &["--recipient", path], &report), "known already");
    // Too much is refused for each recipient, and the conversation goes on.
    let much = format!(
        "LHLO test\r\nMAIL FROM:<a@b.no>\r\nRCPT TO:<c@d.no>\r\nDATA\r\nSubject: Kart\r\n\r\n{}\r\n.\r\nNOOP\r\nQUIT\r\n",
        "x".repeat(31 * 1024 * 1024)
    );
    let said = mail_in(served.command(), &["--lmtp"], &much);
    assert!(said.contains("552 5.3.4") && said.ends_with("221 2.0.0 bye"), "{said}");
    let database = format!("sqlite:{}", served.data.join("samrad.db").display());
    let told = tamper(&database, "select subject from incoming where warnings like '%too-large%'").await;
    assert_eq!(told.as_deref(), Some("Kart"), "that it came is kept");
}
