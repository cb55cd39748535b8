//! Messages as they come in, each with what it is and what its writer wrote.

use super::*;
use words::tokens::take_out;

const TOKEN: &str = "t6k3x9w2c5v8p1z7g4m0n2b5c8d1f4h7j0k3p6q9s";
const RETURN: &str = "samrad+b-dok_0123456789abc-3-1.abcdefghjkmnp@region.example.test";
const LETTER: &str = "dok_0123456789abc-3-1.abcdefghjkmnp@region.example.test";
const FROM: &str = "samrad@region.example.test";

/// A file of `tests/data/mail`, its placeholders filled in.
macro_rules! mail {
    ($name:literal) => {
        filled(include_str!(concat!("../../../../../tests/data/mail/", $name, ".eml")))
    };
}

fn filled(text: &str) -> String {
    let link = format!("https://plan.example.test/l/{TOKEN}");
    [("{LETTER}", &*format!("<{LETTER}>")), ("{RETURN}", RETURN), ("{FROM}", FROM), ("{LINK}", &link)]
        .into_iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
        .replace("{TO}", "saksbehandler@rollag.example.test")
}

fn took(text: &str) -> Received {
    let mut bytes = text.as_bytes().to_vec();
    take_out(&mut bytes);
    assert!(!String::from_utf8_lossy(&bytes).contains(TOKEN));
    read(&bytes, &Envelope::default(), |address| address == RETURN, "").unwrap()
}

fn kind(text: &str) -> Kind {
    took(text).kind
}

fn answer(text: &str) -> String {
    parts(text, None).answer
}

fn parts(text: &str, letter: Option<&str>) -> Split {
    let split =
        took(text).split(&Ours { letter, address: FROM, name: "Regionrådet", base: "https://plan.example.test" });
    assert!(!split.answer.contains(TOKEN) && !split.cut.contains(TOKEN));
    split
}

fn plain(body: &str) -> String {
    format!(
        "From: saksbehandler@rollag.example.test\r\nSubject: Sv\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}"
    )
}

#[test]
fn a_report_of_an_unknown_user_is_the_recipients_bounce() {
    let read = took(&mail!("postfix-dsn"));
    assert!(matches!(&read.kind, Kind::Failed { recipient: true, said } if said.contains("User unknown")), "{read:?}");
    assert!(read.answers.contains(&"dok_0123456789abc-3-1@region.example.test".to_owned()), "{:?}", read.answers);
}

#[test]
fn a_delay_is_no_bounce_and_an_absence_is_automatic() {
    assert!(matches!(kind(&mail!("delayed")), Kind::Delayed { .. }));
    assert_eq!(kind(&mail!("out-of-office")), Kind::Automatic);
    assert_eq!(kind(&mail!("absence-by-subject")), Kind::Automatic);
}

#[test]
fn what_has_failed_is_final_whatever_its_status() {
    for report in [mail!("report-mailbox-full"), mail!("report-no-such-domain"), mail!("report-queue-expired")] {
        assert!(matches!(kind(&report), Kind::Failed { recipient: false, .. }), "{report}");
    }
    for (status, blames) in [("5.1.1", true), ("5.1.8", false), ("5.7.1", false), ("5.2.2", false), ("5.1.10", true)] {
        let report = mail!("postfix-dsn").replace("5.1.1", status);
        assert!(matches!(kind(&report), Kind::Failed { recipient, .. } if recipient == blames), "{status}");
    }
    let of = |action: &str| kind(&mail!("postfix-dsn").replace("Action: failed", &format!("Action: {action}")));
    assert!(matches!(of("delayed"), Kind::Delayed { .. }) && matches!(of("delivered"), Kind::Delivered { .. }));
    assert_eq!((of("relayed"), of("expanded")), (Kind::Automatic, Kind::Automatic));
}

