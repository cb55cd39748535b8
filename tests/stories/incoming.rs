//! Mail that comes in: bounces are the letter's, answers are the municipality's once somebody has confirmed them.

use super::{
    served::{Faults, Served, faketime, mail_in},
    world::{On, World, program, tamper},
};
use serde_json::json;
use std::process::Command;

const DSN: &str = include_str!("../data/mail/postfix-dsn.eml");
const DELAYED: &str = include_str!("../data/mail/delayed.eml");
const AWAY: &str = include_str!("../data/mail/out-of-office.eml");
const REPLY: &str = include_str!("../data/mail/reply.eml");

fn beside(world: &World) -> Command {
    let mut command = Command::new(program());
    command
        .env("SAMRAD_DATABASE", world.database())
        .env("SAMRAD_KEY_FILE", world.data.join("samrad.key"))
        .envs(faketime("2026-11-23 06:59:00"))
        .env("SAMRAD_MAIL_FROM", "Kongsbergregionen <samrad@kongsbergregionen.example.test>");
    command
}

#[tokio::test]
async fn an_answer_by_mail_waits_until_it_is_recorded_or_confirmed() {
    for on in [On::Sqlite, On::Postgres] {
        let world = World::empty(on).await;
        let id = world.in_hearing().await;
        let mut ids = Vec::new();
        for municipality in ["3336", "3334"] {
            let letters = world.letters(&id, "hearing_invitation").await;
            let letter =
                letters.iter().find(|l| l["municipality"] == municipality && l["role"] == "case_officer").unwrap();
            ids.push(letter["message_id"].as_str().unwrap().to_owned());
        }
        let quoted = "Lenken er bare for Rollag kommune, og krever ikke innlogging.";
        let answer = REPLY.replace("<dok_0123456789abc-3-1@region.example.test>", &ids[0]);
        let answer = answer.replace("Les dokumentet og svar her.", quoted);
        // Somebody's absence, and a stranger's letter.
        let away = AWAY.replace("<dok_0123456789abc-3-1@region.example.test>", &ids[0]);
        let written = world.get("/api/v1/mail").await.unwrap();
        assert_eq!(mail_in(beside(&world), &[], &away), "stored");
        let absent = ids[0].trim_start_matches('<').split('.').next().unwrap();
        let (_, letter) = world.page(&format!("/desk/letters/{absent}")).await;
        assert!(letter.contains(" – Automatisk svar, for eksempel fraværsmelding</li>"), "{letter}");
        assert_eq!(mail_in(beside(&world), &[], &answer), "stored");
        assert_eq!(mail_in(beside(&world), &[], &answer), "known already");
        assert_eq!(mail_in(beside(&world), &[], &REPLY.replace("0123456789abc", "zzzzzzzzzzzzz")), "stored");
        assert_eq!(world.get("/api/v1/mail").await.unwrap(), written, "nobody is answered, and no letter is touched");
        let (_, document) = world.page(&format!("/desk/documents/{id}")).await;
        assert!(document.contains("Svar på e-post, ikke bekreftet"), "{document}");
        let href = document.split("/desk/incoming/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let (_, page) = world.page(&format!("/desk/incoming/{href}")).await;
        assert!(page.contains("Rollag kommune støtter planen.") && page.contains("vedtak.txt"), "{page}");
        let shown = page.split("<details").next().unwrap();
        assert!(!shown.contains(quoted), "what it quotes is folded below");
        // The officer finds it in the form, and the coordinator can record it.
        let link = world.link(&id, "hearing_invitation", "3336").await;
        let (_, form) = world.page(&link).await;
        assert!(form.contains("Rollag kommune støtter planen.") && form.contains("på e-post"), "{form}");
        let (status, _, sent) = world.submit(&page, "/act/record_statement", &[("position", "supports")]).await;
        assert_eq!(status, 303, "{sent}");
        let statements = world.get(&format!("/api/v1/documents/{id}/statements")).await.unwrap();
        assert_eq!(statements["items"][0]["municipality"], "3336");
        assert_eq!(statements["items"][0]["files"].as_array().map_or(0, Vec::len), 1, "{statements}");
        let (_, document) = world.page(&format!("/desk/documents/{id}")).await;
        assert!(!document.contains("ikke bekreftet"), "{document}");
        let (_, board) = world.page("/desk").await;
        assert!(!board.contains("har svart på e-post") && board.contains("er ikke plassert"), "{board}");
        let (_, list) = world.page("/desk/incoming").await;
        assert_eq!(list.matches("saksbehandler@rollag.example.test").count(), 3);
        // A person can be erased; the log stays whole.
        let mut erase = beside(&world);
        let erased = erase.args(["erase", "--person", "saksbehandler@rollag.example.test", "--by", "Ingvild"]).output();
        assert!(erased.unwrap().status.success());
        let (_, list) = world.page("/desk/incoming").await;
        assert!(!list.contains("saksbehandler@rollag.example.test"), "{list}");
        world.end().await;
    }
}

#[tokio::test]
async fn a_bounce_is_the_letters_and_silences_the_address() {
    let server = Faults::start(&json!([]), 0);
    let mut served = Served::new(&[("SAMRAD_SMTP", &server.url())]);
    served.start();
    served.in_hearing().await;
    served.until(|letters| letters.len() == 16 && letters.iter().all(|l| l["state"] == "accepted")).await;
    let kept = server.kept();
    let sent = kept.iter().find(|mail| mail["to"] == "saksbehandler@rollag.example.test").unwrap();
    let path = sent["from"].as_str().unwrap();
    assert!(path.starts_with("samrad+b-dok_") && path.ends_with("@region.example.test"), "{path}");
    let state = async || {
        let letters = served.letters().await;
        letters.iter().find(|l| l["to"] == "saksbehandler@rollag.example.test").unwrap()["state"].clone()
    };
    let to = |message: &str, path: &str| message.replace("To: samrad@region.example.test", &format!("To: {path}"));
    assert_eq!(mail_in(served.command(), &[], &to(DELAYED, path)), "stored");
    assert_eq!(state().await, "accepted");
    // Without our seal nobody's letter bounces.
    let forged = path.replace("@region", "x@region");
    assert_eq!(mail_in(served.command(), &[], &to(DSN, &forged)), "stored");
    assert_eq!(mail_in(served.command(), &[], DSN), "stored");
    assert_eq!(state().await, "accepted");
    assert_eq!(mail_in(served.command(), &[], &to(DSN, path)), "stored");
    assert_eq!(state().await, "bounced");
    // The next letter finds no way to that address, and says so.
    let id = served.letters().await[0]["document"].as_str().unwrap().to_owned();
    served.command_of(&id, json!({"type": "remind", "municipality": "3336"})).await;
    served
        .until(|letters| letters.iter().any(|l| l["letter"] == "hearing_reminder" && l["state"] == "suppressed"))
        .await;
}

#[tokio::test]
async fn a_report_of_a_policy_is_the_letters_and_leaves_the_address_alone() {
    let server = Faults::start(&json!([]), 0);
    let mut served = Served::new(&[("SAMRAD_SMTP", &server.url())]);
    served.start();
    let id = served.in_hearing().await;
    served.until(|letters| letters.len() == 16 && letters.iter().all(|l| l["state"] == "accepted")).await;
    let kept = server.kept();
    let sent = kept.iter().find(|mail| mail["to"] == "saksbehandler@rollag.example.test").unwrap();
    let to = format!("To: {}", sent["from"].as_str().unwrap());
    let policy = DSN.replace("To: samrad@region.example.test", &to).replace("5.1.1", "5.7.1");
    assert_eq!(mail_in(served.command(), &[], &policy), "stored");
    let of = |letters: &[serde_json::Value], kind: &str, state: &str| {
        let rollag = |l: &&serde_json::Value| l["municipality"] == "3336" && l["role"] == "case_officer";
        letters.iter().filter(rollag).any(|l| l["letter"] == kind && l["state"] == state)
    };
    served.until(|letters| of(letters, "hearing_invitation", "bounced")).await;
    served.command_of(&id, json!({"type": "remind", "municipality": "3336"})).await;
    served.until(|letters| of(letters, "hearing_reminder", "accepted")).await;
}

#[tokio::test]
async fn a_maildir_is_emptied() {
    let mail = super::world::folder();
    for folder in ["new", "cur", "tmp"] {
        std::fs::create_dir(mail.join(folder)).unwrap();
    }
    let large = format!("From: kari@tinn.example.test\nSubject: Stort kart\n\n{}", "x".repeat(31 * 1024 * 1024));
    std::fs::write(mail.join("new/1.a.b"), REPLY).unwrap();
    std::fs::write(mail.join("new/2.a.b"), &large).unwrap();
    let maildir = mail.display().to_string();
    let mut served = Served::new(&[("SAMRAD_INBOX__MAILDIR", &maildir), ("SAMRAD_INBOX__EVERY_SECONDS", "1")]);
    served.start();
    for _ in 0..200 {
        if ["cur/1.a.b:2,S", "cur/2.a.b:2,S"].iter().all(|read| mail.join(read).exists()) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(mail.join("cur/1.a.b:2,S").exists() && mail.join("cur/2.a.b:2,S").exists());
    assert_eq!(mail_in(served.command(), &[], REPLY), "known already");
    let database = format!("sqlite:{}", served.data.join("samrad.db").display());
    let told = tamper(&database, "select subject from incoming where warnings like '%too-large%'").await;
    assert_eq!(told.as_deref(), Some("Stort kart"), "what is too large is told of");
}
