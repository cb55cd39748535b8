//! Mail as people and machines send it: nothing of it is lost, no link of ours is kept, and nobody answers for another.

use super::{
    served::{Served, faketime, mail_in},
    world::{On, REGION, World, folder, program, tamper},
};
use samrad::links::Links;
use std::{
    io::{Cursor, Write as _},
    process::Command,
};

const FROM: &str = "samrad@region.example.test";
const TO: &str = "saksbehandler@rollag.example.test";

macro_rules! mail {
    ($name:literal) => {
        include_str!(concat!("../data/mail/", $name, ".eml"))
    };
}

/// A hearing, and one of its letters.
struct Sent {
    world: World,
    document: String,
    link: String,
    /// The name that letters come from.
    sender: &'static str,
}

impl Sent {
    async fn on(on: On) -> Self {
        let world = World::empty(on).await;
        let document = world.in_hearing().await;
        let link = world.link(&document, "hearing_invitation", "3336").await;
        Self { world, document, link, sender: "Regionrådet" }
    }

    /// Id and Message-ID of the invitation to a municipality's officer.
    async fn letter(&self, municipality: &str) -> (String, String) {
        let letters = self.world.letters(&self.document, "hearing_invitation").await;
        let theirs = |l: &&serde_json::Value| l["municipality"] == municipality && l["role"] == "case_officer";
        let letter = letters.iter().find(theirs).unwrap();
        (letter["id"].as_str().unwrap().to_owned(), letter["message_id"].as_str().unwrap().to_owned())
    }

    fn returns(&self, letter: &str) -> String {
        let keys = std::fs::read_to_string(self.world.data.join("samrad.key")).unwrap();
        Links::parse(&keys).unwrap().return_path(FROM, letter)
    }

    /// A file's placeholders filled in for the letter to a municipality.
    async fn filled(&self, text: &str, municipality: &str) -> String {
        let (id, message) = self.letter(municipality).await;
        text.replace("{LETTER}", &message)
            .replace("{RETURN}", &self.returns(&id))
            .replace("{LINK}", &self.world.url(&self.link))
            .replace("{FROM}", FROM)
            .replace("{TO}", TO)
    }

    fn comes(&self, message: &str) {
        let mut command = Command::new(program());
        command
            .env("SAMRAD_DATABASE", self.world.database())
            .env("SAMRAD_KEY_FILE", self.world.data.join("samrad.key"))
            .env("SAMRAD_PUBLIC_URL", &self.world.base)
            .env("SAMRAD_INBOX__AUTHENTICATION_SERVER", "mx.example.test")
            .envs(faketime("2026-11-23 06:59:00"))
            .env("SAMRAD_MAIL_FROM", format!("{} <{FROM}>", self.sender));
        assert_eq!(mail_in(command, &[], message), "stored");
    }

    async fn asks(&self, column: &str) -> String {
        let statement = format!("select {column} from incoming order by received_at desc, id limit 1");
        tamper(self.world.database(), &statement).await.unwrap_or_default()
    }

    /// The addresses of all messages there are.
    async fn all(&self) -> Vec<String> {
        let (_, list) = self.world.page("/desk/incoming").await;
        let ids = list.split("href=\"/desk/incoming/").skip(1).filter_map(|rest| rest.split('"').next());
        ids.map(|id| format!("/desk/incoming/{id}")).collect()
    }

    /// The address and the page of the only message there is.
    async fn only(&self) -> (String, String) {
        let (_, list) = self.world.page("/desk/incoming").await;
        assert_eq!(list.matches("href=\"/desk/incoming/").count(), 1, "{list}");
        let id = list.split("href=\"/desk/incoming/").nth(1).unwrap().split('"').next().unwrap();
        let path = format!("/desk/incoming/{id}");
        let (_, page) = self.world.page(&path).await;
        (path, page)
    }

    async fn board(&self) -> String {
        self.world.page("/desk").await.1
    }