#[test]
fn a_returned_letter_without_a_form_is_known_by_where_it_came_and_what_it_says() {
    for text in [mail!("returned-as-text"), mail!("returned-as-text-from-nobody")] {
        assert!(matches!(kind(&text), Kind::Failed { recipient: true, ref said } if said.contains("5.1.1")), "{text}");
    }
    let says = |words: &str| kind(&format!("From: MAILER-DAEMON@x.no\r\nTo: {RETURN}\r\nSubject: Brev\r\n\r\n{words}"));
    assert!(matches!(says("Hi. This is the qmail-send program at x.no."), Kind::Failed { recipient: false, .. }));
    assert!(matches!(
        says("This message was created automatically. Delivery is delayed; we will continue to try."),
        Kind::Delayed { .. }
    ));
    assert_eq!(says("Uforståelig."), Kind::Unsure);
    // By another way only a person's words would be that.
    assert_eq!(kind(&plain("Brevet kunne ikke leveres i går, men vi støtter planen.")), Kind::Person);
}

#[test]
fn a_person_who_writes_like_a_server_is_no_report() {
    let nobody = |text: &str| {
        let envelope = Envelope { from_nobody: true, recipients: Vec::new() };
        read(plain(text).as_bytes(), &envelope, |_| false, "").unwrap().kind
    };
    for own in [
        "Vedtatt i formannskapet 5.12.26.",
        "Vi viser til pkt. 5.1.2 og side 550.",
        "Brevet kunne ikke leveres i tide, se pkt. 5.1.1.",
        "Prosjektet er forsinket, se pkt. 4.4.1.",
    ] {
        assert_eq!(nobody(own), Kind::Unsure, "{own}");
        assert_eq!(kind(&plain(own).replace("Subject", &format!("To: {RETURN}\r\nSubject"))), Kind::Unsure, "{own}");
    }
    let returned = "Your message could not be delivered: 550 5.1.1 User unknown";
    assert!(matches!(nobody(returned), Kind::Failed { recipient: true, .. }));
    // A letter that comes with it is read before anything is believed of an address.
    let with_letter = mail!("returned-as-text").replace(
        "\n\nDette",
        "\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nDette",
    );
    let with_letter = format!(
        "{with_letter}\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=uttalelse.pdf\n\n%PDF-1.7\n--b--\n"
    );
    assert_eq!(kind(&with_letter), Kind::Unsure);
    let digits = took(&format!("From: postmaster@x.no\r\nTo: {RETURN}\r\n\r\n{}", "5".repeat(900_000)));
    assert_eq!(digits.kind, Kind::Unsure);
}

#[test]
fn what_comes_to_a_return_path_or_from_nobody_is_no_persons() {
    let to_path = plain("Vi støtter planen.").replace("Subject", &format!("To: {RETURN}\r\nSubject"));
    assert_eq!(kind(&to_path), Kind::Unsure);
    let null = plain("Vi støtter planen.");
    let envelope = Envelope { from_nobody: true, recipients: Vec::new() };
    assert_eq!(read(null.as_bytes(), &envelope, |_| false, "").unwrap().kind, Kind::Unsure);
    assert_eq!(kind(&null), Kind::Person);
}

#[test]
fn complaints_receipts_and_acceptances_are_no_answers() {
    assert_eq!(kind(&mail!("complaint")), Kind::Complaint);
    assert_eq!(kind(&mail!("read-receipt")), Kind::Automatic);
    assert_eq!(kind(&mail!("calendar-reply")), Kind::Automatic);
    assert_eq!(kind(&mail!("archive-receipt")), Kind::Automatic);
    assert_eq!(kind(&mail!("archive-receipt").replace("Autosvar: Planen", "Planen")), Kind::Unsure);
    assert_eq!(kind(&plain("Vi støtter planen.").replace("Subject: Sv", "Subject: Lest: Planen")), Kind::Unsure);
}

const OWN: &str = "Kommunen støtter planen, men ber om at fergeruten tas med.\n\nHilsen Berit";

#[test]
fn a_letter_of_ours_below_an_answer_is_no_part_of_it() {
    for text in [mail!("quoted-outlook-nb"), mail!("quoted-outlook-nb-new"), mail!("quoted-outlook-en")] {
        let split = parts(&text, None);
        assert_eq!(split.answer, OWN);
        assert!(split.cut.contains("Les dokumentet og svar her") && split.cut.contains("/l/…"), "{}", split.cut);
    }
    let split = parts(&mail!("quoted-iphone"), None);
    assert_eq!(split.answer, OWN);
    assert!(split.cut.starts_with("Sendt fra min iPhone"), "{}", split.cut);
    assert_eq!(answer(&mail!("quoted-html-only")), "Kommunen støtter planen.\nHilsen Berit");
}

#[test]
fn every_line_the_writer_wrote_is_kept() {
    let between = answer(&mail!("answer-between-quotes"));
    for line in ["Vi svarer punktvis:", "Støttes.", "Stryk det."] {
        assert!(between.contains(line), "{between}");
    }
    let ours = Some("Til Bjørkdal kommune\nRegionrådet ber om uttalelse.");
    assert_eq!(parts(&mail!("answer-below-quote"), ours).answer, "Kommunen støtter planen.");
    // Where the letter is not known, all is kept: what is quoted may be the answer.
    assert!(answer(&mail!("answer-below-quote")).ends_with("Kommunen støtter planen."));
    assert_eq!(answer(&mail!("answer-with-greater-than")), "Vi ber om at\n>50 km/t forbys i sentrum.\nDet er viktig.");
    let beside = filled(&plain("Vi kommer ikke inn på {LINK} i dag, men støtter planen.\r\nHilsen Berit"));
    assert!(answer(&beside).starts_with("Vi kommer ikke inn på"), "{}", answer(&beside));
    let wrote = "Til forrige utgave var det dette kommunen skrev:\n\nBrua må bygges først. Det står vi ved.";
    assert_eq!(answer(&mail!("answer-that-says-wrote")), wrote);
}

const OURS: &str = "Til Rollag kommune\n\nRegionrådet ber om uttalelse til planen innen 15. januar 2027.\n\nLes dokumentet og svar her:\n\u{e000}\n\nVennlig hilsen\nRegionrådet";

#[test]
fn an_answer_inside_our_own_letter_is_the_writers() {
    let quoted = OURS.replace('\u{e000}', "https://plan.example.test/l/abc");
    let (first, rest) = quoted.split_once("\n\nLes").unwrap();
    let head = format!(
        "Fra: Samråd <{FROM}>\nSendt: mandag 7. desember 2026 08:00\nTil: rollag\nEmne: Plan\n\n[Ekstern avsender]\n"
    );
    let text = plain(&format!("Se svar under.\n\n{head}{first}\n\nVi støtter planen.\n\nLes{rest}\n\nHilsen Berit"));
    assert_eq!(parts(&text, Some(OURS)).answer, "Se svar under.\n\nVi støtter planen.\n\nHilsen Berit");
    // Marked line by line, introduced by a mail program or not.
    let marked = format!("> {}\n", quoted.replace('\n', "\n> "));
    let text = plain(&format!("man. 7. des. 2026 kl. 08:00 skrev Samråd\n<{FROM}>:\n\n{marked}\nVi støtter planen."));
    assert_eq!(parts(&text, Some(OURS)).answer, "Vi støtter planen.");
    assert_eq!(parts(&plain(&format!("Ja.\n\n{marked}\nNei.")), Some(OURS)).answer, "Ja.\n\nNei.");
    // Without any mark.
    assert_eq!(parts(&plain(&format!("Vi støtter planen.\n\n{quoted}")), Some(OURS)).answer, "Vi støtter planen.");
}

#[test]
fn what_is_quoted_from_others_than_us_may_be_the_answer_and_is_kept() {
    for own in [
        "Hei, her kommer svaret vårt:\n\nFra: Flesberg kommune\nTil: Regionrådet\nDato: 23. november 2026\nSak: Plan\n\nFlesberg kommune går imot.",
        "Den 20. november kl. 18.00 skrev formannskapet dette i saken:\n> Planen støttes ikke.\n\nHilsen Kari",
        "-----Vedtak i formannskapet-----\nPlanen støttes ikke.",
    ] {
        assert_eq!(parts(&plain(own), Some(OURS)).answer, own);
    }
    let quoted = OURS.replace('\n', "\n> ");
    let text =
        format!("man. 7. des. 2026 kl. 08:00 skrev Samråd <{FROM}>:\n> {quoted}\n\nVi mener:\n> 50 % bør være målet.");
    assert_eq!(parts(&plain(&text), Some(OURS)).answer, "Vi mener:\n> 50 % bør være målet.");
}