    async fn state(&self, municipality: &str) -> String {
        let (id, _) = self.letter(municipality).await;
        let letters = self.world.letters(&self.document, "hearing_invitation").await;
        letters.iter().find(|letter| letter["id"] == id.as_str()).unwrap()["state"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn an_answer_that_quotes_our_letter_is_recorded_without_its_link() {
    for (on, text) in [
        (On::Sqlite, mail!("quoted-outlook-nb")),
        (On::Sqlite, mail!("quoted-outlook-nb-new")),
        (On::Sqlite, mail!("quoted-outlook-en")),
        (On::Postgres, mail!("quoted-iphone")),
        (On::Sqlite, mail!("quoted-html-only")),
    ] {
        // Whatever the region is called, and in whichever language its letter was.
        for (sender, municipality, from) in
            [("Kongsbergregionen", "3336", TO), ("Regionrådet", "4024", "saksbehandler@hjartdal.example.test")]
        {
            let sent = Sent { sender, ..Sent::on(On::Sqlite).await };
            sent.comes(&sent.filled(text, municipality).await.replace(TO, from));
            let (_, page) = sent.only().await;
            let shown = page.split("<pre class=\"letter\">").nth(1).unwrap().split("</pre>").next().unwrap();
            assert!(shown.trim_end().ends_with("Hilsen Berit"), "{sender} {municipality}: {shown}");
        }
        let sent = Sent::on(on).await;
        sent.comes(&sent.filled(text, "3336").await);
        let token = sent.link["/l/".len()..].split('?').next().unwrap().to_owned();
        let (path, page) = sent.only().await;
        let (_, message) = sent.world.page(&format!("{path}/message.eml")).await;
        assert!(message.contains("Regionr") && message.contains(&"x".repeat(token.len())), "{message}");
        let kept = sent.asks("sender || subject || body || cut || said").await;
        let (status, _, answer) = sent.world.submit(&page, "/act/record_statement", &[("position", "supports")]).await;
        assert_eq!(status, 303, "{answer}");
        let (_, public) = sent.world.page(&format!("/{REGION}/{}", sent.document)).await;
        let statements = sent.world.get(&format!("/api/v1/documents/{}/statements", sent.document)).await.unwrap();
        let recorded = statements.to_string();
        let answer = statements["items"][0]["text"].as_str().unwrap();
        assert!(answer.ends_with("Hilsen Berit") && !recorded.contains("svar her"), "{recorded}");
        for place in [&page, &message, &kept, &public, &recorded] {
            assert!(!place.contains(&token), "{place}");
        }
        assert!(page.contains("Sitert tekst i meldingen"));
        sent.world.end().await;
    }
}

#[tokio::test]
async fn a_link_that_cannot_be_taken_out_where_it_stands_goes_with_its_part() {
    let sent = Sent::on(On::Sqlite).await;
    let token = sent.link["/l/".len()..].split('?').next().unwrap().to_owned();
    let (first, last) = token.split_at(15);
    let written = token.chars().map(|c| format!("&#{};", u32::from(c))).collect::<Vec<_>>().concat();
    let head = "From: {TO}\nTo: {FROM}\nReferences: {LETTER}\nSubject: Sv: Plan\nMIME-Version: 1.0\n";
    let html = |body: &str| format!("{head}Content-Type: text/html; charset=utf-8\n\n<p>Vi støtter planen.</p>{body}");
    let document = format!("<w:t>http://a.no/l/{token}</w:t>");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(document.as_bytes()).unwrap();
    let package = zip.finish().unwrap().into_inner();
    let attached = format!(
        "{head}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nVi støtter planen.\n--b\nContent-Type: application/octet-stream; name=plan.docx\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=plan.docx\n\n{}\n--b--\n",
        data_encoding::BASE64.encode(&package)
    );
    for text in [
        html(&format!("<p>http://a.no/l/{first}<wbr>{last}</p>")),
        html(&format!("<p>http://a.no/l/{written}</p>")),
        html(&format!("<p>http://a.no/l/{first}&shy;{last}</p>")),
        html(&format!("<p>http://a.no/l/{token}Hilsen</p>")),
        attached,
    ] {
        let known = sent.all().await;
        sent.comes(&sent.filled(&text, "3336").await);
        let now = sent.all().await;
        let path = now.iter().find(|path| !known.contains(path)).unwrap();
        let (_, message) = sent.world.page(&format!("{path}/message.eml")).await;
        assert!(message.contains("Sv: Plan") && !message.contains(last), "{message}");
        assert!(!message.contains(&written) && !message.contains("plan.docx\n\nUEsD"), "{message}");
        let (_, page) = sent.world.page(path).await;
        assert!(page.contains("Vi støtter planen.") && !page.contains(&token), "{page}");
    }
}

#[tokio::test]
async fn the_message_as_it_came_is_a_download_in_a_sandbox_for_the_coordinator_only() {
    let sent = Sent::on(On::Sqlite).await;
    sent.comes(&sent.filled(mail!("answer-between-quotes"), "3336").await);
    let (path, page) = sent.only().await;
    assert!(page.contains("Støttes.") && page.contains("Stryk det."), "{page}");
    let answer = sent.world.client.get(sent.world.url(&format!("{path}/message.eml"))).send().await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert!(header("content-disposition").starts_with("attachment"));
    assert!(header("content-security-policy").contains("sandbox"));
    assert_eq!(header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn a_stranger_who_guesses_a_message_id_answers_for_nobody() {
    let sent = Sent::on(On::Sqlite).await;
    let (id, _) = sent.letter("3336").await;
    let guess = mail!("answer-below-quote").replace("{LETTER}", &format!("<{id}@region.example.test>"));
    sent.comes(&sent.filled(&guess, "3336").await);
    assert_eq!(sent.asks("kind").await, "unplaced");
    let (_, page) = sent.only().await;
    assert!(page.contains("svarer ikke på noe brev herfra"), "{page}");
    assert!(sent.board().await.contains(&format!("E-post fra {TO} er ikke plassert")));
    let (_, document) = sent.world.page(&format!("/desk/documents/{}", sent.document)).await;
    assert!(!document.contains("Svar på e-post"), "{document}");
}

#[tokio::test]
async fn mail_from_another_address_is_an_answer_once_a_person_has_placed_it() {
    for on in [On::Sqlite, On::Postgres] {
        let sent = Sent::on(on).await;
        let text = sent.filled(mail!("answer-below-quote"), "3336").await.replace(TO, "berit@annet.example.test");
        sent.comes(&text);
        let (path, page) = sent.only().await;
        assert!(
            page.contains("hører ikke til dem brevet gikk til") && page.contains("berit@annet.example.test"),
            "{page}"
        );
        assert!(!page.contains("/act/record_statement"), "{page}");
        // A municipality that is not heard is refused, and what was chosen stands.
        let wrong = [("document", sent.document.as_str()), ("municipality", "")];
        let (status, _, again) = sent.world.submit(&page, "/place", &wrong).await;
        assert!(status == 422 && again.contains(&format!("value=\"{}\" selected", sent.document)), "{status} {again}");
        let right = [("document", sent.document.as_str()), ("municipality", "3336")];
        assert_eq!(sent.world.submit(&page, "/place", &right).await.0, 303);
        let (_, page) = sent.world.page(&path).await;
        assert!(page.contains("Plassert av ") && page.contains("Kommunen støtter planen."), "{page}");
        assert!(sent.board().await.contains("har svart på e-post om"));
        assert_eq!(sent.world.submit(&page, "/act/record_statement", &[("position", "supports")]).await.0, 303);
        let log = sent.world.events(&sent.document).await;
        let recorded = log.iter().find(|line| line["event"]["type"] == "statement_recorded").unwrap();
        assert_eq!(recorded["event"]["channel"], "e-post, plassert av koordinator", "{recorded}");
        assert!(!sent.board().await.contains("/desk/incoming/"));
        sent.world.end().await;
    }
}

#[tokio::test]
async fn a_sender_that_our_mail_server_calls_forged_is_warned_of() {
    let sent = Sent::on(On::Sqlite).await;
    let text = sent.filled(mail!("answer-below-quote"), "3336").await;
    sent.comes(&format!("Authentication-Results: mx.example.test; dmarc=fail header.from=rollag.example.test\n{text}"));
    assert_eq!(sent.asks("kind").await, "unplaced");
    assert!(sent.only().await.1.contains("E-postserveren sier at avsenderen ikke er den som står oppført"));
}

#[tokio::test]
async fn a_report_of_failure_returns_the_letter_whatever_its_form_or_status() {
    let sent = Sent::on(On::Sqlite).await;
    for (text, municipality) in [
        (mail!("report-mailbox-full"), "3303"),
        (mail!("report-no-such-domain"), "3332"),
        (mail!("report-queue-expired"), "3334"),
        (mail!("returned-as-text"), "3336"),
        (mail!("returned-as-text-from-nobody"), "3338"),
    ] {
        assert_eq!(sent.state(municipality).await, "captured");
        sent.comes(&sent.filled(text, municipality).await);
        assert_eq!(sent.state(municipality).await, "bounced", "{text}");
    }
    assert_eq!(sent.board().await.matches("Velg ny kontakt").count(), 5);
    let (_, document) = sent.world.page(&format!("/desk/documents/{}", sent.document)).await;
    assert!(!document.contains("Svar på e-post"), "{document}");
}

#[tokio::test]
async fn what_machines_send_is_never_a_municipalitys_answer() {
    for (text, kind, waits) in [
        (mail!("complaint"), "complaint", true),
        (mail!("absence-by-subject"), "automatic", false),
        (mail!("calendar-reply"), "automatic", false),
        (mail!("read-receipt"), "automatic", false),
        (mail!("archive-receipt"), "automatic", false),
        (mail!("report-to-sender"), "report", true),
    ] {
        let sent = Sent::on(On::Sqlite).await;
        sent.comes(&sent.filled(text, "3336").await);
        assert_eq!(sent.asks("kind").await, kind, "{text}");
        assert_eq!(sent.board().await.contains("må følges opp."), waits, "{text}");
        assert_eq!(sent.state("3336").await, "captured");
        // The letter's own page says that something came.
        let (id, _) = sent.letter("3336").await;
        let (_, letter) = sent.world.page(&format!("/desk/letters/{id}")).await;
        let told = ["Automatisk svar", "meldt brevet som uønsket", "Ubekreftet"];
        assert!(told.iter().any(|said| letter.contains(said)), "{letter}");
        let (path, page) = sent.only().await;
        assert!(!page.contains("/act/record_statement"), "{page}");
        if waits {
            assert_eq!(sent.world.submit(&page, "/settle", &[]).await.0, 303, "{path}");
            assert!(!sent.board().await.contains("må følges opp."));
        }
    }
}

#[tokio::test]
async fn an_answer_that_reads_like_a_report_waits_for_a_person_and_silences_nobody() {
    let text = "From: {TO}\nSubject: Uttalelse\nIn-Reply-To: {LETTER}\n";
    let by_return = format!("To: {{RETURN}}\n{text}\nVi viser til pkt. 5.1.2. Brevet kunne ikke leveres før 5.12.26.");
    let from_nobody = format!(
        "Return-Path: <>\nTo: {{FROM}}\n{text}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nVedtatt i formannskapet 5.12.26.\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=uttalelse.pdf\n\n%PDF-1.7\n--b--\n"
    );
    for text in [by_return, from_nobody] {
        let sent = Sent::on(On::Sqlite).await;
        sent.comes(&sent.filled(&text, "3336").await);
        assert_eq!((sent.asks("kind").await, sent.asks("party").await), ("unknown".to_owned(), "3336".to_owned()));
        assert_eq!(sent.state("3336").await, "captured");
        let silenced = "select cast(count(*) as text) from contact where suppressed = true";
        assert_eq!(tamper(sent.world.database(), silenced).await.as_deref(), Some("0"));
        assert!(sent.board().await.contains("har svart på e-post om"), "{text}");
        let (_, page) = sent.only().await;
        assert_eq!(sent.world.submit(&page, "/act/record_statement", &[("position", "supports")]).await.0, 303);
    }
}

#[tokio::test]
async fn what_was_taken_for_a_report_is_an_answer_when_a_person_says_so() {
    for on in [On::Sqlite, On::Postgres] {
        let sent = Sent::on(on).await;
        sent.comes(&sent.filled(mail!("report-to-sender"), "3336").await);
        assert_eq!(sent.asks("kind").await, "report");
        let (path, page) = sent.only().await;
        let place = [("document", sent.document.as_str()), ("municipality", "3336")];
        assert_eq!(sent.world.submit(&page, "/place", &place).await.0, 303);
        let (_, page) = sent.world.page(&path).await;
        assert_eq!(sent.world.submit(&page, "/act/record_statement", &[("position", "supports")]).await.0, 303);
        sent.world.end().await;
    }
}

#[tokio::test]
async fn attachments_that_are_refused_are_counted_too() {
    let sent = Sent::on(On::Sqlite).await;
    let part = |name: &str, holds: &str| {
        format!(
            "--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename={name}\n\n{holds}\n"
        )
    };
    let refused = (0..60).map(|n| part(&format!("{n}.svg"), "<svg/>")).collect::<String>();
    let head = "From: {TO}\nIn-Reply-To: {LETTER}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";
    sent.comes(&sent.filled(&format!("{head}{refused}{}--b--\n", part("brev.pdf", "%PDF-1.7")), "3336").await);
    let (_, page) = sent.only().await;
    assert_eq!(page.matches("(filtypen blir ikke tatt vare på").count(), 50, "{page}");
    assert_eq!(page.matches("(flere vedlegg enn").count(), 11, "{page}");
}

#[tokio::test]
async fn every_attachment_is_kept_or_named_with_the_reason() {
    let sent = Sent::on(On::Sqlite).await;
    sent.comes(&sent.filled(mail!("attachments-twenty-five"), "3336").await);
    let (_, page) = sent.only().await;
    assert_eq!(page.matches("/files/").count(), 25, "{page}");
    let sent = Sent::on(On::Sqlite).await;
    sent.comes(&sent.filled(mail!("attachments-of-other-kinds"), "3336").await);
    let (path, page) = sent.only().await;
    for name in ["Uttalelse.docx", "Vedtak.doc", "Merknad.txt"] {
        assert!(page.contains(name), "{name}: {page}");
    }
    assert!(page.contains("Vedtak.doc <span class=\"muted\">(Word- eller Excel-fil av eldre type)"), "{page}");
    assert!(page.contains(&format!("{path}/message.eml")));
}

#[tokio::test]
async fn characters_nobody_sees_stop_no_message() {
    for on in [On::Sqlite, On::Postgres] {
        let sent = Sent::on(on).await;
        let text = sent.filled(mail!("answer-with-nul"), "3336").await;
        sent.comes(&text.replace("Subject: Sv: Planen", "Subject: =?utf-8?Q?Sv=00=07_Plan?="));
        assert_eq!(
            (sent.asks("subject").await, sent.asks("body").await),
            ("Sv Plan".to_owned(), "Vi sttter planen.".to_owned())
        );
    }
}

#[tokio::test]
async fn a_message_too_large_to_be_taken_is_told_of() {
    let sent = Sent::on(On::Sqlite).await;
    sent.comes(&format!(
        "From: {TO}\nSubject: Kart\nContent-Type: application/pdf; name=kart.pdf\n\n{}",
        "x".repeat(31 * 1024 * 1024)
    ));
    let (_, page) = sent.only().await;
    assert!(page.contains("for stor til å bli tatt inn") && page.contains("Kart") && page.contains(TO), "{page}");
    assert!(!page.contains("kart.pdf"), "{page}");
    assert!(sent.board().await.contains("må følges opp."));
}

#[tokio::test]
async fn an_answer_too_large_to_be_taken_holds_the_hearing() {
    let sent = Sent::on(On::Sqlite).await;
    let text = "From: {TO}\nTo: {FROM}\nReferences: {LETTER}\nSubject: Uttalelse med kart\n\n";
    sent.comes(&format!("{}{}", sent.filled(text, "3336").await, "x".repeat(31 * 1024 * 1024)));
    assert_eq!((sent.asks("party").await, sent.asks("document").await), ("3336".to_owned(), sent.document.clone()));
    assert!(sent.board().await.contains("har svart på e-post om"));
    sent.world.travel("2027-03-01T08:00").await;
    assert_eq!(sent.world.phase(&sent.document).await, "hearing");
    for kind in ["hearing_reminder", "escalation"] {
        let letters = sent.world.letters(&sent.document, kind).await;
        assert!(letters.iter().all(|letter| letter["municipality"] != "3336"), "{letters:?}");
    }
    let (_, page) = sent.only().await;
    assert!(page.contains("for stor til å bli tatt inn"), "{page}");
    assert_eq!(sent.world.submit(&page, "/act/record_statement", &[("position", "supports")]).await.0, 303);
    sent.world.advance("2d").await;
    assert_eq!(sent.world.phase(&sent.document).await, "assessment");
}

#[tokio::test]
async fn mail_that_answers_nothing_is_kept_on_an_installation_with_two_regions() {
    let regions = folder();
    let own = include_str!("../../config/regions/kongsbergregionen.toml");
    let other = own.replace("slug = \"kongsbergregionen\"", "slug = \"andre\"").replace("example.test", "andre.test");
    std::fs::write(regions.join("kongsbergregionen.toml"), own).unwrap();
    std::fs::write(regions.join("andre.toml"), other).unwrap();
    let place = regions.display().to_string();
    let mut served = Served::of_region(REGION, &[("SAMRAD_REGIONS", &place), ("SAMRAD_INBOX__REGION", REGION)]);
    served.start();
    served.stop();
    let database = format!("sqlite:{}", served.data.join("samrad.db").display());
    for (sender, region) in
        [("ola@tinn.andre.test", "andre"), ("ola@tinn.example.test", REGION), ("ola@ukjent.test", REGION)]
    {
        assert_eq!(mail_in(served.command(), &[], &format!("From: {sender}\nSubject: Hei\n\nHei")), "stored");
        let of = tamper(&database, &format!("select region from incoming where sender = '{sender}'")).await;
        assert_eq!(of.as_deref(), Some(region));
    }
}

#[tokio::test]
async fn a_message_with_countless_references_is_taken_in_at_once() {
    let sent = Sent::on(On::Sqlite).await;
    let (_, message) = sent.letter("3336").await;
    let many = (0..300_000).map(|n| n.to_string()).collect::<Vec<_>>().join("@x.no>\n <");
    sent.comes(&format!("From: {TO}\nReferences: <{many}@x.no>\n {message}\nSubject: Sv\n\nVi støtter planen."));
    assert_eq!(sent.asks("kind").await, "reply");
}

#[tokio::test]
async fn an_answer_that_waits_in_the_mailbox_is_not_told_to_be_missing() {
    let sent = Sent::on(On::Sqlite).await;
    sent.comes(&sent.filled(mail!("quoted-iphone"), "3336").await);
    assert_eq!(sent.asks("kind").await, "reply");
    // One that may come from a machine counts until a person has seen it, and is recorded from its page like any other.
    let unsure = sent.filled("From: saksbehandler@tinn.example.test\nTo: {TO}\nIn-Reply-To: {LETTER}\nPrecedence: bulk\nSubject: Sv: Plan\n\nTinn støtter planen.", "4026").await;
    sent.comes(&unsure);
    assert_eq!(sent.asks("max(kind)").await, "unknown");
    let (_, page) = sent.world.page(&sent.world.link(&sent.document, "hearing_invitation", "4026").await).await;
    assert!(!page.contains("Tinn støtter planen."), "nobody has read it yet: {page}");
    // Only from the municipality itself: anybody else's message holds nothing back.
    sent.comes(&unsure.replace("saksbehandler@tinn.example.test", "ola@evil.example").replace("Plan", "Annet"));
    assert_eq!(sent.asks("max(coalesce(party, 'nobody'))").await, "nobody");
    // Long after the deadline, when the hearing would have closed by itself.
    sent.world.travel("2027-03-01T08:00").await;
    assert_eq!(sent.world.phase(&sent.document).await, "hearing");
    let waits = |l: &&serde_json::Value| l["municipality"] == "3336" || l["municipality"] == "4026";
    let told = |letters: Vec<serde_json::Value>| letters.iter().filter(waits).count();
    assert_eq!(told(sent.world.letters(&sent.document, "hearing_reminder").await), 0);
    assert_eq!(told(sent.world.letters(&sent.document, "escalation").await), 0);
    let (_, list) = sent.world.page("/desk/incoming").await;
    let pages = list.split("href=\"/desk/incoming/").skip(1).map(|rest| rest.split('"').next().unwrap());
    for id in pages.collect::<std::collections::BTreeSet<_>>() {
        assert_eq!(sent.world.phase(&sent.document).await, "hearing");
        let (_, page) = sent.world.page(&format!("/desk/incoming/{id}")).await;
        if page.contains("evil.example") {
            assert!(!page.contains("/act/record_statement"), "{page}");
            continue;
        }
        assert_eq!(sent.world.submit(&page, "/act/record_statement", &[("position", "supports")]).await.0, 303);
    }
    sent.world.advance("2d").await;
    assert_eq!(sent.world.phase(&sent.document).await, "assessment", "nothing waits any more");
}

#[tokio::test]
async fn recording_one_message_leaves_those_that_came_after_it() {
    for on in [On::Sqlite, On::Postgres] {
        let sent = Sent::on(on).await;
        let says = async |text: &str| {
            let mail = "From: saksbehandler@tinn.example.test\nTo: {TO}\nIn-Reply-To: {LETTER}\nSubject: Sv: Plan\n\n";
            sent.comes(&sent.filled(&format!("{mail}{text}"), "4026").await);
            let (_, list) = sent.world.page("/desk/incoming").await;
            let ids =
                list.split("href=\"/desk/incoming/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
            ids.collect::<std::collections::BTreeSet<_>>()
        };
        let before = says("Tinn støtter planen.").await;
        let both = says("Rettelse: Tinn går imot planen.").await;
        let (first, second) = (before.first().unwrap(), both.difference(&before).next().unwrap());
        let later = format!("update incoming set received_at = '2026-11-23T06:59:30Z' where id = '{second}'");
        tamper(sent.world.database(), &later).await;
        let at = |id: &str| format!("/desk/incoming/{id}");
        let (_, page) = sent.world.page(&at(first)).await;
        // Where the text is to be corrected first, the whole form opens with it.
        let (_, _, whole) = sent.world.submit(&page, "/act/record_statement", &[("redraw", "1")]).await;
        assert!(
            whole.contains("<textarea") && whole.contains("Tinn støtter planen.") && whole.contains(first),
            "{whole}"
        );
        assert_eq!(sent.world.submit(&page, "/act/record_statement", &[("position", "supports")]).await.0, 303);
        let (_, page) = sent.world.page(&at(second)).await;
        assert!(page.contains("/act/record_statement"), "the correction still waits: {page}");
        assert_eq!(sent.world.submit(&page, "/act/record_statement", &[("position", "opposes")]).await.0, 303);
        // What is done with can be taken up again.
        let (_, page) = sent.world.page(&at(first)).await;
        assert_eq!(sent.world.submit(&page, "/reopen", &[]).await.0, 303);
        assert!(sent.world.page(&at(first)).await.1.contains("/act/record_statement"));
        sent.world.end().await;
    }
}