#[test]
fn a_colleagues_answer_that_is_passed_on_is_the_answer() {
    let theirs = "Fra: Kari <kari@rollag.example.test>\nSendt: tirsdag 8. desember 2026 10:00\nTil: Berit\nEmne: Plan\n\nVi støtter planen.";
    let ours = format!(
        "Fra: Samråd <{FROM}>\nSendt: mandag 7. desember 2026 08:00\nTil: Kari\nEmne: Plan\n\nVi ber om uttalelse.\n\n{}\n\nVennlig hilsen\nRegionrådet",
        "https://plan.example.test/l/abc"
    );
    let split = parts(&plain(&format!("{theirs}\n\n{ours}")), None);
    assert!(split.answer.ends_with("Vi støtter planen.") && !split.answer.contains("Vi ber om"), "{split:?}");
    assert_eq!(parts(&plain(&ours), None).answer, "");
}

#[test]
fn a_text_part_that_only_points_to_the_html_hides_nothing() {
    let mail = |plain: &str| {
        format!(
            "From: a@rollag.example.test\r\nSubject: Sv\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{plain}\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{}</p>\r\n--b--\r\n",
            "Kommunen støtter planen, men ber om at fergeruten tas med. ".repeat(3)
        )
    };
    let answer = |plain: &str| parts(&mail(plain), None).answer;
    for other in ["Denne meldingen er i HTML-format.", "Nei til alt dette."] {
        let said = answer(other);
        assert!(said.contains(other) && said.contains("Kommunen støtter planen"), "{said}");
    }
    assert_eq!(
        answer("Kommunen støtter planen, men ber om at fergeruten tas med. Mvh"),
        "Kommunen støtter planen, men ber om at fergeruten tas med. Mvh"
    );
}

#[test]
fn prose_that_speaks_of_a_letter_introduces_no_quotation() {
    for own in [
        format!(
            "Hei.\n\nVi har lest e-posten fra {FROM} av 9. november, der dere skrev at fristen er 15. januar. Våre merknader er:\n\n1. Brua må bygges først.\n2. Skolen må bestå."
        ),
        format!(
            "Planen er beskrevet i e-post av 9.11.2026 fra {FROM}. Våre merknader er disse:\n\nBrua må bygges først."
        ),
    ] {
        for letter in [None, Some(OURS)] {
            assert_eq!(parts(&plain(&own), letter).answer, own);
        }
    }
}

#[test]
fn what_is_below_a_letter_of_ours_that_is_not_known_is_kept() {
    let head = format!("Fra: Samråd <{FROM}>\nSendt: mandag 7. desember 2026 08:00\nTil: Rollag\nEmne: Plan\n\n");
    let below = format!("Hei, svaret står nederst.\n\n{head}{}\n\nVi støtter ikke planen", ours());
    assert_eq!(parts(&plain(&below), None).answer, "Hei, svaret står nederst.\n\nVi støtter ikke planen");
    let system = format!("Hei\nSvar på henvendelse:\n\n{head}Rollag kommune går imot planen.");
    assert!(parts(&plain(&system), None).answer.ends_with("Rollag kommune går imot planen."));
}

#[test]
fn a_short_answer_below_a_shortened_letter_is_the_writers() {
    let head = format!("Fra: Samråd <{FROM}>\nSendt: mandag 7. desember 2026 08:00\nTil: Rollag\nEmne: Plan\n\n");
    for said in ["Vi støtter ikke planen", "Ingen merknader.", "Flesberg går imot planen.", "Vennlig hilsen\nBerit Li"]
    {
        let text = format!(
            "Hei, svaret står nederst.\n\n{head}https://plan.example.test/l/abc\n\nVennlig hilsen\nRegionrådet\n\n{said}"
        );
        let answer = parts(&plain(&text), Some(OURS)).answer;
        assert!(answer.ends_with(said.lines().last().unwrap()), "{answer}");
    }
}

#[test]
fn what_somebody_else_wrote_is_kept_with_our_link_below_it() {
    let text = "Her er svaret fra fagavdelingen.\n\nFra: Kari <kari@rollag.example.test>\nSendt: tirsdag 8. desember 2026 10:00\nTil: Berit\nEmne: Plan\n\nRollag kommune går imot planen.\n\nhttps://plan.example.test/l/abc";
    assert!(parts(&plain(text), Some(OURS)).answer.contains("Rollag kommune går imot planen."));
}

#[test]
fn words_between_the_head_and_our_whole_letter_are_the_writers() {
    let head = format!("Fra: Samråd <{FROM}>\nSendt: mandag 7. desember 2026 08:00\nTil: Rollag\nEmne: Plan\n\n");
    let text = format!("{head}Rollag støtter planen.\n\n{}", ours());
    assert_eq!(parts(&plain(&text), Some(OURS)).answer, "Rollag støtter planen.");
    let text = plain("Ja https://plan.example.test/l/abc");
    assert_eq!(parts(&text, Some(OURS)).answer, "Ja https://plan.example.test/l/abc");
}

/// Our letter as it arrived.
fn ours() -> String {
    OURS.replace('\u{e000}', "https://plan.example.test/l/abc")
}

/// As a mail program marks it.
fn signs(text: &str) -> String {
    format!("> {}", text.replace('\n', "\n> ")).replace("> \n", ">\n")
}

/// An answer in three paragraphs, as the municipality wrote it.
const THEIRS: &str = "Flesberg kommune går imot planen.\n\nVeien må bygges først.\n\nHilsen Kari";

#[test]
fn an_answer_that_was_sent_to_us_before_is_the_answer_when_it_is_sent_again() {
    let kari = "Kari <kari@flesberg.example.test>";
    let day = "Sendt: fredag 27. november 2026 10:12";
    let marked = signs(THEIRS);
    for own in [
        format!("Her er svaret vårt på nytt.\n\nFra: {kari}\n{day}\nTil: {FROM}\nEmne: Plan\n\n{THEIRS}"),
        format!("Se under.\n\nFra: {kari}\n{day}\nTil: Berit\nKopi: Samråd <{FROM}>\nEmne: Plan\n\n{THEIRS}"),
        format!("Fra: Flesberg kommune\nTil: Regionrådet ({FROM})\nDato: 27. november 2026\nEmne: Plan\n\n{THEIRS}"),
        format!("Se under.\n\nDen 27. november 2026 kl. 10:12 skrev {kari} til {FROM}:\n\n{THEIRS}"),
        format!("Se under.\n\nDen 27. november 2026 kl. 10:12 skrev {kari} til\nSamråd <{FROM}>:\n\n{marked}"),
        format!("Se under.\n\nDen 27. november 2026 kl. 10:12 skrev Kari Li til {FROM}:\n{marked}"),
        format!("Hei.\n\nFra: {kari} på vegne av {FROM}\n{day}\nTil: Berit\n\n{THEIRS}"),
        format!("Hei.\n\nFra: ikke-{FROM}\n{day}\nTil: Berit\n\n{THEIRS}"),
    ] {
        for letter in [None, Some(OURS)] {
            assert_eq!(parts(&plain(&own), letter).answer, own);
        }
    }
    // As Gmail and Outlook on the web quote.
    for quoted in [
        format!(
            "<div class=gmail_attr>fre. 27. nov. 2026 kl. 10:12 skrev Kari &lt;kari@flesberg.example.test&gt; til {FROM}:</div><blockquote class=gmail_quote><p>{THEIRS}</p></blockquote>"
        ),
        format!("<div id=divRplyFwdMsg>Fra: Kari<br>{day}<br>Til: {FROM}</div><div>{THEIRS}</div>"),
    ] {
        let html = plain(&format!("<p>Se under.</p>{quoted}")).replace("text/plain", "text/html");
        for letter in [None, Some(OURS)] {
            assert!(parts(&html, letter).answer.contains("går imot planen. Veien må bygges"), "{html}");
        }
    }
}

#[test]
fn a_quotation_of_ours_ends_where_something_else_begins() {
    let quoted = signs(&ours());
    let introduced = format!("man. 7. des. 2026 kl. 08:00 skrev Samråd <{FROM}>:\n{quoted}");
    let memo = "Fra: Flesberg kommune\nTil: Regionrådet\nDato: 27. november 2026\nEmne: Plan";
    let list = "Fra: Prestfoss\nTil: Kongsberg, fv. 40\nVedlegg: kart 3";
    for head in [memo, list] {
        let own = format!("Hei, her er svaret vårt:\n\n{head}\n\n{THEIRS}");
        for quoted in [&introduced, &quoted] {
            assert_eq!(parts(&plain(&format!("{own}\n\n{quoted}")), Some(OURS)).answer, own);
        }
    }
    // What a colleague answered, with our letter quoted in it.
    let theirs = signs(THEIRS);
    let nested = signs(&format!("{THEIRS}\n\n{introduced}"));
    let intro = "Den 27. november 2026 kl. 10:12 skrev Kari <kari@flesberg.example.test>:";
    let split = parts(&plain(&format!("Se under.\n\n{intro}\n{nested}")), Some(OURS));
    assert_eq!(split.answer, format!("Se under.\n\n{intro}\n{theirs}"));
    let html = format!(
        "<p>Se under.</p><div class=gmail_attr>{}</div><blockquote class=gmail_quote><p>{THEIRS}</p><div class=gmail_attr>man. 7. des. 2026 kl. 08:00 skrev Samråd &lt;{FROM}&gt;:</div><blockquote class=gmail_quote>{}</blockquote></blockquote>",
        intro.replace('<', "&lt;"),
        ours().replace('\n', "<br>")
    );
    let split = parts(&plain(&html).replace("text/plain", "text/html"), Some(OURS));
    assert!(split.answer.ends_with("Hilsen Kari") && split.cut.starts_with("man. 7. des."), "{split:?}");
    // An older letter of theirs below ours.
    let heading = format!("Fra: Samråd <{FROM}>\nSendt: 7. desember 2026 08:00\nTil: Kari\nEmne: Plan");
    let older = format!("Fra: Kari <kari@flesberg.example.test>\nSendt: 1. desember 2026\nTil: {FROM}\n\n{THEIRS}");
    let text = plain(&format!("Se under.\n\n{heading}\n\n{}\n\n{older}", ours()));
    assert_eq!(parts(&text, Some(OURS)).answer, format!("Se under.\n\n{older}"));
    // An answer below a heading of ours, where the letter itself was taken away.
    let text = plain(&format!("Svaret står under.\n\n{heading}\n\n{THEIRS}\n\nVennlig hilsen\nFlesberg"));
    assert!(parts(&text, Some(OURS)).answer.contains(&format!("{THEIRS}\n\nVennlig hilsen")));
}

#[test]
fn a_quotation_that_names_nobody_is_ours_by_its_first_lines() {
    let heading = "Fra: Regionrådets saker\nSendt: 7. desember 2026 08:00\nTil: Kari\nEmne: Plan";
    let short = "Regionrådet ber om uttalelse til planen innen 15. januar 2027.";
    let answer = |text: &str| parts(&plain(text), Some(OURS)).answer;
    assert_eq!(answer(&format!("Vi støtter planen.\n\n{heading}\n\n{}", ours())), "Vi støtter planen.");
    assert_eq!(answer(&format!("{heading}\n\n{short}\n\n{THEIRS}")), format!("{heading}\n\n{short}\n\n{THEIRS}"));
    assert_eq!(answer(&format!("Ja.\n\n{heading}\n\n{short}")), "Ja.");
}

#[test]
fn no_bare_signs_of_a_quotation_are_left() {
    let signs = signs(&ours());
    let theirs = THEIRS.replace("\n\n", "\n> \n> ");
    let long = format!("> {theirs}\n>\n{signs}\n>\n> {theirs}\n> {theirs}\n> {theirs}");
    let answer = parts(&plain(&format!("Ja.\n\n{long}")), Some(OURS)).answer;
    assert_eq!(answer.matches("Hilsen Kari").count(), 4, "{answer}");
    assert!(!answer.contains("ber om uttalelse") && !answer.contains("Kari\n>\n>"), "{answer}");
    let text = plain(&format!("Ja.\n\n{signs}\n>\n>\n\nNei."));
    assert_eq!(parts(&text, Some(OURS)).answer, "Ja.\n\nNei.");
}

#[test]
fn a_persons_own_words_about_sending_and_writing_begin_no_quotation() {
    for own in [
        "Fra: Notodden\nTil: Kongsberg\nskal veien utbedres.",
        "I brev av 7.12.2026 skrev kommunen:\n\nBrua må bygges.",
        "Møtet er 7. desember kl. 10:00:\n\nSaken tas opp.",
    ] {
        assert_eq!(answer(&plain(own)), own);
    }
}

#[test]
fn all_text_is_read_in_order_and_html_where_it_must_be() {
    assert_eq!(answer(&mail!("text-after-attachment")), "Først dette.\n\nSå dette, som er selve svaret.");
    assert_eq!(answer(&mail!("text-empty-beside-html")), "Kommunen støtter planen.");
    assert_eq!(answer(&mail!("text-list-and-table")), "Kommunen mener:\n\n– første\n– andre\n\nA | B\n\nSe saken");
    assert_eq!(answer(&mail!("answer-with-nul")), "Vi sttter planen.");
}

#[test]
fn a_reply_is_what_its_writer_wrote_with_what_was_attached() {
    let read = took(&mail!("reply"));
    assert_eq!(read.kind, Kind::Person);
    assert_eq!(read.sender, "saksbehandler@rollag.example.test");
    let split = parts(&mail!("reply"), Some("Les dokumentet og svar her."));
    assert_eq!(split.answer, "Rollag kommune støtter planen.\n\nHilsen Gunnhild");
    assert_eq!(read.attachments.len(), 1);
    assert_eq!(read.attachments[0].name, "vedtak.txt");
    assert!(read.answers.contains(&"dok_0123456789abc-3-1@region.example.test".to_owned()));
}

#[test]
fn every_attachment_is_found_and_the_picture_of_a_signature_told_apart() {
    let names = |text: &str| took(text).attachments.into_iter().map(|one| (one.name, one.in_text)).collect::<Vec<_>>();
    let kinds = names(&mail!("attachments-of-other-kinds"));
    assert_eq!(kinds, ["Uttalelse.docx", "Vedtak.doc", "Merknad.txt"].map(|name| (name.to_owned(), false)));
    assert_eq!(names(&mail!("attachments-twenty-five")).len(), 25);
    let logo = "From: a@b.no\r\nContent-Type: multipart/related; boundary=g\r\n\r\n--g\r\nContent-Type: text/html\r\n\r\n<p>Hei<img src=\"cid:i1\"></p>\r\n--g\r\nContent-Type: image/png; name=\"image001.png\"\r\nContent-ID: <i1>\r\nContent-Disposition: inline; filename=\"image001.png\"\r\n\r\nx\r\n--g--";
    assert_eq!(names(logo), [("image001.png".to_owned(), true)]);
}

#[test]
fn two_senders_are_none() {
    assert_eq!(took("From: a@b.no, c@d.no\r\n\r\nHei").sender, "");
    assert_eq!(took("From: a@b.no\r\nFrom: c@d.no\r\n\r\nHei").sender, "");
}

#[test]
fn only_the_last_of_many_references_are_looked_at() {
    let many = (0..300_000).map(|n| n.to_string()).collect::<Vec<_>>().join("@x.no>\r\n <");
    let text = format!("From: a@b.no\r\nIn-Reply-To: <first@x.no>\r\nReferences: <{many}@x.no>\r\n\r\nHei");
    let read = took(&text);
    assert_eq!(read.answers.len(), MAIL_REFERENCES);
    assert_eq!(read.answers[..2], ["first@x.no", "299999@x.no"]);
}

#[test]
fn a_text_beyond_all_measure_is_shortened_and_says_so() {
    let one = took(&plain(&"Vi støtter planen. ".repeat(words::limits::MAIL_TEXT / 10)));
    assert!(one.shortened && one.split(&Ours::default()).answer.starts_with("Vi støtter planen."));
    let read = took(&plain(&"Vi støtter planen.\r\n".repeat(words::limits::MAIL_TEXT / 10)));
    assert!(read.shortened && read.lines.len() > 1000);
}

#[test]
fn nothing_is_read_that_is_no_message() {
    for bytes in [&b""[..], b"\0\0\0", b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x\r\n--x"] {
        let _read_or_not = read(bytes, &Envelope::default(), |_| false, "");
    }
}

#[test]
fn messages_within_messages_without_end_are_read_and_let_go() {
    let nested = |deep: usize| "Content-Type: message/rfc822\r\n\r\n".repeat(deep);
    let bomb = format!("From: a@x\r\nTo: s@k\r\nMIME-Version: 1.0\r\n{}x", nested(100_000));
    assert!(read(bomb.as_bytes(), &Envelope::default(), |_| false, "").is_some());
}

#[test]
fn a_text_of_headings_or_open_elements_is_read_in_time_that_grows_with_it() {
    // Each took minutes when every line was held against all that follow or all that is open.
    let headings = took(&plain(&"Fra: x\r\n".repeat(30_000)));
    assert!(!headings.split(&Ours::default()).answer.is_empty());
    for element in ["<div>", "<blockquote>a", "<table><tr><td>"] {
        let html = format!(
            "From: a@x.no\r\nContent-Type: text/html\r\n\r\n<p>Vi støtter planen.</p>{}",
            element.repeat(100_000)
        );
        assert!(took(&html).split(&Ours::default()).answer.contains("planen"));
    }
}

#[test]
fn an_answer_below_a_shortened_quotation_is_the_answer() {
    let letter = "Til Rollag kommune\n\nRegionrådet ber om uttalelse til planen.\n\nLes dokumentet og svar her:";
    let below = plain(
        "Fra: Regionrådet <samrad@region.example.test>\r\nSendt: 7. desember 2026 08:00\r\nTil: Rollag\r\n\
         Emne: Planen\r\n\r\nRegionrådet ber om uttalelse til planen.\r\n\r\nKommunen går imot planen.\r\n\
         Hilsen Berit",
    );
    assert_eq!(parts(&below, Some(letter)).answer, "Kommunen går imot planen.\nHilsen Berit");
}

#[test]
fn a_person_is_told_from_a_machine_by_more_than_a_word_or_a_list() {
    let headed = |header: &str, body: &str| plain(body).replacen("Subject:", &format!("{header}\r\nSubject:"), 1);
    assert_eq!(kind(&headed("List-Id: <postmottak.example.test>", "Vi støtter planen.")), Kind::Person);
    assert_eq!(kind(&headed("Precedence: list", "Vi støtter planen.")), Kind::Person);
    assert_eq!(
        kind(&plain("Vi støtter planen.").replace("Subject: Sv", "Subject: Fravær i skolen: merknad")),
        Kind::Person
    );
    assert_eq!(kind(&plain("Jeg kommer.").replace("Subject: Sv", "Subject: Fravær: Planen")), Kind::Unsure);
    assert_eq!(kind(&headed("Precedence: bulk", "Vi støtter planen.")), Kind::Unsure);
    assert_eq!(kind(&headed("Auto-Submitted: auto-generated", "Vi støtter planen.")), Kind::Unsure);
    assert_eq!(kind(&headed("Auto-Submitted: auto-replied", "Jeg er borte.")), Kind::Automatic);
    for said in
        ["Dette er en automatisk tilbakemelding.", "Dette er et automatisk svar.", "Jeg har ferie til 3. august."]
    {
        assert_eq!(kind(&plain(said)), Kind::Unsure, "{said}");
    }
    let archive = "From: noark@rollag.example.test\r\nAuto-Submitted: auto-generated\r\nSubject: Uttalelse\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\
        Se vedlagt brev.\r\n--b\r\nContent-Type: application/pdf; name=brev.pdf\r\n\
        Content-Disposition: attachment; filename=brev.pdf\r\n\r\n%PDF-1.7\r\n--b--\r\n";
    assert_eq!(kind(archive), Kind::Unsure);
}
